"""JSON in and out. Places are looked for only when somebody asks for one."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by use, not by stub
from typing import Any

from polyagree.codec._lines import Lines, Place
from polyagree.codec.shape import (
    MAX_DEPTH,
    Raw,
    Tree,
    Unreadable,
    depth_of,
    no_marks,
    placed,
    too_deep,
)
from polyagree.errors import Fault
from polyagree.source import Mark, Path, SourceMap

__all__ = ["read", "write"]


def read(text: str, *, name: str | None = None) -> Raw:
    """
    Return the tree and the places of a JSON document.

    Raises:
        Unreadable: If it is not JSON.
    """
    repeats = False

    def pairs(items: list[tuple[str, Tree]]) -> dict[str, Tree]:
        nonlocal repeats
        made = dict(items)
        if len(made) < len(items):
            repeats = True
            made = dict(reversed(items))
            made = {key: made[key] for key, _ in items}
        return made

    if not text.strip():
        return Raw(None, SourceMap(name, text, read_marks=no_marks))
    try:
        tree: Tree = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        raise Unreadable(
            f"it is not JSON: {message}", line=error.lineno, column=error.colno
        ) from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:
        # The one left: more digits than Python takes for a number.
        raise Unreadable("a number has too many digits", **_where(text, _DIGITS)) from None
    if depth_of(tree) > MAX_DEPTH:
        raise too_deep()
    if _HALF.search(text) and not _is_whole(tree):
        raise Unreadable(
            "half of a surrogate pair stands alone",
            help="write the whole character",
            **_where(text, _HALF),
        )
    faults: list[Fault] = []
    if repeats:
        _Scanner(text, faults).scan()
    return Raw(tree, SourceMap(name, text, read_marks=marks), tuple(faults))


def marks(text: str) -> Mark:
    """Return where everything stands in *text*, which is JSON."""
    return _Scanner(text, []).scan()


def write(tree: Tree) -> str:
    """Return *tree* as JSON, indented by two."""
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


_DIGITS = re.compile(r"[0-9]{4000,}")


def _where(text: str, pattern: re.Pattern[str]) -> dict[str, Any]:
    """Return the line and the column at which *pattern* is first met."""
    match = pattern.search(text)
    if match is None:
        return {}
    at = match.start()
    return {"line": text.count("\n", 0, at) + 1, "column": at - text.rfind("\n", 0, at)}


_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def _is_whole(tree: Tree) -> bool:
    """Return whether every text of *tree* can be written down."""
    try:
        json.dumps(tree, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_constant(name: str) -> Tree:
    raise Unreadable(f"`{name}` is not JSON", help="write a number, or leave it out")


_SPACE = re.compile(r"[ \t\n\r]*")
_OTHER = re.compile(r"[^,\]}\s]*")


class _Scanner:
    """Walks over text that is known to be JSON and notes where everything stands."""

    def __init__(self, text: str, faults: list[Fault]) -> None:
        self.text = text
        self.faults = faults
        self.place = Lines(text).place
        self.at = 0

    def scan(self) -> Mark:
        self._skip()
        return self._value(None, ())

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = self.at if match is None else match.end()

    def _string(self) -> tuple[str, Place]:
        start = self.at
        value, self.at = scanstring(self.text, start + 1, True)  # strict
        return value, self.place(start, self.at)

    def _value(self, key: Place | None, path: Path) -> Mark:
        start = self.at
        children: dict[str | int, Mark] = {}
        first = self.text[start]
        if first == "{":
            self._object(children, path)
        elif first == "[":
            self._array(children, path)
        elif first == '"':
            self._string()
        else:
            match = _OTHER.match(self.text, start)
            self.at = start if match is None else match.end()
        return Mark(self.place(start, self.at), key, children)

    def _object(self, children: dict[str | int, Mark], path: Path) -> None:
        self.at += 1
        self._skip()
        while self.text[self.at] != "}":
            key, place = self._string()
            self._skip()
            self.at += 1  # the colon
            self._skip()
            mark = self._value(place, (*path, key))
            if key in children:
                self.faults.append(
                    Fault(
                        "DOC004",
                        f"`{key}` stands twice",
                        (*path, key),
                        "keep one of them",
                        key,
                        **placed(mark),
                    )
                )
            else:
                children[key] = mark
            self._next()
        self.at += 1

    def _array(self, children: dict[str | int, Mark], path: Path) -> None:
        self.at += 1
        self._skip()
        while self.text[self.at] != "]":
            children[len(children)] = self._value(None, (*path, len(children)))
            self._next()
        self.at += 1

    def _next(self) -> None:
        self._skip()
        if self.text[self.at] == ",":
            self.at += 1
            self._skip()
