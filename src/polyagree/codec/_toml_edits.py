"""Small changes in the text of a TOML document, by tomlkit, which keeps its layout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polyagree.codec import toml
from polyagree.codec.changes import Change, Delete, Insert, Replace, TooFine
from polyagree.codec.shape import Tree
from polyagree.errors import MissingExtra
from polyagree.source import Path, SourceMap

__all__ = ["edited", "renamed"]


def renamed(text: str, source: SourceMap) -> str:  # noqa: ARG001  # the same call in every format
    """Return *text*: tomlkit has no renaming, so what a migration renamed is written anew."""
    return text


def edited(text: str, changes: Iterable[Change]) -> str:
    """
    Return *text* with *changes*, whose paths are those of the text.

    Raises:
        MissingExtra: If tomlkit is not installed.
        TooFine: If one of them cannot be made without touching what stands around it.
    """
    try:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError
    except ImportError:
        raise MissingExtra(
            "keeping the comments of TOML needs the extra `toml`: install `polyagree[toml]`", "toml"
        ) from None
    document = tomlkit.parse(text)
    try:
        # From the end to the beginning, so that no position moves before its turn.
        for change in reversed(list(changes)):
            _make(document, change)
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise TooFine from None


def _make(document: Any, change: Change) -> None:
    match change:
        case Replace(path=path, value=value):
            _at(document, path[:-1])[path[-1]] = _item(value)
        case Delete(path=path):
            del _at(document, path[:-1])[path[-1]]
        case Insert(path=path, after=after, entries=entries):
            where = _at(document, path)
            if isinstance(where, list):
                first = 0 if after is None else int(after) + 1
                for index, (_, value) in enumerate(entries):
                    where.insert(first + index, _item(value))
            else:
                for key, value in entries:
                    where[key] = _item(value)


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _item(value: Tree) -> Any:
    import tomlkit

    return tomlkit.parse(f"x = {toml.inline(value)}")["x"]
