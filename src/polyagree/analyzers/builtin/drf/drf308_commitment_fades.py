"""DRF308: something that was promised again and again is kept less and less."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.finding import Finding


class CommitmentFades(Analyzer):
    """
    Something that comes round was kept at first, and is missed more and more.

    A Thursday that was kept for each other goes once for a birthday and once for a
    headache, and a year later nobody remembers that there was one. Nothing was broken off.

    It looks at duties that come again, of which eight rounds or more are over. One in five may be
    missed without anything having changed; every other one is what it is made to notice, with
    one false alarm in 104 rounds. What was never kept from the beginning is not fading, and
    where nothing at all was recorded of it, it may just not be written down.

    It does not see what was kept and not written down.
    """

    code = "DRF308"
    name = "commitment-fades"
    severity = "question"
    source = "C16"
    message = (
        "`{act}` of `{who}` has been kept less since about {since}: {lately}, compared with {before}"
        " (false alarms: {promise})"
    )
    help = "ask whether you still want it, and what would make room for it"
    passing = ("lately",)
    works_on = ("declared", "log")
    cost = "events"

    rounds = Option(
        104,
        means="how many it takes on average until one false alarm, for each duty",
        unit="rounds",
        at_least=52,
        at_most=10_000,
    )

    bad = Example(
        "Thursdays that came, and then did not",
        """
        agreements:
          us:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              thursdays: {says: Thursday is ours., norm: {must: date, who: all parties, every: week, days: thu}}
        events:
          - {at: 2025-01-02T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-09T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-16T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-23T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-30T19:00, who: [ana, ben], act: date}
          - {at: 2025-02-06T19:00, who: [ana, ben], act: date}
          - {at: 2025-02-13T19:00, who: [ana, ben], act: date}
          - {at: 2025-02-20T19:00, who: [ana, ben], act: date}
          - {at: 2025-03-13T19:00, who: [ana, ben], act: date}
          - {at: 2025-05-08T19:00, who: [ana, ben], act: date}
        """,
        at="agreements.us.clauses.thursdays.norm[0]",
    )
    good = Example(
        "two that were missed",
        """
        agreements:
          us:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              thursdays: {says: Thursday is ours., norm: {must: date, who: all parties, every: week, days: thu}}
        events:
          - {at: 2025-01-02T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-09T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-16T19:00, who: [ana, ben], act: date}
          - {at: 2025-01-30T19:00, who: [ana, ben], act: date}
          - {at: 2025-02-06T19:00, who: [ana, ben], act: date}
          - {at: 2025-02-13T19:00, who: [ana, ben], act: date}
          - {at: 2025-02-27T19:00, who: [ana, ben], act: date}
          - {at: 2025-03-06T19:00, who: [ana, ben], act: date}
          - {at: 2025-03-13T19:00, who: [ana, ben], act: date}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for duty in context.duties_promising(f"1 in {self.rounds} rounds"):
            place, pattern = context.at(duty.path), duty.keeping
            if place is None or not pattern.has_changed:
                continue
            if not duty.was_kept_at_first:
                continue
            yield self.finding(
                place,
                act=duty.act,
                who=", ".join(duty.who),
                since="the beginning" if pattern.since is None else pattern.since.isoformat(),
                lately=pattern.lately,
                before=pattern.before,
                promise=str(pattern.promise),
            )
