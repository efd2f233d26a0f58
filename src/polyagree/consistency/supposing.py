"""Logs that may tell two wordings apart: at the last moment, once too often, just outside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from polyagree.consistency.falling_short import in_time, rounds
from polyagree.consistency.overstepping import against, refused
from polyagree.consistency.scene import Scene
from polyagree.consistency.sides import Supposed
from polyagree.errors import PolyagreeError
from polyagree.model import Norm, PersonId, Power
from polyagree.timeline.inventing import OutOfReach
from polyagree.timeline.rules import Rule

__all__ = ["suppose"]

_MOST_BOUND = 3
_AT_A_TIME = 25


def suppose(scene: Scene) -> Iterator[Supposed]:
    """Yield logs in which one of two wordings may be kept and the other one broken."""
    ways = [_of(scene, rule) for rule in _each_rule(scene)]
    # One after the other, so that none waits until another one is exhausted.
    while ways:
        for way in [*ways]:
            some = [*islice(way, _AT_A_TIME)]
            yield from some
            if not some:
                ways.remove(way)


def _each_rule(scene: Scene) -> Iterator[Rule]:
    """Yield each norm with a few of those whom it binds, once for both wordings."""
    seen: dict[Norm, set[tuple[PersonId, ...]]] = {}
    for rule in scene.rules:
        bound = seen.setdefault(rule.norm, set())
        if rule.who not in bound and len(bound) < _MOST_BOUND:
            bound.add(rule.who)
            yield rule


def _of(scene: Scene, rule: Rule) -> Iterator[Supposed]:
    try:
        if rule.kind in {"ban", "gated", "limit", "upkeep"}:
            yield from against(scene, rule)
        elif isinstance(rule.norm, Power):
            yield from refused(scene, rule, rule.norm)
        elif rule.kind in {"recurring", "quota"} and rule.norm.after is None:
            yield from rounds(scene, rule)
        elif rule.kind != "grant":
            yield from in_time(scene, rule)
    except (OutOfReach, PolyagreeError, OverflowError):
        return
