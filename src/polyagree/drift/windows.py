"""
Whether a limit was exceeded, how close it is, and how often luck alone would exceed it.

Every window is half-open, ``(t - window, t]``: what is exactly as old as the window
is long has left it. Which window, and by which clock, changes the answer:

- ``"720h"`` or a number: time that elapses.
- ``"30 days"``, ``"1 month"``: rolling, on the wall clock of the zone. A month back
  from the 31st ends with the month it lands in.
- ``"day"``, ``"week"`` (from Monday), ``"month"``, ``"quarter"``, ``"year"``: of the calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from math import expm1
from typing import overload
from zoneinfo import ZoneInfo

from attrs import frozen

from polyagree.clock import Cadence, Duration, Window, parse_zone, rolling_start
from polyagree.drift._checks import at_least, listed, positive, whole
from polyagree.drift._scan import log_at_most, scanned
from polyagree.drift._windows import UTC, Clock, When, WindowOf, cadence_of, instants, rule_of
from polyagree.errors import InvalidSeries

__all__ = [
    "Clock",
    "Exceedances",
    "Headroom",
    "When",
    "WindowOf",
    "chance_of_exceeding",
    "exceedances",
    "headroom",
    "minutes_beyond",
]

_MINUTE = dt.timedelta(minutes=1)
_MONTHS_A_YEAR = 12
#: The largest cap whose chance is summed, and how many windows long a span may be.
_LARGEST_CAP, _LONGEST_SPAN = 1_000_000, 1e12

#: Ours, since the standard library's follow the language of the machine.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@frozen(kw_only=True)
class Exceedances:
    """
    The events with which there was more in a window than its cap.

    Attributes:
        positions: Which of the events, from 0.
        times: When they were: numbers as given, or instants in the zone.
        cap: How many are allowed in a window.
        window: The window, as a document writes it.
        clock: ``local`` if the window goes by a wall clock, else ``elapsed``.
        zone: Whose wall clock; ``None``: none is needed.
        censored: Which other events have a window that began before anything was
            recorded. There may have been more in it than is known.
    """

    positions: tuple[int, ...]
    times: tuple[float, ...] | tuple[dt.datetime, ...]
    cap: int
    window: str
    clock: Clock
    zone: str | None
    censored: tuple[int, ...] = ()


@frozen(kw_only=True)
class Headroom:
    """
    How much of a window is used.

    Its text is ``2 of 2 used; next free slot Tue 14 Oct 19:30``.

    Attributes:
        used: How many events are in the window that ends at, or is around, *on*.
        allowed: How many are allowed in it.
        on: When it was looked at.
        next_free: From when on one more is within the limit, if there is none in the
            meantime; *on* itself if it is now; ``None``: never.
        window: The window, as a document writes it.
        clock: ``local`` if the window goes by a wall clock, else ``elapsed``.
        zone: Whose wall clock; ``None``: none is needed.
    """

    used: int
    allowed: int
    on: float | dt.datetime
    next_free: float | dt.datetime | None
    window: str
    clock: Clock
    zone: str | None

    @property
    def left(self) -> int:
        """How many more there may be now."""
        return max(0, self.allowed - self.used)

    def __str__(self) -> str:
        """Return the sentence."""
        said = f"{self.used} of {self.allowed} used"
        if self.left:
            return f"{said}; {self.left} free now"
        if self.next_free is None:
            return f"{said}; no slot is ever free"
        return f"{said}; next free slot {_told(self.next_free, self.on)}"


def exceedances(
    times: Iterable[When],
    *,
    cap: int,
    window: WindowOf,
    zone: str | None = None,
    clock: Clock = "local",
    since: When | None = None,
) -> Exceedances:
    """
    Return the events that made more than *cap* within *window*.

    With a rolling window, event i is one if event i - *cap* is still in the window
    that ends at i; with one of the calendar, if both are in the same. Of events at
    one instant, the later ones in the order given are those beyond the cap, so that
    their order changes no result.

    Numbers are taken as they are written: from 10.1 to 40.1 it is exactly 30,
    although the floating-point numbers are a little closer to each other.

    The clock's rule for autumn holds: a window of days that begins at a wall time that
    comes twice begins with the first of them.

    Args:
        times: When the events were, in order: numbers from 0 up, in any one unit; or
            datetimes, or texts such as ``2025-10-14T19:30``. Those without an offset are
            on the wall clock of *zone*, where ``fold`` says which of two equal times it was.
        cap: How many are allowed; one more is too many.
        window: For numbers a number in their unit; else as the module says.
        zone: The name of the zone whose wall clock days, months and the calendar go by.
        clock: ``elapsed``: days have 24 hours, wherever it was; months are those of UTC.
        since: From when on there is a record. Windows that begin before it are censored
            at their left edge, and the result lists their events; without it, nothing
            is known to be missing before the first event.

    Raises:
        InvalidSeries: If a time is no number, negative, or before the one in front of it;
            or if the window does not fit the times.
        InvalidTime: If there is no such zone, time or window.
    """
    times = listed(times, "times")
    rule = rule_of(window, zone, clock, times)
    read = rule.read(times)
    cap = whole(cap, 0, "cap")
    beyond = [at for at in range(cap, len(read)) if rule.has(read[at - cap], read[at])]
    censored: list[int] = []
    if since is not None:
        (start,) = rule.read([since], "since")
        if read and read[0] < start:
            raise InvalidSeries("an event was before the record begins", field="since")
        rest = sorted({*range(len(read))} - {*beyond})
        censored = [at for at in rest if rule.is_censored(read[at], start)]
    return Exceedances(
        positions=tuple(beyond),
        times=tuple(rule.shown(read[at]) for at in beyond),
        cap=cap,
        window=str(window),
        clock=rule.clock,
        zone=rule.zone_name,
        censored=tuple(censored),
    )


def headroom(
    times: Iterable[When],
    *,
    cap: int,
    window: WindowOf,
    on: When,
    zone: str | None = None,
    clock: Clock = "local",
) -> Headroom:
    """
    Return how much of *window* is used on *on*, and when there is room again.

    Events after *on* are not looked at.

    Args:
        times: As for :func:`exceedances`.
        cap: How many are allowed.
        window: As for :func:`exceedances`.
        on: When to look, in the form of *times*.
        zone: As for :func:`exceedances`.
        clock: As for :func:`exceedances`.

    Raises:
        InvalidSeries: As for :func:`exceedances`.
        InvalidTime: As for :func:`exceedances`.
    """
    rule = rule_of(window, zone, clock, [on])
    (now,) = rule.read([on], "on")
    past = [time for time in rule.read(times) if time <= now]
    cap = whole(cap, 0, "cap")
    used = sum(rule.has(time, now) for time in past)
    following: float | dt.datetime | None = now
    if used >= cap:
        following = rule.left_by(past[-cap], now) if cap else None
    return Headroom(
        used=used,
        allowed=cap,
        on=rule.shown(now),
        next_free=None if following is None else rule.shown(following),
        window=str(window),
        clock=rule.clock,
        zone=rule.zone_name,
    )


def minutes_beyond(
    events: Sequence[dt.datetime | str],
    *,
    zone: str,
    window: str | Duration | Cadence | Window | None = None,
) -> tuple[float, float]:
    """
    Return by how many minutes the first of two events has left the window of the second.

    Below zero it is still in it; at zero it has just left. Twice: by the wall clock
    of *zone*, and by elapsed time, where a day has 24 hours. They differ when the
    clocks were changed in between, and so can the answer.

    Args:
        events: Two datetimes, or texts, in order; without an offset on the wall clock of *zone*.
        zone: The name of the zone.
        window: A length of time, such as ``30 days``; without it, how far apart they are.

    Raises:
        InvalidSeries: If there are not two, if the second is the earlier one, or if the
            window is one of the calendar.
        InvalidTime: If there is no such zone, time or window.
    """
    place = ZoneInfo(parse_zone(zone))
    duration = None if window is None else cadence_of(window).duration
    if window is not None and duration is None:
        raise InvalidSeries(
            f"`{window}` is a calendar window, which nothing is minutes beyond",
            field="window",
            help="write a length of time, such as `30 days`",
        )
    moments = instants(events, place, "events")
    if len(moments) != 2:  # noqa: PLR2004
        raise InvalidSeries("the minutes are between two events", field="events")
    # A clock that is never changed: arithmetic on it is that of the wall clock.
    walls = [each.astimezone(place).replace(tzinfo=dt.UTC) for each in moments]
    apart = [
        (end if duration is None else rolling_start(end, duration, UTC)) - start
        for start, end in (walls, moments)
    ]
    by_wall, by_time = (each / _MINUTE for each in apart)
    return by_wall, by_time


@overload
def chance_of_exceeding(
    rate_per_year: float,
    *,
    cap: int,
    window_days: float | None = ...,
    months: float = ...,
    year_days: float = ...,
) -> float: ...
@overload
def chance_of_exceeding(
    rate_per_year: Sequence[float],
    *,
    cap: int,
    window_days: float | None = ...,
    months: float = ...,
    year_days: float = ...,
) -> list[float]: ...
def chance_of_exceeding(
    rate_per_year: float | Sequence[float],
    *,
    cap: int,
    window_days: float | None = None,
    months: float = 12,
    year_days: float = 365,
) -> float | list[float]:
    """
    Return how likely it is that a steady pace exceeds the limit by luck alone.

    Events come independently of one another (a Poisson process). Calendar months are
    taken as equally long, and the number is exact. So is that of a rolling window in up
    to twice its own length; beyond, it is the approximation of Naus, which simulation
    finds within .003.

    Args:
        rate_per_year: How many a year; several give a list.
        cap: How many are allowed in a window; one more exceeds it.
        window_days: The length of a rolling window in days; ``None``: calendar months.
        months: For how long, in twelfths of a year.
        year_days: How many days a year has.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        J. I. Naus, "Approximations for distributions of scan statistics", Journal of
        the American Statistical Association 77, 1982.
    """
    if whole(cap, 0, "cap") > _LARGEST_CAP:
        raise InvalidSeries(
            f"`cap` is {cap!r}, and must be at most {_LARGEST_CAP} for its chance", field="cap"
        )
    cap = whole(cap, 0, "cap")
    positive(months, "months")
    positive(year_days, "year_days")
    if window_days is not None:
        positive(window_days, "window_days")
    if isinstance(rate_per_year, Iterable):
        return [
            _chance(rate, cap, window_days, months, year_days)
            for rate in listed(rate_per_year, "rate_per_year")
        ]
    return _chance(rate_per_year, cap, window_days, months, year_days)


def _chance(
    rate_per_year: float, cap: int, window_days: float | None, months: float, year_days: float
) -> float:
    rate = at_least(rate_per_year, 0, "rate_per_year")
    span = months / _MONTHS_A_YEAR * year_days
    if window_days is None:
        within = rate / _MONTHS_A_YEAR
    elif window_days >= span:
        within = rate * months / _MONTHS_A_YEAR
    else:
        within = rate * window_days / year_days
        if span > window_days * _LONGEST_SPAN:
            raise InvalidSeries(
                f"`window_days` is {window_days!r}, too short beside the whole time",
                field="window_days",
            )
    if not within:
        return 0.0
    if window_days is None:
        return abs(expm1(months * log_at_most(cap, within)))
    if window_days >= span:
        return abs(expm1(log_at_most(cap, within)))
    return abs(scanned(cap + 1, within, span / window_days))


def _told(time: float | dt.datetime, now: float | dt.datetime) -> str:
    if not isinstance(time, dt.datetime) or not isinstance(now, dt.datetime):
        return repr(time).removesuffix(".0")
    if time.microsecond:
        # To say an earlier one would be to say a wrong one.
        time = (
            time.astimezone(dt.UTC) + dt.timedelta(microseconds=10**6 - time.microsecond)
        ).astimezone(time.tzinfo)
    year = "" if time.year == now.year else f" {time.year}"
    clock = f"{time:%H:%M:%S}" if time.second else f"{time:%H:%M}"
    return f"{_WEEKDAYS[time.weekday()]} {time.day} {_MONTHS[time.month - 1]}{year} {clock}"
