"""What all tests share: how Hypothesis is set, and what is measured."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from measuring import first_examples, measured_again, pause

# A document is a hundred draws, and a busy machine may take its time: no test is timed.
settings.register_profile(
    "whole-documents", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whole-documents")


def pytest_configure(config: pytest.Config) -> None:
    """Tell of our own mark."""
    config.addinivalue_line(
        "markers", "unmeasured: does at length what others do; its coverage is not measured"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Measure the coverage of a property in its first examples."""
    with measured_again(), first_examples(getattr(item, "obj", None)):
        if item.get_closest_marker("unmeasured"):
            pause()
        return (yield)
