"""Whether all that was agreed can be kept, what it waits for, and how two wordings differ."""

from __future__ import annotations

from polyagree.consistency.axioms import Clash, clashes_over
from polyagree.consistency.bounds import (
    Compared,
    Fit,
    Misfit,
    Refinement,
    Topic,
    compare_topics,
    fit,
    refines,
)
from polyagree.consistency.compare import compare
from polyagree.consistency.comparisons import (
    ClauseComparison,
    Comparison,
    Objected,
    Witness,
)
from polyagree.consistency.constraints import (
    ComesRound,
    Either,
    OneOf,
    Related,
    Stated,
    Together,
    Within,
    holds,
)
from polyagree.consistency.gates import gates
from polyagree.consistency.gating.records import FoundGate, Link
from polyagree.consistency.intervals import Intervals, Stretch
from polyagree.consistency.network import Minimal, TemporalNetwork
from polyagree.consistency.recurrence import Recurrence, first_meeting, meetings
from polyagree.consistency.solve import solve
from polyagree.consistency.verdicts import (
    Conflict,
    Consistent,
    Inconsistent,
    Member,
    Planned,
    Unknown,
    Unsettled,
)

__all__ = [
    "Clash",
    "ClauseComparison",
    "ComesRound",
    "Compared",
    "Comparison",
    "Conflict",
    "Consistent",
    "Either",
    "Fit",
    "FoundGate",
    "Inconsistent",
    "Intervals",
    "Link",
    "Member",
    "Minimal",
    "Misfit",
    "Objected",
    "OneOf",
    "Planned",
    "Recurrence",
    "Refinement",
    "Related",
    "Stated",
    "Stretch",
    "TemporalNetwork",
    "Together",
    "Topic",
    "Unknown",
    "Unsettled",
    "Within",
    "Witness",
    "clashes_over",
    "compare",
    "compare_topics",
    "first_meeting",
    "fit",
    "gates",
    "holds",
    "meetings",
    "refines",
    "solve",
]
