"""CON409: clauses that go together, except in some situation."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._conflicts import (
    evidence_of,
    facts_of,
    first_of,
    not_yet_said,
)
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class ConflictsInSomeSituations(Analyzer):
    """
    Some clauses cannot be kept together in a situation of which they speak.

    On most days all is well, and nobody has noticed. When the situation comes, somebody has
    to break one of them, at a moment that is rarely the best one to find that out.

    It looks at each situation on which a clause hangs, at all of them at once, and at
    each act that sets something off, as `CON406` looks at what is so in any case. What
    `CON401` to `CON405` found already is not said again. Other mixtures of situations are not
    looked at.

    It does not see which situations will come.
    """

    code = "CON409"
    name = "conflicts-in-some-situations"
    severity = "question"
    source = "B1"
    message = "when it comes to `{situation}`, `{clauses}` cannot all be kept by `{who}`"
    help = "say which of them yields then, for example with `unless`"
    help_in_prose = "say which of them yields then"
    cost = "joint"

    bad = Example(
        "in the weeks of the kids there is no such evening",
        """
        terms: {kid-week: {kind: situation, means: the kids are with us}}
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              thursday: {says: Thursday is ours., norm: {must: date, who: ana, with: ben, every: week, days: thu}}
              kids: {says: No dates in kid weeks., norm: {must_not: date, who: ana, during: kid-week}}
        """,
        at="agreements.with-ben.clauses.thursday.norm[0]",
    )
    good = Example(
        "it says what yields",
        """
        terms: {kid-week: {kind: situation, means: the kids are with us}}
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              thursday: {says: Thursday is ours, norm: {must: date, who: ana, with: ben, every: week, days: thu, unless: kid-week}}
              kids: {says: No dates in kid weeks., norm: {must_not: date, who: ana, during: kid-week}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        verdict = context.verdict
        if verdict is None:
            return
        for conflict in not_yet_said(context, verdict.conditional):
            clauses, who = facts_of(conflict)
            yield self.finding(
                first_of(context, conflict),
                evidence=evidence_of(context, conflict),
                clauses=clauses,
                who=who,
                situation=", ".join(sorted(conflict.situation)),
            )
