"""``polyagree repair``: a plan after a break, to be edited, and how far people are with it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import day
from polyagree.cli.exits import FINE
from polyagree.cli.options import add_color, add_config, add_from
from polyagree.cli.saving import is_same, save
from polyagree.cli.timelines import far_off, read_one, unknown_person

if TYPE_CHECKING:
    from polyagree.errors import UnknownName
    from polyagree.model.polycule import Polycule

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "draft a plan after a break, to be edited, or tell how far repairs are"
DESCRIPTION = """\
Without BREACH, tell how far each repair of the document is, and what has none. With it,
draft a plan for what is to follow a breach, from what the document says: whom it
affects, what you agreed on for after a break, when your next check-in is, beside
which clauses a safeguard would stand. It is YAML with remarks, for people to edit,
and belongs under `repairs` of the document, which stays as it is.
"""

_MOST_NAMES = 8


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", metavar="FILE", help="a document, or - for standard input")
    parser.add_argument(
        "breach",
        metavar="BREACH",
        nargs="?",
        help="one of those under `breaches`, which no repair mends",
    )
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="as of this day, as 2025-03-05 (default: today)"
    )
    parser.add_argument(
        "--as", dest="viewer", metavar="PERSON", help="rest on what this person may see, alone"
    )
    parser.add_argument("--output", metavar="PATH", help="write it to this file")
    parser.add_argument("--force", action="store_true", help="replace PATH if it exists")
    add_from(parser, source="FILE is", named="by its name")
    add_config(parser)
    add_color(parser)


def run(options: Namespace) -> int:
    """Draft it, or tell how far they are."""
    from polyagree.privacy.view import view_as

    if options.breach is not None and Path(options.breach).is_file():
        return output.refuse(
            f"`{options.breach}` is a file, and a plan is for one breach of one document",
            help="name one document and one breach, as `polyagree repair us.yaml told-late`",
        )
    polycule = read_one(options)
    if isinstance(polycule, int):
        return polycule
    refused = unknown_person(polycule, options.viewer)
    on = options.on or date.today()  # noqa: DTZ011  # a day as people count it, where they are
    if refused is None and options.viewer is not None:
        polycule = view_as(polycule, options.viewer, on=on)
    refused = refused or far_off(polycule, options.on, option="--on")
    if refused is not None:
        return output.refuse(refused.message, help=refused.help)
    return _tell(polycule, options, on) if options.breach is None else _draft(polycule, options, on)


def _tell(polycule: Polycule, options: Namespace, on: date) -> int:
    from polyagree.report.repairs import render_repairs

    if options.output is not None:
        return output.refuse(
            "`--output` is where a plan goes", help="name a breach, or leave `--output` out"
        )
    color, width = output.colored(sys.stdout, options.color), output.width_of(sys.stdout)
    output.say(render_repairs(polycule, on=on, color=color, width=width))
    return FINE


def _draft(polycule: Polycule, options: Namespace, on: date) -> int:
    from polyagree.errors import InvalidRecord, UnknownName
    from polyagree.practice.plans import plan_repair
    from polyagree.report.repair_plan import render_repair_plan

    if options.output is not None and is_same(options.file, options.output):
        return output.refuse(
            f"`{options.output}` is the document itself, and a plan is a part of it",
            help="name another file, and put it under `repairs` of the document",
        )
    try:
        text = render_repair_plan(polycule, plan_repair(polycule, options.breach, on=on), on=on)
    except UnknownName as error:
        return output.refuse(error.message, help=_which(polycule, error, options.viewer))
    except InvalidRecord as error:
        return output.refuse(error.message, help=error.help)
    if options.output is None:
        output.write_document(text)
        return FINE
    return save(text, options.output, force=options.force)


def _which(polycule: Polycule, error: UnknownName, viewer: str | None) -> str:
    """Return the nearest name there is, else which there are."""
    if error.help is not None:
        return error.help
    names = [f"`{each.id}`" for each in polycule.breaches]
    if not names and viewer is not None:
        return f"`{viewer}` sees none"
    if not names:
        return "the document has none yet: write what was not kept under `breaches`"
    others = ", and others" if len(names) > _MOST_NAMES else ""
    return f"there are {', '.join(names[:_MOST_NAMES])}{others}"
