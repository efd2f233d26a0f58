"""Households and other groups."""

from __future__ import annotations

from datetime import date

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidPeople
from polyagree.model._validators import refers, repeated
from polyagree.model.ids import GroupId, PersonId, Word, valid_id
from polyagree.model.people import People

__all__ = ["Group"]


@frozen(kw_only=True)
class Group:
    """
    Several people who are something together: a household, a family, a circle.

    Attributes:
        id: Its key in the document.
        kind: What it is, such as ``household``.
        members: Who belongs to it.
        from_: Its first day; ``None``: not said.
        until: Its last day; ``None``: it goes on.
        visible_to: Who may know of it; empty: its members.
    """

    id: GroupId = field(validator=valid_id)
    kind: Word = field(metadata=refers("group-kind"))
    members: tuple[PersonId, ...] = field(metadata=refers("person"))
    from_: date | None = None
    until: date | None = field(default=None)
    visible_to: People = ()

    @members.validator
    def _somebody_and_once(
        self, attribute: Attribute[tuple[PersonId, ...]], value: tuple[PersonId, ...]
    ) -> None:
        if not value:
            raise InvalidPeople(f"nobody belongs to `{self.id}`", field=attribute.name)
        if (twice := repeated(value)) is not None:
            raise InvalidPeople(f"`{twice}` is named twice", field=attribute.name, value=twice)

    @until.validator
    def _after_its_beginning(self, attribute: Attribute[date | None], value: date | None) -> None:
        if value is not None and self.from_ is not None and value < self.from_:
            raise InvalidPeople(
                f"`{self.id}` ends on {value}, before it begins on {self.from_}",
                field=attribute.name,
            )

    def is_on(self, day: date) -> bool:
        """Return whether the group exists on *day*."""
        began = self.from_ is None or self.from_ <= day
        return began and (self.until is None or day <= self.until)
