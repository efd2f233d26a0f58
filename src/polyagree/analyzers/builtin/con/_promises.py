"""What somebody is to tell, and what somebody promised to keep private."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from polyagree.analyzers.builtin.con._covering import is_meant, is_open
from polyagree.analyzers.builtin.con._matters import Matter, are_about_one, matters_of
from polyagree.analyzers.places import NormAt
from polyagree.model.conditions import Condition, Situation, State
from polyagree.model.happening import Details, Happening
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation, Prohibition
from polyagree.model.people import CountOf, Named, People, Role

__all__ = ["Kept", "Told", "kept_by", "told_by"]

_OTHERS: People = (Role("other parties"),)
_OUTSIDERS: People = (Role("outsiders"),)
_ALL = "rest"
_THAT = "that"
_THEIRS = ("their-story", "who", "names", "name")
"""Details that say something of whoever it was with."""
_TELLING = ("tell", "talk", "restate")
_NARROWING = ("where", "how", "days", "hours", "months", "lasting", "amount", "nth", "for_")
_WORDS = {"detail", "thing"}
_STORIES = ("share-story",)


@frozen(kw_only=True, eq=False)
class Told:
    """
    That somebody is to tell somebody.

    Attributes:
        at: The duty.
        teller: Who tells.
        told: Who is told.
        matters: What of; empty: nothing says.
        words: What is told of it.
        subjects: Whom it is about, by name.
    """

    at: NormAt
    teller: PersonId
    told: PersonId
    matters: tuple[Matter, ...]
    words: frozenset[str]
    subjects: frozenset[PersonId]

    def tells(self, word: str) -> bool:
        """Return whether it says *word*, or a kind of it, or everything."""
        wider = self.at.context.words.wider
        return any(each == _ALL or word in wider(each) for each in self.words)

    def tells_of(self, person: PersonId) -> bool:
        """Return whether it says something of *person*."""
        if person in self.subjects:
            return True
        near = Matter(at=self.at, act=None, side=frozenset({self.teller}), company=(Named(person),))
        if not any(are_about_one(each, near, self.teller, self.told) for each in self.matters):
            return False
        named = any(each.people(self.teller) == {person} for each in self.matters)
        return named or any(self.tells(word) for word in _THEIRS)


@frozen(kw_only=True, eq=False)
class Kept:
    """
    That somebody keeps something private.

    Attributes:
        at: The norm that says so.
        teller: Who does.
        act: In which way it is not told; ``None``: in none.
        matters: What of; empty: of anything.
        any_of: The words of which none is told; empty: all that there is to it.
        all_of: The words that are not told together.
        but: What is told nevertheless.
        subjects: Whom it is about, by name.
    """

    at: NormAt
    teller: PersonId
    act: str | None = None
    matters: tuple[Matter, ...] = ()
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()
    subjects: frozenset[PersonId] = frozenset()

    def is_from(self, person: PersonId) -> bool:
        """Return whether it is kept from *person*."""
        people = self.from_
        return people is None or is_meant(person, self.at, people, self.teller)

    @property
    def from_(self) -> People | None:
        """From whom it is kept, as it is written; ``None``: from everybody."""
        norm = self.at.norm
        if norm.to:
            return norm.to
        if isinstance(norm, Prohibition) or self.at.boundary is not None:
            return None
        # What is private is so among those who agreed to it.
        return _OTHERS if _is_telling(self.at) else _OUTSIDERS

    def broken_by(self, told: Told) -> tuple[str, ...]:
        """Return which words say what *told* tells of it; empty: it tells nothing of it."""
        if self.act is not None and self.act not in told.at.context.words.wider(told.at.act):
            return ()
        matter = self._matter(told)
        if self.matters and matter is None:
            return ()
        if self.any_of:
            return tuple(word for word in self.any_of if self._says(told, word))
        if self.all_of:
            return self.all_of if all(told.tells(word) for word in self.all_of) else ()
        if self.subjects:
            return tuple(sorted(each for each in self.subjects if told.tells_of(each)))
        return () if matter is None else (str(matter.act),)

    def _says(self, told: Told, word: str) -> bool:
        if word == _ALL:
            wider = told.at.context.words.wider
            return any(self.but.isdisjoint(wider(each)) for each in told.words)
        if word in _THEIRS and not self.matters:
            if not told.matters and self.at.agreement is told.at.agreement:
                return told.tells(word)
            # Whose it is: of those who agreed.
            return told.tells(word) and any(
                told.tells_of(person) for person in self.at.parties - {self.teller, told.told}
            )
        return told.tells(word)

    def _matter(self, told: Told) -> Matter | None:
        return next(
            (
                kept
                for kept in self.matters
                for each in told.matters
                if are_about_one(each, kept, self.teller, told.told)
            ),
            None,
        )


def told_by(at: NormAt) -> Iterator[Told]:
    """Yield who is to tell whom by *at*, if it is a duty to tell."""
    norm = at.norm
    if not isinstance(norm, Obligation) or not _is_telling(at) or _is_lifted(norm.unless):
        return
    details = norm.details
    if details is not None and details.as_asked:
        return
    for teller in sorted(at.bearers):
        matters = matters_of(at, teller)
        words = {*_named(at, _WORDS), *(() if details is None else details.required)}
        if at.context.is_any_of(at.act, ("share-results",)):
            words.add("test-results")
        if matters:
            words.add(_THAT)
        for told in sorted(_audience(at, teller)):
            yield Told(
                at=at,
                teller=teller,
                told=told,
                matters=matters,
                words=frozenset(words),
                subjects=_people_about(at),
            )


def _audience(at: NormAt, teller: PersonId) -> frozenset[PersonId]:
    """Return who is surely told."""
    norm = at.norm
    together = norm.with_ if at.context.words.is_mutual(at.act) else ()
    people = norm.to or together or _OTHERS
    sure = tuple(
        term
        for term in people
        if not is_open((term,)) and not isinstance(term, CountOf) and term != Role("any party")
    )
    return at.resolve(sure, holder=teller) - {teller}


def kept_by(at: NormAt) -> Iterator[Kept]:
    """Yield what somebody keeps private by *at*."""
    norm = at.norm
    if norm.unless is not None or (norm.during is not None and not norm.is_always):
        return
    if any(getattr(norm, key) for key in _NARROWING) and isinstance(norm, Prohibition):
        return
    private = () if norm.details is None else norm.details.kept_private
    for teller in sorted(at.bearers):
        if private and not at.context.is_any_of(at.act, ("keep-private",)):
            yield _protocol(at, teller, norm.details or Details(kept_private=private))
        elif isinstance(norm, Prohibition) and at.context.is_any_of(at.act, _STORIES):
            yield from _secret(at, teller, "tell", ("their-story",))
        elif isinstance(norm, Prohibition) and at.context.is_any_of(at.act, ("tell",)):
            yield from _secret(at, teller, at.act, ())
        elif isinstance(norm, Obligation) and at.context.is_any_of(at.act, ("keep-private",)):
            yield from _secret(at, teller, None, private)


def _protocol(at: NormAt, teller: PersonId, details: Details) -> Kept:
    """Return what is kept private while other things may be told."""
    matters = matters_of(at, teller)
    if not _is_telling(at):
        norm = at.norm
        own = Matter(at=at, act=norm.act, side=frozenset({teller}), company=norm.with_, how=norm)
        matters = (own,)
    return Kept(
        at=at,
        teller=teller,
        matters=matters,
        any_of=details.kept_private,
        but=frozenset({*details.required, *details.optional}),
    )


def _secret(
    at: NormAt, teller: PersonId, act: str | None, private: tuple[str, ...]
) -> Iterator[Kept]:
    """Yield what is not told at all, if *at* says what that is."""
    norm = at.norm
    kept = Kept(
        at=at,
        teller=teller,
        act=act,
        matters=matters_of(at, teller),
        any_of=tuple(dict.fromkeys((*private, *_named(at, _WORDS)))),
        all_of=() if norm.details is None else norm.details.required,
        subjects=_people_about(at),
    )
    if kept.matters or kept.any_of or kept.all_of or kept.subjects:
        yield kept


def _is_telling(at: NormAt) -> bool:
    """Return whether *at* is about somebody's hearing of something."""
    if at.context.is_any_of(at.act, ("tell",)):
        return True
    return at.norm.details is not None and at.context.is_any_of(at.act, _TELLING)


def _is_lifted(unless: Condition | None) -> bool:
    """Return whether somebody's word can lift it, rather than where or how somebody is."""
    return unless is not None and not isinstance(unless, Situation | State)


def _named(at: NormAt, kinds: set[str]) -> Iterator[str]:
    """Yield what *at* is about, of those *kinds* of words."""
    for each in at.norm.about:
        if not isinstance(each, Happening):
            entry = at.context.words.get(each)
            if entry is not None and entry.kind in kinds:
                yield each


def _people_about(at: NormAt) -> frozenset[PersonId]:
    return at.named(tuple(Named(each) for each in at.norm.about if isinstance(each, str)))
