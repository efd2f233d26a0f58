"""Whether whatever falls under one description falls under another one as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import attrs
from attrs import evolve

from polyagree.clock import are_times_within, is_no_longer, is_size_within
from polyagree.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    CountOf,
    Details,
    Done,
    Except,
    Gate,
    Happening,
    Named,
    Norm,
    Not,
    PartnersOf,
    People,
    PeopleTerm,
    PersonId,
    Place,
    Power,
    Role,
    Situation,
    Status,
    Vocabulary,
)

__all__ = ["Pair", "finite", "implies_condition", "is_same", "is_within", "names_in"]

_PARTY_ROLES = frozenset(
    {"each party", "all parties", "any party", "other parties", "outsiders", "affected"}
)
_Part = TypeVar("_Part")
_ONE_BY_ONE = (Role("each partner"), Role("each person"))


class Pair(NamedTuple):
    """
    Two texts that are held against each other, as one whom both bind sees them.

    Attributes:
        words: The words that both use.
        people: Those with a name.
        narrow: The parties of the first text.
        wide: The parties of the second one.
        side: Whom both bind, so that nobody of them is meant by a word for company.
        is_together: Whether all of them do it, and not so many of them.
        actor: Who is no `other party` as a doer; empty: nobody in particular.
        other_words: Names that do not mean the same in both.
    """

    words: Vocabulary
    people: frozenset[str]
    narrow: frozenset[PersonId]
    wide: frozenset[PersonId]
    side: frozenset[PersonId]
    is_together: bool = True
    actor: frozenset[PersonId] = frozenset()
    other_words: frozenset[str] = frozenset()

    @property
    def turned(self) -> Pair:
        """The same, with the second text first."""
        return self._replace(narrow=self.wide, wide=self.narrow)

    def beside(self, narrow: Happening | Norm, wide: Happening | Norm) -> Pair:
        """The same, as whoever does what both descriptions say sees who is with them."""
        if isinstance(narrow, Happening):
            is_side = not narrow.who and not wide.who
        else:
            is_side = self.is_together
        return self if is_side else self._replace(side=frozenset(), actor=frozenset())


def names_in(part: object) -> frozenset[str]:
    """Return every word, name and role in a norm, or in a part of one."""
    if isinstance(part, str):
        return frozenset({part})
    if isinstance(part, Status):
        return frozenset({f"clause {part.of}"})
    if isinstance(part, PartnersOf):
        return names_in(part.of) | {"partners"}
    if isinstance(part, Power):
        clauses = {f"clause {each}" for each in part.over if isinstance(each, str)}
        rest = evolve(part, over=tuple(each for each in part.over if not isinstance(each, str)))
        return _names_of(rest) | clauses
    if isinstance(part, tuple):
        return frozenset[str]().union(*map(names_in, part))
    return _names_of(part) if attrs.has(type(part)) else frozenset()


def _names_of(part: object) -> frozenset[str]:
    return frozenset[str]().union(
        *(names_in(getattr(part, each.name)) for each in attrs.fields(type(part)))  # type: ignore[arg-type]  # just asked
    )


def is_same(narrow: object, wide: object, pair: Pair) -> bool:
    """Return whether both are the same words, and mean the same."""
    if narrow != wide:
        return False
    names = names_in(narrow)
    return names.isdisjoint(pair.other_words) and (
        pair.narrow == pair.wide or names.isdisjoint(_PARTY_ROLES)
    )


def is_within(narrow: Happening | Norm, wide: Happening | Norm, pair: Pair) -> bool:
    """Return whether whatever falls under *narrow* falls under *wide*."""
    beside = pair.beside(narrow, wide)
    return (
        pair.words.is_kind_of(narrow.act, wide.act)
        and pair.other_words.isdisjoint((narrow.act, wide.act))
        and _is_done_within(narrow, wide, pair)
        and _is_with_within(narrow, wide, beside)
        and _are_people_within(narrow.to, wide.to, beside)
        and _are_within(narrow.about, wide.about, pair, _is_about_within)
        and _are_within(narrow.where, wide.where, pair, _is_place_within)
        and set(wide.how) <= set(narrow.how)
        and are_times_within(
            (narrow.days, narrow.hours, narrow.months), (wide.days, wide.hours, wide.months)
        )
        and is_size_within(narrow.lasting, wide.lasting)
        and is_size_within(narrow.amount, wide.amount)
        and _is_told_within(narrow.details, wide.details)
        and _is_nth_within(narrow, wide, pair)
    )


def _is_with_within(narrow: Happening | Norm, wide: Happening | Norm, pair: Pair) -> bool:
    if Role("anyone") in wide.with_ and pair.words.is_mutual(narrow.act):
        # Nobody does it alone.
        return True
    return _are_people_within(narrow.with_, wide.with_, pair)


def _is_done_within(narrow: Happening | Norm, wide: Happening | Norm, pair: Pair) -> bool:
    """Return whether those who do what a happening says are whom the other one says."""
    if not isinstance(narrow, Happening) or not isinstance(wide, Happening):
        # Of a norm, it is looked at elsewhere whom it binds.
        return True
    if Role("anyone") in wide.who or is_same(narrow.who, wide.who, pair):
        return True
    anybody = pair._replace(side=frozenset())
    return bool(wide.who and narrow.who) and _are_people_within(narrow.who, wide.who, anybody)


def _is_nth_within(narrow: Happening | Norm, wide: Happening | Norm, pair: Pair) -> bool:
    one, other = narrow.nth, wide.nth
    if other is None:
        return True
    if one is None or not is_same(evolve(narrow, nth=None), evolve(wide, nth=None), pair):
        # Which time it is hangs on all that is counted.
        return False
    return one == other or (other.onwards and not one.in_a_row and one.count >= other.count)


def _is_told_within(narrow: Details | None, wide: Details | None) -> bool:
    if wide is None or narrow == wide:
        return True
    if narrow is None or narrow.as_asked or wide.as_asked or narrow.optional != wide.optional:
        return False
    return set(wide.required) <= set(narrow.required) and (
        set(wide.kept_private) <= set(narrow.kept_private)
    )


def _are_within(
    narrow: Sequence[_Part],
    wide: Sequence[_Part],
    pair: Pair,
    is_one: Callable[[_Part, _Part, Pair], bool],
) -> bool:
    """Return whether each of *narrow* is within one of *wide*; of none, any is meant."""
    if not wide:
        return True
    return bool(narrow) and all(any(is_one(each, out, pair) for out in wide) for each in narrow)


def _is_about_within(narrow: str | Happening, wide: str | Happening, pair: Pair) -> bool:
    if is_same(narrow, wide, pair):
        return True
    if isinstance(narrow, Happening) or isinstance(wide, Happening):
        return False
    known = narrow in pair.words and wide in pair.words
    return known and pair.words.is_kind_of(narrow, wide) and narrow not in pair.other_words


def _is_place_within(narrow: Place, wide: Place, pair: Pair) -> bool:
    if is_same(narrow, wide, pair):
        return True
    if not pair.other_words.isdisjoint((narrow.place, wide.place)):
        return False
    return (
        narrow.place in pair.words
        and pair.words.is_kind_of(narrow.place, wide.place)
        and set(wide.except_) <= set(narrow.except_)
    )


# People


def _are_people_within(narrow: People, wide: People, pair: Pair) -> bool:
    """Return whether company that is one of *narrow* is one of *wide*, whoever else is there."""
    if not wide or is_same(narrow, wide, pair):
        return True
    if any(term in _ONE_BY_ONE for term in (*narrow, *wide)):
        # They are counted apart, which is another number.
        return False
    return bool(narrow) and all(_is_term_within(term, wide, pair) for term in narrow)


def _is_term_within(term: PeopleTerm, wide: People, pair: Pair) -> bool:
    if Role("anyone") in wide or any(is_same(term, other, pair) for other in wide):
        return True
    meant = finite((term,), pair.narrow, pair)
    if meant is not None:
        return all(any(_means(other, person, pair) for other in wide) for person in meant)
    match term:
        case Role(role="outsiders"):
            return any(_takes_in_outsiders(other, pair) for other in wide)
        case Named(name=name) if name in pair.words and name not in pair.other_words:
            return any(
                isinstance(other, Named)
                and other.name in pair.words
                and pair.words.is_kind_of(name, other.name)
                and other.name not in pair.other_words
                for other in wide
            )
        case Except(people=people, except_=gone):
            if Role("outsiders") in people:
                # Without one of them, those who are left may be no party any more.
                return False
            return _are_people_within(people, wide, pair) or any(
                isinstance(other, Except)
                and is_same(people, other.people, pair)
                and _are_fewer(other.except_, gone, pair)
                for other in wide
            )
    return False


def _are_fewer(some: People, others: People, pair: Pair) -> bool:
    """Return whether *some*, of the second text, are all among *others*, of the first one."""
    few, many = finite(some, pair.wide, pair), finite(others, pair.narrow, pair)
    return few is not None and many is not None and few <= many


def _takes_in_outsiders(other: PeopleTerm, pair: Pair) -> bool:
    match other:
        case Role(role="outsiders"):
            return pair.wide <= pair.narrow
        case Except(people=(Role(role="anyone"),), except_=gone):
            out = finite(gone, pair.wide, pair)
            return out is not None and out <= pair.narrow
    return False


def _means(term: PeopleTerm, person: PersonId, pair: Pair) -> bool:
    """Return whether *term* of the second text means *person*, whoever else is there."""
    meant = finite((term,), pair.wide, pair)
    if meant is not None:
        return person in meant
    match term:
        case Except(people=(Role(role="anyone"),), except_=gone):
            out = finite(gone, pair.wide, pair)
            return out is not None and person not in out
    return False


def finite(people: People, parties: Iterable[PersonId], pair: Pair) -> frozenset[PersonId] | None:
    """Return whom *people* mean one by one; ``None``: more than the text lists."""
    found: set[PersonId] = set()
    for term in people:
        one = _finite(term, frozenset(parties), pair)
        if one is None:
            return None
        found |= one
    return frozenset(found)


def _finite(
    term: PeopleTerm, parties: frozenset[PersonId], pair: Pair
) -> frozenset[PersonId] | None:
    match term:
        case Named(name=name) if name in pair.people:
            return frozenset({PersonId(name)}) - pair.side
        case Role(role="each party" | "any party"):
            return parties - pair.side
        case Role(role="other parties"):
            return parties - pair.side - pair.actor
        case Role(role="nobody"):
            return frozenset()
        case CountOf(count=1, of=of):
            return _finite(of, parties, pair)
        case Except(people=some, except_=gone):
            people, out = finite(some, parties, pair), finite(gone, parties, pair)
            return None if people is None or out is None else people - out
    return None


# Conditions


def implies_condition(one: Condition | None, other: Condition | None, pair: Pair) -> bool:
    """Return whether *other* holds whenever *one* does; ``None`` always holds."""
    if other in (None, ALWAYS) or (one is not None and is_same(one, other, pair)):
        return True
    match one, other:
        case (None, _):
            return False
        case (AnyOf(any_=parts), _):
            return all(implies_condition(part, other, pair) for part in parts)
        case (_, AllOf(all_of=parts)):
            return all(implies_condition(one, part, pair) for part in parts)
        case (_, AnyOf(any_=parts)) if any(implies_condition(one, part, pair) for part in parts):
            return True
        case (AllOf(all_of=parts), _):
            return any(implies_condition(part, other, pair) for part in parts)
        case (Not(not_=inner), Not(not_=outer)):
            return implies_condition(outer, inner, pair.turned)
        case (Gate(), Gate()):
            return _implies_gate(one, other, pair)
        case (Done(), Done()):
            return _implies_done(one, other, pair)
        case (Happening(), Happening()):
            return is_within(one, other, pair)
        case (Situation(word=word), Situation(word=wide)):
            known = word in pair.words and wide in pair.words
            same = pair.other_words.isdisjoint((word, wide))
            is_act = known and pair.words.words[word].kind in {"act", "happening"}
            return is_act and same and pair.words.is_kind_of(word, wide)
    return False


def _implies_done(one: Done, other: Done, pair: Pair) -> bool:
    if not is_within(one.done, other.done, pair):
        return False
    if other.within is not None:
        return one.within is not None and is_no_longer(one.within, other.within)
    if other.ago is not None:
        return one.ago is not None and is_no_longer(other.ago, one.ago)
    return True


def _is_as_silent(one: Gate, other: Gate) -> bool:
    """Return whether silence lets *other* pass whenever it lets *one* pass."""
    if one.is_notice:
        return True
    only_yes = one.silence != "allows" if one.kind == "yes_from" else one.silence == "stops"
    if only_yes:
        # A yes is a yes, whatever silence would mean.
        return True
    return other.silence != "stops" if other.kind == "unopposed_by" else other.silence == "allows"


def _is_as_early(one: Gate, other: Gate, pair: Pair) -> bool:
    """Return whether what is in time for *one* is in time for *other*."""
    if is_same((one.ahead, one.by), (other.ahead, other.by), pair):
        return True
    # Between a yes and the later time, somebody may have said no.
    is_longer = one.ahead and other.ahead and is_no_longer(other.ahead, one.ahead)
    return one.is_notice and bool(is_longer)


def _implies_gate(one: Gate, other: Gate, pair: Pair) -> bool:
    """Return whether whoever has passed *one* has passed *other*."""
    kinds = (one.kind, other.kind)
    if one.kind != other.kind and kinds != ("yes_from", "unopposed_by"):
        return False
    if not is_same(one.about, other.about, pair) or not _is_as_early(one, other, pair):
        return False
    if not _is_as_silent(one, other):
        return False
    if not set(other.how) <= set(one.how) or not _is_told_within(one.details, other.details):
        return False
    if is_same(one.people, other.people, pair):
        return True
    asked, needed = finite(one.people, pair.narrow, pair), finite(other.people, pair.wide, pair)
    is_each = all(
        isinstance(term, Named) or term in (Role("other parties"), Role("each party"))
        for term in (*one.people, *other.people)
    )
    return asked is not None and needed is not None and is_each and needed <= asked
