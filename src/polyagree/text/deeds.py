"""The act of a clause with what narrows it down, as a document writes it."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from polyagree.errors import InvalidId
from polyagree.model import Place, Role, Term, Vocabulary, Word, shipped
from polyagree.text.acts import ActEntry, act_entry_of, own_words
from polyagree.text.bounds import amount_of, hours_of, size_of
from polyagree.text.marked import Marked
from polyagree.text.readings import Kind, Times
from polyagree.text.whom import slug

__all__ = ["Deed", "deed_of", "own_term"]

_PLACES = {"bed": "bed", "bedroom": "bedroom", "kitchen": "kitchen", "balcony": "balcony"}
_OUTSIDERS = frozenset({"others", "else", "outsiders", "outside", "strangers", "elsewhere"})
_WITH = frozenset({"date", "overnight", "sex", "kissing", "flirt", "cuddling", "late-night"})
_LATE = "come-home"


@frozen
class Deed:
    """
    What is done.

    Attributes:
        act: The word for it.
        qualifiers: With whom, where, at which hours, how long and how much, as far as it is said.
        form: How the act counts.
    """

    act: Word
    qualifiers: dict[str, Any]
    form: str

    @property
    def is_mutual(self) -> bool:
        """Whether all who take part do it."""
        return self.form == "mutual"


def deed_of(
    sentence: Marked, kind: Kind, times: Times, *, with_own_words: bool = False
) -> Deed | None:
    """
    Return the act that *sentence* is about; ``None``: no word of the vocabulary is one for it.

    Args:
        sentence: A clause.
        kind: What it is.
        times: The times that were read in it.
        with_own_words: Whether an act may have words of its own, for which the document
            then needs a term.
    """
    entry = act_entry_of(sentence, kind)
    if entry is None:
        term = own_term(sentence) if with_own_words else None
        return None if term is None else Deed(Word(term.id), _sizes(times), "own")
    if entry.id == _LATE and times.window is not None:
        return _out_late(times.window)
    return Deed(Word(entry.id), _qualifiers(entry, sentence, times), _form(entry.id, shipped()))


def _out_late(window: str) -> Deed | None:
    """Return what who is to be home by then does not do."""
    if not window.startswith("-"):
        return None
    return Deed(Word("go-out"), {"hours": hours_of(f"{window[1:]}-")}, "own")


def _form(act: str, words: Vocabulary) -> str:
    return words.form(act)


def _qualifiers(entry: ActEntry, sentence: Marked, times: Times) -> dict[str, Any]:
    found = _sizes(times)
    if entry.how:
        found["how"] = entry.how
    if entry.id in _WITH and not _OUTSIDERS.isdisjoint(sentence.known):
        found["with_"] = (Role("outsiders"),)
    places = [_PLACES[word] for word in sentence.words if word in _PLACES]
    if places:
        found["where"] = (Place(Word(places[0])),)
    return found


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
