"""Which of the fourteen kinds a clause is."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from polyagree.text.readings import Kind
from polyagree.text.subjects import Subject

__all__ = ["kind_of", "sureness_of"]

_GATED: tuple[Kind, ...] = ("permission_rule", "veto")
#: Kinds that are a flag as well.
_FLAGGED: tuple[Kind, ...] = ("prior_notice", "break_handling")


def kind_of(weights: Mapping[Kind, float], said: Mapping[str, bool], subject: Subject) -> Kind:
    """
    Return what a clause is.

    Args:
        weights: How much speaks for each kind.
        said: What is said of each flag.
        subject: Who it is about, and how.

    What the flags say goes before what the words of it weigh: where an act waits for a yes it
    is a permission rule or a veto, and where none does it is neither.
    """
    if subject.is_question:
        return "other"
    if said["permission"]:
        return max(_GATED, key=lambda kind: weights[kind])
    left = {kind: weight for kind, weight in weights.items() if kind not in _GATED}
    for flag in _FLAGGED:
        if not said[flag]:
            left.pop(flag)
    return max(left, key=lambda kind: left[kind])


def sureness_of(kind: Kind, weights: Mapping[Kind, float]) -> float:
    """Return how likely *kind* is among all of them, from 0 to 1."""
    highest = max(weights.values())
    raised = {each: exp(weight - highest) for each, weight in weights.items()}
    return round(raised[kind] / sum(raised.values()), 3)
