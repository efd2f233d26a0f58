"""A world in which something is fine: what was done before, each of it fine when it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from polyagree.consistency.gating.formulas import (
    Act,
    Any,
    Every,
    Formula,
    Given,
    Known,
    Need,
    Never,
    Roughly,
)
from polyagree.consistency.gating.needs import Needs
from polyagree.model import Event, Situation, State
from polyagree.source import Path

__all__ = ["Search", "Step", "World"]

_MOST_TURNS = 4000
#: Nobody waits for somebody who waits for somebody, and so on, more often than this.
_DEEPEST = 40


class Step(NamedTuple):
    """
    One thing that is done in a world, and what for.

    Attributes:
        event: What is done.
        key: The same without its time.
        behind: What it is done for, from the act in question to itself, as keys.
        paths: The norms because of which, one for each of them.
    """

    event: Event
    key: Event
    behind: tuple[Event, ...]
    paths: tuple[Path, ...]


class World(NamedTuple):
    """
    What was done, and how things are.

    Attributes:
        steps: What was done, each after what it waits for.
        nevers: What was not done.
        given: The situations that were decided on, and whether each holds.
        is_plain: Whether it is made of nothing that only comes close.
        done: The numbers of what was done.
    """

    steps: tuple[Step, ...] = ()
    nevers: tuple[Never, ...] = ()
    given: tuple[tuple[Situation | State, bool], ...] = ()
    is_plain: bool = True
    done: frozenset[int] = frozenset()

    @property
    def events(self) -> tuple[Event, ...]:
        """What was done."""
        return tuple(step.event for step in self.steps)


class _Trail(NamedTuple):
    """What one is looking at, from the act in question on."""

    keys: tuple[Event, ...]
    paths: tuple[Path, ...]
    path: Path = ()


class Search:
    """
    Looks for worlds in which an act is fine.

    Args:
        needs: What each act needs.
        is_out: What is never done.
        dropped: The norms that do not count.
        goes_round: Whether what waits for itself may be done all the same.
        given: The situations in which it is done, and whether each holds.

    Attributes:
        is_open: Whether something came up of which nobody can tell, so that
            a world that was not found may be there.
        circles: What was found to wait for itself, from the act in question on.
    """

    def __init__(
        self,
        needs: Needs,
        *,
        is_out: Callable[[Event], bool] | None = None,
        dropped: frozenset[Path] = frozenset(),
        goes_round: bool = False,
        given: Iterable[tuple[Situation | State, bool]] = (),
    ) -> None:
        self._needs, self._is_out, self._dropped = needs, is_out, dropped
        self._goes_round = goes_round
        self._given = tuple(given)
        self._turns = 0
        self.is_open = False
        self.circles: list[tuple[Event, ...]] = []

    def world_for(self, event: Event) -> World | None:
        """Return a world in which *event* is fine; ``None`` if none was found."""
        return next(self.worlds_for(event), None)

    def worlds_for(self, event: Event) -> Iterator[World]:
        """Yield worlds in which *event* is fine."""
        trail = _Trail((self._needs.key_of(event),), ())
        yield from self._ways(self._needs.of(event), World(given=self._given), trail)

    def _ways(self, formula: Formula, world: World, trail: _Trail) -> Iterator[World]:
        self._turns += 1
        if self._turns > _MOST_TURNS:
            self.is_open = True
            return
        match formula:
            case Known(is_so=is_so):
                self.is_open = self.is_open or is_so is None
                if is_so:
                    yield world
            case Act():
                yield from self._done(formula, world, trail)
            case Never():
                if any(formula.falls_under(step.event) for step in world.steps):
                    # It may have been done at another time; that is not looked into.
                    self.is_open = True
                else:
                    yield world._replace(nevers=(*world.nevers, formula))
            case Given(what=what, is_so=is_so):
                known = dict(world.given).get(what)
                if known is None:
                    yield world._replace(given=(*world.given, (what, is_so)))
                elif known == is_so:
                    yield world
            case Every(parts=parts):
                yield from self._all_of(parts, world, trail)
            case Any(parts=parts, least=least):
                for chosen in combinations(parts, least):
                    yield from self._all_of(chosen, world, trail)
            case Need(path=path, of=of):
                if path in self._dropped:
                    yield world
                    return
                yield from self._ways(of, world, trail._replace(path=path))
            case Roughly(of=of):
                yield from self._ways(of, world._replace(is_plain=False), trail)

    def _all_of(self, parts: tuple[Formula, ...], world: World, trail: _Trail) -> Iterator[World]:
        # One after the other, and back to the one before: there may be many.
        going = [self._ways(parts[0], world, trail)]
        while going:
            found = next(going[-1], None)
            if found is None:
                going.pop()
            elif len(going) == len(parts):
                yield found
            else:
                going.append(self._ways(parts[len(going)], found, trail))

    def _done(self, act: Act, world: World, trail: _Trail) -> Iterator[World]:
        if self._is_out is not None and self._is_out(act.event):
            return
        key = self._needs.key_of(act.event)
        number = self._needs.number_of(act.event)
        if number in world.done:
            yield world
            return
        inside = _Trail((*trail.keys, key), (*trail.paths, trail.path))
        if key in trail.keys:
            self.circles.append(inside.keys)
            if self._goes_round:
                yield world
            return
        if len(trail.keys) > _DEEPEST:
            self.is_open = True
            return
        for found in self._ways(self._needs.of(act.event), world, inside):
            if any(never.falls_under(act.event) for never in found.nevers):
                self.is_open = True
                continue
            step = Step(act.event, key, inside.keys, inside.paths)
            yield found._replace(steps=(*found.steps, step), done=found.done | {number})
