"""Is the pace of events another one? CUSUM charts of a rate, in running time and by periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, exp, expm1, floor, inf, isfinite, lgamma, log, nextafter, sqrt

from attrs import frozen

from polyagree.drift._checks import (
    ascending,
    at_least,
    between,
    finite,
    listed,
    positive,
    whole,
)
from polyagree.drift._counting import SummingChart, before
from polyagree.drift._exact import exactly, representable
from polyagree.drift._excursions import Side, Walk, average_run_length
from polyagree.drift._timing import TimeChart
from polyagree.drift._workload import LARGEST, chance_within, mean_time
from polyagree.drift.promises import Promise, parse
from polyagree.drift.steps import Step
from polyagree.errors import InvalidSeries

__all__ = [
    "CountCusum",
    "Cusum",
    "Design",
    "arl",
    "chance_of_alarm_within",
    "count_table",
    "design",
    "mean_time_to_alarm",
    "table",
]

#: The largest mean count of a period.
_MOST = 100_000
#: What is longer than promised by no more than this is as promised.
_CLOSE = 1.001
_UNITS_A_YEAR = {"year": 1.0, "month": 12.0, "week": 365.25 / 7, "day": 365.25}


def arl(
    mu: float,
    *,
    k: float,
    h: float,
    head_start: float = 0,
    side: Side = "upper",
    randomised_alarm_prob_at_h: float = 0,
) -> float:
    """
    Return the average run length of a CUSUM of counts: the mean number of periods to its alarm.

    Exact on whatever lattice the decimals of *k*, *h* and *head_start* make,
    and for thresholds on none.

    Args:
        mu: The mean count of a period.
        k: The reference value, per period.
        h: The threshold; the alarm is at S >= h.
        head_start: Where S begins, from 0 and less than *h*.
        side: ``upper``: S = max(0, S + X - k); ``lower``: S = max(0, S - X + k).
        randomised_alarm_prob_at_h: If more than 0, S = h is an alarm only with
            this chance, and S > h is one for sure. 0 leaves the alarm at S >= h.

    Raises:
        InvalidSeries: If a number cannot be meant, or the run is too long to compute.

    Source:
        Lucas (1985); Brook and Evans (1972). With randomisation Rossi, Lampugnani
        and Marchi (1999).
    """
    between(mu, 0, _MOST, "mu")
    at_least(k, 0, "k")
    positive(h, "h")
    _below(head_start, h)
    between(randomised_alarm_prob_at_h, 0, 1, "randomised_alarm_prob_at_h")
    if side not in ("upper", "lower"):
        raise InvalidSeries(f"`side` is {side!r}, and must be `upper` or `lower`", field="side")
    if (side == "upper" and mu == 0) or (side == "lower" and k == 0):
        return inf
    chance, more = _counts(mu)
    walk = Walk(
        chance=chance,
        chance_of_more=more,
        k=exactly(k, "k"),
        h=exactly(h, "h"),
        side=side,
        at_h=randomised_alarm_prob_at_h or 1.0,
    )
    return representable(
        average_run_length(walk, exactly(head_start, "head_start")), "the average run"
    )


def _counts(mu: float) -> tuple[Callable[[int], float], Callable[[int], float]]:
    """Return the chance of a count, and of a count or more."""
    if mu == 0:
        return (lambda n: float(n == 0)), (lambda n: float(n <= 0))

    def chance(n: int) -> float:
        return exp(n * log(mu) - mu - lgamma(n + 1))

    def tail(n: int) -> float:
        total, term = 0.0, chance(n)
        while term > total * 1e-18:
            total += term
            n += 1
            term *= mu / n
        return total

    # From far out inwards, so that nothing is one minus something.
    far = ceil(mu + 10 * sqrt(mu)) + 30
    tails = [tail(far)]
    for n in reversed(range(far)):
        tails.append(tails[-1] + chance(n))

    def more(n: int) -> float:
        return tails[far - n] if n <= far else tail(n)

    return chance, more


def mean_time_to_alarm(lam: float, *, k: float, h: float, head_start: float = 0) -> float:
    """
    Return the mean time until a continuous-time CUSUM of events alarms.

    S falls by *k* in each unit of time, never below 0, and rises by 1 at each
    event; the alarm is at the first event with S >= h. Exact, by as many
    decimals as the alternating sums need.

    Args:
        lam: Events per unit of time.
        k: The fall per unit of time.
        h: The threshold.
        head_start: Where S begins, from 0 and less than *h*.

    Raises:
        InvalidSeries: If a number cannot be meant, or no number holds the answer.

    Source:
        Pistorius (2004); Avram, Kyprianou and Pistorius (2004); the chart is that
        of Vardeman and Ray (1985) and Lucas (1985).
    """
    _chart(lam, k, h, head_start)
    if h <= 1:
        return 1 / lam
    return representable(
        mean_time(lam / k, float(h), float(head_start)) / k, "the mean time to an alarm"
    )


def chance_of_alarm_within(lam: float, *, k: float, h: float, years: float) -> float:
    """
    Return the chance that a continuous-time CUSUM which starts at zero alarms within a span.

    By the renewals at zero, with an error below 1e-8; no simulation.

    Args:
        lam: Events per unit of time, usually a year.
        k: The fall of S per unit of time.
        h: The threshold.
        years: The span, in the same unit.

    Raises:
        InvalidSeries: If a number cannot be meant.
    """
    _chart(lam, k, h, 0)
    at_least(years, 0, "years")
    if not isfinite(k * years):
        raise InvalidSeries(f"`years` is {years!r}, too long for a `k` of {k!r}", field="years")
    if h <= 1:
        return -expm1(-lam * years)
    return min(max(chance_within(lam / k, float(h), k * years), 0.0), 1.0)


def _chart(lam: float, k: float, h: float, head_start: float) -> None:
    positive(lam, "lam")
    positive(k, "k")
    positive(h, "h")
    _below(head_start, h)
    if h > LARGEST:
        raise InvalidSeries(
            f"`h` is {h!r}, and a chart with more than {LARGEST} is not computed",
            field="h",
            help="merge events that belong together into one",
        )


def _below(head_start: float, h: float) -> None:
    if at_least(head_start, 0, "head_start") >= h:
        raise InvalidSeries(
            f"`head_start` is {head_start!r}, and must be less than `h`, {h!r}",
            field="head_start",
        )


@frozen(kw_only=True)
class Design:
    """
    A continuous-time chart of a rate, made of words.

    Attributes:
        baseline_per_year: The pace that was agreed or that is usual.
        drift_per_year: The pace that the chart is made to notice.
        false_alarm: How rare a false alarm is, on average.
        k: What S loses in a year.
        h: Where the alarm is.
        amber: How rare a false amber is; ``None``: there is no amber.
        amber_h: Where amber begins.
    """

    baseline_per_year: float
    drift_per_year: float
    false_alarm: Promise
    k: float
    h: float
    amber: Promise | None = None
    amber_h: float | None = None

    def expected_delay(self, times: float = 2) -> float:
        """
        Return the mean number of years to the alarm once the pace is *times* the baseline.

        From a chart that stands at zero, which is the longest.
        """
        return mean_time_to_alarm(
            self.baseline_per_year * positive(times, "times"), k=self.k, h=self.h
        )

    @property
    def expected_delays(self) -> tuple[tuple[float, float], ...]:
        """Years to the alarm when the pace is one and a half, two and three times the baseline."""
        return tuple((times, self.expected_delay(times)) for times in (1.5, 2.0, 3.0))

    @property
    def years_to_false_alarm(self) -> float:
        """The mean number of years to a false alarm at the baseline."""
        return mean_time_to_alarm(self.baseline_per_year, k=self.k, h=self.h)

    def chance_of_false_alarm_within(self, years: float) -> float:
        """Return the chance of a false alarm within *years*, at the baseline."""
        return chance_of_alarm_within(self.baseline_per_year, k=self.k, h=self.h, years=years)

    @property
    def chance_within_1_year(self) -> float:
        """The chance of a false alarm within a year."""
        return self.chance_of_false_alarm_within(1)

    @property
    def chance_within_5_years(self) -> float:
        """The chance of a false alarm within five years."""
        return self.chance_of_false_alarm_within(5)

    def cusum(self, *, unit: str = "year", start: float = 0) -> Cusum:
        """
        Return a chart of this design.

        Args:
            unit: The unit of its times: ``year``, ``month``, ``week`` or ``day``.
            start: When it begins, in that unit.
        """
        if unit not in _UNITS_A_YEAR:
            raise InvalidSeries(
                f"`unit` is {unit!r}, and must be one of {', '.join(_UNITS_A_YEAR)}", field="unit"
            )
        return Cusum(
            self.k / _UNITS_A_YEAR[unit], h=self.h, amber=self.amber_h, unit=unit, start=start
        )

    def design_report(self) -> str:
        """Return what the chart promises, in plain words."""
        delays = ", ".join(
            f"{_length(years)} when it is {times:g} times as often"
            for times, years in self.expected_delays
        )
        soon, later = self.chance_within_1_year, self.chance_within_5_years
        # The mean jumps at a threshold of 1, above which one event alone is no alarm.
        rarer = self.years_to_false_alarm > self.false_alarm.in_years() * _CLOSE
        lines = [
            f"Usual pace: {self.baseline_per_year:g} a year; made for {self.drift_per_year:g}.",
            f"False alarms: {self.false_alarm} on average{', or rarer' if rarer else ''}.",
            f"The chance of one is {soon:.0%} within a year and {later:.0%} within five years.",
            f"It takes on average {delays}.",
        ]
        if self.amber is not None:
            lines.append(f"Amber without a change: {self.amber} on average.")
        lines.append(
            "This holds for events that come one by one at a pace that does not change,"
            " and for a usual pace that is known."
        )
        return "\n".join(lines)


def _length(years: float) -> str:
    if years >= 2:  # noqa: PLR2004
        return f"{years:.1f} years"
    if years >= 1 / 6:
        return f"{years * 12:.1f} months"
    if (days := years * 365.25) >= 2:  # noqa: PLR2004
        return f"{days:.0f} days"
    return f"{days * 24:.1f} hours"


def design(
    baseline_per_year: float,
    *,
    drift_per_year: float | None = None,
    false_alarm: str | Promise = "1 in 10 years",
    amber: str | Promise | None = None,
) -> Design:
    """
    Return the chart that notices another pace and alarms falsely as rarely as is said.

    k is (l1 - l0) / ln(l1 / l0); h is where the mean time to a false alarm is
    the promise.

    Args:
        baseline_per_year: The pace that was agreed, or the upper bound of the usual one.
        drift_per_year: The pace to notice; ``None``: twice the baseline.
        false_alarm: The promise, for example ``1 in 10 years``.
        amber: The promise of the first threshold, for example ``1 in 1 year``.

    Raises:
        InvalidSeries: If the baseline is zero, the drift no faster, or no threshold
            keeps the promise.

    Source:
        Moustakides (1986) for k; see :func:`mean_time_to_alarm` for h.
    """
    if finite(baseline_per_year, "baseline_per_year") == 0:
        raise InvalidSeries(
            "`baseline_per_year` is 0, and a chart of a pace needs one",
            field="baseline_per_year",
            help="where nothing was agreed to happen, each event is beyond the limit by itself",
        )
    positive(baseline_per_year, "baseline_per_year")
    drift = 2 * baseline_per_year if drift_per_year is None else drift_per_year
    if finite(drift, "drift_per_year") <= baseline_per_year:
        raise InvalidSeries(
            f"`drift_per_year` is {drift!r}, and must be more than the baseline,"
            f" {baseline_per_year!r}",
            field="drift_per_year",
        )
    k = (drift - baseline_per_year) / log(drift / baseline_per_year)
    red = parse(false_alarm)
    first = None if amber is None else parse(amber, field="amber")
    if first is not None and first.in_years() >= red.in_years():
        raise InvalidSeries(
            f"amber is {first}, and must be more often than red, {red}", field="amber"
        )
    return Design(
        baseline_per_year=float(baseline_per_year),
        drift_per_year=float(drift),
        false_alarm=red,
        k=k,
        h=_threshold(float(baseline_per_year), k, red.in_years(), "false_alarm"),
        amber=first,
        amber_h=None
        if first is None
        else _threshold(float(baseline_per_year), k, first.in_years(), "amber"),
    )


@lru_cache(maxsize=4096)
def _threshold(lam: float, k: float, years: float, field: str) -> float:
    """Return the least h with a mean time to alarm of *years*."""
    if years * lam <= 1:
        raise InvalidSeries(
            f"a false alarm once in {years:g} years is as often as the events themselves",
            field=field,
            help=f"promise more than {1 / lam:g} years",
        )
    low, high = 1.0, 2.0
    while mean_time_to_alarm(lam, k=k, h=high) < years:
        low, high = high, high * 1.5
        if high > LARGEST:
            raise InvalidSeries(
                f"no threshold up to {LARGEST} makes a false alarm as rare as once in {years:g}"
                " years",
                field=field,
                help="promise less, or a drift farther from the baseline",
            )
    while nextafter(low, high) < high and high - low > 1e-14 * high:
        middle = (low + high) / 2
        if mean_time_to_alarm(lam, k=k, h=middle) < years:
            low = middle
        else:
            high = middle
    return high


class Cusum(TimeChart):
    """
    Tells whether the pace of events has risen: a CUSUM in running time.

    S falls by *k* in each unit of time and rises by 1 at each event. Red is held
    until somebody acknowledges it. The lower chart is not built: in running time
    the long silence itself would be the alarm, and silence may be missing records.

    Args:
        k: The fall per unit of time.
        h: Red, at S >= h.
        amber: Amber, at S >= amber; ``None``: there is no amber.
        head_start: Where S begins.
        unit: The unit of time, in the singular, for :meth:`why`.
        start: When the chart begins.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Page (1954); Lucas (1985); Vardeman and Ray (1985).
    """

    def __init__(
        self,
        k: float,
        *,
        h: float,
        amber: float | None = None,
        head_start: float = 0,
        unit: str = "time",
        start: float = 0,
    ) -> None:
        self.k = positive(k, "k")
        self.h = positive(h, "h")
        _below(head_start, h)
        super().__init__(red=h, amber=amber, name="h", start=start, unit=unit)
        self._value = float(head_start)
        self._since = self._at if head_start else None
        self._step = self._judged(event=False)

    @property
    def value(self) -> float:
        """S, as it was last."""
        return self._value

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
        self._drain(at)
        if self._value == 0 and not self._held:
            self._since = self._at
        self._value += events
        self._step = self._judged(event=True)
        return self._step

    def advance(self, to: float) -> Step:
        """
        Let time pass without an event.

        Args:
            to: Until when.

        Raises:
            InvalidSeries: If it lies before what was told already.
        """
        self._drain(to)
        self._step = self._judged(event=False)
        return self._step

    def reset(self, at: float) -> Step:
        """Start anew at *at*, from zero and without a head start."""
        self._drain(at)
        self._lights.release()
        self._value = 0.0
        self._since = None
        self._step = self._judged(event=False)
        return self._step

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        if self._held:
            since = self._at if self._since is None else self._since
            return (
                f"red since {self._when(self.alarms[-1])}, until people have talked;"
                f" the pace may have changed at about {self._when(since)}"
            )
        says = [self._needs(self.h, "red")]
        if self._lights.amber is not None and self.state == "quiet":
            says.insert(0, self._needs(self._lights.amber, "amber"))
        return "; ".join(says)

    def _when(self, time: float) -> str:
        return f"{self.unit} {round(time, 2):.10g}"

    def _needs(self, threshold: float, colour: str) -> str:
        missing = max(ceil(threshold - self._value), 1)
        if self._value + missing == threshold:
            missing += 1
        until = self._at + (self._value + missing - threshold) / self.k
        events = "one more event" if missing == 1 else f"{missing} more events"
        when = before(until, self._at)
        return f"{events} before {self.unit} {when} would turn this {colour}"

    def _drain(self, to: float) -> None:
        past = self._later(to)
        self._value = max(0.0, self._value - self.k * past)
        self._at = float(to)
        if self._value == 0 and not self._held:
            self._since = None

    def _judged(self, *, event: bool) -> Step:
        amber = self._lights.amber
        state = self._lights.judge(
            self._at,
            red=event and self._value >= self.h,
            amber=amber is not None and self._value >= amber,
        )
        return Step(
            at=self._at,
            value=self._value,
            state=state,
            since=self._since,
            evidence=self._value / self.h,
        )


def table(
    times: Iterable[float],
    *,
    k: float,
    h: float,
    amber: float | None = None,
    head_start: float = 0,
    start: float = 0,
    reset_on: Sequence[float] = (),
) -> tuple[Step, ...]:
    """
    Return what a :class:`Cusum` says after each event.

    Args:
        times: When the events were, ascending; several at one time are allowed.
        k: The fall per unit of time.
        h: Red, at S >= h.
        amber: Amber, at S >= amber.
        head_start: Where S begins.
        start: When the chart begins.
        reset_on: When it starts anew, ascending: revisions and repair talks. An
            event at the same time comes after.

    Raises:
        InvalidSeries: If the times do not ascend, or a number cannot be meant.
    """
    chart = Cusum(k, h=h, amber=amber, head_start=head_start, start=start)
    resets = ascending(reset_on, "reset_on")
    steps = []
    for time in ascending(times):
        while resets and resets[0] <= time:
            chart.reset(resets.pop(0))
        steps.append(chart.update(time))
    return tuple(steps)


class CountCusum(SummingChart):
    """
    Tells whether counts per period have risen, or fallen: a CUSUM.

    Decimals are taken as they are written, so a threshold is met when it is met.
    A period without a record is no count of 0: leave it out.

    Args:
        k: The reference value, per period.
        h: Red, at S >= h.
        side: ``upper``: S = max(0, S + X - k); ``lower``: S = max(0, S - X + k).
        amber: Amber, at S >= amber; ``None``: there is no amber.
        head_start: Where S begins.

    Raises:
        InvalidSeries: If a number cannot be meant.

    Source:
        Lucas (1985).
    """

    def __init__(
        self,
        k: float,
        *,
        h: float,
        side: Side = "upper",
        amber: float | None = None,
        head_start: float = 0,
    ) -> None:
        at_least(k, 0, "k")
        _below(head_start, positive(h, "h"))
        if side not in ("upper", "lower"):
            raise InvalidSeries(f"`side` is {side!r}, and must be `upper` or `lower`", field="side")
        self.k = k
        self.h = h
        self.side = side
        self._k = exactly(k, "k")
        super().__init__(h=h, amber=amber, head_start=head_start)

    def update(self, count: int) -> Step:
        """
        Take in the count of the next period.

        Raises:
            InvalidSeries: If it is no whole number from 0.
        """
        number = whole(count, 0, "count")
        return self._add(number - self._k if self.side == "upper" else self._k - number)

    def why(self) -> str:
        """Return what would turn it amber or red next, in a sentence."""
        return self._held("period") or "; ".join(
            self._needs(missing, colour) for colour, missing in self._missing()
        )

    def _needs(self, missing: Fraction, colour: str) -> str:
        if self.side == "upper":
            return f"a count of {max(ceil(missing + self._k), 0)} next would turn this {colour}"
        most = floor(self._k - missing)
        if most >= 0:
            return f"a count of {most} or less next would turn this {colour}"
        periods = ceil(missing / self._k) if self._k else 0
        if not periods:
            return f"nothing would turn this {colour}"
        return f"{periods} periods with a count of 0 would turn this {colour}"


def count_table(
    counts: Iterable[int],
    *,
    k: float,
    h: float,
    side: Side = "upper",
    amber: float | None = None,
    head_start: float = 0,
    reset_on: Sequence[int] = (),
) -> tuple[Step, ...]:
    """
    Return what a :class:`CountCusum` says after each period.

    Args:
        counts: How many in each period, in order.
        k: The reference value, per period.
        h: Red, at S >= h.
        side: ``upper`` or ``lower``.
        amber: Amber, at S >= amber.
        head_start: Where S begins.
        reset_on: Which periods, from 1, begin anew.

    Raises:
        InvalidSeries: If a count is no whole number, or a number cannot be meant.
    """
    chart = CountCusum(k, h=h, side=side, amber=amber, head_start=head_start)
    anew = {whole(each, 1, "reset_on") for each in listed(reset_on, "reset_on")}
    steps = []
    for period, count in enumerate(listed(counts, "counts"), 1):
        if period in anew:
            chart.reset()
        steps.append(chart.update(count))
    return tuple(steps)
