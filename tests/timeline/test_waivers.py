"""Exceptions that people agreed on for once."""

from __future__ import annotations

import pytest
from evenings import act, found, night, nights, over, unsure

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"


TWO = nights("03-01", "03-15")
THIRD = night("2025-03-20T23:00")


def waiver(at: str, rest: str = "about: home.it", who: str = "[ana, ben]") -> str:
    return act(at, "agree-exception", rest, who=who)


def test_an_agreed_exception_is_for_that_night() -> None:
    assert found(TWO_A_MONTH, *TWO, waiver("2025-03-20T09:00"), THIRD) == ()
    assert found(TWO_A_MONTH, *TWO, waiver("2025-03-20T09:00"), night("2025-03-21T05:59")) == ()
    assert over(TWO_A_MONTH, *TWO, waiver("2025-03-20T09:00"), night("2025-03-21T06:00")) == [3]


def test_what_an_exception_covers_does_not_count_at_all() -> None:
    assert found(TWO_A_MONTH, waiver("2025-03-01T09:00"), *TWO, THIRD) == ()


@pytest.mark.parametrize(
    ("length", "fine", "too_late"),
    [
        ("1 night", "2025-03-21T05:59", "2025-03-21T06:00"),
        ("2 nights", "2025-03-22T05:59", "2025-03-22T06:00"),
        ("1 day", "2025-03-21T23:59", "2025-03-22T00:00"),
        ("2h", "2025-03-20T11:00", "2025-03-20T11:01"),
    ],
)
def test_an_exception_lasts_as_long_as_it_says(length: str, fine: str, too_late: str) -> None:
    said = waiver("2025-03-20T09:00", f"about: home.it, lasting: {length}")

    assert found(TWO_A_MONTH, *TWO, said, night(fine)) == ()
    assert over(TWO_A_MONTH, *TWO, said, night(too_late)) == [3]


def test_an_exception_may_last_for_good() -> None:
    for length in ("999999 nights", "9999 years"):
        said = waiver("2025-03-20T09:00", f"about: home.it, lasting: {length}")

        assert found(TWO_A_MONTH, *TWO, said, THIRD) == ()


@pytest.mark.parametrize(
    "said",
    [
        waiver("2025-03-20T23:30"),
        waiver("2025-03-20T09:00", who="ana"),
        waiver("2025-03-20T09:00", "about: rent"),
        waiver("2025-03-19T09:00"),
    ],
    ids=["afterwards", "by one of them", "about something else", "for the night before"],
)
def test_another_exception_changes_nothing(said: str) -> None:
    assert over(TWO_A_MONTH, *TWO, said, THIRD) == [3]


def test_an_exception_on_a_day_without_an_hour_is_unsure() -> None:
    assert unsure(TWO_A_MONTH, *TWO, waiver("2025-03-20"), THIRD) == [3]
    assert found(TWO_A_MONTH, *TWO, waiver("2025-03-20"), night("2025-03-21T01:00")) == ()
    assert unsure(TWO_A_MONTH, *TWO, waiver("2025-03-20T09:00"), night("2025-03-21")) == [3]
