"""UND607: a boundary that does not say what its holder does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.context import Context
from polyagree.finding import Finding
from polyagree.model.boundary import Boundary

_WHEN = re.compile(r"\b(?:if|when|whenever|once|should|as soon as|the moment)\b", re.IGNORECASE)
_I_DO = re.compile(
    r"\bI(?:['’]ll| will| am going to|['’]m going to)\b(?! not)"
    r"|(?:^|[,;:.] ?|\b(?:and|then) )I (?!(?:need|want|would|like|prefer|feel|hope|expect|mind|love"
    r"|hate|am|do not|don['’]t|can(?:not|['’]t)|will not|won['’]t)\b)[a-z]+"
)


class BoundaryWithoutResponse(Analyzer):
    """
    A boundary does not say what its holder does when it is reached.

    No boundary keeps itself from being crossed. What carries it is what its holder
    does then, for themselves: leave the room, sleep elsewhere, ask for a day. Said
    beforehand it surprises nobody, and nobody has to invent it when they are hurt.

    Any words under `response` are enough; it does not judge them. A boundary that has only words
    may say it in the same sentence: "if there is smoke, I go home".

    It does not see what its holder does without having said so.
    """

    code = "UND607"
    name = "boundary-without-response"
    severity = "question"
    source = "B2"
    message = "`{boundary}` does not say what `{holder}` does when it is reached"
    help = "add `response` with what `{holder}` does then, in their own words"
    help_in_prose = "add what `{holder}` does then, in their own words"

    bad = Example(
        "and then?",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten.}
        """,
        at="boundaries.quiet",
    )
    good = Example(
        "Ben says what follows",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten., response: I go to bed and we talk at breakfast.}
        """,
    )

    def run(self, context: Context) -> Iterator[Finding]:
        for at in context.boundaries():
            if at.boundary.response is None and not _says_so_itself(at.boundary):
                yield self.finding(at, boundary=at.boundary.id, holder=at.boundary.holder)


def _says_so_itself(boundary: Boundary) -> bool:
    """Return whether the words of *boundary* say what its holder does, and when."""
    words = boundary.says
    return boundary.norm is None and bool(_WHEN.search(words) and _I_DO.search(words))
