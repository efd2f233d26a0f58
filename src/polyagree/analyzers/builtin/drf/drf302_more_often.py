"""DRF302: something with a limit happens more often than it did."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.finding import Finding

_MOST = 12


class MoreOften(Analyzer):
    """
    What a limit is about has become more frequent, and stays so.

    A limit can be kept for months while practice moves towards it, and past it; and one
    exceedance may be chance alone: with two in any thirty days allowed and one a month on
    average, it happens within a year more often than not. Whether the pace is another one
    is a question of its own, with an answer that is wrong now and then.

    It compares with the first half year on record, or with the agreed number until then.
    One false alarm in ten years is what it allows itself, for each limit; where what
    happens comes in clusters, or a fifth of the time is without any record, it says nothing.
    After people decided something about it, settled a concern or a repair, or accepted
    a new wording, it begins anew.

    It does not see what nobody wrote down.
    """

    code = "DRF302"
    name = "more-often"
    severity = "question"
    source = "C16"
    message = (
        "the pattern of `{act}` has changed for `{who}`{with_whom} since about {since}:"
        " {lately}, compared with {before} (false alarms: {promise})"
    )
    help = "look together at what changed then, and whether the limit still says what you want"
    passing = ("lately",)
    works_on = ("declared", "log")
    cost = "events"

    years = Option(
        10.0,
        means="how long it takes on average until one false alarm, for each limit",
        unit="years",
        at_least=2.0,
        at_most=1000.0,
    )

    bad = Example(
        "once a month for a spring, then nearly every week",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: At most six late nights a month., norm: {may: late-night, at_most: 6, per: month}}
        events:
          - {at: 2025-01-11, who: ana, act: late-night, with: caro}
          - {at: 2025-02-15, who: ana, act: late-night, with: caro}
          - {at: 2025-03-15, who: ana, act: late-night, with: caro}
          - {at: 2025-04-12, who: ana, act: late-night, with: caro}
          - {at: 2025-05-17, who: ana, act: late-night, with: caro}
          - {at: 2025-06-14, who: ana, act: late-night, with: caro}
          - {at: 2025-07-12, who: ana, act: late-night, with: caro}
          - {at: 2025-08-02, who: ana, act: late-night, with: caro}
          - {at: 2025-08-09, who: ana, act: late-night, with: caro}
          - {at: 2025-08-16, who: ana, act: late-night, with: caro}
          - {at: 2025-08-23, who: ana, act: late-night, with: caro}
          - {at: 2025-08-30, who: ana, act: late-night, with: caro}
          - {at: 2025-09-03, who: ana, act: late-night, with: caro}
          - {at: 2025-09-06, who: ana, act: late-night, with: caro}
          - {at: 2025-09-10, who: ana, act: late-night, with: caro}
          - {at: 2025-09-13, who: ana, act: late-night, with: caro}
          - {at: 2025-09-20, who: ana, act: late-night, with: caro}
          - {at: 2025-09-27, who: ana, act: late-night, with: caro}
        """,
        at="agreements.open.clauses.nights.norm[0]",
    )
    good = Example(
        "once a month all year, and twice in one of them",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: At most six late nights a month., norm: {may: late-night, at_most: 6, per: month}}
        events:
          - {at: 2025-01-11, who: ana, act: late-night, with: caro}
          - {at: 2025-02-15, who: ana, act: late-night, with: caro}
          - {at: 2025-03-15, who: ana, act: late-night, with: caro}
          - {at: 2025-04-12, who: ana, act: late-night, with: caro}
          - {at: 2025-05-17, who: ana, act: late-night, with: caro}
          - {at: 2025-06-14, who: ana, act: late-night, with: caro}
          - {at: 2025-07-12, who: ana, act: late-night, with: caro}
          - {at: 2025-08-02, who: ana, act: late-night, with: caro}
          - {at: 2025-08-23, who: ana, act: late-night, with: caro}
          - {at: 2025-09-20, who: ana, act: late-night, with: caro}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for limit in context.limits_promising(f"1 in {self.years:g} years"):
            place, pattern = context.at(limit.path), limit.pattern
            if place is None or not pattern.has_changed:
                continue
            since = pattern.since
            events = [
                context.event(index).evidence("since then", context.polycule.events[index].act)
                for index in limit.events
                if since is None or context.polycule.events[index].day >= since
            ]
            yield self.finding(
                place,
                evidence=events[-_MOST:],
                act=limit.act,
                who="all parties" if limit.who is None else limit.who,
                with_whom="" if limit.partner is None else f" with `{limit.partner}`",
                since="the beginning" if since is None else since.isoformat(),
                lately=pattern.lately,
                before=pattern.before,
                promise=str(pattern.promise),
            )
