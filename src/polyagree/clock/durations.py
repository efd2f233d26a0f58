"""Lengths of time, as people say them."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Self

from attrs import frozen

from polyagree.clock._words import MOST, did_you_mean, refuse_long, refused, shown
from polyagree.errors import InvalidTime

__all__ = ["DURATION_WORDS", "Duration"]

_PARTS = ("years", "months", "weeks", "days", "nights", "hours", "minutes", "seconds")

_UNITS = {
    "h": "hours",
    "hour": "hours",
    "hours": "hours",
    "min": "minutes",
    "minute": "minutes",
    "minutes": "minutes",
    "s": "seconds",
    "second": "seconds",
    "seconds": "seconds",
    "day": "days",
    "days": "days",
    "night": "nights",
    "nights": "nights",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
    "year": "years",
    "years": "years",
}

#: Short for a unit elsewhere, not here, and what to write.
_INSTEAD = {
    "hr": "h",
    "hrs": "h",
    "mins": "min",
    "sec": "s",
    "secs": "s",
    "d": "days",
    "w": "weeks",
    "wk": "weeks",
    "wks": "weeks",
    "y": "years",
    "yr": "years",
    "yrs": "years",
}

_THREE_MONTHS = frozenset({"quarter", "quarters", "season", "seasons"})

#: Words after a number that speak of time, whether or not they are accepted.
DURATION_WORDS = frozenset({*_UNITS, *_INSTEAD, *_THREE_MONTHS, "m"})

_SINGLE = re.compile(r"([0-9]+) ?([A-Za-z]+)")
_FRACTION = re.compile(r"[0-9]+[.,][0-9]+ ?[A-Za-z]+")
_SEVERAL = re.compile(r"(?:[0-9]{1,6} ?[a-z]+(?:, | and | |$)){2,8}")
_ISO = re.compile(
    r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?"
)
_ISO_PARTS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
_ISO_LETTERS = ("Y", "M", "W", "D", "H", "M", "S")


@frozen(kw_only=True)
class Duration:
    """
    A length of time.

    Hours, minutes and seconds are time that elapses. Days and longer are
    counted on the wall clock of the place, where a day may have 23 or 25
    hours; a night counts as a day. ``24h`` and ``1 day`` are therefore two
    durations, and so are ``7 days`` and ``1 week``.

    Raises:
        InvalidTime: If a part is below zero or has more than six digits, if
            nothing is above zero, or if nights stand beside other parts.
    """

    pattern: ClassVar[str] = rf"(?:[0-9]{{1,6}} ?(?:{'|'.join(_UNITS)})|{_ISO.pattern})"
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    nights: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse what is no length of time."""
        used = 0
        for part in _PARTS:
            number: int = getattr(self, part)
            if number < 0:
                raise InvalidTime(f"`{number} {part}` is below zero", field=part)
            if number > MOST:
                raise InvalidTime(
                    f"a duration counts at most {MOST} {part}",
                    field=part,
                    help="use a longer unit",
                )
            used += number > 0
        if not used:
            raise InvalidTime("a duration is longer than zero")
        if self.nights and used > 1:
            raise InvalidTime(
                "a duration in nights has no other parts", field="nights", help="count in days"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``48h``, ``30 min``, ``2 days``, ``3 nights`` or ISO 8601 such as ``P1DT12H``.

        Raises:
            InvalidTime: If *text* is none of these, or is zero or below it.
        """
        refuse_long(InvalidTime, text, "a duration")
        if single := _SINGLE.fullmatch(text):
            number, unit = single.groups()
            if unit not in _UNITS:
                raise refused(
                    InvalidTime, text, "has no known unit of time", _unit_help(number, unit)
                )
            counts = {_UNITS[unit]: number}
        elif (iso := _ISO.fullmatch(text)) and any(iso.groups()):
            counts = {
                part: number
                for part, number in zip(_ISO_PARTS, iso.groups(), strict=True)
                if number is not None
            }
        else:
            raise _not_a_duration(text)
        if any(len(number) > len(str(MOST)) for number in counts.values()):
            raise refused(
                InvalidTime, text, "has a number of more than six digits", "use a longer unit"
            )
        numbers = {part: int(number) for part, number in counts.items()}
        if not any(numbers.values()):
            raise refused(InvalidTime, text, "is no time at all")
        return cls(**numbers)

    @property
    def is_elapsed(self) -> bool:
        """Whether it is made of hours, minutes and seconds alone."""
        return not (self.whole_months or self.whole_days)

    @property
    def whole_months(self) -> int:
        """The years and months, in months."""
        return 12 * self.years + self.months

    @property
    def whole_days(self) -> int:
        """The weeks, days and nights, in days."""
        return 7 * self.weeks + self.days + self.nights

    @property
    def elapsed(self) -> dt.timedelta:
        """The hours, minutes and seconds."""
        return dt.timedelta(hours=self.hours, minutes=self.minutes, seconds=self.seconds)

    def __str__(self) -> str:
        """Return the text that a document holds: ``48h``, ``2 days``, ``P1DT12H``."""
        used = [(part, number) for part in _PARTS if (number := getattr(self, part))]
        part, number = used[0]
        if len(used) > 1 or part == "seconds":
            return self._iso()
        if part == "hours":
            return f"{number}h"
        if part == "minutes":
            return f"{number} min"
        return f"{number} {part[:-1] if number == 1 else part}"

    def _iso(self) -> str:
        numbers = [getattr(self, part) for part in _ISO_PARTS]
        written = [
            f"{number}{letter}" if number else ""
            for number, letter in zip(numbers, _ISO_LETTERS, strict=True)
        ]
        dated, timed = "".join(written[:4]), "".join(written[4:])
        return f"P{dated}T{timed}" if timed else f"P{dated}"


def _unit_help(number: str, unit: str) -> str | None:
    word = unit.lower()
    if word == "m":
        return f"write `{number} min` or `{number} months`"
    if word in _INSTEAD:
        return f"write `{number} {_INSTEAD[word]}`"
    if word in _THREE_MONTHS and len(number) < len(str(MOST)):
        return f"write `{3 * int(number)} months`"
    return did_you_mean(word, _UNITS)


def _not_a_duration(text: str) -> Exception:
    if text.startswith("-"):
        return refused(InvalidTime, text, "is below zero", "leave out the minus sign")
    if _FRACTION.fullmatch(text):
        return refused(
            InvalidTime,
            text,
            "is not a whole number",
            "use a smaller unit: `90 min`, or `36h`",
        )
    if _SEVERAL.fullmatch(text) and (written := _in_one(text)):
        return refused(InvalidTime, text, "has several parts", f"write `{written}`")
    if _ISO.fullmatch(text.upper()) and text != text.upper():
        return refused(
            InvalidTime, text, "is not a duration", f"write it in capitals: {shown(text.upper())}"
        )
    return refused(
        InvalidTime, text, "is not a duration", "write a number and a unit, such as `2 days`"
    )


def _in_one(text: str) -> Duration | None:
    numbers: dict[str, int] = {}
    for number, unit in re.findall(r"([0-9]{1,6}) ?([a-z]+)", text):
        part = _UNITS.get(unit, "nights")
        if part == "nights" or part in numbers or not int(number):
            return None
        numbers[part] = int(number)
    return Duration(**numbers)
