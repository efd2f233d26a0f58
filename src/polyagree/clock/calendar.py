"""On which days, at which hours and in which months something holds."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import ClassVar, Literal, Self, cast

from attrs import frozen

from polyagree.clock._words import WEEKDAYS, did_you_mean, refuse_long, refused
from polyagree.clock.stamps import TIME_PATTERN, parse_time
from polyagree.errors import InvalidTime

__all__ = ["Day", "DayGroup", "Hours", "Month", "MonthName", "Occasion", "Ordinal", "Weekday"]

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DayGroup = Literal["weekdays", "weeknights", "weekend"]
Ordinal = Literal["first", "second", "third", "fourth", "last"]
Occasion = Literal["birthday", "anniversary"]
MonthName = Literal[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
]

_NAMES = tuple(dict.fromkeys(WEEKDAYS.values()))
_GROUPS = {
    "weekdays": frozenset({0, 1, 2, 3, 4}),
    "weeknights": frozenset({6, 0, 1, 2, 3}),
    "weekend": frozenset({5, 6}),
}
_ORDINALS = ("first", "second", "third", "fourth", "last")
_OCCASIONS = ("birthday", "anniversary")

_NTH = re.compile(r"([a-z0-9]+) ([a-z]+)")
_NUMBERED = re.compile(r"([0-9]{1,2})([a-z]{2})?")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LOOSE_MONTH_DAY = re.compile(r"(?P<year>[0-9]{4}-)?(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")

_DAY_WORDS = (*WEEKDAYS, *_GROUPS, *_OCCASIONS, "last day")
_INSTEAD = {
    "weekday": "weekdays",
    "weeknight": "weeknights",
    "weekends": "weekend",
    "birthdays": "birthday",
    "anniversaries": "anniversary",
}

#: The longest that each month gets; 29 February counts as a day of the calendar.
_LONGEST_MONTHS = tuple(monthrange(2000, month)[1] for month in range(1, 13))


@frozen(kw_only=True)
class Day:
    """
    Which days something holds on.

    Attributes:
        weekday: A day of the week; with *nth*, that one of each month.
        nth: Which of the month: ``first`` to ``fourth``, or ``last``.
        group: ``weekdays`` from Monday to Friday, ``weekend`` Saturday and
            Sunday, ``weeknights`` the evenings of Sunday to Thursday, each
            with the night that follows it.
        number: A day of the month; 0 is the last one. With *month*, a day of
            the year.
        month: The month of *number*, from 1. The 29th of February exists in
            leap years only.
        occasion: A day that depends on the person.

    Raises:
        InvalidTime: Unless it is one of these, or if there is no such day.
    """

    pattern: ClassVar[str] = (
        rf"(?:(?:(?:{'|'.join(_ORDINALS)}) )?(?:{'|'.join(WEEKDAYS)})"
        rf"|{'|'.join((*_GROUPS, *_OCCASIONS))}|last(?: day)?"
        r"|[1-3]?[0-9](?:st|nd|rd|th)|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
    )
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    weekday: Weekday | None = None
    nth: Ordinal | None = None
    group: DayGroup | None = None
    number: int | None = None
    month: int | None = None
    occasion: Occasion | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no day, or several."""
        named = (self.weekday, self.group, self.number, self.occasion)
        if sum(value is not None for value in named) != 1:
            raise InvalidTime("a day is told in one way")
        if self.nth is not None and self.weekday is None:
            raise InvalidTime(f"`{self.nth}` needs a day of the week", field="nth")
        if self.month is not None and self.number is None:
            raise InvalidTime("a month needs the number of a day", field="month")
        for value, known in (
            (self.weekday, _NAMES),
            (self.nth, _ORDINALS),
            (self.group, _GROUPS),
            (self.occasion, _OCCASIONS),
        ):
            if value is not None and value not in known:
                raise refused(InvalidTime, value, "is not a day")
        if self.number is not None:
            self._refuse_impossible(self.number)

    def _refuse_impossible(self, number: int) -> None:
        if self.month is None:
            if not 0 <= number <= max(_LONGEST_MONTHS):
                raise InvalidTime(f"no month has a day `{number}`", field="number")
        elif not 1 <= self.month <= len(_LONGEST_MONTHS):
            raise InvalidTime(f"there is no month `{self.month}`", field="month")
        elif not 1 <= number <= _LONGEST_MONTHS[self.month - 1]:
            raise InvalidTime(
                f"`{self.month:02}-{number:02}` is not a day of the calendar", field="number"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``sun``, ``weeknights``, ``first sun``, ``1st``, ``last day``, ``12-24``, ``birthday``.

        Raises:
            InvalidTime: If *text* is none of these, or there is no such day.
        """
        if text in WEEKDAYS:
            return cls(weekday=cast("Weekday", WEEKDAYS[text]))
        if text in _GROUPS:
            return cls(group=cast("DayGroup", text))
        if text in _OCCASIONS:
            return cls(occasion=cast("Occasion", text))
        if text in {"last", "last day"}:
            return cls(number=0)
        refuse_long(InvalidTime, text, "a day")
        if written := _NTH.fullmatch(text):
            nth, weekday = written.groups()
            if nth in _ORDINALS and weekday in WEEKDAYS:
                return cls(nth=cast("Ordinal", nth), weekday=cast("Weekday", WEEKDAYS[weekday]))
            raise refused(InvalidTime, text, "is not a day", _nth_help(nth, weekday))
        if written := _NUMBERED.fullmatch(text):
            return cls(number=_numbered(text, int(written[1])))
        if written := _MONTH_DAY.fullmatch(text):
            month, number = _month_day(text, int(written[1]), int(written[2]))
            return cls(month=month, number=number)
        raise refused(InvalidTime, text, "is not a day", _day_help(text))

    def matches(self, day: dt.date) -> bool | None:
        """
        Return whether *day* is one; ``None`` if that depends on the person.

        Weeknights match the day whose evening begins them: the small hours of
        Friday belong to Thursday.
        :func:`polyagree.clock.falls_on` takes care of that.
        """
        if self.occasion is not None:
            return None
        if self.group is not None:
            return day.weekday() in _GROUPS[self.group]
        if self.weekday is not None:
            return _NAMES[day.weekday()] == self.weekday and self._is_nth(day)
        if self.month is not None:
            return (day.month, day.day) == (self.month, self.number)
        return day.day == (self.number or monthrange(day.year, day.month)[1])

    def _is_nth(self, day: dt.date) -> bool:
        if self.nth is None:
            return True
        if self.nth == "last":
            return day.day + 7 > monthrange(day.year, day.month)[1]
        return (day.day - 1) // 7 == _ORDINALS.index(self.nth)

    def __str__(self) -> str:
        """Return the text that a document holds."""
        if self.number is None:
            words = (self.nth, self.weekday, self.group, self.occasion)
            return " ".join(word for word in words if word)
        if self.month is not None:
            return f"{self.month:02}-{self.number:02}"
        return _ordinal(self.number) if self.number else "last day"


@frozen(kw_only=True)
class Hours:
    """
    Between which hours something holds, half-open: the end no longer counts.

    ``after 22:00`` and ``before 23:00`` speak of the day as people live it,
    which ends when the night does, at 06:00: half past midnight is after
    22:00, not before 23:00, and ``after 00:00`` is the rest of that night.
    With a time of the morning (06:00 to 12:00) they run from or to midnight
    instead: 03:00 is before 08:00.

    Attributes:
        start: From when; ``None``: ``before`` *end*.
        end: Until when, and 00:00 is the midnight that ends the day;
            ``None``: ``after`` *start*.

    Raises:
        InvalidTime: If both are missing, or both are the same unless they
            are 00:00, which is the whole day.
    """

    pattern: ClassVar[str] = (
        rf"(?:after {TIME_PATTERN}|(?:before |{TIME_PATTERN}-)(?:{TIME_PATTERN}|24:00))"
    )
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    start: dt.time | None = None
    end: dt.time | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse hours that are no time at all."""
        for name in ("start", "end"):
            time: dt.time | None = getattr(self, name)
            if time is not None and (time.tzinfo or time.second or time.microsecond):
                raise InvalidTime("a time of day is told in hours and minutes", field=name)
        if self.start is None and self.end is None:
            raise InvalidTime("hours have a start or an end")
        if self.start == self.end != dt.time():
            raise InvalidTime(
                f"`{self.start:%H:%M}-{self.end:%H:%M}` is no time at all",
                help="leave it out for the whole day",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``22:00-06:00``, ``after 22:00`` or ``before 23:00``.

        ``24:00`` may stand as an end.

        Raises:
            InvalidTime: If *text* is none of these, or is no time at all.
        """
        refuse_long(InvalidTime, text, "hours")
        word, space, time = text.partition(" ")
        if space and word == "after":
            return cls(start=parse_time(time))
        if space and word == "before":
            return cls(end=_parse_end(time))
        start, dash, end = text.partition("-")
        if not dash:
            raise refused(InvalidTime, text, "is not a span of hours", "write it as `22:00-06:00`")
        if start == end == "00:00":
            raise refused(InvalidTime, text, "is no time at all", "write `00:00-24:00`")
        return cls(start=parse_time(start), end=_parse_end(end))

    @property
    def minutes(self) -> tuple[int, int]:
        """The start and the end in minutes from midnight; the end may be the smaller one."""
        if self.start is None:
            end = _minutes(self.end) or _DAY
            return (0 if _NIGHT_END <= end <= _NOON else _NIGHT_END), end
        start = _minutes(self.start)
        if self.end is None:
            return start, (_DAY if _NIGHT_END <= start <= _NOON else _NIGHT_END)
        return start, _minutes(self.end) or _DAY

    def contains(self, time: dt.time) -> bool:
        """Return whether *time* of the wall clock is between them."""
        start, end = self.minutes
        minute = _minutes(time)
        return start <= minute < end if start < end else not end <= minute < start

    def began_the_day_before(self, time: dt.time) -> bool:
        """
        Return whether *time* is in the part after midnight of what began before it.

        On a Friday, 01:00 is in Thursday's ``22:00-06:00``, and in the night
        that Thursday's ``after 00:00`` speaks of.
        """
        start, end = self.minutes
        minute = _minutes(time)
        if start > end:
            return minute < end
        return self.end is None and start <= minute < _NIGHT_END

    def __str__(self) -> str:
        """Return the text that a document holds."""
        if self.end is None:
            return f"after {self.start:%H:%M}"
        end = "24:00" if self.end == dt.time() else f"{self.end:%H:%M}"
        return f"before {end}" if self.start is None else f"{self.start:%H:%M}-{end}"


_NIGHT_END = 6 * 60
_NOON = 12 * 60
_DAY = 24 * 60

_MONTHS = {
    name: (number, short)
    for number, (short, long) in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may", "may"),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in (short, long)
}


@frozen(kw_only=True)
class Month:
    """
    A month of the year, in any year.

    Raises:
        InvalidTime: If *name* is not one of the twelve.
    """

    pattern: ClassVar[str] = rf"(?:{'|'.join(_MONTHS)})"
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    name: MonthName

    def __attrs_post_init__(self) -> None:
        """Refuse a month that there is not."""
        if _MONTHS.get(self.name, (0, ""))[1] != self.name:
            raise refused(InvalidTime, self.name, "is not a month", _month_help(self.name))

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``jan`` or ``january``.

        Raises:
            InvalidTime: If *text* is not a month.
        """
        if text not in _MONTHS:
            raise refused(InvalidTime, text, "is not a month", _month_help(text))
        return cls(name=cast("MonthName", _MONTHS[text][1]))

    @property
    def number(self) -> int:
        """Which of the year, from 1."""
        return _MONTHS[self.name][0]

    def matches(self, day: dt.date) -> bool:
        """Return whether *day* is in this month."""
        return day.month == self.number

    def __str__(self) -> str:
        """Return the text that a document holds."""
        return self.name


def _ordinal(number: int) -> str:
    if number in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _numbered(text: str, number: int) -> int:
    if not 1 <= number <= max(_LONGEST_MONTHS):
        raise refused(InvalidTime, text, "is a day that no month has")
    if text != _ordinal(number):
        raise refused(InvalidTime, text, "is not a day", f"write `{_ordinal(number)}`")
    return number


def _month_day(text: str, month: int, day: int) -> tuple[int, int]:
    if 1 <= month <= len(_LONGEST_MONTHS) and 1 <= day <= _LONGEST_MONTHS[month - 1]:
        return month, day
    swapped = 1 <= day <= len(_LONGEST_MONTHS) and 1 <= month <= _LONGEST_MONTHS[day - 1]
    suggestion = f"write `{day:02}-{month:02}`: the month comes first" if swapped else None
    raise refused(InvalidTime, text, "is not a day of the calendar", suggestion)


def _nth_help(nth: str, weekday: str) -> str | None:
    numbered = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
    if nth in numbered and weekday in WEEKDAYS:
        return f"write `{numbered[nth]} {WEEKDAYS[weekday]}`"
    return did_you_mean(
        f"{nth} {weekday}", [f"{which} {day}" for which in _ORDINALS for day in WEEKDAYS]
    )


def _day_help(text: str) -> str | None:
    if text in _INSTEAD:
        return f"write `{_INSTEAD[text]}`"
    if loose := _LOOSE_MONTH_DAY.fullmatch(text):
        month, day = int(loose["month"]), int(loose["day"])
        if 1 <= month <= len(_LONGEST_MONTHS) and 1 <= day <= _LONGEST_MONTHS[month - 1]:
            without = ", without a year" if loose["year"] else ""
            return f"write `{month:02}-{day:02}` for month and day{without}"
    return did_you_mean(text, _DAY_WORDS)


def _month_help(text: str) -> str | None:
    return did_you_mean(text, _MONTHS)


def _parse_end(text: str) -> dt.time:
    return dt.time() if text == "24:00" else parse_time(text)


def _minutes(time: dt.time | None) -> int:
    return 0 if time is None else 60 * time.hour + time.minute
