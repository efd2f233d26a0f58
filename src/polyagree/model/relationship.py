"""Relationships: between two people or more, or one-way."""

from __future__ import annotations

from datetime import date

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidPeople
from polyagree.model._validators import refers, repeated
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import PersonId, RelationshipId, Word, valid_id
from polyagree.model.noted import Noted

__all__ = ["Relationship"]

_PAIR = 2


@frozen(kw_only=True)
class Relationship:
    """
    What two people or more are to each other, or one is to another.

    It is either mutual (``between``) or one-way (``of`` somebody ``towards``
    somebody). The same two people may share several.

    Attributes:
        id: Its key in the document.
        between: The people in a mutual relationship, two or more.
        of: Whose feeling a one-way relationship is.
        towards: Whom it is about.
        kind: What it is, such as ``dating``.
        from_: Its first day; ``None``: not said.
        until: Its last day; ``None``: it goes on.
        noted: Findings about it that were thought over.
        visible_to: Who may know of it; empty: the people in it.
    """

    id: RelationshipId = field(validator=valid_id)
    between: tuple[PersonId, ...] = field(default=(), metadata=refers("person"))
    of: PersonId | None = field(default=None, metadata=refers("person"))
    towards: PersonId | None = field(default=None, metadata=refers("person"))
    kind: Word = field(metadata=refers("relationship-kind"))
    from_: date | None = None
    until: date | None = field(default=None)
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @between.validator
    def _two_or_more(
        self, attribute: Attribute[tuple[PersonId, ...]], value: tuple[PersonId, ...]
    ) -> None:
        if (twice := repeated(value)) is not None:
            raise InvalidPeople(
                f"`{twice}` is named twice in `{self.id}`", field=attribute.name, value=twice
            )
        if len(value) == 1:
            raise InvalidPeople(
                f"`{self.id}` is between one person",
                field=attribute.name,
                help="name two people or more, or write `of` and `towards`",
            )

    @towards.validator
    def _mutual_or_one_way(
        self, attribute: Attribute[PersonId | None], value: PersonId | None
    ) -> None:
        one_way = self.of is not None or value is not None
        if self.between and one_way:
            raise InvalidPeople(
                f"`{self.id}` is both mutual and one-way",
                field="between",
                help="write `between`, or `of` and `towards`",
            )
        if not self.between and (self.of is None or value is None):
            raise InvalidPeople(
                f"`{self.id}` does not say between whom it is",
                help="write `between: [one, another]`, or `of` and `towards`",
            )
        if one_way and self.of == value:
            raise InvalidPeople(f"`{self.id}` is towards oneself", field=attribute.name)

    @until.validator
    def _after_its_beginning(self, attribute: Attribute[date | None], value: date | None) -> None:
        if value is not None and self.from_ is not None and value < self.from_:
            raise InvalidPeople(
                f"`{self.id}` ends on {value}, before it begins on {self.from_}",
                field=attribute.name,
            )

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everyone in it, the one whose feeling it is first."""
        if self.of is not None and self.towards is not None:
            return (self.of, self.towards)
        return self.between

    @property
    def is_one_way(self) -> bool:
        """Whether it is one person's, towards another."""
        return self.of is not None

    @property
    def is_pair(self) -> bool:
        """Whether it is between two people exactly."""
        return len(self.people) == _PAIR

    def is_on(self, day: date) -> bool:
        """Return whether the relationship exists on *day*."""
        began = self.from_ is None or self.from_ <= day
        return began and (self.until is None or day <= self.until)
