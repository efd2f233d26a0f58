"""Logs that one wording allows and the other does not, each replayed under both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain, islice

from polyagree.clock import day_bounds
from polyagree.consistency.comparisons import Objected, Version, Witness
from polyagree.consistency.scene import Scene
from polyagree.consistency.sides import Outcome, Side, Supposed
from polyagree.consistency.supposing import suppose
from polyagree.errors import DoesNotReplay
from polyagree.timeline.rules import Rule
from polyagree.timeline.wordings import Standing

__all__ = ["base_day", "replayed", "start_of", "told_apart", "witnesses"]

_MOST_LOGS = 1500
_SOME_DAY = dt.date(2025, 1, 6)
_WEEK = 7
_FIRST_DAY = dt.date(1900, 1, 1)


def base_day(sides: tuple[Side, Side], on: dt.date | None) -> dt.date:
    """Return on which day both are looked at, where nothing in them says."""
    last = [each.polycule.last_day for each in sides]
    days = [day for day in last if day is not None]
    return on or max(days, default=_SOME_DAY)


def start_of(
    rules: Sequence[Sequence[Rule]], base: dt.date, sides: tuple[Side, Side]
) -> dt.datetime:
    """Return from when on both are taken to hold, which is a Monday before their first dates."""
    zone = sides[0].polycule.zone
    days: list[dt.date] = []
    for rule in (each for some in rules for each in some):
        bounds = (rule.norm.from_, rule.norm.until)
        days += [bound for bound in bounds if isinstance(bound, dt.date)]
        by = getattr(rule.norm, "by", None)
        if by is not None and by.date is not None:
            days.append(by.date)
        if rule.closes is not None:
            days.append(rule.closes.date())
    earliest = min((day - dt.timedelta(days=2 * _WEEK) for day in days), default=base)
    first = max(min(earliest, base), _FIRST_DAY)
    return day_bounds(first - dt.timedelta(days=first.weekday()), zone).start


Some = tuple[tuple[Standing, ...], tuple[Standing, ...]]


def witnesses(
    sides: tuple[Side, Side],
    some: Some,
    rules: Sequence[Sequence[Rule]],
    since: dt.datetime,
    wanted: set[Version],
) -> dict[Version, Witness]:
    """Return a log that one wording allows and the other does not, for each that is *wanted*."""
    found: dict[Version, Witness] = {}
    scene = Scene(sides, since, [*chain.from_iterable(rules)])
    seen: set[Supposed] = set()
    for log in islice(suppose(scene), _MOST_LOGS):
        if log in seen or not all(side.fits(log.events) for side in sides):
            continue
        seen.add(log)
        witness = told_apart(sides, some, log, since)
        if witness is not None and witness.allowed_by in wanted - found.keys():
            found[witness.allowed_by] = replayed(sides, some, witness)
            if found.keys() == wanted:
                break
    return {key: found[key] for key in ("old", "new") if key in found}


def told_apart(
    sides: tuple[Side, Side], some: Some, log: Supposed, since: dt.datetime
) -> Witness | None:
    """Return *log* as a witness, if one wording allows it and the other one does not."""
    until = log.until
    old, new = (
        side.outcome(each, log.events, since=since, until=until)
        for side, each in zip(sides, some, strict=True)
    )
    for allowed_by, fine, other in (("old", old, new), ("new", new, old)):
        if _is_allowed_by_one(fine, other):
            return Witness(
                allowed_by=allowed_by,  # type: ignore[arg-type]  # one of two words
                events=log.events,
                since=since,
                until=until,
                objected=_objected(other, sides[0 if allowed_by == "new" else 1]),
            )
    return None


def _is_allowed_by_one(fine: Outcome, other: Outcome) -> bool:
    if fine.is_fine and other.broken:
        return True
    return fine.is_done_with and bool(other.undone) and other.is_clear


def _objected(outcome: Outcome, side: Side) -> tuple[Objected, ...]:
    first = len(side.polycule.events)
    broken = tuple(
        Objected(
            clause=instance.clause,
            path=instance.path,
            norm=instance.norm,
            who=broken.by or instance.who,
            at=broken.at,
            event=None if broken.event is None else int(broken.event[-1]) - first,
        )
        for instance, broken in outcome.broken
    )
    return broken or tuple(
        Objected(clause=each.clause, path=each.path, norm=each.norm, who=each.who)
        for each in outcome.undone
    )


def replayed(sides: tuple[Side, Side], some: Some, witness: Witness) -> Witness:
    """
    Return *witness* once it has shown in another replay what it is said to show.

    Raises:
        DoesNotReplay: If it does not.
    """
    log = Supposed(witness.events, witness.until)
    if told_apart(sides, some, log, witness.since) != witness:
        raise DoesNotReplay(
            f"a log that only the {witness.allowed_by} wording was to allow does not show that",
            events=witness.events,
        )
    return witness
