"""How often something happens, held against how often it did at first or what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve, frozen

from polyagree.drift.baselines import baseline, dispersion
from polyagree.drift.edetector import RateDetector
from polyagree.drift.exposure import ENOUGH
from polyagree.drift.poisson import Cusum, design
from polyagree.drift.promises import Promise, parse
from polyagree.errors import InvalidSeries
from polyagree.practice.pattern import Alarm, Pattern, too_little
from polyagree.practice.stopwatch import YEAR, Stopwatch

__all__ = ["AMBER", "RED", "Pace", "rate"]

RED = parse("1 in 10 years")
AMBER = parse("1 in 1 year")

_HALF_A_YEAR = 0.5
"""How long the record is compared with what it was at first, in years."""

_EPISODE = dt.timedelta(hours=48)
"""What is closer together belongs to one occasion, such as a trip."""

_OCCASION = dt.timedelta(days=7)
"""No occasion lasts longer: what goes on from day to day is none."""


@frozen(kw_only=True)
class Pace:
    """
    How often something happened.

    Attributes:
        times: When, in the order of time.
        since: When it begins to be looked at.
        until: Until when it is looked at.
        rests: When the clock stood still: pauses, and stretches without any record.
        cap: How often it was agreed to happen at most, a year; ``None``: no number says.
        talks: When people talked about it.
        coverage: The share of the time in which a record was kept.
        zone: Where days begin and end.
    """

    times: Sequence[dt.datetime]
    since: dt.datetime
    until: dt.datetime
    rests: Sequence[tuple[dt.datetime, dt.datetime]] = ()
    cap: float | None = None
    talks: Sequence[dt.date] = ()
    coverage: float = 1.0
    zone: dt.tzinfo = dt.UTC


def rate(pace: Pace, *, promise: Promise = RED) -> Pattern:
    """
    Return whether something has become more frequent.

    The first half year is what it is compared with, by the 80 % upper bound of
    its rate, at most the agreed number; until then the agreed number itself is the
    measure. Events within 48 hours are one occasion, which lasts a week at most; where more
    than one in four days is agreed, they are one within half of what is agreed on average.

    Args:
        pace: How often it happened.
        promise: How rare a false alarm is.

    Source:
        C16.
    """
    clock = Stopwatch(pace.since, pace.rests)
    shown = sorted(
        time
        for time in pace.times
        if pace.since <= time <= pace.until and not clock.stands_at(time)
    )
    gap = _EPISODE if pace.cap is None else min(_EPISODE, YEAR / pace.cap / 2)
    episodes = [clock.years(time) for time in _occasions(shown, gap=gap)]
    end = clock.years(pace.until)
    if pace.coverage < ENOUGH:
        why = f"something is on record for {pace.coverage:.0%} of the time only"
        return too_little("rate", len(episodes), why, coverage=pace.coverage)
    if end < _HALF_A_YEAR and pace.cap is None:
        why = "half a year has to be on record to compare with"
        return too_little("rate", len(episodes), why, coverage=pace.coverage)
    talks = [clock.years(_midnight(day, pace.zone)) for day in pace.talks]
    course = _Course(
        clock,
        episodes,
        talks,
        end=end,
        promise=promise,
        zone=pace.zone,
    )
    return evolve(course.pattern(pace.cap), coverage=pace.coverage)


def _occasions(times: Sequence[dt.datetime], *, gap: dt.timedelta) -> list[dt.datetime]:
    """Return when each occasion began."""
    found = [*times[:1]]
    for last, time in pairwise(times):
        if time - last >= gap or time - found[-1] >= _OCCASION:
            found.append(time)
    return found


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return when *day* is over."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=zone)


class _Course:
    """One record, on the charts that look at it."""

    def __init__(
        self,
        clock: Stopwatch,
        episodes: Sequence[float],
        talks: Sequence[float],
        *,
        end: float,
        promise: Promise,
        zone: dt.tzinfo,
    ) -> None:
        self.clock = clock
        self.episodes = episodes
        self.talks = sorted(talks)
        self.end = end
        self.promise = promise
        self.zone = zone

    def pattern(self, cap: float | None) -> Pattern:
        """Return what the record says, against the agreed number and its own beginning."""
        if cap is None:
            return self.by_the_beginning(None)
        found = self.by_the_number(cap)
        return found if self.end < _HALF_A_YEAR else self.by_the_beginning(cap, found)

    def by_the_number(self, cap: float) -> Pattern:
        """Return what the record says against the agreed number, in the first half year."""
        until = min(self.end, _HALF_A_YEAR)
        years, amber = self.promise.in_years(), AMBER.in_years()
        chart = RateDetector(cap, threshold=years, amber=amber if amber < years else None)
        alarms = self._told(chart, 0.0, until)
        why = "" if chart.state == "red" else "there is half a year of record to come first"
        return self._pattern(chart, alarms, before=f"{_pace(cap)} agreed", why=why, until=until)

    def by_the_beginning(self, cap: float | None, earlier: Pattern | None = None) -> Pattern:
        """Return what the record says against its own first half year."""
        first = [each for each in self.episodes if each < _HALF_A_YEAR]
        usual = baseline(len(first), _HALF_A_YEAR).per_year
        before = f"{_pace(len(first) / _HALF_A_YEAR)} in the first half year"
        if cap is not None and cap < usual:
            usual, before = cap, f"{_pace(cap)} agreed"
        chart = self._chart(usual)
        alarms = self._told(chart, _HALF_A_YEAR, self.end)
        why = ""
        if isinstance(chart, Cusum) and chart.state != "red":
            why = self._one_more(chart)
        found = self._pattern(chart, alarms, before=before, why=why, until=self.end)
        if earlier is None:
            return found
        held = earlier.state == "red" and not any(talk >= _HALF_A_YEAR for talk in self.talks)
        return evolve(
            earlier if held else found, alarms=(*self._talked(earlier.alarms), *found.alarms)
        )

    def _chart(self, usual: float) -> RateDetector | Cusum:
        """Return what is quick to see twice the usual pace, and keeps the promise."""
        years, amber = self.promise.in_years(), AMBER.in_years()
        is_amber = amber < years and usual * amber > 1
        try:
            made = design(usual, false_alarm=self.promise, amber=AMBER if is_amber else None)
        except InvalidSeries:
            # What comes hardly more often than a false alarm may, or so rarely promised that
            # no threshold does it, has a chart that keeps any promise and is slower.
            return RateDetector(
                usual,
                threshold=years,
                amber=amber if amber < years else None,
                start=_HALF_A_YEAR,
            )
        return made.cusum(start=_HALF_A_YEAR)

    def _told(self, chart: RateDetector | Cusum, since: float, until: float) -> list[Alarm]:
        """Tell *chart* what happened in a stretch of time, and return its alarms."""
        alarms: list[Alarm] = []
        talks = [each for each in self.talks if since <= each <= until]
        marks = [(each, False) for each in self.episodes if since <= each <= until]
        for time, is_talk in sorted([*marks, *((each, True) for each in talks)]):
            if not is_talk:
                was = chart.state
                step = chart.update(time)
                if step.state == "red" and was != "red":
                    alarms.append(Alarm(on=self._day(time), since=self._day(step.since)))
            elif chart.state == "red":
                chart.acknowledge(time)
                alarms[-1] = evolve(alarms[-1], talked=self._day(time, is_end=True))
        chart.advance(until)
        return alarms

    def _talked(self, alarms: Sequence[Alarm]) -> list[Alarm]:
        """Return *alarms* with the day of a talk that came only in the second half year."""
        later = next((each for each in self.talks if each >= _HALF_A_YEAR), None)
        return [
            each
            if each.talked is not None or later is None
            else evolve(each, talked=self._day(later, is_end=True))
            for each in alarms
        ]

    def _pattern(
        self,
        chart: RateDetector | Cusum,
        alarms: Sequence[Alarm],
        *,
        before: str,
        why: str,
        until: float,
    ) -> Pattern:
        step = chart.step
        is_calm = step.state == "quiet"
        since = None if is_calm else step.since
        uneven = dispersion(self._by_month(until if since is None else since))
        promise: Promise | None = self.promise
        if uneven.claim == "withdrawn":
            promise = None
            why = (
                f"it varies {uneven.index:.1f} times as much as chance does, too much for a promise"
            )
        return Pattern(
            kind="rate",
            state=step.state,
            since=None if since is None else self._day(since),
            evidence=step.evidence,
            promise=None if promise is None else str(promise),
            expected_false_alarms=0.0 if promise is None else until / promise.in_years(),
            observed=len(self.episodes),
            before=before,
            lately="" if since is None else self._lately(since),
            why=why,
            alarms=tuple(alarms),
        )

    def _lately(self, since: float) -> str:
        number = sum(since <= each <= self.end for each in self.episodes)
        return _pace(number / max(self.end - since, 1 / 365.25))

    def _one_more(self, chart: Cusum) -> str:
        """Return how many more, and by when, would turn it red."""
        missing = 1
        while chart.value + missing <= chart.h:
            missing += 1
        spare = (chart.value + missing - chart.h) / chart.k
        day = self._day(self.end + spare)
        return f"{'one' if missing == 1 else missing} more before {day} would turn it red"

    def _by_month(self, until: float) -> list[int]:
        """Return how many there were in each whole twelfth of a year, the empty ones too."""
        edges = [number / 12 for number in range(int(until * 12) + 1)]
        return [
            sum(start <= each < end for each in self.episodes) for start, end in pairwise(edges)
        ]

    def _day(self, years: float | None, *, is_end: bool = False) -> dt.date:
        """Return the day on which the clock shows *years*; of an end, the day that ends then."""
        instant = self.clock.instant(years or 0.0).astimezone(self.zone)
        return (instant - dt.timedelta(hours=1) if is_end else instant).date()


def _pace(per_year: float) -> str:
    """Return a rate in words: ``1.5 a month``."""
    if not per_year:
        return "none"
    if per_year < 12:  # noqa: PLR2004
        return f"{per_year:.1f} a year".replace(".0 ", " ")
    return f"{per_year / 12:.1f} a month".replace(".0 ", " ")
