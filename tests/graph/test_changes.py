"""What changed between two days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.codec import loads
from polyagree.graph import changes

POLYCULE = loads(
    """
polyagree: 1
people: {ana: {name: Ana}, ben: {name: Ben}, caro: {name: Caro}}
relationships:
  one: {between: [ana, ben], kind: dating, from: 2024-01-01, until: 2025-06-30}
  two: {between: [ana, caro], kind: dating, from: 2025-03-01}
  undated: {between: [ben, caro], kind: friend}
groups:
  flat: {kind: household, members: [ana, {who: ben, until: 2025-06-30}, {who: caro, from: 2025-07-15}]}
  choir: {kind: household, members: [ana], from: 2025-02-01}
agreements:
  rent:
    parties: [ana, ben]
    made: 2024-05-01
    ends: 2025-12-31
    revisions:
      - date: 2025-01-10
        because: the rent rose
        accepted: {ana: 2025-01-10, ben: 2025-01-12}
        was: {pay: {says: Ana pays.}}
      - date: 2025-02-01
        ends: 2025-02-10
        because: only half of us tried this
        accepted: {ana: 2025-02-01}
        was: {pay: {says: We share the rent.}}
      - date: 2025-03-10
        ends: 2025-03-20
        because: a trial of all
        accepted: {ana: 2025-03-10, ben: 2025-03-10}
        was: {pay: {says: We share the rent.}}
    clauses: {pay: {says: We share the rent and the food.}}
""",
    format="yaml",
)


def told(since: date, until: date) -> list[tuple[str, str, str, date | None]]:
    return [
        (each.id, each.change, " ".join(each.people), each.date)
        for each in changes(POLYCULE, since, until)
    ]


def test_changes_stand_in_the_order_of_their_days() -> None:
    assert told(date(2024, 12, 31), date(2026, 1, 1)) == [
        ("choir", "began", "ana", date(2025, 2, 1)),
        ("two", "began", "ana caro", date(2025, 3, 1)),
        ("one", "ended", "ana ben", date(2025, 7, 1)),
        ("flat", "left", "ben", date(2025, 7, 1)),
        ("flat", "joined", "caro", date(2025, 7, 15)),
        ("rent", "ended", "ana ben", date(2026, 1, 1)),
    ]


def test_an_agreement_that_goes_on_is_revised() -> None:
    assert told(date(2025, 1, 9), date(2025, 1, 13)) == [
        ("rent", "revised", "ana ben", date(2025, 1, 12))
    ]
    assert told(date(2025, 1, 9), date(2025, 1, 11)) == []


def test_what_not_everybody_accepted_and_what_is_over_again_revise_nothing() -> None:
    assert told(date(2025, 1, 31), date(2025, 2, 5)) == [
        ("choir", "began", "ana", date(2025, 2, 1))
    ]
    assert told(date(2025, 3, 9), date(2025, 3, 11)) == [
        ("rent", "revised", "ana ben", date(2025, 3, 10))
    ]
    assert told(date(2025, 3, 9), date(2025, 3, 21)) == []
    assert told(date(2025, 3, 15), date(2025, 3, 25)) == [
        ("rent", "revised", "ana ben", date(2025, 3, 21))
    ]


def test_a_group_begins_and_ends_with_its_members() -> None:
    polycule = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben}
groups:
  flat:
    kind: household
    members: [{who: ana, from: 2024-02-01, until: 2024-08-01}, {who: ben, from: 2024-03-01, until: 2024-09-01}]
""")

    began, ended = changes(polycule, date(2024, 1, 15), date(2024, 4, 1)) + changes(
        polycule, date(2024, 4, 1), date(2024, 12, 1)
    )

    assert (began.change, began.date) == ("began", date(2024, 2, 1))
    assert (ended.change, ended.date) == ("ended", date(2024, 9, 2))


def test_a_change_is_a_flat_record() -> None:
    (change,) = changes(POLYCULE, date(2025, 2, 28), date(2025, 3, 1))

    assert change.as_record() == {
        "what": "relationship",
        "id": "two",
        "change": "began",
        "people": "ana, caro",
        "date": date(2025, 3, 1),
    }


def test_the_earlier_day_comes_first() -> None:
    with pytest.raises(ValueError, match="2024-01-01 is before 2025-01-01"):
        changes(POLYCULE, date(2025, 1, 1), date(2024, 1, 1))


DAYS = st.dates(date(2023, 6, 1), date(2026, 6, 1))


@given(DAYS, DAYS)
def test_each_change_lies_after_the_first_day_up_to_the_second(one: date, another: date) -> None:
    since, until = sorted((one, another))

    days = [each.date for each in changes(POLYCULE, since, until)]

    assert all(day is not None and since < day <= until for day in days)


@given(DAYS)
def test_nothing_changes_from_a_day_to_itself(day: date) -> None:
    assert changes(POLYCULE, day, day) == ()
