"""CHK705: words that make it small."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.chk._spoken import in_tone
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class MinimisingWords(Analyzer):
    """
    Words in a check-in, an apology or an account of an impact make it small.

    "Only a kiss" measures for somebody else how much it was. Whoever was hurt has to
    begin by making it large again, and the talk is about the size instead of what it did.
    The same goes for a regret with an "if" in it.

    It looks at feelings and concerns, at what is said of a breach and its impact, and at
    apologies. What people tell of having said is left alone, and so is what is settled. It goes
    by phrases, as a list in the text layer has them: that something truly was small for
    everybody, it cannot know.
    """

    code = "CHK705"
    name = "minimising-words"
    severity = "question"
    source = "C14"
    message = "these words make it small: `{words}`"
    help = "say what it did to whoever was hurt, or ask them how large it is"
    works_on = ("log",)
    cost = "events"

    bad = Example(
        "an apology that measures",
        """
        agreements: {a: {parties: [ana, ben], clauses: {c: {says: We tell by the next evening., norm: {must: tell, to: other parties, after: date, by: next evening}}}}}
        breaches: {late: {of: a.c, by: ana}}
        repairs:
          talk: {of: late, apology: {by: ana, to: ben, happened: It was only a kiss.}}
        """,
        at="repairs.talk.apology.happened",
    )
    good = Example(
        "an apology that says what happened",
        """
        agreements: {a: {parties: [ana, ben], clauses: {c: {says: We tell by the next evening., norm: {must: tell, to: other parties, after: date, by: next evening}}}}}
        breaches: {late: {of: a.c, by: ana}}
        repairs:
          talk: {of: late, apology: {by: ana, to: ben, happened: I kissed Caro on Friday and told you on Monday.}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for place, words in in_tone(context, "minimises"):
            yield self.finding(place, words=words)
