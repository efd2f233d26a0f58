"""What can be asked of times and lengths: bounds, what comes round, and choices of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from polyagree.consistency.intervals import Intervals, Kind, TimeValue, kind_of, number_of
from polyagree.consistency.recurrence import Recurrence

__all__ = [
    "ComesRound",
    "Constraint",
    "Either",
    "OneOf",
    "Related",
    "Stated",
    "Together",
    "Within",
    "holds",
    "kinds_in",
]


@frozen(kw_only=True)
class Within:
    """
    A quantity is one of some values.

    Attributes:
        quantity: What is measured, by any name: `until we talk`, `night away`.
        values: What it may be. A length of time is never below zero.
    """

    quantity: str
    values: Intervals


@frozen(kw_only=True)
class ComesRound:
    """
    A time is one of those at which something comes round.

    Attributes:
        quantity: Which time.
        recurrence: What comes round.
    """

    quantity: str
    recurrence: Recurrence


@frozen(kw_only=True)
class Related:
    """
    A length of time is at most as long as another one.

    Attributes:
        shorter: The one, such as the time that was used.
        longer: The other, such as the time that went by.
        is_strict: Whether it is less than that.
    """

    shorter: str
    longer: str
    is_strict: bool = False


@frozen
class Together:
    """
    All of several constraints.

    Attributes:
        parts: The constraints; none ask for nothing.
    """

    parts: tuple[Constraint, ...]


@frozen
class Either:
    """
    At least one of several constraints.

    Attributes:
        parts: The constraints; none cannot be met.
    """

    parts: tuple[Constraint, ...]


@frozen
class OneOf:
    """
    One of several constraints, and none of the others.

    Attributes:
        parts: The constraints; none cannot be met.
    """

    parts: tuple[Constraint, ...]


Constraint = Within | ComesRound | Related | Together | Either | OneOf


@frozen(kw_only=True)
class Stated:
    """
    A constraint, and who states it.

    Attributes:
        by: Whose it is: an agreement, a clause, a path in words.
        constraint: What is asked for.
    """

    by: str
    constraint: Constraint


def holds(constraint: Constraint, values: Mapping[str, TimeValue]) -> bool:
    """
    Return whether *values*, one for each quantity, meet *constraint*.

    Raises:
        KeyError: If a quantity has no value.
        InvalidTime: If a value is of another kind than the constraint.
    """
    match constraint:
        case Within():
            value = values[constraint.quantity]
            return value in constraint.values
        case ComesRound():
            return constraint.recurrence.falls_on(number_of(values[constraint.quantity]))
        case Related():
            shorter, longer = (
                number_of(values[e]) for e in (constraint.shorter, constraint.longer)
            )
            return shorter < longer or (shorter == longer and not constraint.is_strict)
        case Together():
            return all(holds(each, values) for each in constraint.parts)
        case Either():
            return any(holds(each, values) for each in constraint.parts)
        case OneOf():
            return sum(holds(each, values) for each in constraint.parts) == 1


def kinds_in(constraints: Iterable[Constraint]) -> dict[str, Kind]:
    """Return the quantities that constraints speak of, and of which kind each is."""
    found: dict[str, Kind] = {}
    for each in constraints:
        if isinstance(each, Within):
            found.setdefault(each.quantity, each.values.kind)
        elif isinstance(each, ComesRound):
            found.setdefault(each.quantity, kind_of(each.recurrence.first))
        elif isinstance(each, Related):
            found.setdefault(each.shorter, "length")
            found.setdefault(each.longer, "length")
        else:
            found |= {
                name: kind for name, kind in kinds_in(each.parts).items() if name not in found
            }
    return found
