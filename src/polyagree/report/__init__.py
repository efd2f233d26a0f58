"""What a check found, written for people and for programs."""

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
from polyagree.report.faults import findings_of
from polyagree.report.github import render_github
from polyagree.report.json import render_json
from polyagree.report.sarif import render_sarif
from polyagree.report.text import render_faults, render_text

__all__ = [
    "Baseline",
    "Entry",
    "baseline_of",
    "findings_of",
    "marked",
    "read_baseline",
    "render_faults",
    "render_github",
    "render_json",
    "render_sarif",
    "render_text",
    "shrunk",
    "write_baseline",
]
