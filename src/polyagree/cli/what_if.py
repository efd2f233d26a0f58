"""``polyagree what-if``: what would follow, if something happened or was not kept."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import day
from polyagree.cli.exits import FINE, UNUSABLE
from polyagree.cli.replay import add_shared
from polyagree.cli.timelines import far_off, read_one, unknown_clause, unknown_person

if TYPE_CHECKING:
    from polyagree.model.polycule import Polycule

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "say what would follow if something happened, or was not kept"
DESCRIPTION = """\
Say what would follow if a clause was not kept, or if something happened:
whether that would be fine, and what would have to be different so that it is.
Nothing is written to FILE.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_shared(parser)
    parser.add_argument(
        "--break", dest="clause", metavar="CLAUSE", help="a clause, a boundary or an agreement"
    )
    parser.add_argument(
        "--by", metavar="PERSON", help="with --break: who breaks it (default: whom it binds first)"
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="with --break: the day of it (default: the last day on record)",
    )
    parser.add_argument(
        "--event",
        dest="events",
        metavar="EVENT",
        action="append",
        default=[],
        help="something that may happen, as `{at: 2026-05-03T02:00, who: ana, act: late-night}`",
    )
    parser.add_argument(
        "--until",
        metavar="DATE",
        type=day,
        help="with --event: let time pass to the end of this day (default: the last day on"
        " record, or that of the events)",
    )


def run(options: Namespace) -> int:
    """Say it."""
    if options.clause and options.events:
        return output.refuse("`--break` and `--event` are two questions", help="ask one at a time")
    if not options.clause and not options.events:
        return output.refuse(
            "what if what?", help="name a clause with `--break`, or an event with `--event`"
        )
    for name, value, other, instead in (
        ("--by", options.by, not options.clause, "an event says `who` does it"),
        ("--on", options.on, not options.clause, "an event says `at` which time it is"),
        (
            "--until",
            options.until,
            not options.events,
            "with `--break`, every step is followed to its end; `--on` says on which day it begins",
        ),
    ):
        if value is not None and other:
            with_ = "--break" if options.events else "--event"
            return output.refuse(f"`{name}` goes with `{with_}`", help=instead)
    polycule = read_one(options)
    if isinstance(polycule, int):
        return polycule
    return _break(polycule, options) if options.clause else _events(polycule, options)


def _break(polycule: Polycule, options: Namespace) -> int:
    from polyagree.timeline.exploring import explore

    refused = (
        unknown_clause(polycule, options.clause)
        or unknown_person(polycule, options.by)
        or far_off(polycule, options.on, option="--on")
    )
    if refused is not None:
        return output.refuse(refused.message, help=refused.help)
    found = explore(polycule, on=options.on, clause=options.clause, by=options.by)
    why = ""
    if not found.walks:
        from polyagree.report.reasons import why_nothing_breaks

        on = options.on or polycule.last_day or dt.date(2000, 1, 1)
        why = why_nothing_breaks(polycule, options.clause, on, by=options.by)
    if options.format == "json":
        from polyagree.report.ledger_json import render_exploration_json

        output.say(render_exploration_json(found, polycule, clause=options.clause, why=why))
        return FINE
    from polyagree.report.what_if import render_exploration

    output.say(
        render_exploration(
            found,
            polycule,
            clause=options.clause,
            on=options.on,
            why=why,
            color=output.colored(sys.stdout, options.color),
            width=output.width_of(sys.stdout),
        )
    )
    return FINE


def _events(polycule: Polycule, options: Namespace) -> int:
    from attrs import evolve

    from polyagree.codec import parse_events
    from polyagree.errors import DocumentError
    from polyagree.timeline.what_if import what_if
    from polyagree.timeline.why_not import why_not

    try:
        events = parse_events(options.events, polycule, name="--event")
    except DocumentError as error:
        output.show_faults(error, text=None, color=options.color)
        return UNUSABLE
    for each in (options.until, *(event.day for event in events)):
        option = "--until" if each is options.until else "--event"
        refused = far_off(polycule, each, option=option)
        if refused is not None:
            return output.refuse(refused.message, help=refused.help)
    first = min((event.day for event in events), default=None)
    if options.until is not None and first is not None and options.until < first:
        return output.refuse(
            f"`--until` is {options.until}, before the event of {first}",
            help="leave `--until` out, or write a later day",
        )
    answers = tuple(
        why_not(evolve(polycule, events=(*polycule.events, *events[:number])), event)
        for number, event in enumerate(events)
    )
    difference = what_if(polycule, events, until=options.until)
    if options.format == "json":
        from polyagree.report.ledger_json import render_difference_json

        output.say(render_difference_json(answers, difference))
        return FINE
    from polyagree.report.what_if import render_difference

    output.say(
        render_difference(
            answers,
            difference,
            color=output.colored(sys.stdout, options.color),
            width=output.width_of(sys.stdout),
        )
    )
    return FINE
