"""CHK706: somebody is never heard in check-ins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.options import Option
from polyagree.analyzers.places import AgreementAt, CheckInAt
from polyagree.finding import Evidence, Finding
from polyagree.model.ids import PersonId


class NeverHeard(Analyzer):
    """
    In several check-ins, nothing stands there of what one of the people said.

    Whoever speaks little is easily counted among those who are fine. What several
    people carry is looked at by all of them, and each has a turn: a number, a feeling,
    a worry, or that there is none.

    It asks about somebody who was at three check-ins or more in which others gave
    scores, feelings or concerns, and never gave one; and about a party who was at
    none of three check-ins or more about an agreement, and was not heard from afar either.
    Once or twice may be chance. Check-ins in which nobody's words are kept tell nothing,
    and it does not see what was said and not written down.
    """

    code = "CHK706"
    name = "never-heard"
    severity = "question"
    source = "C5"
    message = "of what `{who}` said, no check-in keeps anything"
    help = "begin the next one with `{who}`: how is it, what is good, what is heavy"
    works_on = ("log",)
    cost = "events"

    # Once or twice somebody may have had nothing to say, or no time; three times is how it goes.
    fewest = Option(3, means="how many check-ins without a word tell", unit="check-ins", at_least=1)

    bad = Example(
        "Ben was there each time",
        """
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], feelings: [{who: ana, says: Light.}]}
          - {date: 2025-03-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long., settled: 2025-03-09}]}
          - {date: 2025-04-06, people: [ana, ben], scores: [{who: ana, about: late-night, value: 3, scale: 0-4}]}
        """,
        at="check_ins[0]",
    )
    good = Example(
        "Ben had a turn",
        """
        check_ins:
          - {date: 2025-02-02, people: [ana, ben], feelings: [{who: ana, says: Light.}]}
          - {date: 2025-03-02, people: [ana, ben], concerns: [{who: ana, says: The nights are long., settled: 2025-03-09}]}
          - {date: 2025-04-06, people: [ana, ben], feelings: [{who: ana, says: Calm.}, {who: ben, says: Tired and glad.}]}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        yield from self._silent(context)
        for at in context.agreements():
            yield from self._absent(at, context.reviews_of(at.agreement))

    def _silent(self, context: Context) -> Iterator[Finding]:
        """Yield who was there and is never heard."""
        heard = frozenset[PersonId]().union(*(at.heard for at in context.check_ins()))
        was_there: dict[PersonId, list[CheckInAt]] = {}
        for at in context.check_ins():
            for person in (at.people - heard) if at.heard else ():
                was_there.setdefault(person, []).append(at)
        for person, check_ins in was_there.items():
            if len(check_ins) >= self.fewest:
                yield self.finding(
                    check_ins[0], evidence=_evidence("there", check_ins[1:]), who=person
                )

    def _absent(self, at: AgreementAt, reviews: tuple[CheckInAt, ...]) -> Iterator[Finding]:
        """Yield the parties of an agreement who have no part in its reviews."""
        if len(reviews) < self.fewest:
            return
        for party in at.agreement.parties:
            since = _joined(at, party)
            theirs = [each for each in reviews if since is None or since <= each.day]
            if len(theirs) >= self.fewest and not any(
                party in each.people | each.heard for each in reviews
            ):
                yield self.finding(
                    at,
                    message="no check-in about `{agreement}` has `{who}` in it",
                    help="find a time at which `{who}` can be there, or ask for a word beforehand",
                    evidence=_evidence("without", theirs),
                    who=party,
                    agreement=at.agreement.id,
                )


def _joined(at: AgreementAt, party: PersonId) -> dt.date | None:
    """Return when *party* first accepted the agreement; ``None``: nothing says."""
    agreement = at.agreement
    accepted = [*agreement.accepted]
    for revision in agreement.revisions:
        accepted += revision.accepted
    return min((each.date for each in accepted if each.by == party), default=None)


def _evidence(fact: str, check_ins: Iterable[CheckInAt]) -> list[Evidence]:
    return [each.evidence(fact, each.day.isoformat()) for each in check_ins]
