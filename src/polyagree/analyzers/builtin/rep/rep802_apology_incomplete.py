"""REP802: an apology that leaves out one of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.rep._said import APOLOGY, apology_said, in_words
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import RepairAt
from polyagree.finding import Finding
from polyagree.model.repair import Apology

_TAKEN_BACK = "these words take back what the apology owns: `{words}`"
_HELP_WITH_WORDS = "say one's own part without the other one's, which has a sentence of its own"
_NONE = "all of `{repair}` is done, and no apology by `{who}` is recorded"
_HELP_WITH_NONE = "write down what was said under `apology`, or as an event `apologise`"
_NOBODY_S = frozenset(["misunderstanding", "mismatched-expectation", "unclear-permission"])
"""Causes out of which people break something that nobody did wrong."""


class ApologyIncomplete(Analyzer):
    """
    An apology leaves out what happened, what it did, one's own part, or what will be different.

    Each part carries another: what happened shows that it was seen, what it did that
    somebody was seen, one's own part that it is no weather, and a plan that it will not stay
    with words. One sentence for each is enough.

    It asks about an apology that is written down with a part missing, about words in it
    that take back what it owns ("sorry if you felt"), and, once every step is done, about
    a repair without any apology. It waits for the last until then, since nobody is pressed. What
    came out of a misunderstanding or an unclear permission may have nothing to apologise for, and
    is left alone. After it was settled it is a note; what people ended is not asked about.

    It does not see what was said and not written down, nor whether it was meant. Words that
    put it on the other one are found by CHK704.
    """

    code = "REP802"
    name = "apology-incomplete"
    severity = "question"
    source = "C6"
    message = "the apology by `{who}` does not say {missing}"
    help = "a sentence is enough: {keys}"
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "it says sorry, and not what will be different",
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
            apology: {date: 2025-03-06, by: ana, to: ben, happened: I told you days later., impact: You lay awake.}
            steps: [{step: debrief, done: 2025-03-06}]
        """,
        at="repairs.spring.apology",
    )
    good = Example(
        "a sentence for each of its four parts",
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
            apology:
              date: 2025-03-06
              by: ana
              to: ben
              happened: I told you days later.
              impact: You lay awake.
              responsibility: I put it off.
              plan: I write a line the same night.
            steps: [{step: debrief, done: 2025-03-06}]
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.repairs:
            if at.has_ended:
                continue
            apology = at.repair.apology
            if apology is None:
                yield from self._without(at)
            elif _was_said(context, apology):
                yield from self._missing(at, apology)
                yield from self._taken_back(at)

    def _missing(self, at: RepairAt, apology: Apology) -> Iterator[Finding]:
        missing = [part for part in APOLOGY if getattr(apology, part) is None]
        if missing:
            who = ", ".join(sorted(apology.by or at.progress.concerned.by)) or "somebody"
            yield self.finding(
                at.inside("apology"),
                severity="note" if at.is_over else None,
                who=who,
                missing=_listed([APOLOGY[part] for part in missing]),
                keys=", ".join(f"`{part}`" for part in missing),
            )

    def _taken_back(self, at: RepairAt) -> Iterator[Finding]:
        for place, text in apology_said(at):
            words = in_words(at.context, text, "excuses")
            if words:
                yield self.finding(
                    place,
                    severity="note" if at.is_over else None,
                    message=_TAKEN_BACK,
                    help=_HELP_WITH_WORDS,
                    words=words,
                )

    def _without(self, at: RepairAt) -> Iterator[Finding]:
        about = at.progress.concerned
        causes = [cause for breach in about.breaches for cause in breach.cause]
        if at.progress.state != "steps done" or not about.by or not about.affected:
            return
        if (causes and set(causes) <= _NOBODY_S) or set(about.affected) <= set(about.by):
            return
        if not _apologised(at):
            yield self.finding(
                at,
                message=_NONE,
                help=_HELP_WITH_NONE,
                repair=at.repair.id,
                who=", ".join(sorted(about.by)),
            )


def _was_said(context: Context, apology: Apology) -> bool:
    return apology.date is None or context.on is None or apology.date <= context.on


def _apologised(at: RepairAt) -> bool:
    """Return whether the log has an apology by one who did not keep it, since it was known."""
    context, about = at.context, at.progress.concerned
    return any(
        about.known is None or context.polycule.events[index].day >= about.known
        for person in about.by
        for index in context.events_of("apologise", person)
        if person in context.polycule.events[index].who
    )


def _listed(parts: list[str]) -> str:
    return " or ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
