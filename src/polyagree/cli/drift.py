"""``polyagree drift``: whether practice has moved away from what was agreed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from polyagree.cli import output
from polyagree.cli.arguments import day
from polyagree.cli.exits import FINE
from polyagree.cli.replay import add_shared
from polyagree.cli.timelines import read_one

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "tell whether practice has moved away from what was agreed"
DESCRIPTION = """\
Tell for each limit how much of it is used, where it was exceeded, and whether the
pattern has changed, with how rarely that is said by mistake. Then how duties that
come again are kept, how people say it feels, and how the wording moved. A pattern
that has changed is no error: the exit status is 0 if the document could be read.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_shared(parser)
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="as of the end of this day (default: the last day on record)",
    )
    parser.add_argument("--clause", metavar="NAME", help="only this clause, boundary or agreement")
    parser.add_argument(
        "--false-alarm",
        metavar="WORDS",
        default="1 in 10 years",
        help='how rare a false alarm about a limit is (default: "1 in 10 years")',
    )


def run(options: Namespace) -> int:
    """Tell it."""
    from polyagree.errors import InvalidSeries
    from polyagree.practice.table import table

    polycule = read_one(options, day="on")
    if isinstance(polycule, int):
        return polycule
    try:
        found = table(polycule, on=options.on, false_alarm=options.false_alarm)
    except InvalidSeries as error:
        return output.refuse(error.message, help=error.help)
    if options.format == "json":
        from polyagree.report.drift_json import render_drift_json

        output.say(render_drift_json(found, clause=options.clause))
        return FINE
    from polyagree.report.drift import render_drift

    output.say(
        render_drift(
            found,
            clause=options.clause,
            color=output.colored(sys.stdout, options.color),
            width=output.width_of(sys.stdout),
        )
    )
    return FINE
