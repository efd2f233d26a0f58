"""Norms that are gates in another spelling, as the permission that says the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve, fields

from polyagree.clock import Duration
from polyagree.model import (
    AllOf,
    Condition,
    Done,
    Gate,
    Happening,
    Named,
    Norm,
    Obligation,
    People,
    Permission,
    Power,
    Prohibition,
    Qualifiers,
    Role,
    Vocabulary,
    Word,
)
from polyagree.model.gates import gates_of, happenings_over
from polyagree.timeline.wordings import Standing

__all__ = ["respelled", "respelled_norm"]

#: So long before the act, a question is about another one.
_A_DAY = Duration(days=1)

_APPROVALS = ("approve", "say-yes", "decide")


def respelled(standing: Standing, words: Vocabulary) -> Iterator[Standing]:
    """
    Yield *standing* as it is judged: a gate as a permission with a condition.

    A duty to ask or to tell *before* one's own act is kept or broken each time by
    that act. Whoever asked in time may go on unless the answer is a no. A power to
    approve makes the others' acts wait, and stays a power. A duty to pause an act
    for a while is a prohibition of it.
    """
    norm = respelled_norm(standing.norm, words)
    standing = standing._replace(norm=norm)
    if isinstance(norm, Obligation) and norm.before is not None and norm.after is None:
        gates = [use.gate for use in gates_of(norm, vocabulary=words)]
        if gates:
            only_if: Condition = gates[0]
            if words.is_kind_of(norm.act, "ask"):
                asked = Done(done=Happening(**_narrowed(norm), act=norm.act), within=_A_DAY)
                only_if = AllOf(all_of=(asked, evolve(gates[0], kind="unopposed_by")))
            waits = _permission(norm.before, norm.before.who or norm.who, only_if, norm)
            yield standing._replace(norm=waits)
            return
    yield standing
    if isinstance(norm, Power) and any(words.is_kind_of(norm.act, word) for word in _APPROVALS):
        yield from _approvals(standing, norm, words)


def respelled_norm(norm: Norm, words: Vocabulary) -> Norm:
    """Return *norm* as it is judged: a duty to pause something for a while is not to do it."""
    if not isinstance(norm, Obligation) or norm.for_ is None or norm.kind != "achievement":
        return norm
    if len(norm.about) != 1 or not words.is_kind_of(norm.act, "pause"):
        return norm
    (about,) = norm.about
    if isinstance(about, str):
        entry = words.get(about)
        if entry is None or entry.kind != "act":
            return norm
        about = Happening(act=Word(about))
    # Who pauses together does so one by one: it is not only what all do that rests.
    who = (Role("each party"),) if norm.who == (Role("all parties"),) else norm.who
    return Prohibition(
        **_narrowed(about),
        act=about.act,
        who=who,
        from_=norm.from_,
        until=norm.until,
        after=norm.after,
        for_=norm.for_,
        unless=norm.unless,
        clock=norm.clock,
        breach=norm.breach,
        if_broken=norm.if_broken,
    )


def _narrowed(act: Happening | Norm) -> dict[str, Any]:
    return {each.name: getattr(act, each.name) for each in fields(Qualifiers)}


def _approvals(standing: Standing, power: Power, words: Vocabulary) -> Iterator[Standing]:
    named = {term.name for term in power.who if isinstance(term, Named)}
    holders = [party for party in standing.parties if party in named]
    if not holders:
        return
    others = tuple(Named(party) for party in standing.parties if party not in holders)
    gate = Gate(kind="yes_from", people=tuple(Named(holder) for holder in holders))
    for over in happenings_over(power, words):
        if others:
            yield standing._replace(norm=_permission(over, over.who or others, gate, power))


def _permission(act: Happening, who: People, only_if: Condition, norm: Norm) -> Permission:
    return Permission(
        **_narrowed(act),
        act=act.act,
        who=who,
        only_if=only_if,
        from_=norm.from_,
        during=norm.during,
        unless=norm.unless,
        if_broken=norm.if_broken,
    )
