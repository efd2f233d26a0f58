"""Who is a partner of whom, and a partner of a partner."""

from __future__ import annotations

import datetime as dt

from polyagree.graph._on import relationships_of
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule

__all__ = ["metamours", "partners"]


def partners(polycule: Polycule, person: str, *, on: dt.date | None = None) -> frozenset[PersonId]:
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
    words = polycule.vocabulary
    found: set[PersonId] = set()
    for each in relationships_of(polycule, polycule.person(person).id, on):
        if not each.is_one_way and words.is_kind_of(each.kind, "partner"):
            found.update(each.people)
    return frozenset(found - {person})


def metamours(polycule: Polycule, person: str, *, on: dt.date | None = None) -> frozenset[PersonId]:
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
    own = partners(polycule, person, on=on)
    theirs = frozenset[PersonId]().union(*(partners(polycule, each, on=on) for each in own))
    return theirs - own - {person}
