"""Looking at what is somebody's own: devices, messages, accounts, places."""

from __future__ import annotations

from polyagree.analyzers.places import NormAt
from polyagree.model.conditions import gates_in
from polyagree.model.norms import Permission, Power, Prohibition

__all__ = ["monitors"]

_LOOKING = ("look-at-device", "track-location")
_GIVING = ("share-password", "share-location", "share-calendar")
_ALIKE = ("share-location", "share-calendar")
_EVERYTHING = "rest"


def monitors(norm: NormAt) -> str | None:
    """
    Return in which way *norm* lets somebody look at what is another's own; ``None``: in none.

    What all parties share alike is no looking, and neither is looking at what belongs to
    all who look, or with leave each time.
    """
    context, act = norm.context, norm.norm
    if isinstance(act, Prohibition) or (isinstance(act, Power) and act.is_nobodys):
        return None
    if _is_their_own(norm) or _asks_each_time(norm):
        return None
    if context.is_any_of(act.act, _LOOKING):
        return "looking"
    if context.is_any_of(act.act, _GIVING) and norm.boundary is None:
        is_alike = norm.bearers == norm.parties
        if is_alike and context.is_any_of(act.act, _ALIKE):
            return None
        return "giving"
    told = () if act.details is None else act.details.required
    if context.is_any_of(act.act, ("tell",)) and _EVERYTHING in told:
        return "everything"
    return None


def _is_their_own(norm: NormAt) -> bool:
    owners = [norm.context.owners_of(about) for about in norm.norm.about if isinstance(about, str)]
    return bool(norm.bearers and owners) and all(norm.bearers <= each for each in owners)


def _asks_each_time(norm: NormAt) -> bool:
    """Return whether whoever looks has the leave of those whose it is, each time."""
    if not isinstance(norm.norm, Permission):
        return False
    return any(gate.is_approval for gate, _ in gates_in(norm.norm.only_if))
