"""The clauses of two wordings, each held against the one of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from polyagree.consistency.comparisons import Fate
from polyagree.consistency.sides import Side
from polyagree.model import Agreement, Boundary, Clause
from polyagree.source import Path
from polyagree.timeline.wordings import Standing

__all__ = ["Paired", "Put", "paired"]


class Put(NamedTuple):
    """
    How one side puts a clause.

    Attributes:
        record: The clause or the boundary; ``None``: it has none of that name.
        path: Where it stands.
        standings: Its norms.
    """

    record: Clause | Boundary | None
    path: Path
    standings: tuple[Standing, ...]

    @property
    def is_read(self) -> bool:
        """Whether it is known what it asks for."""
        return self.record is None or self.record.is_read

    @property
    def asked(self) -> tuple[object, ...]:
        """What would have to be the same for nothing to have changed."""
        return tuple(
            (each.norm, each.parties, each.holder, each.before, self.steps)
            for each in self.standings
        )

    @property
    def steps(self) -> frozenset[tuple[object, ...]]:
        """What follows a break of any of it."""
        return frozenset(tuple(step.norm for step in each.steps) for each in self.standings)


class Paired(NamedTuple):
    """
    A clause as both sides put it.

    Attributes:
        name: Its name, as others refer to it.
        old: The one.
        new: The other one.
    """

    name: str
    old: Put
    new: Put

    @property
    def is_as_it_was(self) -> bool:
        """Whether both ask for the same, in the same words of a norm."""
        if not (self.old.is_read and self.new.is_read):
            return _said(self.old) == _said(self.new)
        return self.old.asked == self.new.asked

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.old.record is None:
            return "added"
        if self.new.record is None:
            return "removed"
        return "kept" if self.is_as_it_was else "changed"


def _said(put: Put) -> object:
    return None if put.record is None else (put.record.says, put.record.norm)


_NOTHING = Put(None, (), ())


def paired(old: Side, new: Side) -> Iterator[Paired]:
    """Yield the clauses of both, in the order of *new*; those that are gone come last."""
    before, after = _puts(old), _puts(new)
    for name in dict.fromkeys((*after, *before)):
        yield Paired(name, before.get(name, _NOTHING), after.get(name, _NOTHING))


def _puts(side: Side) -> dict[str, Put]:
    standings: dict[str, list[Standing]] = {}
    for each in side.standings:
        standings.setdefault(each.clause, []).append(each)
    found: dict[str, Put] = {}
    for record in side.records:
        if isinstance(record, Agreement):
            for clause in record.clauses:
                name = f"{record.id}.{clause.id}"
                path: Path = ("agreements", record.id, "clauses", clause.id)
                found[name] = Put(clause, path, tuple(standings.get(name, ())))
        else:
            path = ("boundaries", record.id)
            found[record.id] = Put(record, path, tuple(standings.get(record.id, ())))
    return found
