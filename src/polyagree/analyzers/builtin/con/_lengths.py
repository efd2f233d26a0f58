"""How long acts take at the least."""

from __future__ import annotations

from polyagree.analyzers.places import NormAt
from polyagree.clock import Duration, Hours

__all__ = ["DAY", "goes_on", "least_minutes", "minutes_of", "span_of"]

DAY = 24 * 60
_NIGHT = 6 * 60
_LASTING = (
    "meet",
    "intimacy",
    "time-together",
    "time-apart",
    "host",
    "visit",
    "party",
    "family-event",
    "childcare",
    "travel",
    "go-out",
    "sleep",
    "work",
)
_LESS = {"under", "up to"}


def goes_on(at: NormAt) -> bool:
    """Return whether its act goes on all the while, so that its hours say more than its start."""
    return at.context.is_any_of(at.act, _LASTING)


def span_of(hours: Hours) -> tuple[int, int]:
    """Return from when to when *hours* are, in minutes from the midnight that begins their day."""
    start, end = hours.minutes
    if end <= start:
        return start, end + DAY
    if hours.end is None and start < _NIGHT:
        # The rest of the night that the day before began.
        return start + DAY, end + DAY
    return start, end


def minutes_of(at: NormAt) -> int | None:
    """Return how many minutes the act takes at the least; ``None``: nothing says."""
    size = at.norm.lasting
    if size is None:
        return None
    if size.comparison in _LESS or size.quantity.duration is None:
        return 0
    return least_minutes(size.quantity.duration)


def least_minutes(duration: Duration) -> int:
    """Return how many minutes *duration* has at the least; a night has six hours."""
    days = 365 * duration.years + 28 * duration.months + 7 * duration.weeks + duration.days
    elapsed = duration.elapsed
    return DAY * days + _NIGHT * duration.nights + 24 * 60 * elapsed.days + elapsed.seconds // 60
