"""The same act otherwise: elsewhere, longer or shorter, more or less of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve

from polyagree.clock import Duration, Quantity
from polyagree.consistency.portions import portion_of
from polyagree.errors import InvalidQuantity
from polyagree.model import Event, Norm

__all__ = ["variants_of"]

_TIMES = (Decimal(2), Decimal(8), Decimal("0.5"), Decimal("0.05"))
_MOST_MINUTES = 999_999
_PARTS = (2, 4, 8, 100)


def variants_of(event: Event, norm: Norm) -> Iterator[Event]:
    """
    Yield what else may be done of what *norm* asks for, besides *event*.

    One of its sizes may be ruled out and another not, and so may one of its places.
    """
    for place in norm.where[1:]:
        yield evolve(event, where=(place,))
    portion = portion_of(norm)
    if portion is not None:
        yield from (portion.divided(parts).of(event) for parts in _PARTS)
        return
    for times in _TIMES:
        longer = event.lasting if norm.lasting is None else _long(event.lasting, times)
        more = event.amount if norm.amount is None else _much(event.amount, times)
        if (longer, more) != (event.lasting, event.amount):
            yield evolve(event, lasting=longer, amount=more)


def _long(length: Duration | None, times: Decimal) -> Duration | None:
    if length is None or length.whole_months or length.nights:
        return length
    minutes = length.elapsed.total_seconds() / 60 + length.whole_days * 24 * 60
    return Duration(minutes=min(max(1, int(Decimal(minutes) * times)), _MOST_MINUTES))


def _much(quantity: Quantity | None, times: Decimal) -> Quantity | None:
    if quantity is None or quantity.amount is None:
        return quantity
    try:
        return evolve(quantity, amount=quantity.amount * times)
    except InvalidQuantity:
        # So many digits nobody counts.
        return quantity
