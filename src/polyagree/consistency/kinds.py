"""What kind of conflict a minimal set is, and whom it leaves no way."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from polyagree.consistency.verdicts import ConflictKind
from polyagree.model import Norm, PersonId
from polyagree.timeline.rules import Rule

__all__ = ["kind_of", "people_in"]

_TIMES = ("days", "hours", "months", "within", "by", "before", "wait", "for_", "after")
_PAIR = 2


def kind_of(norms: Sequence[Norm], *, is_apart: bool) -> ConflictKind:
    """
    Return why *norms*, which are a minimal set, cannot be kept together.

    Args:
        norms: The norms.
        is_apart: Whether it hangs on nobody being in two places at one time.
    """
    if is_apart:
        return "mutual exclusion"
    if len(norms) == 1:
        return "unrealizable"
    counts = any(getattr(norm, "at_most", None) is not None for norm in norms)
    # What is granted on a condition alone rules out the rest.
    bans = [norm for norm in norms if norm.modal == "must_not"] or [
        norm for norm in norms if getattr(norm, "only_if", None) is not None
    ]
    if counts or not bans:
        return "joint"
    others = [norm for norm in norms if norm not in bans]
    if any(_says_when(ban) and not all(_is_as(each, ban) for each in others) for ban in bans):
        return "temporal"
    if len(norms) > _PAIR:
        return "joint"
    asked = others[0]
    same = asked.act == bans[0].act and all(
        not getattr(bans[0], key) or getattr(bans[0], key) == getattr(asked, key)
        for key in ("with_", "to", "where")
    )
    return "direct" if same else "indirect"


def _is_as(norm: Norm, ban: Norm) -> bool:
    """Return whether *norm* is for exactly the times at which *ban* is."""
    return all(
        getattr(norm, key, None) == getattr(ban, key, None) for key in ("days", "hours", "months")
    ) and not (ban.after or ban.for_)


def _says_when(norm: Norm) -> bool:
    return any(getattr(norm, key, None) not in (None, ()) for key in _TIMES)


def people_in(rules: Collection[Rule]) -> tuple[PersonId, ...]:
    """Return whom all of *rules* bind, by their places; if nobody, whom any of them binds."""
    by_place: dict[object, dict[PersonId, None]] = {}
    for rule in rules:
        by_place.setdefault(rule.case.standing.path, {}).update(dict.fromkeys(rule.who))
    everybody = dict.fromkeys(person for some in by_place.values() for person in some)
    caught = tuple(each for each in everybody if all(each in some for some in by_place.values()))
    return caught or tuple(everybody)
