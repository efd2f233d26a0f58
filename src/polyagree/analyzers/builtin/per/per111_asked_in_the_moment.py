"""PER111: an approval that is asked for in the moment."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt
from polyagree.finding import Finding


class AskedInTheMoment(Analyzer):
    """
    A yes is asked for, each time, with no lead time: in the moment, on the phone.

    Whoever is asked at midnight answers at midnight. A yes at the time also settles
    nothing about how it feels the week after. Where people want a yes at all, a day
    ahead leaves room to think, and to say no.

    It looks at approvals: notice and talks are PER103. A yes once and for all is asked
    for when it suits everybody. PER101 takes this in where both are found.

    In a clause that has only words no lead time is no word of the same evening. It does not see
    how the asking goes.
    """

    code = "PER111"
    name = "asked-in-the-moment"
    severity = "question"
    source = "A7"
    message = "`{act}` waits for a word of `{people}` that is asked for in the moment"
    help = "say how long before, as `ahead: 2 days`"

    bad = Example(
        "the yes is asked for on the same evening",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              stay: {says: Ring if you want to stay., norm: {may: overnight, with: outsiders, only_if: {yes_from: other parties, by: same day}}}
        """,
        at="agreements.open.clauses.stay.norm[0].only_if.yes_from",
    )
    good = Example(
        "there are two days to think",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              stay: {says: Ask two days before., norm: {may: overnight, with: outsiders, only_if: {yes_from: other parties, ahead: 2 days}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for norm in context.norms(read=True):
            for gate in norm.gates:
                if gate.gate.is_approval and not gate.use.once and _is_in_the_moment(gate):
                    yield self.finding(gate, act=gate.act, people=gate.people)


def _is_in_the_moment(gate: GateAt) -> bool:
    if gate.gate.ahead is not None:
        return False
    by = gate.gate.by
    if by is None:
        # That a sentence has no lead time is no word of the same evening.
        return gate.read_in is None
    return by.relation == "same"
