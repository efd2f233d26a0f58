"""Hours of the day, as a document writes them."""

from __future__ import annotations

from collections.abc import Collection

from polyagree.text.amounts import Amount

__all__ = ["between", "from_hour", "until_hour"]

_NOON, _DAY = 12, 24
#: Up to here an hour that somebody is to be home by is one of the night.
_SMALL = 4
_BY_DAY = frozenset(
    {"morning", "mornings", "breakfast", "dawn", "office", "work", "business", "working"}
)


def until_hour(hour: Amount, words: Collection[str]) -> str:
    """Return the hours up to *hour*; which half of the day it is in, *words* may tell."""
    return f"-{_written(hour, _in_the_day(hour, words))}"


def from_hour(hour: Amount, words: Collection[str]) -> str:
    """Return the hours from *hour* on."""
    return f"{_written(hour, _in_the_day(hour, words))}-"


def between(first: Amount, last: Amount, words: Collection[str]) -> str:
    """Return the hours from *first* to *last*, which is on the next day if it is smaller."""
    begin = _in_the_day(first, words)
    end = int(last.count)
    if (
        not last.is_sure
        and end < _NOON
        and (end > begin - _NOON if begin >= _NOON else end <= begin)
    ):
        # From ten to six is over night, from eight to nine is not.
        end += _NOON
    return f"{_written(first, begin)}-{_written(last, end)}"


def _in_the_day(hour: Amount, words: Collection[str]) -> int:
    """Return *hour* of 24: in an agreement it is one of the evening, unless something tells."""
    count = int(hour.count)
    if hour.is_sure or not _BY_DAY.isdisjoint(words) or count >= _NOON:
        return count % _DAY
    if count <= _SMALL and not {"home", "back", "in", "out", "asleep"}.isdisjoint(words):
        return count
    return count + _NOON


def _written(hour: Amount, count: int) -> str:
    return f"{count % _DAY:02}:{hour.minute:02}"
