"""UND601: a word of one's own that nobody has explained."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding

_KINDS = frozenset({"people", "happening", "situation"})


class UndefinedTerm(Analyzer):
    """
    A clause rests on a word that the document adds and does not explain.

    *Someone new*, *serious*, *a bad day*: everybody knows what it means until it
    is needed. Two people who agree on the word may have agreed on two things.

    It looks at words for people, happenings and situations under `terms` that some norm
    uses, and that have no `means`. Words for acts, places and things mostly say enough by
    themselves. The words that ship are taken in their plain sense.
    """

    code = "UND601"
    name = "undefined-term"
    severity = "question"
    source = "B5"
    message = "`{term}` is used, and nothing says what it means"
    help = "write it down in your own words: `{term}: {{kind: {kind}, means: ...}}`"

    bad = Example(
        "how new is new?",
        """
        terms: {someone-new: {kind: people}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell about someone new., norm: {must: tell, to: other parties, after: {act: date, with: someone-new}, by: next evening}}
        """,
        at="terms.someone-new",
    )
    good = Example(
        "both mean the same",
        """
        terms: {someone-new: {kind: people, means: somebody neither of us has dated before}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling: {says: We tell about someone new., norm: {must: tell, to: other parties, after: {act: date, with: someone-new}, by: next evening}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for term in context.polycule.terms:
            is_open = term.means is None and term.kind in _KINDS
            if is_open and term.id in context.words_used:
                place = context.record("terms", term.id)
                yield self.finding(place, term=term.id, kind=term.kind)
