"""What became of everything that was agreed, as far as the log goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import day_bounds
from polyagree.errors import InvalidRecord, InvalidTime, UnknownName
from polyagree.model import Event, Obligation, Polycule, Residual
from polyagree.model.fitting import EventCheck
from polyagree.source import Path, dotted
from polyagree.timeline import coming, course, guards
from polyagree.timeline.binding import in_force_at
from polyagree.timeline.dues import due_of
from polyagree.timeline.guards import Assessment
from polyagree.timeline.instances import Instance
from polyagree.timeline.instants import ONE_DAY, TICK, later
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.naming import refuse_unfit, refuse_unknown_clause
from polyagree.timeline.owing import Owed, owed_of
from polyagree.timeline.remarks import Remark
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.run import Run
from polyagree.timeline.selecting import some_of
from polyagree.timeline.storing import residual_of, restored
from polyagree.timeline.summary import Summary, summaries
from polyagree.timeline.truth import Truth
from polyagree.timeline.wordings import Standing

__all__ = ["Ledger", "Owed", "Weight", "replay", "resume"]

_DUTIES = frozenset({"once", "recurring", "quota"})


class Weight(NamedTuple):
    """
    What an event would mean.

    Attributes:
        guards: What is not to be done, and what the event means for it.
        grants: Permissions, and whether they cover it.
    """

    guards: tuple[tuple[Instance, Assessment], ...]
    grants: tuple[tuple[Instance, Truth], ...]


class Ledger:
    """
    What became of everything that was agreed, as far as the log goes.

    It takes one more event at a time, and then says what a replay of the whole
    log would.
    """

    def __init__(self, polycule: Polycule, *, run: Run | None = None) -> None:
        self._run = Run(polycule) if run is None else run
        self._run.started = partial(coming.start_step, self._run)
        self._check: EventCheck | None = None
        if run is None:
            course.begin(self._run)
            course.await_check_ins(self._run)

    @classmethod
    def of_some(cls, polycule: Polycule, clauses: Iterable[str]) -> Ledger:
        """Return a ledger of *clauses* alone, and of what they hang on."""
        ledger = cls(polycule, run=Run(polycule, only=some_of(polycule, clauses)))
        course.begin(ledger._run)
        course.await_check_ins(ledger._run)
        return ledger

    @classmethod
    def of_one(
        cls, polycule: Polycule, standing: Standing, *, since: dt.datetime, matcher: Matcher
    ) -> Ledger:
        """Return a ledger of *standing* alone, from *since* on, without what is on record."""
        run = Run(polycule, only=(standing,), has_records=False, matcher=matcher)
        for rule in run.rules:
            rule.opens = since if rule.opens is None else max(since, rule.opens)
        ledger = cls(polycule, run=run)
        course.begin(run)
        return ledger

    @classmethod
    def of_these(
        cls, polycule: Polycule, standings: Iterable[Standing], *, since: dt.datetime
    ) -> Ledger:
        """
        Return a ledger of *standings* that begins anew at *since*, without what is on record.

        What comes round is counted from then on. What is due once keeps its time, so
        that one whose time was over by then does not count.
        """
        run = Run(polycule, only=standings, has_records=False)
        run.rules = [rule for rule in run.rules if not _is_over(rule, since, run.zone)]
        for rule in run.rules:
            if rule.opens is None or (rule.opens < since and not _is_due_once(rule)):
                # It was in force before, so that a window which begins then is a whole one.
                rule.opens = since - TICK if _is_by_the_calendar(rule) else since
        ledger = cls(polycule, run=run)
        course.begin(run)
        return ledger

    @property
    def residual(self) -> Residual:
        """What it has to keep in mind to go on, as a record that can be stored."""
        return residual_of(self._run)

    # What it says

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The norms, with each whom they may bind."""
        return tuple(self._run.rules)

    @property
    def lives(self) -> tuple[Life, ...]:
        """What has become of them, as it is kept in mind; what follows a break not among it."""
        return tuple(self._run.register.lives)

    @property
    def next_alarm(self) -> dt.datetime | None:
        """When time alone changes something next; ``None``: it does not."""
        return self._run.alarms.next

    @property
    def polycule(self) -> Polycule:
        """The document."""
        return self._run.polycule

    @property
    def until(self) -> dt.datetime | None:
        """The instant up to which time has passed, in UTC; ``None``: nothing was looked at yet."""
        return self._run.now

    @property
    def visits(self) -> int:
        """How many times an event was held against a norm."""
        return self._run.visits

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What could not be used, with its place."""
        run = self._run
        names = {name for rule in run.rules for name in rule.case.standing.names}
        untold = run.breaches.without_break(run.register.lives, names, run.now)
        return (*run.remarks, *untold)

    @property
    def instances(self) -> tuple[Instance, ...]:
        """Every norm that binds somebody, once each; what follows a break stands inside it."""
        return tuple(life.frozen() for life in self._run.register.lives)

    def all_instances(self) -> Iterator[Instance]:
        """Yield every norm that binds somebody, and after each what follows its breaks."""
        for instance in self.instances:
            yield from instance.with_steps()

    def of(self, clause: str) -> tuple[Instance, ...]:
        """
        Return what became of a clause, a boundary or an agreement, steps not among it.

        Raises:
            UnknownName: If the document has none that is called *clause*.
        """
        refuse_unknown_clause(self._run.polycule, clause)
        standings = ((life, life.rule.case.standing) for life in self._run.register.lives)
        return tuple(
            life.frozen()
            for life, standing in standings
            if clause in {standing.clause, standing.clause.partition(".")[0]}
        )

    def instance(self, key: str) -> Instance:
        """
        Return the norm with this key, a step after a break too.

        Raises:
            UnknownName: If there is none.
        """
        for found in self.all_instances():
            if found.key == key:
                return found
        raise UnknownName(f"the ledger has no norm `{key}`", key)

    def owed(self, on: dt.date | dt.datetime | None = None) -> tuple[Owed, ...]:
        """
        Return what is still to be done, what is due first first.

        Args:
            on: What would be if nothing more happened up to the end of this day, or up
                to this instant; ``None``: as far as it has come. The ledger stays as it is.

        Raises:
            InvalidTime: If the ledger has come further than *on*.
        """
        run = self._run if on is None else self._run_on(on)
        return owed_of(run.register.lives)

    def in_force(self, at: dt.datetime | None = None) -> tuple[Instance, ...]:
        """
        Return what is in force: what is owed, not to be done, allowed or in somebody's power.

        What follows breaks is among it. What does not count then is left out: what is
        paused, what has other days or hours, what hangs on a condition that does not hold.
        A permission that waits for a word is in force with or without the word.

        Args:
            at: What would be at this instant if nothing more happened; ``None``: at that
                to which it has come. The ledger stays as it is.

        Returns:
            Each as it stands; ``is_sure`` says whether it is sure that it is in force.

        Raises:
            InvalidTime: If the ledger has come further than *at*, or nowhere yet.
        """
        run = self._run
        moment = run.now if at is None else self._instant(at)
        if moment is None:
            raise InvalidTime("the ledger has not come to any time yet", help="say an instant")
        if at is not None or (run.alarms.next is not None and run.alarms.next <= moment):
            # Of one that came to the end of a day, the next has not begun yet.
            run = self._run_on(moment)
        return tuple(in_force_at(run, moment))

    def _run_on(self, on: dt.date | dt.datetime) -> Run:
        """Return how it would have gone on if nothing more happened up to *on*."""
        now, then = self._run.now, self._instant(on)
        if now is not None and then < now:
            raise InvalidTime(
                f"the ledger has come to {now.astimezone(self._run.zone):%Y-%m-%d %H:%M}",
                help="replay the document until that day",
            )
        run = restored(self._run.polycule, self.residual)
        Ledger(self._run.polycule, run=run).advance(on)
        return run

    def copy(self) -> Ledger:
        """Return the same, to go on with by itself."""
        return resume(self._run.polycule, self.residual)

    def __eq__(self, other: object) -> bool:
        """Return whether both are of the same document, and have come equally far."""
        if not isinstance(other, Ledger):
            return NotImplemented
        return self.polycule == other.polycule and self.residual == other.residual

    __hash__ = None  # type: ignore[assignment]  # it changes

    def __reduce__(self) -> tuple[object, ...]:
        return resume, (self._run.polycule, self.residual)

    def __repr__(self) -> str:
        """Return a short description: counts, not contents."""
        now = self._run.now
        until = "nothing yet" if now is None else f"{now.astimezone(self._run.zone):%Y-%m-%d %H:%M}"
        return f"<Ledger: {len(self._run.register.lives)} norms, up to {until}>"

    def summary(self) -> tuple[Summary, ...]:
        """Return how each clause stands, the gravest counting, in the order of the document."""
        return summaries((rule.case.standing.clause for rule in self._run.rules), self.instances)

    def records(self) -> list[dict[str, object]]:
        """
        Return what became of each norm as flat records, one dictionary each.

        What follows a break comes after it, with the key of what was broken under
        ``follows``. ``pandas.DataFrame(ledger.records())`` makes a frame of them.
        Several names stand in one text, with commas; instants are in UTC.
        """
        return [
            record
            for life in self._run.register.lives
            for record in _records_of(life.frozen(), follows=None)
        ]

    # Time

    def record(self, event: Event) -> None:
        """
        Take one more event, and let time pass to it.

        Args:
            event: What happened; not before anything that was taken already. One of which
                only the day is known comes before those of its day that have an hour.

        Raises:
            InvalidRecord: If it is earlier, or names what neither the document has nor an
                event before it.
        """
        run = self._run
        if self._check is None:
            self._check = EventCheck(run.polycule)
            for entry in run.log.entries:
                self._check.add(entry.event)
        refuse_unfit(self._check, event)
        entry = Entry.of(event, run.polycule, run.next)
        if run.now is not None and entry.first < run.now:
            raise InvalidRecord(
                f"it happened on {entry.day}, and the ledger has come to"
                f" {run.now.astimezone(run.zone):%Y-%m-%d %H:%M}",
                field="at",
                help="replay the whole document, with the event in its place",
            )
        run.next += 1
        self._check.add(event)
        if run.concerns(event):
            self.take(entry)
        else:
            course.pass_to(self._run, entry.first)

    def take_all(self, *, until: dt.date | dt.datetime | None, more: Iterable[Event] = ()) -> None:
        """Take the events of the document and *more* up to *until*, and let time pass to it."""
        polycule = self._run.polycule
        entries = [
            Entry.of(event, polycule, index)
            for index, event in enumerate((*polycule.events, *more))
            if self._run.concerns(event)
            # At the ends of the calendar there is no window before or after.
            and dt.MINYEAR < event.day.year < dt.MAXYEAR
        ]
        self._run.next = max(self._run.next, len(polycule.events) + len(tuple(more)))
        end = None if until is None else self._instant(until)
        is_instant = isinstance(until, dt.datetime)
        for entry in sorted(entries, key=lambda each: each.order):
            if end is None or entry.first < end or (is_instant and entry.first == end):
                self.take(entry)
            else:
                path: Path = ("events", entry.index)
                self._run.remarks.add("later", path, "it is later than what is looked at")
        if end is not None:
            course.pass_to(self._run, end, is_over=not is_instant)

    def weigh(self, event: Event) -> Weight:
        """
        Return what *event* would mean, without taking it.

        Time passes to it.
        """
        run = self._run
        entry = Entry.of(event, run.polycule, self._run.next)
        course.pass_to(self._run, entry.last)
        found: list[tuple[Instance, Assessment]] = []
        granted: list[tuple[Instance, Truth]] = []
        for life in run.register.touched_by(entry):
            if life.is_guard:
                assessment = guards.assess(run, life, entry, counts=False)
                if assessment is not None:
                    found.append((life.frozen(), assessment))
            if life.rule.kind in {"grant", "gated"}:
                granted.append((life.frozen(), guards.is_granted(life, entry)))
        return Weight(tuple(found), tuple(granted))

    def looking_at(self, entry: Entry) -> frozenset[str]:
        """Return the clauses of which something may be kept, broken or set off by such an act."""
        run = self._run
        watched = (subject for _, subject in run.lookouts.watching(entry))
        rules = (each if isinstance(each, Rule) else each.rule for each in watched)
        found = (*(life.rule for life in run.register.touched_by(entry)), *rules)
        return frozenset(rule.case.standing.clause for rule in found)

    def take(self, entry: Entry) -> None:
        """Let time pass to *entry*, and hold it against everything it may concern."""
        course.pass_to(self._run, entry.first)
        course.hold(self._run, entry)

    def advance(self, to: dt.date | dt.datetime) -> None:
        """Let time pass to the end of the day *to*, or to that instant."""
        course.pass_to(self._run, self._instant(to), is_over=not isinstance(to, dt.datetime))

    def _instant(self, to: dt.date | dt.datetime) -> dt.datetime:
        if isinstance(to, dt.datetime):
            if to.tzinfo is None:
                raise InvalidTime("an instant has no offset", help="say in which zone it is told")
            return to.astimezone(dt.UTC)
        return later(day_bounds(to, self._run.zone).start, ONE_DAY, self._run.zone)


def _is_due_once(rule: Rule) -> bool:
    return rule.kind == "once" and trigger_of(rule) is None


def _is_by_the_calendar(rule: Rule) -> bool:
    """Return whether *rule* is due in each window of the calendar."""
    norm = rule.norm
    if not isinstance(norm, Obligation) or trigger_of(rule) is not None:
        return False
    window = norm.per or norm.every
    return window is not None and window.unit is not None


def _is_over(rule: Rule, since: dt.datetime, zone: ZoneInfo) -> bool:
    """Return whether *rule* no longer binds anybody from *since* on."""
    if rule.closes is not None and rule.closes <= since:
        return True
    if not _is_due_once(rule) or rule.opens is None:
        return False
    due = due_of(rule.norm, rule.opens, rule.opens, zone).last
    return due is not None and due <= since


def resume(polycule: Polycule, residual: Residual) -> Ledger:
    """
    Return the ledger that *residual* was taken from, to go on with.

    Events that it took need not be on record any more; those that the document
    records besides are not taken by themselves.

    Args:
        polycule: The document, with the same clauses.
        residual: What :attr:`Ledger.residual` gave.

    Raises:
        InvalidRecord: If it is of another document, or was damaged.
    """
    return Ledger(polycule, run=restored(polycule, residual))


def _records_of(instance: Instance, *, follows: str | None) -> Iterator[dict[str, object]]:
    yield {
        "key": instance.key,
        "follows": follows,
        "clause": instance.clause,
        "path": dotted(instance.path),
        "modal": instance.norm.modal,
        "act": instance.norm.act,
        "who": ", ".join(instance.who),
        "to": ", ".join(instance.to),
        "state": instance.state,
        "verdict": instance.verdict,
        "since": instance.since,
        "until": instance.until,
        "activations": instance.counts.activations,
        "fulfilments": instance.counts.fulfilments,
        "violations": instance.counts.violations,
        "pendings": instance.counts.pendings,
    }
    for broken in instance.breaks:
        for step in broken.steps:
            yield from _records_of(step, follows=instance.key)


def replay(
    polycule: Polycule,
    *,
    until: dt.date | dt.datetime | None = None,
    clauses: Iterable[str] | None = None,
) -> Ledger:
    """
    Return what became of everything that was agreed.

    Every event is held against every norm that its act may concern, in the order
    of time; equal instants keep the order of the document. What is later than
    *until* is left out.

    Args:
        polycule: The document.
        until: Time passes to the end of this day, or to this instant; ``None``:
            to the end of the last day that the document records.
        clauses: Only these clauses, boundaries and agreements, and what they hang on;
            ``None``: all.

    Source:
        A9, A12.
    """
    ledger = Ledger(polycule) if clauses is None else Ledger.of_some(polycule, clauses)
    ledger.take_all(until=polycule.last_day if until is None else until)
    return ledger
