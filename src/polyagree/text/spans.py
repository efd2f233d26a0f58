"""Stretches of a text."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["apart"]


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *spans* in order; of those that overlap the first, and of those the longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept
