"""``polyagree read``: what a text says, clause by clause."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from polyagree.cli import output
from polyagree.cli.arguments import names
from polyagree.cli.documents import STANDARD, called, standard_input
from polyagree.cli.exits import FINE, UNUSABLE
from polyagree.cli.options import add_color, add_format
from polyagree.cli.prose import text_of

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "say what a text that people wrote means, or make a document of it"
DESCRIPTION = """\
Read Markdown, plain text or a conversation: each clause with what it is, how sure
that is, and the words that decided it. With `--format yaml` it becomes a document to
edit, with every sentence kept.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", metavar="FILE", help="a text, or - for standard input")
    parser.add_argument(
        "--people",
        metavar="NAMES",
        type=names,
        default=(),
        help="who takes part, as Ana,Ben, where the text does not name them",
    )
    add_format(parser, "text", "json", "yaml")
    add_color(parser)


def run(options: Namespace) -> int:
    """Read the text, and say it in the form that is asked for."""
    from polyagree.errors import DocumentError
    from polyagree.text.documents import document_of
    from polyagree.text.drafts import draft

    name = called(options.file)
    given = standard_input() if options.file == STANDARD else text_of(options.file)
    if isinstance(given, DocumentError):
        output.show_faults(given, text=None, color=options.color)
        return UNUSABLE
    try:
        if options.format == "yaml":
            from polyagree.codec import dumps

            output.write_document(dumps(draft(given, people=options.people, name=name)))
            return FINE
        document = document_of(given, people=options.people, name=name)
    except DocumentError as error:
        output.show_faults(error, text=None, color=options.color)
        return UNUSABLE
    if options.format == "json":
        from polyagree.report.readings_json import render_readings_json

        output.say(render_readings_json(document, file=name))
        return FINE
    from polyagree.report.readings import render_readings

    color = output.colored(sys.stdout, options.color)
    output.say(render_readings(document, file=name, color=color, width=output.width_of(sys.stdout)))
    return FINE
