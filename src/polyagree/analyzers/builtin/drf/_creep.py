"""Limits that moved a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from attrs import frozen

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.clock import Duration, Quantity
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause
from polyagree.model.norms import Norm, Obligation, Permission

__all__ = ["Creep", "creeps"]

_STEPS = 2
_SMALL = Decimal("0.5")
_LARGE = Decimal(2)

_Key = tuple[str, str, str, str]


@frozen
class Creep:
    """
    One number of a clause that moved in one direction, a little each time.

    Attributes:
        at: The agreement.
        clause: The id of the clause.
        what: Which number: the key of the norm.
        act: The act.
        values: From the first wording to the present one, in words.
        revisions: The positions of the revisions that moved it.
    """

    at: AgreementAt
    clause: str
    what: str
    act: str
    values: tuple[str, ...]
    revisions: tuple[int, ...]


def creeps(context: Context) -> Iterator[Creep]:
    """Yield each number that crept: two steps or more, each small, and their sum large."""
    for at in context.agreements():
        if len(at.agreement.revisions) < _STEPS:
            continue
        for clause in at.agreement.clauses:
            wordings = list(_wordings(at.agreement, clause))
            for key in _numbers(clause):
                yield from _creep(at, clause.id, key, wordings)


def _wordings(
    agreement: Agreement, clause: Clause | Boundary
) -> Iterator[tuple[int | None, Clause | Boundary | None]]:
    """Yield each wording with the revision that ended it, the oldest first."""
    for index, revision in enumerate(agreement.revisions):
        for former in revision.was:
            if former.id == clause.id:
                yield index, former.was
    yield None, clause


def _creep(
    at: AgreementAt,
    clause: str,
    key: _Key,
    wordings: list[tuple[int | None, Clause | Boundary | None]],
) -> Iterator[Creep]:
    seen: list[tuple[int | None, Decimal, str]] = []
    for index, wording in wordings:
        found = {} if wording is None else _numbers(wording)
        if key in found:
            seen.append((index, *found[key]))
        else:
            # Before it stood there, there was nothing to creep.
            seen.clear()
    moved = [(before, after) for before, after in pairwise(seen) if before[1] != after[1]]
    if len(moved) < _STEPS:
        return
    values = [before[1] for before, _ in moved] + [moved[-1][1][1]]
    rises = [after > before for before, after in pairwise(values)]
    low, high = min(values), max(values)
    if len(set(rises)) > 1 or not low or high / low < _LARGE:
        return
    if all(_is_small(before, after) for before, after in pairwise(values)):
        words = (*(before[2] for before, _ in moved), moved[-1][1][2])
        revisions = tuple(before[0] for before, _ in moved if before[0] is not None)
        yield Creep(at, clause, key[1], key[2], words, revisions)


def _is_small(before: Decimal, after: Decimal) -> bool:
    """Return whether a step is by one at most, or by half of what it was."""
    return abs(after - before) <= max(Decimal(1), before * _SMALL)


def _numbers(clause: Clause | Boundary) -> dict[_Key, tuple[Decimal, str]]:
    """Return the numbers of *clause*, by what would have to be the same to compare them."""
    found: dict[_Key, tuple[Decimal, str]] = {}
    for norm in clause.norms:
        for what, value, unit in _measures(norm):
            number = _number(value)
            if number is not None:
                key = (norm.modal, what, norm.act, f"{number[1]} {unit}")
                found[key] = (number[0], str(value))
    return found


def _measures(norm: Norm) -> Iterator[tuple[str, Quantity | Duration | None, str]]:
    if isinstance(norm, Permission):
        yield "at_most", norm.at_most, str(norm.per)
    if isinstance(norm, Obligation):
        yield "at_least", norm.at_least, str(norm.per)
        yield "within", norm.within, ""
        if norm.every is not None:
            yield "every", norm.every.duration, ""
    yield "for", norm.for_, ""


def _number(value: Quantity | Duration | None) -> tuple[Decimal, str] | None:
    if value is None:
        return None
    if isinstance(value, Duration):
        return _length(value)
    if value.number is not None:
        return value.number, "times"
    if value.amount is not None:
        return value.amount, value.unit or ""
    if value.percent is not None:
        return value.percent, "%"
    return None if value.duration is None else _length(value.duration)


def _length(duration: Duration) -> tuple[Decimal, str]:
    if duration.is_elapsed:
        seconds = duration.hours * 3600 + duration.minutes * 60 + duration.seconds
        return Decimal(seconds) / 3600, "hours"
    days = (duration.years * 12 + duration.months) * 30 + duration.weeks * 7
    return Decimal(days + duration.days + duration.nights), "days"
