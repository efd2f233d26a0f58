"""What comes round after an event or a break, again and again up to an end."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from ledgers import document, facts, ledger, of

from polyagree.codec import dumps_residual, loads_residual
from polyagree.timeline import explore, replay, resume

HOST = "at: 2025-03-05T10:00, who: ana, act: host"
WEEKLY = (
    "{must_not: host, who: ana, if_broken:"
    " [{must: check-in, who: all parties, every: week, for: 4 weeks}]}"
)
TWICE = (
    "{must_not: host, who: ana, if_broken:"
    " [{must: time-together, who: all parties, at_least: 2, per: week, for: 3 weeks}]}"
)
TENS = (
    "{must_not: host, who: ana, if_broken:"
    " [{must: check-in, who: all parties, every: 10 days, for: 1 month}]}"
)


def acts(act: str, *days: str) -> str:
    return "\n".join(f"at: 2025-{day}T10:00, who: [ana, ben], act: {act}" for day in days)


@pytest.mark.parametrize(
    ("norm", "log", "until", "state"),
    [
        # The whole weeks up to 2 April are those of 10, 17 and 24 March.
        (WEEKLY, acts("check-in", "03-12", "03-19", "03-27"), "2025-04-30", "fulfilled"),
        (WEEKLY, acts("check-in", "03-12", "03-19"), "2025-03-28", "in force"),
        (WEEKLY, acts("check-in", "03-12", "03-13", "03-27"), "2025-04-30", "terminal"),
        # In the week of the break nothing is asked for yet.
        (WEEKLY, acts("check-in", "03-06", "03-19", "03-27"), "2025-04-30", "terminal"),
        (
            TWICE,
            acts("time-together", "03-11", "03-12", "03-18", "03-19"),
            "2025-04-30",
            "fulfilled",
        ),
        (TWICE, acts("time-together", "03-11", "03-18", "03-19"), "2025-04-30", "terminal"),
        (TENS, acts("check-in", "03-10", "03-19", "03-28"), "2025-04-30", "fulfilled"),
        (TENS, acts("check-in", "03-10", "03-25"), "2025-04-30", "terminal"),
    ],
)
def test_a_step_comes_round_in_each_whole_window_up_to_its_end(
    norm: str, log: str, until: str, state: str
) -> None:
    found = ledger(norm, f"{HOST}\n{log}", until=until)
    (step,) = found.instances[0].breaks[0].steps

    assert step.state == state


def test_the_break_is_made_good_with_the_last_window() -> None:
    log = acts("check-in", "03-12", "03-19", "03-27")
    (broken,) = ledger(WEEKLY, f"{HOST}\n{log}", until="2025-04-30").instances[0].breaks

    assert broken.state == "compensated"
    assert facts(broken.steps[0]) == ["after", "done", "done", "done"]


def test_what_is_owed_next_is_that_of_the_present_window() -> None:
    found = ledger(WEEKLY, f"{HOST}\n{acts('check-in', '03-12')}", until="2025-03-13")

    assert [each.until for each in found.owed()] == [dt.datetime(2025, 3, 24, tzinfo=dt.UTC)]


def test_it_comes_round_after_each_event_too() -> None:
    norm = "{must: check-in, who: all parties, after: hurt, every: week, for: 3 weeks}"
    hurt = "at: 2025-03-05T10:00, who: ana, act: hurt"
    kept = ledger(norm, f"{hurt}\n{acts('check-in', '03-12', '03-19')}", until="2025-04-30")
    missed = ledger(norm, f"{hurt}\n{acts('check-in', '03-12')}", until="2025-04-30")

    assert [each.state for each in of(kept)] == ["fulfilled"]
    assert [each.state for each in of(missed)] == ["terminal"]


@pytest.mark.parametrize("day", ["2025-03-06", "2025-03-12", "2025-03-15", "2025-03-25"])
def test_a_stored_ledger_goes_on_with_it(day: str) -> None:
    text = acts("check-in", "03-12", "03-19", "03-27")
    whole = document(WEEKLY, f"{HOST}\n{text}")
    head = evolve(whole, events=tuple(each for each in whole.events if f"{each.day}" <= day))
    early = replay(head, until=dt.date.fromisoformat(day))
    later = resume(head, loads_residual(dumps_residual(early.residual)))
    for event in whole.events:
        if event.day > dt.date.fromisoformat(day):
            later.record(event)
    later.advance(dt.date(2025, 4, 30))

    assert later.instances == replay(whole, until=dt.date(2025, 4, 30)).instances


def test_a_walk_keeps_every_window_and_one_without_an_end_never_ends() -> None:
    kept = explore(document(WEEKLY)).walks[0].ends[0]
    endless = explore(document(WEEKLY.replace(", for: 4 weeks", ""))).walks[0].ends[0]

    assert kept.outcome == "compensated"
    assert (endless.outcome, endless.why) == ("stuck", "`check-in` has no end")


def test_without_an_hour_what_came_before_its_window_is_unclear() -> None:
    log = acts("check-in", "03-12", "03-19").replace("T10:00", "")
    found = ledger(
        WEEKLY, f"{HOST}\n{log}\nat: 2025-03-27, who: [ana, ben], act: check-in", until="2025-04-30"
    )

    assert found.instances[0].breaks[0].state == "compensated"
