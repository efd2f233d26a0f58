"""How the wording of a clause moved where no number tells, and whether people live by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from polyagree.clock import day_bounds
from polyagree.consistency.compare import compare_clause
from polyagree.consistency.recording import on_record
from polyagree.consistency.sides import Side
from polyagree.errors import InvalidModel
from polyagree.model import Agreement, Boundary, Clause, Polycule
from polyagree.source import Path

__all__ = ["Direction", "Slide", "is_practised", "slides"]

Direction = Literal["looser", "stricter"]

#: So many changes in one direction are a direction, and no accident.
_SEVERAL = 3


@frozen(kw_only=True)
class Slide:
    """
    That a clause became looser, or stricter, again and again.

    Attributes:
        path: The clause.
        clause: Its name, as others refer to it.
        direction: Which of the two.
        revisions: The changes, as positions among the revisions of its agreement.
        says: How it was put, the first wording first and the present one last.
    """

    path: Path
    clause: str
    direction: Direction
    revisions: tuple[int, ...]
    says: tuple[str, ...]


_Wording = Clause | Boundary


def slides(polycule: Polycule, *, on: dt.date | None = None) -> Iterator[Slide]:
    """
    Yield the clauses that became looser, or stricter, with each of three changes or more.

    A change counts where it was proved which it is, and a log shows it.

    Args:
        polycule: The document.
        on: Changes that were to hold from a later day on are left out.

    Source:
        C2, C16.
    """
    for agreement in polycule.agreements:
        for clause in agreement.clauses if len(agreement.revisions) >= _SEVERAL else ():
            wordings = _wordings(agreement, clause, on)
            # The last one is the present one, which no revision ended.
            if len(wordings) > _SEVERAL:
                direction = _direction(polycule, agreement, [each for _, each in wordings])
                if direction is not None:
                    yield Slide(
                        path=("agreements", agreement.id, "clauses", clause.id),
                        clause=f"{agreement.id}.{clause.id}",
                        direction=direction,
                        revisions=tuple(index for index, _ in wordings[:-1]),
                        says=tuple(each.says for _, each in wordings),
                    )


def _wordings(
    agreement: Agreement, clause: _Wording, on: dt.date | None
) -> list[tuple[int, _Wording]]:
    """Return the wordings of *clause* with the revision that ended each, the oldest first."""
    found: list[tuple[int, _Wording]] = []
    for index, revision in enumerate(agreement.revisions):
        former = next((each for each in revision.was if each.id == clause.id), None)
        if former is None:
            continue
        if former.was is None:
            # Before it stood there, there was nothing to move.
            found.clear()
            continue
        found.append((index, former.was))
        if on is not None and on < revision.date:
            return found
    return [*found, (-1, clause)]


def _direction(
    polycule: Polycule, agreement: Agreement, wordings: Sequence[_Wording]
) -> Direction | None:
    directions: set[str] = set()
    for before, after in pairwise(wordings):
        try:
            old, new = (_with(polycule, agreement, each) for each in (before, after))
        except InvalidModel:
            return None
        found = compare_clause(old, new, f"{agreement.id}.{after.id}")
        directions.add("unknown" if found is None else found.verdict)
        if directions not in ({"looser"}, {"stricter"}):
            return None
    return "looser" if directions == {"looser"} else "stricter"


def _with(polycule: Polycule, agreement: Agreement, wording: _Wording) -> Polycule:
    """Return the document with *wording*, as if it had always stood there."""
    return polycule.put(evolve(agreement.with_clause(wording), revisions=()))


def is_practised(polycule: Polycule, agreement: Agreement, *, on: dt.date | None = None) -> bool:
    """
    Return whether something was done that only the latest revision of *agreement* allows.

    The record since the revision is held against what was agreed before it, and against the
    wording as it stands.

    Args:
        polycule: The document.
        agreement: An agreement of it that was revised.
        on: What happened later is left out.
    """
    revision, earlier = agreement.revisions[-1], agreement.revisions[:-1]
    kept = tuple(each for each in agreement.clauses if not revision.changes(each.id))
    gone = tuple(each.was for each in revision.was if each.was is not None)
    if not gone:
        return False
    names = frozenset(f"{agreement.id}.{each.id}" for each in revision.was)
    happened = polycule
    try:
        if on is not None:
            recorded = tuple(each for each in polycule.events if each.day <= on)
            happened = evolve(polycule, events=recorded)
        sides = tuple(
            Side(happened.put(evolve(agreement, clauses=clauses, revisions=earlier)))
            for clauses in ((*kept, *gone), agreement.clauses)
        )
    except InvalidModel:
        # Something on record speaks of what is no part of that wording.
        return False
    since = day_bounds(revision.date, polycule.zone).start
    return any(
        broken.at >= since
        for changed in on_record((sides[0], sides[1]), clauses=names).changed
        for broken in changed.spared
        if broken.event is not None
    )
