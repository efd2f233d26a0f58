"""Writing a file, never over another one unasked."""

from __future__ import annotations

import os
from pathlib import Path

from polyagree.cli import output
from polyagree.cli.documents import STANDARD
from polyagree.cli.exits import FINE

__all__ = ["is_same", "save"]


def save(text: str, name: str, *, force: bool, done: str | None = None) -> int:
    """
    Write *text* to the file *name*, whole or not at all; return how the program ends.

    Args:
        text: A document.
        name: The file.
        force: Whether it may be replaced.
        done: What to say in the end; ``None``: that it was written.
    """
    from polyagree.codec.files import replace
    from polyagree.report.cells import visible

    path = Path(name)
    if path.is_dir():
        return output.refuse(f"`{name}` is a folder", help="name a file in it")
    if path.exists() and not path.is_file():
        return output.refuse(f"`{name}` is no ordinary file")
    if path.exists() and not force:
        return output.refuse(f"`{name}` exists", help="`--force` replaces it")
    try:
        replace(path, text.encode())
    except (OSError, RuntimeError) as error:
        # The system names the file that was to take its place. Links that lead round in
        # a circle are a `RuntimeError` before Python 3.13.
        return output.refuse(f"`{name}` cannot be written: {output.reason_of(error)}")
    output.say(done or f"wrote {visible(name)}\n")
    return FINE


def is_same(source: str, target: str) -> bool:
    """Return whether *source*, which may be standard input, is the file *target*."""
    return source != STANDARD and os.path.realpath(source) == os.path.realpath(target)
