"""PER101: an act that waits for a partner's approval."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._in_words import reads_like_a_veto_over_people
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt
from polyagree.finding import Finding


class ActWaitsForApproval(Analyzer):
    """
    An act waits for the yes of somebody who takes no part in it, or falls with their no.

    It soothes for the moment, and it is hard on everybody: whoever gives the yes
    is pressed to give it, perhaps at midnight on the phone, and whoever asks hands
    over a choice of their own. A yes at the time also settles nothing about how
    it feels the week after. What the yes is meant to look after can nearly always
    be agreed directly: a talk afterwards, time together, a limit that each one keeps.

    Where only what goes beyond an agreed limit waits, everything up to the limit
    is free, and the finding is a question. The consent of those who take part, are
    touched, visited or paid is no approval, and neither is one's own word. A clause
    that has only words is read, and the finding says by which of them; single words alone
    have to be sure.

    It cannot tell whose flat, picture or body it is where nothing says so, or who
    answers for safety: the yes of an owner, of whoever is on the photo, of a doctor or of
    somebody who signs off in a team is another thing than a partner's. A note with that
    as its reason keeps the clause as it is.
    """

    code = "PER101"
    name = "act-waits-for-approval"
    severity = "concern"
    source = "A1"
    message = "`{act}` waits for {word} `{people}`"
    help = (
        "ask what this word looks after, and what else could: news of it, a talk, a limit that each "
        "one keeps; consent of whoever is touched, owns it or answers for safety is another thing"
    )
    covers = ("PER109", "PER111")
    works_on = ("declared", "reading")

    bad = Example(
        "a date needs a yes from somebody who is not on it",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              ask-first:
                says: We only date someone if the other one has said yes.
                norm: {may: date, with: outsiders, only_if: {yes_from: other parties}}
        """,
        at="agreements.open.clauses.ask-first.norm[0].only_if.yes_from",
    )
    good = Example(
        "nobody waits, and the feelings have a time of their own",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              talk-after:
                says: After a date we tell each other how we are, by the next evening.
                norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for norm in context.norms():
            for gate in norm.gates:
                if gate.gate.is_approval:
                    yield self._found(gate)
        for at in context.readings():
            if not at.reading.permission or reads_like_a_veto_over_people(at):
                continue
            if at.is_sure or not at.is_by_words_alone:
                word = "a veto" if at.reading.kind == "veto" else "an approval"
                yield self.finding(at, message=at.like(word), words=at.words("approval", "veto"))

    def _found(self, gate: GateAt) -> Finding:
        word = "a yes from" if gate.gate.kind == "yes_from" else "no objection from"
        if gate.use.lifts_limit:
            return self.finding(
                gate,
                severity="question",
                message="beyond its limit, `{act}` waits for {word} `{people}`",
                help="say a number that needs no exception, or what each one does after a third time",
                act=gate.act,
                word=word,
                people=gate.people,
            )
        return self.finding(gate, act=gate.act, word=word, people=gate.people)
