"""UND606: parties of an agreement between whom no relationship leads."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.finding import Evidence, Finding
from polyagree.model.ids import PersonId


class PartiesWithoutRelationship(Analyzer):
    """
    Two parties of an agreement are connected by nothing else in the document.

    Agreements tend to outlive what they were made for. Where two people have parted, or
    the one through whom they knew each other has gone, what they agreed may still bind
    them, and nobody may want that any more. Ending it is a fine way to answer.

    Any path will do: relationships of every kind, one-way ones as well, and groups, as
    they are on the day. Metamours are connected by the partner they share. A
    document that lists no relationships and no groups says nothing about who is
    what to whom, and it does not ask.

    It does not see bonds that the document does not name.
    """

    code = "UND606"
    name = "parties-without-relationship"
    severity = "question"
    source = "B3"
    message = "no relationship and no group leads from `{people}` to `{others}` in `{agreement}`"
    help = "add what they are to each other, or give `{agreement}` its last day under `ends`"
    help_in_prose = "add what they are to each other, or the last day of `{agreement}`"

    bad = Example(
        "they have parted, and the agreement goes on",
        """
        relationships:
          ana-ben: {between: [ana, ben], kind: dating, from: 2023-05-01, until: 2025-01-31}
          ben-caro: {between: [ben, caro], kind: dating, from: 2024-06-01}
        agreements:
          open: {parties: [ana, ben], made: 2024-01-05}
        check_ins:
          - {date: 2025-02-02, people: [ben, caro]}
        """,
        at="agreements.open.parties",
    )
    good = Example(
        "they are connected by somebody whom both love",
        """
        relationships:
          ana-caro: {between: [ana, caro], kind: dating, from: 2023-05-01}
          ben-caro: {between: [ben, caro], kind: dating, from: 2024-06-01}
        agreements:
          open: {parties: [ana, ben], made: 2024-01-05}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        polycule = context.polycule
        if not polycule.relationships and not polycule.groups:
            return
        for at in context.agreements():
            if not context.has_begun(at.agreement):
                continue
            main, *rest = _connected(at, context)
            for people in rest:
                yield self.finding(
                    at.part("parties"),
                    evidence=_ended(people, main, context),
                    people=", ".join(people),
                    others=", ".join(main),
                    agreement=at.agreement.id,
                )


def _connected(at: AgreementAt, context: Context) -> list[list[PersonId]]:
    """Return the parties, those together who are connected; most of them first."""
    together: dict[int, list[PersonId]] = {}
    for party in at.agreement.parties:
        together.setdefault(context.components[party], []).append(party)
    return sorted(together.values(), key=len, reverse=True)


def _ended(one: list[PersonId], other: list[PersonId], context: Context) -> Iterator[Evidence]:
    """Yield the relationships that have ended between some and others."""
    for person in one:
        for each in context.polycule.relationships_of(person):
            if each.until is not None and not {*other}.isdisjoint(each.people):
                place = context.record("relationships", each.id)
                yield place.evidence("until", each.until.isoformat())
