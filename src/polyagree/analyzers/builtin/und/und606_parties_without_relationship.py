"""UND606: parties between whom the document knows no connection."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class PartiesWithoutRelationship(Analyzer):
    """
    Two parties of an agreement have nothing to do with each other, as far as the document says.

    Words such as *partner*, *metamour* or *outsiders* mean nothing between people of whom
    nobody says what they are to each other. Perhaps a line is missing; perhaps
    somebody signed who should first have been introduced.

    A path over other people is a connection, and so is a group. Where a document has neither
    relationships nor groups, nothing is asked.
    """

    code = "UND606"
    name = "parties-without-relationship"
    severity = "question"
    source = "A5"
    message = "nothing connects `{people}` with `{first}`, who agrees with them"
    help = "write down what they are to each other, under `relationships` or `groups`"

    bad = Example(
        "what is Dana to them?",
        """
        relationships: {us: {between: [ana, ben], kind: married}}
        agreements: {home: {parties: [ana, ben, dana], clauses: {rent: {says: Rent on the first., norm: {must: pay, about: rent, every: month}}}}}
        """,
        at="agreements.home",
    )
    good = Example(
        "Dana is Ben's sister",
        """
        relationships:
          us: {between: [ana, ben], kind: married}
          family: {between: [ben, dana], kind: sibling}
        agreements: {home: {parties: [ana, ben, dana], clauses: {rent: {says: Rent on the first., norm: {must: pay, about: rent, every: month}}}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        if not (context.polycule.relationships or context.polycule.groups):
            return
        component = context.components
        for at in context.agreements():
            first, *others = at.agreement.parties
            apart = [each for each in others if component.get(each) != component.get(first)]
            if apart:
                yield self.finding(at, people=", ".join(apart), first=first)
