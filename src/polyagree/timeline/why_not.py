"""What would have to hold for an event to be fine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Literal

from attrs import evolve, frozen

from polyagree.clock import Duration, instant, local_day, resolve
from polyagree.errors import InvalidTime
from polyagree.model import (
    AllOf,
    AnyOf,
    Condition,
    Done,
    Event,
    Gate,
    Happening,
    Named,
    PersonId,
    Polycule,
    Word,
)
from polyagree.source import Path
from polyagree.timeline.guards import Assessment
from polyagree.timeline.instances import Fact, Instance
from polyagree.timeline.instants import TICK, earlier
from polyagree.timeline.ledger import Ledger
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.naming import refuse_unfit_events

__all__ = ["Answer", "Change", "Objection", "ways_to_meet", "why_not"]

Permitted = Literal["granted", "forbidden", "silent", "unknown"]

_MINUTE = Duration(minutes=1)
_MOST_TRIES = 200


@frozen(kw_only=True)
class Objection:
    """
    What an event would break, or may break.

    Attributes:
        clause: The clause, as others refer to it.
        path: Where the norm stands.
        who: Whom it binds.
        fact: How it is broken.
        detail: More about it in words, such as how many there were.
        is_sure: Whether it is sure, however the gaps of the log are filled.
        cause: What it follows, such as somebody's veto, as the path of an event;
            ``None``: nothing in particular.
    """

    clause: str
    path: Path
    who: tuple[PersonId, ...]
    fact: Fact
    detail: str = ""
    is_sure: bool = True
    cause: Path | None = None


@frozen(kw_only=True)
class Change:
    """
    One thing that would have to be different.

    Attributes:
        add: What would have to have happened before; ``None``: nothing more.
        at: When the event itself would have to be instead; ``None``: when it is.
    """

    add: Event | None = None
    at: dt.datetime | None = None


@frozen(kw_only=True)
class Answer:
    """
    Whether an event would be fine, and what would make it so.

    Attributes:
        event: The event.
        verdict: *Forbidden* if it breaks something, *unknown* if it may,
            *granted* if a permission covers it, *silent* if nothing is said about it.
        objections: What it breaks or may break.
        granted_by: Where the permissions stand that cover it.
        changes: The fewest changes that would make it fine, each tried in a replay;
            ``None``: none was found. Empty: it is fine.
    """

    event: Event
    verdict: Permitted
    objections: tuple[Objection, ...] = ()
    granted_by: tuple[Path, ...] = ()
    changes: tuple[Change, ...] | None = ()

    @property
    def is_fine(self) -> bool:
        """Whether it breaks nothing."""
        return self.verdict in {"granted", "silent"}


def why_not(polycule: Polycule, event: Event) -> Answer:
    """
    Return whether *event* would be fine, and if not, what would have to hold.

    What the document records up to then counts; duties that the event would
    only set off are for :func:`what_if`.

    Args:
        polycule: The document.
        event: What somebody would like to do.

    Raises:
        InvalidRecord: If *event* names what the document does not have.

    Source:
        A1, A12.
    """
    refuse_unfit_events(polycule, [event])
    found = _answer(polycule, event, ())
    if found.is_fine:
        return found
    for changes in _candidates(polycule, event, found):
        moved = next((each.at for each in changes if each.at is not None), None)
        tried = event if moved is None else evolve(event, at=_as_written(moved, event, polycule))
        added = tuple(each.add for each in changes if each.add is not None)
        if _answer(polycule, tried, added).is_fine:
            return evolve(found, changes=changes)
    return evolve(found, changes=None)


def _answer(polycule: Polycule, event: Event, more: Sequence[Event]) -> Answer:
    ledger = Ledger(polycule)
    entry = Entry.of(event, polycule, len(polycule.events) + len(more))
    ledger.take_all(until=entry.last, more=more)
    weight = ledger.weigh(event)
    objections = tuple(
        _objection(instance, assessment)
        for instance, assessment in weight.guards
        if assessment.broken is not False
    )
    granted_by = tuple(instance.path for instance, truth in weight.grants if truth)
    verdict: Permitted = "granted" if granted_by else "silent"
    if any(objection.is_sure for objection in objections):
        verdict = "forbidden"
    elif objections or (not granted_by and any(truth is None for _, truth in weight.grants)):
        verdict = "unknown"
    return Answer(event=event, verdict=verdict, objections=objections, granted_by=granted_by)


def _objection(instance: Instance, assessment: Assessment) -> Objection:
    return Objection(
        clause=instance.clause,
        path=instance.path,
        who=instance.who,
        fact=assessment.fact,
        detail=assessment.detail,
        is_sure=assessment.broken is True,
        cause=instance.cause,
    )


# What would have to hold


def _candidates(polycule: Polycule, event: Event, found: Answer) -> Iterator[tuple[Change, ...]]:
    """Yield what may make it fine, what takes the fewest changes first."""
    each = [_ways(polycule, event, objection) for objection in found.objections]
    together = sorted(
        dict.fromkeys(
            tuple(dict.fromkeys(change for way in ways for change in way))
            for ways in islice(product(*each), _MOST_TRIES)
        ),
        key=len,
    )
    yield from (changes for changes in together if len(changes) == 1)
    yield from ((Change(at=at),) for at in _other_times(polycule, event))
    yield from (changes for changes in together if len(changes) > 1)


def _ways(polycule: Polycule, event: Event, objection: Objection) -> list[tuple[Change, ...]]:
    """Return the ways to meet one objection, each with the changes that it takes."""
    instance = _instance_at(polycule, event, objection)
    ways: list[tuple[Change, ...]] = []
    if instance is not None:
        norm = instance.norm
        for condition in (getattr(norm, "only_if", None), norm.unless):
            if condition is not None:
                ways += ways_to_meet(
                    condition, polycule, event, who=instance.who, clause=instance.clause
                )
    agreement = objection.clause.partition(".")[0]
    parties = next((each.parties for each in polycule.agreements if each.id == agreement), ())
    if parties:
        exception = Event(
            at=_before(polycule, event, _MINUTE),
            who=parties,
            act=Word("agree-exception"),
            about=(objection.clause,),
        )
        ways.append((Change(add=exception),))
    return ways


def _instance_at(polycule: Polycule, event: Event, objection: Objection) -> Instance | None:
    ledger = Ledger(polycule)
    ledger.take_all(until=Entry.of(event, polycule).last)
    return next(
        (
            instance
            for instance, _ in ledger.weigh(event).guards
            if instance.path == objection.path and instance.who == objection.who
        ),
        None,
    )


def ways_to_meet(
    condition: Condition,
    polycule: Polycule,
    event: Event,
    *,
    who: tuple[PersonId, ...],
    clause: str,
) -> list[tuple[Change, ...]]:
    """
    Return the ways to make *condition* hold by what people say or do before.

    Args:
        condition: What has to hold.
        polycule: The document.
        event: Before what.
        who: Whose act it is.
        clause: The clause that asks for it.
    """

    def ways_for(part: Condition) -> list[tuple[Change, ...]]:
        return ways_to_meet(part, polycule, event, who=who, clause=clause)

    match condition:
        case AllOf(all_of=parts):
            each = [ways_for(part) for part in parts]
            return [tuple(change for way in ways for change in way) for ways in product(*each)]
        case AnyOf(any_=parts):
            return [way for part in parts for way in ways_for(part)]
        case Gate():
            changes = tuple(
                Change(add=each) for each in _said(condition, polycule, event, who, clause)
            )
            return [changes] if changes else []
        case Done(done=happening) | (Happening() as happening):
            named = tuple(PersonId(term.name) for term in happening.who if isinstance(term, Named))
            done = Event(
                at=_before(polycule, event, getattr(condition, "ago", None) or _MINUTE),
                who=named or who,
                act=happening.act,
                with_=happening.with_,
                to=happening.to,
                about=happening.about,
                where=happening.where,
                how=happening.how,
            )
            return [(Change(add=done),)]
    return []


def _said(
    gate: Gate, polycule: Polycule, event: Event, who: tuple[PersonId, ...], clause: str
) -> Iterator[Event]:
    """Yield the words that *gate* waits for."""
    parties = next(
        (each.parties for each in polycule.agreements if each.id == clause.partition(".")[0]), who
    )
    matcher = Matcher(polycule)
    entry = Entry.of(event, polycule, len(polycule.events))
    at = _time_of_word(gate, polycule, event)
    about = (event.id,) if event.id is not None else (Happening(act=event.act, with_=event.with_),)
    meant: dict[PersonId, None] = {}
    for term in gate.people:
        people = matcher.members(term, entry, parties=parties, side=frozenset(who))
        count = getattr(term, "count", None)
        meant |= dict.fromkeys(sorted(people or ())[:count])
    for person in meant:
        me, them = who, (Named(person),)
        if gate.kind in {"yes_from", "unopposed_by"}:
            to = tuple(Named(each) for each in me)
            yield Event(at=at, who=(person,), act=Word("say-yes"), to=to, about=about, how=gate.how)
        elif gate.kind == "told":
            details = () if gate.details is None else gate.details.required
            yield Event(
                at=at,
                who=me,
                act=Word("tell"),
                to=them,
                about=gate.about or about,
                how=gate.how,
                details=details,
            )
        else:
            yield Event(
                at=at, who=(*me, person), act=Word("talk"), about=gate.about or about, how=gate.how
            )


def _time_of_word(gate: Gate, polycule: Polycule, event: Event) -> dt.date | dt.datetime:
    if gate.ahead is not None:
        return _before(polycule, event, gate.ahead)
    if gate.by is not None:
        entry = Entry.of(event, polycule)
        try:
            span = resolve(gate.by, entry.first, polycule.zone)
        except InvalidTime:
            span = None
        if span is not None and span.end <= entry.first:
            return _as_written(span.end - TICK, event, polycule)
    return _before(polycule, event, _MINUTE)


def _before(polycule: Polycule, event: Event, duration: Duration) -> dt.date | dt.datetime:
    """Return the time *duration* before *event*, told as the document tells times."""
    at = earlier(Entry.of(event, polycule).first, duration, polycule.zone)
    return _as_written(at, event, polycule)


def _as_written(at: dt.datetime, event: Event, polycule: Polycule) -> dt.datetime:
    stamp = event.at
    if isinstance(stamp, dt.datetime) and stamp.tzinfo is not None:
        return at.astimezone(stamp.tzinfo)
    return at.astimezone(polycule.zone).replace(tzinfo=None)


def _other_times(polycule: Polycule, event: Event) -> Iterable[dt.datetime]:
    """Yield later times at which the same may be free: hours, days, and the next windows."""
    entry = Entry.of(event, polycule)
    zone = polycule.zone
    wall = entry.first.astimezone(zone).replace(tzinfo=None)
    day = local_day(entry.first, zone)
    steps = (*range(1, 36), 62, 93, 186, 366)
    yield from (
        instant(dt.datetime.combine(day, dt.time(hour)), zone)
        for hour in range(24)
        if dt.time(hour) > wall.time()
    )
    for days in steps:
        try:
            yield instant(wall + dt.timedelta(days=days), zone)
        except (OverflowError, InvalidTime):
            return
