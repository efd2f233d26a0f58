"""How the assertions tell of a clause: its place, its name and the words of its people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from polyagree.model import Norm, Polycule
from polyagree.report.cells import visible
from polyagree.report.ledger import says_of
from polyagree.report.wording import quoted
from polyagree.source import Path, dotted

__all__ = ["entry", "listed", "page", "place_of"]

_NO_NAME = "<text>"


def place_of(polycule: Polycule, path: Path) -> str:
    """Return where *path* stands: file, line and column where that is known, else the path."""
    span = None if polycule.source is None else polycule.source.find(path)
    if span is None:
        return visible(dotted(path))
    return visible(f"{span.file or _NO_NAME}:{span.line}:{span.column}")


def entry(
    polycule: Polycule,
    *,
    path: Path = (),
    clause: str = "",
    norm: Norm | None = None,
    says: str | None = None,
    told: Iterable[str] = (),
) -> str:
    """
    Return what is to be said of one clause.

    Args:
        polycule: The document.
        path: Where it stands; empty: nowhere in particular.
        clause: Its name as others refer to it; empty: none in particular.
        norm: Which of its norms; ``None``: none in particular.
        says: Its words; ``None``: those that it has in the document.
        told: What else there is to say, as lines.
    """
    words = says_of(polycule, clause) if says is None and clause else says
    where = place_of(polycule, path) if path else ""
    name = quoted(clause) if clause else ""
    name += f" ({norm.modal}: {norm.act})" if norm is not None else ""
    head = ": ".join(part for part in (where, visible(name)) if part)
    lines = [head] if head else []
    lines += [f'  "{visible(words)}"'] if words else []
    indent = "  " if lines else ""
    return "\n".join([*lines, *(f"{indent}{visible(line)}" for line in told)])


def page(title: str, entries: Iterable[str], *after: str) -> str:
    """Return a sentence, what it rests on, and what comes of it, as one text."""
    return "\n\n".join([visible(title), *_indented(entries), *(visible(line) for line in after)])


def listed(clauses: Iterable[str]) -> str:
    """Return the names of clauses, each once."""
    return ", ".join(quoted(each) for each in dict.fromkeys(clauses))


def _indented(entries: Iterable[str]) -> Iterator[str]:
    for each in entries:
        yield "\n".join(f"  {line}" for line in each.split("\n"))
