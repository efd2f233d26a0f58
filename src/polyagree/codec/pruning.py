"""Leaving out what cannot be read, so that the rest can be, and no fault is made up by it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from polyagree.codec.surface.faults import GONE, Placed
from polyagree.errors import Fault
from polyagree.model import GATE_KINDS, STATUS_KINDS, is_id
from polyagree.source import Path

__all__ = ["Pruner"]

_FILLINGS: dict[str, object] = {
    **dict.fromkeys(("says", "means", "name", "because"), "..."),
    **dict.fromkeys(("at", "date", "until"), "2000-01-01"),
    **dict.fromkeys(("act", "must", "must_not", "may"), "talk"),
    **dict.fromkeys(GATE_KINDS, "anyone"),
    **dict.fromkeys(STATUS_KINDS, "filled"),
    "any": "always",
    "not": "always",
    "power": "veto",
    "code": "PER101",
    "done": "talk",
    "is": "away",
    "kind": "partner",
    "of": "filled",
    "step": "debrief",
}
"""What stands in for a value that a record cannot do without."""

_PERSON = frozenset({"holder", "towards", "by", "who"})
_PEOPLE = frozenset({"parties", "between", "members", "people"})

_NOUNS = {
    "people": ("person", "word", "name"),
    "groups": ("person", "word", "name"),
    "values": ("value", "name"),
    "relationships": ("agreement", "name"),
    "agreements": ("agreement", "clause", "name"),
    "boundaries": ("clause", "agreement", "name"),
    "events": ("event", "name"),
    "breaches": ("breach", "name"),
}
"""What the names in a collection are called when they are unknown."""

_MEANT = re.compile(r"did you mean `([^`]*)`")


class Pruner:
    """
    Takes what cannot be read out of a tree, and remembers what stood where.

    What a record cannot do without is filled in rather than taken out, so that
    everything else in the record is still looked at.
    """

    def __init__(self, tree: dict[str, Any]) -> None:
        self.tree = tree
        self.changed = False
        people = tree.get("people")
        names = [key for key in people if is_id(key)] if isinstance(people, dict) else []
        self._people = [*names, "filled-1", "filled-2"]
        self._filled: set[Path] = set()
        self._gone: dict[Path, list[int]] = {}
        self._moved: dict[Path, list[int]] = {}
        self._keys: dict[Path, set[str]] = {}
        self._meant: dict[Path, set[str]] = {}
        self._names: set[str] = set()
        self._blind: set[str] = set()

    def prune(self, placed: Placed) -> None:
        """Leave out what *placed* speaks of, or the nearest thing above it that can be."""
        path = placed.prune
        if placed.fault.code == "DOC002" and (meant := _MEANT.search(placed.fault.help or "")):
            self._meant.setdefault(path[:-1], set()).add(meant[1])
        if self._fill(path):
            return
        node: Any = self.tree
        holder: Any = None
        at: list[str | int] = []
        for each in path:
            child: Any = GONE
            if isinstance(node, dict) and isinstance(each, str):
                child = node.get(each, GONE)
            elif isinstance(node, list) and isinstance(each, int) and each < len(node):
                child = node[each]
            if child is GONE:
                break
            holder, node = node, child
            at.append(each)
        if holder is None:
            return
        self.changed = True
        self._take_out(holder, tuple(at), node, is_known=placed.fault.code != "DOC002")

    def _take_out(self, holder: Any, path: Path, node: Any, *, is_known: bool) -> None:
        record, step = path[:-1], path[-1]
        self._remember(path, node)
        if isinstance(step, int):
            if record and record[-1] in _PEOPLE:
                # A list that lost somebody is not one that somebody never was in.
                holder[step] = f"filled-{step}"
                self._filled.add(path)
                return
            holder[step] = GONE
            self._note_gone(record, step)
            return
        if is_known:
            self._keys.setdefault(record, set()).add(step)
        del holder[step]

    def _fill(self, path: Path) -> bool:
        """Fill in what a record cannot do without."""
        if not path or path in self._filled:
            return False
        key = path[-1]
        filling: Any = _FILLINGS.get(str(key))
        if key in _PERSON:
            filling = self._people[0]
        elif key in _PEOPLE:
            filling = list(self._people)
        elif key == "kind" and path[0] == "terms":
            filling = "situation"
        node: Any = self.tree
        for step in path[:-1]:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return False
        if filling is None or len(path) == 1 or not isinstance(node, dict):
            return False
        node[key] = filling
        self._filled.add(path)
        self.changed = True
        return True

    def leave_out(self, collection: str, positions: Iterable[int]) -> None:
        """Note that items of *collection* are missing: whatever names them is not at fault."""
        self._blind.add(collection)
        self._note_gone((collection,), *positions)

    def _note_gone(self, record: Path, *positions: int) -> None:
        self._gone.setdefault(record, []).extend(positions)
        self._moved.pop(record, None)

    def explains(self, fault: Fault, path: Path) -> bool:
        """Return whether *fault* only misses what was left out, filled in or misspelt."""
        if any(path[: len(filled)] == filled for filled in self._filled):
            return True
        if path and path[-1] in self._meant.get(path[:-1], ()):
            return True
        return any(
            f"`{key}`" in fault.message
            for record in (path[:end] for end in range(len(path) + 1))
            for key in self._keys.get(record, ())
        )

    def hides(self, fault: Fault, path: Path) -> bool:
        """Return whether *fault*, of how the parts fit together, comes of what was left out."""
        if any(_leads_through(path, filled) for filled in self._filled):
            return True
        if fault.code != "DOC003":
            return False
        nouns = {noun for collection in self._blind for noun in _NOUNS.get(collection, ())}
        if "terms" in self._blind or any(f"unknown {noun} " in fault.message for noun in nouns):
            return True
        return fault.value in self._names

    def _remember(self, path: Path, node: Any) -> None:
        """Note the names that go with what stood at *path*, so that nobody calls them unknown."""
        match path:
            case (str(collection),):
                self._blind.add(collection)
            case ("agreements", str(agreement)):
                self._names.add(agreement)
                clauses = node.get("clauses") if isinstance(node, dict) else None
                self._names.update(f"{agreement}.{clause}" for clause in clauses or ())
            case (str(), str(name)):
                self._names.add(name)
            case ("agreements", str(agreement), "clauses", str(clause)):
                self._names.add(f"{agreement}.{clause}")
            case (*_, int(), "id") if isinstance(node, str):
                self._names.add(node)
            case _ if isinstance(node, dict) and isinstance(node.get("id"), str):
                self._names.add(node["id"])

    def _moves(self, record: Path) -> list[int]:
        """Return from which positions on, after what went, one more item is missing before."""
        if record not in self._moved:
            gone = sorted(self._gone.get(record, ()))
            self._moved[record] = [position - before for before, position in enumerate(gone)]
        return self._moved[record]

    def original(self, path: Path) -> Path:
        """Return *path* with the list positions as they were in the document."""
        if not self._gone:
            return path
        made: list[str | int] = []
        for step in path:
            position = step
            if isinstance(step, int):
                position = step + bisect_right(self._moves(tuple(made)), step)
            made.append(position)
        return tuple(made)


def _leads_through(path: Path, above: Path) -> bool:
    """Return whether *path* goes on from *above*, where one may stand for a list of one."""
    steps = iter(path)
    for step in above:
        found = next(steps, None)
        if found == 0 and step != 0:
            found = next(steps, None)
        if found != step:
            return False
    return True
