"""
What tests of agreements are made of.

:mod:`polyagree.testing.strategies` makes valid values for Hypothesis. :func:`damaged` and
:func:`misworded` break documents the way people and programs do.
"""

from __future__ import annotations

from polyagree.testing.damage import damaged, misworded

__all__ = ["damaged", "misworded"]
