"""What a telling is about: whose act, and with whom."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import fields, frozen

from polyagree.analyzers.builtin.con._covering import is_meant, is_open
from polyagree.analyzers.places import NormAt
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Obligation
from polyagree.model.people import Named, People

__all__ = ["Matter", "are_about_one", "matters_of"]

_NARROWING = tuple(
    each.name for each in fields(Qualifiers) if each.name not in {"with_", "to", "about", "details"}
)
_KINDS = {"act", "happening"}


@frozen(kw_only=True, eq=False)
class Matter:
    """
    What somebody may hear of.

    Attributes:
        at: The norm that speaks of it.
        act: The word for it; ``None``: anything.
        side: Who does it.
        company: With whom; empty: with anyone.
        how: What else it is narrowed down to.
    """

    at: NormAt
    act: str | None
    side: frozenset[PersonId]
    company: People = ()
    how: Qualifiers | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The word for it and each wider one."""
        return () if self.act is None else self.at.context.words.wider(self.act)

    def people(self, teller: PersonId) -> frozenset[PersonId]:
        """Return those of its company who are told by name or by who they are to *teller*."""
        terms = tuple(term for term in self.company if not is_open((term,)))
        return self.at.resolve(terms, holder=teller) - {teller}

    def is_open(self) -> bool:
        """Return whether it can be with more people than the document lists."""
        return not self.company or is_open(self.company)

    def may_be_with(self, person: PersonId, teller: PersonId) -> bool:
        """Return whether *person* can be of its company."""
        return not self.company or is_meant(person, self.at, self.company, teller)


def matters_of(at: NormAt, teller: PersonId) -> tuple[Matter, ...]:
    """Return what *at* lets *teller* tell of: what it is about, else what it follows."""
    said = tuple(_said(at, teller, at.norm))
    if said or at.norm.about:
        return said
    trigger = at.norm.after
    if trigger is None and isinstance(at.norm, Obligation):
        trigger = at.norm.before
    if trigger is None or at.context.is_any_of(trigger.act, ("tell",)):
        return ()
    return (_of(at, teller, trigger),)


def _said(at: NormAt, teller: PersonId, norm: Norm) -> Iterator[Matter]:
    words = at.context.words
    for each in norm.about:
        if isinstance(each, Happening):
            yield _of(at, teller, each)
        elif (entry := words.get(each)) is not None and entry.kind in _KINDS:
            yield Matter(at=at, act=each, side=frozenset({teller}))


def _of(at: NormAt, teller: PersonId, happening: Happening) -> Matter:
    who = at.resolve(happening.who, holder=teller) if happening.who else frozenset({teller})
    company = happening.with_
    is_in_it = not company or teller in at.resolve(company, holder=teller)
    if teller not in who and is_in_it and at.context.words.is_mutual(happening.act):
        # What people do together is the act of each of them.
        company = tuple(Named(person) for person in sorted(who))
        who = frozenset({teller})
    return Matter(at=at, act=happening.act, side=who, company=company, how=happening)


def are_about_one(one: Matter, other: Matter, teller: PersonId, told: PersonId) -> bool:
    """Return whether something can be both, and *told* had no part in it."""
    return (
        _are_acts_alike(one, other)
        and not one.side.isdisjoint(other.side)
        and _are_narrowed_alike(one.how, other.how)
        and _may_be_with_one(one, other, teller, told)
    )


def _are_acts_alike(one: Matter, other: Matter) -> bool:
    if one.act is None or other.act is None:
        return True
    return one.act in other.words or other.act in one.words


def _are_narrowed_alike(one: Qualifiers | None, other: Qualifiers | None) -> bool:
    if one is None or other is None:
        return True
    pairs = ((getattr(one, key), getattr(other, key)) for key in _NARROWING)
    return all(left == right or not left or not right for left, right in pairs)


def _may_be_with_one(one: Matter, other: Matter, teller: PersonId, told: PersonId) -> bool:
    for left, right in ((one, other), (other, one)):
        people = left.people(teller)
        if any(right.may_be_with(person, teller) for person in people - {told}):
            return True
        if people and not left.is_open():
            return False
    # What is left are words for people whom the document does not list.
    return one.company == other.company or one.is_open() or other.is_open()
