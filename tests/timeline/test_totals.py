"""Lengths and amounts add up."""

from __future__ import annotations

import pytest
from evenings import act, found, over, unsure


def spent(*amounts: str) -> list[str]:
    return [
        act(f"2025-03-{day:02}T12:00", "spend", f"about: own-money, amount: {amount}")
        for day, amount in enumerate(amounts, 1)
    ]


MONEY = "{may: spend, about: own-money, at_most: 200 EUR, per: month}"


def test_amounts_add_up() -> None:
    (exceedance,) = found(MONEY, *spent("120 EUR", "80 EUR", "0.50 EUR"))

    assert exceedance.over == (2,)
    assert (exceedance.used, exceedance.allowed) == ("200.5 EUR", "200 EUR")


def test_exactly_the_amount_is_fine() -> None:
    assert found(MONEY, *spent("120 EUR", "80 EUR")) == ()


def test_one_amount_alone_may_be_over() -> None:
    assert over(MONEY, *spent("201 EUR")) == [0]


def test_an_amount_in_another_unit_leaves_it_open() -> None:
    assert unsure(MONEY, *spent("120 EUR", "10 USD")) == [1]


def test_an_amount_in_another_unit_does_not_hide_what_is_over() -> None:
    assert over(MONEY, *spent("10 USD", "201 EUR")) == [1]


def test_spending_that_does_not_say_on_what_is_unsure() -> None:
    log = [act(f"2025-03-0{day}T12:00", "spend", "amount: 150 EUR") for day in (1, 2)]

    assert unsure(MONEY, *log) == [1]


def test_large_amounts_add_up() -> None:
    (exceedance,) = found(
        MONEY.replace("200 EUR", "999999999 IDR"), *spent("999999999 IDR", "999999999 IDR")
    )

    assert exceedance.used == "1999999998 IDR"


def lasting(*lengths: str) -> list[str]:
    return [
        act(f"2025-03-{3 * day:02}T12:00", "travel", f"lasting: {length}")
        for day, length in enumerate(lengths, 1)
    ]


@pytest.mark.parametrize(
    ("allowed", "lengths", "used"),
    [
        ("5h", ("3h", "150 min"), "5h 30 min"),
        ("3 nights", ("2 nights", "2 nights"), "4 nights"),
        ("3 days", ("2 days", "2 days"), "4 days"),
        ("2 months", ("2 months", "1 month"), "3 months"),
        ("1h", ("3601s",), "1h 1 s"),
        ("2 days", ("2 days", "3h"), "2 days 3h"),
    ],
)
def test_lengths_add_up(allowed: str, lengths: tuple[str, ...], used: str) -> None:
    (exceedance,) = found(f"{{may: travel, at_most: {allowed}, per: year}}", *lasting(*lengths))

    assert exceedance.used == used
    assert exceedance.sure


def test_exactly_the_length_is_fine() -> None:
    assert (
        found("{may: travel, at_most: 3 nights, per: month}", *lasting("1 night", "2 nights")) == ()
    )


def test_a_day_may_be_more_or_less_than_24_hours() -> None:
    limit = "{may: travel, at_most: 2 days, per: month}"

    assert unsure(limit, *lasting("1 day", "24h")) == [1]
    assert over(limit, *lasting("1 day", "26h")) == [1]


def test_a_month_may_be_more_or_less_than_30_days() -> None:
    limit = "{may: travel, at_most: 1 month, per: year}"

    assert unsure(limit, *lasting("30 days")) == [0]
    assert over(limit, *lasting("32 days")) == [0]


def test_what_does_not_say_how_long_it_lasted_leaves_it_open() -> None:
    limit = "{may: travel, at_most: 5h, per: month}"
    (exceedance,) = found(limit, act("2025-03-01T12:00", "travel"))

    assert (exceedance.sure, exceedance.used) == (False, "0h")


def test_a_share_is_not_decided() -> None:
    assert found("{may: spend, at_most: 30 %, per: month}", *spent("201 EUR")) == ()
