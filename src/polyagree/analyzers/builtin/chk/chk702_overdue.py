"""CHK702: a check-in or a review is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Evidence, Finding
from polyagree.source import Path

_OF_PEOPLE = "no check-in of `{what}` is recorded since {since}; one was due by {by}"


class Overdue(Analyzer):
    """
    The day of an agreed check-in or review is over, and none is recorded.

    Looking at things every week or two brings up what is small while it is small.
    The first time that falls out is seldom a decision, and it is easier to take up
    again after one than after ten.

    It looks at the `review` of an agreement and at clauses about a recurring check-in.
    `every: quarter` is once in each calendar quarter, and asked about when that is over;
    `every: 3 months` is three months after the last time. Days of the week shorten
    nothing. What happened in `after` leaves four weeks, twice what most people leave
    between check-ins. Before the first check-in it counts from the day on which the
    agreement was last made, accepted or revised.

    A check-in counts for an agreement if two of its parties were there and it names it,
    or if all of them were and nothing says what they looked at. It asks only in a
    document that keeps check-ins, and where anything is recorded after that day:
    where nobody writes any more, that none stands there tells nothing. Of so many in
    each window it asks for one.

    A replay is asked before a clause is: what was paused, released or ended by
    whoever can do that, or lifted by its `unless`, is not overdue, and a duty that begins with
    something waits for it. It does not see check-ins that nobody wrote down.
    """

    code = "CHK702"
    name = "overdue"
    severity = "question"
    source = "C10"
    message = "no check-in about `{what}` is recorded since {since}; one was due by {by}"
    help = (
        "look at it together and keep the day under `check_ins`, "
        "or agree on a rhythm that fits how you live now"
    )
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "a quarter without one",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            review: {every: quarter}
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], reviewed: open}
        events:
          - {at: 2025-07-12, who: [ana, ben], act: time-together}
        """,
        at="agreements.open.review",
    )
    good = Example(
        "the quarter is not over yet",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            review: {every: quarter}
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], reviewed: open}
        events:
          - {at: 2025-06-28, who: [ana, ben], act: time-together}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        until = context.last_recorded
        for place, due in context.due_again():
            if until is None or until <= due.by:
                continue
            is_duty = isinstance(place, NormAt)
            yield self.finding(
                place,
                message=_OF_PEOPLE if is_duty else None,
                evidence=[
                    *_recorded(context, "last", due.last),
                    *_recorded(context, "after", due.after),
                ],
                what=", ".join(due.who) if is_duty else due.agreement,
                since=due.since.isoformat(),
                by=due.by.isoformat(),
            )


def _recorded(context: Context, fact: str, path: Path | None) -> Iterator[Evidence]:
    if path is None:
        return
    collection, index = path[0], int(path[1])
    if collection == "check_ins":
        at = context.check_in(index)
        yield at.evidence(fact, at.day.isoformat())
    else:
        yield context.event(index).evidence(fact, context.polycule.events[index].act)
