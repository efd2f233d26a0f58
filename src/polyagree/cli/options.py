"""The options that several commands take, each with one name and one help."""

from __future__ import annotations

from argparse import ArgumentParser

from polyagree.cli.arguments import one_of

__all__ = ["add_color", "add_config", "add_format", "add_from", "add_plugins", "add_telling"]


def add_telling(parser: ArgumentParser, *, source: str, named: str) -> None:
    """
    Say what a command takes that reads documents and tells of them, to people or programs.

    Args:
        parser: Of the command.
        source: What it reads, and whether that is one: ``FILE is``.
        named: What says in which format that is, unless it is said.
    """
    add_format(parser, "text", "json")
    add_from(parser, source=source, named=named)
    add_config(parser)
    add_color(parser)


def add_format(parser: ArgumentParser, *formats: str) -> None:
    """Add ``--format``; the first of *formats* is the default."""
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        type=one_of(*formats),
        default=formats[0],
        help=f"{', '.join(formats[:-1])} or {formats[-1]} (default: {formats[0]})",
    )


def add_from(parser: ArgumentParser, *, source: str, named: str, with_prose: bool = False) -> None:
    """Add ``--from``, what *source* written in; by default *named* says it."""
    formats = ("yaml", "json", "toml", *(("prose",) if with_prose else ()))
    parser.add_argument(
        "--from",
        dest="from_",
        metavar="FORMAT",
        type=one_of(*formats),
        help=f"what {source} written in: {', '.join(formats[:-1])} or {formats[-1]} "
        f"(default: {named})",
    )


def add_color(parser: ArgumentParser) -> None:
    """Add ``--color``."""
    parser.add_argument(
        "--color",
        metavar="WHEN",
        type=one_of("auto", "always", "never"),
        default="auto",
        help="auto, always or never (default: auto)",
    )


def add_config(parser: ArgumentParser) -> None:
    """Add ``--config`` and ``--no-config``."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="the configuration (default: the nearest polyagree.toml or pyproject.toml, from the"
        " folder of the document upwards)",
    )
    parser.add_argument("--no-config", action="store_true", help="look for no configuration")


def add_plugins(parser: ArgumentParser) -> None:
    """Add ``--no-plugins``."""
    parser.add_argument(
        "--no-plugins", action="store_true", help="leave out analyzers that others wrote"
    )
