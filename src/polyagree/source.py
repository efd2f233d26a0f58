"""Where in a text a value was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from attrs import evolve, field, frozen

__all__ = ["Mark", "Path", "SourceMap", "Span", "dotted", "lines_of"]

Path = tuple[str | int, ...]
"""The keys (``str``) and list positions (``int``, from 0) that lead to a value."""


def dotted(path: Path) -> str:
    """Return *path* as people read it: ``agreements.home.clauses.quiet.norm[0].with``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of *text*, without their ends."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _inside(path: Path, above: Path) -> Path | None:
    """Return the steps from *above* to *path*; ``None`` if it does not lead there."""
    at = 0
    for step in above:
        if at < len(path) and path[at] == step:
            at += 1
        elif path[at : at + 2] == (0, step):
            # One that stands alone, for a list of one.
            at += 2
        elif step != 0:
            return None
    return path[at:]


@frozen
class Span:
    """
    A stretch of text.

    Attributes:
        file: The name of the document; ``None`` for a string.
        line: The first line, from 1.
        column: The first column, from 1, in characters.
        end_line: The last line.
        end_column: The column after the last character.
    """

    file: str | None
    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Mark:
    """
    Where one value stands, and its children.

    Attributes:
        value: First line, first column, last line, column after the end; from 1.
        key: The same for the key that names it; ``None`` in lists and at the top.
        children: What is inside, by key or by list position.
    """

    value: tuple[int, int, int, int]
    key: tuple[int, int, int, int] | None = None
    children: Mapping[str | int, Mark] = field(factory=dict)


@frozen(eq=False)
class SourceMap:
    """
    The places of everything in one document.

    Finding a place is work, and most documents are fine: the marks are made
    when the first one is asked for.

    Attributes:
        file: The name of the document; ``None`` for a string.
        text: The document itself.
        read_marks: Makes the marks out of the text.
        dropped: Paths that no longer stand in the text.
        moved: What stands in the text at another path than in the document that was
            read from it: the path in the document, and the path in the text.
        beside: Where events stand that were read from other files: the position of
            the first event of each file, and its places.
        is_prose: Whether it is a page of sentences, and no document with keys.
    """

    file: str | None
    text: str
    read_marks: Callable[[str], Mark]
    dropped: frozenset[Path] = frozenset()
    moved: tuple[tuple[Path, Path], ...] = ()
    beside: tuple[tuple[int, SourceMap], ...] = ()
    is_prose: bool = False

    @cached_property
    def marks(self) -> Mark:
        """The mark of the whole document."""
        return self.read_marks(self.text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the document, without their ends."""
        return lines_of(self.text)

    def find(self, path: Path, *, key: bool = False) -> Span | None:
        """
        Return where *path* stands, or else the nearest place above it.

        One value may stand for a list of one and the other way round, and a word
        for a record of one, so a step that the text does not show stays where it is.

        Args:
            path: The keys and positions that lead to the value.
            key: Whether to point at the key instead of at its value.

        Returns:
            The span; ``None`` if the value no longer stands in the text.
        """
        if any(path[: len(gone)] == gone for gone in self.dropped):
            return None
        other = self.beside_of(path)
        if other is not None:
            first, source = other
            index = int(path[1]) - first
            if index not in source.marks.children:
                # It was put behind those of the last file, and stands in none.
                return None
            return source.find((index, *path[2:]), key=key)
        mark = self.marks
        reached = True
        for step in self.as_written(path):
            if isinstance(step, str) and mark.children.keys() == {0}:
                # A list of one, for the one that is in it.
                mark = mark.children[0]
            child = mark.children.get(step)
            if child is None and (isinstance(step, int) or not mark.children):
                continue
            if child is None:
                reached = False
                break
            mark = child
        place = mark.key if key and reached and mark.key is not None else mark.value
        if not reached and mark.key is not None:
            place = mark.key
        return Span(self.file, *place)

    def beside_of(self, path: Path) -> tuple[int, SourceMap] | None:
        """
        Return where *path* stands in a file beside the document; ``None``: in none.

        Returns:
            The position of the first event of the file, and its places.
        """
        match path:
            case ("events", int(index), *_):
                return next((each for each in reversed(self.beside) if each[0] <= index), None)
        return None

    def all(self) -> tuple[SourceMap, ...]:
        """Return the places of the document, then those of the files beside it."""
        return (self, *(source for _, source in self.beside))

    def as_written(self, path: Path) -> Path:
        """Return the path in the text of what stands at *path* in the document."""
        for new, old in reversed(self.moved):
            inside = _inside(path, new)
            if inside is not None:
                path = (*old, *inside)
        return path

    def drop(self, path: Path) -> SourceMap:
        """Return the map without *path* and everything under it."""
        return evolve(self, dropped=self.dropped | {path})
