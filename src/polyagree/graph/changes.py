"""What changed between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from polyagree.graph._on import exists
from polyagree.model.agreement import Agreement
from polyagree.model.group import Group
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule
from polyagree.model.relationship import Relationship

__all__ = ["Change", "changes"]

_DAY = dt.timedelta(days=1)


@frozen(kw_only=True)
class Change:
    """
    That something is otherwise than it was.

    Attributes:
        what: What it is.
        id: Its key in the document.
        change: What became of it. Somebody joins or leaves a group.
        people: Who they are: all of them, or whoever joined or left.
        date: Its first day, or the first day without it; ``None``: not said.
    """

    what: Literal["relationship", "group", "agreement"]
    id: str
    change: Literal["began", "ended", "joined", "left", "revised"]
    people: tuple[PersonId, ...]
    date: dt.date | None

    def as_record(self) -> dict[str, object]:
        """Return it as a flat record, for a frame; ``people`` stand in one text."""
        return {
            "what": self.what,
            "id": self.id,
            "change": self.change,
            "people": ", ".join(self.people),
            "date": self.date,
        }


def changes(polycule: Polycule, since: dt.date, until: dt.date) -> tuple[Change, ...]:
    """
    Return how *until* differs from *since*, in the order of the days.

    Two days are compared: whatever began and ended between them is on neither. An
    agreement is revised if its wording changed after *since*, up to *until*.

    Args:
        polycule: The polycule.
        since: The earlier day.
        until: The later day.

    Raises:
        ValueError: If *until* is before *since*.
    """
    if until < since:
        raise ValueError(f"{until} is before {since}: write the earlier day first")
    found = [
        change
        for part in (
            *(_relationship(each, since, until) for each in polycule.relationships),
            *(_group(each, since, until) for each in polycule.groups),
            *(_agreement(each, since, until) for each in polycule.agreements),
        )
        for change in part
    ]
    return tuple(sorted(found, key=lambda each: each.date or dt.date.min))


def _relationship(each: Relationship, since: dt.date, until: dt.date) -> Iterator[Change]:
    before, after = each.is_on(since), each.is_on(until)
    if before != after:
        yield Change(
            what="relationship",
            id=each.id,
            change="began" if after else "ended",
            people=each.people,
            date=each.from_ if after else _after(each.until),
        )


def _group(each: Group, since: dt.date, until: dt.date) -> Iterator[Change]:
    before, after = each.people_on(since), each.people_on(until)
    if bool(before) != bool(after):
        date = each.from_ if after else _after(each.until)
        people = tuple(after or before)
        yield Change(
            what="group", id=each.id, change="began" if after else "ended", people=people, date=date
        )
        return
    for person in (*before, *after):
        if (person in before) == (person in after):
            continue
        joined = person in after
        times = [each for each in each.members if each.who == person]
        days = [time.from_ if joined else _after(time.until) for time in times]
        inside = [day for day in days if day is not None and since < day <= until]
        yield Change(
            what="group",
            id=each.id,
            change="joined" if joined else "left",
            people=(person,),
            date=max(inside, default=None),
        )


def _agreement(each: Agreement, since: dt.date, until: dt.date) -> Iterator[Change]:
    before, after = exists(each, since), exists(each, until)
    if before != after:
        yield Change(
            what="agreement",
            id=each.id,
            change="began" if after else "ended",
            people=each.parties,
            date=each.made if after else _after(each.ends),
        )
    if after:
        for revision in each.revisions:
            if since < revision.date <= until:
                yield Change(
                    what="agreement",
                    id=each.id,
                    change="revised",
                    people=each.parties,
                    date=revision.date,
                )


def _after(day: dt.date | None) -> dt.date | None:
    return None if day is None else day + _DAY
