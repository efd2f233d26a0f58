"""
The coverage of what is done again and again is that of the first times.

Being measured makes Python two to three times as slow, and later rounds seldom reach a
line that the first ones did not. All rounds run; what a test can find is the same.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

__all__ = ["MEASURED", "first_examples", "measured_again", "measured_at_first", "pause", "rounds"]

T = TypeVar("T")
Function = TypeVar("Function", bound=Callable[..., Any])

MEASURED = 20
"""How many rounds of each test are measured."""


@contextmanager
def measured_again() -> Iterator[None]:
    """Let a pause in the measuring last no longer than what is done inside."""
    tracer = sys.gettrace()
    try:
        yield
    finally:
        if _is_coverage(tracer):
            sys.settrace(tracer)


@contextmanager
def first_examples(test: object) -> Iterator[None]:
    """Measure the first examples of *test*, if it is one of Hypothesis, and run them all."""
    handle = getattr(test, "hypothesis", None)
    if handle is None:
        yield
        return
    function = handle.inner_test
    handle.inner_test = measured_at_first(function)
    try:
        yield
    finally:
        handle.inner_test = function


def rounds(of: Iterable[T], *, measured: int = MEASURED) -> Iterator[T]:
    """Yield each *of* them, and measure what is done with the first ones."""
    with measured_again():
        for number, each in enumerate(of):
            if number == measured:
                pause()
            yield each


def measured_at_first(function: Function, *, measured: int = MEASURED) -> Function:
    """Return the same *function*, whose first calls are measured."""
    calls = 0

    @functools.wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        if calls == measured:
            pause()
        calls += 1
        return function(*args, **kwargs)

    found: Any = counted
    return found


def pause() -> None:
    """Measure nothing more of this test."""
    if _is_coverage(sys.gettrace()):
        sys.settrace(None)


def _is_coverage(tracer: object) -> bool:
    """Return whether *tracer* is not that of a debugger, which is left alone."""
    return type(tracer).__module__.startswith("coverage")
