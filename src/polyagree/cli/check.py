"""``polyagree check``: read documents and say what may hurt."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import codes, day, one_of
from polyagree.cli.documents import Unreadable, called, find, read
from polyagree.cli.exits import FINDINGS, FINE, UNUSABLE

if TYPE_CHECKING:
    from polyagree.errors import DocumentError
    from polyagree.finding import Report

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "read documents and point at what may hurt"
DESCRIPTION = """\
Read documents and point at what may hurt, each finding with its place, its
reason and words that could be used instead.

Exit status: 0 if there is nothing at or above --fail-on, 1 if there is,
2 if something cannot be read.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a document, a folder of documents, or - for standard input",
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="the day to check for, as 2025-03-05 (default: today)",
    )
    parser.add_argument(
        "--select",
        metavar="CODES",
        type=codes,
        action="extend",
        default=[],
        help="run only these codes or families, as PER101,BRK",
    )
    parser.add_argument(
        "--ignore",
        metavar="CODES",
        type=codes,
        action="extend",
        default=[],
        help="leave these codes or families out",
    )
    parser.add_argument(
        "--fail-on",
        metavar="SEVERITY",
        type=one_of("note", "question", "concern", "never"),
        default="concern",
        help="exit with 1 from this severity on: note, question, concern or never"
        " (default: concern)",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        type=one_of("text", "json"),
        default="text",
        help="text or json (default: text)",
    )
    parser.add_argument(
        "--from",
        dest="from_",
        metavar="FORMAT",
        type=one_of("yaml", "json", "toml"),
        help="what the documents are written in: yaml, json or toml (default: by their"
        " names; standard input: json if it begins like it, else yaml)",
    )
    parser.add_argument(
        "--color",
        metavar="WHEN",
        type=one_of("auto", "always", "never"),
        default="auto",
        help="auto, always or never (default: auto)",
    )


def run(options: Namespace) -> int:
    """Check every document; one that cannot be read hides nothing of the others."""
    from polyagree.analyzers.registry import selected
    from polyagree.analyzers.run import check

    # A slip in a code is said before anything is read.
    selected(select=options.select, ignore=options.ignore)
    on = options.on or date.today()  # noqa: DTZ011  # a day as people count it, where they are
    reports: list[Report] = []
    unreadable: list[Unreadable] = []
    for name in find(options.paths):
        found = read(name, format=options.from_)
        if not isinstance(found, Unreadable):
            reports.append(check(found, on=on, select=options.select, ignore=options.ignore))
            continue
        unreadable.append(found)
        if options.format == "json":
            reports.append(_faults(name, found.error))
    report = _together(reports, on=on)
    if options.format == "json":
        from polyagree.report.json import render_json

        output.say(render_json(report))
    else:
        _show(report, unreadable, options)
    if unreadable:
        return UNUSABLE
    if options.fail_on == "never" or not report.at_least(options.fail_on):
        return FINE
    return FINDINGS


def _faults(name: str, error: DocumentError) -> Report:
    from polyagree.finding import Report
    from polyagree.report.faults import findings_of

    return Report(files=(called(name),), findings=findings_of(error))


def _together(reports: Sequence[Report], *, on: date) -> Report:
    from polyagree.finding import Report

    return Report(
        as_of=on,
        findings=tuple(finding for report in reports for finding in report.findings),
        files=tuple(file for report in reports for file in report.files),
        sources=tuple(source for report in reports for source in report.sources),
    )


def _show(report: Report, unreadable: Sequence[Unreadable], options: Namespace) -> None:
    from polyagree.finding import SEVERITIES
    from polyagree.report.text import render_text

    # What was found goes to standard output, what could not be read to the other one, last.
    if report.files:
        color = output.colored(sys.stdout, options.color)
        output.say(render_text(report, color=color, width=output.width_of(sys.stdout)))
        if report.findings and output.is_terminal(sys.stdout):
            gravest = max(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
            output.say(f"`polyagree explain {gravest.code}` tells why, and so for every code\n")
    for index, each in enumerate(unreadable):
        if index or report.files:
            output.complain("\n")
        output.show_faults(each.error, text=each.text, color=options.color)
