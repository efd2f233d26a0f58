from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.drift.scoring import agreement, covering, f1, zero
from polyagree.errors import InvalidSeries

PEOPLE = {1: [10, 20], 2: [11, 20], 3: [10], 4: [0, 5]}
POSITIONS = st.lists(st.integers(0, 49), max_size=8)


# The numbers of the next three tests are those of van den Burg & Williams's own metrics (TCPD).
def test_f1_takes_a_change_within_five_positions() -> None:
    assert f1(PEOPLE, predictions=[10, 20]) == pytest.approx(1.0, abs=1e-12)


def test_f1_weighs_the_people_who_marked_nothing() -> None:
    people = {1: [], 2: [10], 3: [50]}

    assert f1(people, predictions=[10]) == pytest.approx(0.9090909090909091, abs=1e-12)
    assert f1(people, predictions=[]) == pytest.approx(0.8, abs=1e-12)


def test_the_covering_of_three_people() -> None:
    people = {1: [10, 20], 2: [10], 3: [0, 5]}

    assert covering(people, predictions=[10, 20], n_obs=45) == pytest.approx(
        0.7962962962962963, abs=1e-12
    )


def test_one_prediction_finds_one_change_only() -> None:
    assert f1({"a": [20, 22]}, predictions=[21]) == pytest.approx(2 * 1 * (2 / 3) / (5 / 3))


def test_a_prediction_near_the_beginning_is_not_taken_by_position_zero() -> None:
    assert f1({"a": [3]}, predictions=[4]) == 1


def test_a_margin_of_nothing_wants_the_very_position() -> None:
    assert f1({"a": [20]}, predictions=[21], margin=0) == 0.5
    assert f1({"a": [20]}, predictions=[20], margin=0) == 1


def test_never_finding_anything_is_right_where_nothing_was_marked() -> None:
    score = zero({"a": [], "b": []}, n_obs=30)

    assert (score.f1, score.covering) == (1, 1)


def test_people_are_scored_against_the_others() -> None:
    scores = agreement({"a": [10], "b": [10], "c": [40]}, n_obs=50)

    assert scores["a"] == scores["b"]
    assert scores["a"].f1 > scores["c"].f1
    assert scores["a"].covering > scores["c"].covering


@given(POSITIONS)
def test_who_marked_it_is_in_full_agreement_with_themselves(positions: list[int]) -> None:
    assert f1({"a": positions}, predictions=positions) == pytest.approx(1)
    assert covering({"a": positions}, predictions=positions, n_obs=50) == pytest.approx(1)


@given(st.dictionaries(st.integers(), POSITIONS, min_size=1, max_size=4), POSITIONS)
def test_scores_lie_between_nothing_and_one(people: dict[int, list[int]], found: list[int]) -> None:
    assert 0 < f1(people, predictions=found) <= 1 + 1e-12
    assert 0 < covering(people, predictions=found, n_obs=50) <= 1 + 1e-12


def test_a_series_that_nobody_marked_has_no_score() -> None:
    with pytest.raises(InvalidSeries, match="`annotations` holds nobody"):
        f1({}, predictions=[])


def test_one_person_cannot_disagree() -> None:
    with pytest.raises(InvalidSeries, match="fewer than two people"):
        agreement({"a": [1]}, n_obs=9)


def test_a_position_outside_of_the_series_is_refused() -> None:
    with pytest.raises(InvalidSeries, match="`predictions` has 30, outside of a series of 30"):
        covering({"a": []}, predictions=[30], n_obs=30)
    with pytest.raises(InvalidSeries, match=r"`predictions\[0\]` is -1, and must be at least 0"):
        f1({"a": []}, predictions=[-1])
