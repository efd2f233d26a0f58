"""Who is a partner of whom, and a partner of a partner."""

from __future__ import annotations

import datetime as dt

from polyagree.graph._on import relationships_on
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule

__all__ = ["metamours", "partners", "partners_of_each"]


def partners(
    polycule: Polycule, person: PersonId, *, on: dt.date | None = None
) -> frozenset[PersonId]:
    """
    Return the partners of *person*.

    A partner is somebody in the same mutual relationship, of two people or
    more, if its kind is ``partner`` or a kind of it, as ``married`` is. A
    one-way feeling makes nobody a partner.

    Args:
        polycule: The polycule.
        person: Whose partners.
        on: On which day; ``None``: on the last day that it records.

    Raises:
        UnknownName: If nobody has the id *person*.
    """
    return partners_of_each(polycule, on)[polycule.person(person).id]


def metamours(
    polycule: Polycule, person: PersonId, *, on: dt.date | None = None
) -> frozenset[PersonId]:
    """
    Return the metamours of *person*: partners of their partners.

    Whoever is a partner of theirs as well is none, and neither are they themselves.

    Args:
        polycule: The polycule.
        person: Whose metamours.
        on: On which day; ``None``: on the last day that it records.

    Raises:
        UnknownName: If nobody has the id *person*.
    """
    partners_of = partners_of_each(polycule, on)
    own = partners_of[polycule.person(person).id]
    theirs = frozenset[PersonId]().union(*(partners_of[partner] for partner in own))
    return theirs - own - {person}


def partners_of_each(polycule: Polycule, on: dt.date | None) -> dict[PersonId, frozenset[PersonId]]:
    """Return the partners of everybody, as :func:`partners` has them."""
    words = polycule.vocabulary
    partners_of: dict[PersonId, frozenset[PersonId]] = {
        person.id: frozenset() for person in polycule.people
    }
    for each in relationships_on(polycule, on):
        if not each.is_one_way and words.is_kind_of(each.kind, "partner"):
            for person in each.people:
                partners_of[person] |= frozenset(each.people) - {person}
    return partners_of
