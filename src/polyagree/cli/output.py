"""The only place that prints."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from polyagree.cli.exits import UNUSABLE

if TYPE_CHECKING:
    from polyagree.errors import DocumentError

__all__ = [
    "colored",
    "complain",
    "flush",
    "give_up",
    "is_terminal",
    "reason_of",
    "refuse",
    "say",
    "sentence_of",
    "show_faults",
    "width_of",
    "write_document",
]


def say(text: str) -> None:
    """Print *text*, which is a result."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """Print *text*, which is no result."""
    if sys.stdout is not None:
        # Where both go to one terminal, they come in the order in which they were said.
        sys.stdout.flush()
    _write(sys.stderr, text)


def refuse(message: str, *, help: str | None = None) -> int:
    """Say why nothing was done; return how the program ends then."""
    from polyagree.report.cells import visible

    hint = "" if help is None else f"\n  help: {visible(help)}"
    complain(f"polyagree: {visible(message)}{hint}\n")
    return UNUSABLE


def show_faults(error: DocumentError, *, text: str | None, color: str = "auto") -> None:
    """Say what is wrong with a document."""
    from polyagree.report.text import render_faults

    complain(
        render_faults(
            error,
            text=text,
            color=colored(sys.stderr, color),
            width=width_of(sys.stderr),
        )
    )


def write_document(text: str) -> None:
    """Print a document: as it would stand in a file, except on a terminal."""
    stream = sys.stdout
    buffer = getattr(stream, "buffer", None)
    if is_terminal(stream) or buffer is None:
        from polyagree.report.cells import visible

        say("\n".join(visible(line) for line in text.split("\n")))
        return
    # Whatever the terminal's encoding is, documents are UTF-8.
    stream.flush()
    buffer.write(text.encode())
    buffer.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a person looks at *stream*."""
    return stream is not None and stream.isatty()


def colored(stream: TextIO | None, choice: str) -> bool:
    """Return whether *stream* gets colours: by *choice*, else if it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def width_of(stream: TextIO | None) -> int | None:
    """Return how many columns *stream* has; ``None`` if it is no terminal."""
    if not is_terminal(stream):
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def reason_of(error: OSError | RuntimeError) -> str:
    """Return what the system said, as a part of a sentence of ours."""
    said = getattr(error, "strerror", None) or str(error) or "the system refused"
    return said[0].lower() + said[1:]


def sentence_of(error: OSError) -> str:
    """Return what the system said, and of which file."""
    reason = reason_of(error)
    return reason if error.filename is None else f"{reason}: `{error.filename}`"


def flush() -> None:
    """Bring everything to where it goes, so that what fails does so while somebody listens."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def give_up() -> None:
    """Let what could not be written go, or the interpreter would try again when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        # The process was started without it.
        return
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
