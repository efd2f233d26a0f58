"""Who may not do what: prohibitions, found by whom they bind and what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from polyagree.analyzers.builtin.con._covering import is_open
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Prohibition
from polyagree.model.people import CountOf, Except, People, PeopleTerm, Role

__all__ = ["Bans", "is_as_joint", "leaves_nobody", "turns_of"]

_With = PersonId | People | None


@frozen
class Bans:
    """
    The prohibitions of a document, so that nobody's are looked through for somebody else's.

    Attributes:
        by_person: Each under whom it binds, its act, and whom it is about: its own words, a
            person, or ``None`` for anybody.
    """

    by_person: dict[tuple[PersonId, str, _With], list[NormAt]] = field(factory=dict)

    @classmethod
    def of(cls, context: Context) -> Bans:
        """Return the prohibitions of the document; of several that say the same, the first."""
        bans = cls()
        said: set[tuple[object, ...]] = set()
        for ban in context.norms(Prohibition):
            # Pairs with each of several that say the same would be squares.
            same = (ban.norm, ban.parties, ban.bearers, ban.path[:-1] if ban.is_reparation else ())
            if same in said:
                continue
            said.add(same)
            for person in ban.bearers:
                for with_ in _ruled_out(ban, person):
                    bans.by_person.setdefault((person, ban.act, with_), []).append(ban)
        return bans

    def near(self, duty: NormAt, person: PersonId) -> Iterator[NormAt]:
        """Yield the prohibitions that may rule out what *duty* asks of *person*, each once."""
        seen: set[int] = set()
        words = duty.norm.with_
        places: list[_With] = [None]
        if words:
            places += [words, *sorted(duty.resolve(words, holder=person) - {person})]
        for act in duty.context.words.wider(duty.act):
            for with_ in places:
                for ban in self.by_person.get((person, act, with_), ()):
                    if id(ban) not in seen:
                        seen.add(id(ban))
                        yield ban


def _ruled_out(ban: NormAt, person: PersonId) -> tuple[_With, ...]:
    """Return under what *ban* is looked up: whom it is about, its own words, or anybody."""
    words = ban.norm.with_
    if not words or is_open(words):
        return (None,)
    return (words, *sorted(ban.resolve(words, holder=person) - {person}))


def is_as_joint(duty: Norm, ban: Norm) -> bool:
    """Return whether what people may not do together, they are to do together."""
    return ban.who != (Role("all parties"),) or duty.who == ban.who


def leaves_nobody(duty: NormAt, ban: NormAt, clashing: frozenset[PersonId]) -> bool:
    """
    Return whether *clashing* are too many for *duty* to be kept by the others.

    `any party`, or `1 of` some people, is whoever of them can. Where a ban is for
    so many of them, nobody knows whom it is for.
    """
    if any(isinstance(term, CountOf) for term in ban.norm.who):
        return False
    who = duty.norm.who
    if not who:
        return True
    for term in who:
        people = duty.resolve((term,))
        count = _count(term, people)
        if people & clashing and len(people - clashing) < count:
            return True
    return False


def turns_of(duty: NormAt) -> int:
    """Return in how many groups, one after the other, those who may keep *duty* can keep it."""
    turns = []
    for term in duty.norm.who:
        people = duty.resolve((term,))
        turns.append(len(people) // max(_count(term, people), 1))
    return max(turns, default=1) or 1


def _count(term: PeopleTerm, people: frozenset[PersonId]) -> int:
    """Return how many of *people*, whom *term* can mean, it binds."""
    match term:
        case CountOf(count=count):
            return min(count, len(people))
        case Role(role="any party"):
            return 1
        case Except(people=some) if any(_count(each, people) < len(people) for each in some):
            return min(_count(each, people) for each in some)
        case _:
            return len(people)
