"""Whether somebody is among those whom ``visible_to`` names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from attrs import field, frozen

from polyagree.model.disclosure import Viewers, viewers_on
from polyagree.model.group import Group
from polyagree.model.ids import PersonId
from polyagree.model.people import Except, Named, PartnersOf, People, PeopleTerm, Role
from polyagree.model.relationship import Relationship
from polyagree.privacy.names import Known

__all__ = ["Around", "Audience"]

_PARTIES = frozenset({"each party", "all parties", "any party", "other parties"})


@frozen(kw_only=True)
class Around:
    """
    Who stands around a record.

    Attributes:
        own: Whose it is, or who is in it: whose partners are meant by ``partner``.
        parties: The parties of its agreements.
        actors: Who did it.
        them: With whom.
        affected: Whom it hurt.
        breakers: Who did not keep what was agreed.
    """

    own: tuple[PersonId, ...] = ()
    parties: tuple[PersonId, ...] = ()
    actors: tuple[PersonId, ...] = ()
    them: People = ()
    affected: tuple[PersonId, ...] = ()
    breakers: tuple[PersonId, ...] = ()


@frozen(kw_only=True)
class Audience:
    """
    What is known of people so far, to tell whom ``visible_to`` means.

    Whatever cannot be told from that names nobody. Groups and relationships are
    added when they turn out to be visible, so that one which stays hidden has no say.

    Attributes:
        day: The day that is asked about; ``None``: it is not known yet.
        known: The names that are visible so far.
        groups: The groups among them.
        relationships: The relationships among them, by person.
    """

    day: dt.date | None
    known: Known
    groups: dict[str, Group] = field(factory=dict)
    relationships: dict[str, list[Relationship]] = field(factory=dict)

    def add(self, relationship: Relationship) -> None:
        """Let *relationship* have a say."""
        for person in relationship.people:
            self.relationships.setdefault(person, []).append(relationship)

    def shows(self, viewers: Viewers, person: str, around: Around) -> bool:
        """Return whether *viewers* are sure to name *person* on the day."""
        return self.includes(viewers_on(viewers, self.day), person, around)

    def includes(self, people: Iterable[PeopleTerm], person: str, around: Around) -> bool:
        """Return whether *people* are sure to name *person*."""
        return any(self._names(term, person, around) for term in people)

    def _names(self, term: PeopleTerm, person: str, around: Around) -> bool:
        match term:
            case Named(name=name):
                return name == person or self._is_in(name, person, around)
            case Role(role=role):
                return self._has_part(role, person, around)
            case PartnersOf(of=some):
                return any(self._names(some, each, around) for each in self._partners(person))
            case Except(people=some, except_=others):
                included = self.includes(some, person, around)
                return included and all(self._leaves_out(each, person) for each in others)
            case _:
                # `2 of other parties`: nobody could say who they are.
                return False

    def _is_in(self, name: str, person: str, around: Around) -> bool:
        if name in self.groups:
            group = self.groups[name]
            if self.day is None:
                return False
            return person in group.people_on(self.day)
        entry = self.known.words.get(name)
        if entry is None or entry.kind != "relationship-kind":
            return False
        return any(
            self.known.words.is_kind_of(each.kind, name) and self._is_theirs(each, person, around)
            for each in self.relationships.get(person, ())
            if self.holds(each)
        )

    def _is_theirs(self, relationship: Relationship, person: str, around: Around) -> bool:
        """Return whether *person* is what the relationship says, to whose record it is."""
        if relationship.is_one_way:
            return relationship.of in around.own and relationship.towards == person
        return not {*self._others(relationship, person)}.isdisjoint(around.own)

    def _has_part(self, role: str, person: str, around: Around) -> bool:
        if role in {"anyone", "each person"}:
            return True
        if role in _PARTIES:
            return person in around.parties
        if role == "them":
            return self.includes(around.them, person, Around(own=around.actors))
        if role == "each partner":
            return not {*self._partners(person)}.isdisjoint(around.own)
        if role == "outsiders":
            return person not in around.parties and self.is_near(person, around.parties)
        plain = {"actor": around.actors, "affected": around.affected, "breaker": around.breakers}
        return person in plain.get(role, ())

    def _leaves_out(self, term: PeopleTerm, person: str) -> bool:
        """Return whether *term* is sure not to name *person*."""
        if term == Role("nobody"):
            return True
        if not isinstance(term, Named) or term.name == person:
            return False
        if term.name in self.groups:
            return person not in self.groups[term.name].people
        return self.known.has(term.name, "person")

    def _partners(self, person: str) -> Iterator[str]:
        words = self.known.words
        for each in self.relationships.get(person, ()):
            is_mutual = not each.is_one_way and words.is_kind_of(each.kind, "partner")
            if is_mutual and self.holds(each):
                yield from self._others(each, person)

    def _others(self, relationship: Relationship, person: str) -> Iterator[str]:
        """Yield whoever is in *relationship* with *person*, and may be known of."""
        for other in relationship.people:
            if other != person and self.known.has(other, "person"):
                yield other

    def holds(self, relationship: Relationship) -> bool:
        """Return whether *relationship* is sure to exist on the day."""
        if self.day is None:
            return relationship.from_ is None and relationship.until is None
        return relationship.is_on(self.day)

    def is_near(self, person: str, others: Collection[str]) -> bool:
        """Return whether *person* shares a relationship with one of *others* on the day."""
        return any(
            not {*self._others(each, person)}.isdisjoint(others)
            for each in self.relationships.get(person, ())
            if self.holds(each)
        )
