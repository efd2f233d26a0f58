"""What all tests with Hypothesis share."""

from __future__ import annotations

import functools
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A document is a hundred draws, and a busy machine may take its time: no test is timed.
settings.register_profile(
    "whole-documents", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whole-documents")

# Later examples of a property seldom reach a new line, and being measured takes three times as long.
_MEASURED = 20


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run all examples of a property, and measure the coverage of the first ones."""
    tracer = sys.gettrace()
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    # Not that of a debugger.
    if handle is None or not type(tracer).__module__.startswith("coverage"):
        return (yield)
    test = handle.inner_test
    handle.inner_test = _measured_at_first(test)
    try:
        return (yield)
    finally:
        handle.inner_test = test
        sys.settrace(tracer)


def _measured_at_first(test: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same *test*, not traced any more after the first examples."""
    count = itertools.count()

    @functools.wraps(test)
    def example(*args: Any, **kwargs: Any) -> Any:
        if next(count) == _MEASURED:
            sys.settrace(None)
        return test(*args, **kwargs)

    return example
