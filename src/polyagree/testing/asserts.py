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

__all__ = ["OnUnknown", "assert_compensable", "assert_consistent"]

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


def _refuse(on: dt.date | None, unknown: str) -> None:
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
