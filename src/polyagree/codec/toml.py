"""TOML in and out. Places are looked for only when somebody asks for one."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from typing import Any

from polyagree.codec._toml_places import marks
from polyagree.codec.shape import (
    MAPS,
    MAX_DEPTH,
    Raw,
    Tree,
    Unreadable,
    depth_of,
    no_marks,
    too_deep,
)
from polyagree.source import SourceMap

__all__ = ["inline", "read", "write"]

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
# A key of many parts is nested as deep, and the parser takes very long over it.
_DOTTED = re.compile(
    rf"^[ \t]*\[?\[?[ \t]*(?:{_PART}[ \t]*\.[ \t]*){{{MAX_DEPTH + 1}}}", re.MULTILINE
)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_NAMES = re.compile(r"\(((?:'[^']*'(?:, )?)+),?\)")
_QUOTED = re.compile("'([^']*)'")
_SAID = {
    "Cannot overwrite a value": ("a key stands twice", "keep one of them"),
    "Cannot declare": ("a table stands twice", "put what belongs together under one heading"),
    "Cannot mutate immutable": (
        "something is added to a table in braces",
        "write it inside the braces",
    ),
    "Cannot redefine": ("a key stands twice", "keep one of them"),
}


def read(
    text: str,
    *,
    name: str | None = None,
    under: tuple[str, ...] = (),
    takes_any_number: bool = False,
) -> Raw:
    """
    Return the tree and the places of a TOML document.

    What TOML has types for is read as the text that YAML would have: a date or a
    time is text, and the codec knows what belongs where.

    Args:
        text: The document.
        name: What it is called.
        under: The keys under which stands what is asked for; the rest is somebody else's, and
            only has to be TOML. Where they lead nowhere, there is no tree.
        takes_any_number: Whether ``inf`` and ``nan`` are left to whoever looks at the values.

    Raises:
        Unreadable: If it is not TOML.
    """
    if not text.strip():
        return Raw(None, SourceMap(name, text, read_marks=no_marks))
    if deep := _DOTTED.search(text):
        raise too_deep(text.count("\n", 0, deep.start()) + 1, 1)
    try:
        tree: Tree = tomllib.loads(
            text, parse_float=float if under or takes_any_number else _number
        )
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text) from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:
        # The one left: more digits than Python takes for a number.
        raise Unreadable("a number has too many digits") from None
    for key in under:
        tree = tree.get(key) if isinstance(tree, dict) else None
    if depth_of(tree) > MAX_DEPTH:
        raise too_deep()
    return Raw(_as_text(tree), SourceMap(name, text, read_marks=marks))


def _number(text: str) -> Any:
    if text.lstrip("+-") in {"inf", "nan"}:
        raise Unreadable(f"`{text}` is not a number", help="write digits, or leave it out")
    return float(text)


def _as_text(tree: Any) -> Tree:
    """Return *tree* with days and times as they are written in other formats."""
    if isinstance(tree, dict):
        return {key: _as_text(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_as_text(value) for value in tree]
    if isinstance(tree, dt.time):
        return tree.isoformat("minutes" if not (tree.second or tree.microsecond) else "auto")
    if isinstance(tree, dt.date | dt.datetime):
        return tree.isoformat()
    value: Tree = tree
    return value


def _syntax(said: str, text: str) -> Unreadable:
    at = _AT.search(said)
    line, column = (int(at[1]), int(at[2])) if at is not None and at[1] else _end(text)
    problem = said if at is None else said[: at.start()]
    for beginning, (message, help_) in _SAID.items():
        if problem.startswith(beginning):
            names = _NAMES.search(problem)
            which = "" if names is None else ".".join(re.findall("'([^']*)'", names[1]))
            return Unreadable(
                f"it is not TOML: {message}" + (f", `{which}`" if which else ""),
                help=help_,
                line=line,
                column=column,
            )
    sentence = _QUOTED.sub(r"`\1`", problem[:1].lower() + problem[1:])
    return Unreadable(
        f"it is not TOML: {sentence}",
        help="put text in quotes" if problem == "Invalid value" else None,
        line=line,
        column=column,
    )


def _end(text: str) -> tuple[int, int]:
    """Return the place after the last thing that was written."""
    written = text.rstrip()
    return written.count("\n") + 1, len(written) - written.rfind("\n")


# Writing

_WIDTH = 100
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NOT_IN_TOML = re.compile("[\x7f]")


def write(tree: dict[str, Tree]) -> str:
    """Return *tree* as TOML: small things on one line, large ones under headings."""
    lines: list[str] = []
    _table(tree, (), lines, is_map=False)
    return "".join(f"{line}\n" for line in lines)


def _table(
    table: dict[str, Tree], path: tuple[str, ...], lines: list[str], *, is_map: bool
) -> None:
    entries = _in_order(table, path, is_map=is_map)
    first = _first_heading(entries, path)
    for key, value in entries[:first]:
        lines.extend(_entry(key, value))
    for key, value in entries[first:]:
        inner = (*path, key)
        if isinstance(value, dict):
            inside = key in MAPS and not is_map
            _heading("[{}]", inner, lines, needed=_has_lines(value, inner, is_map=inside))
            _table(value, inner, lines, is_map=inside)
        else:
            for item in value:  # type: ignore[union-attr]  # only tables and lists of them are left
                _heading("[[{}]]", inner, lines, needed=True)
                _table(item, inner, lines, is_map=False)  # type: ignore[arg-type]  # the same


def _in_order(
    table: dict[str, Tree], path: tuple[str, ...], *, is_map: bool
) -> list[tuple[str, Tree]]:
    """What stands on a line has to come before the headings; a record has no order, a map has."""
    entries = list(table.items())
    if not is_map:
        entries.sort(key=lambda entry: _is_large(entry[0], entry[1], path))
    return entries


def _first_heading(entries: list[tuple[str, Tree]], path: tuple[str, ...]) -> int:
    """Return from which entry on each stands under a heading of its own."""
    first = len(entries)
    while first and _can_be_headed(entries[first - 1][1]):
        first -= 1
    while first < len(entries) and not _is_large(entries[first][0], entries[first][1], path):
        first += 1
    return first


def _can_be_headed(value: Tree) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, dict) for item in value)
    return isinstance(value, dict)


def _is_large(key: str, value: Tree, path: tuple[str, ...]) -> bool:
    if not _can_be_headed(value):
        return False
    if not path and isinstance(value, dict):
        return True
    return len(_key(key)) + len(" = ") + len(inline(value)) > _WIDTH


def _has_lines(table: dict[str, Tree], path: tuple[str, ...], *, is_map: bool) -> bool:
    """Return whether something stands right under the heading of *table*."""
    entries = _in_order(table, path, is_map=is_map)
    return not entries or _first_heading(entries, path) > 0


def _heading(form: str, path: tuple[str, ...], lines: list[str], *, needed: bool) -> None:
    if not needed:
        return
    if lines:
        lines.append("")
    lines.append(form.format(".".join(_key(step) for step in path)))


def _entry(key: str, value: Tree) -> list[str]:
    line = f"{_key(key)} = {inline(value)}"
    if not isinstance(value, list) or len(line) <= _WIDTH:
        return [line]
    return [f"{_key(key)} = [", *(f"  {inline(item)}," for item in value), "]"]


def _key(key: str) -> str:
    return key if _BARE.match(key) else _text(key)


def inline(value: Tree) -> str:
    """Return *value* on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {inline(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value if _is_day(value) else _text(value)
    return str(value)


def _is_day(text: str) -> bool:
    if not _DAY.match(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _NOT_IN_TOML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
