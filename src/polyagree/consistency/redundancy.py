"""Norms without which nothing would change, since others ask for as much of the same people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from attrs import evolve, frozen

from polyagree.consistency.framing import Cover, Frame
from polyagree.consistency.inclusion import names_in
from polyagree.consistency.sides import Side
from polyagree.model import Polycule
from polyagree.source import Path
from polyagree.timeline.rules import Rule
from polyagree.timeline.wordings import Standing

__all__ = ["Redundancies", "Redundant", "redundant"]


@frozen(kw_only=True)
class Redundant:
    """
    A norm without which nothing would change.

    Attributes:
        path: Where it stands.
        by: Where those stand that ask for as much, in the order of their names.
        how: Whether they ask for the ``same``, or for ``more``.
    """

    path: Path
    by: tuple[Path, ...]
    how: Literal["same", "more"]


class Redundancies(NamedTuple):
    """
    What could be left out.

    Attributes:
        found: The norms, in the order of the document.
        visits: How many rules were held against another one.
    """

    found: tuple[Redundant, ...]
    visits: int


def redundant(polycule: Polycule, *, on: dt.date | None = None) -> Redundancies:
    """
    Return the norms without which exactly the same would be fine.

    Somebody's boundary is held against their own boundaries alone, and a clause against those
    of agreements with the same parties, or more: to drop it would take it from somebody. Of
    several that say the same, the first by its name is not found. A norm is kept of which others
    speak, that only gives something, or whose break is followed by something else.

    Args:
        polycule: The document.
        on: What has ended by this day is left out; ``None``: nothing is.
    """
    return _Search(polycule, on).results()


class _Search:
    def __init__(self, polycule: Polycule, on: dt.date | None) -> None:
        side = Side(polycule)
        self._standings = [each for each in side.standings if on is None or on < each.before]
        # By their names, so that the order of a document says nothing.
        named = sorted(self._standings, key=lambda each: tuple(map(str, each.path)))
        self._order = {each.path: number for number, each in enumerate(named)}
        self._frame = Frame(side, side)
        self._rules = self._by_path(side)
        self._named = {
            name
            for each in self._standings
            for name in names_in(each.norm)
            if name.startswith("clause ")
        }
        self._first: dict[object, Path] = {}
        for each in named:
            self._first.setdefault(_content(each), each.path)
        # Of several that say the same the first stands for all, or pairs would be squares.
        first = {*self._first.values()}
        chosen = (rule for path in first for rule in self._rules.get(path, ()))
        self._cover = Cover(chosen, self._frame.words, by_party=True)

    def _by_path(self, side: Side) -> dict[Path, list[Rule]]:
        found: dict[Path, list[Rule]] = {}
        for rule in side.rules(self._standings):
            found.setdefault(rule.case.standing.path, []).append(rule)
        return found

    def results(self) -> Redundancies:
        found = tuple(each for each in map(self._of, self._standings) if each is not None)
        return Redundancies(found, self._cover.visits)

    def _of(self, standing: Standing) -> Redundant | None:
        rules = self._rules.get(standing.path, [])
        if not rules or any(each.kind in {"grant", "power", "upkeep"} for each in rules):
            return None
        if not self._named.isdisjoint(f"clause {name}" for name in standing.names):
            return None
        first = self._first[_content(standing)]
        if first != standing.path:
            return Redundant(path=standing.path, by=(first,), how="same")
        covering = [self._covering(rule, rules) for rule in rules]
        paths = dict.fromkeys(each.case.standing.path for each in covering if each is not None)
        if None in covering:
            return None
        by = tuple(sorted(paths, key=self._order.__getitem__))
        is_same = all(self._are_covered(path, rules) for path in by)
        return Redundant(path=standing.path, by=by, how="same" if is_same else "more")

    def _covering(self, rule: Rule, own: Sequence[Rule]) -> Rule | None:
        """Return a rule of another norm that asks for all that *rule* does."""
        for each in self._cover.near(rule):
            path = each.case.standing.path
            if path == rule.case.standing.path or not self._may_stand_in(each, rule):
                continue
            if not self._frame.covers([each], rule):
                continue
            # Of two that ask for the same, the first by its name is not found.
            comes_first = self._order[path] < self._order[rule.case.standing.path]
            if comes_first or not self._are_covered(path, own):
                return each
        return None

    def _are_covered(self, path: Path, rules: Sequence[Rule]) -> bool:
        """Return whether *rules* ask for all that the norm at *path* does."""
        return all(self._frame.covers(rules, each) for each in self._rules[path])

    @staticmethod
    def _may_stand_in(strong: Rule, weak: Rule) -> bool:
        """Return whether nobody would lose anything by *strong* in place of *weak*."""
        one, other = strong.case.standing, weak.case.standing
        if one.holder != other.holder or not {*other.parties} <= {*one.parties}:
            return False
        if weak.kind == "gated" and strong.kind == "ban" and strong.norm.unless is None:
            # That something is granted and ruled out is no redundancy.
            return False
        return _steps(one) == _steps(other)


def _steps(standing: Standing) -> tuple[object, ...]:
    return tuple(step.norm for step in standing.steps)


def _content(standing: Standing) -> object:
    norm = evolve(standing.norm, if_broken=())
    return norm, frozenset(standing.parties), standing.holder, standing.before, _steps(standing)
