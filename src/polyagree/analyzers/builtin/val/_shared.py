"""What partners have agreed with each other."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.model.ids import PersonId
from polyagree.model.relationship import Relationship

__all__ = ["shared_by_partners"]


def shared_by_partners(context: Context) -> Iterator[tuple[Relationship, list[AgreementAt]]]:
    """Yield each partnership with the agreements to which all of its people are parties."""
    by_person: dict[PersonId, list[AgreementAt]] = {}
    for at in context.agreements():
        for party in at.agreement.parties:
            by_person.setdefault(party, []).append(at)
    for relationship in context.partnerships:
        people = frozenset(relationship.people)
        yield (
            relationship,
            [
                at
                for at in by_person.get(relationship.people[0], ())
                if people <= frozenset(at.agreement.parties)
            ],
        )
