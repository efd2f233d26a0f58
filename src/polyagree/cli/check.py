"""``polyagree check``: read documents and say what may hurt."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import codes, day, one_of, seconds
from polyagree.cli.documents import Unreadable, called, find, read
from polyagree.cli.exits import FINDINGS, FINE, UNUSABLE
from polyagree.cli.options import add_color, add_config, add_format, add_from, add_plugins
from polyagree.cli.project import Project
from polyagree.cli.timelines import unknown_person

if TYPE_CHECKING:
    from polyagree.analyzers.base import Analyzer
    from polyagree.analyzers.config import Config, FailOn
    from polyagree.errors import AnalyzerFailed, DocumentError
    from polyagree.finding import Report
    from polyagree.model.polycule import Polycule

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

#: What only a document can say, and prose has no words for.
_DECLARED = frozenset({"UND604"})
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
        "--as",
        dest="viewer",
        metavar="PERSON",
        help="check what this person may see, and nothing else",
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
        "--scenarios",
        action="store_true",
        default=None,
        help="let what stands under `scenarios` happen, and compare what follows with what"
        " is expected",
    )
    parser.add_argument(
        "--solver-seconds",
        metavar="N",
        type=seconds,
        help="look no longer than this, in each document, for what nobody could keep together;"
        " a note says what was left, and 0 leaves it all out (default: 5)",
    )
    parser.add_argument(
        "--fail-on",
        metavar="SEVERITY",
        type=one_of("note", "question", "concern", "never"),
        help="exit with 1 from this severity on: note, question, concern or never"
        " (default: concern)",
    )
    add_format(parser, "text", "json", "sarif", "github")
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="mark what this file knows; it does not count, and is not left out",
    )
    parser.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="write what is found to FILE; where FILE is there, only take out what is gone",
    )
    add_from(
        parser,
        source="the documents are",
        named="by their names; standard input: json if it begins like it, else yaml",
        with_prose=True,
    )
    add_config(parser)
    add_plugins(parser)
    add_color(parser)


def run(options: Namespace) -> int:
    """Check every document; one that cannot be read hides nothing of the others."""
    from polyagree.analyzers.run import check
    from polyagree.cli.prose import complain_of

    if options.viewer is not None and (options.baseline or options.write_baseline):
        return output.refuse(
            "a baseline is about the whole document, and `--as` about a part of it",
            help="leave one of them out",
        )
    names = tuple(find(options.paths))
    project = Project(options)
    # A slip in a code, or in a configuration, is said before anything is read.
    more = project.plugins_for(names).analyzers
    configs = {name: _config(project, name, options, more) for name in names}
    baseline = None
    if options.baseline is not None:
        from polyagree.report.baseline import read_baseline

        baseline = read_baseline(options.baseline)
    on = options.on or date.today()  # noqa: DTZ011  # a day as people count it, where they are
    reports: list[Report] = []
    unreadable: list[Unreadable] = []
    tell = _telling(set())
    for name in names:
        terms = configs[name].terms
        found = read(name, format=options.from_, with_norms=False, terms=terms)
        if not isinstance(found, Unreadable):
            refused = unknown_person(found, options.viewer)
            if refused is not None:
                return output.refuse(f"{called(name)}: {refused.message}", help=refused.help)
            is_prose = _reads_prose(name, options)
            if is_prose:
                complain_of(found, called(name))
            report = check(
                found if options.viewer is None else _seen(found, options.viewer, on),
                on=on,
                ignore=sorted(_DECLARED - {*configs[name].select}) if is_prose else (),
                scenarios=options.scenarios,
                solver_seconds=options.solver_seconds,
                config=configs[name],
                more=more,
                on_failure=tell,
            )
            reports.append(report if options.viewer is None else _without_places(report, name))
            continue
        unreadable.append(found)
        if options.format != "text":
            reports.append(_faults(name, found.error))
    report = _together(reports, on=on)
    codes = _codes(configs, options, more)
    if options.write_baseline is not None:
        return _write_baseline(report, options.write_baseline, codes, has_faults=bool(unreadable))
    if baseline is not None:
        from polyagree.report.baseline import marked

        report = marked(report, baseline, codes=codes)
    if options.format == "text":
        _show(report, unreadable, options)
    else:
        output.say(_rendered(report, options, more))
    if unreadable:
        return UNUSABLE
    fail_on = {called(name): config.fail_on for name, config in configs.items()}
    return FINDINGS if _fails(report, fail_on, options.fail_on) else FINE


def _config(project: Project, name: str, options: Namespace, more: Sequence[Analyzer]) -> Config:
    """Return with what a document is checked: what is said here comes before the file."""
    from polyagree.analyzers.registry import selected

    config = project.config_for(name, more=more)
    config = config.asked_for(select=options.select, ignore=options.ignore)
    selected(select=config.select, ignore=config.ignore, more=more)
    return config


def _telling(told: set[str]) -> Callable[[AnalyzerFailed], None]:
    """Return what says once of each analyzer of others that it gave no answer."""

    def tell(error: AnalyzerFailed) -> None:
        if error.code not in told:
            told.add(error.code)
            output.complain(f"polyagree: {error.message}, so it is left out\n")

    return tell


def _codes(
    configs: dict[str, Config], options: Namespace, more: Sequence[Analyzer]
) -> frozenset[str]:
    """Return the codes that ran in every document: of others, nothing is known to be gone."""
    from polyagree.analyzers.registry import selected

    ran = [
        frozenset(
            each.code
            for each in selected(
                select=config.select,
                ignore=(*config.ignore, *config.ignored_in(called(name))),
                scenarios=config.scenarios if options.scenarios is None else options.scenarios,
                more=more,
            )
        )
        for name, config in configs.items()
    ]
    return frozenset.intersection(*ran) if ran else frozenset()


def _fails(report: Report, by_document: dict[str, FailOn], asked: FailOn | None) -> bool:
    """Return whether something counts, by what is asked for or else by each document's own."""
    from polyagree.finding import SEVERITIES

    for each in report.findings:
        lowest = asked or by_document.get(each.document or "", "concern")
        if (
            lowest != "never"
            and each.counts
            and each.severity in SEVERITIES[SEVERITIES.index(lowest) :]
        ):
            return True
    return False


def _seen(polycule: Polycule, viewer: str, on: date) -> Polycule:
    from polyagree.privacy.view import view_as

    return view_as(polycule, viewer, on=on)


def _without_places(report: Report, name: str) -> Report:
    """Return *report* on a part of a document, which has the name of the whole."""
    from attrs import evolve

    findings = tuple(evolve(each, document=called(name)) for each in report.findings)
    return evolve(report, findings=findings, files=(called(name),))


def _reads_prose(name: str, options: Namespace) -> bool:
    from polyagree.cli.prose import is_prose

    return options.from_ == "prose" or (options.from_ is None and is_prose(name))


def _rendered(report: Report, options: Namespace, more: Sequence[Analyzer]) -> str:
    """Return the report for programs. Each form brings what it needs."""
    if options.format == "sarif":
        from polyagree.report.sarif import render_sarif

        return render_sarif(report, is_compared=options.baseline is not None, more=more)
    if options.format == "github":
        from polyagree.report.github import render_github

        return render_github(report)
    from polyagree.report.json import render_json

    return render_json(report)


def _write_baseline(report: Report, name: str, codes: frozenset[str], *, has_faults: bool) -> int:
    from polyagree.report.baseline import baseline_of, read_baseline, shrunk, write_baseline
    from polyagree.report.cells import visible

    if has_faults:
        return output.refuse(
            "a document cannot be read, so no baseline is written", help="mend it first"
        )
    is_there = os.path.lexists(name)
    if is_there:
        before = read_baseline(name)
        made = shrunk(before, report, codes=codes)
        gone = sum(each.count for each in before.entries) - sum(each.count for each in made.entries)
    else:
        folder = os.path.dirname(name) or "."  # noqa: PTH120  # a name as it was given
        made = baseline_of(report, folder=folder)
        gone = 0
    try:
        write_baseline(made, name)
    except (OSError, RuntimeError) as error:
        return output.refuse(f"`{name}` cannot be written: {output.reason_of(error)}")
    count = sum(each.count for each in made.entries)
    fewer = f", {gone} fewer" if is_there else ""
    output.say(f"wrote {visible(name)}: {count} in the baseline{fewer}\n")
    return FINE


def _faults(name: str, error: DocumentError) -> Report:
    from polyagree.finding import Report
    from polyagree.report.faults import findings_of

    return Report(files=(called(name),), findings=findings_of(error, document=called(name)))


def _together(reports: Sequence[Report], *, on: date) -> Report:
    from polyagree.finding import Report

    return Report(
        as_of=on,
        findings=tuple(finding for report in reports for finding in report.findings),
        files=tuple(file for report in reports for file in report.files),
        coverage=tuple(each for report in reports for each in report.coverage),
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
