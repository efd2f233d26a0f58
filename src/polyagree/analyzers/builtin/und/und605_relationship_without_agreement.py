"""UND605: a relationship whose people have not agreed on anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.model.relationship import Relationship


class RelationshipWithoutAgreement(Analyzer):
    """
    People are partners, and share no agreement that is in force.

    Often one relationship has everything in writing and another nothing, so that its
    people live by what others agreed on. What is never said is still
    expected: how often, how close, what with others. A few lines are enough, and
    a value that all of them hold is one: some people need no more.

    It looks at mutual relationships that exist on the day, of the kind `partner` or a
    kind of it, in a document that has agreements; not at friends, relatives,
    colleagues, former partners or one-way feelings. An agreement with more people in
    it counts, and among three or more it is enough if each two of them share one. It
    does not see what people have agreed and not written down.
    """

    code = "UND605"
    name = "relationship-without-agreement"
    severity = "question"
    source = "C2"
    message = "no agreement in force is shared by `{people}`, and no value either"
    help = (
        "talk about what you count on from each other, and keep a few lines of it; "
        "or name a value and who holds it"
    )

    bad = Example(
        "everything is agreed with somebody else",
        """
        relationships:
          ana-ben: {between: [ana, ben], kind: married}
          ana-caro: {between: [ana, caro], kind: dating}
        agreements:
          open: {parties: [ana, ben]}
        """,
        at="relationships.ana-caro",
    )
    good = Example(
        "a few lines of their own",
        """
        relationships:
          ana-ben: {between: [ana, ben], kind: married}
          ana-caro: {between: [ana, caro], kind: dating}
        agreements:
          open: {parties: [ana, ben]}
          us:
            parties: [ana, caro]
            clauses:
              fridays: {says: Friday is ours., norm: {must: date, with: other parties, every: week, days: fri}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        if not context.polycule.agreements:
            return
        for each in context.partnerships:
            if not _have_something(each, context):
                yield self.finding(
                    context.record("relationships", each.id), people=", ".join(each.people)
                )


def _have_something(relationship: Relationship, context: Context) -> bool:
    """Return whether all of them share an agreement or a value, or each two of them do."""
    shared = {person: context.shared_by(person) for person in relationship.people}
    if frozenset.intersection(*shared.values()):
        return True
    return all(shared[one] & shared[other] for one, other in combinations(shared, 2))
