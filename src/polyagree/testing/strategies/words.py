"""Terms and values: what a document defines for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from hypothesis import strategies as st

from polyagree.model import Form, Term, Value, WordKind, shipped
from polyagree.testing.strategies.making import Sides, few, made, some_of
from polyagree.testing.strategies.names import USUAL, Names
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.people import people, viewers
from polyagree.testing.strategies.texts import ids, texts

__all__ = ["terms", "values", "vocabularies"]


def values(
    *, names: Names = USUAL, id: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Value]:
    """
    Return a strategy for shared principles.

    Args:
        names: Who may hold and see them.
        id: Their ids; ``None``: any.
    """
    return made(
        Value,
        {
            "held_by": lambda: some_of(names.people, least=0),
            "visible_to": lambda: viewers(names=names),
            **({"noted": lambda: few(notes(names=names))} if names.people else {}),
        },
        id=ids() if id is None else id,
        means=texts(),
    )


@st.composite
def terms(
    draw: st.DrawFn,
    *,
    names: Names = USUAL,
    id: st.SearchStrategy[str] | None = None,
    wider: Sequence[Term] = (),
) -> Term:
    """
    Return a strategy for words with the meaning that these people give them.

    Args:
        names: Whose they are, and who may see them.
        id: The words; ``None``: any.
        wider: Terms that they may be a kind of, besides the words that ship.
    """
    kind: WordKind = draw(st.sampled_from(get_args(WordKind)))
    word = draw(ids() if id is None else id)
    return draw(_terms(word, kind, _wide(kind, wider), names))


@st.composite
def vocabularies(draw: st.DrawFn, *, new: Sequence[str], names: Names = USUAL) -> tuple[Term, ...]:
    """
    Return a strategy for the terms of one document, without a circle among them.

    Args:
        new: The words that do not ship. Some that do are given another meaning.
        names: Whose they are, and who may see them.
    """
    found: list[Term] = []
    for word in new:
        # A kind of earlier ones only: so none can be a kind of itself.
        found.append(draw(terms(names=names, id=st.just(word), wider=found)))
    words = shipped()
    for word in draw(some_of(tuple(words.words)[::-1], least=0, most=1)):
        entry = words.words[word]
        # Where it stands, or on its own: nowhere else could it close a circle.
        wide = () if entry.kind_of is None else (entry.kind_of,)
        found.append(draw(_terms(word, entry.kind, wide, names)))
    return tuple(draw(st.permutations(found)))


def _terms(word: str, kind: WordKind, wide: Sequence[str], names: Names) -> st.SearchStrategy[Term]:
    optional: Sides = {"means": texts, "visible_to": lambda: viewers(names=names)}
    if names.people:
        optional["noted"] = lambda: few(notes(names=names))
    if wide:
        optional["kind_of"] = lambda: st.sampled_from(wide)
    if kind == "act":
        optional["form"] = lambda: st.sampled_from(get_args(Form))
    if kind in {"place", "thing", "detail"}:
        optional["of"] = lambda: people(names=names)
    return made(Term, optional, id=st.just(word), kind=st.just(kind))


def _wide(kind: WordKind, wider: Sequence[Term]) -> tuple[str, ...]:
    return (*(each.id for each in wider if each.kind == kind), *shipped().of_kind(kind))
