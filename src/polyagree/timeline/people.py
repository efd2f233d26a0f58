"""Whom a word for people means, and whether those who were there meet it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from polyagree.model import (
    CountOf,
    Except,
    Group,
    Named,
    PartnersOf,
    People,
    PeopleTerm,
    PersonId,
    Polycule,
    Relationship,
    Role,
)
from polyagree.timeline.truth import Truth, any_true, at_least

__all__ = ["Roster", "Seen", "one_of"]


class Seen(NamedTuple):
    """
    People in an event, as one side of it sees them.

    Attributes:
        known: Those with a name.
        besides: Those among them who are not its doers.
        open: The words for people whom the event does not name.
        side: Who sees them.
        parties: Who agreed.
        bearer: Whose act it is; ``None``: anybody's.
        day: The day of the event.
    """

    known: frozenset[PersonId]
    besides: frozenset[PersonId]
    open: tuple[str, ...]
    side: frozenset[PersonId]
    parties: frozenset[PersonId]
    bearer: PersonId | None
    day: dt.date

    def only(self, person: PersonId) -> Seen:
        """Return the same, as if the event named nobody but *person*."""
        people = frozenset({person})
        return self._replace(known=people, besides=people, open=())


def one_of(several: CountOf) -> Named | Role:
    """Return the word for one of those of whom so many are meant."""
    return Role("each party") if several.of == Role("all parties") else several.of


class Roster:
    """
    The people of one document, and whom its words for people mean.

    A list of people is met by one of them, and so are a group, a kind of
    relationship and ``other parties``; ``all parties`` by all. ``outsiders``
    means that everybody besides the doers is no party, and that there is
    somebody. A word for people (``someone-new``) is met by an event that uses
    it; of a person with a name, nobody can say whether they are one.

    Attributes:
        groups: The groups, under their names.
    """

    def __init__(self, polycule: Polycule) -> None:
        self.groups: dict[str, Group] = {group.id: group for group in polycule.groups}
        self._words = polycule.vocabulary
        self._people = frozenset(person.id for person in polycule.people)
        self._relationships: dict[PersonId, list[Relationship]] = {}
        for relationship in polycule.relationships:
            for person in relationship.people:
                self._relationships.setdefault(person, []).append(relationship)

    def named_in(self, people: People, day: dt.date) -> tuple[frozenset[PersonId], tuple[str, ...]]:
        """Return the people whom an event names, and its words for others."""
        known: set[PersonId] = set()
        unnamed: list[str] = []
        for term in people:
            name = str(term)
            if name in self._people:
                known.add(PersonId(name))
            elif name in self.groups and (members := self.groups[name].people_on(day)):
                known.update(members)
            else:
                unnamed.append(name)
        return frozenset(known), tuple(unnamed)

    def members(self, term: PeopleTerm, seen: Seen) -> frozenset[PersonId] | None:
        """Return everybody whom *term* means to the side of *seen*; ``None``: it is not said."""
        match term:
            case Role(role="them"):
                return None if seen.open else seen.known
            case Role(role="each party" | "all parties" | "any party" | "other parties"):
                return seen.parties - seen.side
            case Named(name=name) if name in self._people:
                return frozenset({PersonId(name)}) - seen.side
            case Role(role="anyone" | "each person" | "each partner") | Named() | PartnersOf():
                met = {
                    person: self.is_met(term, seen.only(person))
                    for person in self._people - seen.side
                }
                if None in met.values():
                    return None
                return frozenset(person for person, truth in met.items() if truth)
            case Except(people=people, except_=gone):
                meant, out = self._all_members(people, seen), self._all_members(gone, seen)
                return None if meant is None or out is None else meant - out
            case CountOf(of=of):
                return self.members(of, seen)
        return None

    def _all_members(self, people: People, seen: Seen) -> frozenset[PersonId] | None:
        found = [self.members(term, seen) for term in people]
        meant = [each for each in found if each is not None]
        return frozenset[PersonId]().union(*meant) if len(meant) == len(found) else None

    def may_mean(self, term: PeopleTerm, person: PersonId) -> bool:
        """Return whether there may be a day on which *term* means *person*."""
        if not isinstance(term, Named):
            return True
        if term.name in self._people:
            return term.name == person
        group = self.groups.get(term.name)
        return group is None or person in group.people

    def is_met(self, term: PeopleTerm, seen: Seen) -> Truth:
        """Return whether those in *seen* are whom *term* means."""
        unnamed = None if seen.open else False
        match term:
            case Named(name=name):
                return self._is_named(name, seen)
            case Role(role="outsiders"):
                if seen.besides & seen.parties:
                    return False
                return None if seen.open else bool(seen.besides)
            case Role(role="anyone" | "each person"):
                return True
            case Role(role="nobody"):
                return False
            case Role(role="all parties"):
                return seen.parties <= seen.known | seen.side or unnamed
            case Role(role="each party" | "any party"):
                return bool(seen.known & seen.parties) or unnamed
            case Role(role="other parties"):
                return bool(seen.known & (seen.parties - seen.side)) or unnamed
            case Role(role="actor"):
                return None if seen.bearer is None else seen.bearer in seen.known or unnamed
            case Role(role="each partner"):
                return self._has_related(seen, seen.side, "partner") or unnamed
            case CountOf(count=count):
                met = [self.is_met(one_of(term), seen.only(each)) for each in seen.known]
                return at_least(count, (*met, *(None for _ in seen.open)))
            case PartnersOf(of=of):
                base = self._base(of, seen)
                return None if base is None else self._has_related(seen, base, "partner") or unnamed
            case Except(people=people, except_=gone):
                return self._is_met_but(people, gone, seen)
        # `them`, `affected`, `breaker`: only a norm in its place says who they are.
        return None

    def is_any_met(self, wanted: People, seen: Seen) -> Truth:
        """Return whether those in *seen* are one of *wanted*."""
        return any_true(self.is_met(term, seen) for term in wanted)

    def _is_named(self, name: str, seen: Seen) -> Truth:
        if any(self._words.is_kind_of(word, name) for word in seen.open):
            return True
        unnamed = None if seen.open else False
        if name in self._people:
            return name in seen.known or unnamed
        if name in self.groups:
            members = self.groups[name].people_on(seen.day)
            return not seen.known.isdisjoint(members) or unnamed
        entry = self._words.get(name)
        if entry is not None and entry.kind == "relationship-kind":
            return self._has_related(seen, seen.side, name) or unnamed
        return None

    def _is_met_but(self, people: People, gone: People, seen: Seen) -> Truth:
        out = {person: self.is_any_met(gone, seen.only(person)) for person in seen.known}
        unnamed = tuple(word for word in seen.open if word not in {str(term) for term in gone})

        def met_without(*answers: Truth) -> Truth:
            kept = frozenset(person for person, truth in out.items() if truth not in answers)
            if not kept and not unnamed:
                return False
            left = seen._replace(known=kept, besides=seen.besides & kept, open=unnamed)
            return self.is_any_met(people, left)

        strict, wide = met_without(True, None), met_without(True)
        return strict if strict == wide else None

    def _base(self, of: Named | Role, seen: Seen) -> frozenset[PersonId] | None:
        """Return of whom the partners are meant; ``None`` if that cannot be told here."""
        match of:
            case Named(name=name) if name in self._people:
                return frozenset({PersonId(name)})
            case Named(name=name) if name in self.groups:
                return frozenset(self.groups[name].people_on(seen.day))
            case Role(role="each party" | "all parties" | "any party"):
                return seen.parties
            case Role(role="other parties"):
                return seen.parties - seen.side
            case Role(role="actor") if seen.bearer is not None:
                return frozenset({seen.bearer})
        return None

    def _has_related(self, seen: Seen, to: frozenset[PersonId], kind: str) -> bool:
        """Return whether somebody in *seen* is a *kind* of one of those in *to*, on that day."""
        return any(
            relationship.is_on(seen.day)
            and self._words.is_kind_of(relationship.kind, kind)
            and not (relationship.is_one_way and relationship.of != person)
            and not seen.known.isdisjoint({*relationship.people} - {person})
            for person in to
            for relationship in self._relationships.get(person, ())
        )
