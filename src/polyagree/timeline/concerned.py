"""Whom a breach concerns, and since when it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from polyagree.model import Breach, PersonId, Polycule, Repair

__all__ = ["Concerned", "concerned", "concerned_in"]


@frozen(kw_only=True)
class Concerned:
    """
    Whom a breach concerns, or all breaches of one repair.

    Attributes:
        breaches: The breaches.
        agreements: The agreements in which something was not kept.
        by: Who did not keep it; empty: not said.
        affected: Whom it affected: the other parties, and whoever says what it did to them.
        known: By which day all of it was known; ``None``: nothing dates it.
    """

    breaches: tuple[Breach, ...]
    agreements: tuple[str, ...]
    by: tuple[PersonId, ...]
    affected: tuple[PersonId, ...]
    known: dt.date | None

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody, those who did not keep it first."""
        return tuple(dict.fromkeys((*self.by, *self.affected)))

    @property
    def names(self) -> frozenset[str]:
        """What somebody calls it who speaks about it: its breaches and their events."""
        events = (name for breach in self.breaches for name in breach.event)
        return frozenset((*(breach.id for breach in self.breaches), *events))

    @property
    def unnamed(self) -> tuple[PersonId, ...]:
        """Those affected of whom no breach says what it did to them."""
        named = {impact.who for breach in self.breaches for impact in breach.impact}
        return tuple(person for person in self.affected if person not in named)


def concerned(polycule: Polycule, breach: Breach) -> Concerned:
    """Return whom *breach* concerns."""
    return _of(polycule, (breach,))


def concerned_in(polycule: Polycule, repair: Repair) -> Concerned:
    """Return whom the breaches of *repair* concern, all together."""
    return _of(polycule, tuple(each for each in polycule.breaches if each.id in repair.of))


def _of(polycule: Polycule, breaches: tuple[Breach, ...]) -> Concerned:
    names = tuple(dict.fromkeys(name for breach in breaches for name in breach.of))
    by = _once(person for breach in breaches for person in breach.by)
    people = _once(
        (
            *(person for name in names for person in _parties(polycule, name)),
            *(impact.who for breach in breaches for impact in breach.impact),
        )
    )
    # Where both did not keep it, or nobody says who, it is everybody's to name.
    others = tuple(person for person in people if person not in by)
    heads = (name.partition(".")[0] for name in names)
    agreements = {agreement.id for agreement in polycule.agreements}
    days = [day for breach in breaches if (day := _known(polycule, breach)) is not None]
    return Concerned(
        breaches=breaches,
        agreements=tuple(dict.fromkeys(head for head in heads if head in agreements)),
        by=by,
        affected=others or people,
        known=max(days, default=None),
    )


def _parties(polycule: Polycule, name: str) -> tuple[PersonId, ...]:
    """Return the parties of what a breach is *of*; of a boundary, its holder."""
    head = name.partition(".")[0]
    found = next((each.parties for each in polycule.agreements if each.id == head), None)
    if found is not None:
        return found
    return tuple(each.holder for each in polycule.boundaries if each.id == head)


def _known(polycule: Polycule, breach: Breach) -> dt.date | None:
    """Return by which day *breach* was known; ``None``: nothing dates it."""
    for at in (breach.discovered, breach.date):
        if at is not None:
            return at.date() if isinstance(at, dt.datetime) else at
    days = (event.day for event in polycule.events if event.id in breach.event and event.id)
    return max(days, default=None)


def _once(people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(people))
