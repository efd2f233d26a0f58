"""What every format gives: a plain tree of a document, and where it stands in the text."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from polyagree.errors import Fault
from polyagree.source import Mark, Path, SourceMap

__all__ = [
    "LISTS",
    "MAPS",
    "MAX_BYTES",
    "MAX_DEPTH",
    "Raw",
    "Tree",
    "Unreadable",
    "depth_of",
    "no_marks",
    "placed",
    "too_deep",
]

Tree = dict[str, "Tree"] | list["Tree"] | str | int | float | bool | None
"""A document as text formats give it: keys and values, lists, scalars."""

MAX_BYTES = 16 * 1024 * 1024
"""The largest document that is read, in bytes: some forty thousand clauses."""

MAX_DEPTH = 64
"""How deep keys and lists may stand inside one another."""

LISTS = frozenset(
    {
        *("norm", "if_broken", "noted", "revisions", "events", "check_ins"),
        *("scores", "feelings", "concerns", "steps"),
    }
)
"""Keys of lists of records: where one stands alone, its place is still the first in the list."""

MAPS = frozenset(
    {
        *("people", "groups", "relationships", "terms", "values", "agreements", "boundaries"),
        *("matrices", "breaches", "repairs", "scenarios"),
        *("clauses", "was", "accepted", "restated", "comfort", "answers", "impact", "expect"),
    }
)
"""Keys of collections whose next step is an id, whatever word that is."""


@frozen
class Raw:
    """
    A document before it is understood.

    Attributes:
        tree: Its keys and values.
        source: Where they stand.
        faults: What is wrong with its text, where the rest could still be read.
    """

    tree: Tree
    source: SourceMap
    faults: tuple[Fault, ...] = field(default=())


class Unreadable(Exception):  # never leaves the package
    """A text that its format cannot be read from; carries the fault, placed."""

    def __init__(
        self,
        message: str,
        *,
        help: str | None = None,  # the word of the report
        line: int | None = None,
        column: int | None = None,
        path: Path = (),
    ) -> None:
        """Make the fault."""
        super().__init__(message)
        self.fault = Fault(
            "DOC001",
            message,
            path,
            help,
            line=line,
            column=column,
            end_line=line,
            end_column=None if column is None else column + 1,
        )


def too_deep(line: int | None = None, column: int | None = None) -> Unreadable:
    """Return the fault of a text that is nested too deep."""
    return Unreadable(
        f"it is nested deeper than {MAX_DEPTH} levels",
        help="a document of this format needs far fewer",
        line=line,
        column=column,
    )


def depth_of(tree: Tree) -> int:
    """Return how deep *tree* is nested, as far as one more than is allowed."""
    depth = 0
    level: list[Tree] = [tree]
    while depth <= MAX_DEPTH:
        level = [each for each in level if type(each) is dict or type(each) is list]
        if not level:
            break
        depth += 1
        inner: list[Tree] = []
        for each in level:
            inner.extend(each.values() if isinstance(each, dict) else each)  # type: ignore[arg-type]  # the rest is a list
        level = inner
    return depth


def no_marks(_: str) -> Mark:
    """Return the beginning, for a text in which nothing has a place."""
    return Mark((1, 1, 1, 1))


def placed(mark: Mark) -> dict[str, Any]:
    """Return the position of *mark*'s key, or of its value, as a fault wants it."""
    line, column, end_line, end_column = mark.key or mark.value
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
