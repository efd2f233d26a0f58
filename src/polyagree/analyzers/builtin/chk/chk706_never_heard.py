"""CHK706: somebody of whom the check-ins have no word."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.model.check_in import CheckIn, Concern, Feeling, Score

_FEWEST = 3


class NeverHeard(Analyzer):
    """
    Somebody is at every check-in, and none of them holds a word of theirs.

    Somebody may have nothing to say, or no room to say it. From the page alone the two
    look alike, and the first is told for the second.

    It looks at people who were at three check-ins or more, since one or two are by chance, with no
    score, feeling or concern of their own, where others have some; and at parties of
    an agreement that was reviewed three times or more without them.
    """

    code = "CHK706"
    name = "never-heard"
    severity = "question"
    source = "B8"
    message = "{count} check-ins {how}, and none holds a word of `{who}`"
    help = "ask first, and leave a silence; a number or one word will do"

    bad = Example(
        "three times, and never a word",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben], feelings: [{who: ana, says: Glad.}]}
          - {date: 2025-02-02, people: [ana, ben], scores: [{who: ana, value: 3, scale: 0-4}]}
          - {date: 2025-03-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long.}]}
        """,
        at="check_ins[2]",
    )
    good = Example(
        "a number, once",
        """
        check_ins:
          - {date: 2025-01-05, people: [ana, ben], feelings: [{who: ana, says: Glad.}]}
          - {date: 2025-02-02, people: [ana, ben], scores: [{who: ana, value: 3, scale: 0-4}, {who: ben, value: 2, scale: 0-4}]}
          - {date: 2025-03-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long.}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        there: dict[str, list[int]] = {}
        spoke: set[str] = set()
        for index in context.check_ins_in_time:
            check_in = context.polycule.check_ins[index]
            spoke |= _speakers(check_in)
            for each in check_in.people:
                there.setdefault(str(each), []).append(index)
        for person, indices in there.items():
            others = any(_speakers(context.polycule.check_ins[index]) for index in indices)
            if len(indices) >= _FEWEST and person not in spoke and others:
                yield self.finding(
                    context.check_in(indices[-1]),
                    who=person,
                    count=str(len(indices)),
                    how=f"had `{person}` there",
                )
        for at in context.agreements():
            reviews = context.reviews_of(at.agreement)
            for party in at.agreement.parties if len(reviews) >= _FEWEST else ():
                if party not in there:
                    yield self.finding(
                        at,
                        who=party,
                        count=str(len(reviews)),
                        how=f"reviewed `{at.agreement.id}` without `{party}`",
                    )


def _speakers(check_in: CheckIn) -> set[str]:
    said: list[Score | Feeling | Concern] = [*check_in.scores, *check_in.feelings]
    return {str(each.who) for each in (*said, *check_in.concerns)}
