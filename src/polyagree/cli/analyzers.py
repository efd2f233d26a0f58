"""``polyagree analyzers``: which there are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.exits import FINE
from polyagree.cli.options import add_format

if TYPE_CHECKING:
    from polyagree.finding import AnalyzerInfo

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "list the analyzers with their codes"
DESCRIPTION = "List the analyzers: code, severity, the principle each stands on, and its name."


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_format(parser, "text", "json")


def run(options: Namespace) -> int:
    """Print the list."""
    from polyagree.analyzers.registry import info

    known = info()
    output.say(_json(known) if options.format == "json" else _text(known))
    return FINE


def _text(known: Sequence[AnalyzerInfo]) -> str:
    if not known:
        return ""
    severity = max(len(each.severity) for each in known)
    source = max(len(each.source) for each in known)
    lines: list[str] = []
    family = known[0].code[:3]
    for each in known:
        if each.code[:3] != family:
            lines.append("")
            family = each.code[:3]
        lines.append(
            f"{each.code}  {each.severity:{severity}}  {each.source:{source}}  {each.name}"
        )
        lines.append(f"        {each.summary}")
    return "\n".join(lines) + "\n"


def _json(known: Sequence[AnalyzerInfo]) -> str:
    import json

    from attrs import asdict

    return json.dumps([asdict(each) for each in known], indent=2) + "\n"
