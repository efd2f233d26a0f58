"""Counts and choices, by python-sat: whether there is a schedule, and which norms exclude it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from polyagree.consistency.circles import Circles
from polyagree.consistency.logic import Demand, Problem
from polyagree.source import Path

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["OutOfTime", "Solver", "is_available", "smallest_hit"]


class OutOfTime(Exception):  # says what happened
    """The time that was given is over."""


def is_available() -> bool:
    """Return whether python-sat is installed."""
    from importlib.util import find_spec

    return find_spec("pysat") is not None


def smallest_hit(
    sets: Sequence[Sequence[Path]], weight: Callable[[Path], int] | None = None
) -> list[Path]:
    """Return the fewest paths of which each of *sets* has one, or those of the least weight."""
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    numbers = {path: number for number, path in enumerate(dict.fromkeys(chain(*sets)), start=1)}
    if not numbers:
        return []
    formula = WCNF()
    for each in sets:
        formula.append([numbers[path] for path in each])
    for path, number in numbers.items():
        formula.append([-number], weight=1 if weight is None else weight(path))
    with RC2(formula) as search:
        model = {*(search.compute() or ())}
    return [path for path, number in numbers.items() if number in model]


class Solver:
    """
    Answers questions about one problem.

    Every norm has a switch, so that each question is about some of them.

    Args:
        problem: The problem.
        until: The reading of :func:`time.monotonic` at which it gives up; ``None``: never.
    """

    def __init__(self, problem: Problem, *, until: float | None = None) -> None:
        from pysat.solvers import Solver as Sat

        self._until = until
        self._top = problem.size
        self._switches: dict[Path, int] = {}
        for owner in problem.owners:
            self._top += 1
            self._switches[owner] = self._top
        self._size = problem.size
        self._circles = Circles(problem)
        self._hard: list[list[int]] = []
        for demand in problem.demands:
            self._hard += self._clauses(demand)
        # Its first guess is that nothing happens, which leaves out what nobody asks for.
        self._sat = Sat(name="minisat22", bootstrap_with=self._hard)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sat.delete()

    def _clauses(self, demand: Demand) -> Iterator[list[int]]:
        """Yield *demand* as clauses, each of which its norms switch on."""
        guard = [-self._switches[owner] for owner in demand.owners]
        if demand.given is not None:
            guard.append(-demand.given)
        of = list(demand.of)
        if demand.least == 1:
            yield [*guard, *of]
        elif demand.least > len(of):
            yield guard
        elif demand.least == len(of) and of:
            yield from ([*guard, each] for each in of)
        elif demand.least:
            yield from self._counted(guard, of, "atleast", demand.least)
        if demand.most is None or demand.most >= len(of):
            return
        if demand.most == 0:
            yield from ([*guard, -each] for each in of)
        elif demand.most == 1 and len(of) == 2:  # noqa: PLR2004  # a pair
            yield [*guard, -of[0], -of[1]]
        else:
            yield from self._counted(guard, of, "atmost", demand.most)

    def _counted(
        self, guard: list[int], of: list[int], how: str, number: int
    ) -> Iterator[list[int]]:
        from pysat.card import CardEnc, EncType

        encode = getattr(CardEnc, how)
        found = encode(lits=of, bound=number, top_id=self._top, encoding=EncType.seqcounter)
        self._top = max(self._top, found.nv)
        yield from ([*guard, *clause] for clause in found.clauses)

    # Questions

    def schedule(self, owners: Iterable[Path], also: Sequence[int] = ()) -> list[int] | None:
        """Return events that keep *owners* besides those in *also*; ``None``: there are none."""
        if not self._is_kept([self._switches[owner] for owner in owners], also):
            return None
        model = self._sat.get_model() or []
        return [each for each in model[: self._size] if each > 0]

    def minimal(self, owners: Iterable[Path], also: Sequence[int] = ()) -> list[Path] | None:
        """Return a minimal set among *owners* that cannot be kept together; ``None``: they can."""
        switches = [self._switches[owner] for owner in owners]
        if self._is_kept(switches, also):
            return None
        core = {*(self._sat.get_core() or ())}
        needed = [each for each in switches if each in core]
        for each in [*needed]:
            rest = [other for other in needed if other != each]
            if each in needed and not self._is_kept(rest, also):
                core = {*(self._sat.get_core() or ())}
                needed = [other for other in rest if other in core]
        names = {switch: owner for owner, switch in self._switches.items()}
        return [names[each] for each in needed]

    def all_minimal(self, owners: Sequence[Path], most: int) -> tuple[list[list[Path]], bool]:
        """
        Return minimal sets among *owners*, no more than *most*, and whether that is all of them.

        Seeds are taken from a map of what was not looked at yet, the largest first, as MARCO
        does.
        """
        from pysat.solvers import Solver as Sat

        numbers = {owner: number for number, owner in enumerate(owners, start=1)}
        found: list[list[Path]] = []
        with Sat(name="minisat22") as unseen:
            unseen.set_phases([*numbers.values()])
            while unseen.solve():
                chosen = {each for each in unseen.get_model() or () if each > 0}
                seed = [owner for owner, number in numbers.items() if number in chosen]
                smallest = self.minimal(seed)
                if smallest is None:
                    grown = self._grown(seed, owners)
                    unseen.add_clause([numbers[each] for each in owners if each not in grown])
                    if len(grown) == len(owners):
                        return found, True
                    continue
                if len(found) == most:
                    return found, False
                found.append(smallest)
                unseen.add_clause([-numbers[each] for each in smallest])
        return found, True

    def _grown(self, seed: Sequence[Path], owners: Sequence[Path]) -> set[Path]:
        """Return *seed* with as many of *owners* as can be kept with it."""
        kept = [*seed]
        for each in owners:
            if each not in kept and self._is_kept([self._switches[e] for e in (*kept, each)]):
                kept.append(each)
        return {*kept}

    def drop(self, owners: Sequence[Path], weights: Mapping[Path, int] | None = None) -> list[Path]:
        """Return those of *owners* without which the rest can be kept: the fewest, or lightest."""
        from pysat.examples.rc2 import RC2
        from pysat.formula import WCNF

        while True:
            formula = WCNF()
            for clause in self._hard:
                formula.append(clause)
            for owner in owners:
                weight = 1 if weights is None else weights.get(owner, 1)
                formula.append([self._switches[owner]], weight=weight)
            with RC2(formula) as search:
                self._refuse_late()
                model = {*(search.compute() or ())}
            if not self._breaks_a_circle(model):
                return [owner for owner in owners if self._switches[owner] not in model]

    def _is_kept(self, switches: Sequence[int], also: Sequence[int] = ()) -> bool:
        self._refuse_late()
        while self._solve([*switches, *also]):
            model = self._sat.get_model() if self._circles else ()
            if not self._breaks_a_circle({*model, *switches}):
                return True
        return False

    def _breaks_a_circle(self, model: Collection[int]) -> bool:
        """Demand that the first circle in *model* comes to an end; return whether there is one."""
        if not self._circles:
            return False
        happening = [each for each in model if 0 < each <= self._size]
        owners = [owner for owner, switch in self._switches.items() if switch in model]
        found = self._circles.first_in(sorted(happening), owners)
        if found is None:
            return False
        guards = {self._switches[owner] for each in found.demands for owner in each.owners}
        clause = [*(-each for each in (*sorted(guards), *found.events)), *found.others]
        self._hard.append(clause)
        self._sat.add_clause(clause)
        return True

    def _solve(self, assumptions: list[int]) -> Any:
        if self._until is None:
            return self._sat.solve(assumptions=assumptions)
        # In pieces, so that a hard one does not hold up whoever waits.
        pieces = 1000
        while True:
            self._sat.conf_budget(pieces)
            answer = self._sat.solve_limited(assumptions=assumptions)
            if answer is not None:
                return answer
            self._refuse_late()
            pieces *= 2

    def _refuse_late(self) -> None:
        if self._until is not None and time.monotonic() > self._until:
            raise OutOfTime
