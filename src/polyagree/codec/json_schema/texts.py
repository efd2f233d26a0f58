"""Texts: which ones fit, what an editor offers, and what it says of one that does not fit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NewType, get_args

from attrs import fields, frozen

from polyagree.clock import (
    DATE_PATTERN,
    STAMP_PATTERN,
    Cadence,
    CalendarUnit,
    Day,
    DayGroup,
    Duration,
    Hours,
    Moment,
    Month,
    MonthName,
    Nth,
    Occasion,
    Part,
    Quantity,
    Size,
    Stamp,
    Weekday,
    Window,
)
from polyagree.codec.json_schema import told
from polyagree.codec.json_schema.schemas import Schema
from polyagree.codec.surface.shapes import TextShape
from polyagree.model import Details, Named, RoleWord, Scale, shipped
from polyagree.model.conditions import Condition
from polyagree.model.ids import ID_PATTERN, Word
from polyagree.model.norms import Bound
from polyagree.model.people import PEOPLE_PATTERN, PeopleTerm
from polyagree.model.vocabulary import WORD_KINDS

__all__ = ["Text", "text_of"]


@frozen(kw_only=True)
class Text:
    """
    One text.

    Attributes:
        name: What its definition is called.
        sentence: What to write, as a sentence.
        examples: What one looks like.
        pattern: What fits; ``None``: any text that is not empty.
        offered: What an editor offers besides.
        is_word: Whether it may be one that YAML takes for a number or a truth.
    """

    name: str
    sentence: str
    examples: tuple[str | int | float, ...] = ()
    pattern: str | None = None
    offered: tuple[str | int, ...] = ()
    is_word: bool = False

    def schema(self, *, is_counted: bool) -> Schema:
        """Return the schema of the text; *is_counted*: JSON may write it as a number."""
        fits: Schema = {"minLength": 1} if self.pattern is None else {"pattern": self._anchored}
        examples: Schema = {"examples": list(self.examples)} if self.examples else {}
        type_ = ["string", "number"] if self.is_word or is_counted else "string"
        made = {"type": type_, **fits, "errorMessage": self._said, **examples}
        # Without quotes, `true` is a text here and a truth to an editor; said in this way, it is
        # taken and not offered.
        return {"if": {"type": "boolean"}, "else": made} if self.is_word else made

    @property
    def _anchored(self) -> str:
        return f"^(?:{self.pattern})$"

    @property
    def _said(self) -> str:
        shown = " or ".join(f"`{each}`" for each in self.examples)
        return f"{self.sentence}, such as {shown}" if shown else self.sentence


def text_of(target: Any, kinds: tuple[str, ...]) -> Text:
    """
    Return the text that *target* is made of.

    Args:
        target: A type, or the shape of a text.
        kinds: What a name there is the name of.
    """
    if isinstance(target, NewType):
        if target is not Word:
            return _name("name", kinds or (told.noun(target),), ID_PATTERN)
        # One that refers to nothing in particular may be any word.
        return _name("word", kinds or WORD_KINDS, ID_PATTERN)
    of = target.of if isinstance(target, TextShape) else target
    if of is str and kinds:
        return _name("name", kinds, rf"{ID_PATTERN}(?:\.{ID_PATTERN})?")
    return _TEXTS[of]


def _name(what: str, kinds: tuple[str, ...], pattern: str) -> Text:
    noun = "word" if set(kinds) & set(WORD_KINDS) else "name"
    return Text(
        name=what if kinds == WORD_KINDS else ".".join((what, *kinds)),
        sentence=f"write a {noun} of small letters, digits and dashes",
        pattern=pattern,
        offered=_words("thing", "act", "happening") if "anything" in kinds else _words(*kinds),
        is_word=True,
    )


def _words(*kinds: str) -> tuple[str, ...]:
    """Return the shipped words of *kinds*; kinds of records have none."""
    return tuple(shipped().of_kind(*(kind for kind in kinds if kind in WORD_KINDS)))


def _refers(cls: type[Any], attribute: str) -> tuple[str, ...]:
    kinds: tuple[str, ...] = getattr(fields(cls), attribute).metadata["refers"]
    return kinds


_SITUATIONS = ("always", *_words("situation", "happening"))
_UNITS = get_args(CalendarUnit)
_MOMENTS = tuple(f"{which} {part}" for which in ("same", "next") for part in get_args(Part))

_TEXTS: dict[Any, Text] = {
    str: Text(name="text", sentence="write one text", is_word=True),
    Decimal: Text(
        name="number",
        sentence="write a number",
        # Digits of any script; a letter is none, but for the exponent's.
        pattern="[^A-DF-Za-df-z]+",
        examples=(2, 2.5),
    ),
    dt.date: Text(
        name="date",
        sentence="write a day",
        examples=("2025-01-05", "2025-12-31"),
        pattern=DATE_PATTERN,
    ),
    Stamp: Text(
        name="stamp",
        sentence="write a day, or a day and a time",
        examples=("2025-02-14", "2025-02-14T23:40"),
        pattern=STAMP_PATTERN,
    ),
    Cadence: Text(
        name="cadence",
        sentence="write how often",
        examples=("week", "3 months"),
        pattern=Cadence.pattern,
        offered=(*_UNITS, "2 weeks", "3 months"),
    ),
    Day: Text(
        name="day",
        sentence="write a day",
        examples=("weeknights", "first sun"),
        pattern=Day.pattern,
        offered=(
            *(*get_args(Weekday), *get_args(DayGroup), *get_args(Occasion)),
            *("first sun", "last sun", "1st", "last day", "12-24"),
        ),
    ),
    Duration: Text(
        name="duration",
        sentence="write a length of time",
        examples=("2 days", "48h"),
        pattern=Duration.pattern,
        offered=(
            *("30 min", "1h", "24h", "48h", "1 day", "2 days", "3 nights"),
            *("1 week", "2 weeks", "1 month", "3 months", "1 year"),
        ),
    ),
    Hours: Text(
        name="hours",
        sentence="write hours",
        examples=("22:00-06:00", "after 22:00"),
        pattern=Hours.pattern,
        offered=("22:00-06:00", "after 22:00", "before 23:00"),
    ),
    Moment: Text(
        name="moment",
        sentence="write a moment",
        examples=("next evening", "same day 18:00"),
        pattern=Moment.pattern,
        offered=_MOMENTS,
    ),
    Month: Text(
        name="month",
        sentence="write a month",
        examples=("jan", "july"),
        pattern=Month.pattern,
        offered=get_args(MonthName),
    ),
    Nth: Text(
        name="nth",
        sentence="write which time it is",
        examples=(3, "3+"),
        pattern=Nth.pattern,
        offered=(1, 2, 3, "2+", "3+", "3 in a row"),
    ),
    Quantity: Text(
        name="quantity",
        sentence="write how many or how much",
        examples=(2, "200 EUR"),
        pattern=Quantity.pattern,
        offered=(1, 2, 3, "10 nights", "200 EUR", "30 %"),
    ),
    Scale: Text(
        name="scale",
        sentence="write the least and the most",
        examples=("0-4", "1-10"),
        pattern=Scale.pattern,
        offered=("0-4", "0-10", "1-5", "1-10"),
    ),
    Size: Text(
        name="size",
        sentence="write a size",
        examples=("over 3 nights", "up to 250 EUR"),
        pattern=Size.pattern,
        offered=("over 3 nights", "at least 20 min", "under 2h", "up to 250 EUR"),
    ),
    # An act may have the name of a number.
    Window: Text(
        name="window",
        sentence="write a window",
        examples=("month", "30 days"),
        pattern=Window.pattern,
        offered=(*_UNITS, "7 days", "30 days", "moment", "ever"),
        is_word=True,
    ),
    PeopleTerm: Text(
        name="person",
        sentence="write people, such as `ana` or `other parties`",
        pattern=PEOPLE_PATTERN,
        offered=(*get_args(RoleWord), *_words(*_refers(Named, "name"))),
        is_word=True,
    ),
    Condition: Text(
        name="situation",
        sentence="write a condition, such as `kids-home`",
        pattern=ID_PATTERN,
        offered=_SITUATIONS,
        is_word=True,
    ),
    Bound: Text(
        name="date-or-situation",
        sentence="write a day or a condition, such as `2025-01-05` or `kids-home`",
        pattern=rf"(?:{DATE_PATTERN}|(?![0-9]+-[0-9]+-[0-9]+$){ID_PATTERN})",
        offered=_SITUATIONS,
        is_word=True,
    ),
    Details: Text(
        name="detail",
        sentence="write a detail, such as `who`",
        pattern=ID_PATTERN,
        offered=("as-asked", *_words(*_refers(Details, "required"))),
        is_word=True,
    ),
}
"""Each kind of text by what is made of it."""
