"""What analyzers see of a document: its parts with their places, and what engines say of it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from polyagree.analyzers.naming import name_words, names_in
from polyagree.analyzers.places import (
    AgreementAt,
    BoundaryAt,
    CheckInAt,
    ClauseAt,
    NormAt,
    NotedAt,
    PartAt,
    Place,
    RepairAt,
    ValueAt,
    labels,
)
from polyagree.analyzers.readings import BINDING, DOUBT, SURE, ReadAt
from polyagree.clock import (
    Cadence,
    CalendarUnit,
    Window,
    day_bounds,
    due_again,
    local_day,
    window_around,
)
from polyagree.errors import DoesNotReplay
from polyagree.finding import Coverage
from polyagree.graph.resolve import resolve
from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause
from polyagree.model.health import is_health_act
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Obligation
from polyagree.model.noted import Noted
from polyagree.model.people import Except, Named, People
from polyagree.model.polycule import Polycule
from polyagree.model.references import collect_names
from polyagree.model.relationship import Relationship
from polyagree.model.repair import Repair, RepairStep
from polyagree.model.vocabulary import Vocabulary
from polyagree.source import Path, Span, dotted

if TYPE_CHECKING:
    # Analyzers name them from here.
    from polyagree.consistency.gating.records import FoundGate as FoundGate  # noqa: PLC0414
    from polyagree.consistency.gating.records import Link as Link  # noqa: PLC0414
    from polyagree.consistency.redundancy import Redundant
    from polyagree.consistency.verdicts import Conflict as Conflict  # noqa: PLC0414
    from polyagree.consistency.verdicts import Unsettled as Unsettled  # noqa: PLC0414
    from polyagree.consistency.verdicts import Verdict
    from polyagree.graph.exposure import Exposed as Exposed  # noqa: PLC0414
    from polyagree.practice.comfort import Comfort
    from polyagree.practice.duties import DutyInUse
    from polyagree.practice.limits import LimitInUse
    from polyagree.practice.pattern import Pattern as Pattern  # noqa: PLC0414
    from polyagree.practice.safer_sex import SaferSexPlan as SaferSexPlan  # noqa: PLC0414
    from polyagree.practice.spread import Spread
    from polyagree.practice.steps import Slide
    from polyagree.practice.wordings import Course

    # Analyzers name them from here.
    from polyagree.text.aftermath import Follows as Follows  # noqa: PLC0414
    from polyagree.text.mending import Said as Said  # noqa: PLC0414
    from polyagree.text.readers import Reader as Reader  # noqa: PLC0414
    from polyagree.text.readings import Reading as Reading  # noqa: PLC0414
    from polyagree.text.tones import Tone as Tone  # noqa: PLC0414
    from polyagree.timeline.dead_ends import DeadEnd
    from polyagree.timeline.exceptions import Excepted

    # Analyzers name them from here.
    from polyagree.timeline.instances import Break as Break  # noqa: PLC0414
    from polyagree.timeline.instances import Instance as Instance  # noqa: PLC0414
    from polyagree.timeline.ledger import Ledger
    from polyagree.timeline.limits import Exceedance
    from polyagree.timeline.overdue import LastTimes

    # Analyzers name them from here.
    from polyagree.timeline.repairs import RepairProgress as RepairProgress  # noqa: PLC0414
    from polyagree.timeline.rhythm import Due as Due  # noqa: PLC0414
    from polyagree.timeline.rhythm import Rhythm
    from polyagree.timeline.scenarios import Outcome as Outcome  # noqa: PLC0414
    from polyagree.timeline.scenarios import ScenarioResult as ScenarioResult  # noqa: PLC0414

__all__ = ["SOLVER_SECONDS", "Context"]

_RESULTS_TAKE = dt.timedelta(weeks=6)
"""Results that come later are of another test."""

SOLVER_SECONDS = 5.0
"""How long a solver may look, where nobody says."""

_ORDER = (
    "people",
    "groups",
    "relationships",
    "terms",
    "values",
    "agreements",
    "boundaries",
    "matrices",
    "check_ins",
    "events",
    "breaches",
    "repairs",
    "scenarios",
    # Inside an agreement and its clauses.
    "parties",
    "accepted",
    "review",
    "norm",
    "response",
    "if_broken",
    "clauses",
    "revisions",
)
_MOST_SETS = 8
"""So many ways in which one part of a document cannot be kept are enough to begin with."""

_LOOKS = ("check-in", "review")
_PERIODS = ("week", "month", "quarter", "season")
_MOST_GATES = 8
"""So many gates of one norm are told; that it is not the only one, people see by then."""

_FEW = 8
"""Fewer events than this make no pattern of a duty."""

_SEVERAL = 3
"""Fewer changes than this are no direction."""

_RANK = {name: rank for rank, name in enumerate(_ORDER)}


class Period(NamedTuple):
    """
    A stretch of days by the calendar, half-open.

    Attributes:
        start: Its first day.
        end: The first day after it.
        unit: What it is one of.
    """

    start: dt.date
    end: dt.date
    unit: CalendarUnit


class Context:
    """
    A document on a day, as analyzers see it.

    It shows the present text, so that a finding points at something that stands
    there. Agreements that have ended, norms that have, and steps of a repair that
    were taken are left out. Everything is made once, when it is first asked for.

    Args:
        polycule: The document.
        on: The day; ``None``: nothing in it is dated.
        solver_seconds: For how long it may be looked for what cannot be kept together; 0: not
            at all.
        reader: Who reads what stands in words only; ``None``: the reader of this library.
        sure: From this confidence on it is said how a sentence reads; below, how it may read.
        doubt: Below this confidence nothing is made of what was guessed.
    """

    def __init__(
        self,
        polycule: Polycule,
        on: dt.date | None,
        *,
        solver_seconds: float = SOLVER_SECONDS,
        reader: Reader | None = None,
        sure: float = SURE,
        doubt: float = DOUBT,
    ) -> None:
        self.polycule = polycule
        self.on = on
        self._reader = reader
        self._sure, self._doubt = sure, doubt
        self._solver_seconds = solver_seconds
        self._resolved: dict[
            tuple[People, frozenset[PersonId], PersonId | None], frozenset[PersonId]
        ] = {}
        self._ledgers: dict[frozenset[str], Ledger] = {}
        self._limits: dict[str, tuple[LimitInUse, ...]] = {}
        self._duties: dict[str, tuple[DutyInUse, ...]] = {}
        self._comforts: dict[str, tuple[Comfort, ...]] = {}

    # Words and people

    @property
    def words(self) -> Vocabulary:
        """The words that ship, and the document's own."""
        return self.polycule.vocabulary

    @property
    def is_prose(self) -> bool:
        """Whether people wrote a page of sentences, and no document with keys."""
        return self.polycule.source is not None and self.polycule.source.is_prose

    def is_any_of(self, word: str, wide: Iterable[str]) -> bool:
        """Return whether *word* is one of *wide* or a kind of one."""
        return not set(wide).isdisjoint(self.words.wider(word))

    def resolve(
        self,
        people: People,
        *,
        parties: frozenset[PersonId],
        holder: PersonId | None = None,
    ) -> frozenset[PersonId]:
        """Return whom *people* can mean, as far as the document lists them."""
        key = (people, parties, holder)
        if key not in self._resolved:
            self._resolved[key] = resolve(
                people, self.polycule, parties=parties, on=self.on, holder=holder
            )
        return self._resolved[key]

    @cached_property
    def _named(self) -> dict[str, frozenset[PersonId]]:
        named = {str(person.id): frozenset({person.id}) for person in self.polycule.people}
        for group in self.polycule.groups:
            named[group.id] = frozenset(group.people_on(self.on))
        return named

    def named(self, people: People) -> frozenset[PersonId]:
        """Return those of *people* who are told by name, as persons or as a group."""
        found: set[PersonId] = set()
        for term in people:
            if isinstance(term, Named):
                found |= self._named.get(term.name, frozenset())
            elif isinstance(term, Except):
                found |= self.named(term.people) - self.named(term.except_)
        return frozenset(found)

    @cached_property
    def _people_of(self) -> dict[str, frozenset[PersonId]]:
        people = {str(each.id): frozenset(each.people) for each in self.polycule.relationships}
        people |= {str(each.id): frozenset(each.parties) for each in self.polycule.agreements}
        return people | self._named

    def people_of(self, name: str) -> frozenset[PersonId]:
        """Return the people of the relationship, agreement, clause, group or person *name*."""
        return self._people_of.get(name.partition(".")[0], frozenset())

    def named_people(self, name: str) -> frozenset[PersonId]:
        """Return the people of the relationship, group or person *name*; not of agreements."""
        if name in self.agreement_ids and name not in self.relationship_ids | self._named.keys():
            return frozenset()
        return self.people_of(name)

    def owners_of(self, name: str) -> frozenset[PersonId]:
        """Return whose the place or thing *name* is."""
        return self._owned.get(name, frozenset())

    @cached_property
    def _owned(self) -> dict[str, frozenset[PersonId]]:
        """Whose the places and things are: a bed in somebody's room is theirs as well."""
        own = {str(term.id): term for term in self.polycule.terms if term.of}
        owned: dict[str, frozenset[PersonId]] = {}
        for term in self.polycule.terms:
            near = next((own[word] for word in self.words.wider(term.id) if word in own), None)
            if near is not None:
                owned[term.id] = self.resolve(near.of, parties=frozenset())
        return owned

    @cached_property
    def relationship_ids(self) -> frozenset[str]:
        """The ids of the relationships."""
        return frozenset(each.id for each in self.polycule.relationships)

    @cached_property
    def agreement_ids(self) -> frozenset[str]:
        """The ids of the agreements that have not ended."""
        return frozenset(each.id for each in self._agreements)

    @cached_property
    def partnerships(self) -> tuple[Relationship, ...]:
        """The mutual relationships between partners that exist on the day."""
        return tuple(
            each
            for each in self.polycule.relationships
            if not each.is_one_way
            and self.words.is_kind_of(each.kind, "partner")
            and self.exists(each)
        )

    @cached_property
    def _shared(self) -> dict[PersonId, frozenset[tuple[str, str]]]:
        shared: dict[PersonId, set[tuple[str, str]]] = {}
        for agreement in self._agreements:
            for person in agreement.parties if self.has_begun(agreement) else ():
                shared.setdefault(person, set()).add(("agreement", agreement.id))
        for value in self.polycule.values:
            for person in value.held_by:
                shared.setdefault(person, set()).add(("value", value.id))
        return {person: frozenset(each) for person, each in shared.items()}

    def shared_by(self, person: PersonId) -> frozenset[tuple[str, str]]:
        """Return the agreements in force with *person*, and the values that they hold."""
        return self._shared.get(person, frozenset())

    @cached_property
    def components(self) -> dict[PersonId, int]:
        """Who is connected with whom on the day, each with the number of their part."""
        from polyagree.graph.components import connected

        return connected(self.polycule, on=self.on)

    def exists(self, relationship: Relationship) -> bool:
        """Return whether *relationship* exists on the day."""
        return self.on is None or relationship.is_on(self.on)

    def has_begun(self, agreement: Agreement) -> bool:
        """Return whether *agreement* was made by the day."""
        return self.on is None or agreement.made is None or agreement.made <= self.on

    def is_gone(self, name: str) -> bool:
        """Return whether the agreement, or the clause, *name* is there no more."""
        agreement, dot, clause = name.partition(".")
        clauses = self._clause_ids.get(agreement)
        if clauses is None:
            return False
        return agreement not in self.agreement_ids or (bool(dot) and clause not in clauses)

    @cached_property
    def _clause_ids(self) -> dict[str, frozenset[str]]:
        return {
            str(agreement.id): frozenset(clause.id for clause in agreement.clauses)
            for agreement in self.polycule.agreements
        }

    # Check-ins, and what changed

    def check_ins(self) -> tuple[CheckInAt, ...]:
        """Return the check-ins up to the day, in the order of time."""
        return self._check_in_views

    @cached_property
    def _check_in_views(self) -> tuple[CheckInAt, ...]:
        views = (self.check_in(index) for index in range(len(self.polycule.check_ins)))
        until = [each for each in views if self.on is None or each.day <= self.on]
        # By their names where they are of one day, whatever the order in which they stand.
        return tuple(sorted(until, key=lambda each: (each.day, each.anchor)))

    @cached_property
    def _reviews(self) -> dict[str, tuple[CheckInAt, ...]]:
        found: dict[str, list[CheckInAt]] = {}
        for at in self._check_in_views:
            for name in {name.partition(".")[0] for name in at.check_in.reviewed}:
                found.setdefault(name, []).append(at)
        return {name: tuple(views) for name, views in found.items()}

    def reviews_of(self, agreement: Agreement) -> tuple[CheckInAt, ...]:
        """Return the check-ins that looked at *agreement*, or a part of it, in order of time."""
        return self._reviews.get(agreement.id, ())

    def last_looked_at(self, agreement: Agreement) -> dt.date | None:
        """Return when *agreement* was last reviewed, revised or made; ``None``: not said."""
        days = [revision.date for revision in agreement.revisions]
        days += [at.day for at in self.reviews_of(agreement)]
        if agreement.made is not None:
            days.append(agreement.made)
        return max((day for day in days if self.on is None or day <= self.on), default=None)

    @cached_property
    def _events_by_day(self) -> list[tuple[dt.date, int]]:
        return sorted((each.day, index) for index, each in enumerate(self.polycule.events))

    def events_of(self, act: str, person: PersonId) -> tuple[int, ...]:
        """Return the positions of the events that are *act*, or a kind of it, and name *person*."""
        return tuple(self._events_by_act.get((act, person), ()))

    @cached_property
    def _events_by_act(self) -> dict[tuple[str, PersonId], list[int]]:
        found: dict[tuple[str, PersonId], list[int]] = {}
        for index, event in enumerate(self.polycule.events):
            people = {*event.who, *self.named(event.with_)}
            for act in self.words.wider(event.act):
                for person in people:
                    found.setdefault((act, person), []).append(index)
        return found

    def answers(self, name: str) -> tuple[int, ...]:
        """Return the positions of the events up to the day that are about *name*."""
        return tuple(self._answers.get(name, ()))

    @cached_property
    def _answers(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, event in enumerate(self.polycule.events):
            if self.on is None or event.day <= self.on:
                for name in event.about:
                    if isinstance(name, str):
                        found.setdefault(name, []).append(index)
        return found

    def day_of(self, name: str) -> dt.date | None:
        """Return the day of the event called *name*; ``None`` if there is none."""
        return self._event_days.get(name)

    @cached_property
    def _event_days(self) -> dict[str, dt.date]:
        return {each.id: each.day for each in self.polycule.events if each.id is not None}

    @cached_property
    def events_told_of(self) -> frozenset[str]:
        """The ids of the events of which something under ``breaches`` tells."""
        return frozenset(name for each in self.polycule.breaches for name in each.event)

    def events_after(self, day: dt.date) -> Iterator[int]:
        """Yield the positions of the events after *day*, in the order of time."""
        start = bisect_right(self._events_by_day, day, key=lambda each: each[0])
        yield from (index for _, index in self._events_by_day[start:])

    def changes_of(self, person: PersonId) -> tuple[tuple[dt.date, str, Place, str], ...]:
        """Return when relationships and groups of *person* began, ended or changed, and which."""
        return tuple(self._changes.get(person, ()))

    @cached_property
    def _changes(self) -> dict[PersonId, list[tuple[dt.date, str, Place, str]]]:
        found: dict[PersonId, list[tuple[dt.date, str, Place, str]]] = {}

        def add(people: Iterable[PersonId], day: dt.date | None, place: Place, fact: str) -> None:
            if day is not None:
                for person in people:
                    found.setdefault(person, []).append((day, str(place.path[1]), place, fact))

        for each in self.polycule.relationships:
            place = self.record("relationships", each.id)
            # A feeling is not something that two people have changed.
            if not each.is_one_way:
                add(each.people, each.from_, place, "began")
                add(each.people, each.until, place, "ended")
        for group in self.polycule.groups:
            place = self.record("groups", group.id)
            add(group.people, group.from_, place, "began")
            add(group.people, group.until, place, "ended")
            for member in group.members:
                add(group.people, member.from_, place, f"`{member.who}` came")
                add(group.people, member.until, place, f"`{member.who}` left")
        return found

    @cached_property
    def _circles(self) -> dict[PersonId, frozenset[PersonId]]:
        circles: dict[PersonId, set[PersonId]] = {}
        shared: list[tuple[PersonId, ...]] = [each.parties for each in self._agreements]
        shared += [each.people for each in self.polycule.relationships if self.exists(each)]
        for people in shared:
            for person in people:
                circles.setdefault(person, set()).update(people)
        return {person: frozenset(people - {person}) for person, people in circles.items()}

    def circle_of(self, person: PersonId) -> frozenset[PersonId]:
        """Return who shares a relationship or an agreement with *person*."""
        return self._circles.get(person, frozenset())

    @cached_property
    def children(self) -> frozenset[PersonId]:
        """Return those whom a relationship calls somebody's child."""
        found: set[PersonId] = set()
        for each in self.polycule.relationships:
            if each.is_one_way and self.words.is_kind_of(each.kind, "child"):
                found.update(each.people[1:])
            elif each.is_one_way and self.words.is_kind_of(each.kind, "parent"):
                found.update(each.people[:1])
            elif self.is_any_of(each.kind, ("child", "parent")):
                found.update(each.people)
        return frozenset(found)

    # Places

    def span(self, path: Path, *, key: bool = False) -> Span | None:
        """Return where *path* stands in the text; ``None`` if it was not read from one."""
        source = self.polycule.source
        return None if source is None else source.find(path, key=key)

    def event(self, index: int) -> Place:
        """Return the place of the event at *index*."""
        return Place(
            context=self, path=("events", index), anchor=f"events[{self._event_labels[index]}]"
        )

    @cached_property
    def _event_labels(self) -> list[str]:
        events = self.polycule.events
        return labels([each.id or f"{each.at.isoformat()} {each.act}" for each in events], events)

    def happened(self, path: Path) -> Place:
        """Return the place of an event, in the log or in a scenario, or of a check-in."""
        if path[0] == "events":
            return self.event(int(path[1]))
        if path[0] == "check_ins":
            return self.check_in(int(path[1]))
        return Place(context=self, path=path, anchor=dotted(path))

    def act_of(self, path: Path) -> str:
        """Return the act of an event, in the log or in a scenario, or of a check-in."""
        if path[0] == "events":
            return self.polycule.events[int(path[1])].act
        for scenario in self.polycule.scenarios:
            if path[:2] == ("scenarios", scenario.id):
                return scenario.events[int(path[3])].act
        return "check-in"

    def check_in(self, index: int) -> CheckInAt:
        """Return the place of the check-in at *index*."""
        check_in = self.polycule.check_ins[index]
        at, day = check_in.date, check_in.day
        if isinstance(at, dt.datetime) and at.tzinfo is not None:
            day = local_day(at, self.polycule.zone)
        return CheckInAt(
            context=self,
            path=("check_ins", index),
            anchor=f"check_ins[{self._check_in_labels[index]}]",
            check_in=check_in,
            day=day,
        )

    @cached_property
    def _check_in_labels(self) -> list[str]:
        check_ins = self.polycule.check_ins
        return labels([each.date.isoformat() for each in check_ins], check_ins)

    def record(self, collection: str, name: str) -> Place:
        """Return the place of the record with the id *name*."""
        return Place(
            context=self, path=(collection, name), anchor=f"{collection}.{name}", is_keyed=True
        )

    @cached_property
    def notes(self) -> tuple[NotedAt, ...]:
        """What people thought over, wherever they noted it."""
        return tuple(
            NotedAt(
                context=self,
                path=(*path, "noted", index),
                anchor=f"{anchor}.noted[{label}]",
                noted=noted,
                above=path,
            )
            for path, anchor, several in self._noted()
            for index, (noted, label) in enumerate(
                zip(several, labels([each.code for each in several], several), strict=True)
            )
        )

    def _noted(self) -> Iterator[tuple[Path, str, tuple[Noted, ...]]]:
        for collection in ("relationships", "terms", "values", "agreements", "boundaries"):
            yield from self._noted_in(collection)
        for index, check_in in enumerate(self.polycule.check_ins):
            if check_in.noted:
                yield ("check_ins", index), self.check_in(index).anchor, check_in.noted
        for collection in ("breaches", "repairs"):
            yield from self._noted_in(collection)

    def _noted_in(self, collection: str) -> Iterator[tuple[Path, str, tuple[Noted, ...]]]:
        for record in getattr(self.polycule, collection):
            if record.noted:
                yield (collection, record.id), f"{collection}.{record.id}", record.noted
            for clause in record.clauses if collection == "agreements" else ():
                if clause.noted:
                    path: Path = (collection, record.id, "clauses", clause.id)
                    yield path, ".".join(str(step) for step in path), clause.noted

    # What engines say

    @cached_property
    def hidden_gates(self) -> tuple[FoundGate, ...]:
        """What acts wait for on the day, where no norm says so by itself; a few for each norm."""
        if not any(_lets_wait(each.norm) for each in self._norms):
            return ()
        from polyagree.consistency.gates import gates

        return gates(self.polycule, on=self.on, hidden=True, most=_MOST_GATES)

    def due_again(self) -> Iterator[tuple[PartAt | NormAt, Due]]:
        """Yield reviews and duties to check in, each with until when one is due."""
        if self.on is None:
            return
        from polyagree.timeline.rhythm import Rhythm

        rhythm = Rhythm(self.polycule, on=self.on)
        # Where nobody ever wrote one down, that none stands there tells nothing.
        views = self._agreement_views if rhythm.is_kept else ()
        duties = {
            norm.path: list(self._duties_due(rhythm, at, norm))
            for at in views
            for clause in at.clauses
            for norm in clause.norms
            if norm.clause is not None and self.is_any_of(norm.act, _LOOKS)
        }
        late = {path for path, dues in duties.items() if self._may_be_late(path, dues)}
        times = None
        if late:
            from polyagree.timeline.overdue import LastTimes

            times = LastTimes(self.ledger_of(frozenset(f"{path[1]}.{path[3]}" for path in late)))
        for at in views:
            due = rhythm.of_review(at.agreement)
            if due is not None:
                yield at.part("review"), due
            for norm in (norm for clause in at.clauses for norm in clause.norms):
                dues = duties.get(norm.path, [])
                if times is not None and norm.path in late:
                    dues = self._as_replayed(rhythm, times, norm, dues)
                yield from ((norm, each) for each in dues)

    def _duties_due(self, rhythm: Rhythm, at: AgreementAt, norm: NormAt) -> Iterator[Due]:
        if norm.clause is not None:
            yield from rhythm.of_duty(at.agreement, norm.clause.id, norm.norm, norm.bearers)

    def _may_be_late(self, path: Path, dues: list[Due]) -> bool:
        """Return whether fields leave open that a duty is late; a replay takes its time."""
        until, norm = self.last_recorded, self.at(path)
        if until is None or not isinstance(norm, NormAt):
            return False
        return _hangs_on_more(norm.norm) or any(due.by < until for due in dues)

    def _as_replayed(
        self, rhythm: Rhythm, times: LastTimes, norm: NormAt, dues: list[Due]
    ) -> list[Due]:
        """Return until when a duty is due, as far as a replay says the same."""
        if not _hangs_on_more(norm.norm):
            return list(times.confirmed(norm.path, norm.norm, dues))
        found = []
        for due in times.missed(norm.path, norm.norm):
            last = rhythm.last_with(due.who)
            if last is None or last[0] < due.since:
                found.append(due)
        return found

    @cached_property
    def redundancies(self) -> tuple[Redundant, ...]:
        """The norms without which nothing would change, as far as the document says."""
        if not self._has_acts_in_common:
            return ()
        from polyagree.consistency.redundancy import redundant

        return redundant(self.polycule, on=self.on).found

    @property
    def _has_acts_in_common(self) -> bool:
        """Whether two norms are about one act, or one about a kind of the other's."""
        acts = Counter(each.act for each in self._norms if not each.is_reparation)
        for each in self._norms:
            after = each.norm.after
            for act in (each.act,) if after is None else (each.act, after.act):
                for wide in () if each.is_reparation else self.words.wider(act):
                    if acts[wide] > (wide == each.act):
                        return True
        return False

    def dead_ends_of(self, clauses: frozenset[str]) -> tuple[DeadEnd, ...]:
        """Return which steps after a break of *clauses* lead nowhere."""
        from polyagree.timeline.dead_ends import dead_ends

        return dead_ends(self.polycule, clauses, on=self.on)

    def ledger_of(self, clauses: frozenset[str]) -> Ledger:
        """Return what became of *clauses* by the day."""
        if clauses not in self._ledgers:
            from polyagree.timeline.ledger import replay

            until = self.last_recorded
            self._ledgers[clauses] = replay(self.polycule, until=until, clauses=clauses)
        return self._ledgers[clauses]

    @cached_property
    def scenario_results(self) -> tuple[ScenarioResult, ...]:
        """What would come of each scenario."""
        from polyagree.timeline.scenarios import run_scenarios

        return run_scenarios(self.polycule)

    @cached_property
    def coverage(self) -> Coverage:
        """What the scenarios leave out."""
        from polyagree.timeline.scenarios import coverage

        source = self.polycule.source
        found = coverage(self.polycule, self.scenario_results)
        return evolve(found, document=None if source is None else source.file)

    @cached_property
    def exceedances(self) -> tuple[Exceedance, ...]:
        """What was beyond an agreed limit by the day, and cannot have been otherwise."""
        if not self.polycule.events:
            return ()
        # Most documents have no log, and counting is for those that have one.
        from polyagree.timeline.limits import exceedances

        return tuple(each for each in exceedances(self.polycule, on=self.on) if each.sure)

    @cached_property
    def crept(self) -> tuple[tuple[AgreementAt, Course], ...]:
        """Numbers of clauses that moved a little at a time, and far in the end."""
        changed = {at.agreement.id: at for at in self._agreement_views if at.agreement.revisions}
        if not changed:
            return ()
        from polyagree.practice.wordings import courses

        return tuple(
            (changed[str(course.path[1])], course)
            for course in courses(self.polycule, on=self.on)
            if course.has_crept and course.path[0] == "agreements" and course.path[1] in changed
        )

    @property
    def verdict(self) -> Verdict | None:
        """Whether everything can be kept together; ``None``: it is not asked, or not told."""
        return self._settled[0]

    @property
    def contradiction(self) -> str | None:
        """What polyagree says of itself where its own replay denies what it found."""
        return self._settled[1]

    @cached_property
    def _settled(self) -> tuple[Verdict | None, str | None]:
        if not self._solver_seconds:
            return None, None
        from polyagree.consistency.solve import solve

        try:
            found = solve(self.polycule, on=self.on, sets=_MOST_SETS, seconds=self._solver_seconds)
        except DoesNotReplay as error:
            # One fault of ours is no reason to keep back all that others found.
            return None, str(error)
        return found, None

    @cached_property
    def slid(self) -> tuple[tuple[AgreementAt, Slide], ...]:
        """Clauses that moved in one direction again and again, where no number tells it."""
        several = [at for at in self._agreement_views if len(at.agreement.revisions) >= _SEVERAL]
        if not several:
            return ()
        from polyagree.practice.steps import slides

        views = {at.agreement.id: at for at in several}
        counted = {course.path for _, course in self.crept}
        try:
            found = list(slides(self.polycule, on=self.on))
        except DoesNotReplay:
            # One fault of ours is no reason to keep back all that others found.
            return ()
        return tuple(
            (views[str(slide.path[1])], slide)
            for slide in found
            if slide.path not in counted and slide.path[1] in views
        )

    def is_practised(self, agreement: Agreement) -> bool:
        """Return whether something was done that only the latest revision allows."""
        day = agreement.revisions[-1].date
        if not any(event.day >= day for event in self.polycule.events):
            return False
        from polyagree.practice.steps import is_practised

        return is_practised(self.polycule, agreement, on=self.on)

    # Health

    def plan_of(self, agreement: Agreement) -> SaferSexPlan:
        """Return what the present text of *agreement* declares of tests, barriers and results."""
        return self._plans[agreement.id]

    @cached_property
    def _plans(self) -> dict[str, SaferSexPlan]:
        from polyagree.practice.safer_sex import safer_sex_plan

        return {each.id: safer_sex_plan(each, self.words) for each in self._agreements}

    def tests_due(self) -> Iterator[tuple[NormAt, Due]]:
        """Yield the duties to test that were missed once, and not kept since, by a replay."""
        norms = [each for each in self._norms if self._is_testing(each)]
        if self.on is None or not any(self._tests_of(who) for at in norms for who in at.bearers):
            return
        from polyagree.timeline.overdue import missed_since

        missed = missed_since(self.ledger_of(frozenset(_clause_of(each) for each in norms)))
        for at in norms:
            if any(self._tests_of(who) for who in at.bearers):
                yield from ((at, due) for due in missed.get(at.path, ()))

    def _is_testing(self, at: NormAt) -> bool:
        return (
            isinstance(at.norm, Obligation)
            and at.norm.kind in {"recurring", "quota"}
            and not at.is_reparation
            and (at.clause is not None or at.agreement is None)
            and is_health_act(at.act, self.words, group="testing")
        )

    def tests_due_again(self, every: Cadence, people: Iterable[PersonId]) -> Iterator[Due]:
        """Yield until when each of *people* is due to test again, by their last test or results."""
        from polyagree.timeline.rhythm import Due

        for who in people:
            last = max(self._tests_of(who), default=None)
            if last is None:
                continue
            by = due_again(last, every, self.polycule.zone)
            if by is not None:
                yield Due(who=(who,), agreement="", since=last, by=by)

    def has_results(self, person: PersonId, since: dt.date) -> bool:
        """Return whether a test of *person*, or results of one, are recorded after *since*."""
        return any(day > since for day in self._tests_of(person))

    def _tests_of(self, person: PersonId) -> list[dt.date]:
        return self._test_days.get(person, [])

    @cached_property
    def _test_days(self) -> dict[PersonId, list[dt.date]]:
        """
        The days up to the day on which each person tested.

        Results that come within six weeks of a test that is recorded belong to it; others
        stand for one that is not.
        """
        found: dict[PersonId, list[dt.date]] = {}
        waiting: dict[PersonId, dt.date] = {}
        known = [each for each in self.polycule.events if self.on is None or each.day <= self.on]
        for event in sorted(known, key=lambda each: each.day):
            is_test, is_result = (
                is_health_act(event.act, self.words, group=group)
                for group in ("testing", "results")
            )
            if not is_test and not is_result:
                continue
            for person in {*event.who, *self.named(event.with_)}:
                tested = waiting.pop(person, None)
                if is_test or tested is None or event.day - tested > _RESULTS_TAKE:
                    found.setdefault(person, []).append(event.day)
                if is_test:
                    waiting[person] = event.day
        return found

    @property
    def alarms(self) -> tuple[int, ...]:
        """The positions of positive results, exposures and failed barriers up to the day."""
        return self._spread.alarms

    def exposed_after(self, index: int) -> tuple[Exposed, ...]:
        """Return who could have been exposed after an alarm, and was not told of it since."""
        sources = self._spread.sources(index)
        found = self._spread.exposed(self._spread.since(sources, index))
        told = self._spread.told_after(index, found)
        return tuple(each for each in found if each.person not in told)

    @cached_property
    def _spread(self) -> Spread:
        from polyagree.practice.spread import Spread

        return Spread(self.polycule, on=self.on)

    # What is read in words

    def readings(self) -> tuple[ReadAt, ...]:
        """Return what was read in the clauses and boundaries that say nothing of norms."""
        return tuple(self._readings.values())

    def reading_at(self, path: Path) -> ReadAt | None:
        """Return what was read in the clause or boundary at *path*; ``None``: it is declared."""
        return self._readings.get(path)

    def readings_in(self, agreement: Agreement) -> tuple[ReadAt, ...]:
        """Return what was read in the clauses of *agreement*."""
        return self._readings_in.get(agreement.id, ())

    @cached_property
    def _readings_in(self) -> dict[str, tuple[ReadAt, ...]]:
        found: dict[str, list[ReadAt]] = {}
        for each in self._readings.values():
            if each.clause is not None and each.agreement is not None:
                found.setdefault(each.agreement.id, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    def is_handled_in_words(self, clause: ClauseAt) -> bool:
        """Return whether a clause that has only words says what follows a break of *clause*."""
        return clause.path in self._read_clauses[1]

    @cached_property
    def _readings(self) -> dict[Path, ReadAt]:
        unread = [each for each in self._boundary_views if each.boundary.norm is None]
        return self._read_clauses[0] | {
            each.path: self._as_read(each, self._read(each.boundary.says)) for each in unread
        }

    @cached_property
    def _read_clauses(self) -> tuple[dict[Path, ReadAt], frozenset[Path]]:
        """What was read in clauses, and the clauses whose breaks others handle in words."""
        read: dict[Path, ReadAt] = {}
        handled: set[Path] = set()
        for agreement in self._agreement_views:
            clauses = agreement.clauses
            if all(each.clause.is_read for each in clauses):
                continue
            for at, reading in zip(clauses, self._read_together(clauses), strict=True):
                if not at.clause.is_read:
                    read[at.path] = self._as_read(at, reading)
                by = reading.handled_by
                if by is not None and not clauses[by].clause.is_read:
                    handled.add(at.path)
        return read, frozenset(handled)

    def _read_together(self, clauses: tuple[ClauseAt, ...]) -> tuple[Reading, ...]:
        """Return what *clauses* say, each with which of them handles a break of it."""
        from polyagree.text.handling import handled

        found = []
        for at in clauses:
            reading = self._read(at.clause.says)
            if at.clause.is_read:
                # What it is, the document says; its words tell what it is about.
                kind = reading.kind if reading.kind in BINDING else "commitment"
                reading = evolve(reading, kind=kind, break_handling=False)
            found.append(reading)
        return handled(found)

    def _read(self, text: str) -> Reading:
        from polyagree.text.readers import reader_of

        reader = reader_of(self._reader)
        return reader.read(text, people=self._names_in(text), terms=self._term_names)

    def _as_read(self, at: ClauseAt | BoundaryAt, reading: Reading) -> ReadAt:
        found = ReadAt(
            context=self,
            path=(*at.path, "says"),
            anchor=f"{at.anchor}.says",
            reading=reading,
            clause=at.clause if isinstance(at, ClauseAt) else None,
            boundary=at.boundary if isinstance(at, BoundaryAt) else None,
            agreement=at.agreement,
            sure=self._sure,
            doubt=self._doubt,
        )
        return evolve(found, norms=tuple(self._norms_read(found)))

    def called(self, name: str) -> frozenset[PersonId]:
        """Return who is called *name*, in whatever case."""
        return frozenset(self._by_name.get(name.casefold(), ()))

    def people_in(self, text: str) -> frozenset[PersonId]:
        """Return whom *text* names."""
        return frozenset[PersonId]().union(*(self.called(name) for name in self._names_in(text)))

    @cached_property
    def _by_name(self) -> dict[str, list[PersonId]]:
        found: dict[str, list[PersonId]] = {}
        for person in self.polycule.people:
            for name in {person.id.casefold(), person.name.casefold()}:
                found.setdefault(name, []).append(person.id)
        return found

    def _names_in(self, text: str) -> frozenset[str]:
        return names_in(text, self._name_words)

    @cached_property
    def _name_words(self) -> frozenset[str]:
        return name_words(self._by_name)

    def tones(self, text: str) -> tuple[Tone, ...]:
        """Return the words in *text* that blame somebody, or make something small."""
        from polyagree.text.tones import tones_in

        return tones_in(text, people=self._names_in(text))

    def said_after_a_break(self, text: str) -> tuple[Said, ...]:
        """Return the words in *text* that press somebody, or take back what somebody owns."""
        from polyagree.text.mending import said_after_a_break

        return said_after_a_break(text, people=self._names_in(text))

    def aftermath(self, text: str) -> frozenset[Follows]:
        """Return what *text* says of what follows a break."""
        from polyagree.text.aftermath import aftermath_of

        return aftermath_of(text)

    def reassurance(self, text: str) -> tuple[str, ...]:
        """Return the words in *text* by which something is for not being left."""
        from polyagree.text.purposes import reassurance_in

        return reassurance_in(text, people=self._names_in(text))

    def read_without_reason(self, text: str, reason: str) -> Reading:
        """Return what *text* says before it tells why, of which *reason* is a part."""
        from polyagree.text.purposes import without_reason

        return self._read(without_reason(text, reason))

    def feelings_demanded(self, text: str) -> tuple[str, ...]:
        """Return the words in *text* that ask for a feeling or forbid one."""
        from polyagree.text.feelings import feelings_demanded

        return feelings_demanded(text, people=self._names_in(text))

    @cached_property
    def _term_names(self) -> frozenset[str]:
        return frozenset(term.id.replace("-", " ") for term in self.polycule.terms)

    def _norms_read(self, at: ReadAt) -> Iterator[NormAt]:
        """Yield the norms that were read, without those that speak of what the document lacks."""
        if at.clause is None or at.agreement is None:
            # What a holder waits for before their own part is their own affair.
            return
        for norm in at.reading.norms:
            if self._knows_all(norm):
                yield NormAt(
                    context=self,
                    path=at.path,
                    anchor=at.anchor,
                    norm=evolve(norm, if_broken=()),
                    agreement=at.agreement,
                    clause=at.clause,
                    parties=frozenset(at.agreement.parties),
                    read_in=at,
                )

    def _knows_all(self, norm: Norm) -> bool:
        """Return whether the document, or a word that ships, has each name in *norm*."""
        names: dict[tuple[str, tuple[str, ...]], None] = {}
        collect_names(norm, names)
        return all(
            name in self._people_of or name == "always" or self.words.get(name) is not None
            for name, _ in names
        )

    # Whether practice has moved

    @property
    def limits_in_use(self) -> tuple[LimitInUse, ...]:
        """The limits in force on the last day on record, with what the record says of them."""
        return self.limits_promising("1 in 10 years")

    def limits_promising(self, false_alarm: str) -> tuple[LimitInUse, ...]:
        """Return the limits in use, charted with a *false_alarm* as rare as that."""
        if false_alarm not in self._limits:
            self._limits[false_alarm] = self._limits_charted(false_alarm)
        return self._limits[false_alarm]

    def _limits_charted(self, false_alarm: str) -> tuple[LimitInUse, ...]:
        on = self.last_recorded
        if on is None or not self.polycule.events:
            return ()
        from polyagree.drift.promises import parse
        from polyagree.practice.limits import limits_in_use

        return tuple(limits_in_use(self.polycule, on=on, promise=parse(false_alarm)))

    @property
    def duties_in_use(self) -> tuple[DutyInUse, ...]:
        """The duties that come again, of which there may be enough on record to tell."""
        return self.duties_promising("1 in 104 rounds")

    def duties_promising(self, false_alarm: str) -> tuple[DutyInUse, ...]:
        """Return the duties in use, charted with a *false_alarm* as rare as that."""
        if false_alarm not in self._duties:
            self._duties[false_alarm] = self._duties_charted(false_alarm)
        return self._duties[false_alarm]

    def _duties_charted(self, false_alarm: str) -> tuple[DutyInUse, ...]:
        on = self.last_recorded
        if on is None or len(self.polycule.events) < _FEW:
            return ()
        acts = {event.act for event in self.polycule.events}
        clauses = frozenset(
            name
            for name, norm in self._own_duties()
            if (norm.every or norm.per or norm.after) and self._is_done(norm, acts)
        )
        if not clauses:
            return ()
        from polyagree.drift.promises import parse
        from polyagree.practice.duties import duties_in_use
        from polyagree.practice.recorded import Recorded

        found = duties_in_use(
            self.polycule,
            recorded=Recorded(self.polycule, on),
            clauses=clauses,
            promise=parse(false_alarm),
        )
        return tuple(found)

    def _own_duties(self) -> Iterator[tuple[str, Obligation]]:
        for at in self._norms:
            if isinstance(at.norm, Obligation) and not at.is_reparation:
                if at.clause is not None and at.agreement is not None:
                    yield f"{at.agreement.id}.{at.clause.id}", at.norm
                elif at.boundary is not None and at.agreement is None:
                    yield at.boundary.id, at.norm

    def _is_done(self, norm: Norm, acts: Iterable[str]) -> bool:
        """Return whether what *norm* asks for was ever done; what nobody notes, nobody misses."""
        return any(self.words.is_kind_of(act, norm.act) for act in acts)

    @property
    def comforts(self) -> tuple[Comfort, ...]:
        """The scores of check-ins, up to the day."""
        return self.comforts_promising("1 in 104 check-ins")

    def comforts_promising(self, false_alarm: str) -> tuple[Comfort, ...]:
        """Return the scores of check-ins, charted with a *false_alarm* as rare as that."""
        if false_alarm not in self._comforts:
            self._comforts[false_alarm] = self._comforts_charted(false_alarm)
        return self._comforts[false_alarm]

    def _comforts_charted(self, false_alarm: str) -> tuple[Comfort, ...]:
        if self.on is None or not any(each.scores for each in self.polycule.check_ins):
            return ()
        from polyagree.drift.promises import parse
        from polyagree.practice.comfort import comforts

        return tuple(comforts(self.polycule, on=self.on, promise=parse(false_alarm)))

    @cached_property
    def exceptions(self) -> tuple[Excepted, ...]:
        """What was done by way of exception, up to the day."""
        if not self.polycule.events:
            return ()
        from polyagree.timeline.exceptions import exceptions

        return tuple(exceptions(self.polycule, on=self.on))

    def last_periods(self, per: Window | None, number: int) -> list[Period]:
        """
        Return the last periods up to the last day on record, the latest first.

        They are those of *per* where it is a week, a month, a quarter or a season, else months.
        """
        on = self.last_recorded
        unit = per.unit if per is not None and per.unit in _PERIODS else "month"
        if on is None or unit is None:
            return []
        found, zone = [], self.polycule.zone
        window = Window(kind="calendar", unit=unit)
        for _ in range(number):
            around = window_around(day_bounds(on, zone).start, window, zone)
            start = local_day(around.start, zone)
            found.append(Period(start, local_day(around.end, zone), unit))
            if start.year == dt.MINYEAR:
                break
            on = start - dt.timedelta(days=1)
        return found

    @cached_property
    def repairs(self) -> tuple[RepairAt, ...]:
        """The repairs, each with how far it is on the day."""
        if not self.polycule.repairs:
            return ()
        from polyagree.timeline.repairs import progresses

        repairs = self.polycule.repairs
        return tuple(
            RepairAt(
                context=self,
                path=("repairs", each.id),
                anchor=f"repairs.{each.id}",
                is_keyed=True,
                repair=each,
                progress=progress,
                norms=tuple(norm for _, norms in self._norms_of_steps(each) for norm in norms),
            )
            for each, progress in zip(
                repairs, progresses(self.polycule, repairs, on=self.on), strict=True
            )
        )

    @cached_property
    def settled_breaches(self) -> frozenset[str]:
        """The ids of the breaches that were settled, or ended with."""
        return frozenset(
            breach
            for repair in self.polycule.repairs
            if repair.settled is not None or repair.ended is not None
            for breach in repair.of
        )

    @cached_property
    def put_to_bed(self) -> frozenset[int]:
        """Return the positions of the events whose breaches were settled, or ended with."""
        names = {
            name
            for each in self.polycule.breaches
            if each.id in self.settled_breaches
            for name in each.event
        }
        return frozenset(
            index
            for index, event in enumerate(self.polycule.events)
            if event.id is not None and event.id in names
        )

    @cached_property
    def _places(self) -> dict[Path, Place]:
        places: dict[Path, Place] = {each.path: each for each in self._agreement_views}
        places |= {each.path: each for each in self.clauses()}
        places |= {each.path: each for each in self._boundary_views}
        return places | {each.path: each for each in self._norms}

    def at(self, path: Path) -> Place | None:
        """Return the agreement, clause, boundary or norm at *path*; ``None`` if it has ended."""
        return self._places.get(path)

    @cached_property
    def _ranks(self) -> dict[Path, int]:
        ranks: dict[Path, int] = {}
        for collection in ("values", "agreements", "boundaries", "repairs"):
            for index, each in enumerate(getattr(self.polycule, collection)):
                ranks[collection, each.id] = index
        for agreement in self.polycule.agreements:
            for index, clause in enumerate(agreement.clauses):
                ranks["agreements", agreement.id, "clauses", clause.id] = index
        return ranks

    def order(self, path: Path) -> tuple[tuple[int, str], ...]:
        """Return a key that sorts paths as a document has them."""
        key: list[tuple[int, str]] = []
        for depth, step in enumerate(path):
            if isinstance(step, int):
                key.append((step, ""))
            else:
                rank = self._ranks.get(path[: depth + 1])
                key.append((_RANK.get(step, -1) if rank is None else rank, step))
        return tuple(key)

    # Views

    @cached_property
    def last_recorded(self) -> dt.date | None:
        """The last day up to the day of which anything is recorded; ``None``: none is."""
        return None if self.on is None else self.polycule.last_day_up_to(self.on)

    @cached_property
    def _agreements(self) -> tuple[Agreement, ...]:
        on = self.on
        return tuple(
            each
            for each in self.polycule.agreements
            if on is None or each.ends is None or each.ends >= on
        )

    def agreements(self) -> tuple[AgreementAt, ...]:
        """Return the agreements that have not ended."""
        return self._agreement_views

    @cached_property
    def _agreement_views(self) -> tuple[AgreementAt, ...]:
        return tuple(self._agreement(each) for each in self._agreements)

    def _agreement(self, agreement: Agreement) -> AgreementAt:
        path: Path = ("agreements", agreement.id)
        anchor = f"agreements.{agreement.id}"
        steps = self._norms_of(
            agreement.if_broken,
            (*path, "if_broken"),
            f"{anchor}.if_broken",
            agreement=agreement,
            parties=frozenset(agreement.parties),
            is_reparation=True,
            repairs=((*path, "clauses"),),
        )
        return AgreementAt(
            context=self, path=path, anchor=anchor, is_keyed=True, agreement=agreement, steps=steps
        )

    def clauses(self) -> Iterator[ClauseAt]:
        """Yield the clauses of the agreements, without the boundaries among them."""
        for agreement in self._agreements:
            yield from self._clause_views[agreement.id]

    def clauses_of(self, agreement: Agreement) -> tuple[ClauseAt, ...]:
        """Return the clauses of *agreement*, without the boundaries among them."""
        return self._clause_views[agreement.id]

    @cached_property
    def _clause_views(self) -> dict[str, tuple[ClauseAt, ...]]:
        return {
            at.agreement.id: tuple(
                self._clause(at, each) for each in at.agreement.clauses if isinstance(each, Clause)
            )
            for at in self._agreement_views
        }

    def _clause(self, agreement_at: AgreementAt, clause: Clause) -> ClauseAt:
        agreement = agreement_at.agreement
        path: Path = (*agreement_at.path, "clauses", clause.id)
        anchor = f"{agreement_at.anchor}.clauses.{clause.id}"
        parties = frozenset(agreement.parties)
        return ClauseAt(
            context=self,
            path=path,
            anchor=anchor,
            is_keyed=True,
            clause=clause,
            agreement_at=agreement_at,
            norms=self._norms_of(
                clause.norms,
                (*path, "norm"),
                f"{anchor}.norm",
                agreement=agreement,
                clause=clause,
                parties=parties,
            ),
            steps=self._norms_of(
                clause.if_broken,
                (*path, "if_broken"),
                f"{anchor}.if_broken",
                agreement=agreement,
                clause=clause,
                parties=parties,
                is_reparation=True,
                repairs=(path,),
            ),
        )

    def boundaries(self) -> tuple[BoundaryAt, ...]:
        """Return every boundary: those of their own, and those in agreements that go on."""
        return self._boundary_views

    @cached_property
    def _boundary_views(self) -> tuple[BoundaryAt, ...]:
        views = [self._boundary(each, ("boundaries",), None) for each in self.polycule.boundaries]
        views += [
            self._boundary(each, ("agreements", agreement.id, "clauses"), agreement)
            for agreement in self._agreements
            for each in agreement.clauses
            if isinstance(each, Boundary)
        ]
        return tuple(views)

    def _boundary(self, boundary: Boundary, above: Path, agreement: Agreement | None) -> BoundaryAt:
        path: Path = (*above, boundary.id)
        anchor = ".".join(str(step) for step in path)
        parties = frozenset({boundary.holder}) if agreement is None else agreement.parties
        norms = self._norms_of(
            boundary.norms,
            (*path, "norm"),
            f"{anchor}.norm",
            agreement=agreement,
            boundary=boundary,
            parties=frozenset(parties),
        )
        if boundary.response is not None:
            norms += self._norms_of(
                boundary.response.norm,
                (*path, "response", "norm"),
                f"{anchor}.response.norm",
                agreement=agreement,
                boundary=boundary,
                parties=frozenset(parties),
            )
        return BoundaryAt(
            context=self,
            path=path,
            anchor=anchor,
            is_keyed=True,
            boundary=boundary,
            agreement=agreement,
            norms=norms,
        )

    def values(self) -> Iterator[ValueAt]:
        """Yield the values."""
        for value in self.polycule.values:
            yield ValueAt(
                context=self,
                path=("values", value.id),
                anchor=f"values.{value.id}",
                is_keyed=True,
                value=value,
            )

    def norms(self, *types: type[Norm], read: bool = False) -> tuple[NormAt, ...]:
        """
        Return every declared norm of *types*, or of any type, steps after a break included.

        Args:
            types: Of which types; empty: of any.
            read: Whether those follow that were only read in the words of a clause or a boundary.
        """
        norms = (*self._norms, *self._norms_in_words) if read else self._norms
        return norms if not types else tuple(each for each in norms if isinstance(each.norm, types))

    @cached_property
    def _norms_in_words(self) -> tuple[NormAt, ...]:
        return tuple(norm for at in self._readings.values() for norm in at.norms)

    @cached_property
    def _norms(self) -> tuple[NormAt, ...]:
        found: list[NormAt] = []
        for agreement in self._agreement_views:
            found += self._with_steps(agreement.steps)
            for clause in agreement.clauses:
                found += self._with_steps(clause.norms)
                found += self._with_steps(clause.steps)
        for boundary in self._boundary_views:
            found += self._with_steps(boundary.norms)
        found += self._with_steps(self._repair_norms())
        return tuple(found)

    def _repair_norms(self) -> Iterator[NormAt]:
        for repair in self.polycule.repairs:
            if repair.settled is None and repair.ended is None:
                for step, norms in self._norms_of_steps(repair):
                    if step.done is None and step.skipped is None:
                        yield from norms

    def _norms_of_steps(self, repair: Repair) -> Iterator[tuple[RepairStep, tuple[NormAt, ...]]]:
        broken = [name for breach in repair.of for name in self.polycule.breach(breach).of]
        parties = frozenset[PersonId]().union(*(self.people_of(name) for name in broken))
        steps = labels([step.step for step in repair.steps], repair.steps)
        for index, step in enumerate(repair.steps):
            yield (
                step,
                self._norms_of(
                    step.norm,
                    ("repairs", repair.id, "steps", index, "norm"),
                    f"repairs.{repair.id}.steps[{steps[index]}].norm",
                    parties=parties,
                    is_reparation=True,
                    repairs=tuple(_path_of(name, self._clause_ids) for name in broken),
                ),
            )

    def _with_steps(self, norms: Iterable[NormAt]) -> Iterator[NormAt]:
        for each in norms:
            yield each
            if each.norm.if_broken:
                yield from self._with_steps(self.steps_of(each))

    def steps_of(self, norm: NormAt) -> tuple[NormAt, ...]:
        """Return what follows if *norm* is not kept: its own steps, not those inside them."""
        return self._norms_of(
            norm.norm.if_broken,
            (*norm.path, "if_broken"),
            f"{norm.anchor}.if_broken",
            agreement=norm.agreement,
            clause=norm.clause,
            boundary=norm.boundary,
            parties=norm.parties,
            is_reparation=True,
            repairs=(*norm.repairs, norm.path),
        )

    def _norms_of(
        self,
        norms: tuple[Norm, ...],
        path: Path,
        anchor: str,
        *,
        parties: frozenset[PersonId],
        agreement: Agreement | None = None,
        clause: Clause | None = None,
        boundary: Boundary | None = None,
        is_reparation: bool = False,
        repairs: tuple[Path, ...] = (),
    ) -> tuple[NormAt, ...]:
        told = labels([f"{norm.modal} {norm.act}" for norm in norms], norms)
        return tuple(
            NormAt(
                context=self,
                path=(*path, index),
                anchor=f"{anchor}[{told[index]}]",
                norm=norm,
                agreement=agreement,
                clause=clause,
                boundary=boundary,
                parties=parties,
                is_reparation=is_reparation,
                repairs=repairs,
            )
            for index, norm in enumerate(norms)
            if not self._has_ended(norm)
        )

    def _has_ended(self, norm: Norm) -> bool:
        return self.on is not None and isinstance(norm.until, dt.date) and norm.until < self.on


def _lets_wait(norm: Norm) -> bool:
    """Return whether an act may wait for something because of *norm*."""
    names = ("only_if", "unless", "before", "over")
    if any(getattr(norm, name, None) for name in names):
        return True
    return norm.until is not None and not isinstance(norm.until, dt.date)


def _hangs_on_more(norm: Norm) -> bool:
    """Return whether a duty that comes round begins with a condition, or is lifted by one."""
    if not isinstance(norm, Obligation) or norm.kind not in {"recurring", "quota"}:
        return False
    if norm.during is not None or norm.after is not None:
        return False
    return norm.unless is not None or not isinstance(norm.from_ or dt.date.min, dt.date)


def _clause_of(at: NormAt) -> str:
    """Return the clause or the boundary in which a norm stands, as others refer to it."""
    if at.agreement is not None and at.clause is not None:
        return f"{at.agreement.id}.{at.clause.id}"
    return "" if at.boundary is None else at.boundary.id


def _path_of(name: str, agreements: Container[str]) -> Path:
    """Return the path of the clause, agreement or boundary that a breach calls *name*."""
    agreement, _, clause = name.partition(".")
    if agreement not in agreements:
        return ("boundaries", name)
    return ("agreements", agreement, *(("clauses", clause) if clause else ()))
