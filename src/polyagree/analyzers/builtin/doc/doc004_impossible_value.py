"""DOC004: an impossible value."""

from __future__ import annotations

from polyagree.analyzers.base import Example
from polyagree.analyzers.builtin.doc._fault import DocumentFault


class ImpossibleValue(DocumentFault):
    """
    A value cannot be meant where it stands.

    A day that no calendar has, a limit of zero, an end before its beginning, a key
    that stands twice. The fault says what would work.

    It cannot tell whether a value that can be meant is the one that was meant.
    """

    code = "DOC004"
    name = "impossible-value"

    bad = Example(
        "a limit of none permits nothing",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: No late nights., norm: {may: late-night, at_most: 0, per: month}}
        """,
        at="agreements.open.clauses.nights.norm[0].at_most",
    )
    good = Example(
        "a prohibition says so",
        """
        agreements:
          open:
            parties: [ana, ben]
            clauses:
              nights: {says: No late nights., norm: {must_not: late-night}}
        """,
    )
