"""What in the log does not fit a clause, and was not followed by anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from polyagree.analyzers.builtin.brk._steps import effective_steps
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt, NormAt
from polyagree.model.event import Event
from polyagree.model.happening import Happening
from polyagree.model.norms import Norm, Obligation, Permission, Prohibition

if TYPE_CHECKING:
    from polyagree.analyzers.context import Break, Instance

__all__ = ["ROOM", "Unmended", "unmended"]

ROOM = dt.timedelta(weeks=4)
"""How much time there is to take something up: as much as for a review after a happening."""


class Unmended(NamedTuple):
    """
    What does not fit a clause, of one whom it binds.

    Attributes:
        at: The clause.
        who: Whom it binds.
        events: The positions of the events that show it, each with what it is.
    """

    at: ClauseAt
    who: tuple[str, ...]
    events: tuple[tuple[int, str], ...]


def unmended(context: Context) -> Iterator[Unmended]:
    """Yield what an event shows, nobody wrote down as a breach, and nothing followed."""
    clauses = {
        clause.name: clause for clause in context.clauses() if _may_be_shown(context, clause)
    }
    if not clauses:
        return
    found: dict[tuple[str, tuple[str, ...]], dict[int, str]] = {}
    for instance in context.ledger_of(frozenset(clauses)).instances:
        clause = clauses.get(instance.clause)
        if clause is None or all(norm.path != instance.path for norm in clause.norms):
            continue
        for broken in instance.breaks:
            shown = _shown(context, instance, broken)
            if shown and _is_left(context, broken):
                found.setdefault((clause.name, broken.by), {}).update(shown)
    for (name, who), events in found.items():
        yield Unmended(clauses[name], who, tuple(sorted(events.items())))


def _may_be_shown(context: Context, clause: ClauseAt) -> bool:
    """
    Return whether an event of the log may show that *clause* was not kept.

    Only the fields are looked at, since a replay takes its time.
    """
    since, until = _stands_since(clause), context.last_recorded
    if until is None:
        return False
    for norm in clause.norms:
        if not norm.is_binding or not effective_steps(clause, norm):
            continue
        for act, is_cause in _shown_by(norm):
            indexes = (
                index
                for party in clause.agreement.parties
                for index in context.events_of(act, party)
            )
            for event in (context.polycule.events[index] for index in indexes):
                is_time = since <= event.day and event.day + ROOM < until
                if is_time and (not is_cause or _answers(context, event, norm.norm)):
                    return True
    return False


def _stands_since(clause: ClauseAt) -> dt.date:
    """Return from which day on the clause may have counted as it stands."""
    agreement = clause.agreement
    days = [dt.date.min if agreement.made is None else agreement.made]
    days += [
        revision.date
        for revision in agreement.revisions
        if any(former.id == clause.clause.id for former in revision.was)
    ]
    return max(days)


def _shown_by(norm: NormAt) -> Iterator[tuple[str, bool]]:
    """Yield the acts that may show a break of *norm*, each with whether it only sets it off."""
    match norm.norm:
        case Prohibition(act=act) | Permission(act=act, at_most=None):
            yield act, False
        case Obligation(kind="maintenance", during=Happening(act=act)):
            yield act, False
        case Obligation(kind="achievement", after=Happening(act=act), has_deadline=True):
            yield act, True
        case Obligation(kind="achievement", before=Happening(act=act)) if norm.gates:
            yield act, False


def _answers(context: Context, event: Event, norm: Norm) -> tuple[int, ...]:
    """Return the events by which *norm* was kept in answer to *event*, be it in time or not."""
    events = context.polycule.events
    return tuple(
        index
        for index in context.answers(event.id or "")
        if norm.act in context.words.wider(events[index].act)
    )


def _shown(context: Context, instance: Instance, broken: Break) -> dict[int, str]:
    """Return the events that show a break, each with what it is."""
    if broken.event is not None:
        return {int(broken.event[1]): "recorded"} if broken.event[0] == "events" else {}
    cause = instance.cause
    if cause is None or cause[0] != "events":
        return {}
    # What was due and is not recorded tells nothing; what came too late does.
    events = context.polycule.events
    first = int(cause[1])
    late = (
        index
        for index in _answers(context, events[first], instance.norm)
        if not set(events[index].who).isdisjoint(broken.by)
        and events[index].day >= broken.at.date()
    )
    index = next(late, None)
    return {} if index is None else {first: "what it follows", index: "too late"}


def _is_left(context: Context, broken: Break) -> bool:
    """Return whether nothing followed a break, and there was room for it."""
    until = context.last_recorded
    if broken.record is not None or broken.discovered is None or not broken.steps:
        return False
    if until is None or broken.discovered.date() + ROOM >= until:
        return False
    if broken.event is not None and _is_told_of(context, int(broken.event[1])):
        return False
    return all(step.state in {"violated", "terminal"} for step in broken.steps)


def _is_told_of(context: Context, index: int) -> bool:
    return context.polycule.events[index].id in context.events_told_of
