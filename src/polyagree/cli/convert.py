"""``polyagree convert``: the same document in another format."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from polyagree.cli import output
from polyagree.cli.arguments import one_of
from polyagree.cli.documents import STANDARD, Unreadable, read
from polyagree.cli.exits import FINE, UNUSABLE
from polyagree.cli.options import add_config, add_from
from polyagree.cli.project import Project
from polyagree.cli.saving import is_same, save

if TYPE_CHECKING:
    from polyagree.codec.files import Format
    from polyagree.model.polycule import Polycule
    from polyagree.model.term import Term

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write a document in another format"
DESCRIPTION = """\
Write a document in another format. Everything that the document says is kept;
comments and the layout of the text are not. Where IN and OUT are the same file, it
is brought to the newest version of the format in place, and comments stay.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("source", metavar="IN", help="a document, or - for standard input")
    parser.add_argument("target", metavar="OUT", help="a new file, or - for standard output")
    add_from(parser, source="IN is", named="by its name")
    parser.add_argument(
        "--to",
        metavar="FORMAT",
        type=one_of("yaml", "json", "toml"),
        help="what to write: yaml, json or toml (default: by the name of OUT)",
    )
    add_config(parser)
    parser.add_argument("--force", action="store_true", help="replace OUT if it exists")


def _in_place(polycule: Polycule, name: str, options: Namespace, *, terms: tuple[Term, ...]) -> int:
    """Bring a document to the newest version of the format, and keep its comments."""
    from polyagree.codec import update
    from polyagree.codec.files import decode, format_of, read_bytes
    from polyagree.errors import MissingExtra, NotKept
    from polyagree.report.cells import visible

    chosen = options.from_ or format_of(Path(name))
    if options.to not in (None, chosen):
        return output.refuse(
            f"`{name}` cannot be {options.to} and keep its name", help="name another file"
        )
    before = decode(read_bytes(Path(name)))
    try:
        folder = Path(name).parent
        after = update(before, polycule, format=chosen, folder=folder, terms=terms)
    except (MissingExtra, NotKept) as error:
        if not options.force:
            return output.refuse(
                error.message, help="`--force` writes it anew, without its comments"
            )
        return _anew(polycule, name, chosen, force=True)
    if after == before:
        output.say(f"{visible(name)} is in the newest version already\n")
        return FINE
    return save(after, name, force=True)


def _anew(polycule: Polycule, target: str, format: Format, *, force: bool) -> int:
    """Write a document with everything in it, and say so where it was not before."""
    from polyagree.codec import dumps
    from polyagree.errors import NotKept
    from polyagree.report.cells import visible

    try:
        text = dumps(polycule, format=format)
    except NotKept as error:
        return output.refuse(error.message)
    beside = () if polycule.source is None else polycule.source.all()[1:]
    names = ", ".join(visible(str(each.file)) for each in beside)
    if target == STANDARD:
        output.write_document(text)
        if names:
            output.complain(f"the events of {names} stand in it now\n")
        return FINE
    status = save(text, target, force=force)
    if names and status == FINE:
        output.say(f"the events of {names} stand in it now\n")
    return status


def run(options: Namespace) -> int:
    """Read the one, write the other."""
    from polyagree.codec.files import format_of

    source, target = options.source, options.target
    if source == STANDARD and options.from_ is None:
        return output.refuse("standard input has no name that says its format", help="add `--from`")
    if target == STANDARD and options.to is None:
        return output.refuse("standard output has no name that says its format", help="add `--to`")
    for name in (source, target):
        if Path(name).is_dir():
            return output.refuse(f"`{name}` is a folder", help="name one document")
    chosen = options.to or format_of(Path(target))
    terms = Project(options).terms_for(source)
    polycule = read(source, format=options.from_, terms=terms)
    if isinstance(polycule, Unreadable):
        output.show_faults(polycule.error, text=polycule.text)
        return UNUSABLE
    if target != STANDARD and is_same(source, target):
        return _in_place(polycule, target, options, terms=terms)
    return _anew(polycule, target, chosen, force=options.force)
