"""BRK208: nobody talks after a break."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.builtin._conversation import is_conversation
from polyagree.analyzers.builtin.brk._steps import (
    asks_for_a_handling,
    handlings,
    is_talked_over,
    list_of,
    steps_inside,
)
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, ClauseAt, NormAt, Place
from polyagree.finding import Finding

_NOTHING = "nothing follows a break of `{clause}`, and so no conversation does"


class NoConversationAfterwards(Analyzer):
    """
    Nothing that follows a break is a conversation.

    What was agreed is done, and how people are with it has no place. A yes
    beforehand settles nothing about feelings afterwards, nor does a step that is
    ticked off: somebody was hurt, somebody has a reason, and both want to be heard.

    To talk, tell, ask, apologise, say back, settle or look after each other counts,
    in any step on any way to the end of it, and so does a clause of the same
    agreement about talking after a break. A permission to talk is owed by nobody and
    does not. It does not see a talk that only the words of a clause speak of, or one
    that comes up at the next check-in anyway.
    """

    code = "BRK208"
    name = "no-conversation-afterwards"
    severity = "question"
    source = "A7"
    message = "nothing that follows a break here is a conversation: {steps}"
    help = "add a step such as `{{must: talk, who: all parties, about: breach, within: 1 week}}`"
    help_in_prose = "add a talk: within a week we sit down about what happened and what would help"

    bad = Example(
        "an evening instead, and no word about the one that fell out",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              wednesdays:
                says: Wednesday evening is ours.
                norm: {must: time-together, with: other parties, every: week, days: wed}
                if_broken: [{must: time-together, who: all parties, within: 1 week}]
        """,
        at="agreements.house.clauses.wednesdays.if_broken",
    )
    good = Example(
        "a talk, and then the evening",
        """
        agreements:
          house:
            parties: [ana, ben]
            clauses:
              wednesdays:
                says: Wednesday evening is ours.
                norm: {must: time-together, with: other parties, every: week, days: wed}
                if_broken:
                  - {must: talk, who: all parties, about: breach, within: 3 days}
                  - {must: time-together, who: all parties, within: 1 week}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for clause in context.clauses():
            # BRK201 says it, and takes this in.
            if asks_for_a_handling(clause):
                yield self.finding(clause, message=_NOTHING, clause=clause.clause.id)
        for place, steps in handlings(context):
            every = list(steps_inside(context, steps))
            if any(is_conversation(step) for step in every) or _is_talked_over(place):
                continue
            yield self.finding(
                list_of(place),
                evidence=[each.evidence("step", f"{each.norm.modal} {each.act}") for each in every],
                steps=", ".join(f"`{act}`" for act in dict.fromkeys(each.act for each in every)),
            )


def _is_talked_over(place: Place) -> bool:
    match place:
        case AgreementAt():
            return is_talked_over(place)
        case ClauseAt():
            return is_talked_over(place.agreement_at)
        case NormAt(agreement=agreement) if agreement is not None:
            views = place.context.agreements()
            return any(is_talked_over(at) for at in views if at.agreement is agreement)
        case _:
            return False
