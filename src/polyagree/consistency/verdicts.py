"""What can be said of a set of agreements: it can be kept, it cannot, or nobody can tell."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from attrs import frozen

from polyagree.model import Event, Norm, PersonId
from polyagree.source import Path

__all__ = [
    "Conflict",
    "ConflictKind",
    "Consistent",
    "Inconsistent",
    "Member",
    "Planned",
    "Unknown",
    "Unsettled",
    "Verdict",
]

ConflictKind = Literal[
    "direct", "indirect", "mutual exclusion", "temporal", "joint", "unrealizable"
]
"""
Why clauses cannot be kept together.

*Direct*: one asks for the very act that another rules out. *Indirect*: it does through
a kind, a part or a group. *Mutual exclusion*: somebody would have to be in two places at
one time. *Temporal*: days, hours, gaps or deadlines leave no time. *Joint*: each leaves
room, and all together do not. *Unrealizable*: one clause cannot be kept even alone.
"""


@frozen(kw_only=True)
class Member:
    """
    A norm that has a part in a conflict.

    Attributes:
        path: Where it stands.
        clause: Its clause as others refer to it, or its boundary.
        norm: What it asks for, rules out or allows.
        says: The words of its clause.
    """

    path: Path
    clause: str
    norm: Norm
    says: str = ""


@frozen(kw_only=True)
class Planned:
    """
    One event of a schedule.

    Attributes:
        event: What is done, when, by whom and with whom.
        keeps: Where the duties stand that it keeps.
    """

    event: Event
    keeps: tuple[Path, ...] = ()


@frozen(kw_only=True)
class Conflict:
    """
    A minimal set of norms that nobody could keep together.

    Without any one of them the others can be kept, as far as the days go that were looked at;
    a schedule in ``without`` shows it.

    Attributes:
        kind: Why they cannot.
        members: The norms, in the order of the document.
        people: Whom they leave no way.
        situation: What has to be so for it, in the words of the document, such as
            `kid-week`, or an act that somebody does; empty: it is so in any case.
        without: For each member, a schedule that keeps the others; ``None``: none was found,
            so that the others may exclude each other already by the hours of one day.
    """

    kind: ConflictKind
    members: tuple[Member, ...]
    people: tuple[PersonId, ...] = ()
    situation: tuple[str, ...] = ()
    without: tuple[tuple[Planned, ...] | None, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses in it, each once."""
        return tuple(dict.fromkeys(each.clause for each in self.members))


@frozen(kw_only=True)
class Unsettled:
    """
    What leaves it open whether everything can be kept.

    Attributes:
        why: A sentence.
        path: Where it stands; empty: nowhere in particular.
        clause: Its clause; empty: none in particular.
        lacks: What would settle it: more ``time``, or the extra ``solver``; ``None``: neither.
    """

    why: str
    path: Path = ()
    clause: str = ""
    lacks: Literal["time", "solver"] | None = None


@frozen(kw_only=True)
class Consistent:
    """
    Everything can be kept.

    Attributes:
        on: The first day that was looked at.
        horizon: The last day up to which the schedule keeps everything.
        schedule: What people do, and when, so that everything is kept; it was replayed.
        conditional: What could not be kept in some situations only.
        unread: The clauses and boundaries of which nobody said what they mean, so that
            they were left out.
    """

    verdict: ClassVar[Literal["consistent"]] = "consistent"

    on: dt.date
    horizon: dt.date
    schedule: tuple[Planned, ...] = ()
    conditional: tuple[Conflict, ...] = ()
    unread: tuple[str, ...] = ()


@frozen(kw_only=True)
class Inconsistent:
    """
    Nobody could keep everything.

    Attributes:
        on: The first day that was looked at.
        horizon: The last one.
        conflicts: Minimal sets of norms that cannot be kept together, the first one always.
        has_all: Whether there are no others.
        drop: The fewest norms without which the rest can be kept; ``None``: nobody counted.
        compromise: The norms without which the rest can be kept, and whose weights have the
            smallest sum; ``None``: no weights were given.
        conditional: What could not be kept in some situations only, apart from that.
        unsettled: What leaves it open whether the rest can be kept, in the order of the document.
        unread: The clauses and boundaries of which nobody said what they mean, so that
            they were left out.
    """

    verdict: ClassVar[Literal["inconsistent"]] = "inconsistent"

    on: dt.date
    horizon: dt.date
    conflicts: tuple[Conflict, ...]
    has_all: bool = False
    drop: tuple[Member, ...] | None = None
    compromise: tuple[Member, ...] | None = None
    conditional: tuple[Conflict, ...] = ()
    unread: tuple[str, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()

    @property
    def conflict(self) -> Conflict:
        """The first minimal set."""
        return self.conflicts[0]


@frozen(kw_only=True)
class Unknown:
    """
    Neither a way to keep everything was found, nor a reason why there is none.

    Attributes:
        on: The first day that was looked at.
        horizon: The last one.
        unsettled: What leaves it open, in the order of the document.
        conditional: What could not be kept in some situations only.
        unread: The clauses and boundaries of which nobody said what they mean, so that
            they were left out.
    """

    verdict: ClassVar[Literal["unknown"]] = "unknown"

    on: dt.date
    horizon: dt.date
    unsettled: tuple[Unsettled, ...]
    conditional: tuple[Conflict, ...] = ()
    unread: tuple[str, ...] = ()


Verdict = Consistent | Inconsistent | Unknown
