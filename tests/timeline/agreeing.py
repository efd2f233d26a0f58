"""Where a replay and its reference say different things about the same document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from timeline.reference import Broken, Reference, Told

from polyagree.clock import day_bounds
from polyagree.model import Obligation, Polycule
from polyagree.timeline.instances import Break, Instance
from polyagree.timeline.ledger import replay

TICK = dt.timedelta(microseconds=1)
GUESSES = (dt.timedelta(), dt.timedelta(hours=1, minutes=15), dt.timedelta(hours=12))

Key = tuple[str, Any, tuple[str, ...]]


def end_of(polycule: Polycule) -> dt.datetime | None:
    """Return the instant up to which a replay goes by itself."""
    day = polycule.last_day
    return None if day is None else day_bounds(day, polycule.zone).end


def worlds(polycule: Polycule) -> Iterator[dict[int, dt.datetime]]:
    """Yield instants for what has only a day: early, at night, at noon and late in it."""
    dated = [index for index, each in enumerate(polycule.events) if each.is_dated_only]
    choices = []
    for index in dated:
        span = day_bounds(polycule.events[index].day, polycule.zone)
        at = [span.start + each for each in GUESSES]
        choices.append([*at, span.end - TICK])
    for chosen in product(*choices):
        yield dict(zip(dated, chosen, strict=True))


def differences(polycule: Polycule) -> list[str]:
    """Return where the two differ, in words."""
    now = end_of(polycule)
    if now is None:
        return []
    ledger = replay(polycule)
    found = _engine(ledger.instances)
    possible = [_reference(polycule, now, world) for world in worlds(polycule)]
    if len(possible) == 1:
        return list(_exactly(found, possible[0]))
    return list(_surely(found, possible))


def compared(polycule: Polycule) -> tuple[int, int]:
    """Return how many norms and people are compared, and how many are left open."""
    now = end_of(polycule)
    if now is None:
        return 0, 0
    told = _reference(polycule, now, next(worlds(polycule)))
    opened = sum(each is None for each in told.values())
    return len(told) - opened, opened


def _engine(instances: Iterable[Instance]) -> dict[Key, list[Instance]]:
    found: dict[Key, list[Instance]] = {}
    for each in instances:
        found.setdefault((each.clause, each.norm, tuple(sorted(each.who))), []).append(each)
    return found


def _reference(
    polycule: Polycule, now: dt.datetime, world: dict[int, dt.datetime]
) -> dict[Key, list[Told] | None]:
    found: dict[Key, list[Told] | None] = {}
    for case, bound, told in Reference(polycule, now, world).everything():
        key = (case.name, case.norm, tuple(sorted(bound.who)))
        if told is None or found.get(key, ()) is None:
            found[key] = None
        else:
            found[key] = [*(found.get(key) or []), *told]
    return found


def _cause(instance: Instance) -> int | None:
    return None if instance.cause is None else int(instance.cause[1])


def _place(each: Instance | Told) -> tuple[dt.datetime, int]:
    cause = _cause(each) if isinstance(each, Instance) else each.cause
    early = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
    return each.since or early, -1 if cause is None else cause


def _exactly(
    found: dict[Key, list[Instance]], wanted: dict[Key, list[Told] | None]
) -> Iterator[str]:
    for key, told in wanted.items():
        if told is None:
            continue
        yield from _same(found.get(key, []), told)
    for key in found.keys() - wanted.keys():
        yield f"{_name(found[key][0])}: only the replay has it"


def _same(instances: Iterable[Instance], told: Iterable[Told]) -> Iterator[str]:
    ours, theirs = _by_place(told), _by_place(instances)
    for place in sorted(ours.keys() | theirs.keys()):
        mine, others = ours.get(place, []), theirs.get(place, [])
        for one, other in zip(others, mine, strict=False):
            yield from _each(one, other)
        for more in mine[len(others) :]:
            yield f"{_name(more)}: only the reference has it ({more.state})"
        for more in others[len(mine) :]:
            yield f"{_name(more)}: only the replay has it ({more.state})"


def _by_place(every: Iterable[Any]) -> dict[Any, Any]:
    found: dict[Any, list[Any]] = {}
    for each in every:
        # In what follows a break, names stand in place of `breaker` and `affected`.
        which = each.path[-1] if isinstance(each, Instance) else each.number
        found.setdefault((*_place(each), which, tuple(sorted(each.who))), []).append(each)
    return found


def _each(instance: Instance, told: Told) -> Iterator[str]:
    name = _name(told)
    pairs: list[tuple[str, object, object]] = [
        ("state", instance.state, told.state),
        ("verdict", instance.verdict, told.verdict),
        ("violations", instance.counts.violations, told.violations),
        ("fulfilments", instance.counts.fulfilments, told.fulfilments),
    ]
    if told.is_owed and told.state == "in force" and isinstance(told.norm, Obligation):
        pairs.append(("until", instance.until, told.until))
    for what, theirs, ours in pairs:
        if theirs != ours:
            yield f"{name}: {what} is {theirs} in the replay, {ours} in the reference"
    theirs_at = [(each.at, each.event and each.event[1]) for each in instance.breaks]
    ours_at = [(each.at, each.event) for each in told.breaks]
    if theirs_at != ours_at:
        yield f"{name}: breaks are {theirs_at} in the replay, {ours_at} in the reference"
        return
    for broken, other in zip(instance.breaks, told.breaks, strict=True):
        yield from _break(name, broken, other)


def _break(name: str, broken: Break, other: Broken) -> Iterator[str]:
    if broken.state != other.state:
        yield (
            f"{name}: the break at {broken.at} is {broken.state} in the replay, "
            f"{other.state} in the reference"
        )
    steps = [each for each in broken.steps if each.norm.modal in {"must", "must_not"}]
    for what in _same(steps, other.steps):
        yield f"{name}, after {broken.at}: {what}"


def _surely(
    found: dict[Key, list[Instance]], possible: list[dict[Key, list[Told] | None]]
) -> Iterator[str]:
    """Compare what is sure: it has to be so in every world."""
    for key in possible[0]:
        everywhere = [world.get(key) for world in possible]
        if any(told is None for told in everywhere):
            continue
        theirs = _by_cause(found.get(key, []))
        ours = [_by_cause(told or []) for told in everywhere]
        for cause, verdict in theirs.items():
            if verdict == "unknown":
                continue
            others = {world.get(cause) for world in ours}
            if others != {verdict}:
                yield (
                    f"{key[0]} {','.join(key[2])} after {cause}: surely {verdict} in the replay, "
                    f"{sorted(map(str, others))} in the worlds"
                )
        for cause in set.intersection(*(set(world) for world in ours)) - theirs.keys():
            yield f"{key[0]} {','.join(key[2])} after {cause}: not in the replay"


def _by_cause(every: Iterable[Any]) -> dict[Any, str]:
    """Return the verdicts of what has a cause, or is there once; the rest is told together."""
    found: dict[Any, set[str]] = {}
    for each in every:
        cause = _cause(each) if isinstance(each, Instance) else each.cause
        found.setdefault(cause, set()).add(each.verdict)
    order = [
        "violated",
        "unknown",
        "presumably_violated",
        "pending",
        "presumably_satisfied",
        "satisfied",
    ]
    return {cause: min(verdicts, key=order.index) for cause, verdicts in found.items()}


def _name(each: Instance | Told) -> str:
    cause = _cause(each) if isinstance(each, Instance) else each.cause
    after = "" if cause is None else f" after events[{cause}]"
    since = "ever" if each.since is None else f"{each.since:%m-%dT%H:%M}"
    norm = f"{each.norm.modal} {each.norm.act}"
    return f"{each.clause} ({norm}) of {','.join(each.who)} since {since}{after}"
