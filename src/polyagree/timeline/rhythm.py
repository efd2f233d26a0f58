"""When people looked at what they agreed, and until when they are due to look again."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from attrs import evolve, frozen

from polyagree.clock import Cadence, Duration, due_again, local_day
from polyagree.model import (
    Agreement,
    CheckIn,
    Event,
    Named,
    Norm,
    Obligation,
    PersonId,
    Polycule,
    Role,
)
from polyagree.source import Path
from polyagree.timeline.instants import later
from polyagree.timeline.log import Entry, Log

__all__ = ["Due", "Rhythm"]

_LOOKS = ("check-in", "review")

_STANDS_STILL = ("pause", "end", "agree-exception", "resume")

_AFTER = Duration(weeks=4)
"""How much time there is to look at an agreement after what it is looked at after."""

_TWO = 2


@frozen(kw_only=True)
class Due:
    """
    That people are due to look at what they agreed.

    Attributes:
        who: Who is.
        agreement: The id of the agreement.
        since: The day of the last time, or from which it counts.
        by: The last day on which it is in time.
        last: Where the last time stands; ``None``: none is recorded.
        after: Where it stands what it is due after; ``None``: it comes round.
    """

    who: tuple[PersonId, ...]
    agreement: str
    since: dt.date
    by: dt.date
    last: Path | None = None
    after: Path | None = None


_Counted = tuple[dt.date, Path | None]
"""A day from which on the time runs, and the path of the last time if that was it."""


class _Look(NamedTuple):
    """
    One time when people looked at what they agreed.

    Attributes:
        day: When.
        people: Who was there.
        agreements: Which agreements it names.
        is_open: Whether it does not say which were looked at.
        path: Where it stands.
    """

    day: dt.date
    people: frozenset[PersonId]
    agreements: frozenset[str]
    is_open: bool
    path: Path


class Rhythm:
    """
    How often the people of a document look at what they agreed.

    A time counts if it is recorded as a check-in, or as an event that is a
    check-in or a review. One that does not say what was looked at counts for
    everything that all of those present have agreed. Where it is not sure that
    something is due, because it was paused or not everybody accepted the clause,
    nothing is.

    Args:
        polycule: The document.
        on: What is recorded later is left out.
    """

    def __init__(self, polycule: Polycule, *, on: dt.date) -> None:
        self._polycule = polycule
        self._on = on

    @property
    def is_kept(self) -> bool:
        """Whether any such time is recorded at all."""
        return bool(self._looks)

    def of_review(self, agreement: Agreement) -> Due | None:
        """Return until when *agreement* is due to be reviewed; ``None`` if it is not known."""
        review, who = agreement.review, agreement.parties
        if review is None:
            return None
        counted = self._counted_from(agreement, (agreement.id,), self._last_of(agreement))
        if counted is None:
            return None
        since, last = counted
        by = due_again(
            since, review.every, self._polycule.zone, days=review.days, months=review.months
        )
        due = Due(who=who, agreement=agreement.id, since=since, by=by or dt.date.max, last=last)
        happened = self._first_of(review.after, who, since)
        if happened is not None:
            end = self._end_of(happened.day, _AFTER)
            if end < due.by:
                return evolve(due, by=end, after=("events", happened.index))
        return None if by is None else due

    def of_duty(
        self, agreement: Agreement, clause: str, norm: Norm, bearers: Iterable[PersonId]
    ) -> Iterator[Due]:
        """
        Yield until when people are due to keep a recurring duty to look at things.

        Args:
            agreement: The agreement in which it stands.
            clause: The id of its clause.
            norm: The duty.
            bearers: Who is bound; those whose last time is the same are due together.
        """
        every = _comes_round(norm)
        if every is None or not self._stands(agreement, clause):
            return
        names = (agreement.id, f"{agreement.id}.{clause}")
        times: dict[dt.date, tuple[Path | None, list[PersonId]]] = {}
        for who in _together(norm, bearers):
            last = self._last_with(who, _company(norm, agreement, who))
            counted = self._counted_from(agreement, names, last, norm.from_)
            if counted is not None:
                since, path = counted
                times.setdefault(since, (path, []))[1].extend(who)
        for since, (path, people) in times.items():
            by = due_again(since, every, self._polycule.zone, days=norm.days, months=norm.months)
            if by is not None:
                yield Due(who=tuple(people), agreement=agreement.id, since=since, by=by, last=path)

    def last_with(self, people: tuple[PersonId, ...]) -> tuple[dt.date, Path] | None:
        """Return when all of *people* last looked at something, and where it stands."""
        look = next(self._with(frozenset(people)), None)
        return None if look is None else (look.day, look.path)

    # From when on

    def _counted_from(
        self,
        agreement: Agreement,
        names: tuple[str, ...],
        last: _Counted | None,
        from_: object = None,
    ) -> _Counted | None:
        """
        Return from which day on the time runs, and where the last time stands.

        Returns:
            ``None`` if it does not run, or nothing is dated.
        """
        if agreement.made is not None and self._on < agreement.made:
            return None
        # Of one day, what people did together counts before what was written.
        counts = [] if last is None else [last]
        counts += [(day, None) for day in _dated(agreement) if day <= self._on]
        if isinstance(from_, dt.date):
            counts.append((from_, None))
        if not counts:
            return None
        counted = max(counts, key=_day)
        for name in names:
            for entry in self._standing_still.get(name, ())[-1:]:
                if entry.day >= counted[0]:
                    resumed = self._resumed(entry)
                    if resumed is None:
                        return None
                    counted = max(counted, (resumed, None), key=_day)
        return counted

    def _resumed(self, entry: Entry) -> dt.date | None:
        """Return until when it stands still; ``None`` if nothing says."""
        words, lasting = self._polycule.vocabulary, entry.event.lasting
        if words.is_kind_of(entry.event.act, "resume"):
            return entry.day
        if lasting is not None:
            return self._end_of(entry.day, lasting)
        return entry.day if words.is_kind_of(entry.event.act, "agree-exception") else None

    def _end_of(self, day: dt.date, duration: Duration) -> dt.date:
        zone = self._polycule.zone
        noon = dt.datetime.combine(day, dt.time(12), zone)
        return local_day(later(noon, duration, zone), zone)

    def _stands(self, agreement: Agreement, clause: str) -> bool:
        """Return whether *clause* is in force as it stands in the present text."""
        if not agreement.revisions:
            return True
        return agreement.clause(clause) in agreement.wording_on(self._on)

    @cached_property
    def _standing_still(self) -> dict[str, list[Entry]]:
        """Return when what is agreed was paused and taken up again, by its name."""
        found: dict[str, list[Entry]] = {}
        entries = [entry for act in _STANDS_STILL for entry in self._log.of(act)]
        for entry in sorted(entries, key=lambda each: each.order):
            for name in entry.event.about:
                if isinstance(name, str):
                    found.setdefault(name, []).append(entry)
        return found

    # When it was last

    def _last_of(self, agreement: Agreement) -> _Counted | None:
        parties = frozenset(agreement.parties)
        named = (
            look
            for look in reversed(self._by_agreement.get(agreement.id, ()))
            if len(look.people & parties) >= _TWO
        )
        unsaid = (look for look in self._with(parties) if look.is_open)
        looks = [look for look in (next(named, None), next(unsaid, None)) if look is not None]
        last = max(looks, key=lambda look: look.day, default=None)
        return None if last is None else (last.day, last.path)

    def _last_with(
        self, people: tuple[PersonId, ...], company: frozenset[PersonId] | None
    ) -> _Counted | None:
        for look in self._with(frozenset(people)):
            if company is None or look.people & company:
                return look.day, look.path
        return None

    def _with(self, people: frozenset[PersonId]) -> Iterator[_Look]:
        """Yield the times at which all of *people* were there, the last one first."""
        fewest = min((self._by_person.get(each, []) for each in people), key=len, default=[])
        return (look for look in reversed(fewest) if people <= look.people)

    @cached_property
    def _looks(self) -> list[_Look]:
        looks = [look for look in self._recorded() if look.day <= self._on]
        return sorted(looks, key=lambda look: look.day)

    def _recorded(self) -> Iterator[_Look]:
        for index, check_in in enumerate(self._polycule.check_ins):
            reviewed = self._agreements_in(check_in.reviewed)
            yield _Look(
                day=self._day_of(check_in),
                people=frozenset(check_in.people),
                agreements=reviewed | self._agreements_in(_mentioned(check_in)),
                is_open=not reviewed,
                path=("check_ins", index),
            )
        for entry in dict.fromkeys(entry for act in _LOOKS for entry in self._log.of(act)):
            about = self._agreements_in(entry.event.about)
            path: Path = ("events", entry.index)
            yield _Look(entry.day, self._people_in(entry.event), about, not about, path)

    def _day_of(self, check_in: CheckIn) -> dt.date:
        at = check_in.date
        if isinstance(at, dt.datetime) and at.tzinfo is not None:
            return local_day(at, self._polycule.zone)
        return check_in.day

    def _agreements_in(self, names: Iterable[object]) -> frozenset[str]:
        """Return the agreements among *names*, and those whose clauses are."""
        said = (name.partition(".")[0] for name in names if isinstance(name, str))
        return self._agreement_ids.intersection(said)

    @cached_property
    def _agreement_ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self._polycule.agreements)

    @cached_property
    def _by_agreement(self) -> dict[str, list[_Look]]:
        found: dict[str, list[_Look]] = {}
        for look in self._looks:
            for name in look.agreements:
                found.setdefault(name, []).append(look)
        return found

    @cached_property
    def _by_person(self) -> dict[PersonId, list[_Look]]:
        found: dict[PersonId, list[_Look]] = {}
        for look in self._looks:
            for person in look.people:
                found.setdefault(person, []).append(look)
        return found

    # What happened

    @cached_property
    def _log(self) -> Log:
        """What happened that counts here; the rest of a long log is left alone."""
        words = self._polycule.vocabulary
        after = {
            word
            for each in self._polycule.agreements
            if each.review is not None
            for word in each.review.after
        }
        counting = after.union(_LOOKS, _STANDS_STILL)
        entries = [
            Entry.of(event, self._polycule, index)
            for index, event in enumerate(self._polycule.events)
            if not counting.isdisjoint(words.wider(event.act))
            # At the ends of the calendar there is no day before or after.
            and dt.MINYEAR < event.day.year < dt.MAXYEAR
        ]
        return Log([entry for entry in entries if entry.day <= self._on], words)

    @cached_property
    def _touching(self) -> dict[tuple[str, PersonId | None], list[Entry]]:
        """What happened to whom, by its words; ``None`` where nobody is named."""
        found: dict[tuple[str, PersonId | None], list[Entry]] = {}
        for entry in self._log.entries:
            for act in self._polycule.vocabulary.wider(entry.event.act):
                for person in self._people_in(entry.event) or (None,):
                    found.setdefault((act, person), []).append(entry)
        return found

    def _first_of(
        self, words: tuple[str, ...], people: tuple[PersonId, ...], since: dt.date
    ) -> Entry | None:
        """Return the first that happened to *people* after the day *since*."""
        firsts = []
        for word in words:
            for person in (None, *people):
                entries = self._touching.get((word, person), [])
                position = bisect_right(entries, since, key=lambda entry: entry.day)
                firsts += entries[position : position + 1]
        return min(firsts, key=lambda entry: entry.order, default=None)

    def _people_in(self, event: Event) -> frozenset[PersonId]:
        people = {*event.who}
        for term in (*event.with_, *event.to):
            if isinstance(term, Named):
                people.update(self._named.get(term.name, ()))
        return frozenset(people)

    @cached_property
    def _named(self) -> dict[str, tuple[PersonId, ...]]:
        named: dict[str, tuple[PersonId, ...]] = {
            group.id: group.people for group in self._polycule.groups
        }
        return named | {person.id: (person.id,) for person in self._polycule.people}


def _comes_round(norm: Norm) -> Cadence | None:
    """Return how often *norm* comes round, if that hangs on nothing else."""
    if not isinstance(norm, Obligation) or norm.during or norm.unless or norm.after:
        return None
    if not isinstance(norm.from_ or dt.date.min, dt.date):
        return None
    if norm.per is not None and norm.per.kind in {"calendar", "rolling"}:
        return Cadence(unit=norm.per.unit, duration=norm.per.duration)
    return norm.every


def _together(norm: Norm, bearers: Iterable[PersonId]) -> list[tuple[PersonId, ...]]:
    """Return who is bound, each for themselves or all as one."""
    people = sorted(bearers)
    if norm.who == (Role("all parties"),):
        return [tuple(people)]
    return [(each,) for each in people]


def _company(
    norm: Norm, agreement: Agreement, who: tuple[PersonId, ...]
) -> frozenset[PersonId] | None:
    """Return of whom one has to be there besides *who*; ``None``: nobody in particular."""
    people: set[PersonId] = set()
    for term in norm.with_:
        if term in {Role("other parties"), Role("all parties")}:
            people.update(agreement.parties)
        elif isinstance(term, Named) and term.name in agreement.parties:
            people.add(PersonId(term.name))
        else:
            return None
    return frozenset(people.difference(who)) or None


def _dated(agreement: Agreement) -> Iterator[dt.date]:
    """Yield the days on which people took *agreement* in hand."""
    if agreement.made is not None:
        yield agreement.made
    yield from (each.date for each in agreement.accepted)
    for revision in agreement.revisions:
        yield revision.date
        yield from (each.date for each in revision.accepted)


def _mentioned(check_in: CheckIn) -> Iterator[object]:
    for score in check_in.scores:
        yield from score.about
    for feeling in check_in.feelings:
        yield from feeling.about
    for concern in check_in.concerns:
        yield from concern.about
    yield from check_in.decided


def _day(counted: _Counted) -> dt.date:
    return counted[0]
