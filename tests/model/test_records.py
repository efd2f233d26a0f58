"""Matrices, check-ins, events, breaches, repairs and scenarios."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock import Quantity
from polyagree.errors import InvalidModel, InvalidRecord
from polyagree.model import (
    REPAIR_STEPS,
    VERDICTS,
    Apology,
    Breach,
    CheckIn,
    Comfort,
    Concern,
    Event,
    Expectation,
    Feeling,
    Impact,
    Matrix,
    MatrixAnswer,
    Repair,
    RepairStep,
    Scale,
    Scenario,
    Score,
)

DAY = dt.date(2025, 3, 5)
EVENING = dt.datetime(2025, 3, 5, 23, 40)  # noqa: DTZ001  # local to its document


def refusal(make: Callable[..., object], **sides: Any) -> InvalidRecord:
    with pytest.raises(InvalidRecord) as caught:
        make(**sides)
    return caught.value


# Matrices


def matrix(**sides: Any) -> Matrix:
    return Matrix(
        **{"id": "us", "people": ("ana", "ben"), "scale": ("no", "unsure", "yes"), **sides}
    )


def test_a_matrix_has_people() -> None:
    assert refusal(matrix, people=()).message == "nobody is in `us`"


def test_nobody_is_in_a_matrix_twice() -> None:
    assert refusal(matrix, people=("ana", "ana")).message == "`ana` is named twice"


@pytest.mark.parametrize("scale", [(), ("yes",)])
def test_a_scale_of_comfort_has_two_steps(scale: tuple[str, ...]) -> None:
    felt = (Comfort(act="kissing", who="ana", level="yes"),)
    error = refusal(matrix, scale=scale, comfort=felt)

    assert error.message == "the scale of `us` has fewer than two steps"
    assert error.help == "write them from low to high: `[no, unsure, yes]`"


def test_no_step_stands_twice() -> None:
    assert refusal(matrix, scale=("no", "yes", "no")).message == "`no` stands twice"


def test_a_step_has_words() -> None:
    with pytest.raises(InvalidModel, match="`scale` is empty"):
        matrix(scale=("no", " "))


def test_comfort_is_a_step_of_the_scale() -> None:
    error = refusal(matrix, comfort=(Comfort(act="kissing", who="ana", level="love"),))

    assert error.message == "`love` is not on the scale of `us`"
    assert error.help == "steps are `no`, `unsure`, `yes`"


def test_comfort_is_of_somebody_in_the_matrix() -> None:
    error = refusal(matrix, comfort=(Comfort(act="kissing", who="caro", level="yes"),))

    assert error.message == "`caro` is not in `us`"
    assert error.help == "add `caro` to `people`"


def test_nobody_feels_two_ways_about_one_act() -> None:
    twice = tuple(Comfort(act="kissing", who="ana", level=level) for level in ("no", "yes"))

    assert refusal(matrix, comfort=twice).field == "comfort"


def said(who: str, says: str = "yes") -> MatrixAnswer:
    return MatrixAnswer(act="kissing", who=who, says=says)


def test_answers_need_no_scale() -> None:
    assert matrix(scale=(), answers=(said("ana"),)).scale == ()


def test_answers_do_not_replace_the_scale_of_comfort() -> None:
    felt = (Comfort(act="kissing", who="ana", level="yes"),)
    error = refusal(matrix, scale=(), answers=(said("ana"),), comfort=felt)

    assert error.message == "the scale of `us` has fewer than two steps"


def test_a_scale_of_one_step_is_none_beside_answers_either() -> None:
    assert refusal(matrix, scale=("yes",), answers=(said("ana"),)).field == "scale"


def test_an_answer_is_one_of_four_words() -> None:
    error = refusal(said, who="ana", says="perhaps")

    assert error.message == "`perhaps` is not an answer"
    assert error.help == "answers are `yes`, `maybe`, `no`, `not-yet-tried`"


def test_an_answer_is_of_somebody_in_the_matrix() -> None:
    error = refusal(matrix, answers=(said("caro"),))

    assert error.message == "`caro` is not in `us`"
    assert error.field == "answers.kissing.caro"


def test_nobody_answers_twice_about_one_act() -> None:
    error = refusal(matrix, answers=(said("ana", "no"), said("ana", "yes")))

    assert error.message == "`ana` on `kissing` stands twice in `us`"
    assert error.field == "answers"


# Check-ins


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0-4", "0", "4"),
        ("1 - 10", "1", "10"),
        ("-2-2", "-2", "2"),
        ("-5--1", "-5", "-1"),
        ("0.5-1.5", "0.5", "1.5"),
    ],
)
def test_a_scale_goes_from_the_least_to_the_most(text: str, low: str, high: str) -> None:
    assert Scale.parse(text) == Scale(Decimal(low), Decimal(high))


@given(st.integers(-9999, 9999), st.integers(1, 9999))
def test_a_scale_reads_back(low: int, length: int) -> None:
    scale = Scale(Decimal(low) / 4, Decimal(low + length) / 4)

    assert Scale.parse(str(scale)) == scale


@pytest.mark.parametrize("text", ["", "4", "a-b", "0–4", "0-", "0-4\n"])
def test_anything_else_is_no_scale(text: str) -> None:
    error = refusal(Scale.parse, text=text)

    assert error.message == f"`{text}` is not a scale"
    assert error.help == "write the least and the most: `0-4`"


@pytest.mark.parametrize("text", ["4-0", "3-3"])
def test_a_scale_goes_up(text: str) -> None:
    error = refusal(Scale.parse, text=text)

    assert error.message == f"the scale `{text}` does not go up"
    assert error.help == "write the least first: `0-4`"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_scale_goes_from_a_number_to_a_number(number: str) -> None:
    assert refusal(Scale, low=Decimal(0), high=Decimal(number)).field == "high"
    assert refusal(Scale, low=Decimal(number), high=Decimal(0)).field == "high"


def test_a_score_says_which_end_of_its_scale_is_the_good_one() -> None:
    error = refusal(Score, who="ana", value=Decimal(1), scale=Scale.parse("0-4"), direction="up")

    assert error.message == "`up` is not a direction"
    assert error.help == "write `higher-is-better` or `lower-is-better`"


@pytest.mark.parametrize("value", ["-1", "4.5", "NaN", "Infinity"])
def test_a_score_is_on_its_scale(value: str) -> None:
    error = refusal(Score, who="ana", value=Decimal(value), scale=Scale.parse("0-4"))

    assert error.message == f"`{value}` is not on the scale 0-4"
    assert error.field == "value"


@pytest.mark.parametrize("value", ["0", "4"])
def test_both_ends_are_on_the_scale(value: str) -> None:
    assert Score(who="ana", value=Decimal(value), scale=Scale.parse("0-4"))


def test_somebody_was_at_a_check_in() -> None:
    assert refusal(CheckIn, date=DAY, people=()).message == "nobody was at the check-in"


def test_nobody_was_at_a_check_in_twice() -> None:
    assert refusal(CheckIn, date=DAY, people=("ana", "ana")).message == "`ana` is named twice"


@pytest.mark.parametrize("date", [DAY, EVENING])
def test_a_check_in_was_on_a_day(date: dt.date) -> None:
    assert CheckIn(date=date, people=("ana",)).day == DAY


# Events


def test_a_length_of_time_is_no_amount() -> None:
    error = refusal(Event, at=DAY, act="travel", amount=Quantity.parse("3 nights"))

    assert error.message == "`3 nights` is a length of time"
    assert error.help == "write `lasting: 3 nights`"


@pytest.mark.parametrize(("at", "is_dated_only"), [(DAY, True), (EVENING, False)])
def test_of_some_events_only_the_day_is_known(at: dt.date, is_dated_only: bool) -> None:
    event = Event(at=at, act="date")

    assert event.is_dated_only is is_dated_only
    assert event.day == DAY


# Breaches


def test_a_breach_is_of_something() -> None:
    assert refusal(Breach, id="late", of=()).message == "`late` is a breach of nothing"


def test_each_person_says_once_what_it_did() -> None:
    twice = (Impact(who="ben", says="It hurt."), Impact(who="ben", says="I was angry."))

    assert refusal(Breach, id="late", of=("home",), impact=twice).message == "`ben` is named twice"


# Repairs


def test_a_repair_is_of_something() -> None:
    assert refusal(Repair, id="spring", of=()).message == "`spring` repairs nothing"


def test_a_repair_is_settled_or_ended() -> None:
    error = refusal(Repair, id="spring", of=("late",), settled=DAY, ended=DAY)

    assert error.message == "`spring` is both settled and ended"
    assert error.help == "keep the one that is true"


def test_a_step_is_done_or_skipped() -> None:
    error = refusal(RepairStep, step="debrief", done=DAY, skipped="not needed")

    assert error.message == "`debrief` is both done and skipped"


def test_a_step_is_one_of_nine() -> None:
    error = refusal(RepairStep, step="grovelling")

    assert error.message == "`grovelling` is not a step of a repair"
    assert str(error.help).count("`") == 2 * len(REPAIR_STEPS)
    assert len(REPAIR_STEPS) == 9


# Scenarios


def test_a_verdict_is_one_that_there_is() -> None:
    error = refusal(Expectation, of="home.quiet", verdict="fine")

    assert error.message == "`fine` is not a verdict"
    assert str(error.help).count("`") == 2 * len(VERDICTS)


def test_one_verdict_is_expected_of_a_clause() -> None:
    twice = tuple(Expectation(of="home.quiet", verdict=each) for each in ("satisfied", "violated"))

    assert refusal(Scenario, id="third", expect=twice).message == "`home.quiet` stands twice"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Feeling(who="ana", says=""),
        lambda: Concern(who="ana", says=" "),
        lambda: CheckIn(date=DAY, people=("ana",), decided=("",)),
        lambda: CheckIn(date=DAY, people=("ana",), celebrated=("",)),
        lambda: Score(who="ana", value=Decimal(1), scale=Scale.parse("0-4"), instrument=""),
        lambda: Event(at=DAY, act="date", how=("",)),
        lambda: Breach(id="late", of=("home",), says=""),
        lambda: Impact(who="ben", says=""),
        lambda: Apology(plan=""),
        lambda: RepairStep(step="debrief", says=""),
        lambda: RepairStep(step="debrief", skipped=" "),
        lambda: Scenario(id="third", says=""),
    ],
)
def test_words_that_are_none_are_refused(make: Callable[[], object]) -> None:
    with pytest.raises(InvalidModel, match=r"` is empty$"):
        make()
