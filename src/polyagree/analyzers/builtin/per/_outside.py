"""Whom a clause binds who did not agree to it."""

from __future__ import annotations

from polyagree.analyzers.places import ClauseAt
from polyagree.model.people import CountOf, Except, Named, PartnersOf, People, PeopleTerm, Role

__all__ = ["bound_outside"]

_EVERY_PARTY = {Role("all parties"), Role("each party"), Role("any party")}


def bound_outside(clause: ClauseAt) -> People:
    """Return whom *clause* binds if all of them are known not to have agreed; else none."""
    people = _bound(clause)
    return people if all(_is_outside(clause, term) for term in people) else ()


def _bound(clause: ClauseAt) -> People:
    """Return whom the norms of *clause* bind; none if one of them leaves it open."""
    norms = [at.norm for at in clause.norms if at.is_binding]
    if any(not norm.who for norm in norms):
        return ()
    return tuple(term for norm in norms for term in norm.who)


def _is_outside(clause: ClauseAt, term: PeopleTerm) -> bool:
    """Return whether *term* is known to name nobody who agreed."""
    parties = frozenset(clause.agreement.parties)
    match term:
        case Role(role="outsiders"):
            return True
        case Named() | PartnersOf():
            people = clause.context.resolve((term,), parties=parties)
            # Without a name or a kind behind it, nobody can tell who is meant.
            return bool(people) and people.isdisjoint(parties)
        case CountOf(of=some):
            return _is_outside(clause, some)
        case Except(people=some, except_=others):
            if not _EVERY_PARTY.isdisjoint(others) or parties <= clause.context.named(others):
                return True
            return all(_is_outside(clause, each) for each in some)
        case _:
            return False
