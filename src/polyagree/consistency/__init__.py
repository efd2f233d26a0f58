"""Whether all that was agreed can be kept, what it waits for, and how two wordings differ."""

from __future__ import annotations

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
    "Conflict",
    "Consistent",
    "Inconsistent",
    "Member",
    "Planned",
    "Unknown",
    "Unsettled",
    "solve",
]
