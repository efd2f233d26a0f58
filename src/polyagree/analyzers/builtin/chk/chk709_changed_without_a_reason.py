"""CHK709: a wording changed, and nothing says why."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import Place
from polyagree.finding import Finding


class ChangedWithoutAReason(Analyzer):
    """
    A revision changed what was agreed, and does not say why.

    Who tells why they chose what they chose lets others learn how they choose. In a year
    the new wording stands there by itself, and nobody knows any more whether what it
    answered is still so.

    It looks at `because` of revisions, and at the `because` of every clause that the
    revision changed: where each of them has its reason, that is enough. It does
    not see what people told each other and did not write down.
    """

    code = "CHK709"
    name = "changed-without-a-reason"
    severity = "note"
    source = "B8"
    message = "the revision of {date} does not say why `{agreement}` was changed"
    help = "add `because` with what made you change it, in your own words"
    help_in_prose = "add what made you change it, in your own words"

    bad = Example(
        "one night, and then two",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
            revisions:
              - {date: 2025-03-05, was: {nights: {says: One late night a month.}}}
        """,
        at="agreements.open.revisions[0]",
    )
    good = Example(
        "and what made it two",
        """
        agreements:
          open:
            parties: [ana, ben]
            made: 2025-01-05
            clauses:
              nights: {says: At most two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
            revisions:
              - {date: 2025-03-05, because: the last train is at eleven, was: {nights: {says: One late night a month.}}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.agreements():
            told = {each.clause.id for each in at.clauses if each.clause.because is not None}
            for index, revision in enumerate(at.agreement.revisions):
                changed = {former.id for former in revision.was}
                if revision.because is not None or (changed and changed <= told):
                    continue
                if context.on is None or revision.date <= context.on:
                    yield self.finding(
                        Place(
                            context=context,
                            path=(*at.path, "revisions", index),
                            anchor=f"{at.anchor}.revisions[{revision.date}]",
                        ),
                        agreement=at.agreement.id,
                        date=revision.date.isoformat(),
                    )
