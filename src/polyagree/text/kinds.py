"""Which of the fourteen kinds a clause is."""

from __future__ import annotations

from collections.abc import Mapping

from polyagree.text.readings import Kind
from polyagree.text.subjects import Subject
from polyagree.text.weighing import Weighed

__all__ = ["kind_of"]

_GATED: tuple[Kind, ...] = ("permission_rule", "veto")


def kind_of(found: Weighed, subject: Subject) -> Kind:
    """
    Return what a clause is.

    What the flags say goes before what the words of it weigh: where an act waits for a yes it
    is a permission rule or a veto, and where none does it is neither.
    """
    if subject.is_question:
        return "other"
    if _is_said(found, "permission"):
        return max(_GATED, key=lambda kind: found.kinds[kind])
    left = {kind: weight for kind, weight in found.kinds.items() if kind not in _GATED}
    if not _is_said(found, "prior_notice"):
        left.pop("prior_notice", None)
    if not _is_said(found, "break_handling"):
        left.pop("break_handling", None)
    return _heaviest(left)


def _is_said(found: Weighed, flag: str) -> bool:
    return found.flags[flag][1]


def _heaviest(kinds: Mapping[Kind, float]) -> Kind:
    return max(kinds, key=lambda kind: kinds[kind])
