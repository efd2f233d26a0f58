"""DRF309: too little is recorded to tell whether practice has moved."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.finding import Finding


class TooLittleRecorded(Analyzer):
    """
    For long stretches nothing at all is written down, so that no pattern can be told.

    That nothing stands in the record is not that nothing happened. A chart that took it for
    zero would be calm where nobody looked, and would take the first note after a long
    silence for a return to how it was.

    It looks at limits that somebody used, and takes more than two months without any
    event or check-in as no record; where that is more than a fifth of the time since the
    wording came into force, it says so. A record that was begun late counts from its beginning.

    It cannot tell what happened in between.
    """

    code = "DRF309"
    name = "too-little-recorded"
    severity = "note"
    source = "C16"
    message = (
        "something is on record for {share} of the time since {since} only, too little to tell"
        " whether the pattern of `{act}` has changed"
    )
    help = "a line now and then is enough, also that there was nothing: a check-in says it"
    passing = ("share",)
    works_on = ("declared", "log")
    cost = "events"

    enough = Option(
        0.8, means="the share of the time with a record that tells", at_least=0.0, at_most=1.0
    )

    bad = Example(
        "a note in January, and the next one in December",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        events:
          - {at: 2025-01-11, who: ana, act: late-night, with: caro}
          - {at: 2025-12-13, who: ana, act: late-night, with: caro}
        """,
        at="agreements.open.clauses.nights.norm[0]",
    )
    good = Example(
        "check-ins say that there was nothing",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
        check_ins:
          - {date: 2025-03-01, people: [ana, ben], reviewed: open}
          - {date: 2025-05-01, people: [ana, ben], reviewed: open}
          - {date: 2025-07-01, people: [ana, ben], reviewed: open}
          - {date: 2025-09-01, people: [ana, ben], reviewed: open}
          - {date: 2025-11-01, people: [ana, ben], reviewed: open}
        events:
          - {at: 2025-01-11, who: ana, act: late-night, with: caro}
          - {at: 2025-12-13, who: ana, act: late-night, with: caro}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        told: set[object] = set()
        for limit in context.limits_in_use:
            place, pattern = context.at(limit.path), limit.now
            # What is the same for everybody is said once.
            if place is None or not limit.events or limit.path in told:
                continue
            if pattern.coverage < self.enough and limit.recorded_since is not None:
                told.add(limit.path)
                yield self.finding(
                    place,
                    share=f"{pattern.coverage:.0%}",
                    since=limit.recorded_since.isoformat(),
                    act=limit.act,
                )
