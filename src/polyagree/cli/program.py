"""The program ``polyagree``: what goes in, what comes out, and how it ends."""

from __future__ import annotations

import sys

from polyagree.cli import output
from polyagree.cli.exits import INTERRUPTED, PIPE_CLOSED, UNUSABLE

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """
    Run the command line and return how it ended.

    Args:
        argv: The arguments; ``None``: those of the process.

    Returns:
        0 for nothing at or above ``--fail-on``, 1 for findings, 2 for bad usage
        or a document that cannot be read; 130 after Ctrl-C, 141 if nobody reads
        the output any longer, as other programs do.
    """
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        # What is still buffered may fail as well, and should do so here.
        output.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        output.give_up()
        return PIPE_CLOSED
    except OSError as error:
        output.give_up()
        try:
            output.refuse(output.sentence_of(error))
            output.flush()
        except OSError:
            # Nobody can be told; the status still says it.
            output.give_up()
        return UNUSABLE
    return status


def _run(argv: list[str]) -> int:
    # Ctrl-C may come while the commands are still being imported.
    from polyagree.cli.parser import parse

    try:
        options = parse(argv)
    except SystemExit as done:
        # argparse ends the program after a help text, or after bad usage.
        return done.code if isinstance(done.code, int) else UNUSABLE
    from polyagree.errors import (
        DocumentError,
        InvalidBaseline,
        MissingExtra,
        UnknownAnalyzer,
        UnknownFormat,
    )

    try:
        status: int = options.run(options)
    except UnknownAnalyzer as error:
        return output.refuse(error.message, help=error.help or "`polyagree analyzers` lists them")
    except DocumentError as error:
        # Of documents each command tells by itself; this is what the project says.
        from polyagree.cli.project import text_of

        output.show_faults(error, text=text_of(error))
        return UNUSABLE
    except (InvalidBaseline, UnknownFormat) as error:
        return output.refuse(error.message, help=error.help)
    except MissingExtra as error:
        return output.refuse(error.message)
    return status
