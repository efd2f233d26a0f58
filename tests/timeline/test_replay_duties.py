"""Duties: when they come into force, what keeps them, when they are broken."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document, facts, ledger, of

from polyagree.timeline import replay

TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}"
DATE = "at: 2025-03-07T20:00, who: ana, act: date, with: caro, id: friday"


def one(norm, events="", **options):
    (found,) = of(ledger(norm, events, **options))
    return found


# Once, after something


def test_a_duty_after_an_event_comes_into_force_with_it():
    assert of(ledger(TELL, until="2025-03-20")) == ()


def test_it_is_kept_by_the_act_in_its_time():
    found = one(TELL, f"{DATE}\nat: 2025-03-08T23:59, who: ana, act: tell, to: ben")

    assert (found.state, found.verdict) == ("fulfilled", "satisfied")
    assert facts(found) == ["after", "done"]
    assert found.cause == ("events", 0)


def test_it_is_open_while_its_time_runs():
    found = one(TELL, DATE, until="2025-03-07")

    assert (found.state, found.verdict) == ("in force", "pending")


def test_it_is_broken_when_its_time_is_over():
    found = one(TELL, DATE, until="2025-03-08")

    assert (found.state, found.verdict) == ("terminal", "violated")
    assert found.breaks[0].event is None
    assert found.breaks[0].at == dt.datetime(2025, 3, 9, tzinfo=dt.UTC)


def test_telling_somebody_else_fulfils_nothing():
    found = one(TELL, f"{DATE}\nat: 2025-03-08T10:00, who: ana, act: tell, to: kit")

    assert found.state != "fulfilled"


def test_telling_of_something_else_fulfils_nothing():
    other = "at: 2025-03-05T20:00, who: ana, act: date, with: kit, id: wednesday"
    tell = "at: 2025-03-08T10:00, who: ana, act: tell, to: ben, about: wednesday"
    _, friday = of(ledger(TELL, f"{other}\n{DATE}\n{tell}", until="2025-03-09"))

    assert friday.verdict == "violated"


def test_one_word_that_does_not_say_of_what_tells_of_everything():
    other = "at: 2025-03-07T23:00, who: ana, act: date, with: kit"
    tell = "at: 2025-03-08T10:00, who: ana, act: tell, to: ben"
    found = of(ledger(TELL, f"{DATE}\n{other}\n{tell}"))

    assert [each.state for each in found] == ["fulfilled", "fulfilled"]


def test_a_word_before_the_event_counts_for_nothing():
    found = one(TELL, f"at: 2025-03-07T10:00, who: ana, act: tell, to: ben\n{DATE}")

    assert found.state == "in force"


def test_unless_it_counts_early():
    norm = TELL.replace("by:", "early: counts, by:")
    found = one(norm, f"at: 2025-03-07T10:00, who: ana, act: tell, to: ben\n{DATE}")

    assert facts(found) == ["after", "done early"]


def test_what_is_owed_though_late_is_owed_until_it_is_done():
    norm = TELL.replace("by:", "late: owed, by:")
    late = "at: 2025-03-12T10:00, who: ana, act: tell, to: ben, about: friday"
    before = ledger(norm, DATE, until="2025-03-11")
    after = ledger(norm, f"{DATE}\n{late}")

    assert [(owed.act, owed.is_late) for owed in before.owed()] == [("tell", True)]
    assert after.owed() == ()
    assert after.instances[0].verdict == "violated"
    assert facts(after.instances[0])[-1] == "done late"


def test_what_is_dropped_is_not():
    assert ledger(TELL, DATE, until="2025-03-11").owed() == ()


def test_not_sooner_than_it_says():
    norm = "{must: talk, who: all parties, after: argue, wait: 2h, within: 1 day}"
    argue = "at: 2025-03-07T20:00, who: [ana, ben], act: argue"
    soon = ledger(norm, f"{argue}\nat: 2025-03-07T21:59, who: [ana, ben], act: call")
    then = ledger(norm, f"{argue}\nat: 2025-03-07T22:00, who: [ana, ben], act: call")

    assert [each.state for each in soon.instances] == ["in force"]
    assert [each.state for each in then.instances] == ["fulfilled"]


@pytest.mark.parametrize(
    ("at", "state"), [("2025-03-08T20:00", "fulfilled"), ("2025-03-08T20:01", "terminal")]
)
def test_elapsed_time_is_met_at_the_very_instant(at, state):
    norm = TELL.replace("by: next evening", "within: 24h")
    found = one(norm, f"{DATE}\nat: {at}, who: ana, act: tell, to: ben")

    assert found.state == state


def test_days_end_with_the_local_day_also_when_the_clocks_change():
    norm = TELL.replace("by: next evening", "within: 1 day")
    date = "at: 2025-03-29T20:00, who: ana, act: date, with: caro"
    found = one(norm, date, until="2025-04-01")

    # In Lisbon, summer time began on 30 March.
    assert found.until == dt.datetime(2025, 3, 30, 23, tzinfo=dt.UTC)


def test_the_next_event_can_end_the_time():
    norm = (
        "{must: test, after: {act: sex, with: outsiders}, before: {act: sex, with: other parties}}"
    )
    sex = "at: 2025-03-07T22:00, who: ana, act: sex, with: caro"
    home = "at: 2025-03-09T22:00, who: ana, act: sex, with: ben"
    test = "at: 2025-03-08T10:00, who: ana, act: test"

    assert one(norm, f"{sex}\n{test}\n{home}").state == "fulfilled"
    assert one(norm, f"{sex}\n{home}").verdict == "violated"


def test_the_next_check_in_can():
    norm = TELL.replace("next evening", "next check-in")
    more = "check_ins: [{date: 2025-03-10, people: [ana, ben]}]"
    tell = "at: 2025-03-10T21:00, who: ana, act: tell, to: ben"

    assert one(norm, DATE, more=more, until="2025-03-09").verdict == "pending"
    assert one(norm, DATE, more=more, until="2025-03-10").verdict == "violated"
    assert one(norm, f"{DATE}\n{tell}", more=more).state == "fulfilled"


def test_the_third_time_is_counted():
    norm = (
        "{must: talk, who: all parties, after: {act: date, with: outsiders, nth: 3}, within: 1 day}"
    )
    dates = "\n".join(
        f"at: 2025-03-{day:02}T20:00, who: ana, act: date, with: caro" for day in (5, 6, 7, 8)
    )
    (found,) = ledger(norm, dates).instances

    assert found.cause == ("events", 2)


# Once, without a time


def test_a_duty_without_a_time_stays_open():
    found = one("{must: test}", until="2030-01-01")

    assert (found.state, found.verdict, found.until) == ("in force", "presumably_violated", None)


def test_a_duty_of_an_agreement_without_a_beginning_cannot_be_dated():
    agreement = (
        "agreements: {home: {parties: [ana, ben], clauses: "
        "{it: {says: x, norm: {must: test, within: 2 weeks}}}}}"
    )
    found = of(ledger("", agreement=agreement, until="2025-03-01"))

    assert {each.verdict for each in found} == {"unknown"}


def test_a_day_without_an_hour_leaves_open_what_hangs_on_it():
    norm = TELL.replace("by: next evening", "within: 24h")
    date = "at: 2025-03-07, who: ana, act: date, with: caro"
    tell = "at: 2025-03-08T12:00, who: ana, act: tell, to: ben"
    early = one(
        norm, f"{date}\nat: 2025-03-07T12:00, who: ana, act: tell, to: ben", until="2025-03-10"
    )

    assert one(norm, f"{date}\n{tell}", until="2025-03-10").verdict == "unknown"
    assert early.verdict == "unknown"
    assert one(norm, date, until="2025-03-10").verdict == "violated"


def test_unless_excuses_when_the_time_is_over():
    norm = TELL.replace("by:", "unless: {done: {act: illness}, within: 3 days}, by:")
    ill = "at: 2025-03-08T08:00, act: illness"

    assert one(norm, f"{DATE}\n{ill}", until="2025-03-09").state == "released"
    assert one(norm, DATE, until="2025-03-09").verdict == "violated"


def test_a_duty_ends_with_its_agreement():
    agreement = (
        "agreements: {home: {parties: [ana, ben], made: 2025-03-01, ends: 2025-03-31, "
        "clauses: {it: {says: x, norm: {must: test}}}}}"
    )
    found = of(ledger("", agreement=agreement, until="2025-04-01"))

    assert [each.state for each in found] == ["expired"]


# Again and again


def test_every_week_begins_with_the_week_after():
    norm = "{must: talk, who: all parties, every: week}"
    found = ledger(norm, until="2025-03-16").instances

    # 1 March was a Saturday.
    assert [f"{each.since:%m-%d}" for each in found] == ["03-03", "03-10"]
    assert [each.verdict for each in found] == ["violated", "violated"]


def test_on_its_day_only():
    norm = "{must: time-together, with: other parties, every: week, days: thu, hours: 19:00-23:00}"
    thursday = "at: 2025-03-06T19:30, who: ana, act: time-together, with: ben"
    wednesday = "at: 2025-03-12T19:30, who: ana, act: time-together, with: ben"
    found = of(ledger(norm, f"{thursday}\n{wednesday}", until="2025-03-16"))

    assert [each.verdict for each in found][:2] == ["satisfied", "violated"]


def test_three_months_count_from_the_last_time():
    norm = "{must: test, every: 3 months}"
    found = of(ledger(norm, "at: 2025-04-10T10:00, who: ana, act: test", until="2025-08-01"))

    assert [each.verdict for each in found] == ["satisfied", "violated", "pending"]
    assert found[1].until == dt.datetime(2025, 7, 10, 23, tzinfo=dt.UTC)


def test_a_quota_of_the_month_is_counted_in_it():
    norm = "{must: time-together, with: other parties, at_least: 2, per: month}"
    times = "\n".join(
        f"at: 2025-0{month}-1{day}T10:00, who: ana, act: time-together, with: ben"
        for month, day in ((4, 0), (4, 1), (5, 0))
    )
    found = of(ledger(norm, times, until="2025-06-01"))

    assert [each.state for each in found] == ["fulfilled", "terminal", "in force"]
    assert found[0].proof[-1].detail == "2 of 2"
    assert found[1].proof[-2].detail == "1 of 2"


def test_a_rolling_quota_holds_in_every_window():
    norm = "{must: time-together, with: other parties, at_least: 1, per: 10 days}"
    times = "\n".join(
        f"at: 2025-03-{day}T10:00, who: ana, act: time-together, with: ben" for day in (10, 19)
    )
    found = of(ledger(norm, times, until="2025-03-30"))

    assert [each.verdict for each in found] == ["violated", "pending"]
    assert found[0].breaks[0].at == dt.datetime(2025, 3, 29, 10, tzinfo=dt.UTC)


def test_a_quota_per_occasion():
    norm = "{must: message, to: other parties, at_least: 2, per: club-night}"
    club = "at: 2025-03-07T22:00, who: ana, act: club-night"
    once = "at: 2025-03-08T02:00, who: ana, act: message, to: ben"
    twice = "at: 2025-03-08T03:00, who: ana, act: message, to: ben"

    assert one(norm, f"{club}\n{once}", until="2025-03-09").verdict == "violated"
    assert one(norm, f"{club}\n{once}\n{twice}", until="2025-03-09").state == "fulfilled"


# Together


def test_all_parties_keep_it_once_by_an_event_in_which_all_take_part():
    norm = "{must: check-in, who: all parties, every: month}"
    (first, *_) = ledger(norm, "at: 2025-04-10T10:00, who: ana, act: check-in, with: ben").instances

    assert first.who == ("ana", "ben")
    assert first.state == "fulfilled"


def test_any_party_is_enough():
    norm = "{must: test, who: any party, within: 1 week}"
    (found,) = ledger(norm, "at: 2025-03-03T10:00, who: ben, act: test").instances

    assert found.state == "fulfilled"


def test_a_check_in_on_record_counts():
    more = "check_ins: [{date: 2025-04-10, people: [ana, ben]}]"
    (first, *_) = ledger("{must: check-in, who: all parties, every: month}", more=more).instances

    assert first.state == "fulfilled"
    assert first.proof[-1].event == ("check_ins", 0)


def test_a_duty_to_ask_before_one_s_own_act_is_judged_by_each_act():
    norm = "{must: ask, to: other parties, before: {act: overnight, with: outsiders}}"
    night = "at: 2025-03-{}T22:00, who: ana, act: overnight, with: caro"
    ask = "at: 2025-03-07T12:00, who: ana, act: ask, to: ben"
    (ana, _) = ledger(norm, f"{ask}\n{night.format('07')}\n{night.format('14')}").instances

    assert [each.event for each in ana.breaks] == [("events", 2)]


def test_a_replay_does_not_look_at_what_is_later():
    found = replay(document(TELL, DATE), until=dt.date(2025, 3, 6))

    assert found.instances == ()
    assert [each.kind for each in found.remarks] == ["later"]


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        ("every: week, days: thu", "2025-03-07T00:00"),
        ("every: week, days: thu, hours: 19:00-23:00", "2025-03-06T23:00"),
        ("every: week, days: fri, hours: 22:00-02:00", "2025-03-08T02:00"),
        ("every: week, days: weeknights", "2025-03-10T00:00"),
        ("at_least: 2, per: week, days: weekdays", "2025-03-08T00:00"),
        ("every: day, hours: before 12:00", "2025-03-02T12:00"),
        ("every: 2 weeks, days: thu", "2025-03-21T00:00"),
    ],
)
def test_what_can_be_done_on_some_days_only_is_missed_when_they_are_over(when, ends):
    found = of(ledger(f"{{must: date, {when}}}", until="2025-03-08"))[0]

    assert found.until == dt.datetime.fromisoformat(ends).replace(tzinfo=dt.UTC)


def test_a_window_of_days_ends_with_the_last_of_them_and_the_next_one_begins_as_ever():
    found = of(ledger("{must: date, every: week, days: thu}", until="2025-03-18"))

    assert [each.state for each in found] == ["terminal", "terminal", "in force"]
    assert [each.since.day for each in found] == [3, 10, 17]
