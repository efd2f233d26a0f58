"""Scores of one set of answers, of many at once, and of check-ins."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from polyagree.codec import loads
from polyagree.errors import InvalidInstrument, UnknownName
from polyagree.model import Scale
from polyagree.scores import (
    CheckInScore,
    Instrument,
    Item,
    Subscale,
    SubscaleScore,
    check_in_scores,
    instrument,
    instruments,
    score,
    score_columns,
)

SHIPPED = st.sampled_from(instruments())


def only(name: str, answers: dict[str, Any]) -> SubscaleScore:
    return score(instrument(name), answers).subscales[0]


def short(
    *, may_miss: int = 0, by: str = "mean", reverse_scored: tuple[str, ...] = ()
) -> Instrument:
    items = tuple(Item(id=each, scale=Scale.parse("0-4")) for each in "abc")
    whole = Subscale(
        id="total",
        items=("a", "b", "c"),
        reverse_scored=reverse_scored,
        by=by,
        more_of="rest",
        may_miss=may_miss,
    )
    return Instrument(id="x", name="X", about="person", items=items, subscales=(whole,))


# One


def test_items_that_are_read_the_other_way_round_are_turned() -> None:
    warm = {"1": 7, "2": 7, "3": 7, "4": 7, "5": 1, "6": 1}
    found = only("ecr-rs", warm)

    assert (found.value, found.share) == (1.0, 0.0)
    assert found.more_of == "attachment-related avoidance"


def test_a_mean_and_a_sum() -> None:
    assert only("ras", dict.fromkeys("123567", 5) | {"4": 1, "7": 1}).value == 5.0
    assert only("csi-4", {"1": 6, "2": 5, "3": 5, "4": 5}).value == 21.0
    assert only("csi-4", {"1": 3, "2": 0, "3": 0, "4": 0}).share == pytest.approx(3 / 21)


@pytest.mark.parametrize("missing", [None, math.nan, np.float32("nan")])
def test_what_is_missing_stays_missing(missing: object) -> None:
    found = only("csi-4", {"1": 6, "2": 5, "3": missing, "4": 5})

    assert (found.value, found.share) == (None, None)
    assert (found.answered, found.of) == (3, 4)


@pytest.mark.parametrize("number", [np.int64(3), np.float32(3), np.float64(3)])
def test_a_number_of_numpy_is_one(number: Any) -> None:
    assert only("ios", {"1": number}).value == 3.0


def test_nothing_answered_is_no_score() -> None:
    assert only("ios", {}).value is None


def test_as_many_may_be_missing_as_its_own_rule_says() -> None:
    allowed = short(may_miss=1)

    assert score(allowed, {"a": 4, "b": 2}).subscales[0].value == 3.0
    assert score(allowed, {"a": 4, "b": 2}).subscales[0].share == 0.75
    assert score(allowed, {"a": 4}).subscales[0].value is None
    assert score(short(), {"a": 4, "b": 2}).subscales[0].value is None


@pytest.mark.parametrize("number", [5, -1, 4.0001, math.inf, Decimal("NaN")])
def test_an_answer_lies_on_its_scale(number: object) -> None:
    with pytest.raises(InvalidInstrument) as caught:
        score(short(), {"a": number})

    assert caught.value.field == "a"
    assert caught.value.message == f"`{number}` is not on the scale 0-4 of item `a`"


@pytest.mark.parametrize("answer", ["3", True, [1], Fraction(3)])
def test_an_answer_is_a_number(answer: object) -> None:
    with pytest.raises(InvalidInstrument, match="is not a number"):
        score(short(), {"a": answer})


def test_an_item_has_to_be_there() -> None:
    with pytest.raises(UnknownName, match="`x` has no item `d`"):
        score(short(), {"d": 1})


def test_records_are_flat() -> None:
    found = score(instrument("ecr-rs"), {"7": 2, "8": 3, "9": 4})

    assert found.subscale("anxiety").value == 3.0
    assert [row["subscale"] for row in found.records()] == ["avoidance", "anxiety"]
    assert found.records()[1] == {
        "instrument": "ecr-rs",
        "subscale": "anxiety",
        "value": 3.0,
        "share": pytest.approx(1 / 3),
        "answered": 3,
        "of": 3,
        "more_of": "attachment-related anxiety",
    }
    with pytest.raises(UnknownName):
        found.subscale("total")


@st.composite
def answered(draw: st.DrawFn) -> tuple[Instrument, dict[str, int | None]]:
    found = draw(SHIPPED)
    answers = {
        each.id: draw(st.none() | st.integers(int(each.scale.low), int(each.scale.high)))
        for each in found.items
    }
    return found, answers


@given(answered())
def test_a_score_lies_between_its_bounds_or_is_missing(case: tuple[Instrument, dict[str, Any]]):
    found, answers = case
    for each in score(found, answers).subscales:
        scale = found.scale_of(found.subscale(each.subscale))
        if each.answered < each.of:
            assert each.value is None
            assert each.share is None
        else:
            assert each.value is not None
            assert each.share is not None
            assert float(scale.low) <= each.value <= float(scale.high)
            assert 0 <= each.share <= 1


@given(answered(), st.data())
def test_more_of_an_item_is_more_or_less_as_it_is_turned(
    case: tuple[Instrument, dict[str, Any]], data: st.DataObject
) -> None:
    found, answers = case
    whole = {each.id: answers[each.id] or int(each.scale.low) for each in found.items}
    item = data.draw(st.sampled_from(found.items))
    whole[item.id] = int(item.scale.low)
    more = {**whole, item.id: int(item.scale.high)}
    for before, after in zip(
        score(found, whole).subscales, score(found, more).subscales, strict=True
    ):
        subscale = found.subscale(before.subscale)
        assert before.share is not None
        assert after.share is not None
        if item.id not in subscale.items:
            assert after.share == before.share
        else:
            assert (after.share < before.share) is (item.id in subscale.reverse_scored)


@given(answered())
def test_to_turn_twice_is_not_to_turn(case: tuple[Instrument, dict[str, Any]]) -> None:
    found, answers = case
    scales = {each.id: each.scale for each in found.items}
    other_way = evolve(
        found,
        subscales=tuple(
            evolve(
                each,
                reverse_scored=tuple(x for x in each.items if x not in each.reverse_scored),
            )
            for each in found.subscales
        ),
    )
    turned = {
        name: None if value is None else scales[name].low + scales[name].high - value
        for name, value in answers.items()
    }

    assert score(other_way, turned).subscales == score(found, answers).subscales


@given(answered())
def test_what_is_all_turned_is_the_rest_to_one(case: tuple[Instrument, dict[str, Any]]) -> None:
    found, answers = case
    scales = {each.id: each.scale for each in found.items}
    turned = {
        name: None if value is None else scales[name].low + scales[name].high - value
        for name, value in answers.items()
    }
    for one, other in zip(
        score(found, answers).subscales, score(found, turned).subscales, strict=True
    ):
        if one.share is not None and other.share is not None:
            assert one.share + other.share == pytest.approx(1)
        else:
            assert one.share is other.share


# Many


@given(st.data(), SHIPPED | st.sampled_from([short(may_miss=1, reverse_scored=("b",))]))
def test_a_table_says_what_each_row_says(data: st.DataObject, found: Instrument) -> None:
    answers = st.fixed_dictionaries(
        {
            each.id: st.just(math.nan) | st.integers(int(each.scale.low), int(each.scale.high))
            for each in found.items
        }
    )
    rows = data.draw(st.lists(answers, max_size=5))
    table = {each.id: [row[each.id] for row in rows] for each in found.items}
    columns = score_columns(found, table)
    for index, row in enumerate(rows):
        for each in score(found, row).subscales:
            column = columns[each.subscale]
            assert column.answered[index] == each.answered
            assert (column.of, column.more_of) == (each.of, each.more_of)
            if each.value is None:
                assert np.isnan(column.value[index])
                assert np.isnan(column.share[index])
            else:
                assert column.value[index] == pytest.approx(each.value)
                assert column.share[index] == pytest.approx(each.share)


def test_columns_can_be_named() -> None:
    frame = pd.DataFrame({"q_a": [0, 4], "q_b": [1, 4], "q_c": [2, None]})
    total = score_columns(short(), frame, named="q_{item}")["total"]

    assert total.value[0] == 1.0
    assert np.isnan(total.value[1])
    assert total.answered.tolist() == [3, 2]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": [1], "b": [1]}, "there is no column `c`"),
        ({"a": [1], "b": [1], "c": ["x"]}, "column `c` holds what is not a number"),
        ({"a": [1], "b": [1], "c": ["3"]}, "column `c` holds what is not a number"),
        ({"a": [1], "b": [1], "c": ["3", None]}, "column `c` holds what is not a number"),
        ({"a": [1], "b": [1], "c": [True]}, "column `c` holds what is not a number"),
        ({"a": [1, 2], "b": [1, 9], "c": [1, 2]}, "`9` in row 1 of `b` is not on the scale 0-4"),
        ({"a": [1, 2], "b": [1], "c": [1, 2]}, "the columns have 1 to 2 rows"),
        ({"a": [[1]], "b": [1], "c": [1]}, "column `a` is not one row of numbers"),
        ({"a": [math.inf], "b": [1], "c": [1]}, "`inf` in row 0 of `a` is not on the scale 0-4"),
    ],
)
def test_what_is_no_table_of_answers_is_refused(table: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInstrument) as caught:
        score_columns(short(), table)

    assert caught.value.message == message


# Of check-ins


def said(instrument_: str, value: object, scale: str, **options: Any) -> CheckInScore:
    polycule = loads(
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\n"
        "check_ins:\n"
        "  - {date: 2025-03-09, people: [ana, ben], scores: [{who: ana, value: 1, scale: 0-4}]}\n"
        "  - {date: 2025-03-16, people: [ana, ben], scores: ["
        f"{{who: ana, about: ben, value: {value}, scale: {scale}, instrument: {instrument_}}}]}}\n"
    )
    (found,) = check_in_scores(polycule, **options)
    return found


def test_a_check_in_names_a_questionnaire_or_one_of_its_scores() -> None:
    found = said("ecr-rs.anxiety", 4, "1-7")

    assert (found.subscale, found.share, found.remark) == ("anxiety", 0.5, "")
    assert (found.who, found.about, found.check_in) == ("ana", "ben", 1)
    assert found.day == dt.date(2025, 3, 16)
    assert said("ras", 5, "1-5").subscale == "satisfaction"


@pytest.mark.parametrize(
    ("name", "scale", "remark"),
    [
        ("ras", "0-10", "the scale is 0-10, and that of `ras` is 1-5"),
        (
            "ecr-rs",
            "1-7",
            "`ecr-rs` has several scores: write `ecr-rs.avoidance` or `ecr-rs.anxiety`",
        ),
        ("ecr-rs.calm", "1-7", "`ecr-rs` has no score `calm`"),
        ("our own words", "0-10", ""),
    ],
)
def test_what_is_odd_is_remarked_and_kept(name: str, scale: str, remark: str) -> None:
    found = said(name, 4, scale)

    assert found.remark == remark
    assert 0 <= found.share <= 1
    assert (found.more_of is None) is (name != "ras")


def test_what_came_later_is_left_out() -> None:
    polycule = loads(
        "polyagree: 1\npeople: {ana: Ana}\ncheck_ins:\n"
        "  - {date: 2025-03-09, people: ana, scores: [{who: ana, value: 1, scale: 1-5, instrument: ras}]}\n"
    )

    assert [*check_in_scores(polycule, on=dt.date(2025, 3, 8))] == []


def test_one_of_ones_own_is_known_if_it_is_given() -> None:
    found = said("x", 2, "0-4", among=[short()])

    assert (found.subscale, found.more_of, found.remark) == ("total", "rest", "")
    assert found.record()["value"] == 2.0
