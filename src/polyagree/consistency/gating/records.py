"""A gate that was found by removal, with what shows it."""

from __future__ import annotations

from attrs import frozen

from polyagree.consistency.verdicts import Member
from polyagree.model import Event, PersonId, Word
from polyagree.source import Path

__all__ = ["FoundGate", "Link"]


@frozen(kw_only=True)
class Link:
    """
    One thing that has to be done first, on the way to an act.

    Attributes:
        who: Who does it.
        act: What they do.
        others: With whom, or to whom.
        path: Where the norm stands because of which it comes first.
    """

    who: tuple[PersonId, ...]
    act: Word
    others: tuple[str, ...] = ()
    path: Path


@frozen(kw_only=True)
class FoundGate:
    """
    An act that waits for somebody who takes no part in it.

    Attributes:
        by: Whose word it waits for. Several: it needs one of them, whichever it is. Of
            what waits for itself, whoever is in the circle besides the bearer.
        bearer: Who would do it.
        act: What they would do.
        path: Where the norm stands whose act waits.
        clause: Its clause as others refer to it, or its boundary.
        because: The norms that make it so, in the order of the document. Without any one
            of them, it would not wait for these people.
        through: What has to be done first: the last of it by those in ``by`` or towards them,
            each before it waiting for the next.
        is_hidden: Whether it is none of the gates that :func:`polyagree.model.gates_of`
            finds in the norms about this act.
        is_circular: Whether it waits for itself in the end, so that nobody can ever begin.
        possible: A log with which the act, its last event, breaks nothing; empty if it is
            circular.
        impossible: The same without their part in it; the act, its last event, breaks something.
        given: The situations that hold in both, or do not: `kid-week`, `not kid-week`.

    Source:
        A1, A4.
    """

    by: tuple[PersonId, ...]
    bearer: tuple[PersonId, ...]
    act: Word
    path: Path
    clause: str
    because: tuple[Member, ...]
    through: tuple[Link, ...]
    is_hidden: bool
    is_circular: bool = False
    possible: tuple[Event, ...] = ()
    impossible: tuple[Event, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def event(self) -> Event:
        """The act in question."""
        return self.impossible[-1]
