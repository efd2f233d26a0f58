"""Whatever a document holds, the tools can be looked at, and say the same each time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from polyagree.codec import dumps, loads
from polyagree.model import Polycule
from polyagree.practice import (
    aftercare,
    protocol_changes,
    protocols,
    shared_time,
    side_by_side,
    sides,
    telling_practice,
    tellings,
    time_apart,
    time_together,
)
from polyagree.scores import check_in_scores
from polyagree.testing.strategies import polycules


def looked_at(polycule: Polycule) -> list[object]:
    """Return everything that the tools say of *polycule*."""
    kept = [look(polycule) for look in (aftercare, time_together, time_apart)]
    return [
        *(each.record() for each in protocols(polycule, all_wordings=True)),
        *(each.records() for each in sides(polycule)),
        *(each.difference.record() for each in protocol_changes(polycule)),
        *(each.record() for each in tellings(polycule)),
        *(each.record() for each in telling_practice(polycule)),
        *(each.records() for each in kept),
        *(each.commitments_records() for each in kept),
        *([month.record() for month in each.months()] for each in kept),
        *(each.record() for each in shared_time(polycule)),
        *(side_by_side(polycule, each).records() for each in polycule.matrices),
        *(each.record() for each in check_in_scores(polycule)),
    ]


@given(polycules())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_can_be_looked_at(polycule: Polycule) -> None:
    assert looked_at(polycule) == looked_at(loads(dumps(polycule)))


@pytest.mark.parametrize("document", ["polyagree: 1", "polyagree: 1\npeople: {ana: Ana}"])
def test_an_empty_document_has_none(document: str) -> None:
    assert looked_at(loads(document)) == [[]] * 9
