"""What people might do, apart from when: the events that a schedule is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice
from typing import Any, TypeVar

from attrs import evolve, frozen

from polyagree.consistency.portions import portion_of
from polyagree.consistency.reaching import owed_to, reached_in
from polyagree.consistency.variants import variants_of
from polyagree.model import (
    AllOf,
    Event,
    Except,
    Gate,
    Happening,
    Named,
    Norm,
    People,
    PeopleTerm,
    Permission,
    PersonId,
    Polycule,
    Word,
)
from polyagree.timeline.inventing import Inventor, OutOfReach
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule
from polyagree.timeline.truth import Truth

__all__ = ["Deed", "Deeds", "timeless"]

_MOST = 8
"""Of one norm, so many ways to do it are tried."""
_MOST_NEAR = 12
_MOST_GROUPS = 60
_MOST_UNIONS = 64
_MOST_TRIED = 2000

_Any = TypeVar("_Any", Norm, Happening)


def timeless(norm: _Any) -> _Any:
    """Return *norm* without the days, hours and months on which its act counts."""
    if not norm.days and norm.hours is None and not norm.months and norm.nth is None:
        return norm
    changed: dict[str, Any] = {"days": (), "hours": None, "months": (), "nth": None}
    return evolve(norm, **changed)


@frozen
class Deed:
    """
    An act that somebody does with somebody, at no time yet.

    Attributes:
        event: It, at a time that does not count.
        people: Everybody in it whom it names.
    """

    event: Event
    people: frozenset[PersonId]

    def at(self, when: dt.datetime, polycule: Polycule) -> Event:
        """Return it at *when*, told by the wall clock of the document."""
        return evolve(self.event, at=when.astimezone(polycule.zone).replace(tzinfo=None))


class Deeds:
    """
    Thinks of what people might do, once each.

    Args:
        polycule: The document, with somebody of whom nobody speaks.
        matcher: Holds events against descriptions.
        stranger: Who that is.
        at: A time at which it might be.
    """

    def __init__(
        self, polycule: Polycule, matcher: Matcher, stranger: PersonId, at: dt.datetime
    ) -> None:
        self._polycule = polycule
        self._matcher = matcher
        self.words = matcher.words
        self._stranger = stranger
        self._at = at
        self._answers: dict[tuple[object, ...], Truth] = {}
        self._entries: dict[Event, Entry] = {}
        self._owed: dict[int, tuple[PersonId, ...]] = {}

    def of(self, rule: Rule) -> tuple[Deed, ...]:
        """Return ways to do what *rule* is about, the likeliest first."""
        norm = timeless(rule.norm)
        doers = [rule.who] if rule.case.least is None else self._some(rule)
        portion, owed = portion_of(rule.norm), self.owed_to(rule)
        most = _MOST + len(owed) + len(doers)
        found: dict[object, Deed] = {}
        for who in doers:
            if not who:
                continue
            inventor = Inventor(self._matcher, self._others(rule))
            try:
                for event in self._with_all(inventor.acts(rule, norm, who, self._at), owed):
                    done = event if portion is None else portion.of(event)
                    deed = self._deed(evolve(done, at=self._at))
                    found.setdefault(self._key(deed), deed)
                    if len(found) >= most:
                        break
            except OutOfReach:
                continue
        for deed in [*found.values()]:
            for event in (*variants_of(deed.event, norm), *self._with_another(deed.event, norm)):
                other = self._deed(event)
                if self.falls_under(other, rule) is not False:
                    found.setdefault(self._key(other), other)
        return tuple(found.values())

    def _with_another(self, event: Event, norm: Norm) -> Iterator[Event]:
        """Yield *event* with somebody of whom nobody speaks, where it names nobody."""
        is_sized = portion_of(norm) is not None
        if not (event.with_ or norm.with_ or is_sized) and self.words.is_mutual(event.act):
            yield evolve(event, with_=(Named(self._stranger),))

    def words_for(self, rule: Rule) -> tuple[tuple[Deed, ...], ...]:
        """
        Return what *rule* waits for that somebody says before its act, each with ways to say it.

        Returns:
            Nothing where it may be fine without, or nobody can tell whose word it is.
        """
        norm = rule.norm
        condition = norm.only_if if isinstance(norm, Permission) else norm.unless
        gates = condition.all_of if isinstance(condition, AllOf) else (condition,)
        if rule.is_joint or rule.kind not in {"gated", "ban"}:
            return ()
        found: list[tuple[Deed, ...]] = []
        for gate in gates:
            if isinstance(gate, Gate):
                found += self._words_of(gate, rule)
            elif rule.kind == "ban":
                # One of several conditions may be something else that makes it fine.
                return ()
        return tuple(found)

    def _words_of(self, gate: Gate, rule: Rule) -> Iterator[tuple[Deed, ...]]:
        who = rule.who[0]
        if gate.kind == "unopposed_by" or gate.silence == "allows":
            return
        for term in gate.people:
            if not isinstance(term, Named) or not self._polycule.has_person(term.name):
                continue
            person = PersonId(term.name)
            if gate.kind == "yes_from":
                event = Event(at=self._at, who=(person,), act=Word("say-yes"), to=(Named(who),))
            elif gate.kind == "told":
                event = Event(at=self._at, who=(who,), act=Word("tell"), to=(term,))
            else:
                event = Event(at=self._at, who=(who,), act=Word("talk"), with_=(term,))
            yield (self._deed(event),)

    @staticmethod
    def _with_all(events: Iterable[Event], owed: Sequence[PersonId]) -> Iterator[Event]:
        """Yield *events*, and before them one that reaches all of *owed* at once."""
        for number, event in enumerate(events):
            if owed and not number:
                yield evolve(event, to=tuple(map(Named, owed)))
            yield event

    def triggering(self, rule: Rule, happening: Happening) -> Deed | None:
        """Return what would set *rule* off; ``None`` if no event was found that does."""
        inventor = Inventor(self._matcher, self._others(rule))
        try:
            event = inventor.act(rule, timeless(happening), rule.who[:1], self._at)
        except OutOfReach:
            return None
        return self._deed(evolve(event, at=self._at))

    def joined(self, deeds: Sequence[Deed]) -> tuple[list[Deed], bool]:
        """
        Return what is several of *deeds* at once, and whether that is all there is of it.

        The same people do it with all of them. What is most of them at once comes first.
        """
        groups: dict[tuple[object, ...], list[Deed]] = {}
        for deed in deeds:
            event = deed.event
            for word in self.words.wider(event.act):
                groups.setdefault((word, event.about), []).append(deed)
        seen = {self._key(deed) for deed in deeds}
        made: list[Deed] = []
        for group in groups.values():
            for tried, one in enumerate(chain(self._largest(group), self._unions(group))):
                if len(made) >= _MOST_UNIONS or tried >= _MOST_TRIED:
                    return made, False
                if self._key(one) not in seen:
                    seen.add(self._key(one))
                    made.append(one)
        return made, True

    def _largest(self, group: Sequence[Deed]) -> Iterator[Deed]:
        """Yield, for each of *group*, as many of the others at once with it as can be."""
        for start in range(len(group)):
            whole = group[start]
            for other in (*group[start + 1 :], *group[:start]):
                whole = self._join(whole, other) or whole
            if whole is not group[start]:
                yield whole

    def _unions(self, group: Sequence[Deed]) -> Iterator[Deed]:
        """Yield each of *group* joined with others of it, two and more."""
        made: list[Deed] = []
        for deed in group:
            for other in [*made]:
                both = self._join(other, deed)
                if both is not None:
                    made.append(both)
                    yield both
            made.append(deed)

    def _join(self, one: Deed, other: Deed) -> Deed | None:
        narrow, wide = one.event, other.event
        words = self.words
        if not words.is_kind_of(narrow.act, wide.act):
            narrow, wide = wide, narrow
        if not words.is_kind_of(narrow.act, wide.act):
            return None
        if narrow.where and wide.where and narrow.where != wide.where:
            return None
        mutual = words.is_mutual(narrow.act)
        if not mutual and {*narrow.who} != {*wide.who}:
            return None
        who = tuple(dict.fromkeys(narrow.who)) if mutual else narrow.who
        own: set[PeopleTerm] = {Named(each) for each in who}
        beside = (*narrow.with_, *wide.with_, *(Named(each) for each in wide.who if mutual))
        event = evolve(
            narrow,
            who=who,
            with_=tuple(dict.fromkeys(each for each in beside if each not in own)),
            to=tuple(dict.fromkeys((*narrow.to, *wide.to))),
            where=narrow.where or wide.where,
            how=tuple(dict.fromkeys((*narrow.how, *wide.how))),
            lasting=narrow.lasting if wide.lasting is None else wide.lasting,
            amount=narrow.amount if wide.amount is None else wide.amount,
            details=tuple(dict.fromkeys((*narrow.details, *wide.details))),
        )
        return self._deed(event)

    def are_apart(self, one: Deed, other: Deed) -> bool:
        """Return whether nobody can be where both are."""
        places = [{each.place for each in deed.event.where} for deed in (one, other)]
        return all(places) and not any(
            self.words.is_kind_of(here, there) or self.words.is_kind_of(there, here)
            for here in places[0]
            for there in places[1]
        )

    # Falling under a norm

    def falls_under(self, deed: Deed, rule: Rule) -> Truth:
        """Return whether *deed* is the act of *rule*, whenever it is."""
        key = (deed.event, id(rule))
        if key not in self._answers:
            norm = timeless(rule.norm)
            self._answers[key] = rule.case.is_done_by(norm, self._entry(deed))
        return self._answers[key]

    def sets_off(self, deed: Deed, rule: Rule, happening: Happening) -> Truth:
        """Return whether *deed* is *happening*, which *rule* follows."""
        key = (deed.event, id(rule), happening)
        if key not in self._answers:
            self._answers[key] = rule.is_triggered_by(timeless(happening), self._entry(deed))
        return self._answers[key]

    def _entry(self, deed: Deed) -> Entry:
        entry = self._entries.get(deed.event)
        if entry is None:
            entry = self._entries[deed.event] = Entry.of(deed.event, self._polycule, 0)
        return entry

    def reaches(self, deed: Deed) -> frozenset[PersonId]:
        """Return whom *deed* is done with or to."""
        return reached_in(self._entry(deed), self._matcher)

    def owed_to(self, rule: Rule) -> tuple[PersonId, ...]:
        """Return each who has to be reached before *rule* is kept; nobody, if one act does."""
        if id(rule) not in self._owed:
            self._owed[id(rule)] = owed_to(rule, self._at)
        return self._owed[id(rule)]

    # People

    def people_in(self, event: Event) -> frozenset[PersonId]:
        """Return everybody whom *event* names."""
        names = {each.name for each in (*event.with_, *event.to) if isinstance(each, Named)}
        people = {PersonId(each) for each in names if self._polycule.has_person(each)}
        return frozenset((*event.who, *people))

    def _deed(self, event: Event) -> Deed:
        return Deed(event, self.people_in(event))

    def _key(self, deed: Deed) -> object:
        event = deed.event
        mutual = self.words.is_mutual(event.act)
        side = deed.people if mutual and not _is_open(event.with_) else (event.who, event.with_)
        return (
            event.act,
            side,
            event.to,
            event.about,
            event.where,
            event.how,
            event.lasting,
            event.amount,
            event.details,
        )

    @staticmethod
    def _some(rule: Rule) -> list[tuple[PersonId, ...]]:
        """Return groups of those who could do what only some of them have to."""
        least = rule.case.least or 1
        return [*islice(combinations(rule.who, least), _MOST_GROUPS)]

    def _others(self, rule: Rule) -> tuple[PersonId, ...]:
        """Return with whom *rule* could be done: those it names, or whoever is near."""
        norm, polycule = rule.norm, self._polycule
        words = (*norm.with_, *norm.to, *_with_of(norm.after))
        if words and all(
            isinstance(each, Named) and polycule.has_person(each.name) for each in words
        ):
            return tuple(PersonId(str(each)) for each in dict.fromkeys(map(str, words)))
        parties = rule.case.standing.parties
        near = (
            person
            for party in rule.who
            for relationship in polycule.relationships_of(party)
            for person in relationship.people
        )
        named = (each for each in _named(words) if polycule.has_person(each))
        members = (
            person
            for each in _named(words)
            if polycule.has_group(each)
            for person in polycule.group(each).people
        )
        people = dict.fromkeys((*map(PersonId, named), *parties, *near, *members, self._stranger))
        return tuple(people)[: _MOST_NEAR + len(parties)]


def _with_of(happening: Happening | None) -> People:
    return () if happening is None else (*happening.with_, *happening.to, *happening.who)


def _named(people: Iterable[object]) -> Iterator[str]:
    for each in people:
        if isinstance(each, Named):
            yield each.name
        elif isinstance(each, Except):
            yield from _named(each.people)


def _is_open(people: People) -> bool:
    return any(not isinstance(each, Named) for each in people)
