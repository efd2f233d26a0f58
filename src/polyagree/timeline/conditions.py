"""
Whether a condition held when something happened.

What the log does not record did not happen. Situations and states are not
recorded, so that they are unknown; so is how a clause stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from attrs import evolve

from polyagree.clock import Duration, deadline, instant
from polyagree.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Done,
    Gate,
    Happening,
    Not,
    Situation,
    Status,
)
from polyagree.timeline.cases import Case
from polyagree.timeline.gates import is_passed
from polyagree.timeline.instants import ONE_DAY
from polyagree.timeline.log import Entry
from polyagree.timeline.pronouns import mentions_them, those_in, with_people
from polyagree.timeline.times import is_going_on, is_younger
from polyagree.timeline.truth import Truth, all_true, any_true, opposite, unanimous

__all__ = ["Rests", "holds", "is_after", "is_somebodys_word"]

Rests = Sequence[tuple[dt.datetime, dt.datetime]]
"""Stretches of time in which a clock stood still, half-open."""

#: Acts that are words: they count for what comes after them, not while they last.
_SAID = ("say-yes", "say-no", "tell", "ask", "talk")


def holds(condition: Condition, entry: Entry, case: Case, *, once: bool = False) -> Truth:
    """Return whether *condition* held for *entry*; with *once*, whether it ever came true."""
    match condition:
        case AllOf(all_of=parts):
            return all_true(holds(part, entry, case, once=once) for part in parts)
        case AnyOf(any_=parts):
            return any_true(holds(part, entry, case, once=once) for part in parts)
        case Not(not_=inner):
            return opposite(holds(inner, entry, case, once=once))
        case Gate():
            return is_passed(condition, entry, case, once=once)
        case Done(done=happening):
            return all_true(
                _was_done(evolve(condition, done=each), entry, case, once=once)
                for each in _with_whom(happening, entry, case)
            )
        case Happening():
            each_of = _with_whom(condition, entry, case)
            if once:
                return all_true(is_after(each, None, entry, case) for each in each_of)
            return all_true(_goes_on(each, entry, case) for each in each_of)
        case Situation(word=word):
            if _is_done(word, case):
                return holds(Happening(act=word), entry, case, once=once)
            return True if condition == ALWAYS else None
        case Status():
            return None if case.status is None else case.status(condition)
    # Of a state, the log says nothing.
    return None


def is_somebodys_word(condition: Condition | None, case: Case) -> bool:
    """Return whether *condition* is about what somebody said, and nothing else."""
    match condition:
        case Gate():
            return True
        case AllOf(all_of=parts) | AnyOf(any_=parts):
            return all(is_somebodys_word(part, case) for part in parts)
        case Not(not_=inner):
            return is_somebodys_word(inner, case)
        case Done(done=happening):
            return _is_said(happening, case)
        case Happening():
            return _is_said(condition, case)
    return False


def is_after(
    happening: Happening,
    duration: Duration | None,
    entry: Entry,
    case: Case,
    *,
    since: dt.date = dt.date.min,
    until: Condition | None = None,
    rests: Rests = (),
    also: Callable[[Entry], Truth] | None = None,
) -> Truth:
    """
    Return whether *entry* came after *happening*, by no more than *duration* if it is given.

    Time that lies in *rests* does not count.

    What happened before the day *since* does not count, nor what was before *until*
    came true once more, nor that of which *also* does not hold.
    """

    def still(before: Entry) -> Truth:
        if duration is None:
            return True
        return unanimous(
            deadline(at, duration, case.zone).is_met_by(_without(at, when, rests, case.zone))
            for at, when in ((before.first, entry.last), (before.last, entry.first))
        )

    def reasons(before: Entry) -> Iterator[Truth]:
        yield before.is_before(entry)
        # What happens while a clock stands still sets nothing off.
        yield not any(start <= before.first and before.last < end for start, end in rests)
        yield case.matches(happening, before)
        yield still(before)
        if until is not None:
            yield opposite(_came_true(until, before, entry, case))
        if also is not None:
            yield also(before)

    return any_true(
        all_true(reasons(before))
        for before in case.log.backwards(happening.act, entry)
        if before.day >= since
    )


def _with_whom(happening: Happening, entry: Entry, case: Case) -> tuple[Happening, ...]:
    """
    Return *happening* with those of *entry* in place of ``them``: each of them in turn.

    Where it follows something, they are the people of that.
    """
    if not mentions_them(happening) or entry.is_probe or case.standing.norm.after is not None:
        return (happening,)
    people = those_in(entry, case, case.side)
    if not people:
        return (happening,)
    return tuple(with_people(happening, {"them": (each,)}) for each in sorted(people))


def _without(since: dt.datetime, until: dt.datetime, rests: Rests, zone: ZoneInfo) -> dt.datetime:
    """Return *until*, earlier by as much of the time since *since* as lies in *rests*."""
    walls = [
        (max(start, since).astimezone(zone), min(end, until).astimezone(zone))
        for start, end in rests
        if max(start, since) < min(end, until)
    ]
    if not walls:
        return until
    # By the wall clock: what lasts for days ends with a day, whatever the clock did.
    off = sum(
        (end.replace(tzinfo=None) - start.replace(tzinfo=None) for start, end in walls),
        dt.timedelta(),
    )
    return instant(until.astimezone(zone).replace(tzinfo=None) - off, zone)


def _came_true(condition: Condition, since: Entry, entry: Entry, case: Case) -> Truth:
    """Return whether *condition* came true between *since* and *entry*."""
    match condition:
        case AnyOf(any_=parts):
            return any_true(_came_true(part, since, entry, case) for part in parts)
        case Happening() | Done(done=Happening(), ago=None):
            done = condition if isinstance(condition, Happening) else condition.done
            return any_true(
                all_true((since.is_before(each), each.is_before(entry), case.matches(done, each)))
                for each in case.log.backwards(done.act, entry)
            )
        case Situation(word=word) if _is_done(word, case):
            return _came_true(Happening(act=word), since, entry, case)
        case _:
            truth = holds(condition, entry, case, once=True)
            # What was true before already may have come true once more.
            return truth and (True if holds(condition, since, case, once=True) is False else None)


def _is_done(word: str, case: Case) -> bool:
    """Return whether *word* is for something that is done, or that happens."""
    known = case.matcher.words.words.get(word)
    return known is not None and known.kind in {"act", "happening"}


def _was_done(condition: Done, entry: Entry, case: Case, *, once: bool) -> Truth:
    done, zone = condition.done, case.zone
    within = None if once else condition.within

    def in_time(before: Entry) -> Truth:
        if condition.ago is not None:
            return opposite(is_younger(before, entry, condition.ago, zone))
        return within is None or is_younger(before, entry, within, zone)

    def fits(before: Entry) -> Truth:
        return case.matches(done, before)

    found: Iterable[tuple[Entry, Truth]]
    if within is None:
        # Whoever asks for it and when, an event is one of those or it is not.
        key = (done, case.who, case.side, case.standing.parties)
        found = case.log.fitting(done.act, entry, fits, key)
    else:
        recent = case.log.backwards(done.act, entry, within=within)
        found = ((before, fits(before)) for before in recent)
    return any_true(
        all_true((before.is_before(entry), in_time(before), truth)) for before, truth in found
    )


def _goes_on(happening: Happening, entry: Entry, case: Case) -> Truth:
    """Return whether *happening* was going on at *entry*; what is said counts for a day."""
    is_act = case.matcher.words.words[happening.act].kind == "act"

    def near(before: Entry) -> Truth:
        if _is_said(happening, case):
            return all_true(
                (before.is_before(entry), is_younger(before, entry, ONE_DAY, case.zone))
            )
        if before.event.lasting is not None:
            return is_going_on(before, entry, case.zone)
        # How long it lasted is not said: an evening, or a pregnancy.
        return None if before.day == entry.day or not is_act else False

    log = case.log
    # What has no end that is known may go on for ever.
    found = log.going_on(happening.act, entry) if is_act else log.backwards(happening.act, entry)
    return any_true(all_true((near(before), case.matches(happening, before))) for before in found)


def _is_said(happening: Happening, case: Case) -> bool:
    return any(case.matcher.words.is_kind_of(happening.act, word) for word in _SAID)
