"""UND607: a boundary that does not say what its holder does."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding


class BoundaryWithoutResponse(Analyzer):
    """
    A boundary does not say what its holder does when it is reached.

    No boundary keeps itself from being crossed. What carries it is what its holder
    does then, for themselves: leave the room, sleep elsewhere, ask for a day. Said
    beforehand it surprises nobody, and nobody has to invent it when they are hurt.

    Any words under `response` are enough; it does not judge them.
    """

    code = "UND607"
    name = "boundary-without-response"
    severity = "question"
    source = "B2"
    message = "`{boundary}` does not say what `{holder}` does when it is reached"
    help = "add `response` with what `{holder}` does then, in their own words"

    bad = Example(
        "and then?",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten.}
        """,
        at="boundaries.quiet",
    )
    good = Example(
        "Ben says what he does",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten., response: I go to bed and we talk at breakfast.}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.boundaries():
            if at.boundary.response is None:
                yield self.finding(at, boundary=at.boundary.id, holder=at.boundary.holder)
