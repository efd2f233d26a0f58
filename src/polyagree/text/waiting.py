"""Acts that wait for somebody's word."""

from __future__ import annotations

from polyagree.model import Gate, GateKind, Norm, People, Prohibition, shipped
from polyagree.text.bounded import limits
from polyagree.text.lexicon import classes
from polyagree.text.parts import ALL, OTHERS, Parts
from polyagree.text.whom import givers_of

__all__ = ["notice", "permission", "veto"]

_BEYOND = frozenset({"third", "second", "more", "extra", "beyond", "further", "fourth"})
_TALKING = frozenset(
    {"talk", "talks", "talked", "discuss", "discussed", "conversation", "discussion"}
)
_OBJECTING = frozenset(classes()["stops"]) - {"decline", "declines"}


def permission(parts: Parts) -> tuple[Norm, ...]:
    """Return that it is not done without a yes, or not where somebody objects."""
    givers = givers_of(parts.reading.roles.approver, parts.known)
    if givers is None:
        return ()
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


def _gate(kind: GateKind, people: People, parts: Parts) -> Gate:
    how = ("written",) if parts.says("written", "writing") else ()
    return Gate(kind=kind, people=people, ahead=parts.times.lead, how=how)
