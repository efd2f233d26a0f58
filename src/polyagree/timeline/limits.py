"""
Whether an agreed limit was exceeded: an exact fact, without statistics.

A limit is ``may ... at_most``. What happened is judged by the wording that was
in force on its day, and each wording counts anew. An exceedance is *sure* if
it follows however the log's gaps are filled: a day without an hour, company
without a name, a situation that no log shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import frozen

from polyagree.clock import Interval
from polyagree.model import PersonId, Polycule
from polyagree.source import Path
from polyagree.timeline.cases import Case, cases
from polyagree.timeline.counting import in_all, per_partner
from polyagree.timeline.log import Log
from polyagree.timeline.matching import Doings, Matcher
from polyagree.timeline.totals import NOTHING, in_words
from polyagree.timeline.usage import counted_in
from polyagree.timeline.windows import Excess, excesses
from polyagree.timeline.wordings import limits

__all__ = ["Exceedance", "exceedances"]


@frozen(kw_only=True)
class Exceedance:
    """
    That there was more of something, in one window, than was agreed.

    Attributes:
        path: Where the limit stands: the norm in the present text, its clause
            if the norm is gone, its agreement if the clause is.
        who: Whose limit it is; ``None``: all parties', held together.
        partner: With whom, where it is counted for each; otherwise ``None``.
        window: The window: exactly the instants that count towards it.
        when: The window in words, such as ``in March 2025``.
        used: How many, or how much, as far as the log says.
        allowed: How many, or how much, was agreed.
        events: What counted in the window, as positions among the document's
            events, in the order of time.
        over: Which of them were beyond the limit: the one after the last
            allowed one, and later ones.
        sure: Whether that follows however the gaps in the log are filled.
    """

    path: Path
    who: PersonId | None
    partner: PersonId | None = None
    window: Interval
    when: str
    used: str
    allowed: str
    events: tuple[int, ...]
    over: tuple[int, ...]
    sure: bool


def exceedances(polycule: Polycule, *, on: dt.date | None = None) -> tuple[Exceedance, ...]:
    """
    Return where agreed limits were exceeded, in the order of the document.

    - Calendar windows are those of the document's zone. A rolling one is
      (t-w, t]: what is exactly *w* old is out. ``per: club-night`` counts what
      a person did within 24 hours after the start of the latest such event
      of their own. ``per: moment`` counts what goes on at one time; what does
      not say how long it lasted is left out.
    - ``each party`` is counted one by one, ``all parties`` by events in which
      all take part, ``with: each partner`` for each of them; ``per: moment``, it
      is how many of them there are at one time. Somebody who is no party agreed
      to nothing, and is not counted.
    - An event that meets ``unless`` is not over the limit. It still counts
      towards it, so that a yes to the first does not move the others. Where
      ``unless`` is more than somebody's word, that is taken as uncertain.
    - An event within an agreed exception (``agree-exception``, about the clause,
      by all parties) does not count at all. An exception lasts as long as it
      says, or for that local night.
    - Lengths add up as elapsed time, except where all are days or nights;
      amounts add up where they have the unit of the limit. Without one, what
      an event adds is unknown.
    - A share (``30 %``) is not decided.

    Args:
        polycule: The document.
        on: What happened later is left out; ``None``: nothing is.

    Source:
        C16.
    """
    log, matcher = Log.of_polycule(polycule, on=on), Matcher(polycule)
    doings = Doings(log, matcher)
    return tuple(
        found
        for limit in limits(polycule)
        # Norms whose act nobody mentions are not visited.
        if limit.allowed.kind != "share" and log.of(limit.norm.act)
        for case in cases(limit, log, matcher)
        for found in _exceeded(case, doings)
    )


def _exceeded(case: Case, doings: Doings) -> Iterator[Exceedance]:
    counted = counted_in(case, doings)
    if not counted:
        return
    for partner, series in per_partner(case, counted):
        for excess in excesses(case, series):
            yield _exceedance(case, partner, excess)


def _exceedance(case: Case, partner: PersonId | None, excess: Excess) -> Exceedance:
    sure, allowed = excess.sure, case.standing.allowed
    events = [one for one in excess.counted if not sure or one.least != NOTHING]
    least, most = in_all(case, events)
    return Exceedance(
        path=case.standing.path,
        who=case.who,
        partner=partner,
        window=excess.window,
        when=excess.when,
        used=in_words(least if sure else most, allowed),
        allowed=str(allowed),
        events=tuple(one.entry.index for one in events),
        over=tuple(excess.counted[at].entry.index for at in excess.over),
        sure=sure,
    )
