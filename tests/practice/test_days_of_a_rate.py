"""A chart runs in time, and what it says is told in days of the document's zone."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree import loads
from polyagree.practice import table

ZONES = ["UTC", "Pacific/Auckland", "America/Los_Angeles", "Africa/Lagos"]


def document(zone: str, *, hour: str, more: str = "") -> str:
    month = dt.date(2025, 1, 1)
    days = [month.replace(month=number, day=11) for number in range(1, 7)]
    days += [dt.date(2025, 7, 5) + dt.timedelta(days=4 * number) for number in range(20)]
    events = "\n".join(
        f"  - {{at: {day}T{hour}, who: ana, act: late-night, with: caro}}" for day in days
    )
    return f"""\
polyagree: 1
timezone: {zone}
people: {{ana: Ana, ben: Ben, caro: Caro}}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-01
    clauses:
      nights: {{says: Nine a month., norm: {{may: late-night, at_most: 9, per: month}}}}
check_ins: [{more}]
events:
{events}
"""


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", ["00:10", "23:50"])
def test_since_when_is_a_day_of_the_zone(zone: str, hour: str) -> None:
    pattern = table(loads(document(zone, hour=hour))).limits[0].now

    assert (pattern.state, pattern.since) == ("red", dt.date(2025, 7, 5))


@pytest.mark.parametrize("zone", ZONES)
def test_a_talk_on_the_last_day_on_record_counts(zone: str) -> None:
    day = dt.date(2025, 9, 20)
    more = f"{{date: {day}, people: [ana, ben], decided: open.nights}}"

    pattern = table(loads(document(zone, hour="23:50", more=more))).limits[0].now

    assert pattern.state == "quiet"
    assert pattern.alarms[0].talked == day


@pytest.mark.parametrize("promise", ["1 in 1 year", "1 in 2 weeks", "1 in 999999999 years"])
def test_any_promise_about_time_has_a_chart(promise: str) -> None:
    pattern = table(loads(document("UTC", hour="12:00")), false_alarm=promise).limits[0].now

    assert pattern.promise == promise.replace("999999999", "1e+09")
    assert pattern.state in {"amber", "red"}


def test_what_is_rarer_than_a_false_alarm_has_a_chart() -> None:
    text = document("UTC", hour="12:00").replace(
        "at_most: 9, per: month", "at_most: 1, per: 12 years"
    )

    pattern = table(loads(text)).limits[0].now

    assert (pattern.state, pattern.before) == ("red", "0.1 a year agreed")


@pytest.mark.parametrize(
    ("allowed", "before"), [(1, "1 a month agreed"), (9, "1 a month in the first half year")]
)
def test_it_is_compared_with_the_agreed_number_where_that_is_less(
    allowed: int, before: str
) -> None:
    text = document("UTC", hour="12:00").replace("at_most: 9", f"at_most: {allowed}")

    assert table(loads(text)).limits[0].now.before == before
