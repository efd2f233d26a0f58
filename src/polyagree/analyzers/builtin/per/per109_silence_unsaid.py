"""PER109: a gate that does not say what silence means."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt
from polyagree.finding import Finding
from polyagree.model.norms import Power


class SilenceUnsaid(Analyzer):
    """
    An act waits for somebody's word, and nothing is said about no answer.

    A message unread, a phone that is off: one of the two takes silence for a
    yes, the other for a no, and both keep the agreement as they know it. Many
    breaches begin with a permission that was never quite clear.

    Where no objection counts as leave, silence has its meaning as soon as it is
    said by when, or how long before, somebody may object.

    It does not see what silence means among these people anyway.
    """

    code = "PER109"
    name = "silence-unsaid"
    severity = "question"
    source = "C2"
    message = "`{act}` waits for the word of `{people}`, and nothing says what no answer means"
    help = "write `silence: allows` or `silence: stops`"
    help_in_prose = "say what no answer means: that it may go ahead, or that it waits"
    works_on = ("declared", "reading")

    bad = Example(
        "nobody knows what no answer means",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              guests: {says: We tell each other before somebody stays over., norm: {may: overnight, with: outsiders, only_if: {told: other parties}}}
        """,
        at="agreements.house.clauses.guests.norm[0].only_if.told",
    )
    good = Example(
        "no answer is fine, and that is written down",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              guests: {says: We tell each other before somebody stays over., norm: {may: overnight, with: outsiders, only_if: {told: other parties, silence: allows}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for norm in context.norms(read=True):
            for gate in norm.gates:
                if gate.gate.silence is None and not _is_said(gate):
                    yield self.finding(gate, act=gate.act, people=gate.people)


def _is_said(gate: GateAt) -> bool:
    """Return whether silence has its meaning by what an objection is, or a veto, or plain news."""
    asked = gate.gate
    if gate.read_in is not None and asked.is_notice:
        # Who writes a sentence to tell somebody mostly waits for no answer.
        return True
    if asked.kind != "unopposed_by":
        return False
    # Nobody asks before a veto: without one, the act goes on.
    return asked.ahead is not None or asked.by is not None or isinstance(gate.norm_at.norm, Power)
