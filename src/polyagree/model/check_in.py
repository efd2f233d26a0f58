"""Conversations in which people look at how it goes."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import ClassVar, Literal, get_args

from attrs import Attribute, field, frozen
from attrs.validators import optional

from polyagree.errors import InvalidRecord
from polyagree.model._validators import day_of, each_not_blank, not_blank, refers, repeated
from polyagree.model.disclosure import Viewers
from polyagree.model.happening import About
from polyagree.model.ids import PersonId
from polyagree.model.noted import Noted

__all__ = ["CheckIn", "Concern", "Direction", "Feeling", "Scale", "Score"]

Direction = Literal["higher-is-better", "lower-is-better"]
"""Which end of a scale is the good one."""

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

_SCALE = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?) ?- ?(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)\Z")


@frozen
class Scale:
    """
    The numbers between which a score lies, both included.

    Attributes:
        low: The least.
        high: The most.
    """

    pattern: ClassVar[str] = _SCALE.pattern.removesuffix(r"\Z")
    """What :meth:`parse` takes, and little else, as a regular expression of every dialect."""

    low: Decimal
    high: Decimal = field()

    @high.validator
    def _above_the_least(self, attribute: Attribute[Decimal], value: Decimal) -> None:
        if not (self.low.is_finite() and value.is_finite()):
            raise InvalidRecord("a scale goes from a number to a number", field=attribute.name)
        if value <= self.low:
            raise InvalidRecord(
                f"the scale `{self.low}-{value}` does not go up",
                field=attribute.name,
                help="write the least first: `0-4`",
            )

    @classmethod
    def parse(cls, text: str) -> Scale:
        """
        Return the scale that *text* says.

        Raises:
            InvalidRecord: If it says none.
        """
        match = _SCALE.match(text)
        if match is None:
            raise InvalidRecord(
                f"`{text}` is not a scale", help="write the least and the most: `0-4`", value=text
            )
        return cls(Decimal(match[1]), Decimal(match[2]))

    def __str__(self) -> str:
        """Return it as written in a document."""
        return f"{self.low}-{self.high}"


@frozen(kw_only=True)
class Score:
    """
    A number that somebody gave.

    Attributes:
        who: Who gave it.
        about: What it is about: people, relationships, acts, clauses.
        value: The number.
        scale: Between which numbers it lies.
        instrument: The questionnaire it comes from; ``None``: none.
        direction: Which end of the scale is the good one; ``None``: not said.
        visible_to: Who may see it; empty: who may see the check-in.
    """

    who: PersonId = field(metadata=refers("person"))
    about: About = field(default=(), metadata=refers("anything"))
    value: Decimal = field()
    scale: Scale = field()
    instrument: str | None = field(default=None, validator=optional(not_blank))
    direction: Direction | None = field(default=None)
    visible_to: Viewers = ()

    @direction.validator
    def _is_a_direction(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value is not None and value not in DIRECTIONS:
            raise InvalidRecord(
                f"`{value}` is not a direction",
                field=attribute.name,
                help="write `higher-is-better` or `lower-is-better`",
                value=value,
            )

    @scale.validator
    def _within(self, _: Attribute[Scale], value: Scale) -> None:
        if not (self.value.is_finite() and value.low <= self.value <= value.high):
            raise InvalidRecord(
                f"`{self.value}` is not on the scale {value}",
                field="value",
                value=str(self.value),
            )


@frozen(kw_only=True)
class Feeling:
    """
    What somebody felt, in their words.

    Attributes:
        who: Whose feeling it is.
        says: The words.
        about: What it is about.
        visible_to: Who may see it; empty: who may see the check-in.

    Source:
        B7, C17.
    """

    who: PersonId = field(metadata=refers("person"))
    says: str = field(validator=not_blank)
    about: About = field(default=(), metadata=refers("anything"))
    visible_to: Viewers = ()


@frozen(kw_only=True)
class Concern:
    """
    Something that troubles somebody.

    Attributes:
        who: Whom it troubles.
        says: Their words.
        about: What it is about.
        settled: When it was settled; ``None``: it is not.
        visible_to: Who may see it; empty: who may see the check-in.
    """

    who: PersonId = field(metadata=refers("person"))
    says: str = field(validator=not_blank)
    about: About = field(default=(), metadata=refers("anything"))
    settled: dt.date | None = None
    visible_to: Viewers = ()


@frozen(kw_only=True)
class CheckIn:
    """
    A conversation in which people look at how it goes.

    Attributes:
        date: When, a day or an instant.
        people: Who was there.
        reviewed: Which agreements, clauses and boundaries were looked at.
        scores: Numbers that people gave.
        feelings: What people felt.
        concerns: What troubles people.
        decided: What was decided: words, or the names of clauses.
        celebrated: What was celebrated.
        noted: Findings about it that were thought over.
        visible_to: Who may see it; empty: those present.

    Source:
        C10.
    """

    date: dt.date | dt.datetime
    people: tuple[PersonId, ...] = field(metadata=refers("person"))
    reviewed: tuple[str, ...] = field(
        default=(), metadata=refers("agreement", "clause", "boundary", "relationship")
    )
    scores: tuple[Score, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    concerns: tuple[Concern, ...] = ()
    decided: tuple[str, ...] = field(default=(), validator=each_not_blank)
    celebrated: tuple[str, ...] = field(default=(), validator=each_not_blank)
    noted: tuple[Noted, ...] = ()
    visible_to: Viewers = ()

    @people.validator
    def _somebody_and_once(
        self, attribute: Attribute[tuple[PersonId, ...]], value: tuple[PersonId, ...]
    ) -> None:
        if not value:
            raise InvalidRecord("nobody was at the check-in", field=attribute.name)
        if (twice := repeated(value)) is not None:
            raise InvalidRecord(f"`{twice}` is named twice", field=attribute.name, value=twice)

    @property
    def day(self) -> dt.date:
        """The calendar day on which it was, as it was written."""
        return day_of(self.date)
