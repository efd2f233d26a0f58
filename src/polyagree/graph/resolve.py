"""Whom the words of a clause name: from PEOPLE to people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import frozen

from polyagree.errors import UnknownName
from polyagree.graph._on import day_meant, relationships_of
from polyagree.graph.partners import metamours, partners
from polyagree.model.ids import PersonId
from polyagree.model.people import CountOf, Except, Named, PartnersOf, People, PeopleTerm
from polyagree.model.polycule import Polycule

__all__ = ["resolve"]

_Some = frozenset[PersonId]


def resolve(
    people: People,
    polycule: Polycule,
    *,
    parties: Iterable[PersonId],
    on: dt.date | None = None,
    holder: PersonId | None = None,
) -> frozenset[PersonId]:
    """
    Return the people of *polycule* whom *people* can mean.

    ============================================  ================================================
    written                                       whom it can mean
    ============================================  ================================================
    a person                                      that person
    a group                                       its members, if it exists on that day
    a kind of relationship                        whoever is in one of that kind, or of a kind of
                                                  it, with the holder; ``metamour`` also by way of
                                                  a partner. One-way, it is the other person only
    a term, ``kids``, ``strangers``               nobody: the document does not list them
    ``each party``, ``all parties``,              the parties
    ``any party``
    ``other parties``                             the parties without the holder
    ``outsiders``                                 whoever is no party and shares a relationship of
                                                  any kind with one
    ``anyone``, ``each person``                   the parties and the outsiders
    ``each partner``                              the partners of the holder
    ``partners of …``                             the partners of those people
    ``2 of …``                                    all of those people: it can be any of them
    ``{people: …, except: …}``                    the first without the second
    ``nobody``                                    nobody
    ``actor``, ``them``, ``affected``,            nobody: that takes an event
    ``breaker``
    ============================================  ================================================

    Open words such as ``anyone`` mean the whole world. Here they are those of
    the document whom they come near to, since they share a relationship with a party.

    Args:
        people: The words.
        polycule: Where the people are.
        parties: The parties of the agreement.
        on: On which day; ``None``: on the last day that the polycule records.
        holder: Whose words these are: a boundary's holder, or the bearer of a
            norm. ``None``: each of the parties in turn, so that ``other parties``
            are all of them and ``partner`` is a partner of any of them.

    Raises:
        UnknownName: If a name is neither in the document nor a word.
    """
    inside = frozenset(parties)
    where = _Where(
        polycule=polycule,
        on=on,
        parties=inside,
        own=inside if holder is None else frozenset({holder}),
        others=inside if holder is None else inside - {holder},
    )
    return where.everyone(people)


@frozen(kw_only=True)
class _Where:
    """A polycule on a day, seen from some people."""

    polycule: Polycule
    on: dt.date | None
    parties: _Some
    own: _Some
    others: _Some

    def everyone(self, people: Iterable[PeopleTerm]) -> _Some:
        return frozenset[PersonId]().union(*(self.one(term) for term in people))

    def one(self, term: PeopleTerm) -> _Some:
        match term:
            case Named(name=name):
                return self.named(name)
            case CountOf(of=some):
                return self.one(some)
            case PartnersOf(of=some):
                return self.partners_of(self.one(some))
            case Except(people=some, except_=others):
                return self.everyone(some) - self.everyone(others)
            case _:
                return self.role(term.role)

    def role(self, word: str) -> _Some:
        match word:
            case "each party" | "all parties" | "any party":
                return self.parties
            case "other parties":
                return self.others
            case "outsiders":
                return self.outsiders()
            case "anyone" | "each person":
                return self.inside | self.outsiders()
            case "each partner":
                return self.partners_of(self.own)
            case _:
                # `nobody`; and those whom only an event can tell.
                return frozenset()

    def named(self, name: str) -> _Some:
        polycule = self.polycule
        if polycule.has_person(name):
            return frozenset({polycule.person(name).id})
        if polycule.has_group(name):
            group = polycule.group(name)
            day = day_meant(polycule, self.on)
            return frozenset(group.people_on(day))
        entry = polycule.vocabulary.get(name)
        if entry is None:
            raise UnknownName(f"unknown name `{name}`", name)
        return self.of_kind(name) if entry.kind == "relationship-kind" else _NONE

    @property
    def inside(self) -> _Some:
        return self.parties | self.own

    def outsiders(self) -> _Some:
        met: set[PersonId] = set()
        for person in self.inside:
            for each in relationships_of(self.polycule, person, self.on):
                met.update(each.people)
        return frozenset(met - self.inside)

    def partners_of(self, people: _Some) -> _Some:
        each = (partners(self.polycule, person, on=self.on) for person in people)
        return frozenset[PersonId]().union(*each)

    def of_kind(self, kind: str) -> _Some:
        return frozenset(self._of_kind(kind))

    def _of_kind(self, kind: str) -> Iterator[PersonId]:
        words = self.polycule.vocabulary
        for mine in self.own:
            for each in relationships_of(self.polycule, mine, self.on):
                # A crush is whom somebody has it on, not who has it.
                is_theirs = each.is_one_way and each.of != mine
                if words.is_kind_of(each.kind, kind) and not is_theirs:
                    yield from (person for person in each.people if person != mine)
        if words.is_kind_of("metamour", kind):
            for mine in self.own:
                yield from metamours(self.polycule, mine, on=self.on)


_NONE: _Some = frozenset()
