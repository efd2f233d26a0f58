"""VAL504: an agreement that only forbids."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.val._restricting import in_words, least_sure, restricts
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.readings import ReadAt
from polyagree.finding import Finding


class OnlyRestrictions(Analyzer):
    """
    Everything that an agreement binds people to is a restriction.

    A list of what is not allowed makes people watch their steps. What they do for each other,
    and what each is free to do, is what they come back to.

    It looks at agreements with two norms at least, all of which are prohibitions,
    limits, gates or powers to stop something. A clause that has only words counts for one, as
    it reads; then the finding says so, and shows which. Boundaries of one person are their own
    and do not count on either side.

    It does not see what people do for each other without a clause.
    """

    code = "VAL504"
    name = "only-restrictions"
    severity = "note"
    source = "B6"
    message = (
        "all {count} norms of `{agreement}` restrict, and none says what you do for each other"
    )
    help = "add one thing that you do together, or that each of you is free to do"
    works_on = ("declared", "reading")

    fewest = Option(2, means="how many norms an agreement has at least", unit="norms", at_least=1)

    bad = Example(
        "three times no",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              stays: {says: Nobody stays over., norm: {must_not: host, with: outsiders}}
              trips: {says: No trips with others., norm: {must_not: travel, with: outsiders}}
              nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
        """,
        at="agreements.house",
    )
    good = Example(
        "and an evening of their own",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              stays: {says: Nobody stays over., norm: {must_not: host, with: outsiders}}
              trips: {says: No trips with others., norm: {must_not: travel, with: outsiders}}
              thursdays: {says: Thursday is ours., norm: {must: time-together, with: other parties, every: week}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            norms = [norm for clause in at.clauses for norm in clause.norms]
            readings = [each for each in context.readings_in(at.agreement) if _counts(each)]
            count = len(norms) + len(readings)
            if (
                count >= self.fewest
                and all(restricts(norm) for norm in norms)
                and all(each.restricts for each in readings)
            ):
                yield self.finding(
                    at,
                    evidence=map(in_words, readings),
                    read_in=least_sure(readings),
                    agreement=at.agreement.id,
                    count=str(count),
                )


def _counts(at: ReadAt) -> bool:
    """Return whether *at* reads like something that people do, or do not do."""
    return at.reading.kind not in {"value", "definition", "review", "break_handling", "other"}
