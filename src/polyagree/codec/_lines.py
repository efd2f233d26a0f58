"""Where the lines of a text begin, and marks of a long one that are made when they are wanted."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, pairwise

from polyagree.source import Mark

__all__ = ["END", "Lines", "OnDemand", "Place"]

END = re.compile(r"\r\n|\r|\n")
"""What ends a line."""

Place = tuple[int, int, int, int]
"""First line, first column, last line, column after the end; from 1."""


class Lines:
    """
    The lines of a text.

    Attributes:
        starts: Where each of them begins.
    """

    def __init__(self, text: str) -> None:
        self.starts = array("q", (0,))
        self.starts.extend(match.end() for match in END.finditer(text))
        self._end = len(text)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield where each line begins and where it ends."""
        return pairwise(chain(self.starts, (self._end,)))

    def place(self, start: int, end: int) -> Place:
        """Return the lines and columns of what stands from *start* to *end*."""
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, end)
        return first, start - self.starts[first - 1] + 1, last, end - self.starts[last - 1] + 1


class OnDemand(Mapping[str | int, Mark]):
    """The marks of the rows of a long text: few of them are ever asked for."""

    def __init__(self, count: int, make: Callable[[int], Mark]) -> None:
        self._positions = range(count)
        self._make = make

    def __getitem__(self, key: str | int) -> Mark:
        if isinstance(key, str) or key not in self._positions:
            raise KeyError(key)
        return self._make(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and key in self._positions

    def __iter__(self) -> Iterator[int]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)
