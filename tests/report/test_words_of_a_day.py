from __future__ import annotations

import datetime as dt

import pytest

from polyagree import loads
from polyagree.practice import table
from polyagree.report.drift import render_drift

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-01
    clauses:
      nights: {says: Two a month., norm: {may: late-night, at_most: 2, per: month}}
    revisions:
      - {date: 2025-03-01, accepted: {ana: 2025-03-01, ben: 2025-03-01}, was: {nights: {says: One a month., norm: {may: late-night, at_most: 1, per: month}}}}
events:
  - {at: 2025-01-07T23:30, who: ana, act: late-night, with: caro}
  - {at: 2025-01-14T23:30, who: ana, act: late-night, with: caro}
  - {at: 2025-03-14T23:30, who: ana, act: late-night, with: caro}
"""


@pytest.mark.parametrize(
    ("day", "says"),
    [(dt.date(2025, 1, 31), "One a month."), (dt.date(2025, 3, 31), "Two a month.")],
)
def test_a_clause_is_told_in_the_words_of_the_day(day: dt.date, says: str) -> None:
    text = render_drift(table(loads(DOCUMENT), on=day), clause="open.nights")

    assert text.split("\n")[1] == says
