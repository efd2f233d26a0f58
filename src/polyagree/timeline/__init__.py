"""What happened, held against what was agreed."""

from __future__ import annotations

from polyagree.timeline.concerned import Concerned, concerned
from polyagree.timeline.dead_ends import DeadEnd, dead_ends
from polyagree.timeline.exploring import explore
from polyagree.timeline.instances import Break, Counts, Instance, Proof
from polyagree.timeline.ledger import Ledger, Owed, replay, resume
from polyagree.timeline.limits import Exceedance, exceedances
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.matching import Matcher, matches
from polyagree.timeline.remarks import Remark
from polyagree.timeline.reopened import Reopened
from polyagree.timeline.repairs import RepairProgress, StepProgress, repair_progress
from polyagree.timeline.rhythm import Due, Rhythm
from polyagree.timeline.scenarios import Outcome, ScenarioResult, coverage, run_scenarios
from polyagree.timeline.summary import Summary
from polyagree.timeline.truth import Truth
from polyagree.timeline.walks import Choice, End, Exploration, Walk
from polyagree.timeline.what_if import Changed, Difference, what_if
from polyagree.timeline.why_not import Answer, Change, Objection, why_not

__all__ = [
    "Answer",
    "Break",
    "Change",
    "Changed",
    "Choice",
    "Concerned",
    "Counts",
    "DeadEnd",
    "Difference",
    "Due",
    "End",
    "Entry",
    "Exceedance",
    "Exploration",
    "Instance",
    "Ledger",
    "Log",
    "Matcher",
    "Objection",
    "Outcome",
    "Owed",
    "Proof",
    "Remark",
    "Reopened",
    "RepairProgress",
    "Rhythm",
    "ScenarioResult",
    "StepProgress",
    "Summary",
    "Truth",
    "Walk",
    "concerned",
    "coverage",
    "dead_ends",
    "exceedances",
    "explore",
    "matches",
    "repair_progress",
    "replay",
    "resume",
    "run_scenarios",
    "what_if",
    "why_not",
]
