"""Amber and red on one statistic; red stays until people have talked."""

from __future__ import annotations

from polyagree.drift._checks import positive
from polyagree.drift.steps import State
from polyagree.errors import InvalidSeries

__all__ = ["Lights"]


class Lights:
    """
    Two thresholds, and the memory of red.

    Args:
        amber: The lower threshold; ``None``: there is no amber.
        red: The threshold of the alarm.
        name: The parameter of the red threshold, for the error.
    """

    def __init__(self, *, amber: float | None, red: float, name: str = "h") -> None:
        positive(red, name)
        if amber is not None and positive(amber, "amber") >= red:
            raise InvalidSeries(
                f"`amber` is {amber!r}, and must be less than `{name}`, {red!r}", field="amber"
            )
        self.amber = amber
        self.red = red
        self.held_since: float | None = None
        self.alarms: tuple[float, ...] = ()

    def judge(self, at: float, *, red: bool, amber: bool) -> State:
        """Return the state at *at*, and remember if it went red."""
        if red and self.held_since is None:
            self.held_since = at
            self.alarms = (*self.alarms, at)
        if self.held_since is not None:
            return "red"
        return "amber" if amber else "quiet"

    def release(self) -> None:
        """Let go of red; what went red before stays in :attr:`alarms`."""
        self.held_since = None
