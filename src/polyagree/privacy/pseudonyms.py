"""Records for researchers: who and when are others, what happened stays."""

from __future__ import annotations

import datetime as dt
import hmac
from hashlib import sha256
from typing import Any, Literal, get_args

from attrs import NOTHING, Attribute, evolve

from polyagree.errors import InvalidModel
from polyagree.model.fitting import COLLECTIONS
from polyagree.model.person import Person
from polyagree.model.polycule import Polycule
from polyagree.model.vocabulary import shipped
from polyagree.privacy.rewriting import Rewriting, names_in
from polyagree.privacy.shifting import groups_in_time, shift_of
from polyagree.privacy.wording import Wording
from polyagree.source import Path

__all__ = ["LEFT_OUT", "Texts", "pseudonymize"]

Texts = Literal["drop", "keep"]

LEFT_OUT = "left out"
"""What stands where a document needs words and has none any more."""

_LEAST = 16
_DIGITS = 12

_LEVELS = {"scale": "step", "level": "step", "instrument": "instrument"}
_LISTS = frozenset({"asks", "decided", "celebrated"})

_PLAIN_WORDS = frozenset({"in-person", "restating", "turns", "written"})
"""Words for the manner of an act that mean the same to everyone."""


def pseudonymize(polycule: Polycule, *, key: bytes | str, texts: Texts = "drop") -> Polycule:
    """
    Return *polycule* with pseudonyms for everyone and everything, and on other days.

    The same id has the same pseudonym in every document that is made with the same key.
    Without the key, nobody can tell which id a pseudonym stands for, nor try ids out.

    - People, groups, agreements and all else that has an id get a pseudonym, own terms
      too. Words that ship with polyagree stay.
    - Names, pronouns, birthdays and time zones are gone. Times are those of the clock on
      the wall where it happened.
    - Days are moved by whole weeks, up to five years either way, all of them alike among
      people whom some record joins. Intervals, weekdays and hours are kept; months are not.
    - Free texts are dropped, or, where one has to stand, say ``left out``.

    Args:
        polycule: The document.
        key: A secret of 16 bytes or more, such as ``secrets.token_hex()`` makes.
        texts: ``keep`` leaves free texts as they are, but for names and ids of people in
            them; whatever else they tell stays.

    Returns:
        A document that can be read, checked and written as any other.

    Raises:
        InvalidModel: If the key is shorter, or *texts* is another word.
        InvalidTime: If its days go from one end of the calendar to the other.
    """
    secret = key.encode() if isinstance(key, str) else bytes(key)
    if len(secret) < _LEAST:
        raise InvalidModel(
            f"the key has {len(secret)} bytes, and somebody could try all such keys",
            field="key",
            help=f"use {_LEAST} bytes or more: `secrets.token_hex()` makes some",
        )
    if texts not in get_args(Texts):
        raise InvalidModel(
            f"`{texts}` says nothing about texts", field="texts", help="write `drop` or `keep`"
        )
    return _Pseudonyms(polycule, secret, texts).document(polycule)


class _Pseudonyms(Rewriting):
    def __init__(self, polycule: Polycule, secret: bytes, texts: Texts) -> None:
        self._secret = secret
        self._keeps = texts == "keep"
        self._zone = polycule.zone
        self._shift = dt.timedelta()
        names = {
            (kind, name): self._pseudonym(kind, name)
            for kind, name in names_in(polycule)
            # A term that gives a word of everybody a meaning of its own keeps the word.
            if not (kind == "term" and name in shipped())
        }
        super().__init__(names)
        people = [(each, names["person", each.id]) for each in polycule.people]
        self._wording = Wording(people)

    def _digest(self, *what: str) -> bytes:
        # Lengths first, so that no two lists of words run together into the same text.
        message = "".join(f"{len(each)}:{each}" for each in what)
        return hmac.new(self._secret, message.encode(), sha256).digest()

    def _pseudonym(self, kind: str, name: str) -> str:
        return f"{kind}-{self._digest(kind, name).hex()[:_DIGITS]}"

    def document(self, polycule: Polycule) -> Polycule:
        shifts = self._shifts(polycule)
        changes: dict[str, Any] = {"timezone": None}
        for name in ("title", "says"):
            text: str | None = getattr(polycule, name)
            changes[name] = self._wording.without_names(text) if text and self._keeps else None
        for collection in COLLECTIONS.values():
            made = []
            for index, record in enumerate(getattr(polycule, collection)):
                self._shift = shifts.get((collection, index), dt.timedelta())
                made.append(self.record(record, (collection, index)))
            changes[collection] = tuple(made)
        return evolve(polycule, **changes)

    def _shifts(self, polycule: Polycule) -> dict[Path, dt.timedelta]:
        groups = groups_in_time(polycule)
        records: dict[str, list[Any]] = {}
        for (collection, index), called in groups.items():
            record = getattr(polycule, str(collection))[index]
            records.setdefault(called, []).append(record)
        found = {called: shift_of(self._number(called), each) for called, each in records.items()}
        return {place: found[called] for place, called in groups.items()}

    def _number(self, called: str) -> int:
        return int.from_bytes(self._digest("shift", called)[:8], "big")

    def stamp(self, stamp: dt.date) -> dt.date:
        if isinstance(stamp, dt.datetime) and stamp.tzinfo is not None:
            stamp = stamp.astimezone(self._zone).replace(tzinfo=None)
        return stamp + self._shift

    def text(self, text: str, *, field: Attribute[Any], record: Any, path: Path) -> str | None:
        del path
        if field.name == "how":
            return self._manner(text)
        if isinstance(record, Person):
            return self._pseudonym("person", record.id) if field.name == "name" else None
        changed = self._wording.without_names(text)
        if field.name in _LEVELS and (changed != text or not self._keeps):
            # The same words are told apart from others, and nothing else.
            return self._pseudonym(_LEVELS[field.name], text)
        if field.name == "decided" and self.name(text, "clause") != text:
            return self.name(text, "clause")
        if self._keeps:
            return changed
        return LEFT_OUT if field.default is NOTHING or field.name in _LISTS else None

    def _manner(self, word: str) -> str:
        act = word.removeprefix("without-")
        if word in _PLAIN_WORDS or act in shipped():
            return word
        own = self.name(act, "term")
        if own != act:
            return f"{word.removesuffix(act)}{own}"
        is_plain = self._keeps and self._wording.without_names(word) == word
        return word if is_plain else self._pseudonym("how", word)

    def finish(self, before: Any, record: Any) -> Any:
        del before
        if isinstance(record, Person):
            return evolve(record, timezone=None, birthday=None)
        return record
