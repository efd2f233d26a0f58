"""Whether all that one norm is about is what another one is about as well."""

from __future__ import annotations

import datetime as dt

from polyagree.analyzers.places import NormAt
from polyagree.clock import is_size_within
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm
from polyagree.model.people import CountOf, Except, People, PeopleTerm, Role

__all__ = ["is_at_the_same_time", "is_covered", "is_meant", "is_open", "is_repair"]

_NARROWING = ("where", "how", "days", "months", "about")
_SIZES = ("lasting", "amount")
_EXACT = ("hours", "nth", "details", "during", "after", "unless", "for_")


def is_covered(duty: NormAt, ban: NormAt, person: PersonId, *, but: tuple[str, ...] = ()) -> bool:
    """
    Return whether all that *duty* asks for is what *ban* rules out.

    Args:
        duty: What is asked for, or granted.
        ban: What is ruled out, or limited.
        person: Who is bound by both.
        but: Terms of *ban* that do not narrow which act it is about.
    """
    asked, out = duty.norm, ban.norm
    for key in _EXACT:
        if key in but:
            continue
        narrowed = getattr(out, key) not in (None, (), getattr(asked, key))
        if narrowed and not (key == "during" and out.is_always):
            return False
    if any(
        key not in but
        and getattr(out, key)
        and not (getattr(asked, key) and set(getattr(asked, key)) <= set(getattr(out, key)))
        for key in _NARROWING
    ):
        return False
    if not all(
        key in but or is_size_within(getattr(asked, key), getattr(out, key)) for key in _SIZES
    ):
        return False
    return all(
        _are_among(duty, getattr(asked, key), ban, getattr(out, key), person)
        for key in ("with_", "to")
    )


def _are_among(duty: NormAt, asked: People, ban: NormAt, out: People, person: PersonId) -> bool:
    """Return whether whoever does it with *asked* does it with somebody of *out*."""
    if not out or out == (Role("anyone"),):
        return True
    if asked == out and duty.parties == ban.parties:
        return True
    # Of several who are named, one is enough; of those whom a word can mean, it takes all.
    return any(_is_among(duty, term, ban, out, person) for term in asked)


def _is_among(duty: NormAt, term: PeopleTerm, ban: NormAt, out: People, person: PersonId) -> bool:
    if isinstance(term, CountOf):
        return _is_among(duty, term.of, ban, out, person)
    if isinstance(term, Except) and is_open((term,)):
        return all(_is_among(duty, each, ban, out, person) for each in term.people)
    if is_open((term,)):
        # Those whom the document lists are not all whom it can mean.
        within = term == Role("outsiders") and ban.parties <= duty.parties
        return Role("anyone") in out or (within and term in out)
    people = duty.resolve((term,), holder=person) - {person}
    return bool(people) and all(is_meant(each, ban, out, person) for each in people)


def is_meant(each: PersonId, ban: NormAt, out: People, person: PersonId) -> bool:
    """Return whether *out* means *each*; as the wide side, open words mean everybody."""
    for term in out:
        match term:
            case Role(role="anyone" | "each person"):
                return True
            case Role(role="outsiders"):
                if each not in ban.parties:
                    return True
            case Except(people=some, except_=others):
                if is_meant(each, ban, some, person) and not (is_meant(each, ban, others, person)):
                    return True
            case _:
                if each in ban.resolve((term,), holder=person):
                    return True
    return False


def is_open(people: People) -> bool:
    """Return whether *people* can be more than the document lists."""
    for term in people:
        match term:
            case Role(role="anyone" | "outsiders" | "each person"):
                return True
            case CountOf(of=some):
                if is_open((some,)):
                    return True
            case Except(people=inner):
                if is_open(inner):
                    return True
    return False


def is_at_the_same_time(duty: Norm, ban: Norm) -> bool:
    """Return whether both are in force at some time, as far as their dates say."""
    for key in ("from_", "until"):
        bound = getattr(ban, key)
        if bound is not None and not isinstance(bound, dt.date) and bound != getattr(duty, key):
            return False
    begins = [each.from_ for each in (duty, ban) if isinstance(each.from_, dt.date)]
    ends = [each.until for each in (duty, ban) if isinstance(each.until, dt.date)]
    return not begins or not ends or max(begins) <= min(ends)


def is_repair(duty: NormAt, ban: NormAt) -> bool:
    """Return whether one is, or may be, in force only since the other was broken."""
    if ban.is_reparation and ban.path[:-1] != duty.path[:-1]:
        return True
    return duty.is_reparation and any(ban.path[: len(path)] == path for path in duty.repairs)
