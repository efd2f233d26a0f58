"""The course of a replay: time that passes, norms that come into force, breaks that follow."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from attrs import evolve

from polyagree.clock import Nth, day_bounds, local_day
from polyagree.model import (
    Event,
    Named,
    PersonId,
    Polycule,
    Power,
    Status,
    Word,
)
from polyagree.model.gates import happenings_over
from polyagree.timeline.alarms import Alarms
from polyagree.timeline.breaches import Breaches
from polyagree.timeline.dues import due_of
from polyagree.timeline.instances import Fact
from polyagree.timeline.instants import ONE_DAY, later
from polyagree.timeline.lives import BrokenLife, Life, Line
from polyagree.timeline.log import PROBE, Entry, Log
from polyagree.timeline.lookouts import Lookouts
from polyagree.timeline.matching import Matcher
from polyagree.timeline.register import Register
from polyagree.timeline.remarks import Remarks
from polyagree.timeline.rules import (
    Rule,
    acts_of_norm,
    rules_of,
)
from polyagree.timeline.spellings import respelled
from polyagree.timeline.truth import Truth, all_true
from polyagree.timeline.wordings import Standing, standings

__all__ = ["POWERS", "Run"]

#: The acts that use a power.
POWERS = (
    *("pause", "suspend", "resume", "release", "end", "delegate", "assign", "veto", "revise"),
    *("approve", "decide", "stop-act"),
)

#: Powers that can be used while the agreement in which they stand is paused.
_GO_ON = frozenset({"resume", "release", "end"})


class Run:
    """
    A replay that is going on.

    Args:
        polycule: The document.
        only: The only norms that count; ``None``: all of them do.
        has_records: Whether what is under ``breaches`` tells of their breaks.
        matcher: Holds events against descriptions; ``None``: one that knows no events.

    Attributes:
        polycule: The document.
        log: What happened so far.
        matcher: Holds it against descriptions.
        rules: The norms, with each whom they may bind.
        register: What has become of them.
        lookouts: What they look out for.
        alarms: What time brings.
        remarks: What could not be used.
        breaches: What the document tells of their breaks.
        next: The number of the next event that comes in.
        visits: How many times an event was held against a norm.
    """

    def __init__(
        self,
        polycule: Polycule,
        *,
        only: Iterable[Standing] | None = None,
        has_records: bool = True,
        matcher: Matcher | None = None,
    ) -> None:
        self.polycule = polycule
        self.zone = polycule.zone
        self.words = polycule.vocabulary
        self.log = Log((), polycule.vocabulary)
        self.matcher = Matcher(polycule, ()) if matcher is None else matcher
        self.rules: list[Rule] = [
            rule
            for index, standing in enumerate(
                each
                for written in (standings(polycule) if only is None else only)
                for each in respelled(written, polycule.vocabulary)
            )
            for rule in rules_of(index, standing, self.log, self.matcher, self.status)
        ]
        self.register = Register(self.matcher)
        self.lookouts = Lookouts(self.matcher, tuple(each.id for each in polycule.people))
        self.alarms = Alarms()
        self.remarks = Remarks(self.rules)
        self.breaches = Breaches(polycule.breaches if has_records else (), polycule)
        self.next = len(polycule.events)
        self.visits = 0
        #: What is done with each step that comes into force.
        self.started: Callable[[Life], None] = self.set_due
        self.stopped: dict[str, dt.datetime] = {}
        self.paused_until: dict[str, dt.datetime] = {}
        self.ended: dict[str, dt.datetime] = {}
        #: To whom it was decided that what is owed under a name be owed.
        self.creditors: dict[str, frozenset[PersonId]] = {}
        #: How often a duty of a clause was kept, was perhaps kept, and how many breaks stand.
        self.kept: Counter[str] = Counter()
        self.unclear: Counter[str] = Counter()
        self.unmended: Counter[str] = Counter()
        self.counts: dict[str, tuple[int, int]] = {}
        self.numbers: dict[str, int] = {}
        self.begun: set[str] = set()
        self.broken: dict[tuple[str, frozenset[PersonId]], tuple[int, int | None]] = {}
        self.entries: dict[int, Entry] = {}
        self._acts = {act for rule in self.rules for act in _acts_behind(rule)}
        self._concerning: dict[str, bool] = {}
        self._probes: dict[tuple[tuple[PersonId, ...], str], Event] = {}
        #: The day of which something has no hour, and what is judged when it is over.
        self.open_day: dt.date | None = None
        self.unjudged: list[tuple[Life, Entry]] = []

    @cached_property
    def _parties(self) -> dict[str, frozenset[PersonId]]:
        found = {str(each.id): frozenset(each.parties) for each in self.polycule.agreements}
        own = {str(each.id): frozenset({each.holder}) for each in self.polycule.boundaries}
        return found | own

    # Time

    @property
    def now(self) -> dt.datetime | None:
        """The instant up to which time has passed; ``None``: nothing was looked at yet."""
        return self.alarms.now

    def check_in(self, index: int) -> Entry:
        """Return the check-in at position *index* as an entry of the log."""
        check_in = self.polycule.check_ins[index]
        event = Event(
            at=check_in.date, who=check_in.people, act=Word("check-in"), about=check_in.reviewed
        )
        return Entry.of(event, self.polycule, -index - 1)

    def probe(self, at: dt.datetime, who: Iterable[PersonId] = (), act: str = "meet") -> Entry:
        """Return what stands for a moment after everything that happened up to then."""
        people = tuple(who)
        event = self._probes.get((people, act))
        if event is None:
            # Its time stands in the entry; making an event anew each time is slow.
            event = self._probes[people, act] = Event(at=at, who=people, act=Word(act))
        return Entry(index=PROBE, event=event, day=local_day(at, self.zone), first=at, last=at)

    # Lives

    def bear(
        self,
        rule: Rule,
        key: str,
        first: dt.datetime | None,
        last: dt.datetime | None,
        *,
        cause: Entry | None = None,
        parent: tuple[Life, BrokenLife] | None = None,
    ) -> Life:
        """Let a norm come into force."""
        register = self.register
        register.serial += 1
        life = Life(
            key=key,
            rule=rule,
            serial=register.serial,
            to=self.towards(rule, first),
            cause=cause,
            first=first,
            last=last,
            parent=parent,
        )
        register.add(life)
        for name in sorted(rule.case.standing.names & self.creditors.keys()):
            self.assign(life, self.creditors[name])
        for name in rule.case.standing.names & self.stopped.keys():
            stopped = self.stopped[name]
            self.suspend(life, stopped if first is None else max(first, stopped), name)
        return life

    def forget(self, life: Life) -> None:
        """Let nothing more be held against *life*."""
        self.register.remove(life)
        self.lookouts.unwatch(life)

    def suspend(self, life: Life, at: dt.datetime, name: str) -> None:
        """Let the clock of *life* stand still from *at* on, since what is called *name* does."""
        goes_on = life.rule.norm.act in _GO_ON and name != life.rule.case.standing.clause
        if life.is_open and life.stopped is None and not goes_on:
            life.stopped = at
            life.base = "suspended"
            self.say(life, "suspended", at)

    def next_number(self, key: str) -> int:
        """Return the how manieth time it is that *key* comes up."""
        self.numbers[key] = self.numbers.get(key, 0) + 1
        return self.numbers[key]

    def is_nth(self, key: str, nth: Nth, truth: Truth) -> Truth:
        """Count what is known as *key* once more; return whether it is the one that is meant."""
        surely, maybe = self.counts.get(key, (0, 0))
        low, high = surely + 1, surely + maybe + 1
        self.counts[key] = (surely + 1, maybe) if truth else (surely, maybe + 1)
        if nth.in_a_row:
            # What comes between them, a log does not say.
            return None if high >= nth.count else False
        which = [n >= nth.count if nth.onwards else n == nth.count for n in (low, high)]
        inside = not nth.onwards and low <= nth.count <= high
        if low == high:
            return all_true((which[0], truth))
        return all_true((which[0] if which[0] == which[1] and not inside else None, truth))

    def end_of_day(self, day: dt.date) -> dt.datetime:
        """Return the first instant after *day*."""
        return later(day_bounds(day, self.zone).start, ONE_DAY, self.zone)

    def has_ended(self, rule: Rule) -> bool:
        """Return whether somebody ended what *rule* stands in, so that nothing comes of it."""
        names = rule.case.standing.names
        if not self.ended:
            return False
        own = {f"{name}:{person}" for name in names for person in rule.who}
        return not self.ended.keys().isdisjoint(names | own)

    def parties_of(self, name: str) -> frozenset[PersonId]:
        """Return who agreed to what is called *name*."""
        return self._parties.get(name.partition(".")[0], frozenset())

    def entry(self, index: int) -> Entry:
        """Return the entry numbered *index*."""
        return self.entries[index]

    def concerns(self, event: Event) -> bool:
        """Return whether *event* may matter to any norm, or be told of by its name."""
        if event.id is not None:
            return True
        known = self._concerning.get(event.act)
        if known is None:
            known = not self._acts.isdisjoint(self.words.wider(event.act))
            self._concerning[event.act] = known
        return known

    def take(self, entry: Entry) -> None:
        """Add *entry* to the log."""
        self.log.append(entry)
        self.entries[entry.index] = entry
        self.matcher.learn(entry.event)

    def assign(self, life: Life, people: frozenset[PersonId]) -> None:
        """Let what is owed to somebody be owed to *people*."""
        if not life.rule.norm.to:
            return
        case = life.rule.case
        to = tuple(Named(each) for each in sorted(people))
        standing = case.standing._replace(norm=evolve(case.standing.norm, to=to))
        life.rule = evolve(life.rule, case=case._replace(standing=standing), is_own=True)
        life.to = tuple(sorted(people))

    def towards(self, rule: Rule, at: dt.datetime | None) -> tuple[PersonId, ...]:
        """Return towards whom a norm is, as far as the document says."""
        norm, parties = rule.norm, rule.case.standing.parties
        if not norm.to or at is None:
            return ()
        moment = self.probe(at, rule.who)
        found: set[PersonId] = set()
        for term in norm.to:
            found |= (
                self.matcher.members(term, moment, parties=parties, side=rule.case.side)
                or frozenset()
            )
        return (*(each for each in parties if each in found), *sorted(found - {*parties}))

    def set_due(self, life: Life) -> None:
        """Find out until when *life* is due, and be there."""
        due = due_of(life.rule.norm, life.first, life.last, self.zone)
        life.is_dated = due.is_dated
        self.fall_due(life, due.first, due.last)

    def fall_due(self, life: Life, first: dt.datetime | None, last: dt.datetime | None) -> None:
        """Let *life* be too late from some instant between *first* and *last* on."""
        life.due_first, life.due_last, life.may_be_late = first, last, False
        if first is not None and last is not None and first < last:
            self.alarms.wake(first, "late", life.key, life)
        if last is not None:
            # What was over before anybody knew of it is so from when they do.
            now = self.now
            self.alarms.wake(last if now is None else max(last, now), "due", life.key, life)

    def say(
        self,
        life: Life,
        fact: Fact,
        at: dt.datetime | None,
        entry: Entry | None = None,
        detail: str = "",
    ) -> None:
        """Add a line to the proof."""
        event = None if entry is None or entry.is_probe else entry.index
        life.lines.append(Line(at, fact, event, detail))

    # How clauses stand

    def status(self, condition: Status) -> Truth:
        """Return whether a clause stands as *condition* says."""
        name = condition.of
        if condition.status == "paused":
            return name in self.stopped or name.partition(".")[0] in self.stopped
        stands = self.unmended[name] > 0
        if condition.status == "broken":
            return stands or (None if self.unclear[name] else False)
        if stands:
            return False
        lives = self.register.of_clause(name)
        if self.kept[name] or any(life.is_guard and life.base == "in force" for life in lives):
            return True
        return None if self.unclear[name] else False

    def note(self, life: Life, tally: Counter[str], by: int = 1) -> None:
        """Count *life* in *tally*, and have what looks out for its clause be told."""
        if life.rule.is_step:
            return
        for name in life.rule.case.standing.names:
            tally[name] += by
            self.lookouts.signal(name)


def _acts_behind(rule: Rule) -> Iterator[str]:
    """Yield the acts that *rule*, or what follows a break of it, may hang on."""
    yield from acts_of_norm(rule.norm)
    for step in rule.case.standing.every_step:
        yield from acts_of_norm(step.norm)
    if isinstance(rule.norm, Power):
        yield from (
            happening.act for happening in happenings_over(rule.norm, rule.case.matcher.words)
        )
    # What people decide about a clause, they may decide about each of them.
    yield from POWERS
