"""What charts have in common that count outings or check-ins instead of time."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from math import isfinite

from polyagree.drift._checks import finite
from polyagree.drift._exact import exactly
from polyagree.drift._lights import Lights
from polyagree.drift.steps import State, Step

__all__ = ["CountingChart", "SummingChart", "before", "in_turn"]

#: With so many decimals every time is told from every other.
_EVERY_DIGIT = 17
#: How many decimals are no rounding of the computation.
_ROUNDED = 9
#: More digits than any number has before and after the point.
_WIDEST = 400


class CountingChart:
    """
    A chart that is told one thing after the other; *at* is which one, from 1.

    Args:
        red: The threshold of the alarm.
        amber: The lower threshold; ``None``: there is no amber.
        name: The parameter of the red threshold, for errors.
        value: Where the statistic begins.
    """

    def __init__(self, *, red: float, amber: float | None, name: str, value: float = 0.0) -> None:
        self._lights = Lights(amber=amber, red=red, name=name)
        self._count = 0
        self._value = value
        self._since: float | None = None
        self._step = self._say("quiet" if self._ready else "not enough recorded")

    @property
    def step(self) -> Step:
        """What was said last."""
        return self._step

    @property
    def state(self) -> State:
        """``quiet``, ``amber``, ``red`` or ``not enough recorded``."""
        return self._step.state

    @property
    def value(self) -> float:
        """The statistic."""
        return self._value

    @property
    def since(self) -> float | None:
        """
        After which one the pattern may have changed, an estimate: 0 is before the first.

        It is where the statistic last stood at its beginning.
        """
        return self._since

    @property
    def alarms(self) -> tuple[float, ...]:
        """At which ones it became red."""
        return self._lights.alarms

    def reset(self, at: float | None = None) -> Step:
        """
        Start anew from 0 without a head start, after a revision or a repair talk.

        Args:
            at: After which one; the last one if not said. The count goes on.
        """
        if at is not None:
            finite(at, "at")
        self._lights.release()
        self._value, self._since = 0.0, None
        self._restart()
        self._step = self._say("quiet" if self._ready else "not enough recorded", at=at)
        return self._step

    def acknowledge(self, at: float | None = None) -> Step:
        """
        Let go of red, since people have talked, and start anew from 0.

        Args:
            at: As in :meth:`reset`.
        """
        return self.reset(at)

    @property
    def _ready(self) -> bool:
        return True

    def _restart(self) -> None:
        """Forget what the statistic is made of, beyond its value."""

    def _told(self, value: float, since: float | None) -> Step:
        self._value = value
        if self._lights.held_since is None:
            self._since = since
        lights = self._lights
        state = lights.judge(
            self._count,
            red=value >= lights.red,
            amber=lights.amber is not None and value >= lights.amber,
        )
        self._step = self._say(state)
        return self._step

    def _say(self, state: State, *, at: float | None = None) -> Step:
        return Step(
            at=float(self._count if at is None else at),
            value=self._value,
            state=state,
            since=self._since,
            evidence=self._value / self._lights.red,
        )

    def _held(self, unit: str) -> str | None:
        """Return the sentence of a red that is held; ``None``: it is not red."""
        if self._lights.held_since is None:
            return None
        red = f"red since {unit} {self._lights.held_since:g}, until people have talked"
        if not self._since:
            return red
        return f"{red}; the pattern may have changed after {unit} {self._since:g}"

    def _colours(self) -> list[tuple[str, float]]:
        """Return what may come next: colours with their thresholds."""
        lights = self._lights
        if lights.amber is not None and self.state == "quiet":
            return [("amber", lights.amber), ("red", lights.red)]
        return [("red", lights.red)]


class SummingChart(CountingChart):
    """
    A chart of S = max(0, S + weight), in the decimals as they are written.

    Args:
        h: Red, at S >= h.
        amber: Amber, at S >= amber; ``None``: there is no amber.
        head_start: Where S begins.
    """

    def __init__(self, *, h: float, amber: float | None, head_start: float) -> None:
        self._s = exactly(head_start, "head_start")
        super().__init__(red=h, amber=amber, name="h", value=float(head_start))
        if head_start:
            self._since = 0.0
            self._step = self._say("quiet" if amber is None or head_start < amber else "amber")

    def _add(self, weight: Fraction) -> Step:
        since = float(self._count) if self._s == 0 else self._since
        self._count += 1
        self._s = max(self._s + weight, Fraction(0))
        return self._told(float(self._s), since if self._s else None)

    def _restart(self) -> None:
        self._s = Fraction(0)

    def _missing(self) -> list[tuple[str, Fraction]]:
        """Return what may come next, and how much of S is missing to it."""
        return [(colour, exactly(level, colour) - self._s) for colour, level in self._colours()]


def before(time: float, now: float, *, digits: int = 2) -> str:
    """Return *time* with few decimals: rounded down, since later is too late, but after *now*."""
    if not isfinite(time):
        return repr(time)
    # 1.9999999999999998 is 2.
    exact, wide = Decimal(repr(round(time, _ROUNDED))), Context(prec=_WIDEST)
    for number in range(digits, _EVERY_DIGIT):
        shown = exact.quantize(Decimal(1).scaleb(-number), ROUND_FLOOR, wide)
        if shown > Decimal(now):
            return f"{shown:f}".rstrip("0").rstrip(".")
    return repr(time)


def in_turn(number: int, what: str, *, plural: str, then: str) -> str:
    """Return how many more would do it: ``one more late outing turns this red``."""
    if number == 1:
        return f"one more {what} turns this {then}"
    return f"{number} more {plural} in turn would turn this {then}"
