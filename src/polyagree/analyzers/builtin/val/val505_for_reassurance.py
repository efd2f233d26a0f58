"""VAL505: a clause that is there so that nobody leaves."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.val._restricting import narrows, narrows_by_itself
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, ClauseAt, Place
from polyagree.finding import Finding

_OWN = ("break_handling", "definition", "review")
_LIKE = "something that is there so that nobody leaves"


class ForReassurance(Analyzer):
    """
    A clause narrows what people do, and its reason is that nobody leaves.

    Some clauses are meant as a warning system: whoever is told first, asked first or
    gone home to first will see it coming. No clause can do that, and one that is
    there for it has to grow each time the fear does. What the fear asks for is often
    close by: an evening that is theirs, a word in the morning, to be told that one matters.

    It looks at `because`, of a clause or its agreement, at what the values mean that a
    clause serves, and at the words of the clause, where it forbids, limits, waits,
    looks at what is another's own or asks to be told. Time for each other is left alone,
    whatever it is for. What a sentence in words asks for, it reads without the reason in it.
    It goes by phrases, as a list in the text layer has them; it does
    not see a reason that nobody wrote down, and cannot tell whether the clause
    serves something else as well.
    """

    code = "VAL505"
    name = "for-reassurance"
    severity = "question"
    source = "A10"
    message = "the reason of `{clause}` is that nobody leaves: `{words}`"
    help = "ask what would help with the fear itself, such as time that is yours, and whether the clause is needed then"
    works_on = ("declared", "reading")

    bad = Example(
        "a call in time, out of fear",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              calls:
                says: We call before we sleep with somebody new.
                because: I am afraid that you leave me.
                norm: {may: sex, with: outsiders, only_if: {told: other parties}}
        """,
        at="agreements.open.clauses.calls.because",
    )
    good = Example(
        "an evening, for the same fear",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              thursdays:
                says: Thursday is ours.
                because: I am afraid that you leave me.
                norm: {must: date, with: other parties, every: week, days: thu}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            narrowing = [clause for clause in at.clauses if self._narrows(context, clause)]
            if narrowing and (words := self._words(context, at.agreement.because)):
                yield self.finding(_inside(at, "because"), clause=at.agreement.id, words=words)
            for clause in narrowing:
                yield from self._of(context, clause)

    def _narrows(self, context: Context, at: ClauseAt) -> bool:
        if narrows(at):
            return True
        if at.reading is None or at.reading.reading.kind in _OWN:
            return False
        says = at.clause.says
        return any(narrows_by_itself(context, says, each) for each in context.reassurance(says)[:1])

    def _of(self, context: Context, at: ClauseAt) -> Iterator[Finding]:
        clause = at.clause
        means = {each.id: each.means for each in context.polycule.values}
        if words := self._words(context, clause.because):
            place = _inside(at, "because")
            yield self.finding(place, read_in=at.reading, clause=clause.id, words=words)
        elif words := self._words(context, clause.says):
            reads = None if at.reading is None else at.reading.like(_LIKE)
            place = at.reading or _inside(at, "says")
            yield self.finding(place, message=reads, clause=clause.id, words=words)
        else:
            for value in clause.serves:
                if words := self._words(context, means.get(value)):
                    place = context.record("values", value)
                    shown = [place.evidence("means", words)]
                    yield self.finding(
                        _inside(at, "serves"),
                        evidence=shown,
                        read_in=at.reading,
                        clause=clause.id,
                        words=words,
                    )

    def _words(self, context: Context, text: str | None) -> str:
        found = () if text is None else context.reassurance(text)
        return "`, `".join(" ".join(each.replace("`", "'").split()) for each in found)


def _inside(at: AgreementAt | ClauseAt, key: str) -> Place:
    return Place(context=at.context, path=(*at.path, key), anchor=f"{at.anchor}.{key}")
