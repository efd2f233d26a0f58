"""``polyagree view``: a document with what one person may see."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from polyagree.cli import output
from polyagree.cli.arguments import day, one_of
from polyagree.cli.documents import STANDARD, Unreadable, read
from polyagree.cli.exits import FINE, UNUSABLE
from polyagree.cli.options import add_config, add_from
from polyagree.cli.project import Project
from polyagree.cli.saving import is_same, save
from polyagree.cli.timelines import unknown_person

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write a document with what one person may see"
DESCRIPTION = """\
Write another document, with what one person may see of the first and nothing else.
Comments are not in it. Texts are as they were written, and so are names in them.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", metavar="FILE", help="a document, or - for standard input")
    parser.add_argument("person", metavar="PERSON", help="the id of whoever looks")
    parser.add_argument(
        "target",
        metavar="OUT",
        nargs="?",
        default=STANDARD,
        help="a new file, or - for standard output (the default)",
    )
    parser.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="the day on which they look, as 2025-03-05 (default: today)",
    )
    add_from(parser, source="FILE is", named="by its name; standard input: as for check")
    parser.add_argument(
        "--to",
        metavar="FORMAT",
        type=one_of("yaml", "json", "toml"),
        help="what to write: yaml, json or toml (default: by the name of OUT, else yaml)",
    )
    parser.add_argument("--force", action="store_true", help="replace OUT if it exists")
    add_config(parser)


def run(options: Namespace) -> int:
    """Read the whole, write the part."""
    from polyagree.codec import dumps
    from polyagree.codec.files import format_of
    from polyagree.errors import NotKept
    from polyagree.privacy.view import view_as

    target = options.target
    if Path(options.file).is_dir():
        return output.refuse(f"`{options.file}` is a folder", help="name one document")
    if target != STANDARD and is_same(options.file, target):
        return output.refuse(
            f"`{target}` is the document itself, and a view is a part of it",
            help="name another file",
        )
    chosen = options.to or ("yaml" if target == STANDARD else format_of(Path(target)))
    terms = Project(options).terms_for(options.file)
    polycule = read(options.file, format=options.from_, terms=terms)
    if isinstance(polycule, Unreadable):
        output.show_faults(polycule.error, text=polycule.text)
        return UNUSABLE
    refused = unknown_person(polycule, options.person)
    if refused is not None:
        return output.refuse(refused.message, help=refused.help)
    on = options.on or date.today()  # noqa: DTZ011  # a day as people count it, where they are
    try:
        text = dumps(view_as(polycule, options.person, on=on), format=chosen)
    except NotKept as error:
        return output.refuse(error.message)
    if target == STANDARD:
        output.write_document(text)
        return FINE
    return save(text, target, force=options.force)
