"""
Many series at once, from arrays.

A time and the series that it belongs to are packed into one whole number,
``id << 36 | seconds``, so that one sort puts everything in order, and two events of
one series are as many seconds apart as their numbers are. What is computed then runs
over pieces that fit a processor's cache. It needs the extra ``drift``.

Times are whole seconds from any one beginning; fractions and missing ones are refused.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import ceil, log

from attrs import frozen

from polyagree.drift._across import Chart, drawn_to, evidence
from polyagree.drift._checks import at_least, between, finite, listed, positive, whole
from polyagree.drift._numpy import numpy_for
from polyagree.drift._packed import PIECE, SECONDS, Array, Packed, Runs, parts_of
from polyagree.drift.windows import chance_of_exceeding
from polyagree.errors import InvalidSeries

__all__ = [
    "Array",
    "CusumBatch",
    "Packed",
    "WindowsBatch",
    "benjamini_hochberg",
    "cusum",
    "factorise",
    "pack",
    "windows",
]

_DAY = 86400
_MONTHS_A_YEAR = 12
#: The changes of pace for which a series is asked how much it speaks for one.
_MULTIPLES = (2.0, 3.0, 4.0)
#: For how many different lengths of record a chance is computed; between them it is read off.
_SPANS = 33
#: In how many steps the alarms that follow one another are counted up, and for how many of
#: the mean times to one.
_STEPS, _SETTLED = 128, 6


@frozen(kw_only=True, eq=False)
class WindowsBatch:
    """
    The events with which there was more in a window than its cap, in many series.

    What is told of whole series is computed when it is first asked for.

    Attributes:
        packed: The events, in order.
        beyond: Of each of them, whether it is beyond the cap.
        cap: How many are allowed in a window of one series.
        window_days: The length of the window.
        begin: From when on events were recorded, in seconds.
        until: Until when.
        year_days: How many days a year has.
        usual_per_year: The pace that was stated; ``None``: each series has its own.
        bh: At which rate of false discoveries series are selected; ``None``: they are not.
    """

    packed: Packed
    beyond: Array
    cap: int
    window_days: float
    begin: int
    until: int | None
    year_days: float
    usual_per_year: float | None
    bh: float | None = None

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self.packed)

    @property
    def series(self) -> int:
        """How many series have any."""
        return len(self.packed.runs.ids)

    @property
    def positions(self) -> Array:
        """Which events are beyond the cap, from 0 on in the order of *packed*."""
        return self.beyond.nonzero()[0]

    @property
    def breaching(self) -> Packed:
        """The events that are beyond the cap, their series and their seconds."""
        return Packed(keys=self.packed.keys.compress(self.beyond))

    @cached_property
    def with_breach(self) -> Array:
        """The ids of the series that have an event beyond the cap."""
        return self.packed.runs.ids[self._breached]

    @cached_property
    def expected_false_alarms(self) -> float:
        """
        How many series would have such an event by luck alone.

        At the pace that was stated, or each at its own.
        """
        np = numpy_for("a batch")
        lengths = self.packed.runs.lengths
        if self.usual_per_year is not None:
            return len(lengths) * self._chance(self.usual_per_year, self.cap)
        years = self._span / self.year_days
        if not years:
            return 0.0
        many = np.bincount(lengths)
        return sum(
            float(many[count]) * self._chance(float(count) / years, self.cap)
            for count in many.nonzero()[0]
        )

    @cached_property
    def selected(self) -> Array | None:
        """
        The ids of the series that Benjamini and Hochberg select; ``None``: not asked for.

        Of the series with an event beyond the cap, by how likely their fullest window is.
        """
        np = numpy_for("a batch")
        if self.bh is None or self.usual_per_year is None:
            return None
        width = _width(self.window_days)
        fullest = _fullest(self.packed, self.beyond, self.cap, width)[self._breached]
        p_values = np.ones(self.series)
        # The others do not speak against their pace.
        for most in np.unique(fullest):
            chance = self._chance(self.usual_per_year, int(most) - 1)
            p_values[: len(fullest)][fullest == most] = chance
        return self.with_breach[benjamini_hochberg(p_values, level=self.bh)]

    @property
    def _breached(self) -> Array:
        np = numpy_for("a batch")
        starts = self.packed.runs.starts
        return np.logical_or.reduceat(self.beyond, starts) if len(starts) else self.beyond

    @property
    def _span(self) -> float:
        lasts = self.packed.runs.lasts
        end = self.until
        if end is None:
            end = int(lasts.max()) if len(lasts) else self.begin
        return (end - self.begin) / _DAY

    def _chance(self, rate: float, cap: int) -> float:
        if not self._span or not rate:
            return 0.0
        return chance_of_exceeding(
            rate,
            cap=cap,
            window_days=self.window_days,
            months=self._span / self.year_days * _MONTHS_A_YEAR,
            year_days=self.year_days,
        )


@frozen(kw_only=True, eq=False)
class CusumBatch:
    """
    The alarms of one Poisson CUSUM in many series.

    Attributes:
        events: How many events there were.
        series: How many series had any.
        with_alarm: The ids of the series that have an alarm.
        first_alarms: When each of those has its first, in seconds.
        alarms: Every alarm, where the chart starts anew after each; ``None``: not asked for.
        k: By how much the statistic falls in a year.
        h: From where on it is an alarm.
        expected_false_alarms: How many series would have an alarm although nothing
            changed; with *alarms*, how many alarms there would be.
        e_values: How much each series speaks for a change, in the order of *series_ids*:
            1 is nothing, and by luck alone it is 1 on average; ``None``: not asked for.
        series_ids: The ids of the series that have an event.
        selected: The series that e-BH selects from these; ``None``: not asked for.
    """

    events: int
    series: int
    with_alarm: Array
    first_alarms: Array
    alarms: Packed | None
    k: float
    h: float
    expected_false_alarms: float
    series_ids: Array
    e_values: Array | None = None
    selected: Array | None = None


def factorise(names: Array) -> tuple[Array, Array]:
    """
    Return a number from 0 for each of *names*, and the names in the order of the numbers.

    Args:
        names: One for each event: texts, or numbers out of the packed range.
    """
    np = numpy_for("a batch")
    known, ids = np.unique(np.asarray(names), return_inverse=True)
    return ids, known


def pack(events: tuple[Array, Array]) -> Packed:
    """
    Return the events of many series, packed and sorted once for several uses.

    Args:
        events: To which series each belongs, as a whole number from 0 to 2**28 - 1, and
            when it was, in whole seconds from 0 to 2**36 - 1; in any order.

    Raises:
        InvalidSeries: If they are not as many, or one is no such number.
        MissingExtra: If there is no numpy.
    """
    return _together(list(parts_of(tuple(listed(events, "events")))))


def windows(
    events: Packed | tuple[Array, Array] | Array,
    *,
    cap: int,
    window_days: float,
    usual_per_year: float | None = None,
    begin: int = 0,
    until: int | None = None,
    year_days: float = 365,
    bh: float | None = None,
) -> WindowsBatch:
    """
    Return the events that made more than *cap* within *window_days* of 24 hours, as
    :func:`polyagree.drift.windows.exceedances` does for one series.

    What was before *begin* is not known: the first windows are censored at their left edge.

    Args:
        events: What :func:`pack` returns, or takes; or keys that are packed already, which
            need not be sorted.
        cap: How many are allowed in a window of one series.
        window_days: The length of the window.
        usual_per_year: At which pace *expected_false_alarms* is told; ``None``: each series
            at its own.
        begin: From when on events were recorded, in seconds.
        until: Until when; ``None``: the last event of all series.
        year_days: How many days a year has.
        bh: Select series at this rate of false discoveries, by how likely their fullest
            window is at the usual pace, which has to be stated.

    Raises:
        InvalidSeries: If the events or a number cannot be meant.
        MissingExtra: If there is no numpy.

    Source:
        Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of
        the Royal Statistical Society B 57, 1995.
    """
    np = numpy_for("a batch")
    cap = whole(cap, 0, "cap")
    positive(window_days, "window_days")
    positive(year_days, "year_days")
    between(whole(begin, 0, "begin"), 0, SECONDS - 1, "begin")
    if bh is not None:
        _level(bh)
    if bh is not None and usual_per_year is None:
        raise InvalidSeries("to select series, the usual pace has to be stated", field="bh")
    packed = _together(list(parts_of(events)))
    if begin or until is not None:
        _until(until, [_recorded(packed.runs, np.int64(begin))], begin)
    if usual_per_year is not None:
        at_least(usual_per_year, 0, "usual_per_year")
    return WindowsBatch(
        packed=packed,
        beyond=_beyond(packed, cap, _width(window_days)),
        cap=cap,
        window_days=window_days,
        begin=begin,
        until=until,
        year_days=year_days,
        usual_per_year=usual_per_year,
        bh=bh,
    )


def cusum(
    events: Packed | tuple[Array, Array] | Array,
    *,
    baseline_per_year: float,
    drift_per_year: float | None = None,
    false_alarm: str = "1 in 10 years",
    h: float | None = None,
    head_start: float = 0,
    begin: int | Array = 0,
    until: int | None = None,
    year_days: float = 365.25,
    every_alarm: bool = False,
    level: float | None = None,
) -> CusumBatch:
    """
    Return the alarms of one chart in many series, as :class:`polyagree.drift.poisson.Cusum` has.

    Each series begins at its own *begin*, from *head_start*; without a head start, what
    was before its first event makes no difference to its alarms.

    Args:
        events: As for :func:`windows`.
        baseline_per_year: The pace that was agreed, or the upper bound of the usual one.
        drift_per_year: The pace to notice; ``None``: twice the baseline.
        false_alarm: How rare a false alarm is in one series; :func:`polyagree.drift.poisson.design`
            makes *h* of it.
        h: The threshold itself, instead.
        head_start: Where each series begins, from 0 and less than *h*.
        begin: When, in seconds: of all, or an array of each, by its id.
        until: Until when events were recorded; ``None``: the last event of all series.
        year_days: How many days a year has.
        every_alarm: Start anew from zero after each alarm, and return all of them.
        level: Select series by e-BH at this rate of false discoveries, from how much
            each speaks for a pace of two, three or four times the baseline.

    Raises:
        InvalidSeries: If the events or a number cannot be meant.
        MissingExtra: If there is no numpy.

    Source:
        Vardeman and Ray (1985); Shin, Ramdas and Rinaldo (2024) and Wang and Ramdas
        (2022) for *level*.
    """
    # Statistics of one series, which a batch of windows does not need.
    from polyagree.drift.edetector import e_bh
    from polyagree.drift.poisson import design

    np = numpy_for("a batch")
    positive(year_days, "year_days")
    if h is None:
        made = design(baseline_per_year, drift_per_year=drift_per_year, false_alarm=false_alarm)
        k, h = made.k, made.h
    else:
        k = _reference(baseline_per_year, drift_per_year)
        positive(h, "h")
    baseline_per_year, year_days = float(baseline_per_year), float(year_days)
    if at_least(head_start, 0, "head_start") >= h:
        raise InvalidSeries("`head_start` must be less than `h`", field="head_start")
    chart = Chart(k / (year_days * _DAY), float(h), float(head_start))
    per_second = baseline_per_year / (year_days * _DAY)
    firsts, alarms, e_values, ids, recorded = [], [], [], [], []
    seen = 0
    for part in parts_of(events):
        seen += len(part)
        begins = _begins(begin, part.runs)
        recorded.append(_recorded(part.runs, begins))
        ids.append(part.runs.ids)
        first = chart.first_alarms(part, begins)
        firsts.append(part.keys[first])
        if every_alarm:
            alarms.append(part.keys[chart.every_alarm(part, first)])
        if level is not None:
            e_values.append(evidence(part, begins, per_second=per_second, multiples=_MULTIPLES))
    end = _until(until, recorded, 0)
    seconds = end - np.concatenate([begins for begins, _ in recorded])
    years = seconds / (year_days * _DAY)
    series_ids = np.concatenate(ids)
    speaking = selected = None
    if level is not None:
        silent = end - np.concatenate([lasts for _, lasts in recorded])
        grown = drawn_to(
            np.concatenate(e_values, axis=1), silent, per_second=per_second, multiples=_MULTIPLES
        )
        # Without a change it is as large as the time, on average.
        speaking = grown.mean(axis=0) / np.maximum(seconds, 1)
        selected = series_ids[np.array(e_bh(speaking.tolist(), level=level), dtype=np.int64)]
    first_keys = Packed(keys=np.concatenate(firsts))
    return CusumBatch(
        events=seen,
        series=len(series_ids),
        with_alarm=first_keys.series,
        first_alarms=first_keys.seconds,
        alarms=Packed(keys=np.concatenate(alarms)) if every_alarm else None,
        k=k,
        h=float(h),
        expected_false_alarms=_expected_alarms(
            years, baseline_per_year, k, float(h), head_start, every_alarm=every_alarm
        ),
        series_ids=series_ids,
        e_values=speaking,
        selected=selected,
    )


def benjamini_hochberg(p_values: Array, *, level: float) -> Array:
    """
    Return which of many series to tell of, so that on average at most *level* of them are false.

    It holds for series that do not depend on one another; :func:`polyagree.drift.edetector.e_bh`
    holds for others.

    Args:
        p_values: One for each series, from 0 to 1.
        level: The share of false ones among those told, between 0 and 1.

    Returns:
        Their places from 0, ascending.

    Raises:
        InvalidSeries: If one is not from 0 to 1, or the level is not between 0 and 1.

    Source:
        Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of
        the Royal Statistical Society B 57, 1995.
    """
    np = numpy_for("a batch")
    values = np.array([finite(p, "p_values") for p in listed(p_values, "p_values")])
    if not ((values >= 0) & (values <= 1)).all():
        raise InvalidSeries("a p-value is not from 0 to 1", field="p_values")
    _level(level)
    enough = np.sort(values) * len(values) <= level * np.arange(1, len(values) + 1)
    told = int(enough.nonzero()[0][-1]) + 1 if enough.any() else 0
    return np.sort(np.argsort(values, kind="stable")[:told])


def _level(level: float) -> None:
    if not 0 < between(level, 0, 1, "level") < 1:
        raise InvalidSeries(f"`level` is {level!r}, and must be between 0 and 1", field="level")


def _width(window_days: float) -> int:
    """Return the window in seconds: a whole age is less than it if less than the next whole one."""
    return ceil(Fraction(repr(float(window_days))) * _DAY)


def _together(parts: list[Packed]) -> Packed:
    np = numpy_for("a batch")
    return parts[0] if len(parts) == 1 else Packed(keys=np.concatenate([p.keys for p in parts]))


def _beyond(packed: Packed, cap: int, width: int) -> Array:
    """Return of each event whether it is beyond *cap* in a window *width* seconds long."""
    np = numpy_for("a batch")
    keys = packed.keys
    beyond = np.empty(len(keys), dtype=bool)
    beyond[:cap] = False
    ages, limit = np.empty(PIECE, dtype=np.uint64), np.uint64(min(width, SECONDS))
    bits = 0
    for begin in range(cap, len(keys), PIECE):
        late = keys[begin : begin + PIECE]
        early = keys[begin - cap : begin - cap + len(late)]
        age = ages[: len(late)]
        np.subtract(late, early, out=age)
        np.less(age, limit, out=beyond[begin : begin + len(late)])
        bits |= int(np.bitwise_or.reduce(late))
    # Two series are farther apart than any window, unless their times fill their bits.
    if bits % SECONDS + width > SECONDS:
        beyond[cap:] &= (keys[cap:] ^ keys[: len(keys) - cap]) < np.uint64(SECONDS)
    return beyond


def _fullest(packed: Packed, beyond: Array, cap: int, width: int) -> Array:
    """Return how many events the fullest window of each series has, if more than *cap*."""
    np = numpy_for("a batch")
    if not len(packed):
        return packed.runs.starts
    counts = np.where(beyond, cap + 1, 0)
    at = beyond.nonzero()[0]
    while len(at):
        back = at - counts[at]
        late, early = packed.keys[at], packed.keys[np.maximum(back, 0)]
        more = (late - early < np.uint64(min(width, SECONDS))) & (back >= 0)
        more &= (late ^ early) < np.uint64(SECONDS)
        at = at[more]
        counts[at] += 1
    return np.maximum.reduceat(counts, packed.runs.starts)


def _begins(begin: object, runs: Runs) -> Array:
    """Return when each of the series begins."""
    np = numpy_for("a batch")
    given = np.asarray(begin)
    if given.dtype.kind not in "iu" or given.ndim > 1 or (given.size and given.min() < 0):
        raise InvalidSeries(
            "`begin` is one whole number of seconds, or one for each id", field="begin"
        )
    if not given.ndim:
        return np.full(len(runs.ids), int(given), dtype=np.int64)
    if len(runs.ids) and runs.ids[-1] >= len(given):
        raise InvalidSeries(f"series {runs.ids[-1]} has no `begin`", field="begin")
    return given[runs.ids].astype(np.int64)


def _recorded(runs: Runs, begins: Array) -> tuple[Array, Array]:
    """Return when the record of each series begins, and its last event."""
    np = numpy_for("a batch")
    early = np.flatnonzero(runs.firsts < begins)
    if len(early):
        raise InvalidSeries(
            f"series {runs.ids[early[0]]} has an event before it begins", field="begin"
        )
    return begins, runs.lasts


def _until(until: int | None, recorded: list[tuple[Array, Array]], begin: int) -> int:
    """Return when the record ends."""
    last = max((int(lasts.max()) for _, lasts in recorded if len(lasts)), default=begin)
    if until is None:
        return last
    if whole(until, 0, "until") < last:
        raise InvalidSeries(f"`until` is {until}, and there is an event at {last}", field="until")
    return until


def _reference(baseline: float, drift: float | None) -> float:
    positive(baseline, "baseline_per_year")
    drift = 2 * baseline if drift is None else drift
    if positive(drift, "drift_per_year") <= baseline:
        raise InvalidSeries(
            f"`drift_per_year` is {drift!r}, and must be more than the baseline, {baseline!r}",
            field="drift_per_year",
        )
    return (drift - baseline) / log(drift / baseline)


def _expected_alarms(
    years: Array, lam: float, k: float, h: float, head_start: float, *, every_alarm: bool
) -> float:
    """Return how many alarms, or series with one, luck alone makes in so many *years* of each."""
    from polyagree.drift.poisson import mean_time_to_alarm

    np = numpy_for("a batch")
    if not len(years):
        return 0.0
    if every_alarm:
        mean = mean_time_to_alarm(lam, k=k, h=h)
        spans = np.linspace(0, min(float(years.max()), _SETTLED * mean), _STEPS + 1)
        expected = _renewals(*_first_alarms(spans, lam, k, h, head_start))
        # After some alarms it does not matter any more how the first began.
        beyond = np.maximum(years - spans[-1], 0) / mean
        return float((np.interp(years, spans, expected) + beyond).sum())
    spans = np.unique(years)
    if len(spans) > _SPANS:
        spans = np.linspace(spans[0], spans[-1], _SPANS)
    _, first = _first_alarms(spans, lam, k, h, head_start)
    return float(np.interp(years, spans, first).sum())


def _first_alarms(
    spans: Array, lam: float, k: float, h: float, head_start: float
) -> tuple[Array, Array]:
    """
    Return the chances of an alarm within each of *spans*, from zero and from the head start.

    From a head start the chart alarms before it comes to zero, or does not: its mean time to
    an alarm says how often. How long that takes, which is little, is left out.
    """
    from polyagree.drift.poisson import chance_of_alarm_within, mean_time_to_alarm

    np = numpy_for("a batch")
    anew = np.array([chance_of_alarm_within(lam, k=k, h=h, years=float(span)) for span in spans])
    if not head_start:
        return anew, anew
    ahead = mean_time_to_alarm(lam, k=k, h=h, head_start=head_start)
    later = ahead / mean_time_to_alarm(lam, k=k, h=h)
    return anew, np.where(spans > 0, 1 - later + later * anew, 0.0)


def _renewals(anew: Array, first: Array) -> Array:
    """
    Return how many alarms there are on average up to each of equal steps, the first at 0.

    Fewer than time by the mean time to one, since a chart that starts anew is far from an
    alarm. What comes after an alarm within a step is taken halfway between its ends.

    Args:
        anew: The chance that a chart which starts anew has alarmed by then.
        first: The chance that it has for the first time.
    """
    np = numpy_for("a batch")
    new = np.diff(anew)
    found = np.zeros(len(anew))
    for at in range(1, len(anew)):
        halves = (found[:at] + np.append(found[1:at], 0.0)) / 2
        found[at] = (anew[at] + new[:at] @ halves[::-1]) / (1 - new[0] / 2)
    halves = (found[1:] + found[:-1]) / 2
    after = [float(np.diff(first)[:at] @ halves[:at][::-1]) for at in range(len(anew))]
    return first + np.array(after)
