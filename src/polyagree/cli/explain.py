"""``polyagree explain``: what a code is about."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from polyagree.cli import output
from polyagree.cli.arguments import code
from polyagree.cli.exits import FINE
from polyagree.cli.options import add_config, add_plugins
from polyagree.cli.project import Project

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "say what a code finds, why it tends to matter, and show examples"
DESCRIPTION = (
    "Say what a code finds and why, with an example in which it does and one in which not."
)

_FAULTS = {
    "DOC001": """\
The document cannot be read: the file is not there, or it is not YAML, JSON or TOML.
YAML is read as plain data: without tags, anchors and aliases, one document in a
file, UTF-8.
""",
    "DOC002": """\
The document has a key that the format does not know. A misspelt key would
otherwise be passed over in silence, and what it says with it.
""",
    "DOC003": """\
The document names somebody or something that it does not define. People stand
under `people`, words of your own under `terms`, and a clause is named with its
agreement: `opening-up.late-nights`.
""",
    "DOC004": """\
The document holds a value that cannot be meant: of another kind than the key
asks for, out of its range, or in contradiction to what stands beside it.
""",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "code", metavar="CODE", type=code, help="a code such as PER105, or its name"
    )
    add_config(parser)
    add_plugins(parser)


def run(options: Namespace) -> int:
    """Print the explanation."""
    if options.code in _FAULTS:
        from polyagree.report.faults import FAULT_NAMES

        output.say(f"{options.code} {FAULT_NAMES[options.code]}\n\n{_FAULTS[options.code]}")
        return FINE
    from polyagree.analyzers.registry import explain, get
    from polyagree.report.cells import visible

    plugins = Project(options).plugins_for()
    output.say(explain(options.code, more=plugins.analyzers))
    origin = plugins.origin_of(get(options.code, more=plugins.analyzers).code)
    if origin is not None:
        output.say(f"\nIt comes from {visible(origin)}.\n")
    if sys.flags.optimize > 1:
        output.say("\nthe reason is a docstring, which Python leaves out under `-OO`\n")
    return FINE
