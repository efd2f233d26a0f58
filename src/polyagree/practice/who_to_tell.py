"""Who is told after a positive result or a barrier that failed: since when, and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from polyagree.clock import Duration
from polyagree.errors import InvalidRecord
from polyagree.graph.contacts import Contact, span_of
from polyagree.graph.exposure import Exposed, Exposure
from polyagree.model import (
    PersonId,
    Polycule,
    Word,
)
from polyagree.practice.health_duties import Disclosures, TellingDuty
from polyagree.practice.seen_by import Seen, seen_by
from polyagree.practice.since_when import Since
from polyagree.practice.spread import Spread

__all__ = ["NotNamed", "ToTell", "WhoToTell", "who_to_tell"]


@frozen(kw_only=True)
class ToTell:
    """
    Somebody who could have been exposed.

    Attributes:
        person: Who.
        path: By which steps at the earliest.
        is_sure: Whether these contacts were in that order for sure, or by another path.
        by: Who can tell them; ``None``: whoever could has agreed not to.
        is_direct: Whether that is one of those from whom it begins.
        duties: What was agreed about it, of whoever can tell them first.
        kept_private: What whoever tells them has agreed to keep to themselves.
        not_by: By which clauses others before them do not tell them.
        told: The position of the event in which they were told already; ``None``: in none.
    """

    person: PersonId
    path: tuple[Exposure, ...]
    is_sure: bool
    by: PersonId | None
    is_direct: bool
    duties: tuple[TellingDuty, ...] = ()
    kept_private: tuple[Word, ...] = ()
    not_by: tuple[str, ...] = ()
    told: int | None = None


@frozen(kw_only=True)
class NotNamed:
    """
    Somebody in an event whom the document does not list.

    Attributes:
        words: The words for them.
        with_: Who was there, and may know who they are.
        event: The position of the event.
        at: When it was.
    """

    words: str
    with_: tuple[PersonId, ...]
    event: int
    at: dt.date | dt.datetime


@frozen(kw_only=True)
class WhoToTell:
    """
    Who is told, and what stands behind it.

    Attributes:
        polycule: The document, as far as the viewer may see it: positions are those in it.
        after: The position of the event that it is about; ``None``: of none.
        on: The last day that was looked at; ``None``: nothing is dated.
        viewer: Who looks; ``None``: somebody who may see everything.
        since: Since when, for each from whom it begins.
        people: Who could have been exposed, in the order of the document.
        not_named: Others, whom only those who were there can tell.
    """

    polycule: Polycule
    after: int | None
    on: dt.date | None
    viewer: PersonId | None
    since: tuple[Since, ...]
    people: tuple[ToTell, ...]
    not_named: tuple[NotNamed, ...] = ()

    def records(self) -> list[dict[str, object]]:
        """Return everybody as one flat dictionary."""
        return [
            {
                "person": each.person,
                "sure": each.is_sure,
                "path": ", ".join([each.path[0].from_, *(step.to for step in each.path)]),
                "steps": len(each.path),
                "by": each.by,
                "direct": each.is_direct,
                "clauses": ", ".join(duty.clause for duty in each.duties),
                "told": each.told is not None,
            }
            for each in self.people
        ]


def who_to_tell(
    polycule: Polycule,
    *,
    after: str | None = None,
    who: str | Iterable[str] = (),
    since: dt.date | dt.datetime | None = None,
    window: Duration | None = None,
    on: dt.date | None = None,
    viewer: str | None = None,
    barriers: bool = True,
) -> WhoToTell:
    """
    Return who could have been exposed, along which path, and who tells them.

    It goes by the record alone and knows nothing of medicine: how far back to look, and
    what to test for, is a question for a clinic.

    After results it matters since the last test of which results are on record that were not
    positive. After a barrier that failed or an exposure, it matters since that event, or the
    one that it is about. Those from whom it begins are those in the event.

    Args:
        polycule: The document.
        after: The id of an event: a result, an exposure, a barrier that failed.
        who: From whom it begins; empty: from those in the event.
        since: From when on, instead.
        window: How far before the event, instead.
        on: The last day that counts; ``None``: the last day that is recorded.
        viewer: Who looks. They are told what they may see, and nothing hangs on the rest.
        barriers: Whether what had a barrier counts.

    Raises:
        UnknownName: If there is no such person or event, or *viewer* may not see it.
        InvalidRecord: If neither an event nor a person is named, nobody is in the event, or it
            is after *on*.

    Source:
        C12, C14.
    """
    seen = seen_by(polycule, viewer, on=on)
    shown = seen.polycule
    last = seen.last_day if on is None else on
    anchor = None if after is None else _position(shown, after)
    if anchor is not None and last is not None and shown.events[anchor].day > last:
        raise InvalidRecord(
            f"`{after}` is after {last}, the day that is asked about",
            field="on",
            help="ask about a later day",
        )
    spread = Spread(shown, on=last, barriers=barriers)
    sources = [shown.person(each).id for each in ([who] if isinstance(who, str) else who)]
    if not sources and anchor is not None:
        sources = spread.sources(anchor)
    if not sources:
        raise InvalidRecord(
            "nobody is named from whom it begins" if after is None else f"`{after}` names nobody",
            field="who",
            help="name an event with `after`, or somebody with `who`",
        )
    asked = _Asked(seen=seen, spread=spread, anchor=anchor, on=last)
    found = asked.answer(spread.since(sources, anchor, since=since, window=window))
    return evolve(found, viewer=None if viewer is None else PersonId(viewer))


def _position(polycule: Polycule, name: str) -> int:
    event = polycule.event(name)
    return next(index for index, each in enumerate(polycule.events) if each is event)


@frozen(kw_only=True)
class _Asked:
    """What is asked, of what may be seen."""

    seen: Seen
    spread: Spread
    anchor: int | None
    on: dt.date | None

    @property
    def polycule(self) -> Polycule:
        return self.seen.polycule

    def answer(self, since: Sequence[Since]) -> WhoToTell:
        """Return who is told."""
        reached = self.spread.exposed(since)
        return WhoToTell(
            polycule=self.polycule,
            after=self.anchor,
            on=self.on,
            viewer=None,
            since=tuple(since),
            people=tuple(self._to_tell([each.person for each in since], reached)),
            not_named=tuple(self._not_named(since, reached)),
        )

    # Who tells

    def _to_tell(self, sources: Sequence[PersonId], reached: Sequence[Exposed]) -> Iterator[ToTell]:
        disclosures = Disclosures(self.polycule, self.seen.agreements, on=self.on)
        duties, silent = disclosures.duties(self.anchor), disclosures.silent()
        near = {each: self._near(each, disclosures) for each in sources}
        told = self.spread.told_after(self.anchor, reached)
        for each in reached:
            tellers = list(_tellers(each, sources, near, duties))
            able = [teller for teller in tellers if (teller, each.person) not in silent]
            by = able[0] if able else None
            pair = (by or tellers[0], each.person)
            yield ToTell(
                person=each.person,
                path=each.path,
                is_sure=each.is_sure,
                by=by,
                is_direct=by in sources,
                duties=tuple(duties.get(pair, ())),
                kept_private=disclosures.kept_private.get(pair, ()),
                not_by=tuple(
                    dict.fromkeys(
                        silent[teller, each.person]
                        for teller in tellers
                        if (teller, each.person) in silent
                    )
                ),
                told=told.get(each.person),
            )

    def _near(self, person: PersonId, disclosures: Disclosures) -> frozenset[PersonId]:
        """Return with whom *person* shares an agreement or a relationship."""
        people = set(disclosures.shared_by(person))
        for each in self.polycule.relationships_of(person):
            if not each.is_one_way and (self.on is None or each.is_on(self.on)):
                people.update(each.people)
        return frozenset(people)

    # Who is not named

    def _not_named(self, since: Sequence[Since], reached: Sequence[Exposed]) -> Iterator[NotNamed]:
        starts = {
            each.person: _EVER if each.at is None else span_of(self.polycule, each.at)[0]
            for each in since
        }
        for each in reached:
            starts[each.person] = max(self._starts(each.path, starts))
        firsts = {each.event for each in since if each.why == "event"}
        for contact in self.spread.contacts:
            if any(
                person in starts and (contact.event in firsts or _is_after(contact, starts[person]))
                for person in contact.people
            ):
                for words in contact.unnamed:
                    yield NotNamed(
                        words=words,
                        with_=contact.people,
                        event=contact.event,
                        at=contact.at,
                    )

    def _starts(
        self, path: tuple[Exposure, ...], since: Mapping[PersonId, dt.datetime]
    ) -> Iterator[dt.datetime]:
        yield since[path[0].from_]
        for step in path:
            yield span_of(self.polycule, step.at)[0]


_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def _tellers(
    each: Exposed,
    sources: Sequence[PersonId],
    near: Mapping[PersonId, frozenset[PersonId]],
    duties: Mapping[tuple[PersonId, PersonId], Sequence[TellingDuty]],
) -> Iterator[PersonId]:
    """
    Yield who could tell somebody, the nearest first.

    It is the one from whom it begins, where they were with each other; then those from whom it
    begins who share something with them; then whoever stands before them on the path.
    """
    found: dict[PersonId, None] = {}
    if len(each.path) == 1:
        found[each.path[0].from_] = None
    found.update(dict.fromkeys(one for one in sources if each.person in near[one]))
    found[each.path[-1].from_] = None
    knows = {step.from_ for step in each.path}
    found.update(dict.fromkeys(one for one, told in duties if told == each.person and one in knows))
    yield from (one for one in found if one != each.person)


def _is_after(contact: Contact, at: dt.datetime) -> bool:
    return contact.end > at if contact.is_dated_only else contact.end >= at
