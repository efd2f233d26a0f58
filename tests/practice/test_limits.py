"""Limits and how they are used."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from logbooks import LATE, TWO_A_MONTH, day, document, on_days, revision

from polyagree.model import Polycule
from polyagree.practice import LimitInUse, table

ONE_A_MONTH = "{may: late-night, who: ana, at_most: 1, per: month}"
THREE_A_MONTH = "{may: late-night, who: ana, at_most: 3, per: month}"


def limits(polycule: Polycule, on: dt.date | None = None) -> tuple[LimitInUse, ...]:
    return table(polycule, on=on).limits


def of_ana(norm: str, *events: str, on: str | None = None, **more) -> LimitInUse:
    until = None if on is None else dt.date.fromisoformat(on)
    found = [each for each in limits(document(norm, *events, **more), until) if each.who == "ana"]
    assert len(found) == 1
    return found[0]


def night(at: str, rest: str = "with: caro") -> str:
    return f"at: {at}, who: ana, act: late-night, {rest}"


def free(limit: LimitInUse) -> str | None:
    """Return when there is room again, by the clock of Lisbon."""
    found = limit.next_free
    return None if found is None else f"{found:%Y-%m-%d %H:%M}"


# What is used


def test_what_is_used_of_a_calendar_window_is_counted_from_its_beginning() -> None:
    events = [night(f"2025-03-{each}T22:00") for each in ("01", "31")]

    assert of_ana(TWO_A_MONTH, night("2025-02-28T22:00"), *events).used == "2"
    assert of_ana(TWO_A_MONTH, *events, on="2025-04-01").used == "0"


def test_a_calendar_window_that_is_used_up_is_free_with_the_next() -> None:
    events = [night(f"2025-03-{each}T22:00") for each in ("01", "15", "30")]

    assert free(of_ana(TWO_A_MONTH, *events)) == "2025-04-01 00:00"
    assert of_ana(TWO_A_MONTH, *events[:1]).next_free is None


def test_a_rolling_window_is_free_when_the_second_last_has_left_it() -> None:
    rolling = "{may: late-night, who: ana, at_most: 2, per: 30 days}"
    events = [night("2025-03-01T20:00"), night("2025-03-10T22:30")]

    found = of_ana(rolling, *events, on="2025-03-12")

    assert found.used == "2"
    assert found.allowed == "2"
    assert free(found) == "2025-03-31 20:00"
    assert of_ana(rolling, *events, on="2025-03-31").used == "1"


def test_a_window_of_a_quarter_counts_by_the_quarter() -> None:
    quarterly = "{may: late-night, who: ana, at_most: 2, per: quarter}"
    events = [night(f"2025-{each}T22:00") for each in ("03-31", "04-01", "06-30")]

    found = of_ana(quarterly, *events)

    assert found.used == "2"
    assert free(found) == "2025-07-01 00:00"
    assert found.wording == "at most 2 per quarter"


def test_a_season_has_a_beginning_as_a_quarter_has() -> None:
    seasonal = "{may: late-night, who: ana, at_most: 1, per: season}"

    assert free(of_ana(seasonal, night("2025-03-05T22:00"))) == "2025-06-01 00:00"


@pytest.mark.parametrize(
    ("per", "wording"),
    [("ever", "at most 2 in all"), ("moment", "at most 2 at one time")],
)
def test_without_a_length_of_time_nothing_is_used_up(per: str, wording: str) -> None:
    found = of_ana(
        f"{{may: late-night, who: ana, at_most: 2, per: {per}}}", night("2025-03-01T20:00")
    )

    assert found.wording == wording
    assert found.used is None
    assert found.next_free is None
    assert found.chance is None


def test_per_act_nothing_is_used_up_either() -> None:
    found = of_ana(
        "{may: drink, who: ana, at_most: 2, per: date}",
        "at: 2025-03-01T20:00, who: ana, act: drink",
    )

    assert found.wording == "at most 2 per date"
    assert found.used is None


def test_hours_are_added_up() -> None:
    norm = "{may: date, who: ana, with: outsiders, at_most: 10h, per: 7 days}"
    dates = [f"at: 2025-03-{each}T18:00, who: ana, act: date, with: caro" for each in range(10, 15)]

    found = of_ana(norm, *(f"{each}, lasting: 90 min" for each in dates))

    assert found.used == "7h 30 min"
    assert found.allowed == "10h"
    assert found.chance is None
    assert of_ana(norm, *(f"{each}, lasting: 2h" for each in dates), on="2025-03-18").used == "6h"


def test_amounts_are_added_up_in_their_unit() -> None:
    norm = "{may: spend, who: ana, at_most: 200 EUR, per: month}"
    spent = [
        f"at: 2025-03-{at}, who: ana, act: spend, amount: {amount}"
        for at, amount in (("01", "90 EUR"), ("05", "20 USD"), ("20", "60 EUR"))
    ]

    assert of_ana(norm, *spent).used == "150 EUR"


def test_what_somebody_said_yes_to_is_not_used() -> None:
    norm = (
        "{may: late-night, who: ana, at_most: 1, per: month,"
        " unless: {yes_from: ben, by: same day, silence: stops}}"
    )
    lifted = [
        each
        for month in range(1, 8)
        for each in (
            night(f"2025-0{month}-03T23:00"),
            f"at: 2025-0{month}-10T12:00, who: ben, act: say-yes, to: ana, about: {{act: late-night}}",
            night(f"2025-0{month}-10T23:00"),
        )
    ]

    found = of_ana(norm, *lifted)

    assert found.used == "1"
    assert found.exceeded == ()
    assert len(found.events) == 14
    assert found.now.observed == 14


def test_what_was_lifted_makes_no_chance_of_going_beyond() -> None:
    norm = (
        "{may: late-night, who: ana, at_most: 1, per: month,"
        " unless: {yes_from: ben, by: same day, silence: stops}}"
    )
    plain = [night(f"2025-0{month}-03T23:00") for month in range(1, 8)]
    lifted = [
        each
        for month in range(1, 8)
        for each in (
            f"at: 2025-0{month}-10T12:00, who: ben, act: say-yes, to: ana, about: {{act: late-night}}",
            night(f"2025-0{month}-10T23:00"),
        )
    ]
    together = sorted([*plain, *lifted])

    assert of_ana(norm, *together).chance == of_ana(norm, *plain, on="2025-07-10").chance


def test_an_exception_that_was_agreed_is_not_used() -> None:
    waived = [
        night("2025-03-01T22:00"),
        "at: 2025-03-05T09:00, who: [ana, ben], act: agree-exception, about: home.it, lasting: 1 night",
        night("2025-03-05T22:00"),
    ]

    assert of_ana(TWO_A_MONTH, *waived).used == "1"


def test_a_limit_of_all_parties_is_held_together() -> None:
    both = on_days(range(0, 60, 10), "who: [ana, ben], act: date")
    (found,) = limits(document("{may: date, who: all parties, at_most: 2, per: month}", *both))

    assert found.who is None
    assert found.used == "2"
    assert len(found.exceeded) == 1


def test_each_party_has_a_limit_of_their_own() -> None:
    found = limits(document("{may: late-night, at_most: 2, per: month}", *on_days([1])))

    assert [(each.who, each.used) for each in found] == [("ana", "1"), ("ben", "0")]


def test_a_boundary_is_a_limit_of_its_holder() -> None:
    more = "boundaries:\n  nights: {holder: ben, says: One., norm: {may: late-night, at_most: 1, per: month}}\n"
    events = on_days([1, 2], "who: ben, act: late-night")
    found = [each for each in limits(document("none", *events, more=more)) if each.who == "ben"]

    assert [each.clause for each in found] == ["nights"]
    assert found[0].used == "2"
    assert found[0].path == ("boundaries", "nights", "norm", 0)


def test_nights_without_hours_count() -> None:
    found = of_ana(TWO_A_MONTH, *on_days([0, 5, 9], at=""))

    assert found.used == "3"
    assert len(found.exceeded) == 1


# Over time


def test_the_chance_needs_one_window_on_record() -> None:
    assert of_ana(TWO_A_MONTH, *on_days([1, 20])).chance is None
    assert of_ana(TWO_A_MONTH, *on_days([1, 40])).chance is not None


def test_the_chance_grows_with_the_pace() -> None:
    slow, fast = (of_ana(TWO_A_MONTH, *on_days(range(0, 300, step))) for step in (30, 10))

    assert slow.chance is not None
    assert fast.chance is not None
    assert 0 < slow.chance < 0.2
    assert 0.5 < fast.chance < 1


def test_the_chance_leaves_out_silence() -> None:
    """Three in three months, and then nothing written down for a year."""
    short = of_ana(TWO_A_MONTH, *on_days([0, 30, 60]))
    long = of_ana(TWO_A_MONTH, *on_days([0, 30, 60]), on="2026-03-01")

    assert long.chance == pytest.approx(short.chance, rel=0.1)


def test_nothing_on_record_is_no_pattern() -> None:
    found = of_ana(TWO_A_MONTH)

    assert found.recorded_since is None
    assert found.now.state == "not enough recorded"
    assert found.now.why == "nothing is recorded yet"
    assert found.chance is None


def test_a_record_that_begins_late_counts_from_its_beginning() -> None:
    found = of_ana(TWO_A_MONTH, *on_days([0, 30], at=""), made="2020-01-01")

    assert found.recorded_since == dt.date(2025, 1, 1)
    assert found.now.coverage == 1


def test_the_last_evening_before_a_silence_counts() -> None:
    found = of_ana(TWO_A_MONTH, *on_days([0, 40, 150]))

    assert found.now.observed == 3


def test_a_pause_that_people_made_is_no_gap_of_the_record() -> None:
    pause = "at: 2025-03-01T10:00, who: [ana, ben], act: pause, about: home.it, lasting: 4 months"
    before, after = on_days(range(0, 50, 10)), on_days(range(185, 300, 10))

    rested = of_ana(TWO_A_MONTH, *before, pause, *after)
    silent = of_ana(TWO_A_MONTH, *before, *after)

    assert rested.now.coverage > 0.97
    assert silent.now.coverage < 0.6
    assert rested.now.state == "quiet"
    assert silent.now.state == "not enough recorded"


def test_a_pause_that_nobody_ended_lasts_until_the_day() -> None:
    pause = "at: 2025-03-01T10:00, who: [ana, ben], act: pause, about: home"
    found = of_ana(TWO_A_MONTH, *on_days(range(0, 50, 10)), pause, *on_days([250], LATE))

    assert found.now.coverage == pytest.approx(1)
    assert found.now.observed == 5


def test_a_limit_that_has_ended_is_no_longer_in_use() -> None:
    assert limits(document(TWO_A_MONTH, *on_days([1, 200]), rest="ends: 2025-03-01")) == ()


def test_a_limit_that_has_not_begun_is_not_in_use_yet() -> None:
    assert limits(document(TWO_A_MONTH, *on_days([1]), made="2026-01-01"), day(5)) == ()


def test_a_document_without_any_date_has_limits_all_the_same() -> None:
    found = of_ana(TWO_A_MONTH, made=None)

    assert found.used == "0"
    assert found.in_force is None


# Revised


REVISED = [revision(ONE_A_MONTH, on="2025-04-01")]


def test_a_revised_limit_is_told_in_the_wording_in_force() -> None:
    found = of_ana(TWO_A_MONTH, *on_days([1, 20, 100, 110]), revisions=REVISED)

    assert found.wording == "at most 2 per month"
    assert found.in_force == dt.date(2025, 4, 1)
    assert [each.when for each in found.exceeded] == ["in January 2025"]


def test_before_its_revision_the_former_wording_is_in_force() -> None:
    found = of_ana(TWO_A_MONTH, *on_days([1, 20]), revisions=REVISED, on="2025-03-31")

    assert found.wording == "at most 1 per month"
    assert found.at_first is None


def test_a_limit_that_was_never_revised_has_one_pattern() -> None:
    found = of_ana(TWO_A_MONTH, *on_days([1, 200]))

    assert found.at_first is None
    assert found.pattern is found.now


def test_a_revised_limit_is_measured_from_the_first_wording_as_well() -> None:
    slow, fast = on_days(range(10, 200, 30)), on_days(range(200, 300, 6))
    found = of_ana(THREE_A_MONTH, *slow, *fast, revisions=[revision(ONE_A_MONTH, on="2025-09-15")])

    assert found.at_first is not None
    assert found.at_first.state == "red"
    assert found.now.state == "quiet"
    assert found.pattern is found.at_first


def test_where_both_say_the_same_the_present_wording_tells() -> None:
    found = of_ana(TWO_A_MONTH, *on_days(range(10, 500, 30)), revisions=REVISED)

    assert found.at_first is not None
    assert found.at_first.state == found.now.state == "quiet"
    assert found.pattern is found.now


def test_a_revision_that_nobody_accepted_changes_nothing() -> None:
    former = revision(ONE_A_MONTH, on="2025-04-01", accepted="ana")
    found = of_ana(
        TWO_A_MONTH,
        *on_days([1, 100]),
        revisions=[former],
        rest="accepted: {ana: 2025-01-01, ben: 2025-01-01}",
    )

    assert found.wording == "at most 1 per month"


def test_a_limit_that_is_new_began_with_its_revision() -> None:
    found = of_ana(
        TWO_A_MONTH, *on_days([1, 2, 3, 100]), revisions=[revision("none", on="2025-04-01")]
    )

    assert found.in_force == dt.date(2025, 4, 1)
    assert found.events == (3,)


# With each partner


EACH = "{may: overnight, who: ana, with: each partner, at_most: 1, per: month}"
TWO_EACH = "{may: overnight, who: ana, with: each partner, at_most: 2, per: month}"
CARO, DAN = (f"who: ana, act: overnight, with: {each}" for each in ("caro", "dan"))


def partners(polycule: Polycule) -> list[tuple[str | None, str | None, int]]:
    return [
        (each.partner, each.used, len(each.exceeded))
        for each in limits(polycule)
        if each.who == "ana"
    ]


def test_each_partner_is_counted_alone() -> None:
    events = sorted([*on_days([1, 5], CARO), *on_days([3], DAN)])

    assert partners(document(EACH, *events)) == [("caro", "2", 1), ("dan", "1", 0)]


def test_a_limit_of_each_partner_that_nobody_used_is_told_once() -> None:
    assert partners(document(EACH)) == [(None, "0", 0)]


def test_after_a_revision_a_partner_stays_with_what_was_before() -> None:
    """A wording under which nothing was with them yet hides neither them nor the limit."""
    former = [revision(EACH, on="2025-04-01")]
    events = on_days([1, 5, 40], CARO)

    alone = document(TWO_EACH, *events, "at: 2025-05-01, who: ben, act: work", revisions=former)
    other = document(TWO_EACH, *events, *on_days([130], DAN), revisions=former)

    assert partners(alone) == [("caro", "0", 1)]
    assert partners(other) == [("caro", "0", 1), ("dan", "1", 0)]
    assert all(each.at_first is not None for each in limits(other) if each.who == "ana")


def test_a_limit_of_each_partner_that_ended_is_gone_with_its_partners() -> None:
    assert limits(document(EACH, *on_days([1, 200], CARO), rest="ends: 2025-03-01")) == ()


# How long


def test_how_long_it_lasts_is_looked_at_over_all_wordings() -> None:
    lasting = [
        f"{each}, lasting: {4 + index // 15}h"
        for index, each in enumerate(on_days(range(0, 300, 10)))
    ]
    found = of_ana(THREE_A_MONTH, *lasting, revisions=REVISED)

    assert found.size.observed == 30
    assert found.size.kind == "size"


# What is seldom


def test_a_norm_that_is_gone_is_no_wording_of_another_one() -> None:
    both = f"[{{may: late-night, who: ana, with: outsiders, at_most: 2, per: week}}, {ONE_A_MONTH}]"
    found = of_ana(
        THREE_A_MONTH, *on_days([1, 2, 3, 100]), revisions=[revision(both, on="2025-03-01")]
    )

    assert found.wording == "at most 3 per month"
    assert [each.when for each in found.exceeded] == ["in the week from 2024-12-30"]


def test_company_without_a_name_is_counted_for_nobody() -> None:
    assert partners(document(EACH, *on_days([1, 2], "who: ana, act: overnight"))) == [
        (None, "0", 0)
    ]


def test_a_night_without_an_hour_leaves_a_rolling_window_at_the_end_of_its_day() -> None:
    rolling = "{may: late-night, who: ana, at_most: 2, per: 30 days}"
    events = [night("2025-03-01"), night("2025-03-10T22:30")]

    assert free(of_ana(rolling, *events, on="2025-03-12")) == "2025-03-31 23:59"


def test_a_window_longer_than_the_calendar_tells_no_headroom() -> None:
    long = "{may: travel, who: ana, at_most: 1, per: 9990 years}"
    found = of_ana(long, "at: 2025-03-01T10:00, who: ana, act: travel")

    assert found.used is None
    assert found.next_free is None


def test_documents_with_a_constant_pace_are_red_as_rarely_as_is_promised() -> None:
    """
    Once a month by chance, for four years and a half, of which four are on the chart.

    A chart of exactly 1 in 10 years would be red in a third of them, and ours is in about
    one in seven, as the bound of the beginning makes it rarer. With 60 documents the
    standard error there is 4.5 points, four of them below a third.
    """
    luck = random.Random(20250304)  # noqa: S311
    red = 0
    for _ in range(60):
        days, now = [], luck.expovariate(12 / 365.25)
        while now < 4.5 * 365.25:
            days.append(int(now))
            now += luck.expovariate(12 / 365.25)
        found = of_ana("{may: late-night, who: ana, at_most: 9, per: month}", *on_days(days))
        red += bool(found.now.alarms)

    assert red / 60 < 1 / 3
