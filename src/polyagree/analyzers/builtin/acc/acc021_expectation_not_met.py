"""ACC021: a scenario expects something else than what would follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Example, OfScenarios
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.finding import Evidence, Finding

if TYPE_CHECKING:
    from polyagree.analyzers.context import Outcome

_MOST_LINES = 8
_MOMENT = dt.timedelta(microseconds=1)


class ExpectationNotMet(OfScenarios):
    """
    A scenario expects something else of a clause than what would follow.

    A scenario is a clause walked through before it matters. Where the two differ,
    either the clause does not say what people mean, or they do not mean the same by
    it: both are better found in a calm hour.

    The events of the scenario are put into the log, and everything is replayed to the
    end of the last day of them. `satisfied` is met by what is presumably satisfied as
    well, and `violated` by every break, be it made good or not; the others are met by
    themselves alone. Only what comes in the time of the scenario counts.

    It runs with `polyagree check --scenarios` and `check(scenarios=True)`. It does not
    see what a clause means that nobody has written as a norm: that is `unknown`.
    """

    code = "ACC021"
    name = "expectation-not-met"
    severity = "concern"
    source = "A12"
    message = "`{scenario}` expects `{expected}` of `{clause}`, and gets `{got}`"
    help = "look together at which of the two says what you mean, the scenario or the clause"
    cost = "events"

    bad = Example(
        "the second night is still within what was agreed",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        scenarios:
          two-nights:
            events:
              - {at: 2025-05-02T23:50, who: ana, act: late-night, with: caro}
              - {at: 2025-05-09T23:50, who: ana, act: late-night, with: caro}
            expect: {open.nights: violated}
        """,
        at="scenarios.two-nights.expect.open.nights",
    )
    good = Example(
        "a third one is not",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        scenarios:
          three-nights:
            events:
              - {at: 2025-05-02T23:50, who: ana, act: late-night, with: caro}
              - {at: 2025-05-09T23:50, who: ana, act: late-night, with: caro}
              - {at: 2025-05-16T23:50, who: ana, act: late-night, with: caro}
            expect: {open.nights: violated}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for result in context.scenario_results:
            for outcome in result.outcomes:
                if outcome.is_met:
                    continue
                place = Place(
                    context=context,
                    path=("scenarios", result.scenario, "expect", outcome.of),
                    anchor=f"scenarios.{result.scenario}.expect.{outcome.of}",
                )
                yield self.finding(
                    place,
                    evidence=_reasons(context, place, outcome),
                    scenario=result.scenario,
                    clause=outcome.of,
                    expected=outcome.expected,
                    got=outcome.got,
                )


def _reasons(context: Context, place: Place, outcome: Outcome) -> Iterator[Evidence]:
    if not outcome.is_concerned:
        yield place.evidence("nothing in the scenario has to do with it", "")
    zone = context.polycule.zone
    for line in outcome.proof[:_MOST_LINES]:
        where = place if line.event is None else context.happened(line.event)
        said = [] if line.event is None else [context.act_of(line.event)]
        is_act = line.event is not None
        said += [] if line.at is None else [_when(line.at.astimezone(zone), is_act=is_act)]
        said += [line.detail] if line.detail else []
        yield where.evidence(line.fact, ", ".join(said))
    if len(outcome.proof) > _MOST_LINES:
        yield place.evidence(f"and {len(outcome.proof) - _MOST_LINES} more", "")


def _when(at: dt.datetime, *, is_act: bool) -> str:
    if not is_act and at.time() == dt.time():
        # A day that is over is told by its date, and not by the midnight after it.
        return (at - _MOMENT).date().isoformat()
    return at.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
