"""How practice stands against what was agreed: a record held against its limits, over time."""

from __future__ import annotations

from polyagree.practice.comfort import Comfort
from polyagree.practice.duties import DutyInUse
from polyagree.practice.grounds import Grounds, Guarded, Near, Undertaking, grounds
from polyagree.practice.health_duties import TellingDuty
from polyagree.practice.limits import LimitInUse
from polyagree.practice.pattern import Alarm, Pattern
from polyagree.practice.plans import plan_repair
from polyagree.practice.safer_sex import (
    Protection,
    SaferSexPlan,
    Screening,
    Sharing,
    safer_sex_plan,
    safer_sex_plans,
)
from polyagree.practice.safer_sex_changes import (
    SaferSexDifference,
    SaferSexStep,
    compare_safer_sex_plans,
    safer_sex_over_time,
)
from polyagree.practice.since_when import Since
from polyagree.practice.table import Table, table
from polyagree.practice.who_to_tell import NotNamed, ToTell, WhoToTell, who_to_tell
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
    "NotNamed",
    "Pattern",
    "Protection",
    "SaferSexDifference",
    "SaferSexPlan",
    "SaferSexStep",
    "Screening",
    "Sharing",
    "Since",
    "Table",
    "TellingDuty",
    "ToTell",
    "Undertaking",
    "WhoToTell",
    "compare_safer_sex_plans",
    "courses",
    "grounds",
    "judged",
    "plan_repair",
    "safer_sex_over_time",
    "safer_sex_plan",
    "safer_sex_plans",
    "table",
    "who_to_tell",
]
