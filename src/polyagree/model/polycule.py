"""Everything that one document holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from typing import cast
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen
from attrs.validators import optional

from polyagree.clock import instant
from polyagree.errors import InvalidPolycule, UnknownName
from polyagree.model._validators import a_zone, day_of, not_blank
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.breach import Breach
from polyagree.model.check_in import CheckIn
from polyagree.model.clause import Clause
from polyagree.model.event import Event
from polyagree.model.fitting import COLLECTIONS, did_you_mean, faults_of
from polyagree.model.group import Group
from polyagree.model.matrix import Matrix
from polyagree.model.person import Person
from polyagree.model.relationship import Relationship
from polyagree.model.repair import Repair
from polyagree.model.scenario import Scenario
from polyagree.model.term import Term
from polyagree.model.value import Value
from polyagree.model.vocabulary import Vocabulary, shipped
from polyagree.source import Path, SourceMap, dotted

__all__ = ["Polycule", "Record"]

Record = (
    Person
    | Group
    | Relationship
    | Term
    | Value
    | Agreement
    | Boundary
    | Matrix
    | CheckIn
    | Event
    | Breach
    | Repair
    | Scenario
)
"""What a polycule holds directly."""

_SINGULAR = {
    **{name: name.removesuffix("s").replace("_", "-") for name in COLLECTIONS.values()},
    "people": "person",
    "boundaries": "boundary",
    "matrices": "matrix",
    "breaches": "breach",
}


@frozen(kw_only=True)
class Polycule:
    """
    Everything that one document holds: people, what they agreed, what happened.

    It is also the word for two people, or one. Every collection is a tuple in
    the order of the document; lookups by id are made once.

    Attributes:
        title: What people call the document; ``None``: it has no name of its own.
        says: What they say before everything else; ``None``: nothing.
        timezone: The zone of its clocks, as in ``Europe/Lisbon``; ``None``: not said.
        people: Who is in it.
        groups: Households and the like.
        relationships: Who is what to whom.
        terms: Words of its own.
        values: Shared principles.
        agreements: What people undertake towards each other.
        boundaries: Limits that people set on their own participation.
        matrices: How people feel about acts.
        check_ins: Conversations about how it goes.
        events: What happened.
        breaches: What was not kept.
        repairs: How it was mended.
        scenarios: What should follow, if something happened.
        source: Where everything stands in the text it was read from; ``None`` if
            it was made or changed in code. Not part of equality.

    Raises:
        InvalidPolycule: If its parts do not fit together: names that nothing has,
            ids that two things have, kinds-of that go round in a circle, times
            with and without an offset side by side. It carries every fault.
    """

    title: str | None = field(default=None, validator=optional(not_blank))
    says: str | None = field(default=None, validator=optional(not_blank))
    timezone: str | None = field(default=None, validator=optional(a_zone))
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    terms: tuple[Term, ...] = ()
    values: tuple[Value, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    events: tuple[Event, ...] = ()
    breaches: tuple[Breach, ...] = ()
    repairs: tuple[Repair, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    source: SourceMap | None = field(default=None, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse parts that do not fit together."""
        faults = tuple(faults_of(self))
        if faults:
            more = "" if len(faults) == 1 else f", and {len(faults) - 1} more"
            raise InvalidPolycule(
                f"{faults[0].message} in `{dotted(faults[0].path)}`{more}", faults=faults
            )

    # Lookups

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that ship, and its own terms."""
        return shipped().extended(term.entry for term in self.terms)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of its clocks; UTC if it does not say."""
        return ZoneInfo(self.timezone or "UTC")

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Record]:
        return {
            (collection, record.id): record
            for collection in COLLECTIONS.values()
            for record in getattr(self, collection)
            if getattr(record, "id", None) is not None
        }

    def _one(self, collection: str, name: str, noun: str) -> Record:
        try:
            return self._by_id[collection, name]
        except KeyError:
            known = [each for kind, each in self._by_id if kind == collection]
            raise UnknownName(f"unknown {noun} `{name}`", name, did_you_mean(name, known)) from None

    def person(self, name: str) -> Person:
        """Return the person with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Person", self._one("people", name, "person"))

    def group(self, name: str) -> Group:
        """Return the group with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Group", self._one("groups", name, "group"))

    def relationship(self, name: str) -> Relationship:
        """Return the relationship called *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Relationship", self._one("relationships", name, "relationship"))

    def term(self, name: str) -> Term:
        """Return the term *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Term", self._one("terms", name, "term"))

    def value(self, name: str) -> Value:
        """Return the value with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Value", self._one("values", name, "value"))

    def agreement(self, name: str) -> Agreement:
        """Return the agreement with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Agreement", self._one("agreements", name, "agreement"))

    def boundary(self, name: str) -> Boundary:
        """Return the boundary with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Boundary", self._one("boundaries", name, "boundary"))

    def event(self, name: str) -> Event:
        """Return the event with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Event", self._one("events", name, "event"))

    def breach(self, name: str) -> Breach:
        """Return the breach with the id *name*; raise :exc:`UnknownName` if there is none."""
        return cast("Breach", self._one("breaches", name, "breach"))

    def has_person(self, name: str) -> bool:
        """Return whether somebody has the id *name*."""
        return ("people", name) in self._by_id

    def has_group(self, name: str) -> bool:
        """Return whether a group has the id *name*."""
        return ("groups", name) in self._by_id

    @cached_property
    def _relationships_of(self) -> dict[str, tuple[Relationship, ...]]:
        found: dict[str, tuple[Relationship, ...]] = {}
        for relationship in self.relationships:
            for person in relationship.people:
                found[person] = (*found.get(person, ()), relationship)
        return found

    def relationships_of(self, person: str) -> tuple[Relationship, ...]:
        """Return the relationships that *person* is in, ended ones too, in their order."""
        return self._relationships_of.get(person, ())

    def clause(self, name: str) -> Clause | Boundary:
        """
        Return the clause that the dotted *name* refers to: ``opening-up.late-nights``.

        Raises:
            UnknownName: If there is none.
        """
        agreement, _, clause = name.partition(".")
        return self.agreement(agreement).clause(clause)

    def all_boundaries(self) -> Iterator[tuple[Path, Boundary]]:
        """Yield every boundary with its path: those of their own, then those in agreements."""
        for boundary in self.boundaries:
            yield ("boundaries", boundary.id), boundary
        for agreement in self.agreements:
            for clause in agreement.clauses:
                if isinstance(clause, Boundary):
                    yield ("agreements", agreement.id, "clauses", clause.id), clause

    def instant(self, event: Event) -> dt.datetime | None:
        """Return the instant of *event* in UTC; ``None`` if only its day is known."""
        return instant(event.at, self.zone) if isinstance(event.at, dt.datetime) else None

    @cached_property
    def last_day(self) -> dt.date | None:
        """The last day that it records; ``None`` if nothing in it is dated."""
        return max(_recorded_days(self), default=None)

    def last_day_up_to(self, on: dt.date) -> dt.date | None:
        """Return the last day that it records up to *on*; ``None`` if there is none."""
        if self.last_day is None or self.last_day <= on:
            return self.last_day
        return max((day for day in _recorded_days(self) if day <= on), default=None)

    # Changes

    def put(self, record: Record) -> Polycule:
        """
        Return the polycule with *record* added, or in the place of the one with its id.

        Raises:
            InvalidPolycule: If it does not fit.
        """
        collection = _collection_of(record)
        records: tuple[Record, ...] = getattr(self, collection)
        name = getattr(record, "id", None)
        if name is not None and (collection, name) in self._by_id:
            changed = tuple(
                record if getattr(each, "id", None) == name else each for each in records
            )
            return self._changed(collection, changed, (collection, name))
        return self._changed(collection, (*records, record), None)

    def drop(self, record: Record) -> Polycule:
        """
        Return the polycule without *record*.

        Raises:
            InvalidPolycule: If something else still refers to it.
            UnknownName: If it is not in the polycule.
        """
        collection = _collection_of(record)
        records: tuple[Record, ...] = getattr(self, collection)
        if record not in records:
            name = str(getattr(record, "id", None) or collection)
            raise UnknownName(f"`{name}` is not in the polycule", name)
        # Of several that are equal the last, so that it undoes `put()`.
        index = len(records) - 1 - records[::-1].index(record)
        path: Path = (collection, getattr(record, "id", None) or index)
        if collection in {"events", "check_ins"}:
            # The positions after it have moved.
            path = (collection,)
        return self._changed(collection, records[:index] + records[index + 1 :], path)

    def _changed(self, collection: str, records: tuple[Record, ...], gone: Path | None) -> Polycule:
        changed = evolve(self, **{collection: records})  # type: ignore[arg-type]  # checked by name
        if self.source is None:
            return changed
        if collection == "events" and gone is not None and len(records) == len(self.events):
            # A document lists events, so the entry of one is a position.
            gone = (collection,)
        return changed.with_source(self.source if gone is None else self.source.drop(gone))

    def with_source(self, source: SourceMap) -> Polycule:
        """Return the same polycule, read from *source*."""
        same = copy(self)
        object.__setattr__(same, "source", source)
        return same

    # Tables and pictures

    def events_records(self) -> list[dict[str, object]]:
        """
        Return the events as flat records, one dictionary each, in their order.

        ``pandas.DataFrame(polycule.events_records())`` makes a frame of them. Several
        names stand in one text, with commas.
        """
        return [
            {
                "id": event.id,
                "at": event.at.isoformat(),
                "day": event.day,
                "who": ", ".join(event.who),
                "act": event.act,
                "with": ", ".join(str(each) for each in event.with_),
                "to": ", ".join(str(each) for each in event.to),
                "about": ", ".join(
                    each if isinstance(each, str) else each.act for each in event.about
                ),
                "lasting": None if event.lasting is None else str(event.lasting),
                "amount": None if event.amount is None else str(event.amount),
            }
            for event in self.events
        ]

    def clauses_records(self) -> list[dict[str, object]]:
        """Return the clauses of all agreements as flat records, one dictionary each."""
        return [
            {
                "agreement": agreement.id,
                "clause": clause.id,
                "says": clause.says,
                "holder": clause.holder if isinstance(clause, Boundary) else None,
                "norms": ", ".join(f"{norm.modal} {norm.act}" for norm in clause.norms),
                "serves": ", ".join(clause.serves),
                "because": clause.because,
            }
            for agreement in self.agreements
            for clause in agreement.clauses
        ]

    def scores_records(self) -> list[dict[str, object]]:
        """Return the scores of all check-ins as flat records; ``value`` is in the score's unit."""
        return [
            {
                "date": check_in.day,
                "who": score.who,
                "about": ", ".join(
                    each if isinstance(each, str) else each.act for each in score.about
                ),
                "value": float(score.value),
                "low": float(score.scale.low),
                "high": float(score.scale.high),
                "instrument": score.instrument,
                "direction": score.direction,
            }
            for check_in in self.check_ins
            for score in check_in.scores
        ]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        # The one import upwards: a model that shows itself needs a picture.
        from polyagree.graph.picture import picture

        svg = picture(self)
        return {"text/plain": repr(self), "image/svg+xml": svg, "text/html": svg}

    def __repr__(self) -> str:
        """Return a short description: counts, not contents."""
        counts = ", ".join(
            f"{count} {_SINGULAR[collection] if count == 1 else collection.replace('_', '-')}"
            for collection in COLLECTIONS.values()
            if (count := len(getattr(self, collection)))
        )
        return f"<Polycule: {counts or 'empty'}>"


def _collection_of(record: object) -> str:
    try:
        return COLLECTIONS[type(record)]
    except KeyError:
        raise InvalidPolycule(
            "it does not stand in a polycule by itself",
            help="put a clause into its agreement: `agreement.with_clause(clause)`",
        ) from None


def _recorded_days(polycule: Polycule) -> Iterator[dt.date]:
    for event in polycule.events:
        yield event.day
    for check_in in polycule.check_ins:
        yield check_in.day
        yield from (each.settled for each in check_in.concerns if each.settled is not None)
    for agreement in polycule.agreements:
        if agreement.made is not None:
            yield agreement.made
        for revision in agreement.revisions:
            yield revision.date
        for acceptance in (
            *agreement.accepted,
            *(each for revision in agreement.revisions for each in revision.accepted),
        ):
            yield acceptance.revoked or acceptance.date
    for _, boundary in polycule.all_boundaries():
        yield from (each.date for each in boundary.restated if each.date is not None)
        yield from (each.date for each in boundary.revisions)
    for relationship in polycule.relationships:
        yield from (day for day in (relationship.from_, relationship.until) if day is not None)
    for group in polycule.groups:
        yield from (day for day in (group.from_, group.until) if day is not None)
        for member in group.members:
            yield from (day for day in (member.from_, member.until) if day is not None)
    for matrix in polycule.matrices:
        if matrix.date is not None:
            yield matrix.date
    for breach in polycule.breaches:
        yield from (day_of(stamp) for stamp in (breach.date, breach.discovered) if stamp)
    for repair in polycule.repairs:
        yield from (day for day in (repair.settled, repair.ended) if day is not None)
        yield from (step.done for step in repair.steps if step.done is not None)
        if repair.apology is not None and repair.apology.date is not None:
            yield repair.apology.date
