"""How people, days and hours are told."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.codec import loads, parse_events
from polyagree.model import Polycule
from polyagree.report.wording import Wording


def document(zone: str = "Europe/Lisbon", people: str = "ana: Ana, ben: Ben") -> Polycule:
    return loads(f"polyagree: 1\ntimezone: {zone}\npeople: {{{people}}}\n")


def at(text: str, zone: str = "Europe/Lisbon") -> dt.datetime:
    """Return an instant, given on the wall clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=document(zone).zone).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2026-03-15T00:00:00", "by the end of 14 March"),
        ("2026-03-15T00:00:00.000001", "by the end of 14 March"),
        ("2026-03-14T18:00:00", "until 18:00 on 14 March"),
        ("2026-03-14T18:00:00.000001", "until 18:00 on 14 March"),
        ("2026-03-14T18:00:30", "until 18:00:30 on 14 March"),
        ("2027-01-01T00:00:00", "by the end of 31 December"),
        ("2027-01-02T00:00:00", "by the end of 1 January 2027"),
    ],
)
def test_a_deadline_is_told_by_the_last_moment_that_counts(end: str, said: str) -> None:
    assert Wording(document(), year=2026).until(at(end)) == said


def test_without_a_deadline_it_is_said_so() -> None:
    assert Wording(document()).until(None) == "with no time set"
    assert Wording(document()).throughout(None) == "without an end"


def test_a_day_that_begins_at_one_ends_all_the_same() -> None:
    # In Beirut the clock went from 00:00 to 01:00 on 27 March 2022.
    end = at("2022-03-27T01:00:00", "Asia/Beirut")

    assert Wording(document("Asia/Beirut"), year=2022).until(end) == "by the end of 26 March"


def test_an_hour_that_comes_twice_is_told_with_its_offset() -> None:
    wording = Wording(document(), year=2026)
    first = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)

    assert wording.clock(first) == "01:30 (+01:00)"
    assert wording.clock(first + dt.timedelta(hours=1)) == "01:30 (+00:00)"
    assert wording.clock(first + dt.timedelta(hours=2)) == "02:30"


def test_the_ends_of_the_calendar_can_be_told() -> None:
    wording = Wording(document("Pacific/Auckland"))

    assert wording.until(dt.datetime.max.replace(tzinfo=dt.UTC)).endswith("9999")


def test_two_of_one_name_are_told_apart() -> None:
    wording = Wording(document(people="sam: Sam, other-sam: Sam, kit: Kit"))

    assert wording.people(["sam", "other-sam", "kit"]) == "sam, other-sam and Kit"


def test_a_stretch_of_days_says_once_what_its_ends_share() -> None:
    wording = Wording(document())
    days = [dt.date(2026, 3, 9), dt.date(2026, 3, 12), dt.date(2026, 4, 1), dt.date(2027, 4, 1)]

    assert wording.stretch(days[0], days[0]) == "Monday 9 March 2026"
    assert wording.stretch(days[0], days[1]) == "Monday 9 to Thursday 12 March 2026"
    assert wording.stretch(days[0], days[2]) == "Monday 9 March to Wednesday 1 April 2026"
    assert wording.stretch(days[0], days[3]) == "Monday 9 March 2026 to Thursday 1 April 2027"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("{at: 2026-03-01, act: illness}", "`illness`"),
        ("{at: 2026-03-01, act: illness, who: ana}", "Ana: `illness`"),
        (
            "{at: 2026-03-01, who: ana, act: tell, to: ben, about: ben}",
            "Ana: `tell` to Ben about Ben",
        ),
        (
            "{at: 2026-03-01, who: [ana, ben], act: date, where: home, lasting: 2h, how: slowly}",
            "Ana and Ben: `date` at home, slowly, lasting 2h",
        ),
        ("{at: 2026-03-01, who: ana, act: spend, amount: 20 EUR}", "Ana: `spend`, 20 EUR"),
        (
            "{at: 2026-03-01, who: ana, act: tell, to: ben, about: {act: date, with: guests}, details: [who, when]}",
            "Ana: `tell` to Ben about `date` with guests (who, when)",
        ),
        (
            "{at: 2026-03-01, who: ana, act: date, with: {people: anyone, except: [ben]}}",
            "Ana: `date` with anyone except ben",
        ),
    ],
)
def test_an_event_is_told_in_the_words_of_the_document(event: str, said: str) -> None:
    polycule = document()
    (found,) = parse_events([event], polycule)

    assert Wording(polycule).event(found) == said
