"""The act of a clause with what narrows it down, as a document writes it."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from polyagree.errors import InvalidId
from polyagree.model import Term, Vocabulary, Word, shipped
from polyagree.text.acts import ActEntry, Spans, act_entry_of, own_words
from polyagree.text.bounds import amount_of, hours_of, size_of
from polyagree.text.marked import Marked
from polyagree.text.narrowing import days_of, places_of, with_whom
from polyagree.text.readings import Kind, Times
from polyagree.text.whom import slug

__all__ = ["Deed", "deed_of", "own_term"]

_WITH = frozenset({"date", "overnight", "sex", "kissing", "flirt", "cuddling", "late-night"})
_LEAVING = frozenset({"leave", "leaves", "out", "gone", "go"})


@frozen
class Deed:
    """
    What is done.

    Attributes:
        act: The word for it.
        qualifiers: With whom, where, at which hours, how long and how much, as far as it is said.
        form: How the act counts.
        is_out_of_hours: Whether it is what is not done at some hours, although the clause says
            what is done until then: who is to be home by ten is not out after ten.
    """

    act: Word
    qualifiers: dict[str, Any]
    form: str
    is_out_of_hours: bool = False

    @property
    def is_mutual(self) -> bool:
        """Whether all who take part do it."""
        return self.form == "mutual"


def deed_of(
    sentence: Marked, kind: Kind, times: Times, *, near: Spans = (), with_own_words: bool = False
) -> Deed | None:
    """
    Return the act that *sentence* is about; ``None``: no word of the vocabulary is one for it.

    Args:
        sentence: A clause.
        kind: What it is.
        times: The times that were read in it.
        near: Where in its text the words stand that decided what it is.
        with_own_words: Whether an act may have words of its own, for which the document
            then needs a term.
    """
    entry = act_entry_of(sentence, kind, near=near)
    if entry is None:
        term = own_term(sentence) if with_own_words else None
        return None if term is None else Deed(Word(term.id), _sizes(times), "own")
    if times.window is not None and (late := _out_of_hours(entry, sentence, times.window)):
        return late
    return Deed(Word(entry.id), _qualifiers(entry, sentence, times), _form(entry.id, shipped()))


def _out_of_hours(entry: ActEntry, sentence: Marked, window: str) -> Deed | None:
    """Return what is not done at the hours that *window* leaves, where that is what is meant."""
    is_until = window.startswith("-")
    rest = hours_of(f"{window[1:]}-" if is_until else window)
    if entry.id == "come-home" and is_until:
        return Deed(Word("go-out"), {"hours": rest}, "own", is_out_of_hours=True)
    if entry.id == "host" and is_until and not _LEAVING.isdisjoint(sentence.known):
        return Deed(Word("host"), {"hours": rest}, "own", is_out_of_hours=True)
    if entry.id == "noise" and not is_until:
        return Deed(Word("noise"), {"hours": rest}, "own", is_out_of_hours=True)
    return None


def _form(act: str, words: Vocabulary) -> str:
    return words.form(act)


def _qualifiers(entry: ActEntry, sentence: Marked, times: Times) -> dict[str, Any]:
    found = _sizes(times)
    if entry.how:
        found["how"] = entry.how
    narrowed = {
        "with_": with_whom(sentence) if entry.id in _WITH else (),
        "where": places_of(sentence) if entry.id != "come-home" else (),
        "days": days_of(sentence),
    }
    return {**found, **{name: value for name, value in narrowed.items() if value}}


def _sizes(times: Times) -> dict[str, Any]:
    sizes = {"lasting": size_of(times), "amount": amount_of(times)}
    return {name: size for name, size in sizes.items() if size is not None}


def own_term(sentence: Marked) -> Term | None:
    """Return the term that a document needs for the act of *sentence*, in its own words."""
    said = own_words(sentence)
    if said is None or " " not in said:
        # One word alone is a thing or somebody, and no act.
        return None
    written = slug(said)
    if written in shipped():
        return None
    try:
        return Term(id=written, kind="act", form="own", means=said)
    except InvalidId:
        return None
