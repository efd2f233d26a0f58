"""For whom each kind of record is, and what it cannot be without."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import evolve, field, frozen

from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.breach import Breach
from polyagree.model.check_in import CheckIn, Concern, Feeling, Score
from polyagree.model.clause import Clause
from polyagree.model.event import Event
from polyagree.model.group import Group
from polyagree.model.matrix import Matrix
from polyagree.model.people import Except, Named, PartnersOf, People, PeopleTerm, Role
from polyagree.model.person import Person
from polyagree.model.relationship import Relationship
from polyagree.model.repair import Repair
from polyagree.model.scenario import Scenario
from polyagree.model.term import Term
from polyagree.model.value import Value
from polyagree.privacy.audience import Around, Audience
from polyagree.privacy.names import Known

__all__ = ["Seen", "Wordings", "around", "is_for_viewer", "is_own", "stands"]

_TWO = 2


@frozen(kw_only=True)
class Wordings:
    """
    A clause of an agreement with everything that it ever said.

    Attributes:
        agreement: The agreement.
        clause: Its key in the agreement.
        forms: How it stands, and how it stood before.
    """

    agreement: Agreement
    clause: str
    forms: tuple[Clause | Boundary, ...]

    @property
    def id(self) -> str:
        """Its name in the document."""
        return f"{self.agreement.id}.{self.clause}"


@frozen(kw_only=True, eq=False)
class Seen:
    """
    What somebody is known to see so far.

    Attributes:
        viewer: Who looks.
        known: The names they may know.
        audience: Whom ``visible_to`` means.
        agreements: The agreements they see, by id.
        boundaries: The boundaries of their own that they see.
        breaches: The breaches they see.
    """

    viewer: str
    known: Known
    audience: Audience
    agreements: dict[str, Agreement] = field(factory=dict)
    boundaries: dict[str, Boundary] = field(factory=dict)
    breaches: dict[str, Breach] = field(factory=dict)

    def are_people(self, names: Iterable[str], *, least: int = 1) -> bool:
        """Return whether *least* of *names*, or more, are people whom the viewer may know of."""
        return sum(self.known.has(name, "person") for name in names) >= least

    def parties_of_breach(self, breach: Breach) -> tuple[str, ...]:
        """Return the parties of what *breach* is of, and whoever reached a boundary."""
        reached = breach.by if any(name in self.boundaries for name in breach.of) else ()
        return tuple(dict.fromkeys((*self.parties_of(breach.of), *reached)))

    def parties_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the parties of the agreements, and the holders, that *names* lead to."""
        found: dict[str, None] = {}
        for name in names:
            agreement, _, clause = name.partition(".")
            if clause and not self.known.has(name, "clause"):
                continue
            if agreement in self.agreements:
                found.update(dict.fromkeys(self.agreements[agreement].parties))
            elif name in self.boundaries:
                found[self.boundaries[name].holder] = None
        return tuple(found)


def stands(record: Any, seen: Seen) -> bool:
    """Return whether *record* is still one without whatever is not visible."""
    people, known = seen.are_people, seen.known
    match record:
        case Group():
            return known.has(record.kind, "group-kind") and people(record.people)
        case Relationship():
            least = _TWO
            return known.has(record.kind, "relationship-kind") and people(
                record.people, least=least
            )
        case Agreement():
            return people(record.parties, least=_TWO)
        case Boundary():
            return people([record.holder])
        case Wordings():
            return record.agreement.id in seen.agreements and all(
                stands(each, seen) for each in record.forms
            )
        case Matrix() | CheckIn():
            return people(record.people)
        case Event():
            did = not record.who or people(record.who)
            return did and known.has(record.act, "act", "happening", "power")
        case Breach():
            return any(known.has(name, "clause", "boundary", "agreement") for name in record.of)
        case Repair():
            return any(name in seen.breaches for name in record.of)
        case Scenario():
            return _is_whole(record, seen)
        case _:
            return True


def _is_whole(scenario: Scenario, seen: Seen) -> bool:
    """Return whether *scenario* is visible down to the last event: what follows hangs on each."""
    own = {each.id for each in scenario.events}
    plain = tuple(evolve(each, visible_to=()) for each in scenario.events)
    names = evolve(scenario, visible_to=(), events=plain)
    return seen.known.is_whole(names, besides=own) and all(
        not each.visible_to or seen.audience.shows(each.visible_to, seen.viewer, around(each, seen))
        for each in scenario.events
    )


def is_for_viewer(record: Any, seen: Seen) -> bool:
    """Return whether *record* is meant for the eyes of the viewer."""
    match record:
        case Wordings():
            return all(
                is_for_viewer(each, seen) for each in record.forms if isinstance(each, Boundary)
            )
        case _ if is_own(record, seen.viewer):
            return True
        case _ if record.visible_to:
            return seen.audience.shows(record.visible_to, seen.viewer, around(record, seen))
        case _:
            return _DEFAULTS[type(record)](record, seen)


def is_own(record: Any, viewer: str) -> bool:
    """Return whether *record* is the viewer's own, which nobody hides from them."""
    match record:
        case Person():
            return record.id == viewer
        case Boundary():
            return record.holder == viewer
        case Relationship():
            return record.of == viewer
        case Score() | Feeling() | Concern():
            return record.who == viewer
        case _:
            return False


def around(record: Any, seen: Seen) -> Around:
    """Return who stands around *record*."""
    match record:
        case Person():
            return Around(own=(record.id,))
        case Agreement():
            return Around(own=record.parties, parties=record.parties)
        case Boundary():
            return Around(own=(record.holder,), parties=_with_holder(record, seen))
        case Event():
            them = _told_apart(record.with_, seen)
            return Around(own=record.who, actors=record.who, them=them)
        case Breach():
            hurt = tuple(each.who for each in record.impact)
            parties = seen.parties_of_breach(record)
            return Around(own=parties, parties=parties, affected=hurt, breakers=record.by)
        case Repair():
            parties = _parties_of_repair(record, seen)
            return Around(own=parties, parties=parties)
        case Scenario():
            parties = seen.parties_of(each.of for each in record.expect)
            return Around(own=parties, parties=parties)
        case Score() | Feeling() | Concern():
            return Around(own=(record.who,))
        case Term() | Value():
            return Around(own=record.held_by if isinstance(record, Value) else ())
        case _:
            return Around(own=record.people)


def _with_holder(boundary: Boundary, seen: Seen) -> tuple[str, ...]:
    """Return everyone who shares a visible agreement with the holder of *boundary*."""
    found: dict[str, None] = {}
    for each in seen.agreements.values():
        if boundary.holder in each.parties:
            found.update(dict.fromkeys(each.parties))
    return tuple(found)


def _parties_of_repair(repair: Repair, seen: Seen) -> tuple[str, ...]:
    breaches = [seen.breaches[each] for each in repair.of if each in seen.breaches]
    people = (who for breach in breaches for who in seen.parties_of_breach(breach))
    return tuple(dict.fromkeys(people))


def _shares(boundary: Boundary, seen: Seen) -> bool:
    day = seen.audience.day
    together = any(
        {boundary.holder, seen.viewer} <= {*each.parties}
        and (each.ends is None or (day is not None and day <= each.ends))
        for each in seen.agreements.values()
    )
    return together or seen.audience.is_near(seen.viewer, (boundary.holder,))


def _is_in(event: Event, seen: Seen) -> bool:
    # What merely happened, to nobody in particular, is for everyone.
    return not (event.who or event.with_ or event.to) or _is_named(event, seen)


def _is_named(event: Event, seen: Seen) -> bool:
    if seen.viewer in event.who:
        return True
    # Who was in a group, or a partner, on the day of the event, whatever the day of looking.
    then = evolve(seen.audience, day=event.day)
    named = (*_told_apart(event.with_, seen), *_told_apart(event.to, seen))
    return then.includes(named, seen.viewer, around(event, seen))


def _told_apart(people: People, seen: Seen) -> People:
    """Return those of *people* in an event who are told for sure: a friend could be any."""
    return tuple(each for each in people if _is_told_apart(each, seen))


def _is_told_apart(term: PeopleTerm, seen: Seen) -> bool:
    match term:
        case Named(name=name):
            return name == seen.viewer or name in seen.audience.groups
        case Role(role=role):
            return role == "each partner"
        case PartnersOf(of=Named(name=name)):
            return seen.known.has(name, "person")
        case Except(people=some):
            return all(_is_told_apart(each, seen) for each in some)
        case _:
            return False


def _takes_part(scenario: Scenario, seen: Seen) -> bool:
    parties = seen.parties_of(each.of for each in scenario.expect)
    return seen.viewer in parties or any(_is_named(each, seen) for each in scenario.events)


_DEFAULTS: dict[type, Callable[[Any, Seen], bool]] = {
    Person: lambda *_: True,
    Group: lambda each, seen: seen.viewer in each.people,
    Relationship: lambda each, seen: seen.viewer in each.people,
    Term: lambda *_: True,
    Value: lambda each, seen: not each.held_by or seen.viewer in each.held_by,
    Agreement: lambda each, seen: seen.viewer in each.parties,
    Boundary: _shares,
    Matrix: lambda each, seen: seen.viewer in each.people,
    CheckIn: lambda each, seen: seen.viewer in each.people,
    Event: _is_in,
    Breach: lambda each, seen: seen.viewer in seen.parties_of_breach(each),
    Repair: lambda each, seen: seen.viewer in _parties_of_repair(each, seen),
    Scenario: _takes_part,
    Score: lambda *_: True,
    Feeling: lambda *_: True,
    Concern: lambda *_: True,
}
"""Who may see a record that does not say so, once whatever it stands in is visible."""
