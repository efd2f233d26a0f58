"""How far people are with mending something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import evolve, frozen

from polyagree.errors import UnknownName
from polyagree.model import PersonId, Polycule, Repair, RepairStep, StepName
from polyagree.source import Path
from polyagree.timeline.concerned import Concerned, concerned_in
from polyagree.timeline.reopened import Reopened, reopened
from polyagree.timeline.step_signs import Signs
from polyagree.timeline.traces import Traces
from polyagree.timeline.undertaken import Undertaken, is_marked, undertaken

__all__ = [
    "RepairProgress",
    "RepairState",
    "StepProgress",
    "StepState",
    "progresses",
    "repair_progress",
]

StepState = Literal["done", "skipped", "going on", "due", "later", "not kept"]
"""
Where a step of a repair is.

*Done*, by its own mark or as the record shows; *skipped*, with a reason; *going on* while
something lasts that was undertaken, and it holds nobody up; *due*, if it is its turn; *later*,
if others come first; *not kept*, if what was undertaken in it was broken, which holds up nobody.
"""

RepairState = Literal["planned", "under way", "steps done", "settled", "reopened", "ended"]
"""
Where a repair is.

*Planned* until the first step is done, *under way* until the last one, then *steps done*;
*settled* once people say so, *reopened* if it was taken up after that; *ended*, which is as
good as settled.
"""


@frozen(kw_only=True)
class StepProgress:
    """
    Where one step of a repair is.

    Attributes:
        step: Which of the nine.
        path: Where it stands.
        state: Where it is.
        day: When it was done, or not kept; ``None``: no day tells.
        since: Since when it is its turn; ``None``: it is not, or no day tells.
        until: The last day of the time that people gave it; ``None``: they gave it none.
        waiting_for: Whose turn it is.
        reason: Why it was left out; ``None``: it was not.
        shown_by: Where it stands in the record that it was done, or not kept.
        rounds: Of what comes round: how many times it was kept, and how many are over.
    """

    step: StepName
    path: Path
    state: StepState
    day: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    waiting_for: tuple[PersonId, ...] = ()
    reason: str | None = None
    shown_by: tuple[Path, ...] = ()
    rounds: tuple[int, int] | None = None


@frozen(kw_only=True)
class RepairProgress:
    """
    How far people are with mending something, on a day. As a text it is one sentence.

    Attributes:
        repair: The id of the repair.
        on: The day; ``None``: nothing in the document is dated.
        state: Where the repair is.
        says: The same as one sentence, with the names of people.
        steps: Its steps, in their order.
        concerned: Whom it concerns, and since when it is known.
        closed: When it was settled, or ended; ``None``: it goes on.
        reopened: How it was taken up again since then.
    """

    repair: str
    on: dt.date | None
    state: RepairState
    says: str
    steps: tuple[StepProgress, ...]
    concerned: Concerned
    closed: dt.date | None = None
    reopened: tuple[Reopened, ...] = ()

    def __str__(self) -> str:
        """Return it as one sentence."""
        return self.says

    @property
    def current(self) -> StepProgress | None:
        """The step whose turn it is; ``None``: none is left, or it is over."""
        return _current(self.steps) if self.closed is None else None

    @property
    def waiting_for(self) -> tuple[PersonId, ...]:
        """Whose turn it is."""
        return () if self.current is None else self.current.waiting_for


def repair_progress(
    polycule: Polycule, repair: Repair | str, *, on: dt.date | None = None
) -> RepairProgress:
    """
    Return how far people are with a repair.

    A step is done if it is marked so, if everything undertaken in it was done as the log has
    it, be it late, or, where nothing is, if the record shows an act that it consists of: a talk
    about the breach, a check-in, an impact that everybody affected has named. Steps
    that are left out have a reason, and nobody is waited for. What was undertaken for a while goes
    on by itself, and the next step does not wait for it.

    Nothing is late: a step whose time is over is due, as it was before.

    Args:
        polycule: The document.
        repair: The repair, or its id.
        on: As of the end of this day; ``None``: of the last day that the document records.

    Raises:
        UnknownName: If the document has no such repair.

    Source:
        C5, D4, D5, D8.
    """
    (found,) = progresses(polycule, (_repair(polycule, repair),), on=on)
    return found


def progresses(
    polycule: Polycule, repairs: Iterable[Repair], *, on: dt.date | None = None
) -> Iterator[RepairProgress]:
    """Yield how far people are with each of *repairs*; see :func:`repair_progress`."""
    day = polycule.last_day if on is None else on
    traces = Traces(polycule)
    several = [(repair, concerned_in(polycule, repair)) for repair in repairs]
    norms = undertaken(polycule, several, on=day or dt.date.max)
    for repair, about in several:
        yield _progress(repair, about, traces, norms.get(repair.id, {}), day)


def _progress(
    repair: Repair,
    about: Concerned,
    traces: Traces,
    norms: Mapping[int, Undertaken],
    day: dt.date | None,
) -> RepairProgress:
    closed = repair.settled or repair.ended
    if closed is not None and day is not None and closed > day:
        closed = None
    signs = Signs(traces, about, on=day or dt.date.max)
    steps = tuple(_steps(repair, about, norms, signs, day or dt.date.max))
    if closed is not None:
        steps = tuple(_without_turn(steps))
    again = () if closed is None else reopened(traces, repair, about, closed, on=day)
    state = _state(repair, steps, closed, again)
    return RepairProgress(
        repair=repair.id,
        on=day,
        state=state,
        says=_sentence(traces.polycule, state, steps, closed, again),
        steps=steps,
        concerned=about,
        closed=closed,
        reopened=again,
    )


def _repair(polycule: Polycule, repair: Repair | str) -> Repair:
    name = repair if isinstance(repair, str) else repair.id
    for each in polycule.repairs:
        if each.id == name and (isinstance(repair, str) or each == repair):
            return each
    raise UnknownName(f"the document has no repair `{name}`", name)


def _steps(
    repair: Repair,
    about: Concerned,
    norms: Mapping[int, Undertaken],
    signs: Signs,
    on: dt.date,
) -> Iterator[StepProgress]:
    """Yield where each step is; of those that are not done, the first is due."""
    # What comes to light later is nobody's turn yet.
    since = about.known if about.known is not None and about.known <= on else None
    is_turn = True
    for index, step in enumerate(repair.steps):
        path: Path = ("repairs", repair.id, "steps", index)
        found = _step(step, path, norms.get(index), signs, on)
        if found.state == "later" and is_turn:
            yield _due(found, step, about, since)
            is_turn = False
            continue
        if found.state == "done" and found.day is not None:
            since = found.day if since is None else max(since, found.day)
        yield found


def _step(
    step: RepairStep, path: Path, norm: Undertaken | None, signs: Signs, on: dt.date
) -> StepProgress:
    """Return where *step* is by itself; what is still to be done is later than nothing yet."""
    if step.skipped is not None:
        return StepProgress(step=step.step, path=path, state="skipped", reason=step.skipped)
    if is_marked(step, on):
        return StepProgress(
            step=step.step, path=path, state="done", day=step.done, shown_by=((*path, "done"),)
        )
    sign = signs.of(step) if norm is None else None
    if sign is not None:
        return StepProgress(
            step=step.step, path=path, state="done", day=sign.day, shown_by=(sign.path,)
        )
    if norm is None:
        return StepProgress(step=step.step, path=path, state="later")
    return StepProgress(
        step=step.step,
        path=path,
        state="later" if norm.standing == "open" else norm.standing,
        day=norm.day,
        until=norm.until,
        waiting_for=norm.waiting_for,
        shown_by=norm.shown_by,
        rounds=norm.rounds,
    )


def _due(
    found: StepProgress, step: RepairStep, about: Concerned, since: dt.date | None
) -> StepProgress:
    who = found.waiting_for
    if not who:
        who = about.unnamed if step.step == "impact" else about.people
    return evolve(found, state="due", since=since, waiting_for=who or about.people)


def _without_turn(steps: Iterable[StepProgress]) -> Iterator[StepProgress]:
    """Yield the steps of what is over: nobody is waited for any more."""
    for each in steps:
        is_open = each.state in {"due", "later"}
        yield evolve(each, state="later", since=None, waiting_for=()) if is_open else each


def _current(steps: Iterable[StepProgress]) -> StepProgress | None:
    several = tuple(steps)
    for state in ("due", "not kept"):
        for each in several:
            if each.state == state:
                return each
    return None


def _state(
    repair: Repair,
    steps: tuple[StepProgress, ...],
    closed: dt.date | None,
    again: tuple[Reopened, ...],
) -> RepairState:
    if again:
        return "reopened"
    if closed is not None:
        return "settled" if repair.settled is not None else "ended"
    if steps and _current(steps) is None:
        return "steps done"
    begun = any(each.state in {"done", "going on", "not kept"} for each in steps)
    return "under way" if begun else "planned"


def _sentence(
    polycule: Polycule,
    state: RepairState,
    steps: tuple[StepProgress, ...],
    closed: dt.date | None,
    again: tuple[Reopened, ...],
) -> str:
    match state:
        case "settled" | "ended":
            return f"{state} on {closed}"
        case "reopened":
            days = [each.day for each in again if each.day is not None]
            return f"closed on {closed}, and taken up again{f' on {min(days)}' if days else ''}"
        case "steps done":
            ends = [each.until for each in steps if each.state == "going on" and each.until]
            last = f", and the last of it goes on until {max(ends)}" if ends else ""
            return f"all {len(steps)} steps are done or left out{last}"
    current = _current(steps)
    if current is None:
        return "no steps are planned yet"
    number = steps.index(current) + 1
    what = f"step {number} of {len(steps)}, {current.step.replace('-', ' ')}"
    if current.state == "not kept":
        return f"{what}: what was undertaken was not kept on {current.day}"
    names = _listed([polycule.person(each).name for each in current.waiting_for])
    since = "" if current.since is None else f" since {current.since}"
    return f"{what}: waiting for {names}{since}" if names else f"{what}: still to come"


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
