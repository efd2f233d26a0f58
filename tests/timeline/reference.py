"""
What a replay decides, told again in the slowest and plainest way.

Nothing is kept from one question to the next: whatever is asked is read off the whole
log, from its beginning. It knows words, calendars and the model, and nothing of
`polyagree.timeline`. Where the page does not say what holds, or the log does not,
it raises :class:`Open`, and nothing is compared.

Every event has an instant here. Where a log has only a day, the caller says at which
instant of it, and asks once for each of several: a *world*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from polyagree.clock import (
    add,
    day_bounds,
    deadline,
    due_again,
    due_by,
    falls_on,
    instant,
    local_day,
    night_of,
    rolling_start,
    subtract,
    window_around,
)
from polyagree.model import (
    Agreement,
    AllOf,
    AnyOf,
    Boundary,
    Clause,
    Done,
    Event,
    Gate,
    Happening,
    Named,
    Norm,
    Not,
    Obligation,
    Permission,
    Polycule,
    Power,
    Prohibition,
    Role,
)

TICK = dt.timedelta(microseconds=1)
DAY = dt.timedelta(days=1)
QUARTER = dt.timedelta(minutes=15)
OVER = {"compensated", "terminal", "violated"}

Position = tuple[dt.datetime, int]
"""A place in the log: an instant, and of those at the same instant the how-manieth."""


class Open(Exception):
    """Neither the page nor the log says it."""


@frozen
class Said:
    """One event, at an instant."""

    at: dt.datetime
    index: int
    event: Event

    @property
    def position(self) -> Position:
        return self.at, self.index


@frozen(kw_only=True)
class Bound:
    """Whom a norm binds: one, or several together, or whichever of them."""

    who: tuple[str, ...]
    any_of: bool = False


@frozen(kw_only=True)
class Case:
    """A norm in its place, in the wording of its time."""

    agreement: Agreement
    clause: Clause | Boundary
    norm: Norm
    since: dt.datetime | None
    before: dt.datetime | None
    steps: tuple[Norm, ...]
    is_step: bool = False
    breaker: tuple[str, ...] = ()
    broken: Said | None = None
    topic: Said | None = None

    @property
    def name(self) -> str:
        return f"{self.agreement.id}.{self.clause.id}"

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(self.agreement.parties)


@frozen(kw_only=True)
class Broken:
    """One break, with what follows it."""

    at: dt.datetime
    event: int | None
    state: str
    steps: tuple[Told, ...] = ()


@frozen(kw_only=True)
class Told:
    """What became of a norm that binds somebody once."""

    clause: str
    norm: Norm
    who: tuple[str, ...]
    state: str
    verdict: str
    cause: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    fulfilments: int = 0
    breaks: tuple[Broken, ...] = ()
    is_owed: bool = False
    is_late: bool = False
    number: int = 0

    @property
    def violations(self) -> int:
        return len(self.breaks)


@frozen
class Time:
    """Until when a duty may be done: before an instant, or before a place in the log."""

    at: dt.datetime | None
    place: Position | None = None
    is_set: bool = True


@frozen
class Reference:
    """All that is decided, at an instant, of one document in one world."""

    polycule: Polycule
    now: dt.datetime
    hours: Mapping[int, dt.datetime] = field(factory=dict)

    # The log

    @property
    def zone(self) -> Any:
        return self.polycule.zone

    @property
    def log(self) -> list[Said]:
        said = [
            Said(
                instant(event.at, self.zone)
                if isinstance(event.at, dt.datetime)
                else self.hours[index],
                index,
                event,
            )
            for index, event in enumerate(self.polycule.events)
        ]
        return sorted(said, key=lambda each: each.position)

    def between(self, first: Position, last: Position) -> Iterator[Said]:
        """Yield what happened from *first* on, that itself left out, and before *last*."""
        return (each for each in self.log if first < each.position < last)

    # Words

    def kind(self, act: str, wide: str) -> bool:
        return self.polycule.vocabulary.is_kind_of(act, wide)

    def mutual(self, said: Said) -> bool:
        return self.polycule.vocabulary.is_mutual(said.event.act)

    def persons(self, terms: Any) -> frozenset[str]:
        return frozenset(str(each) for each in terms if self.polycule.has_person(str(each)))

    def present(self, said: Said) -> frozenset[str]:
        event = said.event
        return frozenset(event.who) | self.persons(event.with_) | self.persons(event.to)

    def doers(self, said: Said) -> frozenset[str]:
        return self.present(said) if self.mutual(said) else frozenset(said.event.who)

    # People

    def people(self, terms: Any, case: Case, actors: frozenset[str]) -> frozenset[str]:
        """Return whom *terms* mean to *actors*."""
        found: set[str] = set()
        for term in terms:
            match term:
                case Named(name=name) if self.polycule.has_person(name):
                    found.add(name)
                case Role(role="each party" | "all parties" | "any party"):
                    found |= case.parties
                case Role(role="other parties"):
                    found |= case.parties - actors
                case Role(role="actor"):
                    found |= actors
                case Role(role="breaker") if case.breaker:
                    found |= set(case.breaker)
                case Role(role="affected") if case.parties - set(case.breaker):
                    found |= case.parties - set(case.breaker)
                case Role(role="nobody"):
                    pass
                case Role(role="anyone"):
                    found |= {person.id for person in self.polycule.people}
                case Role(role="outsiders"):
                    found |= {person.id for person in self.polycule.people} - case.parties
                case _:
                    raise Open
        return frozenset(found)

    def meets(self, terms: Any, there: frozenset[str], case: Case, actors: frozenset[str]) -> bool:
        """Return whether one of *terms* means somebody who is there."""
        if not terms:
            return True
        if not there:
            raise Open
        for term in terms:
            if term == Role("outsiders"):
                if not there & case.parties:
                    return True
            elif there & self.people((term,), case, actors):
                return True
        return False

    def bound(self, case: Case) -> list[Bound]:
        """Return whom the norm binds."""
        norm, parties = case.norm, case.agreement.parties
        if isinstance(case.clause, Boundary):
            return [Bound(who=(case.clause.holder,))]
        if not norm.who or norm.who == (Role("each party"),):
            return [Bound(who=(each,)) for each in parties]
        if norm.who == (Role("all parties"),):
            return [Bound(who=tuple(sorted(parties)))]
        if norm.who == (Role("any party"),):
            return [Bound(who=tuple(sorted(parties)), any_of=True)]
        meant = self.people(norm.who, case, frozenset())
        if not case.is_step:
            meant &= case.parties
        return [Bound(who=(each,)) for each in sorted(meant)]

    # Acts

    def is_act(self, wanted: Any, said: Said, case: Case, bound: Bound) -> bool:
        """Return whether *said* is the act of the norm, done by those bound."""
        if not self.kind(said.event.act, wanted.act):
            return False
        if isinstance(wanted, Obligation) and wanted.to and len(case.parties) > 2:
            # Whether one word reached everybody, only the words together tell.
            raise Open
        doers = self.doers(said)
        if bound.any_of:
            return any(
                self.is_qualified(wanted, said, case, frozenset({each}))
                for each in sorted(doers & set(bound.who))
            )
        return doers >= set(bound.who) and self.is_qualified(
            wanted, said, case, frozenset(bound.who)
        )

    def happened(
        self, wanted: Happening, said: Said, case: Case, bound: Bound, *, strict: bool = False
    ) -> bool:
        """Return whether *said* is what is described, told from those bound."""
        if not self.kind(said.event.act, wanted.act):
            return False
        doers = self.doers(said)
        entry = self.polycule.vocabulary.get(said.event.act)
        if entry is not None and entry.kind == "happening" and not doers:
            return not wanted.who
        if wanted.who == (Role("all parties"),):
            return doers >= case.parties and self.is_qualified(wanted, said, case, case.parties)
        me = frozenset(bound.who)
        if not wanted.who and len(me) > 1 and strict:
            # Whether one of them is enough, or all of them, the page does not say.
            raise Open
        if wanted.who == (Role("other parties"),) and me >= case.parties:
            raise Open
        meant = self.people(wanted.who, case, me) if wanted.who else me
        return any(
            self.is_qualified(wanted, said, case, frozenset({each})) for each in doers & meant
        )

    def is_qualified(self, wanted: Any, said: Said, case: Case, actors: frozenset[str]) -> bool:
        event = said.event
        if not falls_on(
            said.at, self.zone, days=wanted.days, hours=wanted.hours, months=wanted.months
        ):
            return False
        company = (self.present(said) if self.mutual(said) else self.persons(event.with_)) - actors
        told = self.present(said) - actors if self.mutual(said) else self.persons(event.to)
        if not self.meets(wanted.with_, company, case, actors):
            return False
        if not self.meets(wanted.to, told, case, actors):
            return False
        if wanted.where:
            if not event.where:
                raise Open
            if not any(
                self.kind(there.place, place.place)
                for there in event.where
                for place in wanted.where
            ):
                return False
        if wanted.lasting is not None or wanted.amount is not None or wanted.nth is not None:
            raise Open
        return not wanted.about or self.speaks_of(said, wanted.about, case)

    def speaks_of(self, said: Said, about: Any, case: Case) -> bool:
        """Return whether what *said* is about is what the norm says it is about."""
        if not said.event.about:
            # What does not say what it is about, is about everything that is open.
            return True
        if "breach" in about:
            if case.topic is None:
                if self.names(said, case):
                    return True
                raise Open
            return self.covers(said.event.about, case.topic, case)
        return bool(set(map(str, said.event.about)) & set(map(str, about)))

    def covers(self, about: Any, cause: Said, case: Case) -> bool:
        """Return whether *about* speaks of *cause*."""
        words = self.polycule.vocabulary
        for each in about:
            if isinstance(each, Happening):
                raise Open
            if each in {cause.event.id, case.name, case.agreement.id}:
                return True
            if each in self.present(cause) or each in cause.event.about:
                return True
            if each in words:
                if self.kind(cause.event.act, each):
                    return True
                # Whether another word denies that it is about this, the page does not say.
                raise Open
        return False

    # Conditions

    def holds(
        self, condition: Any, place: Position, case: Case, bound: Bound, deed: Said | None
    ) -> bool:
        match condition:
            case AllOf(all_of=parts):
                return all(self.holds(each, place, case, bound, deed) for each in parts)
            case AnyOf(any_=parts):
                return any(self.holds(each, place, case, bound, deed) for each in parts)
            case Not(not_=inner):
                return not self.holds(inner, place, case, bound, deed)
            case Done(done=wanted, ago=ago, within=within):
                return any(
                    self.happened(wanted, each, case, bound, strict=True)
                    and (ago is None or each.at <= subtract(place[0], ago, self.zone))
                    and (within is None or each.at > rolling_start(place[0], within, self.zone))
                    for each in self.log
                    if each.position < place
                )
            case Happening():
                return any(
                    self.happened(condition, each, case, bound, strict=True)
                    and self.goes_on(each, place[0])
                    for each in self.log
                    if each.position < place
                )
            case Gate():
                return self.word_given(condition, place, case, bound, deed)
        raise Open

    def goes_on(self, said: Said, at: dt.datetime) -> bool:
        if said.event.lasting is None:
            # How long it went on, nothing says.
            raise Open
        return said.at <= at < add(said.at, said.event.lasting, self.zone)

    def word_given(
        self, gate: Gate, place: Position, case: Case, bound: Bound, deed: Said | None
    ) -> bool:
        if len(bound.who) > 1 or gate.how or gate.about or gate.details:
            raise Open
        meant = self.people(gate.people, case, frozenset(bound.who))
        if not meant or meant & set(bound.who):
            raise Open
        (me,) = bound.who
        return all(self.word_of(each, me, gate, place, case, deed) for each in sorted(meant))

    def word_of(  # noqa: PLR0917  # all of them are what it is asked
        self, whose: str, me: str, gate: Gate, place: Position, case: Case, deed: Said | None
    ) -> bool:
        """Return whether the word of one of them, to *me*, lets the act through."""
        words = {"told": ("tell",), "talked_with": ("talk",)}.get(gate.kind, ("say-yes", "say-no"))
        if any(
            each.event.about
            and not (deed is not None and deed.event.id in each.event.about)
            and dt.timedelta(hours=20) < place[0] - each.at < dt.timedelta(days=70)
            and (me if gate.kind == "told" else whose) in self.present(each)
            and any(self.kind(each.event.act, word) for word in words)
            for each in self.log
        ):
            # What was said some days before about such an act leaves it open.
            raise Open
        known = [
            each
            for each in self.log
            if each.position < place and self.is_in_time(each, gate, place[0], deed)
        ]
        if gate.kind == "talked_with":
            return any(
                self.kind(each.event.act, "talk")
                and {me, whose} <= self.present(each)
                and self.is_about(each, case, deed)
                for each in known
            )
        if gate.kind == "told":
            return any(
                self.kind(each.event.act, "tell")
                and me in each.event.who
                and whose in self.persons(each.event.to)
                and self.is_about(each, case, deed)
                for each in known
            )
        said = [
            self.kind(each.event.act, "say-yes")
            for each in known
            if (self.kind(each.event.act, "say-yes") or self.kind(each.event.act, "say-no"))
            and whose in each.event.who
            and (not each.event.to or me in self.persons(each.event.to))
            and self.is_about(each, case, deed)
        ]
        if said:
            return said[-1]
        if gate.silence == "stops":
            return False
        if gate.kind == "unopposed_by":
            return True
        if gate.silence == "allows":
            raise Open
        return False

    def is_about(self, said: Said, case: Case, deed: Said | None) -> bool:
        if not said.event.about:
            return True
        if deed is None:
            raise Open
        return self.covers(said.event.about, deed, case)

    def is_in_time(self, said: Said, gate: Gate, at: dt.datetime, deed: Said | None) -> bool:
        """Return whether *said* is early enough, and not too long ago."""
        is_named = deed is not None and deed.event.id in said.event.about
        if gate.by is not None:
            due = due_by(gate.by, at, self.zone)
            if due is None or gate.by.relation != "same":
                raise Open
            if gate.by.time is None:
                return any(
                    of(said.at, self.zone) == of(at, self.zone) for of in (local_day, night_of)
                )
            if not is_named and due.is_met_by(said.at) and said.at <= min(due.at, at) - DAY:
                # It may be another act's, and people chose another time than the act's.
                raise Open
            return due.is_met_by(said.at)
        if gate.ahead is not None:
            latest = subtract(at, gate.ahead, self.zone)
            if said.at > latest:
                return False
            if not is_named and said.at <= latest - DAY:
                raise Open
            return True
        return is_named or at - DAY < said.at

    # What lifts and stops a norm

    def excused(self, place: Position, case: Case) -> bool:
        """Return whether all parties agreed on an exception that is still good then."""
        return any(
            self.kind(each.event.act, "agree-exception")
            and self.doers(each) >= case.parties
            and self.names(each, case)
            and each.position < place
            and self.exception_lasts(each, place[0])
            for each in self.log
        )

    def names(self, said: Said, case: Case) -> bool:
        return bool({case.name, case.agreement.id} & set(map(str, said.event.about)))

    def exception_lasts(self, said: Said, at: dt.datetime) -> bool:
        lasting = said.event.lasting
        nights = 1 if lasting is None else lasting.nights
        if nights:
            last = night_of(said.at, self.zone) + nights * DAY
            six = instant(dt.datetime.combine(last, dt.time(6)), self.zone)
            return at < six
        return deadline(said.at, lasting, self.zone).is_met_by(at)

    def uses(self, word: str, case: Case) -> Iterator[Said]:
        """Yield the events that use a power over the clause, and may."""
        for each in self.log:
            if self.kind(each.event.act, word) and self.names(each, case):
                who = set(each.event.who)
                is_ending = word == "end" and bool(who & case.parties)
                if who >= case.parties or self.holds_power(each, case):
                    yield each
                elif is_ending and len(case.parties - who) > 1:
                    # One of three ends it for themselves, which is not told apart here.
                    raise Open
                elif is_ending:
                    yield each

    def holds_power(self, said: Said, case: Case) -> bool:
        """Return whether one of those who did it has a power over what they name."""
        for other in self.cases():
            norm = other.norm
            if (
                isinstance(norm, Power)
                and norm.act == said.event.act
                and any(
                    about in {case.name, case.agreement.id} and _is_over(norm, about)
                    for about in map(str, said.event.about)
                )
                and self.counts_at(other, said.position)
            ):
                if norm.unless or norm.during or norm.at_most or norm.for_ or norm.after:
                    raise Open
                if norm.is_nobodys:
                    continue
                for bound in self.bound(other):
                    if set(bound.who) <= set(said.event.who):
                        return True
        return False

    def pauses(self, case: Case) -> list[tuple[Position, dt.datetime | None]]:
        """Return from where to when the clause was paused."""
        found: list[tuple[Position, dt.datetime | None]] = []
        pauses = [*self.uses("pause", case)]
        if isinstance(case.norm, Power) and case.norm.act in {"resume", "release", "end"}:
            # Such a power can be used while its agreement stands still.
            pauses = [each for each in pauses if case.name in each.event.about]
        stops = [*pauses, *self.uses("resume", case)]
        if len({each.event.about for each in stops}) > 1:
            # Whether a clause runs on with its agreement, the page does not say.
            raise Open
        ends = sorted(each.position for each in self.uses("resume", case))
        for each in pauses:
            if found and (found[-1][1] is None or found[-1][1] > each.at):
                raise Open
            until = None
            if each.event.lasting is not None:
                until = add(each.at, each.event.lasting, self.zone)
            for end in ends:
                if end > each.position and (until is None or end[0] < until):
                    until = end[0]
                    break
            found.append((each.position, until))
        return found

    def paused(self, case: Case, place: Position) -> bool:
        return any(
            first < place and (until is None or place[0] < until)
            for first, until in self.pauses(case)
        )

    def later(self, case: Case, since: dt.datetime, due: dt.datetime) -> dt.datetime | None:
        """Return *due*, put off by the pauses since then; ``None`` while one goes on."""
        for (first, _), until in self.pauses(case):
            begin = max(first, since)
            if first >= due or (until is not None and until <= since):
                continue
            if until is None or until > self.now:
                return None
            due += until - begin
        return due

    def ended(self, case: Case) -> Position | None:
        """Return where in the log what was agreed was ended."""
        ends = [each.position for each in self.uses("end", case)]
        return min(ends, default=None)

    def counts_at(self, case: Case, place: Position) -> bool:
        """Return whether the norm is in force there, as far as days say."""
        ended = self.ended(case) if not isinstance(case.norm, Power) else None
        return (
            (case.since is None or case.since <= place[0])
            and (case.before is None or place[0] < case.before)
            and (ended is None or place < ended)
        )

    # The norms

    def cases(self) -> Iterator[Case]:
        """Yield every norm of every agreement, once for each time that it stood so."""
        days = [each.day for each in self.polycule.events]
        for agreement in self.polycule.agreements:
            dated = [
                *days,
                *(each.date for each in agreement.accepted),
                *(each.date for each in agreement.revisions),
                *(each.ends for each in agreement.revisions if each.ends),
                *(each.date for rev in agreement.revisions for each in rev.accepted),
                *(day for day in (agreement.made, agreement.ends) if day),
            ]
            if not dated:
                dated = [local_day(self.now, self.zone)]
            first, last = min(dated) - 2 * DAY, max(dated) + 2 * DAY
            begin = agreement.made
            accepted = {each.by: each.date for each in agreement.accepted}
            if begin is None and set(accepted) == set(agreement.parties):
                begin = max(accepted.values())
            end = None if agreement.ends is None else agreement.ends + DAY
            stood: dict[str, tuple[dt.date | None, Clause | Boundary]] = {}
            day = first
            while day <= last:
                text = {each.id: each for each in agreement.wording_on(day)}
                for name, (since, clause) in list(stood.items()):
                    if name not in text or _bare(text[name]) != _bare(clause):
                        del stood[name]
                        yield from self.norms(agreement, clause, (since, day), (begin, end))
                for name, clause in text.items():
                    if name not in stood:
                        stood[name] = (None if day == first else day, clause)
                day += DAY
            for since, clause in stood.values():
                yield from self.norms(agreement, clause, (since, None), (begin, end))

    def norms(
        self,
        agreement: Agreement,
        clause: Clause | Boundary,
        stood: tuple[dt.date | None, dt.date | None],
        counts: tuple[dt.date | None, dt.date | None],
    ) -> Iterator[Case]:
        first = max((day for day in (stood[0], counts[0]) if day), default=None)
        last = min((day for day in (stood[1], counts[1]) if day), default=None)
        if first is not None and last is not None and last <= first:
            return
        shared = clause.if_broken if isinstance(clause, Clause) else ()
        for norm in clause.norms:
            yield Case(
                agreement=agreement,
                clause=clause,
                norm=norm,
                since=None if first is None else day_bounds(first, self.zone).start,
                before=None if last is None else day_bounds(last, self.zone).start,
                steps=norm.if_broken or shared or agreement.if_broken,
            )

    def everything(self) -> Iterator[tuple[Case, Bound, list[Told] | None]]:
        """Yield what became of every norm, per whom it binds; ``None`` where that is open."""
        for case in self.cases():
            if case.since is not None and case.since >= self.now:
                continue
            for bound in self.bound(case):
                try:
                    told = list(self.told(case, bound))
                except Open:
                    told = None
                yield case, bound, told

    def told(self, case: Case, bound: Bound) -> Iterator[Told]:
        norm = case.norm
        if any(
            former.id == case.clause.id
            and isinstance(former.was, Clause)
            and isinstance(case.clause, Clause)
            and former.was.norms == case.clause.norms
            for revision in case.agreement.revisions
            for former in revision.was
        ):
            # What changed is what follows a break; that the norm goes on, is not told here.
            raise Open
        if isinstance(norm, Obligation):
            if norm.kind == "achievement":
                return self.once(case, bound)
            if norm.kind == "recurring":
                return self.recurring(case, bound)
            if norm.kind == "quota":
                return self.quota(case, bound)
            raise Open
        if isinstance(norm, Power) or (
            isinstance(norm, Permission) and not norm.is_limit and norm.only_if is None
        ):
            return self.granted(case, bound)
        return self.guarded(case, bound)

    # What is not to be done

    def granted(self, case: Case, bound: Bound) -> Iterator[Told]:
        is_over = case.before is not None and case.before <= self.now
        ended = self.ended(case)
        if ended is not None and case.since is not None and ended < (case.since, -1):
            return
        is_over = is_over or (ended is not None and ended[0] <= self.now)
        is_paused = self.paused(case, (self.now, len(self.log)))
        state = "expired" if is_over else "suspended" if is_paused else "in force"
        uses = 0
        if not isinstance(case.norm, Power):
            uses = sum(
                self.is_act(case.norm, each, case, bound)
                and each.at <= self.now
                and self.counts_at(case, each.position)
                and not self.paused(case, each.position)
                for each in self.log
            )
        yield self.make(case, bound, state, "satisfied", since=case.since, fulfilments=uses)

    def guarded(self, case: Case, bound: Bound) -> Iterator[Told]:
        begin, ended = case.norm.from_, self.ended(case)
        if ended is not None and case.since is not None and ended < (case.since, -1):
            return
        if isinstance(begin, dt.date):
            start = day_bounds(begin, self.zone).start
            if start >= self.now or (ended is not None and ended < (start, -1)):
                return
            if case.before is not None and case.before <= start:
                return
        yield self.guard(case, bound, since=case.since, until=case.before, place=None)

    def guard(
        self,
        case: Case,
        bound: Bound,
        *,
        since: dt.datetime | None,
        until: dt.datetime | None,
        place: Position | None,
        cause: int | None = None,
    ) -> Told:
        """Tell of a prohibition, a limit or a permission on a condition."""
        norm = case.norm
        if isinstance(norm.from_, dt.date):
            begin = day_bounds(norm.from_, self.zone).start
            since = begin if since is None else max(since, begin)
        elif norm.from_ is not None:
            raise Open
        if isinstance(norm.until, dt.date):
            end = day_bounds(norm.until, self.zone).end
            until = end if until is None else min(until, end)
        elif norm.until is not None:
            raise Open
        if until is not None and self.pauses(case):
            raise Open
        ended = self.ended(case)
        acts = [
            each
            for each in self.log
            if self.is_act(norm, each, case, bound)
            and (since is None or since <= each.at)
            and (place is None or place < each.position)
            and (until is None or each.at < until)
            and (ended is None or each.position < ended)
            and each.at <= self.now
            and self.is_on(case, bound, each)
        ]
        if isinstance(norm, Permission) and norm.is_limit:
            kept, broken = self.limited(case, bound, acts)
        else:
            broken = [each for each in acts if not self.is_fine(case, bound, each)]
            kept = [each for each in acts if each not in broken]
        breaks = tuple(self.broken(case, bound, each.at, each) for each in broken)
        over = (until is not None and until <= self.now) or (
            ended is not None and ended[0] <= self.now
        )
        uses = len(kept)
        if breaks:
            state, verdict = self.worst(breaks), "violated"
        elif over:
            is_kept = case.is_step and (ended is None or (until is not None and until <= ended[0]))
            state, verdict = ("fulfilled" if is_kept else "expired"), "satisfied"
            if is_kept:
                uses = 1
        else:
            is_paused = self.paused(case, (self.now, len(self.log)))
            state = "suspended" if is_paused else "in force"
            verdict = "presumably_satisfied"
        return self.make(
            case,
            bound,
            state,
            verdict,
            since=since,
            until=until,
            cause=cause,
            breaks=breaks,
            fulfilments=uses,
        )

    def is_on(self, case: Case, bound: Bound, said: Said) -> bool:
        """Return whether the norm holds when *said* happens, as far as it says while what."""
        norm = case.norm
        if self.paused(case, said.position):
            return False
        is_during = norm.during is None or norm.is_always
        if not is_during and not self.holds(norm.during, said.position, case, bound, said):
            return False
        if norm.after is not None and not case.is_step:
            causes = [
                each
                for each in self.log
                if each.position < said.position
                and self.happened(norm.after, each, case, bound, strict=True)
                and self.counts_at(case, each.position)
            ]
            if norm.for_ is None:
                return bool(causes)
            return any(
                deadline(each.at, norm.for_, self.zone).is_met_by(said.at) for each in causes
            )
        return True

    def is_fine(self, case: Case, bound: Bound, said: Said) -> bool:
        norm = case.norm
        if self.excused(said.position, case):
            return True
        if norm.unless is not None and self.holds(norm.unless, said.position, case, bound, said):
            return True
        return (
            isinstance(norm, Permission)
            and norm.only_if is not None
            and self.holds(norm.only_if, said.position, case, bound, said)
        )

    def limited(self, case: Case, bound: Bound, acts: list[Said]) -> tuple[list[Said], list[Said]]:
        """Return which of *acts* keep within the limit, and which are beyond it."""
        norm = case.norm
        assert isinstance(norm, Permission)
        assert norm.at_most is not None
        assert norm.per is not None
        if norm.at_most.number is None or norm.per.kind not in {"calendar", "rolling", "ever"}:
            raise Open
        acts = [each for each in acts if not self.excused(each.position, case)]
        kept, broken = [], []
        for each in acts:
            before = [
                other
                for other in acts
                if other.position < each.position and self.is_counted(norm.per, other, each)
            ]
            if len(before) + 1 <= norm.at_most.number or (
                norm.unless is not None
                and self.holds(norm.unless, each.position, case, bound, each)
            ):
                kept.append(each)
            else:
                broken.append(each)
        return kept, broken

    def is_counted(self, per: Any, other: Said, said: Said) -> bool:
        if per.kind == "ever":
            return True
        if per.kind == "calendar":
            return window_around(said.at, per, self.zone).contains(other.at)
        return rolling_start(said.at, per.duration, self.zone) < other.at

    # Duties

    def once(self, case: Case, bound: Bound) -> Iterator[Told]:
        norm = case.norm
        if norm.after is None or case.is_step:
            since = case.since
            if isinstance(norm.from_, dt.date):
                begin = day_bounds(norm.from_, self.zone).start
                since = begin if since is None else max(since, begin)
            elif norm.from_ is not None:
                raise Open
            if since is None:
                if norm.has_deadline:
                    raise Open
                since = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
            ended = self.ended(case)
            if since >= self.now or (ended is not None and ended < (since, -1)):
                return
            if case.before is not None and since >= case.before:
                return
            yield self.duty(case, bound, (since, -1), ends=case.before)
            return
        for each in self.log:
            if (
                each.at <= self.now
                and self.happened(norm.after, each, case, bound)
                and not self.is_over(norm, local_day(each.at, self.zone))
                and self.counts_at(case, each.position)
                and not self.paused(case, each.position)
            ):
                if norm.from_ is not None:
                    raise Open
                yield self.duty(case, bound, each.position, cause=each)

    def time_of(self, case: Case, bound: Bound, anchor: Position, since: Position) -> Time:
        """Return until when it may be done: the earliest of all that it says."""
        norm = case.norm
        ends: list[dt.datetime] = []
        assert isinstance(norm, Obligation)
        if norm.within is not None:
            ends.append(_first_after(deadline(anchor[0], norm.within, self.zone)))
        if norm.for_ is not None:
            ends.append(_first_after(deadline(anchor[0], norm.for_, self.zone)))
        if norm.by is not None:
            due = due_by(norm.by, anchor[0], self.zone)
            if due is None:
                raise Open
            ends.append(_first_after(due))
        if isinstance(norm.until, dt.date):
            ends.append(day_bounds(norm.until, self.zone).end)
        elif norm.until is not None:
            raise Open
        at = self.later(case, since[0], min(ends)) if ends else None
        place = None
        if norm.before is not None:
            place = next(
                (
                    each.position
                    for each in self.log
                    if each.position > since
                    and self.happened(norm.before, each, case, bound)
                    and not self.paused(case, each.position)
                ),
                None,
            )
        return Time(at, place, bool(ends) or norm.before is not None)

    def duty(
        self,
        case: Case,
        bound: Bound,
        since: Position,
        *,
        anchor: Position | None = None,
        cause: Said | None = None,
        ends: dt.datetime | None = None,
        time: Time | None = None,
    ) -> Told:
        """Tell of one duty to do something once."""
        norm = case.norm
        assert isinstance(norm, Obligation)
        if time is None:
            time = self.time_of(case, bound, anchor or since, since)
        # What is owed from the break on may have been done before it was known.
        place = min(since, anchor or since)
        earliest = None
        if norm.wait is not None:
            earliest = self.not_before((anchor or since)[0], norm.wait)
        if norm.early == "counts" and not case.is_step:
            place = (dt.datetime(1900, 1, 1, tzinfo=dt.UTC), -1)
        done = [
            each
            for each in self.log
            if each.position > place
            and each.at <= self.now
            and self.is_act(norm, each, case, bound)
            and (earliest is None or earliest <= each.at)
            and self.is_about_what_it_follows(each, case, cause)
            and (cause is None or each != cause)
        ]
        stops = self.stop_of(case, bound, since, ends)
        limits = [(each, "due") for each in (time.place,) if each is not None]
        if time.at is not None:
            # Before it is known, nothing is missed.
            limits.append(((max(time.at, since[0]), -1), "due"))
        limits += stops
        end, why = min(limits, default=((self.now, len(self.log)), None))
        if end[0] > self.now:
            end, why = (self.now, len(self.log)), None
        in_time = [each for each in done if each.position < end]
        begin = case.since or since[0]
        if in_time and norm.early == "counts" and in_time[0].at < begin:
            # Whether it counts before anybody owed it, the page does not say.
            raise Open
        facts: dict[str, Any] = {
            "since": since[0],
            "until": time.at,
            "cause": None if cause is None else cause.index,
        }
        if in_time:
            return self.make(case, bound, "fulfilled", "satisfied", fulfilments=1, **facts)
        if why is None:
            is_paused = self.paused(case, (self.now, len(self.log)))
            return self.make(
                case,
                bound,
                "suspended" if is_paused else "in force",
                "pending" if time.is_set else "presumably_violated",
                is_owed=True,
                **facts,
            )
        if why in {"released", "expired"}:
            return self.make(case, bound, why, "satisfied", **facts)
        if self.is_lifted(case, bound, end, time.place, cause, since=(anchor or since)[0]):
            return self.make(case, bound, "released", "satisfied", **facts)
        topic = case.topic if case.is_step else cause
        broken = self.broken(case, bound, end[0], None, topic)
        is_late = norm.late == "owed" and not done
        return self.make(
            case,
            bound,
            broken.state,
            "violated",
            breaks=(broken,),
            is_owed=is_late,
            is_late=is_late,
            **facts,
        )

    def was_excused(self, case: Case, since: dt.datetime | None, last: Position) -> bool:
        """Return whether all parties agreed on an exception while it was open."""
        return any(
            self.kind(each.event.act, "agree-exception")
            and self.doers(each) >= case.parties
            and self.names(each, case)
            and each.position < last
            for each in self.log
            if since is not None and each.at >= since
        )

    def is_lifted(
        self,
        case: Case,
        bound: Bound,
        end: Position,
        event: Position | None,
        cause: Said | None,
        *,
        since: dt.datetime | None,
    ) -> bool:
        """Return whether something lifts a duty in the last moment of its time."""
        unless = case.norm.unless
        last = end if end == event else (end[0] - TICK, len(self.log))
        return (
            self.excused(last, case)
            or self.was_excused(case, since, last)
            or (unless is not None and self.holds(unless, last, case, bound, cause))
        )

    def is_about_what_it_follows(self, said: Said, case: Case, cause: Said | None) -> bool:
        topic = case.topic if case.is_step else cause
        about = said.event.about
        if not about or case.norm.about or (topic is None and not case.is_step):
            return True
        if topic is None:
            if self.names(said, case):
                return True
            # It follows a deadline that was missed, and that nothing set.
            raise Open
        return self.covers(about, topic, case)

    def stop_of(
        self, case: Case, bound: Bound, since: Position, ends: dt.datetime | None
    ) -> list[tuple[Position, str]]:
        """Return where a duty was released, or expired."""
        found: list[tuple[Position, str]] = []
        if ends is not None:
            found.append(((ends, -1), "expired"))
        ended = self.ended(case)
        if ended is not None and ended > since:
            found.append((ended, "expired"))
        owed_to = self.people(case.norm.to, case, frozenset(bound.who)) if case.norm.to else None
        found += [
            (each.position, "released")
            for each in self.log
            if each.position > since
            and self.kind(each.event.act, "release")
            and self.names(each, case)
            and (
                set(each.event.who) >= case.parties
                or self.holds_power(each, case)
                or (bool(owed_to) and set(each.event.who) >= set(owed_to or ()))
            )
        ]
        return found

    def recurring(self, case: Case, bound: Bound) -> Iterator[Told]:
        norm = case.norm
        assert isinstance(norm, Obligation)
        assert norm.every is not None
        if norm.after is not None or norm.for_ or norm.within or norm.by or norm.before:
            raise Open
        since = self.begin(case)
        if norm.every.unit is not None:
            yield from self.windows(case, bound, norm.every, 1)
            return
        end = self.end(case)
        place: Position = (since, -1)
        is_missed = False
        while place[0] < self.now and (end is None or place[0] < end):
            ended = self.ended(case)
            if ended is not None and ended <= place:
                return
            last = due_again(
                local_day(place[0] - TICK * is_missed, self.zone),
                norm.every,
                self.zone,
                days=norm.days,
                months=norm.months,
            )
            if last is None:
                raise Open
            if end is not None and day_bounds(last, self.zone).end > end:
                return
            due = self.later(
                case, place[0], self.chance(norm, place[0], day_bounds(last, self.zone).end)
            )
            time = Time(due)
            told = self.duty(case, bound, place, ends=end, time=time)
            yield told
            is_missed = False
            if told.state == "fulfilled":
                place = next(
                    each.position
                    for each in self.log
                    if each.position > place and self.is_act(norm, each, case, bound)
                )
            elif told.state == "released" and (released := self.released(case, bound, place, due)):
                place = min(released)
            elif due is not None and due <= self.now:
                place, is_missed = (due, -1), True
            else:
                return

    def released(
        self, case: Case, bound: Bound, since: Position, due: dt.datetime | None
    ) -> list[Position]:
        """Return where somebody released it before its time was over."""
        stops = self.stop_of(case, bound, since, None)
        return [at for at, why in stops if why == "released" and (due is None or at < (due, -1))]

    def begin(self, case: Case) -> dt.datetime:
        since = case.since
        if isinstance(case.norm.from_, dt.date):
            begin = day_bounds(case.norm.from_, self.zone).start
            since = begin if since is None else max(since, begin)
        elif case.norm.from_ is not None:
            raise Open
        if since is None:
            raise Open
        return since

    def end(self, case: Case) -> dt.datetime | None:
        if isinstance(case.norm.until, dt.date):
            end = day_bounds(case.norm.until, self.zone).end
            return end if case.before is None else min(end, case.before)
        if case.norm.until is not None:
            raise Open
        return case.before

    def windows(self, case: Case, bound: Bound, every: Any, count: int) -> Iterator[Told]:
        """Tell of each calendar window, from the one after the first day."""
        begin, end, ended = self.begin(case), self.end(case), self.ended(case)
        at = window_around(begin, every, self.zone).end
        while at < self.now and (end is None or at < end):
            if ended is not None and ended <= (at, -1):
                return
            window = window_around(at, every, self.zone)
            if end is not None and window.end > end:
                return
            norm = case.norm
            if (norm.days or norm.hours or norm.months) and self.pauses(case):
                # Which of its days are left after a pause, is not told apart here.
                raise Open
            if self.paused(case, (window.start, -1)) and self.paused(case, (window.end, -1)):
                # One that lies wholly inside a pause asks for nothing; which pause it was
                # that went on, is not told apart here.
                raise Open
            due = self.later(case, window.start, self.chance(case.norm, window.start, window.end))
            yield self.so_often(case, bound, window.start, due, count, ends=end)
            at = window.end

    def not_before(self, since: dt.datetime, wait: Any) -> dt.datetime:
        """Return when so long is over; a day when the next begins, a night at six."""
        if wait.is_elapsed or wait.elapsed:
            return add(since, wait, self.zone)
        day = local_day(since, self.zone)
        if wait.nights and not wait.days and not wait.weeks and not wait.whole_months:
            wall = since.astimezone(self.zone)
            day -= DAY * (wall.hour < 6)
            return instant(dt.datetime.combine(day + DAY * wait.nights, dt.time(6)), self.zone)
        return day_bounds(local_day(add(since, wait, self.zone), self.zone), self.zone).start

    def is_over(self, norm: Any, day: dt.date) -> bool:
        """Return whether a day that is written down ended it before *day*."""
        by = getattr(norm, "by", None)
        ends = [norm.until, None if by is None else by.date]
        return any(isinstance(end, dt.date) and day > end for end in ends)

    def chance(self, norm: Any, start: dt.datetime, end: dt.datetime) -> dt.datetime:
        """Return the end of the last quarter of an hour in which it could be done."""
        if not (norm.days or norm.hours or norm.months):
            return end
        at = end - QUARTER
        while at >= start:
            if (
                falls_on(at, self.zone, days=norm.days, hours=norm.hours, months=norm.months)
                is not False
            ):
                return at + QUARTER
            at -= QUARTER
        return end

    def so_often(
        self,
        case: Case,
        bound: Bound,
        since: dt.datetime,
        due: dt.datetime | None,
        count: int,
        *,
        ends: dt.datetime | None = None,
        topic: Said | None = None,
    ) -> Told:
        if count == 1 and topic is None:
            return self.duty(case, bound, (since, -1), time=Time(due), ends=ends)
        norm = case.norm
        done = [
            each
            for each in self.log
            if each.at >= since
            and (topic is None or each.position > topic.position)
            and each.at <= self.now
            and self.is_act(norm, each, case, bound)
            and self.is_about_what_it_follows(each, case, topic)
        ]
        # The last that is needed keeps it, and fewer are none at all.
        needed = done[count - 1].position if len(done) >= count else None
        stops = self.stop_of(case, bound, (since, -1), ends)
        limits = [*stops, *([((due, -1), "due")] if due is not None else [])]
        end, why = min(limits, default=((self.now, len(self.log)), None))
        if end[0] > self.now:
            end, why = (self.now, len(self.log)), None
        facts: dict[str, Any] = {"since": since, "until": due}
        if needed is not None and needed < end:
            return self.make(case, bound, "fulfilled", "satisfied", fulfilments=1, **facts)
        if why is None:
            is_paused = self.paused(case, (self.now, len(self.log)))
            state = "suspended" if is_paused else "in force"
            return self.make(case, bound, state, "pending", is_owed=True, **facts)
        if why in {"released", "expired"}:
            return self.make(case, bound, why, "satisfied", **facts)
        if self.is_lifted(case, bound, end, None, None, since=since):
            return self.make(case, bound, "released", "satisfied", **facts)
        broken = self.broken(case, bound, end[0], None, topic)
        return self.make(case, bound, broken.state, "violated", breaks=(broken,), **facts)

    def quota(self, case: Case, bound: Bound) -> Iterator[Told]:
        norm = case.norm
        assert isinstance(norm, Obligation)
        assert norm.at_least is not None
        assert norm.per is not None
        if norm.at_least.number is None or norm.after or norm.late:
            raise Open
        count = int(norm.at_least.number)
        if norm.per.kind == "calendar":
            yield from self.windows(case, bound, norm.per, count)
        elif norm.per.kind == "rolling":
            yield from self.rolling(case, bound, count)
        elif norm.per.kind == "act":
            yield from self.occasions(case, bound, count)
        else:
            raise Open

    def rolling(self, case: Case, bound: Bound, count: int) -> Iterator[Told]:
        """Tell when a window held too little, and of what is still open."""
        norm = case.norm
        since, end = self.begin(case), self.end(case)
        if end is not None or self.pauses(case) or self.ended(case) is not None:
            raise Open
        if self.stop_of(case, bound, (since, -1), None) or norm.unless is not None:
            raise Open
        length = norm.per.duration
        done = [
            each.at
            for each in self.log
            if each.at >= since and each.at <= self.now and self.is_act(norm, each, case, bound)
        ]
        while True:
            first = add(since, length, self.zone)
            ends = sorted({first, *(add(each, length, self.zone) for each in done)})
            if not set(ends).isdisjoint(done):
                # Such a window is closed at its end, and time passes before what happens then.
                raise Open
            at = next(
                end
                for end in ends
                if end >= first
                and sum(rolling_start(end, length, self.zone) < each <= end for each in done)
                < count
            )
            if at > self.now:
                yield self.make(
                    case, bound, "in force", "pending", since=since, until=at, is_owed=True
                )
                return
            if self.excused((at, -1), case) or self.was_excused(case, since, (at, -1)):
                raise Open
            broken = self.broken(case, bound, at, None)
            yield self.make(
                case, bound, broken.state, "violated", since=since, until=at, breaks=(broken,)
            )
            since = at

    def occasions(self, case: Case, bound: Bound, count: int) -> Iterator[Told]:
        norm = case.norm
        for each in self.log:
            if (
                each.at <= self.now
                and self.kind(each.event.act, norm.per.act)
                and set(bound.who) & self.doers(each)
                and self.counts_at(case, each.position)
                and not self.paused(case, each.position)
            ):
                if self.pauses(case) or norm.until or norm.from_:
                    raise Open
                due = each.at + DAY + TICK
                told = self.so_often(case, bound, each.at, due, count, topic=each)
                yield evolve(told, cause=each.index)

    # What follows

    def broken(
        self,
        case: Case,
        bound: Bound,
        at: dt.datetime,
        said: Said | None,
        topic: Said | None = None,
    ) -> Broken:
        index = None if said is None else said.index
        followed = [
            step
            for step in case.steps
            if step.breach is None or self.is_nth(step.breach, case, bound, at, said)
        ]
        if not any(isinstance(step, Obligation | Prohibition) for step in followed):
            if any(
                isinstance(step, Permission) and (step.is_limit or step.only_if)
                for step in followed
            ):
                raise Open
            return Broken(at=at, event=index, state="terminal")
        known = self.known(case, bound, at, said)
        if known is None or known[0] > self.now:
            return Broken(at=at, event=index, state="violated")
        steps: list[Told] = []
        branches: list[str] = []
        for number, step in enumerate(case.steps):
            if step not in followed or isinstance(step, Power):
                continue
            if isinstance(step, Permission):
                if step.is_limit or step.only_if:
                    raise Open
                continue
            following = Case(
                agreement=case.agreement,
                clause=case.clause,
                norm=step,
                since=known[0],
                before=None,
                steps=step.if_broken,
                is_step=True,
                breaker=bound.who,
                broken=said,
                topic=said or topic,
            )
            all_bound = self.bound(following)
            if not all_bound:
                branches.append("violated")
            for each in all_bound:
                told = self.step(following, each, known, self.position_of(case, at, said))
                steps.append(evolve(told, number=number))
                branches.append(told.state)
        if "terminal" in branches:
            state = "terminal"
        elif all(each in {"fulfilled", "compensated", "released"} for each in branches):
            state = "compensated"
        else:
            state = "violated"
        return Broken(at=at, event=index, state=state, steps=tuple(steps))

    def position_of(self, case: Case, at: dt.datetime, said: Said | None) -> Position:
        """Return where a break stands; the event that ends a duty's time does not break a step."""
        if said is not None:
            return said.position
        if isinstance(case.norm, Obligation) and case.norm.before is not None:
            return max((each.position for each in self.log if each.at == at), default=(at, -1))
        return at, -1

    def step(self, case: Case, bound: Bound, known: Position, broken_at: Position) -> Told:
        norm = case.norm
        if norm.after is not None or norm.from_ is not None:
            raise Open
        anchor = broken_at if norm.clock == "breach" else known
        cause = case.broken
        index = None if cause is None else cause.index
        if isinstance(norm, Prohibition):
            until = None
            if norm.for_ is not None:
                until = _first_after(deadline(anchor[0], norm.for_, self.zone))
            if self.pauses(case):
                raise Open
            return self.guard(case, bound, since=anchor[0], until=until, place=known, cause=index)
        assert isinstance(norm, Obligation)
        if norm.kind != "achievement":
            raise Open
        told = self.duty(case, bound, known, anchor=anchor, cause=cause)
        return evolve(told, since=anchor[0], cause=index)

    def known(
        self, case: Case, bound: Bound, at: dt.datetime, said: Said | None
    ) -> Position | None:
        """Return from where in the log on the break is known."""
        place = (at, -1) if said is None else said.position
        if case.is_step:
            if any(
                {case.name, case.agreement.id} & set(each.of) for each in self.polycule.breaches
            ):
                # Whether a record of the clause tells of what follows, the page does not say.
                raise Open
            return place
        for record in self.polycule.breaches:
            if not {case.name, case.agreement.id} & set(record.of):
                continue
            if record.by and not set(record.by) & set(bound.who):
                continue
            if record.event:
                days = {
                    local_day(each.at, self.zone)
                    for each in self.log
                    if each.event.id in record.event
                }
                # What was not done shows in no event; one may stand for its day.
                stands = said is None and local_day(at - TICK, self.zone) in days
                if not stands and (said is None or said.event.id not in record.event):
                    continue
            elif record.date is None or record.date != local_day(
                at if said is not None else at - TICK, self.zone
            ):
                continue
            if record.discovered is None:
                continue
            if not isinstance(record.discovered, dt.datetime):
                raise Open
            found = instant(record.discovered, self.zone)
            return (found, -1) if found > at else place
        return place

    def is_nth(
        self, nth: Any, case: Case, bound: Bound, at: dt.datetime, said: Said | None
    ) -> bool:
        """Return whether it is that one of the breaks of the clause by the same people."""
        if case.is_step or nth.in_a_row:
            raise Open
        bare = [
            (evolve(each, steps=()), who)
            for each in self.cases()
            if each.name == case.name
            for who in self.bound(each)
            if who.who == bound.who
        ]
        found: list[Position] = []
        for other, who in bare:
            for told in self.told(other, who):
                found += [
                    (each.at, -1 if each.event is None else each.event) for each in told.breaks
                ]
        here = (at, -1 if said is None else said.index)
        number = sorted(found).index(here) + 1
        if len(set(found)) < len(found):
            raise Open
        return number >= nth.count if nth.onwards else number == nth.count

    def worst(self, breaks: tuple[Broken, ...]) -> str:
        states = {each.state for each in breaks}
        return next(each for each in ("terminal", "violated", "compensated") if each in states)

    def make(self, case: Case, bound: Bound, state: str, verdict: str, **more: Any) -> Told:
        return Told(
            clause=case.name, norm=case.norm, who=bound.who, state=state, verdict=verdict, **more
        )


def _is_over(power: Power, about: str) -> bool:
    """Return whether a power reaches a clause or an agreement."""
    return any(about == over or about.startswith(f"{over}.") for over in map(str, power.over))


def _bare(clause: Clause | Boundary) -> Any:
    """Return what a clause binds to; its words may have changed and mean the same."""
    shared = clause.if_broken if isinstance(clause, Clause) else ()
    steps = [norm.if_broken or shared for norm in clause.norms]
    return clause.norms, steps, getattr(clause, "holder", None)


def _first_after(due: Any) -> dt.datetime:
    """Return the first instant at which it is too late."""
    return due.at + TICK if due.closed else due.at
