"""What one person may see of a record, where others keep some of it to themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from polyagree.graph.contacts import people_in
from polyagree.graph.resolve import resolve
from polyagree.model import (
    Agreement,
    AgreementId,
    Boundary,
    Clause,
    Event,
    PersonId,
    Polycule,
    Term,
    TermId,
)
from polyagree.model.people import People

__all__ = ["Seen", "seen_by"]

_GONE = dt.date.min
"""The end of a relationship that is hidden."""


@frozen(kw_only=True)
class Seen:
    """
    A document as somebody may see it, as far as health asks for.

    Attributes:
        polycule: What is left of it. Nothing in it hangs on what is hidden.
        positions: Where each event that is left stands in the whole document.
        agreements: The ids of the agreements that they see.
    """

    polycule: Polycule
    positions: tuple[int, ...]
    agreements: frozenset[AgreementId]

    @property
    def last_day(self) -> dt.date | None:
        """The last day that it records; ``None``: none."""
        last = self.polycule.last_day
        return None if last == _GONE else last


def seen_by(polycule: Polycule, viewer: str | None) -> Seen:
    """
    Return what *viewer* may see of events, agreements and relationships.

    By default, an event is for those in it and an agreement for its parties, as
    ``visible_to`` says otherwise. Whoever is in an event sees it in any case. An event with
    somebody whom they may not know of is hidden, unless they were there. Of an agreement that
    is hidden the names of its clauses are left, since others may refer to them, and nothing
    that these say. What became of breaches, in check-ins and in scenarios is left out.

    Args:
        polycule: The polycule.
        viewer: Who looks; ``None``: somebody who may see everything.

    Raises:
        UnknownName: If there is no such person.
    """
    if viewer is None:
        return Seen(
            polycule=polycule,
            positions=tuple(range(len(polycule.events))),
            agreements=frozenset(each.id for each in polycule.agreements),
        )
    me = polycule.person(viewer).id
    hidden = frozenset(
        each.id
        for each in polycule.people
        if each.id != me
        and each.visible_to
        and not _names(polycule, each.visible_to, [each.id], me)
    )
    kept = [
        index for index, each in enumerate(polycule.events) if _sees(polycule, each, me, hidden)
    ]
    shown = frozenset(
        each.id
        for each in polycule.agreements
        if me in each.parties or _names(polycule, each.visible_to, each.parties, me)
    )
    seen = evolve(
        polycule,
        terms=(*polycule.terms, *_words_for(polycule, kept)),
        agreements=tuple(
            each if each.id in shown else _emptied_agreement(each) for each in polycule.agreements
        ),
        relationships=tuple(
            each
            if me in each.people or _names(polycule, each.visible_to, each.people, me)
            else evolve(each, from_=None, until=_GONE)
            for each in polycule.relationships
        ),
        events=tuple(polycule.events[index] for index in kept),
        boundaries=tuple(
            evolve(each, reached_by=None, norm=(), response=None, revisions=())
            for each in polycule.boundaries
        ),
        check_ins=(),
        matrices=(),
        breaches=(),
        repairs=(),
        scenarios=(),
    )
    return Seen(polycule=seen, positions=tuple(kept), agreements=shown)


def _names(polycule: Polycule, visible_to: People, own: Iterable[PersonId], me: PersonId) -> bool:
    """Return whether *visible_to*, of what is *own* to some people, names *me*."""
    return bool(visible_to) and me in resolve(visible_to, polycule, parties=own)


def _sees(polycule: Polycule, event: Event, me: PersonId, hidden: frozenset[PersonId]) -> bool:
    people = people_in(polycule, event) | people_in(polycule, evolve(event, with_=event.to))
    if me in people:
        return True
    return not people & hidden and _names(polycule, event.visible_to, people, me)


def _words_for(polycule: Polycule, kept: Iterable[int]) -> Iterator[Term]:
    """Yield a word without a meaning for whatever is left out, since something may name it."""
    stay = {*kept}
    gone = [each for index, each in enumerate(polycule.events) if index not in stay]
    others = (polycule.matrices, polycule.breaches, polycule.repairs, polycule.scenarios)
    records = (each for records in (gone, *others) for each in records)
    names = dict.fromkeys(str(each.id) for each in records if each.id is not None)
    for name in names:
        if not (
            name in polycule.vocabulary or polycule.has_person(name) or polycule.has_group(name)
        ):
            yield Term(id=TermId(name), kind="thing")


def _emptied_agreement(agreement: Agreement) -> Agreement:
    """Return what has the names of *agreement* and says nothing."""
    clauses = {each.id: each for each in agreement.clauses}
    for revision in agreement.revisions:
        for former in revision.was:
            if former.was is not None:
                clauses.setdefault(former.id, former.was)
    return Agreement(
        id=agreement.id,
        parties=agreement.parties,
        clauses=tuple(_emptied(each) for each in clauses.values()),
    )


def _emptied(clause: Clause | Boundary) -> Clause | Boundary:
    if isinstance(clause, Boundary):
        return evolve(clause, reached_by=None, norm=(), response=None, revisions=())
    return evolve(clause, norm=(), elsewhere=None, if_broken=())
