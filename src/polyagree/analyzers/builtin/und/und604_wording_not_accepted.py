"""UND604: the wording lacks a party's acceptance."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, Place
from polyagree.finding import Finding


class WordingNotAccepted(Analyzer):
    """
    A party has not accepted the wording as it stands, or has taken their acceptance back.

    Nobody accepts by silence. Until everybody has said yes to the words that are
    there now, they are the plan of some of the people whom they bind, and
    whoever did not say yes may be the one who needed something else.

    A revision needs acceptances of its own. Taking one back is as fine as giving it.
    It does not see a yes that is written down somewhere else.
    """

    code = "UND604"
    name = "wording-not-accepted"
    severity = "concern"
    source = "C19"
    message = "the wording of `{agreement}` lacks the acceptance of `{people}`"
    help = "ask `{people}` what they could say yes to, and write the day under `accepted`"
    help_in_prose = "ask `{people}` what they could say yes to, and write down when they did"

    bad = Example(
        "Ben has not said yes to the change",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            accepted: {ana: 2025-01-05, ben: 2025-01-06}
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
            revisions:
              - {date: 2025-03-05, accepted: {ana: 2025-03-05}, was: {nights: {says: One late night a month.}}}
        """,
        at="agreements.open.revisions[0]",
    )
    good = Example(
        "both have said yes to the change",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            accepted: {ana: 2025-01-05, ben: 2025-01-06}
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
            revisions:
              - {date: 2025-03-05, accepted: {ana: 2025-03-05, ben: 2025-03-05}, was: {nights: {says: One late night a month.}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        on = context.on
        for at in context.agreements():
            agreement = at.agreement
            lacking = agreement.parties if on is None else agreement.lacks_acceptance_on(on)
            if not lacking:
                continue
            none = not agreement.accepted and not agreement.revisions
            yield self.finding(
                at if on is None else _wording(at, agreement.revision_on(on)),
                message="`{agreement}` records no acceptance" if none else None,
                help="write under `accepted` who said yes to it, and when" if none else None,
                help_in_prose="write down who said yes to it, and when" if none else None,
                agreement=agreement.id,
                people=", ".join(lacking),
            )


def _wording(at: AgreementAt, revision: int | None) -> Place:
    """Return the place of the wording that the revision at that position brought."""
    if revision is None:
        return at
    return Place(
        context=at.context,
        path=(*at.path, "revisions", revision),
        anchor=f"{at.anchor}.revisions[{at.agreement.revisions[revision].date}]",
    )
