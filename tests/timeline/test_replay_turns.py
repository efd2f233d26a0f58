"""Norms that begin, end, rest and go on at turns of the log."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import facts, ledger, of

TEST = "at: 2025-03-06T10:00, who: [ana, ben], act: test"


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "norm",
    [
        "{must: barrier, during: {act: sex}, until: {done: {act: test, who: all parties}}}",
        "{must: share-calendar, during: always, until: {done: {act: test, who: all parties}}}",
    ],
)
def test_what_goes_on_all_the_while_is_not_missed_when_it_ends(norm: str) -> None:
    assert {each.state for each in ledger(norm, TEST).instances} == {"expired"}


def test_nothing_arises_for_somebody_who_is_no_longer_bound() -> None:
    found = ledger(
        "",
        "at: 2025-03-20T10:00, who: ben, act: date, with: kit",
        until="2025-04-01",
        agreement=(
            "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
            "    accepted: {ana: 2025-03-01, ben: {date: 2025-03-01, revoked: 2025-03-10}}\n"
            "    clauses: {it: {says: x, norm:"
            " {must: tell, who: ben, to: ana, after: date, within: 1 day}}}\n"
        ),
    )

    assert not found.instances


@pytest.mark.parametrize("end", ["until: 2025-03-15", "by: 2025-03-15"])
def test_nothing_arises_once_the_day_is_over_that_ends_it(end: str) -> None:
    norm = f"{{must: tell, who: ana, to: ben, after: date, {end}}}"
    found = ledger(norm, "at: 2025-03-20T10:00, who: ana, act: date, with: kit", until="2025-04-01")

    assert not found.instances


@pytest.mark.parametrize(
    ("rhythm", "pause", "resume", "until"),
    [
        ("every: week, days: thu", "2025-03-05T10:00", "2025-03-07T10:00", "2025-03-09"),
        ("every: month, days: first sun", "2025-04-05T10:00", "2025-04-07T10:00", "2025-04-20"),
        ("at_least: 1, per: week, days: weekend", "2025-03-07T10:00", "2025-03-10T10:00", None),
        ("every: week, days: thu", "2025-03-05T10:00", "2025-03-25T10:00", "2025-03-26"),
    ],
)
def test_a_window_asks_for_nothing_whose_days_all_lie_in_a_pause(
    rhythm: str, pause: str, resume: str, until: str | None
) -> None:
    found = ledger(
        f"{{must: date, who: ana, with: ben, {rhythm}}}",
        f"at: {pause}, who: [ana, ben], act: pause, about: home\n"
        f"at: {resume}, who: [ana, ben], act: resume, about: home",
        until=until,
    )
    states = {each.state for each in found.instances}

    assert "terminal" not in states
    assert found.instances[0].state == "expired"


def test_a_window_whose_day_is_left_after_a_pause_is_still_due_then() -> None:
    found = ledger(
        "{must: date, who: ana, with: ben, every: week, days: thu}",
        "at: 2025-03-03T10:00, who: [ana, ben], act: pause, about: home\n"
        "at: 2025-03-04T10:00, who: [ana, ben], act: resume, about: home",
        until="2025-03-09",
    )

    assert found.instances[0].state == "terminal"


PAUSED_BOTH = """
at: 2025-03-02T10:00, who: ana, act: date, with: kit
at: 2025-03-03T10:00, who: [ana, ben], act: pause, about: {0}, lasting: {1}
at: 2025-03-04T10:00, who: [ana, ben], act: pause, about: {2}, lasting: {3}
"""


@pytest.mark.parametrize(
    "pauses", [("home", "3 days", "home.it", "1 week"), ("home.it", "1 week", "home", "1 day")]
)
def test_each_pause_ends_by_itself(pauses: tuple[str, ...]) -> None:
    norm = "{must: tell, who: ana, to: ben, after: date, within: 3 days}"
    found = ledger(norm, PAUSED_BOTH.format(*pauses), until="2025-03-09")

    assert found.instances[0].state == "suspended"


def test_for_so_long_counts_from_when_it_began() -> None:
    norm = "{must_not: smoke, who: ana, from: {done: {act: move-in, who: [ana, ben]}}, for: 1 week}"
    moved = "at: 2025-03-20T10:00, who: [ana, ben], act: move-in"
    smoke = "at: 2025-03-{}T10:00, who: ana, act: smoke"
    found = ledger(norm, "\n".join((smoke.format(15), moved, *map(smoke.format, (22, 29)))))

    assert [each.event for one in found.instances for each in one.breaks] == [("events", 2)]


def test_what_is_forbidden_after_each_event_is_so_until_the_next_end() -> None:
    norm = "{must_not: sex, who: ana, after: barrier-failed, until: {done: {act: test, who: ana}}}"
    found = ledger(
        norm,
        """
        at: 2025-03-02T10:00, who: ana, act: test
        at: 2025-03-04T10:00, act: barrier-failed
        at: 2025-03-05T10:00, who: ana, act: sex, with: kit
        at: 2025-03-06T10:00, who: ana, act: test
        at: 2025-03-07T10:00, who: ana, act: sex, with: kit
        at: 2025-03-08T10:00, act: barrier-failed
        at: 2025-03-09T10:00, who: ana, act: sex, with: kit
        """,
    )

    assert [each.event for each in found.instances[0].breaks] == [("events", 2), ("events", 6)]


@pytest.mark.parametrize(
    ("wait", "hurt", "talk", "counts"),
    [
        ("1 night", "20T12:00", "21T10:00", True),
        ("1 night", "20T12:00", "20T23:00", False),
        ("1 night", "20T23:30", "21T01:00", False),
        ("1 night", "21T01:00", "21T07:00", True),
        ("1 day", "20T20:00", "21T12:00", True),
        ("1 day", "20T20:00", "20T23:59", False),
        ("24h", "20T20:00", "21T12:00", False),
        ("24h", "20T20:00", "21T20:00", True),
    ],
)
def test_so_long_is_over_with_the_day_or_the_night(
    wait: str, hurt: str, talk: str, counts: bool
) -> None:
    norm = f"{{must: talk, who: all parties, after: hurt, wait: {wait}, within: 3 days}}"
    found = ledger(
        norm,
        f"at: 2025-03-{hurt}, who: ana, act: hurt\nat: 2025-03-{talk}, who: [ana, ben], act: talk",
        until="2025-04-01",
    )

    assert (found.instances[0].state == "fulfilled") is counts


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        ("every: 2 weeks, days: sun", [16, 30]),
        ("every: 2 weeks, days: sun, hours: 12:00-23:00", [16, 30]),
        ("every: 1 week", [8, 15, 22, 29]),
    ],
)
def test_what_was_missed_counts_from_the_day_that_was_over(rhythm: str, days: list[int]) -> None:
    found = ledger(f"{{must: share-meal, who: ana, {rhythm}}}", until="2025-03-31")
    last = [each.until - dt.timedelta(seconds=1) for each in found.instances if each.until]

    assert [each.day for each in last if each.month == 3] == days  # March


def test_what_is_forbidden_up_to_a_day_is_not_put_off_by_a_pause() -> None:
    norm = "{must_not: smoke, who: ana, until: 2025-03-24}"
    found = ledger(
        norm,
        "at: 2025-03-10T10:00, who: [ana, ben], act: pause, about: home, lasting: 1 week",
        until="2025-03-26",
    )

    assert found.instances[0].state == "expired"
    assert found.instances[0].until == utc("2025-03-25T00:00")


def test_what_ends_with_a_day_does_so_after_a_pause_over_a_clock_change() -> None:
    norm = "{must: test, who: ana, by: 2025-10-22}"
    found = ledger(
        norm,
        "at: 2025-10-15T10:00, who: [ana, ben], act: pause, about: home, lasting: 2 weeks",
        until="2025-10-30",
    )

    # Midnight in Lisbon is that of UTC in winter.
    assert found.instances[0].until == utc("2025-11-06T00:00")


def test_what_may_have_begun_is_unknown_and_then_known() -> None:
    norm = (
        "{must: talk, who: ana, to: ben, from: {done: {act: date, with: outsiders}}, within: 1 day}"
    )
    perhaps = "at: 2025-03-05T10:00, who: ana, act: date"
    surely = "at: 2025-03-05T12:00, who: ana, act: date, with: kit"

    assert ledger(norm, perhaps, until="2025-03-08").instances[0].verdict == "unknown"
    assert ledger(norm, f"{perhaps}\n{surely}", until="2025-03-08").instances[0].breaks


def test_a_clause_is_paused_with_its_agreement_for_those_who_ask() -> None:
    found = ledger(
        "",
        "at: 2025-03-05T10:00, who: [ana, ben], act: pause, about: home",
        agreement=(
            "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
            "    clauses: {a: {says: x, norm: {must: test, every: week}}}\n"
            "  other:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
            "    clauses: {b: {says: x, norm: {must: talk, who: all parties,"
            " from: {paused: home.a}, within: 2 days}}}\n"
        ),
        until="2025-03-06",
    )

    assert [each.state for each in found.of("other.b")] == ["in force"]


def test_nobody_refuses_without_the_power_and_that_is_told() -> None:
    found = ledger(
        "{power: veto, who: ben, over: {act: date}}",
        "at: 2025-03-05T10:00, who: ana, act: veto, about: kit",
    )

    assert [each.kind for each in found.remarks] == ["without the power"]


def test_a_power_that_is_used_up_is_told_as_that() -> None:
    pause = "at: 2025-03-{}T10:00, who: ben, act: pause, about: home, lasting: 1 day"
    found = ledger(
        "{power: pause, who: ben, over: home, at_most: 1, per: month}",
        "\n".join(map(pause.format, ("05", "15"))),
    )

    assert [each.path for each in found.remarks] == [("events", 1)]
    assert "so often" in found.remarks[0].message


def test_of_two_breaches_of_one_day_each_tells_of_one() -> None:
    found = ledger(
        "{must_not: smoke, who: ana}",
        "at: 2025-03-05T10:00, who: ana, act: smoke\nat: 2025-03-05T20:00, who: ana, act: smoke",
        more="breaches: {b: {of: home.it, date: 2025-03-05}, c: {of: home.it, date: 2025-03-05}}",
        until="2025-03-10",
    )

    assert [each.record for each in found.instances[0].breaks] == ["b", "c"]
    assert not found.remarks


def test_a_night_that_is_over_in_the_morning_is_that_of_the_day_before() -> None:
    found = ledger(
        "{must: tell, who: ana, to: ben, after: date, by: same night}",
        "at: 2025-03-07T20:00, who: ana, act: date, with: kit",
        more="breaches: {b: {of: home.it, date: 2025-03-07}}",
        until="2025-03-10",
    )

    assert found.instances[0].breaks[0].record == "b"


def test_a_step_has_no_record_of_the_break_that_it_follows() -> None:
    found = ledger(
        "{must_not: smoke, who: ana, if_broken: [{must: talk, who: all parties, within: 1 day}]}",
        "id: a1, at: 2025-03-05T10:00, who: ana, act: smoke",
        more="breaches: {b: {of: home.it, event: a1, discovered: 2025-03-05T12:00}}",
        until="2025-03-10",
    )
    (broken,) = found.instances[0].breaks

    assert broken.record == "b"
    assert [each.record for step in broken.steps for each in step.breaks] == [None]


def test_what_was_over_before_it_was_known_is_missed_when_it_is() -> None:
    found = ledger(
        "{must_not: smoke, who: ana, if_broken:"
        " [{must: tell, who: breaker, to: ben, within: 1 day, clock: breach}]}",
        "id: a1, at: 2025-03-05T10:00, who: ana, act: smoke",
        more="breaches: {b: {of: home.it, event: a1, discovered: 2025-03-10T12:00}}",
        until="2025-03-15",
    )
    (step,) = found.instances[0].breaks[0].steps

    assert step.until == utc("2025-03-07T00:00")
    assert [each.at for each in step.breaks] == [utc("2025-03-10T12:00")]


def test_what_comes_to_be_owed_last_is_what_counts() -> None:
    assign = "who: [ana, ben], act: assign"
    found = ledger(
        "{must: tell, who: ana, to: ben, after: date, within: 3 days}",
        f"at: 2025-03-02T10:00, {assign}, about: home.it, to: caro\n"
        f"at: 2025-03-03T10:00, {assign}, about: home, to: kit\n"
        "at: 2025-03-06T10:00, who: ana, act: date, with: caro",
    )

    assert [each.to for each in of(found)] == [("kit",)]


def test_what_comes_round_may_have_ended() -> None:
    norm = "{must: talk, who: ana, every: week, until: {done: {act: date, with: outsiders}}}"
    found = ledger(norm, "at: 2025-03-05T10:00, who: ana, act: date", until="2025-03-20")

    assert [each.verdict for each in found.instances] == ["unknown", "unknown", "pending"]


def test_an_act_of_nobody_may_be_that_of_all() -> None:
    norm = "{must: talk, who: all parties, within: 3 days}"
    found = ledger(norm, "at: 2025-03-03T10:00, act: talk", until="2025-03-20")

    assert [(each.verdict, facts(each)) for each in found.instances] == [
        ("unknown", ["begins", "perhaps done"])
    ]


def test_a_window_in_a_pause_is_not_kept_by_what_comes_after_it() -> None:
    found = ledger(
        "{must: date, who: ana, with: ben, every: week}",
        "at: 2025-03-07T10:00, who: [ana, ben], act: pause, about: home, lasting: 2 weeks\n"
        "at: 2025-03-18T10:00, who: ana, act: date, with: ben",
        until="2025-03-30",
    )

    # The week of the 10th lies in the pause; that of the 17th has a date.
    assert [each.state for each in found.instances[1:3]] == ["expired", "fulfilled"]


def test_what_is_forbidden_for_a_while_after_each_event_is_put_off_by_a_pause() -> None:
    found = ledger(
        "{must_not: date, who: ana, with: outsiders, after: argue, for: 5 days}",
        """
        at: 2025-03-02T10:00, who: ana, act: argue
        at: 2025-03-03T10:00, who: [ana, ben], act: pause, about: home, lasting: 1 week
        at: 2025-03-05T10:00, who: ana, act: date, with: kit
        at: 2025-03-11T10:00, who: ana, act: date, with: kit
        at: 2025-03-16T10:00, who: ana, act: date, with: kit
        """,
    )

    assert [each.event for each in found.instances[0].breaks] == [("events", 3)]


BADLY = """
at: 2025-03-05T10:00, who: ana, act: hurt
at: 2025-03-07T10:00, who: ana, act: hurt, how: badly
"""


@pytest.mark.parametrize("tell", ["2025-03-06T10:00", "2025-03-10T10:00"])
def test_from_when_on_it_is_owed_may_stay_unknown(tell: str) -> None:
    norm = "{must: tell, who: ana, to: ben, from: {done: {act: hurt, how: badly}}, within: 3 days}"
    events = sorted((*BADLY.strip().splitlines(), f"at: {tell}, who: ana, act: tell, to: ben"))
    found = ledger(norm, "\n".join(events), until="2025-04-01")

    assert found.instances[-1].verdict == "unknown"
    assert len({each.key for each in found.instances}) == len(found.instances)


def test_from_when_on_it_is_forbidden_may_stay_unknown() -> None:
    norm = "{must_not: smoke, who: ana, from: {done: {act: hurt, how: badly}}, for: 3 days}"
    found = ledger(norm, f"{BADLY}at: 2025-03-10T10:00, who: ana, act: smoke")

    assert found.instances[0].verdict == "unknown"


@pytest.mark.parametrize(
    "until",
    [
        "talk",
        "{act: talk}",
        "{done: talk}",
        "{talked_with: other parties}",
        "{any: [talk, {done: tell}]}",
    ],
)
def test_what_was_true_before_does_not_end_it_at_once(until: str) -> None:
    found = ledger(
        f"{{must_not: host, who: ana, after: argue, until: {until}}}",
        """
        at: 2025-03-08T10:00, who: [ana, ben], act: talk
        at: 2025-03-10T10:00, who: ana, act: argue
        at: 2025-03-11T10:00, who: ana, act: host
        """,
    )

    assert found.instances[0].verdict in {"violated", "unknown"}
    assert found.instances[0].breaks or "talked_with" in until


@pytest.mark.parametrize(
    ("argue", "pause", "drink", "broken"),
    [
        ("2025-10-24T10:00", "2025-10-25T10:00", "2025-10-29T23:30", True),
        ("2025-10-24T10:00", "2025-10-25T10:00", "2025-10-30T00:30", False),
        ("2025-03-28T10:00", "2025-03-29T10:00", "2025-04-02T23:30", True),
        ("2025-03-12T10:00", "2025-03-11T10:00", "2025-03-14T10:00", False),
    ],
)
def test_for_days_after_an_event_is_put_off_by_days(
    argue: str, pause: str, drink: str, broken: bool
) -> None:
    events = sorted(
        (
            f"at: {argue}, who: ana, act: argue",
            f"at: {pause}, who: [ana, ben], act: pause, about: home, lasting: 2 days",
            f"at: {drink}, who: ana, act: drink",
        )
    )
    found = ledger("{must_not: drink, who: ana, after: argue, for: 3 days}", "\n".join(events))

    assert bool(found.instances[0].breaks) is broken


def test_what_was_done_early_reaches_each_of_those_to_whom_it_is_owed() -> None:
    norm = "{must: tell, who: ana, to: [ben, caro], after: {act: date, who: ana}, within: 1 day"
    events = (
        "at: 2025-03-05T10:00, who: ana, act: tell, to: ben\n"
        "at: 2025-03-06T10:00, who: ana, act: date, with: kit"
    )
    found = of(ledger(f"{norm}, early: counts}}", events, until="2025-03-12"))[0]
    unclear = ledger(
        "{must: tell, who: ana, to: ben, how: written, after: {act: date, who: ana},"
        " within: 1 day, early: counts}",
        events,
        until="2025-03-12",
    )

    assert found.verdict == ("violated" if "ben" in found.to else "satisfied")
    assert of(unclear)[0].verdict == "unknown"


def test_what_broke_it_does_not_make_it_good() -> None:
    norm = "{may: talk, who: all parties, only_if: {done: say-yes}, if_broken: [{must: talk, who: all parties}]}"
    found = ledger(
        norm,
        """
        at: 2025-03-05T10:00, who: [ana, ben], act: call
        at: 2025-03-05T10:00, who: [ana, ben], act: call
        """,
        until="2025-03-10",
    )
    steps = [step.state for each in found.instances[0].breaks for step in each.steps]

    assert steps == ["fulfilled", "in force"]


def test_what_is_done_at_the_instant_of_a_missed_deadline_comes_after_it() -> None:
    norm = (
        "{must: test, who: ana, at_least: 1, per: day,"
        " if_broken: [{must_not: drink, who: ana, for: 1h}]}"
    )
    found = ledger(norm, "at: 2025-03-05T00:00, who: ana, act: drink", until="2025-03-05")
    missed = [broken for each in found.instances for broken in each.breaks]
    (last,) = [broken for broken in missed if broken.at == utc("2025-03-05T00:00")]

    assert [(step.since, step.verdict) for step in last.steps] == [(last.at, "violated")]


def test_what_is_told_on_the_day_may_be_told_after_the_evening() -> None:
    norm = "{must: tell, who: ana, to: ben, after: {act: date, who: ana}}"
    told = "at: 2025-03-05, who: ana, act: tell, to: ben\n"
    evening = "at: 2025-03-05T18:00, who: ana, act: date, with: kit"
    found = ledger(norm, told + evening, until="2025-03-08")
    earlier = ledger(norm, told.replace("03-05", "03-04") + evening, until="2025-03-08")

    assert of(found)[0].verdict == "unknown"
    assert of(earlier)[0].verdict == "presumably_violated"


def test_what_may_be_too_late_already_is_not_said_to_be_open() -> None:
    norm = "{must: tell, who: ana, to: ben, after: {act: date, who: ana}, within: 2h}"
    on_the_day = ledger(norm, "at: 2025-03-05, who: ana, act: date, with: kit", until="2025-03-05")
    with_hour = ledger(
        norm, "at: 2025-03-05T23:00, who: ana, act: date, with: kit", until="2025-03-05"
    )

    assert of(on_the_day)[0].verdict == "unknown"
    assert of(with_hour)[0].verdict == "pending"
    on_the_day.advance(dt.date(2025, 3, 6))
    assert of(on_the_day)[0].verdict == "violated"
