"""What a norm is made of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attrs import frozen

from polyagree.model import People, Role
from polyagree.text.deeds import Deed
from polyagree.text.marked import Marked
from polyagree.text.readings import Reading, Times

__all__ = ["ALL", "OTHERS", "Parts"]

OTHERS: People = (Role("other parties"),)
ALL: People = (Role("all parties"),)


@frozen
class Parts:
    """
    What a norm is made of.

    Attributes:
        reading: What was read.
        sentence: The words in which it was read.
        deed: The act.
        bearers: Who is bound; empty: each party.
        known: The ids of people whom the document knows; empty: whoever is named is known.
    """

    reading: Reading
    sentence: Marked
    deed: Deed
    bearers: People
    known: Collection[str]

    @property
    def times(self) -> Times:
        """When, how long, how often."""
        return self.reading.times

    @property
    def common(self) -> dict[str, Any]:
        """What every norm about this act has."""
        return {"act": self.deed.act, "who": self.bearers, **self.deed.qualifiers}

    def says(self, *what: str) -> bool:
        """Return whether one of the words *what* stands in the sentence."""
        return not self.sentence.known.isdisjoint(what)
