"""PER103: prior notice that works as a gate."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._relations import STOPS, is_own_happening
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt, NormAt
from polyagree.finding import Evidence, Finding
from polyagree.model.happening import Happening
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Power
from polyagree.model.people import People, Role


class NoticeAsGate(Analyzer):
    """
    An act waits until somebody was told, or talked with.

    Asked for as news, it easily works as leave: it comes in the one moment in which
    the answer can still stop something, and both sides know it. So it helps to
    ask what changes between before and after that makes the earlier hour worth
    it. Sometimes a lot does, for instance where a bed or a calendar is shared.

    It is a question, and a concern where silence stops the act, or where the
    one who is told also has a veto over it. Telling afterwards is not meant. It
    cannot see why people want to know first: say it under `because`. In words that
    ask for a yes as well, the yes is what PER101 finds.
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
    works_on = ("declared", "reading")

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
        vetoes: _Vetoes | None = None
        for norm in context.norms():
            for gate in norm.gates:
                if gate.gate.is_notice:
                    vetoes = _vetoes(context) if vetoes is None else vetoes
                    yield self._found(gate, vetoes)
        for at in context.readings():
            is_notice = at.reading.prior_notice and not at.reading.permission
            # What a holder waits to hear before their own part is their own affair.
            if is_notice and at.clause is not None:
                yield self.finding(
                    at,
                    message=at.like("word that has to arrive first"),
                    words=at.words("notice", "lead"),
                )

    def _found(self, gate: GateAt, vetoes: _Vetoes) -> Finding:
        word = "word has reached" if gate.gate.kind == "told" else "it was talked over with"
        if gate.gate.silence == "stops":
            return self.finding(
                gate,
                severity="concern",
                message="`{act}` waits until {word} `{people}`, and their silence stops it",
                help="write `silence: allows`, if it is news that is wanted and not leave",
                help_in_prose="say that no answer is fine, if it is news that is wanted and not leave",
                act=gate.act,
                word=word,
                people=gate.people,
            )
        veto = _veto_of(gate, vetoes)
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


@frozen(kw_only=True, eq=False)
class _Veto:
    """A word that stops an act: where it stands, and who does the act with whom."""

    at: NormAt | GateAt
    norm_at: NormAt
    doers: frozenset[PersonId]
    with_: People

    def evidence(self) -> Evidence:
        people = self.at.people if isinstance(self.at, GateAt) else self.at.holder
        return self.at.evidence("veto", people)


_Vetoes = dict[tuple[PersonId, str], list[_Veto]]


def _vetoes(context: Context) -> _Vetoes:
    """Return by whom and over which act there is a veto, in every spelling."""
    found: _Vetoes = {}
    for norm in context.norms():
        if isinstance(norm.norm, Power):
            if not _is_veto(context, norm, norm.norm):
                continue
            for target in norm.targets:
                if isinstance(target, Happening) and not is_own_happening(norm, target):
                    veto = _veto(norm, norm, target, norm.parties)
                    for holder in norm.holders:
                        found.setdefault((holder, target.act), []).append(veto)
            continue
        for gate in norm.gates:
            if gate.gate.is_approval:
                for target in gate.waiting:
                    veto = _veto(gate, norm, target, norm.bearers)
                    for person in gate.receivers:
                        found.setdefault((person, target.act), []).append(veto)
    return found


def _is_veto(context: Context, at: NormAt, power: Power) -> bool:
    return (
        not power.is_nobodys
        and power.who != (Role("all parties"),)
        and context.is_any_of(at.act, (*STOPS, "approve"))
    )


def _veto(
    at: NormAt | GateAt, norm_at: NormAt, act: Norm | Happening, others: frozenset[PersonId]
) -> _Veto:
    doers = norm_at.resolve(act.who) if act.who else others
    return _Veto(at=at, norm_at=norm_at, doers=doers, with_=act.with_)


def _veto_of(gate: GateAt, vetoes: _Vetoes) -> Evidence | None:
    """Return the veto that somebody who is told has over what they are told of."""
    if not vetoes:
        return None
    for act in gate.waiting:
        doers = gate.norm_at.bearers
        if isinstance(act, Happening) and act.who:
            doers = gate.norm_at.resolve(act.who) or doers
        for wide in gate.context.words.wider(act.act):
            for person in sorted(gate.receivers):
                for veto in vetoes.get((person, wide), ()):
                    others = doers - {person}
                    # Over what others do, or with others, it says nothing about this one.
                    if (
                        veto.norm_at is not gate.norm_at
                        and others
                        and others <= veto.doers
                        and _may_meet(gate.norm_at, act.with_, veto.norm_at, veto.with_)
                    ):
                        return veto.evidence()
    return None


def _may_meet(one: NormAt, some: People, other: NormAt, more: People) -> bool:
    """Return whether somebody may be among *some* and among *more*."""
    if not some or not more or some == more:
        return True
    if Role("anyone") in some or Role("anyone") in more:
        return True
    here, there = one.resolve(some), other.resolve(more)
    outside = Role("outsiders")
    if outside in some and (not there or not there <= one.parties):
        return True
    if outside in more and (not here or not here <= other.parties):
        return True
    return not here.isdisjoint(there)
