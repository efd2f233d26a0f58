"""What is said of agreements that nobody could keep together."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.consistency.verdicts import (
    Conflict,
    ConflictKind,
    Inconsistent,
    Member,
    Unknown,
    Unsettled,
    Verdict,
)
from polyagree.model import Polycule
from polyagree.report.cells import visible
from polyagree.testing.places import entry, listed, page

__all__ = ["not_consistent", "not_settled", "what_conflicts", "why_not_settled"]

_WHY: dict[ConflictKind, str] = {
    "direct": "one asks for the very act that another one rules out",
    "indirect": "one rules out what another one asks for, through a kind, a part or a group",
    "mutual exclusion": "somebody would have to be in two places at one time",
    "temporal": "days, hours, gaps or deadlines leave no time",
    "joint": "each leaves room, and all of them together do not",
    "unrealizable": "it cannot be kept even alone",
}


def not_consistent(verdict: Verdict, polycule: Polycule) -> str:
    """
    Return what nobody could keep together, as the text of an assertion; empty: nothing.

    Args:
        verdict: What was found.
        polycule: The document.
    """
    if not isinstance(verdict, Inconsistent):
        return ""
    span = f"from {verdict.on} to {verdict.horizon}"
    blocks = [_conflict(each, polycule, span) for each in verdict.conflicts]
    return "\n\n".join([*blocks, *_ways_out(verdict), *_left_open(verdict.unsettled, polycule)])


def what_conflicts(verdict: Inconsistent) -> str:
    """Return what nobody could keep together in one sentence."""
    conflict = verdict.conflict
    clauses = conflict.clauses
    together = " together" if len(clauses) > 1 else ""
    others = len(verdict.conflicts) - 1
    more = f" (and {others} more)" if others else ""
    return f"nobody could keep {listed(clauses)}{together}: {_WHY[conflict.kind]}{more}"


def not_settled(verdict: Verdict, polycule: Polycule) -> str:
    """
    Return what leaves it open, as the text of an assertion; empty: it is settled.

    Args:
        verdict: What was found.
        polycule: The document.
    """
    if not isinstance(verdict, Unknown):
        return ""
    span = f"from {verdict.on} to {verdict.horizon}"
    return page(
        f"nobody can tell whether all of this can be kept {span}",
        [_unsettled(each, polycule) for each in verdict.unsettled],
    )


def why_not_settled(verdict: Unknown) -> str:
    """Return the same in one sentence."""
    whys = list(dict.fromkeys(each.why for each in verdict.unsettled))
    more = f" (and {len(whys) - 1} more)" if len(whys) > 1 else ""
    return visible(f"{whys[0]}{more}")


def _conflict(conflict: Conflict, polycule: Polycule, span: str) -> str:
    is_alone = len(conflict.members) == 1
    these = "this" if is_alone else "these together"
    return page(
        f"nobody could keep {these} {span}: {_WHY[conflict.kind]}",
        [_member(each, polycule) for each in conflict.members],
        *_about(conflict),
    )


def _member(member: Member, polycule: Polycule) -> str:
    return entry(
        polycule,
        path=member.path,
        clause=member.clause,
        norm=member.norm,
        says=member.says or None,
    )


def _about(conflict: Conflict) -> Iterator[str]:
    """Yield, as one line, whom it leaves no way, when, and that each member is needed."""
    parts = []
    if conflict.people:
        parts.append(f"it leaves {listed(conflict.people)} no way")
    if conflict.situation:
        parts.append(f"it is so when {listed(conflict.situation)}")
    if len(conflict.members) > 1:
        parts.append("without any one of them the others can be kept")
    if parts:
        yield "; ".join(parts)


def _ways_out(verdict: Inconsistent) -> Iterator[str]:
    if verdict.drop:
        yield f"the least to drop, so that the rest can be kept: {_names(verdict.drop)}"
    if verdict.compromise:
        yield f"the lightest to drop, by the weights given: {_names(verdict.compromise)}"


def _left_open(unsettled: tuple[Unsettled, ...], polycule: Polycule) -> Iterator[str]:
    if unsettled:
        yield page(
            "apart from that, nobody can tell whether this can be kept",
            [_unsettled(each, polycule) for each in unsettled],
        )


def _unsettled(unsettled: Unsettled, polycule: Polycule) -> str:
    return entry(polycule, path=unsettled.path, clause=unsettled.clause, told=[unsettled.why])


def _names(members: tuple[Member, ...]) -> str:
    return listed(each.clause for each in members)
