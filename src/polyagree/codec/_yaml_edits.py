"""Small changes in the text of a YAML document; every other character stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from polyagree.codec import yaml
from polyagree.codec.changes import Change, Delete, Insert, Replace, TooFine
from polyagree.codec.shape import Tree
from polyagree.source import Mark, Path, SourceMap

__all__ = ["edited", "renamed"]


def renamed(text: str, source: SourceMap) -> str:
    """Return *text* with the keys that a migration renamed, as *source* knows them."""
    editor = _Editor(text, source.marks)
    edits = [
        editor.rename(source.as_written(new), str(new[-1]))
        for new, old in source.moved
        if new[:-1] == old[:-1]
    ]
    return _applied(text, edits)


def edited(text: str, changes: Iterable[Change]) -> str:
    """
    Return *text* with *changes*, whose paths are those of the text.

    Raises:
        TooFine: If one of them cannot be made without touching what stands around it.
    """
    editor = _Editor(text, yaml.read(text).source.marks)
    return _applied(text, [editor.edit(change) for change in changes])


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    # From the end to the beginning, so that no place moves before its turn.
    for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text


_Edit = tuple[int, int, str]


class _Editor:
    def __init__(self, text: str, mark: Mark) -> None:
        self.text = text
        self.root = mark
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self.end_of_line = "\r\n" if "\r\n" in text else "\n"

    def edit(self, change: Change) -> _Edit:
        match change:
            case Replace():
                return self._replace(change)
            case Delete():
                return self._delete(change.path)
            case Insert():
                return self._insert(change)

    def rename(self, path: Path, name: str) -> _Edit:
        key = self._at(path).key
        if key is None:
            raise TooFine
        return (
            self._offset(*key[:2]),
            self._offset(*key[2:]),
            yaml.inline(name, is_inside_flow=True),
        )

    def _at(self, path: Path) -> Mark:
        mark = self.root
        for step in path:
            mark = mark.children[step]
        return mark

    def _offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def _span(self, mark: Mark) -> tuple[int, int]:
        line, column, end_line, end_column = mark.value
        return self._offset(line, column), self._offset(end_line, end_column)

    def _is_flow(self, mark: Mark) -> bool:
        return self.text[self._span(mark)[0] : self._span(mark)[0] + 1] in {"{", "["}

    def _line_end(self, offset: int, *, after: int) -> int:
        """Return where the line at *offset* ends; a block of text ends at the next line already."""
        if offset > after and offset in self.starts:
            return offset
        line = bisect_right(self.starts, offset)
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def _only_space_before(self, offset: int) -> bool:
        line = bisect_right(self.starts, offset)
        return not self.text[self.starts[line - 1] : offset].strip()

    def _block(self, lines: list[str]) -> str:
        return "".join(lines).replace("\n", self.end_of_line)

    def _replace(self, change: Replace) -> _Edit:
        if not change.path:
            raise TooFine
        mark, above = self._at(change.path), self._at(change.path[:-1])
        start, end = self._span(mark)
        is_text_block = self.text[start : start + 1] in {"|", ">"}
        is_empty = start == end
        if is_empty and mark.key is not None:
            # Nothing was written behind the colon.
            key_end = self._offset(*mark.key[2:])
            start = end = self.text.index(":", key_end) + 1
        is_inside = self._is_flow(above) or self._is_flow(mark)
        if not isinstance(change.value, dict | list) or not change.value or is_inside:
            new = yaml.inline(change.value, is_inside_flow=self._is_flow(above))
        elif mark.key is None or not _is_block(mark, self):
            indent = (mark.key[1] if mark.key is not None else mark.value[1]) - 1
            new = self._large(change.value, indent, is_item=mark.key is None)
        else:
            new = yaml.block(change.value, mark.value[1] - 1).lstrip(" ").rstrip("\n")
            new = new.replace("\n", self.end_of_line)
        if is_text_block and self.text[:end].endswith(("\n", "\r")):
            new += self.end_of_line
        return start, end, f" {new}" if is_empty else new

    def _large(self, value: dict[str, Tree] | list[Tree], indent: int, *, is_item: bool) -> str:
        flow = yaml.inline(value, is_inside_flow=False)
        if is_item or indent + len(flow) <= yaml.WIDTH:
            return flow
        return self._block(["\n", yaml.block(value, indent + 2).rstrip("\n")])

    def _delete(self, path: Path) -> _Edit:
        above, mark = self._at(path[:-1]), self._at(path)
        if self._is_flow(above):
            raise TooFine
        begin = self._beginning(mark)
        if not self._only_space_before(begin):
            raise TooFine
        end = self._span(mark)[1]
        line = bisect_right(self.starts, begin)
        return self.starts[line - 1], self._line_end(end, after=begin), ""

    def _beginning(self, mark: Mark) -> int:
        """Return where an entry of a block begins: its key, or the dash before it."""
        if mark.key is not None:
            return self._offset(*mark.key[:2])
        start = self._span(mark)[0]
        begin = self.text.rfind("-", self.starts[mark.value[0] - 1], start)
        if begin < 0 or not self._only_space_before(begin):
            raise TooFine
        return begin

    def _insert(self, change: Insert) -> _Edit:
        above = self._at(change.path)
        if self._is_flow(above):
            return self._insert_inside(change, above)
        first = above.children[next(iter(above.children))]
        begin = self._beginning(first)
        indent = begin - self.starts[bisect_right(self.starts, begin) - 1]
        if first.key is not None:
            lines = yaml.block({str(key): value for key, value in change.entries}, indent)
        else:
            lines = yaml.block([value for _, value in change.entries], indent)
        new = self._block([lines])
        if change.after is None:
            return begin, begin, new.lstrip(" ") + " " * indent
        anchor = above.children[change.after]
        start, end = self._span(anchor)
        if anchor.key is not None:
            end = max(end, self._offset(*anchor.key[2:]))
        at = self._line_end(end, after=start)
        is_last_line = at == len(self.text) and not self.text.endswith(("\n", "\r"))
        return at, at, f"{self.end_of_line}{new}" if is_last_line else new

    def _insert_inside(self, change: Insert, above: Mark) -> _Edit:
        entries = ", ".join(
            _inside(value) if key is None else f"{_inside(key)}: {_inside(value)}"
            for key, value in change.entries
        )
        if change.after is None:
            first = above.children[next(iter(above.children))]
            begin = self._span(first)[0] if first.key is None else self._offset(*first.key[:2])
            return begin, begin, f"{entries}, "
        start, end = self._span(above.children[change.after])
        if start == end:
            raise TooFine
        return end, end, f", {entries}"


def _is_block(mark: Mark, editor: _Editor) -> bool:
    """Return whether a collection stands at *mark* line by line."""
    return bool(mark.children) and not editor._is_flow(mark)  # noqa: SLF001  # of this module


def _inside(value: Tree) -> str:
    """Return *value* as it stands inside brackets."""
    return yaml.inline(value, is_inside_flow=True)
