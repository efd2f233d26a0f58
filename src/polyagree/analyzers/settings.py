"""
What a setting of a configuration can be.

A file and a program say the same: whatever stands in the place of a setting is read here, and
what cannot be meant is told in the same sentence.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, get_args

from attrs import evolve

from polyagree.analyzers.options import number_in
from polyagree.errors import Fault, InvalidConfig
from polyagree.finding import SEVERITIES, Severity
from polyagree.model.term import Term
from polyagree.source import Path, dotted
from polyagree.telling import nearest, not_a_text, shown, visible

__all__ = [
    "FAIL_ON",
    "FailOn",
    "Faults",
    "any_number_in",
    "codes_in",
    "fail_on_in",
    "folder_in",
    "pairs_in",
    "pattern_in",
    "seconds_in",
    "severity_of",
    "share_in",
    "table_in",
    "terms_in",
    "text_in",
    "truth_in",
]

FailOn = Literal["note", "question", "concern", "never"]
FAIL_ON: tuple[str, ...] = get_args(FailOn)

Pairs = tuple[tuple[str, Any], ...]


class Faults:
    """What cannot be meant, gathered, so that all of it is told at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """Note what is refused inside, as what stands at *path*."""
        try:
            yield
        except InvalidConfig as error:
            self.take(error, *path)

    def take(self, error: InvalidConfig, *path: str | int) -> None:
        """Note what *error* refuses, as what stands at *path*."""
        self._found += (
            evolve(
                each,
                message=visible(each.message),
                path=(*path, *each.path),
                help=None if each.help is None else visible(each.help),
            )
            for each in _told_by(error)
        )

    def refuse(self) -> None:
        """
        Refuse all of it, if there is any.

        Raises:
            InvalidConfig: With every fault.
        """
        if self._found:
            first = self._found[0]
            raise InvalidConfig(
                first.message,
                field=dotted(first.path) or None,
                help=first.help,
                value=first.value,
                faults=tuple(self._found),
            )


def _told_by(error: InvalidConfig) -> tuple[Fault, ...]:
    path: Path = () if error.field is None else tuple(error.field.split("."))
    return error.faults or (Fault("DOC004", error.message, path, error.help, error.value),)


# Single values


def text_in(value: object) -> str:
    """
    Return *value*.

    Raises:
        InvalidConfig: If it is no text.
    """
    if isinstance(value, str):
        return value
    message, help_ = not_a_text(value)
    raise InvalidConfig(message, help=help_, value=_written(value))


def _written(value: object) -> str | None:
    return shown(value).strip("`") if isinstance(value, int | float) else None


def truth_in(value: object) -> bool:
    """
    Return *value*.

    Raises:
        InvalidConfig: If it is neither true nor false.
    """
    if isinstance(value, bool):
        return value
    raise InvalidConfig(f"{shown(value)} is neither `true` nor `false`", value=_written(value))


def seconds_in(value: object) -> float:
    """
    Return *value* as a number of seconds.

    Raises:
        InvalidConfig: If it is none.
    """
    told = "`solver_seconds` is a number of seconds from 0"
    return number_in(value, float, 0.0, None, told=told, field=None)


def share_in(value: object, *, name: str) -> float:
    """
    Return *value* as the share that is called *name*.

    Raises:
        InvalidConfig: If it is none.
    """
    told = f"`{name}` is a number from 0 to 1"
    return number_in(value, float, 0.0, 1.0, told=told, field=None)


def any_number_in(value: Any, *, name: str) -> float:
    """
    Return *value* as it is, for the option *name* of an analyzer that is not known yet.

    Raises:
        InvalidConfig: If no option could have it.
    """
    kind = int if isinstance(value, int) else float
    return number_in(value, kind, None, None, told=f"`{name}` is a number", field=None)


def fail_on_in(value: object) -> FailOn:
    """
    Return *value*, from which severity on a check fails.

    Raises:
        InvalidConfig: If it is none, and not `never`.
    """
    word: Any = text_in(value)
    if word in FAIL_ON:
        known: FailOn = word
        return known
    choices = "write `note`, `question`, `concern` or `never`"
    near = nearest(word, FAIL_ON)
    raise InvalidConfig(f"{shown(word)} is no severity", help=near or choices, value=word)


def severity_of(word: object, *, code: str) -> Severity:
    """
    Return the severity that *word* is, for *code*.

    Raises:
        InvalidConfig: If it is none.
    """
    for each in SEVERITIES:
        if word == each:
            return each
    is_off = word is False or word in ("off", "none", "ignore")
    raise InvalidConfig(
        f"{shown(word)} is no severity",
        help=f"put `{code}` under `ignore` to leave it out"
        if is_off
        else "write `note`, `question` or `concern`",
        value=word if isinstance(word, str) else _written(word),
    )


def pattern_in(text: str) -> None:
    """
    Refuse *text*, if it is no pattern of paths.

    Raises:
        InvalidConfig: If it is none.
    """
    if not text.strip() or text.startswith("/") or ".." in text.split("/") or "\\" in text:
        raise InvalidConfig(
            f"{shown(text)} is no pattern of paths",
            help="write it from the folder of this file on, with slashes, as `drafts/` or `*.yaml`",
            value=text,
        )


def folder_in(value: object) -> str | None:
    """
    Return the folder that *value* names.

    Raises:
        InvalidConfig: If it is no path.
    """
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    return None if value is None else text_in(value)


# Several values


def codes_in(value: object, *, check: Callable[[str], object] = str) -> tuple[str, ...]:
    """
    Return the codes that *value* holds; one may stand alone.

    Args:
        value: What was given.
        check: Refuses what is no code.

    Raises:
        InvalidConfig: With all that is none.
    """
    if isinstance(value, str):
        check(value)
        return (value,)
    if not isinstance(value, Iterable) or isinstance(value, Mapping | bytes):
        raise InvalidConfig(
            f"{shown(value)} stands where codes belong",
            help='write `["PER101"]`',
            value=_written(value),
        )
    faults, found = Faults(), []
    for index, item in enumerate(value):
        with faults.at(index):
            word = text_in(item)
            check(word)
            found.append(word)
    faults.refuse()
    return tuple(found)


def table_in(
    value: object, read: Callable[[str, Any], Any], *, check: Callable[[str], object] = str
) -> Pairs:
    """
    Return the keys and values of a table.

    Args:
        value: What was given.
        read: Makes the value under a key.
        check: Refuses what is no key.

    Raises:
        InvalidConfig: With all that cannot be meant.
    """
    if not isinstance(value, Mapping):
        raise InvalidConfig(
            f"{shown(value)} stands where a table belongs",
            help="write each one under its own key",
            value=_written(value),
        )
    faults, found = Faults(), []
    for key, inner in value.items():
        with faults.at(key if isinstance(key, str) else shown(key).strip("`")):
            text_in(key)
            check(key)
            found.append((key, read(key, inner)))
    faults.refuse()
    return tuple(found)


def pairs_in(value: object) -> object:
    """
    Return *value* as a table, where a program gives pairs of keys and values.

    Raises:
        InvalidConfig: If a key stands twice.
    """
    if not isinstance(value, list | tuple) or not all(map(_is_pair, value)):
        return value
    found = dict(value)
    if len(found) < len(value):
        faults = Faults()
        for key, count in Counter(key for key, _ in value).items():
            with faults.at(key):
                if count > 1:
                    raise InvalidConfig(
                        f"{shown(key)} stands twice", help="keep one of them", value=key
                    )
        faults.refuse()
    return found


def _is_pair(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[0], str)  # noqa: PLR2004


def terms_in(value: object) -> tuple[Term, ...]:
    """
    Return the words of a project, as a program has them.

    Raises:
        InvalidConfig: With all that are none.
    """
    help_ = "make each with `polyagree.model.Term`"
    if not isinstance(value, Iterable) or isinstance(value, Mapping | str | bytes):
        raise InvalidConfig(f"{shown(value)} stands where words of the project belong", help=help_)
    faults, found = Faults(), []
    for index, each in enumerate(value):
        with faults.at(index):
            if not isinstance(each, Term):
                raise InvalidConfig(
                    f"{shown(each)} stands where a word of the project belongs", help=help_
                )
            found.append(each)
    faults.refuse()
    return tuple(found)
