"""Acts that show what a norm is about, and whom they touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from attrs import evolve

from polyagree.clock import falls_on
from polyagree.consistency.gating.frame import Frame, Guard, Reading
from polyagree.consistency.gating.needs import Needs
from polyagree.graph.resolve import resolve
from polyagree.model import (
    Event,
    Except,
    Happening,
    Named,
    Norm,
    Obligation,
    PersonId,
    Role,
)
from polyagree.timeline.inventing import Inventor, OutOfReach, as_written

__all__ = ["described", "instances", "touched_by", "words_for_people"]

_MOST = 24
_ALIKE = 3
_HOURS = (12, 20, 2)
_DAYS = 8


def described(guard: Guard) -> Norm | Happening:
    """Return the act that waits in *guard*."""
    norm = guard.rule.norm
    if isinstance(norm, Obligation) and norm.before is not None:
        return norm.before
    return norm


def words_for_people(act: Norm | Happening, frame: Frame) -> frozenset[str]:
    """Return the words for people without a name with whom *act* is done."""
    words = frame.polycule.vocabulary
    names = (term.name for term in (*act.with_, *act.to) if isinstance(term, Named))
    entries = (words.get(name) for name in names)
    return frozenset(each.id for each in entries if each is not None and each.kind == "people")


def instances(guard: Guard, needs: Needs, frame: Frame) -> list[Event]:
    """
    Return acts that are what waits in *guard*, one or a few for each set of other norms.

    They are done with somebody nobody knows where anybody will do, with those whom
    other norms leave out, and at times at which others do not count.
    """
    found: dict[frozenset[tuple[object, ...]], list[Event]] = {}
    for event in _varied(guard, frame):
        covering = frozenset(
            (each.written.path, each.rule.key, truth) for each, truth in needs.guards(event)
        )
        alike = found.setdefault(covering, [])
        if len(alike) < _ALIKE:
            alike.append(needs.with_what_goes_along(event))
    return [event for alike in found.values() for event in alike]


def _varied(guard: Guard, frame: Frame) -> Iterator[Event]:
    rule, act = guard.rule, described(guard)
    near = [
        each
        for number in frame.near(act.act, frozenset(rule.who), frozenset())
        for each in frame.guards(number, _AS_WRITTEN)
    ]
    others = dict.fromkeys(_others(guard, near, frame))
    inventor = Inventor(frame.matcher, tuple(others))
    try:
        invented = list(
            islice(_invented(inventor, guard, act, frame.noon - dt.timedelta(minutes=1)), _MOST)
        )
    except OutOfReach:
        return
    is_mutual = frame.polycule.vocabulary.is_mutual(act.act)
    for event in invented:
        if is_mutual and not event.with_ and not rule.is_joint:
            event = evolve(event, with_=(Named(frame.stranger),))  # noqa: PLW2901  # with somebody
        yield event
        if any(_is_timed(described(each)) for each in near if each.written is not guard.written):
            yield from _at_other_times(event, act, frame)


def _invented(
    inventor: Inventor, guard: Guard, act: Norm | Happening, after: dt.datetime
) -> Iterator[Event]:
    doers = guard.rule.who
    together = guard.rule.is_joint
    happening = evolve(act, who=()) if isinstance(act, Happening) else act
    if isinstance(act, Happening) and act.who:
        named = [PersonId(term.name) for term in act.who if isinstance(term, Named)]
        doers = tuple(each for each in named if each in doers) or doers
    for who in [doers] if together else [(each,) for each in doers]:
        several = [
            event
            for event in inventor.acts(guard.rule, happening, who, after)
            if all(isinstance(term, Named) for term in event.with_)
        ]
        single = [event for event in several if len(event.with_) <= 1 and len(event.to) <= 1]
        yield from single or several


def _others(guard: Guard, near: list[Guard], frame: Frame) -> Iterator[PersonId]:
    act, parties = described(guard), guard.rule.case.standing.parties
    yield frame.stranger
    for holder in guard.rule.who:
        yield from sorted(
            resolve(
                tuple(term for term in (*act.with_, *act.to) if term != Role("outsiders")),
                frame.polycule,
                parties=parties,
                on=frame.day,
                holder=holder,
            )
        )
    for each in near:
        for term in (*described(each).with_, *described(each).to):
            if isinstance(term, Except):
                yield from (
                    PersonId(gone.name)
                    for gone in term.except_
                    if isinstance(gone, Named) and frame.matcher.is_person(gone.name)
                )


def _is_timed(act: Norm | Happening) -> bool:
    return bool(act.days or act.months or act.hours is not None)


def _at_other_times(event: Event, act: Norm | Happening, frame: Frame) -> Iterator[Event]:
    zone = frame.polycule.zone
    for day in range(_DAYS):
        for hour in _HOURS:
            at = frame.noon + dt.timedelta(days=day, hours=hour - 12)
            if falls_on(at, zone, days=act.days, hours=act.hours, months=act.months):
                yield evolve(event, at=as_written(at, frame.polycule))


def touched_by(event: Event, frame: Frame) -> frozenset[PersonId]:
    """Return who does *event*, takes part in it, or is touched, hosted or paid by it."""
    entry = frame.entry(event)
    doers = frame.matcher.doers(entry)
    inside = set(doers) | set(frame.matcher.addressed(entry)[0])
    inside |= frame.matcher.company(entry, frozenset(event.who)) or frozenset()
    names: list[str] = [place.place for place in event.where]
    for about in event.about:
        if isinstance(about, str):
            names.append(about)
        else:
            people = (*about.who, *about.with_, *about.to)
            names += [term.name for term in people if isinstance(term, Named)]
    for name in names:
        inside |= frame.people_of(name)
        owners = frame.owners_of(name)
        if doers.isdisjoint(owners):
            # What is one's own as well is no more the others' to decide than one's own.
            inside |= owners
    return frozenset(inside)


_AS_WRITTEN = Reading(frozenset(), PersonId("nobody"))
