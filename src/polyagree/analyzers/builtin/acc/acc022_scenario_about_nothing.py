"""ACC022: a scenario that has nothing to do with what it expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Example, OfScenarios
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.finding import Evidence, Finding

if TYPE_CHECKING:
    from polyagree.analyzers.context import ScenarioResult


class ScenarioAboutNothing(OfScenarios):
    """
    Everything is as a scenario expects, and nothing in it has to do with that.

    Such a scenario would be fine whatever the clauses said. Perhaps an act has
    another name by now, somebody else was meant, or a day was moved; then nobody
    notices when the clause changes as well.

    It asks if no clause of which the scenario expects something was set off, used,
    kept, broken or due in it, and no act in it is one that such a clause looks out for.
    A scenario without expectations is one to talk over, and is left alone.

    It runs with `polyagree check --scenarios` and `check(scenarios=True)`. It does not
    see whether a scenario is one that may well happen.
    """

    code = "ACC022"
    name = "scenario-about-nothing"
    severity = "question"
    source = "A12"
    message = "`{scenario}` has nothing to do with what it expects something of: {clauses}"
    help = "let happen in it what the clause is about, or expect something of another clause"
    cost = "events"

    bad = Example(
        "a dinner, and the clause is about nights",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        scenarios:
          a-long-week:
            events: [{at: 2025-05-02T20:00, who: ana, act: share-meal, with: caro}]
            expect: {open.nights: satisfied}
        """,
        at="scenarios.a-long-week",
    )
    good = Example(
        "a night, and the clause is about nights",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        scenarios:
          a-long-week:
            events: [{at: 2025-05-02T23:50, who: ana, act: late-night, with: caro}]
            expect: {open.nights: satisfied}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for result in context.scenario_results:
            if result.is_vacuous and result.is_met:
                place = context.record("scenarios", result.scenario)
                yield self.finding(
                    place,
                    evidence=_too_early(context, place, result),
                    scenario=result.scenario,
                    clauses=", ".join(f"`{each.of}`" for each in result.outcomes),
                )


def _too_early(context: Context, place: Place, result: ScenarioResult) -> Iterator[Evidence]:
    """Yield which agreements it expects something of were made after it."""
    days = [
        event.day
        for scenario in context.polycule.scenarios
        if scenario.id == result.scenario
        for event in scenario.events
    ]
    names = {each.of.partition(".")[0] for each in result.outcomes}
    for agreement in context.polycule.agreements:
        if agreement.id in names and agreement.made and days and max(days) < agreement.made:
            made = agreement.made.isoformat()
            yield place.evidence(f"all of it is before `{agreement.id}` was made", made)
