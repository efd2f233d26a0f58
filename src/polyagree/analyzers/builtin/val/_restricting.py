"""What narrows what people do."""

from __future__ import annotations

from polyagree.analyzers.places import ClauseAt, NormAt
from polyagree.model.norms import Permission, Power, Prohibition

__all__ = ["narrows", "restricts"]

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


def _shows(norm: NormAt) -> bool:
    is_owed = norm.is_binding or isinstance(norm.norm, Power)
    return is_owed and norm.context.is_any_of(norm.act, _TELLING)
