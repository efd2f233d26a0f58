"""Which instants, days or lengths of time are meant, exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

from attrs import field, frozen

from polyagree.errors import InvalidTime

__all__ = ["Intervals", "Kind", "Stretch", "TimeValue"]

TimeValue = dt.datetime | dt.date | dt.timedelta
"""An instant, a day, or a length of time."""

Kind = Literal["instant", "date", "length"]
"""What a set is made of: instants with an offset, days of the calendar, or lengths of time."""

_TICK = dt.timedelta(microseconds=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_WORDS = {"instant": "instants", "date": "dates", "length": "lengths of time"}

#: The least value of each kind and the first one past the greatest, as numbers.
_ENDS = {
    "instant": (
        (dt.datetime.min.replace(tzinfo=dt.UTC) - _EPOCH) // _TICK,
        (dt.datetime.max.replace(tzinfo=dt.UTC) - _EPOCH) // _TICK + 1,
    ),
    "date": (dt.date.min.toordinal(), dt.date.max.toordinal() + 1),
    "length": (dt.timedelta.min // _TICK, dt.timedelta.max // _TICK + 1),
}


def _in_order(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return *spans* in order, those that touch as one, and none that is empty."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return tuple(found)


@frozen(kw_only=True)
class Stretch:
    """
    A part of a set without a gap; both ends belong to it.

    Attributes:
        first: The least of it.
        last: The greatest of it.
    """

    first: TimeValue
    last: TimeValue


@frozen
class Intervals:
    """
    A set of instants, of days, or of lengths of time: any union of intervals.

    The three are different things, and no set holds two of them. Instants are compared as
    such, whatever their offsets, and counted in microseconds like lengths; days are counted
    in days. An open end is thus the one before or after it, and sets that hold the same are
    equal.

    >>> import datetime as dt
    >>> spring = Intervals.between(dt.date(2026, 3, 1), dt.date(2026, 6, 1), is_most_open=True)
    >>> dt.date(2026, 6, 1) in spring, dt.date(2026, 5, 31) in spring
    (False, True)
    >>> (spring & Intervals.between(least=dt.date(2026, 5, 30))).stretches[0].last
    datetime.date(2026, 5, 31)

    Attributes:
        kind: What it holds.
        spans: The first of each stretch and the next one after it, as whole numbers:
            microseconds since 1970, days since the year 1, or microseconds.
    """

    kind: Kind
    spans: tuple[tuple[int, int], ...] = field(converter=_in_order)

    @classmethod
    def between(
        cls,
        least: TimeValue | None = None,
        most: TimeValue | None = None,
        *,
        is_least_open: bool = False,
        is_most_open: bool = False,
    ) -> Intervals:
        """
        Return what lies between two values; ``None``: no matter how far.

        Raises:
            InvalidTime: If both are ``None``, if they are of two kinds, or if an instant has
                no offset.
        """
        kinds = {kind_of(each) for each in (least, most) if each is not None}
        if not kinds:
            raise InvalidTime("an interval without ends could be of anything")
        if len(kinds) > 1:
            raise _mixed(*kinds)
        [kind] = kinds
        start, stop = _ENDS[kind]
        if least is not None:
            start = number_of(least) + is_least_open
        if most is not None:
            stop = number_of(most) + (not is_most_open)
        return cls(kind, ((start, stop),))

    @classmethod
    def only(cls, *values: TimeValue) -> Intervals:
        """
        Return the set of *values* and nothing else.

        Raises:
            InvalidTime: If there are none, if they are of two kinds, or if an instant has no
                offset.
        """
        kinds = {kind_of(each) for each in values}
        if len(kinds) != 1:
            raise _mixed(*kinds) if kinds else InvalidTime("no values could be of anything")
        numbers = map(number_of, values)
        return cls(kinds.pop(), tuple((each, each + 1) for each in numbers))

    @classmethod
    def everything(cls, kind: Kind) -> Intervals:
        """Return the set of all that is of *kind*."""
        return cls(kind, (_ENDS[kind],))

    @classmethod
    def nothing(cls, kind: Kind) -> Intervals:
        """Return the empty set."""
        return cls(kind, ())

    def __bool__(self) -> bool:
        """Return whether there is anything in it."""
        return bool(self.spans)

    def __contains__(self, value: TimeValue) -> bool:
        """Return whether *value* is in it; what is of another kind is refused."""
        if kind_of(value) != self.kind:
            raise _mixed(self.kind, kind_of(value))
        number = number_of(value)
        return any(start <= number < stop for start, stop in self.spans)

    def __or__(self, other: Intervals) -> Intervals:
        """Return what is in one of them."""
        self._refuse_another_kind(other)
        return Intervals(self.kind, (*self.spans, *other.spans))

    def __and__(self, other: Intervals) -> Intervals:
        """Return what is in both."""
        self._refuse_another_kind(other)
        return Intervals(self.kind, tuple(_shared(self.spans, other.spans)))

    def __sub__(self, other: Intervals) -> Intervals:
        """Return what is in the first and not in the second."""
        return self & ~other

    def __invert__(self) -> Intervals:
        """Return all of its kind that is not in it."""
        start, stop = _ENDS[self.kind]
        edges = [start, *chain.from_iterable(self.spans), stop]
        return Intervals(self.kind, tuple(zip(edges[::2], edges[1::2], strict=True)))

    def __add__(self, other: Intervals) -> Intervals:
        """
        Return what a value of the one and a value of the other may add up to.

        Lengths add up to lengths, and an instant and a length to an instant; to a day, whole
        days are added. What leaves the calendar is left out.
        """
        if other.kind != "length":
            raise InvalidTime(f"{_WORDS[other.kind]} cannot be added to {_WORDS[self.kind]}")
        start, stop = _ENDS[self.kind]
        unit = 1 if self.kind != "date" else dt.timedelta(days=1) // _TICK
        # The first and the last whole unit in each stretch of lengths.
        steps = [(-(-low // unit), (high - 1) // unit) for low, high in other.spans]
        sums = (
            (max(low + least, start), min(high + most, stop))
            for low, high in self.spans
            for least, most in steps
            if least <= most
        )
        return Intervals(self.kind, tuple(sums))

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Its parts without a gap, from the least to the greatest."""
        return tuple(
            Stretch(first=value_of(self.kind, start), last=value_of(self.kind, stop - 1))
            for start, stop in self.spans
        )

    @property
    def some(self) -> TimeValue | None:
        """
        A value in it, and a round one where there is a choice; ``None`` if it is empty.

        It is the end of a stretch that is not the end of everything.
        """
        start, stop = _ENDS[self.kind]
        for first, past in self.spans:
            if first > start:
                return value_of(self.kind, first)
            if past < stop:
                return value_of(self.kind, past - 1)
        return value_of(self.kind, 0 if self.kind != "date" else 1) if self.spans else None

    def _refuse_another_kind(self, other: Intervals) -> None:
        if self.kind != other.kind:
            raise _mixed(self.kind, other.kind)


def kind_of(value: TimeValue) -> Kind:
    """
    Return whether *value* is an instant, a date or a length of time.

    Raises:
        InvalidTime: If it has a time of day and no offset.
    """
    if isinstance(value, dt.timedelta):
        return "length"
    if not isinstance(value, dt.datetime):
        return "date"
    if value.tzinfo is None:
        raise InvalidTime(
            "an instant has no offset", help="say in which zone its wall clock is to be read"
        )
    return "instant"


def number_of(value: TimeValue) -> int:
    """Return *value* as a whole number of microseconds, or of days."""
    if isinstance(value, dt.timedelta):
        return value // _TICK
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC) - _EPOCH) // _TICK
    return value.toordinal()


def value_of(kind: Kind, number: int) -> TimeValue:
    """Return the value whose :func:`number_of` is *number*; instants are in UTC."""
    if kind == "date":
        return dt.date.fromordinal(number)
    return number * _TICK if kind == "length" else _EPOCH + number * _TICK


def _shared(
    ones: tuple[tuple[int, int], ...], others: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int]]:
    """Yield what two rows of spans share, walking along both at once."""
    here, there = iter(ones), iter(others)
    one, other = next(here, None), next(there, None)
    while one is not None and other is not None:
        yield max(one[0], other[0]), min(one[1], other[1])
        if one[1] < other[1]:
            one = next(here, None)
        else:
            other = next(there, None)


def _mixed(*kinds: Kind) -> InvalidTime:
    one, other = (_WORDS[kind] for kind in sorted(set(kinds))[:2])
    return InvalidTime(
        f"{one} and {other} are not the same and do not stand in one interval",
        help="say at which hour of which zone a day begins"
        if "length" not in kinds
        else "count the length of time from a day or an instant",
    )
