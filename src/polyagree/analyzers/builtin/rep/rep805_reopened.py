"""REP805: something that was settled came up again."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place, RepairAt
from polyagree.finding import Finding

_MEANS = {"concern": "a concern in a check-in", "brought up": "brought up"}


class Reopened(Analyzer):
    """
    Something was settled, and came up again afterwards.

    Once it is talked through to the end, it can be put to bed: it need not serve in the next
    argument. Where it comes up all the same, one of two things is often so. It was settled
    before it was over, and then it deserves to be taken up anew, on a good day. Or a doubt
    stays that no talk among them takes away, and somebody from outside can help.

    It asks where the log has a quarrel about it, or that it was brought up, and where a later
    check-in has a concern about it that nobody settled. A new repair of the same breach is a
    decision to take it up, and not asked about; what it settles is settled, even where it came
    up before. The same holds for what was ended.

    It goes by what an event or a concern says that it is about: the breach, its event or
    the repair. That somebody hints at it, it cannot see; and a new breach of the same clause is
    a thing of its own.
    """

    code = "REP805"
    name = "reopened"
    severity = "question"
    source = "D5"
    message = "`{breach}` was settled on {day}, and came up again on {again}"
    help = "leave it where it is settled, or take it up anew under `repairs`; if a doubt stays, a counsellor can help"
    passing = ("again",)
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "in the next quarrel it is there again",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {telling: {says: We tell by the next evening.}}
        events:
          - {at: 2025-06-01T22:00, who: [ana, ben], act: argue, about: told-late}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake.}}
        repairs:
          spring: {of: told-late, steps: [{step: debrief, done: 2025-03-06}], settled: 2025-04-02}
        """,
        at="repairs.spring",
    )
    good = Example(
        "it is taken up anew, as a repair of its own",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {telling: {says: We tell by the next evening.}}
        events:
          - {at: 2025-06-03T19:00, who: [ana, ben], act: talk, about: told-late}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake.}}
        repairs:
          spring: {of: told-late, steps: [{step: debrief, done: 2025-03-06}], settled: 2025-04-02}
          once-more: {of: told-late, steps: [{step: debrief, done: 2025-06-03}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.repairs:
            again = [each for each in at.progress.reopened if each.how in _MEANS]
            days = [each.day for each in again if each.day is not None]
            if at.progress.closed is None or not days or _is_taken_up(at):
                continue
            yield self.finding(
                at,
                evidence=[
                    _place(context, each.path).evidence(_MEANS[each.how], str(each.day))
                    for each in again
                ],
                breach=at.breaches,
                day=at.progress.closed.isoformat(),
                again=min(days).isoformat(),
            )


def _is_taken_up(at: RepairAt) -> bool:
    """Return whether people decided to mend it anew."""
    return any(each.how == "repair" for each in at.progress.reopened)


def _place(context: Context, path: tuple[str | int, ...]) -> Place:
    if path[0] == "check_ins":
        return context.check_in(int(path[1])).concerns[int(path[3])]
    return context.event(int(path[1]))
