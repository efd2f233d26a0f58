"""PER103: prior notice that works as a gate."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt, NormAt
from polyagree.finding import Evidence, Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Power


class NoticeAsGate(Analyzer):
    """
    An act waits until somebody was told, or talked with.

    Asked for as news, it easily works as leave: it comes in the one moment in which
    the answer can still stop something, and both sides know it. So it helps to
    ask what changes between before and after that makes the earlier hour worth
    it. Sometimes a lot does, for instance where a bed or a calendar is shared.

    It is a question, and a concern where silence stops the act, or where the
    one who is told also has a veto over it. Telling afterwards is not meant. It
    cannot see why people want to know first: say it under `because`.
    """

    code = "PER103"
    name = "notice-as-gate"
    severity = "question"
    source = "A4"
    message = "`{act}` waits until {word} `{people}`"
    help = (
        "ask what changes between before and after: "
        "if it is about not being surprised, a day by which one hears of it says so"
    )

    bad = Example(
        "the news has to arrive first",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              tell-first:
                says: We let each other know before we sleep with somebody.
                norm: {may: sex, with: outsiders, only_if: {told: other parties}}
        """,
        at="agreements.open.clauses.tell-first.norm[0].only_if.told",
    )
    good = Example(
        "the news has a day, and the act waits for nobody",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              tell-after:
                says: We let each other know by the next evening.
                norm: {must: tell, to: other parties, after: {act: sex, with: outsiders}, by: next evening}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        vetoes = _vetoes(context)
        for norm in context.norms():
            for gate in norm.gates:
                if gate.gate.is_notice:
                    yield self._found(context, gate, vetoes)

    def _found(self, context: Context, gate: GateAt, vetoes: _Vetoes) -> Finding:
        word = "word has reached" if gate.gate.kind == "told" else "it was talked over with"
        if gate.gate.silence == "stops":
            return self.finding(
                gate,
                severity="concern",
                message="`{act}` waits until {word} `{people}`, and their silence stops it",
                help="write `silence: allows`, if it is news that is wanted and not leave",
                act=gate.act,
                word=word,
                people=gate.people,
            )
        veto = _veto_of(context, gate, vetoes)
        if veto is not None:
            return self.finding(
                gate,
                severity="concern",
                message="`{act}` waits until {word} `{people}`, who can also stop it",
                help="say what `{people}` would do with the news, where that is not to stop it",
                evidence=[veto],
                act=gate.act,
                word=word,
                people=gate.people,
            )
        return self.finding(gate, act=gate.act, word=word, people=gate.people)


_Vetoes = dict[tuple[PersonId, str], list[NormAt]]


def _vetoes(context: Context) -> _Vetoes:
    """Return by whom and over which act there is a veto."""
    found: _Vetoes = {}
    for power in context.norms(Power):
        if not isinstance(power.norm, Power) or power.norm.is_nobodys:
            continue
        if context.is_any_of(power.act, ("veto", "approve")):
            for target in power.targets:
                for holder in power.holders:
                    found.setdefault((holder, target.act), []).append(power)
    return found


def _veto_of(context: Context, gate: GateAt, vetoes: _Vetoes) -> Evidence | None:
    if not vetoes:
        return None
    for act in gate.acts:
        for wide in context.words.wider(act):
            for person in sorted(gate.receivers):
                for power in vetoes.get((person, wide), ()):
                    # Over what others do, it says nothing about this one.
                    if gate.norm_at.bearers <= power.parties:
                        return power.evidence("veto", power.holder)
    return None
