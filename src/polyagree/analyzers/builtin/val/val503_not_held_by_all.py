"""VAL503: a clause serves a value that not all parties hold."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, ClauseAt, Place
from polyagree.finding import Finding


class NotHeldByAll(Analyzer):
    """
    A clause, or an agreement, serves a value that one of its parties does not hold.

    A shared value is a place to come back to when something is hard. If it is
    one person's, the others keep a clause for somebody else's reasons.

    A value that does not say who holds it is taken as everybody's.

    It reads no words for it, since only `serves` says what a clause is for. It cannot tell
    whether somebody holds a value they did not put their name to.
    """

    code = "VAL503"
    name = "not-held-by-all"
    severity = "question"
    source = "B5"
    message = "`{value}` is served here, and not held by `{people}`"
    help = "ask `{people}` whether it is theirs as well, or name a value that all of you share"

    bad = Example(
        "only one of the two holds it",
        """
        values: {order: {means: a tidy week, held_by: [ana]}}
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              plan: {says: We plan the week on Sunday., serves: order, norm: {must: talk, who: all parties, every: week}}
        """,
        at="agreements.home.clauses.plan.serves[0]",
    )
    good = Example(
        "both hold it",
        """
        values: {order: {means: a tidy week, held_by: [ana, ben]}}
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              plan: {says: We plan the week on Sunday., serves: order, norm: {must: talk, who: all parties, every: week}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        held = {str(each.id): frozenset(each.held_by) for each in context.polycule.values}
        for at in context.agreements():
            parts: list[tuple[AgreementAt | ClauseAt, tuple[str, ...]]] = [
                (at, at.agreement.serves)
            ]
            parts += [(clause, clause.clause.serves) for clause in at.clauses]
            for part, values in parts:
                for index, value in enumerate(values):
                    holders = held.get(value, frozenset())
                    lacking = [each for each in at.agreement.parties if each not in holders]
                    if holders and lacking:
                        yield self.finding(
                            Place(
                                context=context,
                                path=(*part.path, "serves", index),
                                anchor=f"{part.anchor}.serves[{value}]",
                            ),
                            value=value,
                            people=", ".join(lacking),
                        )
