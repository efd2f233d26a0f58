"""CON402: an act is granted freely and waits for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._alike import Alike, alike
from polyagree.analyzers.builtin.con._covering import is_at_the_same_time, is_covered
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt, NormAt
from polyagree.finding import Finding
from polyagree.model.ids import PersonId
from polyagree.model.norms import Permission, Prohibition


class GrantedAndGated(Analyzer):
    """
    One clause gives leave for an act, and another has the same act wait for a yes.

    Who agrees to open a relationship has said yes already; a second hoop takes it
    back without saying so. It is unclear which of the two holds, and what the first allows
    is a break of the second.

    It finds the plain case: a free `may`, and a gate on the same act or a wider
    one, for the same person, with nothing that tells the two apart. A gate on
    something narrower is an exception and not found, and neither is a limit, which
    grants nothing.

    It does not see which of the two people live by.
    """

    code = "CON402"
    name = "granted-and-gated"
    severity = "concern"
    source = "A6"
    message = "`{granted}` is free by one clause, and waits for `{people}` by another"
    help = "keep the one that you mean, or say in which cases the word is asked for"
    cost = "joint"

    bad = Example(
        "free, and not free",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              free: {says: We are free to see others., norm: {may: date, with: outsiders}}
              ask: {says: A yes before each date., norm: {may: date, with: outsiders, only_if: {yes_from: other parties}}}
        """,
        at="agreements.open.clauses.ask.norm[0].only_if.yes_from",
    )
    good = Example(
        "only the nights wait",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              free: {says: We are free to see others., norm: {may: date, with: outsiders}}
              ask: {says: A yes before each night., norm: {may: overnight, with: outsiders, only_if: {yes_from: other parties}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        gated: dict[tuple[str, PersonId], list[_Waiting]] = {}
        waiting = [
            _Waiting(each, gates)
            for each in alike(context.norms(Permission, Prohibition))
            if (gates := _gates(each))
        ]
        for each in waiting:
            for person in each.norms.first.bearers:
                gated.setdefault((each.norms.first.act, person), []).append(each)
        if not gated:
            return
        for grants in alike(each for each in context.norms(Permission) if _is_free(each)):
            grant = grants.first
            clashing = {
                id(each): each
                for act in context.words.wider(grant.act)
                for person in sorted(grant.bearers)
                for each in gated.get((act, person), ())
                if _clash(grant, each.norms.first, person)
            }
            for each in clashing.values():
                each.grants.append(grants)
        for each in waiting:
            if each.grants:
                for gate in each.gates:
                    yield self._found(gate, each.grants)

    def _found(self, gate: GateAt, grants: list[Alike]) -> Finding:
        granted = sorted({each.first.act for each in grants})
        return self.finding(
            gate,
            evidence=[each.evidence("granted", each.first.act) for each in grants],
            granted=", ".join(granted),
            people=gate.people,
        )


class _Waiting:
    """Norms that say the same, their gates, and what grants the same act freely."""

    def __init__(self, norms: Alike, gates: list[GateAt]) -> None:
        self.norms = norms
        self.gates = gates
        self.grants: list[Alike] = []


def _gates(norms: Alike) -> list[GateAt]:
    if norms.first.is_reparation:
        return []
    return [
        gate
        for norm in norms.norms
        for gate in norm.gates
        if gate.gate.is_approval and not gate.use.lifts_limit
    ]


def _is_free(norm: NormAt) -> bool:
    permission = norm.norm
    assert isinstance(permission, Permission)  # noqa: S101  # asked for by its type
    conditions = (permission.only_if, permission.during, permission.unless, permission.at_most)
    return not norm.is_reparation and all(each is None for each in conditions)


def _clash(grant: NormAt, waiting: NormAt, person: PersonId) -> bool:
    # What makes the act wait does not narrow which act it is.
    return (
        waiting is not grant
        and is_at_the_same_time(grant.norm, waiting.norm)
        and is_covered(grant, waiting, person, but=("unless", "during"))
    )
