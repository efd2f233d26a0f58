"""Whether all that was agreed can be kept, what it waits for, and how two wordings differ."""

from __future__ import annotations

from polyagree.consistency.compare import compare
from polyagree.consistency.comparisons import (
    ClauseComparison,
    Comparison,
    Objected,
    Witness,
)
from polyagree.consistency.gates import gates
from polyagree.consistency.gating.records import FoundGate, Link
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
    "ClauseComparison",
    "Comparison",
    "Conflict",
    "Consistent",
    "FoundGate",
    "Inconsistent",
    "Link",
    "Member",
    "Objected",
    "Planned",
    "Unknown",
    "Unsettled",
    "Witness",
    "compare",
    "gates",
    "solve",
]
