"""How the number in a clause moved, and what the record would be worth under each wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from attrs import evolve, frozen

from polyagree.clock import Duration, Quantity
from polyagree.model import (
    Agreement,
    Boundary,
    Clause,
    Norm,
    Obligation,
    Permission,
    PersonId,
    Polycule,
)
from polyagree.practice.talks import day_of
from polyagree.source import Path
from polyagree.timeline.ledger import replay

__all__ = ["Course", "Judged", "Measure", "Move", "courses", "judged", "measures_of"]

_SMALL = Decimal("0.5")
_LARGE = Decimal(2)


@frozen(kw_only=True)
class Measure:
    """
    One number of a norm.

    Attributes:
        what: The key of the norm under which it stands.
        act: The act.
        who: Whom it binds, as it is written.
        unit: What would have to be the same to compare it: the window, or the unit.
        value: The number.
        words: As it is written.
    """

    what: str
    act: str
    who: str
    unit: str
    value: Decimal
    words: str


@frozen(kw_only=True)
class Move:
    """
    One change of a number.

    Attributes:
        revision: Its position among the revisions of the agreement, or of the boundary.
        date: From when on it was to hold.
        before: The number before, as it was written.
        after: The number after it.
        step: How far it moved, in the unit of the number.
        lacking: The parties who did not accept it, or took that back.
        after_breach: How many days after the latest break of the clause on record it came;
            ``None``: after none, or after more than a month.
    """

    revision: int
    date: dt.date
    before: str
    after: str
    step: Decimal
    lacking: tuple[PersonId, ...] = ()
    after_breach: int | None = None


@frozen(kw_only=True)
class Course:
    """
    How one number of a clause moved, from the first wording to the present one.

    Attributes:
        path: The clause or the boundary.
        clause: Its name, as others refer to it.
        measure: The number as it stands after the last of them.
        moves: Its changes, the oldest first.
        creep: The sum of the steps in the direction in which it moved in all, without
            those in the other one.
    """

    path: Path
    clause: str
    measure: Measure
    moves: tuple[Move, ...]
    creep: Decimal

    @property
    def first(self) -> str:
        """The number at first, as it was written."""
        return self.moves[0].before

    @property
    def has_crept(self) -> bool:
        """Whether it moved in one direction, a little each time, and far in the end."""
        values = [self.measure.value - sum((each.step for each in self.moves), Decimal())]
        for move in self.moves:
            values.append(values[-1] + move.step)
        low, high = min(values), max(values)
        return (
            len(self.moves) > 1
            and len({move.step > 0 for move in self.moves}) == 1
            and low > 0
            and high / low >= _LARGE
            and all(_is_small(before, after) for before, after in pairwise(values))
        )


@frozen(kw_only=True)
class Judged:
    """
    The breaks that one wording would make of the whole record.

    Attributes:
        wording: The limit or the quota, as it was written.
        since: From when on it was to hold; ``None``: from the beginning.
        breaks: When which of them was broken, and by which event (its path; ``None``: a
            deadline that passed), in the order of time.
    """

    wording: str
    since: dt.date | None
    breaks: tuple[tuple[dt.datetime, Path | None], ...]


_Wording = Clause | Boundary


def courses(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    broken: Mapping[str, Iterable[dt.date]] = MappingProxyType({}),
) -> Iterator[Course]:
    """
    Yield each number of a clause that was changed, in the order of the document.

    Numbers are compared where the act, whom it binds, the key and the window are the
    same. Before a number stood in the clause, there was nothing to move.

    Args:
        polycule: The document.
        on: Changes that were to hold from a later day on are left out.
        broken: The days on which which clause was broken, beside those of the breaches on
            record; a change of the wording soon after one is told.

    Source:
        C2, C16.
    """
    for agreement in polycule.agreements:
        if not agreement.revisions:
            continue
        for clause in agreement.clauses:
            path: Path = ("agreements", agreement.id, "clauses", clause.id)
            name = f"{agreement.id}.{clause.id}"
            wordings = [*_wordings(agreement, clause)]
            for measure in measures_of(clause):
                found = _course(path, name, measure, wordings, on)
                if found is not None:
                    yield _with_people(found, agreement, polycule, broken.get(name, ()))
    for boundary in polycule.boundaries:
        path = ("boundaries", boundary.id)
        steps = [(index, each.date, each.was) for index, each in enumerate(boundary.revisions)]
        stood: list[tuple[int | None, dt.date | None, Sequence[Norm]]] = []
        for index, date, was in steps:
            stood.append((index, date, () if was is None else was.norm or ()))
        stood.append((None, None, boundary.norms))
        for measure in measures_of(boundary):
            found = _course(path, boundary.id, measure, stood, on)
            if found is not None:
                yield found


def _wordings(
    agreement: Agreement, clause: _Wording
) -> Iterator[tuple[int | None, dt.date | None, Sequence[Norm]]]:
    """Yield the norms of each wording with the revision that ended it, the oldest first."""
    for index, revision in enumerate(agreement.revisions):
        for former in revision.was:
            if former.id == clause.id:
                yield index, revision.date, () if former.was is None else former.was.norms
    yield None, None, clause.norms


def _course(
    path: Path,
    name: str,
    measure: Measure,
    wordings: Sequence[tuple[int | None, dt.date | None, Sequence[Norm]]],
    on: dt.date | None,
) -> Course | None:
    seen: list[tuple[int | None, dt.date | None, Measure]] = []
    for index, date, norms in wordings:
        same = next((each for each in _measures(norms) if _key(each) == _key(measure)), None)
        if same is None:
            seen.clear()
        else:
            seen.append((index, date, same))
    moved = [
        (index, date, before, after)
        for (index, date, before), (_, _, after) in pairwise(seen)
        if index is not None and date is not None and before.value != after.value
        if on is None or date <= on
    ]
    if not moved:
        return None
    measure = moved[-1][3]
    moves = tuple(
        Move(
            revision=index,
            date=date,
            before=before.words,
            after=after.words,
            step=after.value - before.value,
        )
        for index, date, before, after in moved
    )
    total = sum((move.step for move in moves), Decimal())
    creep = sum((move.step for move in moves if (move.step > 0) == (total > 0)), Decimal())
    return Course(path=path, clause=name, measure=measure, moves=moves, creep=creep)


def _with_people(
    course: Course, agreement: Agreement, polycule: Polycule, found: Iterable[dt.date]
) -> Course:
    """Return *course* with who accepted each step, and which break it followed."""
    broken = sorted(
        {*found}
        | {
            day
            for breach in polycule.breaches
            if not {course.clause, agreement.id}.isdisjoint(breach.of)
            for day in _days_of(breach.date, breach.event, polycule)
        }
    )
    return evolve(
        course,
        moves=tuple(
            evolve(
                move,
                lacking=_lacking(agreement, move.revision),
                after_breach=_days_after(move.date, broken),
            )
            for move in course.moves
        ),
    )


_SOON = 31


def _days_after(date: dt.date, broken: Sequence[dt.date]) -> int | None:
    days = [(date - day).days for day in broken if 0 <= (date - day).days <= _SOON]
    return min(days, default=None)


def _days_of(
    date: dt.date | dt.datetime | None, events: Sequence[str], polycule: Polycule
) -> Iterator[dt.date]:
    if date is not None:
        yield day_of(date)
    for name in events:
        yield polycule.event(name).day


def _lacking(agreement: Agreement, revision: int) -> tuple[PersonId, ...]:
    given = {each.by for each in agreement.revisions[revision].accepted if each.revoked is None}
    return tuple(party for party in agreement.parties if party not in given)


def judged(polycule: Polycule, course: Course, *, on: dt.date | None = None) -> tuple[Judged, ...]:
    """
    Return what the whole record would be worth under each wording of a clause.

    Every wording is taken to have held from the beginning, and nothing else is changed. What
    counts is the norm with the number; others of the same clause are left out.

    Args:
        polycule: The document.
        course: A number of it that moved.
        on: What happened later is left out, and so are wordings that begin later.
    """
    if course.path[0] != "agreements":
        return ()
    agreement = polycule.agreement(str(course.path[1]))
    present = agreement.clause(str(course.path[3]))
    found = []
    since: dt.date | None = None
    for revision in agreement.revisions:
        former = next((each for each in revision.was if each.id == present.id), None)
        if former is not None:
            if former.was is not None:
                found.append(
                    _judged(polycule, agreement, former.was, since=since, course=course, on=on)
                )
            since = revision.date
            if on is not None and since > on:
                break
    else:
        found.append(_judged(polycule, agreement, present, since=since, course=course, on=on))
    return tuple(each for each in found if each is not None)


def _judged(
    polycule: Polycule,
    agreement: Agreement,
    wording: _Wording,
    *,
    since: dt.date | None,
    course: Course,
    on: dt.date | None,
) -> Judged | None:
    same = next((e for e in measures_of(wording) if _key(e) == _key(course.measure)), None)
    if same is None:
        return None
    revisions = tuple(
        evolve(each, was=tuple(old for old in each.was if old.id != wording.id))
        for each in agreement.revisions
    )
    variant = evolve(agreement.with_clause(wording), revisions=revisions)
    ledger = replay(polycule.put(variant), until=on, clauses=frozenset({course.clause}))
    breaks = sorted(
        {
            (each.at, each.event)
            for instance in ledger.instances
            if instance.clause == course.clause and _has(instance.norm, course.measure)
            for each in instance.breaks
        },
        key=lambda each: (each[0], str(each[1])),
    )
    return Judged(wording=same.words, since=since, breaks=tuple(breaks))


# Numbers of a norm


def measures_of(wording: _Wording) -> list[Measure]:
    """Return the numbers of a clause or a boundary."""
    return [*_measures(wording.norms)]


def _measures(norms: Sequence[Norm]) -> Iterator[Measure]:
    for norm in norms:
        for what, value, unit in _values(norm):
            number = _number(value)
            if number is not None:
                yield Measure(
                    what=what,
                    act=norm.act,
                    who=", ".join(str(each) for each in norm.who),
                    unit=f"{norm.modal} {number[1]} {unit}".strip(),
                    value=number[0],
                    words=str(value),
                )


def _key(measure: Measure) -> tuple[str, str, str, str]:
    return measure.what, measure.act, measure.who, measure.unit


def _has(norm: Norm, measure: Measure) -> bool:
    return any(_key(each) == _key(measure) for each in _measures([norm]))


def _is_small(before: Decimal, after: Decimal) -> bool:
    """Return whether a step is by one at most, or by half of what it was."""
    return abs(after - before) <= max(Decimal(1), before * _SMALL)


def _values(norm: Norm) -> Iterator[tuple[str, Quantity | Duration | None, str]]:
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
    seconds = duration.hours * 3600 + duration.minutes * 60 + duration.seconds
    if duration.is_elapsed:
        return Decimal(seconds) / 3600, "hours"
    days = (duration.years * 12 + duration.months) * 30 + duration.weeks * 7
    whole = Decimal(days + duration.days + duration.nights)
    return whole + Decimal(seconds) / 86400, "days"
