"""Time that runs only while something is recorded and in force, from instants to years and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from polyagree.drift.exposure import ActiveTime

__all__ = ["YEAR", "Stopwatch"]

YEAR = dt.timedelta(days=365.25)


class Stopwatch:
    """
    Years since a beginning, without the stretches in which the clock stood still.

    Args:
        start: When it begins.
        rests: When it stood still, half-open, in any order; they may overlap.
    """

    def __init__(
        self, start: dt.datetime, rests: Iterable[tuple[dt.datetime, dt.datetime]] = ()
    ) -> None:
        self.start = start
        self._clock = ActiveTime(
            (max(self._since(begins), 0.0), self._since(ends))
            for begins, ends in rests
            if start < ends
        )

    def _since(self, instant: dt.datetime) -> float:
        return (instant - self.start) / YEAR

    def stands_at(self, instant: dt.datetime) -> bool:
        """Return whether the clock stands still at *instant*."""
        return self._clock.is_resting(self._since(instant))

    def years(self, instant: dt.datetime) -> float:
        """Return how many years it shows at *instant*; none before it begins."""
        return self._clock(max(self._since(instant), 0.0))

    def instant(self, years: float) -> dt.datetime:
        """Return when it shows *years*, for the first time."""
        return self.start + self._clock.when(years) * YEAR
