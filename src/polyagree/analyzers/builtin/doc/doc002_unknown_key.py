"""DOC002: an unknown key."""

from __future__ import annotations

from polyagree.analyzers.base import Example
from polyagree.analyzers.builtin.doc._fault import DocumentFault


class UnknownKey(DocumentFault):
    """
    A key is none of those that belong there.

    A key that nobody reads would be a sentence that nobody keeps, so it is refused
    instead of passed over. The nearest key that is known comes with the fault.

    It cannot tell whether a key that is known was meant as another one.
    """

    code = "DOC002"
    name = "unknown-key"

    bad = Example(
        "a letter is missing",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten., respnse: I go to bed.}
        """,
        at="boundaries.quiet.respnse",
    )
    good = Example(
        "it is there",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten., response: I go to bed.}
        """,
    )
