"""
YAML in and out.

Reading goes over PyYAML's event stream: plain scalars stay text (so ``no``,
``23:00`` and ``2025-01-05`` are what people wrote), every key and value keeps
its place, and what YAML offers beyond plain data is refused.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from polyagree.codec.shape import MAX_DEPTH, Raw, Tree, Unreadable, placed, too_deep
from polyagree.errors import Fault
from polyagree.source import Mark, SourceMap, lines_of

__all__ = ["WIDTH", "block", "inline", "read", "write"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

_HASH = re.compile(r"[ \t]+#[^\s#]")
_BREAKS = re.compile("[\x85\u2028\u2029]")

_Place = tuple[int, int, int, int]


def read(text: str, *, name: str | None = None) -> Raw:
    """
    Return the tree and the places of a YAML document.

    Raises:
        Unreadable: If it is not YAML, or uses more of YAML than plain data.
    """
    if odd := _BREAKS.search(text):
        # YAML takes them for line ends and folds them away; nothing written may be lost.
        raise Unreadable(
            f"a line ends in an unusual character, U+{ord(odd[0]):04X}",
            help=f"write it as `\\u{ord(odd[0]):04x}` inside double quotes",
            line=text.count("\n", 0, odd.start()) + 1,
            column=odd.start() - text.rfind("\n", 0, odd.start()),
        )
    builder = _Builder(text if _HASH.search(text) else "")
    loader = _Loader(text)
    try:
        while loader.check_event():
            builder.take(loader.get_event())
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from None
    except yaml.YAMLError as error:
        raise Unreadable(
            "it holds characters that YAML does not allow", **_where(error, text)
        ) from (None)
    finally:
        loader.dispose()
    root = builder.root
    return Raw(
        None if root is None else root[0],
        SourceMap(name, text, read_marks=_Marks(root[1] if root else _EMPTY)),
        tuple(builder.faults),
    )


class _Marks:
    """The marks that were made while reading, in the form a source map asks for."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark

    def __call__(self, _: str) -> Mark:
        return self.mark


_EMPTY = Mark((1, 1, 1, 1))


class _Builder:
    """Makes a tree and its marks out of events, without recursion."""

    def __init__(self, hashed: str) -> None:
        # The text, if there may be words in it that look like a comment to YAML.
        self.hashed = hashed
        self.root: tuple[Tree, Mark] | None = None
        self.faults: list[Fault] = []
        # One entry for each open collection: it, its mark's children, its place
        # in the parent, its start, the key that waits for a value, its path.
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._refuse_extras(event)
            self._scalar(event)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            self._refuse_extras(event)
            self._enter(event, is_mapping=kind is yaml.MappingStartEvent)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._leave(event)
        elif kind is yaml.AliasEvent:
            line, column = _start(event)
            raise Unreadable(
                f"`*{event.anchor}` is an alias",
                help="write the value out where it is needed",
                line=line,
                column=column,
            )
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                line, column = _start(event)
                raise Unreadable(
                    "a second document begins",
                    help="keep one document in a file",
                    line=line,
                    column=column,
                )

    def _refuse_extras(self, event: Any) -> None:
        line, column = _start(event)
        if event.anchor is not None:
            raise Unreadable(
                f"`&{event.anchor}` is an anchor",
                help="write the value out where it is needed",
                line=line,
                column=column,
            )
        if event.tag is not None:
            tag = event.tag.removeprefix("tag:yaml.org,2002:")
            raise Unreadable(
                f"`!{tag.lstrip('!')}` is a tag",
                help="leave it out; the format knows the type of every value",
                line=line,
                column=column,
            )

    def _scalar(self, event: Any) -> None:
        place = _place(event, event)
        value: str = event.value
        top = self.open[-1] if self.open else None
        if top is not None and top.is_mapping and top.key is None:
            top.key = (value, place)
            return
        plain = event.style is None or event.style == ""
        if plain and " " in value and _HASH.match(self.hashed, event.end_mark.index):
            self._cut_off(top, place)
        self._put(None if plain and value in _NOTHING else value, place, {})

    def _cut_off(self, top: _Open | None, place: _Place) -> None:
        """Note that words end where YAML sees a comment: nothing written may be lost."""
        key = () if top is None else (len(top.content) if top.key is None else top.key[0],)
        self.faults.append(
            Fault(
                "DOC004",
                "a `#` cuts the text off here: for YAML, what follows is a comment",
                (*self._path(), *key),
                "put quotes around the text, or a space behind `#` if it is a comment",
                **placed(Mark((place[2], place[3], place[2], place[3] + 2))),
            )
        )

    def _enter(self, event: Any, *, is_mapping: bool) -> None:
        line, column = _start(event)
        if len(self.open) >= MAX_DEPTH:
            raise too_deep(line, column)
        if self.open and self.open[-1].is_mapping and self.open[-1].key is None:
            raise Unreadable(
                "a key is not a plain word",
                help="if it is a text with brackets, put it in quotes",
                line=line,
                column=column,
            )
        self.open.append(_Open(is_mapping=is_mapping, start=(line, column)))

    def _leave(self, event: Any) -> None:
        done = self.open.pop()
        end = (event.end_mark.line + 1, event.end_mark.column + 1)
        if done.last is not None and not event.end_mark.index > event.start_mark.index:
            # A block ends where its last value does, not where the next thing begins.
            end = done.last
        self._put(done.content, (*done.start, *end), done.marks)

    def _put(self, value: Tree, place: _Place, marks: dict[str | int, Mark]) -> None:
        if not self.open:
            self.root = (value, Mark(place, None, marks))
            return
        top = self.open[-1]
        top.last = (place[2], place[3])
        if isinstance(top.content, list):
            top.marks[len(top.content)] = Mark(place, None, marks)
            top.content.append(value)
            return
        # A value in a mapping follows its key.
        key, key_place = top.key or ("", place)
        top.key = None
        if key in top.content:
            self.faults.append(
                Fault(
                    "DOC004",
                    f"`{key}` stands twice",
                    (*(each for each in self._path()), key),
                    "keep one of them",
                    key,
                    **placed(Mark(place, key_place)),
                )
            )
            return
        top.content[key] = value
        top.marks[key] = Mark(place, key_place, marks)

    def _path(self) -> list[str | int]:
        return [
            len(outer.content) if outer.key is None else outer.key[0] for outer in self.open[:-1]
        ]


class _Open:
    """A collection that is being read."""

    __slots__ = ("content", "is_mapping", "key", "last", "marks", "start")

    def __init__(self, *, is_mapping: bool, start: tuple[int, int]) -> None:
        self.is_mapping = is_mapping
        self.start = start
        self.content: dict[str, Tree] | list[Tree] = {} if is_mapping else []
        self.marks: dict[str | int, Mark] = {}
        self.key: tuple[str, _Place] | None = None
        self.last: tuple[int, int] | None = None


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place(first: Any, last: Any) -> _Place:
    return (*_start(first), last.end_mark.line + 1, last.end_mark.column + 1)


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    column = None if mark is None else mark.column + 1
    lines = lines_of(text)
    if line is not None and (line > len(lines) or (line == len(lines) and not lines[-1])):
        # It ended too early: the place is after the last thing that was written.
        line = max((n for n, each in enumerate(lines, 1) if each.strip()), default=1)
        column = len(lines[line - 1]) + 1
    written = lines[line - 1] if line is not None else ""
    if "\t" in written[: len(written) - len(written.lstrip())] or "\t" in (error.problem or ""):
        return Unreadable(
            "a tab stands where YAML wants spaces",
            help="indent with spaces",
            line=line,
            column=column,
        )
    problem = (error.problem or "").strip().replace("\n", " ")
    if "nesting depth" in problem:
        # libyaml has a limit of its own, and looks further ahead than what we have counted.
        return too_deep(line, column)
    # The commonest slips of people who write prose: a colon or a bracket in a text.
    is_slip = "mapping values" in problem or "expected ','" in problem
    return Unreadable(
        f"it is not YAML: {problem}" if problem else "it is not YAML",
        help="if a text here holds `: `, ` #`, `,` or a bracket, put quotes around it"
        if is_slip
        else None,
        line=line,
        column=column,
    )


def _where(error: yaml.YAMLError, text: str) -> dict[str, Any]:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return {}
    before = text[:position]
    return {"line": before.count("\n") + 1, "column": position - (before.rfind("\n") + 1) + 1}


# Writing

WIDTH = 100
"""How long a line may get, where it can be shorter."""

_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*\Z")
_UNSAFE = re.compile(r": |:\Z| #|\s\Z")
_FLOW = re.compile(r"[,\[\]{}]")
# Words that other readers of YAML take for something else than text.
_WORDS = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)\Z")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write(tree: dict[str, Tree]) -> str:
    """Return *tree* as YAML: small things on one line, large ones as blocks."""
    return "".join(_block(tree, 0))


def block(value: dict[str, Tree] | list[Tree], indent: int) -> str:
    """Return *value* in lines, each indented by *indent* at least."""
    lines = _block(value, indent) if isinstance(value, dict) else _items(value, indent)
    return "".join(lines)


def inline(value: Tree, *, is_inside_flow: bool) -> str:
    """Return *value* on one line, as it stands in brackets or on its own."""
    return _flow_inside(value) if is_inside_flow else _flow(value)


def _block(tree: dict[str, Tree], indent: int) -> list[str]:
    lines: list[str] = []
    pad = " " * indent
    for key, value in tree.items():
        name = _scalar(key, flow=True)
        flow = _flow(value)
        if not isinstance(value, dict | list) or not value or _fits(flow, indent, name, value):
            lines.append(f"{pad}{name}: {flow}\n")
        elif isinstance(value, dict):
            lines.append(f"{pad}{name}:\n")
            lines.extend(_block(value, indent + 2))
        else:
            lines.append(f"{pad}{name}:\n")
            lines.extend(_items(value, indent + 2))
    return lines


def _items(items: list[Tree], indent: int) -> list[str]:
    lines: list[str] = []
    pad = " " * indent
    for item in items:
        flow = _flow(item)
        if isinstance(item, dict) and item and not _fits(flow, indent, "", item):
            inner = _block(item, indent + 2)
            inner[0] = f"{pad}- {inner[0].lstrip(' ')}"
            lines.extend(inner)
        elif isinstance(item, list) and item and not _fits(flow, indent, "", item):
            lines.append(f"{pad}-\n")
            lines.extend(_items(item, indent + 2))
        else:
            lines.append(f"{pad}- {flow}\n")
    return lines


def _fits(flow: str, indent: int, name: str, value: Tree) -> bool:
    """Return whether *flow* is short enough, and *value* small enough, for one line."""
    if isinstance(value, dict) and indent == 0:
        return False
    return indent + len(name) + 2 + len(flow) <= WIDTH


def _flow(value: Tree) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_scalar(k, flow=True)}: {_flow_inside(v)}" for k, v in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow_inside(item) for item in value) + "]"
    return _scalar(value, flow=False)


def _flow_inside(value: Tree) -> str:
    return _flow(value) if isinstance(value, dict | list) else _scalar(value, flow=True)


def _scalar(value: Tree, *, flow: bool) -> str:
    if not isinstance(value, str):
        return str(value)
    if (
        _PLAIN.match(value)
        and not _UNSAFE.search(value)
        and not (flow and _FLOW.search(value))
        and not _WORDS.match(value)
    ):
        return value
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04x}"
