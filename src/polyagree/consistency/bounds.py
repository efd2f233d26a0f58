"""What two agreements say about times and lengths: whether it fits, clashes, or is stricter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Literal

from attrs import evolve, frozen

from polyagree.consistency.constraints import (
    ComesRound,
    Constraint,
    Either,
    OneOf,
    Related,
    Stated,
    Together,
    Within,
    holds,
    kinds_in,
)
from polyagree.consistency.intervals import Intervals, Kind, TimeValue
from polyagree.consistency.network import TemporalNetwork
from polyagree.consistency.recurrence import Recurrence, first_meeting
from polyagree.errors import DoesNotReplay, InvalidTime

__all__ = ["Compared", "Fit", "Misfit", "Refinement", "Topic", "compare_topics", "fit", "refines"]

Verdict = Literal["conflict", "unknown", "compatible"]
"""What two sides say about a quantity: they clash, one is silent, or both allow some value."""

_TICK = dt.timedelta(microseconds=1)
_LENGTHS = Intervals.between(least=dt.timedelta(0))


@frozen(kw_only=True)
class Fit:
    """
    Everything that was stated can be met at once.

    Attributes:
        values: A value for each quantity with which it is.
    """

    values: tuple[tuple[str, TimeValue], ...]


@frozen(kw_only=True)
class Misfit:
    """
    Not everything that was stated can be met at once.

    Attributes:
        needed: A minimal set that cannot; without any one of them, the others can.
    """

    needed: tuple[Stated, ...]


@frozen(kw_only=True)
class Topic:
    """
    What two sides say about one quantity.

    Attributes:
        quantity: Which one.
        verdict: Whether they clash, agree on a value, or one of them says nothing.
        value: A value that both allow, if they are compatible.
    """

    quantity: str
    verdict: Verdict
    value: TimeValue | None = None


@frozen(kw_only=True)
class Compared:
    """
    What two sides say, quantity by quantity.

    Attributes:
        topics: Each quantity that a side speaks of, in the order in which they do.
    """

    topics: tuple[Topic, ...]

    @property
    def verdict(self) -> Verdict:
        """What all come to, where one clash is a conflict and one silence leaves it unknown."""
        found = {each.verdict for each in self.topics}
        if "conflict" in found:
            return "conflict"
        return "unknown" if "unknown" in found else "compatible"


@frozen(kw_only=True)
class Refinement:
    """
    Whether one wording is at least as strict as another.

    Attributes:
        is_kept: Whether the one allows nothing that the other rules out.
        values: What the one allows and the other rules out; empty if there is nothing.
    """

    is_kept: bool
    values: tuple[tuple[str, TimeValue], ...] = ()


def fit(stated: Sequence[Stated], *, relations: Sequence[Constraint] = ()) -> Fit | Misfit:
    """
    Return values that meet everything stated, or the fewest statements that cannot be met.

    What several agreements say about the same quantity is put together: bounds and choices
    as sets of intervals, recurrences by where they meet, lengths that depend on each other as
    a simple temporal network. All of it is exact; choices are tried one after the other, so
    that many of them at once take long.

    Args:
        stated: What is asked for, and by whom. Whoever asks for all of several constraints
            asks for each of them.
        relations: What holds whoever asks for what, such as that the time used is at most
            the time that went by.

    Returns:
        A :class:`Fit`, whose values meet every constraint; or a :class:`Misfit`.

    Raises:
        InvalidTime: If a quantity is of two kinds, if instants or dates are related like
            lengths, or if something on the calendar comes round too often to be run through.
        DoesNotReplay: If polyagree contradicts itself; please report it.

    Source:
        C2.
    """
    each = [part for one in stated for part in _parts(one)]
    if (values := _met(each, relations)) is not None:
        return Fit(values=values)
    needed: list[Stated] = []
    while each:
        one = each.pop(0)
        if _met([*needed, *each], relations) is not None:
            needed.append(one)
    return Misfit(needed=tuple(needed))


def compare_topics(left: Sequence[Constraint], right: Sequence[Constraint]) -> Compared:
    """
    Return what two sides say about each quantity alone.

    A quantity of which only one side speaks is unknown: silence is no agreement. What a side
    cannot meet even alone is a conflict, whatever the other says.

    Raises:
        InvalidTime: As for :func:`fit`.

    Source:
        C2.
    """
    kinds = kinds_in([*left, *right])
    sides = [(kinds_in(side), [*_feasible(side)]) for side in (left, right)]
    topics = []
    for quantity in kinds:
        speaking = [worlds for named, worlds in sides if quantity in named]
        if not all(speaking):
            topics.append(Topic(quantity=quantity, verdict="conflict"))
        elif len(speaking) == 1:
            topics.append(Topic(quantity=quantity, verdict="unknown"))
        else:
            shared = (_alone(quantity, pair) for pair in product(*speaking))
            value = next((each for each in shared if each is not None), None)
            verdict: Verdict = "conflict" if value is None else "compatible"
            topics.append(Topic(quantity=quantity, verdict=verdict, value=value))
    return Compared(topics=tuple(topics))


def refines(
    left: Sequence[Constraint],
    right: Sequence[Constraint],
    *,
    relations: Sequence[Constraint] = (),
) -> Refinement:
    """
    Return whether *left* allows nothing that *right* rules out.

    Args:
        left: One wording, such as the newer one.
        right: The other.
        relations: What holds anyway, as for :func:`fit`.

    Raises:
        InvalidTime: As for :func:`fit`.
    """
    asked = [(each, True) for each in (*left, *relations)]
    values = _values([*asked, (Together(tuple(right)), False)])
    return Refinement(is_kept=values is None, values=values or ())


@frozen(kw_only=True)
class _World:
    """One way to decide every choice: what each quantity may be, and what else it has to be."""

    values: tuple[tuple[str, Intervals], ...] = ()
    rounds: tuple[tuple[str, Recurrence, bool], ...] = ()
    related: tuple[tuple[str, str, bool], ...] = ()

    def narrowed(self, quantity: str, values: Intervals) -> _World | None:
        """Return the world with one more bound, unless nothing is left."""
        known = dict(self.values)
        least = _LENGTHS if values.kind == "length" else Intervals.everything(values.kind)
        known[quantity] = known.get(quantity, least) & values
        return evolve(self, values=tuple(known.items())) if known[quantity] else None


#: A constraint, and whether it has to hold or must not.
_Asked = tuple[Constraint, bool]


def _parts(stated: Stated) -> Iterator[Stated]:
    """Yield what somebody states, piece by piece."""
    if isinstance(stated.constraint, Together):
        for part in stated.constraint.parts:
            yield from _parts(evolve(stated, constraint=part))
    else:
        yield stated


def _met(
    stated: Iterable[Stated], relations: Iterable[Constraint]
) -> tuple[tuple[str, TimeValue], ...] | None:
    asked: list[_Asked] = [(each.constraint, True) for each in stated]
    return _values([*asked, *((each, True) for each in relations)])


def _values(asked: Sequence[_Asked]) -> tuple[tuple[str, TimeValue], ...] | None:
    """Return a value for each quantity so that all is as *asked*; ``None``: there are none."""
    kinds = kinds_in(each for each, _ in asked)
    for world in _worlds(asked, _World()):
        if (found := _settled(world)) is not None:
            free = {name: _everything(kind).some for name, kind in kinds.items()}
            values = {name: found.get(name, value) for name, value in free.items()}
            given = {name: value for name, value in values.items() if value is not None}
            if not all(holds(each, given) == truth for each, truth in asked):
                raise DoesNotReplay(
                    "values were found that do not meet what was asked", events=tuple(given.items())
                )
            return tuple(given.items())
    return None


def _worlds(asked: Sequence[_Asked], world: _World) -> Iterator[_World]:
    """Yield each way to decide the choices in *asked*, apart from those that contradict."""
    if not asked:
        yield world
        return
    # What leaves no choice comes first, so that choices are made where they still count.
    at = next((at for at, one in enumerate(asked) if not _is_choice(*one)), 0)
    (constraint, truth), rest = asked[at], [*asked[:at], *asked[at + 1 :]]
    if isinstance(constraint, Within):
        values = constraint.values if truth else ~constraint.values
        narrowed = world.narrowed(constraint.quantity, values)
        if narrowed is not None:
            yield from _worlds(rest, narrowed)
    elif isinstance(constraint, ComesRound):
        added = (constraint.quantity, constraint.recurrence, truth)
        yield from _worlds(rest, evolve(world, rounds=(*world.rounds, added)))
    elif isinstance(constraint, Related):
        ends = (constraint.shorter, constraint.longer)
        edge = (*(ends if truth else ends[::-1]), constraint.is_strict == truth)
        yield from _worlds(rest, evolve(world, related=(*world.related, edge)))
    else:
        for branch in _branches(constraint, truth=truth):
            yield from _worlds([*branch, *rest], world)


def _is_choice(constraint: Constraint, truth: bool) -> bool:  # noqa: FBT001  # as it is asked
    return not isinstance(constraint, Within | ComesRound | Related) and not (
        isinstance(constraint, Together if truth else Either)
    )


def _branches(constraint: Together | Either | OneOf, *, truth: bool) -> Iterator[list[_Asked]]:
    """Yield the ways in which a choice is made; no two of them at once."""
    parts = constraint.parts
    if isinstance(constraint, OneOf):
        if truth:
            for at in range(len(parts)):
                yield [(each, here == at) for here, each in enumerate(parts)]
        else:
            yield [(each, False) for each in parts]
            for at, one in enumerate(parts):
                before: list[_Asked] = [(each, False) for each in parts[:at]]
                yield [*before, (one, True), (Either(parts[at + 1 :]), True)]
    elif isinstance(constraint, Together) == truth:
        yield [(each, truth) for each in parts]
    else:
        for at, one in enumerate(parts):
            yield [*((each, not truth) for each in parts[:at]), (one, truth)]


def _feasible(side: Sequence[Constraint]) -> Iterator[_World]:
    """Yield the ways in which one side can be met alone."""
    for world in _worlds([(each, True) for each in side], _World()):
        if _settled(world) is not None:
            yield world


def _alone(quantity: str, worlds: Sequence[_World]) -> TimeValue | None:
    """Return a value that one quantity may have in all of *worlds*."""
    joined: _World | None = _World()
    for world in worlds:
        values = dict(world.values).get(quantity)
        if joined is not None and values is not None:
            joined = joined.narrowed(quantity, values)
        rounds = tuple(each for each in world.rounds if each[0] == quantity)
        if joined is not None:
            joined = evolve(joined, rounds=(*joined.rounds, *rounds))
    if joined is None:
        return None
    if not joined.values and not joined.rounds:
        return _everything("length").some
    found = _settled(joined)
    return None if found is None else found[quantity]


def _settled(world: _World) -> dict[str, TimeValue] | None:
    """Return a value for each quantity of a world; ``None`` if there are none."""
    found = _lengths(world)
    if found is None:
        return None
    known = dict(world.values)
    for name, _, _ in world.rounds:
        if name not in found:
            value = _round_value(name, known.get(name), world.rounds)
            if value is None:
                return None
            found[name] = value
    for name, values in known.items():
        some = values.some
        if name not in found and some is not None:
            found[name] = some
    return found


def _lengths(world: _World) -> dict[str, TimeValue] | None:
    """Return the lengths that depend on each other, by a network from nothing on."""
    names = list(dict.fromkeys(name for pair in world.related for name in pair[:2]))
    known = dict(world.values)
    for name in names:
        if name in known and known[name].kind != "length":
            raise InvalidTime(f"`{name}` is no length of time", help="relate lengths only")
    spans = [known.get(name, _LENGTHS).spans for name in names]
    for chosen in product(*spans):
        network = TemporalNetwork()
        for name, (start, stop) in zip(names, chosen, strict=True):
            network.add(None, name, least=start * _TICK, most=(stop - 1) * _TICK)
        for shorter, longer, is_strict in world.related:
            network.add(shorter, longer, least=0 * _TICK, is_least_open=is_strict)
        if (times := network.times()) is not None:
            return {name: value for name in names if isinstance(value := times[name], dt.timedelta)}
    return None if names else {}


def _round_value(
    name: str, values: Intervals | None, rounds: Sequence[tuple[str, Recurrence, bool]]
) -> TimeValue | None:
    """Return a time that is one of all those that come round, and none that must not be."""
    on = [each for quantity, each, truth in rounds if quantity == name and truth]
    off = [each for quantity, each, truth in rounds if quantity == name and not truth]
    return first_meeting(on, within=values, apart_from=off)


def _everything(kind: Kind) -> Intervals:
    return _LENGTHS if kind == "length" else Intervals.everything(kind)
