"""The limits of a document, each in the wording of its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from polyagree.clock import Quantity, Window
from polyagree.model import Agreement, Boundary, Clause, Norm, Permission, PersonId, Polycule
from polyagree.source import Path

__all__ = ["Limit", "limits"]

_Wordings = Sequence[tuple[dt.date, dt.date, Clause | Boundary]]
"""How a clause stood: from the first day on, before the second."""


class Limit(NamedTuple):
    """
    A limit, with the days on which it was in force.

    Attributes:
        path: Where it stands: the norm in the present text, its clause if the
            norm is gone, its agreement if the clause is.
        norm: The norm.
        allowed: How many, or how much.
        per: The window in which that counts.
        parties: Who agreed; of a boundary of its own, its holder.
        holder: Whose boundary it is, if it is one.
        names: What somebody calls it who speaks about it.
        since: The first day on which it was in force.
        before: The first day after it.
    """

    path: Path
    norm: Permission
    allowed: Quantity
    per: Window
    parties: tuple[PersonId, ...]
    holder: PersonId | None
    names: frozenset[str]
    since: dt.date
    before: dt.date


def limits(polycule: Polycule) -> Iterator[Limit]:
    """
    Yield the limits of *polycule*, in the order of the document.

    A limit that was put differently for a while is one for each wording.

    Source:
        C19.
    """
    for agreement in polycule.agreements:
        if _has_limits(agreement):
            yield from _limits_of(agreement)
    for boundary in polycule.boundaries:
        path: Path = ("boundaries", boundary.id)
        wordings = [(since, before, boundary) for since, before in _between(_turns_of(boundary))]
        yield from _in_force(wordings, path, (boundary.holder,), boundary, {boundary.id})


def _has_limits(agreement: Agreement) -> bool:
    former = (each.was for revision in agreement.revisions for each in revision.was)
    return any(
        isinstance(each, Boundary)
        or any(isinstance(norm, Permission) and norm.is_limit for norm in each.norms)
        for each in (*agreement.clauses, *former)
        if each is not None
    )


def _limits_of(agreement: Agreement) -> Iterator[Limit]:
    first, end = agreement.made or dt.date.min, _day_after(agreement.ends)
    texts = [
        (since, before, agreement.wording_on(since))
        for since, before in _between(_turns_of(agreement), first, end)
    ]
    present = {clause.id: clause for clause in agreement.clauses}
    for clause in dict.fromkeys((*present, *(each.id for _, _, text in texts for each in text))):
        path: Path = ("agreements", agreement.id)
        if clause in present:
            path = (*path, "clauses", clause)
        wordings = [
            (since, before, each)
            for since, before, text in texts
            for each in text
            if each.id == clause
        ]
        names = {f"{agreement.id}.{clause}", agreement.id}
        yield from _in_force(wordings, path, agreement.parties, present.get(clause), names)


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
    days = sorted({first, end, *(day for day in turns if first < day < end)})
    return list(pairwise(days))


def _norms_on(wording: Clause | Boundary, day: dt.date) -> tuple[Norm, ...]:
    if isinstance(wording, Boundary):
        for revision in wording.revisions:
            if day < revision.date:
                # How it stood before may not have been written down.
                return () if revision.was is None else (revision.was.norm or ())
    return wording.norms


def _in_force(
    wordings: _Wordings,
    path: Path,
    parties: tuple[PersonId, ...],
    present: Clause | Boundary | None,
    names: set[str],
) -> Iterator[Limit]:
    """Yield the limits of one clause, each as long as its wording stayed the same."""
    norms = [_norms_on(wording, since) for since, _, wording in wordings]
    standing = 0 if present is None else len(present.norms)
    for position in range(max(map(len, norms), default=0)):
        where = (*path, "norm", position) if position < standing else path
        last: Limit | None = None
        for (since, before, wording), every in zip(wordings, norms, strict=True):
            norm = every[position] if position < len(every) else None
            if last is not None and last.norm == norm and last.before == since:
                last = last._replace(before=before)
                continue
            if last is not None:
                yield last
            last = None
            if isinstance(norm, Permission) and norm.at_most is not None and norm.per is not None:
                last = Limit(
                    path=where,
                    norm=norm,
                    allowed=norm.at_most,
                    per=norm.per,
                    parties=parties,
                    holder=wording.holder if isinstance(wording, Boundary) else None,
                    names=frozenset(names),
                    since=since,
                    before=before,
                )
        if last is not None:
            yield last
