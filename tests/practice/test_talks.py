"""When people came to something about a clause."""

from __future__ import annotations

import datetime as dt

import pytest
from logbooks import TWO_A_MONTH, document, revision

from polyagree.practice.talks import Talks, day_of

EVENT = "id: third, at: 2025-02-01T23:00, who: ana, act: late-night"
BREACH = "breaches: {late: {of: home.it, by: ana, event: third, discovered: 2025-02-02}}\n"
LATEST = dt.date(2025, 12, 31)


def talks(*, more: str = "", on: dt.date = LATEST, **rest) -> list[str]:
    polycule = document(TWO_A_MONTH, EVENT, more=more, **rest)
    return [each.isoformat() for each in Talks(polycule, on).about("home.it")]


def check_in(rest: str) -> str:
    return f"check_ins: [{{date: 2025-03-01, people: [ana, ben], {rest}}}]\n"


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("decided: [home.it]", ["2025-03-01"]),
        ("decided: [home]", ["2025-03-01"]),
        ("reviewed: [home]", []),
        (
            "concerns: [{who: ben, says: Late., about: home.it, settled: 2025-03-09}]",
            ["2025-03-09"],
        ),
        ("concerns: [{who: ben, says: Late., about: home.it}]", []),
        ("concerns: [{who: ben, says: Late., settled: 2025-03-09}]", []),
        ("concerns: [{who: ben, says: L., about: {act: date}, settled: 2025-03-09}]", []),
    ],
)
def test_a_decision_and_a_settled_concern_are_a_talk(rest: str, found: list[str]) -> None:
    assert talks(more=check_in(rest)) == found


@pytest.mark.parametrize(
    ("state", "found"),
    [("settled: 2025-04-01", ["2025-04-01"]), ("ended: 2025-05-01", ["2025-05-01"]), ("", [])],
)
def test_a_repair_that_is_over_is_a_talk(state: str, found: list[str]) -> None:
    repair = f"repairs: {{spring: {{of: late{', ' if state else ''}{state}}}}}\n"

    assert talks(more=BREACH + repair) == found


def test_a_revision_is_a_talk_once_all_accepted_it() -> None:
    both = [revision(TWO_A_MONTH, on="2025-06-01")]
    one = [revision(TWO_A_MONTH, on="2025-06-01", accepted="ana")]
    later = ["date: 2025-06-01, accepted: {ana: 2025-06-01, ben: 2025-06-20}, was: {}"]

    assert talks(revisions=both) == ["2025-06-01"]
    assert talks(revisions=one) == []
    assert talks(revisions=later) == ["2025-06-20"]


def test_what_is_later_than_the_day_is_left_out() -> None:
    assert talks(more=check_in("decided: [home.it]"), on=dt.date(2025, 2, 28)) == []


def test_each_day_is_told_once() -> None:
    assert talks(more=check_in("decided: [home, home.it]")) == ["2025-03-01"]


def test_an_instant_has_the_day_of_its_own_clock() -> None:
    eastern = dt.timezone(dt.timedelta(hours=-5))

    assert day_of(dt.datetime(2025, 3, 1, 23, tzinfo=eastern)) == dt.date(2025, 3, 1)
    assert day_of(dt.date(2025, 3, 1)) == dt.date(2025, 3, 1)


# When it rested


def rests(*pauses: str, who: str | None = "ana") -> list[tuple[str, str]]:
    polycule = document(TWO_A_MONTH, EVENT, *pauses)
    found = Talks(polycule, dt.date(2025, 6, 30)).rests("home.it", who)
    return [(f"{start:%m-%d}", f"{end:%m-%d}") for start, end in found]


def pause(at: str, rest: str = "about: home.it", act: str = "pause") -> str:
    return f"at: {at}T10:00, who: [ana, ben], act: {act}, {rest}"


def test_without_a_pause_nothing_rests() -> None:
    assert rests() == []


def test_a_pause_rests_as_long_as_it_says() -> None:
    assert rests(pause("2025-03-01", "about: home.it, lasting: 2 weeks")) == [("03-01", "03-15")]


def test_a_pause_ends_when_it_is_resumed() -> None:
    found = rests(pause("2025-03-01"), pause("2025-04-01", act="resume"))

    assert found == [("03-01", "04-01")]


def test_a_pause_that_nobody_ends_lasts_until_the_day() -> None:
    assert rests(pause("2025-03-01", "about: home"))[0][0] == "03-01"
    assert rests(pause("2025-03-01", "about: home"))[-1][1] in {"06-30", "07-01"}


def test_several_pauses_are_several_rests() -> None:
    found = rests(
        pause("2025-03-01", "about: home.it, lasting: 1 week"),
        pause("2025-05-01", "about: home.it, lasting: 1 week"),
    )

    assert found == [("03-01", "03-08"), ("05-01", "05-08")]


def test_a_pause_of_all_parties_rests_for_both_together() -> None:
    assert rests(pause("2025-03-01", "about: home.it, lasting: 1 week"), who=None) != []


def test_a_pause_binds_only_those_who_are_bound() -> None:
    paused = pause("2025-03-01", "about: home.it, lasting: 1 week")

    assert rests(paused, who="ana") == [("03-01", "03-08")]
    assert rests(paused, who="dan") == []
