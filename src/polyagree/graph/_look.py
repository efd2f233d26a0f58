"""What a picture shows, and how it looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import field, frozen

from polyagree.graph._svg import plain
from polyagree.model.group import Group
from polyagree.model.ids import PersonId
from polyagree.model.person import Person
from polyagree.model.relationship import Relationship

__all__ = [
    "ARROW",
    "CIRCLES",
    "DASHES",
    "DOTS_APART",
    "EDGE",
    "FAINT",
    "FONT",
    "INK",
    "LINES",
    "LINES_APART",
    "MARGIN",
    "MOST",
    "MOST_LABELS",
    "NAME_BELOW",
    "NAME_SIZE",
    "NAME_WIDTH",
    "PERSON",
    "RADIUS",
    "SHEET",
    "SMALL",
    "Shown",
]

MOST = 60
"""People beyond this number would be a tangle; the picture gives counts instead."""
MOST_LABELS = 14
"""Relationships beyond this number are told apart by colour and legend alone."""

RADIUS = 22.0
NAME_SIZE = 13.0
NAME_WIDTH = 118.0
NAME_BELOW = 17.0
SMALL = 11.0
MARGIN = 26.0
LINES_APART = 34.0
"""Between two lines that join the same people, where they are furthest from each other."""
ARROW = 9.0
DOTS_APART = 24.0

# A sheet of its own, so that the colours are as readable in a dark notebook as in a light one.
SHEET = "#fcfbf8"
EDGE = "#d9d5cc"
INK = "#2b2f36"
FAINT = "#5c626c"
PERSON = "#41556e"
# Told apart also by people who see fewer colours; none is louder than another.
LINES = ("#2f6db5", "#b8562a", "#2a8059", "#8a4fa3", "#8f6b00", "#0d7f8c", "#b93f77")
DASHES = (None, "9 4", "3 4")
CIRCLES = ("#e8a33d", "#5aa9e6", "#7fb069", "#c58bd6", "#e07a7a")
FONT = "system-ui, -apple-system, 'Segoe UI', sans-serif"


@frozen(kw_only=True)
class Shown:
    """What a picture shows."""

    people: tuple[Person, ...]
    relationships: tuple[Relationship, ...]
    groups: tuple[Group, ...]
    day: dt.date | None

    names: dict[PersonId, str] = field(init=False)
    kinds: tuple[str, ...] = field(init=False)

    @names.default
    def _names(self) -> dict[PersonId, str]:
        return {person.id: plain(person.name) for person in self.people}

    @kinds.default
    def _kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.kind for each in self.relationships))

    def style(self, kind: str) -> tuple[str, str | None]:
        """Return the colour and the dashes of a kind of relationship."""
        index = self.kinds.index(kind)
        return LINES[index % len(LINES)], DASHES[index // len(LINES) % len(DASHES)]

    def counts(self) -> str:
        """Return how many there are of everything."""
        counts = [
            _many(len(self.people), "person", "people"),
            _many(len(self.relationships), "relationship", "relationships"),
        ]
        if self.groups:
            counts.append(_many(len(self.groups), "group", "groups"))
        return ", ".join(counts)

    def among(self, people: Iterable[PersonId]) -> str:
        """Return the names of *people*, as a sentence has them."""
        names = [self.names[person] for person in people]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def tells(self, each: Relationship | Group) -> str:
        """Return a relationship or a group in words."""
        since = "" if each.from_ is None else f", since {each.from_}"
        if isinstance(each, Group):
            return f"{each.id}, {each.kind}: {self.among(each.people_on(self.day))}{since}"
        if each.is_one_way:
            one, another = each.people
            return f"{self.names[one]} towards {self.names[another]}: {each.kind}{since}"
        return f"{self.among(each.people)}: {each.kind}{since}"


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
