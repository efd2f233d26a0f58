"""Which of the fourteen kinds a clause is."""

from __future__ import annotations

from collections.abc import Collection

from polyagree.text.deciding import Decision
from polyagree.text.readings import Kind
from polyagree.text.subjects import Subject

__all__ = ["kind_of"]

#: What a clause is by the phrases in it, the surest first.
_BY_PHRASE: tuple[tuple[str, Kind], ...] = (
    ("definition", "definition"),
    ("surveillance", "surveillance"),
    ("review", "review"),
    ("no-telling", "prohibition_on_other"),
    ("after-notice", "after_notice"),
)


def kind_of(decision: Decision, subject: Subject, says: Collection[str]) -> Kind:
    """Return what a clause is whose phrases say *says*."""
    if subject.is_question or "remark" in says:
        return "other"
    if decision.approvals:
        only_no = all(each.says == "veto" for each in decision.approvals)
        return "veto" if only_no else "permission_rule"
    if decision.notices:
        return "prior_notice"
    if decision.breaks:
        return "break_handling"
    if any(each.says == "waiver" for each in decision.waived):
        return "value"
    for phrase, kind in _BY_PHRASE:
        if phrase in says:
            return kind
    if subject.bearer == "holder":
        return "self_boundary"
    if subject.bearer == "other" and "ban-on-you" in says:
        return "prohibition_on_other"
    if "limit" in says or "ban" in says:
        return "mutual_limit"
    if "value" in says and not subject.is_imperative:
        return "value"
    return "commitment"
