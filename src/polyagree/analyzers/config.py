"""With what a project checks: the value; what reads it from a file is ``polyagree.config``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, Literal, get_args

from attrs import Attribute, evolve, field, frozen

from polyagree.analyzers.context import SOLVER_SECONDS
from polyagree.analyzers.globs import matches
from polyagree.analyzers.options import number_in
from polyagree.analyzers.readings import DOUBT, SURE
from polyagree.errors import InvalidConfig
from polyagree.finding import SEVERITIES, Severity
from polyagree.model.term import Term

__all__ = ["FAIL_ON", "Config", "FailOn", "Readings", "severity_of"]

FailOn = Literal["note", "question", "concern", "never"]
FAIL_ON: tuple[str, ...] = get_args(FailOn)

Pairs = tuple[tuple[str, Any], ...]


def severity_of(word: object, *, code: str) -> Severity:
    """
    Return the severity that *word* is.

    Raises:
        InvalidConfig: If it is none.
    """
    for each in SEVERITIES:
        if word == each:
            return each
    raise InvalidConfig(
        f"`{word}` is no severity",
        field=f"severities.{code}",
        help=f"put `{code}` under `ignore` to leave it out"
        if word in {"off", "none", "ignore", False}
        else "write `note`, `question` or `concern`",
        value=str(word),
    )


def _words(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _pairs(value: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Pairs:
    return tuple(value.items() if isinstance(value, Mapping) else map(tuple, value))


def _severities(value: Any) -> tuple[tuple[str, Severity], ...]:
    return tuple((code, severity_of(word, code=code)) for code, word in _pairs(value))


def _codes_by_pattern(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((pattern, _words(codes)) for pattern, codes in _pairs(value))


def _numbers_by_code(value: Any) -> tuple[tuple[str, Pairs], ...]:
    return tuple((code, _pairs(numbers)) for code, numbers in _pairs(value))


def _share(_: object, attribute: Attribute[float], value: float) -> None:
    told = f"`{attribute.name}` is a number from 0 to 1"
    number_in(value, float, 0.0, 1.0, told=told, field=attribute.name)


@frozen(kw_only=True)
class Readings:
    """
    How sure a reading has to be, where a clause has only words.

    Attributes:
        sure: From this confidence on a finding says how a sentence reads; below, how it may
            read.
        doubt: Below this confidence nothing is made of what was guessed.

    Raises:
        InvalidConfig: If one is no share, or `doubt` is more than `sure`.
    """

    sure: float = field(default=SURE, validator=_share)
    doubt: float = field(default=DOUBT, validator=_share)

    def __attrs_post_init__(self) -> None:
        """Refuse what is doubted and sure at once."""
        if self.doubt > self.sure:
            raise InvalidConfig(
                f"`doubt` is {self.doubt}, more than `sure`, which is {self.sure}", field="doubt"
            )


@frozen(kw_only=True)
class Config:
    """
    With what a project checks.

    Where a collection goes by names, such as ``severities``, a map may be given; it is kept as
    pairs.

    Attributes:
        select: Codes, beginnings of codes, or names, of what runs; empty: everything.
        ignore: The same for what does not.
        per_file_ignores: The same for documents whose path fits a pattern, from the
            folder in which it is written.
        severities: What a code asks for here: `note`, `question` or `concern`.
        fail_on: From which severity on a check fails: `note`, `question`, `concern` or `never`.
        scenarios: Whether what stands under `scenarios` happens, and is compared with what is
            expected.
        solver_seconds: For how long it is looked, in each document, for what nobody could keep
            together.
        readings: How sure a reading has to be, where a clause has only words.
        options: Numbers that an analyzer goes by, under its code.
        terms: Words of the project, which its documents may use without explaining them.
        plugins: Whether the command line runs analyzers that others wrote.
        folder: From where patterns of files count; ``None``: paths are as they are given.

    Raises:
        InvalidConfig: If something cannot be meant. Whether codes and options exist is
            known when it is used.
    """

    select: tuple[str, ...] = field(default=(), converter=_words)
    ignore: tuple[str, ...] = field(default=(), converter=_words)
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = field(
        default=(), converter=_codes_by_pattern
    )
    severities: tuple[tuple[str, Severity], ...] = field(default=(), converter=_severities)
    fail_on: FailOn = field(default="concern")
    scenarios: bool = False
    solver_seconds: float = field(default=SOLVER_SECONDS)
    readings: Readings = Readings()
    options: tuple[tuple[str, Pairs], ...] = field(default=(), converter=_numbers_by_code)
    terms: tuple[Term, ...] = field(default=(), converter=tuple)
    plugins: bool = True
    folder: str | None = field(default=None, eq=False)

    @fail_on.validator
    def _is_a_word(self, attribute: Attribute[str], value: str) -> None:
        if value not in FAIL_ON:
            raise InvalidConfig(
                f"`{value}` is no severity, and not `never`",
                field=attribute.name,
                help="write `note`, `question`, `concern` or `never`",
                value=str(value),
            )

    @solver_seconds.validator
    def _is_a_time(self, attribute: Attribute[float], value: float) -> None:
        told = "`solver_seconds` is a number of seconds from 0"
        number_in(value, float, 0.0, None, told=told, field=attribute.name)

    def ignored_in(self, name: str | None) -> tuple[str, ...]:
        """Return what is left out in the document *name* by its path; ``None``: it has none."""
        if name is None or not self.per_file_ignores:
            return ()
        path = PurePath(name).as_posix()
        if self.folder is not None:
            path = PurePath(_from(self.folder, name)).as_posix()
        return tuple(
            code
            for pattern, codes in self.per_file_ignores
            if matches(pattern, path)
            for code in codes
        )

    def asked_for(self, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Config:
        """
        Return it for somebody who asks for something in particular.

        Args:
            select: What runs, whatever is selected or ignored otherwise; empty: as it says.
            ignore: What does not run besides.
        """
        chosen, left_out = _words(select), _words(ignore)
        if chosen:
            return evolve(self, select=chosen, ignore=left_out)
        return evolve(self, ignore=(*self.ignore, *left_out))


def _from(folder: str, name: str) -> str:
    try:
        return os.path.relpath(os.path.abspath(name), os.path.abspath(folder))  # noqa: PTH100  # no link is followed
    except ValueError:
        # They are on different drives.
        return name
