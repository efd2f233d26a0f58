"""Whose word the norms about an act ask for by name, so that nobody has to look for it."""

from __future__ import annotations

from collections.abc import Iterable

from polyagree.consistency.gating.frame import Frame, Guard
from polyagree.consistency.gating.needs import Needs
from polyagree.graph.resolve import resolve
from polyagree.model import Event, PersonId
from polyagree.model.gates import Around, gates_of

__all__ = ["seen_by_name"]


def seen_by_name(
    frame: Frame, needs: Needs, acts: Iterable[Event], guard: Guard
) -> frozenset[PersonId]:
    """Return whose word :func:`polyagree.model.gates_of` finds in the norms about *acts*."""
    guards = {
        each.written.path: each
        for act in acts
        for each, truth in needs.guards(act)
        if truth is not None
    }
    guards.setdefault(guard.written.path, guard)
    return frozenset[PersonId]().union(*(_receivers(frame, each) for each in guards.values()))


def _receivers(frame: Frame, guard: Guard) -> frozenset[PersonId]:
    written = guard.written
    parties = frozenset(written.parties)
    around = Around(
        holder=written.holder,
        bearers=frozenset(guard.rule.who),
        resolve=lambda people, doer: resolve(
            people, frame.polycule, parties=parties, on=frame.day, holder=doer
        ),
        people_of=frame.people_of,
        owners_of=frame.owners_of,
    )
    uses = gates_of(written.norm, vocabulary=frame.polycule.vocabulary, around=around)
    return frozenset[PersonId]().union(
        *(
            resolve(use.gate.people, frame.polycule, parties=parties, on=frame.day, holder=who)
            for use in uses
            for who in guard.rule.who
        )
    )
