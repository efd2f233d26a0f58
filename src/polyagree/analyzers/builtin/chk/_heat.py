"""Hours in which people are upset: after an argument, or when something was found out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.clock import instant, local_day
from polyagree.model.breach import Breach
from polyagree.model.event import Event
from polyagree.model.ids import PersonId

__all__ = ["Heat", "Heats"]

_HEATED = ("argue", "hurt", "discovery")
_COOLS = dt.timedelta(hours=12)
"""Where hours are known, so long after it, past midnight as well."""

_TWO = 2


@frozen(kw_only=True)
class Heat:
    """
    An argument, or that something was found out.

    Attributes:
        place: Where it stands.
        what: What it was, in a word.
        at: When, a day or an instant.
        people: Between whom.
    """

    place: Place
    what: str
    at: dt.date | dt.datetime
    people: frozenset[PersonId]


class Heats:
    """What upset people, by its day."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._by_day: dict[dt.date, list[Heat]] = {}
        for heat in (*_of_events(context), *_of_breaches(context)):
            self._by_day.setdefault(self._day(heat.at), []).append(heat)

    def before(self, at: dt.date | dt.datetime, people: frozenset[PersonId]) -> Heat | None:
        """Return what upset *people* shortly before *at*; ``None``: nothing that is known."""
        day = self._day(at)
        for near in (day, day - dt.timedelta(days=1)) if day > dt.date.min else (day,):
            for heat in self._by_day.get(near, ()):
                is_theirs = len(heat.people & people) >= min(_TWO, len(heat.people))
                if is_theirs and self._is_shortly_before(heat.at, at, is_same_day=near == day):
                    return heat
        return None

    def _is_shortly_before(
        self, one: dt.date | dt.datetime, other: dt.date | dt.datetime, *, is_same_day: bool
    ) -> bool:
        if not (isinstance(one, dt.datetime) and isinstance(other, dt.datetime)):
            return is_same_day
        zone = self._context.polycule.zone
        passed = instant(other, zone) - instant(one, zone)
        return dt.timedelta(0) <= passed and (is_same_day or passed <= _COOLS)

    def _day(self, at: dt.date | dt.datetime) -> dt.date:
        if not isinstance(at, dt.datetime):
            return at
        return at.date() if at.tzinfo is None else local_day(at, self._context.polycule.zone)


def _of_events(context: Context) -> Iterator[Heat]:
    for index, event in enumerate(context.polycule.events):
        # What is settled is put to bed, and not brought up again.
        if context.is_any_of(event.act, _HEATED) and index not in context.put_to_bed:
            people = _people_in(context, event)
            if people:
                yield Heat(place=context.event(index), what=event.act, at=event.at, people=people)


def _people_in(context: Context, event: Event) -> frozenset[PersonId]:
    return frozenset(event.who) | context.named((*event.with_, *event.to))


def _of_breaches(context: Context) -> Iterator[Heat]:
    days = {each.id: each.at for each in context.polycule.events if each.id is not None}
    for breach in context.polycule.breaches:
        if breach.id in context.settled_breaches:
            continue
        known = [days[name] for name in breach.event if name in days]
        at = breach.discovered or breach.date or (known[0] if known else None)
        people = _people_of(context, breach)
        if at is not None and people:
            place = context.record("breaches", breach.id)
            yield Heat(place=place, what=breach.id, at=at, people=people)


def _people_of(context: Context, breach: Breach) -> frozenset[PersonId]:
    """Return whom *breach* touches: who did not keep it and whom it hurt, else all parties."""
    touched = frozenset((*breach.by, *(each.who for each in breach.impact)))
    if len(touched) >= _TWO:
        return touched
    return touched.union(*(context.people_of(name) for name in breach.of))
