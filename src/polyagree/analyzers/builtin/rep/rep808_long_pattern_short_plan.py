"""REP808: what went on for long is to be mended in a short time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.rep._spans import MONTH, about_as_long_as
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt, RepairAt
from polyagree.finding import Finding
from polyagree.model.norms import Obligation, Power

_LASTING = frozenset(["small-actions", "dialogue", "outside-help"])
_LONG = dt.timedelta(weeks=8)
_MANY = 3

_CALLED_SO = "`{breach}` is called a pattern, and nothing in `{repair}` goes on for some weeks"
_IN_THE_RECORD = (
    "`{breach}` tells of {number} times between {first} and {last},"
    " and nothing in `{repair}` goes on for some weeks"
)


class LongPatternShortPlan(Analyzer):
    """
    What went on for a long time is to be mended by a plan that is soon over.

    One lapse can be mended in an evening. A pattern has grown, with reasons that held it up, and
    it takes longer to let it go: small things done again and again, a talk that comes round,
    perhaps somebody from outside. It may also be that it does not fit, and that people change
    the agreement, or end it. All of these are good outcomes, and this is only a question.

    It takes something for a pattern if its cause says so, or if it tells of three times
    or more over eight weeks or longer. It is content with a step of small actions, dialogue or
    outside help, be it planned, or with anything that lasts: a duty that comes round, something
    undertaken for four weeks, a safeguard that stands in a clause, a review of the agreement
    that comes round. A repair without any step yet is left alone, and so is one that was ended.

    It does not see a pattern of which nobody wrote down the times, nor what is done beside the plan.
    """

    code = "REP808"
    name = "long-pattern-short-plan"
    severity = "question"
    source = "D8"
    message = _CALLED_SO
    help = "something small that is done again and again, a check-in that comes round, or somebody from outside; to change or to end it is as good"
    passing = ("number", "last")
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "half a year of late nights, and one evening of talk",
        """
        agreements:
          nights:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {late: {says: At most two late nights a month.}}
        breaches:
          winter: {of: nights.late, by: ana, discovered: 2025-08-01, cause: [pattern], impact: {ben: Our mornings went quiet.}}
        repairs:
          august: {of: winter, steps: [{step: debrief, done: 2025-08-02}, {step: aftercare}]}
        """,
        at="repairs.august",
    )
    good = Example(
        "a line a week, and a talk that comes round",
        """
        agreements:
          nights:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {late: {says: At most two late nights a month.}}
        breaches:
          winter: {of: nights.late, by: ana, discovered: 2025-08-01, cause: [pattern], impact: {ben: Our mornings went quiet.}}
        repairs:
          august: {of: winter, steps: [{step: debrief, done: 2025-08-02}, {step: small-actions, norm: {must: message, who: ana, to: ben, every: week, for: 8 weeks}}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.repairs:
            if at.has_ended or not at.repair.steps or _lasts(at):
                continue
            breaches = at.progress.concerned.breaches
            days = sorted(_days(at))
            if any("pattern" in breach.cause for breach in breaches):
                yield self.finding(at, breach=at.breaches, repair=at.repair.id)
            elif len(days) >= _MANY and days[-1] - days[0] >= _LONG:
                yield self.finding(
                    at,
                    message=_IN_THE_RECORD,
                    breach=at.breaches,
                    repair=at.repair.id,
                    number=str(len(days)),
                    first=days[0].isoformat(),
                    last=days[-1].isoformat(),
                )


def _days(at: RepairAt) -> Iterator[dt.date]:
    """Yield the days on which something was not kept, as far as the breaches tell."""
    for breach in at.progress.concerned.breaches:
        days = [day for name in breach.event if (day := at.context.day_of(name)) is not None]
        if not days and breach.date is not None:
            days = [breach.date.date() if isinstance(breach.date, dt.datetime) else breach.date]
        yield from days


def _lasts(at: RepairAt) -> bool:
    """Return whether anything in the plan, or in the agreement, goes on for some weeks."""
    for step in at.repair.steps:
        if step.skipped is None and (step.step in _LASTING or step.stands_in):
            return True
    if any(_goes_on(norm) for norm in _kept(at, at.norms)):
        return True
    agreements = map(at.context.polycule.agreement, at.progress.concerned.agreements)
    return any(each.review is not None and each.review.every is not None for each in agreements)


def _kept(at: RepairAt, norms: Iterable[NormAt]) -> Iterator[NormAt]:
    """Yield those of *norms* whose step was not left out."""
    for norm in norms:
        if at.repair.steps[int(norm.path[3])].skipped is None:
            yield norm


def _goes_on(at: NormAt) -> bool:
    norm = at.norm
    if norm.for_ is not None:
        return about_as_long_as(norm.for_) >= MONTH
    if isinstance(norm, Obligation):
        return norm.kind != "achievement"
    return not isinstance(norm, Power)
