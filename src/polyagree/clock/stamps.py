"""Dates, instants and zones, as a document writes them."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from zoneinfo import ZoneInfo, available_timezones

from polyagree.clock._words import refuse_long, refused
from polyagree.errors import InvalidTime

__all__ = [
    "DATE_PATTERN",
    "STAMP_PATTERN",
    "TIME_PATTERN",
    "Stamp",
    "format_stamp",
    "instant",
    "parse_date",
    "parse_stamp",
    "parse_time",
    "parse_zone",
]

#: What a document gives as the time of an event: an instant, or only its day.
Stamp = dt.datetime | dt.date

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LOOSE_TIME = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})"
    r"(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?"
    r"(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?"
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,3}")

DATE_PATTERN = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
"""What :func:`parse_date` takes, and little else, as a regular expression of every dialect."""

STAMP_PATTERN = rf"(?:{DATE_PATTERN}|{_STAMP.pattern})"
"""The same for :func:`parse_stamp`."""

TIME_PATTERN = rf"(?:{_TIME.pattern})"
"""The same for :func:`parse_time`."""

_LAST_HOUR = 23
_LAST_MINUTE = 59

#: Files beside the zones: of this machine only, or with leap seconds.
_NOT_ZONES = re.compile(r"(?:posix|right)/.*|localtime|posixrules|Factory")


def parse_date(text: str) -> dt.date:
    """
    Read a day: ``2025-01-05``.

    Raises:
        InvalidTime: If *text* is not written so, or the calendar has no such day.
    """
    if written := _DATE.fullmatch(text):
        day = _day(*written.groups())
        if day is None:
            raise refused(InvalidTime, text, "is not a day of the calendar", _day_help(text))
        return day
    refuse_long(InvalidTime, text, "a date")
    raise refused(InvalidTime, text, "is not a date", _date_help(text))


def parse_time(text: str) -> dt.time:
    """
    Read a time of day: ``18:00``.

    Raises:
        InvalidTime: If *text* is not between ``00:00`` and ``23:59``.
    """
    if written := _TIME.fullmatch(text):
        return dt.time(int(written[1]), int(written[2]))
    refuse_long(InvalidTime, text, "a time of day")
    suggestion = None
    if (loose := _LOOSE_TIME.fullmatch(text)) and _TIME.fullmatch(
        better := f"{loose[1]:0>2}:{loose[2]}"
    ):
        suggestion = f"write `{better}`"
    elif text == "24:00":
        suggestion = "write `00:00`"
    raise refused(InvalidTime, text, "is not a time of day", suggestion)


def parse_stamp(text: str) -> Stamp:
    """
    Read a day, or a day and a time: ``2025-02-14T23:40``, ``2025-02-14T23:40+01:00``.

    Without an offset it is the wall clock of the document's zone, which
    :func:`instant` turns into an instant. Seconds are optional, and a space
    may stand for the ``T``.

    Raises:
        InvalidTime: If *text* is not written so, or there is no such day or time.
    """
    written = _STAMP.fullmatch(text)
    if written is None:
        return _date_or_loose_stamp(text)
    date, hour, minute, second, fraction, offset = written.groups()
    day = _day(*date.split("-"))
    if day is None:
        raise refused(InvalidTime, date, "is not a day of the calendar", _day_help(date))
    try:
        time = dt.time(
            int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0"))
        )
    except ValueError:
        better = _end_of_day(text, day) or _time_help(int(hour), int(minute))
        raise refused(InvalidTime, text, "has no time of day", better) from None
    return dt.datetime.combine(day, time, _offset(offset))


def format_stamp(value: Stamp) -> str:
    """
    Return the text that a document holds, without seconds where they are zero.

    A wall time that comes twice in autumn loses which of the two it was
    unless *value* has an offset.
    """
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    offset = value.utcoffset()
    wall = value.replace(tzinfo=None)
    if offset is not None and offset % dt.timedelta(minutes=1):
        # Local mean time runs on seconds, which no offset can be written in.
        try:
            wall, offset = wall - offset, dt.timedelta()
        except OverflowError:
            raise InvalidTime("an instant lies outside the years 1 to 9999") from None
    text = wall.isoformat(timespec="auto" if wall.second or wall.microsecond else "minutes")
    return text if offset is None else text + _format_offset(offset)


def parse_zone(text: str) -> str:
    """
    Return *text* if it is the name of a time zone, such as ``Europe/Lisbon``.

    Raises:
        InvalidTime: If this machine knows no such zone.
    """
    refuse_long(InvalidTime, text, "a time zone")
    if _ZONE.fullmatch(text) and not _NOT_ZONES.fullmatch(text):
        try:
            return ZoneInfo(text).key
        # A folder of zones, and a file that is none, raise other errors.
        except (KeyError, ValueError, OSError):
            pass
    raise refused(InvalidTime, text, "is not a known time zone", _zone_help(text))


def instant(stamp: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """
    Return *stamp* in UTC; without an offset, it is the wall clock of *zone*.

    Where the wall clock shows a time twice, ``fold`` says which is meant, and
    the first if nothing does. A time that the clock skips in spring is moved
    forward by the gap (02:30 becomes 03:30), as the standard library does.

    Raises:
        InvalidTime: If the instant lies outside the years 1 to 9999.
    """
    aware = stamp.replace(tzinfo=zone) if stamp.tzinfo is None else stamp
    try:
        return aware.astimezone(dt.UTC)
    except OverflowError:
        raise refused(
            InvalidTime, stamp.isoformat(), "lies outside the years 1 to 9999 in UTC"
        ) from None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _date_help(text: str) -> str | None:
    if loose := _LOOSE_DATE.fullmatch(text):
        day = _day(*loose.groups())
        return None if day is None else f"write `{day}`"
    if day_first := _DAY_FIRST.fullmatch(text):
        first, separator, second, year = day_first.groups()
        # Only with slashes do some people write the month first.
        month_first = _day(year, first, second) if separator == "/" else None
        read = dict.fromkeys(filter(None, (_day(year, second, first), month_first)))
        return (
            " or ".join(f"write `{day}`" if not i else f"`{day}`" for i, day in enumerate(read))
            or None
        )
    if _STAMP.fullmatch(text):
        return "leave out the time"
    return "write `YYYY-MM-DD`"


def _date_or_loose_stamp(text: str) -> dt.date:
    date, separator, time = text.partition("T" if "T" in text else " ")
    if not separator:
        return parse_date(text)
    refuse_long(InvalidTime, text, "a date and a time")
    suggestion: str | None = "write `YYYY-MM-DDTHH:MM`"
    if _DATE.fullmatch(date):
        parse_date(date)
        loose = _LOOSE_TIME.fullmatch(time)
        if loose and _TIME.fullmatch(better := f"{loose[1]:0>2}:{loose[2]}"):
            suggestion = f"write `{date}T{better}`"
    raise refused(InvalidTime, text, "is not a date and a time", suggestion)


def _day_help(text: str) -> str | None:
    """Return why the calendar has no such day, or which one may be meant."""
    year, month, day = text.split("-")
    if swapped := _day(year, day, month):
        return f"write `{swapped}`: the month comes first"
    first = _day(year, month, "1")
    if first is None:
        return None if _day(year, "1", "1") is None else "months go from 01 to 12"
    if day == "00":
        return "days begin with 01"
    return f"that month has {monthrange(first.year, first.month)[1]} days"


def _time_help(hour: int, minute: int) -> str:
    if hour > _LAST_HOUR:
        return f"hours go from 00 to 23, and {hour:02} is none"
    what = "minutes" if minute > _LAST_MINUTE else "seconds"
    return f"{what} go from 00 to 59"


def _end_of_day(text: str, day: dt.date) -> str | None:
    if text[11:] != "24:00" or day == dt.date.max:
        return None
    return f"write `{day + dt.timedelta(days=1)}T00:00`"


def _offset(text: str | None) -> dt.tzinfo | None:
    if text is None:
        return None
    if text == "Z":
        return dt.UTC
    distance = dt.timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return dt.timezone(-distance if text[0] == "-" else distance)


def _format_offset(offset: dt.timedelta) -> str:
    minutes = offset // dt.timedelta(minutes=1)
    if not minutes:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _zone_help(text: str) -> str | None:
    if any(letter.isdigit() for letter in text):
        # The nearest name to `GMT+1` is `Etc/GMT+1`, which is one hour *behind* UTC.
        return "name a place, such as `Europe/Lisbon`"
    names = {name.lower(): name for name in sorted(available_timezones())}
    word = text.lower().replace(" ", "_")
    for lower, name in names.items():
        if word in {lower, lower.rpartition("/")[2]}:
            return f"did you mean `{name}`?"
    # Only a fault needs it.
    from difflib import get_close_matches

    near = get_close_matches(word, names, 1, 0.65)
    return f"did you mean `{names[near[0]]}`?" if near else None
