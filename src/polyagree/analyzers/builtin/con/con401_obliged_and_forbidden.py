"""CON401: the same person is obliged to and forbidden the same act."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._bans import Bans, is_as_joint, leaves_nobody
from polyagree.analyzers.builtin.con._covering import (
    is_at_the_same_time,
    is_covered,
    is_repair,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation


class ObligedAndForbidden(Analyzer):
    """
    Somebody cannot keep one clause without breaking another.

    It happens most easily across two agreements with different people, each fine by
    itself. Whoever stands between them breaks one whatever they do, and nobody
    else can see why.

    It finds the plain case: a duty, and a prohibition of the same act or a wider
    one, for the same person, with nothing that tells the two apart. What follows
    a break does not contradict what was broken. It does not see conflicts of
    times, numbers or circumstances, which other analyzers look for.
    """

    code = "CON401"
    name = "obliged-and-forbidden"
    severity = "concern"
    source = "C2"
    message = "`{who}` is to do `{duty}`, and is not to do `{ban}`"
    help = "say which of the two holds when both apply, or add `unless` to one of them"
    help_in_prose = (
        "say which of the two holds when both apply, or in which case one of them does not"
    )
    cost = "joint"

    bad = Example(
        "one agreement asks for what the other rules out",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              calls: {says: Ana calls Ben every week., norm: {must: call, who: ana, with: ben, every: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              quiet: {says: Ana no longer calls Ben., norm: {must_not: call, who: ana, with: ben}}
        """,
        at="agreements.with-ben.clauses.calls.norm[0]",
    )
    good = Example(
        "the prohibition has its own hours",
        """
        agreements:
          with-ben:
            parties: [ana, ben]
            clauses:
              calls: {says: Ana calls Ben every week., norm: {must: call, who: ana, with: ben, every: week}}
          with-caro:
            parties: [ana, caro]
            clauses:
              quiet: {says: Ana doesn't call Ben at night., norm: {must_not: call, who: ana, with: ben, hours: 22:00-08:00}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        bans = Bans.of(context)
        if not bans.by_person:
            return
        for duty in context.norms(Obligation):
            pairs: dict[int, tuple[NormAt, list[PersonId]]] = {}
            for person in sorted(duty.bearers):
                for ban in bans.near(duty, person):
                    if _clash(duty, ban, person):
                        pairs.setdefault(id(ban), (ban, []))[1].append(person)
            for ban, people in pairs.values():
                if leaves_nobody(duty, ban, frozenset(people)):
                    yield self._found(duty, ban, people)

    def _found(self, duty: NormAt, ban: NormAt, people: list[PersonId]) -> Finding:
        # At the duty, wherever the ban stands: the place has to survive another order.
        return self.finding(
            duty,
            evidence=[duty.evidence("obliged", duty.act), ban.evidence("forbidden", ban.act)],
            who=", ".join(people),
            duty=duty.act,
            ban=ban.act,
        )


def _clash(duty: NormAt, ban: NormAt, person: PersonId) -> bool:
    return (
        not is_repair(duty, ban)
        and is_as_joint(duty.norm, ban.norm)
        and is_covered(duty, ban, person)
        and is_at_the_same_time(duty.norm, ban.norm)
    )
