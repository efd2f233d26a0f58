"""Which clause says what follows where another is not kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from polyagree.text.breaches import (
    BY_NAME,
    CONDITION,
    GOES_ON,
    HEADING,
    LEFT_UNDONE,
    NUMBERED,
    OF_A_SORT,
    THIS_SECTION,
    UNTOLD,
    condition_of,
    of_anything,
)
from polyagree.text.readings import Kind, Reading
from polyagree.text.referring import goes_back, goes_back_in_itself
from polyagree.text.topics import topics_of

__all__ = ["handled"]

#: What binds nobody, or its speaker only, needs no word on a break.
_FREE: frozenset[Kind] = frozenset(
    {"value", "definition", "review", "self_boundary", "break_handling", "other"}
)
_TELLING: frozenset[Kind] = frozenset({"prior_notice", "after_notice"})
_RESTRAINED: frozenset[Kind] = frozenset(
    {"permission_rule", "veto", "prior_notice", "mutual_limit", "prohibition_on_other"}
)
_DUTIES: frozenset[Kind] = frozenset({"commitment", "prior_notice", "after_notice", "surveillance"})


class _About(NamedTuple):
    """
    What a word on a break is about.

    Attributes:
        rank: How closely it says so: the least is the closest.
        how: By what: a number, a place, a heading, a matter, a kind of clause, or all of them.
        which: The number, the place, the heading or the matter.
    """

    rank: int
    how: str
    which: str = ""


_ALL = _About(4, "all")
_DUTY = _About(3, "duty")
_TOLD = _About(2, "told")


def handled(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """
    Return *readings*, each that binds with which of them says what follows where it is not kept.

    One that speaks of anything agreed is about all that binds; one that names a number, a section,
    a matter or an omission is about that; and one that only goes back to what stands before it
    (`If one of us does not, …`) is about that.

    Args:
        readings: What the clauses of one text say, in their order.
    """
    text = _Text(readings)
    handlers = {at: [*text.about(at)] for at in range(len(readings)) if text.handles(at)}
    told = _going_on(readings, set(handlers))
    places: dict[_About, list[int]] = defaultdict(list)
    for at, abouts in handlers.items():
        for each in abouts:
            places[each].append(at)
    found: list[Reading] = []
    for at, reading in enumerate(readings):
        is_told = reading.break_handling or at in told or goes_back_in_itself(reading)
        by = None if is_told or reading.kind in _FREE else _nearest(at, text.asks(at), places)
        found.append(evolve(reading, break_handling=is_told, handled_by=by))
    return tuple(found)


def _going_on(readings: Sequence[Reading], told: set[int]) -> set[int]:
    """Return *told*, and what only goes on from one of them."""
    for at, reading in enumerate(readings):
        if at - 1 in told and GOES_ON.match(reading.text):
            told.add(at)
    return told


def _nearest(at: int, asks: Iterator[_About], places: dict[_About, list[int]]) -> int | None:
    """Return the closest word on a break of the clause *at*; the next one that comes after it."""
    found: list[tuple[int, bool, int, int]] = []
    for about in asks:
        where = places.get(about)
        if where:
            next_ = bisect_left(where, at)
            by = where[next_] if next_ < len(where) else where[-1]
            found.append((about.rank, by < at, abs(by - at), by))
    return min(found)[-1] if found else None


class _Text:
    """The clauses of a text, and what they are about."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._topics = [topics_of(each.text) for each in readings]
        self._times = Counter(topic for each in self._topics for topic in each)
        self._headings: dict[str, set[str]] = defaultdict(set)
        for heading in {_heading(each) for each in readings} - {""}:
            for topic in topics_of(heading):
                self._headings[topic].add(heading)
        self._before = [*self._going_back()]

    def _going_back(self) -> Iterator[int | None]:
        """Yield for each clause which one before it it goes back to; ``None``: none."""
        last: int | None = None
        for at, reading in enumerate(self._readings):
            if at and _heading(reading) != _heading(self._readings[at - 1]):
                last = None
            before = last
            is_one = reading.break_handling or _goes_on(self._readings[at - 1], reading)
            if before is None or not (is_one and goes_back(reading.text, self._readings[before])):
                before = None
            yield before
            if before is None and not reading.break_handling:
                last = None if reading.kind in _FREE else at

    def handles(self, at: int) -> bool:
        """Return whether the clause *at* is a word on a break."""
        reading = self._readings[at]
        if (
            reading.break_handling
            or self._before[at] is not None
            or LEFT_UNDONE.match(reading.text)
        ):
            return True
        if HEADING.match(_heading(reading)) and reading.kind not in _FREE:
            return True
        begins = CONDITION.match(reading.text) or BY_NAME.match(reading.text)
        return bool(begins and of_anything(reading.text))

    def asks(self, at: int) -> Iterator[_About]:
        """Yield by what a word on a break may be about the clause *at*."""
        reading = self._readings[at]
        number = None if reading.place is None else reading.place.number
        yield _About(0, "number", number or str(at + 1))
        yield _About(0, "place", str(at))
        yield _About(1, "heading", _heading(reading))
        for topic in sorted(self._topics[at]):
            yield _About(1, "matter", topic)
            if reading.kind in _RESTRAINED:
                yield _About(1, "restraint", topic)
        if reading.kind in _TELLING or reading.prior_notice:
            yield _TOLD
        if reading.kind in _DUTIES:
            yield _DUTY
        yield _ALL

    def about(self, at: int) -> Iterator[_About]:
        """Yield what the clause *at*, which is a word on a break, is about."""
        reading = self._readings[at]
        is_general = of_anything(reading.text) is not None
        before = self._before[at]
        if before is not None and not is_general:
            yield _About(0, "place", str(before))
            return
        is_own = reading.kind == "self_boundary" or reading.roles.bearer in {"holder", "one_named"}
        if is_own and not is_general:
            # What somebody does for themselves is no word on what others do.
            return
        numbers = _numbers(reading.text)
        if numbers:
            yield from (_About(0, "number", each) for each in numbers)
        elif is_general or HEADING.match(_heading(reading)):
            yield from self._of_anything(at)
        else:
            yield from self._of_something(at)

    def _of_anything(self, at: int) -> Iterator[_About]:
        said, own = self._readings[at].text, _heading(self._readings[at])
        sort = OF_A_SORT.search(said)
        about = topics_of("" if sort is None else sort["sort"] or sort["of"])
        over = {each for topic in about for each in self._headings.get(topic, ())} - {own}
        if own and THIS_SECTION.search(said):
            over = {own}
        if over:
            yield from (_About(1, "heading", each) for each in sorted(over))
        elif shared := self._shared(about, at):
            yield from (_About(1, "matter", each) for each in shared)
        elif done := self._shared(topics_of(_subject(said)), at):
            # What is done against a text is what the text holds back.
            yield from (_About(1, "restraint", each) for each in done)
        else:
            yield _ALL

    def _of_something(self, at: int) -> Iterator[_About]:
        said = self._readings[at].text
        shared = self._shared(topics_of(condition_of(said)), at)
        if shared:
            yield from (_About(1, "matter", each) for each in shared)
        elif LEFT_UNDONE.search(said):
            yield _DUTY
        elif UNTOLD.search(said):
            yield _TOLD

    def _shared(self, about: frozenset[str], at: int) -> list[str]:
        """Return what of *about* other clauses than the one *at* are about, too."""
        own = self._topics[at]
        return sorted(each for each in about if self._times[each] > (each in own))


def _goes_on(one: Reading, other: Reading) -> bool:
    """Return whether *other* stands in the paragraph of *one*; where nobody knows, it does."""
    if one.place is None or other.place is None:
        return True
    # What begins further in is an item of its own.
    is_wrapped = other.place.line == one.place.end_line + 1 and other.place.column == 1
    return other.place.line == one.place.end_line or is_wrapped


def _subject(said: str) -> str:
    """Return what *said* begins with, before it tells of a break."""
    if CONDITION.match(said):
        return ""
    match = of_anything(said)
    return "" if match is None else said[: match.start()]


def _numbers(said: str) -> list[str]:
    match = NUMBERED.search(condition_of(said))
    if match is None:
        return []
    found = [match["first"], *re.findall(r"\d+", match["more"])]
    if re.search(r"\bto\b|[-–]", match["more"]):
        return [str(each) for each in range(int(found[0]), int(found[-1]) + 1)]
    return found


def _heading(reading: Reading) -> str:
    return "" if reading.place is None else reading.place.heading or ""
