"""VAL509: a clause asks for a feeling, or forbids one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt, Place
from polyagree.finding import Finding

_OWED = re.compile(
    r"\A(?:no|nobody|never|none|neither|do not|don['’]t)\b|\b(?:must|shall|(?:has|have|is|are|needs?|gets?) to|required|expected|(?:not|nobody|no one|won['’]t be)"
    r"(?: \w+)? (?:allowed|permitted|tolerated)|forbidden|off limits|no-go)\b",
    re.IGNORECASE,
)
_BINDS_NOBODY = ("definition", "break_handling", "review")
_LIKE = "something that asks for a feeling, or forbids one"


class FeelingDemanded(Analyzer):
    """
    A clause asks somebody to feel something, or not to.

    Nobody decides to fall in love, to be jealous, to trust again or to have forgiven.
    Jealousy is a signal to slow down, and love may come beside it. Where a feeling is a
    breach, it is kept to oneself for as long as that goes, and nobody can look after it.
    What people do when it comes up is theirs to agree on.

    It looks at what clauses say in which people are bound to something, by phrases, as a
    list in the text layer has them. What is only spoken of, or expressly free, is left
    alone, and so are values and the boundaries of one person. It does not see feelings
    in other words, and takes a promise in the words of a feeling for a demand.
    """

    code = "VAL509"
    name = "feeling-demanded"
    severity = "question"
    source = "C17"
    message = "`{clause}` asks for a feeling, or forbids one: `{words}`"
    help = "say what you do when the feeling is there: a word to each other, a slower pace, an evening together"
    works_on = ("declared", "reading")

    bad = Example(
        "love, forbidden",
        """
        terms: {fall-in-love: {kind: act, means: what it says}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              light: {says: We do not fall in love with others., norm: {must_not: fall-in-love, with: outsiders}}
        """,
        at="agreements.open.clauses.light.says",
    )
    good = Example(
        "a word, when there is love",
        """
        terms: {fall-in-love: {kind: act, means: what it says}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              light: {says: When we fall in love we tell each other within a week., norm: {must: tell, to: other parties, after: fall-in-love, within: 1 week}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for clause in context.clauses():
            if not _binds(clause):
                continue
            said = context.feelings_demanded(clause.clause.says)
            if not said:
                continue
            words = "`, `".join(" ".join(each.replace("`", "'").split()) for each in said)
            reading = clause.reading
            yield self.finding(
                reading or _words_of(clause),
                message=None if reading is None else reading.like(_LIKE),
                clause=clause.clause.id,
                words=words,
            )


def _binds(clause: ClauseAt) -> bool:
    """Return whether *clause* binds people to something, and not only tells what they stand for."""
    reading = clause.reading
    if reading is None:
        return any(norm.is_binding for norm in clause.norms)
    # "We trust each other again" is put as people put what they stand for; "nobody" is not.
    is_value = reading.is_plainly("value") and not _OWED.search(reading.reading.text)
    return not is_value and reading.reading.kind not in _BINDS_NOBODY


def _words_of(clause: ClauseAt) -> Place:
    return Place(
        context=clause.context, path=(*clause.path, "says"), anchor=f"{clause.anchor}.says"
    )
