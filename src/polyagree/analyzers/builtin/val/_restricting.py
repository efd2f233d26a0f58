"""What narrows what people do."""

from __future__ import annotations

from collections.abc import Iterable

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt, NormAt
from polyagree.analyzers.readings import RESTRICTING, ReadAt
from polyagree.finding import Evidence
from polyagree.model.norms import Permission, Power, Prohibition

__all__ = ["in_words", "least_sure", "narrows", "narrows_by_itself", "restricts"]

_TELLING = ("tell", "ask", "consult", "share-location", "share-password", "look-at-device")
_ASKED = ("after_notice",)


def restricts(norm: NormAt) -> bool:
    """Return whether *norm* forbids, limits, makes an act wait or lets somebody stop one."""
    match norm.norm:
        case Prohibition():
            return True
        case Permission() as permission:
            return permission.is_limit or bool(norm.gates)
        case Power() as power:
            return not power.is_nobodys and bool(norm.gates)
        case _:
            # A duty to ask or tell before one's own act is a gate as well.
            return bool(norm.gates)


def narrows(clause: ClauseAt) -> bool:
    """Return whether *clause* restricts, or has people tell or show what they do."""
    reading = clause.reading
    if reading is not None:
        return reading.restricts or (reading.has_kind and reading.reading.kind in _ASKED)
    return any(restricts(each) or _shows(each) for each in clause.norms)


def in_words(at: ReadAt) -> Evidence:
    """Return that *at* was counted as it reads, with how it begins."""
    return at.evidence("reads like a restriction", at.words())


def least_sure(readings: Iterable[ReadAt]) -> ReadAt | None:
    """Return that of *readings* which may be wrong the soonest; ``None``: there are none."""
    return min(readings, key=lambda each: (each.is_sure, each.reading.confidence), default=None)


def narrows_by_itself(context: Context, text: str, reason: str) -> bool:
    """
    Return whether *text* reads so without its *reason*.

    A reason that stands in the same sentence says nothing of what is to be done, and
    makes it hard to tell.
    """
    reading = context.read_without_reason(text, reason)
    return reading.kind in RESTRICTING or reading.kind in _ASKED


def _shows(norm: NormAt) -> bool:
    is_owed = norm.is_binding or isinstance(norm.norm, Power)
    return is_owed and norm.context.is_any_of(norm.act, _TELLING)
