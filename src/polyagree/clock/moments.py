"""Points and parts of time, told from another one."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Literal, Self, cast

from attrs import frozen

from polyagree.clock._words import WEEKDAYS, did_you_mean, refuse_long, refused
from polyagree.clock.stamps import (
    STAMP_PATTERN,
    TIME_PATTERN,
    format_stamp,
    parse_stamp,
    parse_time,
)
from polyagree.errors import InvalidTime

__all__ = ["Moment", "Part", "Relation"]

Relation = Literal["same", "next", "previous"]
Part = Literal[
    "day",
    "night",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "midnight",
    "weekend",
    "week",
    "month",
    "check-in",
    "review",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
]

_RELATIONS = ("same", "next", "previous")
_PARTS = {
    **WEEKDAYS,
    **{
        part: part
        for part in (
            "day",
            "night",
            "morning",
            "noon",
            "afternoon",
            "evening",
            "midnight",
            "weekend",
            "week",
            "month",
            "check-in",
            "review",
        )
    },
}

#: The parts that a time of day can stand beside, and between which hours.
#: A night goes on to 06:00 of the next day.
_HOURS = {
    "night": (18, 6),
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "day": (0, 24),
    **dict.fromkeys(WEEKDAYS.values(), (0, 24)),
}

_INSTEAD = {
    "today": "same day",
    "tonight": "same night",
    "tomorrow": "next day",
    "yesterday": "previous day",
    "this": "same",
    "last": "previous",
    "following": "next",
    "checkin": "check-in",
}

_RELATIVE = re.compile(r"([a-z]+) ([a-z-]+)(?: ([0-9:]+))?")


@frozen(kw_only=True)
class Moment:
    """
    A point or part of time: told from another one, or absolute.

    :func:`polyagree.clock.resolve` says when it is.

    Attributes:
        relation: Whether it is the part in which something happened, the one
            after it, or the one before.
        part: A part of the day or the calendar, a day of the week, or
            ``check-in`` and ``review``, which only the document can date.
        time: A time of day in that part, to the minute.
        date: An absolute day.
        stamp: An absolute date and time; without an offset, on the wall clock
            of the document's zone.

    Raises:
        InvalidTime: Unless it is one of the three, or if the time is not in the part.
    """

    pattern: ClassVar[str] = (
        rf"(?:(?:{'|'.join(_RELATIONS)}) (?:{'|'.join(_PARTS)})(?: {TIME_PATTERN})?"
        rf"|{STAMP_PATTERN})"
    )
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    relation: Relation | None = None
    part: Part | None = None
    time: dt.time | None = None
    date: dt.date | None = None
    stamp: dt.datetime | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a moment that is none or several."""
        absolute = (self.date is not None) + (self.stamp is not None)
        relative = self.relation is not None and self.part is not None
        partial = any(value is not None for value in (self.relation, self.part, self.time))
        if absolute > 1 or (relative if absolute else not relative) or (absolute and partial):
            raise InvalidTime(
                "a moment is a date, a date and a time, or a part of time told from another one"
            )
        if isinstance(self.date, dt.datetime):
            raise InvalidTime("the day of a moment has no time", field="date")
        if relative:
            self._refuse_unknown_words()
        if self.time is not None:
            self._refuse_time_outside_of_part(self.time)

    def _refuse_unknown_words(self) -> None:
        if self.relation not in _RELATIONS:
            raise refused(InvalidTime, str(self.relation), "does not say which one")
        if _PARTS.get(str(self.part)) != self.part:
            raise refused(InvalidTime, str(self.part), "is not a part of time")

    def _refuse_time_outside_of_part(self, time: dt.time) -> None:
        if time.tzinfo is not None or time.second or time.microsecond:
            raise InvalidTime("a time of day is told in hours and minutes", field="time")
        hours = _HOURS.get(str(self.part))
        if hours is None:
            raise InvalidTime(
                f"`{self.part}` takes no time of day",
                field="time",
                help=f"write `{self.relation} day {time:%H:%M}`",
            )
        start, end = hours
        inside = start <= time.hour < end if start < end else not end <= time.hour < start
        if not inside:
            raise InvalidTime(
                f"`{time:%H:%M}` is not in the {self.part}",
                field="time",
                help=f"write `{self.relation} day {time:%H:%M}`",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``same night``, ``next check-in``, ``same day 18:00``, or a date.

        Raises:
            InvalidTime: If *text* is none of these.
        """
        if text[:1].isdigit():
            stamp = parse_stamp(text)
            return cls(stamp=stamp) if isinstance(stamp, dt.datetime) else cls(date=stamp)
        refuse_long(InvalidTime, text, "a moment")
        if not (written := _RELATIVE.fullmatch(text)):
            raise refused(InvalidTime, text, "is not a moment", _whole_help(text))
        relation, part, time = written.groups()
        if relation not in _RELATIONS:
            raise refused(InvalidTime, text, "is not a moment", _relation_help(relation, part))
        if part not in _PARTS:
            raise refused(InvalidTime, text, "is not a moment", _part_help(relation, part))
        return cls(
            relation=cast("Relation", relation),
            part=cast("Part", _PARTS[part]),
            time=None if time is None else parse_time(time),
        )

    def __str__(self) -> str:
        """Return the text that a document holds."""
        if self.date is not None:
            return self.date.isoformat()
        if self.stamp is not None:
            return format_stamp(self.stamp)
        words = f"{self.relation} {self.part}"
        return words if self.time is None else f"{words} {self.time:%H:%M}"


def _whole_help(text: str) -> str | None:
    word, _, rest = text.lower().partition(" ")
    if (instead := _INSTEAD.get(word)) and " " in instead:
        return f"write `{instead}`"
    if word in _PARTS and not rest:
        return f"write `next {_PARTS[word]}` or `same {_PARTS[word]}`"
    return did_you_mean(text, [f"{which} {part}" for which in _RELATIONS for part in _PARTS])


def _relation_help(relation: str, part: str) -> str | None:
    if (instead := _INSTEAD.get(relation)) and part in _PARTS:
        return f"write `{instead} {_PARTS[part]}`" if " " not in instead else f"write `{instead}`"
    return did_you_mean(relation, _RELATIONS)


def _part_help(relation: str, part: str) -> str | None:
    if instead := _INSTEAD.get(part):
        return f"write `{relation} {instead}`" if " " not in instead else f"write `{instead}`"
    return did_you_mean(f"{relation} {part}", [f"{relation} {word}" for word in _PARTS])
