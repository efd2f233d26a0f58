"""What a pause did to what was to be done meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyagree.timeline.instances import Instance

__all__ = ["rested", "until_as_known"]


def until_as_known(instance: Instance, at: dt.datetime) -> dt.datetime | None:
    """
    Return until when something was to be done, as far as that was known at *at*.

    What rested later on is due later by as long; nobody knew that before.
    """
    if instance.until is None:
        return None
    later = (end - start for start, end in _stretches(instance) if end > at)
    return instance.until - sum(later, dt.timedelta())


def rested(instance: Instance) -> bool:
    """Return whether the time of something lay wholly inside a pause, so that it asked nothing."""
    if instance.state != "expired" or instance.since is None:
        return False
    starts = [line.at for line in instance.proof if line.fact == "suspended"]
    return instance.since in starts and not any(line.fact == "resumed" for line in instance.proof)


def _stretches(instance: Instance) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield from when to when its clock stood still, where it ran on."""
    start: dt.datetime | None = None
    for line in instance.proof:
        if line.fact == "suspended":
            start = line.at
        elif line.fact == "resumed" and start is not None and line.at is not None:
            yield start, line.at
            start = None
