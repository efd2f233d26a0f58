"""How limits were used: everything that counted towards each, whether it was too much or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from polyagree.clock import Quantity, Window
from polyagree.model import Norm, PersonId, Polycule
from polyagree.source import Path
from polyagree.timeline.cases import Case, cases
from polyagree.timeline.counting import Counted, count, per_partner
from polyagree.timeline.log import Log
from polyagree.timeline.matching import Doings, Matcher
from polyagree.timeline.totals import NOTHING, Total
from polyagree.timeline.truth import Truth
from polyagree.timeline.wordings import limits

__all__ = ["Usage", "Use", "counted_in", "usages"]


@frozen(kw_only=True)
class Use:
    """
    One event that counts towards a limit.

    Attributes:
        index: Its position among the events of the document.
        at: The first instant at which it may have been, in UTC.
        day: Its day by the wall clock of the document's zone.
        is_timed: Whether its hour is known.
        lifted: Whether it is not over the limit, however much there was: somebody's
            word; ``None``: it may be, or an exception was perhaps agreed on beforehand.
            What surely falls under such an exception does not count at all.
        is_sure: Whether it surely counts.
        adds: How much it adds, as far as the document says.
    """

    index: int
    at: dt.datetime
    day: dt.date
    is_timed: bool
    lifted: Truth
    is_sure: bool
    adds: Total


@frozen(kw_only=True)
class Usage:
    """
    A limit in one wording, with one whom it binds and everything that counted.

    Attributes:
        path: Where it stands: the norm in the present text, its clause if the
            norm is gone, its agreement if the clause is.
        clause: The clause as others refer to it, or the boundary.
        norm: The limit, in the wording of its time.
        parties: Who agreed; of a boundary, its holder.
        who: Whose limit it is; ``None``: all parties', held together.
        partner: With whom, where it is counted for each; otherwise ``None``.
        since: The first day on which the wording was in force; ``None``: nothing says.
        before: The first day after it; ``None``: it still is.
        allowed: How many, or how much.
        per: In which window.
        uses: What counted, in the order of time.
    """

    path: Path
    clause: str
    norm: Norm
    parties: tuple[PersonId, ...]
    who: PersonId | None
    partner: PersonId | None = None
    since: dt.date | None
    before: dt.date | None
    allowed: Quantity
    per: Window
    uses: tuple[Use, ...] = ()


def usages(polycule: Polycule, *, on: dt.date | None = None) -> Iterator[Usage]:
    """
    Yield how each limit was used, in the order of the document.

    A limit has one for each wording, for each whom it binds and, where it is counted
    for each partner, for each of them who occurs. One that nobody used has none of
    them by name.

    Args:
        polycule: The document.
        on: What happened later is left out, and so are wordings that begin later;
            ``None``: nothing is.

    Source:
        C16.
    """
    log, matcher = Log.of_polycule(polycule, on=on), Matcher(polycule)
    doings = Doings(log, matcher)
    for limit in limits(polycule):
        if on is not None and on < limit.since:
            continue
        for case in cases(limit, log, matcher):
            counted = counted_in(case, doings)
            # Company without a name is counted for nobody, and the limit is there all the same.
            found = [*per_partner(case, counted)] or [(None, ())]
            for partner, series in found:
                yield Usage(
                    path=limit.path,
                    clause=limit.clause,
                    norm=limit.norm,
                    parties=limit.parties,
                    who=case.who,
                    partner=partner,
                    since=None if limit.since == dt.date.min else limit.since,
                    before=None if limit.before == dt.date.max else limit.before,
                    allowed=limit.allowed,
                    per=limit.per,
                    uses=tuple(_use(one) for one in series),
                )


def counted_in(case: Case, doings: Doings) -> list[Counted]:
    """Return what counts towards a limit while its wording is in force, in the order of time."""
    standing = case.standing
    # What all do together, each of them does.
    doer = standing.parties[0] if case.who is None else case.who
    return [
        each
        for entry in doings.of(standing.norm.act, doer)
        if standing.since <= entry.day < standing.before
        and (each := count(case, entry)) is not None
    ]


def _use(one: Counted) -> Use:
    return Use(
        index=one.entry.index,
        at=one.entry.first,
        day=one.entry.day,
        is_timed=one.entry.first == one.entry.last,
        lifted=one.lifted,
        is_sure=one.least != NOTHING,
        adds=one.most,
    )
