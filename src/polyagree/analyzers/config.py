"""With what a project checks: the value; what reads it from a file is ``polyagree.config``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any

from attrs import evolve, field, fields, frozen

from polyagree.analyzers.context import SOLVER_SECONDS
from polyagree.analyzers.globs import matches
from polyagree.analyzers.readings import DOUBT, SURE
from polyagree.analyzers.settings import (
    FAIL_ON,
    FailOn,
    Faults,
    any_number_in,
    codes_in,
    fail_on_in,
    folder_in,
    pairs_in,
    pattern_in,
    seconds_in,
    severity_of,
    share_in,
    table_in,
    terms_in,
    truth_in,
)
from polyagree.errors import InvalidConfig
from polyagree.finding import Severity
from polyagree.model.term import Term
from polyagree.telling import nearest, shown

__all__ = ["FAIL_ON", "Config", "FailOn", "Readings"]

Pairs = tuple[tuple[str, Any], ...]


@frozen
class _Refused:
    """What stands in a field, until all of them were looked at, whose value cannot be meant."""

    error: InvalidConfig


def _read(read: Callable[[Any], Any], value: object) -> Any:
    try:
        return read(value)
    except InvalidConfig as error:
        return _Refused(error)


def _gathered(record: Readings | Config) -> Faults:
    """Return what was refused in the fields of *record*."""
    faults = Faults()
    for each in fields(type(record)):
        value = getattr(record, each.name)
        if isinstance(value, _Refused):
            faults.take(value.error, each.name)
    return faults


def _sure(value: float) -> float:
    return _read(partial(share_in, name="sure"), value)  # type: ignore[no-any-return]  # or it is refused


def _doubt(value: float) -> float:
    return _read(partial(share_in, name="doubt"), value)  # type: ignore[no-any-return]  # the same


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

    sure: float = field(default=SURE, converter=_sure)
    doubt: float = field(default=DOUBT, converter=_doubt)

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be meant, and what is doubted and sure at once."""
        _gathered(self).refuse()
        if self.doubt > self.sure:
            raise InvalidConfig(
                f"`doubt` is {self.doubt}, more than `sure`, which is {self.sure}", field="doubt"
            )


def _select(value: str | Iterable[str]) -> tuple[str, ...]:
    return _read(codes_in, value)  # type: ignore[no-any-return]  # the same


def _per_file_ignores(
    value: Mapping[str, str | Iterable[str]] | Iterable[tuple[str, str | Iterable[str]]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    def read(value: object) -> object:
        return table_in(pairs_in(value), lambda _, codes: codes_in(codes), check=pattern_in)

    return _read(read, value)  # type: ignore[no-any-return]  # the same


def _severities(
    value: Mapping[str, str] | Iterable[tuple[str, str]],
) -> tuple[tuple[str, Severity], ...]:
    def read(value: object) -> object:
        return table_in(pairs_in(value), lambda code, word: severity_of(word, code=code))

    return _read(read, value)  # type: ignore[no-any-return]  # the same


def _options(
    value: Mapping[str, Mapping[str, float]] | Iterable[tuple[str, Any]],
) -> tuple[tuple[str, Pairs], ...]:
    def numbers(_: str, value: object) -> object:
        return table_in(pairs_in(value), lambda name, number: any_number_in(number, name=name))

    return _read(lambda value: table_in(pairs_in(value), numbers), value)  # type: ignore[no-any-return]  # the same


def _readings(value: Readings | Mapping[str, float]) -> Readings:
    return _read(_readings_in, value)  # type: ignore[no-any-return]  # the same


def _readings_in(value: object) -> Readings:
    names = tuple(each.name for each in fields(Readings))
    if isinstance(value, Readings):
        return value
    if not isinstance(value, Mapping):
        such = ", ".join(f"`{each}`" for each in names)
        raise InvalidConfig(
            "nothing is written here"
            if value is None
            else f"{shown(value)} stands where keys such as {such} belong"
        )
    faults = Faults()
    for key in value:
        if key not in names:
            written = str(key)
            with faults.at(written):
                raise InvalidConfig(
                    f"unknown key {shown(key)}", help=nearest(written, names), value=written
                )
    made = Readings()
    try:
        made = Readings(**{name: value[name] for name in names if name in value})
    except InvalidConfig as error:
        faults.take(error)
    faults.refuse()
    return made


def _fail_on(value: FailOn) -> FailOn:
    return _read(fail_on_in, value)  # type: ignore[no-any-return]  # the same


def _truth(value: bool) -> bool:  # noqa: FBT001  # what a converter is given
    return _read(truth_in, value)  # type: ignore[no-any-return]  # the same


def _seconds(value: float) -> float:
    return _read(seconds_in, value)  # type: ignore[no-any-return]  # the same


def _terms(value: Iterable[Term]) -> tuple[Term, ...]:
    return _read(terms_in, value)  # type: ignore[no-any-return]  # the same


def _folder(value: str | os.PathLike[str] | None) -> str | None:
    return _read(folder_in, value)  # type: ignore[no-any-return]  # the same


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
        InvalidConfig: With all that cannot be meant, each with its path. Whether codes and
            options exist is known when it is used.
    """

    select: tuple[str, ...] = field(default=(), converter=_select)
    ignore: tuple[str, ...] = field(default=(), converter=_select)
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = field(
        default=(), converter=_per_file_ignores
    )
    severities: tuple[tuple[str, Severity], ...] = field(default=(), converter=_severities)
    fail_on: FailOn = field(default="concern", converter=_fail_on)
    scenarios: bool = field(default=False, converter=_truth)
    solver_seconds: float = field(default=SOLVER_SECONDS, converter=_seconds)
    readings: Readings = field(default=Readings(), converter=_readings)
    options: tuple[tuple[str, Pairs], ...] = field(default=(), converter=_options)
    terms: tuple[Term, ...] = field(default=(), converter=_terms)
    plugins: bool = field(default=True, converter=_truth)
    folder: str | None = field(default=None, converter=_folder, eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be meant, all of it at once."""
        _gathered(self).refuse()

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
        asked = Config(select=select, ignore=ignore)
        if asked.select:
            return evolve(self, select=asked.select, ignore=asked.ignore)
        return evolve(self, ignore=(*self.ignore, *asked.ignore))


def _from(folder: str, name: str) -> str:
    try:
        return os.path.relpath(os.path.abspath(name), os.path.abspath(folder))  # noqa: PTH100  # no link is followed
    except ValueError:
        # They are on different drives.
        return name
