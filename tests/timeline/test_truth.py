"""Answers that may be unknown."""

from __future__ import annotations

from polyagree.timeline.truth import all_true, any_true, at_least, opposite, unanimous


def test_an_unknown_answer_hides_neither_yes_nor_no() -> None:
    assert all_true([None, False]) is False
    assert all_true([None, True]) is None
    assert any_true([None, True]) is True
    assert any_true([None, False]) is None


def test_the_opposite_of_unknown_is_unknown() -> None:
    assert opposite(None) is None
    assert opposite(truth=True) is False


def test_an_unknown_answer_may_be_the_one_that_is_missing() -> None:
    assert at_least(2, [True, None]) is None
    assert at_least(2, [True, True]) is True
    assert at_least(2, [True, False]) is False


def test_answers_that_differ_are_none() -> None:
    assert unanimous([True, True]) is True
    assert unanimous([False, False]) is False
    assert unanimous([True, False]) is None
