"""CON408: a norm that can never apply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.clock import has_times
from polyagree.finding import Finding
from polyagree.model.conditions import ALWAYS, AllOf, AnyOf, Condition, Done, Not
from polyagree.model.happening import Happening
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm
from polyagree.model.people import CountOf, Except, Named, People, PeopleTerm, Role


class CanNeverApply(Analyzer):
    """
    No day, nobody and nothing can make this norm apply.

    It looks like an agreement, and there is no case for it: Christmas Eve in July, everybody
    but everybody, three of two people. Mostly a word slipped, and what was meant is not
    written down anywhere.

    It finds days, hours and months that leave no time, also within the dates of the norm and of its
    agreement; people of whom nobody is left; circumstances that cannot hold, or an exception
    that always does. It looks at what sets a norm off as well. What is only unlikely, or
    what only a break would bring about, is not found.

    It cannot tell what was meant in its place.
    """

    code = "CON408"
    name = "can-never-apply"
    severity = "note"
    source = "A3"
    message = "`{act}` can never apply: {why}"
    help = "say what was meant, or leave it out"

    bad = Example(
        "a day that the month does not have",
        """
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              eve: {says: Christmas Eve is ours., norm: {must_not: host, with: outsiders, days: 12-24, months: jul}}
        """,
        at="agreements.home.clauses.eve.norm[0]",
    )
    good = Example(
        "a day of that month",
        """
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              eve: {says: Christmas Eve is ours., norm: {must_not: host, with: outsiders, days: 12-24, months: dec}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.norms():
            why = next(_reasons(at), None)
            if why is not None:
                yield self.finding(at, act=at.act, why=why)


def _reasons(at: NormAt) -> Iterator[str]:
    """Yield why a norm can never apply, what is plain first."""
    norm = at.norm
    yield from _out_of_time(at)
    for part in (norm, norm.after, getattr(norm, "before", None), norm.during):
        if isinstance(part, Happening | Norm):
            yield from _never(part, at)
    yield from _nobody(norm.who, at, "who")
    if norm.unless is not None and _always(norm.unless):
        yield "its exception always holds"
    if norm.during is not None and _cannot_hold(norm.during):
        yield "what stands under `during` cannot hold"


def _never(part: Happening | Norm, at: NormAt) -> Iterator[str]:
    """Yield why nothing can be what *part* describes."""
    first = last = None
    if not isinstance(part, Happening):
        first, last = _bounds(at)
    if not has_times(part.days, part.hours, part.months, first=first, last=last):
        within = " within its dates" if has_times(part.days, part.hours, part.months) else ""
        yield f"its days, hours and months leave no time{within}"
    for key in ("with", "to"):
        yield from _nobody(getattr(part, "with_" if key == "with" else key), at, key)


def _bounds(at: NormAt) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of a norm, as far as it and its agreement say."""
    norm, agreement = at.norm, at.agreement
    begins = [norm.from_, None if agreement is None else agreement.made]
    ends = [norm.until, None if agreement is None or at.is_reparation else agreement.ends]
    return (
        max((day for day in begins if isinstance(day, dt.date)), default=None),
        min((day for day in ends if isinstance(day, dt.date)), default=None),
    )


def _out_of_time(at: NormAt) -> Iterator[str]:
    norm, agreement = at.norm, at.agreement
    if agreement is None or at.is_reparation:
        return
    begins, ends = norm.from_, agreement.ends
    if isinstance(begins, dt.date) and ends is not None and ends < begins:
        yield f"it begins on {begins}, and `{agreement.id}` ends on {ends}"


# People


def _nobody(people: People, at: NormAt, key: str) -> Iterator[str]:
    """Yield that nobody is left of *people*."""
    if people and all(_is_nobody(term, at) for term in people):
        words = ", ".join(str(term) for term in people)
        # Where nobody has a power, that is what is meant.
        if not (key == "who" and people == (Role("nobody"),)):
            yield f"`{words}` in `{key}` is nobody"


def _is_nobody(term: PeopleTerm, at: NormAt) -> bool:
    match term:
        case Role(role="nobody"):
            return True
        case CountOf(count=count, of=Role(role="other parties")) if at.agreement is not None:
            return len(at.parties) <= count
        case CountOf(count=count, of=of):
            listed = _listed(of, at)
            return listed is not None and len(listed) < count
        case Except(people=some, except_=gone):
            if set(some) <= set(gone) or Role("anyone") in gone:
                return True
            meant = [_listed(each, at) for each in some]
            out = [_listed(each, at) for each in gone]
            known = frozenset[PersonId]().union(*(each for each in out if each is not None))
            return all(each is not None and each <= known for each in meant)
    return False


def _listed(term: PeopleTerm, at: NormAt) -> frozenset[PersonId] | None:
    """Return whom *term* means on any day; ``None``: more than the document lists."""
    match term:
        case Named(name=name) if at.context.polycule.has_person(name):
            return frozenset({PersonId(name)})
        case Role(role="each party" | "all parties" | "any party"):
            return at.parties
    return None


# Conditions


def _cannot_hold(condition: Condition) -> bool:
    match condition:
        case Not(not_=inner):
            return _always(inner)
        case AllOf(all_of=parts):
            denied = {part.not_ for part in parts if isinstance(part, Not)}
            return any(map(_cannot_hold, parts)) or not denied.isdisjoint(parts)
        case AnyOf(any_=parts):
            return all(map(_cannot_hold, parts))
        case Happening() | Done():
            happening = condition.done if isinstance(condition, Done) else condition
            return not has_times(happening.days, happening.hours, happening.months)
    return False


def _always(condition: Condition) -> bool:
    match condition:
        case Not(not_=inner):
            return _cannot_hold(inner)
        case AllOf(all_of=parts):
            return all(map(_always, parts))
        case AnyOf(any_=parts):
            denied = {part.not_ for part in parts if isinstance(part, Not)}
            return any(map(_always, parts)) or not denied.isdisjoint(parts)
    return condition == ALWAYS
