"""DRF307: what the agreement stands in has changed since it was last looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.finding import Evidence, Finding


class ContextChanged(Analyzer):
    """
    Something changed around an agreement, and nobody has looked at it since.

    An agreement fits a time. With a new partner, a move, an illness, the same sentence may
    ask for more than it did, or protect nobody any more.

    It looks at relationships and households of the parties that began or ended, at events that
    change who lives where and who is with whom (somebody moves in or out, a new partner, a
    break-up, a birth), and at what `review.after` names, since the last check-in that reviewed the agreement, its last
    revision, or the day on which it was made. Where none of these is dated it says nothing.
    What it cannot see is whether people talked without writing it down.
    """

    code = "DRF307"
    name = "context-changed"
    severity = "question"
    source = "B3"
    message = "`{agreement}` was last looked at on {since}, before {what}"
    help = "look at it together, and write down that you did, under `check_ins`"
    works_on = ("declared", "log")
    cost = "events"

    bad = Example(
        "somebody moved in since",
        """
        groups: {flat: {kind: household, members: [ana, ben, {who: caro, from: 2025-06-01}], from: 2024-01-01}}
        agreements:
          home:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              quiet: {says: Quiet after ten., norm: {must_not: noise, hours: after 22:00}}
        """,
        at="agreements.home",
    )
    good = Example(
        "they looked at it the week after",
        """
        groups: {flat: {kind: household, members: [ana, ben, {who: caro, from: 2025-06-01}], from: 2024-01-01}}
        agreements:
          home:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              quiet: {says: Quiet after ten., norm: {must_not: noise, hours: after 22:00}}
        check_ins: [{date: 2025-06-08, people: [ana, ben], reviewed: home}]
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        if context.on is None:
            return
        for at in context.agreements():
            since = context.last_looked_at(at.agreement)
            if since is None:
                continue
            changes = sorted(_changes(context, at, since, context.on), key=lambda each: each[:2])
            if changes:
                yield self.finding(
                    at,
                    evidence=[evidence for _, _, evidence in changes],
                    agreement=at.agreement.id,
                    since=since.isoformat(),
                    what=", ".join(f"`{name}`" for _, name, _ in changes),
                )


#: What changes around whom an agreement stands, whether a review was to follow it or not.
_TURNS = ("move-in", "move-out", "new-partner", "new-relationship", "break-up", "birth")

_Change = tuple[dt.date, str, Evidence]


def _changes(context: Context, at: AgreementAt, since: dt.date, on: dt.date) -> Iterator[_Change]:
    yield from _around(context, at, since, on)
    named = (*_TURNS, *(() if at.agreement.review is None else at.agreement.review.after))
    parties = set(at.agreement.parties)
    for index in context.events_after(since):
        event = context.polycule.events[index]
        if event.day > on or not context.is_any_of(event.act, named):
            continue
        if not event.who or parties & set(event.who):
            place = context.event(index)
            yield event.day, event.act, place.evidence("happened", event.day.isoformat())


def _around(context: Context, at: AgreementAt, since: dt.date, on: dt.date) -> Iterator[_Change]:
    seen: set[tuple[str, dt.date]] = set()
    for party in at.agreement.parties:
        for day, name, place, fact in context.changes_of(party):
            if since < day <= on and (name, day) not in seen:
                seen.add((name, day))
                yield day, name, place.evidence(fact, day.isoformat())
