"""UND605: people who share a life and no agreement."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding

_KINDS = ("married", "spouse", "engaged", "nesting", "primary")


class RelationshipWithoutAgreement(Analyzer):
    """
    Two people share a home or a promise, and no agreement in this document is theirs.

    Often the first couple has everything in writing and a later relationship nothing, so that its
    people live by what others agreed on. Perhaps they like it that way; it is worth asking.

    It asks about people who are married, engaged, nesting or each other's primary, in a document
    that has agreements. Others may well do without. An agreement with more parties counts.
    """

    code = "UND605"
    name = "relationship-without-agreement"
    severity = "question"
    source = "A15"
    message = "`{people}` are `{kind}`, and no agreement here is theirs"
    help = "ask each other how you would like it to be, and write down what you want to keep"

    bad = Example(
        "the second home has no word of its own",
        """
        relationships:
          first: {between: [ana, ben], kind: married}
          second: {between: [ana, caro], kind: nesting}
        agreements: {open: {parties: [ana, ben], clauses: {free: {says: We are free., norm: {may: date}}}}}
        """,
        at="relationships.second",
    )
    good = Example(
        "each home has one",
        """
        relationships:
          first: {between: [ana, ben], kind: married}
          second: {between: [ana, caro], kind: nesting}
        agreements:
          open: {parties: [ana, ben], clauses: {free: {says: We are free., norm: {may: date}}}}
          flat: {parties: [ana, caro], clauses: {rent: {says: Rent on the first., norm: {must: pay, about: rent, every: month}}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        if not context.polycule.agreements:
            return
        shared = context.sharing_agreements
        for relationship in context.partnerships:
            if not context.is_any_of(relationship.kind, _KINDS):
                continue
            first, *others = relationship.people
            agreements = shared.get(first, frozenset())
            for other in others:
                agreements &= shared.get(other, frozenset())
            if not agreements:
                yield self.finding(
                    context.record("relationships", relationship.id),
                    people=", ".join(relationship.people),
                    kind=relationship.kind,
                )
