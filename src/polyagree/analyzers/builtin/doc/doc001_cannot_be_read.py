"""DOC001: a document that cannot be read."""

from __future__ import annotations

from polyagree.analyzers.base import Example
from polyagree.analyzers.builtin.doc._fault import DocumentFault


class CannotBeRead(DocumentFault):
    """
    The text is not in the format that its name promises.

    A bracket is not closed, a quotation has no end, a line is indented too little.
    Reading stops there, and the place is where it stopped: the slip often
    stands in the line above.

    It cannot tell what comes after that place.
    """

    code = "DOC001"
    name = "cannot-be-read"

    bad = Example(
        "a bracket is not closed",
        """
        polyagree: 1
        people: {ana: Ana, ben: Ben
        """,
    )
    good = Example(
        "it is",
        """
        polyagree: 1
        people: {ana: Ana, ben: Ben}
        """,
    )
