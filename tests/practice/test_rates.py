"""How often something happens, held against its beginning and against what was agreed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

import pytest

from polyagree.drift.promises import parse
from polyagree.practice.pattern import Alarm, Pattern
from polyagree.practice.rates import Pace, rate

START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def at(days: float) -> dt.datetime:
    return START + dt.timedelta(days=days)


def day(days: float) -> dt.date:
    return at(days).date()


def rated(
    days: Iterable[float],
    *,
    until: float,
    cap: float | None = None,
    promise: str = "1 in 10 years",
    talks: Iterable[float] = (),
    rests: Iterable[tuple[float, float]] = (),
    coverage: float = 1.0,
) -> Pattern:
    pace = Pace(
        times=[at(each) for each in days],
        since=START,
        until=at(until),
        cap=cap,
        talks=[day(each) for each in talks],
        rests=[(at(start), at(end)) for start, end in rests],
        coverage=coverage,
    )
    return rate(pace, promise=parse(promise))


MONTHLY = [15, 45, 76, 106, 137, 167, 197]
WEEKLY = [210 + 6 * number for number in range(12)]
CHANGED = [*MONTHLY, *WEEKLY]


# The first half year


def test_without_a_number_half_a_year_has_to_be_on_record() -> None:
    found = rated(MONTHLY[:5], until=150)

    assert found.state == "not enough recorded"
    assert found.why == "half a year has to be on record to compare with"


def test_an_agreed_number_is_the_measure_at_first() -> None:
    found = rated([5, 12, 19, 26, 33, 40, 47, 54], until=60, cap=6)

    assert found.state == "red"
    assert found.before == "6 a year agreed"
    assert found.lately == "4.4 a month"


def test_within_the_agreed_number_it_is_quiet_at_first() -> None:
    found = rated([20, 80], until=100, cap=12)

    assert found.state == "quiet"
    assert found.before == "1 a month agreed"
    assert found.why == "there is half a year of record to come first"
    assert found.lately == ""


def test_half_a_year_is_183_days() -> None:
    assert rated([20, 80], until=182.5).state == "not enough recorded"
    assert rated([20, 80], until=182.7).state == "quiet"


def test_red_is_held_beyond_the_first_half_year_until_people_talk() -> None:
    early = [5, 12, 19, 26, 33, 40, 47, 54]

    held = rated(early, until=300, cap=6)
    talked = rated(early, until=300, cap=6, talks=[250])

    assert held.state == "red"
    assert held.before == "6 a year agreed"
    assert talked.state == "quiet"
    assert [each.talked for each in talked.alarms] == [day(250)]


def test_a_talk_in_the_first_half_year_lets_go_of_red() -> None:
    early = [5, 12, 19, 26, 33, 40, 47, 54]
    found = rated(early, until=120, cap=6, talks=[60])

    assert found.state == "quiet"
    assert [each.talked for each in found.alarms] == [day(60)]
    assert rated(early, until=300, cap=6, talks=[60]).alarms == found.alarms


# Against its own beginning


def test_more_often_than_at_first_turns_it_red() -> None:
    found = rated(CHANGED, until=280)

    assert found.state == "red"
    assert found.since is not None
    assert day(160) <= found.since <= day(216)
    assert found.before == "1 a month in the first half year"
    assert found.promise == "1 in 10 years"
    assert len(found.alarms) == 1
    assert found.alarms[0].talked is None
    assert found.evidence >= 1


def test_as_often_as_at_first_is_quiet() -> None:
    found = rated([15 + 30 * number for number in range(24)], until=730)

    assert found.state == "quiet"
    assert found.since is None
    assert found.alarms == ()


def test_nothing_at_all_is_quiet() -> None:
    found = rated([], until=730)

    assert found.state == "quiet"
    assert found.observed == 0
    assert found.before == "none in the first half year"


def test_the_beginning_counts_for_no_more_than_was_agreed() -> None:
    """Twice a month at first and ever after, where a third of it was agreed."""
    often = [10 + 15 * number for number in range(40)]

    assert rated(often, until=610).state == "quiet"
    assert rated(often, until=610, cap=8).state == "red"


def test_amber_comes_before_red() -> None:
    states = [rated([each for each in CHANGED if each <= until], until=until).state
              for until in range(200, 290, 2)]  # fmt: skip

    first = {state: states.index(state) for state in ("quiet", "amber", "red")}
    assert first["quiet"] < first["amber"] < first["red"]


def test_amber_says_how_many_more_would_turn_it_red() -> None:
    found = next(
        each
        for until in range(200, 290, 2)
        if (each := rated([e for e in CHANGED if e <= until], until=until)).state == "amber"
    )

    assert " more before 2025-" in found.why
    assert found.why.endswith("would turn it red")


def test_one_more_by_that_day_does_turn_it_red() -> None:
    for until in range(200, 290, 2):
        found = rated([each for each in CHANGED if each <= until], until=until)
        if found.why.startswith("one more before "):
            last = dt.date.fromisoformat(found.why.split()[3])
            within = (last - START.date()).days - 0.5
            beyond = (last - START.date()).days + 1.5
            log = [each for each in CHANGED if each <= until]
            assert rated([*log, within], until=within).state == "red"
            assert rated([*log, beyond], until=beyond).state != "red"
            return
    pytest.fail("no day was one before red")


def test_a_talk_lets_go_of_red_and_what_goes_on_is_red_again() -> None:
    on = [300 + 6 * number for number in range(12)]
    found = rated([*CHANGED, *on], until=380, talks=[285])

    assert found.state == "red"
    assert [each.talked for each in found.alarms] == [day(285), None]


def test_a_talk_on_the_very_day_comes_after_what_happened_on_it() -> None:
    last = rated(CHANGED, until=290).alarms[0]
    number = (last.on - START.date()).days
    log = [each for each in CHANGED if each <= number]

    assert rated(log, until=number + 2).state == "red"
    assert rated(log, until=number + 2, talks=[number]).state == "quiet"


def test_a_talk_while_nothing_is_red_changes_nothing() -> None:
    assert rated(CHANGED, until=280, talks=[30]) == rated(CHANGED, until=280)


# What belongs together


def test_what_is_closer_than_two_days_is_one_occasion() -> None:
    trips = [each + more for each in MONTHLY for more in (0, 1, 2)]

    found = rated(trips, until=200)

    assert found.observed == len(MONTHLY)
    assert found.before == "1 a month in the first half year"
    assert rated([10, 12], until=200).observed == 2
    assert rated([10, 11.9], until=200).observed == 1


def test_trips_in_place_of_single_nights_are_no_change() -> None:
    single = [15 + 30 * number for number in range(8)]
    trips = [255 + 30 * number + more for number in range(8) for more in (0, 1, 2)]

    assert rated([*single, *trips], until=490).state == "quiet"


def test_no_occasion_lasts_longer_than_a_week() -> None:
    """Once a month, and then every day: that is no long trip."""
    found = rated([*MONTHLY, *range(210, 280)], until=280)

    assert found.state == "red"
    assert found.observed == len(MONTHLY) + 10


def test_where_two_a_day_are_agreed_each_day_counts() -> None:
    daily = [number + 0.5 for number in range(300)]
    more = [200 + number / 4 for number in range(400)]

    assert rated(daily, until=300, cap=2 * 365.25).observed == 300
    assert rated(daily, until=300, cap=2 * 365.25).state == "quiet"
    assert rated([*daily[:200], *more], until=300, cap=3 * 365.25).state == "red"


def test_two_evenings_before_and_after_a_silence_are_two() -> None:
    found = rated([60, 160], until=400, rests=[(60.5, 159.5)])

    assert found.observed == 2


# When nothing is promised


def test_what_comes_in_clusters_gets_no_promise() -> None:
    clusters = [start + 3 * more for start in (20, 140, 260) for more in range(8)]

    found = rated(clusters, until=360)

    assert found.promise is None
    assert "times as much as chance does, too much for a promise" in found.why


def test_with_few_months_nothing_is_said_about_clusters() -> None:
    assert rated([20, 23, 26, 29, 32], until=190).promise == "1 in 10 years"


def test_under_four_fifths_of_a_record_nothing_is_claimed() -> None:
    few, enough = (rated(CHANGED, until=280, coverage=each) for each in (0.79, 0.8))

    assert few.state == "not enough recorded"
    assert few.why == "something is on record for 79% of the time only"
    assert few.coverage == 0.79
    assert enough.state == "red"
    assert enough.coverage == 0.8


def test_a_rest_stops_the_clock() -> None:
    """Coming back after four months of rest is neither better nor worse."""
    before = [15, 45, 76, 106, 137, 167, 197]
    after = [each + 120 for each in (227, 257, 288)]

    found = rated([*before, *after], until=420, rests=[(200, 320)])

    assert found.state == "quiet"
    assert found.before == "1 a month in the first half year"


def test_what_happened_in_a_rest_is_not_counted() -> None:
    assert rated([15, 60, 70, 80, 150], until=300, rests=[(50, 90)]).observed == 2


# Other promises


def test_a_rarer_false_alarm_takes_longer() -> None:
    def first(promise: str) -> dt.date:
        log = [*MONTHLY, *(210 + 4 * number for number in range(20))]
        return rated(log, until=290, promise=promise).alarms[0].on

    assert first("1 in 2 years") < first("1 in 10 years") < first("1 in 50 years")


@pytest.mark.parametrize("promise", ["1 in 1 year", "1 in 6 months", "1 in 8 months"])
def test_a_promise_that_is_no_rarer_than_amber_has_no_amber(promise: str) -> None:
    found = rated(CHANGED, until=280, promise=promise)

    assert found.state == "red"
    assert found.promise == promise
    assert "amber" not in {
        rated([e for e in CHANGED if e <= until], until=until, promise=promise, cap=24).state
        for until in range(100, 280, 10)
    }


def test_red_against_the_number_is_held_where_no_chart_can_follow() -> None:
    found = rated([5, 12, 19], until=300, cap=2, promise="1 in 2 months")

    assert found.state == "red"
    assert found.alarms == (Alarm(on=day(12), since=day(5)),)


def test_evidence_is_told_up_to_a_thousand() -> None:
    assert Pattern(kind="rate", state="red", observed=1, evidence=float("inf")).evidence == 1000


# Luck alone


def poisson(luck: random.Random, per_year: float, years: float) -> list[float]:
    days, found = 0.0, []
    while (days := days + luck.expovariate(per_year / 365.25)) < years * 365.25:
        found.append(days)
    return found


def test_a_constant_pace_is_red_as_rarely_as_is_promised() -> None:
    """
    Four years and a half of one a month: four years on the chart.

    A chart of exactly 1 in 10 years would be red in 1 - exp(-4/10), a third of them. The
    bound of the beginning makes it rarer, about one in seven. With 300 the standard error
    there is 2 points, nine of them below a third.
    """
    luck = random.Random(20250301)  # noqa: S311
    red = sum(bool(rated(poisson(luck, 12, 4.5), until=4.5 * 365.25).alarms) for _ in range(300))

    assert red / 300 < 1 / 3


def test_a_pace_within_the_number_is_red_as_rarely_as_is_promised() -> None:
    """
    Half a year at the very pace that was agreed, on the e-detector alone.

    Its statistic less the time is a martingale, so that by Doob's inequality at most
    0.5 / 10 of the half years are red. It is under 1 %, four standard errors below.
    """
    luck = random.Random(20250302)  # noqa: S311
    red = sum(bool(rated(poisson(luck, 24, 0.49), until=179, cap=24).alarms) for _ in range(400))

    assert red / 400 <= 0.05


def test_twice_and_a_half_the_pace_is_mostly_found_within_two_years() -> None:
    luck = random.Random(20250303)  # noqa: S311
    found = 0
    for _ in range(100):
        before = poisson(luck, 12, 1.5)
        after = [1.5 * 365.25 + each for each in poisson(luck, 30, 2)]
        found += rated([*before, *after], until=3.5 * 365.25).state == "red"

    assert found >= 70
