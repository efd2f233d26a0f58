"""What is found by breaking a norm and following what comes after."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import frozen

from polyagree.model import Event, Norm, PersonId
from polyagree.source import Path

__all__ = ["OUT_OF_TIME", "Choice", "End", "Exploration", "Outcome", "Walk"]

Outcome = Literal["compensated", "terminal", "stuck"]

OUT_OF_TIME = "its time is over before it can be done"
"""Why a step is broken by somebody who means to keep it."""


@frozen(kw_only=True)
class Choice:
    """
    What people did about one step.

    Attributes:
        path: Where the step stands.
        norm: What was to be done, or not to be done.
        who: By whom; empty: nobody is bound to it.
        to: Towards whom, as far as the document says.
        until: The first instant at which it is too late, in UTC; ``None``: there is none.
        is_kept: Whether they kept it.
        why: If something else came of it than they meant, what stands in the way.
    """

    path: Path
    norm: Norm
    who: tuple[PersonId, ...]
    to: tuple[PersonId, ...] = ()
    until: dt.datetime | None = None
    is_kept: bool
    why: str = ""

    @property
    def act(self) -> str:
        """The act of the norm."""
        return self.norm.act


@frozen(kw_only=True)
class End:
    """
    How a break may end.

    Attributes:
        outcome: *Compensated*, if it is made good; *terminal*, if it can no longer
            be; *stuck*, if neither ever comes.
        choices: What people did about each step, in the order of time.
        why: Of one that is stuck, what stands in the way.
    """

    outcome: Outcome
    choices: tuple[Choice, ...]
    why: str = ""


@frozen(kw_only=True)
class Walk:
    """
    One norm that is broken, and how that may end.

    Attributes:
        clause: The clause, as others refer to it.
        path: Where the norm stands.
        norm: The norm.
        who: Who breaks it; where no way was found, whom it may bind.
        times: The how manieth break it is.
        events: What happened that broke it; empty: nothing did, when something should have.
        broken: When it was broken, in UTC; ``None``: no way was found.
        why: Why not.
        ends: Its ends, the one in which everything is kept first.
        reached: Where the steps stand that came into force.
    """

    clause: str
    path: Path
    norm: Norm
    who: tuple[PersonId, ...]
    times: int = 1
    events: tuple[Event, ...] = ()
    broken: dt.datetime | None = None
    why: str = ""
    ends: tuple[End, ...] = ()
    reached: tuple[Path, ...] = ()

    @property
    def is_compensable(self) -> bool:
        """Whether it can be made good."""
        return any(end.outcome == "compensated" for end in self.ends)


@frozen(kw_only=True)
class Exploration:
    """
    Each norm of a document, broken in turn.

    Attributes:
        walks: What was found, in the order of the document.
        unreached: Where the steps stand that never came into force.
    """

    walks: tuple[Walk, ...]
    unreached: tuple[Path, ...]

    @property
    def untriggered(self) -> tuple[Walk, ...]:
        """The norms for whose break no event could be thought of."""
        return tuple(walk for walk in self.walks if walk.broken is None)
