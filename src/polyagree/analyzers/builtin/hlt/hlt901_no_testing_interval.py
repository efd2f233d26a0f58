"""HLT901: an agreement speaks of tests, barriers or results, and not of how often people test."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.hlt._said import every_plan, testers
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class NoTestingInterval(Analyzer):
    """
    People agreed on barriers, results or a test, and on no time after which they test again.

    A test tells of the time before it. What people rely on afterwards is that there will be
    another one, and without an interval each has their own idea of when. Whoever asks then seems
    to ask for a reason.

    It looks at agreements in force that say something of tests, barriers or results, and
    is content with an interval in any agreement or boundary that binds the same
    people, one that has only words as well: `every`, or so many in a window. A test after
    something, such as a new partner, is no interval, and neither is one after a break. It says
    nothing to agreements about other things, and nothing of how long an interval is good.

    It does not see tests that people take without having agreed on them.
    """

    code = "HLT901"
    name = "no-testing-interval"
    severity = "question"
    source = "C12"
    message = "`{agreement}` speaks of {what}, and nothing says how often {people} test"
    help = "agree on an interval, such as `{{must: test, every: 3 months}}`; a clinic can say which"
    help_in_prose = (
        "agree on an interval: we all get tested every three months; a clinic can say which"
    )
    works_on = ("declared", "reading")

    bad = Example(
        "barriers and results, and no interval",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              barriers: {says: Condoms with others., norm: {must: barrier, during: {act: sex, with: outsiders}}}
              results: {says: We share results., norm: {must: share-results, to: other parties, after: results, within: 24h}}
        """,
        at="agreements.health",
    )
    good = Example(
        "a test every three months",
        """
        agreements:
          health:
            parties: [ana, ben]
            clauses:
              barriers: {says: Condoms with others., norm: {must: barrier, during: {act: sex, with: outsiders}}}
              results: {says: We share results., norm: {must: share-results, to: other parties, after: results, within: 24h}}
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        plans = list(every_plan(context))
        if not plans:
            return
        tested = testers(context, plans)
        for said in plans:
            people = [f"`{each}`" for each in said.at.agreement.parties if each not in tested]
            if people:
                yield self.finding(
                    said.at,
                    read_in=said.only_read,
                    agreement=said.at.agreement.id,
                    what=said.what,
                    people=", ".join(people),
                )
