"""DRF304: how something feels has become worse at check-ins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.finding import Finding

_MOST = 12


class ComfortFalls(Analyzer):
    """
    The scores that somebody gives to the same thing have become lower, and stay so.

    One low evening is one low evening. But who says a three where they used to say a four,
    check-in after check-in, may not have found the words yet.

    It compares with the first eight check-ins, on the same scale and about the same thing, and
    allows itself one false alarm in 104 check-ins. Fewer than nine tell nothing, and neither
    does a check-in that never was. What it cannot see is why.
    """

    code = "DRF304"
    name = "comfort-falls"
    severity = "question"
    source = "C10"
    message = (
        "the scores of `{who}`{about} have been lower since about {since}: {lately},"
        " compared with {before} (false alarms: {promise})"
    )
    help = "ask what has changed, and listen before anything is decided"
    passing = ("lately",)
    works_on = ("log",)
    cost = "events"

    check_ins = Option(
        104,
        means="how many it takes on average until one false alarm, for each score",
        unit="check-ins",
        at_least=52,
        at_most=10_000,
    )

    bad = Example(
        "from a four to a one",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-01-19, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-02-02, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-02-16, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-03-02, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-03-16, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-03-30, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-04-13, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-04-27, people: [ana, ben], scores: [{who: ben, about: late-night, value: 2, scale: 0-4}]}
          - {date: 2025-05-11, people: [ana, ben], scores: [{who: ben, about: late-night, value: 1, scale: 0-4}]}
          - {date: 2025-05-25, people: [ana, ben], scores: [{who: ben, about: late-night, value: 1, scale: 0-4}]}
          - {date: 2025-06-08, people: [ana, ben], scores: [{who: ben, about: late-night, value: 1, scale: 0-4}]}
          - {date: 2025-06-22, people: [ana, ben], scores: [{who: ben, about: late-night, value: 1, scale: 0-4}]}
        """,
        at="check_ins[10]",
    )
    good = Example(
        "one low evening",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-01-19, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-02-02, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-02-16, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-03-02, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-03-16, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-03-30, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-04-13, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-04-27, people: [ana, ben], scores: [{who: ben, about: late-night, value: 1, scale: 0-4}]}
          - {date: 2025-05-11, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-05-25, people: [ana, ben], scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}
          - {date: 2025-06-08, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
          - {date: 2025-06-22, people: [ana, ben], scores: [{who: ben, about: late-night, value: 4, scale: 0-4}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for comfort in context.comforts_promising(f"1 in {self.check_ins} check-ins"):
            pattern = comfort.pattern
            if not pattern.has_changed:
                continue
            since, on = pattern.since, pattern.alarms[-1].on
            given = zip(comfort.check_ins, comfort.days, comfort.values, strict=True)
            scores = [
                context.check_in(index).evidence("score", f"{value} of {comfort.scale}")
                for index, day, value in given
                if since is None or day >= since
            ]
            # Where it was seen, so that it stays the same finding at later check-ins.
            at = bisect_left(comfort.days, on)
            yield self.finding(
                context.check_in(comfort.check_ins[at]),
                evidence=scores[-_MOST:],
                who=comfort.who,
                about=f" about `{comfort.about}`" if comfort.about else "",
                since="the beginning" if since is None else since.isoformat(),
                lately=pattern.lately,
                before=pattern.before,
                promise=str(pattern.promise),
            )
