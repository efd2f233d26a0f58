"""What a check found and what a replay says, written for people and for programs."""

from __future__ import annotations

from polyagree.report.baseline import (
    Baseline,
    Entry,
    baseline_of,
    marked,
    read_baseline,
    shrunk,
    write_baseline,
)
from polyagree.report.comparison import render_comparison
from polyagree.report.comparison_json import render_comparison_json
from polyagree.report.faults import findings_of
from polyagree.report.github import render_github
from polyagree.report.json import render_json
from polyagree.report.ledger import render_ledger
from polyagree.report.ledger_json import (
    render_difference_json,
    render_exploration_json,
    render_ledger_json,
)
from polyagree.report.reasons import why_nothing_breaks
from polyagree.report.repair_plan import render_repair_plan
from polyagree.report.repairs import render_repairs
from polyagree.report.sarif import render_sarif
from polyagree.report.text import render_faults, render_text
from polyagree.report.what_if import render_difference, render_exploration

__all__ = [
    "Baseline",
    "Entry",
    "baseline_of",
    "findings_of",
    "marked",
    "read_baseline",
    "render_comparison",
    "render_comparison_json",
    "render_difference",
    "render_difference_json",
    "render_exploration",
    "render_exploration_json",
    "render_faults",
    "render_github",
    "render_json",
    "render_ledger",
    "render_ledger_json",
    "render_repair_plan",
    "render_repairs",
    "render_sarif",
    "render_text",
    "shrunk",
    "why_nothing_breaks",
    "write_baseline",
]
