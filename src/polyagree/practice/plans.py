"""A plan after a break, drafted from what a document says, for people to edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import evolve

from polyagree.clock import Cadence, Duration
from polyagree.errors import InvalidRecord
from polyagree.model import (
    REPAIR_STEPS,
    Breach,
    Norm,
    Obligation,
    Polycule,
    Repair,
    RepairStep,
    Role,
    StepName,
)
from polyagree.practice.grounds import Grounds, grounds
from polyagree.timeline.repairs import progresses

__all__ = ["plan_repair"]

_EVERY = Cadence(duration=Duration(weeks=2))
_FOR = Duration(weeks=12)


def plan_repair(polycule: Polycule, breach: Breach | str, *, on: dt.date | None = None) -> Repair:
    """
    Return a plan after *breach*, with the nine steps, for people to edit.

    What was agreed to follow a break stands in the step that it is part of. Where nothing was,
    there is a talk without a deadline, time for each other, and a check-in every two weeks,
    unless one comes round already. All else is left open: it is people's to fill. What comes
    round counts from the day of the plan on, so that nothing was missed before that.

    Args:
        polycule: The document.
        breach: The breach, or its id.
        on: As of this day; ``None``: of the last day that the document records.

    Raises:
        UnknownName: If the document has no such breach.
        InvalidRecord: If it is settled, or a repair of it goes on.

    Source:
        C4, C5, C10, C11, D4.
    """
    found = grounds(polycule, breach, on=on)
    _refuse_what_is_mended(polycule, found.breach, on)
    return Repair(
        id=_free_id(polycule, f"after-{found.breach.id}"),
        of=(found.breach.id,),
        steps=tuple(_step(found, name) for name in REPAIR_STEPS),
    )


def _refuse_what_is_mended(polycule: Polycule, breach: Breach, on: dt.date | None) -> None:
    """Refuse a breach that was settled and did not come up again, or that is being mended."""
    mending = [repair for repair in polycule.repairs if breach.id in repair.of]
    for repair, progress in zip(mending, progresses(polycule, mending, on=on), strict=True):
        if progress.state in {"settled", "ended"}:
            raise InvalidRecord(
                f"`{breach.id}` is {progress.says}, by `{repair.id}`",
                field="of",
                help="to take it up anew, write a repair of your own under `repairs`",
                value=breach.id,
            )
        if progress.state != "reopened":
            raise InvalidRecord(
                f"`{repair.id}` mends `{breach.id}` already: {progress.says}",
                field="of",
                help=f"go on with `{repair.id}`",
                value=breach.id,
            )


def _step(found: Grounds, name: StepName) -> RepairStep:
    agreed = tuple(each.norm for each in found.agreed if each.step == name)
    norms = agreed or tuple(_usual(found, name))
    return RepairStep(step=name, norm=tuple(_begun(norm, found.begins) for norm in norms))


def _begun(norm: Norm, day: dt.date | None) -> Norm:
    """Return *norm*, which comes round from the breach on, as of *day*."""
    if day is None or not isinstance(norm, Obligation) or norm.kind not in _ROUNDS:
        return norm
    is_over = isinstance(norm.until, dt.date) and norm.until < day
    if is_over or norm.from_ is not None or norm.after is not None:
        return norm
    return evolve(norm, from_=day)


_ROUNDS = {"recurring", "quota"}


def _usual(found: Grounds, name: StepName) -> Iterator[Norm]:
    """Yield what people undertake where nothing was agreed, without any deadline."""
    if len(found.concerned.people) < _TWO:
        return
    everybody = (Role("all parties"),)
    match name:
        case "debrief":
            yield Obligation(act="talk", who=everybody, about=(found.breach.id,))
        case "aftercare":
            yield Obligation(act="aftercare", who=everybody)
        case "dialogue" if not found.looks:
            yield Obligation(act="check-in", who=everybody, every=_EVERY, for_=_FOR)


_TWO = 2


def _free_id(polycule: Polycule, wanted: str) -> str:
    taken = {repair.id for repair in polycule.repairs}
    name, number = wanted[:_LONGEST].rstrip("-"), 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


_LONGEST = 56
