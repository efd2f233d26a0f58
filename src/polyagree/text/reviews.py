"""When an agreement is looked at again, in the words of people."""

from __future__ import annotations

import re

from polyagree.clock import Cadence, Month
from polyagree.model import Review

__all__ = ["review_of"]

_COUNTS = {
    "other": 2,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "sixth": 6,
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
    "eight": 8,
    "nine": 9,
    "twelve": 12,
}
_UNIT = r"(?P<unit>day|week|month|quarter|season|year)s?"
_EVERY = re.compile(
    rf"\b(?:every|each|once every|once an?|per) (?:new )?(?:(?P<count>\d{{1,2}}|[a-z]+) )?"
    rf"{_UNIT}\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?P<adverb>daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b", re.IGNORECASE
)
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "fortnightly": "2 weeks",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_CHANGE = re.compile(r"\bchange of (?:the )?seasons?\b|\bevery season\b", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:every|each|in|at|before|until|of|by) "
    r"(?P<month>(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)


def review_of(said: str) -> Review | None:
    """
    Return when *said*, which speaks of looking at something again, has people do so.

    Returns:
        The review; ``None`` if it says no time, or none that could be read.
    """
    every = _cadence(said)
    if every is not None:
        return Review(every=Cadence.parse(every))
    months = tuple(Month.parse(each["month"][:3].lower()) for each in _MONTH.finditer(said))
    return Review(months=tuple(dict.fromkeys(months))) if months else None


def _cadence(said: str) -> str | None:
    match = _EVERY.search(said)
    if match is not None:
        unit, count = match["unit"].lower(), (match["count"] or "").lower()
        if not count:
            return unit
        number = int(count) if count.isdigit() else _COUNTS.get(count, 0)
        # A quarter or a season is counted by the calendar, and not from the last time.
        return f"{number} {unit}s" if number > 1 and unit not in {"quarter", "season"} else None
    if _CHANGE.search(said):
        return "season"
    adverb = _ADVERB.search(said)
    return None if adverb is None else _ADVERBS[adverb["adverb"].lower()]
