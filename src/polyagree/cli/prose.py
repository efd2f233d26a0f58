"""Texts that people wrote, and no documents yet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from polyagree.cli import output

if TYPE_CHECKING:
    from polyagree.errors import DocumentError
    from polyagree.model import Polycule

__all__ = ["NO_FILE", "complain_of", "fault", "is_prose", "text_of"]

NO_FILE = "there is no such file"

_BY_NAME = (".md", ".markdown", ".txt", ".text")


def is_prose(name: str) -> bool:
    """Return whether a file is one of prose, by its *name*."""
    return name.lower().endswith(_BY_NAME)


def text_of(name: str) -> bytes | DocumentError:
    """Return what the file *name* holds, or else why it cannot be read."""
    from polyagree.text.encoding import MOST

    path = Path(name)
    if not name or not os.path.lexists(name):
        return fault(name or "``", NO_FILE)
    if path.is_dir():
        return fault(name, "it is a folder, not a file")
    try:
        with path.open("rb") as file:
            # One more than is allowed is enough to be refused for it.
            return file.read(MOST + 1)
    except (OSError, ValueError) as error:
        said = output.reason_of(error) if isinstance(error, OSError) else str(error)
        return fault(name, f"it cannot be opened: {said}")


def fault(file: str, message: str, *, help: str | None = None) -> DocumentError:
    """Return that *file* cannot be read, and why."""
    from polyagree.errors import DocumentError, Fault

    return DocumentError(
        f"{file} cannot be read: 1 fault", (Fault("DOC001", message, help=help, file=file),)
    )


def complain_of(drafted: Polycule, file: str) -> None:
    """Say of the prose *file* that it has no clause, or that some could not be read."""
    from polyagree.text.languages import doubt_of
    from polyagree.text.normal import words_of

    clauses = [each.says for agreement in drafted.agreements for each in agreement.clauses]
    said = [*clauses, *(each.says for each in drafted.boundaries)]
    if not said:
        output.complain(f"{file}: no clause was found\n")
        return
    doubts = [doubt for each in said if (doubt := doubt_of(words_of(each or ""))) is not None]
    if doubts:
        output.complain(
            f"{file}: {len(doubts)} of {len(said)} clauses could not be read: {doubts[0]}\n"
        )
