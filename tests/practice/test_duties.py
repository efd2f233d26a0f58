"""Duties that come again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from logbooks import day, document, on_days, text

from polyagree import loads
from polyagree.drift.bernoulli import design
from polyagree.practice import DutyInUse, table
from polyagree.practice.told import told

THURSDAYS = "{must: date, who: all parties, every: week, days: thu}"
TELL = "{must: tell, who: ana, to: ben, after: {act: date, who: ana}, within: 24h}"
OWED = TELL.replace("within", "late: owed, within")
STEPS = "if_broken: [{must: talk, who: all parties, within: 1 week}]"
TOGETHER = "who: [ana, ben], act: date"


def thursdays(*weeks: int) -> list[str]:
    """Return a date in each of *weeks*; the first whole one has 9 January."""
    return on_days([8 + 7 * week for week in weeks], TOGETHER)


def notes(*weeks: int) -> list[str]:
    return on_days([9 + 7 * week for week in weeks], "who: ana, act: work")


def duties(norm: str, *events: str, on: int | None = None, **more) -> tuple[DutyInUse, ...]:
    polycule = document(norm, *sorted(events), **more)
    return table(polycule, on=None if on is None else day(on)).duties


def duty(norm: str, *events: str, **more) -> DutyInUse:
    (found,) = duties(norm, *events, **more)
    return found


def told_after(*hours: float) -> list[str]:
    """Return dates, a week apart, each told so many hours later; below 0: never."""
    found = []
    for number, each in enumerate(hours):
        at = dt.datetime(2025, 1, 4, 20, tzinfo=dt.UTC) + dt.timedelta(days=7 * number)
        found.append(f"at: {at:%Y-%m-%dT%H:%M}, who: ana, act: date, with: caro")
        if each >= 0:
            later = at + dt.timedelta(hours=each)
            found.append(f"at: {later:%Y-%m-%dT%H:%M}, who: ana, act: tell, to: ben")
    return found


# Whether it is kept


def test_under_eight_rounds_nothing_is_told() -> None:
    found = duty(THURSDAYS, *thursdays(*range(7)))

    assert (found.kept, found.rounds) == (7, 7)
    assert found.keeping.state == "not enough recorded"
    assert found.keeping.why == "7 rounds are over, of 8"


def test_kept_and_kept_is_quiet() -> None:
    found = duty(THURSDAYS, *thursdays(*range(40)))

    assert found.keeping.state == "quiet"
    assert found.keeping.before == "kept 40 of 40"
    assert found.was_kept_at_first
    assert found.who == ("ana", "ben")


def test_missed_and_missed_turns_it_red() -> None:
    found = duty(THURSDAYS, *thursdays(*range(10)), *notes(*range(10, 20)))

    assert found.keeping.state == "red"
    assert found.keeping.since == day(8 + 7 * 10)
    assert found.keeping.before == "kept 10 of 10"
    assert found.keeping.lately == "kept 0 of 10"
    assert found.keeping.promise == "1 in 104 rounds"
    assert found.was_kept_at_first


def test_one_missed_in_five_is_quiet() -> None:
    weeks = [week for week in range(60) if week % 5]

    assert duty(THURSDAYS, *thursdays(*weeks)).keeping.state == "quiet"


def test_never_kept_is_compared_with_what_may_be_missed() -> None:
    found = duty(THURSDAYS, *on_days([5], TOGETHER), *notes(*range(1, 20)))

    assert found.keeping.state == "red"
    assert found.keeping.before == "one missed in five"
    assert not found.was_kept_at_first


def test_what_nobody_ever_noted_nobody_misses() -> None:
    found = duty(THURSDAYS, *notes(*range(20)))

    assert found.keeping.state == "not enough recorded"
    assert found.keeping.why == "no `date` was ever written down"


def test_rounds_in_silence_are_not_missed() -> None:
    found = duty(THURSDAYS, *thursdays(*range(10)), *notes(48))

    assert found.keeping.state == "quiet"
    assert (found.kept, found.rounds) == (10, 10)


def test_rounds_before_the_record_began_are_not_missed() -> None:
    found = duty(THURSDAYS, *thursdays(*range(30, 42)))

    assert (found.kept, found.rounds) == (12, 12)


def test_rounds_soon_before_the_first_note_are_missed() -> None:
    found = duty(THURSDAYS, *thursdays(*range(4, 12)))

    assert (found.kept, found.rounds) == (8, 12)


def test_paused_rounds_are_left_out() -> None:
    pause = f"at: {day(79)}T10:00, who: [ana, ben], act: pause, about: home.it, lasting: 3 months"
    found = duty(THURSDAYS, *thursdays(*range(10)), pause, *notes(*range(11, 22)))

    assert found.keeping.state != "red"
    assert found.kept == 10
    assert found.rounds <= 11


def test_the_round_that_still_lasts_is_left_out() -> None:
    found = duty("{must: date, who: all parties, every: week}", *thursdays(*range(8)))

    assert found.rounds == found.kept


def test_rounds_of_which_nobody_knows_are_left_out() -> None:
    """Told on the next day, with no hour of either: within a day, or not."""
    unknown = [
        f"at: {day(number)}, who: ana, {what}"
        for number in range(0, 100, 10)
        for number, what in ((number, "act: date, with: caro"), (number + 1, "act: tell, to: ben"))
    ]

    assert duties(TELL, *unknown) == ()


def test_a_single_round_is_no_course() -> None:
    assert duties(THURSDAYS, *thursdays(0), on=5) == ()


def test_a_quota_is_a_duty_that_comes_again() -> None:
    norm = "{must: date, who: all parties, at_least: 2, per: month}"
    weeks = [week for week in range(60) if week % 2]

    found = duty(norm, *thursdays(*weeks), *thursdays(*range(0, 50, 4)))

    assert found.rounds >= 12
    assert found.keeping.state == "quiet"


def test_each_party_keeps_their_own() -> None:
    norm = "{must: message, to: other parties, every: week}"
    events = on_days(range(1, 100, 7), "who: ana, act: message, to: ben")

    found = {each.who: each for each in duties(norm, *events)}

    assert found["ana",].kept == found["ana",].rounds
    assert found["ben",].kept == 0


def test_a_boundary_may_ask_something_of_its_holder() -> None:
    more = "boundaries: {out: {holder: ben, says: I run., norm: {must: travel, every: week}}}\n"
    found = duty("none", *on_days(range(1, 80, 7), "who: ben, act: travel"), more=more)

    assert found.clause == "out"
    assert found.keeping.state == "quiet"


@pytest.mark.parametrize("talked", [True, False])
def test_a_talk_lets_go_of_red(talked: bool) -> None:
    more = (
        f"check_ins:\n  - {{date: {day(150)}, people: [ana, ben], decided: [home.it]}}\n"
        if talked
        else ""
    )
    log = [*thursdays(*range(10)), *notes(*range(10, 20)), *thursdays(*range(21, 24))]
    found = duty(THURSDAYS, *log, more=more).keeping

    assert found.state == ("quiet" if talked else "red")
    assert [each.talked for each in found.alarms] == [day(150) if talked else None]


# How late


def test_told_later_and_later_turns_it_red() -> None:
    found = duty(TELL, *told_after(*[10] * 4, *[60] * 8), rest=STEPS)

    assert found.lateness.state == "red"
    assert found.lateness.before == "late 0 of 4"
    assert found.lateness.lately == "late 8 of 8"


def test_in_time_is_not_late() -> None:
    found = duty(TELL, *told_after(*[24] * 12), rest=STEPS)

    assert found.lateness.state == "quiet"
    assert found.lateness.before == "late 0 of 12"


def test_a_little_late_now_and_then_is_quiet() -> None:
    found = duty(OWED, *told_after(*[10, 10, 10, 26] * 4))

    assert found.lateness.state == "quiet"
    assert found.lateness.before == "late 4 of 16"
    assert found.kept == 12


def test_a_little_later_each_time_turns_it_red() -> None:
    found = duty(OWED, *told_after(*[10] * 4, *range(24, 64, 3)))

    assert found.lateness.state == "red"
    assert found.lateness.before == "late 0 of 5"


def test_late_from_the_beginning_is_compared_with_what_may_be_overrun() -> None:
    found = duty(TELL, *told_after(*[60] * 10), rest=STEPS)

    assert found.lateness.state == "red"
    assert found.lateness.before == "a tenth of the time overrun"


def test_what_follows_something_and_never_came_is_as_late_as_can_be() -> None:
    found = duty(TELL, *told_after(*[10] * 4, *[-1] * 8), rest=STEPS)

    assert found.lateness.state == "red"


def test_what_comes_round_and_never_was_is_not_late() -> None:
    found = duty(THURSDAYS, *thursdays(*range(10)), *notes(*range(10, 20)))

    assert found.lateness.state == "quiet"
    assert found.lateness.observed == 10


def test_late_and_in_time_by_turns_for_ever_gets_no_promise() -> None:
    runs = ([10] * 6 + [80] * 6) * 4
    found = duty(TELL, *told_after(*runs), rest=STEPS)

    assert found.lateness.promise is None
    assert "resembles the one before" in found.lateness.why


# The chart and its talks


def chart_of(kept: Iterable[bool], talks: Iterable[int]) -> list[tuple[dt.date, dt.date | None]]:
    chart = design(0.2, p1=0.5, false_alarm="1 in 104 rounds").cusum()
    given = [(day(number), not each) for number, each in enumerate(kept)]
    return [(each.on, each.talked) for each in told(chart, given, [day(each) for each in talks])]


def test_each_alarm_has_the_first_talk_after_it() -> None:
    missed = [False] * 20

    ((first, _),) = chart_of(missed, [])
    number = (first - day(0)).days
    assert chart_of(missed, [number])[0] == (first, first)
    assert len(chart_of(missed, [number])) == 2
    assert chart_of(missed, [number + 3])[0] == (first, day(number + 3))
    assert chart_of(missed, [25, 30]) == [(first, day(25))]
    assert chart_of(missed, [0])[0] == (first, None)


def test_days_of_rounds_are_those_of_the_document() -> None:
    events = [
        *thursdays(*range(8)),
        *on_days([8 + 7 * week for week in range(8, 20)], "who: ana, act: work"),
    ]
    found = {
        zone: table(loads(text(THURSDAYS, *events).replace("Europe/Lisbon", zone))).duties[0]
        for zone in ("America/New_York", "Pacific/Auckland")
    }

    assert len({each.keeping.since for each in found.values()}) == 1
    assert found["America/New_York"].keeping.state == "red"


def test_how_late_it_was_counts_where_nobody_owes_it_any_more() -> None:
    a_little, much = (
        duty(TELL, *told_after(*[10, 10, 10, late] * 4), rest=STEPS).lateness for late in (26, 60)
    )

    assert (a_little.state, a_little.before) == ("quiet", "late 4 of 16")
    assert a_little.evidence < much.evidence


def test_what_comes_round_every_season_needs_no_note_in_between() -> None:
    norm = "{must: test, who: ana, every: quarter}"
    found = duty(norm, *on_days([40, 130, 310], "who: ana, act: test"), on=370)

    assert (found.kept, found.rounds) == (2, 3)


def test_what_has_gone_back_is_no_change_any_more() -> None:
    events = [*thursdays(*range(8)), *notes(*range(8, 14)), *thursdays(*range(14, 40))]
    found = duty(THURSDAYS, *events).keeping

    assert found.state == "red"
    assert found.has_gone_back
    assert not found.has_changed
