"""Words that mean other people each time: ``them``, ``breaker`` and ``affected``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import evolve

from polyagree.model import (
    Except,
    Happening,
    Named,
    Norm,
    PartnersOf,
    People,
    PeopleTerm,
    PersonId,
    Role,
)
from polyagree.timeline.cases import Case
from polyagree.timeline.log import Entry

__all__ = ["mentions_them", "those_in", "with_people", "with_them"]

_Act = TypeVar("_Act", Norm, Happening)
_THEM = Role("them")


def with_people(act: _Act, meant: Mapping[str, Iterable[PersonId]]) -> _Act:
    """Return *act* with names in place of the words in *meant*."""
    named = {word: tuple(Named(each) for each in sorted(people)) for word, people in meant.items()}

    def people(terms: People) -> People:
        found: list[object] = []
        for term in terms:
            match term:
                case Role(role=role) if role in named:
                    found += named[role]
                case Except(people=inner, except_=gone):
                    found.append(Except(people=people(inner), except_=people(gone)))
                case PartnersOf(of=Role(role=role)) if role in named:
                    found += [PartnersOf(each) for each in named[role]]
                case _:
                    found.append(term)
        return tuple(found)  # type: ignore[arg-type]  # terms made of terms

    return evolve(act, who=people(act.who), with_=people(act.with_), to=people(act.to))


def mentions_them(act: Norm | Happening) -> bool:
    """Return whether *act* is done with or to ``them``."""
    return any(_mentions_them(term) for term in (*act.who, *act.with_, *act.to))


def _mentions_them(term: PeopleTerm) -> bool:
    match term:
        case Except(people=people, except_=gone):
            return any(_mentions_them(each) for each in (*people, *gone))
        case PartnersOf(of=of):
            return of == _THEM
    return term == _THEM


def with_them(act: _Act, cause: Entry, case: Case, trigger: Happening | None) -> _Act:
    """
    Return *act* with the people of *cause* in place of ``them``.

    Where *cause* does not name them, it is as it was, and whom it means is unknown.

    Args:
        act: What follows, or goes with what follows.
        cause: The event that it follows.
        case: The norm, and whom it binds.
        trigger: The description of what it follows.
    """
    if cause.is_probe or not mentions_them(act):
        return act
    people = those_in(cause, case, case.side, trigger)
    return with_people(act, {"them": people}) if people else act


def those_in(
    cause: Entry, case: Case, side: frozenset[PersonId], trigger: Happening | None = None
) -> frozenset[PersonId]:
    """
    Return who ``they`` are to *side*; nobody, if *cause* does not name them all.

    Of what *side* did, that is with whom or to whom; of what somebody else did, who did it.
    """
    matcher = case.matcher
    doers = matcher.doers(cause)
    if not side & doers:
        if trigger is None or not trigger.who:
            return doers
        return matcher.doers_of(trigger, cause, parties=case.standing.parties, bearer=case.who)
    company = matcher.company(cause, side)
    told, unnamed = matcher.addressed(cause)
    if company is None or unnamed:
        return frozenset()
    others = (company | told) - side
    return others.difference(cause.event.who) or others
