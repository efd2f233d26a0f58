"""Whether what happened falls under a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain

from attrs import evolve

from polyagree.model import (
    CountOf,
    Event,
    Happening,
    Norm,
    People,
    PeopleTerm,
    PersonId,
    Place,
    Polycule,
    Role,
)
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.people import Roster, Seen, one_of
from polyagree.timeline.sizes import is_as_long, is_as_much
from polyagree.timeline.times import is_when
from polyagree.timeline.truth import Truth, all_true, any_true, at_least, opposite

__all__ = ["Doings", "Matcher", "clause_names", "matches"]

_NOBODY: frozenset[PersonId] = frozenset()
_NO_WORDS: tuple[str, ...] = ()


class Doings:
    """Who did what, so that nobody's events are looked through for somebody else's."""

    def __init__(self, log: Log, matcher: Matcher) -> None:
        self._log = log
        self._matcher = matcher
        self._by_doer: dict[str, dict[PersonId | None, list[Entry]]] = {}

    def of(self, act: str, doer: PersonId) -> Iterator[Entry]:
        """Yield the entries of *act* and of its kinds that *doer* may have done, in their order."""
        by_doer = self._by_doer.get(act)
        if by_doer is None:
            by_doer = self._by_doer[act] = {}
            for entry in self._log.of(act):
                # What names nobody is anybody's, or happens to all.
                for person in self._matcher.doers(entry) if entry.event.who else (None,):
                    by_doer.setdefault(person, []).append(entry)
        yield from merge(
            by_doer.get(doer, ()), by_doer.get(None, ()), key=lambda entry: entry.order
        )


class Matcher:
    """
    Holds the events of one document against descriptions.

    Args:
        polycule: The document.
        events: Those that others may refer to by name; ``None``: its own.

    Attributes:
        polycule: The document.
        words: Its words, with what each is a kind of.
    """

    def __init__(self, polycule: Polycule, events: Iterable[Event] | None = None) -> None:
        self.polycule = polycule
        self.words = polycule.vocabulary
        events = polycule.events if events is None else events
        self._roster = Roster(polycule)
        self._named_events: dict[str, Event] = {}
        for event in events:
            self.learn(event)
        #: Of one entry, it is asked again and again.
        self._last: Entry | None = None
        self._doers = self._known = _NOBODY
        self._unnamed: tuple[str, ...] = ()
        self._all_events = frozenset(event.id for event in polycule.events if event.id)
        self._breaches = frozenset(breach.id for breach in polycule.breaches)
        self._clauses = frozenset(clause_names(polycule))

    def learn(self, event: Event) -> None:
        """Let later events refer to *event* by its name."""
        if event.id is not None:
            self._named_events[event.id] = event

    def is_event(self, name: str) -> bool:
        """Return whether *name* is that of an event."""
        return name in self._named_events or name in self._all_events

    def is_breach(self, name: str) -> bool:
        """Return whether *name* is that of a breach."""
        return name in self._breaches

    def is_person(self, name: str) -> bool:
        """Return whether *name* is that of a person."""
        return self.polycule.has_person(name)

    def is_clause(self, name: str) -> bool:
        """Return whether *name* is that of a clause, an agreement or a boundary."""
        return name in self._clauses

    def matches(
        self,
        description: Happening | Norm,
        entry: Entry,
        *,
        parties: Iterable[PersonId] = (),
        bearer: PersonId | None = None,
        side: frozenset[PersonId] | None = None,
    ) -> Truth:
        """
        Return whether *entry* falls under *description*; see :func:`matches`.

        Args:
            description: The act and what narrows it down.
            entry: What happened.
            parties: Who agreed.
            bearer: Whose act it is; ``None``: anybody's.
            side: Who did it together, instead of one bearer.
        """
        if not self.words.is_kind_of(entry.event.act, description.act):
            return False
        circle = frozenset(parties)
        if side is not None and entry.event.who:
            if not side <= self.doers(entry):
                return False
            return self._narrowed(description, entry, self._seen(entry, side, circle, bearer))
        if isinstance(description, Happening) and description.who:
            return self._done_by(description, entry, circle, bearer)
        if not entry.event.who:
            # What merely happens is nobody's; of an act, somebody has been left out.
            seen = self._seen(entry, _NOBODY, circle, bearer)
            is_anybodys = bearer is None and side is None
            happens = is_anybodys or self._merely_happened(entry)
            return all_true([happens or None, self._narrowed(description, entry, seen)])
        sides = self.doers(entry) if bearer is None else self.doers(entry) & {bearer}
        return any_true(
            self._narrowed(
                description, entry, self._seen(entry, frozenset({doer}), circle, bearer or doer)
            )
            for doer in sorted(sides)
        )

    def _merely_happened(self, entry: Entry) -> bool:
        event = entry.event
        return not event.who and self.words.words[event.act].kind == "happening"

    # Who

    def doers(self, entry: Entry) -> frozenset[PersonId]:
        """Return who did it: of a mutual act everybody in it, else who is named in ``who``."""
        if entry is not self._last:
            self._look_at(entry)
        return self._doers

    def _look_at(self, entry: Entry) -> None:
        """Find out who is in *entry*."""
        event = entry.event
        doers, known, unnamed = frozenset(event.who), _NOBODY, _NO_WORDS
        if event.with_ or event.to:
            is_mutual = self.words.is_mutual(event.act)
            others = (*event.with_, *event.to) if is_mutual else event.with_
            known, unnamed = self._roster.named_in(others, entry.day)
            if is_mutual:
                doers |= known
        self._last, self._doers, self._known, self._unnamed = entry, doers, known, unnamed

    def addressed(self, entry: Entry) -> tuple[frozenset[PersonId], tuple[str, ...]]:
        """Return whom it was said to, and the words for people whom it does not name."""
        return self._roster.named_in(entry.event.to, entry.day)

    def company(self, entry: Entry, side: frozenset[PersonId]) -> frozenset[PersonId] | None:
        """Return who took part besides *side*; ``None`` if somebody has no name."""
        seen = self._seen(entry, side, _NOBODY, None)
        return None if seen.open else seen.known

    def may_mean(self, term: PeopleTerm, person: PersonId) -> bool:
        """Return whether there may be a day on which *term* means *person*."""
        return self._roster.may_mean(term, person)

    def fits(self, term: PeopleTerm, person: PersonId, entry: Entry, side: PersonId) -> Truth:
        """Return whether *person*, in the company of *side*, is among those whom *term* means."""
        seen = self._seen(entry, frozenset({side}), _NOBODY, side)
        return self._roster.is_met(term, seen.only(person))

    def members(
        self,
        term: PeopleTerm,
        entry: Entry,
        *,
        parties: Iterable[PersonId],
        side: frozenset[PersonId],
    ) -> frozenset[PersonId] | None:
        """
        Return everybody whom *term* means to *side* when *entry* happened.

        Returns:
            ``None`` if the document does not say.
        """
        return self._roster.members(term, self._seen(entry, side, frozenset(parties), None))

    def doers_of(
        self,
        description: Happening,
        entry: Entry,
        *,
        parties: Iterable[PersonId] = (),
        bearer: PersonId | None = None,
    ) -> frozenset[PersonId]:
        """Return who may have done in *entry* what *description* says of those it names."""
        answers = self._answers(description, entry, frozenset(parties), bearer)
        return frozenset(doer for doer, truth in answers if truth is not False)

    def _done_by(
        self,
        description: Happening,
        entry: Entry,
        parties: frozenset[PersonId],
        bearer: PersonId | None,
    ) -> Truth:
        doers = self.doers(entry)
        if not doers:
            return None
        if description.who == (Role("all parties"),):
            together = self._seen(entry, parties, parties, bearer)
            return parties <= doers and self._narrowed(description, entry, together)

        def answers(of: Happening) -> Iterator[Truth]:
            return (truth for _, truth in self._answers(of, entry, parties, bearer))

        return any_true(
            chain(
                answers(description),
                # So many of some people are never one of them alone.
                (
                    at_least(term.count, answers(evolve(description, who=(one_of(term),))))
                    for term in description.who
                    if isinstance(term, CountOf)
                ),
            )
        )

    def _answers(
        self,
        description: Happening,
        entry: Entry,
        parties: frozenset[PersonId],
        bearer: PersonId | None,
    ) -> Iterator[tuple[PersonId, Truth]]:
        """Yield who did something in *entry*, and whether it is what *description* says."""
        doers = self.doers(entry)
        own = _NOBODY if bearer is None else frozenset({bearer})
        seen = Seen(doers, doers, (), own, parties, bearer, entry.day)

        def reasons(doer: PersonId) -> Iterator[Truth]:
            yield self._roster.is_any_met(description.who, seen.only(doer))
            theirs = self._seen(entry, frozenset({doer}), parties, bearer)
            yield self._narrowed(description, entry, theirs)

        return ((doer, all_true(reasons(doer))) for doer in sorted(doers))

    def _seen(
        self,
        entry: Entry,
        side: frozenset[PersonId],
        parties: frozenset[PersonId],
        bearer: PersonId | None,
    ) -> Seen:
        if entry is not self._last:
            self._look_at(entry)
        doers = entry.event.who
        known = self._known.union(doers) - side
        besides = known.difference(doers) if side.issubset(doers) else known
        return Seen(known, besides, self._unnamed, side, parties, bearer, entry.day)

    # What narrows it down

    def _narrowed(self, description: Happening | Norm, entry: Entry, seen: Seen) -> Truth:
        return all_true(self._each_qualifier(description, entry, seen))

    def _each_qualifier(
        self, description: Happening | Norm, entry: Entry, seen: Seen
    ) -> Iterator[Truth]:
        event, zone = entry.event, self.polycule.zone
        mutual = self.words.is_mutual(event.act)
        if description.with_:
            yield self._is_with(description.with_, seen, somebody=mutual)
        if description.to:
            known, unnamed = self.addressed(entry)
            told = seen._replace(known=known, besides=known - seen.side, open=unnamed)
            yield self._is_with(description.to, seen if mutual else told, somebody=False)
        if description.about:
            yield self._is_about(description.about, event, seen) if event.about else None
        if description.where:
            yield self._is_where(description.where, event.where, seen) if event.where else None
        if description.how:
            # Words are free, so that saying some of them denies no other.
            yield set(description.how) <= set(event.how) or None
        yield is_when(description, entry, zone)
        if description.lasting is not None:
            yield is_as_long(description.lasting, entry, zone)
        if description.amount is not None:
            yield is_as_much(description.amount, event.amount)
        if description.details is not None and not description.details.as_asked:
            told_details = set(event.details)
            yield (
                told_details.issuperset(description.details.required)
                and told_details.isdisjoint(description.details.kept_private)
                if told_details
                else None
            )
        nth = description.nth
        if nth is not None and not (nth.count == 1 and (nth.onwards or nth.in_a_row)):
            # Which time it was is for whoever counts.
            yield None

    def _is_with(self, wanted: People, seen: Seen, *, somebody: bool) -> Truth:
        """Return whether *seen* meets one of *wanted*; *somebody* was there, named or not."""
        if not seen.known and not seen.open:
            open_to_all = any(str(term) in {"anyone", "each person"} for term in wanted)
            return True if somebody and open_to_all else None
        return self._roster.is_any_met(wanted, seen)

    def _is_about(self, wanted: Sequence[str | Happening], event: Event, seen: Seen) -> Truth:
        return any_true(
            self.is_about(one, said, parties=seen.parties) for one in wanted for said in event.about
        )

    def is_about(
        self, wanted: str | Happening, said: str | Happening, *, parties: Iterable[PersonId] = ()
    ) -> Truth:
        """
        Return whether what an event is about, *said*, is what is *wanted*.

        A word stands for its kinds, an agreement for its clauses, a happening
        for the events that fall under it. Where *said* is the wider of the
        two, it is unknown.
        """
        if isinstance(said, Happening):
            if isinstance(wanted, Happening):
                return self._covers(wanted, said)
            return self._is_word(said.act, wanted)
        event = self._named_events.get(said)
        if event is None and said in self._all_events:
            # It is told of before it happens.
            return None
        if event is not None:
            if isinstance(wanted, Happening):
                return self.matches(wanted, Entry.of(event, self.polycule), parties=parties)
            return said == wanted or self.words.is_kind_of(event.act, wanted)
        if isinstance(wanted, Happening):
            truth = self._is_word(said, wanted.act)
            return None if truth and wanted != Happening(act=wanted.act) else truth
        if said == wanted or said.startswith(f"{wanted}."):
            return True
        if said in self._breaches:
            return wanted == "breach"
        return self._is_word(said, wanted)

    def _is_word(self, said: str, wanted: str) -> Truth:
        if self.words.is_kind_of(said, wanted):
            return True
        return None if self.words.is_kind_of(wanted, said) else False

    def _covers(self, wide: Happening, narrow: Happening) -> Truth:
        """Return whether whatever falls under *narrow* falls under *wide* as well."""
        act = self._is_word(narrow.act, wide.act)
        if act is False:
            return False
        rest = evolve(narrow, act=wide.act)
        return act if wide in {rest, Happening(act=wide.act)} else None

    def _is_where(self, wanted: Sequence[Place], said: Sequence[Place], seen: Seen) -> Truth:
        return any_true(
            all_true(
                (
                    self._is_place(each.place, place.place, seen),
                    *(opposite(self._is_place(each.place, out, seen)) for out in place.except_),
                )
            )
            for each in said
            for place in wanted
        )

    def _is_place(self, said: str, wanted: str, seen: Seen) -> Truth:
        group = self._roster.groups.get(said)
        if group is not None and wanted == "home":
            # The home of a household is home to those who belong to it.
            return True if seen.side & set(group.people_on(seen.day)) else None
        return self._is_word(said, wanted)


def matches(
    description: Happening | Norm,
    event: Event,
    polycule: Polycule,
    *,
    parties: Iterable[PersonId] = (),
    holder: PersonId | None = None,
    bearer: PersonId | None = None,
) -> Truth:
    """
    Return whether *event* falls under *description*.

    An act is met by its kinds. Everybody in a mutual act did it; of another,
    those in ``who`` did. Hours and days are those of the wall clock of the
    document's zone, when the event began. Which time it was (``nth``) is not
    counted here.

    Args:
        description: An act and what narrows it down; of a norm, nothing that
            says when or for whom it counts.
        event: What happened.
        polycule: The document, with its words, people and zone.
        parties: Who agreed to it; of a boundary of its own: its holder.
        holder: Whose boundary it is.
        bearer: Whose act it is, unless *description* says; ``None``: the
            holder's, or anybody's.

    Returns:
        ``None`` if the event leaves unsaid what decides it.
    """
    mine = () if holder is None else (holder,)
    return Matcher(polycule).matches(
        description,
        Entry.of(event, polycule),
        parties=tuple(parties) or mine,
        bearer=holder if bearer is None else bearer,
    )


def clause_names(polycule: Polycule) -> Iterator[str]:
    """Yield what agreements, their clauses and boundaries are called, those that are gone too."""
    for agreement in polycule.agreements:
        yield agreement.id
        former = (each.id for revision in agreement.revisions for each in revision.was)
        for clause in dict.fromkeys((*(each.id for each in agreement.clauses), *former)):
            yield f"{agreement.id}.{clause}"
    yield from (boundary.id for boundary in polycule.boundaries)
