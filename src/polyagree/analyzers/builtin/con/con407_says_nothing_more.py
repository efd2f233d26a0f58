"""CON407: a norm without which nothing would change."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding


class SaysNothingMore(Analyzer):
    """
    What a norm asks for, another one asks for already, of the same people.

    Two numbers for one thing are read as two promises, and the larger one is the one that
    people remember. An exception that stands beside a plain prohibition reads as if it
    could be used. And when one of the two is changed, the other one still says what was meant before.

    It finds norms that could be left out, and exactly the same would be fine: the same said twice,
    a limit above a smaller one, an exception that never comes to bear, a wider deadline beside a
    nearer one. It is proved and not guessed, so that some go by. A clause is held
    against those of agreements with the same parties, or more; what others refer to, and what
    something else follows, is no repetition. Permissions and powers give something, and are not
    looked at.

    It does not see whether people want to have it said twice.
    """

    code = "CON407"
    name = "says-nothing-more"
    severity = "note"
    source = "C2"
    message = "`{act}`: nothing would change without it, `{by}` asks for {how}"
    help = "leave it out, or say in which case it is more than the other one"
    cost = "joint"

    bad = Example(
        "the larger number is never reached",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
              more: {says: Never more than three., norm: {may: late-night, at_most: 3, per: month}}
        """,
        at="agreements.open.clauses.more.norm[0]",
    )
    good = Example(
        "each number is about something of its own",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: Two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
              more: {says: Never more than three dates., norm: {may: date, at_most: 3, per: month}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for each in context.redundancies:
            place = context.at(each.path)
            others = [context.at(path) for path in each.by]
            by = [other for other in others if isinstance(other, NormAt)]
            if not isinstance(place, NormAt) or not by:
                continue
            yield self.finding(
                place,
                evidence=[other.evidence("asks for it", other.act) for other in by],
                act=place.act,
                by=", ".join(dict.fromkeys(_name(other) for other in by)),
                how="the same" if each.how == "same" else "as much and more",
            )


def _name(norm: NormAt) -> str:
    if norm.agreement is not None and norm.clause is not None:
        return f"{norm.agreement.id}.{norm.clause.id}"
    return str(norm.path[1])
