"""How much there was of something."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import add, sub
from typing import NamedTuple

from polyagree.clock import Quantity
from polyagree.timeline.truth import Truth

__all__ = ["NOTHING", "Total", "in_words", "sum_of", "total_of"]


class Total(NamedTuple):
    """
    How much of something: a number, or a length of time.

    Attributes:
        number: The number; of a length, its seconds.
        months: Its months, and
        days: its days: no number of seconds is a day.
        spans: How many lengths in days or longer it is made of.
        unmeasured: How many things in it nobody measured.
    """

    number: Decimal = Decimal()
    months: int = 0
    days: int = 0
    spans: int = 0
    unmeasured: int = 0

    def plus(self, other: Total) -> Total:
        """Return both together."""
        return Total(*map(add, self, other))

    def minus(self, other: Total) -> Total:
        """Return what is left without *other*, which is a part of it."""
        return Total(*map(sub, self, other))

    def is_over(self, allowed: Total) -> Truth:
        """Return whether it is more than *allowed*."""
        left = self.minus(allowed)._replace(spans=self.spans + allowed.spans)
        least, most = left.bounds()
        if least > 0:
            return True
        return None if most > 0 or left.unmeasured else False

    def bounds(self) -> tuple[Decimal, Decimal]:
        """
        Return the least and the most it can be.

        The clocks make a span an hour shorter or longer, however long it is.
        """
        hour = 3600
        spread = min(self.spans, abs(self.days) + abs(self.months))
        short, long = (28, 31) if self.months > 0 else (31, 28)
        least = (24 * (self.days + short * self.months) - spread) * hour
        most = (24 * (self.days + long * self.months) + spread) * hour
        return self.number + least, self.number + most


NOTHING = Total()


def sum_of(totals: Iterable[Total]) -> Total:
    """Return all of *totals* together."""
    return reduce(Total.plus, totals, NOTHING)


def total_of(quantity: Quantity) -> Total:
    """Return *quantity* as a total."""
    length = quantity.duration
    if length is None:
        return Total(number=quantity.number or quantity.amount or Decimal())
    return Total(
        number=Decimal(int(length.elapsed.total_seconds())),
        months=length.whole_months,
        days=length.whole_days,
        spans=int(not length.is_elapsed),
    )


def in_words(total: Total, allowed: Quantity) -> str:
    """Return *total* in the unit of *allowed*, such as ``5h 30 min``."""
    if allowed.kind != "duration":
        number = f"{total.number:f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return number if allowed.unit is None else f"{number} {allowed.unit}"
    nights = allowed.duration is not None and allowed.duration.nights
    minutes, seconds = divmod(int(total.number), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (
        (total.months, "month", "months"),
        (total.days, "night" if nights else "day", "nights" if nights else "days"),
        (minutes, "min", "min"),
        (seconds, "s", "s"),
    )
    said = [f"{count} {one if count == 1 else more}" for count, one, more in parts if count]
    if hours or not said:
        said.insert(bool(total.months) + bool(total.days), f"{hours}h")
    return " ".join(said)
