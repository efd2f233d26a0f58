"""PER102: a veto over somebody's relationship."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.per._in_words import reads_like_a_veto_over_people
from polyagree.analyzers.builtin.per._relations import STOPS, is_own_happening, is_relation
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt, NormAt
from polyagree.finding import Finding
from polyagree.model.happening import Happening
from polyagree.model.norms import Norm, Power
from polyagree.model.people import Role

_LIGHTER = ("suspend", "pause")


class VetoOverARelationship(Analyzer):
    """
    A power to stop what somebody else has with somebody.

    A veto promises safety and cannot keep the promise: nobody was ever kept
    from leaving by one. It hangs over the person who has no say in it, and over
    the one who has to pass it on. One that lapses, or may be used once a year,
    weighs on people for as long as it stands. A pause with an end, in one
    person's hands, is a question; one that all parties decide together is none.

    To say no to what one takes part in oneself is no veto, and that no one has a
    veto is good to have in writing. A veto over spending or over the home is an
    approval, which PER101 finds. It does not see one over a whole agreement that
    its holder is a party to. A clause that has only words is read; one that does not
    say what its veto is over is found by PER101 as well.
    """

    code = "PER102"
    name = "veto-over-a-relationship"
    severity = "concern"
    source = "A5"
    message = "`{holder}` has the power `{power}` over `{over}` between other people"
    help = (
        "say what `{holder}` would do instead when it becomes hard: "
        "ask for a talk, step back, look after themselves"
    )
    covers = ("PER101", "PER105", "PER109")
    works_on = ("declared", "reading")

    bad = Example(
        "one no ends what two others have",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              handbrake:
                says: Either of us can call it off if it gets too much.
                norm: {power: veto, over: {act: relationship, with: outsiders}}
        """,
        at="agreements.house.clauses.handbrake.norm[0]",
    )
    good = Example(
        "each one says what they ask for instead",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              no-veto:
                says: No one has a veto. If it gets too much we say so, and talk within two days.
                norm:
                  - {power: veto, who: nobody, over: {act: relationship, with: outsiders}}
                  - {must: talk, who: all parties, after: hurt, within: 2 days}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for power in context.norms(Power):
            over = self._over(context, power)
            if over is not None:
                norm = power.norm
                has_end = norm.for_ is not None or isinstance(norm.until, dt.date)
                lighter = has_end and context.is_any_of(power.act, _LIGHTER)
                yield self.finding(
                    power,
                    severity="question" if lighter else None,
                    holder=power.holder,
                    over=over,
                    power=power.act,
                )
        for at in context.readings():
            if reads_like_a_veto_over_people(at):
                yield self.finding(
                    at,
                    message=at.like("a veto over what others have with each other"),
                    help="say what each one would do instead when it becomes hard: "
                    "ask for a talk, step back, look after themselves",
                    words=at.words("veto", "approval"),
                )

    def _over(self, context: Context, power: NormAt) -> str | None:
        """Return what the power is over, in a word, if that is somebody else's relationship."""
        norm = power.norm
        if (
            not isinstance(norm, Power)
            or norm.is_nobodys
            or norm.who == (Role("all parties"),)
            or not context.is_any_of(norm.act, STOPS)
        ):
            return None
        for over in power.targets:
            if (
                isinstance(over, Happening)
                and is_relation(context, over.act)
                and not is_own_happening(power, over)
            ):
                return over.act
        for name in norm.over:
            if isinstance(name, str) and self._names_one(context, power, name):
                return name
        return None

    def _names_one(self, context: Context, power: NormAt, name: str) -> bool:
        people = context.people_of(name)
        if name in context.relationship_ids:
            return not power.holders or not power.holders <= people
        agreement, dot, clause = name.partition(".")
        if not dot:
            # Between a relationship and an agreement of others there is no difference here.
            return agreement in context.agreement_ids and not power.holders <= people
        at = context.at(("agreements", agreement, "clauses", clause))
        if not isinstance(at, ClauseAt):
            return False
        is_shared = at.path[:2] == power.path[:2]
        return any(
            is_relation(context, norm.act) and not (is_shared and _is_own(power, norm.norm))
            for norm in at.norms
        )


def _is_own(power: NormAt, norm: Norm) -> bool:
    """Return whether whoever has *power* takes part in what *norm* of the same agreement is about."""
    return is_own_happening(power, Happening(act=norm.act, who=norm.who, with_=norm.with_))
