"""What comes round at a fixed step or on the calendar, and when several of them meet."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import count, islice, pairwise
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen

from polyagree.clock import Duration, add
from polyagree.consistency.intervals import Intervals, Kind, kind_of, number_of, value_of
from polyagree.errors import InvalidTime

__all__ = ["Recurrence", "first_meeting", "meetings"]

_UTC = ZoneInfo("UTC")
_TICK = dt.timedelta(microseconds=1)
_ONE_DAY = dt.timedelta(days=1)

#: In so many months, which have so many days, the calendar is the same again.
_CYCLE, _CYCLE_DAYS = 4800, 146_097

#: How often something on the calendar comes round before nobody looks any further.
_MOST = 100_000


@frozen(kw_only=True)
class Recurrence:
    """
    What comes round again and again from a first day or instant on.

    Hours, minutes and seconds are a fixed step, and days are between two dates, or in a zone
    whose clock is never changed. Months and years, and days on the clock of another zone, are
    counted on the calendar from the first time on: a month after 31 January is the last of
    February, and two months after it is 31 March.

    Attributes:
        first: The first time.
        every: How long after each time the next one is.
        zone: On whose clock days and longer are counted.

    Raises:
        InvalidTime: If an instant has no offset, or if days are told in hours.
    """

    first: dt.datetime | dt.date = field()
    every: Duration
    zone: ZoneInfo = _UTC

    @first.validator
    def _is_exact(
        self, attribute: Attribute[dt.datetime | dt.date], value: dt.datetime | dt.date
    ) -> None:
        if kind_of(value) == "date" and self.every.elapsed:
            raise InvalidTime(
                f"a date does not come round after `{self.every}`",
                field=attribute.name,
                help="say at which hour it begins",
            )

    @property
    def step(self) -> int | None:
        """The fixed step, in microseconds or in days; ``None`` if it is of the calendar."""
        days, is_date = self.every.whole_days, kind_of(self.first) == "date"
        if self.every.whole_months or (days and not is_date and self.zone != _UTC):
            return None
        return days if is_date else (self.every.elapsed + days * _ONE_DAY) // _TICK

    def time(self, number: int) -> int:
        """Return when it comes round for the time after *number* times, as a whole number."""
        if self.step is not None:
            return number_of(self.first) + number * self.step
        if not number:
            return number_of(self.first)
        parts = {
            part: number * getattr(self.every, part)
            for part in (
                "years",
                "months",
                "weeks",
                "days",
                "nights",
                "hours",
                "minutes",
                "seconds",
            )
        }
        # Only the calendar is at issue: years and weeks are months and days.
        parts["months"] += 12 * parts.pop("years")
        parts["days"] += 7 * parts.pop("weeks") + parts.pop("nights")
        if isinstance(self.first, dt.datetime):
            return number_of(add(self.first, Duration(**parts), self.zone))
        noon = dt.datetime.combine(self.first, dt.time(12), tzinfo=dt.UTC)
        return add(noon, Duration(**parts), _UTC).date().toordinal()

    def falls_on(self, number: int) -> bool:
        """Return whether it comes round at the time that is *number*."""
        start = number_of(self.first)
        if number < start:
            return False
        if self.step is not None:
            return (number - start) % self.step == 0
        return next(self.times(number, number + 1), None) is not None

    def times(self, start: int, stop: int) -> Iterator[int]:
        """
        Yield when it comes round from *start* on and before *stop*, as whole numbers.

        Raises:
            InvalidTime: If that is too often for a calendar to be asked.
        """
        first = number_of(self.first)
        if self.step is not None:
            yield from range(max(first, start + (first - start) % self.step), stop, self.step)
            return
        for tries, number in enumerate(count(self._before(start))):
            if tries > _MOST:
                raise InvalidTime(f"`{self.every}` comes round too often to look at every time")
            try:
                time = self.time(number)
            except InvalidTime:
                return  # the calendar ends here
            if time >= stop:
                return
            if time >= start:
                yield time

    def _before(self, start: int) -> int:
        """Return a number of times after which *start* is not reached yet, and nearly is."""
        kind, (months, days) = kind_of(self.first), self._parts
        least, most = self.first, value_of(kind, start)
        if isinstance(least, dt.datetime) and isinstance(most, dt.datetime):
            least, most = least.astimezone(self.zone), most.astimezone(self.zone)
        if isinstance(most, dt.timedelta):
            return 0
        if not days:
            apart = 12 * (most.year - least.year) + most.month - least.month
            return max(apart // months - 1, 0)
        # No month is longer than 31 days, and no clock is changed by more than two days.
        return max((most.toordinal() - least.toordinal() - 2) // (31 * months + days), 0)

    @property
    def _parts(self) -> tuple[int, int]:
        """The months and the days of each step; hours count as days that have begun."""
        every = self.every
        return every.whole_months, every.whole_days + -(-every.elapsed // _ONE_DAY)

    @property
    def period(self) -> int | None:
        """After which time its pattern is the same again; ``None``: no such time is known."""
        if self.step is not None:
            return self.step
        months, days = self._parts
        if days or self.zone != _UTC:
            return None
        unit = 1 if kind_of(self.first) == "date" else _ONE_DAY // _TICK
        return math.lcm(months, _CYCLE) // _CYCLE * _CYCLE_DAYS * unit


def meetings(
    recurrences: Sequence[Recurrence], *, within: Intervals | None = None
) -> Iterator[dt.datetime | dt.date]:
    """
    Yield when all of *recurrences* come round at once, in order.

    Those of a fixed step meet if the greatest common divisor of their steps divides what lies
    between their first times, *and* if a meeting lies within *within*; the first one is
    computed and not searched for. Those of the calendar are run through.

    Args:
        recurrences: One or more.
        within: Where to look; ``None``: everywhere.

    Raises:
        InvalidTime: If some are of dates and some of instants, or if one of the calendar
            comes round too often to be run through.
    """
    kind = kind_of(recurrences[0].first)
    where = Intervals.everything(kind) if within is None else within
    for each in recurrences:
        where &= Intervals.between(least=each.first)
    fixed = [(number_of(e.first), e.step) for e in recurrences if e.step is not None]
    calendar = [each for each in recurrences if each.step is None]
    joined = _joined([(first, step) for first, step in fixed if step])
    if joined is None:
        return
    residue, step = joined
    for start, stop in where.spans:
        if not calendar:
            numbers: Iterator[int] = iter(range(start + (residue - start) % step, stop, step))
        else:
            numbers = _on_calendar(calendar, start, stop, residue, step)
        for number in numbers:
            value = value_of(kind, number)
            if not isinstance(value, dt.timedelta):
                yield value


def _on_calendar(
    calendar: Sequence[Recurrence], start: int, stop: int, residue: int, step: int
) -> Iterator[int]:
    """Yield when all of *calendar* come round at a time with *residue* modulo *step*."""
    periods = [each.period for each in calendar]
    period = None if None in periods else math.lcm(step, *(each for each in periods if each))
    is_met = False
    for number in calendar[0].times(start, stop):
        if period is not None and not is_met and number >= start + period:
            return  # from here on it is all as before
        if (number - residue) % step == 0 and all(e.falls_on(number) for e in calendar[1:]):
            is_met = True
            yield number


def first_meeting(
    recurrences: Sequence[Recurrence],
    *,
    within: Intervals | None = None,
    apart_from: Sequence[Recurrence] = (),
) -> dt.datetime | dt.date | None:
    """
    Return when all of *recurrences* come round at once for the first time.

    Args:
        recurrences: The recurrences; none, if *within* says what to look at.
        within: Where to look; ``None``: everywhere.
        apart_from: What must not come round then.

    Returns:
        ``None`` if they never do, there.

    Raises:
        InvalidTime: As for :func:`meetings`, or if too many meetings would have to be looked
            at for one that is apart from the others.
    """
    kind = kind_of((*recurrences, *apart_from)[0].first)
    where = Intervals.everything(kind) if within is None else within
    # Between two beginnings, the same ones come round and the pattern is the same.
    begins = sorted({number_of(each.first) for each in apart_from})
    rest = Intervals.everything(kind).spans[0]
    for start, stop in pairwise([rest[0], *begins, rest[1]]):
        begun = [each for each in apart_from if number_of(each.first) <= start]
        for span in (where & Intervals(kind, ((start, stop),))).spans:
            part = Intervals(kind, (span,))
            met = meetings(recurrences, within=part) if recurrences else _each(kind, span)
            most = _pattern(recurrences, begun)
            for value in islice(met, min(most, _MOST)):
                if not any(each.falls_on(number_of(value)) for each in begun):
                    return value
            if most > _MOST and next(met, None) is not None:
                raise InvalidTime("too many times would have to be looked at")
    return None


def _each(kind: Kind, span: tuple[int, int]) -> Iterator[dt.datetime | dt.date]:
    for number in range(*span):
        value = value_of(kind, number)
        if not isinstance(value, dt.timedelta):
            yield value


def _pattern(recurrences: Sequence[Recurrence], others: Sequence[Recurrence]) -> int:
    """Return after how many meetings it begins anew which of *others* come round as well."""
    steps = [each.step for each in (*recurrences, *others)]
    if None in steps:
        return _MOST + 1
    step = math.lcm(*(each.step for each in recurrences if each.step))
    return math.lcm(*(each.step // math.gcd(each.step, step) for each in others if each.step))


def _joined(fixed: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the one residue and step of what is in all of *fixed*; ``None``: nothing is."""
    residue, step = 0, 1
    for first, other in fixed:
        shared = math.gcd(step, other)
        if (first - residue) % shared:
            return None
        # How many steps on the other one is met, modulo it (the extended Euclid is in `pow`).
        times = (first - residue) // shared * pow(step // shared, -1, other // shared)
        residue += step * (times % (other // shared))
        step *= other // shared
    return residue, step
