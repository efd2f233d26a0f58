"""CON402: an act is granted freely and waits for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.con._covering import is_at_the_same_time, is_covered
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import GateAt, NormAt
from polyagree.finding import Finding
from polyagree.model.norms import Permission, Prohibition


class GrantedAndGated(Analyzer):
    """
    One clause gives leave for an act, and another has the same act wait for a yes.

    Who agrees to open a relationship has said yes already; a second hoop takes it
    back without saying so. It is unclear which of the two holds, and the one who relied on
    the first is in the wrong by the second.

    It finds the plain case: a free `may`, and a gate on the same act or a wider
    one, for the same person, with nothing that tells the two apart. A gate on
    something narrower is an exception and not found, and neither is a limit, which
    grants nothing.
    """

    code = "CON402"
    name = "granted-and-gated"
    severity = "concern"
    source = "A6"
    message = "`{granted}` is free by one clause, and waits for `{people}` by another"
    help = "keep the one that you mean, or say in which cases the word is asked for"

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
        gated: dict[str, list[GateAt]] = {}
        for norm in context.norms(Permission, Prohibition):
            for gate in norm.gates:
                if gate.gate.is_approval and not gate.use.lifts_limit:
                    gated.setdefault(norm.act, []).append(gate)
        if not gated:
            return
        found: dict[int, tuple[GateAt, list[NormAt]]] = {}
        for grant in context.norms(Permission):
            if not _is_free(grant):
                continue
            for act in context.words.wider(grant.act):
                for gate in gated.get(act, ()):
                    if _clash(grant, gate):
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


def _clash(grant: NormAt, gate: GateAt) -> bool:
    norm = gate.norm_at
    if norm is grant or norm.is_reparation:
        return False
    # What makes the act wait does not narrow which act it is.
    return is_at_the_same_time(grant.norm, norm.norm) and any(
        is_covered(grant, norm, person, but=("unless", "during"))
        for person in grant.bearers & norm.bearers
    )
