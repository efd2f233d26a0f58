"""What a replay keeps in mind, as records that can be stored, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import asdict

from polyagree.clock import Interval
from polyagree.errors import InvalidRecord
from polyagree.model import PersonId, Polycule
from polyagree.model.residual import (
    AlarmRecord,
    BreakRecord,
    ClauseRecord,
    CountedRecord,
    CountRecord,
    EntryRecord,
    LifeRecord,
    LineRecord,
    RemarkRecord,
    Residual,
    TallyRecord,
    TotalRecord,
    UnjudgedRecord,
    WatchRecord,
)
from polyagree.timeline.alarms import Alarm, Timer
from polyagree.timeline.counting import Counted
from polyagree.timeline.instants import ONE_DAY, earlier
from polyagree.timeline.lives import BrokenLife, Life, Line
from polyagree.timeline.log import PROBE, Entry
from polyagree.timeline.rules import Rule, acts_of_norm, kind_of, steps_after
from polyagree.timeline.run import Run
from polyagree.timeline.tallies import Tally
from polyagree.timeline.totals import Total

__all__ = ["residual_of", "restored"]

_ANEW = "replay the document as it stands now"


# Out


def residual_of(run: Run) -> Residual:
    """Return what *run* keeps in mind."""
    kept = _kept_entries(run)
    return Residual(
        now=run.now,
        next=run.next,
        events=tuple(entry.event for entry in kept),
        entries=tuple(entry.index for entry in kept),
        lives=tuple(_life_record(run, life) for life in run.register.lives),
        clauses=tuple(_clause_records(run)),
        counts=tuple(_count_records(run)),
        alarms=tuple(_alarm_record(timer) for timer in run.alarms),
        watches=tuple(_watch_records(run)),
        begun=tuple(sorted(run.begun)),
        remarks=tuple(
            RemarkRecord(kind=each.kind, path=each.path, message=each.message)
            for each in run.remarks
        ),
        open_day=run.open_day,
        unjudged=tuple(
            UnjudgedRecord(life=life.key, event=entry.index) for life, entry in run.unjudged
        ),
        serial=run.register.serial,
        visits=run.visits,
    )


def _kept_entries(run: Run) -> list[Entry]:
    """Return the entries that something may still look back on, in the order of the log."""
    acts = {act for rule in run.rules for act in acts_of_norm(rule.norm)}
    for standing in (rule.case.standing for rule in run.rules):
        acts |= {act for step in standing.every_step for act in acts_of_norm(step.norm)}
    indexes: set[int] = set()
    for life in _all_lives(run.register.lives):
        indexes.update(life.doubts, life.window)
        if life.cause is not None:
            indexes.add(life.cause.index)
        indexes.update(broken.entry.index for broken in life.breaks)
        for tally in life.tallies.values():
            indexes.update(one.entry.index for one in tally.recent)
    # Of one day without hours, what was taken may count for what is still to come.
    recent = None if run.now is None else earlier(run.now, ONE_DAY, run.zone)
    return [
        entry
        for entry in run.log.entries
        if entry.event.id is not None
        or entry.index in indexes
        or not acts.isdisjoint(run.words.wider(entry.event.act))
        or (recent is not None and entry.last >= recent)
    ]


def _all_lives(lives: Iterable[Life]) -> Iterator[Life]:
    for life in lives:
        yield life
        for broken in life.breaks:
            yield from _all_lives(broken.steps)


def _entry_record(entry: Entry) -> EntryRecord:
    return EntryRecord(
        index=None if entry.index == PROBE else entry.index,
        first=entry.first,
        last=entry.last,
        day=entry.day,
        who=entry.event.who,
        act=entry.event.act,
    )


def _total_record(total: Total) -> TotalRecord:
    return TotalRecord(**total._asdict())


def _life_record(run: Run, life: Life) -> LifeRecord:
    rule = life.rule
    return LifeRecord(
        key=life.key,
        rule=rule.key,
        serial=life.serial,
        norm=rule.norm if rule.is_own else None,
        to=life.to,
        cause=None if life.cause is None else _entry_record(life.cause),
        base=life.base,
        first=life.first,
        last=life.last,
        due_first=life.due_first,
        due_last=life.due_last,
        may_be_late=life.may_be_late,
        is_dated=life.is_dated,
        is_sure=life.is_sure,
        is_filed=run.register.is_filed(life),
        stopped=life.stopped,
        doubts=tuple(life.doubts),
        acts=life.acts,
        fulfilments=life.fulfilments,
        least=_total_record(life.least),
        most=_total_record(life.most),
        window=tuple(life.window),
        opened=life.opened,
        reached=tuple(sorted(life.reached)),
        lines=tuple(LineRecord(**asdict(line)) for line in life.lines),
        breaks=tuple(_break_record(run, broken) for broken in life.breaks),
        tallies=tuple(_tally_record(partner, tally) for partner, tally in life.tallies.items()),
    )


def _break_record(run: Run, broken: BrokenLife) -> BreakRecord:
    return BreakRecord(
        number=broken.number,
        entry=_entry_record(broken.entry),
        is_act=broken.is_act,
        by=broken.by,
        first=broken.first,
        last=broken.last,
        record=broken.record,
        state=broken.state,
        is_stuck=broken.is_stuck,
        is_settled=broken.is_settled,
        steps=tuple(_life_record(run, step) for step in broken.steps),
    )


def _tally_record(partner: PersonId | None, tally: Tally) -> TallyRecord:
    return TallyRecord(
        partner=partner,
        recent=tuple(
            CountedRecord(
                entry=_entry_record(one.entry),
                least=_total_record(one.least),
                most=_total_record(one.most),
                lifted=one.lifted,
            )
            for one in tally.recent
        ),
        least=_total_record(tally.least),
        most=_total_record(tally.most),
        start=None if tally.window is None else tally.window.start,
        end=None if tally.window is None else tally.window.end,
        occasion=tally.occasion,
        words=tally.words,
    )


def _clause_records(run: Run) -> Iterator[ClauseRecord]:
    tallies = (run.kept, run.unclear, run.unmended)
    names = {*run.stopped, *run.ended, *run.register.delegates, *run.creditors}
    for name in sorted(names.union(*tallies)):
        yield ClauseRecord(
            name=name,
            kept=run.kept[name],
            unclear=run.unclear[name],
            unmended=run.unmended[name],
            stopped=run.stopped.get(name),
            until=run.paused_until.get(name),
            ended=run.ended.get(name),
            delegates=tuple(sorted(run.register.delegates.get(name, ()))),
            creditors=tuple(sorted(run.creditors.get(name, ()))),
        )


def _count_records(run: Run) -> Iterator[CountRecord]:
    for key, number in sorted(run.numbers.items()):
        yield CountRecord(key=key, number=number)
    for key, (surely, maybe) in sorted(run.counts.items()):
        yield CountRecord(key=key, surely=surely, maybe=maybe)
    for (clause, people), (number, event) in run.broken.items():
        yield CountRecord(key=clause, people=tuple(sorted(people)), number=number, event=event)


def _alarm_record(timer: Timer) -> AlarmRecord:
    about = AlarmRecord(at=timer.at, what=timer.what, key=timer.key)
    subject: tuple[object, ...] = (
        timer.subject if isinstance(timer.subject, tuple) else (timer.subject,)
    )
    fields: dict[str, object] = {}
    match timer.what, *subject:
        case ("late" | "due" | "close", Life() as life):
            fields = {"life": life.key}
        case ("open", Rule() as rule, end, number):
            fields = {"rule": rule.key, "end": end, "number": number}
        case ("known", Life() as life, BrokenLife() as broken, Entry() as moment):
            number = life.breaks.index(broken)
            fields = {"life": life.key, "broken": number, "moment": _entry_record(moment)}
        case ("settled", Life() as life, BrokenLife() as broken):
            fields = {"life": life.key, "broken": life.breaks.index(broken)}
        case ("resume", name, since):
            fields = {"name": name, "since": since}
        case ("record", Entry() as entry):
            fields = {"event": entry.index}
    return AlarmRecord(**{**asdict(about, recurse=False), **fields})


def _watch_records(run: Run) -> Iterator[WatchRecord]:
    for act, doer, order, what, subject in run.lookouts:
        yield WatchRecord(
            order=order,
            act=act,
            doer=doer,
            what=what,
            life=subject.key if isinstance(subject, Life) else None,
            rule=subject.key if isinstance(subject, Rule) else None,
        )


# And back


def restored(polycule: Polycule, residual: Residual) -> Run:
    """
    Return the replay that *residual* was taken from.

    Raises:
        InvalidRecord: If it is of another document, or was damaged.
    """
    run = Run(polycule)
    if len(residual.events) != len(residual.entries):
        raise InvalidRecord(
            "the stored ledger does not number each of its events", field="entries", help=_ANEW
        )
    try:
        _put_back(run, residual)
    except (KeyError, IndexError) as error:
        raise InvalidRecord(
            "the stored ledger points at what neither it nor the document has",
            field="residual",
            help=_ANEW,
        ) from error
    return run


def _put_back(run: Run, residual: Residual) -> None:
    reader = _Reader(run, residual)
    for event, index in zip(residual.events, residual.entries, strict=True):
        run.take(Entry.of(event, run.polycule, index))
    for record in residual.lives:
        reader.adopt(record, None)
    for clause in residual.clauses:
        run.kept[clause.name] = clause.kept
        run.unclear[clause.name] = clause.unclear
        run.unmended[clause.name] = clause.unmended
        if clause.creditors:
            run.creditors[clause.name] = frozenset(PersonId(each) for each in clause.creditors)
        if clause.stopped is not None:
            run.stopped[clause.name] = clause.stopped
        if clause.until is not None:
            run.paused_until[clause.name] = clause.until
        if clause.ended is not None:
            run.ended[clause.name] = clause.ended
    for count in residual.counts:
        if count.people:
            people = frozenset(PersonId(each) for each in count.people)
            run.broken[count.key, people] = count.number, count.event
        elif count.number:
            run.numbers[count.key] = count.number
        else:
            run.counts[count.key] = (count.surely, count.maybe)
    run.alarms.restore((reader.alarm(each) for each in residual.alarms), residual.now)
    for watch in residual.watches:
        reader.watch(watch)
    run.begun = set(residual.begun)
    for each in residual.remarks:
        run.remarks.add(each.kind, each.path, each.message)  # type: ignore[arg-type]  # as it was written
    run.open_day = residual.open_day
    run.unjudged = [reader.unjudged(each) for each in residual.unjudged]
    run.next = residual.next
    run.register.serial, run.visits = residual.serial, residual.visits


class _Reader:
    """Puts together what the records of one residual are about."""

    def __init__(self, run: Run, residual: Residual) -> None:
        self._run = run
        self._rules = {rule.key: rule for rule in run.rules}
        self._lives: dict[str, Life] = {}
        # Whom a clause was handed over to decides where its norms are found.
        for clause in residual.clauses:
            if clause.delegates:
                run.register.delegates[clause.name] = {PersonId(each) for each in clause.delegates}

    def adopt(self, record: LifeRecord, parent: tuple[Life, BrokenLife] | None) -> Life:
        life = Life(
            key=record.key,
            rule=self._rule(record, parent),
            serial=record.serial,
            to=tuple(PersonId(each) for each in record.to),
            cause=None if record.cause is None else self._entry(record.cause),
            base=record.base,  # type: ignore[arg-type]  # as it was written
            first=record.first,
            last=record.last,
            due_first=record.due_first,
            due_last=record.due_last,
            may_be_late=record.may_be_late,
            is_dated=record.is_dated,
            is_sure=record.is_sure,
            stopped=record.stopped,
            doubts=[*record.doubts],
            acts=record.acts,
            fulfilments=record.fulfilments,
            least=_total(record.least),
            most=_total(record.most),
            window=[*record.window],
            opened=record.opened,
            reached={PersonId(each) for each in record.reached},
            lines=[Line(**asdict(line)) for line in record.lines],
            tallies={
                None if each.partner is None else PersonId(each.partner): self._tally(each)
                for each in record.tallies
            },
            parent=parent,
        )
        self._lives[life.key] = life
        self._run.register.add(life, is_filed=record.is_filed)
        for each in record.breaks:
            broken = BrokenLife(
                number=each.number,
                entry=self._entry(each.entry),
                is_act=each.is_act,
                by=tuple(PersonId(person) for person in each.by),
                first=each.first,
                last=each.last,
                record=each.record,
                state=each.state,  # type: ignore[arg-type]  # as it was written
                is_stuck=each.is_stuck,
                is_settled=each.is_settled,
            )
            life.breaks.append(broken)
            if each.record is not None:
                self._run.breaches.used.add(each.record)
            self._learn_steps(life, broken)
            for step in each.steps:
                broken.steps.append(self.adopt(step, (life, broken)))
        return life

    def _learn_steps(self, life: Life, broken: BrokenLife) -> None:
        key = f"{life.key}!{len(life.breaks)}"
        people = frozenset(broken.by)
        for step in steps_after(
            life.rule, people, broken.entry, broken.number, key, cause=life.cause
        ):
            self._rules |= {rule.key: rule for rule in step.rules}

    def _rule(self, record: LifeRecord, parent: tuple[Life, BrokenLife] | None) -> Rule:
        known = self._rules.get(record.rule)
        if known is None and parent is None and record.norm is not None:
            known = self._rules.get(record.rule.rpartition("!")[0])
        if known is None:
            raise InvalidRecord(
                f"the stored ledger has a norm `{record.rule}`, and the document has none",
                field="lives",
                help=_ANEW,
            )
        if record.norm is None:
            return known
        case = known.case
        standing = case.standing._replace(norm=record.norm)
        if record.rule != known.key:
            # What somebody refused binds another one than the power to refuse.
            person = PersonId(record.rule.rpartition(":")[2])
            case = case._replace(who=person, side=frozenset({person}))
            standing = standing._replace(holder=None)
        return Rule(
            key=record.rule,
            case=case._replace(standing=standing),
            kind=kind_of(record.norm),
            opens=known.opens,
            closes=known.closes,
            is_step=known.is_step or record.rule != known.key,
            is_own=True,
        )

    def _entry(self, record: EntryRecord) -> Entry:
        if record.index is not None:
            return self._run.entries[record.index]
        who = tuple(PersonId(each) for each in record.who)
        probe = self._run.probe(record.first, who, record.act)
        return Entry(
            index=PROBE, event=probe.event, day=record.day, first=record.first, last=record.last
        )

    def _tally(self, record: TallyRecord) -> Tally:
        window = None
        if record.start is not None and record.end is not None:
            window = Interval(start=record.start, end=record.end)
        return Tally(
            recent=[
                Counted(self._entry(one.entry), _total(one.least), _total(one.most), one.lifted)
                for one in record.recent
            ],
            least=_total(record.least),
            most=_total(record.most),
            window=window,
            occasion=record.occasion,
            words=record.words,
        )

    def alarm(self, record: AlarmRecord) -> tuple[dt.datetime, Alarm, str, object]:
        what: Alarm = record.what  # type: ignore[assignment]  # as it was written
        return record.at, what, record.key, self._subject(record)

    def _subject(self, record: AlarmRecord) -> object:
        if record.what == "judge":
            return None
        if record.what in {"late", "due", "close"}:
            return self._lives[str(record.life)]
        if record.what == "open":
            return self._rules[str(record.rule)], record.end, record.number
        if record.what == "resume":
            return record.name, record.since
        if record.what == "record":
            return self._run.check_in(-(record.event or 0) - 1)
        life = self._lives[str(record.life)]
        if record.what == "settled":
            return life, life.breaks[record.broken or 0]
        moment = record.moment
        if moment is None:
            raise InvalidRecord(
                "an alarm of the stored ledger has no moment", field="alarms", help=_ANEW
            )
        return life, life.breaks[record.broken or 0], self._entry(moment)

    def unjudged(self, record: UnjudgedRecord) -> tuple[Life, Entry]:
        return self._lives[record.life], self._run.entries[record.event]

    def watch(self, record: WatchRecord) -> None:
        subject = self._rules[str(record.rule)] if record.life is None else self._lives[record.life]
        doer = None if record.doer is None else PersonId(record.doer)
        self._run.lookouts.watch(record.what, subject, (record.act,), (doer,), order=record.order)


def _total(record: TotalRecord) -> Total:
    return Total(**asdict(record))
