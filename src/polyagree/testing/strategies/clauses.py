"""Clauses, and findings about them that were thought over."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from polyagree.model import (
    Clause,
    Elsewhere,
    Norm,
)
from polyagree.testing.strategies.making import (
    Sides,
    few,
    parts,
    remembered,
    some_of,
)
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.norms import norms, steps
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.texts import ids, texts

__all__ = ["clauses", "readings"]


@st.composite
def clauses(
    draw: st.DrawFn,
    *,
    names: Names = USUAL,
    id: st.SearchStrategy[str] | None = None,
    elsewhere: Sequence[Elsewhere] = (),
) -> Clause:
    """
    Return a strategy for clauses: read or not, binding or not.

    Args:
        names: The names they may use.
        id: Their ids; ``None``: any.
        elsewhere: Keys of their agreement that may hold what they mean.
    """
    optional: Sides = {
        "serves": lambda: some_of(names.values, least=0),
        "because": texts,
        "if_broken": lambda: steps(names=names),
        "noted": lambda: few(notes(names=names)),
    }
    given = draw(parts(optional, id=ids() if id is None else id, says=texts()))
    key = draw(st.sampled_from((None, *elsewhere)))
    return Clause(norm=draw(readings(names)) if key is None else (), elsewhere=key, **given)


@remembered
def readings(names: Names) -> st.SearchStrategy[tuple[Norm, ...] | None]:
    """Return a strategy for what words bind people to: not read, nothing, or norms."""
    return st.one_of(st.none(), st.just(()), few(norms(names=names)))
