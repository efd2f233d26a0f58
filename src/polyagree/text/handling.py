"""Which clause says what follows where another is not kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from polyagree.text.breaches import (
    CONDITION,
    GENERAL,
    GOES_ON,
    LEFT_UNDONE,
    NUMBERED,
    OF_A_SORT,
    THIS_SECTION,
    UNTOLD,
    condition_of,
)
from polyagree.text.readings import Kind, Reading
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

#: A handler of nothing but what it says itself.
_NEVER = 9

Covers = Callable[[int, Reading], bool]


@frozen
class _Handler:
    """
    A clause that says what follows a break.

    Attributes:
        at: Which.
        rank: How closely it says of what: the least is the closest.
        covers: Whether it is about the clause at a position.
    """

    at: int
    rank: int
    covers: Covers


def handled(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """
    Return *readings*, each that binds with which of them says what follows where it is not kept.

    One that speaks of anything agreed is about all that binds; one that names a number, a section,
    a matter or an omission is about that.
    """
    handlers = list(_handlers(readings))
    told = {each.at for each in handlers}
    for at, reading in enumerate(readings):
        if at - 1 in told and GOES_ON.match(reading.text):
            told.add(at)
    known = [
        evolve(each, break_handling=True) if at in told else each
        for at, each in enumerate(readings)
    ]
    return tuple(
        evolve(each, handled_by=_handler_of(at, each, handlers)) for at, each in enumerate(known)
    )


def _handler_of(at: int, reading: Reading, handlers: Sequence[_Handler]) -> int | None:
    if reading.break_handling or reading.kind in _FREE:
        return None
    # The closest one, and among those the next that comes after it.
    about = [each for each in handlers if each.covers(at, reading)]
    nearest = min(
        about, key=lambda each: (each.rank, each.at < at, abs(each.at - at)), default=None
    )
    return None if nearest is None else nearest.at


def _handlers(readings: Sequence[Reading]) -> Iterator[_Handler]:
    headings = {each.place.heading for each in readings if each.place is not None}
    topics = [topics_of(each.text) for each in readings]
    for at, reading in enumerate(readings):
        said = reading.text
        is_general = GENERAL.search(said) is not None
        is_told = (is_general and CONDITION.match(said)) or LEFT_UNDONE.match(said)
        if not reading.break_handling and not is_told:
            continue
        is_own = reading.kind == "self_boundary" or reading.roles.bearer == "holder"
        if is_own and not is_general:
            # What somebody does for themselves is no word on what others do.
            yield _Handler(at, _NEVER, lambda *_: False)
        elif (numbers := _numbers(said)) is not None:
            yield _Handler(at, 0, _of_numbers(numbers))
        elif is_general:
            yield _general(at, reading, topics, headings)
        else:
            yield _special(at, reading, topics)


def _of_numbers(numbers: frozenset[str]) -> Covers:
    return lambda at, reading: _number(at, reading) in numbers


def _special(at: int, reading: Reading, topics: Sequence[frozenset[str]]) -> _Handler:
    shared = _sharing(topics_of(condition_of(reading.text)), at, topics)
    if shared:
        return _Handler(at, 1, lambda place, _: place in shared)
    if LEFT_UNDONE.search(reading.text):
        return _Handler(at, 3, lambda _, other: other.kind in _DUTIES)
    if UNTOLD.search(reading.text):
        return _Handler(at, 2, lambda _, other: other.kind in _TELLING or other.prior_notice)
    return _Handler(at, _NEVER, lambda *_: False)


def _sharing(about: frozenset[str], at: int, topics: Sequence[frozenset[str]]) -> frozenset[int]:
    if not about:
        return frozenset()
    return frozenset(place for place, words in enumerate(topics) if place != at and about & words)


def _general(
    at: int, reading: Reading, topics: Sequence[frozenset[str]], headings: set[str | None]
) -> _Handler:
    own = None if reading.place is None else reading.place.heading
    if own is not None and THIS_SECTION.search(reading.text):
        return _Handler(at, 1, lambda _, other: _heading(other) == own)
    sort = OF_A_SORT.search(reading.text)
    about = topics_of("" if sort is None else sort["sort"])
    over = {each for each in headings if each not in {None, own} and about & topics_of(each or "")}
    if over:
        return _Handler(at, 1, lambda _, other: _heading(other) in over)
    if shared := _sharing(about, at, topics):
        return _Handler(at, 1, lambda place, _: place in shared)
    if done := _sharing(topics_of(_subject(reading.text)), at, topics):
        # What is done against a text is what the text holds back.
        return _Handler(at, 1, lambda place, other: place in done and other.kind in _RESTRAINED)
    return _Handler(at, 4, lambda *_: True)


def _subject(said: str) -> str:
    """Return what *said* begins with, before it tells of a break."""
    if CONDITION.match(said):
        return ""
    match = GENERAL.search(said)
    return "" if match is None else said[: match.start()]


def _numbers(said: str) -> frozenset[str] | None:
    match = NUMBERED.search(condition_of(said))
    if match is None:
        return None
    found = [match["first"], *re.findall(r"\d+", match["more"])]
    if re.search(r"\bto\b|[-–]", match["more"]):
        found = [str(each) for each in range(int(found[0]), int(found[-1]) + 1)]
    return frozenset(found)


def _number(at: int, reading: Reading) -> str:
    number = None if reading.place is None else reading.place.number
    return number or str(at + 1)


def _heading(reading: Reading) -> str | None:
    return None if reading.place is None else reading.place.heading
