"""CON402: an act is granted freely and waits for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
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
        gated: dict[tuple[str, PersonId], list[GateAt]] = {}
        for norm in context.norms(Permission, Prohibition):
            if norm.is_reparation:
                continue
            for gate in norm.gates:
                if gate.gate.is_approval and not gate.use.lifts_limit:
                    for person in norm.bearers:
                        gated.setdefault((norm.act, person), []).append(gate)
        if not gated:
            return
        found: dict[int, tuple[GateAt, list[NormAt]]] = {}
        for grant in context.norms(Permission):
            if not _is_free(grant):
                continue
            clashing = {
                id(gate): gate
                for act in context.words.wider(grant.act)
                for person in sorted(grant.bearers)
                for gate in gated.get((act, person), ())
                if _clash(grant, gate, person)
            }
            for gate in clashing.values():
                found.setdefault(id(gate), (gate, []))[1].append(grant)
        for gate, grants in found.values():
            granted = sorted({each.act for each in grants})
            yield self.finding(
                gate,
                evidence=[each.evidence("granted", each.act) for each in grants],
                granted=", ".join(granted),
                people=gate.people,
            )


def _is_free(norm: NormAt) -> bool:
    permission = norm.norm
    assert isinstance(permission, Permission)  # noqa: S101  # asked for by its type
    conditions = (permission.only_if, permission.during, permission.unless, permission.at_most)
    return not norm.is_reparation and all(each is None for each in conditions)


def _clash(grant: NormAt, gate: GateAt, person: PersonId) -> bool:
    norm = gate.norm_at
    # What makes the act wait does not narrow which act it is.
    return (
        norm is not grant
        and is_at_the_same_time(grant.norm, norm.norm)
        and is_covered(grant, norm, person, but=("unless", "during"))
    )
