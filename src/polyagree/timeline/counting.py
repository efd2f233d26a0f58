"""What counts towards a limit, and how much each event adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from polyagree.clock import Quantity
from polyagree.model import PeopleTerm, PersonId
from polyagree.timeline.cases import Case
from polyagree.timeline.conditions import Rests, holds, is_after, is_somebodys_word
from polyagree.timeline.log import Entry
from polyagree.timeline.pronouns import mentions_them, with_them
from polyagree.timeline.totals import NOTHING, Total, sum_of, total_of
from polyagree.timeline.truth import Truth, all_true, any_true, opposite
from polyagree.timeline.waivers import is_waived

__all__ = [
    "Counted",
    "added",
    "count",
    "falls_under",
    "in_all",
    "per_partner",
    "reasons_of_time",
]


class Counted(NamedTuple):
    """
    What one event adds towards a limit.

    Attributes:
        entry: The event.
        least: How much it adds at least.
        most: How much it may add.
        lifted: Whether it is not over the limit, however much there was.
    """

    entry: Entry
    least: Total
    most: Total
    lifted: Truth


def count(case: Case, entry: Entry, *, is_timed: bool = False, rests: Rests = ()) -> Counted | None:
    """
    Return what *entry* adds; ``None`` if it does not fall under the limit.

    Args:
        case: The limit, and whose it is.
        entry: What happened.
        is_timed: Whether somebody else looks after ``for``, where that counts from
            the beginning.
        rests: When its clock stood still.
    """
    if not case.is_bound(entry):
        return None
    counts = falls_under(case, entry, is_timed=is_timed, rests=rests)
    waived = False if counts is False else is_waived(case, entry)
    if counts is False or waived is True:
        return None
    unless = case.standing.norm.unless
    lifted = False if unless is None else holds(unless, entry, case)
    surely = counts is True and waived is False
    if lifted is not False and not is_somebodys_word(unless, case):
        surely = False
    least, most = added(case.standing.allowed, entry)
    return Counted(entry, least if surely else NOTHING, most, any_true((lifted, waived)))


def falls_under(case: Case, entry: Entry, *, is_timed: bool = False, rests: Rests = ()) -> Truth:
    """Return whether *entry* is the act of the norm, at a time when the norm is in force."""
    return all_true(_reasons_to_count(case, entry, is_timed=is_timed, rests=rests))


def _reasons_to_count(case: Case, entry: Entry, *, is_timed: bool, rests: Rests) -> Iterator[Truth]:
    norm = case.standing.norm

    def is_done_after(cause: Entry) -> Truth:
        return case.is_done_by(with_them(norm, cause, case, norm.after), entry)

    also = is_done_after if norm.after is not None and mentions_them(norm) else None
    if also is None:
        yield case.is_done_by(norm, entry)
    yield from reasons_of_time(case, entry, is_timed=is_timed, rests=rests, also=also)
    if norm.during is not None:
        yield holds(norm.during, entry, case)


def reasons_of_time(
    case: Case,
    entry: Entry,
    *,
    is_timed: bool,
    rests: Rests = (),
    also: Callable[[Entry], Truth] | None = None,
) -> Iterator[Truth]:
    """
    Yield whether the norm had begun, and had not ended, when *entry* happened.

    Args:
        case: The norm.
        entry: The act.
        is_timed: Whether somebody else knows from when its ``for`` counts.
        rests: When its clock stood still.
        also: What else has to hold of what it follows.
    """
    norm = case.standing.norm
    if isinstance(norm.from_, dt.date):
        yield norm.from_ <= entry.day
    elif norm.from_ is not None:
        yield holds(norm.from_, entry, case, once=True)
    if isinstance(norm.until, dt.date):
        yield entry.day <= norm.until
    elif norm.until is not None and norm.after is None:
        yield opposite(holds(norm.until, entry, case, once=True))
    if norm.after is not None:
        # What happened before it was agreed sets nothing off.
        until = None if isinstance(norm.until, dt.date) else norm.until
        since = case.standing.since
        yield is_after(
            norm.after,
            norm.for_,
            entry,
            case,
            since=since,
            until=until,
            rests=rests,
            also=also,
        )
    elif norm.for_ is not None and not is_timed:
        yield None


def added(allowed: Quantity, entry: Entry) -> tuple[Total, Total]:
    """Return how much *entry* adds, at least and at most."""
    added: Total | None = None
    lasting, amount = entry.event.lasting, entry.event.amount
    if allowed.kind == "number":
        added = Total(number=Decimal(1))
    elif allowed.kind == "duration" and lasting is not None:
        added = total_of(Quantity(duration=lasting))
    elif allowed.kind == "amount" and amount is not None and amount.unit == allowed.unit:
        added = total_of(amount)
    return (NOTHING, Total(unmeasured=1)) if added is None else (added, added)


def per_partner(
    case: Case, counted: Sequence[Counted]
) -> Iterator[tuple[PersonId | None, Sequence[Counted]]]:
    """
    Yield what is counted together: all of it, or what was with each partner or person.

    At one time it is the people themselves who are counted, so that they stay together.
    """
    each = _each(case)
    if not each:
        yield None, counted
        return
    found: dict[PersonId | None, list[Counted]] = {}
    for one in counted:
        people = _meant(case, one.entry, each)
        if case.standing.per.kind == "moment":
            if people != frozenset():
                found.setdefault(None, []).append(one)
            continue
        # Company without a name is counted for nobody.
        for person in sorted(people or ()):
            found.setdefault(person, []).append(one)
    yield from sorted(found.items(), key=lambda item: item[0] or "")


def in_all(case: Case, counted: Iterable[Counted]) -> tuple[Total, Total]:
    """
    Return how much *counted* is in all, at least and at most.

    Of ``each person`` at one time that is how many people: somebody who is in
    two events is one, and company without a name may be one more.
    """
    counted, each = [*counted], _each(case)
    if not each or case.standing.per.kind != "moment":
        return sum_of(one.least for one in counted), sum_of(one.most for one in counted)
    surely: set[PersonId] = set()
    maybe: set[PersonId] = set()
    unnamed = 0
    for one in counted:
        people = _meant(case, one.entry, each)
        unnamed += people is None
        maybe.update(people or ())
        if one.least != NOTHING:
            surely.update(people or ())
    return Total(number=Decimal(len(surely))), Total(number=Decimal(len(maybe) + unnamed))


def _each(case: Case) -> list[PeopleTerm]:
    """Return the words of a limit for people who are counted one by one."""
    return [
        term for term in case.standing.norm.with_ if str(term) in {"each partner", "each person"}
    ]


def _meant(case: Case, entry: Entry, each: Sequence[PeopleTerm]) -> frozenset[PersonId] | None:
    """Return who in *entry* is counted one by one; ``None`` if the company has no name."""
    matcher = case.matcher
    company = matcher.company(entry, case.side)
    if not company:
        return None
    # Who does it with somebody is no guest of theirs.
    company = company.difference(entry.event.who) or company
    return frozenset(
        person
        for person in company
        if any(
            matcher.fits(term, person, entry, side) for term in each for side in sorted(case.side)
        )
    )
