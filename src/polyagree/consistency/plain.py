"""What can be told without a solver: a schedule that comes to mind, times that are all taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from polyagree.consistency.circles import Circles
from polyagree.consistency.logic import Demand, Problem
from polyagree.source import Path

__all__ = ["excluding", "first_fit", "minimized"]

_MOST_STEPS = 100_000


def minimized(owners: Iterable[Path], excludes: Callable[[list[Path]], bool]) -> list[Path]:
    """Return those of *owners* that are left when each that is not needed to exclude is gone."""
    kept = list(owners)
    for owner in [*kept]:
        rest = [each for each in kept if each != owner]
        if excludes(rest):
            kept = rest
    return kept


def first_fit(problem: Problem) -> list[int] | None:
    """
    Return events that meet *problem*, each the first that fits; ``None``: it got stuck.

    That it got stuck does not mean that there are none.
    """
    against: dict[int, list[Demand]] = {}
    given: dict[int, list[Demand]] = {}
    for demand in problem.demands:
        if demand.most is not None:
            for number in demand.of:
                against.setdefault(number, []).append(demand)
        if demand.given is not None:
            given.setdefault(demand.given, []).append(demand)
    done: dict[int, None] = {}
    counts: dict[int, int] = {}

    def fits(number: int) -> bool:
        return all(counts.get(id(each), 0) < (each.most or 0) for each in against.get(number, ()))

    todo = sorted(
        (each for each in problem.demands if each.least and each.given is None),
        key=lambda each: (max(each.of, default=0), len(each.of)),
    )
    for position, demand in enumerate(_growing(todo)):
        if position > _MOST_STEPS:
            return None
        missing = demand.least - sum(each in done for each in demand.of)
        for number in demand.of:
            if missing <= 0:
                break
            if number in done or not fits(number):
                continue
            done[number] = None
            for each in against.get(number, ()):
                counts[id(each)] = counts.get(id(each), 0) + 1
            todo += given.get(number, ())
            missing -= 1
        if missing > 0:
            return None
    if Circles(problem).first_in(done, problem.owners) is not None:
        return None
    return sorted(done)


def _growing(todo: list[Demand]) -> Iterator[Demand]:
    position = 0
    while position < len(todo):
        yield todo[position]
        position += 1


def excluding(problem: Problem) -> list[Path] | None:
    """
    Return a minimal set of norms that leave something no time; ``None``: none was found.

    It looks at one thing that is due, and at what rules out its times; and at a limit,
    and at what is due one after the other and counts towards it.
    """
    banned: dict[int, list[Demand]] = {}
    for demand in problem.demands:
        if demand.most == 0 and demand.given is None:
            for number in demand.of:
                banned.setdefault(number, []).append(demand)
    due = [each for each in problem.demands if each.least and each.given is None]
    for demand in due:
        if sum(number not in banned for number in demand.of) < demand.least:
            return _without_time(demand, banned)
    return _too_many(problem, due, banned)


def _left(demand: Demand, banned: dict[int, list[Demand]], owners: Sequence[Path]) -> int:
    """Return how many events of *demand* are left if only the bans of *owners* count."""
    kept = {*owners}
    return sum(
        not any(kept.issuperset(ban.owners) for ban in banned.get(number, ()))
        for number in demand.of
    )


def _without_time(demand: Demand, banned: dict[int, list[Demand]]) -> list[Path]:
    bans = dict.fromkeys(
        owner for number in demand.of for ban in banned.get(number, ()) for owner in ban.owners
    )
    needed = minimized(bans, lambda some: _left(demand, banned, some) < demand.least)
    return [*dict.fromkeys((*demand.owners, *needed))]


def _too_many(
    problem: Problem, due: Sequence[Demand], banned: dict[int, list[Demand]]
) -> list[Path] | None:
    """Return a limit, and what is due more often than it allows."""
    containing: dict[int, list[Demand]] = {}
    for demand in due:
        for number in demand.of:
            containing.setdefault(number, []).append(demand)
    for limit in problem.demands:
        if not limit.most or limit.given is not None or len(limit.of) <= limit.most:
            continue
        inside = {*limit.of}
        near = {id(each): each for number in limit.of for each in containing.get(number, ())}
        found: list[Demand] = []
        bans: dict[Path, None] = {}
        taken: set[int] = set()
        for demand in sorted(near.values(), key=lambda each: (max(each.of), min(each.of))):
            outside = [number for number in demand.of if number not in inside]
            if taken.isdisjoint(demand.of) and all(number in banned for number in outside):
                found.append(demand)
                taken.update(demand.of)
                bans |= dict.fromkeys(
                    owner for number in outside for ban in banned[number] for owner in ban.owners
                )
            if sum(each.least for each in found) > limit.most:
                owners = (owner for each in (limit, *found) for owner in each.owners)
                whole = dict.fromkeys((*owners, *bans))
                return minimized(whole, lambda some: _exceeds(problem, some))
    return None


def _exceeds(problem: Problem, owners: Sequence[Path]) -> bool:
    """Return whether *owners* alone exclude each other, as far as this module can tell."""
    part = problem.of_owners(owners)
    return bool(part.demands) and excluding(part) is not None
