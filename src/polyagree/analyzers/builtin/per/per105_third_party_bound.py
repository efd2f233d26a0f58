"""PER105: a clause that decides about somebody who has no say in it."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._in_words import decided_about
from polyagree.analyzers.builtin.per._outside import bound_outside
from polyagree.analyzers.builtin.per._relations import is_own_happening, is_own_name, is_relation
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import NormAt
from polyagree.finding import Finding
from polyagree.model.happening import Happening
from polyagree.model.ids import PersonId
from polyagree.model.norms import Norm, Power


class ThirdPartyBound(Analyzer):
    """
    A power, an approval or a duty reaches somebody who has not signed.

    A power is a promise among the people who agree to it. When it reaches past
    them, somebody may lose a relationship through a text they never saw, and
    through somebody who is not even there.

    It looks at people who are named, alone, in a group or by their relationship.
    Open words such as `outsiders` name nobody, and parents decide about their
    children. To end or stop what one takes part in oneself decides about nobody.
    A clause that binds nobody else than somebody outside is PER104. A clause that has only
    words is read, where a veto or an approval in it names somebody who is no party. It
    does not see people who are meant and not named.
    """

    code = "PER105"
    name = "third-party-bound"
    severity = "concern"
    source = "A5"
    message = "`{holder}` decides about `{outsider}`, who is not a party"
    help = "ask `{outsider}` to join in, or say what `{holder}` would do instead"
    works_on = ("declared", "reading")

    bad = Example(
        "the third person was never asked",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              stop: {says: Ben can call it off., norm: {power: veto, who: ben, over: {act: date, who: ana, with: caro}}}
        """,
        at="agreements.house.clauses.stop.norm[0]",
    )
    good = Example(
        "everybody whom it reaches is a party",
        """
        agreements:
          house:
            parties: [ana, ben, caro]
            clauses:
              stop: {says: Ben can call it off., norm: {power: veto, who: ben, over: {act: date, who: ana, with: caro}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        steered = {each.path for each in context.clauses() if bound_outside(each)}
        for norm in context.norms():
            if norm.agreement is None or norm.boundary is not None:
                continue
            inside = norm.parties | context.children
            holder, reached = _decided(context, norm)
            # Sets have no order, and a report should read the same twice.
            for outsider in sorted(reached - inside):
                yield self.finding(norm, holder=holder, outsider=outsider)
            # PER104 speaks of the whole clause, though not of what follows its break.
            if norm.is_binding and (norm.is_reparation or norm.path[:-2] not in steered):
                for outsider in sorted(norm.named(norm.norm.who) - inside - reached):
                    yield self._binds(norm, outsider)
        for at in context.readings():
            for outsider in sorted(decided_about(at)):
                yield self.finding(
                    at,
                    message=at.like("a decision about `{outsider}`, who is not a party"),
                    help="ask `{outsider}` to join in, or say what each one would do instead",
                    outsider=outsider,
                    words=at.words("veto", "approval"),
                )

    def _binds(self, norm: NormAt, outsider: PersonId) -> Finding:
        return self.finding(
            norm,
            message="binds `{outsider}`, who is not a party",
            help="ask `{outsider}` to join in, or say what the parties do themselves",
            outsider=outsider,
        )


def _decided(context: Context, norm: NormAt) -> tuple[str, frozenset[PersonId]]:
    """Return who decides, and whom they decide about by name."""
    if isinstance(norm.norm, Power):
        if norm.norm.is_nobodys:
            return "", frozenset()
        reached = _by_what_it_is_over(context, norm, norm.norm)
        # Who has the power decides, and is not decided about.
        return norm.holder, reached - norm.named(norm.norm.who)
    for gate in norm.gates:
        if gate.gate.is_approval:
            people = [_in_the_act(context, norm, part) for part in gate.waiting]
            return gate.people, frozenset[PersonId]().union(*people) - gate.receivers
    return "", frozenset()


def _by_what_it_is_over(context: Context, at: NormAt, power: Power) -> frozenset[PersonId]:
    """Return whom *power* reaches, besides what its holder takes part in."""
    reached: set[PersonId] = set()
    for part in at.targets:
        is_own = (
            isinstance(part, Happening)
            and is_relation(context, part.act)
            and is_own_happening(at, part)
        )
        if not is_own:
            reached |= _in_the_act(context, at, part)
    for name in power.over:
        if isinstance(name, str) and not is_own_name(at, name):
            reached |= context.people_of(name)
    return frozenset(reached)


def _in_the_act(context: Context, norm: NormAt, part: Norm | Happening) -> frozenset[PersonId]:
    """Return who does it, and with whom, where it is something that two people have."""
    doers = norm.named(part.who) if isinstance(part, Happening) else frozenset[PersonId]()
    if not is_relation(context, part.act):
        return doers
    return doers | norm.named((*part.with_, *part.to))
