"""What there is to tell of a ledger: its lines, by the moments and days to which they belong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from attrs import Factory, define

from polyagree.clock import day_bounds
from polyagree.model import Event, Polycule, Word
from polyagree.report.decided import Turn, turns
from polyagree.report.pauses import rested
from polyagree.report.wording import Wording
from polyagree.source import Path
from polyagree.timeline.rules import acts_of_norm

if TYPE_CHECKING:
    from polyagree.timeline.instances import Break, Fact, Instance, Proof
    from polyagree.timeline.ledger import Ledger

__all__ = [
    "BROKEN",
    "QUIET",
    "Bucket",
    "Gathered",
    "Note",
    "is_quiet",
    "is_recorded",
    "without_tick",
]

#: The facts by which something is broken.
BROKEN = frozenset({"missed", "fell short", "forbidden", "over the limit", "without the word"})

#: What time alone brings at the end of a day, and nobody wrote down.
QUIET = frozenset(
    {"missed", "fell short", "terminal", "compensated", "settled", "excused", "kept", "left"}
)

# What lets a clause rest, or go on.
_POWERS = frozenset({"pause", "suspend", "resume"})

# What people decide about a clause, or an agreement.
_DECISIONS = _POWERS | {"agree-exception", "release", "end", "delegate", "assign"}

_RESTS = frozenset({"suspended", "resumed", "ended"})


class Note(NamedTuple):
    """A line of a proof, with the norm that it is about."""

    at: dt.datetime
    fact: Fact | str
    event: Path | None
    detail: str
    instance: Instance
    is_step: bool
    broken: Break | None


@define
class Bucket:
    """Everything of one moment."""

    at: dt.datetime
    event: Path | None
    is_end_of_day: bool
    notes: list[Note]
    turns: list[Turn] = Factory(list)


class Gathered:
    """
    What there is to tell.

    Args:
        ledger: The ledger.
        wording: Knows the days of the document.
        instances: What became of the norms that are asked for.
        clauses: The clauses and boundaries that are asked for.

    Attributes:
        days: The days on which something happened that matters, each with its moments.
        passed_by: How many entries of the log are of acts that no norm in it speaks of.
        later: How many are later than what is looked at.
    """

    def __init__(
        self,
        ledger: Ledger,
        wording: Wording,
        instances: Sequence[Instance],
        clauses: Collection[str],
    ) -> None:
        self._ledger = ledger
        self._polycule: Polycule = ledger.polycule
        self._wording = wording
        self._instances = instances
        #: What an event can be about that decides about one of them.
        self._names = {*clauses, *(each.partition(".")[0] for each in clauses)}
        self.later = 0
        self.passed_by = 0
        self.days = self._days()

    def _days(self) -> list[tuple[dt.date, list[Bucket]]]:
        buckets: dict[tuple[dt.datetime, Path | None, bool], Bucket] = {}
        until = self._ledger.until
        for note in self._with_events(list(self._notes())):
            key = note.at, note.event, self._is_at_end_of_day(note)
            if note.event is None and not key[2] and until is not None and note.at >= until:
                # It belongs to the day after.
                continue
            buckets.setdefault(key, Bucket(*key, [])).notes.append(note)
        for at, path, event in self._recorded:
            if (at, path, False) in buckets:
                continue
            if self._is_asked_about(event):
                buckets[at, path, False] = Bucket(at, path, False, [])
            else:
                self.passed_by += 1
        for turn in turns(self._ledger, self._recorded, sorted(self._names)):
            key = turn.at, turn.event, False
            bucket = buckets.setdefault(key, Bucket(*key, []))
            if not any(_tells(note, turn) for note in bucket.notes):
                bucket.turns.append(turn)
        ordered = sorted(
            buckets.values(),
            key=lambda each: (self._day(each), each.at, not each.is_end_of_day, _place(each.event)),
        )
        return [(day, list(several)) for day, several in groupby(ordered, key=self._day)]

    def _is_asked_about(self, event: Event) -> bool:
        """Return whether an event is of an act that a norm speaks of, or decides about a clause."""
        words = {*self._polycule.vocabulary.wider(event.act)}
        if not self._acts.isdisjoint(words):
            return True
        return not _DECISIONS.isdisjoint(words) and not self._names.isdisjoint(
            str(each) for each in event.about
        )

    @cached_property
    def _acts(self) -> set[str]:
        """The acts that a norm asks for, or that one hangs on."""
        norms = {each.norm for top in self._instances for each in top.with_steps()}
        own = {str(norm.act) for norm in norms}
        return own | ({act for norm in norms for act in acts_of_norm(norm)} - _DECISIONS)

    @cached_property
    def _recorded(self) -> list[tuple[dt.datetime, Path, Event]]:
        """What is recorded of the time that is looked at, with its first instant."""
        polycule, until = self._polycule, self._ledger.until
        found: list[tuple[dt.datetime, Path, Event]] = []
        for index, check_in in enumerate(polycule.check_ins):
            event = Event(at=check_in.date, who=check_in.people, act=Word("check-in"))
            at = self._first(event)
            if at is not None and until is not None and at < until:
                found.append((at, ("check_ins", index), event))
        for index, event in enumerate(polycule.events):
            at = self._first(event)
            if at is None or until is None:
                continue
            if at < until:
                found.append((at, ("events", index), event))
            else:
                self.later += 1
        return found

    def _first(self, event: Event) -> dt.datetime | None:
        if not dt.MINYEAR < event.day.year < dt.MAXYEAR:
            return None
        return self._polycule.instant(event) or _start(event.day, self._polycule)

    def _with_events(self, notes: Sequence[Note]) -> Iterator[Note]:
        """Yield *notes*; what an event brings about besides is told with it."""
        acts: dict[dt.datetime, Path] = {}
        for note in notes:
            if note.event is not None:
                acts[note.at] = note.event
        words = self._polycule.vocabulary
        powers = {
            at: path
            for at, path, event in self._recorded
            if not _POWERS.isdisjoint(words.wider(event.act))
        }
        for note in notes:
            event_path = note.event
            if event_path is None and note.fact in {"compensated", "terminal"}:
                event_path = acts.get(note.at)
            elif note.fact == "settled":
                # What was settled before it happened is told with the break itself.
                event_path = next((each.event for each in _at_once(note)), None)
            elif event_path is None and note.fact in _RESTS:
                event_path = powers.get(note.at)
                if event_path is None and note.fact == "suspended":
                    # What comes round while a clause rests is told when its time is over.
                    continue
                if note.fact == "ended" and not rested(note.instance):
                    event_path = None
            yield note if event_path is note.event else note._replace(event=event_path)

    def _notes(self) -> Iterator[Note]:
        for top in self._instances:
            yield from self._notes_of(top, is_step=False)
            for broken in top.breaks:
                yield from self._notes_after(broken)

    def _notes_after(self, broken: Break) -> Iterator[Note]:
        for step in broken.steps:
            yield from self._notes_of(step, is_step=True)
            for deeper in step.breaks:
                yield from self._notes_after(deeper)

    def _notes_of(self, instance: Instance, *, is_step: bool) -> Iterator[Note]:
        until = self._ledger.until
        breaks = _Breaks(instance)
        for line in instance.proof:
            if line.at is None or _is_left_out(instance, line, breaks, is_step=is_step):
                continue
            broken = breaks.told_by(line)
            yield Note(line.at, line.fact, line.event, line.detail, instance, is_step, broken)
        is_open = instance.state == "unknown" and instance.until is not None
        if is_open and instance.until is not None and until is not None and instance.until <= until:
            yield Note(instance.until, "left", None, "", instance, is_step, None)
        if until is not None and not is_step:
            for broken in instance.breaks:
                # What was settled on the last day is over with that day.
                if not broken.is_settled and broken.record in self._settled_at(until):
                    yield Note(until, "settled", None, "", instance, is_step, broken)

    def _settled_at(self, end: dt.datetime) -> set[str]:
        """Return what was settled on the day that is over then."""
        if not self._wording.is_first_of_day(end):
            return set()
        day = self._wording.day_of(end) - dt.timedelta(days=1)
        return {
            record
            for repair in self._polycule.repairs
            if day in {repair.settled, repair.ended}
            for record in repair.of
        }

    def _day(self, bucket: Bucket) -> dt.date:
        """Return the day to which a moment belongs; the end of a day is no other day."""
        day = self._wording.day_of(bucket.at)
        return day - dt.timedelta(days=1) if bucket.is_end_of_day else day

    def _is_at_end_of_day(self, note: Note) -> bool:
        return (
            note.event is None
            and note.fact in QUIET
            and self._wording.is_first_of_day(without_tick(note.at))
        )


def _at_once(note: Note) -> Iterator[Break]:
    """Yield the breaks of a norm that were at the moment of a note."""
    return (each for each in note.instance.breaks if each.at == note.at)


def _tells(note: Note, turn: Turn) -> bool:
    """Return whether something is told that began to rest, or went on, with a clause."""
    clause = note.instance.clause
    return note.fact == ("suspended" if turn.pauses else "resumed") and turn.name in {
        clause,
        clause.partition(".")[0],
    }


def _start(day: dt.date, polycule: Polycule) -> dt.datetime:
    return day_bounds(day, polycule.zone).start


def without_tick(at: dt.datetime) -> dt.datetime:
    """Return *at*; a deadline that is met at the very instant passes a microsecond later."""
    return at - dt.timedelta(microseconds=at.microsecond == 1)


def _is_left_out(instance: Instance, line: Proof, breaks: _Breaks, *, is_step: bool) -> bool:
    """Return whether a line of a proof is told with another one, or goes without saying."""
    if line.fact == "begins":
        # Only the first window: that the next one begins when one is over is no news.
        _, mark, number = instance.key.rpartition("#")
        return bool(mark) and number != "1"
    if line.fact == "due":
        return True
    if is_step:
        # What follows is told with its break, and what comes of that with the break above.
        return (line.fact == "after" and line.event is None) or line.fact in {
            "discovered",
            "terminal",
            "compensated",
            "settled",
        }
    if line.fact == "terminal":
        # Where nothing was agreed to follow, that is said of the break.
        return line.at in breaks.without_steps
    return False


class _Breaks:
    """The breaks of a norm, to be found by the lines of its proof."""

    def __init__(self, instance: Instance) -> None:
        self._by_time: dict[dt.datetime, list[Break]] = {}
        self._to_discover: dict[dt.datetime, list[Break]] = {}
        #: When breaks became known that nothing was agreed to follow.
        self.without_steps: set[dt.datetime] = set()
        for each in instance.breaks:
            self._by_time.setdefault(each.at, []).append(each)
            if each.discovered is not None:
                self._to_discover.setdefault(each.discovered, []).append(each)
                if not each.steps and each.state == "terminal":
                    self.without_steps.add(each.discovered)

    def told_by(self, line: Proof) -> Break | None:
        """Return the break of which a line tells; of a discovery, one that was not told yet."""
        if line.at is None:
            return None
        if line.fact == "discovered":
            left = self._to_discover.get(line.at)
            return left.pop(0) if left else None
        if line.fact not in BROKEN:
            return None
        same = self._by_time.get(line.at, ())
        return next((each for each in same if each.event in {None, line.event}), None)


def is_recorded(buckets: Iterable[Bucket]) -> bool:
    """Return whether something is recorded of a day."""
    return any(bucket.event is not None for bucket in buckets)


def is_quiet(buckets: Iterable[Bucket]) -> bool:
    """Return whether a day holds only what time alone brings."""
    return all(
        bucket.event is None
        and not bucket.turns
        and all(note.fact in QUIET for note in bucket.notes)
        for bucket in buckets
    )


def _place(path: Path | None) -> tuple[int, int]:
    """Return what comes first of what is at one instant: time, check-ins, events."""
    if path is None:
        return 0, 0
    return (1 if path[0] == "check_ins" else 2), int(path[1])
