"""What people undertook in the steps of a repair, held against the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from attrs import evolve

from polyagree.clock import day_bounds, local_day
from polyagree.model import (
    Norm,
    Obligation,
    Permission,
    PersonId,
    Polycule,
    Power,
    Repair,
    RepairStep,
)
from polyagree.source import Path
from polyagree.timeline.concerned import Concerned
from polyagree.timeline.instances import Instance
from polyagree.timeline.instants import TICK
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.pronouns import with_people
from polyagree.timeline.wordings import Standing

__all__ = ["Stand", "Undertaken", "is_marked", "undertaken"]

Stand = Literal["done", "going on", "open", "not kept"]

_KEPT = frozenset({"fulfilled", "compensated", "released"})


class Undertaken(NamedTuple):
    """
    How one norm of a step stands, or all of them together.

    Attributes:
        standing: *Done*, *going on* while its time runs, *open* until somebody does it, *not
            kept* if it was broken.
        day: When it was done, or not kept; ``None``: no day tells.
        until: The last day of its time; ``None``: it has none.
        waiting_for: Who has still to do it.
        shown_by: Where that stands.
        rounds: Of what comes round: how many times it was kept, and how many are over.
    """

    standing: Stand
    day: dt.date | None = None
    until: dt.date | None = None
    waiting_for: tuple[PersonId, ...] = ()
    shown_by: tuple[Path, ...] = ()
    rounds: tuple[int, int] | None = None


def undertaken(
    polycule: Polycule, repairs: Iterable[tuple[Repair, Concerned]], *, on: dt.date
) -> dict[str, dict[int, Undertaken]]:
    """
    Return how the norms of the steps of repairs stand on a day, by the repair and the step.

    Their time runs from the day by which the breach was known, as that of what an agreement
    lets follow. What was done late is done, and so is what was done, in time or not, where
    nobody knows. Steps that are marked as done or left out are not looked at, nor is anything
    if no day is known.

    Args:
        polycule: The document.
        repairs: Its repairs, each with whom it concerns. One replay is for all of them.
        on: The day.
    """
    placed = [each for repair, about in repairs for each in _placed(repair, about, on)]
    if not placed:
        return {}
    since = day_bounds(min(each.since for each, _ in placed), polycule.zone).start
    replayed = (each for standing, _ in placed for each in (standing, *_at_any_time(standing)))
    ledger = Ledger.of_these(polycule, replayed, since=since)
    ledger.take_all(until=on)
    by_path: dict[Path, list[Instance]] = {}
    for instance in ledger.instances:
        by_path.setdefault(instance.path, []).append(instance)
    read = _Reader(polycule)
    parts: dict[tuple[str, int], list[Undertaken]] = {}
    for standing, norm in placed:
        _, repair_id, _, index, *_ = standing.path
        instances = by_path.get(standing.path, [])
        done = {each.who: each for each in by_path.get((*standing.path, _ANY_TIME), ())}
        stands = read.norm(norm, [*_whenever_done(instances, done)], on)
        parts.setdefault((str(repair_id), int(index)), []).append(stands)
    found: dict[str, dict[int, Undertaken]] = {}
    for (name, at), several in parts.items():
        found.setdefault(name, {})[at] = _together(several)
    return found


def _placed(repair: Repair, about: Concerned, on: dt.date) -> Iterator[tuple[Standing, Norm]]:
    """Yield the norms of steps that are still to be shown, as they are replayed and as written."""
    if about.known is None or about.known > on or not about.people:
        return
    # At the ends of the calendar there is no day before or after.
    if about.known.year == dt.MINYEAR or on.year == dt.MAXYEAR:
        return
    for index, step in enumerate(repair.steps):
        for at, norm in enumerate(step.norm):
            if step.skipped is None and not is_marked(step, on):
                yield _standing(repair, about, index, at, _put(norm, about)), norm


def is_marked(step: RepairStep, on: dt.date) -> bool:
    """Return whether *step* is marked as taken by the day *on*."""
    return step.done is not None and step.done <= on


def _together(parts: Iterable[Undertaken]) -> Undertaken:
    """Return how several norms of one step stand together: all of them are to be done."""
    several = tuple(parts)
    if len(several) == 1:
        return several[0]
    for standing in ("not kept", "open", "going on"):
        some = [each for each in several if each.standing == standing]
        if some:
            ends = [each.until for each in some]
            return Undertaken(
                standing,
                day=min((each.day for each in some if each.day is not None), default=None),
                until=max((end for end in ends if end is not None), default=None)
                if None not in ends
                else None,
                waiting_for=tuple(
                    dict.fromkeys(person for each in some for person in each.waiting_for)
                ),
                shown_by=tuple(path for each in some for path in each.shown_by),
                rounds=next((each.rounds for each in some if each.rounds), None),
            )
    return Undertaken(
        "done",
        day=max((each.day for each in several if each.day is not None), default=None),
        shown_by=tuple(path for each in several for path in each.shown_by),
    )


def _standing(repair: Repair, about: Concerned, index: int, at: int, norm: Norm) -> Standing:
    return Standing(
        path=("repairs", repair.id, "steps", index, "norm", at),
        clause=repair.id,
        norm=norm,
        parties=about.people,
        holder=None,
        names=frozenset({repair.id}),
        since=about.known or dt.date.min,
        before=dt.date.max,
    )


def _put(norm: Norm, about: Concerned) -> Norm:
    """Return *norm* with names for who broke something and whom it affected; late counts."""
    meant = {"breaker": about.by, "affected": about.affected}
    named = with_people(norm, {word: people for word, people in meant.items() if people})
    if isinstance(named, Obligation) and named.kind == "achievement" and named.has_deadline:
        return evolve(named, late="owed")
    return named


_ANY_TIME = "at-any-time"


def _at_any_time(standing: Standing) -> Iterator[Standing]:
    """Yield what is to be done once without its deadline: it tells whether it was done at all."""
    norm = standing.norm
    if isinstance(norm, Obligation) and norm.late == "owed":
        free = evolve(norm, within=None, by=None, before=None, until=None, for_=None, late=None)
        yield standing._replace(path=(*standing.path, _ANY_TIME), norm=free)


def _whenever_done(
    instances: Iterable[Instance], done: Mapping[tuple[PersonId, ...], Instance]
) -> Iterator[Instance]:
    """Yield *instances*; where nobody knows whether one was in time, as it was *done*."""
    for each in instances:
        free = done.get(each.who) if each.state == "unknown" else None
        yield free if free is not None and _is_done(free) else each


class _Reader:
    """Reads how norms stand in what a replay says of them."""

    def __init__(self, polycule: Polycule) -> None:
        self._polycule = polycule

    def norm(self, norm: Norm, instances: list[Instance], on: dt.date) -> Undertaken:
        """Return how *norm* stands on a day, by what became of it for each whom it binds."""
        if isinstance(norm, Power) or (isinstance(norm, Permission) and not _binds(norm)):
            return Undertaken("going on")
        if isinstance(norm, Obligation) and norm.kind == "achievement":
            return self._once(instances)
        if isinstance(norm, Obligation) and norm.kind != "maintenance":
            return self._coming_round(instances, on)
        return self._throughout(instances)

    def _once(self, instances: list[Instance]) -> Undertaken:
        left = [each for each in instances if not _is_done(each)]
        shown = tuple(path for each in instances for path in _shown(each))
        if instances and not left:
            return Undertaken("done", day=self._last_day(instances), shown_by=shown)
        return Undertaken(
            "open",
            until=self._until(left),
            waiting_for=tuple(dict.fromkeys(person for each in left for person in each.who)),
            shown_by=shown,
        )

    def _coming_round(self, instances: list[Instance], on: dt.date) -> Undertaken:
        """A round that nobody wrote down tells nothing; that none is written down, it is open."""
        over = [each for each in instances if each.until is not None and each.state != "in force"]
        kept = [each for each in over if _is_done(each)]
        rounds = (len(kept), len(over))
        shown = tuple(path for each in kept for path in _shown(each))
        until = self._until(instances)
        if not over or len(over) < len(instances) or (until is not None and until >= on):
            return Undertaken("going on", until=until, shown_by=shown, rounds=rounds)
        if kept:
            return Undertaken("done", day=until, shown_by=shown, rounds=rounds)
        who = tuple(dict.fromkeys(person for each in instances for person in each.who))
        return Undertaken("open", waiting_for=who, rounds=rounds)

    def _throughout(self, instances: list[Instance]) -> Undertaken:
        breaks = sorted(
            ((broken.at, broken.event) for each in instances for broken in each.breaks),
            key=lambda each: each[0],
        )
        if breaks:
            at, _ = breaks[0]
            shown = tuple(event for _, event in breaks if event is not None)
            who = tuple(dict.fromkeys(p for each in instances for b in each.breaks for p in b.by))
            return Undertaken("not kept", day=self._day(at), waiting_for=who, shown_by=shown)
        until = self._until(instances)
        if instances and until is not None and all(each.state == "expired" for each in instances):
            return Undertaken("done", day=until)
        return Undertaken("going on", until=until)

    def _until(self, instances: list[Instance]) -> dt.date | None:
        ends = [each.until for each in instances if each.until is not None]
        return self._day(max(ends) - TICK) if ends else None

    def _last_day(self, instances: list[Instance]) -> dt.date | None:
        times = (line.at for each in instances for line in each.proof if line.event is not None)
        return max((self._day(at) for at in times if at is not None), default=None)

    def _day(self, at: dt.datetime) -> dt.date:
        return local_day(at, self._polycule.zone)


def _binds(norm: Permission) -> bool:
    return norm.is_limit or norm.only_if is not None


def _is_done(instance: Instance) -> bool:
    is_late = any(line.fact == "done late" for line in instance.proof)
    return is_late or instance.state in _KEPT


def _shown(instance: Instance) -> Iterator[Path]:
    facts = {"done", "done late", "kept", "done early"}
    for line in instance.proof:
        if line.fact in facts and line.event is not None:
            yield line.event
