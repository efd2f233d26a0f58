"""BRK202: a step after a break that cannot happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import (
    effective_steps,
    handlings,
    handlings_in_words,
    steps_inside,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, ClauseAt, NormAt
from polyagree.clock import Duration
from polyagree.finding import Evidence, Finding
from polyagree.model.agreement import Agreement
from polyagree.model.norms import Obligation, Permission, Power
from polyagree.model.people import Named, Role
from polyagree.source import Path, dotted

_REVIEWS = ("check-in", "review")
_AT_THE_NEXT = re.compile(
    r"\b(?:at|until|by|before|for|in) (?:our |the )?next (check-?in|review)\b", re.IGNORECASE
)
_LOOKS = re.compile(
    r"\b(?:check(?:s|ing)?[ -]?ins?|review(?:s|ed)?|look at (?:it|this|them) again)\b",
    re.IGNORECASE,
)
_ALL = (Role("all parties"),)
_OTHERS = (Role("other parties"),)

_WHYS = {
    "out of time": "its time is over before it can be done",
    "nobody": "nobody is left of `other parties` when all of them did not keep it",
    "never reached": "it follows a step that cannot be missed",
}


class DeadEnd(Analyzer):
    """
    What should follow a break cannot follow.

    A step leads to somebody who is not there, to the next check-in where none is
    agreed, to a day that is over, or to a clause that is gone. Or its days and hours
    never come before its time is over, it is for the others where nobody else is left,
    or it follows a step that nobody can miss, because nothing says until when that is
    to be done. The agreement looks as if it said what happens; when it is needed, it
    does not.

    People, moments, days and references are looked at as they are written. Where
    something about a step makes it doubtful, the clause is broken in thought, on every
    day of a week and at several times of day, and what follows is walked through to
    each end. In a clause that has only words it looks for the next check-in or review, where
    none is agreed. It does not see what only people can know: whether a counsellor can be
    found, or somebody wants to talk. A step that waits for something else to happen,
    and one without an end, are no dead ends here; BRK203 and BRK209 look at those.
    """

    code = "BRK202"
    name = "dead-end"
    severity = "concern"
    source = "A9"
    message = "`{act}` cannot happen: {why}"
    help = "say what can happen instead"
    works_on = ("declared", "reading")

    bad = Example(
        "the next check-in, and there is none",
        """
        agreements:
          house:
            parties: [ana, ben]
            if_broken: [{must: talk, who: all parties, by: next check-in}]
            clauses:
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
        """,
        at="agreements.house.if_broken[0]",
    )
    good = Example(
        "there is a check-in every week",
        """
        agreements:
          house:
            parties: [ana, ben]
            if_broken: [{must: talk, who: all parties, by: next check-in}]
            clauses:
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
              sundays: {says: We look at the week on Sunday., norm: {must: check-in, who: all parties, every: week}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        walked = _walked(context)
        for _, steps in handlings(context):
            for step in steps_inside(context, steps):
                why = _why(context, step)
                if why is not None:
                    yield self.finding(step, act=step.act, why=why)
                elif step.path in walked:
                    why, evidence = walked[step.path]
                    yield self.finding(step, evidence=evidence, act=step.act, why=why)
        for agreement in context.agreements():
            yield from self._in_words(agreement)

    def _in_words(self, agreement: AgreementAt) -> Iterator[Finding]:
        """Yield where words put something off until a check-in, and none is agreed."""
        for at, _ in handlings_in_words(agreement):
            waits = _AT_THE_NEXT.search(at.reading.text)
            if waits and not _is_looked_at(agreement.context, agreement.agreement):
                yield self.finding(
                    at,
                    message=at.like("a step for a {part}, and none is agreed"),
                    help="say what can happen instead, or agree on a {part}",
                    part=waits[1].lower(),
                    words=waits[0],
                )


def _why(context: Context, step: NormAt) -> str | None:
    norm = step.norm
    named = bool(norm.who) and all(isinstance(term, Named) for term in norm.who)
    if named and not step.bearers:
        return f"nobody is left of `{step.holder}`"
    for about in norm.about:
        if isinstance(about, str) and context.is_gone(about):
            return f"`{about}` is no longer there"
    if not isinstance(norm, Obligation):
        return None
    if norm.wait is not None and norm.within is not None and _is_longer(norm.wait, norm.within):
        return f"it waits {norm.wait}, and is due within {norm.within}"
    by = norm.by
    if by is None:
        return None
    if by.date is not None and context.on is not None and by.date < context.on:
        return f"{by.date} is over"
    if by.part in _REVIEWS and not _is_followed_by_one(step):
        return f"no {by.part} is agreed"
    return None


def _is_longer(one: Duration, other: Duration) -> bool:
    """Return whether *one* is surely longer: months have 28 days at least, and 31 at most."""
    return _seconds(one, 28) > _seconds(other, 31)


def _seconds(duration: Duration, month: int) -> int:
    days = (12 * duration.years + duration.months) * month
    days += 7 * duration.weeks + duration.days + duration.nights
    return days * 86400 + duration.hours * 3600 + duration.minutes * 60 + duration.seconds


def _is_followed_by_one(step: NormAt) -> bool:
    return step.agreement is None or _is_looked_at(step.context, step.agreement)


def _is_looked_at(context: Context, agreement: Agreement) -> bool:
    """Return whether it is said when the next check-in, or the next review, is."""
    if agreement.review is not None:
        return True
    shared = [
        at for at in context.agreements() if set(at.agreement.parties) >= set(agreement.parties)
    ]
    return any(
        isinstance(norm.norm, Obligation)
        and norm.norm.kind in {"recurring", "quota"}
        and context.is_any_of(norm.act, _REVIEWS)
        for at in shared
        for clause in at.clauses
        for norm in clause.norms
    ) or any(
        not each.reading.break_handling and _LOOKS.search(each.reading.text)
        for at in shared
        for each in context.readings_in(at.agreement)
    )


# What only a walk to each end can tell


def _walked(context: Context) -> dict[Path, tuple[str, tuple[Evidence, ...]]]:
    """Return the steps that lead nowhere, each with why, and after which norms."""
    doubtful: dict[tuple[str, Path], str] = {}
    for clause in context.clauses():
        doubts = (doubt for norm in clause.norms for doubt in _doubts(norm, clause))
        doubtful |= {(clause.name, path): kind for path, kind in doubts}
    found: dict[Path, tuple[str, tuple[Evidence, ...]]] = {}
    if not doubtful:
        return found
    for end in context.dead_ends_of(frozenset(clause for clause, _ in doubtful)):
        if doubtful.get((end.clause, end.path)) == end.kind:
            why, evidence = found.get(end.path, (_WHYS[end.kind], ()))
            norm = context.at(end.after)
            after = Evidence(
                path=dotted(end.after),
                fact="after a break of",
                value=end.clause,
                span=None if norm is None else norm.span,
            )
            found[end.path] = why, (*evidence, after)
    return found


def _doubts(norm: NormAt, clause: ClauseAt) -> Iterator[tuple[Path, str]]:
    """Yield the steps after a break of *norm* that may lead nowhere, by what is written."""
    if not norm.is_binding:
        return
    for step in effective_steps(clause, norm):
        if norm.norm.who == _ALL and step.norm.who == _OTHERS:
            yield step.path, "nobody"
        yield from _doubts_inside(step)


def _doubts_inside(step: NormAt) -> Iterator[tuple[Path, str]]:
    norm = step.norm
    if isinstance(norm, Obligation) and _is_narrow(norm):
        yield step.path, "out of time"
    for inner in step.context.steps_of(step):
        if _cannot_be_missed(step):
            yield inner.path, "never reached"
        yield from _doubts_inside(inner)


def _is_narrow(norm: Obligation) -> bool:
    """Return whether its days, its hours or its wait may leave a duty no time."""
    if norm.by is not None and norm.by.relation == "previous":
        return True
    has_end = norm.within is not None or norm.by is not None or norm.for_ is not None
    return has_end and bool(norm.days or norm.hours or norm.months or norm.wait)


def _cannot_be_missed(step: NormAt) -> bool:
    match step.norm:
        case Obligation(has_deadline=has_deadline):
            return not has_deadline
        case Power():
            return True
        case Permission():
            return not step.is_binding
        case _:
            return False
