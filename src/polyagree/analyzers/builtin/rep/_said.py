"""What people said in a repair, with the words in it that press or take back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place, RepairAt

__all__ = ["APOLOGY", "apology_said", "in_words", "steps_said"]

APOLOGY = {
    "happened": "what happened",
    "impact": "what it did",
    "responsibility": "what is one's own part",
    "plan": "what will be different",
}
"""The four parts of an apology, each with what it says."""


def apology_said(at: RepairAt) -> Iterator[tuple[Place, str]]:
    """Yield the parts of the apology that were said, each with its place."""
    for part in APOLOGY if at.repair.apology is not None else ():
        text = getattr(at.repair.apology, part)
        if text is not None:
            yield at.inside("apology", part), text


def steps_said(at: RepairAt) -> Iterator[tuple[Place, str]]:
    """Yield what steps say in words, and why some were left out, each with its place."""
    for index, step in enumerate(at.repair.steps):
        if step.says is not None:
            yield at.inside("steps", index, "says"), step.says
        if step.skipped is not None:
            yield at.inside("steps", index, "skipped"), step.skipped


def in_words(context: Context, text: str, says: Literal["presses", "excuses"]) -> str:
    """Return the words in *text* that say it, between back-ticks; empty: there are none."""
    words = (each.words for each in context.said_after_a_break(text) if each.says == says)
    return "`, `".join(dict.fromkeys(each.replace("`", "'") for each in words))
