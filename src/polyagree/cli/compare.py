"""``polyagree compare``: how a new wording stands to an old one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import day
from polyagree.cli.documents import STANDARD
from polyagree.cli.exits import FINDINGS, FINE
from polyagree.cli.options import add_telling
from polyagree.cli.timelines import far_off, read_one

if TYPE_CHECKING:
    from polyagree.model.polycule import Polycule

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "say whether a new wording is stricter or looser than an old one"
DESCRIPTION = """\
Say of each clause, and of everything together, whether the new document asks for
the same, for more, for less, or for something else. Each difference is shown by
events that one of them allows and the other does not, and what is recorded is
held against both. A difference is no error, unless `--fail-on` names it.
"""

_VERDICTS = ("equivalent", "stricter", "looser", "incomparable", "unknown")
_ANY = frozenset(_VERDICTS) - {"equivalent"}


def _verdicts(text: str) -> frozenset[str]:
    """Return the verdicts that *text* lists with commas."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if words == ["any"]:
        return _ANY
    if words == ["none"]:
        return frozenset()
    if not {"any", "none"}.isdisjoint(words):
        raise ArgumentTypeError("`any` and `none` stand alone")
    for word in words:
        if word not in _VERDICTS:
            raise ArgumentTypeError(f"`{word}` is none of {', '.join(_VERDICTS)}, any or none")
    if not words:
        raise ArgumentTypeError("name a verdict such as looser, or any")
    return frozenset(words)


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("old", metavar="OLD", help="the one document, or - for standard input")
    parser.add_argument("new", metavar="NEW", help="the other one")
    add_telling(parser, source="both are", named="by their names")
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="compare the wordings in force on this day (default: the texts as they stand)",
    )
    parser.add_argument(
        "--fail-on",
        metavar="VERDICTS",
        type=_verdicts,
        default=frozenset(),
        help="exit with 1 if it is one of these, with commas; any: whatever is not equivalent"
        " (default: none)",
    )


def run(options: Namespace) -> int:
    """Say it."""
    if options.old == options.new == STANDARD:
        return output.refuse(
            "both documents are standard input", help="name a file for one of them"
        )
    found: list[Polycule] = []
    for name in (options.old, options.new):
        polycule = read_one(Namespace(**{**vars(options), "file": name}))
        if isinstance(polycule, int):
            return polycule
        refused = far_off(polycule, options.on, option="--on")
        if refused is not None:
            return output.refuse(refused.message, help=refused.help)
        found.append(polycule)
    return _compare(found[0], found[1], options)


def _compare(old: Polycule, new: Polycule, options: Namespace) -> int:
    from polyagree.consistency.compare import compare

    comparison = compare(old, new, on=options.on)
    if options.format == "json":
        from polyagree.report.comparison_json import render_comparison_json

        output.say(render_comparison_json(comparison, new))
    else:
        from polyagree.report.comparison import render_comparison

        output.say(
            render_comparison(
                comparison,
                old,
                new,
                color=output.colored(sys.stdout, options.color),
                width=output.width_of(sys.stdout),
            )
        )
    return FINDINGS if comparison.verdict in options.fail_on else FINE
