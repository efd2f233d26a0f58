"""What a chart says about practice, in days and words instead of numbers."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import field, frozen

from polyagree.drift.steps import State

__all__ = ["Alarm", "Kind", "Pattern", "too_little"]

Kind = Literal["rate", "lateness", "size", "comfort", "keeping"]


_MOST = 1000.0

_LITTLE = 0.25
"""With less evidence than this nothing speaks for a change any more."""


def _told(evidence: float) -> float:
    # It grows for as long as nobody talks, until no float holds it.
    return min(evidence, _MOST)


@frozen(kw_only=True)
class Alarm:
    """
    One time that a chart went red.

    Attributes:
        on: The day on which it did.
        since: Since about when the pattern had changed by then; ``None``: nothing says.
        talked: The day on which people had talked about it; ``None``: not yet.
    """

    on: dt.date
    since: dt.date | None
    talked: dt.date | None = None


@frozen(kw_only=True)
class Pattern:
    """
    Whether practice is another one than it was, or than was agreed.

    Attributes:
        kind: What is looked at: how often, how late, how long or how much, how it
            feels, whether it is kept.
        state: ``quiet``, ``amber``, ``red``; ``not enough recorded`` where a claim
            would rest on too little.
        since: Since about when the pattern has changed, where it is amber or red.
        evidence: How far the chart is towards red; 1 is red, and 1000 is the most that is told.
        promise: How rare a false alarm is, in words; ``None``: no promise is made.
        expected_false_alarms: How many false alarms the chart is to be expected to have raised
            over the whole of the record; 0 where no promise is made.
        observed: How many events, outings, rounds or check-ins it rests on.
        coverage: The share of the time in which a record was kept, from 0 to 1.
        before: What it was compared with, in words.
        lately: How it has been since, in words; empty where nothing changed.
        why: What would change the state next, or why no claim is made.
        alarms: Each time it went red.
    """

    kind: Kind
    state: State
    since: dt.date | None = None
    evidence: float = field(default=0.0, converter=_told)
    promise: str | None = None
    expected_false_alarms: float = 0.0
    observed: int
    coverage: float = 1.0
    before: str = ""
    lately: str = ""
    why: str = ""
    alarms: tuple[Alarm, ...] = ()

    @property
    def has_changed(self) -> bool:
        """Whether it is to be said that it has changed; red, still so, and with a promise."""
        return self.state == "red" and not self.has_gone_back and self.promise is not None

    @property
    def has_gone_back(self) -> bool:
        """Whether it is still red from earlier on, and practice has since been as it was."""
        return self.state == "red" and self.evidence < _LITTLE


def too_little(kind: Kind, observed: int, why: str, *, coverage: float = 1.0) -> Pattern:
    """Return that too little is recorded to tell."""
    return Pattern(
        kind=kind, state="not enough recorded", observed=observed, why=why, coverage=coverage
    )
