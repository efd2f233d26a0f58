"""CHK707: check-ins in which nothing is celebrated."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.places import CheckInAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId


class NothingCelebrated(Analyzer):
    """
    In several check-ins of the same people, nothing stands there that was celebrated.

    A conversation that is only about what is heavy becomes heavy itself, and people
    put it off. What went well is part of how it goes. It costs a minute, and it shows
    what to keep.

    It is told once for each set of people, where the first of three check-ins or more
    stands and none of them has `celebrated`. One or two may have had a lot to settle.
    It does not see joy in other words, nor what nobody wrote down.
    """

    code = "CHK707"
    name = "nothing-celebrated"
    severity = "note"
    source = "C10"
    message = "in the check-ins of `{people}` nothing is celebrated yet"
    help = "end the next one with what went well, and keep it under `celebrated`"
    works_on = ("log",)
    cost = "events"

    # One or two may have had a lot to settle; three are how these people do it.
    fewest = Option(
        3, means="how many check-ins of the same people tell", unit="check-ins", at_least=1
    )

    bad = Example(
        "three times about what is heavy",
        """
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], feelings: [{who: ana, says: Tired.}]}
          - {date: 2025-02-16, people: [ana, ben], decided: [no late night in March]}
          - {date: 2025-03-02, people: [ana, ben], feelings: [{who: ben, says: Better.}]}
        """,
        at="check_ins[0]",
    )
    good = Example(
        "something was lovely as well",
        """
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], feelings: [{who: ana, says: Tired.}]}
          - {date: 2025-02-16, people: [ana, ben], decided: [no late night in March]}
          - {date: 2025-03-02, people: [ana, ben], feelings: [{who: ben, says: Better.}], celebrated: [soup on Thursdays]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        by_people: dict[frozenset[PersonId], list[CheckInAt]] = {}
        for at in context.check_ins():
            by_people.setdefault(at.people, []).append(at)
        for people, check_ins in by_people.items():
            if len(check_ins) < self.fewest or any(at.check_in.celebrated for at in check_ins):
                continue
            evidence = [at.evidence("check-in", at.day.isoformat()) for at in check_ins[1:]]
            yield self.finding(check_ins[0], evidence=evidence, people=", ".join(sorted(people)))
