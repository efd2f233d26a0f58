"""How far people are with mending what was not kept, for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.model.polycule import Polycule
from polyagree.report.ledger import Sheet
from polyagree.report.palette import Palette
from polyagree.report.wording import Wording, joined, quoted
from polyagree.timeline.repairs import StepProgress, progresses

__all__ = ["render_repairs"]


def render_repairs(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    color: bool = False,
    width: int | None = None,
) -> str:
    """
    Return how far people are with each repair of *polycule*, and what has none.

    Args:
        polycule: The document.
        on: As of the end of this day; ``None``: of the last day that the document records.
        color: Whether to use ANSI colours.
        width: The columns of the page; ``None``: sentences are not broken.
    """
    sheet, wording = Sheet(Palette(color), width), Wording(polycule)
    lines = sheet.title("What was not kept, and how far you are")
    for repair, found in zip(
        polycule.repairs, progresses(polycule, polycule.repairs, on=on), strict=True
    ):
        of = joined([quoted(name) for name in repair.of])
        lines += ["", *sheet.text(f"{quoted(repair.id)}, after {of}: {found}.")]
        for number, step in enumerate(found.steps, start=1):
            lines += sheet.item(f"{number}, {step.step.replace('-', ' ')}: {_state(step, wording)}")
    mended = {name for repair in polycule.repairs for name in repair.of}
    left = [each for each in polycule.breaches if each.id not in mended]
    if left:
        lines += ["", *sheet.text("There is no repair of:")]
        for breach in left:
            lines += sheet.item(f"{quoted(breach.id)}, of {joined([*map(quoted, breach.of)])}")
    if not polycule.breaches:
        lines += sheet.text("The document has no breaches.")
    return "".join(f"{line}\n" for line in lines)


def _state(step: StepProgress, wording: Wording) -> str:
    return ", ".join(_said(step, wording))


def _said(step: StepProgress, wording: Wording) -> Iterator[str]:
    yield step.state
    if step.state in {"done", "not kept"} and step.day is not None:
        yield f"on {step.day}"
    if step.reason is not None:
        yield step.reason
    if step.waiting_for:
        since = "" if step.since is None else f" since {step.since}"
        yield f"waiting for {wording.people(step.waiting_for)}{since}"
    if step.state in {"going on", "due"} and step.until is not None:
        yield f"until {step.until}"
    if step.rounds is not None:
        kept, over = step.rounds
        yield f"kept {kept} of {over} times"
