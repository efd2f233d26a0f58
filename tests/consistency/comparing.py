"""Where those who know nothing of each other say different things about the same agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from attrs import frozen
from consistency import second_opinion
from consistency.grid import Deed
from consistency.searching import Search, TooMuch, keeps_all
from consistency.small import Case

from polyagree.consistency import Inconsistent, Planned, solve
from polyagree.consistency.verdicts import Verdict
from polyagree.errors import DoesNotReplay
from polyagree.model import Event


@frozen(kw_only=True)
class Compared:
    """
    What was said of one case.

    Attributes:
        verdict: What `solve` says; ``None``: it gave up.
        error: Why it did.
        differences: Where somebody says something else.
        is_searched: Whether trying everything came to an end.
    """

    verdict: str | None
    error: str | None = None
    differences: tuple[str, ...]
    is_searched: bool


def compared(case: Case, *, most: int = 300, seconds: float = 10) -> Compared:
    """
    Ask everybody about *case*.

    Args:
        case: What was agreed.
        most: So many logs are replayed at most to find one by trying.
        seconds: When `solve` stops looking.
    """
    wrong: list[str] = []
    found = second_opinion.schedule(case)
    if found is not None and not keeps_all(case, found):
        wrong.append(f"z3: its schedule breaks something: {found}")
    is_searched = True
    try:
        tried = Search(case, most=most).schedule()
    except TooMuch:
        is_searched = False
    else:
        if (tried is None) != (found is None):
            wrong.append(f"search: {tried}, and z3: {found}")
    try:
        verdict = solve(case.polycule(), on=case.first, horizon=case.last, seconds=seconds)
    except DoesNotReplay as error:
        return Compared(
            verdict=None, error=str(error), differences=tuple(wrong), is_searched=is_searched
        )
    wrong += differences(case, verdict, found)
    return Compared(verdict=verdict.verdict, differences=tuple(wrong), is_searched=is_searched)


def differences(case: Case, verdict: Verdict, found: Sequence[Deed] | None) -> Iterator[str]:
    """Yield what is wrong with *verdict*, if *found* is what people may do to keep everything."""
    if verdict.verdict == "consistent":
        if found is None:
            yield "solve: consistent, and z3: not"
        if not keeps_all(case, deeds_of(verdict.schedule)):
            yield f"solve: its schedule breaks something: {verdict.schedule}"
    elif verdict.verdict == "inconsistent":
        if found is not None:
            yield f"solve: {sets_of(verdict)} cannot be kept, and z3: {found}"
        else:
            yield from wrong_sets(case, verdict)


def wrong_sets(case: Case, verdict: Inconsistent) -> Iterator[str]:
    """Yield which sets can be kept after all, or cannot be without one of their members."""
    for conflict, members in zip(verdict.conflicts, sets_of(verdict), strict=True):
        if second_opinion.schedule(case.only(members)) is not None:
            yield f"solve: {members} can be kept"
        for left_out, schedule in zip(members, conflict.without, strict=True):
            others = case.only(each for each in members if each != left_out)
            if second_opinion.schedule(others) is None:
                yield f"solve: {members} cannot be kept without {left_out} either"
            if schedule is not None and not keeps_all(others, deeds_of(schedule)):
                yield f"solve: {members} is not kept without {left_out} by {schedule}"


def sets_of(verdict: Inconsistent) -> list[list[int]]:
    """Return the positions of the norms in each minimal set."""
    return [
        [int(member.clause.rpartition(".c")[2]) for member in conflict.members]
        for conflict in verdict.conflicts
    ]


def deeds_of(schedule: Sequence[Planned]) -> list[Event]:
    """Return what is done, as it stands in a log."""
    return [planned.event for planned in schedule]


def smallest(case: Case, is_wrong: Callable[[Case], bool]) -> Case:
    """Return *case* with as few norms and days as it can have and still be wrong."""
    kept = [*range(len(case.norms))]
    for each in [*kept]:
        fewer = [other for other in kept if other != each]
        if fewer and is_wrong(case.only(fewer)):
            kept = fewer
    case = case.only(kept)
    while case.days > 1 and is_wrong(shorter := replace(case, days=case.days - 1)):
        case = shorter
    return case
