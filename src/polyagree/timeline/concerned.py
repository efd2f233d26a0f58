"""Whom a breach concerns, and since when it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from polyagree.errors import UnknownName
from polyagree.model import Agreement, Breach, PersonId, Polycule, Repair

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
        """The ids of its breaches and of their events, by which others speak of it."""
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
    return _of(polycule, tuple(polycule.breach(name) for name in repair.of))


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
    heads = dict.fromkeys(name.partition(".")[0] for name in names)
    days = [day for breach in breaches if (day := _known(polycule, breach)) is not None]
    return Concerned(
        breaches=breaches,
        agreements=tuple(head for head in heads if _agreement(polycule, head) is not None),
        by=by,
        affected=others or people,
        known=max(days, default=None),
    )


def _parties(polycule: Polycule, name: str) -> tuple[PersonId, ...]:
    """Return the parties of what a breach is *of*; of a boundary, its holder."""
    agreement = _agreement(polycule, name.partition(".")[0])
    return (polycule.boundary(name).holder,) if agreement is None else agreement.parties


def _agreement(polycule: Polycule, name: str) -> Agreement | None:
    try:
        return polycule.agreement(name)
    except UnknownName:
        return None


def _known(polycule: Polycule, breach: Breach) -> dt.date | None:
    """Return by which day *breach* was known; ``None``: nothing dates it."""
    for at in (breach.discovered, breach.date):
        if at is not None:
            return at.date() if isinstance(at, dt.datetime) else at
    return max((polycule.event(name).day for name in breach.event), default=None)


def _once(people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(people))
