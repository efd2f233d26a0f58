"""One part of a document: a schedule that keeps it, or a minimal set that nobody can keep."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack

from polyagree.consistency.crowding import crowded
from polyagree.consistency.demands import Use
from polyagree.consistency.logic import Demand, Problem
from polyagree.consistency.plain import excluding, first_fit, minimized
from polyagree.consistency.portions import portion_of
from polyagree.consistency.solver import Solver, smallest_hit
from polyagree.consistency.workshop import Workshop
from polyagree.source import Path

__all__ = ["Settling"]


class Settling(Workshop):
    """Says besides what nobody could keep; it takes what a workshop takes."""

    def excluded(self) -> tuple[Path, ...] | None:
        """Return a minimal set that nobody could keep; ``None``: none was found."""
        problem = self._hard(self.loose)
        found = self._crowded(problem)
        if found is None and first_fit(problem) is not None:
            return None
        if found is None:
            found = excluding(problem)
        if found is not None:
            found = self._confirmed(self._needed(found))
        if found is None and self._can_solve:
            # Events that keep several norms at once may have come to it.
            problem = self._hard(self.loose)
            with Solver(problem, until=self._until) as solver:
                found = solver.minimal(problem.owners)
            if found is not None:
                found = self._confirmed(found)
        return None if found is None else self._in_order(found)

    def _crowded(self, problem: Problem) -> list[Path] | None:
        """Return a minimal set that leaves no room for a distance that is kept."""
        slots = [each.slot for each in self.loose.occasions]

        def crowd(some: Collection[Path]) -> list[Path] | None:
            distances = [each for each in self.loose.distances if each.owner in some]
            return crowded(problem.of_owners(some).demands, distances, slots)

        found = crowd(problem.owners)
        if found is not None:
            found = minimized(found, lambda some: crowd(some) is not None)
            # A solver counts, and would not see it.
            self._known.append(Demand(tuple(found), (), least=1))
        return found

    def _by_times(self, problem: Problem) -> list[Path] | None:
        """Return a minimal set that times alone tell; ``None``: it is more than that."""
        found = excluding(problem)
        return self._crowded(problem) if found is None else found

    def _needed(self, found: list[Path]) -> list[Path]:
        """Return *found* without what is not needed, since somebody else is bound as well."""
        problem = self._hard(self.loose).of_owners(found)
        if not self._can_solve:
            return minimized(found, lambda some: excluding(problem.of_owners(some)) is not None)
        with Solver(problem, until=self._until) as solver:
            return solver.minimal(problem.owners) or found

    def all_excluded(self, most: int) -> tuple[list[tuple[Path, ...]], bool]:
        """Return minimal sets that nobody could keep, up to *most*, and whether these are all."""
        self._join_all()
        found: dict[tuple[Path, ...], None] = {}
        has_all = self._has_joined
        for _, problem in self._questions():
            with Solver(problem, until=self._until) as solver:
                sets, is_all = solver.all_minimal(problem.owners, most + len(found))
            has_all &= is_all
            if not self._has_joined:
                sets = [each for each in sets if not self._counts(each)]
            found |= dict.fromkeys(map(self._in_order, sets))
        return [*found][:most], has_all and len(found) <= most

    def _join_all(self) -> None:
        """Let one event keep any of the norms at once, where it matters how often."""
        paths = self._part.paths
        if self._counts(paths) and not self._joined.issuperset(paths):
            self._join(paths)

    def drop(self, weights: Mapping[Path, int] | None = None) -> tuple[Path, ...]:
        """Return the norms without which the rest can be kept: the fewest, or the lightest."""
        self._join_all()
        questions = self._questions()
        if len(questions) == 1:
            problem = questions[0][1]
            with Solver(problem, until=self._until) as solver:
                return self._in_order(solver.drop(problem.owners, weights))
        return self._in_order(self._drop_of_all(questions, weights))

    def _drop_of_all(
        self,
        questions: Sequence[tuple[Path | None, Problem]],
        weights: Mapping[Path, int] | None,
    ) -> list[Path]:
        """Return the fewest norms, or the lightest, without which each of *questions* is met."""
        sets: list[list[Path]] = []
        weight = None if weights is None else (lambda path: weights.get(path, 1))
        with ExitStack() as stack:
            solvers = [
                (use, problem.owners, stack.enter_context(Solver(problem, until=self._until)))
                for use, problem in questions
            ]
            while True:
                gone = smallest_hit(sets, weight)
                new = [
                    solver.minimal([each for each in owners if each not in gone])
                    for use, owners, solver in solvers
                    if use not in gone
                ]
                more = [each for each in new if each is not None]
                if not more:
                    return gone
                sets += more

    def hangs_on_places(self, paths: Collection[Path]) -> bool:
        """Return whether *paths* exclude each other only since nobody is in two places at once."""
        problem = self._hard(self.loose).of_owners(paths)
        if any({*each.owners} == {*paths} for each in self._too_much):
            return len(paths) > 1 and all(self._is_of_hours(path) for path in paths)
        if all(each.owners or each.least for each in problem.demands):
            return False
        owned = [each for each in problem.demands if each.owners or each.least]
        without = problem._replace(demands=owned)
        if first_fit(without) is not None:
            return True
        if not self._can_solve:
            return False
        with Solver(without, until=self._until) as solver:
            return solver.schedule(without.owners) is not None

    def _confirmed(self, owners: Sequence[Path]) -> list[Path] | None:
        """
        Return a minimal set once more, where one event may keep several of *owners* at once.

        Nothing is joined in the first place, since few clauses need it.
        """
        found: list[Path] | None = [*owners]
        while found is not None and self._counts(found) and not self._joined.issuperset(found):
            if not self._join(found):
                return found
            found = self._by_times(self._hard(self.loose))
            if found is not None:
                found = self._needed(found)
            elif self._can_solve:
                problem = self._hard(self.loose)
                with Solver(problem, until=self._until) as solver:
                    found = solver.minimal(problem.owners)
        # What counts may come to less, if more were done at once than was tried.
        is_sure = found is None or self._has_joined or not self._counts(found)
        return found if is_sure else None

    def _join(self, owners: Collection[Path]) -> bool:
        """Let one event keep several of *owners* at once; return whether any could."""
        duties = [rule for rule in self._part.rules if rule.case.standing.path in owners]
        some = [
            deed
            for deed in self._deeds
            if any(self._stage.deeds.falls_under(deed, rule) for rule in duties)
        ]
        known = {*self._deeds}
        joined, has_all = self._stage.deeds.joined(some)
        new = [deed for deed in joined if deed not in known]
        self._joined.update(owners)
        self._has_joined &= has_all
        if new:
            self._deeds += new
            self._drafts.clear()
            self._known.clear()
        return bool(new)

    def _counts(self, owners: Collection[Path]) -> bool:
        """Return whether it matters to one of *owners* how often something is done."""
        return any(
            rule.kind == "limit" or rule.norm.after is not None
            for rule in self._part.rules
            if rule.case.standing.path in owners
        )

    def _is_of_hours(self, path: Path) -> bool:
        """Return whether the norm at *path* asks for so many hours."""
        norms = (rule.norm for rule in self._part.rules if rule.case.standing.path == path)
        return any(portion_of(norm) is not None for norm in norms)

    # Permissions, and what is kept up

    def ungrantable(self) -> list[tuple[Path, ...]]:
        """Return minimal sets with what is to be possible, and is not."""
        gone = {*self._core_of_duties()} if self._can_solve else set[Path]()
        sets = (self._unusable(use, gone) for use in [*self.loose.uses])
        found = [self._in_order(each) for each in sets if each is not None]
        return [*dict.fromkeys(found)]

    def _core_of_duties(self) -> list[Path]:
        """Return what is dropped so that the rest of the duties can be kept, if anything is."""
        problem = self._hard(self.loose)
        if not self.loose.uses or first_fit(problem) is not None:
            return []
        with Solver(problem, until=self._until) as solver:
            return solver.drop(problem.owners)

    def _used(self, use: Use) -> Problem:
        """Return what has to hold if *use* is made of what is to be possible."""
        problem, groups = self._hard(self.loose), self.loose.uses[use]
        demands = list(problem.demands)
        if len(groups) > 1:
            # What goes on throughout is one act, however long, and is not counted.
            demands = [each for each in demands if each.most == 0 and each.given is None]
        demands += [Demand((use.path,), events, least=1) for events in groups]
        return problem._replace(demands=demands)

    def _unusable(self, use: Use, gone: Collection[Path]) -> list[Path] | None:
        """Return a minimal set, without *gone*, that leaves nobody *use*."""
        while True:
            used = self._used(use)
            used = used.of_owners({*used.owners}.difference(gone))
            if use.path in gone or first_fit(used) is not None:
                return None
            found = excluding(used)
            if found is None and self._can_solve:
                with Solver(used, until=self._until) as solver:
                    found = solver.minimal(used.owners)
            if found is None or use.path not in found:
                return None
            if not self._counts(found) or self._joined.issuperset(found):
                is_sure = self._has_joined or not self._counts(found)
                return found if is_sure else None
            self._join(found)

    def _questions(self) -> list[tuple[Path | None, Problem]]:
        """Return what has to hold of the duties, and of each use that may not be possible."""
        found: list[tuple[Path | None, Problem]] = [(None, self._hard(self.loose))]
        for use in self.loose.uses:
            used = self._used(use)
            if first_fit(used) is None:
                found.append((use.path, used))
        return found
