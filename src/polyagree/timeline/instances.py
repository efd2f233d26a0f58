"""What becomes of a norm: each time it binds somebody, and each time it is broken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

from attrs import frozen

from polyagree.model import Norm, PersonId
from polyagree.source import Path

__all__ = [
    "STATES",
    "Break",
    "BreakState",
    "Counts",
    "Fact",
    "Instance",
    "Proof",
    "Standpoint",
    "State",
]

State = Literal[
    "inactive",
    "in force",
    "suspended",
    "fulfilled",
    "violated",
    "compensated",
    "terminal",
    "released",
    "expired",
    "unknown",
]
"""
Where a norm is in its life.

*Inactive* before it binds, *in force* while it does, *suspended* while its clock
stands still; *fulfilled*, or *violated*. What was violated is *compensated* once
everything that follows the break was done, and *terminal* once that can no longer
be. *Released* by whom it is owed to, *expired* with its time. *Unknown* where the
log leaves open which of them it is.
"""

STATES: tuple[State, ...] = get_args(State)

BreakState = Literal["violated", "compensated", "terminal"]

Standpoint = Literal[
    "satisfied",
    "violated",
    "presumably_satisfied",
    "presumably_violated",
    "pending",
    "unknown",
]
"""
What can be said while the log may still grow.

*Satisfied* and *violated* stay so. *Presumably satisfied*: nothing is against it so
far. *Presumably violated*: if nothing more happens, it was not kept, and no time
is set for it. *Pending*: its time is still running, so it is neither. *Unknown*:
it hangs on what the log does not tell.
"""

Fact = Literal[
    "begins",
    "after",
    "due",
    "done",
    "kept",
    "done early",
    "done late",
    "perhaps done",
    "in part",
    "used",
    "missed",
    "forbidden",
    "perhaps forbidden",
    "over the limit",
    "without the word",
    "perhaps triggered",
    "fell short",
    "discovered",
    "suspended",
    "resumed",
    "released",
    "excused",
    "ended",
    "compensated",
    "terminal",
    "settled",
    "handed over",
    "exercised",
]
"""What one line of a proof says."""


@frozen(kw_only=True)
class Proof:
    """
    One line of the reasons for a verdict.

    Attributes:
        at: When, in UTC; ``None``: the document does not say.
        fact: What it says.
        event: The event that shows it, as its path in the document; ``None``: time alone does.
        detail: More about it in words, such as how many there were.
    """

    at: dt.datetime | None
    fact: Fact
    event: Path | None = None
    detail: str = ""


@frozen(kw_only=True)
class Counts:
    """
    How often a norm came to bind, and what became of it.

    Attributes:
        activations: How often it came into force, or was used.
        fulfilments: How often it was kept by an act.
        violations: How often it was broken.
        pendings: How often it is still open.
    """

    activations: int = 0
    fulfilments: int = 0
    violations: int = 0
    pendings: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(
            activations=self.activations + other.activations,
            fulfilments=self.fulfilments + other.fulfilments,
            violations=self.violations + other.violations,
            pendings=self.pendings + other.pendings,
        )


@frozen(kw_only=True)
class Break:
    """
    One time that a norm was broken.

    Attributes:
        at: When: of a forbidden act the instant at which it began, of a missed
            deadline the first instant after it. In UTC.
        event: The forbidden act, as its path in the document; ``None``: a
            deadline was missed.
        by: Who broke it.
        discovered: When it became known, in UTC; ``None``: it is not yet. What
            nobody recorded as hidden was known at once.
        record: The id under ``breaches`` that tells of it; ``None``: none does.
        state: What became of it.
        number: The how manieth break of its clause it is, by the same people.
        is_settled: Whether people settled it under ``repairs``; what became of it by what
            was agreed stays.
        steps: What follows it, as far as it has begun.
    """

    at: dt.datetime
    event: Path | None
    by: tuple[PersonId, ...]
    discovered: dt.datetime | None
    record: str | None
    state: BreakState
    number: int = 1
    is_settled: bool = False
    steps: tuple[Instance, ...] = ()


@frozen(kw_only=True)
class Instance:
    """
    One norm that binds somebody, once.

    A duty has one for each time it comes into force; a prohibition, a limit, a
    permission and a power have one for each whom they concern.

    Attributes:
        key: Its name in this ledger, the same in every replay of the document.
        path: Where the norm stands.
        clause: The clause as others refer to it, or the boundary.
        norm: The norm, in the wording of its time.
        who: Whom it binds; several: all of them together.
        to: Towards whom, as far as the document says.
        state: Where it is in its life.
        verdict: What can be said of it.
        since: From when on it binds, in UTC; ``None``: the document does not say.
        until: The first instant at which it is too late; ``None``: there is none.
        cause: What it follows, as the path of an event; ``None``: nothing in particular.
        breaks: Each time it was broken, in the order of time.
        counts: How often which.
        proof: Why, in the order of time.
        is_sure: Whether it is sure that it came into force, and did not end unseen.
    """

    key: str
    path: Path
    clause: str
    norm: Norm
    who: tuple[PersonId, ...]
    to: tuple[PersonId, ...] = ()
    state: State
    verdict: Standpoint
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    cause: Path | None = None
    breaks: tuple[Break, ...] = ()
    counts: Counts = Counts()
    proof: tuple[Proof, ...] = ()
    is_sure: bool = True

    @property
    def is_binding(self) -> bool:
        """Whether it came into force and nothing took it back, be it kept, broken or open."""
        return self.is_sure and self.state not in {"inactive", "suspended", "released", "expired"}

    def with_steps(self) -> Iterator[Instance]:
        """Yield it, then what follows each of its breaks, and so on to the end of each chain."""
        yield self
        for broken in self.breaks:
            for step in broken.steps:
                yield from step.with_steps()
