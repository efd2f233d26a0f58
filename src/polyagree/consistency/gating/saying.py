"""The words that a gate waits for, and the ways in which something may have been done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from attrs import evolve

from polyagree.consistency.gating.formulas import (
    OPEN,
    Act,
    Formula,
    Known,
    Never,
    every,
    some,
)
from polyagree.consistency.gating.frame import Frame
from polyagree.graph.resolve import resolve
from polyagree.model import (
    CountOf,
    Event,
    Gate,
    Happening,
    Named,
    People,
    PeopleTerm,
    PersonId,
    Role,
    Word,
)
from polyagree.timeline.inventing import Inventor, OutOfReach, as_written
from polyagree.timeline.log import Entry
from polyagree.timeline.rules import Rule, acts_in

__all__ = ["Sayings", "speakers_of"]

_MOST_WAYS = 200
#: What somebody says, decides, talks over or writes where all can read it.
_SPOKEN = (
    *("say-yes", "say-no", "agree", "accept", "release", "agree-exception", "approve", "veto"),
    *("decide", "talk", "meet", "tell", "update-calendar"),
)
#: What is one's own to share.
_OWN = ("share-results",)


def speakers_of(event: Event, frame: Frame) -> frozenset[PersonId]:
    """Return whose gate act *event* is: whose word, or to whom a word."""
    words, matcher = frame.polycule.vocabulary, frame.matcher
    wide = frozenset(words.wider(event.act))
    entry = frame.entry(event)
    told = matcher.addressed(entry)[0] if "tell" in wide else frozenset()
    if wide.isdisjoint(_SPOKEN) or wide & {*_OWN}:
        return told
    return told | matcher.doers(entry)


class Sayings:
    """
    Thinks of what may have been said or done before an act.

    Args:
        frame: The norms of a document.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._matcher = frame.matcher

    def passed(self, gate: Gate, entry: Entry, rule: Rule, at: dt.datetime) -> Formula:
        """Return that *gate* was passed before *entry*, by words at *at*."""
        return every(self._passed_by(term, gate, entry, rule, at) for term in gate.people)

    def unsaid(self, gate: Gate, entry: Entry, rule: Rule) -> Formula:
        """Return that no word was said that *gate* may wait for."""
        if gate.kind == "unopposed_by" or gate.silence == "allows":
            return OPEN
        if not all(self._meant(term, entry, rule) for term in gate.people):
            return OPEN
        words = self._frame.polycule.vocabulary
        acts = {*acts_in(gate)}
        return Never(lambda event: not acts.isdisjoint(words.wider(event.act)))

    def _meant(self, term: PeopleTerm, entry: Entry, rule: Rule) -> frozenset[PersonId]:
        """Return whose word *term* means; nobody: the document does not say."""
        case = rule.case
        found = self._matcher.members(term, entry, parties=case.standing.parties, side=case.side)
        return found or frozenset()

    def _passed_by(
        self, term: PeopleTerm, gate: Gate, entry: Entry, rule: Rule, at: dt.datetime
    ) -> Formula:
        people = self._meant(term, entry, rule)
        if not people:
            return OPEN
        least = len(people)
        if isinstance(term, CountOf):
            least = term.count
        elif term in {Role("any party"), Role("anyone")}:
            least = 1
        return some((self._word(each, gate, entry, rule, at) for each in sorted(people)), least)

    def _word(
        self, person: PersonId, gate: Gate, entry: Entry, rule: Rule, at: dt.datetime
    ) -> Formula:
        event, me = entry.event, self._speaking(entry, rule)
        about = gate.about or (
            Happening(act=event.act, with_=self._company(entry, rule), to=event.to),
        )

        def said(act: str, who: Sequence[PersonId], to: Sequence[PersonId] = ()) -> Act:
            details = gate.details.required if act == "tell" and gate.details is not None else ()
            return Act(
                Event(
                    at=as_written(at, self._frame.polycule),
                    who=tuple(who),
                    act=Word(act),
                    to=tuple(Named(each) for each in to),
                    about=about,
                    how=gate.how,
                    details=details,
                )
            )

        if gate.kind == "told":
            return said("tell", me, (person,))
        if gate.kind == "talked_with":
            return said("talk", tuple(dict.fromkeys((*me, person))))
        yes = said("say-yes", (person,), me)
        if gate.kind == "yes_from":
            return some((yes, said("ask", me, (person,)))) if gate.silence == "allows" else yes
        return yes if gate.silence == "stops" else some((self._no_no_of(person), yes))

    def _speaking(self, entry: Entry, rule: Rule) -> tuple[PersonId, ...]:
        """Return who asks or tells: whom *rule* binds; of some of several, who does it."""
        if rule.case.least is None:
            return rule.who
        doers = self._matcher.doers(entry)
        return tuple(each for each in rule.who if each in doers) or rule.who

    def _company(self, entry: Entry, rule: Rule) -> People:
        """Return with whom those whom *rule* binds do what they do together."""
        event = entry.event
        if not self._matcher.words.is_mutual(event.act) or not {*rule.who}.isdisjoint(event.who):
            return event.with_
        return tuple(Named(each) for each in sorted(self._matcher.doers(entry) - {*rule.who}))

    def _no_no_of(self, person: PersonId) -> Never:
        words = self._frame.polycule.vocabulary

        def falls_under(event: Event) -> bool:
            wide = words.wider(event.act)
            return person in event.who and ("say-no" in wide or "veto" in wide)

        return Never(falls_under)

    # What may have been done

    def ways_to(self, happening: Happening, rule: Rule, at: dt.datetime) -> Iterator[Event | Known]:
        """
        Yield the events at *at* that are *happening*, each by others or with others.

        Where there may be others still, that is left open.
        """
        is_timed = happening.days or happening.months or happening.hours is not None
        is_counted = happening.nth is not None or any(
            isinstance(each, CountOf) for each in happening.who
        )
        # Who of several does it, is up to them.
        is_anybodys = not happening.who and rule.case.least is not None
        if is_timed or is_counted or is_anybodys:
            yield OPEN
            return
        written = as_written(at, self._frame.polycule)
        seen: dict[tuple[frozenset[PersonId], Event], Event] = {}
        is_mutual = self._matcher.words.is_mutual(happening.act)
        for event in self._invented(happening, rule, at):
            found = evolve(event, at=written)
            entry = self._frame.entry(found)
            if rule.case.matches(happening, entry):
                # What is done together is the same, whoever is named first.
                doers = self._matcher.doers(entry) if is_mutual else frozenset(found.who)
                rest = evolve(found, who=(), with_=()) if is_mutual else found
                seen.setdefault((doers, rest), found)
            if len(seen) >= _MOST_WAYS:
                yield OPEN
                break
        yield from seen.values() or (OPEN,)

    def _invented(self, happening: Happening, rule: Rule, at: dt.datetime) -> Iterator[Event]:
        others = self._others((*happening.with_, *happening.to), rule)
        inventor = Inventor(self._matcher, others)
        if self._frame.befalls(happening.act) and not happening.who:
            yield Event(
                at=as_written(at, self._frame.polycule), act=happening.act, about=happening.about
            )
            return
        for doers in self._doers(happening, rule):
            near = [each for each in (*others, self._frame.stranger) if each not in doers]
            try:
                invented = [*inventor.acts(rule, happening, doers, at)]
            except OutOfReach:
                continue
            for event in invented:
                yield from self._with_somebody(event, near, happening)

    def _doers(self, happening: Happening, rule: Rule) -> list[Sequence[PersonId]]:
        """Return who may do *happening*, each alone or all of several together."""
        if not happening.who:
            return [rule.who] if rule.is_joint else [(who,) for who in rule.who]
        if happening.who == (Role("all parties"),):
            return [rule.case.standing.parties]
        return [(who,) for who in self._others(happening.who, rule)]

    def _with_somebody(
        self, event: Event, near: Sequence[PersonId], happening: Happening
    ) -> Iterator[Event]:
        """Yield *event* with each who is *near*, if it needs somebody and names nobody."""
        words = self._matcher.words
        if words.is_mutual(event.act) and len(event.who) == 1 and not happening.with_:
            yield from (evolve(event, with_=(Named(each),)) for each in near)
        elif words.is_kind_of(event.act, "tell") and not event.to:
            # To nobody in particular would be to all.
            yield from (evolve(event, to=(Named(each),)) for each in near)
        else:
            yield event

    def _others(self, people: People, rule: Rule) -> tuple[PersonId, ...]:
        """Return who may be meant by *people*, somebody nobody knows among them."""
        parties = rule.case.standing.parties
        found: list[PersonId] = []
        for holder in rule.who:
            meant = resolve(
                people,
                self._frame.polycule,
                parties=parties,
                on=self._frame.day,
                holder=holder,
            )
            found += sorted(meant)
        if people and all(self._is_told(term) for term in people):
            return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys((*found, *parties, self._frame.stranger)))

    def _is_told(self, term: PeopleTerm) -> bool:
        """Return whether the document says whom *term* means."""
        if isinstance(term, Named):
            return self._matcher.is_person(term.name)
        return term in {Role("other parties"), Role("each party"), Role("any party")}
