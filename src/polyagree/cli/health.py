"""``polyagree health``: who is told after a result, and what safer-sex plans say."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import day, names
from polyagree.cli.exits import FINE
from polyagree.cli.replay import add_shared
from polyagree.cli.timelines import Refusal, far_off, read_one, unknown_person

if TYPE_CHECKING:
    from polyagree.clock import Duration
    from polyagree.model.polycule import Polycule

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "tell who hears of a result, and what the safer-sex plans say"
DESCRIPTION = """\
Tell after a positive result, or a barrier that failed, since when it matters, who
could have been exposed along which path, and who tells whom by what was agreed.
Without an event or a person: what each safer-sex plan says. Nothing here is
medical advice: what to test for, and how far back to look, is for a clinic.
"""

_MOST_EVENTS = 8
"""How many events are listed where none is near."""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    add_shared(parser)
    parser.add_argument(
        "--after", metavar="EVENT", help="a result, an exposure or a barrier that failed, by its id"
    )
    parser.add_argument(
        "--who",
        metavar="PEOPLE",
        type=names,
        help="from whom it begins (default: those in the event)",
    )
    parser.add_argument("--since", metavar="DATE", type=day, help="what counts begins on this day")
    parser.add_argument(
        "--window", metavar="TIME", type=_duration, help='so long before the event: "3 months"'
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="as of the end of this day (default: the last day on record)",
    )
    parser.add_argument(
        "--as", dest="viewer", metavar="PERSON", help="tell only what this person may see"
    )
    parser.add_argument(
        "--without-barrier", action="store_true", help="leave out what had a barrier"
    )


def run(options: Namespace) -> int:
    """Tell it."""
    polycule = read_one(options)
    if isinstance(polycule, int):
        return polycule
    refused = unknown_person(polycule, options.viewer)
    if refused is None:
        # Whatever is said, refusals too, is about what they may see.
        polycule = _shown(polycule, options)
        refused = _refused(polycule, options)
    if refused is not None:
        return output.refuse(refused.message, help=refused.help)
    if options.after is None and options.who is None:
        return _plans(polycule, options)
    from polyagree.errors import InvalidRecord, InvalidTime, UnknownName
    from polyagree.practice.who_to_tell import who_to_tell

    try:
        found = who_to_tell(
            polycule,
            after=options.after,
            who=options.who or (),
            since=options.since,
            window=options.window,
            on=options.on,
            viewer=options.viewer,
            barriers=not options.without_barrier,
        )
    except UnknownName as error:
        return output.refuse(error.message, help=error.help or _events(polycule, options))
    except InvalidRecord as error:
        return output.refuse(error.message, help=_HELP[error.field or ""])
    except InvalidTime as error:
        return output.refuse(f"`--window`: {error.message}", help="name a shorter time")
    if options.format == "json":
        from polyagree.report.health_json import render_who_to_tell_json

        output.say(render_who_to_tell_json(found))
        return FINE
    from polyagree.report.health import render_who_to_tell

    color, width = output.colored(sys.stdout, options.color), output.width_of(sys.stdout)
    output.say(render_who_to_tell(found, color=color, width=width))
    return FINE


_HELP = {
    "who": "name somebody with `--who`",
    "on": "name a later day with `--on`, or leave it out",
}


def _shown(polycule: Polycule, options: Namespace) -> Polycule:
    from polyagree.practice.seen_by import seen_by

    return seen_by(polycule, options.viewer, on=options.on).polycule


def _plans(polycule: Polycule, options: Namespace) -> int:
    from polyagree.practice.safer_sex import safer_sex_plans

    plans = safer_sex_plans(polycule, on=options.on)
    if options.format == "json":
        from polyagree.report.health_json import render_plans_json

        output.say(render_plans_json(plans))
        return FINE
    from polyagree.report.health import render_plans

    color, width = output.colored(sys.stdout, options.color), output.width_of(sys.stdout)
    output.say(render_plans(polycule, plans, color=color, width=width))
    return FINE


def _refused(polycule: Polycule, options: Namespace) -> Refusal | None:
    for name in options.who or ():
        if (refused := unknown_person(polycule, name)) is not None:
            return refused
    if options.window is not None and options.after is None:
        return Refusal("`--window` is a time before an event", "name the event with `--after`")
    if options.window is not None and options.since is not None:
        return Refusal("`--window` and `--since` stand side by side", "keep one of them")
    is_alone = options.after is None and options.who is None
    if is_alone and (options.since is not None or options.without_barrier):
        option = "--since" if options.since is not None else "--without-barrier"
        return Refusal(
            f"`{option}` needs an event or a person", "name one with `--after` or `--who`"
        )
    for option in ("since", "on"):
        far = far_off(polycule, getattr(options, option), option=f"--{option}")
        if far is not None:
            return far
    return None


def _events(polycule: Polycule, options: Namespace) -> str | None:
    """Return which events there are, where the person who looks may see all of them."""
    if options.viewer is not None:
        return None
    ids = [each.id for each in polycule.events if each.id is not None]
    if not ids:
        return "an event is named by its `id`, and none has one yet"
    listed = ", ".join(f"`{each}`" for each in ids[-_MOST_EVENTS:])
    return f"there are {listed}" + (", and others" if len(ids) > _MOST_EVENTS else "")


def _duration(text: str) -> Duration:
    from polyagree.clock import Duration
    from polyagree.errors import InvalidTime

    try:
        return Duration.parse(text)
    except InvalidTime as error:
        raise ArgumentTypeError(error.message) from None
