"""REP807: nobody has said what a breach did to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import RepairAt
from polyagree.finding import Finding
from polyagree.model.repair import REPAIR_STEPS

_LATER = frozenset(REPAIR_STEPS[REPAIR_STEPS.index("impact") + 1 :])


class ImpactUnnamed(Analyzer):
    """
    A repair is well under way, and nobody has said what the breach did to somebody.

    What it did is more than that it happened: trust, sleep, how somebody plans a week. Named,
    it can be answered, and often it shows what the agreement left open. Unnamed, the
    same breach is mended for one of them only.

    It asks once a later step is done, or all of them are: a new wording, a safeguard, aftercare.
    What somebody said under `impact` of the breach counts, for each of them, and so does an
    apology that says it, or a step `impact` that was taken or left out with a reason. Whoever is
    not ready yet leaves it out and says so. Once it is settled it is a note; what people ended
    is not asked about.

    It does not know whether a talk came to it. Of more than two people, it asks for each.

    It does not see what was said of it and not written down.
    """

    code = "REP807"
    name = "impact-unnamed"
    severity = "question"
    source = "C4"
    message = "`{repair}` is under way, and what `{breach}` did to {who} is not said"
    help = "a sentence under `impact` of the breach, in their own words, when they are ready"
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "there are safeguards, and Ben was not asked",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {telling: {says: We tell by the next evening.}}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05}
        repairs:
          spring: {of: told-late, steps: [{step: debrief, done: 2025-03-06}, {step: safeguards, says: A line the same night., done: 2025-03-08}, {step: dialogue}]}
        """,
        at="repairs.spring",
    )
    good = Example(
        "Ben says it in a sentence",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {telling: {says: We tell by the next evening.}}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake and planned nothing for the weekend.}}
        repairs:
          spring: {of: told-late, steps: [{step: debrief, done: 2025-03-06}, {step: safeguards, says: A line the same night., done: 2025-03-08}, {step: dialogue}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.repairs:
            unnamed = at.progress.concerned.unnamed
            if at.has_ended or not unnamed or not _is_well_under_way(at) or _is_said(at):
                continue
            yield self.finding(
                at,
                severity="note" if at.is_over else None,
                message=_SETTLED if at.is_over else None,
                repair=at.repair.id,
                breach=at.breaches,
                who=", ".join(f"`{person}`" for person in sorted(unnamed)),
            )


_SETTLED = "`{repair}` is settled, and what `{breach}` did to {who} is not said"


def _is_well_under_way(at: RepairAt) -> bool:
    if at.progress.state in {"steps done", "settled", "reopened"}:
        return True
    return any(step.state == "done" and step.step in _LATER for step in at.progress.steps)


def _is_said(at: RepairAt) -> bool:
    """Return whether an apology names it, or a step for it was taken or left out."""
    apology = at.repair.apology
    if apology is not None and apology.impact is not None:
        return True
    return any(
        step.step == "impact" and step.state in {"done", "skipped"} for step in at.progress.steps
    )
