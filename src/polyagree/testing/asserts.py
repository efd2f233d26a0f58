"""
What tests can assert of agreements.

Each of them raises an :exc:`AssertionError` that tells which clauses are meant, in
their own words and with their places, and never where in polyagree it came up.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from polyagree.errors import InvalidModel, InvalidTime
from polyagree.model import Polycule
from polyagree.testing.breaks import not_compensable, not_tried
from polyagree.testing.conflicts import not_consistent, not_settled
from polyagree.testing.differences import not_compared, not_refined
from polyagree.testing.waits import not_free

__all__ = [
    "OnUnknown",
    "assert_compensable",
    "assert_consistent",
    "assert_no_gates",
    "assert_refines",
]

OnUnknown = Literal["fails", "passes"]
"""What an assertion does where nobody can tell."""


def assert_consistent(
    polycule: Polycule,
    *,
    on: dt.date | None = None,
    horizon: dt.date | None = None,
    unknown: OnUnknown = "fails",
) -> None:
    """
    Assert that everything that was agreed can be kept together.

    Args:
        polycule: The document.
        on: The first day that is looked at; ``None``: the last day that the document records.
        horizon: The last one; ``None``: so far that each window is seen whole once.
        unknown: Whether it fails if nobody can tell, as without the extra `solver`.

    Raises:
        AssertionError: If it cannot, with a minimal set of clauses in their own words, their
            places, and what to drop.
        InvalidTime: If *horizon* is before *on*.

    Source:
        C2, A12.
    """
    __tracebackhide__ = True
    from polyagree.consistency import solve

    _refuse(on, unknown)
    verdict = solve(polycule, on=on, horizon=horizon)
    text = not_consistent(verdict, polycule)
    if not text and unknown == "fails":
        text = not_settled(verdict, polycule)
    if text:
        raise AssertionError(text)


def assert_no_gates(polycule: Polycule, *, on: dt.date | None = None, hidden: bool = False) -> None:
    """
    Assert that no act waits for the word of somebody who takes no part in it.

    Gates are found by removal: whatever the clauses call it, an act waits for somebody if
    it cannot be done without a break when they say, hear and do nothing.

    Args:
        polycule: The document.
        on: The day; ``None``: the last day that the document records.
        hidden: Whether only those count that nobody wrote as a gate.

    Raises:
        AssertionError: If one does, with whose word it waits for and which clauses make it so.

    Source:
        A1, A4.
    """
    __tracebackhide__ = True
    from polyagree.consistency import gates

    _refuse(on)
    text = not_free(gates(polycule, on=on, hidden=hidden), polycule)
    if text:
        raise AssertionError(text)


def assert_refines(
    new: Polycule, old: Polycule, *, on: dt.date | None = None, unknown: OnUnknown = "fails"
) -> None:
    """
    Assert that a new wording allows nothing that an old one is against.

    It may forbid more. What follows a break, and words around a norm, are not compared.

    Args:
        new: The new document.
        old: The one before.
        on: Compare the wordings of this day; ``None``: the texts as they stand.
        unknown: Whether it fails if nobody can tell.

    Raises:
        AssertionError: If it allows more, with a log that shows it.

    Source:
        C16, C19.
    """
    __tracebackhide__ = True
    from polyagree.consistency import compare

    _refuse(on, unknown)
    found = compare(old, new, on=on)
    text = not_refined(found, old=old, new=new)
    if not text and unknown == "fails":
        text = not_compared(found, old=old, new=new)
    if text:
        raise AssertionError(text)


def assert_compensable(
    polycule: Polycule, *, on: dt.date | None = None, unknown: OnUnknown = "fails"
) -> None:
    """
    Assert that every break can be made good.

    Each norm that can be broken is, in events that are thought of; it has to have an
    end in which all that follows is done, and the break is made good by that. A
    boundary is its holder's own, and nothing is asked of it here.

    Args:
        polycule: The document.
        on: The day of the break; ``None``: the last day that the document records.
        unknown: Whether it fails if no break of a norm could be thought of.

    Raises:
        AssertionError: If a break cannot be made good, with what is in the way.

    Source:
        A9, A12.
    """
    __tracebackhide__ = True
    from polyagree.timeline.exploring import explore

    _refuse(on, unknown)
    found = explore(polycule, on=on)
    text = not_compensable(found, polycule)
    if not text and unknown == "fails":
        text = not_tried(found, polycule)
    if text:
        raise AssertionError(text)


def _refuse(on: dt.date | None, unknown: str = "fails") -> None:
    """Refuse what cannot be meant."""
    if on is not None and (isinstance(on, dt.datetime) or not isinstance(on, dt.date)):
        raise InvalidTime(
            f"`{on}` is not a day", field="on", help="pass a date, or leave it out", value=str(on)
        )
    if unknown not in get_args(OnUnknown):
        raise InvalidModel(
            f"`{unknown}` says nothing of what is unknown",
            field="unknown",
            help="it is `fails` or `passes`",
            value=str(unknown),
        )
