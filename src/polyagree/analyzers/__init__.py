"""What agreements say and leave open, and why that tends to matter."""

from __future__ import annotations

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.registry import analyzers, explain, get, info, page
from polyagree.analyzers.run import check

__all__ = [
    "Analyzer",
    "Context",
    "Example",
    "Option",
    "analyzers",
    "check",
    "explain",
    "get",
    "info",
    "page",
]
