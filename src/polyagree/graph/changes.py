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
    agreement is revised if the wording in force is another: a revision counts once
    everybody accepted it, and until it ends.

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
        date = _begins(each) if after else _after(_ends(each))
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
    elif after and each.wording_on(since) != each.wording_on(until):
        days = [day for day in _turns(each) if since < day <= until]
        yield Change(
            what="agreement",
            id=each.id,
            change="revised",
            people=each.parties,
            date=next(day for day in days if each.wording_on(day) != each.wording_on(day - _DAY)),
        )


def _begins(group: Group) -> dt.date | None:
    """Return the first day on which somebody is in *group*; ``None``: not said."""
    days = [member.from_ for member in group.members]
    known = [day for day in days if day is not None]
    first = min(known) if len(known) == len(days) else None
    return max((day for day in (group.from_, first) if day is not None), default=None)


def _ends(group: Group) -> dt.date | None:
    """Return the last day on which somebody is in *group*; ``None``: not said."""
    days = [member.until for member in group.members]
    known = [day for day in days if day is not None]
    last = max(known) if len(known) == len(days) else None
    return min((day for day in (group.until, last) if day is not None), default=None)


def _turns(each: Agreement) -> list[dt.date]:
    """Return the days on which the wording in force may have changed, the latest first."""
    days: set[dt.date | None] = set()
    for revision in each.revisions:
        days |= {revision.date, _after(revision.ends)}
        for acceptance in revision.accepted:
            days |= {acceptance.date, acceptance.revoked}
    return sorted((day for day in days if day is not None), reverse=True)


def _after(day: dt.date | None) -> dt.date | None:
    return None if day is None or day == dt.date.max else day + _DAY
