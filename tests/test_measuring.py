"""The first rounds are measured, all of them run, and afterwards everything is as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from measuring import MEASURED, first_examples, measured_again, measured_at_first, rounds

HERE = "coverage.here"


class _Tracer:
    """What coverage puts in place."""

    def __call__(self, *_: object) -> None:
        """Look at nothing."""


_Tracer.__module__ = HERE


@pytest.fixture
def tracer() -> Iterator[object]:
    before, tracer = sys.gettrace(), _Tracer()
    sys.settrace(tracer)
    yield tracer
    sys.settrace(before)


def test_the_first_rounds_are_measured_and_all_run(tracer: object) -> None:
    measured = [sys.gettrace() is tracer for _ in rounds(range(5), measured=2)]

    assert measured == [True, True, False, False, False]
    assert sys.gettrace() is tracer


def test_the_first_calls_are_measured_and_all_are_made(tracer: object) -> None:
    called = measured_at_first(lambda number: (number, sys.gettrace() is tracer), measured=2)

    assert [called(number) for number in range(3)] == [(0, True), (1, True), (2, False)]


def test_a_property_is_measured_at_first_and_runs_with_all_its_examples(tracer: object) -> None:
    measured: list[bool] = []

    @given(st.integers())
    @settings(max_examples=MEASURED + 5, phases=[Phase.generate], database=None)
    def test_it(number: int) -> None:
        assert isinstance(number, int)
        measured.append(sys.gettrace() is tracer)

    with measured_again(), first_examples(test_it):
        test_it()

    assert measured == [True] * MEASURED + [False] * 5
    assert sys.gettrace() is tracer


def test_a_debugger_is_left_alone() -> None:
    def debugger(*_: object) -> None: ...

    before = sys.gettrace()
    sys.settrace(debugger)
    try:
        traced = [sys.gettrace() is debugger for _ in rounds(range(3), measured=1)]
    finally:
        sys.settrace(before)

    assert all(traced)
