"""CHK702: a check-in or a review that is overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, NormAt, Place
from polyagree.clock import Cadence, add, instant, local_day, window_around
from polyagree.errors import InvalidTime
from polyagree.finding import Finding
from polyagree.model.norms import Obligation

_REVIEWS = ("check-in", "review")


class Overdue(Analyzer):
    """
    A look at an agreement was agreed on, and none is recorded in its time.

    The first check-in that falls out is the one that nobody misses. An agreement that nobody
    looks at goes on as it is, whether or not it still fits.

    It looks at `review: {every: ...}` and at clauses with a check-in or a review that comes again, and
    compares them with the check-ins of the document: by the calendar, one in the window
    after the last; by a length of time, not later than that. It says so only where the
    record goes on past that day, with whatever is recorded, and where some check-in
    was recorded at all: a document in which nobody writes any more is no sign of anything.
    """

    code = "CHK702"
    name = "overdue"
    severity = "question"
    source = "C10"
    message = "the {what} of `{agreement}` was due by {due}, and none is recorded since {since}"
    help = "find an hour for it, or change how often: both are fine"

    bad = Example(
        "agreed for every month, and none since January",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            review: {every: month}
        check_ins: [{date: 2025-01-26, people: [ana, ben], reviewed: open}]
        events: [{at: 2025-04-02, who: ana, act: date, with: caro}]
        """,
        at="agreements.open.review",
    )
    good = Example(
        "they looked at it in February and in March",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            review: {every: month}
        check_ins:
          - {date: 2025-01-26, people: [ana, ben], reviewed: open}
          - {date: 2025-02-23, people: [ana, ben], reviewed: open}
          - {date: 2025-03-30, people: [ana, ben], reviewed: open}
        events: [{at: 2025-04-02, who: ana, act: date, with: caro}]
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        last = context.polycule.last_day
        if context.on is None or last is None or not context.polycule.check_ins:
            return
        horizon = min(context.on, last)
        for at in context.agreements():
            for place, every, what in _looks(at):
                since = (
                    context.last_looked_at(at.agreement)
                    if what == "review"
                    else context.last_met(at.agreement)
                )
                due = None if since is None else _due(context, since, every)
                if since is not None and due is not None and due < horizon:
                    yield self.finding(
                        place,
                        what=what,
                        agreement=at.agreement.id,
                        since=since.isoformat(),
                        due=due.isoformat(),
                    )


def _looks(at: AgreementAt) -> Iterator[tuple[Place, Cadence, str]]:
    review = at.agreement.review
    if review is not None and review.every is not None:
        path = (*at.path, "review")
        anchor = f"{at.anchor}.review"
        yield (
            Place(context=at.context, path=path, anchor=anchor, is_keyed=True),
            review.every,
            "review",
        )
    for clause in at.clauses:
        for norm in clause.norms:
            every = _every(norm)
            if every is not None:
                what = "review" if at.context.is_any_of(norm.act, ("review",)) else "check-in"
                yield norm, every, what


def _every(norm: NormAt) -> Cadence | None:
    duty = norm.norm
    if isinstance(duty, Obligation) and norm.context.is_any_of(norm.act, _REVIEWS):
        return duty.every
    return None


def _due(context: Context, since: dt.date, every: Cadence) -> dt.date | None:
    """Return the last day for the next one after *since*."""
    zone = context.polycule.zone
    start = instant(dt.datetime.combine(since, dt.time(12)), zone)
    try:
        if every.duration is not None:
            return local_day(add(start, every.duration, zone), zone)
        after = window_around(window_around(start, every, zone).end, every, zone)
    except InvalidTime:
        # Past the last year there is.
        return None
    return local_day(after.end, zone) - dt.timedelta(days=1)
