"""CHK704: words that put it on a person."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.chk._spoken import in_tone
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class BlamingWords(Analyzer):
    """
    Words in a check-in, an apology or an account of an impact put it on a person.

    "You never" and "your fault" say who somebody is, and are answered with a defence.
    What happened, what it did to somebody and what they need can be answered. It is often one
    and the same sentence, put the other way round.

    It looks at feelings and concerns, at what is said of a breach and its impact, and at
    apologies. Praise is left alone ("you always listen"), and so is what people tell of having said,
    and what is settled. It goes by phrases, as a list in the text layer has them, and
    cannot hear how they are meant: between people who smile at each other, "you always" may be
    tenderness.
    """

    code = "CHK704"
    name = "blaming-words"
    severity = "question"
    source = "C14"
    message = "these words put it on somebody: `{words}`"
    help = "say what happened, what it did to you and what you need, each in a sentence that begins with I"
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "a concern that says how somebody is",
        """
        check_ins:
          - {date: 2025-02-01, people: [ana, ben], concerns: [{who: ben, says: You never think of the mornings.}]}
        """,
        at="check_ins[0].concerns[0].says",
    )
    good = Example(
        "a concern that says what it does to Ben",
        """
        check_ins:
          - {date: 2025-02-01, people: [ana, ben], concerns: [{who: ben, says: "On Monday I woke at three, and I was tired all day."}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for place, words in in_tone(context, "blames"):
            yield self.finding(place, words=words)
