"""What can be said of two wordings: the same, stricter, looser, neither, or nobody can tell."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import frozen

from polyagree.model import Event, Norm, PersonId
from polyagree.source import Path
from polyagree.timeline.what_if import Changed

__all__ = [
    "ClauseComparison",
    "Comparison",
    "Fate",
    "Objected",
    "Relation",
    "Version",
    "Witness",
]

Relation = Literal["equivalent", "stricter", "looser", "incomparable", "unknown"]
"""
How a new wording stands to an old one.

*Equivalent*: whatever was fine is, and nothing else. *Stricter*: something that was fine is
not any more, and nothing else is fine instead. *Looser*: the other way round. *Incomparable*:
something that was fine is not, and something that was not is. *Unknown*: neither could be
shown.
"""

Version = Literal["old", "new"]

Fate = Literal["kept", "changed", "added", "removed"]
"""What became of a clause: *kept* as it was, *changed*, *added* or *removed*."""


@frozen(kw_only=True)
class Objected:
    """
    What one wording has against a log.

    Attributes:
        clause: The clause, as others refer to it.
        path: Where the norm stands.
        norm: The norm.
        who: Whom it binds.
        at: When it is broken, in UTC; ``None``: it is left undone, and no time is set for it.
        event: The position of the event that breaks it; ``None``: time alone does.
    """

    clause: str
    path: Path
    norm: Norm
    who: tuple[PersonId, ...]
    at: dt.datetime | None = None
    event: int | None = None


@frozen(kw_only=True)
class Witness:
    """
    A log that one wording allows and the other one does not; it was replayed under both.

    Attributes:
        allowed_by: The wording under which nothing is broken by it.
        events: What happens, in the order of time.
        since: From when on either wording holds, in UTC.
        until: The instant up to which time passes, in UTC; nothing else happens.
        objected: What the other wording has against it.
    """

    allowed_by: Version
    events: tuple[Event, ...]
    since: dt.datetime
    until: dt.datetime
    objected: tuple[Objected, ...]


@frozen(kw_only=True)
class ClauseComparison:
    """
    How one clause stands to what it was.

    Attributes:
        clause: The clause as others refer to it, or the boundary.
        path: Where it stands, in the new wording or else in the old one.
        fate: What became of it.
        verdict: How it stands to what it was.
        old: The norms it had.
        new: The norms it has.
        witnesses: Logs that show it: one for each way in which the wordings differ.
        why: What leaves it open, or is left out of it, as sentences.
    """

    clause: str
    path: Path
    fate: Fate
    verdict: Relation
    old: tuple[Norm, ...] = ()
    new: tuple[Norm, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    why: tuple[str, ...] = ()


@frozen(kw_only=True)
class Comparison:
    """
    How one document stands to another one.

    Attributes:
        verdict: Of all that it asks for, taken together.
        on: The day of which the wordings are; ``None``: the texts as they stand.
        clauses: Of each clause, in the order of the new document; those that are gone come last.
        witnesses: Logs that show it, replayed under the whole of both.
        why: What leaves it open, or is left out of it, as sentences.
        changed: Norms of which the record makes something else under the new wording.
        recorded: How many events were replayed under both.
        left_out: How many events name what one of the documents does not have.
    """

    verdict: Relation
    on: dt.date | None = None
    clauses: tuple[ClauseComparison, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    why: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    recorded: int = 0
    left_out: int = 0

    @property
    def differing(self) -> tuple[ClauseComparison, ...]:
        """The clauses that are not known to be what they were."""
        return tuple(each for each in self.clauses if each.verdict != "equivalent")
