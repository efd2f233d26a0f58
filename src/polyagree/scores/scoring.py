"""Scores of one set of answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import isnan
from numbers import Real

from attrs import frozen

from polyagree.errors import InvalidInstrument, UnknownName
from polyagree.scores.instruments import Instrument, Item, Subscale

__all__ = ["Answer", "Scored", "SubscaleScore", "score"]

Answer = int | float | Decimal | None
"""The number that was answered; ``None`` or not a number: it is missing."""


@frozen(kw_only=True)
class SubscaleScore:
    """
    One score, or how much of it is missing.

    Attributes:
        subscale: Of which subscale.
        value: The score as the questionnaire counts it; ``None``: too much is missing.
        share: The score from 0 to 1, of the least and the most that it can be; ``None``: likewise.
        answered: How many items were answered.
        of: Of how many.
        more_of: What a higher score is more of.
    """

    subscale: str
    value: float | None
    share: float | None
    answered: int
    of: int
    more_of: str

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "subscale": self.subscale,
            "value": self.value,
            "share": self.share,
            "answered": self.answered,
            "of": self.of,
            "more_of": self.more_of,
        }


@frozen(kw_only=True)
class Scored:
    """
    The scores of one set of answers.

    Attributes:
        instrument: Of which questionnaire.
        subscales: The scores, in its order.
    """

    instrument: str
    subscales: tuple[SubscaleScore, ...]

    def subscale(self, name: str) -> SubscaleScore:
        """Return the score of one subscale; raise :exc:`UnknownName` if there is none."""
        for each in self.subscales:
            if each.subscale == name:
                return each
        raise UnknownName(f"`{self.instrument}` has no subscale `{name}`", name)

    def records(self) -> list[dict[str, object]]:
        """Return them as flat records, one dictionary for each subscale."""
        return [{"instrument": self.instrument, **each.record()} for each in self.subscales]


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> Scored:
    """
    Return the scores of one set of answers.

    A missing answer stays missing and is never made up. A subscale with more of them
    missing than its own rule allows has no score, and says how many were answered.

    Args:
        instrument: The questionnaire.
        answers: The numbers by item, as they were given; those that are read the other way
            round are turned here. What is left out is missing.

    Raises:
        InvalidInstrument: If an answer is no number, or not on the scale of its item.
        UnknownName: If an item does not exist.
    """
    given: dict[str, Decimal] = {}
    for name, answer in answers.items():
        number = _number(instrument.item(name), answer)
        if number is not None:
            given[name] = number
    return Scored(
        instrument=instrument.id,
        subscales=tuple(_scored(instrument, each, given) for each in instrument.subscales),
    )


def _number(item: Item, answer: Answer) -> Decimal | None:
    if answer is None:
        return None
    # The numbers of numpy are `Real`, and a `Decimal` is not.
    is_number = isinstance(answer, int | float | Decimal | Real)
    if isinstance(answer, bool | Fraction) or not is_number:
        raise InvalidInstrument(f"`{answer}` is not a number", field=item.id, value=str(answer))
    if not isinstance(answer, Decimal) and isnan(answer):
        return None
    number = Decimal(str(answer))
    if not (number.is_finite() and item.scale.low <= number <= item.scale.high):
        raise InvalidInstrument(
            f"`{answer}` is not on the scale {item.scale} of item `{item.id}`",
            field=item.id,
            help="leave out what was not answered",
            value=str(answer),
        )
    return number


def _scored(
    instrument: Instrument, subscale: Subscale, given: Mapping[str, Decimal]
) -> SubscaleScore:
    items = [instrument.item(each) for each in subscale.items if each in given]
    missing = len(subscale.items) - len(items)
    value: Decimal | None = None
    share: Decimal | None = None
    if missing <= subscale.may_miss:
        low, high = sum(each.scale.low for each in items), sum(each.scale.high for each in items)
        total = sum(
            item.scale.low + item.scale.high - given[item.id]
            if item.id in subscale.reverse_scored
            else given[item.id]
            for item in items
        )
        share = (total - low) / Decimal(high - low)
        value = Decimal(total) / (1 if subscale.by == "sum" else len(items))
    return SubscaleScore(
        subscale=subscale.id,
        value=None if value is None else float(value),
        share=None if share is None else float(share),
        answered=len(items),
        of=len(subscale.items),
        more_of=subscale.more_of,
    )
