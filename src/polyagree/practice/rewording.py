"""A document with its norms put differently, so that a replay looks at more than it would."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from polyagree.model import Boundary, BoundaryWording, Clause, Norm, Obligation, Polycule

__all__ = ["owed_late", "reworded"]


def reworded(polycule: Polycule, change: Callable[[Norm], Norm]) -> Polycule:
    """
    Return *polycule* with each norm of its clauses and boundaries, former ones too, as
    *change* puts it.

    Args:
        polycule: The document.
        change: What it makes of a norm; the same one where nothing is to change.
    """
    agreements = []
    for agreement in polycule.agreements:
        clauses = tuple(_reworded(each, change) for each in agreement.clauses)
        revisions = tuple(
            evolve(
                revision,
                was=tuple(
                    each if each.was is None else evolve(each, was=_reworded(each.was, change))
                    for each in revision.was
                ),
            )
            for revision in agreement.revisions
        )
        agreements.append(evolve(agreement, clauses=clauses, revisions=revisions))
    boundaries = tuple(_boundary(each, change) for each in polycule.boundaries)
    return evolve(polycule, agreements=tuple(agreements), boundaries=boundaries)


def _reworded(clause: Clause | Boundary, change: Callable[[Norm], Norm]) -> Clause | Boundary:
    if isinstance(clause, Boundary):
        return _boundary(clause, change)
    norms = tuple(change(norm) for norm in clause.norms)
    return clause if norms == clause.norms else evolve(clause, norm=norms)


def _boundary(boundary: Boundary, change: Callable[[Norm], Norm]) -> Boundary:
    norms = tuple(change(norm) for norm in boundary.norms)
    revisions = tuple(
        each if each.was is None else evolve(each, was=_wording(each.was, change))
        for each in boundary.revisions
    )
    same = norms == boundary.norms
    return evolve(boundary, norm=boundary.norm if same else norms, revisions=revisions)


def _wording(wording: BoundaryWording, change: Callable[[Norm], Norm]) -> BoundaryWording:
    if wording.norm is None:
        return wording
    return evolve(wording, norm=tuple(change(norm) for norm in wording.norm))


def owed_late(norm: Norm) -> Norm:
    """
    Return *norm* as one that is owed once its time is over, if it follows something.

    Without it, of a duty that nobody owes any more then, nothing tells how late it was.
    """
    if (
        isinstance(norm, Obligation)
        and norm.after is not None
        and norm.late is None
        and norm.during is None
        and (norm.within is not None or norm.by is not None)
    ):
        return evolve(norm, late="owed")
    return norm
