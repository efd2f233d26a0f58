"""Exceptions that were made use of: what would have been a break, and was agreed to be none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from polyagree.clock import Window
from polyagree.model import Permission, PersonId, Polycule, Prohibition
from polyagree.source import Path
from polyagree.timeline.cases import Case, cases
from polyagree.timeline.conditions import holds
from polyagree.timeline.counting import count, falls_under, per_partner
from polyagree.timeline.log import Entry, Log
from polyagree.timeline.matching import Doings, Matcher
from polyagree.timeline.waivers import is_waived
from polyagree.timeline.windows import excesses
from polyagree.timeline.wordings import Standing, standings

__all__ = ["Excepted", "exceptions"]


@frozen(kw_only=True)
class Excepted:
    """
    What somebody did by way of exception from one norm.

    Attributes:
        path: Where the norm stands.
        clause: The clause as others refer to it, or the boundary.
        act: The act.
        who: Whom the norm binds; ``None``: all parties together.
        per: The window of a limit; ``None``: it is a prohibition.
        since: The first day on which the wording was in force; ``None``: nothing says.
        before: The first day after it; ``None``: it still is.
        events: What was done by way of exception, as positions among the document's
            events, in the order of time.
        days: Their days.
    """

    path: Path
    clause: str
    act: str
    who: PersonId | None
    per: Window | None
    since: dt.date | None
    before: dt.date | None
    events: tuple[int, ...]
    days: tuple[dt.date, ...]


def exceptions(polycule: Polycule, *, on: dt.date | None = None) -> Iterator[Excepted]:
    """
    Yield what was done by way of exception, in the order of the document.

    That is a forbidden act, or one beyond a limit, to which an ``unless`` of the
    norm surely applies, or which all agreed on beforehand (``agree-exception``).

    Args:
        polycule: The document.
        on: What happened later is left out.
    """
    log, matcher = Log.of_polycule(polycule, on=on), Matcher(polycule)
    doings = Doings(log, matcher)
    for standing in standings(polycule):
        norm = standing.norm
        is_limit = isinstance(norm, Permission) and norm.is_limit
        if not (is_limit or isinstance(norm, Prohibition)) or not log.of(norm.act):
            continue
        for case in cases(standing, log, matcher):
            found = sorted({e.order: e for e in _excepted(case, doings, is_limit)}.items())
            if found:
                yield Excepted(
                    path=standing.path,
                    clause=standing.clause,
                    act=norm.act,
                    who=case.who,
                    per=standing.per if is_limit else None,
                    since=None if standing.since == dt.date.min else standing.since,
                    before=None if standing.before == dt.date.max else standing.before,
                    events=tuple(entry.index for _, entry in found),
                    days=tuple(entry.day for _, entry in found),
                )


def _excepted(case: Case, doings: Doings, is_limit: bool) -> Iterator[Entry]:  # noqa: FBT001  # told apart once
    norm, entries = case.standing.norm, [*_entries(case, doings)]
    for entry in entries:
        if case.is_bound(entry) and falls_under(case, entry) is True and is_waived(case, entry):
            yield entry
    if norm.unless is None:
        return
    if not is_limit:
        for entry in entries:
            is_one = case.is_bound(entry) and falls_under(case, entry) is True
            if is_one and holds(norm.unless, entry, case) is True:
                yield entry
        return
    counted = [each for entry in entries if (each := count(case, entry)) is not None]
    lifted = {each.entry.index for each in counted if each.lifted is True}
    # As if nothing lifted them: what is over then, and was lifted, is an exception.
    if lifted:
        plain = [each._replace(lifted=False, least=each.most) for each in counted]
        for _, series in per_partner(case, plain):
            for excess in excesses(case, series):
                over = [excess.counted[at].entry for at in excess.over]
                yield from (entry for entry in over if entry.index in lifted)


def _entries(case: Case, doings: Doings) -> Iterator[Entry]:
    standing: Standing = case.standing
    doer = standing.parties[0] if case.who is None else case.who
    for entry in doings.of(standing.norm.act, doer):
        if standing.since <= entry.day < standing.before:
            yield entry
