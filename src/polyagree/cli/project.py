"""What a project says: the configuration of each document, and analyzers that others wrote."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from polyagree.cli import output

if TYPE_CHECKING:
    from polyagree.analyzers.base import Analyzer
    from polyagree.analyzers.config import Config
    from polyagree.codec.shape import Raw
    from polyagree.errors import DocumentError
    from polyagree.model.term import Term
    from polyagree.plugins import Installed

__all__ = ["Project", "text_of"]

_STANDARD = "-"
_HERE = "."


class Project:
    """
    What holds for the documents of a command.

    Each file is looked for and read once. What is wrong with one is raised as a
    ``DocumentError``, before anything else is said.

    Args:
        options: Of the command.
    """

    def __init__(self, options: Namespace) -> None:
        # A command that has none of its options goes by what is there.
        self._named: str | None = getattr(options, "config", None)
        self._looks = not getattr(options, "no_config", False)
        self._wants_plugins = not getattr(options, "no_plugins", False)
        self._raws: dict[str, Raw] = {}
        self._files: dict[str, str | None] = {}
        self._configs: dict[str, Config] = {}

    def terms_for(self, name: str) -> tuple[Term, ...]:
        """Return the words that the document *name* may use without explaining them."""
        raw = self._raw_for(name)
        if raw is None:
            return ()
        from polyagree.config.reading import words

        return words(raw)

    def config_for(self, name: str, *, more: Iterable[Analyzer]) -> Config:
        """
        Return with what the document *name* is checked.

        Args:
            name: The document.
            more: The analyzers that others wrote, the same for all documents.
        """
        from polyagree.analyzers.config import Config

        raw = self._raw_for(name)
        if raw is None:
            return Config()
        from polyagree.config.reading import structure

        file = str(raw.source.file)
        if file not in self._configs:
            self._configs[file] = structure(raw, more=more, folder=str(Path(file).parent))
        return self._configs[file]

    def plugins_for(self, names: Iterable[str] = (_HERE,)) -> Installed:
        """Return the analyzers that others wrote, unless a configuration wants none of them."""
        from polyagree.plugins import Installed, installed

        raws = [raw for name in names if (raw := self._raw_for(name)) is not None]
        if not self._wants_plugins or not all(map(_wants_plugins, raws)):
            return Installed()
        found = installed()
        for problem in found.problems:
            output.complain(f"polyagree: {problem}\n")
        return found

    def _raw_for(self, name: str) -> Raw | None:
        file = self._file_for(name)
        if file is None:
            return None
        if file not in self._raws:
            from polyagree.config.reading import read

            self._raws[file] = read(file)
        return self._raws[file]

    def _file_for(self, name: str) -> str | None:
        if not self._looks:
            return None
        if self._named is not None:
            return self._named
        folder = _HERE if name in {_STANDARD, _HERE} else os.path.dirname(name) or _HERE  # noqa: PTH120  # a name as it was given
        if folder not in self._files:
            from polyagree.codec.projects import find

            found = find(folder)
            self._files[folder] = None if found is None else _shown(found)
        return self._files[folder]


def _wants_plugins(raw: Raw) -> bool:
    from polyagree.config.reading import wants_plugins

    return wants_plugins(raw)


def _shown(path: Path) -> str:
    """Return *path* as somebody would write it who is here."""
    try:
        return os.path.relpath(path)
    except ValueError:
        # It is on another drive.
        return str(path)


def text_of(error: DocumentError) -> str | None:
    """Return the text of the configuration that *error* is about, as far as that can be had."""
    name = next((fault.file for fault in error.faults if fault.file is not None), None)
    if name is None:
        return None
    try:
        return Path(name).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
