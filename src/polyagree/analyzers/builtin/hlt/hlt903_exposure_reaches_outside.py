"""HLT903: after a result, an exposure reaches people in no agreement about health."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.hlt._said import every_plan
from polyagree.analyzers.context import Context
from polyagree.finding import Evidence, Finding

if TYPE_CHECKING:
    from polyagree.analyzers.context import Exposed


class ExposureReachesOutside(Analyzer):
    """
    After a positive result, an exposure or a failed barrier, a path leads to people outside.

    Who is in an agreement about health hears of a result by it. Who is in none depends on
    somebody thinking of them, and often stands at the end of a path of which no one sees
    the whole.

    A path goes along what is recorded, each step later than the one before or at the same
    time, as `polyagree health` tells it. It begins with those in the event: after a result since
    their last test with results that were not positive, otherwise with the event itself.
    Outside is who is a party of no agreement in force that says anything of tests, barriers
    or results. Who was told already is left out, and so is who was there themselves. Where
    the order hangs on hours that nobody wrote down, it is a question. It asks only where such
    an event is recorded, sees no contacts that nobody recorded, and nobody who is not listed.

    It does not see what nobody wrote down, nor who is well.
    """

    code = "HLT903"
    name = "exposure-reaches-outside"
    severity = "concern"
    source = "C12"
    message = (
        "by what is recorded, a path leads from `{what}` to {people}, "
        "outside every agreement about health"
    )
    help = (
        "say who tells them: `polyagree health` shows each path; "
        "or ask them whether they want to be in an agreement about it"
    )
    help_in_prose = (
        "say who tells them, or ask them whether they want to be in an agreement about it"
    )
    works_on = ("declared", "log")
    cost = "joint"

    bad = Example(
        "two steps from the result to somebody in no agreement",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              results: {says: Results within a day., norm: {must: share-results, to: other parties, after: results, within: 24h}}
        events:
          - {at: 2025-02-01T22:00, who: ana, act: sex, with: ben}
          - {at: 2025-02-03T22:00, who: ben, act: sex, with: caro}
          - {id: the-result, at: 2025-02-10T09:00, who: ana, act: positive-result}
        """,
        at="events[2]",
    )
    good = Example(
        "everybody on the path hears of it by an agreement",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              results: {says: Results within a day., norm: {must: share-results, to: other parties, after: results, within: 24h}}
          too:
            parties: [ben, caro]
            clauses:
              results: {says: Results within a day., norm: {must: share-results, to: other parties, after: results, within: 24h}}
        events:
          - {at: 2025-02-01T22:00, who: ana, act: sex, with: ben}
          - {at: 2025-02-03T22:00, who: ben, act: sex, with: caro}
          - {id: the-result, at: 2025-02-10T09:00, who: ana, act: positive-result}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        if not context.polycule.events or not context.alarms:
            return
        inside = frozenset().union(*(said.parties for said in every_plan(context)))
        for index in context.alarms:
            outside = [each for each in context.exposed_after(index) if each.person not in inside]
            if outside:
                event = context.polycule.events[index]
                sure = any(each.is_sure for each in outside)
                yield self.finding(
                    context.event(index),
                    severity=None if sure else "question",
                    evidence=_steps(context, outside),
                    what=event.id or event.act,
                    people=", ".join(f"`{each.person}`" for each in outside),
                )


def _steps(context: Context, outside: Iterable[Exposed]) -> Iterator[Evidence]:
    """Yield the steps of all paths, each once: they share them."""
    seen: set[tuple[int, str, str]] = set()
    for each in outside:
        back = ((step.event, step.from_, step.to) for step in reversed(each.sure_path or each.path))
        # Before a step that was told stands what leads to it.
        new = [*takewhile(lambda step: step not in seen, back)]
        seen.update(new)
        for event, from_, to in reversed(new):
            yield context.event(event).evidence("step", f"{from_}, {to}")
