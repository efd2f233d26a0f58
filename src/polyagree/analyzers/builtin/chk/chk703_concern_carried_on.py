"""CHK703: a concern that comes again and is not settled."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.finding import Finding
from polyagree.model.check_in import Concern

_LATER = 2

_Key = tuple[str, str]


class ConcernCarriedOn(Analyzer):
    """
    Something troubles somebody, and check-in after check-in goes by.

    A concern that is written down and not taken up says two things to whoever
    has it: that it was heard, and that it does not matter.

    It finds a concern without `settled` that the same person has raised again, about the same thing
    or in the same words, and one after which two more check-ins of the same people went
    by. It is told once, where it was raised first. A concern that was settled at any
    time is settled.
    """

    code = "CHK703"
    name = "concern-carried-on"
    severity = "question"
    source = "B8"
    message = "a concern of `{who}` was raised on {since}, and is not settled {after}"
    help = "take it up first next time, and write `settled` when it is, in whichever way"

    bad = Example(
        "raised twice",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben], concerns: [{who: ben, about: late-night, says: The nights are long.}]}
          - {date: 2025-02-02, people: [ana, ben], concerns: [{who: ben, about: late-night, says: They still are.}]}
        """,
        at="check_ins[0].concerns[0]",
    )
    good = Example(
        "raised, and settled",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben], concerns: [{who: ben, about: late-night, says: The nights are long., settled: 2025-02-02}]}
          - {date: 2025-02-02, people: [ana, ben]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        check_ins = context.check_ins_in_time
        open_: dict[_Key, list[tuple[int, int]]] = {}
        settled: set[_Key] = set()
        for index in check_ins:
            for position, concern in enumerate(context.polycule.check_ins[index].concerns):
                key = _key(concern)
                open_.setdefault(key, []).append((index, position))
                if concern.settled is not None:
                    settled.add(key)
        for key, places in open_.items():
            if key in settled:
                continue
            first, position = places[0]
            again = len({index for index, _ in places}) > 1
            passed = _passed(context, check_ins, first)
            if again or passed >= _LATER:
                since = context.polycule.check_ins[first].day.isoformat()
                yield self.finding(
                    _place(context, first, position, key),
                    who=key[0],
                    since=since,
                    after="though it came up again" if again else "two check-ins later",
                )


def _key(concern: Concern) -> _Key:
    """Return by what a concern is known again: who has it, and what it is about."""
    about = sorted(each if isinstance(each, str) else repr(each) for each in concern.about)
    return concern.who, ", ".join(about) or " ".join(concern.says.lower().split())


def _passed(context: Context, check_ins: tuple[int, ...], first: int) -> int:
    """Return how many check-ins of the same people came after the one at *first*."""
    people = set(context.polycule.check_ins[first].people)
    later = check_ins[check_ins.index(first) + 1 :]
    return sum(people <= set(context.polycule.check_ins[index].people) for index in later)


def _place(context: Context, index: int, position: int, key: _Key) -> Place:
    above = context.check_in(index)
    return Place(
        context=context,
        path=(*above.path, "concerns", position),
        anchor=f"{above.anchor}.concerns[{key[0]}: {key[1]}]",
    )
