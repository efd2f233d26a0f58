"""What exists on a day."""

from __future__ import annotations

import datetime as dt

from polyagree.model.agreement import Agreement
from polyagree.model.boundary import Boundary
from polyagree.model.clause import Clause
from polyagree.model.group import Group
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule
from polyagree.model.relationship import Relationship

__all__ = [
    "agreements_on",
    "day_meant",
    "exists",
    "groups_on",
    "relationships_of",
    "relationships_on",
    "wording_on",
]


def day_meant(polycule: Polycule, on: dt.date | None) -> dt.date | None:
    """Return *on*, or else the last day that is recorded; ``None`` if nothing is dated."""
    return polycule.last_day if on is None else on


def relationships_on(polycule: Polycule, on: dt.date | None) -> tuple[Relationship, ...]:
    """Return the relationships that exist on the day meant, in the order of the document."""
    day = day_meant(polycule, on)
    return tuple(each for each in polycule.relationships if day is None or each.is_on(day))


def relationships_of(
    polycule: Polycule, person: PersonId, on: dt.date | None
) -> tuple[Relationship, ...]:
    """Return those of *person* among them."""
    day = day_meant(polycule, on)
    return tuple(
        each for each in polycule.relationships_of(person) if day is None or each.is_on(day)
    )


def groups_on(polycule: Polycule, on: dt.date | None) -> tuple[Group, ...]:
    """Return the groups that somebody is in on the day meant, in the order of the document."""
    day = day_meant(polycule, on)
    return tuple(each for each in polycule.groups if each.people_on(day))


def agreements_on(polycule: Polycule, on: dt.date | None) -> tuple[Agreement, ...]:
    """Return the agreements that exist on the day meant, in the order of the document."""
    day = day_meant(polycule, on)
    return tuple(each for each in polycule.agreements if day is None or exists(each, day))


def wording_on(
    polycule: Polycule, agreement: Agreement, on: dt.date | None
) -> tuple[Clause | Boundary, ...]:
    """Return the clauses of *agreement* as they stood on the day meant."""
    day = day_meant(polycule, on)
    return agreement.clauses if day is None else agreement.wording_on(day)


def exists(agreement: Agreement, day: dt.date) -> bool:
    """Return whether *agreement* was made and has not ended on *day*."""
    return (agreement.made or dt.date.min) <= day <= (agreement.ends or dt.date.max)
