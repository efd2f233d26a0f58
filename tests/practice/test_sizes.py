"""How long something lasts, or how much it is."""

from __future__ import annotations

from collections.abc import Iterable

from logbooks import LATE, TWO_A_MONTH, day, document

from polyagree.practice.pattern import Pattern
from polyagree.practice.sizes import size

SPEND = "{may: spend, who: ana, at_most: 200 EUR, per: month}"


def of(lengths: Iterable[str], *, unit: str | None = None, talks: Iterable[int] = ()) -> Pattern:
    key = "lasting" if unit is None else "amount"
    what = LATE if unit is None else "who: ana, act: spend"
    listed = [
        f"at: {day(7 * number)}T20:00, {what}" + (f", {key}: {each}" if each else "")
        for number, each in enumerate(lengths)
    ]
    polycule = document(TWO_A_MONTH if unit is None else SPEND, *listed)
    return size(
        polycule, range(len(listed)), unit=unit, talks=[day(7 * number) for number in talks]
    )


USUAL = [f"{3 + number % 3}h" for number in range(20)]


def test_twenty_are_what_later_ones_are_compared_with() -> None:
    found = of(USUAL)

    assert found.state == "not enough recorded"
    assert found.why == "20 say it, and 20 are what later ones are compared with"


def test_what_lasts_longer_turns_it_red() -> None:
    found = of([*USUAL, *["8h"] * 8])

    assert found.state == "red"
    assert found.before == "4h at first"
    assert found.lately == "8h"
    assert found.promise == "a chance of at most 5% in 100 times"
    assert found.since == day(7 * 20)
    assert len(found.alarms) == 1


def test_what_lasts_as_long_as_ever_is_quiet() -> None:
    found = of([*USUAL, *USUAL])

    assert found.state == "quiet"
    assert found.since is None
    assert found.lately == ""


def test_what_becomes_shorter_is_quiet() -> None:
    assert of([*USUAL, *["1h"] * 12]).state == "quiet"


def test_the_same_length_for_ever_is_quiet() -> None:
    assert of(["5h"] * 60).state == "quiet"


def test_events_that_do_not_say_how_long_are_left_out() -> None:
    assert of([*USUAL, "", "", ""]).observed == 20
    assert of(["", *USUAL, "4h"]).observed == 21


def test_nights_and_minutes_and_months_are_compared_in_hours() -> None:
    found = of([*["90 min"] * 19, "1 night", *["2 days"] * 5, "1 month"])

    assert found.before == "1.5h at first"
    assert found.state == "red"


def test_the_middle_of_an_even_number_lies_between_two() -> None:
    assert of([*["1h"] * 10, *["2h"] * 10, "1h"]).before == "1.5h at first"


def test_after_a_talk_it_begins_anew() -> None:
    found = of([*USUAL, *["8h"] * 8, "4h"], talks=[27])

    assert found.state == "quiet"
    assert [each.talked for each in found.alarms] == [day(7 * 27)]


def test_amounts_are_compared_in_their_unit() -> None:
    usual = [f"{30 + number % 5} EUR" for number in range(20)]
    found = of([*usual, "900 USD", *["90 EUR"] * 8], unit="EUR")

    assert found.state == "red"
    assert found.observed == 28
    assert found.before == "32 EUR at first"
    assert found.lately == "90 EUR"


def test_what_names_no_amount_is_left_out() -> None:
    assert of(["20 EUR"] * 5 + ["", ""], unit="EUR").observed == 5
