"""Everything that one document holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from typing import cast, get_args
from zoneinfo import ZoneInfo

from attrs import Attribute, evolve, field, frozen

from polyagree.clock import CalendarUnit, instant, parse_zone
from polyagree.errors import Fault, InvalidPolycule, InvalidTime, UnknownName
from polyagree.model._validators import day_of
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.breach import Breach
from polyagree.model.check_in import CheckIn
from polyagree.model.clause import Clause
from polyagree.model.event import Event
from polyagree.model.group import Group
from polyagree.model.ids import is_id
from polyagree.model.matrix import Matrix
from polyagree.model.person import Person
from polyagree.model.references import Reference, collect_names, references
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

_COLLECTION: dict[type, str] = {
    Person: "people",
    Group: "groups",
    Relationship: "relationships",
    Term: "terms",
    Value: "values",
    Agreement: "agreements",
    Boundary: "boundaries",
    Matrix: "matrices",
    CheckIn: "check_ins",
    Event: "events",
    Breach: "breaches",
    Repair: "repairs",
    Scenario: "scenarios",
}

_SINGULAR = {
    **{name: name.removesuffix("s").replace("_", "-") for name in _COLLECTION.values()},
    "people": "person",
    "boundaries": "boundary",
    "matrices": "matrix",
    "breaches": "breach",
}

_NOUN = {
    "people": "person",
    "happening": "word",
    "act": "word",
    "situation": "word",
    "place": "place",
    "detail": "detail",
    "relationship-kind": "kind of relationship",
    "group-kind": "kind of group",
    "anything": "name",
}


@frozen(kw_only=True)
class Polycule:
    """
    Everything that one document holds: people, what they agreed, what happened.

    It is also the word for two people, or one. Every collection is a tuple in
    the order of the document; lookups by id are made once.

    Attributes:
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

    timezone: str | None = field(default=None)
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

    @timezone.validator
    def _is_a_zone(self, _: Attribute[str | None], value: str | None) -> None:
        if value is not None:
            try:
                parse_zone(value)
            except InvalidTime as error:
                raise InvalidTime(
                    error.message, field="timezone", help=error.help, value=error.value
                ) from None

    def __attrs_post_init__(self) -> None:
        """Refuse parts that do not fit together."""
        faults = tuple(_faults(self))
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
            for collection in _COLLECTION.values()
            for record in getattr(self, collection)
            if getattr(record, "id", None) is not None
        }

    def _one(self, collection: str, name: str, noun: str) -> Record:
        try:
            return self._by_id[collection, name]
        except KeyError:
            known = [each for kind, each in self._by_id if kind == collection]
            raise UnknownName(
                f"unknown {noun} `{name}`", name, _did_you_mean(name, known)
            ) from None

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
        index = records.index(record)
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
            for collection in _COLLECTION.values()
            if (count := len(getattr(self, collection)))
        )
        return f"<Polycule: {counts or 'empty'}>"


def _collection_of(record: object) -> str:
    try:
        return _COLLECTION[type(record)]
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
    for matrix in polycule.matrices:
        if matrix.date is not None:
            yield matrix.date
    for breach in polycule.breaches:
        yield from (day_of(stamp) for stamp in (breach.date, breach.discovered) if stamp)
    for repair in polycule.repairs:
        yield from (day for day in (repair.settled, repair.ended) if day is not None)
        yield from (step.done for step in repair.steps if step.done is not None)


# What does not fit together


def _faults(polycule: Polycule) -> Iterator[Fault]:
    yield from _repeated_ids(polycule)
    yield from _clashing_ids(polycule)
    yield from _circles(polycule)
    yield from _mixed_clocks(polycule)
    yield from _unknown_names(polycule)


def _repeated_ids(polycule: Polycule) -> Iterator[Fault]:
    for collection in _COLLECTION.values():
        ids = Counter(
            each.id for each in getattr(polycule, collection) if getattr(each, "id", None)
        )
        for name, times in ids.items():
            if times > 1:
                path: Path = (collection, name)
                if collection == "events":
                    last = max(i for i, each in enumerate(polycule.events) if each.id == name)
                    path = (collection, last, "id")
                yield Fault("DOC004", f"`{name}` stands twice in `{collection}`", path, value=name)


def _clashing_ids(polycule: Polycule) -> Iterator[Fault]:
    """Names that PEOPLE could take for two things: people, groups, terms, acts and kinds."""
    words = shipped()
    taken: dict[str, str] = {}
    for collection, noun in (("people", "a person"), ("groups", "a group"), ("terms", "a term")):
        for record in getattr(polycule, collection):
            name = record.id
            entry = words.get(name)
            before = taken.setdefault(name, noun)
            if before != noun:
                message = f"`{name}` is already {before}"
            elif (entry is not None and collection != "terms") or (
                entry is not None and entry.kind != record.kind
            ):
                message = f"`{name}` is already a word for {_article(entry.kind)}"
            else:
                continue
            yield Fault("DOC004", message, (collection, name), help="choose another id", value=name)


def _article(kind: str) -> str:
    noun = {"relationship-kind": "kind of relationship", "group-kind": "kind of group"}.get(
        kind, kind
    )
    if noun == "people":
        return "people"
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _circles(polycule: Polycule) -> Iterator[Fault]:
    """Terms that are a kind of themselves, by way of others; and kinds of another sort."""
    words = polycule.vocabulary
    for term in polycule.terms:
        if term.kind_of is None:
            continue
        path: Path = ("terms", term.id, "kind_of")
        wide = words.get(term.kind_of)
        if wide is None:
            known = list(words.of_kind(term.kind))
            yield Fault(
                "DOC003",
                f"unknown word `{term.kind_of}` in `kind_of`",
                path,
                help=_did_you_mean(term.kind_of, known),
                value=term.kind_of,
            )
        elif wide.kind != term.kind:
            yield Fault(
                "DOC004",
                f"`{term.id}` is {_article(term.kind)} and `{wide.id}` is {_article(wide.kind)}",
                path,
                value=term.kind_of,
            )
        at: str | None = term.kind_of
        seen = {at}
        while at is not None and at != term.id:
            entry = words.get(at)
            at = None if entry is None else entry.kind_of
            if at in seen:
                break
            seen.add(at)
        if at == term.id:
            yield Fault(
                "DOC004",
                f"`{term.id}` is a kind of itself, by way of `{term.kind_of}`",
                path,
                help="take one `kind_of` out",
                value=term.kind_of,
            )


def _stamps(polycule: Polycule) -> Iterator[tuple[Path, object]]:
    for index, event in enumerate(polycule.events):
        yield ("events", index, "at"), event.at
    for index, check_in in enumerate(polycule.check_ins):
        yield ("check_ins", index, "date"), check_in.date
    for breach in polycule.breaches:
        yield ("breaches", breach.id, "date"), breach.date
        yield ("breaches", breach.id, "discovered"), breach.discovered
    for scenario in polycule.scenarios:
        for index, event in enumerate(scenario.events):
            yield ("scenarios", scenario.id, "events", index, "at"), event.at


def _mixed_clocks(polycule: Polycule) -> Iterator[Fault]:
    """Times with an offset beside times without: nobody could say which came first."""
    first: dict[bool, Path] = {}
    for path, stamp in _stamps(polycule):
        if not isinstance(stamp, dt.datetime):
            continue
        aware = stamp.tzinfo is not None
        first.setdefault(aware, path)
        if aware not in first or (not aware) not in first:
            continue
        other = dotted(first[not aware])
        yield Fault(
            "DOC004",
            f"a time {'with' if aware else 'without'} an offset, "
            f"where `{other}` is {'without' if aware else 'with'} one",
            path,
            help="write all of them with an offset, or none and a `timezone`",
            value=stamp.isoformat(),
        )
        return


def _names(polycule: Polycule) -> dict[str, set[str]]:
    """Return what each name of the document is the name of."""
    names: dict[str, set[str]] = {}

    def add(kind: str, each: Iterable[str | None]) -> None:
        for name in each:
            if name is not None:
                names.setdefault(name, set()).add(kind)

    add("person", (each.id for each in polycule.people))
    add("group", (each.id for each in polycule.groups))
    add("relationship", (each.id for each in polycule.relationships))
    add("value", (each.id for each in polycule.values))
    add("agreement", (each.id for each in polycule.agreements))
    add("boundary", (each.id for each in polycule.boundaries))
    add("event", (each.id for each in polycule.events))
    add("breach", (each.id for each in polycule.breaches))
    add("matrix", (each.id for each in polycule.matrices))
    add("repair", (each.id for each in polycule.repairs))
    for scenario in polycule.scenarios:
        add("event", (each.id for each in scenario.events))
    for agreement in polycule.agreements:
        clauses = {each.id for each in agreement.clauses}
        # A clause that is gone can still have been broken, or talked about.
        clauses.update(former.id for each in agreement.revisions for former in each.was)
        add("clause", (f"{agreement.id}.{clause}" for clause in clauses))
    return names


def _unknown_names(polycule: Polycule) -> Iterator[Fault]:
    names = _names(polycule)
    words = polycule.vocabulary
    used: dict[tuple[str, tuple[str, ...]], None] = {}
    for collection in _COLLECTION.values():
        for record in getattr(polycule, collection):
            collect_names(record, used)
    if all(_is_known(name, kinds, names, words) for name, kinds in used):
        return
    # Only now is it worth knowing where each name stands.
    for collection in _COLLECTION.values():
        for index, record in enumerate(getattr(polycule, collection)):
            name = getattr(record, "id", None)
            listed = collection in {"events", "check_ins"}
            path: Path = (collection, index if listed or name is None else name)
            for reference in references(record, path):
                if not _is_known(reference.name, reference.kinds, names, words):
                    yield _unknown(reference, names, words)


def _is_known(
    name: str, kinds: tuple[str, ...], names: dict[str, set[str]], words: Vocabulary
) -> bool:
    entry = words.get(name)
    if "anything" in kinds:
        return entry is not None or name in names
    if entry is not None and entry.kind in kinds:
        return True
    if name == "always" and "situation" in kinds:
        return True
    return not names.get(name, frozenset[str]()).isdisjoint(kinds)


def _unknown(reference: Reference, names: dict[str, set[str]], words: Vocabulary) -> Fault:
    anything = "anything" in reference.kinds
    known = [name for name, kinds in names.items() if anything or kinds & {*reference.kinds}]
    of_kind = words.words if anything else words.of_kind(*reference.kinds)
    noun = _NOUN.get(reference.kinds[0], reference.kinds[0])
    other = words.get(reference.name)
    if other is not None:
        message = f"`{reference.name}` is {_article(other.kind)}, not {_article(noun)}"
    elif reference.name in names:
        kind = min(names[reference.name])
        message = f"`{reference.name}` is {_article(kind)}, not {_article(noun)}"
    else:
        message = f"unknown {noun} `{reference.name}`"
    windows = get_args(CalendarUnit) if reference.path[-1:] == ("per",) else ()
    near = _did_you_mean(reference.name, [*known, *of_kind, *windows])
    if near is None and other is None and noun == "word" and is_id(reference.name):
        near = f"define it under `terms`: `{reference.name}: {{kind: {reference.kinds[0]}}}`"
    return Fault("DOC003", message, reference.path, near, reference.name)


def _did_you_mean(name: str, known: list[str]) -> str | None:
    # Only a fault needs it, and it is slow to import.
    from difflib import get_close_matches

    # Of three letters, two have to be right.
    found = get_close_matches(name, known, n=1, cutoff=0.65)
    return f"did you mean `{found[0]}`?" if found else None
