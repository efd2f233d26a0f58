"""What happened, held against what was agreed."""

from __future__ import annotations

from polyagree.timeline.limits import Exceedance, exceedances
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.matching import Matcher, matches
from polyagree.timeline.rhythm import Due, Rhythm
from polyagree.timeline.truth import Truth

__all__ = [
    "Due",
    "Entry",
    "Exceedance",
    "Log",
    "Matcher",
    "Rhythm",
    "Truth",
    "exceedances",
    "matches",
]
