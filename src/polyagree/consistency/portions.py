"""In what portions somebody would do what is asked for by its length or its amount."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_UP, Decimal
from math import ceil

from attrs import evolve, frozen

from polyagree.clock import Duration, Quantity
from polyagree.model import Event, Norm, Obligation

__all__ = ["Portion", "measure", "portion_of"]

_DAY = dt.timedelta(days=1)
_CENT = Decimal("0.01")
_AT_ONCE = 8
"""So many hours at most are spent at one time."""


@frozen
class Portion:
    """
    A part of what is asked for, so often as makes it whole.

    Attributes:
        count: How often.
        lasting: How long each time.
        amount: How much each time.
    """

    count: int
    lasting: Duration | None = None
    amount: Quantity | None = None

    def divided(self, parts: int) -> Portion:
        """Return it in so many parts as often."""
        if parts == 1:
            return self
        lasting, amount = self.lasting, self.amount
        if lasting is not None:
            minutes = lasting.elapsed.total_seconds() / 60
            lasting = Duration(minutes=max(1, ceil(minutes / parts)))
        if amount is not None and amount.amount is not None:
            share = (amount.amount / parts).quantize(_CENT, rounding=ROUND_UP)
            amount = evolve(amount, amount=share)
        return Portion(self.count * parts, lasting, amount)

    def of(self, event: Event) -> Event:
        """Return *event* as one portion."""
        return evolve(event, lasting=self.lasting or event.lasting, amount=self.amount)

    def is_in(self, event: Event) -> bool:
        """Return whether *event* is such a portion."""
        if self.lasting is not None:
            return event.lasting == self.lasting
        return event.amount == self.amount


def measure(quantity: Quantity) -> tuple[Decimal, str] | None:
    """
    Return how much *quantity* is, and of what: hours if of nothing.

    Returns:
        ``None`` if it counts times, or has no fixed length.
    """
    if quantity.amount is not None:
        return quantity.amount, str(quantity.unit)
    length = quantity.duration
    if length is None or length.whole_months or length.nights:
        return None
    whole = length.elapsed + length.whole_days * _DAY
    return Decimal(int(whole.total_seconds())) / 3600, ""


def portion_of(norm: Norm) -> Portion | None:
    """Return in what portions *norm* would be kept; ``None`` if it is not a matter of size."""
    if not isinstance(norm, Obligation) or norm.at_least is None:
        return None
    if norm.at_least.amount is not None:
        return Portion(1, amount=norm.at_least)
    measured = measure(norm.at_least)
    if measured is None:
        return None
    # The longest day has an hour more.
    length = norm.at_least.duration
    hours = measured[0] + (0 if length is None else length.whole_days)
    count = max(1, ceil(hours / _AT_ONCE))
    return Portion(count, lasting=Duration(minutes=ceil(hours * 60 / count)))
