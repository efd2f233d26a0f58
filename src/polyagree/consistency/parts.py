"""Which norms bear on one another, so that each such part is settled by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from polyagree.consistency.alongside import goes_on
from polyagree.consistency.deeds import Deed
from polyagree.consistency.stage import Stage
from polyagree.model import Happening, Named, PersonId, Role, Vocabulary
from polyagree.source import Path
from polyagree.timeline.rules import Rule, trigger_of

__all__ = ["Part", "parts_of", "whole"]

_DUTIES = frozenset({"once", "recurring", "quota"})
_OWN = {Role("each party"), Role("all parties"), Role("any party"), Role("other parties")}


class Part(NamedTuple):
    """
    Norms that bear on one another, and what people might do to keep them.

    Attributes:
        rules: The norms, each with one whom it binds.
        deeds: What people might do.
    """

    rules: tuple[Rule, ...]
    deeds: tuple[Deed, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the norms stand, each once."""
        return tuple(dict.fromkeys(rule.case.standing.path for rule in self.rules))

    @property
    def forbids(self) -> bool:
        """Whether anything in it is not to be done, or so often and no more."""
        return any(rule.kind in {"ban", "limit"} for rule in self.rules)


def parts_of(stage: Stage, *, at_each: Callable[[], None]) -> Iterator[Part]:
    """
    Yield the norms of *stage* in parts, in the order of the document.

    Two belong together if something people might do to keep or to use one falls under
    the other, or sets it off, or takes somebody's time at some place as the other does.
    Norms that nothing keeps and nothing hits are left out.

    Args:
        stage: The norms.
        at_each: Called for each norm that is looked at; what it raises ends the search.
    """
    index = _Index(stage.rules)
    links = _Links(len(stage.rules))
    deeds: list[tuple[Deed, int]] = []
    places: dict[object, int] = {}
    for number, rule in enumerate(stage.rules):
        links.join(places.setdefault(rule.case.standing.path, number), number)
    known: dict[object, int] = {}
    for number, rule in enumerate(stage.rules):
        if not _is_possible(rule):
            continue
        at_each()
        for deed in stage.deeds.of(rule):
            if deed.event in known:
                links.join(known[deed.event], number)
                continue
            known[deed.event] = number
            deeds.append((deed, number))
            if deed.event.where and deed.event.lasting is not None:
                # Nobody is in two places at one time.
                for person in deed.people:
                    links.join(places.setdefault(person, number), number)
            for other in index.near(deed, stage, besides=(links, number)):
                links.join(number, other)
    for number, rule in enumerate(stage.rules):
        for deed in chain(*stage.deeds.words_for(rule)):
            # A word may be what another clause rules out.
            deeds.append((deed, number))
            for other in index.near(deed, stage, besides=(links, number)):
                links.join(number, other)
    for number, rule in enumerate(stage.rules):
        if rule.kind == "upkeep":
            # What is to go with an act may be what another clause rules out.
            for other in index.about(rule, stage.deeds.words):
                links.join(number, other)
    rules: dict[int, list[Rule]] = {}
    for number, rule in enumerate(stage.rules):
        rules.setdefault(links.root(number), []).append(rule)
    own: dict[int, list[Deed]] = {}
    for deed, number in deeds:
        own.setdefault(links.root(number), []).append(deed)
    for root, members in rules.items():
        if root in own:
            yield Part(tuple(members), tuple(own[root]))


def _is_possible(rule: Rule) -> bool:
    """Return whether *rule* asks for something that somebody does, or grants it."""
    return (
        rule.kind in _DUTIES
        or rule.kind == "grant"
        or (rule.kind == "upkeep" and rule.norm.is_always)
    )


def whole(stage: Stage) -> Part:
    """Return all norms of *stage* as one part."""
    found: dict[object, Deed] = {}
    for rule in stage.rules:
        if _is_possible(rule):
            for deed in stage.deeds.of(rule):
                found.setdefault(deed.event, deed)
        for deed in chain(*stage.deeds.words_for(rule)):
            found.setdefault(deed.event, deed)
    return Part(stage.rules, tuple(found.values()))


class _Index:
    """The norms by the acts that they are about or that set them off, and by whose acts."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._about: dict[tuple[str, PersonId], list[int]] = {}
        self._after: dict[tuple[str, PersonId | None], list[tuple[int, Happening]]] = {}
        for number, rule in enumerate(rules):
            if rule.kind == "power":
                continue
            for person in rule.who:
                self._about.setdefault((rule.norm.act, person), []).append(number)
            for happening in _after(rule):
                for doer in _doers(happening, rule):
                    self._after.setdefault((happening.act, doer), []).append((number, happening))

    def about(self, rule: Rule, words: Vocabulary) -> Iterator[int]:
        """Yield the norms about the act of *rule*, or a wider one, of those whom it binds."""
        for act in words.wider(rule.norm.act):
            for person in rule.who:
                yield from self._about.get((act, person), ())

    def near(self, deed: Deed, stage: Stage, *, besides: tuple[_Links, int]) -> Iterator[int]:
        """Yield the norms that *deed* may keep, break or set off, *besides* those known to be."""
        links, own = besides
        seen: set[int] = set()
        for act in stage.deeds.words.wider(deed.event.act):
            for person in sorted(deed.people):
                for number in self._about.get((act, person), ()):
                    if number not in seen and not links.are_joined(own, number):
                        seen.add(number)
                        if stage.deeds.falls_under(deed, self._rules[number]) is not False:
                            yield number
            for doer in (*sorted(deed.people), None):
                for number, happening in self._after.get((act, doer), ()):
                    if links.are_joined(own, number):
                        continue
                    rule = self._rules[number]
                    if stage.deeds.sets_off(deed, rule, happening) is not False:
                        yield number


def _after(rule: Rule) -> Iterator[Happening]:
    trigger = trigger_of(rule)
    if trigger is not None:
        yield trigger
    elif rule.norm.after is not None:
        yield rule.norm.after
    during = goes_on(rule.norm.during) if rule.kind == "upkeep" else None
    if during is not None:
        yield during


def _doers(happening: Happening, rule: Rule) -> tuple[PersonId | None, ...]:
    """Return by whom *happening* would have to be done; ``None``: by anybody."""
    if not happening.who:
        return rule.who
    people: list[PersonId] = []
    for term in happening.who:
        if isinstance(term, Named) and rule.case.matcher.is_person(term.name):
            people.append(PersonId(term.name))
        elif term in _OWN:
            people += rule.case.standing.parties
        else:
            return (None,)
    return tuple(dict.fromkeys(people))


class _Links:
    """Which numbers belong together."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def root(self, number: int) -> int:
        """Return the smallest number that belongs to *number*."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def are_joined(self, one: int, other: int) -> bool:
        """Return whether two numbers belong together already."""
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        """Let two numbers belong together."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low
