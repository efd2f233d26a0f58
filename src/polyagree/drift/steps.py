"""What a chart says after each thing that it is told."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["State", "Step"]

State = Literal["quiet", "amber", "red", "not enough recorded"]


@frozen(kw_only=True)
class Step:
    """
    How a chart stands after one more event, outing or check-in.

    Attributes:
        at: When it was, in the unit of time of the chart; for a chart that counts
            outings or check-ins, which one, from 1.
        value: The statistic.
        state: ``quiet``, ``amber`` or ``red``; ``not enough recorded`` where a
            claim would rest on too little.
        since: Since when the pattern may have been another one, an estimate, in
            the same unit as *at*; ``None``: the statistic stands at its beginning.
        evidence: How far the statistic is towards red: 1 is red.
    """

    at: float
    value: float
    state: State
    since: float | None
    evidence: float
