"""BRK203: a step after a break without a bearer or a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import handlings, handlings_in_words, steps_inside
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.model.norms import Norm, Obligation, Prohibition

_TIME = re.compile(
    r"\b(?:within|by|until|before|first|next|same|soon(?:er|est)?|straight|right away|at once|then and there"
    r"|immediately|today|tonight|tomorrow|today|days?|weeks?|months?|years?|hours?|minutes?|nights?|evenings?"
    r"|mornings?|weekends?|check-?ins?|reviews?|ready|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|every|each)\b",
    re.IGNORECASE,
)


class StepWithoutBearerOrDeadline(Analyzer):
    """
    A step after a break leaves open who takes it, or by when.

    A step is for the days in which everybody is raw. One that names nobody waits
    for whoever is braver, and one without a day can be put off for good. A step
    that forbids something needs an end, or it outlives what it was for.

    It asks about steps under `if_broken`, those inside others included. In a clause that has
    only words, about a talk or something made good, it looks for any word of time. It does not see
    what goes without saying among these people.
    """

    code = "BRK203"
    name = "step-without-bearer-or-deadline"
    severity = "question"
    source = "C4"
    message = "the step `{act}` does not say {missing}"
    help = "add {words}"
    help_in_prose = "say who does it and by when: both of us, within three days"
    works_on = ("declared", "reading")

    bad = Example(
        "a talk, some day, by somebody",
        """
        agreements:
          open:
            parties: [ana, ben]
            if_broken: [{must: talk}]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        """,
        at="agreements.open.if_broken[0]",
    )
    good = Example(
        "who and by when",
        """
        agreements:
          open:
            parties: [ana, ben]
            if_broken: [{must: talk, who: all parties, within: 3 days}]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for _, steps in handlings(context):
            for step in steps_inside(context, steps):
                missing, words = _missing(step.norm)
                if missing:
                    yield self.finding(
                        step,
                        act=step.act,
                        missing=" and ".join(missing),
                        words=" and ".join(words),
                    )
        for agreement in context.agreements():
            for at, follows in handlings_in_words(agreement):
                if "mends" in follows and at.has_kind and not _TIME.search(at.reading.text):
                    yield self.finding(
                        at,
                        message=at.like("a step that does not say by when"),
                        help="add by when: within three days, by the next evening, on Sunday",
                        words=at.words(),
                    )


def _missing(step: Norm) -> tuple[list[str], list[str]]:
    """Return what *step* leaves open, and words that would say it."""
    missing: list[str] = []
    words: list[str] = []
    if not step.who:
        missing.append("who takes it")
        words.append("`who: breaker` or `who: all parties`")
    match step:
        case Obligation(has_deadline=False):
            missing.append("by when")
            words.append("`within: 3 days` or `by: next evening`")
        case Prohibition(for_=None, until=None, during=None):
            missing.append("until when")
            words.append("`for: 2 weeks` or `until: 2026-01-31`")
    return missing, words
