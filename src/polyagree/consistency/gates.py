"""Gates by removal: who could keep somebody from an act by saying nothing at all."""

from __future__ import annotations

import datetime as dt

from polyagree.consistency.gating.finding import Finder
from polyagree.consistency.gating.records import FoundGate
from polyagree.model import Polycule

__all__ = ["gates"]


def gates(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    hidden: bool = False,
    most: int | None = None,
) -> tuple[FoundGate, ...]:
    """
    Return whose word acts wait for, found by taking it away.

    Somebody gates an act of another if they neither take part in it nor are touched,
    hosted or paid by it, if it can be done without a break in some world, and if in every
    world in which they say nothing, hear nothing, talk and meet with nobody and write in
    no shared calendar it cannot. It does not matter which words the clauses use, nor how
    many of them it takes. Each gate was replayed: a log with which the act is fine, and
    one without their part in it with which it is not.

    Acts that wait for each other, so that nobody can ever begin, are returned as well.

    What people decide all together, an exception and a change of the agreement, is looked
    at nowhere; nor are the steps after a break. A veto does not count, since nobody has
    to say no. Where something leaves it open, nothing is claimed.

    Args:
        polycule: The document; what it records is not looked at.
        on: The day; ``None``: the last day that it records.
        hidden: Only those that :func:`polyagree.model.gates_of` does not know.
        most: How many are looked for in each norm; ``None``: all.

    Returns:
        The gates, in the order of the document.

    Raises:
        DoesNotReplay: If a gate was found and a replay says otherwise: a fault of this library.

    Source:
        A1, A4, A5.
    """
    day = on or polycule.last_day or dt.date(2000, 1, 1)
    return tuple(Finder(polycule, day, hidden=hidden, most=most).gates())
