"""Which records belong together in time, and by how many weeks each such group is moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import fields, has

from polyagree.clock import Moment
from polyagree.errors import InvalidTime
from polyagree.model.fitting import COLLECTIONS
from polyagree.model.polycule import Polycule
from polyagree.model.references import collect_names
from polyagree.source import Path

__all__ = ["MOST_WEEKS", "groups_in_time", "shift_of"]

MOST_WEEKS = 260
"""How far a day is moved at most, either way."""

_TIMELESS = frozenset({"people", "terms", "values"})
"""What has no days, but for those on which some people may see it."""

_Node = tuple[str, str]
"""A person or a record, by its collection and its name."""


def groups_in_time(polycule: Polycule) -> dict[Path, str]:
    """
    Return for each record, by its place, the person after whom its group is called.

    Two people are in one group if some record names both, or one record of theirs refers
    to another. So the time between any two things that could bear on each other is kept.
    A dated record that names nobody bears on everyone: then the whole document is one group.
    """
    joined = _Joined()
    named = _named(polycule)
    places: list[tuple[Path, _Node]] = []
    for collection, index, record in _dated(polycule):
        own = (collection, getattr(record, "id", None) or f"#{index}")
        places.append(((collection, index), own))
        for name in _names(record):
            joined.join(own, *named.get(name.partition(".")[0], ()))
    everyone: list[_Node] = sorted(("people", each.id) for each in polycule.people)
    with_people = {joined.root(person) for person in everyone}
    if any(joined.root(own) not in with_people for _, own in places):
        joined.join(*everyone, *(own for _, own in places))
    called: dict[_Node, str] = {}
    for person in everyone:
        called.setdefault(joined.root(person), person[1])
    return {place: called.get(joined.root(own), "") for place, own in places}


def _dated(polycule: Polycule) -> Iterator[tuple[str, int, Any]]:
    for collection in COLLECTIONS.values():
        for index, record in enumerate(getattr(polycule, collection)):
            if collection not in _TIMELESS or any(days_in(record)):
                yield collection, index, record


def _names(record: Any) -> Iterator[str]:
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    collect_names(record, found)
    return (name for name, _ in found)


def _named(polycule: Polycule) -> dict[str, list[_Node]]:
    """Return what each name of the document may mean."""
    found: dict[str, list[_Node]] = {}
    for person in polycule.people:
        found[person.id] = [("people", person.id)]
    for collection, _, record in _dated(polycule):
        if collection != "people" and getattr(record, "id", None) is not None:
            found.setdefault(record.id, []).append((collection, record.id))
    for scenario in polycule.scenarios:
        for event in scenario.events:
            if event.id is not None:
                found.setdefault(event.id, []).append(("scenarios", scenario.id))
    return found


class _Joined:
    """Sets that are joined until nothing joins them any more."""

    def __init__(self) -> None:
        self._above: dict[_Node, _Node] = {}

    def root(self, one: _Node) -> _Node:
        """Return the one that stands for all that *one* is joined with."""
        at = one
        while (above := self._above.get(at, at)) != at:
            at = above
        while (above := self._above.get(one, one)) != at:
            self._above[one] = at
            one = above
        return at

    def join(self, *several: _Node) -> None:
        """Join *several* with one another."""
        for each in several[1:]:
            self._above[self.root(each)] = self.root(several[0])


def shift_of(number: int, records: Iterable[Any]) -> dt.timedelta:
    """
    Return by how much *records* are moved: whole weeks, so that a Thursday stays one.

    Args:
        number: A number that nobody can guess.
        records: What is moved.

    Raises:
        InvalidTime: If the calendar has no room for that.
    """
    weeks = dt.timedelta(weeks=number % MOST_WEEKS + 1)
    days = [each for record in records for each in days_in(record)]
    back = number // MOST_WEEKS % 2
    for shift in (-weeks, weeks) if back else (weeks, -weeks):
        if all(_has_room(day, shift) for day in days):
            return shift
    raise InvalidTime(
        "the days of the document go from one end of the calendar to the other",
        help="look at the years of its first and its last day",
    )


def _has_room(day: dt.date, shift: dt.timedelta) -> bool:
    least, most = dt.date.min.toordinal(), dt.date.max.toordinal()
    # An instant may be on the next day, or the one before, in another zone.
    return least + 1 <= day.toordinal() + shift.days <= most - 1


def days_in(record: Any) -> Iterator[dt.date]:
    """Yield every day and instant in *record*."""
    if isinstance(record, dt.date):
        yield record
    elif isinstance(record, tuple):
        for each in record:
            yield from days_in(each)
    elif isinstance(record, Moment) or _is_record(record):
        for each in fields(type(record)):
            yield from days_in(getattr(record, each.name))


def _is_record(value: Any) -> bool:
    return has(type(value)) and type(value).__module__.startswith("polyagree.model.")
