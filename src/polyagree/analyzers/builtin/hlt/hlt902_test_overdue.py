"""HLT902: a test that was agreed on is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.hlt._said import every_plan
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt, Place
from polyagree.analyzers.readings import ReadAt
from polyagree.clock import Cadence
from polyagree.finding import Finding
from polyagree.model.health import is_health_act
from polyagree.model.norms import Obligation

if TYPE_CHECKING:
    from polyagree.analyzers.context import Due

_FEWER = "fewer tests of {who} than agreed are recorded from {since} to {by}"


class OverdueTest(Analyzer):
    """
    The last day for an agreed test is over, and none is recorded.

    Others decide what they do by the day of the last test. When it falls out, mostly because
    of an appointment that was hard to get, they go on by one that is older than they think.

    A replay says whether the time was missed: what was paused, released or ended is not
    overdue, and `every: 3 months` counts from the last test. Results count for a test that is
    not recorded itself: those within six weeks of one belong to it. It asks only where a test of
    somebody whom the duty binds was ever recorded, and where anything is recorded after the day:
    where nobody writes any more, that none stands there tells nothing. Of a clause that has only words it goes by the last test and the interval that it
    says. It does not see tests that nobody wrote down, and a test once, after a new partner
    for instance, is left to the replay.
    """

    code = "HLT902"
    name = "test-overdue"
    severity = "concern"
    source = "C12"
    message = "no test of {who} is recorded since {since}; one was due by {by}"
    help = "add the test to `events` if there was one; otherwise say when it will be, and tell who counts on it"
    works_on = ("declared", "reading", "log")
    cost = "events"

    bad = Example(
        "a round without one",
        """
        agreements:
          health:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
        events:
          - {at: 2025-02-01, who: [ana, ben], act: test}
          - {at: 2025-04-28, who: ana, act: test}
          - {at: 2025-05-20, who: [ana, ben], act: time-together}
        """,
        at="agreements.health.clauses.tests.norm[0]",
    )
    good = Example(
        "the three months are not over yet",
        """
        agreements:
          health:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              tests: {says: Tests every three months., norm: {must: test, every: 3 months}}
        events:
          - {at: 2025-02-01, who: [ana, ben], act: test}
          - {at: 2025-04-28, who: ana, act: test}
          - {at: 2025-04-30, who: [ana, ben], act: time-together}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        until = context.last_recorded
        if until is None:
            return
        found: dict[tuple[Place, str, str], list[str]] = {}
        for place, due in (*_by_replay(context), *_in_words(context)):
            for who in due.who:
                if due.by < until:
                    key = (place, due.since.isoformat(), due.by.isoformat())
                    found.setdefault(key, []).append(f"`{who}`")
        for (place, since, by), people in found.items():
            is_counted = isinstance(place, NormAt) and _is_quota(place)
            yield self.finding(
                place,
                message=_FEWER if is_counted else None,
                who=", ".join(people),
                since=since,
                by=by,
            )


def _by_replay(context: Context) -> Iterator[tuple[NormAt, Due]]:
    """Yield what was missed; where there are results since then, it is due again after them."""
    for at, due in context.tests_due():
        every = at.norm.every if isinstance(at.norm, Obligation) else None
        for who in due.who:
            if every is not None and context.has_results(who, due.since):
                yield from ((at, again) for again in context.tests_due_again(every, [who]))
            else:
                yield at, evolve(due, who=(who,))


def _is_quota(at: NormAt) -> bool:
    return isinstance(at.norm, Obligation) and at.norm.kind == "quota"


def _in_words(context: Context) -> Iterator[tuple[ReadAt, Due]]:
    for said in every_plan(context):
        for each in said.read:
            act, times = each.reading.roles.act or "", each.reading.times
            if times.every is not None and is_health_act(act, context.words, group="testing"):
                people = said.at.agreement.parties
                every = Cadence(duration=times.every)
                yield from ((each, due) for due in context.tests_due_again(every, people))
