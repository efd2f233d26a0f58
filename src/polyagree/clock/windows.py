"""Over which time something is counted, and how often it comes round."""

from __future__ import annotations

import re
from typing import ClassVar, Literal, Self, cast

from attrs import frozen

from polyagree.clock._words import WEEKDAYS, did_you_mean, refuse_long, refused
from polyagree.clock.durations import Duration
from polyagree.errors import InvalidTime

__all__ = ["Cadence", "CalendarUnit", "Window", "WindowKind"]

CalendarUnit = Literal["day", "week", "month", "season", "quarter", "year"]
WindowKind = Literal["calendar", "rolling", "moment", "ever", "act"]

_UNITS = ("day", "week", "month", "season", "quarter", "year")
_WORDS = (*_UNITS, "moment", "ever")

#: Words that would pass for an act although a window was meant.
_INSTEAD = {
    "days": "day",
    "daily": "day",
    "weeks": "week",
    "weekly": "week",
    "months": "month",
    "monthly": "month",
    "seasons": "season",
    "seasonal": "season",
    "seasonally": "season",
    "quarters": "quarter",
    "quarterly": "quarter",
    "years": "year",
    "yearly": "year",
    "annually": "year",
    "moments": "moment",
    "always": "ever",
    "forever": "ever",
    "hour": "1h",
    "hours": "1h",
    "hourly": "1h",
}

_ONE_UNIT = {
    Duration(days=1): ("day", "24h", "24 hours"),
    Duration(nights=1): ("day", "24h", "24 hours"),
    Duration(weeks=1): ("week", "7 days", "7 days"),
    Duration(months=1): ("month", "30 days", "30 days"),
    Duration(years=1): ("year", "365 days", "365 days"),
}
_ONE_THIRD = {"1 quarter": "quarter", "1 season": "season"}

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_LIKE_DURATION = re.compile(r"[-P].*|[0-9.,]+(?: ?[A-Za-z]+)?|[0-9].* .*", re.DOTALL)

#: What could mean both a calendar window and a length of time.
_AMBIGUOUS = r"0*1 ?(?:day|night|week|month|year)s?"
#: What would pass for an act: other words for a window, and lengths of time.
_NO_ACT = rf"(?:{'|'.join(_INSTEAD)}|[0-9]+[a-z]*)"


@frozen(kw_only=True)
class Window:
    """
    The time over which a number is counted.

    Attributes:
        kind: ``calendar`` by the calendar of the document's zone, ``rolling``
            over any such length of time, ``moment`` at one time, ``ever``
            over all time, ``act`` per occasion of an act.
        unit: The unit of a calendar window.
        duration: The length of a rolling window; never one calendar unit,
            since ``1 month`` could mean either.
        act: The id of the act; whether there is such an act is not known here.

    Raises:
        InvalidTime: If another field is set than the one that *kind* needs,
            or if a rolling window is one calendar unit long.
    """

    pattern: ClassVar[str] = (
        rf"(?:{'|'.join(_WORDS)}|(?!{_AMBIGUOUS}$){Duration.pattern}|(?!{_NO_ACT}$){_ID.pattern})"
    )
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    kind: WindowKind
    unit: CalendarUnit | None = None
    duration: Duration | None = None
    act: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a window that is two things at once, or could be read as two."""
        given = {name for name in ("unit", "duration", "act") if getattr(self, name) is not None}
        if given != _FIELDS_OF[self.kind]:
            raise InvalidTime("a window has a calendar unit, a duration or an act", field="kind")
        if self.unit is not None and self.unit not in _UNITS:
            raise refused(InvalidTime, self.unit, "is not a calendar window")
        if self.duration in _ONE_UNIT:
            raise _ambiguous(str(self.duration), *_ONE_UNIT[self.duration])
        if self.act is not None and not _is_act(self.act):
            raise refused(InvalidTime, self.act, "is not the id of an act")

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``month``, ``30 days``, ``moment``, ``ever``, or the id of an act.

        Raises:
            InvalidTime: If *text* is none of these, or is one calendar unit
                with a number (``1 month``), which could mean either.
        """
        if text in _UNITS:
            return cls(kind="calendar", unit=cast("CalendarUnit", text))
        if text in {"moment", "ever"}:
            return cls(kind=cast("WindowKind", text))
        refuse_long(InvalidTime, text, "a window")
        if text in _ONE_THIRD:
            raise _ambiguous(text, _ONE_THIRD[text], "90 days", "90 days")
        if text in _INSTEAD:
            raise refused(InvalidTime, text, "is not a window", f"write `{_INSTEAD[text]}`")
        if _is_act(text):
            return cls(kind="act", act=text)
        if not _LIKE_DURATION.fullmatch(text):
            raise refused(InvalidTime, text, "is not a window", did_you_mean(text, _WORDS))
        duration = Duration.parse(text)
        if duration in _ONE_UNIT:
            raise _ambiguous(text, *_ONE_UNIT[duration])
        return cls(kind="rolling", duration=duration)

    def __str__(self) -> str:
        """Return the text that a document holds."""
        return str(self.unit or self.duration or self.act or self.kind)


_FIELDS_OF: dict[str, set[str]] = {
    "calendar": {"unit"},
    "rolling": {"duration"},
    "moment": set(),
    "ever": set(),
    "act": {"act"},
}


@frozen(kw_only=True)
class Cadence:
    """
    How often something comes round.

    ``month`` is once in every calendar month, on whichever day; ``1 month``
    is a month after the last time.

    Attributes:
        unit: Once in every one of these; ``None`` if it is a duration.
        duration: At the latest so long after the last time.

    Raises:
        InvalidTime: Unless exactly one of the two is set.
    """

    pattern: ClassVar[str] = rf"(?:{'|'.join(_UNITS)}|{Duration.pattern})"
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    unit: CalendarUnit | None = None
    duration: Duration | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse neither and both."""
        if (self.unit is None) == (self.duration is None):
            raise InvalidTime("what recurs has either a calendar unit or a duration")
        if self.unit is not None and self.unit not in _UNITS:
            raise refused(InvalidTime, self.unit, "is not a calendar unit")

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``week``, ``month``, ``quarter``, ``3 months``.

        Raises:
            InvalidTime: If *text* is neither a calendar unit nor a duration.
        """
        if text in _UNITS:
            return cls(unit=cast("CalendarUnit", text))
        refuse_long(InvalidTime, text, "how often something comes round")
        if _LIKE_DURATION.fullmatch(text):
            return cls(duration=Duration.parse(text))
        raise refused(
            InvalidTime, text, "does not say how often something comes round", _cadence_help(text)
        )

    def __str__(self) -> str:
        """Return the text that a document holds."""
        return str(self.unit or self.duration)


def _is_act(text: str) -> bool:
    return (
        _ID.fullmatch(text) is not None
        and text not in _WORDS
        and text not in _INSTEAD
        and not _LIKE_DURATION.fullmatch(text)
    )


def _ambiguous(text: str, unit: str, length: str, spoken: str) -> Exception:
    return refused(
        InvalidTime,
        text,
        "is both a calendar window and a length of time",
        f"write `{unit}` for the calendar {unit} or `{length}` for any {spoken} in a row",
    )


def _cadence_help(text: str) -> str | None:
    if text in WEEKDAYS:
        return f"write `week` here and `days: {WEEKDAYS[text]}` beside it"
    if (word := _INSTEAD.get(text)) and word != "ever":
        return f"write `{word}`"
    return did_you_mean(text, _UNITS)
