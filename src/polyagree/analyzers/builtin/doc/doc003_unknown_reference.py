"""DOC003: an unknown reference."""

from __future__ import annotations

from polyagree.analyzers.base import Example
from polyagree.analyzers.builtin.doc._fault import DocumentFault


class UnknownReference(DocumentFault):
    """
    A name stands for nobody and nothing in the document.

    People, groups, words, values, clauses and events are known by what the document
    says of them, and words also by what ships with the library. A word of your
    own has its place under `terms`.

    It cannot tell whether a name that is known was meant for somebody else.
    """

    code = "DOC003"
    name = "unknown-reference"

    bad = Example(
        "nobody is called so",
        """
        boundaries:
          quiet: {holder: bem, says: I don't argue after ten., response: I go to bed.}
        """,
        at="boundaries.quiet.holder",
    )
    good = Example(
        "Ben is",
        """
        boundaries:
          quiet: {holder: ben, says: I don't argue after ten., response: I go to bed.}
        """,
    )
