"""BRK202: a step after a break that cannot happen."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import handlings, steps_inside
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.clock import Duration
from polyagree.finding import Finding
from polyagree.model.norms import Obligation
from polyagree.model.people import Named

_REVIEWS = ("check-in", "review")


class DeadEnd(Analyzer):
    """
    What should follow a break cannot follow.

    A step leads to somebody who is not there, to the next check-in where none is
    agreed, to a day that is over, or to a clause that is gone. The agreement looks as if it
    said what happens; when it is needed, it does not.

    It looks at what is written: people, moments, days and references. Whether a
    chain of steps can be walked to its end is not looked at here.
    """

    code = "BRK202"
    name = "dead-end"
    severity = "concern"
    source = "A9"
    message = "`{act}` cannot happen: {why}"
    help = "say what can happen instead"

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
        for _, steps in handlings(context):
            for step in steps_inside(context, steps):
                why = _why(context, step)
                if why is not None:
                    yield self.finding(step, act=step.act, why=why)


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
    if by.part in _REVIEWS and not _is_looked_at(step):
        return f"no {by.part} is agreed"
    return None


def _is_longer(one: Duration, other: Duration) -> bool:
    """Return whether *one* is surely longer: months have 28 days at least, and 31 at most."""
    return _seconds(one, 28) > _seconds(other, 31)


def _seconds(duration: Duration, month: int) -> int:
    days = (12 * duration.years + duration.months) * month
    days += 7 * duration.weeks + duration.days + duration.nights
    return days * 86400 + duration.hours * 3600 + duration.minutes * 60 + duration.seconds


def _is_looked_at(step: NormAt) -> bool:
    """Return whether the agreement says when its next check-in, or its next review, is."""
    if step.agreement is None:
        return True
    if step.agreement.review is not None:
        return True
    context = step.context
    return any(
        isinstance(norm.norm, Obligation)
        and norm.norm.kind in {"recurring", "quota"}
        and context.is_any_of(norm.act, _REVIEWS)
        for at in context.agreements()
        if set(at.agreement.parties) >= set(step.agreement.parties)
        for clause in at.clauses
        for norm in clause.norms
    )
