"""What a project says of a document that is a test."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.config import Config
from polyagree.testing.documents import called

__all__ = ["Project", "project_of"]


@frozen(kw_only=True)
class Project:
    """
    What holds for one document.

    Attributes:
        config: With what it is checked.
        more: Analyzers that others wrote.
        problems: Of each of them that cannot be used, a sentence.
    """

    config: Config = field(factory=Config)
    more: tuple[Analyzer, ...] = ()
    problems: tuple[str, ...] = ()


def project_of(document: Path) -> Project:
    """
    Return what holds for *document*, by the nearest configuration.

    Raises:
        DocumentError: If the configuration has a fault.
    """
    from polyagree.codec.projects import find
    from polyagree.config.reading import read, structure, wants_plugins
    from polyagree.plugins import Installed, installed

    found = find(document.parent)
    raw = None if found is None else read(called(found))
    others = installed() if raw is None or wants_plugins(raw) else Installed()
    config = Config()
    if raw is not None and found is not None:
        config = structure(raw, more=others.analyzers, folder=str(found.parent))
    return Project(config=config, more=others.analyzers, problems=others.problems)
