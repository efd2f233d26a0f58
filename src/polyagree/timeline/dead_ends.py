"""Steps after a break that lead nowhere, however and whenever the break comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from attrs import frozen

from polyagree.clock import instant, local_day
from polyagree.model import Polycule
from polyagree.source import Path
from polyagree.timeline.exploring import all_steps, explored
from polyagree.timeline.walks import OUT_OF_TIME, Choice, Exploration
from polyagree.timeline.wordings import standings

__all__ = ["DeadEnd", "DeadEndKind", "dead_ends"]

DeadEndKind = Literal["out of time", "nobody", "never reached"]

#: The days of a week, and times of day between which its parts begin and end.
_DAYS = 7
_HOURS = (0, 7, 10, 13, 19, 22)

_LAST_YEAR = 9900


@frozen(kw_only=True)
class DeadEnd:
    """
    A step after a break that leads nowhere.

    Attributes:
        path: Where the step stands.
        act: What it asks for.
        kind: *Out of time*, if its time is over before it can be done, whenever the
            break is; *nobody*, if nobody is bound to it; *never reached*, if it never
            comes into force.
        clause: A clause after whose break it is so.
        after: The path of the norm that is broken.
    """

    path: Path
    act: str
    kind: DeadEndKind
    clause: str
    after: Path


class _Found(NamedTuple):
    """What became of one step after the break of one norm."""

    after: Path
    path: Path


def dead_ends(
    polycule: Polycule, clauses: Iterable[str], *, on: dt.date | None = None
) -> tuple[DeadEnd, ...]:
    """
    Return the steps after a break of *clauses* that lead nowhere.

    What cannot be done in time is tried again with a break on every day of a week,
    and at several times of day: what can be done after one of them is no dead end.

    Args:
        polycule: The document.
        clauses: The clauses, boundaries and agreements that are broken.
        on: The day around which it is; ``None``: the last day that the document records.

    Source:
        A9, A12.
    """
    day = on or polycule.last_day or dt.date(2000, 1, 1)
    if not dt.MINYEAR < day.year < _LAST_YEAR:
        # At the ends of the calendar a chain of steps has no room.
        return ()
    names = frozenset(clauses)
    first = explored(polycule, day, names)
    found = dict(_never_reached(polycule, names, first)) | dict(_failed(first))
    left = {at for at, each in found.items() if each.kind == "out of time"}
    for start in _starts(polycule, day):
        if not left:
            break
        again = explored(polycule, start, frozenset(found[at].clause for at in left))
        left -= set(_kept(again)) - dict(_failed(again)).keys()
    return tuple(each for at, each in found.items() if each.kind != "out of time" or at in left)


def _starts(polycule: Polycule, day: dt.date) -> Iterator[dt.datetime]:
    for ahead in range(_DAYS):
        for hour in _HOURS:
            at = dt.datetime.combine(day + dt.timedelta(days=ahead), dt.time(hour))
            yield instant(at, polycule.zone)


def _choices(exploration: Exploration) -> Iterator[tuple[str, Path, Choice]]:
    for walk in exploration.walks:
        for end in walk.ends:
            for choice in end.choices:
                yield walk.clause, walk.path, choice


def _kept(exploration: Exploration) -> Iterator[_Found]:
    for _, after, choice in _choices(exploration):
        if choice.is_kept:
            yield _Found(after, choice.path)


def _failed(exploration: Exploration) -> Iterator[tuple[_Found, DeadEnd]]:
    """Yield what people meant to keep, and could not."""
    kept = set(_kept(exploration))
    for clause, after, choice in _choices(exploration):
        found = _Found(after, choice.path)
        if found in kept:
            continue
        if choice.why == OUT_OF_TIME or not choice.who:
            kind: DeadEndKind = "out of time" if choice.who else "nobody"
            yield (
                found,
                DeadEnd(path=choice.path, act=choice.act, kind=kind, clause=clause, after=after),
            )


def _never_reached(
    polycule: Polycule, names: frozenset[str], exploration: Exploration
) -> Iterator[tuple[_Found, DeadEnd]]:
    broken: dict[Path, set[dt.date]] = {}
    for walk in exploration.walks:
        if walk.broken is not None:
            broken.setdefault(walk.path, set()).add(local_day(walk.broken, polycule.zone))
    unreached = set(exploration.unreached)
    for standing in standings(polycule):
        if names.isdisjoint(standing.names) or standing.path not in broken:
            continue
        steps = {
            path: norm
            for on in sorted(broken[standing.path])
            for path, norm in all_steps(standing, on)
        }
        for path, norm in steps.items():
            if path in unreached:
                yield (
                    _Found(standing.path, path),
                    DeadEnd(
                        path=path,
                        act=norm.act,
                        kind="never reached",
                        clause=standing.clause,
                        after=standing.path,
                    ),
                )
