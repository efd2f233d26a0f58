"""``polyagree replay``: what happened, held against what was agreed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from polyagree.cli import output
from polyagree.cli.arguments import day
from polyagree.cli.exits import FINE
from polyagree.cli.options import add_telling
from polyagree.cli.timelines import read_one

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "add_shared", "run"]

SUMMARY = "tell day by day what became of what was agreed"
DESCRIPTION = """\
Tell day by day what is recorded, held against what was agreed: what was kept or
broken, what followed, what is still to be done. A clause that was broken is no
error: the exit status is 0 if the document could be read.
"""

_DAYS = 30
"""How many days on which something is recorded are told, unless all are asked for."""


def add_shared(parser: ArgumentParser) -> None:
    """Say what every command takes that asks a timeline."""
    parser.add_argument("file", metavar="FILE", help="a document, or - for standard input")
    add_telling(parser, source="FILE is", named="by its name")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_shared(parser)
    parser.add_argument(
        "--until",
        metavar="DATE",
        type=day,
        help="let time pass to the end of this day (default: the last day on record)",
    )
    parser.add_argument("--clause", metavar="NAME", help="only this clause, boundary or agreement")
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"every day (default: the last {_DAYS} on which something is recorded)",
    )


def run(options: Namespace) -> int:
    """Tell it."""
    from polyagree.timeline.ledger import replay

    polycule = read_one(options, day="until")
    if isinstance(polycule, int):
        return polycule
    ledger = replay(polycule, until=options.until)
    if options.format == "json":
        from polyagree.report.ledger_json import render_ledger_json

        output.say(render_ledger_json(ledger, clause=options.clause))
        return FINE
    from polyagree.report.ledger import render_ledger

    output.say(
        render_ledger(
            ledger,
            clause=options.clause,
            days=None if options.all else _DAYS,
            color=output.colored(sys.stdout, options.color),
            width=output.width_of(sys.stdout),
        )
    )
    return FINE
