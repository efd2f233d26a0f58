"""UND603: a word carries a clause that people read in more than one way."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.finding import Finding

_OPEN_ANYWAY = frozenset({"value", "definition", "other"})


class VagueWord(Analyzer):
    """
    What a clause asks for hangs on a word that two people read in two ways.

    "Soon" is an hour to one and a week to the other, and both keep the agreement as they know
    it. The difference shows when it is late, as a breach. An example is often enough: what
    would still be soon, and what no longer?

    It looks at clauses that have only words. Where there is a norm, it says how soon; values
    and definitions may be as wide as people want them, and a boundary is its holder's to know.
    It has a list of words, and leaves one alone beside a number or a day.

    It does not see words that are plain to these people and to nobody else.
    """

    code = "UND603"
    name = "vague-word"
    severity = "question"
    source = "C2"
    message = "`{words}` can be read in more than one way, and the clause hangs on it"
    help = (
        "tell each other an example of what still counts and what no longer does, or write a number"
    )
    works_on = ("reading",)

    bad = Example(
        "how soon is soon?",
        """
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell each other soon after a date.}
        """,
        at="agreements.home.clauses.telling.says",
    )
    good = Example(
        "by the next evening",
        """
        agreements:
          home:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell each other by the evening after a date.}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.readings():
            vague = at.reading.vague
            if at.clause is not None and vague and at.reading.kind not in _OPEN_ANYWAY:
                # The word stands there: nothing about that was read into it.
                place = Place(context=context, path=at.path, anchor=at.anchor)
                words = "`, `".join(dict.fromkeys(" ".join(each.split()) for each in vague))
                yield self.finding(place, words=words)
