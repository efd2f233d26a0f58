"""What the numbers in a sentence count: time, hours of the day, money, things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from attrs import frozen

from polyagree.clock import Duration
from polyagree.text.lexicon import table
from polyagree.text.numbers import number_at

__all__ = ["Amount", "Sort", "amounts_of"]

Sort = Literal["number", "length", "unit", "hour", "money", "times"]
"""A number; so much time; a unit of time without a number; an hour; a sum; so many times."""

#: A unit of time: which part of a duration it is, and how many of that.
_UNITS = {
    **dict.fromkeys(("minute", "minutes", "min", "mins"), ("minutes", 1)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), ("hours", 1)),
    **dict.fromkeys(("day", "days"), ("days", 1)),
    **dict.fromkeys(("night", "nights"), ("nights", 1)),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), ("weeks", 1)),
    **dict.fromkeys(("fortnight", "fortnights"), ("weeks", 2)),
    **dict.fromkeys(("month", "months"), ("months", 1)),
    **dict.fromkeys(("quarter", "quarters", "season", "seasons"), ("months", 3)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("years", 1)),
}
_SMALLER = {
    "years": ("months", 12),
    "months": ("days", 30),
    "weeks": ("days", 7),
    "days": ("hours", 24),
    "nights": ("hours", 12),
    "hours": ("minutes", 60),
}
_SIGNS = {"$": "dollars", "£": "pounds", "€": "euros"}
_CURRENCIES = {
    **dict.fromkeys(("dollar", "dollars", "bucks", "usd"), "dollars"),
    **dict.fromkeys(("pound", "pounds", "quid", "gbp"), "pounds"),
    **dict.fromkeys(("euro", "euros", "eur"), "euros"),
}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_NAMED_HOURS = {"midnight": 0, "noon": 12, "midday": 12}
_GLUED = re.compile(r"(\d{1,6})(h|hrs?|mins?|days?|wks?|weeks?|months?|yrs?)\Z")
_CLOCK = re.compile(r"(\d{1,2})(?::([0-5]\d))?(am|pm|h)?\Z")
_HALVES = {
    ("in", "the", "morning"): "am",
    ("in", "the", "evening"): "pm",
    ("in", "the", "afternoon"): "pm",
    ("at", "night"): "night",
}
_MINUTES = {"fifteen": 15, "thirty": 30, "forty-five": 45}
_CLOCK_SIGNS = {
    ("o'clock",): "",
    ("am",): "am",
    ("pm",): "pm",
    ("a", ".", "m"): "am",
    ("p", ".", "m"): "pm",
}
_CLOSED = {
    name: frozenset(table("amounts")[name])
    for name in ("before_hour", "after_hour", "before_day", "kinds_of_day", "after_once")
}
_BEGINNINGS = frozenset(
    ["a", "half", "quarter", *_UNITS, *_TIMES, *_NAMED_HOURS]
    + [word for name in ("ones", "tens") for word in table("amounts")[name]]
)
_DAWN, _NOON, _HOURS, _MOST = 5, 12, 24, 999_999


@frozen
class Amount:
    """
    A number with what it counts.

    Attributes:
        sort: What it counts.
        start: Its first word.
        end: The word after it.
        count: How many, or which hour.
        unit: Of what, for time and money.
        minute: Past the hour.
        is_sure: Whether it says which half of the day it means.
    """

    sort: Sort
    start: int
    end: int
    count: Decimal = Decimal(1)
    unit: str = ""
    minute: int = 0
    is_sure: bool = False

    @property
    def duration(self) -> Duration | None:
        """How long it is, if it is a length or a unit of time."""
        if self.unit not in _UNITS:
            return None
        part, times = _UNITS[self.unit]
        count = self.count * times
        while count != int(count) and part in _SMALLER:
            # Half an hour is thirty minutes.
            part, times = _SMALLER[part]
            count *= times
        return Duration(**{part: int(count)}) if 1 <= count <= _MOST else None


def amounts_of(words: Sequence[str]) -> list[Amount]:
    """
    Return the amounts in *words*, in their order, no word in two of them.

    A number before a unit of time is a length. One after `by`, `until` and the like, with no
    noun behind it, is an hour of the day. Any other is a number.

    Args:
        words: As they are compared.
    """
    found: list[Amount] = []
    at = 0
    while at < len(words):
        amount = _amount_at(words, at, found) if _may_begin(words[at]) else None
        if amount is not None:
            found.append(amount)
        at = at + 1 if amount is None else amount.end
    return found


def _may_begin(word: str) -> bool:
    """Return whether an amount may begin with *word*, which most words tell at once."""
    return word in _BEGINNINGS or word[0] in "0123456789$£€" or "-" in word


def _amount_at(words: Sequence[str], at: int, before: Sequence[Amount]) -> Amount | None:
    amount = _bare_amount_at(words, at, before)
    return _in_its_half(words, amount) if amount and amount.sort == "hour" else amount


def _in_its_half(words: Sequence[str], hour: Amount) -> Amount:
    """Return *hour* with the half of the day that the words behind it tell."""
    for said, half in _HALVES.items():
        if tuple(words[hour.end : hour.end + len(said)]) == said:
            told = _hour(int(hour.count), half, hour.start, hour.end + len(said), hour.minute)
            return hour if told is None else told
    return hour


def _bare_amount_at(words: Sequence[str], at: int, before: Sequence[Amount]) -> Amount | None:
    word = words[at]
    if word in _TIMES and not _is_conjunction(words, at):
        return Amount("times", at, at + 1, Decimal(_TIMES[word]))
    if word in _NAMED_HOURS:
        return Amount("hour", at, at + 1, Decimal(_NAMED_HOURS[word]), is_sure=True)
    return (
        _length_in_a_word(words, at)
        or _on_the_clock(words, at)
        or _numbered(words, at, before)
        or (Amount("unit", at, at + 1, unit=word) if _is_unit(words, at) else None)
    )


def _is_conjunction(words: Sequence[str], at: int) -> bool:
    """Return whether `once` says when, as in `once you know` and `at once`, and not how often."""
    if words[at] != "once":
        return False
    after = words[at + 1] if at + 1 < len(words) else "."
    return words[max(at - 1, 0)] == "at" or (
        after[0].isalnum() and after not in _CLOSED["after_once"]
    )


def _is_unit(words: Sequence[str], at: int) -> bool:
    """Return whether the word at *at* is a length of time, and not a part of some day."""
    if words[at] in {"day", "night"}:
        return at > 0 and words[at - 1] in _CLOSED["before_day"]
    return words[at] in _UNITS and len(words[at]) > len("min") and not words[at].endswith("s")


def _length_in_a_word(words: Sequence[str], at: int) -> Amount | None:
    """Return what `48h`, `two-week` or `half an hour` counts."""
    word = words[at]
    if glued := _GLUED.match(word):
        return Amount("length", at, at + 1, Decimal(glued[1]), glued[2])
    if word == "half" and "".join(words[at + 1 : at + 2]) in _UNITS:
        return Amount("length", at, at + 2, Decimal("0.5"), words[at + 1])
    if word in {"half", "quarter"} and "".join(words[at + 1 : at + 2]) in {"a", "an"}:
        unit = words[at + 2] if at + 2 < len(words) else ""
        part = Decimal("0.5") if word == "half" else Decimal("0.25")
        return Amount("length", at, at + 3, part, unit) if unit in _UNITS else None
    number, _, unit = word.rpartition("-")
    if number and unit in _UNITS and (read := number_at([number], 0)) is not None:
        return Amount("length", at, at + 1, read[0], unit)
    return None


def _on_the_clock(words: Sequence[str], at: int) -> Amount | None:
    """Return the hour that `10pm`, `22:00`, `ten o'clock` or `half past nine` tells."""
    if clock := _CLOCK.match(words[at]):
        hour, minute, half = clock.groups()
        if minute or half:
            return _hour(int(hour), half or "", at, at + 1, int(minute or 0))
    if words[at] == "half":
        return _half_past(words, at)
    read = number_at(words, at)
    if read is None:
        return None
    count, end = int(read[0]), read[1]
    for said, half in _CLOCK_SIGNS.items():
        if tuple(words[end : end + len(said)]) == said:
            return _hour(count, half, at, end + len(said))
    return None


def _half_past(words: Sequence[str], at: int) -> Amount | None:
    """Return the hour that `half past nine` tells, or `half nine` after `by` and the like."""
    is_led = words[max(at - 1, 0)] in _CLOSED["before_hour"]
    past = words[at + 1 : at + 2] == ["past"]
    first = at + 2 if past else at + 1
    read = number_at(words, first) if first < len(words) and (past or is_led) else None
    return None if read is None else _hour(int(read[0]), "", at, read[1], 30)


def _hour(hour: int, half: str, start: int, end: int, minute: int = 0) -> Amount | None:
    if hour > _HOURS:
        return None
    if half == "night":
        # Two at night is early, ten at night is late.
        half = "am" if hour < _DAWN or hour == _NOON else "pm"
    if half == "pm" and hour < _NOON:
        hour += _NOON
    if half == "am" and hour == _NOON:
        hour = 0
    is_sure = half in {"am", "pm"} or hour > _NOON or hour == 0
    return Amount("hour", start, end, Decimal(hour % _HOURS), minute=minute, is_sure=is_sure)


def _numbered(words: Sequence[str], at: int, before: Sequence[Amount]) -> Amount | None:
    """Return what the number at *at* counts, by what stands around it."""
    read = number_at(words, at)
    if read is None:
        return None
    count, end = read[0], _past_digits(words, read[1])
    if words[at][0] in _SIGNS:
        return Amount("money", at, end, count, _SIGNS[words[at][0]])
    after = words[end] if end < len(words) else ""
    if after in _CLOSED["kinds_of_day"] and end + 1 < len(words) and words[end + 1] in _UNITS:
        return Amount("length", at, end + 2, count, words[end + 1])
    if after in _UNITS:
        return Amount("length", at, end + 1, count, after)
    if after in _CURRENCIES:
        return Amount("money", at, end + 1, count, _CURRENCIES[after])
    if after == "times":
        return Amount("times", at, end + 1, count)
    minute = _MINUTES.get(after, 0)
    if _is_hour(words, at, end + bool(minute), count, before):
        return _hour(int(count), "", at, end + bool(minute), minute)
    return Amount("number", at, end, count)


def _past_digits(words: Sequence[str], at: int) -> int:
    """Return the position after `(30)`, as contracts put it behind the word."""
    is_repeated = words[at : at + 1] == ["("] and words[at + 2 : at + 3] == [")"]
    return at + 3 if is_repeated and words[at + 1].isdigit() else at


def _is_hour(
    words: Sequence[str], at: int, end: int, count: Decimal, before: Sequence[Amount]
) -> bool:
    """Return whether the number from *at* to *end* is an hour of the day."""
    after = words[end] if end < len(words) else ""
    if not at or count != int(count) or not 1 <= count <= _HOURS:
        return False
    if after and after[0].isalnum() and after not in _CLOSED["after_hour"]:
        return False
    follows = bool(before) and before[-1].sort == "hour" and at - before[-1].end == 1
    return words[at - 1] in _CLOSED["before_hour"] or follows
