"""BRK204: all that follows a break is punishment."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin.brk._steps import (
    handlings,
    handlings_in_words,
    is_handled_in_words,
    list_of,
    steps_inside,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, ClauseAt, NormAt, Place
from polyagree.finding import Finding
from polyagree.model.norms import Obligation, Permission, Prohibition
from polyagree.model.people import Named, Role

_COSTS = (
    "pay",
    "give",
    "chores",
    "pause",
    "time-apart",
    "move-out",
    "leave-home",
    "sleep",
    "share-location",
    "share-password",
)
# Whoever was hurt and steps back looks after themselves.
_NO_LOSERS = (
    Role("all parties"),
    Role("each party"),
    Role("any party"),
    Role("nobody"),
    Role("affected"),
)


class PunishmentOnly(Analyzer):
    """
    All that follows a break is something that somebody loses.

    Shame moves nobody. A loss may even the score, and it leaves what happened
    where it was: nobody has said what it did to them, or what will be different.
    One step of talking, telling, apologising or looking after each other next to
    it is enough.

    A pause or a ban that all parties keep together is time to breathe and no
    punishment, nor is what those who were hurt do for themselves; ending something
    is a valid outcome and none either. Where another clause says in words what
    else follows a break, it does not ask. A clause that has only words is read, and a word of
    talking, of regret or of making it good in it is enough.

    It does not see what people say to each other beside the steps.
    """

    code = "BRK204"
    name = "punishment-only"
    severity = "question"
    source = "A14"
    message = "what follows a break is only what somebody loses: {acts}"
    help = "add a step that mends, such as `{{must: talk, who: all parties, within: 3 days}}`"
    help_in_prose = (
        "add a sentence that mends: within three days we talk about what led to it and what "
        "would help"
    )

    covers = ("BRK208",)
    works_on = ("declared", "reading")

    bad = Example(
        "a month without dates, and not a word",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights:
                says: At most two late nights a month.
                norm: {may: late-night, at_most: 2, per: month}
                if_broken: {must_not: date, who: breaker, with: outsiders, for: 1 month}
        """,
        at="agreements.open.clauses.nights.if_broken",
    )
    good = Example(
        "the pause stays, and a talk comes first",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights:
                says: At most two late nights a month.
                norm: {may: late-night, at_most: 2, per: month}
                if_broken:
                  - {must: talk, who: all parties, within: 3 days}
                  - {must_not: date, who: breaker, with: outsiders, for: 1 month}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for place, steps in handlings(context):
            every = list(steps_inside(context, steps))
            if all(_is_loss(step) for step in every) and not _mends_elsewhere(place):
                yield self.finding(
                    list_of(place),
                    evidence=[
                        each.evidence("step", f"{each.norm.modal} {each.act}") for each in every
                    ],
                    acts=", ".join(f"`{act}`" for act in dict.fromkeys(each.act for each in every)),
                )
        for agreement in context.agreements():
            told = list(handlings_in_words(agreement))
            if agreement.steps or agreement.after_a_break:
                continue
            if any("mends" in follows or not follows for _, follows in told):
                continue
            for at, follows in told:
                if "costs" in follows and "ends" not in follows:
                    yield self.finding(
                        at, message=at.like("a loss and nothing else"), words=at.words()
                    )


def _is_loss(step: NormAt) -> bool:
    norm = step.norm
    if len(norm.who) != 1 or not isinstance(norm.who[0], Named | Role):
        return False
    if norm.who[0] in _NO_LOSERS:
        return False
    match norm:
        case Prohibition():
            return True
        case Permission():
            return norm.is_limit or bool(step.gates)
        case Obligation():
            return step.context.is_any_of(norm.act, _COSTS)
        case _:
            return False


def _mends_elsewhere(place: Place) -> bool:
    """Return whether another clause of the agreement says what else follows a break."""
    match place:
        case AgreementAt():
            return bool(place.after_a_break) or is_handled_in_words(place)
        case ClauseAt():
            return _mends_elsewhere(place.agreement_at)
        case _:
            return False
