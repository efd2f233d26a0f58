"""CHK703: a concern is carried on from check-in to check-in."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.places import CheckInAt, ConcernAt
from polyagree.finding import Evidence, Finding
from polyagree.model.ids import PersonId

_NO_WORD = re.compile(r"[\W_]+")

_Key = tuple[PersonId, PersonId | None, object]


class ConcernCarriedOn(Analyzer):
    """
    Somebody named a concern, and later check-ins have not settled it.

    A check-in is there so that worries come up early. One that comes up again and
    again has been said and not been answered yet. Perhaps it needs an hour of its
    own, perhaps it was answered and nobody wrote so.

    It asks when the same person raises the same thing again, in the same words or
    about the same clause, act or person, with somebody who was there the first time;
    and when a concern is raised once and then two later check-ins of all of these
    people pass without `settled`: the next one is where it is taken up, and the one
    after shows that it was not. It does not see that other words mean the same.
    """

    code = "CHK703"
    name = "concern-carried-on"
    severity = "question"
    source = "C10"
    message = "a concern of `{who}` came up again, and nothing says that it is settled"
    help = "give it a time of its own, or write the day under `settled` if it is answered"
    works_on = ("log",)
    cost = "events"

    # The next check-in is where a concern is taken up; the one after shows that it was not.
    later = Option(
        2, means="how many later check-ins pass without `settled`", unit="check-ins", at_least=1
    )

    bad = Example(
        "raised again four weeks later",
        """
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long., about: late-night}]}
          - {date: 2025-03-02, people: [ana, ben], concerns: [{who: ana, says: They are longer now., about: late-night}]}
        """,
        at="check_ins[0].concerns[0]",
    )
    good = Example(
        "settled when it came up again",
        """
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long., about: late-night}]}
          - {date: 2025-03-02, people: [ana, ben], concerns: [{who: ana, says: They are longer now., about: late-night, settled: 2025-03-09}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        by_person = _by_person(context)
        for raised in _carried(context):
            first = raised[0]
            who = first.concern.who
            if len({each.check_in_at.path for each in raised}) > 1:
                evidence = [_again(each) for each in raised[1:]]
                yield self.finding(first, evidence=evidence, who=who)
            elif passed := _passed(first.check_in_at, by_person.get(who, []), self.later):
                yield self.finding(
                    first,
                    message="a concern of `{who}` is not settled, and later check-ins have passed",
                    evidence=passed,
                    who=who,
                )


def _by_person(context: Context) -> dict[PersonId, list[CheckInAt]]:
    found: dict[PersonId, list[CheckInAt]] = {}
    for at in context.check_ins():
        for person in at.people:
            found.setdefault(person, []).append(at)
    return found


def _again(at: ConcernAt) -> Evidence:
    return at.evidence("again", at.check_in_at.day.isoformat())


def _passed(at: CheckInAt, later: list[CheckInAt], enough: int) -> list[Evidence]:
    """Return the next check-ins of the people in *at*, if there were *enough*."""
    passed: list[Evidence] = []
    for each in later[bisect_right(later, at.day, key=lambda each: each.day) :]:
        if at.people <= each.people:
            passed.append(each.evidence("later", each.day.isoformat()))
            if len(passed) == enough:
                return passed
    return []


class _Thread:
    """One concern, as often as it was raised; and when it was first settled."""

    def __init__(self) -> None:
        self.raised: list[ConcernAt] = []
        # The end of the calendar, if it is not.
        self.settled = dt.date.max

    def add(self, at: ConcernAt) -> None:
        self.raised.append(at)
        self.settled = min(self.settled, at.concern.settled or dt.date.max)


def _carried(context: Context) -> Iterator[list[ConcernAt]]:
    """Yield each concern that is not settled, as often as it was raised, in order of time."""
    threads: list[_Thread] = []
    latest: dict[_Key, _Thread] = {}
    for at in context.check_ins():
        for concern in at.concerns:
            keys = _keys(concern)
            thread = next((latest[key] for key in keys if key in latest), None)
            if thread is None or thread.settled < at.day:
                thread = _Thread()
                threads.append(thread)
            thread.add(concern)
            latest |= dict.fromkeys(keys, thread)
    for thread in threads:
        if context.on is None or context.on < thread.settled:
            yield thread.raised


def _keys(at: ConcernAt) -> list[_Key]:
    """Return what makes it the same concern: whose it is, in front of whom, about what."""
    concern = at.concern
    words = _NO_WORD.sub(" ", concern.says.casefold()).strip()
    others: Sequence[PersonId | None] = sorted(at.check_in_at.people - {concern.who}) or [None]
    return [
        (concern.who, other, about)
        for other in others
        for about in (*concern.about, ("says", words))
    ]
