"""Some of the norms of a document, with those that say what becomes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from polyagree.model import AllOf, AnyOf, Condition, Norm, Not, Polycule, Status
from polyagree.timeline.wordings import Standing, standings

__all__ = ["some_of"]


def some_of(polycule: Polycule, clauses: Iterable[str]) -> tuple[Standing, ...]:
    """
    Return the norms of *clauses*, and of all that they hang on, in the order of the document.

    Those are the powers, which may pause, release or end anything, with the norms whose
    breaks they follow, and the clauses whose being kept, broken or paused a norm waits for.

    Args:
        polycule: The document.
        clauses: Names of clauses, boundaries and agreements.
    """
    every = list(enumerate(standings(polycule)))
    wanted = {*clauses}
    found = {number for number, standing in every if any(map(_has_power, _norms_of(standing)))}
    wanted |= {name for number, standing in every if number in found for name in _waited(standing)}
    while True:
        more = {
            number: standing
            for number, standing in every
            if number not in found and not wanted.isdisjoint(standing.names)
        }
        if not more:
            return tuple(standing for number, standing in every if number in found)
        found |= more.keys()
        for standing in more.values():
            wanted |= set(_waited(standing))


def _norms_of(standing: Standing) -> tuple[Norm, ...]:
    return standing.norm, *(step.norm for step in standing.every_step)


def _has_power(norm: Norm) -> bool:
    return norm.modal == "power" or any(map(_has_power, norm.if_broken))


def _waited(standing: Standing) -> Iterator[str]:
    for norm in _norms_of(standing):
        yield from _waited_for(norm)


def _waited_for(norm: Norm) -> Iterator[str]:
    """Yield the clauses whose standing *norm*, or what follows its break, hangs on."""
    conditions = [norm.from_, norm.until, norm.during, norm.unless, getattr(norm, "only_if", None)]
    for condition in conditions:
        if condition is not None and not isinstance(condition, dt.date):
            yield from _in(condition)
    for step in norm.if_broken:
        yield from _waited_for(step)


def _in(condition: Condition) -> Iterator[str]:
    match condition:
        case AllOf(all_of=parts) | AnyOf(any_=parts):
            for part in parts:
                yield from _in(part)
        case Not(not_=inner):
            yield from _in(inner)
        case Status(of=of):
            yield of
        case _:
            return
