"""BRK201: nothing is said about what follows when a clause is not kept."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import (
    asks_for_a_handling,
    has_no_handling,
    may_be_broken,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.finding import Finding

#: So many of the clauses are shown, where there are more.
_MOST = 8


class NothingSaidAboutABreak(Analyzer):
    """
    A clause can be broken, and nothing is said about what happens then.

    People slip. Where nobody has said what follows, a slip turns into a symbol
    instead of something to talk about, and each time is as final as the first.
    A sentence is enough, and one for the whole agreement is enough for all of
    its clauses.

    It asks about duties, prohibitions, limits and permissions that wait for a
    word; not about values, definitions, reviews, free permissions, powers, a
    boundary on oneself, or what itself follows a break. A clause that has only words is
    read: it may be asked about, and it may say what follows a break of the others. Where
    several are asked about in one agreement, it is said once, since one sentence would do.

    It does not see what these people would do anyway.
    """

    code = "BRK201"
    name = "nothing-said-about-a-break"
    severity = "concern"
    source = "A9"
    message = "nothing is said about what happens when `{clause}` is not kept"
    help = (
        "say it once for the whole agreement, for instance "
        "`if_broken: [{{must: talk, who: all parties, within: 3 days}}]`"
    )
    help_in_prose = (
        "one sentence is enough for all of it: when one of us does not keep this, we talk "
        "about it within three days"
    )
    covers = ("BRK203", "BRK208")
    works_on = ("declared", "reading")

    bad = Example(
        "a limit, and no word about the third time",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        """,
        at="agreements.open.clauses.nights",
    )
    good = Example(
        "one sentence for every clause",
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
        for agreement in context.agreements():
            yield from self._read(agreement)
            for clause in agreement.clauses:
                norms = asks_for_a_handling(clause)
                if norms:
                    yield self.finding(
                        clause,
                        evidence=[
                            each.evidence("norm", f"{each.norm.modal} {each.act}") for each in norms
                        ],
                        clause=clause.clause.id,
                    )

    def _read(self, agreement: AgreementAt) -> Iterator[Finding]:
        """Yield what is found of clauses in words only: once, where it holds for several."""
        asked = [
            (clause, clause.reading)
            for clause in agreement.clauses
            if clause.reading is not None
            and may_be_broken(clause.reading)
            and has_no_handling(clause)
        ]
        if not asked:
            return
        clause, reading = asked[0]
        if len(asked) == 1:
            yield self.finding(clause, read_in=reading, clause=clause.clause.id)
            return
        shown = [each.evidence("clause", clause.clause.id) for clause, each in asked[:_MOST]]
        left = len(asked) - len(shown)
        more = [agreement.evidence("more clauses", str(left))] if left else []
        yield self.finding(
            agreement,
            read_in=reading,
            message="nothing is said about what happens when {number} clauses of `{agreement}`"
            " are not kept",
            evidence=[*shown, *more],
            number=str(len(asked)),
            agreement=agreement.agreement.id,
        )
