"""What has to change in a tree so that it becomes another: few things, and small ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from polyagree.codec.shape import Tree
from polyagree.source import Path

__all__ = ["Change", "Delete", "Insert", "Replace", "TooFine", "changes", "merged"]


class TooFine(Exception):  # never leaves the package
    """A change that the layout of a text does not allow so small."""


@frozen
class Replace:
    """
    Another value in the place of the one at a path.

    Attributes:
        path: Where it stands.
        value: The new value.
    """

    path: Path
    value: Tree


@frozen
class Delete:
    """
    A key, or an item of a list, that goes.

    Attributes:
        path: Where it stands.
    """

    path: Path


@frozen
class Insert:
    """
    Keys, or items of a list, that come.

    Attributes:
        path: The collection to which they come.
        after: The key or the position behind which they come; ``None``: at the beginning.
        entries: The keys with their values; the items of a list with ``None`` for a key.
    """

    path: Path
    after: str | int | None
    entries: tuple[tuple[str | None, Tree], ...]


Change = Replace | Delete | Insert

_Step = tuple[str, int, int, int, int]


def merged(written: Tree, before: Tree, after: Tree) -> Tree:
    """
    Return *written* with what differs between *before* and *after*.

    What people wrote may be a form of its own: a list for one value, a record for a word.
    Where it means the same as before, it stays as it is.

    Args:
        written: A tree as somebody wrote it.
        before: The same as it would be written today.
        after: What it is to mean.
    """
    if before == after:
        return written
    if isinstance(written, dict) and isinstance(after, dict):
        known = before if isinstance(before, dict) else {}
        return {
            key: merged(written[key], known.get(key, written[key]), after[key])
            if key in written
            else after[key]
            for key in _order(written, known, after)
        }
    if isinstance(written, list) and isinstance(before, list) and isinstance(after, list):
        return _merged_lists(written, before, after)
    return after


def _order(written: dict[str, Tree], before: dict[str, Tree], after: dict[str, Tree]) -> list[str]:
    """Return the keys of *after*, as far as can be in the order in which somebody wrote them."""
    if [key for key in before if key in after] != [key for key in after if key in before]:
        # The order itself has changed.
        return list(after)
    keys = [key for key in written if key in after]
    at = 0
    for key in after:
        if key in written:
            at = keys.index(key) + 1
        else:
            keys.insert(at, key)
            at += 1
    return keys


def _merged_lists(written: list[Tree], before: list[Tree], after: list[Tree]) -> list[Tree]:
    if len(written) != len(before):
        return after
    made: list[Tree] = []
    for kind, first, last, start, end in _steps(before, after):
        if kind == "equal":
            made += written[first:last]
        elif last - first == end - start:
            made += [
                merged(written[first + each], before[first + each], after[start + each])
                for each in range(end - start)
            ]
        else:
            made += after[start:end]
    return made


def _steps(before: list[Tree], after: list[Tree]) -> Sequence[_Step]:
    return SequenceMatcher(
        None, [repr(each) for each in before], [repr(each) for each in after], autojunk=False
    ).get_opcodes()


def changes(before: Tree, after: Tree, *, depth: int, path: Path = ()) -> Iterator[Change]:
    """
    Yield what makes *after* out of *before*.

    Args:
        before: A tree.
        after: Another one.
        depth: How deep to look for small changes; below that, all of it is replaced.
        path: Where both stand.
    """
    if before == after and type(before) is type(after):
        return
    if depth > 0 and isinstance(before, dict) and isinstance(after, dict):
        kept = [key for key in before if key in after]
        if kept and kept == [key for key in after if key in before]:
            yield from _of_maps(before, after, depth=depth, path=path)
            return
    if depth > 0 and isinstance(before, list) and isinstance(after, list):
        steps = _steps(before, after)
        if before and any(_keeps(*step) for step in steps):
            yield from _of_lists(before, after, steps, depth=depth, path=path)
            return
    yield Replace(path, after)


def _of_maps(
    before: dict[str, Tree], after: dict[str, Tree], *, depth: int, path: Path
) -> Iterator[Change]:
    for key, value in before.items():
        if key in after:
            yield from changes(value, after[key], depth=depth - 1, path=(*path, key))
        else:
            yield Delete((*path, key))
    anchor: str | None = None
    new: list[tuple[str | None, Tree]] = []
    for key, value in after.items():
        if key not in before:
            new.append((key, value))
            continue
        if new:
            yield Insert(path, anchor, tuple(new))
        anchor, new = key, []
    if new:
        yield Insert(path, anchor, tuple(new))


def _keeps(kind: str, first: int, last: int, start: int, end: int) -> bool:
    return kind == "equal" or (kind == "replace" and last - first == end - start)


def _of_lists(
    before: list[Tree],
    after: list[Tree],
    steps: Sequence[_Step],
    *,
    depth: int,
    path: Path,
) -> Iterator[Change]:
    for step in steps:
        kind, first, last, start, end = step
        if kind == "equal":
            continue
        if _keeps(*step):
            for each in range(end - start):
                here = (*path, first + each)
                yield from changes(
                    before[first + each], after[start + each], depth=depth - 1, path=here
                )
            continue
        for index in range(first, last):
            yield Delete((*path, index))
        if end > start:
            items = tuple((None, item) for item in after[start:end])
            yield Insert(path, first - 1 if first else None, items)
