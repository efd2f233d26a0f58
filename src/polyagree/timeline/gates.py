"""Whether somebody said, before an act, what a gate waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from heapq import merge
from typing import Literal, NamedTuple

from polyagree.clock import Deadline, Duration, Moment, due_by
from polyagree.model import About, CountOf, Gate, Happening, PeopleTerm, PersonId, Role
from polyagree.timeline.cases import Case
from polyagree.timeline.instants import ONE_DAY, earlier
from polyagree.timeline.log import Entry
from polyagree.timeline.times import is_same_day, is_younger
from polyagree.timeline.truth import Truth, all_true, any_true, at_least, unanimous

__all__ = ["is_passed"]

_REFUSALS = ("say-no", "veto")
#: What was said longer ago is about another time, unless it names the event.
_LONG_AGO = Duration(days=31)
_SAME_DAY = Moment(relation="same", part="day")


def is_passed(gate: Gate, entry: Entry, case: Case, *, once: bool = False) -> Truth:
    """Return whether *gate* was passed before *entry*; with *once*, however long before."""
    said = _Said(gate, entry, case, once)
    return all_true(_is_passed_by(term, said) for term in gate.people)


def _is_passed_by(term: PeopleTerm, said: _Said) -> Truth:
    case = said.case
    people = case.matcher.members(term, said.entry, parties=case.standing.parties, side=case.side)
    if not people:
        return None
    needed = len(people)
    if isinstance(term, CountOf):
        needed = term.count
    elif term in {Role("any party"), Role("anyone")}:
        needed = 1
    return at_least(needed, (said.by(person) for person in sorted(people)))


class _Said(NamedTuple):
    """What was said before *entry* that a gate may wait for."""

    gate: Gate
    entry: Entry
    case: Case
    once: bool

    def by(self, person: PersonId) -> Truth:
        """Return whether the gate is passed, as far as it waits for *person*."""
        if self.gate.kind == "told":
            return self._told("tell", person)
        if self.gate.kind == "talked_with":
            return any_true(
                self._counts(word)
                for word in self._words("talk")
                if self.case.matcher.doers(word) >= self.case.side | {person}
            )
        answer = self._answer(person)
        if answer == "unknown":
            return None
        if self.gate.kind == "unopposed_by":
            return answer == "yes" or (answer is None and self.gate.silence != "stops")
        if answer is None and self.gate.silence == "allows":
            # Silence answers only a question.
            return self._told("ask", person) or None
        return answer == "yes"

    def _told(self, act: str, person: PersonId) -> Truth:
        return any_true(
            all_true((self._reaches(word, frozenset({person})), self._counts(word)))
            for word in self._words(act)
            if self.case.side <= self.case.matcher.doers(word)
        )

    def _answer(self, person: PersonId) -> Literal["yes", "no", "unknown"] | None:
        """Return the latest word of *person*; ``None`` if there is none."""
        matcher = self.case.matcher
        words = (self._words(act) for act in ("say-yes", *_REFUSALS))
        # Lazily, since few of a long log are near the act.
        for word in merge(*words, key=lambda each: each.order, reverse=True):
            if person not in matcher.doers(word):
                continue
            counts = all_true((self._reaches(word, self.case.side), self._counts(word)))
            if counts is None:
                return "unknown"
            if counts:
                return "yes" if matcher.words.is_kind_of(word.event.act, "say-yes") else "no"
        return None

    def _words(self, act: str) -> Iterator[Entry]:
        """Yield what may count of *act*, the latest first."""
        log, entry, zone = self.case.log, self.entry, self.case.zone
        if self.once:
            yield from log.backwards(act, entry)
            return
        # What is older than that counts only if it names the event.
        floor = earlier(entry.first, _LONG_AGO, zone)
        if self.gate.ahead is not None:
            floor = earlier(floor, self.gate.ahead, zone)
        elif self.gate.by is not None:
            dues = [due.at for due in self._dues(entry.first) if due is not None]
            floor = earlier(min([entry.first, *dues]), _LONG_AGO, zone)
        for word in log.backwards(act, entry):
            if word.last < floor:
                break
            yield word
        if entry.event.id is not None:
            named = log.naming(entry.event.id, act, entry)
            yield from (word for word in named if word.last < floor)

    def _reaches(self, word: Entry, people: frozenset[PersonId]) -> Truth:
        """Return whether *word* was said to *people*; to nobody in particular is to all."""
        if not word.event.to:
            return True
        known, unnamed = self.case.matcher.addressed(word)
        return people <= known or (None if unnamed else False)

    def _counts(self, word: Entry) -> Truth:
        return all_true((self._is_early_enough(word), self._concerns(word), self._is_said_so(word)))

    def _is_said_so(self, word: Entry) -> Truth:
        gate, event = self.gate, word.event
        details = () if gate.details is None else gate.details.required
        # What the log does not mention may still have been said.
        return (set(gate.how) <= set(event.how) and set(details) <= set(event.details)) or None

    def _concerns(self, word: Entry) -> Truth:
        """Return whether *word* is about the act; without a word about that, it is."""
        return not word.event.about or any_true(self._concerned(word.event.about))

    def _concerned(self, about: About) -> Iterator[Truth]:
        case, entry = self.case, self.entry
        matcher, event = case.matcher, entry.event
        for said in about:
            for wanted in self.gate.about:
                yield matcher.is_about(wanted, said, parties=case.standing.parties)
            if isinstance(said, Happening):
                yield case.matches(said, entry)
            else:
                yield (
                    said in case.standing.names
                    or said == event.id
                    or said in event.about
                    or said in matcher.doers(entry)
                    or said in (matcher.company(entry, case.side) or ())
                    or matcher.words.is_kind_of(event.act, said)
                )

    def _is_early_enough(self, word: Entry) -> Truth:
        """
        Return whether *word* came in time, and not so long before that it is another act's.

        One of the day before the latest time counts. So does an older one
        that names the event; where people chose another time than the act
        itself (``ahead``, ``by``), any older one may count.
        """
        gate, entry = self.gate, self.entry
        before = word.is_before(entry)
        is_named = entry.event.id is not None and entry.event.id in word.event.about
        if self.once or before is False:
            return before
        if gate.by == _SAME_DAY:
            return all_true((before, is_same_day(word, entry, self.case.zone)))
        if gate.ahead is not None or gate.by is not None:
            return all_true((before, *self._is_by_deadlines(word, is_named=is_named)))
        recent = is_named or is_younger(word, entry, ONE_DAY, self.case.zone)
        if recent is False and word.event.about and self._concerns(word):
            # It spoke of such an act, some time before: whether of this one, nobody can tell.
            recent = None
        return all_true((before, recent))

    def _is_by_deadlines(self, word: Entry, *, is_named: bool) -> Iterator[Truth]:
        entry, zone = self.entry, self.case.zone
        for soonest, latest in zip(self._dues(entry.first), self._dues(entry.last), strict=True):
            if soonest is None or latest is None:
                # The next check-in, or a review: only the document can date it.
                yield None
                continue
            yield unanimous((latest.is_met_by(word.first), soonest.is_met_by(word.last)))
            if is_named:
                continue
            recent = unanimous(
                said > earlier(min(due.at, at), ONE_DAY, zone)
                for said, due, at in (
                    (word.first, latest, entry.last),
                    (word.last, soonest, entry.first),
                )
            )
            yield recent or None

    def _dues(self, at: dt.datetime) -> Iterator[Deadline | None]:
        """Yield until when the word had to come if the act was at *at*."""
        zone = self.case.zone
        if self.gate.ahead is not None:
            yield Deadline(at=earlier(at, self.gate.ahead, zone), closed=True)
        if self.gate.by is not None:
            yield due_by(self.gate.by, at, zone)
