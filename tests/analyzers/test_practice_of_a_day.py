"""Analyzers of practice look at a document as of a day."""

from __future__ import annotations

import datetime as dt

from polyagree import check, loads

CREPT = """
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-05
    clauses:
      nights: {says: Four., norm: {may: late-night, at_most: 4, per: month}}
    revisions:
      - {date: 2025-03-05, accepted: {ana: 2025-03-05, ben: 2025-03-05}, was: {nights: {says: Two., norm: {may: late-night, at_most: 2, per: month}}}}
      - {date: 2025-06-05, accepted: {ana: 2025-06-05, ben: 2025-06-05}, was: {nights: {says: Three., norm: {may: late-night, at_most: 3, per: month}}}}
"""

EARLY = """
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  open:
    parties: [ana, ben]
    clauses:
      nights: {says: Two., norm: {may: late-night, at_most: 1, per: quarter, unless: {done: talk}}}
events:
  - {at: 0002-01-05T10:00, who: ana, act: talk}
  - {at: 0002-01-06T10:00, who: ana, act: late-night}
  - {at: 0002-01-08T10:00, who: ana, act: late-night}
"""


def test_a_number_has_crept_once_the_last_step_counts() -> None:
    polycule = loads(CREPT)
    codes = [
        [each.code for each in check(polycule, select=["DRF306"], on=day).findings]
        for day in (dt.date(2025, 4, 1), dt.date(2025, 7, 1))
    ]

    assert codes == [[], ["DRF306"]]


def test_before_the_calendar_begins_there_are_no_periods() -> None:
    assert check(loads(EARLY), select=["DRF310"], on=dt.date(2, 2, 1)).findings == ()
