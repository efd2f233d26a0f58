"""What a window says about two events: of numbers, by a clock, or by the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from math import inf, nextafter
from numbers import Real
from typing import Any, Literal, Protocol, cast, get_args
from zoneinfo import ZoneInfo

from attrs import frozen

from polyagree.clock import (
    Cadence,
    Duration,
    Window,
    add,
    instant,
    is_within,
    local_day,
    parse_stamp,
    parse_zone,
    rolling_start,
    window_around,
)
from polyagree.drift._checks import ascending, at_least, listed, positive
from polyagree.errors import InvalidSeries

__all__ = ["UTC", "Clock", "Rule", "When", "WindowOf", "cadence_of", "instants", "rule_of"]

Clock = Literal["local", "elapsed"]
#: A number in the caller's unit; a datetime, or the text of one.
When = float | dt.datetime | str
#: A number in the caller's unit; a text, or what it reads as.
WindowOf = float | str | Duration | Cadence | Window

UTC = ZoneInfo("UTC")
_TICK = dt.timedelta(microseconds=1)
_DAY = dt.timedelta(days=1)
#: Far more than any clamping and any change of the clocks moves a boundary.
_DAYS_LOOKED_AT = 8
#: What rounding can have made of a difference, relative to the numbers.
_ROUNDING = 2.0**-48


class Rule(Protocol):
    """A window, and the times that it can be asked about: numbers, or instants in UTC."""

    @property
    def clock(self) -> Clock:
        """By which clock it goes."""

    @property
    def zone_name(self) -> str | None:
        """Whose wall clock; ``None``: none is needed."""

    def read(self, times: Iterable[When], name: str = ...) -> list[Any]:
        """Return *times* in order, as the others take them."""

    def shown(self, time: Any) -> Any:
        """Return *time* as the caller gave it, or in the zone."""

    def has(self, earlier: Any, time: Any) -> bool:
        """Return whether *earlier* is in the window that ends at, or is around, *time*."""

    def is_censored(self, time: Any, since: Any) -> bool:
        """Return whether that window has a part before *since*."""

    def left_by(self, earlier: Any, now: Any) -> Any:
        """Return when first after *now* the window, in which it is now, is without *earlier*."""


def rule_of(window: object, zone: str | None, clock: Clock, times: Iterable[When]) -> Rule:
    """
    Return what *window* says.

    Args:
        window: One of :data:`WindowOf`.
        zone: The name of a zone, if there is one.
        clock: By which clock.
        times: Some of the times that it will be asked about.
    """
    if clock not in get_args(Clock):
        raise InvalidSeries(
            f"`clock` is {clock!r}, and must be `local` or `elapsed`", field="clock"
        )
    dated = isinstance(next(iter(times), None), dt.datetime | str)
    if isinstance(window, Real):
        if dated:
            raise InvalidSeries(
                "a window of dated events has a unit of time",
                field="window",
                help=f"write `{window} days`, or in which unit it is",
            )
        return _Numbers(length=float(positive(cast("float", window), "window")))
    if not dated and next(iter(times), None) is not None:
        raise InvalidSeries(
            "a window of times in numbers is a number in their unit", field="window"
        )
    cadence = cadence_of(window)
    place = None if zone is None else ZoneInfo(parse_zone(zone))
    if cadence.duration is None:
        if clock == "elapsed":
            raise InvalidSeries(
                f"`{window}` is a calendar window, and no calendar goes by elapsed time",
                field="clock",
            )
        return _Calendar(window=cadence, place=_required(place), clock="local")
    elapsed = clock == "elapsed" or cadence.duration.is_elapsed
    if not elapsed:
        place = _required(place)
    return _Rolling(duration=cadence.duration, place=place, clock="elapsed" if elapsed else "local")


def cadence_of(window: object) -> Cadence:
    """Return *window*, where ``month`` is the calendar's and ``1 month`` any in a row."""
    if isinstance(window, Cadence):
        return window
    if isinstance(window, Duration):
        return Cadence(duration=window)
    if isinstance(window, Window) and window.kind in {"calendar", "rolling"}:
        return Cadence(unit=window.unit, duration=window.duration)
    if isinstance(window, str):
        return Cadence.parse(window)
    raise InvalidSeries(f"`{window}` is no window of time", field="window")


def _required(place: ZoneInfo | None) -> ZoneInfo:
    if place is None:
        raise InvalidSeries(
            "a window in days or longer goes by the wall clock of a place",
            field="zone",
            help="name its zone, such as `Europe/Lisbon`",
        )
    return place


@frozen(kw_only=True)
class _Numbers:
    length: float
    clock: Clock = "elapsed"
    zone_name: str | None = None

    def read(self, times: Iterable[When], name: str = "times") -> list[float]:
        read = ascending(times, name)  # type: ignore[arg-type]  # it refuses what is no number
        if read:
            at_least(read[0], 0, f"{name}[0]")
        return read

    def shown(self, time: float) -> float:
        return time

    def has(self, earlier: float, time: float) -> bool:
        age = time - earlier
        if abs(age - self.length) > _ROUNDING * max(time, self.length):
            return age < self.length
        return _written(time) - _written(earlier) < _written(self.length)

    def is_censored(self, time: float, since: float) -> bool:
        return self.has(since, time)

    def left_by(self, earlier: float, now: float) -> float:
        del now
        free = float(_written(earlier) + _written(self.length))
        while self.has(earlier, free):
            free = nextafter(free, inf)
        return free


@frozen(kw_only=True)
class _Dated:
    """A window of time: of days and longer by the wall clock of *place*, if it is local."""

    place: ZoneInfo | None
    clock: Clock

    @property
    def zone_name(self) -> str | None:
        return None if self.place is None else self.place.key

    @property
    def zone(self) -> ZoneInfo:
        return self.place if self.place and self.clock == "local" else UTC

    def read(self, times: Iterable[When], name: str = "times") -> list[dt.datetime]:
        return instants(times, self.place, name)

    def shown(self, time: dt.datetime) -> dt.datetime:
        return time.astimezone(self.place or dt.UTC)


@frozen(kw_only=True)
class _Rolling(_Dated):
    duration: Duration

    def has(self, earlier: dt.datetime, time: dt.datetime) -> bool:
        return is_within(earlier, time, self.duration, self.zone)

    def is_censored(self, time: dt.datetime, since: dt.datetime) -> bool:
        return rolling_start(time, self.duration, self.zone) < since

    def left_by(self, earlier: dt.datetime, now: dt.datetime) -> dt.datetime:
        before = now
        for turn in self._turns(earlier, now):
            if not self.has(earlier, turn):
                return self._left_between(before, turn, earlier)
            before = turn
        raise AssertionError(earlier)  # pragma: no cover  # no clock is changed that often

    def _left_between(
        self, before: dt.datetime, after: dt.datetime, earlier: dt.datetime
    ) -> dt.datetime:
        while after - before > _TICK:
            middle = before + (after - before) // 2
            if self.has(earlier, middle):
                before = middle
            else:
                after = middle
        return after

    def _turns(self, earlier: dt.datetime, now: dt.datetime) -> list[dt.datetime]:
        """
        Return instants after *now* between which *earlier* leaves the window once, if at all.

        A month before each of the last days of March is the end of February, so that the
        start of the window runs back at every midnight of theirs, and at no other time.
        """
        due = add(earlier, self.duration, self.zone)
        first = local_day(max(now, due), self.zone)
        wall = earlier.astimezone(self.zone).time().replace(fold=0)
        turns = {due}
        for number in range(_DAYS_LOOKED_AT):
            for time in (dt.time(), wall):
                turns.add(instant(dt.datetime.combine(first + number * _DAY, time), self.zone))
        return sorted(turn for turn in turns if turn > now)


@frozen(kw_only=True)
class _Calendar(_Dated):
    window: Cadence

    def has(self, earlier: dt.datetime, time: dt.datetime) -> bool:
        return window_around(time, self.window, self.zone).contains(earlier)

    def is_censored(self, time: dt.datetime, since: dt.datetime) -> bool:
        return window_around(time, self.window, self.zone).start < since

    def left_by(self, earlier: dt.datetime, now: dt.datetime) -> dt.datetime:
        del earlier
        return window_around(now, self.window, self.zone).end


def instants(times: Iterable[When], place: ZoneInfo | None, name: str) -> list[dt.datetime]:
    """Return *times* in UTC, unless one is none, or before the one in front of it."""
    read = [_instant(time, place, f"{name}[{at}]") for at, time in enumerate(listed(times, name))]
    for at, (earlier, later) in enumerate(pairwise(read), 1):
        if later < earlier:
            raise InvalidSeries(
                f"`{name}[{at}]` is before the one in front of it",
                field=name,
                help="sort them first",
            )
    return read


def _instant(time: object, place: ZoneInfo | None, name: str) -> dt.datetime:
    stamp = parse_stamp(time) if isinstance(time, str) else time
    if not isinstance(stamp, dt.datetime):
        raise InvalidSeries(f"`{name}` is `{time}`, which is no day with a time", field=name)
    if stamp.tzinfo is None and place is None:
        raise InvalidSeries(
            f"`{name}` has no offset", field=name, help="say in which `zone` its wall clock is read"
        )
    return instant(stamp, place or UTC)


def _written(number: float) -> Fraction:
    return Fraction(repr(number))
