"""DRF310: the exception has become the rule."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.finding import Finding


class ExceptionIsTheRule(Analyzer):
    """
    What was to be an exception is made use of nearly every time.

    An exception is a kindness: this once, because it matters to you. Asked for every month it
    is a rule with an extra step, and whoever says yes may no longer remember that they
    could say no.

    It counts the periods (weeks, months or quarters, as the limit does; else months) in which somebody
    did what is forbidden, or more than is allowed, by way of an ``unless`` or of an
    exception that all agreed on. Four of the last six are found. Whether a yes was asked for
    gladly it cannot see.
    """

    code = "DRF310"
    name = "exception-is-the-rule"
    severity = "question"
    source = "C16"
    message = "in {often} of the last {periods} {units} `{who}` did `{act}` by way of exception"
    help = "if the exception suits all of you, make it the wording; if not, say what it costs"
    passing = ("often",)
    works_on = ("declared", "log")
    cost = "events"

    periods = Option(
        6, means="how many periods it looks back", unit="periods", at_least=1, at_most=120
    )
    often = Option(4, means="in how many of them an exception was made", unit="periods", at_least=1)

    bad = Example(
        "a third night in every month, with a yes each time",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: No late nights on work nights., norm: {must_not: late-night, days: weeknights}}
        events:
          - {at: 2025-03-04T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-03-04T23:30, who: ana, act: late-night, with: caro}
          - {at: 2025-04-08T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-04-08T23:30, who: ana, act: late-night, with: caro}
          - {at: 2025-05-06T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-05-06T23:30, who: ana, act: late-night, with: caro}
          - {at: 2025-06-03T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-06-03T23:30, who: ana, act: late-night, with: caro}
          - {at: 2025-07-01T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-07-01T23:30, who: ana, act: late-night, with: caro}
        """,
        at="agreements.open.clauses.nights.norm[0]",
    )
    good = Example(
        "twice in half a year",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: No late nights on work nights., norm: {must_not: late-night, days: weeknights}}
        events:
          - {at: 2025-03-04T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-03-04T23:30, who: ana, act: late-night, with: caro}
          - {at: 2025-07-01T12:00, who: [ana, ben], act: agree-exception, about: open.nights, lasting: 1 night}
          - {at: 2025-07-01T23:30, who: ana, act: late-night, with: caro}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for found in context.exceptions:
            place = context.at(found.path)
            periods = context.last_periods(found.per, self.periods)
            # A wording that is younger than that is still being tried.
            is_young = found.since is not None and periods and periods[-1].start < found.since
            if place is None or found.before is not None or is_young:
                continue
            used = [
                period
                for period in periods
                if any(period.start <= day < period.end for day in found.days)
            ]
            if len(used) < self.often:
                continue
            first = periods[-1].start
            yield self.finding(
                place,
                evidence=[
                    context.event(index).evidence("exception", day.isoformat())
                    for index, day in zip(found.events, found.days, strict=True)
                    if day >= first
                ],
                often=str(len(used)),
                periods=str(self.periods),
                units=f"{periods[0].unit}s",
                who="all parties" if found.who is None else found.who,
                act=found.act,
            )
