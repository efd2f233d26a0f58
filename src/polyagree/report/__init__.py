"""What a check found, written for people and for programs."""

from __future__ import annotations

from polyagree.report.faults import findings_of
from polyagree.report.json import render_json
from polyagree.report.text import render_faults, render_text

__all__ = ["findings_of", "render_faults", "render_json", "render_text"]
