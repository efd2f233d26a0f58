"""Time and quantity."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from polyagree.clock import (
    Cadence,
    CalendarUnit,
    Comparison,
    Day,
    DayGroup,
    Duration,
    Hours,
    Moment,
    Month,
    MonthName,
    Nth,
    Occasion,
    Ordinal,
    Quantity,
    Relation,
    Size,
    Stamp,
    Weekday,
    Window,
)
from polyagree.errors import InvalidTime
from polyagree.model import shipped
from polyagree.testing.strategies.making import made, remembered

__all__ = [
    "cadences",
    "dates",
    "days",
    "durations",
    "hours",
    "moments",
    "months",
    "nths",
    "quantities",
    "sizes",
    "spans_of_days",
    "stamps",
    "windows",
]

_FIRST_DAY = dt.date(1970, 1, 1)
_LAST_DAY = dt.date(2099, 12, 31)
_UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")

_WITH_TIME: dict[str, tuple[int, int]] = {
    "day": (0, 24),
    "night": (18, 30),
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    **dict.fromkeys(get_args(Weekday), (0, 24)),
}
"""Parts of time that take a time of day, and between which hours."""

_WITHOUT_TIME = ("noon", "midnight", "weekend", "week", "month", "check-in", "review")

_ONE_UNIT = {Duration(**{unit: 1}) for unit in ("days", "nights", "weeks", "months", "years")}


@remembered
def dates(*, first: dt.date = _FIRST_DAY, last: dt.date = _LAST_DAY) -> st.SearchStrategy[dt.date]:
    """Return a strategy for days."""
    return st.dates(first, last)


@remembered
def stamps(*, offsets: bool | None = None) -> st.SearchStrategy[Stamp]:
    """
    Return a strategy for what a document gives as a time: a day, or an instant.

    Args:
        offsets: Whether instants have an offset; ``None``: some have.
    """
    return st.one_of(dates(), _instants(offsets=offsets))


@remembered
@st.composite
def _instants(draw: st.DrawFn, *, offsets: bool | None) -> dt.datetime:
    # Most people write minutes; a program that logs writes all it has.
    seconds = draw(st.one_of(st.just((0, 0)), st.tuples(st.integers(0, 59), _microseconds())))
    zone: dt.tzinfo | None = None
    if draw(st.booleans()) if offsets is None else offsets:
        minutes = draw(
            st.one_of(st.sampled_from((0, 60, -300, 330, 825)), st.integers(-1439, 1439))
        )
        zone = dt.timezone(dt.timedelta(minutes=minutes))
    return dt.datetime.combine(
        draw(dates()), draw(_times()).replace(second=seconds[0], microsecond=seconds[1]), zone
    )


@remembered
def _microseconds() -> st.SearchStrategy[int]:
    return st.one_of(st.just(0), st.integers(0, 999_999))


@remembered
def _times(first: int = 0, last: int = 24) -> st.SearchStrategy[dt.time]:
    """Return a strategy for times of day to the minute; the *last* hour is left out."""
    return st.integers(60 * first, 60 * last - 1).map(
        lambda minute: dt.time(minute // 60 % 24, minute % 60)
    )


@remembered
@st.composite
def spans_of_days(
    draw: st.DrawFn, *, first: dt.date = _FIRST_DAY
) -> tuple[dt.date | None, dt.date | None]:
    """Return a strategy for a first and a last day in their order; either may be open."""
    start = draw(st.none() | dates(first=first))
    return start, draw(st.none() | dates(first=start or first))


@remembered
def durations() -> st.SearchStrategy[Duration]:
    """Return a strategy for lengths of time above zero, most of them short."""
    one = st.builds(
        lambda unit, number: Duration(**{unit: number}),
        st.sampled_from((*_UNITS, "nights")),
        st.one_of(st.integers(1, 12), st.integers(1, 999_999)),
    )
    several = made(
        Duration,
        dict.fromkeys(("years", "months", "weeks", "hours", "seconds"), _up_to_99),
        days=st.integers(1, 30),
        minutes=st.integers(0, 59),
    )
    return st.one_of(one, several)


def _up_to_99() -> st.SearchStrategy[int]:
    return st.integers(1, 99)


@remembered
def cadences() -> st.SearchStrategy[Cadence]:
    """Return a strategy for how often something comes round."""
    return st.one_of(
        st.sampled_from(get_args(CalendarUnit)).map(lambda unit: Cadence(unit=unit)),
        durations().map(lambda duration: Cadence(duration=duration)),
    )


@remembered
def windows(*, acts: Sequence[str] | None = None) -> st.SearchStrategy[Window]:
    """
    Return a strategy for windows: calendar, rolling, at one time, ever, per act.

    Args:
        acts: Which acts a window may be an occasion of; ``None``: those that ship.
    """
    known = tuple(shipped().of_kind("act")) if acts is None else acts
    occasions = tuple(window for act in known if (window := _occasion(act)) is not None)
    return st.one_of(
        st.sampled_from(get_args(CalendarUnit)).map(
            lambda unit: Window(kind="calendar", unit=unit)
        ),
        durations().map(_rolling),
        st.sampled_from((Window(kind="moment"), Window(kind="ever"))),
        st.sampled_from(occasions) if occasions else st.nothing(),
    )


def _rolling(duration: Duration) -> Window:
    # A single unit could be the calendar's as well.
    longer = Duration(days=30) if duration in _ONE_UNIT else duration
    return Window(kind="rolling", duration=longer)


def _occasion(act: str) -> Window | None:
    try:
        return Window(kind="act", act=act)
    except InvalidTime:  # `daily` may be an act, and is no window
        return None


@remembered
def moments() -> st.SearchStrategy[Moment]:
    """Return a strategy for moments: told from another one, or absolute."""
    relations: st.SearchStrategy[Any] = st.sampled_from(get_args(Relation))
    return st.one_of(
        made(
            Moment,
            relation=relations,
            part=st.sampled_from((*_WITH_TIME, *_WITHOUT_TIME)),
        ),
        st.builds(
            lambda relation, timed: Moment(relation=relation, part=timed[0], time=timed[1]),
            relations,
            st.sampled_from(tuple(_WITH_TIME)).flatmap(
                lambda part: st.tuples(st.just(part), _times(*_WITH_TIME[part]))
            ),
        ),
        dates().map(lambda day: Moment(date=day)),
        _instants(offsets=None).map(lambda stamp: Moment(stamp=stamp)),
    )


@remembered
def days() -> st.SearchStrategy[Day]:
    """Return a strategy for the days something holds on."""
    weekdays: st.SearchStrategy[Any] = st.sampled_from(get_args(Weekday))
    ordinals: st.SearchStrategy[Any] = st.sampled_from(get_args(Ordinal))
    return st.one_of(
        weekdays.map(lambda day: Day(weekday=day)),
        made(Day, weekday=weekdays, nth=ordinals),
        st.sampled_from(get_args(DayGroup)).map(lambda group: Day(group=group)),
        st.integers(0, 31).map(lambda number: Day(number=number)),
        days_of_the_year(),
        st.sampled_from(get_args(Occasion)).map(lambda occasion: Day(occasion=occasion)),
    )


@remembered
def days_of_the_year() -> st.SearchStrategy[Day]:
    """Return a strategy for days that come once a year, such as birthdays."""
    # 2000 is a leap year: 29 February is a day of the calendar.
    return st.integers(1, 12).flatmap(
        lambda month: st.integers(1, monthrange(2000, month)[1]).map(
            lambda number: Day(month=month, number=number)
        )
    )


@remembered
def hours() -> st.SearchStrategy[Hours]:
    """Return a strategy for spans of hours, over midnight or not, open or not."""
    minutes = st.integers(0, 1439)
    return st.one_of(
        _times().map(lambda time: Hours(start=time)),
        _times().map(lambda time: Hours(end=time)),
        # The end lies a bit after the start, and never on it.
        st.builds(
            lambda start, length: Hours(start=_time(start), end=_time(start + length)),
            minutes,
            st.integers(1, 1439),
        ),
        st.just(Hours(start=dt.time(), end=dt.time())),
    )


def _time(minute: int) -> dt.time:
    return dt.time(minute // 60 % 24, minute % 60)


@remembered
def months() -> st.SearchStrategy[Month]:
    """Return a strategy for months."""
    return st.sampled_from(get_args(MonthName)).map(lambda name: Month(name=name))


@remembered
def _decimals(*, most: int) -> st.SearchStrategy[Decimal]:
    """Return a strategy for numbers from zero, with up to six places."""
    return st.one_of(
        st.integers(0, min(most, 20)).map(Decimal),
        st.integers(0, most * 100).map(lambda number: Decimal(number).scaleb(-2)),
        st.integers(0, most * 10**6).map(lambda number: Decimal(number).scaleb(-6)),
    )


@remembered
def quantities(*, above_zero: bool = False) -> st.SearchStrategy[Quantity]:
    """
    Return a strategy for numbers, durations, amounts and shares.

    Args:
        above_zero: Whether zero is left out.
    """
    least = Decimal("0.000001") if above_zero else Decimal()

    def at_least_so(number: Decimal) -> Decimal:
        return max(number, least)

    numbers = _decimals(most=999_999_998).map(at_least_so)
    units = st.one_of(
        st.sampled_from(("EUR", "GBP", "USD", "drinks", "km", "überstunden")),
        # Never a unit of time, which stops at four consonants.
        st.text(st.sampled_from("bcdfgjklpqvxz"), min_size=4, max_size=12),
    )
    return st.one_of(
        numbers.map(lambda number: Quantity(number=number)),
        durations().map(lambda duration: Quantity(duration=duration)),
        st.builds(lambda amount, unit: Quantity(amount=amount, unit=unit), numbers, units),
        _decimals(most=100).map(at_least_so).map(lambda percent: Quantity(percent=percent)),
    )


@remembered
def sizes(*, lengths_of_time: bool = False) -> st.SearchStrategy[Size]:
    """
    Return a strategy for sizes, compared or exact.

    Args:
        lengths_of_time: Whether only durations come out.
    """
    how_much = (
        durations().map(lambda duration: Quantity(duration=duration))
        if lengths_of_time
        else quantities()
    )
    comparisons: st.SearchStrategy[Any] = st.none() | st.sampled_from(get_args(Comparison))
    return made(Size, comparison=comparisons, quantity=how_much)


@remembered
def nths() -> st.SearchStrategy[Nth]:
    """Return a strategy for which time of several."""
    counts = st.one_of(st.integers(1, 5), st.integers(1, 999_999))
    return st.one_of(
        counts.map(lambda count: Nth(count=count)),
        counts.map(lambda count: Nth(count=count, onwards=True)),
        counts.map(lambda count: Nth(count=count, in_a_row=True)),
    )
