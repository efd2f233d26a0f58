"""The norms of a document, each in the wording of its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeGuard

from attrs import evolve

from polyagree.clock import Quantity, Window
from polyagree.model import (
    Acceptance,
    Agreement,
    AllOf,
    AnyOf,
    Boundary,
    BoundaryWording,
    Clause,
    Condition,
    Done,
    Happening,
    Norm,
    Not,
    Permission,
    PersonId,
    Polycule,
    Role,
    Situation,
    Vocabulary,
)
from polyagree.source import Path

__all__ = ["Standing", "StepAt", "limits", "standings", "standings_of", "steps_of"]


class StepAt(NamedTuple):
    """
    What follows a break, with its place.

    Attributes:
        path: Where it stands.
        norm: What is owed then.
    """

    path: Path
    norm: Norm


class Standing(NamedTuple):
    """
    A norm, with the days on which it was in force.

    Attributes:
        path: Where it stands: the norm in the present text, its clause if the
            norm is gone, its agreement if the clause is.
        clause: The clause as others refer to it, or the boundary.
        norm: The norm.
        parties: Who agreed; of a boundary of its own, its holder.
        holder: Whose boundary it is, if it is one.
        names: What somebody calls it who speaks about it.
        since: The first day on which it was in force.
        before: The first day after it.
        steps: What follows a break of it.
        began: When its agreement began; ``None``: nothing says.
        stood: What followed a break earlier, each with the first day on which it no
            longer did.
        accepted: Who is bound, from when on and until when; empty: nobody says.
    """

    path: Path
    clause: str
    norm: Norm
    parties: tuple[PersonId, ...]
    holder: PersonId | None
    names: frozenset[str]
    since: dt.date
    before: dt.date
    steps: tuple[StepAt, ...] = ()
    began: dt.date | None = None
    stood: tuple[tuple[dt.date, tuple[StepAt, ...]], ...] = ()
    accepted: tuple[Acceptance, ...] = ()

    def steps_on(self, day: dt.date) -> tuple[StepAt, ...]:
        """Return what followed a break on *day*."""
        for before, steps in self.stood:
            if day < before:
                return steps
        return self.steps

    @property
    def every_step(self) -> tuple[StepAt, ...]:
        """What follows a break of it, now or earlier."""
        return (*self.steps, *(step for _, steps in self.stood for step in steps))

    @property
    def allowed(self) -> Quantity:
        """How many, or how much, a limit allows."""
        return self._limit[0]

    @property
    def per(self) -> Window:
        """The window in which a limit counts."""
        return self._limit[1]

    @property
    def _limit(self) -> tuple[Quantity, Window]:
        norm = self.norm
        if not isinstance(norm, Permission) or norm.at_most is None or norm.per is None:
            raise TypeError("only a limit allows so many in a window")
        return norm.at_most, norm.per


_Wording = Clause | Boundary
_Wordings = Sequence[tuple[dt.date, dt.date, _Wording]]
"""How a clause stood: from the first day on, before the second."""

_Placed = tuple[Path, Norm]
"""A norm with its place in its clause."""


def limits(polycule: Polycule) -> Iterator[Standing]:
    """
    Yield the limits of *polycule*, in the order of the document.

    A limit that was put differently for a while is one for each wording.

    Source:
        C19.
    """
    for agreement in polycule.agreements:
        if _has_limits(agreement):
            found = _of_agreement(agreement, polycule.vocabulary)
            yield from (each for each in found if _is_limit(each.norm))
    for boundary in polycule.boundaries:
        found = _of_boundary(boundary, polycule.vocabulary)
        yield from (each for each in found if _is_limit(each.norm))


def standings(polycule: Polycule) -> Iterator[Standing]:
    """Yield the norms of *polycule*, those that were put differently for a while once each."""
    for agreement in polycule.agreements:
        yield from standings_of(agreement, polycule.vocabulary)
    for boundary in polycule.boundaries:
        yield from standings_of(boundary, polycule.vocabulary)


def standings_of(record: Agreement | Boundary, words: Vocabulary) -> Iterator[Standing]:
    """Yield the norms of one agreement, or of a boundary of its own."""
    if isinstance(record, Agreement):
        yield from _of_agreement(record, words)
    else:
        yield from _of_boundary(record, words)


def steps_of(norms: Iterable[Norm], path: Path) -> tuple[StepAt, ...]:
    """Return what follows a break, where it stands under *path*."""
    return tuple(StepAt((*path, index), norm) for index, norm in enumerate(norms))


def _is_limit(norm: Norm) -> bool:
    return isinstance(norm, Permission) and norm.is_limit


def _has_limits(agreement: Agreement) -> bool:
    former = (each.was for revision in agreement.revisions for each in revision.was)
    return any(
        isinstance(each, Boundary) or any(_is_limit(norm) for norm in each.norms)
        for each in (*agreement.clauses, *former)
        if each is not None
    )


class _Frame(NamedTuple):
    """What the norms of one clause have in common."""

    path: Path
    clause: str
    parties: tuple[PersonId, ...]
    names: frozenset[str]
    words: Vocabulary
    shared: tuple[StepAt, ...] = ()
    began: dt.date | None = None
    accepted: tuple[Acceptance, ...] = ()


def _of_boundary(boundary: Boundary, words: Vocabulary) -> Iterator[Standing]:
    wordings = [(since, before, boundary) for since, before in _between(_turns_of(boundary))]
    frame = _Frame(
        path=("boundaries", boundary.id),
        clause=boundary.id,
        parties=(boundary.holder,),
        names=frozenset({boundary.id}),
        words=words,
    )
    yield from _in_force(wordings, frame, boundary)


def _of_agreement(agreement: Agreement, words: Vocabulary) -> Iterator[Standing]:
    first, end = _first_day(agreement), _day_after(agreement.ends)
    present = {clause.id: clause for clause in agreement.clauses}
    by_clause: dict[str, list[tuple[dt.date, dt.date, _Wording]]] = {each: [] for each in present}
    for since, before in _between(_turns_of(agreement), first, end):
        for each in agreement.wording_on(since):
            by_clause.setdefault(each.id, []).append((since, before, each))
    path: Path = ("agreements", agreement.id)
    for clause, wordings in by_clause.items():
        name = f"{agreement.id}.{clause}"
        frame = _Frame(
            path=(*path, "clauses", clause) if clause in present else path,
            clause=name,
            parties=agreement.parties,
            names=frozenset({name, agreement.id}),
            words=words,
            shared=steps_of(agreement.if_broken, (*path, "if_broken")),
            began=None if first == dt.date.min else first,
            accepted=_acceptances(agreement),
        )
        yield from _in_force(wordings, frame, present.get(clause))


def _acceptances(agreement: Agreement) -> tuple[Acceptance, ...]:
    """Return for each who accepted any wording from when on, and until when, they are bound."""
    if not agreement.accepted:
        return ()
    found: dict[PersonId, list[Acceptance]] = {}
    for each in (
        *agreement.accepted,
        *(each for revision in agreement.revisions for each in revision.accepted),
    ):
        found.setdefault(each.by, []).append(each)
    return tuple(
        evolve(
            min(given, key=lambda each: each.date),
            revoked=None
            if any(each.revoked is None for each in given)
            else max(each.revoked for each in given if each.revoked is not None),
        )
        for given in found.values()
    )


def _first_day(agreement: Agreement) -> dt.date:
    """Return from when on *agreement* counts; the first day there is, if nothing says."""
    if agreement.made is not None:
        return agreement.made
    accepted = {each.by: each.date for each in agreement.accepted}
    return max(accepted.values()) if set(accepted) == {*agreement.parties} else dt.date.min


def _turns_of(record: Agreement | Clause | Boundary) -> Iterator[dt.date]:
    """Yield the days on which the wording of *record* may change."""
    if isinstance(record, Boundary):
        yield from (revision.date for revision in record.revisions)
    if not isinstance(record, Agreement):
        return
    for revision in record.revisions:
        yield revision.date
        yield _day_after(revision.ends)
        for acceptance in revision.accepted:
            yield acceptance.date
            yield acceptance.revoked or acceptance.date
        for former in revision.was:
            if former.was is not None:
                yield from _turns_of(former.was)
    for clause in record.clauses:
        yield from _turns_of(clause)


def _day_after(day: dt.date | None) -> dt.date:
    return dt.date.max if day is None or day == dt.date.max else day + dt.timedelta(days=1)


def _between(
    turns: Iterable[dt.date], first: dt.date = dt.date.min, end: dt.date = dt.date.max
) -> list[tuple[dt.date, dt.date]]:
    """Return the stretches of days, half-open, into which *turns* cut the time."""
    if not first < end:
        return []
    days = sorted({first, end, *(day for day in turns if first < day < end)})
    return list(pairwise(days))


def _placed_on(wording: _Wording, day: dt.date, words: Vocabulary) -> Iterator[_Placed]:
    """Yield the norms of *wording* as they stood on *day*, each with its place in it."""
    if isinstance(wording, Clause):
        for index, norm in enumerate(wording.norms):
            yield ("norm", index), norm
        return
    stood: Boundary | BoundaryWording | None = wording
    for revision in wording.revisions:
        if day < revision.date:
            # How it stood before may not have been written down.
            stood = revision.was
            break
    if stood is None:
        return
    for index, norm in enumerate(stood.norm or ()):
        yield ("norm", index), norm
    # What the holder does when it is reached is owed after what reaches it.
    if stood.response is not None and stood.reached_by is not None:
        for index, norm in enumerate(stood.response.norm):
            yield ("response", "norm", index), _once_reached(norm, stood.reached_by, words)


def _once_reached(norm: Norm, reached_by: Condition, words: Vocabulary) -> Norm:
    """
    Return *norm* as it is owed when a boundary is reached.

    That is after each event that reaches it, whoever does it, if what else is
    asked for holds; or from when a condition first comes true.
    """
    if norm.after is not None or norm.from_ is not None:
        return norm
    parts = reached_by.all_of if isinstance(reached_by, AllOf) else (reached_by,)
    events: list[Happening | Situation]
    events = [each for each in parts if isinstance(each, Happening)]
    # A word alone may be an event, beside one that is told in full it says how things are.
    events = events or [each for each in parts if _is_event(each, words)]
    if len(events) != 1:
        return evolve(norm, from_=_by_anyone(reached_by, words))
    (event,) = events
    others = tuple(_by_anyone(each, words) for each in parts if each is not event)
    if len(others) > 1:
        others = (AllOf(all_of=others),)
    happening = event if isinstance(event, Happening) else Happening(act=event.word)
    return evolve(norm, after=_event_by_anyone(happening), from_=others[0] if others else None)


def _is_event(condition: Condition, words: Vocabulary) -> TypeGuard[Situation]:
    """Return whether *condition* is a word for something that is done, or that happens."""
    entry = words.get(condition.word) if isinstance(condition, Situation) else None
    return entry is not None and entry.kind in {"act", "happening"}


def _event_by_anyone(happening: Happening) -> Happening:
    return happening if happening.who else evolve(happening, who=(Role("anyone"),))


def _by_anyone(condition: Condition, words: Vocabulary) -> Condition:
    """Return *condition* with everybody in it who may do what names nobody."""
    match condition:
        case Happening():
            return _event_by_anyone(condition)
        case Situation(word=word) if _is_event(condition, words):
            return _event_by_anyone(Happening(act=word))
        case Done(done=happening):
            return evolve(condition, done=_event_by_anyone(happening))
        case AllOf(all_of=parts):
            return evolve(condition, all_of=tuple(_by_anyone(each, words) for each in parts))
        case AnyOf(any_=parts):
            return evolve(condition, any_=tuple(_by_anyone(each, words) for each in parts))
        case Not(not_=inner):
            return evolve(condition, not_=_by_anyone(inner, words))
        case _:
            return condition


def _steps_in(wording: _Wording, norm: Norm, where: Path, frame: _Frame) -> tuple[StepAt, ...]:
    """Return what follows a break of *norm*: its own steps, its clause's, or its agreement's."""
    if norm.if_broken:
        return steps_of(norm.if_broken, (*where, "if_broken"))
    if isinstance(wording, Boundary):
        # A limit on oneself is nobody else's to repair.
        return ()
    if wording.if_broken:
        return steps_of(wording.if_broken, (*frame.path, "if_broken"))
    return frame.shared


def _in_force(wordings: _Wordings, frame: _Frame, present: _Wording | None) -> Iterator[Standing]:
    """Yield the norms of one clause, each as long as its wording stayed the same."""
    placed = [dict(_placed_on(wording, since, frame.words)) for since, _, wording in wordings]
    standing = {} if present is None else dict(_placed_on(present, dt.date.max, frame.words))
    for place in dict.fromkeys(place for each in placed for place in each):
        where = (*frame.path, *place) if place in standing else frame.path
        last: Standing | None = None
        for (since, before, wording), norms in zip(wordings, placed, strict=True):
            norm = norms.get(place)
            steps = () if norm is None else _steps_in(wording, norm, where, frame)
            if last is not None:
                if norm == last.norm and last.before == since:
                    stood = (
                        last.stood if steps == last.steps else (*last.stood, (since, last.steps))
                    )
                    last = last._replace(before=before, steps=steps, stood=stood)
                    continue
                yield last
                last = None
            if norm is not None:
                last = Standing(
                    path=where,
                    clause=frame.clause,
                    norm=norm,
                    parties=frame.parties,
                    holder=wording.holder if isinstance(wording, Boundary) else None,
                    names=frame.names,
                    since=since,
                    before=before,
                    steps=steps,
                    began=frame.began,
                    accepted=frame.accepted,
                )
        if last is not None:
            yield last
