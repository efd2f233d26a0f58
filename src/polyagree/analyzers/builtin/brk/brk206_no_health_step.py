"""BRK206: a clause about health, whose break is followed by nothing about health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import handlings_in_words, steps_inside
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt, NormAt
from polyagree.finding import Finding
from polyagree.model.health import is_about_health, is_health_act

_HEALTH_WORDS = re.compile(
    r"\b(?:test(?:s|ed|ing)?|clinic|doctor|condoms?|barriers?|health|results?|prep|pep|pill|exposure)\b",
    re.IGNORECASE,
)


class NoHealthStep(Analyzer):
    """
    Barriers, tests or results were agreed on, and what follows a break says nothing of health.

    A talk is good for those who have it. The body asks for something else: a test, a time
    with barriers, a word to whoever else is touched by it. In the first fright nobody
    thinks of everybody.

    Where nothing at all follows a break, that is BRK201. A clause that has only words is
    read, and so is what words say of a break of others: a test, a clinic or a barrier
    in them is enough. It does not see whether a step fits what happened.
    """

    code = "BRK206"
    name = "no-health-step"
    severity = "concern"
    source = "C14"
    message = "what follows a break of `{clause}` says nothing about health"
    help = "add a step such as `{{must: test, who: all parties, within: 6 weeks}}`, and who is told"
    help_in_prose = (
        "add a sentence about health: all of us get tested within six weeks, and who is told"
    )
    works_on = ("declared", "reading")

    bad = Example(
        "only a talk",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              barriers:
                says: Condoms with others.
                norm: {must: barrier, during: {act: sex, with: outsiders}}
                if_broken: [{must: talk, who: all parties, within: 3 days}]
        """,
        at="agreements.health.clauses.barriers",
    )
    good = Example(
        "a talk, a test, and barriers until then",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              barriers:
                says: Condoms with others.
                norm: {must: barrier, during: {act: sex, with: outsiders}}
                if_broken:
                  - {must: talk, who: all parties, within: 3 days}
                  - {must: barrier, who: all parties, during: {act: sex}, for: 6 weeks}
                  - {must: test, who: all parties, within: 6 weeks}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            said = [each for each, _ in handlings_in_words(at)]
            for clause in at.clauses:
                steps = clause.steps or at.steps
                if not _is_about_health(clause) or not (steps or said):
                    continue
                if any(_is_health(step) for step in steps_inside(context, steps)):
                    continue
                if not any(_HEALTH_WORDS.search(each.reading.text) for each in said):
                    read_in = clause.reading or (None if steps else said[0])
                    yield self.finding(clause, read_in=read_in, clause=clause.clause.id)


def _is_about_health(clause: ClauseAt) -> bool:
    reading, words = clause.reading, clause.context.words
    if reading is not None and (reading.reading.break_handling or not reading.binds):
        return False
    return any(norm.is_binding and is_health_act(norm.act, words) for norm in clause.all_norms)


def _is_health(step: NormAt) -> bool:
    return is_about_health(step.norm, step.context.words)
