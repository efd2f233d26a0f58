"""The edges of windows: equal instants, clock changes, ends of months, other zones."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document, facts, ledger, of

from polyagree.timeline import replay

TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 24h}"
LIMIT = "{may: late-night, with: outsiders, at_most: 1, per: month}"


def one(norm, events, **options):
    (found,) = of(ledger(norm, events, **options))
    return found


# Equal instants keep the order of the document


def test_a_word_at_the_same_instant_counts_if_it_stands_after():
    date = "at: 2025-03-07T20:00, who: ana, act: date, with: caro"
    tell = "at: 2025-03-07T20:00, who: ana, act: tell, to: ben"

    assert one(TELL, f"{date}\n{tell}").state == "fulfilled"
    assert one(TELL, f"{tell}\n{date}").state == "in force"


def test_a_word_at_the_same_instant_passes_a_gate_if_it_stands_before():
    norm = "{may: overnight, with: outsiders, only_if: {told: other parties}}"
    night = "at: 2025-03-07T22:00, who: ana, act: overnight, with: caro"
    tell = "at: 2025-03-07T22:00, who: ana, act: tell, to: ben"

    assert one(norm, f"{tell}\n{night}").breaks == ()
    assert len(one(norm, f"{night}\n{tell}").breaks) == 1


# Clock changes: in Lisbon summer time began on 30 March 2025, and ended on 26 October


@pytest.mark.parametrize(
    ("at", "state"), [("2025-03-30T21:00", "fulfilled"), ("2025-03-30T21:01", "terminal")]
)
def test_24_hours_are_elapsed_over_the_night_that_is_short(at, state):
    date = "at: 2025-03-29T20:00, who: ana, act: date, with: caro"

    assert one(TELL, f"{date}\nat: {at}, who: ana, act: tell, to: ben").state == state


@pytest.mark.parametrize(
    ("at", "state"), [("2025-10-26T19:00", "fulfilled"), ("2025-10-26T19:01", "terminal")]
)
def test_and_over_the_night_that_is_long(at, state):
    date = "at: 2025-10-25T20:00, who: ana, act: date, with: caro"

    assert one(TELL, f"{date}\nat: {at}, who: ana, act: tell, to: ben").state == state


def test_a_day_of_the_calendar_has_23_or_25_hours():
    norm = "{may: drink, at_most: 1, per: day}"
    drinks = (
        "at: 2025-03-30T00:30, who: ana, act: drink\nat: 2025-03-30T23:30, who: ana, act: drink"
    )
    apart = "at: 2025-10-26T23:59, who: ana, act: drink\nat: 2025-10-27T00:00, who: ana, act: drink"

    assert len(one(norm, drinks).breaks) == 1
    assert one(norm, apart).breaks == ()


# Ends of months


def test_a_month_after_the_31st_is_the_last_day():
    norm = "{must: test, after: {act: sex, with: outsiders}, within: 1 month}"
    sex = "at: 2025-03-31T22:00, who: ana, act: sex, with: caro"

    assert one(norm, sex).until == dt.datetime(2025, 4, 30, 23, tzinfo=dt.UTC)


def test_a_calendar_month_is_half_open():
    midnight = "at: 2025-04-01T00:00, who: ana, act: late-night, with: caro"
    before = "at: 2025-03-31T23:59, who: ana, act: late-night, with: caro"
    after = "at: 2025-04-30T23:59, who: ana, act: late-night, with: caro"

    assert one(LIMIT, f"{before}\n{midnight}").breaks == ()
    assert len(one(LIMIT, f"{midnight}\n{after}").breaks) == 1


def test_february_has_a_29th_in_some_years():
    agreement = (
        "agreements: {home: {parties: [ana, ben], made: 2024-02-01, clauses: "
        "{it: {says: x, norm: {must: test, who: any party, every: month}}}}}"
    )
    found = ledger("", agreement=agreement, until="2024-03-31").instances

    assert [each.until for each in found] == [dt.datetime(2024, 3, 31, 23, tzinfo=dt.UTC)]


# People in other zones write an offset


def test_a_time_with_an_offset_is_judged_by_the_clock_of_the_document():
    # Half past eleven in New York is the next morning in Lisbon.
    night = "at: 2025-03-31T23:30-04:00, who: ana, act: late-night, with: caro"
    home = "at: 2025-03-31T23:30+01:00, who: ana, act: late-night, with: caro"

    assert one(LIMIT, f"{home}\n{night}").breaks == ()


def test_events_in_two_zones_are_taken_in_the_order_of_time():
    date = "at: 2025-03-07T20:00-05:00, who: ana, act: date, with: caro"
    tell = "at: 2025-03-08T00:30+00:00, who: ana, act: tell, to: ben"

    # It was told half an hour before it happened.
    assert one(TELL, f"{date}\n{tell}").state == "in force"


# Days without an hour


def test_a_day_without_an_hour_that_hangs_on_nothing_is_sure():
    date = "at: 2025-03-07, who: ana, act: date, with: caro"
    tell = "at: 2025-03-08T12:00, who: ana, act: tell, to: ben"
    norm = TELL.replace("24h", "2 days")

    assert one(norm, f"{date}\n{tell}").state == "fulfilled"


def test_the_limit_of_a_month_does_not_hang_on_the_hour():
    nights = "\n".join(
        f"at: 2025-03-{day}, who: ana, act: late-night, with: caro" for day in ("07", "14")
    )

    assert one(LIMIT, nights).verdict == "violated"


def test_hours_hang_on_it():
    norm = "{must_not: noise, hours: 22:00-07:00}"

    assert one(norm, "at: 2025-03-07, who: ana, act: noise").verdict == "unknown"


# What the input cannot change


def test_the_order_of_the_input_changes_nothing_but_paths():
    events = [
        "at: 2025-03-07T20:00, who: ana, act: date, with: caro, id: friday",
        "at: 2025-03-08T10:00, who: ana, act: tell, to: ben, about: friday",
        "at: 2025-03-09T20:00, who: ben, act: date, with: kit",
    ]
    one_way = replay(document(TELL, "\n".join(events)))
    other = replay(document(TELL, "\n".join(reversed(events))))

    assert [(each.key, each.state) for each in one_way.instances] == [
        (each.key, each.state) for each in other.instances
    ]


def test_the_end_of_the_calendar_is_left_out():
    found = ledger(
        TELL, "at: 9999-12-31T20:00, who: ana, act: date, with: caro", until="2025-04-01"
    )

    assert found.instances == ()


def test_a_word_of_the_same_day_may_have_come_before_an_act_without_an_hour():
    norm = "{may: overnight, with: outsiders, only_if: {told: other parties}}"
    night = "at: 2025-03-07, who: ana, act: overnight, with: caro"
    tell = "at: 2025-03-07T12:00, who: ana, act: tell, to: ben"

    assert one(norm, f"{night}\n{tell}").verdict == "unknown"
    assert one(norm, night).verdict == "violated"


def test_a_step_can_be_taken_on_a_day_without_an_hour():
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        "      it:\n        says: x\n        norm: {must_not: smoke}\n"
        "        if_broken: [{must: talk, who: all parties, within: 2 days}]\n"
    )
    smoke = "at: 2025-03-07T20:00, who: ana, act: smoke"
    talk = "at: 2025-03-{}, who: [ana, ben], act: talk"

    def state(day):
        found = ledger("", f"{smoke}\n{talk.format(day)}", agreement=agreement, until="2025-03-12")
        return found.instances[0].breaks[0].steps[0].state

    assert [state("06"), state("07"), state("08")] == ["terminal", "unknown", "fulfilled"]


UNDATED = (
    "agreements:\n  home:\n    parties: [ana, ben]\n"
    "    clauses: {it: {says: As it says., norm: {must_not: host, who: ana, for: 2 weeks}}}\n"
)


def test_what_is_for_a_while_from_a_day_nobody_wrote_down_leaves_everything_open():
    found = of(ledger("", "at: 2025-04-05T10:00, who: ana, act: host", agreement=UNDATED))[0]

    assert (found.verdict, facts(found)) == ("unknown", ["perhaps forbidden"])
