"""
Documents of older versions of the format, brought up one version at a time.

Format 1 is the first, so nothing is in the table yet. A migration gets a
:class:`Moving` and renames, moves or replaces; what it moved keeps its place in the
text, so that faults and findings point at the words that people wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve

from polyagree.codec.shape import Raw, Tree
from polyagree.source import Path

__all__ = ["FORMAT_VERSION", "MIGRATIONS", "Migration", "Moving", "migrated"]

FORMAT_VERSION = 1
"""The version of the format that is written, and the newest that is read."""


class Moving:
    """
    A document on its way from one version to the next.

    Args:
        tree: Its keys and values, which are changed in place.
    """

    def __init__(self, tree: dict[str, Tree]) -> None:
        self.tree = tree
        self.moved: list[tuple[Path, Path]] = []

    def each(self, *pattern: str) -> Iterator[Path]:
        """
        Yield each path that fits *pattern*, in the order of the document.

        Args:
            pattern: Keys; ``*`` stands for every key, or every position of a list.
        """
        found: list[tuple[Path, Any]] = [((), self.tree)]
        for step in pattern:
            found = [
                ((*path, key), value)
                for path, node in found
                for key, value in _inside(node)
                if step in {"*", key}
            ]
        yield from (path for path, _ in found)

    def get(self, path: Path) -> Tree:
        """Return what stands at *path*; ``None`` if nothing does."""
        node: Any = self.tree
        for step in path:
            node = dict(_inside(node)).get(step)
        found: Tree = node
        return found

    def rename(self, path: Path, key: str) -> None:
        """Give the key at the end of *path* the name *key*, in its old position."""
        record = self._record(path[:-1])
        entries = [(key if each == path[-1] else each, value) for each, value in record.items()]
        record.clear()
        record.update(entries)
        self.moved.append(((*path[:-1], key), path))

    def move(self, path: Path, to: Path) -> None:
        """
        Take what stands at *path* to *to*; maps on the way are made.

        An item of a list stays in it, so that the others keep their positions: drop the
        list when all of it is moved.
        """
        value = self.get(path)
        if isinstance(path[-1], str):
            self.drop(path)
        node: Any = self.tree
        for step in to[:-1]:
            node = node.setdefault(step, {})
        node[to[-1]] = value
        self.moved.append((to, path))

    def drop(self, path: Path) -> None:
        """Take the key at the end of *path* out, with what stands under it."""
        del self._record(path[:-1])[str(path[-1])]

    def replace(self, path: Path, value: Tree) -> None:
        """Put *value* in the place of what stands at *path*."""
        node: Any = self.get(path[:-1])
        node[path[-1]] = value

    def _record(self, path: Path) -> dict[str, Tree]:
        record = self.get(path)
        if not isinstance(record, dict):
            raise KeyError(path)
        return record


def _inside(node: Any) -> list[tuple[str | int, Any]]:
    if isinstance(node, dict):
        return list(node.items())
    return list(enumerate(node)) if isinstance(node, list) else []


Migration = Callable[[Moving], None]

MIGRATIONS: dict[int, Migration] = {}
"""What brings a document from a version to the next one. Entries are never taken out."""


def migrated(raw: Raw, version: int) -> Raw:
    """Return *raw*, which is of an older *version*, in the version of today."""
    moving = Moving(_copied(raw.tree))
    for each in range(version, FORMAT_VERSION):
        MIGRATIONS[each](moving)
    source = evolve(raw.source, moved=(*raw.source.moved, *moving.moved))
    return evolve(raw, tree=moving.tree, source=source)


def _copied(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _copied(value) for key, value in tree.items()}
    return [_copied(value) for value in tree] if isinstance(tree, list) else tree
