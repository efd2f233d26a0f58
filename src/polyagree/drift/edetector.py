"""E-detectors: charts whose threshold is their promise, with no table in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import ceil, exp, expm1, inf, log, log1p

from polyagree.drift._checks import at_least, between, finite, listed, positive, whole
from polyagree.drift._counting import CountingChart, before, in_turn
from polyagree.drift._timing import TimeChart
from polyagree.drift.steps import State, Step
from polyagree.errors import InvalidSeries

__all__ = [
    "BoundedMeanDetector",
    "RateDetector",
    "e_bh",
    "lateness",
    "mean_table",
    "table",
]

#: Bets as shares of the largest that the tolerance allows, from careful to bold.
_SHARES = (0.03, 0.06, 0.12, 0.25, 0.5)

#: Above this correlation of each outing with the next, the promise is not made.
_STICKY = 0.2

#: Powers of e above which a float ends.
_OVERFLOW = 709

#: What rounding can have made of a share or a number of minutes.
_ROUNDED = 1e-6

#: Under so many outings a correlation is not told.
_FEW = 8


class RateDetector(TimeChart):
    """
    Evidence that events come faster than a stated rate.

    For each multiple q of *baseline*, R grows as 1 - baseline (q - 1) R between events and becomes
    q R at one; the statistic is their mean. Its promise: while the momentary rate never exceeds
    *baseline*, whatever else it does, the mean time to a false alarm is at least *threshold*.
    Alarms are raised at events only. Red is held until somebody acknowledges it.

    Args:
        baseline: The rate that is agreed, per unit of time.
        threshold: Red from here on: the promise, in the same unit of time.
        multiples: Of the rate, each more than 1: what it is to be quick to see.
        amber: Amber from here on, less than *threshold*: its own promise.
        start: When the chart begins.
        unit: The unit of time, in the singular, for :meth:`why`.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Shin, Ramdas & Rinaldo 2024; Pollak 1985 for the statistic.
    """

    def __init__(
        self,
        baseline: float,
        *,
        threshold: float,
        multiples: Sequence[float] = (2, 3, 4),
        amber: float | None = None,
        start: float = 0,
        unit: str = "time",
    ) -> None:
        self.baseline = positive(baseline, "baseline")
        super().__init__(red=threshold, amber=amber, name="threshold", start=start, unit=unit)
        self._multiples = _each_over_one(multiples)
        self._begun = self._at
        self._logs = [-inf] * len(self._multiples)
        self._sums = [0.0] * len(self._multiples)
        self._starts = [self._at] * len(self._multiples)
        self._since: float | None = None
        self._step = self._say("quiet")

    @property
    def value(self) -> float:
        """The statistic, in the unit of time; infinite if it is too large for a float."""
        return _exp(_log_mean(self._logs))

    @property
    def promise(self) -> float:
        """The least mean time to a false alarm."""
        return self._lights.red

    @property
    def e_value(self) -> float:
        """
        The evidence against the rate that is agreed, for :func:`e_bh` across many series.

        It holds for a time of looking that was fixed before: the statistic by the time since the
        chart began, which on average is at most 1 without a change.
        """
        past = self._at - self._begun
        return _exp(_log_mean(self._logs) - log(past)) if past > 0 else 0.0

    def update(self, at: float, *, events: int = 1) -> Step:
        """
        Take in what happened at *at*.

        Args:
            at: When, not before what was told already; the same time is allowed.
            events: How many at once.

        Raises:
            InvalidSeries: If *at* lies before, or is no number.
        """
        whole(events, 1, "events")
        self._pass(at)
        for which, multiple in enumerate(self._multiples):
            self._logs[which] += events * log(multiple)
            if self._sums[which] <= 0:
                self._sums[which], self._starts[which] = 0.0, self._at
            self._sums[which] += events * log(multiple)
        lights = self._lights
        if lights.held_since is None:
            self._since = self._starts[self._logs.index(max(self._logs))]
        value = self.value
        state = lights.judge(
            self._at,
            red=value >= lights.red,
            amber=lights.amber is not None and value >= lights.amber,
        )
        self._step = self._say(state)
        return self._step

    def advance(self, to: float) -> Step:
        """
        Let time pass without an event, which raises no alarm.

        Args:
            to: Until when.

        Raises:
            InvalidSeries: If it lies before what was told already.
        """
        self._pass(to)
        state = self.state
        if state == "amber" and self.value < (self._lights.amber or 0):
            state = "quiet"
        if self._lights.held_since is None and max(self._sums) <= 0:
            self._since = None
        self._step = self._say(state)
        return self._step

    def reset(self, at: float) -> Step:
        """Start anew from zero at *at*, after a revision or a repair talk."""
        self._pass(at)
        self._lights.release()
        self._begun = self._at
        self._logs = [-inf] * len(self._multiples)
        self._sums = [0.0] * len(self._multiples)
        self._since = None
        self._step = self._say("quiet")
        return self._step

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        if self._lights.held_since is not None:
            since = (
                ""
                if self._since is None
                else f"; the pace may have changed at {self._when(self._since)}"
            )
            return (
                f"red since {self._when(self._lights.held_since)}, until people have talked{since}"
            )
        says = [self._needs(self._lights.red, "red")]
        if self._lights.amber is not None and self.state == "quiet":
            says.insert(0, self._needs(self._lights.amber, "amber"))
        return "; ".join(says)

    def _pass(self, to: float) -> None:
        past = self._later(to)
        self._logs = self._grown(past)
        for which, multiple in enumerate(self._multiples):
            self._sums[which] = max(0.0, self._sums[which] - self.baseline * (multiple - 1) * past)
        self._at = float(to)

    def _grown(self, past: float) -> list[float]:
        """Return the logarithms of R when so much time will have passed without an event."""
        if past == 0:
            return [*self._logs]
        later = list[float]()
        for multiple, logarithm in zip(self._multiples, self._logs, strict=True):
            fall = self.baseline * (multiple - 1)
            grown = log(-expm1(-fall * past)) - log(fall)
            later.append(_log_add(logarithm - fall * past, grown))
        return later

    def _needs(self, level: float, colour: str) -> str:
        def after(past: float) -> float:
            later = zip(self._grown(past), self._multiples, strict=True)
            return _log_mean([each + log(multiple) for each, multiple in later]) - log(level)

        if after(0) >= 0:
            until = self._last(after)
            when = ""
            if until is not None:
                when = f" before {self.unit} {before(self._at + until, self._at, digits=4)}"
            return f"one more event{when} turns this {colour}"
        falls = [self.baseline * (multiple - 1) for multiple in self._multiples]
        most = [max(each, -log(fall)) for each, fall in zip(self._logs, falls, strict=True)]
        number = 0
        while _log_mean(most) < log(level):
            number += 1
            most = [
                each + log(multiple) for each, multiple in zip(most, self._multiples, strict=True)
            ]
        more = "one more event" if number <= 1 else f"{number} more events"
        return f"at least {more} would be needed to turn this {colour}"

    def _last(self, after: Callable[[float], float]) -> float | None:
        """Return until when *after* stays at 0 or more; ``None``: for ever."""
        far = 40 / (self.baseline * (min(self._multiples) - 1))
        places = [far * at / 400 for at in range(401)]
        enough, less = next((each for each in pairwise(places) if after(each[1]) < 0), (0.0, None))
        if less is None:
            return None
        for _ in range(60):
            middle = (enough + less) / 2
            enough, less = (middle, less) if after(middle) >= 0 else (enough, middle)
        return enough

    def _when(self, at: float) -> str:
        return f"{self.unit} {round(at, 4):.15g}"

    def _say(self, state: State) -> Step:
        value = self.value
        return Step(
            at=self._at,
            value=value,
            state=state,
            since=self._since,
            evidence=value / self._lights.red,
        )


class BoundedMeanDetector(CountingChart):
    """
    Evidence that numbers from 0 to 1 are larger on average than is tolerated.

    For each bet, E becomes (1 + E) (1 + bet (x - tolerance)); the statistic is their mean. Its
    promise: while the mean of each outing, given everything before it, stays within *tolerance*,
    there are at least *threshold* outings to a false alarm on average, whatever their shape.
    Red is held until somebody acknowledges it.

    Args:
        tolerance: The mean that is agreed, a share between 0 and 1.
        threshold: Red from here on: the promise, in outings.
        bets: Each more than 0 and at most 1 / *tolerance*; five of them if not said.
        amber: Amber from here on, less than *threshold*: its own promise.
        clip: If said, :meth:`update` takes minutes and makes shares of them by
            :func:`lateness`, with this as the most; *tolerance* is a share all the same.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Shin, Ramdas & Rinaldo 2024; Waudby-Smith & Ramdas 2024 for the bets.
    """

    def __init__(
        self,
        tolerance: float,
        *,
        threshold: float,
        bets: Sequence[float] | None = None,
        amber: float | None = None,
        clip: float | None = None,
    ) -> None:
        if not 0 < between(tolerance, 0, 1, "tolerance") < 1:
            raise InvalidSeries(
                f"`tolerance` is {tolerance!r}, and must be between 0 and 1", field="tolerance"
            )
        self.tolerance = float(tolerance)
        self._bets = _bets(bets, self.tolerance)
        self._clip = None if clip is None else positive(clip, "clip")
        self._restart()
        self._shares: list[float] = []
        super().__init__(red=threshold, amber=amber, name="threshold")

    @property
    def promise(self) -> float | None:
        """The least mean number of outings to a false alarm; ``None``: see :attr:`withdrawn`."""
        return None if self.withdrawn else self._lights.red

    @property
    def withdrawn(self) -> str | None:
        """Why nothing is promised; ``None``: it is."""
        sticky = self.correlation
        if sticky is None or sticky <= _STICKY:
            return None
        return (
            f"each outing resembles the one before (a correlation of {sticky:.2f}, more than "
            f"{_STICKY}), so that no number of outings between false alarms can be promised"
        )

    @property
    def correlation(self) -> float | None:
        """
        The correlation of each outing with the next, since the chart began.

        The outings until ``since`` and those after it have each their own mean, so that the
        very change that a chart is to find does not count as stickiness. ``None``: there are
        fewer than eight, or they do not vary.
        """
        shares = self._shares
        if len(shares) < _FEW:
            return None
        cut = len(shares) if self._since is None else int(self._since) - self._offset
        around = [*_around_mean(shares[:cut]), *_around_mean(shares[cut:])]
        spread = sum(each * each for each in around)
        if spread < 1e-20 * len(around):
            return None
        return sum(one * other for one, other in pairwise(around)) / spread

    @property
    def e_value(self) -> float:
        """
        The evidence against the tolerance, for :func:`e_bh` across many series.

        It holds for a number of outings that was fixed before: the statistic by that number, which
        on average is at most 1 without a change.
        """
        outings = len(self._shares)
        return _exp(_log_mean(self._logs) - log(outings)) if outings else 0.0

    def update(self, x: float) -> Step:
        """
        Take in the next outing.

        Args:
            x: From 0 to 1; minutes, if the chart has a *clip*.

        Raises:
            InvalidSeries: If it is outside, or no number.
        """
        share = between(x, 0, 1, "x") if self._clip is None else lateness(x, at_most=self._clip)
        self._count += 1
        self._shares.append(float(share))
        for which, bet in enumerate(self._bets):
            gain = 1 + bet * (share - self.tolerance)
            step = log(gain) if gain > 0 else -inf
            self._logs[which] = _log_add(0.0, self._logs[which]) + step
            if self._sums[which] <= 0:
                self._sums[which], self._starts[which] = 0.0, float(self._count - 1)
            self._sums[which] += step
        leading = self._logs.index(max(self._logs))
        since = self._starts[leading] if self._sums[leading] > 0 else None
        return self._told(_exp(_log_mean(self._logs)), since)

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        if held := self._held("outing"):
            return held
        says = list[str]()
        for colour, level in self._colours():
            number, logs = 0, [*self._logs]
            while _log_mean(logs) < log(level):
                number += 1
                logs = [
                    _log_add(0.0, each) + log1p(bet * (1 - self.tolerance))
                    for each, bet in zip(logs, self._bets, strict=True)
                ]
            if number == 1:
                says.append(f"one more outing of {self._least(level)} or more turns this {colour}")
            else:
                says.append(
                    in_turn(
                        number,
                        f"outing of {self._shown(1.0)}",
                        plural=f"outings of {self._shown(1.0)}",
                        then=colour,
                    )
                )
        return "; ".join(says)

    def _restart(self) -> None:
        self._logs = [-inf] * len(self._bets)
        self._sums = [0.0] * len(self._bets)
        self._starts = [0.0] * len(self._bets)
        self._shares = []

    @property
    def _offset(self) -> int:
        return self._count - len(self._shares)

    def _least(self, level: float) -> str:
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            logs = [
                _log_add(0.0, each) + log(max(1e-300, 1 + bet * (middle - self.tolerance)))
                for each, bet in zip(self._logs, self._bets, strict=True)
            ]
            low, high = (low, middle) if _log_mean(logs) >= log(level) else (middle, high)
        return self._shown(high)

    def _shown(self, share: float) -> str:
        # Rounded up: what is said is enough.
        if self._clip is None:
            return f"{ceil(share * 1000 - _ROUNDED) / 1000:g}"
        return f"{ceil(share * self._clip - _ROUNDED)} minutes"


def lateness(minutes: float, *, at_most: float = 120) -> float:
    """
    Return how late it was as a share: 0 in time or before, 1 at *at_most* minutes or more.

    Args:
        minutes: Past the agreed time.
        at_most: Which lateness counts in full.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    return min(max(finite(minutes, "minutes"), 0.0), positive(at_most, "at_most")) / at_most


def e_bh(e_values: Iterable[float], *, level: float) -> tuple[int, ...]:
    """
    Return which of many series to tell of, so that on average at most *level* of them are false.

    It holds however the series depend on one another.

    Args:
        e_values: One for each series.
        level: The share of false ones among those told, between 0 and 1.

    Returns:
        Their places from 0, ascending.

    Raises:
        InvalidSeries: If a value is less than 0 or no number.

    Source:
        Wang & Ramdas 2022.
    """
    if not 0 < between(level, 0, 1, "level") < 1:
        raise InvalidSeries(f"`level` is {level!r}, and must be between 0 and 1", field="level")
    values = [
        value if value == inf else at_least(value, 0, f"e_values[{at}]")
        for at, value in enumerate(listed(e_values, "e_values"))
    ]
    order = sorted(range(len(values)), key=lambda at: -values[at])
    told = 0
    for number, at in enumerate(order, 1):
        if values[at] * number * level >= len(values):
            told = number
    return tuple(sorted(order[:told]))


def table(
    data: Iterable[float],
    *,
    baseline: float,
    threshold: float,
    multiples: Sequence[float] = (2, 3, 4),
    amber: float | None = None,
    start: float = 0,
    reset_on: Iterable[float] = (),
) -> tuple[Step, ...]:
    """
    Return how a :class:`RateDetector` stands after each event.

    Args:
        data: The times of the events, ascending.
        baseline: As in :class:`RateDetector`, like the others.
        reset_on: When the chart starts anew; an event at that very time comes after it.

    Raises:
        InvalidSeries: If a number cannot be meant, or a time stands before an earlier one.
    """
    chart = RateDetector(
        baseline, threshold=threshold, multiples=multiples, amber=amber, start=start
    )
    resets = sorted(finite(each, "reset_on") for each in listed(reset_on, "reset_on"))
    steps = list[Step]()
    for at in listed(data, "data"):
        while resets and resets[0] <= finite(at, "data"):
            chart.reset(resets.pop(0))
        steps.append(chart.update(at))
    return tuple(steps)


def mean_table(
    data: Iterable[float],
    *,
    tolerance: float,
    threshold: float,
    bets: Sequence[float] | None = None,
    amber: float | None = None,
    clip: float | None = None,
    reset_on: Iterable[int] = (),
) -> tuple[Step, ...]:
    """
    Return how a :class:`BoundedMeanDetector` stands after each outing.

    Args:
        data: The outings in their order.
        tolerance: As in :class:`BoundedMeanDetector`, like the others.
        reset_on: The outings, from 1, before which the chart starts anew.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    chart = BoundedMeanDetector(tolerance, threshold=threshold, bets=bets, amber=amber, clip=clip)
    starts = {whole(each, 1, "reset_on") for each in listed(reset_on, "reset_on")}
    steps = list[Step]()
    for at, x in enumerate(listed(data, "data"), 1):
        if at in starts:
            chart.reset()
        steps.append(chart.update(x))
    return tuple(steps)


def _each_over_one(multiples: Sequence[float]) -> tuple[float, ...]:
    multiples = listed(multiples, "multiples")
    if not multiples:
        raise InvalidSeries("`multiples` holds none", field="multiples")
    for multiple in multiples:
        if finite(multiple, "multiples") <= 1:
            raise InvalidSeries(
                f"`multiples` has {multiple!r}, and each must be more than 1", field="multiples"
            )
    return tuple(multiples)


def _bets(bets: Sequence[float] | None, tolerance: float) -> tuple[float, ...]:
    if bets is None:
        return tuple(share / tolerance for share in _SHARES)
    bets = listed(bets, "bets")
    if not bets:
        raise InvalidSeries("`bets` holds none", field="bets")
    for bet in bets:
        if not 0 < finite(bet, "bets") <= 1 / tolerance:
            raise InvalidSeries(
                f"`bets` has {bet!r}, and each must be more than 0 and at most 1 / `tolerance`",
                field="bets",
            )
    return tuple(bets)


def _around_mean(values: Sequence[float]) -> list[float]:
    mean = sum(values) / len(values) if values else 0.0
    return [each - mean for each in values]


def _log_add(one: float, other: float) -> float:
    """Return log(exp(one) + exp(other))."""
    top, low = max(one, other), min(one, other)
    return top if low == -inf else top + log1p(exp(low - top))


def _log_mean(logs: Sequence[float]) -> float:
    top = max(logs)
    if top == -inf:
        return -inf
    return top + log(sum(exp(each - top) for each in logs) / len(logs))


def _exp(logarithm: float) -> float:
    return exp(logarithm) if logarithm < _OVERFLOW else inf
