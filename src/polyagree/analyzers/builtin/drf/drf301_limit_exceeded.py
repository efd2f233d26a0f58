"""DRF301: an agreed limit was exceeded."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding


class LimitExceeded(Analyzer):
    """
    The record holds more than a limit allows.

    Most limits are not broken in one evening; they creep. A count tells early,
    and without anybody having to accuse anybody: perhaps the number no longer
    fits, perhaps the month was an exception, perhaps it is time to talk.

    It counts what is recorded, in the windows that the limit names, and takes
    back what was waived beforehand. It does not see what nobody wrote down, and
    where only a day is known and the hour decides, it says nothing. What was a
    breach and has been settled is not brought up again.
    """

    code = "DRF301"
    name = "limit-exceeded"
    severity = "concern"
    source = "C16"
    message = (
        "{used} `{act}` stand in the record for `{who}`{with_whom} {when}, "
        "where at most {allowed} were agreed"
    )
    help = "look together at whether the number still fits, or what made this time different"
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "three in a month that allows two",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        events:
          - {at: 2025-02-03, who: ana, act: late-night, with: caro}
          - {at: 2025-02-14, who: ana, act: late-night, with: caro}
          - {at: 2025-02-21, who: ana, act: late-night, with: caro}
        """,
        at="agreements.open.clauses.nights.norm[0]",
    )
    good = Example(
        "two in February, one in March",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        events:
          - {at: 2025-02-03, who: ana, act: late-night, with: caro}
          - {at: 2025-02-14, who: ana, act: late-night, with: caro}
          - {at: 2025-03-01, who: ana, act: late-night, with: caro}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for found in context.exceedances:
            place = context.at(found.path)
            if place is None or context.put_to_bed.issuperset(found.over):
                continue
            over = {*found.over}
            events = [
                context.event(index).evidence(
                    "over" if index in over else "counted", context.polycule.events[index].act
                )
                for index in found.events
            ]
            yield self.finding(
                place,
                evidence=events,
                who="all parties" if found.who is None else found.who,
                with_whom="" if found.partner is None else f" with `{found.partner}`",
                act=place.norm.act if isinstance(place, NormAt) else "a limit since changed",
                used=found.used,
                allowed=found.allowed,
                when=found.when,
            )
