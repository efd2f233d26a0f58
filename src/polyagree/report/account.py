"""What happened day by day, and what became of what was agreed by it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import frozen

from polyagree.model import Event, Obligation, Polycule, Prohibition, Repair, Word
from polyagree.report.moments import (
    BROKEN,
    Bucket,
    Gathered,
    Note,
    is_quiet,
    is_recorded,
    without_tick,
)
from polyagree.report.pauses import rested, until_as_known
from polyagree.report.quotas import is_part
from polyagree.report.unbound import binds_nobody, unbound_after
from polyagree.report.wording import Wording, joined, quoted
from polyagree.source import Path

if TYPE_CHECKING:
    from polyagree.timeline.instances import Instance
    from polyagree.timeline.ledger import Ledger

__all__ = ["Account", "Day", "Moment", "account_of"]

# What people decide about a clause or an agreement, and what comes of that for each norm in it.
_DECIDED: dict[str, str] = {
    "ended": "{name} ends",
    "suspended": "{name} pauses",
    "resumed": "{name} goes on",
    "released": "{name} is released",
}

_PLAIN: dict[str, str] = {
    "done": "{clause} is kept",
    "done early": "{clause} is kept by what was done before",
    "done late": "{clause} is done, late",
    "perhaps done": "{clause} is perhaps kept: the record leaves it open",
    "used": "{clause} allows it",
    "exercised": "{clause} gives the power to do so",
    "perhaps forbidden": "{clause} is perhaps broken: the record leaves it open",
    "suspended": "{clause} pauses",
    "resumed": "{clause} goes on",
    "released": "{clause} is released",
    "excused": "{clause} was lifted this time",
    "ended": "{clause} ends",
    "in part": "{clause} is kept in part",
    "left": "it is open what became of {clause}",
}

_MOST_QUIET = 4
"""How many lines of days on which only time passes are still told one by one."""


_MOST_DAYS = 3
"""How many days are named in one sentence."""

_ENDS = {
    "terminal": "can no longer be made good",
    "compensated": "are made good",
    "settled": "are settled",
}
"""What became of several breaks."""

_LOOKS = frozenset({"check-in", "review"})

_SEVERAL = 2
"""An agreement goes on among so many, if others end it for themselves."""

_TICK = dt.timedelta(microseconds=1)


@frozen(kw_only=True)
class Moment:
    """
    What belongs to one moment of a day.

    Attributes:
        time: The time of day; empty: only the day is known.
        head: What happened; empty: only time passed.
        lines: What came of it, each with how deep it stands.
    """

    time: str
    head: str
    lines: tuple[tuple[int, str], ...]


@frozen(kw_only=True)
class Day:
    """
    A day of an account, or a stretch of days on which only time passed.

    Attributes:
        heading: Which.
        moments: What it held, in the order of time.
        is_recorded: Whether something is recorded of it.
    """

    heading: str
    moments: tuple[Moment, ...]
    is_recorded: bool


@frozen(kw_only=True)
class Account:
    """
    What happened day by day.

    Attributes:
        days: The days on which something happened that matters.
        passed_by: How many entries of the log are of acts that nothing in it asks about.
        later: How many are later than what is looked at.
        left_out: How many days on which something is recorded come before those.
    """

    days: tuple[Day, ...]
    passed_by: int
    later: int
    left_out: int = 0


def account_of(
    ledger: Ledger,
    wording: Wording,
    instances: Sequence[Instance],
    *,
    clauses: Collection[str],
    days: int | None = None,
) -> Account:
    """
    Return what happened day by day.

    Args:
        ledger: The ledger.
        wording: How it is told.
        instances: What became of the norms that are asked for.
        clauses: The clauses and boundaries that are asked for.
        days: How many days on which something is recorded are told, the last ones;
            ``None``: all of them.
    """
    return _Teller(ledger, wording, instances).account(clauses, days)


class _Teller:
    def __init__(self, ledger: Ledger, wording: Wording, instances: Sequence[Instance]) -> None:
        self._ledger = ledger
        self._polycule: Polycule = ledger.polycule
        self._wording = wording
        self._instances = instances

    def account(self, clauses: Collection[str], most: int | None) -> Account:
        gathered = Gathered(self._ledger, self._wording, self._instances, clauses)
        days = gathered.days
        recorded = [index for index, (_, several) in enumerate(days) if is_recorded(several)]
        left_out = 0 if most is None else max(0, len(recorded) - most)
        first = recorded[left_out] if left_out else 0
        return Account(
            days=tuple(self._told(days[first:])),
            passed_by=gathered.passed_by,
            later=gathered.later,
            left_out=left_out,
        )

    # How it is told

    def _told(self, days: Sequence[tuple[dt.date, list[Bucket]]]) -> Iterator[Day]:
        for only_time, several in groupby(days, key=lambda each: is_quiet(each[1])):
            stretch = list(several)
            told = [self._told_day(day, buckets) for day, buckets in stretch]
            lines = sum(len(moment.lines) for day in told for moment in day.moments)
            if not only_time or lines <= _MOST_QUIET:
                yield from told
            else:
                yield self._gathered(stretch)

    def _told_day(self, day: dt.date, buckets: Sequence[Bucket]) -> Day:
        return Day(
            heading=self._wording.heading(day),
            moments=tuple(self._moment(each) for each in buckets),
            is_recorded=is_recorded(buckets),
        )

    def _moment(self, bucket: Bucket) -> Moment:
        decided, others = self._split(bucket)
        reworded, others = _reworded(others)
        lines: list[tuple[int, str]] = []
        if reworded:
            lines.append((0, f"put differently from now on: {', '.join(map(quoted, reworded))}"))
        over = [quoted(each.name) for each in bucket.turns if each.event is None]
        if over:
            lines.append((0, f"no longer paused: {', '.join(over)}"))
        lines += [
            line
            for _, notes in _grouped(
                sorted(others, key=lambda each: _rank(each.fact)),
                lambda each: _rank(each.fact),
            )
            for line in self._lines(notes)
        ]
        lines += [line for name, notes in decided for line in self._decided(name, notes)]
        lines += [
            (0, _DECIDED["suspended" if each.pauses else "resumed"].format(name=quoted(each.name)))
            for each in bucket.turns
            if each.event is not None
        ]
        if bucket.event is None:
            time = "at the end of the day" if bucket.is_end_of_day else ""
            if not time and not self._wording.is_first_of_day(bucket.at):
                time = self._wording.clock(without_tick(bucket.at))
            return Moment(time=time, head="", lines=tuple(lines))
        event = self._event(bucket.event)
        time = self._wording.clock(bucket.at) if isinstance(event.at, dt.datetime) else ""
        head = self._wording.event(event)
        if event.id is not None:
            head += f" ({quoted(event.id)})"
        return Moment(time=time, head=head, lines=tuple(lines))

    def _event(self, path: Path) -> Event:
        index = int(path[1])
        if path[0] == "events":
            return self._polycule.events[index]
        check_in = self._polycule.check_ins[index]
        return Event(
            at=check_in.date, who=check_in.people, act=Word("check-in"), about=check_in.reviewed
        )

    # What people decide about a clause

    def _split(self, bucket: Bucket) -> tuple[list[tuple[str, list[Note]]], list[Note]]:
        """Return what an event decided, by what it is about, and everything else."""
        if bucket.event is None:
            return [], bucket.notes
        names = [str(each) for each in self._event(bucket.event).about]
        decided: dict[tuple[str, str], list[Note]] = {}
        others: list[Note] = []
        for note in bucket.notes:
            clause = note.instance.clause
            name = next((each for each in names if each in {clause, _agreement(clause)}), None)
            if name is None or note.fact not in _DECIDED:
                others.append(note)
            else:
                fact = "resumed" if rested(note.instance) and note.fact == "ended" else note.fact
                decided.setdefault((name, fact), []).append(note)
        return [(name, notes) for (name, _), notes in decided.items()], others

    def _decided(self, name: str, notes: Sequence[Note]) -> Iterator[tuple[int, str]]:
        """Yield once what was decided, and what comes of it for what was to be done."""
        fact = "resumed" if any(rested(each.instance) for each in notes) else notes[0].fact
        yield 0, _DECIDED[fact].format(name=quoted(name)) + self._for_themselves(name, notes)
        said = [line for note in sorted(notes, key=_due_first) for line in self._of_one(note, name)]
        for line, count in Counter(said).items():
            yield 1, line if count == 1 else f"{line} ({count} times)"

    def _of_one(self, note: Note, name: str) -> Iterator[str]:
        instance = note.instance
        if instance.norm.modal != "must" or note.fact == "suspended":
            return
        asked, clause = self._asked([note]), quoted(instance.clause)
        own = "" if instance.clause == name else f" ({clause})"
        if rested(instance):
            yield self._rested([note])
        elif note.is_step and note.fact == "ended":
            yield f"{asked} is no longer to follow a break of {clause}"
        elif note.fact == "resumed":
            if instance.until is not None:
                yield f"{asked}{self._due(instance, note.at)}{own}"
        elif note.fact == "released":
            yield f"{asked} is no longer owed{own}"
        else:
            yield f"{asked} is no longer asked for{own}"

    def _for_themselves(self, name: str, notes: Sequence[Note]) -> str:
        """Return who it is that ended something for themselves, where others go on."""
        path = notes[0].event
        if path is None or notes[0].fact != "ended":
            return ""
        doers = {*self._event(path).who}
        parties = next(
            (each.parties for each in self._polycule.agreements if each.id == _agreement(name)), ()
        )
        # Steps may bind all of them together.
        bound = {person for each in notes if not each.is_step for person in each.instance.who}
        if len({*parties} - doers) < _SEVERAL or not bound <= doers:
            return ""
        return f" for {self._wording.people([each for each in parties if each in doers])}"

    def _rested(self, notes: Sequence[Note]) -> str:
        """Return of what stretch of time nothing was asked."""
        instances = [each.instance for each in notes]
        sinces = [each.since for each in instances if each.since is not None]
        untils = [each.until for each in instances if each.until is not None]
        stretch = ""
        if sinces and untils:
            first = self._wording.day(self._wording.day_of(min(sinces)))
            last = self._wording.day(self._wording.day_of(max(untils) - 2 * _TICK))
            stretch = f" for {first}" if first == last else f" from {first} to {last}"
        return f"{self._asked(notes)}{stretch} fell away: all of that time was paused"

    def _whom(self, notes: Sequence[Note]) -> str:
        """Return clauses, each with whom it is about if that is not everybody whom it binds."""
        found: list[str] = []
        for clause, same in _grouped(notes, lambda each: each.instance.clause):
            told = dict.fromkeys(person for each in same for person in each.instance.who)
            whole = self._bound.get(str(clause), set())
            who = f" for {self._wording.people(told)}" if whole - {*told} else ""
            found.append(f"{quoted(str(clause))}{who}")
        return ", ".join(found)

    @cached_property
    def _bound(self) -> dict[str, set[str]]:
        """Whom each clause binds at some time or other."""
        found: dict[str, set[str]] = {}
        for each in self._instances:
            found.setdefault(each.clause, set()).update(each.who)
        return found

    # What becomes of norms

    def _lines(self, notes: Sequence[Note]) -> Iterator[tuple[int, str]]:
        fact = notes[0].fact
        if fact == "begins":
            yield 0, f"in force from now on: {self._whom(notes)}"
            return
        if fact in {"ended", "resumed"} and all(each.event is None for each in notes):
            over = [each for each in notes if not rested(each.instance)]
            if over:
                what = "no longer in force" if fact == "ended" else "no longer paused"
                yield 0, f"{what}: {self._whom(over)}"
            for each in over if fact == "resumed" else ():
                if each.instance.norm.modal == "must" and each.instance.until is not None:
                    due = self._due(each.instance, each.at)
                    yield 1, f"{self._asked([each])}{due} ({quoted(each.instance.clause)})"
            lapsed = [each for each in notes if rested(each.instance)]
            for _, same in _grouped(lapsed, lambda each: (each.instance.clause, each.instance.who)):
                yield 0, f"{self._rested(same)} ({quoted(same[0].instance.clause)})"
            return
        for _, same in _grouped(notes, _alike):
            yield from self._line(same)

    def _line(self, notes: Sequence[Note]) -> Iterator[tuple[int, str]]:
        """Yield what several notes say that differ in whom they are about."""
        first = notes[0]
        fact, clause = first.fact, quoted(first.instance.clause)
        times = _times(notes)
        if fact in {"after", "perhaps triggered"}:
            verb = "asks" if fact == "after" else "perhaps asks"
            due = self._due(first.instance, first.at)
            yield 0, f"{clause} {verb} for {self._asked(notes)}{due}{times}"
        elif fact in BROKEN:
            yield 0, f"{self._broken(notes)}{times}"
            yield from self._steps(notes)
        elif fact == "discovered":
            what, when = "the break", self._when(notes)
            if len(notes) > 1:
                what, times = "breaks", ""
            yield 0, f"{what} of {clause}{when} become{'s' * (len(notes) == 1)} known"
            yield from self._steps(notes)
        elif fact == "compensated":
            yield 0, f"the break of {clause}{self._when(notes)} is made good{times}"
        elif fact == "terminal":
            mended = self._mended(notes)
            yield 0, f"the break of {clause}{self._when(notes)} can no longer be made good{times}"
            if mended:
                yield 1, mended
        elif fact == "settled":
            yield 0, f"the break of {clause}{self._when(notes)} is settled{self._records(notes)}"
        elif fact == "kept":
            yield 0, f"the time of {self._asked(notes)} is over, and it was kept ({clause})"
        elif fact == "left" and first.is_step:
            asked = self._asked(notes)
            yield 0, f"it is not known whether {asked} followed the break of {clause}"
        elif fact == "perhaps done" and first.is_step:
            act = quoted(first.instance.norm.act)
            said = f"perhaps this was the {act} to follow a break of {clause}"
            yield 0, f"{said}: the record leaves it open{times}"
        elif fact == "left":
            yield 0, f"it is not known whether {clause} was kept: {self._asked(notes)}"
        elif fact == "handed over":
            people = self._wording.people(first.detail.split(", "))
            yield 0, f"{clause} is handed over to {people}"
        elif fact == "done" and is_part(first.instance, first.at, first.event):
            what = f"what is to follow a break of {clause}" if first.is_step else clause
            yield (
                0,
                f"this counts towards {what}{f' ({first.detail})' if first.detail else ''}{times}",
            )
        elif first.is_step and fact in {"done", "done early", "done late"}:
            late = ", late" if fact == "done late" else ""
            yield 0, f"this was to follow a break of {clause}{late}{times}"
        else:
            more = f" ({first.detail})" if first.detail else ""
            yield 0, f"{_PLAIN[fact].format(clause=clause)}{more}{times}"

    def _broken(self, notes: Sequence[Note]) -> str:
        first = notes[0]
        clause = quoted(first.instance.clause)
        if first.fact == "missed" and first.is_step:
            return f"nothing is recorded of {self._asked(notes)}, to follow a break of {clause}"
        if first.fact == "missed":
            return f"nothing is recorded of {self._asked(notes)}: {clause} is broken"
        if first.fact == "fell short":
            return f"{first.detail} are recorded of {self._asked(notes)}: {clause} is broken"
        reason = first.detail
        if first.fact == "without the word":
            reason = "it waits for something that is not recorded"
        refusal = None if first.instance.cause is None else self._event(first.instance.cause)
        if refusal is not None and not reason:
            reason = self._wording.refusal(refusal)
        broken = f"{clause} is broken: {reason}" if reason else f"{clause} is broken"
        if all(each.broken is not None and each.broken.discovered is None for each in notes):
            return f"{broken}; it is not known yet"
        return broken

    def _steps(self, notes: Sequence[Note]) -> Iterator[tuple[int, str]]:
        """Yield what follows breaks that became known at that moment."""
        known = [
            (each, each.broken)
            for each in notes
            if each.broken is not None and each.broken.discovered == each.at
        ]
        steps = [_after(each, step) for each, broken in known for step in broken.steps]
        unbound = {
            act: None
            for each, broken in known
            for act in unbound_after(each.instance, broken, self._ledger, self._wording)
        }
        if known and not steps and not unbound and not notes[0].is_step:
            yield 1, "nothing was agreed to follow"
        for _, same in _grouped(steps, _alike):
            due = self._due(same[0].instance, same[0].at)
            yield 1, f"to follow: {self._asked(same)}{due}{_times(same)}"
        if unbound:
            yield 1, binds_nobody(tuple(unbound))

    def _asked(self, notes: Sequence[Note]) -> str:
        parts = [(each.instance.who, each.instance.to) for each in notes]
        return self._wording.asked(notes[0].instance.norm, parts)

    def _due(self, instance: Instance, at: dt.datetime) -> str:
        """Return until when something is to be done, as far as that was known at *at*."""
        norm = instance.norm
        until = until_as_known(instance, at)
        by = norm.by if isinstance(norm, Obligation) else None
        if by is not None and by.part in _LOOKS and until is not None:
            # On which day people meet, is known once they do.
            is_over = self._wording.day_of(at) >= self._wording.day_of(until - _TICK)
            until = until if is_over else None
        if until is None:
            is_told = isinstance(norm, Obligation) and (by is not None or norm.before is not None)
            return f", {self._wording.due(norm, None)}" if is_told else ""
        is_ban = isinstance(norm, Prohibition)
        return f", {(self._wording.throughout if is_ban else self._wording.until)(until)}"

    def _when(self, notes: Sequence[Note]) -> str:
        days: dict[str, None] = {}
        for note in notes:
            breaks = [note.broken] if note.broken is not None else [*note.instance.breaks]
            if len(breaks) > 1:
                return ""
            for each in breaks:
                at = each.at if each.event is not None else each.at - dt.timedelta(microseconds=1)
                days[self._wording.day(self._wording.day_of(at))] = None
        return f" on {joined([*days])}" if 0 < len(days) <= _MOST_DAYS else ""

    def _mended(self, notes: Sequence[Note]) -> str:
        for repair, end in self._repairs(notes):
            # On a day before that nobody knew of it.
            if end <= self._wording.day_of(notes[0].at - _TICK):
                how = "settled" if repair.settled is not None else "ended"
                when = self._wording.day(end)
                return f"{quoted(repair.id)} tells how it was mended, {how} on {when}"
        return ""

    def _records(self, notes: Sequence[Note]) -> str:
        repairs = [quoted(repair.id) for repair, _ in self._repairs(notes)]
        return f" ({', '.join(repairs)})" if repairs else ""

    def _repairs(self, notes: Iterable[Note]) -> Iterator[tuple[Repair, dt.date]]:
        """Yield what tells that the breaks of some norms were settled or ended, and when."""
        records = {broken.record for note in notes for broken in note.instance.breaks}
        for repair in self._polycule.repairs:
            end = repair.settled or repair.ended
            if end is not None and records & {*repair.of}:
                yield repair, end

    # Days on which only time passes

    def _gathered(self, stretch: Sequence[tuple[dt.date, list[Bucket]]]) -> Day:
        notes = [note for _, buckets in stretch for bucket in buckets for note in bucket.notes]
        heading = self._wording.stretch(stretch[0][0], stretch[-1][0])
        lines = [
            line
            for _, same in _grouped(
                sorted(notes, key=lambda each: _rank(each.fact)), _alike_over_time
            )
            for line in self._gathered_line(same)
        ]
        moment = Moment(time="", head="", lines=tuple(lines))
        return Day(heading=heading, moments=(moment,), is_recorded=False)

    def _gathered_line(self, notes: Sequence[Note]) -> Iterator[tuple[int, str]]:
        moments = {each.at for each in notes}
        if len(moments) == 1:
            day = self._wording.day(
                self._wording.day_of(notes[0].at - dt.timedelta(microseconds=1))
            )
            for depth, line in self._line(notes):
                yield depth, line if depth else f"{line}, on {day}"
            return
        first = notes[0]
        if first.fact in _ENDS:
            yield 0, f"{len(notes)} breaks of {quoted(first.instance.clause)} {_ENDS[first.fact]}"
            return
        for depth, line in self._line([_at_once(each) for each in notes]):
            if depth == 0:
                yield 0, line
        if first.fact in BROKEN:
            yield from self._steps_each_time(notes)

    def _steps_each_time(self, notes: Sequence[Note]) -> Iterator[tuple[int, str]]:
        """Yield what follows several breaks, whenever each was."""
        known = [
            (each, each.broken)
            for each in notes
            if each.broken is not None and each.broken.discovered == each.at
        ]
        steps = [_after(each, step) for each, broken in known for step in broken.steps]
        acts = dict.fromkeys(self._asked([each]) for each in steps)
        for asked in acts:
            yield 1, f"to follow each time: {asked}"
        if known and not steps and not notes[0].is_step:
            yield from self._steps([notes[0]])


def _agreement(clause: str) -> str:
    return clause.partition(".")[0]


def _due_first(note: Note) -> tuple[bool, bool, dt.datetime]:
    until = note.instance.until
    return rested(note.instance), until is None, note.at if until is None else until


def _reworded(notes: Sequence[Note]) -> tuple[list[str], list[Note]]:
    """Return the clauses whose wording ends as another one begins, and all other notes."""
    ends, begins = (_who_by_clause(notes, fact) for fact in ("ended", "begins"))
    both = [clause for clause, who in ends.items() if who == begins.get(clause)]
    rest = [
        each
        for each in notes
        if each.instance.clause not in both or each.fact not in {"ended", "begins"}
    ]
    return both, rest


def _who_by_clause(notes: Iterable[Note], fact: str) -> dict[str, set[str]]:
    """Return for whom time alone brings *fact*, by clause."""
    found: dict[str, set[str]] = {}
    for each in notes:
        if each.fact == fact and each.event is None:
            found.setdefault(each.instance.clause, set()).update(each.instance.who)
    return found


def _rank(fact: str) -> int:
    """Return what is told first of one moment."""
    first = ("ended", "begins", "done", "used", "exercised")
    last = ("compensated", "terminal", "settled")
    if fact in last:
        return len(first) + 1 + last.index(fact)
    return first.index(fact) if fact in first else len(first)


def _alike(note: Note) -> tuple[object, ...]:
    instance = note.instance
    if note.fact == "settled":
        # One record may tell of several norms that were broken in one event.
        return (note.fact, instance.clause)
    if note.fact.startswith("done"):
        # What was done is said once, however much it was asked for.
        part = is_part(instance, note.at, note.event)
        return (note.fact, instance.clause, note.detail, note.is_step, part)
    return (note.fact, instance.clause, instance.norm, note.detail, note.is_step, instance.until)


def _alike_over_time(note: Note) -> tuple[object, ...]:
    instance = note.instance
    return (note.fact, instance.clause, instance.path, note.is_step)


def _after(note: Note, step: Instance) -> Note:
    """Return that *step* came into force with what a note tells."""
    return Note(note.at, "after", None, "", step, is_step=True, broken=None)


def _at_once(note: Note) -> Note:
    # Of several, no day is told.
    return note._replace(detail="", broken=None)


def _times(notes: Sequence[Note]) -> str:
    """Return how often the same is said, if more than once of the same people."""
    count: dict[tuple[object, ...], int] = {}
    for note in notes:
        key = note.instance.who, note.instance.to
        count[key] = count.get(key, 0) + 1
    most = max(count.values())
    if most == 1:
        return ""
    if len(count) == 1:
        return f" ({most} times)"
    return f" ({most} times each)" if most == min(count.values()) else f" ({len(notes)} times)"


def _grouped(
    notes: Iterable[Note], key: Callable[[Note], object]
) -> Iterator[tuple[object, list[Note]]]:
    """Yield *notes* in groups, each where its first one stands."""
    found: dict[object, list[Note]] = {}
    for note in notes:
        found.setdefault(key(note), []).append(note)
    yield from found.items()
