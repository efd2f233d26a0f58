"""Boundary matrices: acts on one axis, comfort on the other, per person."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from attrs import Attribute, field, frozen

from polyagree.errors import InvalidRecord
from polyagree.model._validators import each_not_blank, refers, repeated
from polyagree.model.disclosure import Viewers
from polyagree.model.ids import MatrixId, PersonId, Word, valid_id

__all__ = ["ANSWERS", "AnswerWord", "Comfort", "Matrix", "MatrixAnswer"]

AnswerWord = Literal["yes", "maybe", "no", "not-yet-tried"]
"""What somebody answers about an act, in words and not on a scale."""

ANSWERS: tuple[AnswerWord, ...] = get_args(AnswerWord)

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
class MatrixAnswer:
    """
    What one person answers about one act, beside how comfortable it is.

    Attributes:
        act: The act.
        who: The person.
        says: The answer. ``not-yet-tried`` is none of the others: it may become any of them.
    """

    act: Word = field(metadata=refers("act", "happening", "situation", "thing", "detail"))
    who: PersonId = field(metadata=refers("person"))
    says: AnswerWord = field()

    @says.validator
    def _a_word_of_these(self, attribute: Attribute[AnswerWord], value: str) -> None:
        if value not in ANSWERS:
            raise InvalidRecord(
                f"`{value}` is not an answer",
                field=attribute.name,
                help="answers are " + ", ".join(f"`{each}`" for each in ANSWERS),
                value=value,
            )


@frozen(kw_only=True)
class Matrix:
    """
    How people feel about acts, on one scale, and what they answer. Who is missing has said nothing.

    Attributes:
        id: Its key in the document.
        people: Whose comfort it holds.
        date: When it was filled in; ``None``: not said.
        scale: The steps, from the least to the most comfortable; empty: nobody uses one.
        comfort: What each has said, in the order of the document.
        answers: Yes, maybe, no or not yet tried, in the order of the document. They stand
            apart from the scale: neither is worked out from the other.
        visible_to: Who may see it; empty: the people in it.

    Source:
        C8.
    """

    id: MatrixId = field(validator=valid_id)
    people: tuple[PersonId, ...] = field(metadata=refers("person"))
    date: dt.date | None = None
    scale: tuple[str, ...] = field(default=(), validator=each_not_blank)
    comfort: tuple[Comfort, ...] = field(default=())
    answers: tuple[MatrixAnswer, ...] = field(default=())
    visible_to: Viewers = ()

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
        if len(value) < _TWO and (value or self.comfort):
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
        self._each_once_and_of_them(attribute.name, value)
        for each in value:
            if each.level not in self.scale:
                raise InvalidRecord(
                    f"`{each.level}` is not on the scale of `{self.id}`",
                    field=f"{attribute.name}.{each.act}.{each.who}",
                    help="steps are " + ", ".join(f"`{step}`" for step in self.scale),
                    value=each.level,
                )

    @answers.validator
    def _of_people_in_it(
        self, attribute: Attribute[tuple[MatrixAnswer, ...]], value: tuple[MatrixAnswer, ...]
    ) -> None:
        self._each_once_and_of_them(attribute.name, value)

    def _each_once_and_of_them(
        self, name: str, value: tuple[Comfort, ...] | tuple[MatrixAnswer, ...]
    ) -> None:
        cells = (f"{each.who}` on `{each.act}" for each in value)
        if (twice := repeated(cells)) is not None:
            raise InvalidRecord(f"`{twice}` stands twice in `{self.id}`", field=name)
        for each in value:
            if each.who not in self.people:
                raise InvalidRecord(
                    f"`{each.who}` is not in `{self.id}`",
                    field=f"{name}.{each.act}.{each.who}",
                    help=f"add `{each.who}` to `people`",
                    value=each.who,
                )
