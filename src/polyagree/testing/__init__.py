"""
What tests of agreements are made of.

:func:`assert_consistent` and its siblings assert what people rely on.
:mod:`polyagree.testing.strategies` makes valid values for Hypothesis. :func:`damaged` and
:func:`misworded` break documents the way people and programs do.
"""

from __future__ import annotations

from polyagree.testing.asserts import (
    assert_compensable,
    assert_consistent,
    assert_no_gates,
    assert_refines,
)
from polyagree.testing.damage import damaged, misworded

__all__ = [
    "assert_compensable",
    "assert_consistent",
    "assert_no_gates",
    "assert_refines",
    "damaged",
    "misworded",
]
