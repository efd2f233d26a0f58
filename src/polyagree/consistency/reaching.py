"""Whom a duty has to reach, each of them, and whom something that people do reaches."""

from __future__ import annotations

import datetime as dt

from polyagree.model import Event, Obligation, PersonId, Word
from polyagree.timeline.duties import is_each
from polyagree.timeline.log import PROBE, Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule

__all__ = ["owed_to", "reached_in"]

_SEVERAL = 2


def owed_to(rule: Rule, at: dt.datetime) -> tuple[PersonId, ...]:
    """Return each who has to be reached before *rule* is kept; nobody, if one act is enough."""
    norm, case = rule.norm, rule.case
    if not isinstance(norm, Obligation) or rule.kind not in {"once", "recurring"}:
        return ()
    if not norm.to or not all(map(is_each, norm.to)):
        return ()
    moment = Entry.of(Event(at=at, act=Word("meet")), case.matcher.polycule, PROBE)
    found: set[PersonId] = set()
    for term in norm.to:
        meant = case.matcher.members(term, moment, parties=case.standing.parties, side=case.side)
        found |= meant or frozenset()
    return tuple(sorted(found)) if len(found) >= _SEVERAL else ()


def reached_in(entry: Entry, matcher: Matcher) -> frozenset[PersonId]:
    """Return who took part in *entry*, or was told."""
    if matcher.words.is_mutual(entry.event.act):
        return matcher.doers(entry)
    return matcher.addressed(entry)[0]
