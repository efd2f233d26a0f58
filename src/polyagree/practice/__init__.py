"""How practice stands against what was agreed: a record held against it, and the tools in use."""

from __future__ import annotations

from polyagree.practice.care import Kept, KeptMonth, aftercare, time_apart, time_together
from polyagree.practice.comfort import Comfort
from polyagree.practice.commitments import Commitment
from polyagree.practice.duties import DutyInUse
from polyagree.practice.grounds import Grounds, Guarded, Near, Undertaking, grounds
from polyagree.practice.health_duties import TellingDuty
from polyagree.practice.limits import LimitInUse
from polyagree.practice.matrices import (
    Cell,
    MatrixMove,
    Meeting,
    Row,
    SideBySide,
    Stance,
    matrix_moves,
    side_by_side,
)
from polyagree.practice.occurrences import Occurrence, Outcome
from polyagree.practice.pattern import Alarm, Pattern
from polyagree.practice.plans import plan_repair
from polyagree.practice.protocols import (
    DisclosureProtocol,
    ProtocolChange,
    ProtocolDifference,
    Sides,
    compare_protocols,
    protocol_changes,
    protocols,
    sides,
)
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
from polyagree.practice.shared_time import SharedWeek, shared_time
from polyagree.practice.since_when import Since
from polyagree.practice.table import Table, table
from polyagree.practice.tellings import Telling, TellingPractice, telling_practice, tellings
from polyagree.practice.who_to_tell import NotNamed, ToTell, WhoToTell, who_to_tell
from polyagree.practice.wordings import Course, Judged, Measure, Move, courses, judged

__all__ = [
    "Alarm",
    "Cell",
    "Comfort",
    "Commitment",
    "Course",
    "DisclosureProtocol",
    "DutyInUse",
    "Grounds",
    "Guarded",
    "Judged",
    "Kept",
    "KeptMonth",
    "LimitInUse",
    "MatrixMove",
    "Measure",
    "Meeting",
    "Move",
    "Near",
    "NotNamed",
    "Occurrence",
    "Outcome",
    "Pattern",
    "Protection",
    "ProtocolChange",
    "ProtocolDifference",
    "Row",
    "SaferSexDifference",
    "SaferSexPlan",
    "SaferSexStep",
    "Screening",
    "SharedWeek",
    "Sharing",
    "SideBySide",
    "Sides",
    "Since",
    "Stance",
    "Table",
    "Telling",
    "TellingDuty",
    "TellingPractice",
    "ToTell",
    "Undertaking",
    "WhoToTell",
    "aftercare",
    "compare_protocols",
    "compare_safer_sex_plans",
    "courses",
    "grounds",
    "judged",
    "matrix_moves",
    "plan_repair",
    "protocol_changes",
    "protocols",
    "safer_sex_over_time",
    "safer_sex_plan",
    "safer_sex_plans",
    "shared_time",
    "side_by_side",
    "sides",
    "table",
    "telling_practice",
    "tellings",
    "time_apart",
    "time_together",
    "who_to_tell",
]
