"""DRF303: something is done later than it was to be, or has become longer, or more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.source import Path

if TYPE_CHECKING:
    from polyagree.analyzers.context import Pattern


class LaterOrLonger(Analyzer):
    """
    What is owed comes later and later, or what a limit is about lasts longer.

    A message that used to come the same evening comes the next day, and then the day after.
    None of it is a rupture, and nobody says anything; but each time somebody waits a
    little longer.

    For duties it takes how far each was late, as a share of the time there was, and lets a
    tenth of it pass on average. For what a limit counts it compares how long each lasted, or
    how much it was, with the first twenty. Where one time resembles the one before too much
    for a promise, it says nothing, and neither does it with fewer than eight times.

    It does not see what nobody wrote down, and of what has only a day it cannot tell the hour.
    """

    code = "DRF303"
    name = "later-or-longer"
    severity = "question"
    source = "C16"
    message = (
        "`{act}` of `{who}` {what} since about {since}: {lately}, compared with {before}"
        " (false alarms: {promise})"
    )
    help = "ask each other whether the time that was agreed still fits, and what would help"
    passing = ("lately",)
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "told the next evening at first, and days later in the end",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              telling: {says: We tell within a day., norm: {must: tell, who: ana, to: ben, after: {act: date, who: ana}, within: 24h}}
        events:
          - {at: 2025-01-04T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-05T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-01-11T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-12T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-01-18T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-19T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-01-25T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-26T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-01T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-04T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-08T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-11T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-15T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-18T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-22T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-25T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-03-01T20:00, who: ana, act: date, with: caro}
          - {at: 2025-03-04T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-03-08T20:00, who: ana, act: date, with: caro}
          - {at: 2025-03-11T10:00, who: ana, act: tell, to: ben}
        """,
        at="agreements.open.clauses.telling.norm[0]",
    )
    good = Example(
        "late once, and in time again",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-01
            clauses:
              telling: {says: We tell within a day., norm: {must: tell, who: ana, to: ben, after: {act: date, who: ana}, within: 24h}}
        events:
          - {at: 2025-01-04T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-05T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-01-11T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-12T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-01-18T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-21T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-01-25T20:00, who: ana, act: date, with: caro}
          - {at: 2025-01-26T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-01T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-02T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-08T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-09T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-15T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-16T10:00, who: ana, act: tell, to: ben}
          - {at: 2025-02-22T20:00, who: ana, act: date, with: caro}
          - {at: 2025-02-23T10:00, who: ana, act: tell, to: ben}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for duty in context.duties_in_use:
            yield from self._found(
                context,
                duty.path,
                duty.lateness,
                act=duty.act,
                who=", ".join(duty.who),
                what="comes later",
            )
        for limit in context.limits_in_use:
            who = "all parties" if limit.who is None else limit.who
            yield from self._found(
                context,
                limit.path,
                limit.size,
                act=limit.act,
                who=who,
                what="has become longer, or more",
            )

    def _found(
        self, context: Context, path: Path, pattern: Pattern, *, act: str, who: str, what: str
    ) -> Iterator[Finding]:
        place = context.at(path)
        if place is not None and pattern.has_changed:
            yield self.finding(
                place,
                act=act,
                who=who,
                what=what,
                since="the beginning" if pattern.since is None else pattern.since.isoformat(),
                lately=pattern.lately,
                before=pattern.before,
                promise=str(pattern.promise),
            )
