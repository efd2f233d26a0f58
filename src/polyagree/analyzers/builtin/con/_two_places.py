"""Where somebody would have to be in two places at one time."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from polyagree.analyzers.builtin.con._covering import is_at_the_same_time
from polyagree.analyzers.builtin.con._days import Days
from polyagree.analyzers.builtin.con._lengths import DAY, goes_on, minutes_of, span_of
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.clock import CalendarUnit
from polyagree.model.conditions import Condition
from polyagree.model.happening import Place
from polyagree.model.norms import Obligation

__all__ = ["Fixed", "fixed", "two_places"]

_WEEK = 7 * DAY
_SOLID = ("home", "hotel", "work-place", "club")
"""Places none of which is in another one."""

_AWAY = "away"
_HOME = "home"


@frozen(kw_only=True, eq=False)
class Fixed:
    """
    When a duty is to be done, where nothing leaves a choice of the day.

    Attributes:
        duty: The duty.
        start: When it begins at the soonest, in minutes from midnight.
        end: When it is over; of an act with a length, when it has begun at the latest.
        lasting: Its length in minutes; ``None``: all of its hours.
        days: On which days it is.
    """

    duty: NormAt
    start: int
    end: int
    lasting: int | None
    days: int

    @property
    def reach(self) -> int:
        """When it is over at the latest."""
        return self.end if self.lasting is None else self.end - 1 + self.lasting

    def meets(self, other: Fixed) -> bool:
        """Return whether there are days on which neither leaves time for *other*."""
        return any(
            self._are_on(other, ahead) and not self._leaves_room_for(other, ahead * DAY)
            for ahead in (-1, 0, 1)
        )

    def _are_on(self, other: Fixed, ahead: int) -> bool:
        days = other.days >> ahead if ahead >= 0 else other.days << -ahead
        return bool(self.days & days)

    def _leaves_room_for(self, other: Fixed, later: int) -> bool:
        """Return whether one can be over before the other one, so much *later*, has to begin."""
        return _is_over(self, other, later) or _is_over(other, self, -later)


def _is_over(one: Fixed, other: Fixed, later: int) -> bool:
    over = one.end if one.lasting is None else one.start + one.lasting
    if other.lasting is None:
        return over <= later + other.start
    return over < later + other.end


def fixed(duty: NormAt, days: Days) -> Fixed | None:
    """Return when *duty* is to be done; ``None`` if that is left open."""
    norm = duty.norm
    if not isinstance(norm, Obligation) or norm.hours is None or not _is_plain(norm):
        return None
    unit = None if norm.every is None else norm.every.unit
    if unit is None:
        return None
    lasting = minutes_of(duty)
    if lasting is None and not goes_on(duty):
        return None
    start, end = span_of(norm.hours)
    only = _without_choice(norm, unit, days)
    if not only:
        return None
    return Fixed(duty=duty, start=start, end=end, lasting=lasting, days=only)


def _is_plain(norm: Obligation) -> bool:
    conditions = (norm.unless, norm.during, norm.after, norm.nth)
    bounds = (norm.from_, norm.until)
    return all(each is None for each in conditions) and not any(
        isinstance(bound, Condition) for bound in bounds
    )


def _without_choice(norm: Obligation, unit: CalendarUnit, days: Days) -> int:
    """Return the days on which it has to be, since its window has no other."""
    asked, found = days.on(norm), 0
    for window in days.windows(unit):
        inside = window & asked
        if inside & (inside - 1) == 0:
            found |= inside
    return found


def two_places(several: list[Fixed], days: Days) -> Iterator[tuple[Fixed, Fixed]]:
    """
    Yield which two of *several*, of one person, are in two places at one time.

    It goes along the week, so that only those which are near each other are compared.
    """
    seen: set[tuple[int, int]] = set()
    going: dict[tuple[Place, ...], list[tuple[int, Fixed]]] = {}
    for start, reach, each in _along_the_week(several, days):
        here = each.duty.norm.where
        for where, others in going.items():
            others[:] = [other for other in others if other[0] > start]
            if not others or not _are_apart(each.duty.context, where, here):
                continue
            for _, other in others:
                pair = (id(other), id(each))
                if pair not in seen and _clash(other, each):
                    seen.update((pair, pair[::-1]))
                    yield other, each
        going.setdefault(here, []).append((reach, each))


def _along_the_week(several: list[Fixed], days: Days) -> list[tuple[int, int, Fixed]]:
    """Return when each is, and once more in the week after, in the order of time."""
    line = [
        (start + each.start, start + each.reach, index)
        for weekday, on in enumerate(days.weekdays())
        for index, each in enumerate(several)
        if each.days & on and each.duty.norm.where
        for start in (weekday * DAY, weekday * DAY + _WEEK)
    ]
    return [(start, reach, several[index]) for start, reach, index in sorted(line)]


def _clash(one: Fixed, other: Fixed) -> bool:
    return is_at_the_same_time(one.duty.norm, other.duty.norm) and one.meets(other)


def _are_apart(context: Context, ones: tuple[Place, ...], others: tuple[Place, ...]) -> bool:
    """Return whether nobody can be in one of *ones* and in one of *others*."""
    return all(_are_two(context, one, other) for one in ones for other in others)


def _are_two(context: Context, one: Place, other: Place) -> bool:
    left, right = (set(context.words.wider(each.place)) for each in (one, other))
    # A room of one's own home is not away, and nothing that is away is at home.
    if (_AWAY in left and _HOME in right) or (_HOME in left and _AWAY in right):
        return True
    ones, others = left.intersection(_SOLID), right.intersection(_SOLID)
    if ones and others and ones.isdisjoint(others):
        return True
    owners = (context.owners_of(one.place), context.owners_of(other.place))
    return bool(owners[0] and owners[1] and owners[0].isdisjoint(owners[1]))
