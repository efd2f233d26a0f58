"""
Answers that may be unknown.

A log says less than a question asks: an evening without a name, a day without
an hour. Answers are therefore yes, no, or ``None``: unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Truth", "all_true", "any_true", "at_least", "opposite", "unanimous"]

Truth = bool | None
"""Yes, no, or ``None``: the log does not tell."""


def all_true(truths: Iterable[Truth]) -> Truth:
    """Return whether all of *truths* hold; an unknown one does not hide a no."""
    known: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            known = None
    return known


def any_true(truths: Iterable[Truth]) -> Truth:
    """Return whether one of *truths* holds; an unknown one does not hide a yes."""
    known: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            known = None
    return known


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """Return whether *count* of *truths* hold."""
    answers = tuple(truths)
    if answers.count(True) >= count:
        return True
    return False if len(answers) - answers.count(False) < count else None


def opposite(truth: Truth) -> Truth:
    """Return the opposite of *truth*; that of unknown is unknown."""
    return None if truth is None else not truth


def unanimous(truths: Iterable[Truth]) -> Truth:
    """Return the answer that all of *truths* give; ``None`` if they differ."""
    answers = set(truths)
    return answers.pop() if len(answers) == 1 else None
