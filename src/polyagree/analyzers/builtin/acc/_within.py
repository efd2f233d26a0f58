"""Which findings a note is about."""

from __future__ import annotations

from collections.abc import Iterable

from polyagree.analyzers.places import NotedAt
from polyagree.finding import Finding

__all__ = ["is_about"]


def is_about(note: NotedAt, found: Iterable[Finding]) -> bool:
    """Return whether one of *found* is at the place of *note*, or inside it."""
    return any(each.path[: len(note.above)] == note.above for each in found)
