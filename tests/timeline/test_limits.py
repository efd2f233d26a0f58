"""Whether an agreed limit was exceeded."""

from __future__ import annotations

import datetime as dt

from evenings import act, document, found, night, nights, over, unsure

from polyagree import loads
from polyagree.timeline import exceedances, usage

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"

ROLLING = "{may: late-night, at_most: 1, per: 30 days}"


# Counting


def test_exactly_the_limit_is_fine() -> None:
    assert found(TWO_A_MONTH, *nights("03-01", "03-15")) == ()


def test_the_one_after_the_limit_is_over() -> None:
    (exceedance,) = found(TWO_A_MONTH, *nights("03-01", "03-15", "03-20"))

    assert exceedance.over == (2,)
    assert exceedance.events == (0, 1, 2)
    assert exceedance.sure


def test_an_exceedance_says_whose_where_when_and_how_much() -> None:
    (exceedance,) = found(TWO_A_MONTH, *nights("03-01", "03-15", "03-20"))

    assert exceedance.path == ("agreements", "home", "clauses", "it", "norm", 0)
    assert exceedance.who == "ana"
    assert exceedance.partner is None
    assert exceedance.when == "in March 2025"
    assert (exceedance.used, exceedance.allowed) == ("3", "2")
    assert exceedance.window.start == dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    assert exceedance.window.end == dt.datetime(2025, 3, 31, 23, tzinfo=dt.UTC)


def test_every_later_one_is_over_as_well() -> None:
    assert over(TWO_A_MONTH, *nights("03-01", "03-02", "03-03", "03-04")) == [2, 3]


def test_over_goes_by_time_and_not_by_the_order_of_the_log() -> None:
    assert over(TWO_A_MONTH, *nights("03-20", "03-01", "03-15")) == [0]


def test_of_equal_instants_the_last_in_the_log_is_over() -> None:
    assert over(TWO_A_MONTH, *nights("03-20", "03-20", "03-20")) == [2]


def test_an_act_that_nobody_mentions_is_not_over() -> None:
    assert (
        found(TWO_A_MONTH, *[act(f"2025-03-0{day}", "date", "with: caro") for day in (1, 2, 3)])
        == ()
    )


def test_kinds_of_the_act_count() -> None:
    assert over("{may: date, at_most: 1, per: month}", *nights("03-01", "03-02")) == [1]


def test_a_permission_without_a_bound_is_no_limit() -> None:
    assert found("{may: late-night}", *nights("03-01", "03-02")) == ()


def test_a_prohibition_is_no_limit() -> None:
    assert found("{must_not: late-night}", *nights("03-01", "03-02")) == ()


def test_an_empty_log_exceeds_nothing() -> None:
    assert found(TWO_A_MONTH) == ()


def test_what_happened_later_than_the_day_asked_for_is_left_out() -> None:
    polycule = document(TWO_A_MONTH, *nights("03-01", "03-15", "03-20"))

    assert exceedances(polycule, on=dt.date(2025, 3, 19)) == ()
    assert len(exceedances(polycule, on=dt.date(2025, 3, 20))) == 1


# What the log leaves open


def test_days_without_an_hour_count_in_their_window() -> None:
    log = [night(f"2025-03-0{day}") for day in (1, 2, 3)]

    assert over(TWO_A_MONTH, *log) == [2]


def test_of_one_day_without_an_hour_all_count() -> None:
    log = [night("2025-03-01"), night("2025-03-01"), night("2025-03-01T23:00")]

    assert over(TWO_A_MONTH, *log) == [2]


def test_a_rolling_window_may_hang_on_the_hour() -> None:
    assert unsure(ROLLING, night("2025-01-01"), night("2025-01-31")) == [1]
    assert unsure(ROLLING, night("2025-01-01"), night("2025-01-31T12:00")) == [1]
    assert over(ROLLING, night("2025-01-02"), night("2025-01-31")) == [1]
    assert over(ROLLING, night("2025-01-01"), night("2025-02-01")) == []


def test_hours_without_an_hour_are_unsure() -> None:
    limit = "{may: late-night, hours: 22:00-06:00, at_most: 2, per: month}"
    log = [night(f"2025-03-0{day}") for day in (1, 2, 3)]

    assert unsure(limit, *log) == [2]


def test_company_without_a_name_is_unsure() -> None:
    limit = "{may: late-night, with: caro, at_most: 1, per: month}"
    log = [act(f"2025-03-0{day}T23:00", "late-night") for day in (1, 2)]

    assert unsure(limit, *log) == [1]


def test_enough_is_sure_whatever_else_is_open() -> None:
    limit = "{may: late-night, with: caro, at_most: 1, per: month}"
    log = [
        night("2025-03-01T23:00"),
        act("2025-03-02T23:00", "late-night"),
        night("2025-03-03T23:00"),
    ]
    (exceedance,) = found(limit, *log)

    assert exceedance.sure
    assert exceedance.events == (0, 2)
    assert (exceedance.used, exceedance.over) == ("2", (2,))


def test_nobody_is_asked_about_the_events_of_others(monkeypatch):
    """With twice the pairs and twice the events there is twice the work, not four times."""
    visits = []
    count = usage.count
    monkeypatch.setattr(usage, "count", lambda *each: visits.append(each) or count(*each))

    def work(pairs: int) -> int:
        polycule = loads(
            "polyagree: 1\npeople:\n"
            + "".join(f"  {side}{n}: X\n" for n in range(pairs) for side in "ab")
            + "agreements:\n"
            + "".join(
                f"  h{n}: {{parties: [a{n}, b{n}], clauses: {{c: {{says: x, "
                "norm: {may: go-out, at_most: 2, per: month}}}}\n"
                for n in range(pairs)
            )
            + "events:\n"
            + "".join(f"  - {{at: 2025-01-01, who: a{n}, act: go-out}}\n" for n in range(pairs))
        )
        visits.clear()
        exceedances(polycule)
        return len(visits)

    assert work(40) == 2 * work(20) > 0
