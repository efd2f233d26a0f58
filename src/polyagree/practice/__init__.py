"""How practice stands against what was agreed: a record held against its limits, over time."""

from __future__ import annotations

from polyagree.practice.comfort import Comfort
from polyagree.practice.duties import DutyInUse
from polyagree.practice.grounds import Grounds, Guarded, Near, Undertaking, grounds
from polyagree.practice.limits import LimitInUse
from polyagree.practice.pattern import Alarm, Pattern
from polyagree.practice.plans import plan_repair
from polyagree.practice.table import Table, table
from polyagree.practice.wordings import Course, Judged, Measure, Move, courses, judged

__all__ = [
    "Alarm",
    "Comfort",
    "Course",
    "DutyInUse",
    "Grounds",
    "Guarded",
    "Judged",
    "LimitInUse",
    "Measure",
    "Move",
    "Near",
    "Pattern",
    "Table",
    "Undertaking",
    "courses",
    "grounds",
    "judged",
    "plan_repair",
    "table",
]
