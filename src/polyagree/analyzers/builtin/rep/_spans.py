"""How long something goes on, roughly."""

from __future__ import annotations

import datetime as dt

from polyagree.clock import Duration

__all__ = ["MONTH", "about_as_long_as"]

MONTH = dt.timedelta(days=28)
"""Four weeks: what goes on for so long goes on for a while."""


def about_as_long_as(duration: Duration) -> dt.timedelta:
    """Return how long *duration* is, with thirty days to a month, and no longer than a life."""
    days = min(30 * duration.whole_months + duration.whole_days, 36_500)
    return dt.timedelta(days=days) + min(duration.elapsed, dt.timedelta(days=36_500))
