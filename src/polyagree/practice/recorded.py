"""When a record was kept at all: that nothing stands there is not that nothing happened."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from polyagree.model import Polycule
from polyagree.practice.talks import day_of

__all__ = ["SILENCE", "Recorded"]

SILENCE = dt.timedelta(days=62)
"""From one note to the next one: where it is longer, nobody can tell that nothing happened."""

_DAY = dt.timedelta(days=1)


class Recorded:
    """
    The days on which anything was written down, events and check-ins alike.

    Args:
        polycule: The document.
        on: The last day that is looked at.
    """

    def __init__(self, polycule: Polycule, on: dt.date) -> None:
        days = {event.day for event in polycule.events}
        days.update(day_of(each.date) for each in polycule.check_ins)
        self.days = sorted(day for day in days if day <= on)
        self.on = on
        marks = [*self.days, on] if self.days else []
        self._gaps = [
            (day + _DAY, later) for day, later in pairwise(marks) if later - day > SILENCE
        ]

    def begins(self, since: dt.date | None) -> dt.date | None:
        """
        Return from when on there is a record of what holds since *since*.

        That is the day itself if the record begins before it or soon after it, else the
        day on which the record begins; ``None`` if nothing was recorded.
        """
        if not self.days:
            return None
        first = self.days[0]
        return since if since is not None and first - since <= SILENCE else first

    def gaps(self, since: dt.date, until: dt.date) -> list[tuple[dt.date, dt.date]]:
        """Return the stretches of days, half-open, in which nothing at all was written down."""
        gaps = [*self._gaps]
        if not self.days or self.days[0] - since > SILENCE:
            gaps.insert(0, (since, min([*self.days[:1], until])))
        return [
            (max(start, since), min(end, until))
            for start, end in gaps
            if max(start, since) < min(end, until)
        ]

    def coverage(self, since: dt.date, until: dt.date) -> float:
        """Return the share of *since* to *until* in which a record was kept, from 0 to 1."""
        if until <= since:
            return 1.0
        lost = sum(((end - start).days for start, end in self.gaps(since, until)), 0)
        return 1 - lost / (until - since).days
