"""PER104: a clause that steers only somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt
from polyagree.finding import Finding
from polyagree.model.people import CountOf, Except, Named, PartnersOf, People, PeopleTerm, Role


class SteersOnlyOthers(Analyzer):
    """
    Everybody whom the clause binds is somebody who did not agree to it.

    An agreement steers one's own conduct; a rule tries to steer another
    person's. What parties write for somebody who is none of them cannot be kept
    by those who signed it, and those who would have to keep it may not know it.

    It looks at who is bound, and not at whose idea a clause was, which no
    document tells. A clause that binds one of its own parties is theirs, and
    whether the other one has a counterpart is not asked here. It does not see
    whom a term of your own stands for.
    """

    code = "PER104"
    name = "steers-only-others"
    severity = "concern"
    source = "A2"
    message = "the clause binds only `{people}`, who did not agree to it"
    help = "say what the parties themselves do, or ask `{people}` to agree to it with them"

    bad = Example(
        "the rule is for somebody who is not in the room",
        """
        agreements:
          couple:
            parties: [ana, ben]
            clauses:
              weddings:
                says: Caro doesn't come to family weddings.
                norm: {must_not: family-event, who: caro}
        """,
        at="agreements.couple.clauses.weddings",
    )
    good = Example(
        "the parties say what they themselves do",
        """
        agreements:
          couple:
            parties: [ana, ben]
            clauses:
              weddings:
                says: To family weddings we go as the two of us.
                norm: {must: family-event, who: all parties, every: year}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for clause in context.clauses():
            people = _bound(clause)
            if people and all(_is_outside(clause, term) for term in people):
                told = dict.fromkeys(str(term) for term in people)
                yield self.finding(clause, people=", ".join(told))


def _bound(clause: ClauseAt) -> People:
    """Return whom the norms of *clause* bind; none if one of them leaves it open."""
    norms = [at.norm for at in clause.norms if at.is_binding]
    if any(not norm.who for norm in norms):
        return ()
    return tuple(term for norm in norms for term in norm.who)


def _is_outside(clause: ClauseAt, term: PeopleTerm) -> bool:
    """Return whether *term* is known to name nobody who agreed."""
    match term:
        case Role(role="outsiders"):
            return True
        case Named() | PartnersOf():
            parties = frozenset(clause.agreement.parties)
            people = clause.context.resolve((term,), parties=parties)
            # Without a name or a kind behind it, nobody can tell who is meant.
            return bool(people) and people.isdisjoint(parties)
        case CountOf(of=some):
            return _is_outside(clause, some)
        case Except(people=some):
            return all(_is_outside(clause, each) for each in some)
        case _:
            return False
