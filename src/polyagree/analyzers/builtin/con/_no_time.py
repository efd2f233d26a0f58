"""Duties for which prohibitions leave no time, whichever of them it is that does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from polyagree.analyzers.builtin.con._bans import Bans, is_as_joint, leaves_nobody
from polyagree.analyzers.builtin.con._covering import (
    is_at_the_same_time,
    is_covered,
    is_open,
    is_repair,
)
from polyagree.analyzers.builtin.con._days import SPAN, Days, turns_of
from polyagree.analyzers.places import NormAt
from polyagree.clock import Cadence, CalendarUnit, Duration, Window
from polyagree.model.conditions import Condition
from polyagree.model.ids import PersonId
from polyagree.model.norms import Bound, Norm, Obligation
from polyagree.model.people import Named

__all__ = ["NoTime", "without_time"]

_TIMES = ("days", "hours", "months")
_MOST_DAYS = {"years": 366, "months": 31, "weeks": 7, "days": 1, "nights": 1}


@frozen(kw_only=True, eq=False)
class NoTime:
    """
    A duty for which there is no time left.

    Attributes:
        duty: The duty.
        bans: What rules it out: without any one of them there would be time.
        people: Whom it is asked of.
        when: When there is none, in words; ``None``: it is so throughout.
    """

    duty: NormAt
    bans: tuple[NormAt, ...]
    people: tuple[PersonId, ...]
    when: str | None = None


def without_time(duty: NormAt, bans: Bans, days: Days) -> Iterator[NoTime]:
    """Yield how *bans* leave no time for *duty*, each minimal set of them once."""
    found: dict[tuple[int, ...], tuple[tuple[NormAt, ...], list[PersonId], bool]] = {}
    for person in sorted(duty.bearers):
        against = tuple(_against(duty, bans, person))
        if not any(_is_timed(ban.norm) for ban in against):
            continue
        left = _Left(duty.norm, tuple(ban.norm for ban in against), days)
        chosen = left.fewest()
        if chosen:
            which = tuple(against[index] for index in chosen)
            key = tuple(id(ban) for ban in which)
            found.setdefault(key, (which, [], left.is_full(chosen)))[1].append(person)
    for which, people, is_full in found.values():
        if all(leaves_nobody(duty, ban, frozenset(people)) for ban in which):
            when = None if is_full else _in_some(_unit(duty.norm))
            yield NoTime(duty=duty, bans=which, people=tuple(people), when=when)


def _against(duty: NormAt, bans: Bans, person: PersonId) -> Iterator[NormAt]:
    """Yield what rules out at some times what *duty* asks of *person*; nothing, if all times."""
    found = list(_own(duty, bans, person))
    other = _only_other(duty, person)
    if other is not None:
        turned = evolve(
            duty,
            norm=evolve(duty.norm, who=(Named(other),), with_=(Named(person),)),
        )
        found += [ban for ban in _own(turned, bans, other) if ban not in found]
    if any(
        is_covered(duty, ban, each) and is_at_the_same_time(duty.norm, ban.norm)
        for ban in found
        for each in (person, other)
        if each is not None
    ):
        # That alone is a conflict, whatever the times.
        return
    # By their names: which of them are needed has to survive another order.
    yield from sorted(found, key=lambda ban: ban.anchor)


def _own(duty: NormAt, bans: Bans, person: PersonId) -> Iterator[NormAt]:
    for ban in bans.near(duty, person):
        if (
            not is_repair(duty, ban)
            and is_as_joint(duty.norm, ban.norm)
            and _is_dated(ban.norm.from_, duty.norm.from_)
            and _is_dated(ban.norm.until, duty.norm.until)
            and is_covered(duty, ban, person, but=_TIMES)
        ):
            yield ban


def _is_dated(ban: Bound | None, duty: Bound | None) -> bool:
    """Return whether it is known when *ban* begins or ends, or that it does with *duty*."""
    return not isinstance(ban, Condition) or ban == duty


def _only_other(duty: NormAt, person: PersonId) -> PersonId | None:
    """Return with whom alone *person* can do it, if that one is to do it as well."""
    if not duty.context.words.is_mutual(duty.act) or is_open(duty.norm.with_):
        return None
    others = duty.resolve(duty.norm.with_, holder=person) - {person}
    return next(iter(others)) if len(others) == 1 and others <= duty.bearers else None


def _is_timed(norm: Norm) -> bool:
    return bool(norm.days or norm.hours or norm.months)


class _Left:
    """What time prohibitions leave for a duty."""

    def __init__(self, duty: Norm, bans: Sequence[Norm], days: Days) -> None:
        self._duty = duty
        self._days = days
        turns = turns_of((duty, *bans))
        self._asked = [days.when(duty, minute, unsure=True) for minute in turns]
        self._out = [[days.when(ban, minute, unsure=False) for minute in turns] for ban in bans]

    def fewest(self) -> tuple[int, ...]:
        """Return which prohibitions leave no time, none of them in vain; none if there is time."""
        chosen = list(range(len(self._out)))
        if not self._is_without(chosen):
            return ()
        for index in reversed(range(len(self._out))):
            others = [each for each in chosen if each != index]
            if self._is_without(others):
                chosen = others
        return tuple(chosen)

    def is_full(self, chosen: Sequence[int]) -> bool:
        """Return whether *chosen* leave no time at all."""
        return not self._free(chosen)

    def _free(self, chosen: Sequence[int]) -> int:
        """Return the days on which some time is asked for that none of *chosen* rules out."""
        free = 0
        for at, wanted in enumerate(self._asked):
            out = 0
            for index in chosen:
                out |= self._out[index][at]
            free |= wanted & ~out
        return free

    def _is_touched(self, chosen: Sequence[int]) -> bool:
        """Return whether some time that is asked for is ruled out."""
        return any(
            wanted & self._out[index][at]
            for at, wanted in enumerate(self._asked)
            for index in chosen
        )

    def _is_without(self, chosen: Sequence[int]) -> bool:
        """Return whether some time in which it is due has days that are asked for, none free."""
        duty = self._duty
        if not isinstance(duty, Obligation) or not self._is_touched(chosen):
            return False
        if duty.kind == "maintenance":
            return duty.is_always
        asked, free = self._free(()), self._free(chosen)
        unit = _unit(duty)
        if unit is not None:
            inside = self._days.between(duty.from_, duty.until)
            return any(
                window & asked and not window & free and window & inside == window
                for window in self._days.windows(unit)
            )
        most = _at_most_apart(duty)
        if most is not None and not duty.days and not duty.months:
            return _has_run(asked & ~free, most)
        return not free


def _in_some(unit: CalendarUnit | None) -> str:
    if unit is None:
        return "for a while"
    return "on some days" if unit == "day" else f"in some {unit}s"


def _unit(duty: Norm) -> CalendarUnit | None:
    window: Cadence | Window | None = getattr(duty, "every", None) or getattr(duty, "per", None)
    return None if window is None else window.unit


def _at_most_apart(duty: Obligation) -> int | None:
    """Return how many days may lie between two times of *duty*, at the most."""
    if duty.every is not None:
        return None if duty.every.duration is None else _days_in(duty.every.duration)
    if duty.per is None or duty.per.duration is None:
        return None
    return _days_in(duty.per.duration)


def _days_in(duration: Duration) -> int:
    days: int = sum(getattr(duration, part) * most for part, most in _MOST_DAYS.items())
    # What elapses may begin and end within a day.
    return days + (duration.elapsed.days + 2 if duration.elapsed else 0)


def _has_run(days: int, length: int) -> bool:
    """Return whether *length* of *days* and more follow each other."""
    if length > SPAN:
        return False
    for _ in range(length - 1):
        days &= days >> 1
        if not days:
            return False
    return bool(days)
