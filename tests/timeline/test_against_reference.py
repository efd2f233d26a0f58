"""The replay and its reference agree on documents that nobody thought of."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from timeline.agreeing import compared, differences
from timeline.made_up import documents, polycule

ORDINARY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@ORDINARY
@given(documents())
def test_they_agree_where_every_event_has_an_hour(document: dict[str, Any]) -> None:
    assert differences(polycule(document)) == []


@settings(ORDINARY, max_examples=100)
@given(documents(dated_only=True))
def test_what_is_sure_without_an_hour_is_so_at_every_hour(document: dict[str, Any]) -> None:
    assert differences(polycule(document)) == []


def test_the_reference_leaves_little_open() -> None:
    told = opened = 0

    @settings(ORDINARY, max_examples=50, database=None, derandomize=True)
    @given(documents())
    def count(document: dict[str, Any]) -> None:
        nonlocal told, opened
        each = compared(polycule(document))
        told, opened = told + each[0], opened + each[1]

    count()

    # To whom a word was said, and whether an old one still counts, only several words tell.
    assert told > 4 * opened
