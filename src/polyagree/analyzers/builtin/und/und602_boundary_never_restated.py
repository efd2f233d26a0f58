"""UND602: a boundary that nobody has said back."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class BoundaryNeverRestated(Analyzer):
    """
    Nobody who lives with a boundary has said it back in their own words.

    Naming a boundary does not make it understood. Saying it back takes a minute,
    and shows where two people heard two things while it is still easy to mend.

    One restatement, by somebody who shares an agreement or a relationship with the
    holder, is enough. It does not ask where the holder keeps the boundary to
    themselves, and cannot tell whether the words say the same.

    It goes by `restated` alone, whether the boundary has norms or only words.
    """

    code = "UND602"
    name = "boundary-never-restated"
    severity = "question"
    source = "B2"
    message = "nobody has said `{boundary}` back to `{holder}` in their own words"
    help = "say it back to each other, and keep the words under `restated`"
    help_in_prose = "say it back to each other, and write down in whose words"

    bad = Example(
        "said once, never said back",
        """
        relationships: {ana-ben: {between: [ana, ben], kind: dating}}
        boundaries:
          sleep: {holder: ben, says: I need to be asleep by midnight., response: I go to the guest room.}
        """,
        at="boundaries.sleep",
    )
    good = Example(
        "Ana has said it back",
        """
        relationships: {ana-ben: {between: [ana, ben], kind: dating}}
        boundaries:
          sleep:
            holder: ben
            says: I need to be asleep by midnight.
            response: I go to the guest room.
            restated: {ana: {date: 2025-01-06, says: Ben needs quiet after midnight.}}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.boundaries():
            if at.circle and not any(at.boundary.is_understood_by(each) for each in at.circle):
                yield self.finding(at, boundary=at.boundary.id, holder=at.boundary.holder)
