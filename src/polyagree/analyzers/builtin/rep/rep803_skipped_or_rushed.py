"""REP803: steps of a repair that were passed over, or taken all at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import RepairAt
from polyagree.finding import Finding

_LEFT_OPEN = "`{repair}` is settled, and {steps} {are} neither done nor left out with a reason"
_HELP_LEFT_OPEN = "mark what was done, say why something was left out, or take it up once more"
_RUSHED = "`{breach}` was known on {known} and settled on {settled}"
_HELP_RUSHED = "look again in a few weeks whether it still holds; a date is all that it takes"
_AT_ONCE = "{number} steps of `{repair}` were done on one day, {day}"
_UNSPOKEN = "in `{repair}` both the talk and what it did to somebody are left out"
_HELP_UNSPOKEN = "one of them, in the words that you have, carries most of the others"
_MADE_SMALL = "a step is left out with words that make it small: `{words}`"
_HELP_MADE_SMALL = "say what is there instead of the step, or that it comes later"

_SOON = dt.timedelta(days=2)
"""Less time than this between what became known and a settled repair leaves room for little."""

_MANY = 5
"""So many steps on one day are most of a repair."""

_LIGHT = frozenset(["forgotten", "misunderstanding"])
_TALKS = frozenset(["debrief", "impact"])


class SkippedOrRushed(Analyzer):
    """
    Steps of a repair were passed over, or all of them were taken at once.

    What is passed over comes back. People want to have it behind them, the one who broke
    something and often the one who was hurt as well, and then the talk stands in for what only
    weeks can show. Trust grows with small things that are done again and again.

    It asks where a repair is settled and a step that was planned is neither done nor left
    out; where it was settled within two days after it became known; where five steps or more
    were done on one day; where both the talk and the impact are left out; and where
    a reason for leaving something out makes it small. Steps may come in any order, and
    each of them may be left out with a reason. What was forgotten or misunderstood may be settled
    the same evening, and a repair that was ended is never asked about.

    It does not see how long people talked, and of steps that the record shows without a mark it
    sees the day only where the log has one.
    """

    code = "REP803"
    name = "skipped-or-rushed"
    severity = "question"
    source = "C14"
    message = _LEFT_OPEN
    help = _HELP_LEFT_OPEN
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "settled, and nobody looked after each other yet",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {telling: {says: We tell by the next evening.}}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake.}}
        repairs:
          spring:
            of: told-late
            steps: [{step: debrief, done: 2025-03-06}, {step: aftercare}, {step: outside-help, skipped: not needed}]
            settled: 2025-03-20
        """,
        at="repairs.spring",
    )
    good = Example(
        "each step was taken, or left out with a reason",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses: {telling: {says: We tell by the next evening.}}
        breaches:
          told-late: {of: open.telling, by: ana, discovered: 2025-03-05, impact: {ben: I lay awake.}}
        repairs:
          spring:
            of: told-late
            steps: [{step: debrief, done: 2025-03-06}, {step: aftercare, done: 2025-03-08}, {step: outside-help, skipped: not needed}]
            settled: 2025-03-20
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.repairs:
            if not at.has_ended:
                yield from self._left_open(at)
                yield from self._rushed(at)
                yield from self._at_once(at)
                yield from self._unspoken(at)

    def _left_open(self, at: RepairAt) -> Iterator[Finding]:
        if at.progress.closed is None:
            return
        steps = [each.step for each in at.progress.steps if each.state == "later"]
        if steps:
            yield self.finding(
                at,
                evidence=[
                    at.inside("steps", index).evidence("not done", step.step)
                    for index, step in enumerate(at.progress.steps)
                    if step.state == "later"
                ],
                repair=at.repair.id,
                steps=", ".join(f"`{step}`" for step in dict.fromkeys(steps)),
                are="is" if len(set(steps)) == 1 else "are",
            )

    def _rushed(self, at: RepairAt) -> Iterator[Finding]:
        closed, known = at.progress.closed, at.progress.concerned.known
        if closed is None or known is None or not (known <= closed and closed - known < _SOON):
            return
        if not _is_light(at):
            yield self.finding(
                at.inside("settled"),
                message=_RUSHED,
                help=_HELP_RUSHED,
                breach=at.breaches,
                known=known.isoformat(),
                settled=closed.isoformat(),
            )

    def _at_once(self, at: RepairAt) -> Iterator[Finding]:
        on = at.context.on
        days = Counter(
            step.done
            for step in at.repair.steps
            if step.done is not None and (on is None or step.done <= on)
        )
        for day, number in sorted(days.items()):
            if number >= _MANY and not _is_light(at):
                yield self.finding(
                    at.inside("steps"),
                    message=_AT_ONCE,
                    help=_HELP_RUSHED,
                    number=str(number),
                    repair=at.repair.id,
                    day=day.isoformat(),
                )

    def _unspoken(self, at: RepairAt) -> Iterator[Finding]:
        left_out = {step.step for step in at.progress.steps if step.state == "skipped"}
        done = {step.step for step in at.progress.steps if step.state == "done"}
        if left_out >= _TALKS and not done & _TALKS:
            yield self.finding(
                at.inside("steps"), message=_UNSPOKEN, help=_HELP_UNSPOKEN, repair=at.repair.id
            )
        for index, step in enumerate(at.repair.steps):
            tones = () if step.skipped is None else at.context.tones(step.skipped)
            words = [tone.words for tone in tones if tone.says == "minimises"]
            if words:
                yield self.finding(
                    at.inside("steps", index, "skipped"),
                    message=_MADE_SMALL,
                    help=_HELP_MADE_SMALL,
                    words="`, `".join(dict.fromkeys(" ".join(each.split()) for each in words)),
                )


def _is_light(at: RepairAt) -> bool:
    """Return whether nothing but what was forgotten or misunderstood is mended."""
    causes = [breach.cause for breach in at.progress.concerned.breaches]
    return bool(causes) and all(each and set(each) <= _LIGHT for each in causes)
