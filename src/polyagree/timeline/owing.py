"""What is still to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import frozen

from polyagree.model import Obligation, PersonId
from polyagree.source import Path
from polyagree.timeline.lives import Life, path_of

__all__ = ["Owed", "is_owed", "owed_of", "with_steps"]


@frozen(kw_only=True)
class Owed:
    """
    Something that is still to be done.

    Attributes:
        instance: The key of the norm that asks for it.
        clause: Of which clause.
        path: Where it stands.
        act: What.
        who: By whom; several: together.
        to: To whom, as far as the document says.
        until: The first instant at which it is too late, in UTC; ``None``: no time is set.
        is_late: Whether its time is over, and it is owed all the same.
        follows: The key of the norm whose break it follows; ``None``: of none.
        cause: The event that it follows, as its path; ``None``: of none in particular.
    """

    instance: str
    clause: str
    path: Path
    act: str
    who: tuple[PersonId, ...]
    to: tuple[PersonId, ...]
    until: dt.datetime | None
    is_late: bool = False
    follows: str | None = None
    cause: Path | None = None


def owed_of(lives: Iterable[Life]) -> tuple[Owed, ...]:
    """Return what *lives* and what follows their breaks ask for, what is due first first."""
    found = [_owed(life) for top in lives for life in with_steps(top) if is_owed(life)]
    return tuple(sorted(found, key=lambda each: (each.until is None, each.until, each.instance)))


def with_steps(life: Life) -> Iterator[Life]:
    """Yield *life*, then what follows each of its breaks, and so on to the end of each chain."""
    yield life
    for broken in life.breaks:
        for step in broken.steps:
            yield from with_steps(step)


def is_owed(life: Life) -> bool:
    """Return whether *life* is a duty that is still to be done."""
    if not life.is_duty:
        return False
    norm = life.rule.norm
    is_late = isinstance(norm, Obligation) and norm.late == "owed" and life.base == "violated"
    return life.is_open or (is_late and not any(line.fact == "done late" for line in life.lines))


def _owed(life: Life) -> Owed:
    standing = life.rule.case.standing
    return Owed(
        instance=life.key,
        clause=standing.clause,
        path=standing.path,
        act=standing.norm.act,
        who=life.rule.who,
        to=life.to,
        until=life.due_last,
        is_late=life.base == "violated",
        follows=None if life.parent is None else life.parent[0].key,
        cause=None if life.cause is None else path_of(life.cause.index),
    )
