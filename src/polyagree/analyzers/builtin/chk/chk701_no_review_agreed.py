"""CHK701: no review is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt
from polyagree.finding import Finding
from polyagree.model.norms import Obligation

_REVIEWS = ("review", "check-in", "negotiate")


class NoReviewAgreed(Analyzer):
    """
    An agreement does not say when people look at it again.

    What fitted a year ago fits people who were a year younger. With a day agreed,
    bringing it up is nobody's complaint, and a clause that no longer serves anybody
    can go before it is broken.

    An end date is a day to look at it again as well, and so are the end of a trial
    and a clause about a regular check-in, also one that has only words. It does not ask whether reviews
    take place.

    It does not see reviews that people hold without having agreed on them.
    """

    code = "CHK701"
    name = "no-review-agreed"
    severity = "question"
    source = "A13"
    message = "`{agreement}` does not say when it is looked at again"
    help = "add `review: {{every: quarter}}`, or an `ends` date after which you decide anew"
    help_in_prose = (
        "add a sentence: we look at this again every three months; or a day after which you "
        "decide anew"
    )

    bad = Example(
        "agreed for good",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              love: {says: Nobody owns anybody., norm: none}
        """,
        at="agreements.open",
    )
    good = Example(
        "a look at it every quarter",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            review: {every: quarter, asks: [does it bring us closer]}
            clauses:
              love: {says: Nobody owns anybody., norm: none}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            if not _is_looked_at_again(at):
                yield self.finding(at, agreement=at.agreement.id)


def _is_looked_at_again(at: AgreementAt) -> bool:
    agreement = at.agreement
    if agreement.review is not None or agreement.ends is not None:
        return True
    if agreement.revisions and agreement.revisions[-1].ends is not None:
        return True
    if any(each.reading.kind == "review" for each in at.context.readings_in(agreement)):
        return True
    return any(
        isinstance(norm.norm, Obligation)
        and (norm.norm.kind in {"recurring", "quota"} or norm.norm.by is not None)
        and at.context.is_any_of(norm.act, _REVIEWS)
        for clause in at.clauses
        for norm in clause.norms
    )
