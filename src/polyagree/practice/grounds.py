"""What a document tells that a plan after a break can rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import evolve, frozen

from polyagree.errors import UnknownName
from polyagree.graph.partners import partners
from polyagree.model import (
    Agreement,
    Boundary,
    Breach,
    Clause,
    Norm,
    Obligation,
    Permission,
    PersonId,
    Polycule,
    Power,
    Prohibition,
    StepName,
    Word,
)
from polyagree.privacy.view import view_as
from polyagree.timeline.concerned import Concerned, concerned
from polyagree.timeline.pronouns import with_people
from polyagree.timeline.rhythm import Due, Rhythm

__all__ = ["Grounds", "Guarded", "Near", "Undertaking", "grounds"]

_HEALTH = ("barrier", "test", "share-results", "contraception", "vaccinate", "see-clinic")

_STEPS: tuple[tuple[StepName, tuple[str, ...]], ...] = (
    ("containment", ("pause", "time-apart", "stop-act", *_HEALTH)),
    ("renegotiation", ("negotiate", "revise")),
    ("dialogue", ("check-in", "review")),
    ("outside-help", ("see-counsellor", "mediation")),
    ("debrief", ("talk", "tell", "ask", "apologise", "restate", "settle")),
    ("aftercare", ("time-together",)),
)
"""Which step an act is part of; the first that has it."""


@frozen(kw_only=True)
class Near:
    """
    Somebody near to what happened, without being part of the agreement.

    Attributes:
        who: Who.
        partner_of: Of whom, among those whom it concerns.
        hidden_from: Who of those may not see that in the document.
    """

    who: PersonId
    partner_of: tuple[PersonId, ...]
    hidden_from: tuple[PersonId, ...] = ()


@frozen(kw_only=True)
class Guarded:
    """
    A clause or a boundary that was not kept, beside which a safeguard would stand.

    Attributes:
        name: As others refer to it.
        says: Its words.
        norms: What it asks for, as far as the document says.
    """

    name: str
    says: str
    norms: tuple[Norm, ...]


@frozen(kw_only=True)
class Undertaking:
    """
    What was agreed to follow, as part of a step.

    Attributes:
        step: Of which one.
        norm: What is owed, with names for who broke something and whom it affected.
    """

    step: StepName
    norm: Norm


@frozen(kw_only=True)
class Grounds:
    """
    What a document tells that a plan after a break can rest on.

    Attributes:
        breach: The breach.
        concerned: Whom it concerns, and since when it is known.
        near: Who is a partner of one of them, and not one of them.
        guarded: What was not kept.
        agreed: What was agreed to follow, in its order.
        looks: Until when people are due to look at these agreements again, the first one first.
        touches_health: Whether it is about protection, or a test.
        begins: From which day on a plan counts what comes round; ``None``: from the breach.
    """

    breach: Breach
    concerned: Concerned
    near: tuple[Near, ...]
    guarded: tuple[Guarded, ...]
    agreed: tuple[Undertaking, ...]
    looks: tuple[Due, ...]
    touches_health: bool
    begins: dt.date | None


def grounds(polycule: Polycule, breach: Breach | str, *, on: dt.date | None = None) -> Grounds:
    """
    Return what *polycule* tells that a plan after *breach* can rest on.

    Args:
        polycule: The document.
        breach: The breach, or its id.
        on: On which day; ``None``: on the last day that the document records.

    Raises:
        UnknownName: If the document has no such breach.

    Source:
        C4, C5, C10.
    """
    found = polycule.breach(breach if isinstance(breach, str) else breach.id)
    about = concerned(polycule, found)
    day = polycule.last_day if on is None else on
    guarded = tuple(_guarded(polycule, found))
    acts = {norm.act for each in guarded for norm in each.norms}
    words = polycule.vocabulary
    return Grounds(
        breach=found,
        concerned=about,
        near=tuple(_near(polycule, about, day)),
        guarded=guarded,
        agreed=tuple(_agreed(polycule, found, about)),
        looks=() if day is None else tuple(_looks(polycule, about, day)),
        touches_health=any(words.is_kind_of(act, kind) for act in acts for kind in _HEALTH),
        begins=_begins(about, day),
    )


def _begins(about: Concerned, day: dt.date | None) -> dt.date | None:
    """Return the day of a plan that is drafted later than on the day of the breach."""
    is_late = day is not None and about.known is not None and about.known < day
    return day if is_late else None


def _near(polycule: Polycule, about: Concerned, day: dt.date | None) -> Iterator[Near]:
    near = _partners_of(polycule, about.people, day)
    seen = (
        {}
        if not near
        else {
            each: _partners_of(view_as(polycule, each, on=day), about.people, day)
            for each in about.people
        }
    )
    for who, of in near.items():
        hidden = (each for each in about.people if seen[each].get(who) != of)
        yield Near(who=who, partner_of=of, hidden_from=tuple(hidden))


def _partners_of(
    polycule: Polycule, people: tuple[PersonId, ...], day: dt.date | None
) -> dict[PersonId, tuple[PersonId, ...]]:
    """Return the partners of *people* who are none of them, each with whose they are."""
    of: dict[PersonId, list[PersonId]] = {}
    known = {each.id for each in polycule.people}
    for person in (each for each in people if each in known):
        for partner in partners(polycule, person, on=day):
            of.setdefault(partner, []).append(person)
    others = (each.id for each in polycule.people if each.id not in people)
    return {each: tuple(of[each]) for each in others if each in of}


def _guarded(polycule: Polycule, breach: Breach) -> Iterator[Guarded]:
    for name in breach.of:
        clause = _clause(polycule, name)
        if clause is not None:
            yield Guarded(name=name, says=clause.says, norms=tuple(clause.norms))


def _clause(polycule: Polycule, name: str) -> Clause | Boundary | None:
    """Return the clause or boundary *name*; ``None``: it is a whole agreement, or is gone."""
    try:
        return polycule.clause(name) if "." in name else polycule.boundary(name)
    except UnknownName:
        return None


def _agreed(polycule: Polycule, breach: Breach, about: Concerned) -> Iterator[Undertaking]:
    """Yield what follows by the clause, else by its agreement, each thing once."""
    number = _number(polycule, breach)
    told: set[Norm] = set()
    for name in breach.of:
        for norm in _steps_after(polycule, name):
            if norm.breach is not None and not _is_of(norm, number):
                continue
            named = _put(norm, breach, about)
            if named not in told:
                told.add(named)
                yield Undertaking(step=_step_of(polycule, named), norm=named)


def _steps_after(polycule: Polycule, name: str) -> tuple[Norm, ...]:
    clause = _clause(polycule, name)
    own = clause.if_broken if isinstance(clause, Clause) else ()
    if own or isinstance(clause, Boundary):
        return own
    agreement = _agreement(polycule, name.partition(".")[0])
    return () if agreement is None else agreement.if_broken


def _agreement(polycule: Polycule, name: str) -> Agreement | None:
    try:
        return polycule.agreement(name)
    except UnknownName:
        return None


def _number(polycule: Polycule, breach: Breach) -> int:
    """
    Return the how manieth breach of the same by the same people it is.

    They count by their days; where a day is not said, as they stand in the document.
    """
    day, number, is_before = _day_of(polycule, breach), 1, True
    for each in polycule.breaches:
        if each.id == breach.id:
            is_before = False
        elif not set(each.of).isdisjoint(breach.of) and _may_be_by_the_same(each, breach):
            other = _day_of(polycule, each)
            number += is_before if day is None or other is None or other == day else other < day
    return number


def _may_be_by_the_same(one: Breach, other: Breach) -> bool:
    return not (one.by and other.by) or not set(one.by).isdisjoint(other.by)


def _day_of(polycule: Polycule, breach: Breach) -> dt.date | None:
    """Return when *breach* happened, else when it was found out; ``None``: nothing says so."""
    if breach.event:
        return min(polycule.event(name).day for name in breach.event)
    at = breach.discovered if breach.date is None else breach.date
    return at.date() if isinstance(at, dt.datetime) else at


def _is_of(norm: Norm, number: int) -> bool:
    nth = norm.breach
    return nth is None or nth.count == number or (nth.onwards and nth.count <= number)


def _put(norm: Norm, breach: Breach, about: Concerned) -> Norm:
    """Return *norm* as it stands in a plan: about this breach, and with names."""
    if about.by:
        norm = with_people(norm, {"breaker": about.by, "affected": about.affected})
    about_this = tuple(breach.id if each == "breach" else each for each in norm.about)
    return evolve(norm, about=about_this, breach=None, clock=None)


def _step_of(polycule: Polycule, norm: Norm) -> StepName:
    words = polycule.vocabulary
    for step, acts in _STEPS:
        if any(words.is_kind_of(norm.act, act) for act in acts):
            return step
    match norm:
        case Prohibition() | Permission(at_most=_, only_if=None):
            return "containment"
        case Power() | Permission():
            return "safeguards"
        case Obligation():
            return "small-actions"


def _looks(polycule: Polycule, about: Concerned, day: dt.date) -> Iterator[Due]:
    """Yield until when each look is due, the first one first."""
    rhythm = Rhythm(polycule, on=day)
    found: list[Due] = []
    for name in about.agreements:
        agreement = polycule.agreement(name)
        review = rhythm.of_review(agreement)
        if review is not None:
            found.append(review)
        for clause in agreement.clauses:
            for norm in clause.norms if isinstance(clause, Clause) else ():
                if any(polycule.vocabulary.is_kind_of(norm.act, act) for act in _LOOKS):
                    found += rhythm.of_duty(agreement, clause.id, norm, agreement.parties)
    yield from sorted(found, key=lambda due: (due.by, due.agreement, due.who))


_LOOKS: tuple[Word, ...] = ("check-in", "review")
