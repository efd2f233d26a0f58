"""
Documents broken the way hands, editors and programs break them.

:func:`damaged` breaks one, :func:`misworded` looks at what is then said about it.
Both know nothing of Hypothesis, so that a million documents can be tried.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from polyagree.errors import DocumentError, Fault

__all__ = ["damaged", "misworded"]

_SCALARS = (
    *("", "~", "null", "no", "yes", "true", "0", "-1", "3.5", "1e999", ".nan", ".inf", "0x1f"),
    *("2025-01-05", "2025-02-30", "2025-13-01", "25:00", "23:59", "0 days", "-2 days", "9 moons"),
    *("nobdy", "anna", "each party", "12 of them", "partners of partners of them", "as-asked"),
    *("none", "always", "ever", "1 month", "over 3 nights", "100000000000000000000", "PT", "&a"),
    *("*a", "!!python/object:os.system", "!a b", "<<", "`", "'", '"', "a: b", "- a", "# a", "%"),
    *("late_night", "Late-Night", "ana.ben", ".", "..", "opening-up.", ".late-nights", "\u2028"),
)
"""What may stand in the place of a value, as it is written."""

_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3.5, 1e300, 10**30, "", " ", "no", "~", "a\nb", "`a`", "\x00"),
    *([], {}, [[]], [None], [{}], {"": None}, {"a": None}, [1, "a", {}], {"act": {}}, {"any": []}),
    *("x" * 500, ["ana"] * 40, {"not": {"not": {"not": {}}}}, "2025-02-30", "Zürich", "None"),
)
"""What may stand in the place of a value, as a program has it."""

_KEYS = (
    *("says", "norm", "who", "with", "must", "may", "power", "holder", "parties", "was", "act"),
    *("id", "polyagree", "people", "unless", "per", "at_most", "clock", "breach", "any", "not"),
    *("Says", "sayz", "", " ", "no", "1", "2025-01-05", "a b", "a.b", "__class__", "<<", "\u00e9"),
)

_DEEP = 80
_OFTEN = 0.7
_MANY = 3


def damaged(text: str, random: Random) -> str:
    """
    Return *text* with one damage or several.

    Args:
        text: A document. In one that is JSON, which reads as YAML too, values and
            keys are exchanged; in every one, characters, words and lines.
        random: Where the damage comes from; the same one gives the same damage.
    """
    on_text: tuple[Callable[[str, Random], str], ...] = (
        *(_flip, _cut_off, _delete, _duplicate, _move, _other_scalar, _stray),
        *(_lines_deleted, _lines_doubled, _indented, _nested, _other_word),
    )
    if text.startswith("{") and random.random() < _OFTEN:
        return _tree_damaged(text, random)
    for _ in range(random.randint(1, _MANY)):
        text = random.choice(on_text)(text, random)
    return text


def misworded(error: DocumentError, *, text: str) -> list[str]:
    """
    Return what is wrong with how *error* speaks; empty if nothing is.

    Args:
        error: What reading *text* raised.
        text: The document.
    """
    if not error.faults:
        return ["the error has no fault"]
    lines = text.count("\n") + text.count("\r") + 1
    return [
        f"{what}: {fault}" for fault in error.faults for what in _complaints(fault, lines=lines)
    ]


_CODE = re.compile(r"DOC00[1-4]\Z")
_QUOTED = re.compile(r"`[^`]*`")
_OF_PYTHON = re.compile(
    r"\b(dict|list|str|int|tuple|NoneType|frozenset|Decimal|datetime|cattrs|attrs|Traceback)\b'"
    r"|\b(NoneType|dict|tuple|frozenset|cattrs|attrs|bool|keyword|kwargs|repr|None|True|False)\b"
    r"|<class|object at 0x|unhashable|__"
)


def _complaints(fault: Fault, *, lines: int) -> Iterator[str]:
    if not _CODE.match(fault.code):
        yield "no code"
    for name, sentence in (("message", fault.message), ("help", fault.help)):
        if sentence is None:
            continue
        if not sentence.strip():
            yield f"the {name} is empty"
            continue
        if sentence[0].isupper():
            yield f"the {name} begins with a capital"
        if sentence.endswith("."):
            yield f"the {name} ends with a full stop"
        if len(sentence.splitlines()) > 1:
            yield f"the {name} has a line break"
        if _OF_PYTHON.search(_QUOTED.sub("", sentence)):
            yield f"the {name} speaks of Python"
        if not all(letter.isprintable() for letter in sentence):
            yield f"the {name} has a character that cannot be seen"
    if not all(isinstance(step, str | int) for step in fault.path):
        yield "the path has a step that is neither a key nor a position"
    if fault.line is None or fault.column is None:
        yield "no line and column"
    elif not (1 <= fault.line <= lines and fault.column >= 1):
        yield "a place outside of the text"
    elif (
        fault.end_line is not None
        and fault.end_column is not None
        and (fault.end_line, fault.end_column) < (fault.line, fault.column)
    ):
        yield "an end before its beginning"


# Damage to the text


def _at(text: str, random: Random) -> int:
    return random.randrange(len(text) + 1)


def _piece(text: str, random: Random, *, most: int = 40) -> tuple[int, int]:
    start = _at(text, random)
    return start, min(len(text), start + random.randint(1, most))


def _flip(text: str, random: Random) -> str:
    data = bytearray(text.encode())
    for _ in range(random.randint(1, _MANY)):
        if data:
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return data.decode(errors="replace")


def _cut_off(text: str, random: Random) -> str:
    return text[: _at(text, random)]


def _delete(text: str, random: Random) -> str:
    start, end = _piece(text, random)
    return text[:start] + text[end:]


def _duplicate(text: str, random: Random) -> str:
    start, end = _piece(text, random)
    return text[:end] + text[start:end] + text[end:]


def _move(text: str, random: Random) -> str:
    start, end = _piece(text, random)
    rest = text[:start] + text[end:]
    at = _at(rest, random)
    return rest[:at] + text[start:end] + rest[at:]


def _stray(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + random.choice("[]{}:,-'\"#&*!|>%@`?\t\n \\\x00\x85\ufeff") + text[at:]


def _other_scalar(text: str, random: Random) -> str:
    return _one_replaced(r"(?<=[:,\[] )[^\s,\[\]{}][^,\[\]{}\n]*", text, random, _SCALARS)


def _other_word(text: str, random: Random) -> str:
    return _one_replaced(r"[a-z][a-z_-]+", text, random, (*_KEYS, *_SCALARS))


def _one_replaced(pattern: str, text: str, random: Random, by: tuple[str, ...]) -> str:
    start = _at(text, random)
    match = re.compile(pattern).search(text, start)
    if match is None:
        return text
    return text[: match.start()] + random.choice(by) + text[match.end() :]


def _lines_deleted(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    start, end = _some_lines(lines, random)
    return "".join(lines[:start] + lines[end:])


def _lines_doubled(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    start, end = _some_lines(lines, random)
    at = random.randrange(len(lines) + 1)
    return "".join(lines[:at] + lines[start:end] + lines[at:])


def _indented(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    start, end = _some_lines(lines, random)
    for index in range(start, end):
        lines[index] = random.choice((" " + lines[index], lines[index][1:], "\t" + lines[index]))
    return "".join(lines)


def _some_lines(lines: list[str], random: Random) -> tuple[int, int]:
    start = random.randrange(len(lines) + 1)
    return start, min(len(lines), start + random.randint(1, _MANY))


def _nested(text: str, random: Random) -> str:
    at = _at(text, random)
    opening = random.choice(("[", "{", "{a: ", '{"a": ', "- ", "? "))
    return text[:at] + opening * random.choice((1, 2, _DEEP, 100 * _DEEP)) + text[at:]


# Damage to the tree


def _tree_damaged(text: str, random: Random) -> str:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return text
    for _ in range(random.randint(1, _MANY)):
        places = list(_places(tree))
        if not places:
            break
        _break(random.choice(places), places, random)
    return json.dumps(tree, ensure_ascii=random.random() < 1 / 2, indent=1)


_Place = tuple[Any, Any]
"""A dictionary or list, and the key or position in it."""


def _places(tree: Any) -> Iterator[_Place]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, value in inner:
        yield tree, step
        if isinstance(value, dict | list):
            yield from _places(value)


def _break(place: _Place, places: list[_Place], random: Random) -> None:
    holder, step = place
    value = holder[step]
    match random.choice(_BREAKS):
        case "other value":
            holder[step] = _copied(random.choice(_VALUES))
        case "other text":
            holder[step] = random.choice(_SCALARS)
        case "gone":
            del holder[step]
        case "in a list":
            holder[step] = random.choice(([value], [value, _copied(value)]))
        case "under a key":
            holder[step] = {random.choice(_KEYS): value}
        case "another key" if isinstance(holder, dict):
            holder[random.choice(_KEYS)] = _copied(random.choice((*_VALUES, value)))
        case "renamed" if isinstance(holder, dict):
            holder[random.choice(_KEYS)] = holder.pop(step)
        case _:
            other, at = random.choice(places)
            known = at in other if isinstance(other, dict) else at < len(other)
            holder[step] = _copied(other[at]) if known else None


def _copied(value: Any) -> Any:
    """Return a copy: a tree is no knot, and later damage stays where it is done."""
    return json.loads(json.dumps(value))


_BREAKS = (
    *("other value", "other text", "gone", "in a list", "under a key", "another key"),
    *("renamed", "from elsewhere"),
)
