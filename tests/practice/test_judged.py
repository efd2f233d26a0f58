from __future__ import annotations

from polyagree import loads
from polyagree.practice import courses, judged
from polyagree.practice.table import table
from polyagree.report.drift import render_drift

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-01
    clauses:
      nights:
        says: One a month, and none on Tuesdays.
        norm:
          - {may: late-night, at_most: 1, per: month}
          - {must_not: late-night, days: tue}
    revisions:
      - {date: 2025-03-01, accepted: {ana: 2025-03-01, ben: 2025-03-01}, was: {nights: {says: One., norm: {may: late-night, at_most: 1, per: month}}}}
      - {date: 2025-04-01, accepted: {ana: 2025-04-01, ben: 2025-04-01}, was: {nights: {says: Two., norm: {may: late-night, at_most: 2, per: month}}}}
events:
  - {at: 2025-01-07T23:30, who: ana, act: late-night, with: caro}
  - {at: 2025-01-14T23:30, who: ana, act: late-night, with: caro}
"""


def test_what_else_a_clause_forbids_does_not_count_for_its_number() -> None:
    polycule = loads(DOCUMENT)
    (course,) = courses(polycule)

    found = judged(polycule, course)

    assert [(each.wording, len(each.breaks)) for each in found] == [("1", 1), ("2", 0), ("1", 1)]


def test_a_number_that_came_back_is_told_once() -> None:
    text = render_drift(table(loads(DOCUMENT)))

    assert "had one wording held all along: 1 under `1` and 0 under `2`." in text
