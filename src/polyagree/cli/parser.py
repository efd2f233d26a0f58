"""The commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import NoReturn

from polyagree.cli import (
    analyzers,
    check,
    compare,
    convert,
    drift,
    explain,
    health,
    new,
    output,
    read,
    repair,
    replay,
    schema,
    view,
    what_if,
)
from polyagree.cli.exits import FINE, UNUSABLE

__all__ = ["parse"]

_COMMANDS = {
    "check": check,
    "read": read,
    "replay": replay,
    "what-if": what_if,
    "drift": drift,
    "compare": compare,
    "health": health,
    "repair": repair,
    "explain": explain,
    "analyzers": analyzers,
    "new": new,
    "convert": convert,
    "view": view,
    "schema": schema,
}


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """
    Return the options that *argv* asks for; ``run`` among them is the command.

    Raises:
        SystemExit: After a help text or the version, and when *argv* cannot be meant.
    """
    parser, commands = _parsers()
    if not argv:
        output.complain(parser.format_help())
        raise SystemExit(UNUSABLE)
    word = next((each for each in argv if not each.startswith("-")), None)
    if word is not None and word not in commands:
        parser.error(f"unknown command `{word}`{_nearest(word, commands)}")
    options, unknown = parser.parse_known_args(argv)
    # Whether the mark that ends the options is among them depends on Python's version.
    rest = [each for each in unknown if each != "--"]
    if options.command is None:
        parser.error(_unexpected(rest[0], parser) if rest else "which command?")
    if rest:
        command = commands[options.command]
        rest = _placed(rest, command, options)
        if rest:
            command.error(_unexpected(rest[0], command))
    return options


def _placed(
    rest: list[str], command: argparse.ArgumentParser, options: argparse.Namespace
) -> list[str]:
    """
    Return what is left of *rest* once it has filled what may be left out.

    Before Python 3.12, argparse takes such an argument for left out if an option stands before it.
    """
    optional = [
        action
        for action in command._actions  # noqa: SLF001  # argparse has no public list of them
        if action.nargs == "?" and not action.option_strings
        if getattr(options, action.dest) == action.default
    ]
    left = iter(rest)
    for action, word in zip(optional, left, strict=False):
        if word.startswith("-") and word != "-":
            return [word, *left]
        setattr(options, action.dest, word)
    return [*left]


class _Parser(argparse.ArgumentParser):
    """One that says what is wrong in a sentence, and leaves the usage to ``--help``."""

    def error(self, message: str) -> NoReturn:
        output.refuse(message, help=f"`{self.prog} --help` shows what there is")
        raise SystemExit(UNUSABLE)

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002  # stdout
        # Only help comes here; argparse would let a closed pipe pass or not, as its version is.
        output.say(message)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """One that keeps an option, or a command, on one line with what it does."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26)
        # Its own measure leaves out how far a command is indented.
        self._action_max_length = 14


class _Version(argparse.Action):
    def __call__(self, *_: object, **__: object) -> NoReturn:
        # Asking the installation takes as long as everything else here.
        from importlib.metadata import PackageNotFoundError, version

        try:
            output.say(f"polyagree {version('polyagree')}\n")
        except PackageNotFoundError:
            output.say("polyagree, run from its source without being installed\n")
        raise SystemExit(FINE)


def _parsers() -> tuple[_Parser, dict[str, _Parser]]:
    parser = _Parser(
        prog="polyagree",
        description="Read, check and understand the agreements of a polycule.",
        epilog="Nothing that you check leaves your machine.",
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
    subparsers = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", parser_class=_Parser
    )
    commands = {}
    for name, module in _COMMANDS.items():
        command = subparsers.add_parser(
            name,
            help=module.SUMMARY,
            description=module.DESCRIPTION,
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
        commands[name] = command
    return parser, commands


def _unexpected(argument: str, parser: argparse.ArgumentParser) -> str:
    if not argument.startswith("-"):
        return f"unexpected argument `{argument}`"
    option = argument.partition("=")[0]
    known = [
        each
        for action in parser._actions  # noqa: SLF001  # argparse has no public list of them
        for each in action.option_strings
    ]
    return f"unknown option `{option}`{_nearest(option, known)}"


def _nearest(word: str, known: Iterable[str]) -> str:
    # Only a slip needs it, and it is slow to import.
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1)
    return f"; did you mean `{found[0]}`?" if found else ""
