"""``polyagree analyzers``: which there are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.exits import FINE
from polyagree.cli.options import add_config, add_format, add_plugins
from polyagree.cli.project import Project

if TYPE_CHECKING:
    from polyagree.finding import AnalyzerInfo

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "list the analyzers with their codes"
DESCRIPTION = """\
List the analyzers: code, severity, what each stands on, its name, and the package that it comes
from where it is not polyagree itself.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_format(parser, "text", "json")
    add_config(parser)
    add_plugins(parser)


def run(options: Namespace) -> int:
    """Print the list."""
    from attrs import evolve

    from polyagree.analyzers.registry import info

    plugins = Project(options).plugins_for()
    known = tuple(
        evolve(each, origin=plugins.origin_of(each.code) or each.origin)
        for each in info(plugins.analyzers)
    )
    output.say(_json(known) if options.format == "json" else _text(known))
    return FINE


def _text(known: Sequence[AnalyzerInfo]) -> str:
    if not known:
        return ""
    severity = max(len(each.severity) for each in known)
    source = max(len(each.source) for each in known)
    lines: list[str] = []
    code = max(len(each.code) for each in known)
    family = _family(known[0])
    for each in known:
        if _family(each) != family:
            lines.append("")
            family = _family(each)
        theirs = "" if each.origin == known[0].origin else f"  ({each.origin})"
        lines.append(
            f"{each.code:{code}}  {each.severity:{severity}}  {each.source:{source}}"
            f"  {each.name}{theirs}"
        )
        lines.append(f"{'':{code}}  {each.summary}")
    return "\n".join(lines) + "\n"


def _family(each: AnalyzerInfo) -> str:
    return each.code.rstrip("0123456789")


def _json(known: Sequence[AnalyzerInfo]) -> str:
    import json

    from attrs import asdict

    return json.dumps([asdict(each) for each in known], indent=2) + "\n"
