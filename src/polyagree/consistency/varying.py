"""Events that differ from a given one in a thing or two, as two wordings may tell them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, product
from typing import ParamSpec, TypeVar

from attrs import evolve

from polyagree.clock import Day, Duration, Month, Quantity, Size, instant, local_day
from polyagree.consistency.inclusion import names_in
from polyagree.consistency.sides import Side
from polyagree.errors import InvalidTime, PolyagreeError
from polyagree.model import (
    AllOf,
    AnyOf,
    Condition,
    Details,
    Event,
    Happening,
    Named,
    Norm,
    Not,
    Obligation,
    People,
    Permission,
    PersonId,
    Place,
    Word,
)
from polyagree.timeline.inventing import LONG, OutOfReach, as_written
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule

__all__ = ["Varying", "attempted", "conditions_of", "leaves_of"]

_DAY = dt.timedelta(days=1)
_MOST_PEOPLE = 6
_MOST_TOGETHER = 60
_MOST_DAYS = 40
_A_YEAR = 400
_MINUTES = 24 * 60
#: Noon, half past eleven in the evening, two in the morning.
_HOURS = (12 * 60, 23 * 60 + 30, 2 * 60)
_AFTER = (1, 3, 7, 10, 20, 29, 33, 45, 80, 100)

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def attempted(
    make: Callable[_Given, _Made], *args: _Given.args, **kwargs: _Given.kwargs
) -> Iterator[_Made]:
    """Yield what *make* gives, unless nothing can be thought of."""
    try:
        yield make(*args, **kwargs)
    except (OutOfReach, PolyagreeError):
        return


def conditions_of(norm: Norm) -> Iterator[Condition]:
    """Yield what *norm* hangs on."""
    for condition in (getattr(norm, "only_if", None), norm.unless, norm.during, norm.from_):
        if condition is not None and not isinstance(condition, dt.date):
            yield condition


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """Yield what *condition* is made up of, be it to hold or not to."""
    match condition:
        case AllOf(all_of=parts) | AnyOf(any_=parts):
            yield from chain.from_iterable(map(leaves_of, parts))
        case Not(not_=inner):
            yield from leaves_of(inner)
        case _:
            yield condition


class Varying:
    """
    Makes other events of one, as the norms of two wordings may tell them apart.

    Args:
        sides: The wordings.
        since: From when on both hold.
        rules: Their norms.

    Attributes:
        norms: The norms, each once.
        people: Those whom both documents know, the likeliest first.
    """

    def __init__(self, sides: Sequence[Side], since: dt.datetime, rules: Sequence[Rule]) -> None:
        self._polycule = sides[0].polycule
        self._since = since
        self._rules = rules
        self.norms = list(dict.fromkeys(rule.norm for rule in rules))
        self.people = _people_of(sides, rules)
        self._parts = [part for norm in self.norms for part in _parts_of(norm)]
        names = frozenset[str]().union(*map(names_in, self.norms))
        words = self._polycule.vocabulary
        kinds = {name: words.get(name) for name in sorted(names)}
        self._unnamed = [
            name for name, entry in kinds.items() if entry is not None and entry.kind == "people"
        ]

    def of(self, rule: Rule, base: Event, depth: int) -> Iterator[Event]:
        """
        Yield other events.

        Args:
            rule: The norm for which they are.
            base: The event that they are made of.
            depth: 0: it, and what differs from it in one thing; 1: in two things.
        """
        companies = [*self.companies(base)]
        given: list[tuple[str, list[object]]] = [
            ("with_", [*companies]),
            ("to", [*companies] if base.to else []),
            ("at", [*self._times(base)]),
            ("where", [*self._places()]),
            ("how", [*self._manners(rule)]),
            ("lasting", [*self._lengths()]),
            ("amount", [*self._amounts()]),
            ("details", [*self._details()]),
            ("act", [part.act for part in self._parts]),
            ("about", [(each,) for part in self._parts for each in part.about]),
        ]
        several = [(key, list(dict.fromkeys(values))) for key, values in given if values]
        if depth == 0:
            yield base
            for key, values in several:
                yield from (evolve(base, **{key: value}) for value in values)  # type: ignore[arg-type]  # by its name
            return
        for index, (key, values) in enumerate(several):
            for other, others in several[index + 1 :]:
                for value, further in islice(product(values, others), _MOST_TOGETHER):
                    yield evolve(base, **{key: value, other: further})  # type: ignore[arg-type]  # by its name

    def companies(self, base: Event) -> Iterator[People]:
        """Yield with whom something may be done, or to whom."""
        yield ()
        others = [each for each in self.people if each not in base.who]
        yield from ((Named(person),) for person in others[:_MOST_PEOPLE])
        yield from ((Named(name),) for name in self._unnamed)
        if len(others) > 1:
            yield tuple(Named(person) for person in others[:2])
            yield tuple(Named(person) for person in others)

    def _places(self) -> Iterator[tuple[Place, ...]]:
        """Yield places that differ in which of those in the norms they are part of."""
        words = self._polycule.vocabulary
        named: dict[Word, None] = {}
        for place in chain.from_iterable(part.where for part in self._parts):
            named |= dict.fromkeys((place.place, *place.except_))
        if not named:
            return
        others: dict[frozenset[str], str] = {}
        for each in words.of_kind("place"):
            if each not in named:
                others.setdefault(frozenset(named) & {*words.wider(each)}, each)
        yield from ((Place(Word(each)),) for each in (*named, *others.values()))

    def _manners(self, rule: Rule) -> Iterator[tuple[str, ...]]:
        several = [part.how for part in self._parts if part.how]
        if rule.kind == "upkeep":
            for norm in self.norms:
                several += [(f"without-{norm.act}",), (norm.act,)]
        yield from several
        if several:
            yield tuple(dict.fromkeys(chain.from_iterable(part.how for part in self._parts)))

    def _sizes(self, key: str) -> Iterator[Size]:
        for part in self._parts:
            size = getattr(part, key)
            if size is not None:
                yield size

    def _lengths(self) -> Iterator[Duration]:
        lengths = [size.quantity.duration for size in self._sizes("lasting")]
        for norm in self.norms:
            if isinstance(norm, Permission) and norm.at_most is not None and norm.per is not None:
                lengths.append(norm.at_most.duration)
                if norm.per.kind == "moment":
                    yield LONG
            elif isinstance(norm, Obligation) and norm.at_least is not None:
                lengths.append(norm.at_least.duration)
        for length in lengths:
            if length is not None:
                yield length
                more = (
                    {"nights": length.nights + 1}
                    if length.nights
                    else {"minutes": length.minutes + 1}
                )
                yield evolve(length, **more)
                yield Duration(minutes=1)

    def _amounts(self) -> Iterator[Quantity]:
        found = [size.quantity for size in self._sizes("amount")]
        found += [
            each.at_most for each in self.norms if isinstance(each, Permission) and each.at_most
        ]
        for quantity in found:
            key = "amount" if quantity.amount is not None else "number"
            value = getattr(quantity, key)
            if value is not None:
                yield from (
                    evolve(quantity, **{key: each}) for each in (value, value + 1, value / 2)
                )

    def _details(self) -> Iterator[tuple[Word, ...]]:
        for part in self._parts:
            details: Details | None = part.details
            if details is not None:
                yield details.required
                yield (*details.required, *details.kept_private)

    # Times

    def _times(self, base: Event) -> Iterator[dt.datetime]:
        """Yield times at the bounds of the hours, days and months in the norms."""
        zone = self._polycule.zone
        minutes = {*_HOURS}
        for part in self._parts:
            for turn in () if part.hours is None else part.hours.minutes:
                minutes |= {turn % _MINUTES, (turn - 1) % _MINUTES}
        first = local_day(Entry.of(base, self._polycule).first, zone)
        for day in islice(dict.fromkeys(self._days(first)), _MOST_DAYS):
            for minute in sorted(minutes):
                wall = dt.datetime.combine(day, dt.time(minute // 60, minute % 60))
                try:
                    at = instant(wall, zone)
                except InvalidTime:
                    continue
                if at > self._since:
                    yield as_written(at, self._polycule)

    def _days(self, first: dt.date) -> Iterator[dt.date]:
        zone = self._polycule.zone
        for rule in self._rules:
            for bound in (rule.norm.from_, rule.norm.until):
                if isinstance(bound, dt.date):
                    yield from (bound + number * _DAY for number in (-1, 0, 1))
            for turn in (rule.opens, rule.closes):
                if turn is not None:
                    yield from (local_day(turn, zone) + number * _DAY for number in (-1, 0))
        if any(part.days or part.hours is not None for part in self._parts):
            yield from (first + number * _DAY for number in range(7))
        marks: list[Day | Month] = []
        for part in self._parts:
            marks += [*part.days, *part.months]
        for ahead in range(_A_YEAR if marks else 0):
            day = first + ahead * _DAY
            if any(each.matches(day) and not each.matches(day - _DAY) for each in marks):
                yield from (day - _DAY, day)
        if any(norm.for_ is not None for norm in self.norms):
            yield from (first + number * _DAY for number in _AFTER)


def _people_of(sides: Sequence[Side], rules: Sequence[Rule]) -> list[PersonId]:
    """Return those whom both documents know, the likeliest first."""
    known = [{person.id for person in side.polycule.people} for side in sides]
    both = known[0].intersection(*known[1:])
    named = frozenset[str]().union(*(names_in(rule.norm) for rule in rules))
    parties = dict.fromkeys(each for rule in rules for each in rule.case.standing.parties)
    people = [person.id for person in sides[0].polycule.people if person.id in both]
    outside = [each for each in people if each not in parties][:2]
    likely = [
        *(each for each in people if each in named),
        *(each for each in parties if each in both),
        *outside,
        *people,
    ]
    return list(dict.fromkeys(likely))[:20]


def _parts_of(norm: Norm) -> Iterator[Norm | Happening]:
    """Yield *norm* and the happenings in it that may differ."""
    yield norm
    for part in (norm.after, norm.during, getattr(norm, "before", None)):
        if isinstance(part, Happening):
            yield part
