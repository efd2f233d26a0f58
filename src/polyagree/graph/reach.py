"""Whom an agreement reaches without their having a say in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import fields, frozen

from polyagree.graph._on import groups_on, wording_on
from polyagree.graph.resolve import resolve
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause
from polyagree.model.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Done,
    Gate,
    Not,
    Situation,
    State,
    Status,
)
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Power
from polyagree.model.people import CountOf, Except, Named, PartnersOf, People, Role
from polyagree.model.polycule import Polycule

__all__ = ["reached_by", "reached_by_norm"]

_Record = Qualifiers | Situation | State | Done | Status | Gate | AllOf | AnyOf | Not
_PeopleTerm = Named | Role | CountOf | PartnersOf | Except


def reached_by(
    polycule: Polycule, agreement: Agreement, *, on: dt.date | None = None
) -> frozenset[PersonId]:
    """
    Return the people whom *agreement* reaches without their being a party to it.

    That is everybody outside whom a norm of its present wording names or can
    mean, as :func:`reached_by_norm` has it: in its clauses, in the boundaries
    among them and their responses, and in what follows when one is not kept.

    Args:
        polycule: Where the people are.
        agreement: The agreement.
        on: On which day the wording, relationships and groups are looked at; ``None``: on
            the last day that the polycule records.

    Source:
        A5.
    """
    return frozenset(_outside(polycule, agreement, _in_agreement(polycule, agreement, on), on))


def reached_by_norm(
    polycule: Polycule,
    agreement: Agreement,
    norm: Norm,
    *,
    on: dt.date | None = None,
    holder: PersonId | None = None,
) -> frozenset[PersonId]:
    """
    Return the people whom *norm* reaches without their being a party to *agreement*.

    It reaches whom it names or can mean, see :func:`~polyagree.graph.resolve`,
    wherever it says so: who is bound, with whom, to whom, about or over whom,
    whose word it waits for, in its conditions and in what follows when it is
    not kept. A relationship that it is about stands for the people in it; an
    agreement or a boundary that a power is over, for its parties or its holder.
    Places reach nobody, nor does a clause because a condition asks how it stands. A power
    that is nobody's reaches nobody, whatever it is over.

    Args:
        polycule: Where the people are.
        agreement: The agreement that the norm is part of.
        norm: The norm.
        on: On which day relationships and groups are looked at; ``None``: on
            the last day that the polycule records.
        holder: Whose words these are, in a boundary. ``partner`` is a partner of
            theirs; otherwise of the one person who is bound, or of any party.

    Source:
        A5.
    """
    return frozenset(_outside(polycule, agreement, [(norm, holder)], on))


_Part = tuple[Norm | Condition, PersonId | None]


def _in_agreement(polycule: Polycule, agreement: Agreement, on: dt.date | None) -> Iterator[_Part]:
    """Yield the norms and conditions of *agreement*, each with whose words they are."""
    for clause in wording_on(polycule, agreement, on):
        yield from _in_clause(clause)
    yield from ((step, None) for step in agreement.if_broken)


def _in_clause(clause: Clause | Boundary) -> Iterator[_Part]:
    if isinstance(clause, Clause):
        yield from ((norm, None) for norm in (*clause.norms, *clause.if_broken))
        return
    yield from ((norm, clause.holder) for norm in clause.norms)
    if clause.reached_by is not None:
        yield clause.reached_by, clause.holder
    if clause.response is not None:
        yield from ((norm, clause.holder) for norm in clause.response.norm)


def _outside(
    polycule: Polycule, agreement: Agreement, parts: Iterable[_Part], on: dt.date | None
) -> Iterator[PersonId]:
    parties = frozenset(agreement.parties)
    walk = _Walk(polycule=polycule, parties=parties, on=on)
    for part, holder in parts:
        yield from (person for person in walk.record(part, holder) if person not in parties)


@frozen(kw_only=True)
class _Walk:
    """A walk through everything that a norm says, which yields whom it finds there."""

    polycule: Polycule
    parties: frozenset[PersonId]
    on: dt.date | None

    def record(self, record: _Record, holder: PersonId | None) -> Iterator[PersonId]:
        if isinstance(record, Power) and record.is_nobodys:
            return
        doer = self.doer(record, holder)
        for attribute in fields(type(record)):
            value = getattr(record, attribute.name)
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, _PeopleTerm):
                    yield from self.people((each,), doer)
                elif isinstance(each, _Record):
                    yield from self.record(each, doer)
                elif isinstance(each, str) and attribute.name in {"about", "over"}:
                    yield from self.thing(each, doer, is_power=attribute.name == "over")

    def people(self, people: People, holder: PersonId | None) -> frozenset[PersonId]:
        return resolve(people, self.polycule, parties=self.parties, on=self.on, holder=holder)

    def doer(self, record: _Record, holder: PersonId | None) -> PersonId | None:
        """Return from whom *record* is seen: the one person who does it, or *holder*."""
        who: People = getattr(record, "who", ())
        if not who or not isinstance(record, Happening | Norm):
            return holder
        doers = self.people(who, holder)
        return next(iter(doers)) if len(doers) == 1 else None

    def thing(self, name: str, holder: PersonId | None, *, is_power: bool) -> Iterator[PersonId]:
        """Yield the people whom the *name* of something stands for, if it does."""
        polycule = self.polycule
        entry = polycule.vocabulary.get(name)
        people = {person.id for person in polycule.people}
        groups = {group.id for group in groups_on(polycule, self.on)}
        if name in people or name in groups or (entry and entry.kind == "relationship-kind"):
            yield from self.people((Named(name),), holder)
            return
        for relationship in polycule.relationships:
            if relationship.id == name:
                yield from relationship.people
        if is_power:
            whole, _, _ = name.partition(".")
            for agreement in polycule.agreements:
                if agreement.id == whole:
                    yield from agreement.parties
            for boundary in polycule.boundaries:
                if boundary.id == name:
                    yield boundary.holder
