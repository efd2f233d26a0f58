"""The course of a replay: time that passes, norms that come into force, breaks that follow."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from heapq import heappop, heappush
from typing import Literal, NamedTuple, get_args

from attrs import evolve, frozen

from polyagree.clock import Nth, day_bounds, local_day
from polyagree.model import (
    Breach,
    Event,
    Named,
    Obligation,
    PersonId,
    Polycule,
    Power,
    Status,
    Word,
)
from polyagree.model.gates import happenings_over
from polyagree.source import Path
from polyagree.timeline.dues import due_of
from polyagree.timeline.instances import Fact
from polyagree.timeline.instants import ONE_DAY, TICK, later
from polyagree.timeline.lives import BrokenLife, Life, Line, path_of
from polyagree.timeline.log import PROBE, Entry, Log
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import (
    Rule,
    acts_in,
    acts_of_norm,
    rules_of,
    status_signal,
    steps_after,
)
from polyagree.timeline.spellings import respelled
from polyagree.timeline.truth import Truth, all_true
from polyagree.timeline.wordings import Standing, standings

__all__ = ["POWERS", "Alarm", "Remark", "RemarkKind", "Run", "Timer"]

Alarm = Literal["judge", "resume", "due", "close", "settled", "known", "open", "record"]
"""
What time brings, in the order in which it does at one instant.

What is due at the very end of an agreement had all of its time, so that it falls due first.
"""

_RANK: dict[Alarm, int] = {each: rank for rank, each in enumerate(get_args(Alarm))}

RemarkKind = Literal[
    "before the agreement",
    "later",
    "without the power",
    "nobody",
    "undated",
]


@frozen(kw_only=True)
class Remark:
    """
    Something in a document that a replay could not use, with its place.

    Attributes:
        kind: What it is.
        path: Where it stands.
        message: It, in one sentence.
    """

    kind: RemarkKind
    path: Path
    message: str


#: The acts that use a power.
POWERS = (
    *("pause", "suspend", "resume", "release", "end", "delegate", "assign", "veto", "revise"),
    *("approve", "decide", "stop-act"),
)


class Timer(NamedTuple):
    """What time brings at an instant, in the order of its fields."""

    at: dt.datetime
    rank: int
    key: str
    number: int
    what: Alarm
    subject: object


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
        lives: What has become of them, in the order in which they came up.
        next: The number of the next event that comes in.
        now: The instant up to which time has passed; ``None``: nothing was looked at yet.
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
        self.lives: list[Life] = []
        self.now: dt.datetime | None = None
        self.next = len(polycule.events)
        self.visits = 0
        self.remarks: list[Remark] = []
        #: What is done with each step that comes into force.
        self.started: Callable[[Life], None] = self.set_due
        self.stopped: dict[str, dt.datetime] = {}
        self.paused_until: dict[str, dt.datetime] = {}
        self.ended: dict[str, dt.datetime] = {}
        self.delegates: dict[str, set[PersonId]] = {}
        #: How often a duty of a clause was kept, was perhaps kept, and how many breaks stand.
        self.kept: Counter[str] = Counter()
        self.unclear: Counter[str] = Counter()
        self.unmended: Counter[str] = Counter()
        self.changed: list[str] = []
        self.counts: dict[str, tuple[int, int]] = {}
        self.numbers: dict[str, int] = {}
        self.begun: set[str] = set()
        self.broken: dict[tuple[str, frozenset[PersonId]], tuple[int, int | None]] = {}
        self.serial = 0
        self._powers: list[Life] = []
        self.entries: dict[int, Entry] = {}
        self._beginnings = _beginnings(self.rules)
        self._last_beginning = max(
            (first for first, _, _ in self._beginnings.values()), default=None
        )
        self._acts = {act for rule in self.rules for act in _acts_behind(rule)}
        self._concerning: dict[str, bool] = {}
        self._remarked: set[Remark] = set()
        self._probes: dict[tuple[tuple[PersonId, ...], str], Event] = {}
        self.heeds_status = False
        self.watched = 0
        self.watches: dict[
            tuple[str, PersonId | None], dict[tuple[str, str], tuple[int, str, Rule | Life]]
        ] = {}
        #: The day of which something has no hour, and what is judged when it is over.
        self.open_day: dt.date | None = None
        self.unjudged: list[tuple[Life, Entry]] = []
        self.alarms = 0
        self.timers: list[Timer] = []
        self._by_act: dict[str, dict[PersonId, dict[str, Life]]] = {}
        self._by_clause: dict[str, dict[str, Life]] = {}
        self._breaches = _by_clause(polycule.breaches if has_records else (), polycule)

    @cached_property
    def _parties(self) -> dict[str, frozenset[PersonId]]:
        found = {str(each.id): frozenset(each.parties) for each in self.polycule.agreements}
        own = {str(each.id): frozenset({each.holder}) for each in self.polycule.boundaries}
        return found | own

    @cached_property
    def _settled(self) -> dict[str, dt.date]:
        """When each breach was settled, or ended, under ``repairs``."""
        return {
            breach: day
            for repair in self.polycule.repairs
            if (day := repair.settled or repair.ended) is not None
            for breach in repair.of
        }

    @cached_property
    def _people(self) -> tuple[PersonId, ...]:
        return tuple(each.id for each in self.polycule.people)

    # Time

    def wake(self, at: dt.datetime, what: Alarm, key: str, subject: object) -> None:
        """Have *what* happen to *subject* at the instant *at*."""
        self.alarms += 1
        heappush(self.timers, self.timer(at, what, key, subject, self.alarms))

    @staticmethod
    def timer(at: dt.datetime, what: Alarm, key: str, subject: object, number: int) -> Timer:
        """Return what has *what* happen to *subject* at the instant *at*."""
        return Timer(at, _RANK[what], key, number, what, subject)

    def check_in(self, index: int) -> Entry:
        """Return the check-in at position *index* as an entry of the log."""
        check_in = self.polycule.check_ins[index]
        event = Event(
            at=check_in.date, who=check_in.people, act=Word("check-in"), about=check_in.reviewed
        )
        return Entry.of(event, self.polycule, -index - 1)

    def alarms_up_to(
        self, now: dt.datetime, *, is_over: bool = False
    ) -> Iterator[tuple[dt.datetime, Alarm, object]]:
        """
        Let time pass to *now*; yield what happens on the way.

        Args:
            now: The instant.
            is_over: Whether *now* itself is not looked at: of what happens at that
                instant, only what ends with the time before it does.
        """
        while self.timers and self.timers[0].at <= now:
            if is_over and self.timers[0].at == now and self.timers[0].rank > _RANK["close"]:
                break
            timer = heappop(self.timers)
            self.now = timer.at if self.now is None else max(self.now, timer.at)
            yield timer.at, timer.what, timer.subject
        self.now = now if self.now is None else max(self.now, now)

    @property
    def next_alarm(self) -> dt.datetime | None:
        """When time alone brings something next; ``None``: it does not."""
        return self.timers[0].at if self.timers else None

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
        self.serial += 1
        life = Life(
            key=key,
            rule=rule,
            serial=self.serial,
            to=self.towards(rule, first),
            cause=cause,
            first=first,
            last=last,
            parent=parent,
        )
        if parent is None:
            self.lives.append(life)
        if rule.kind == "power":
            self._powers.append(life)
        self.file(life)
        for name in rule.case.standing.names & self.stopped.keys():
            stopped = self.stopped[name]
            self.suspend(life, stopped if first is None else max(first, stopped))
        return life

    def file(self, life: Life) -> None:
        """Let *life* be found by the acts and the clause that it hangs on."""
        for act in _acts_of(life):
            by_doer = self._by_act.setdefault(act, {})
            for doer in self._filed_under(life):
                by_doer.setdefault(doer, {})[life.key] = life
        for name in life.rule.case.standing.names:
            self._by_clause.setdefault(name, {})[life.key] = life

    def adopt(self, life: Life, *, is_filed: bool) -> None:
        """Take in a life that was stored."""
        if life.parent is None:
            self.lives.append(life)
        if life.rule.kind == "power":
            self._powers.append(life)
        if is_filed:
            self.file(life)

    def forget(self, life: Life) -> None:
        """Let nothing more be held against *life*."""
        for act in _acts_of(life):
            for doer in self._filed_under(life):
                self._by_act[act][doer].pop(life.key, None)
        for name in life.rule.case.standing.names:
            self._by_clause.get(name, {}).pop(life.key, None)
        self.unwatch(life)

    def _filed_under(self, life: Life) -> Iterator[PersonId]:
        rule = life.rule
        if rule.is_joint and rule.case.least is None and rule.who:
            yield rule.who[0]
        else:
            yield from rule.who
        yield from sorted(self.delegates.get(rule.case.standing.clause, ()))

    def touched_by(self, entry: Entry) -> list[Life]:
        """Return the lives that the act of *entry* may keep or break, the oldest first."""
        found: dict[str, Life] = {}
        doers = self.matcher.doers(entry)
        for act in self.words.wider(entry.event.act):
            by_doer = self._by_act.get(act)
            if by_doer is None:
                continue
            # What names nobody may be anybody's.
            for doer in doers if entry.event.who else by_doer:
                lives = by_doer.get(doer)
                if lives:
                    found |= lives
        return sorted(found.values(), key=_serial) if len(found) > 1 else [*found.values()]

    def is_filed(self, life: Life) -> bool:
        """Return whether something may still be held against *life*."""
        return life.key in self._by_clause.get(life.rule.case.standing.clause, {})

    def of_clause(self, name: str) -> list[Life]:
        """Return the open lives of a clause or an agreement, in the order of their coming."""
        return sorted(self._by_clause.get(name, {}).values(), key=lambda life: life.serial)

    # What norms wait for

    def watch(
        self,
        what: str,
        subject: Rule | Life,
        acts: Iterable[str],
        doers: Iterable[PersonId | None] = (None,),
        *,
        order: int | None = None,
    ) -> None:
        """
        Have *subject* look out for *acts*, whose coming may be *what* it waits for.

        Args:
            what: What it waits for.
            subject: What waits.
            acts: The acts and happenings.
            doers: By whom, if it has to be one of them; ``None``: by anybody.
            order: The how manieth it is to look out; ``None``: the last.
        """
        self.watched = self.watched + 1 if order is None else max(order, self.watched)
        for act in dict.fromkeys(acts):
            self.heeds_status = self.heeds_status or act.startswith(_STATUS)
            for doer in doers:
                watches = self.watches.setdefault((act, doer), {})
                watches[subject.key, what] = (order or self.watched, what, subject)

    def unwatch(self, life: Life) -> None:
        """Have *life* look out for nothing more."""
        for act in _awaited_by(life):
            watches = self.watches.get((act, None))
            if watches:
                for what in ("after", "before", "until", "look"):
                    watches.pop((life.key, what), None)

    def watching(self, entry: Entry) -> list[tuple[str, Rule | Life]]:
        """Return what looks out for the act of *entry*, in the order in which it began to."""
        doers: Iterable[PersonId | None] = (None, *self.matcher.doers(entry))
        if not entry.event.who:
            # What names nobody may be anybody's.
            doers = (None, *self._people)
        return self._watched(self.words.wider(entry.event.act), doers)

    def signals(self) -> Iterator[tuple[str, Rule | Life]]:
        """Yield what looks out for how clauses stand, where that has changed."""
        while self.changed:
            names, self.changed = dict.fromkeys(self.changed), []
            yield from self._watched([status_signal(name) for name in names], (None,))

    def _watched(
        self, acts: Iterable[str], doers: Iterable[PersonId | None]
    ) -> list[tuple[str, Rule | Life]]:
        found: dict[tuple[str, str], tuple[int, str, Rule | Life]] = {}
        people = tuple(doers)
        for act in acts:
            for doer in people:
                watches = self.watches.get((act, doer))
                if watches:
                    found |= watches
        if len(found) > 1:
            ordered = sorted(found.values(), key=lambda watch: watch[0])
            return [(what, subject) for _, what, subject in ordered]
        return [(what, subject) for _, what, subject in found.values()]

    def remark_if_early(self, entry: Entry) -> None:
        """Keep in mind that *entry* was before an agreement that its act is part of."""
        if self._last_beginning is None or entry.day >= self._last_beginning:
            return
        doers = self.matcher.doers(entry)
        acts = self.words.wider(entry.event.act)
        for name, (first, parties, about) in self._beginnings.items():
            if entry.day < first and not doers.isdisjoint(parties) and not about.isdisjoint(acts):
                path = path_of(entry.index)
                if path is not None:
                    message = f"it was before `{name}` began on {first}, and is not judged by it"
                    self.remark("before the agreement", path, message)

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

    def powers(self) -> list[Life]:
        """Return the powers, in the order of the document."""
        return self._powers

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

    def hand_over(self, clause: str, people: frozenset[PersonId]) -> None:
        """Let *people* do what is owed under *clause* in place of whom it binds."""
        self.delegates.setdefault(clause, set()).update(people)
        for life in self.of_clause(clause):
            self.file(life)

    def assign(self, life: Life, people: frozenset[PersonId]) -> None:
        """Let what is owed be owed to *people*."""
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
        life.due_first, life.due_last = first, last
        if last is not None:
            self.wake(last, "due", life.key, life)

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

    def remark(self, kind: RemarkKind, path: Path, message: str) -> None:
        """Keep in mind what could not be used."""
        remark = Remark(kind=kind, path=path, message=message)
        if remark not in self._remarked:
            self._remarked.add(remark)
            self.remarks.append(remark)

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
        lives = self._by_clause.get(name, {}).values()
        if self.kept[name] or any(life.is_guard and life.base == "in force" for life in lives):
            return True
        return None if self.unclear[name] else False

    def _note(self, life: Life, tally: Counter[str], by: int = 1) -> None:
        if life.rule.is_step:
            return
        for name in life.rule.case.standing.names:
            tally[name] += by
            if self.heeds_status:
                self.changed.append(name)

    # The clock of a norm that stands still

    def suspend(self, life: Life, at: dt.datetime) -> None:
        """Let the clock of *life* stand still from *at* on."""
        if life.is_open and life.stopped is None:
            life.stopped = at
            life.base = "suspended"
            self.say(life, "suspended", at)

    def resume(self, life: Life, at: dt.datetime) -> None:
        """Let it run on; what is due is due later by as long as it stood still."""
        if life.stopped is None:
            return
        still, began_in_it = at - life.stopped, life.first == life.stopped
        life.stopped = None
        is_round = life.rule.kind in {"recurring", "quota"} and not life.rule.is_step
        if is_round and began_in_it and life.due_last is not None and life.due_last <= at:
            # A window that lies wholly inside a pause asks for nothing.
            self.say(life, "ended", at)
            self.leave(life, "expired")
            return
        if life.base == "suspended":
            life.base = "in force"
            self.say(life, "resumed", at)
            if life.due_first is not None and life.due_last is not None:
                self.fall_due(life, life.due_first + still, life.due_last + still)

    # Breaks

    def keep(
        self,
        life: Life,
        at: dt.datetime,
        entry: Entry | None,
        fact: Fact = "done",
        *,
        detail: str = "",
    ) -> None:
        """Let *life* be fulfilled."""
        life.base = "fulfilled"
        life.fulfilments += 1
        self.say(life, fact, at, entry, detail)
        self._note(life, self.kept)
        self.close(life)

    def leave(self, life: Life, base: Literal["released", "expired", "unknown"]) -> None:
        """Let *life* end without being kept or broken."""
        life.base = base
        if base == "unknown":
            self._note(life, self.unclear)
        self.close(life)

    def close(self, life: Life) -> None:
        """Let nothing more come of *life*, and tell what it belongs to."""
        self.forget(life)
        self.settle(life)

    def broke(
        self, life: Life, entry: Entry, by: tuple[PersonId, ...], fact: Fact, detail: str = ""
    ) -> None:
        """Let *life* be broken at *entry*, which is a forbidden act or the moment of a deadline."""
        clause, people = life.rule.case.standing.clause, frozenset(by)
        number, event = self.broken.get((clause, people), (0, None))
        if entry.is_probe or entry.index != event:
            # One event that breaks two norms of a clause breaks the clause once.
            number += 1
        if not life.rule.is_step:
            self.broken[clause, people] = number, None if entry.is_probe else entry.index
        is_act = not entry.is_probe
        broken = BrokenLife(number=number, entry=entry, is_act=is_act, by=by)
        life.breaks.append(broken)
        self._note(life, self.unmended)
        self.say(life, fact, entry.first, entry, detail)
        self._discover(life, broken)
        settled = None if broken.record is None else self._settled.get(broken.record)
        if settled is not None:
            self.wake(
                max(self.end_of_day(settled), entry.first), "settled", life.key, (life, broken)
            )
        if broken.first is not None and broken.last is not None:
            self.follow(life, broken)

    def _discover(self, life: Life, broken: BrokenLife) -> None:
        """Find out when a break became known."""
        first, last = broken.entry.first, broken.entry.last
        record = self._record_of(life, broken)
        if record is not None:
            broken.record = record.id
            if record.discovered is not None:
                event = Event(at=record.discovered, act=Word("discovery"))
                moment = Entry.of(event, self.polycule, PROBE)
                # Of the same day without an hour, it was after the break all the same.
                moment = evolve(moment, first=max(moment.first, first))
                if moment.last > first:
                    broken.first = None
                    self.wake(moment.first, "known", life.key, (life, broken, moment))
                    return
        broken.first, broken.last = first, last

    def _record_of(self, life: Life, broken: BrokenLife) -> Breach | None:
        """Return what the document tells of a break under ``breaches``."""
        standing = life.rule.case.standing
        entries = [each for each in (broken.entry, life.cause) if each is not None]
        keys: list[str | dt.date] = [each.event.id for each in entries if each.event.id]
        keys.append(self._day_of(broken))
        for name in sorted(standing.names, reverse=True):
            for key in keys:
                for record in self._breaches.get((name, key), ()):
                    if not record.by or not frozenset(record.by).isdisjoint(broken.by):
                        return record
        return None

    def _day_of(self, broken: BrokenLife) -> dt.date:
        """Return the day of a break; that of a missed deadline is the one that was over."""
        if broken.is_act:
            return broken.entry.day
        return local_day(broken.entry.first - TICK, self.zone)

    def put_to_bed(self, life: Life, broken: BrokenLife, at: dt.datetime) -> None:
        """Let a break no longer stand that people settled; what became of it stays."""
        broken.is_settled = True
        self.say(life, "settled", at)
        if broken.state != "compensated":
            self._note(life, self.unmended, -1)

    def known(self, life: Life, broken: BrokenLife, moment: Entry) -> None:
        """Let a break become known."""
        broken.first, broken.last = moment.first, moment.last
        self.say(life, "discovered", moment.first)
        self.follow(life, broken)

    def follow(self, life: Life, broken: BrokenLife) -> None:
        """Let what follows a break come into force."""
        people = frozenset(broken.by)
        key = f"{life.key}!{life.breaks.index(broken) + 1}"
        for step in steps_after(life.rule, people, broken.entry, broken.number, key):
            if not step.rules:
                broken.is_stuck = True
                self.remark(
                    "nobody",
                    step.at.path,
                    f"`{step.at.norm.act}` follows a break, and nobody is bound to it",
                )
            for rule in step.rules:
                first, last = broken.first, broken.last
                if step.at.norm.clock == "breach":
                    first, last = broken.entry.first, broken.entry.last
                child = self.bear(
                    rule, rule.key, first, last, cause=broken.entry, parent=(life, broken)
                )
                self.say(child, "after", broken.first)
                broken.steps.append(child)
                self.started(child)
        self._judge(life, broken)

    def settle(self, life: Life) -> None:
        """Tell the break that *life* follows what became of it."""
        if life.parent is not None:
            owner, broken = life.parent
            self._judge(owner, broken)

    def _judge(self, life: Life, broken: BrokenLife) -> None:
        """Find out whether a break is made good, or can no longer be."""
        if broken.state != "violated":
            return
        branches = [step for step in broken.steps if step.rule.kind not in {"grant", "power"}]
        if any(step.state == "terminal" for step in branches):
            broken.state = "terminal"
        elif broken.is_stuck:
            return
        elif not branches:
            broken.state = "terminal"
        elif all(_is_made_good(step) for step in branches):
            broken.state = "compensated"
            if not broken.is_settled:
                self._note(life, self.unmended, -1)
        else:
            return
        at = self.now if self.now is not None else broken.entry.first
        self.say(life, "terminal" if broken.state == "terminal" else "compensated", at)
        self.settle(life)


def _is_made_good(step: Life) -> bool:
    return step.state in {"fulfilled", "released", "compensated"}


_STATUS = status_signal("")


def _serial(life: Life) -> int:
    return life.serial


def _awaited_by(life: Life) -> Iterator[str]:
    """Yield the acts that *life* may look out for."""
    norm = life.rule.norm
    if norm.until is not None and not isinstance(norm.until, dt.date):
        yield from acts_in(norm.until)
    if not isinstance(norm, Obligation):
        return
    for happening in (norm.after, norm.before):
        if happening is not None:
            yield happening.act
    yield from ("check-in", "review")


def _acts_of(life: Life) -> Iterator[str]:
    """Yield the acts that may keep or break *life*."""
    norm = life.rule.norm
    yield norm.act
    if life.rule.kind == "upkeep":
        yield from acts_in(norm.during)


def _acts_behind(rule: Rule) -> Iterator[str]:
    """Yield the acts that *rule*, or what follows a break of it, may hang on."""
    yield from acts_of_norm(rule.norm)
    for step in rule.case.standing.steps:
        yield from acts_of_norm(step.norm)
    if isinstance(rule.norm, Power):
        yield from (
            happening.act for happening in happenings_over(rule.norm, rule.case.matcher.words)
        )
    # What people decide about a clause, they may decide about each of them.
    yield from POWERS


def _beginnings(
    rules: Iterable[Rule],
) -> dict[str, tuple[dt.date, frozenset[PersonId], set[str]]]:
    """Return when each agreement begins, whose it is, and the acts that it is about."""
    found: dict[str, tuple[dt.date, frozenset[PersonId], set[str]]] = {}
    for rule in rules:
        standing = rule.case.standing
        if standing.began is None:
            continue
        name = standing.clause.partition(".")[0]
        parties = frozenset(standing.parties)
        _, _, acts = found.setdefault(name, (standing.began, parties, set()))
        acts.add(rule.norm.act)
        if rule.norm.after is not None:
            acts.add(rule.norm.after.act)
    return found


def _by_clause(
    breaches: Iterable[Breach], polycule: Polycule
) -> dict[tuple[str, str | dt.date], list[Breach]]:
    """Return the breaches by what they are of, and the event or the day that they name."""
    found: dict[tuple[str, str | dt.date], list[Breach]] = {}
    for breach in breaches:
        keys: list[str | dt.date] = [*breach.event]
        if not keys and breach.date is not None:
            keys = [Entry.of(Event(at=breach.date, act=Word("breach")), polycule).day]
        for name in breach.of:
            for key in keys:
                found.setdefault((name, key), []).append(breach)
    return found
