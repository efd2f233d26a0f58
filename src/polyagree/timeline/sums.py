"""Which of several events are beyond what was allowed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from zoneinfo import ZoneInfo

from polyagree.clock import Duration, day_bounds
from polyagree.timeline.counting import Counted
from polyagree.timeline.instants import earlier
from polyagree.timeline.totals import NOTHING, Total
from polyagree.timeline.truth import Truth

__all__ = ["Sums"]


class Sums:
    """
    How much there was up to each of several events.

    Whether one is *surely* over does not depend on the order within a day
    without hours: of events that no ``unless`` lifts, the last is over.

    Args:
        counted: What each of them adds.
        allowed: How much is allowed.
        zone: The zone of the document.
        before: How much there was before all of them, at least and at most.
    """

    def __init__(
        self,
        counted: Sequence[Counted],
        allowed: Total,
        zone: ZoneInfo,
        before: tuple[Total, Total] = (NOTHING, NOTHING),
    ) -> None:
        self._before = before
        self._counted = counted
        self._allowed = allowed
        self._zone = zone
        self._firsts = [one.entry.first for one in counted]
        # Of a day without an hour, the last instant is later than those of what follows it here.
        self._lasts = [*accumulate((one.entry.last for one in counted), max)]
        self._least = [*accumulate((one.least for one in counted), Total.plus, initial=NOTHING)]
        self._most = [*accumulate((one.most for one in counted), Total.plus, initial=NOTHING)]
        # Nothing before these days began can be out of order with the event.
        self._same_day = [
            bisect_left(self._firsts, day_bounds(one.entry.day, zone).start) for one in counted
        ]

    def is_over(self, at: int, surely: int = 0, maybe: int = 0) -> Truth:
        """Return whether the event *at* is over, in a window from these positions on."""
        one = self._counted[at]
        if one.lifted is True:
            return False
        if one.lifted is False and one.least != NOTHING:
            least = self._least[at + 1].minus(self._least[surely])
            for position in range(max(self._same_day[at], surely), at):
                other = self._counted[position]
                if other.lifted is not False and not other.entry.is_before(one.entry):
                    least = least.minus(other.least)
            if least.plus(self._before[0]).is_over(self._allowed):
                return True
        end = bisect_right(self._firsts, one.entry.last)
        while one.entry.is_before(self._counted[end - 1].entry):
            end -= 1
        most = self._most[end].minus(self._most[maybe])
        return False if most.plus(self._before[1]).is_over(self._allowed) is False else None

    def starts(self, at: int, duration: Duration) -> tuple[int, int]:
        """Return from where on events are surely, and may be, in the window of the one *at*."""
        one = self._counted[at].entry
        # Of two on a day without hours, either may be the last.
        overlapping = range(self._same_day[at], at)
        last = max([one.last, *(self._counted[each].entry.last for each in overlapping)])
        surely = bisect_right(self._firsts, earlier(last, duration, self._zone))
        maybe = bisect_right(self._lasts, earlier(one.first, duration, self._zone))
        return min(surely, at), min(maybe, at)
