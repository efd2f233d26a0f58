"""CHK707: check-ins that only know what is hard."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding

_FEWEST = 3


class NothingCelebrated(Analyzer):
    """
    Several check-ins in a row, and nothing in them is celebrated.

    Where a check-in is the hour of what went wrong, people begin to put it off. A small good
    thing in each of them keeps it worth coming to.

    It looks at three check-ins or more of the same people. Fewer may well have had something
    urgent.
    """

    code = "CHK707"
    name = "nothing-celebrated"
    severity = "note"
    source = "C10"
    message = "{count} check-ins of `{people}` celebrate nothing"
    help = "begin the next one with what was good, under `celebrated`"

    bad = Example(
        "three times, and nothing good",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben]}
          - {date: 2025-02-02, people: [ana, ben]}
          - {date: 2025-03-02, people: [ana, ben]}
        """,
        at="check_ins[2]",
    )
    good = Example(
        "a small thing, once",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben]}
          - {date: 2025-02-02, people: [ana, ben], celebrated: [a walk in the snow]}
          - {date: 2025-03-02, people: [ana, ben]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        groups: dict[frozenset[str], list[int]] = {}
        for index in context.check_ins_in_time:
            there = frozenset(map(str, context.polycule.check_ins[index].people))
            groups.setdefault(there, []).append(index)
        for people, indices in groups.items():
            celebrated = any(context.polycule.check_ins[index].celebrated for index in indices)
            if len(indices) >= _FEWEST and not celebrated:
                yield self.finding(
                    context.check_in(indices[-1]),
                    count=str(len(indices)),
                    people=", ".join(sorted(people)),
                )
