"""PER111: an approval that is asked for in the moment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt
from polyagree.analyzers.readings import ReadAt
from polyagree.finding import Finding

_THEN = re.compile(
    r"\W*(?:\w+\W+){0,2}?("
    r"(?:that |on the |(?:that|the) (?:very )?same )(?:day|evening|night)\b(?! (?:before|of)\b)"
    r"|in the moment|on the spot|(?:right )?there and then)\b",
    re.IGNORECASE,
)
"""That it is now, soon after the words by which something waits for a yes."""


class AskedInTheMoment(Analyzer):
    """
    A yes is asked for, each time, with no lead time: in the moment, on the phone.

    Whoever is asked at midnight answers at midnight. A yes at the time also settles
    nothing about how it feels the week after. Where people want a yes at all, a day
    ahead leaves room to think, and to say no.

    It looks at approvals: notice and talks are PER103. A yes once and for all is asked
    for when it suits everybody. PER101 takes this in where both are found.

    In a clause that has only words no lead time is no word of the same evening: it asks where a
    yes stands beside `that evening`, `on the same day`, `in the moment` and the like. It does
    not see how the asking goes.
    """

    code = "PER111"
    name = "asked-in-the-moment"
    severity = "question"
    source = "A7"
    message = "`{act}` waits for a word of `{people}` that is asked for in the moment"
    help = "say how long before, as `ahead: 2 days`"
    help_in_prose = "say how long before, for instance two days ahead"
    works_on = ("declared", "reading")

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
        for norm in context.norms():
            for gate in norm.gates:
                if gate.gate.is_approval and not gate.use.once and _is_in_the_moment(gate):
                    yield self.finding(gate, act=gate.act, people=gate.people)
        for at in context.readings():
            if words := _in_the_moment(at):
                yield self.finding(at, message=at.like("a yes in the moment"), words=words)


def _is_in_the_moment(gate: GateAt) -> bool:
    by = gate.gate.by
    return gate.gate.ahead is None and (by is None or by.relation == "same")


def _in_the_moment(at: ReadAt) -> str | None:
    """Return the words that ask for a yes there and then; ``None``: there are none."""
    if not at.reading.permission or at.reading.times.lead is not None:
        return None
    for each in at.reading.evidence:
        then = _THEN.match(at.reading.text, each.end)
        if each.says == "approval" and then is not None:
            return " ".join(at.reading.text[each.start : then.end()].replace("`", "'").split())
    return None
