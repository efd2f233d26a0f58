"""What two people have with each other, and who is part of it."""

from __future__ import annotations

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.model.happening import Happening
from polyagree.model.people import Named, Role

__all__ = ["RELATIONS", "STOPS", "is_own_happening", "is_own_name", "is_relation"]

RELATIONS = ("meet", "intimacy", "relationship", "flirt")
"""Acts that people do as lovers, partners or friends; `date` and `overnight` are kinds of `meet`."""

STOPS = ("veto", "suspend", "pause", "end", "decide", "stop-act", "say-no")
"""Powers that stop what others do."""

_ENDS = ("end", "suspend", "pause", "stop-act", "say-no")
_LEAVING = ("end",)
_ALL = Role("all parties")
_OTHERS = (Role("other parties"),)
_ONE_BY_ONE = {Role("each party"), Role("any party")}
_TWO = 2
_INSIDE = {Role("actor"), Role("them")}


def is_relation(context: Context, act: str) -> bool:
    """Return whether *act* is part of what two people have with each other."""
    return context.is_any_of(act, RELATIONS)


def _is_one_by_one(power: NormAt) -> bool:
    """Return whether any one of the parties has *power*, whoever it is."""
    return (not power.norm.who and power.boundary is None) or (
        bool(power.norm.who) and _ONE_BY_ONE.issuperset(power.norm.who)
    )


def is_own_happening(power: NormAt, over: Happening) -> bool:
    """Return whether whoever has *power* is always among those who do what it is over."""
    who = power.norm.who
    if who and _INSIDE.issuperset(who):
        return True
    if over.who == (Role("actor"),):
        return True
    if not (over.who or over.with_) and power.context.is_any_of(power.act, _LEAVING):
        # Nothing says whose: to end a relationship is to end one's own.
        return True
    is_by_parties = _is_one_by_one(power) or (
        bool(power.holders) and power.holders <= power.parties
    )
    if over.who == (_ALL,) or _ALL in over.with_:
        return is_by_parties
    if who and who in (over.with_, over.to) and who != (Role("each party"),):
        return True
    if who and who == over.who and not _is_one_by_one(power):
        return True
    if over.with_ == _OTHERS and (not over.who or _ONE_BY_ONE.issuperset(over.who)):
        # What each has with the other parties is their own. One by name is not always
        # in what each of more than two has.
        is_theirs = _is_one_by_one(power) or not over.who or len(power.parties) == _TWO
        return is_theirs and is_by_parties
    if _is_one_by_one(power):
        # `each party` over what each party does: that is the other one's act.
        return False
    people = power.named((*over.who, *over.with_))
    if over.with_ == _OTHERS and all(isinstance(term, Named) for term in over.who):
        others = power.parties - people
        # Of more than one other it may be any.
        people |= others if len(others) == 1 else frozenset()
    return bool(power.holders) and power.holders <= people


def is_own_name(power: NormAt, name: str) -> bool:
    """Return whether *name* is a relationship, or an agreement to be ended, of the holders."""
    context = power.context
    if not power.holders or not power.holders <= context.people_of(name):
        return False
    if name in context.relationship_ids:
        return True
    return name in context.agreement_ids and context.is_any_of(power.act, _ENDS)
