"""What time brings: a heap of instants, and what happens at each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from typing import Literal, NamedTuple, get_args

__all__ = ["Alarm", "Alarms", "Timer"]

Alarm = Literal["judge", "resume", "late", "due", "close", "settled", "known", "open", "record"]
"""
What time brings, in the order in which it does at one instant.

What is due at the very end of an agreement had all of its time, so that it falls due first.
"""

_RANK: dict[Alarm, int] = {each: rank for rank, each in enumerate(get_args(Alarm))}


class Timer(NamedTuple):
    """What time brings at an instant, in the order of its fields."""

    at: dt.datetime
    rank: int
    key: str
    number: int
    what: Alarm
    subject: object


class Alarms:
    """What is still to come with time, and how far time has come."""

    def __init__(self) -> None:
        #: The instant up to which time has passed; ``None``: nothing was looked at yet.
        self.now: dt.datetime | None = None
        self._timers: list[Timer] = []
        self._number = 0

    def __iter__(self) -> Iterator[Timer]:
        """Yield what is to come, what comes first first."""
        return iter(sorted(self._timers, key=lambda timer: timer[:4]))

    def wake(self, at: dt.datetime, what: Alarm, key: str, subject: object) -> None:
        """Have *what* happen to *subject* at the instant *at*."""
        self._number += 1
        heappush(self._timers, self._timer(at, what, key, subject, self._number))

    def restore(
        self, alarms: Iterable[tuple[dt.datetime, Alarm, str, object]], now: dt.datetime | None
    ) -> None:
        """Take in what was to come when time had passed to *now*, in the order of its making."""
        self._timers = [self._timer(*each, number) for number, each in enumerate(alarms, start=1)]
        self._number = len(self._timers)
        self.now = now
        heapify(self._timers)

    @staticmethod
    def _timer(at: dt.datetime, what: Alarm, key: str, subject: object, number: int) -> Timer:
        return Timer(at, _RANK[what], key, number, what, subject)

    def up_to(
        self, now: dt.datetime, *, is_over: bool = False
    ) -> Iterator[tuple[dt.datetime, Alarm, object]]:
        """
        Let time pass to *now*; yield what happens on the way.

        Args:
            now: The instant.
            is_over: Whether *now* itself is not looked at: of what happens at that
                instant, only what ends with the time before it does.
        """
        while self._timers and self._timers[0].at <= now:
            if is_over and self._timers[0].at == now and self._timers[0].rank > _RANK["close"]:
                break
            timer = heappop(self._timers)
            self.now = timer.at if self.now is None else max(self.now, timer.at)
            yield timer.at, timer.what, timer.subject
        self.now = now if self.now is None else max(self.now, now)

    @property
    def next(self) -> dt.datetime | None:
        """When time alone brings something next; ``None``: it does not."""
        return self._timers[0].at if self._timers else None
