"""BRK207: the first break ends a relationship."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import handlings, handlings_in_words
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.norms import Obligation, Power

_ENDS = ("end", "move-out", "break-up")


class EndsAtTheFirstBreak(Analyzer):
    """
    The first time that something is not kept, a relationship ends.

    To end is a valid outcome, and nobody has to give reasons for it. The question is whether
    it is what people mean for a slip as well as for a lie: a sentence written in
    the hope that it will never be needed is read to the letter later.

    It looks at what follows the first break at once. What follows if a step is not kept, or a second
    break, is not found, and neither is an agreement that ends and leaves the
    relationship as it is. A clause that has only words is read.

    It does not see whether people mean it, and they may.
    """

    code = "BRK207"
    name = "ends-at-the-first-break"
    severity = "question"
    source = "C18"
    message = "the first break leads to `{act}`"
    help = "if you mean it, keep it; if not for every slip, say for which, or `breach: 2+`"
    help_in_prose = (
        "if you mean it, keep it; if not for every slip, say for which, or from the second one on"
    )
    works_on = ("declared", "reading")

    bad = Example(
        "once, and it is over",
        """
        relationships: {us: {between: [ana, ben], kind: dating}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling:
                says: We tell by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                if_broken: [{power: end, who: other parties, over: us}]
        """,
        at="agreements.open.clauses.telling.if_broken[0]",
    )
    good = Example(
        "a talk first, and the third time may end it",
        """
        relationships: {us: {between: [ana, ben], kind: dating}}
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              telling:
                says: We tell by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
                if_broken: [{must: talk, who: all parties, within: 3 days}, {power: end, who: other parties, over: us, breach: 3+}]
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for _, steps in handlings(context):
            for step in steps:
                nth = step.norm.breach
                if _ends(context, step) and (nth is None or nth.count == 1):
                    yield self.finding(step, act=step.act)
        for agreement in context.agreements():
            for at, follows in handlings_in_words(agreement):
                if "ends" in follows and follows.isdisjoint(("later", "mends")):
                    yield self.finding(
                        at, message=at.like("an end at the first break"), words=at.words()
                    )


def _ends(context: Context, step: NormAt) -> bool:
    if not isinstance(step.norm, Obligation | Power) or not context.is_any_of(step.act, _ENDS):
        return False
    over = step.norm.over if isinstance(step.norm, Power) else step.norm.about
    names = [each for each in over if isinstance(each, str)]
    agreements = {str(each.id) for each in context.polycule.agreements}
    return not names or any(name.partition(".")[0] not in agreements for name in names)
