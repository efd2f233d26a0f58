"""When the clock runs: episodes, rest periods that stop it, and how much was recorded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from attrs import frozen

from polyagree.drift._checks import ascending, at_least, finite, listed, positive
from polyagree.errors import InvalidSeries

__all__ = ["ENOUGH", "ActiveTime", "Coverage", "coverage", "merge_episodes"]

#: The share of the time that has to be recorded before a pattern is claimed.
ENOUGH = 0.8


def merge_episodes(times: Iterable[float], *, gap: float) -> tuple[float, ...]:
    """
    Return when each episode began: events closer than *gap* to the one before belong to it.

    Args:
        times: When the events were, ascending.
        gap: From this distance on, the next event is an episode of its own.

    Raises:
        InvalidSeries: If the times do not ascend, or *gap* is negative.
    """
    at_least(gap, 0, "gap")
    listed = ascending(times)
    return tuple(
        listed[:1] + [later for earlier, later in pairwise(listed) if later - earlier >= gap]
    )


class ActiveTime:
    """
    A clock that rests during pauses: illness, no contact, holidays, gaps in the records.

    Without it, coming back looks like improvement, and then like drift.

    Args:
        pauses: Begin and end of each, in any order; they may overlap. An end of
            ``None``: it still lasts.
        start: Where the clock shows 0.

    Raises:
        InvalidSeries: If one ends before it begins.
    """

    def __init__(
        self, pauses: Iterable[tuple[float, float | None]] = (), *, start: float = 0
    ) -> None:
        self.start = finite(start, "start")
        self.pauses = _joined(pauses)
        self._begins = [begin for begin, _ in self.pauses]
        self._rested = [0.0]
        for begin, end in self.pauses:
            self._rested.append(self._rested[-1] + end - begin)
        self._before = self._rest_until(self.start)

    def _rest_until(self, time: float) -> float:
        at = bisect_right(self._begins, time)
        if not at:
            return 0.0
        begin, end = self.pauses[at - 1]
        return self._rested[at - 1] + min(time, end) - begin

    def __call__(self, time: float) -> float:
        """
        Return what the clock shows at *time*.

        Within a pause it stands still.

        Raises:
            InvalidSeries: If *time* lies before the start.
        """
        if finite(time, "time") < self.start:
            raise InvalidSeries(
                f"`time` is {time!r}, before the clock starts, {self.start!r}", field="time"
            )
        return (time - self.start) - (self._rest_until(time) - self._before)

    def active(self, times: Iterable[float]) -> tuple[float, ...]:
        """Return what the clock shows at each of *times*."""
        return tuple(map(self, times))

    def is_resting(self, time: float) -> bool:
        """Return whether *time* lies in a pause; its end does not."""
        at = bisect_right(self._begins, finite(time, "time"))
        return bool(at) and time < self.pauses[at - 1][1]

    def when(self, active: float) -> float:
        """
        Return the time at which the clock shows *active*: the first, if it stands still there.

        Raises:
            InvalidSeries: If *active* is negative.
        """
        left = at_least(active, 0, "active")
        now = self.start
        for begin, end in self.pauses:
            if end <= now:
                continue
            if begin > now and left <= begin - now:
                break
            if begin > now:
                left -= begin - now
            elif left == 0:
                break
            now = end
        return now + left


def _joined(pauses: Iterable[tuple[float, float | None]]) -> tuple[tuple[float, float], ...]:
    found: list[tuple[float, float]] = []
    closed = []
    for at, pause in enumerate(listed(pauses, "pauses")):
        if len(pair := listed(pause, f"pauses[{at}]")) != 2:  # noqa: PLR2004
            raise InvalidSeries(f"`pauses[{at}]` is no begin and end", field="pauses")
        begin, end = pair
        if begin is None:
            raise InvalidSeries(f"`pauses[{at}]` has no begin", field="pauses")
        finite(begin, f"pauses[{at}]")
        last = inf if end is None or end == inf else finite(end, f"pauses[{at}]")
        if last < begin:
            raise InvalidSeries(
                f"`pauses[{at}]` ends at {last!r}, before it begins, {begin!r}", field="pauses"
            )
        closed.append((float(begin), float(last)))
    for begin, last in sorted(closed):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif last > begin:
            found.append((begin, last))
    return tuple(found)


@frozen(kw_only=True)
class Coverage:
    """
    How much of a span was recorded.

    Attributes:
        share: From 0 to 1, of the time that was no pause.
        gaps: When there is no record; give them to :class:`ActiveTime` as pauses,
            so that silence is not taken for quiet.
    """

    share: float
    gaps: tuple[tuple[float, float], ...]

    @property
    def is_enough(self) -> bool:
        """Whether a pattern may be claimed, which at least 80 % on record allows."""
        return self.share >= ENOUGH


def coverage(
    check_ins: Iterable[float],
    *,
    every: float,
    since: float,
    until: float,
    grace: float = 0,
    pauses: Sequence[tuple[float, float | None]] = (),
) -> Coverage:
    """
    Return how much of *since* to *until* the check-ins tell of.

    A check-in tells of the time back to the one before, at most *every* and the
    grace. It says what happened, also where it says “nothing”.

    Args:
        check_ins: When they were, ascending.
        every: How far apart they were agreed to be.
        since: When recording began.
        until: When it is looked at.
        grace: How late one may be without leaving a gap.
        pauses: Rest periods, which need no record.

    Raises:
        InvalidSeries: If the span is empty, or a number cannot be meant.
    """
    reach = positive(every, "every") + at_least(grace, 0, "grace")
    if finite(until, "until") <= finite(since, "since"):
        raise InvalidSeries(
            f"`until` is {until!r}, and must come after `since`, {since!r}", field="until"
        )
    listed = ascending(check_ins, "check_ins")
    told = [(max(time - reach, since), min(time, until)) for time in listed]
    known = _joined([*((a, b) for a, b in told if a < b), *((a, b) for a, b in _joined(pauses))])
    edges = [since, *(edge for pair in known for edge in pair), until]
    gaps = tuple(
        (begin, end)
        for begin, end in (
            (max(a, since), min(b, until)) for a, b in zip(edges[::2], edges[1::2], strict=True)
        )
        if begin < end
    )
    clock = ActiveTime(pauses, start=since)
    whole = clock(until)
    if not whole:
        return Coverage(share=1.0, gaps=gaps)
    missing = sum(end - begin for begin, end in gaps)
    return Coverage(share=max(1 - missing / whole, 0.0), gaps=gaps)
