"""Where everything stands in a TOML document that is known to be one."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from attrs import define, field

from polyagree.source import Mark

__all__ = ["marks"]

_Place = tuple[int, int, int, int]

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_OTHER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9:.]*(?:Z|[+-][0-9:]*)?|[^,\]}\s#]+")


@define
class _Node:
    """A value and what is inside it, while more of it may follow."""

    value: _Place
    key: _Place | None = None
    children: dict[str | int, _Node] = field(factory=dict)

    def mark(self) -> Mark:
        return Mark(
            self.value, self.key, {step: child.mark() for step, child in self.children.items()}
        )


def marks(text: str) -> Mark:
    """Return where everything stands in *text*, which is TOML."""
    return _Scanner(text).scan().mark()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self.at = 0

    def scan(self) -> _Node:
        root = _Node(self._place(0, len(self.text)))
        table = root
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._heading(root)
            else:
                self._pair(table)
            self._skip(_BLANK)
        return root

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def _place(self, start: int, end: int) -> _Place:
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, end)
        return first, start - self.starts[first - 1] + 1, last, end - self.starts[last - 1] + 1

    def _heading(self, root: _Node) -> _Node:
        start = self.at
        is_list = self.text.startswith("[[", start)
        self.at += 2 if is_list else 1
        parts = self._key()
        self.at += 2 if is_list else 1
        whole = self._place(start, self.at)
        table = self._down(root, parts[:-1])
        name, place = parts[-1]
        if not is_list:
            return self._last(table.children.setdefault(name, _Node(place, place)))
        several = table.children.setdefault(name, _Node(whole, place))
        item = _Node(whole)
        several.children[len(several.children)] = item
        return item

    def _down(self, table: _Node, parts: list[tuple[str, _Place]]) -> _Node:
        for name, place in parts:
            table = self._last(table.children.setdefault(name, _Node(place, place)))
        return table

    def _last(self, node: _Node) -> _Node:
        """Return the table that a heading adds to: the last one, where there are several."""
        while (last := node.children.get(len(node.children) - 1)) is not None:
            node = last
        return node

    def _key(self) -> list[tuple[str, _Place]]:
        parts: list[tuple[str, _Place]] = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if self.text[start] in "\"'":
                written = self._skip(_TEXT)
                name = str(tomllib.loads(f"x = {written}")["x"])
            else:
                name = self._skip(_BARE)
            parts.append((name, self._place(start, self.at)))
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _pair(self, table: _Node) -> None:
        parts = self._key()
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        name, place = parts[-1]
        inner = self._down(table, parts[:-1])
        inner.children[name] = self._value(place)

    def _value(self, key: _Place | None) -> _Node:
        start = self.at
        node = _Node((1, 1, 1, 1), key)
        first = self.text[start]
        if first == "[":
            self._several(node)
        elif first == "{":
            self._inline(node)
        else:
            self._skip(_TEXT if first in "\"'" else _OTHER)
        node.value = self._place(start, self.at)
        return node

    def _several(self, node: _Node) -> None:
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at] != "]":
            node.children[len(node.children)] = self._value(None)
            self._next()
        self.at += 1

    def _inline(self, node: _Node) -> None:
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at] != "}":
            self._pair(node)
            self._next()
        self.at += 1

    def _next(self) -> None:
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_BLANK)
