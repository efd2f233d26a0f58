"""Boundary matrices: acts on one axis, comfort on the other, per person."""

from __future__ import annotations

import datetime as dt

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidRecord
from polyagree.model._validators import each_not_blank, refers, repeated
from polyagree.model.ids import MatrixId, PersonId, Word, valid_id
from polyagree.model.people import People

__all__ = ["Comfort", "Matrix"]

_TWO = 2


@frozen(kw_only=True)
class Comfort:
    """
    How one person feels about one act.

    Attributes:
        act: The act.
        who: The person.
        level: A step of the matrix's scale.
    """

    act: Word = field(metadata=refers("act", "happening", "situation", "thing", "detail"))
    who: PersonId = field(metadata=refers("person"))
    level: str


@frozen(kw_only=True)
class Matrix:
    """
    How people feel about acts, on one scale. Who is missing has said nothing.

    Attributes:
        id: Its key in the document.
        people: Whose comfort it holds.
        date: When it was filled in; ``None``: not said.
        scale: The steps, from the least to the most comfortable.
        comfort: What each has said, in the order of the document.
        visible_to: Who may see it; empty: the people in it.

    Source:
        C8.
    """

    id: MatrixId = field(validator=valid_id)
    people: tuple[PersonId, ...] = field(metadata=refers("person"))
    date: dt.date | None = None
    scale: tuple[str, ...] = field(validator=each_not_blank)
    comfort: tuple[Comfort, ...] = field(default=())
    visible_to: People = ()

    @people.validator
    def _somebody_and_once(
        self, attribute: Attribute[tuple[PersonId, ...]], value: tuple[PersonId, ...]
    ) -> None:
        if not value:
            raise InvalidRecord(f"nobody is in `{self.id}`", field=attribute.name)
        if (twice := repeated(value)) is not None:
            raise InvalidRecord(f"`{twice}` is named twice", field=attribute.name, value=twice)

    @scale.validator
    def _two_steps(self, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
        if len(value) < _TWO:
            raise InvalidRecord(
                f"the scale of `{self.id}` has fewer than two steps",
                field=attribute.name,
                help="write them from low to high: `[no, unsure, yes]`",
            )
        if (twice := repeated(value)) is not None:
            raise InvalidRecord(f"`{twice}` stands twice", field=attribute.name, value=twice)

    @comfort.validator
    def _on_the_scale(
        self, attribute: Attribute[tuple[Comfort, ...]], value: tuple[Comfort, ...]
    ) -> None:
        cells = (f"{each.who}` on `{each.act}" for each in value)
        if (twice := repeated(cells)) is not None:
            raise InvalidRecord(f"`{twice}` stands twice in `{self.id}`", field=attribute.name)
        for each in value:
            if each.level not in self.scale:
                raise InvalidRecord(
                    f"`{each.level}` is not on the scale of `{self.id}`",
                    field=f"{attribute.name}.{each.act}.{each.who}",
                    help="steps are " + ", ".join(f"`{step}`" for step in self.scale),
                    value=each.level,
                )
            if each.who not in self.people:
                raise InvalidRecord(
                    f"`{each.who}` is not in `{self.id}`",
                    field=f"{attribute.name}.{each.act}.{each.who}",
                    help=f"add `{each.who}` to `people`",
                    value=each.who,
                )
