"""How a clause stands, in a few words."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.report.standing import broken_in_words, is_stuck, may_be_mended
from polyagree.timeline.instances import Break, BreakState

AT = dt.datetime(2026, 3, 6, 20, tzinfo=dt.UTC)


def broken(state: BreakState, *, is_settled: bool = False) -> Break:
    return Break(
        at=AT,
        event=None,
        by=(),
        discovered=AT,
        record=None,
        state=state,
        is_settled=is_settled,
    )


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        ([broken("compensated")], "broken, made good"),
        ([broken("terminal")] * 2, "broken 2 times, none to be made good any more"),
        ([broken("violated")], "broken, and stays as it is"),
        ([broken("violated", is_settled=True)], "broken, settled"),
        (
            [broken("terminal"), broken("compensated"), broken("compensated")],
            "broken 3 times: 2 made good, 1 no longer to be made good",
        ),
    ],
)
def test_what_became_of_breaks_is_counted(breaks: list[Break], said: str) -> None:
    assert broken_in_words(breaks) == said


def test_nothing_comes_of_a_break_if_what_follows_binds_nobody() -> None:
    assert not may_be_mended(broken("violated"))
    assert is_stuck(broken("violated"))
