"""What a document asks for on a day, found by the act and by whom it binds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, cast

from attrs import evolve, fields, has

from polyagree.clock import day_bounds
from polyagree.graph.resolve import resolve
from polyagree.model import (
    ALWAYS,
    Event,
    Happening,
    Named,
    Norm,
    Not,
    Obligation,
    Permission,
    Person,
    PersonId,
    Polycule,
    Power,
    Prohibition,
    Situation,
    State,
)
from polyagree.model.gates import happenings_over
from polyagree.model.references import references
from polyagree.source import Path
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule, rules_of
from polyagree.timeline.spellings import respelled
from polyagree.timeline.wordings import Standing, standings

__all__ = ["Frame", "Guard", "Reading", "waits"]


class Guard(NamedTuple):
    """
    A norm that an act can be against.

    Attributes:
        written: The norm as it stands in the document.
        rule: It as it is judged, with one whom it binds.
    """

    written: Standing
    rule: Rule


class Frame:
    """
    The norms of a document on a day.

    Args:
        polycule: The document.
        day: The day.

    Attributes:
        polycule: The document, with somebody in it whom nobody knows.
        day: The day.
        noon: When an act may be done.
        stranger: Somebody nobody knows.
        matcher: Holds events against descriptions.
        looked_at: How many norms were held against an act.
    """

    def __init__(self, polycule: Polycule, day: dt.date) -> None:
        self.stranger = _stranger(polycule)
        somebody = Person(id=self.stranger, name="Somebody")
        self.polycule = evolve(polycule, people=(*polycule.people, somebody))
        self.day = day
        self.noon = day_bounds(day, polycule.zone).start + dt.timedelta(hours=12)
        self.matcher = Matcher(self.polycule, ())
        self.looked_at = 0
        self._log = Log((), polycule.vocabulary)
        self._entries: dict[Event, Entry] = {}
        self._rules: dict[tuple[int, str], tuple[Guard, ...]] = {}

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """
        The norms that are in force on the day, in the order of the document.

        What an agreement says twice in the same way stands once, unless something speaks of it.
        """
        spoken_of = _spoken_of(self.polycule)
        found: dict[object, Standing] = {}
        for each in standings(self.polycule):
            if each.since <= self.day < each.before and not _has_ended(each.norm, self.day):
                alone = each.path if each.clause in spoken_of else None
                key = alone, each.path[:2], _without_its_name(each)
                # By its name, so that it is the same one in whichever order they stand.
                found[key] = min(each, found.get(key, each), key=lambda one: str(one.path))
        return tuple(found.values())

    @cached_property
    def order(self) -> dict[Path, int]:
        """The place of each norm in the document."""
        return {each.path: number for number, each in enumerate(self.standings)}

    def entry(self, event: Event) -> Entry:
        """Return *event* with its place in time."""
        found = self._entries.get(event)
        if found is None:
            found = self._entries[event] = Entry.of(event, self.polycule)
        return found

    @cached_property
    def _by_act(self) -> dict[tuple[str, PersonId], dict[str | None, list[int]]]:
        found: dict[tuple[str, PersonId], dict[str | None, list[int]]] = {}
        for number, standing in enumerate(self.standings):
            for act, norm in _acts(standing.norm, self.polycule):
                names = _people_named(norm, self.polycule)
                for person in standing.parties:
                    by_name = found.setdefault((act, person), {})
                    for name in names:
                        by_name.setdefault(name, []).append(number)
        return found

    @cached_property
    def _by_clause(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, standing in enumerate(self.standings):
            for name in standing.names:
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _people_of(self) -> dict[str, frozenset[PersonId]]:
        polycule = self.polycule
        people = {str(each.id): frozenset(each.people) for each in polycule.relationships}
        people |= {each.id: frozenset(each.people_on(self.day)) for each in polycule.groups}
        return people | {str(each.id): frozenset({each.id}) for each in polycule.people}

    def people_of(self, name: str) -> frozenset[PersonId]:
        """Return the people of the relationship, group or person *name*."""
        return self._people_of.get(name, frozenset())

    @cached_property
    def _owned(self) -> dict[str, frozenset[PersonId]]:
        own = {str(term.id): term for term in self.polycule.terms if term.of}
        words = self.polycule.vocabulary
        owned: dict[str, frozenset[PersonId]] = {}
        for term in self.polycule.terms:
            near = next((own[word] for word in words.wider(term.id) if word in own), None)
            if near is not None:
                owned[term.id] = resolve(near.of, self.polycule, parties=(), on=self.day)
        return owned

    def owners_of(self, name: str) -> frozenset[PersonId]:
        """Return whose the place or thing *name* is: a bed in somebody's room is theirs as well."""
        return self._owned.get(name, frozenset())

    def befalls(self, word: str) -> bool:
        """Return whether *word* is what happens to people, and not what they do."""
        known = self.polycule.vocabulary.get(word)
        return known is not None and known.kind == "happening"

    def is_done(self, word: str) -> bool:
        """Return whether *word* is something that is done or happens, and no situation."""
        known = self.polycule.vocabulary.get(word)
        return known is not None and known.kind in {"act", "happening"}

    def near(self, act: str, doers: frozenset[PersonId], company: frozenset[str]) -> list[int]:
        """Return the numbers of the norms that *act* may be against, if *doers* do it."""
        found: set[int] = set()
        for wide in self.polycule.vocabulary.wider(act):
            for doer in doers:
                by_name = self._by_act.get((wide, doer))
                if by_name is not None:
                    # Of what names nobody, it is open with whom it is done.
                    names = (None, *(company | doers)) if company else by_name
                    for name in names:
                        found.update(by_name.get(name, ()))
        return sorted(found)

    def of_clause(self, name: str) -> list[int]:
        """Return the numbers of the norms of a clause, an agreement or a boundary."""
        return self._by_clause.get(name, [])

    def guards(self, number: int, world: Reading) -> tuple[Guard, ...]:
        """Return the norm *number* as it is judged, with each whom it binds."""
        key = number, world.key
        found = self._rules.get(key)
        if found is None:
            self.looked_at += 1
            written = self.standings[number]
            read = written._replace(norm=world.read(written.norm))
            found = self._rules[key] = tuple(
                Guard(written, rule)
                for each in respelled(read, self.polycule.vocabulary)
                for rule in rules_of(number, each, self._log, self.matcher)
            )
        return found


def _spoken_of(polycule: Polycule) -> frozenset[str]:
    """Return the names that agreements and boundaries use, those of clauses among them."""
    return frozenset(
        each.name
        for record in (*polycule.agreements, *polycule.boundaries)
        for each in references(record)
    )


def _without_its_name(standing: Standing) -> Standing:
    steps = tuple(each._replace(path=()) for each in standing.steps)
    return standing._replace(path=(), clause="", names=frozenset(), steps=steps)


class Reading:
    """
    Reads a norm as if somebody with a name were whom some words mean.

    Of a person with a name, nobody can tell whether they are `someone-new`; in a
    world that is made up, they are.

    Args:
        words: The words.
        stranger: Who they mean.
    """

    def __init__(self, words: frozenset[str], stranger: PersonId) -> None:
        self.key = " ".join(sorted(words))
        self._words, self._stranger = words, stranger

    def read(self, norm: Norm, given: dict[Situation | State, bool] | None = None) -> Norm:
        """Return *norm* with the one in place of the words, and with what is *given*."""
        if not self._words and not given:
            return norm

        def swap(value: object) -> object:
            if isinstance(value, Named) and value.name in self._words:
                return Named(self._stranger)
            if given and isinstance(value, Situation | State) and value in given:
                return ALWAYS if given[value] else Not(not_=ALWAYS)
            return None

        return cast("Norm", _swapped(norm, swap))


def _swapped(value: object, swap: Callable[[object], object]) -> object:
    """Return *value* with what *swap* gives in place of its parts; ``None``: they stay."""
    new = swap(value)
    if new is not None:
        return new
    if type(value) is tuple:
        parts = tuple(_swapped(each, swap) for each in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    kind: type[Any] = type(value)
    if not has(kind) or not kind.__module__.startswith("polyagree.model"):
        return value
    changed: dict[str, object] = {}
    for each in fields(kind):
        old = getattr(value, each.name)
        part = _swapped(old, swap)
        if part is not old:
            changed[each.alias] = part
    return evolve(cast("Any", value), **changed) if changed else value


def waits(norm: Norm) -> bool:
    """Return whether *norm* may make an act wait for something."""
    match norm:
        case Permission():
            return norm.only_if is not None and not norm.is_limit
        case Prohibition():
            return norm.unless is not None or _is_condition(norm.until)
        case Obligation():
            return norm.before is not None and norm.after is None
    return isinstance(norm, Power)


def _is_condition(bound: object) -> bool:
    return bound is not None and not isinstance(bound, dt.date)


def _acts(norm: Norm, polycule: Polycule) -> Iterator[tuple[str, object]]:
    """Yield the acts that can be against *norm*, each with its description."""
    match norm:
        case Power():
            for over in happenings_over(norm, polycule.vocabulary):
                yield over.act, over
        case Obligation():
            if norm.before is not None and norm.after is None:
                yield norm.before.act, norm.before
            elif isinstance(norm.during, Happening):
                yield norm.during.act, norm.during
            elif norm.for_ is not None and norm.kind == "achievement":
                for each in norm.about:
                    yield (each if isinstance(each, str) else each.act), None
        case _:
            yield norm.act, norm


def _people_named(act: object, polycule: Polycule) -> tuple[str | None, ...]:
    """Return with whom alone an act is against a norm, if those are people with names."""
    terms = getattr(act, "with_", ())
    names = [each.name for each in terms if isinstance(each, Named)]
    if not names or len(names) < len(terms) or not all(map(polycule.has_person, names)):
        return (None,)
    return tuple(dict.fromkeys(names))


def _has_ended(norm: Norm, day: dt.date) -> bool:
    begins, ends = norm.from_, norm.until
    return (isinstance(ends, dt.date) and ends < day) or (
        isinstance(begins, dt.date) and begins > day
    )


def _stranger(polycule: Polycule) -> PersonId:
    name, number = "somebody", 1
    while polycule.has_person(name) or polycule.has_group(name) or name in polycule.vocabulary:
        number += 1
        name = f"somebody-{number}"
    return PersonId(name)
