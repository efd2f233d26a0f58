"""How people feel about something at their check-ins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from logbooks import EIGHT, TWO_A_MONTH, check_ins, day, document, text

from polyagree.codec import loads
from polyagree.practice import Comfort, table

LOW = (1, 1, 1, 1)


def comforts(scores: Sequence[object], rest: str = "", **more) -> tuple[Comfort, ...]:
    return table(document(TWO_A_MONTH, more=check_ins(scores, rest=rest, **more))).comforts


def comfort(scores: Sequence[object], rest: str = "", **more) -> Comfort:
    (found,) = comforts(scores, rest, **more)
    return found


def test_eight_check_ins_are_what_later_ones_are_compared_with() -> None:
    found = comfort(EIGHT).pattern

    assert found.state == "not enough recorded"
    assert found.why == "8 check-ins say it, and 8 are what later ones are compared with"
    assert comfort([*EIGHT, 4]).pattern.state == "quiet"


def test_lower_scores_turn_it_red() -> None:
    found = comfort([*EIGHT, *LOW])

    assert found.pattern.state == "red"
    assert found.pattern.since == day(8 * 14)
    assert found.pattern.before == "3.5 on average in the first 8"
    assert found.pattern.lately == "1.0 on average"
    assert found.pattern.promise == "1 in 104 check-ins"
    assert found.who == "ben"
    assert found.about == "late-night"
    assert len(found.values) == len(found.days) == len(found.check_ins) == 12


def test_amber_comes_before_red() -> None:
    states = [comfort([*EIGHT, *([2] * number)]).pattern.state for number in range(1, 8)]

    assert states.index("amber") < states.index("red")


@pytest.mark.parametrize("score", [0, 2, 4])
def test_the_same_score_for_ever_is_quiet(score: int) -> None:
    assert comfort([score] * 40).pattern.state == "quiet"


def test_higher_scores_are_no_fall() -> None:
    assert comfort([1, 0, 1, 0, 1, 1, 0, 1, *[4] * 12]).pattern.state == "quiet"


def test_where_lower_is_better_higher_is_a_fall() -> None:
    calm, rest = (0, 1, 0, 1, 0, 1, 0, 1), "direction: lower-is-better"

    assert comfort([*calm, 3, 3, 3, 3], rest).pattern.state == "red"
    assert comfort([*EIGHT, *LOW, 0, 0], rest).pattern.state == "quiet"


def test_a_scale_of_hundred_is_looked_at_in_five_steps() -> None:
    high = (90, 80, 85, 90, 95, 80, 85, 90)

    assert comfort([*high, 40, 30, 20, 10, 10], "scale: 0-100").pattern.state == "red"
    assert comfort([*high, 86, 84, 90, 82, 88], "scale: 0-100").pattern.state == "quiet"


def test_a_scale_need_not_begin_with_nought() -> None:
    found = comfort([7, 6, 7, 6, 7, 6, 6, 7, 2, 2, 2, 2], "scale: 1-7").pattern

    assert found.state == "red"


def test_what_would_turn_it_red_is_told_in_its_own_scores() -> None:
    amber = next(
        each.pattern
        for number in range(1, 8)
        if (each := comfort([*EIGHT, *([2] * number)])).pattern.state == "amber"
    )

    assert "score of 0" in amber.why or "scores of 0" in amber.why


@pytest.mark.parametrize("rest", ["direction: lower-is-better", "scale: 0-100"])
def test_where_steps_are_no_scores_nothing_is_told_of_them(rest: str) -> None:
    assert comfort([*EIGHT, 3], rest).pattern.why == ""


def test_half_a_point_is_told_and_looked_at_as_the_nearest_step() -> None:
    found = comfort([*EIGHT, "0.5", "0.5", "0.5", "0.5"])

    assert found.pattern.lately == "0.5 on average"
    assert found.pattern.state == "red"


def test_scores_on_different_scales_are_not_compared() -> None:
    more = check_ins(EIGHT) + check_ins([1, 1], rest="scale: 0-10").removeprefix("check_ins:\n")

    assert [str(each.scale) for each in table(document(TWO_A_MONTH, more=more)).comforts] == [
        "0-4",
        "0-10",
    ]


def test_check_ins_stand_in_the_order_of_their_days() -> None:
    head, *lines = check_ins([*EIGHT, *LOW]).splitlines()
    turned = "\n".join([head, *reversed(lines)]) + "\n"
    (found,) = table(document(TWO_A_MONTH, more=turned)).comforts

    assert found.pattern == comfort([*EIGHT, *LOW]).pattern
    assert list(found.days) == sorted(found.days)


def test_later_check_ins_are_left_out() -> None:
    polycule = document(TWO_A_MONTH, more=check_ins([*EIGHT, *LOW]))

    (found,) = table(polycule, on=day(9 * 14)).comforts
    assert len(found.values) == 10
    assert table(polycule, on=day(-1)).comforts == ()


@pytest.mark.parametrize(
    "also",
    [
        pytest.param("decided: [home.it]", id="a decision about a clause in which it stands"),
        pytest.param("decided: [home]", id="about the agreement"),
        pytest.param(
            "concerns: [{who: ben, says: It is late., about: late-night, settled: 2025-07-01}]",
            id="a concern about the very thing, settled",
        ),
    ],
)
def test_once_people_came_to_something_it_begins_anew(also: str) -> None:
    low = check_ins([*EIGHT, *LOW], also=also)
    later = "".join(
        f"  - {{date: {day(190 + 14 * number)}, people: [ana, ben],"
        " scores: [{who: ben, about: late-night, value: 3, scale: 0-4}]}\n"
        for number in range(3)
    )
    (found,) = table(document(TWO_A_MONTH, more=low + later)).comforts

    assert found.pattern.state == "quiet"
    assert [each.talked is not None for each in found.pattern.alarms] == [True]


def test_to_talk_about_something_else_changes_nothing() -> None:
    other = "concerns: [{who: ben, says: It is cold., about: overnight, settled: 2025-07-01}]"

    assert comfort([*EIGHT, *LOW], also=other).pattern.state == "red"


def test_boundaries_are_clauses_in_which_an_act_stands() -> None:
    boundary = "boundaries: {rest: {holder: ben, says: No., norm: {must_not: late-night}}}\n"
    more = boundary + check_ins([*EIGHT, *LOW], also="decided: [rest]")
    (found,) = table(document("none", more=more)).comforts

    assert found.pattern.state == "quiet"
    assert found.pattern.alarms[0].talked == day(11 * 14)


def test_the_day_of_an_alarm_is_that_of_its_check_in() -> None:
    (alarm,) = comfort([*EIGHT, *LOW]).pattern.alarms

    assert isinstance(alarm.on, dt.date)
    assert alarm.since == day(8 * 14)
    assert alarm.since < alarm.on <= day(11 * 14)


def test_a_decision_among_others_is_no_talk_about_it() -> None:
    """Of an agreement in which the same act stands, and that does not bind them."""
    other = "\n".join(
        [
            "agreements:",
            "  home: {parties: [ana, ben], clauses: {it: {says: x, norm: {must_not: late-night}}}}",
            "  other: {parties: [caro, dan], clauses: {it: {says: x, norm: {must_not: late-night}}}}",
            check_ins([*EIGHT, *LOW], also="decided: [other]"),
        ]
    )
    head = text("none").partition("agreements:")[0]
    (found,) = table(loads(head + other)).comforts

    assert found.pattern.state == "red"
