"""The people of a reading as people of a document."""

from __future__ import annotations

import re
from collections.abc import Collection

from polyagree.model import Named, People, Role, is_id, shipped
from polyagree.text.lexicon import table

__all__ = ["bearers_of", "givers_of", "slug"]

_OTHERS: People = (Role("other parties"),)
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "his", "their"})


def bearers_of(bearer: str | None, name: str | None, known: Collection[str]) -> People | None:
    """
    Return who is bound; ``None``: it cannot be said in the words of a document.

    Nobody is empty: each party, or whose boundary it is.

    Args:
        bearer: Which of the bearers of a reading.
        name: The name, of one who is named.
        known: The ids of people whom the document knows; empty: whoever is named is known.
    """
    if bearer in {"each", "other", "holder", None}:
        return ()
    if bearer == "third_party":
        return (Role("outsiders"),)
    return None if name is None or name in _PRONOUNS else _person(name, known)


def givers_of(approver: str | None, known: Collection[str]) -> People | None:
    """
    Return whose word it is; ``None``: it cannot be said in the words of a document.

    Args:
        approver: As a reading says it.
        known: The ids of people whom the document knows; empty: whoever is named is known.
    """
    if approver is None or approver in {"other", "holder", "either"} | _PRONOUNS:
        return _OTHERS
    if approver in {"all", "both"}:
        return (Role("all parties"),)
    if approver[:1].isupper():
        return _person(approver, known)
    words = approver.replace("'s", "").split()
    if not words:
        return _OTHERS
    word = words[-1]
    if word in table("people")["parties"]:
        return _OTHERS
    kind = table("people")["kinds"].get(word)
    return None if kind is None else (Named(kind),)


def _person(name: str, known: Collection[str]) -> People | None:
    written = slug(name)
    if not is_id(written) or written in shipped() or (known and written not in known):
        return None
    return (Named(written),)


def slug(words: str) -> str:
    """Return *words* as an id."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
