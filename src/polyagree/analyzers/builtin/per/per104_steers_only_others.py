"""PER104: a clause that steers only somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._in_words import steers_another
from polyagree.analyzers.builtin.per._outside import bound_outside
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class SteersOnlyOthers(Analyzer):
    """
    Everybody whom the clause binds is somebody who did not agree to it.

    An agreement steers one's own conduct; a rule tries to steer another
    person's. What parties write for somebody who is none of them cannot be kept
    by those who signed it, and those who would have to keep it may not know it.

    It looks at who is bound, and not at whose idea a clause was, which no
    document tells. A clause that binds one of its own parties is theirs, and
    whether the other one has a counterpart is not asked here. It does not see
    whom a term of your own stands for. Where a clause has only words, it reads those that
    tell somebody else what to do: "you", or one by name who is no party.
    """

    code = "PER104"
    name = "steers-only-others"
    severity = "concern"
    source = "A2"
    message = "the clause binds only `{people}`, who did not agree to it"
    help = "say what the parties themselves do, or ask `{people}` to agree to it with them"
    works_on = ("declared", "reading")

    bad = Example(
        "the rule is for somebody who is not in the room",
        """
        agreements:
          together:
            parties: [ana, ben]
            clauses:
              weddings:
                says: Caro doesn't come to family weddings.
                norm: {must_not: family-event, who: caro}
        """,
        at="agreements.together.clauses.weddings",
    )
    good = Example(
        "the parties say what they themselves do",
        """
        agreements:
          together:
            parties: [ana, ben]
            clauses:
              weddings:
                says: To family weddings we go as the two of us.
                norm: {must: family-event, who: all parties, every: year}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for clause in context.clauses():
            people = bound_outside(clause)
            if people:
                told = dict.fromkeys(str(term) for term in people)
                yield self.finding(clause, people=", ".join(told))
        for at in context.readings():
            if at.clause is not None and steers_another(at):
                yield self.finding(
                    at,
                    message=at.like("a rule for somebody else"),
                    help="say what each of you does yourself, or what you ask of each other",
                    words=at.words(),
                )
