"""What was read in a text, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from polyagree.report.cells import fill, visible
from polyagree.report.comparison import written_norm
from polyagree.report.palette import Palette
from polyagree.text.documents import Document
from polyagree.text.readings import Reading

__all__ = ["render_readings"]

_INDENT = "  "


def render_readings(
    document: Document, *, file: str, color: bool = False, width: int | None = None
) -> str:
    """
    Return what was read in a text: each clause with its place, what it is, and by which words.

    Args:
        document: What was read.
        file: What the text is called.
        color: Whether to use ANSI colours; the words that decided are then shown in the sentence.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    page = _Page(document, file, Palette(color), width)
    blocks = ["\n".join(page.lines(each)) for each in document.readings]
    return "\n\n".join([*blocks, "\n".join(page.summary())]) + "\n"


class _Page:
    def __init__(self, document: Document, file: str, palette: Palette, width: int | None) -> None:
        self._document = document
        self._file = visible(file)
        self._palette = palette
        self._width = width

    def lines(self, reading: Reading) -> Iterator[str]:
        """Yield the lines that tell of *reading*."""
        place = reading.place
        where = self._file if place is None else f"{self._file}:{place.line}:{place.column}"
        kind = self._palette.paint(reading.kind.replace("_", " "), "strong")
        yield f"{where}: {kind} ({reading.confidence:.2f})"
        yield from self._sentence(reading)
        if place is not None and place.speaker is not None:
            yield from self._labelled("says", place.speaker)
        if not reading.evidence and reading.why:
            yield from self._labelled("why", reading.why)
        for each in reading.evidence:
            yield from self._labelled(each.says, each.words)
        if reading.vague:
            yield from self._labelled("vague", ", ".join(reading.vague))
        for norm in reading.norms:
            yield from self._labelled("may mean", written_norm(norm))
        yield from self._after_a_break(reading)

    def summary(self) -> Iterator[str]:
        """Yield how many clauses there are, and who is in the text."""
        kinds = Counter(each.kind for each in self._document.readings)
        number = len(self._document.readings)
        what = "1 clause" if number == 1 else f"{number} clauses"
        counted = ", ".join(
            f"{count} {kind.replace('_', ' ')}" for kind, count in kinds.most_common()
        )
        told = f"{what}: {counted}" if counted else "no clause was found"
        yield self._palette.paint(told, "strong")
        cast = self._document.cast
        if cast.everyone:
            yield from self._labelled("people", ", ".join(cast.everyone))

    def _sentence(self, reading: Reading) -> list[str]:
        if not self._palette.color:
            said = visible(reading.text)
            return fill(said, width=self._width, first=_INDENT, rest=_INDENT)
        # What is painted is not broken: a colour would go on into the next line.
        return [_INDENT + self._painted(reading)]

    def _painted(self, reading: Reading) -> str:
        parts: list[str] = []
        at = 0
        for each in reading.evidence:
            if each.start < at:
                continue
            parts.append(visible(reading.text[at : each.start]))
            words = visible(reading.text[each.start : each.end])
            parts.append(self._palette.paint(words, "question"))
            at = each.end
        return "".join((*parts, visible(reading.text[at:])))

    def _after_a_break(self, reading: Reading) -> Iterator[str]:
        if reading.handled_by is None:
            return
        place = self._document.readings[reading.handled_by].place
        if place is not None:
            yield from self._labelled("after a break", f"line {place.line}")

    def _labelled(self, label: str, said: str) -> Sequence[str]:
        mark = f"{label}: "
        rest = _INDENT + " " * len(mark)
        lines = fill(visible(said), width=self._width, first=_INDENT + mark, rest=rest)
        painted = self._palette.paint(mark.rstrip(), "faint")
        return [_INDENT + painted + lines[0][len(_INDENT + mark) - 1 :], *lines[1:]]
