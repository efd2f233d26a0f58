"""Findings that were thought over."""

from __future__ import annotations

from hypothesis import strategies as st

from polyagree.model import Noted
from polyagree.testing.strategies.making import made, remembered, some_of
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.texts import texts
from polyagree.testing.strategies.times import dates

__all__ = ["notes"]


@remembered
def notes(*, names: Names = USUAL) -> st.SearchStrategy[Noted]:
    """Return a strategy for findings that people thought over."""
    letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    families = st.text(letters, min_size=3, max_size=3)
    # Analyzers that others wrote.
    theirs = st.text(letters, min_size=2, max_size=11).map("X{}".format)
    codes = st.builds("{}{:03}".format, families | theirs, st.integers(0, 999))
    return made(
        Noted,
        code=st.sampled_from(("PER103", "BRK201", "DRF301")) | codes,
        by=some_of(names.people),
        because=texts(),
        until=dates(),
    )
