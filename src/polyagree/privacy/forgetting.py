"""What stays of somebody who left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import Attribute, evolve, frozen

from polyagree.model.ids import AgreementId, PersonId, is_id
from polyagree.model.person import Person
from polyagree.model.polycule import Polycule
from polyagree.model.vocabulary import shipped
from polyagree.privacy.rewriting import Rewriting, names_in
from polyagree.privacy.wording import Wording, names_of
from polyagree.source import Path, dotted

__all__ = ["Forgotten", "forget"]

_LEFT = "someone-who-left"
_NAME = "someone who left"
_LONGEST = 64
_LEAST = 3


@frozen(kw_only=True)
class Forgotten:
    """
    A document that somebody left.

    Attributes:
        polycule: The document without them.
        person: The id that stands where theirs stood.
        agreements: The agreements that lose a party, by their ids in the new document.
        texts: Where words of people named them, as dotted paths in the old document.
    """

    polycule: Polycule
    person: PersonId
    agreements: tuple[AgreementId, ...]
    texts: tuple[str, ...]


def forget(polycule: Polycule, person: str) -> Forgotten:
    """
    Return *polycule* with somebody who left it in the place of *person*.

    What happened stays, and so does what was agreed; who it was does not. Their name and
    their id are replaced wherever they stand: in references, in other ids that hold
    them (``ana-kit``), and in texts as whole words. Nicknames are not known and stay, and
    so does what texts tell of them in other words, and what they themselves once said.
    Somebody else who has the same name keeps it as theirs. Whoever is forgotten already
    is not forgotten again.

    Args:
        polycule: The document.
        person: The id of whoever left.

    Raises:
        UnknownName: If nobody has the id *person*.
    """
    who = polycule.person(person)
    if _is_forgotten(who.id):
        return Forgotten(
            polycule=polycule, person=who.id, agreements=_of(polycule, who.id), texts=()
        )
    instead = _next(polycule)
    work = _Forgetting(polycule, who, instead)
    without = work.document(polycule)
    return Forgotten(
        polycule=without,
        person=PersonId(instead),
        agreements=_of(without, instead),
        texts=tuple(dict.fromkeys(work.changed)),
    )


def _of(polycule: Polycule, person: str) -> tuple[AgreementId, ...]:
    return tuple(each.id for each in polycule.agreements if person in each.parties)


def _is_forgotten(name: str) -> bool:
    return re.fullmatch(rf"{_LEFT}-[1-9][0-9]*", name) is not None


def _next(polycule: Polycule) -> str:
    """Return the next name for somebody who left, which nothing has yet."""
    taken = {name for _, name in names_in(polycule)}
    numbers = [int(name.rpartition("-")[2]) for name in taken if _is_forgotten(name)]
    return f"{_LEFT}-{max(numbers, default=0) + 1}"


class _Forgetting(Rewriting):
    def __init__(self, polycule: Polycule, who: Person, instead: str) -> None:
        self._who = who
        self._instead = instead
        self._wording = Wording([(who, _NAME)])
        self.changed: list[str] = []
        self._steps: dict[str, list[str]] = {}
        super().__init__(dict(self._other_ids(polycule)))

    def _other_ids(self, polycule: Polycule) -> Iterator[tuple[tuple[str, str], str]]:
        yield ("person", self._who.id), self._instead
        pattern = self._in_ids(each for each in polycule.people if each is not self._who)
        all_names = [*dict.fromkeys(names_in(polycule))]
        taken = {name.rpartition(".")[2] for _, name in all_names} | {self._instead}
        for kind, name in all_names:
            own = name.rpartition(".")[2]
            if kind == "person" or not pattern.search(own):
                continue
            if kind == "term" and own in shipped():
                continue
            new = _free(pattern.sub(self._instead, own), kind, taken)
            taken.add(new)
            yield (kind, name), new

    def _in_ids(self, others: Iterable[Person]) -> re.Pattern[str]:
        """Return a pattern of their id, and of their name as an id, between dashes."""
        slugs = _slugs(self._who)
        theirs = {slug for each in others for slug in _slugs(each)}
        # `bens-room` has no room for an apostrophe.
        slugs |= {f"{each}s" for each in slugs if len(each) >= _LEAST} - theirs
        words = "|".join(sorted((re.escape(each) for each in slugs if each), key=len, reverse=True))
        return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")

    def text(self, text: str, *, field: Attribute[Any], record: Any, path: Path) -> str | None:
        if record is self._who:
            return _NAME if field.name == "name" else None
        if isinstance(record, Person):
            # Somebody else may have the same name.
            return text
        if field.name == "decided" and self.name(text, "clause") != text:
            return self.name(text, "clause")
        without = self._manner(text) if field.name == "how" else self._wording.without_names(text)
        if without != text:
            self.changed.append(dotted(path))
        return self._step(text, without) if field.name in {"scale", "level"} else without

    def _manner(self, word: str) -> str:
        """Return *word*, which may be that for an act of their own, or say that it is left out."""
        act = word.removeprefix("without-")
        own = self.name(act, "term")
        if own != act:
            return f"{word.removesuffix(act)}{own}"
        return word if act in shipped() else self._wording.without_names(word)

    def _step(self, text: str, without: str) -> str:
        """Return *without*, which stands for the step *text* of a scale and for no other."""
        told = self._steps.setdefault(without, [])
        if text not in told:
            told.append(text)
        number = told.index(text) + 1
        return without if number == 1 else f"{without} ({number})"

    def finish(self, before: Any, record: Any) -> Any:
        if before is self._who:
            return evolve(record, timezone=None, birthday=None)
        return record


def _slugs(person: Person) -> set[str]:
    return {_slug(name) for name in names_of(person)} | {str(person.id)}


def _slug(name: str) -> str:
    # An accent is left out of an id, and the letter stays.
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _free(name: str, kind: str, taken: set[str]) -> str:
    """Return *name*, or one near it that nothing has and that is no longer than an id may be."""
    base = name if is_id(name) else kind
    number, found = 2, base
    while found in taken or found in shipped():
        found = f"{base[: _LONGEST - len(str(number)) - 1]}-{number}"
        number += 1
    return found
