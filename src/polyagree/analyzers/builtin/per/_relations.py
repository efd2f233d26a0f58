"""Which acts are part of what two people have with each other."""

from __future__ import annotations

from polyagree.analyzers.context import Context

__all__ = ["RELATIONS", "is_relation"]

RELATIONS = ("meet", "intimacy", "relationship", "flirt")
"""Acts that people do as lovers, partners or friends; `date` and `overnight` are kinds of `meet`."""


def is_relation(context: Context, act: str) -> bool:
    """Return whether *act* is part of what two people have with each other."""
    return context.is_any_of(act, RELATIONS)
