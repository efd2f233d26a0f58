"""Acts that wait for somebody's word."""

from __future__ import annotations

import re

from polyagree.model import (
    Done,
    Gate,
    GateKind,
    Happening,
    Norm,
    People,
    Prohibition,
    Role,
    Word,
    shipped,
)
from polyagree.text.bounded import limits
from polyagree.text.lexicon import classes
from polyagree.text.parts import ALL, OTHERS, Parts
from polyagree.text.whom import givers_of

__all__ = ["notice", "permission", "veto"]

_BEYOND = frozenset({"third", "second", "more", "extra", "beyond", "further", "fourth"})
_TALKING = frozenset(
    {"talk", "talks", "talked", "discuss", "discussed", "conversation", "discussion"}
)
_MEETING = re.compile(
    r"\b(?:met|knows?|introduced|(?:dinner|lunch|breakfast|coffee|tea|drinks?|meal|eaten|evening|time"
    r"|sat|sat down|been) (?:with|to dinner))\b",
    re.IGNORECASE,
)
_OBJECTING = frozenset(classes()["stops"]) - {"decline", "declines"}


def permission(parts: Parts) -> tuple[Norm, ...]:
    """Return that it is not done without a yes, or not where somebody objects."""
    givers = givers_of(parts.reading.roles.approver, parts.known)
    if givers is None:
        return ()
    if parts.times.most is None and _is_by_meeting(parts):
        # Nobody's word is named: what comes first is that they meet.
        met = Happening(act=Word("meet"), who=givers, with_=(Role("them"),))
        return (Prohibition(**parts.common, unless=Done(done=met)),)
    gate = _gate("yes_from", givers, parts)
    if not _OBJECTING.isdisjoint(parts.sentence.known):
        # Nobody's objection is needed from oneself.
        gate = _gate("unopposed_by", OTHERS if givers == ALL else givers, parts)
    if parts.times.most is None:
        return (Prohibition(**parts.common, unless=gate),)
    if not _BEYOND.isdisjoint(parts.sentence.known) or parts.says("without"):
        return limits(parts, unless=gate)
    return (*limits(parts), Prohibition(**parts.common, unless=gate))


def veto(parts: Parts) -> tuple[Norm, ...]:
    """Return that it is not done against somebody's no."""
    givers = givers_of(parts.reading.roles.approver, parts.known)
    if givers is None:
        return ()
    # Whose no it is, is not the one who is held up by it.
    who = () if givers == parts.bearers else parts.bearers
    gate = _gate("unopposed_by", givers, parts)
    return (Prohibition(**{**parts.common, "who": who}, unless=gate),)


def notice(parts: Parts) -> tuple[Norm, ...]:
    """Return that it is not done before it was told, or talked over."""
    if shipped().is_kind_of(parts.deed.act, "tell"):
        return ()
    kind: GateKind = "told" if _TALKING.isdisjoint(parts.sentence.known) else "talked_with"
    return (Prohibition(**parts.common, unless=_gate(kind, OTHERS, parts)),)


def _is_by_meeting(parts: Parts) -> bool:
    """Return whether all that speaks for an approval is that somebody has met somebody."""
    found = [each.words for each in parts.reading.evidence if each.says == "approval"]
    return bool(found) and all(_MEETING.search(each) for each in found)


def _gate(kind: GateKind, people: People, parts: Parts) -> Gate:
    how = ("written",) if parts.says("written", "writing") else ()
    return Gate(kind=kind, people=people, ahead=parts.times.lead, how=how)
