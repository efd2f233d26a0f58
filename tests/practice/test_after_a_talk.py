"""Red is held until people came to something about it, whatever it is that went red."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree import loads
from polyagree.practice import table

PEOPLE = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-01
    clauses:
      nights: {says: Nine a month., norm: {may: late-night, at_most: 9, per: month}}
      dates: {says: Ninety a month., norm: {may: date, at_most: 90, per: month}}
check_ins:
"""


def weeks(number: int) -> list[dt.date]:
    return [dt.date(2025, 1, 4) + dt.timedelta(weeks=week) for week in range(number)]


def scored(
    values: list[int], *, talk: str = "", direction: str = "higher-is-better", scale: str = "0-4"
) -> str:
    entries = [
        f"  - {{date: {day}, people: [ana, ben], scores: [{{who: ben, about: late-night,"
        f" value: {value}, scale: {scale}, direction: {direction}}}]}}"
        for day, value in zip(weeks(len(values)), values, strict=True)
    ]
    if talk:
        entries.append(f"  - {talk}")
    return PEOPLE + "\n".join(entries) + "\n"


FALLEN = [4, 3, 4, 3, 4, 3, 3, 4, 1, 1, 1, 1, 1]


def test_a_decision_about_the_clause_of_the_same_act_ends_red_of_comfort() -> None:
    talk = "{date: 2025-04-01, people: [ana, ben], decided: open.nights}"

    (before,) = table(loads(scored(FALLEN))).comforts
    (after,) = table(loads(scored(FALLEN, talk=talk))).comforts

    assert before.pattern.state == "red"
    assert after.pattern.state == "quiet"
    assert [alarm.talked for alarm in after.pattern.alarms] == [dt.date(2025, 4, 1)]


@pytest.mark.parametrize(
    "talk",
    [
        "{date: 2025-04-01, people: [ana, ben], decided: open.dates}",
        "{date: 2025-04-01, people: [ana, ben], reviewed: open}",
        "{date: 2025-02-02, people: [ana, ben], decided: open.nights}",
    ],
    ids=["about another act", "a review alone", "before it went red"],
)
def test_anything_else_leaves_red_of_comfort(talk: str) -> None:
    (found,) = table(loads(scored(FALLEN, talk=talk))).comforts

    assert found.pattern.state == "red"


def test_what_would_turn_comfort_red_is_told_in_the_numbers_of_the_scale() -> None:
    (found,) = table(loads(scored([4, 3, 4, 3, 4, 3, 3, 4, 4]))).comforts

    assert "of 0 in turn would turn this red" in found.pattern.why


@pytest.mark.parametrize(
    ("direction", "scale"), [("lower-is-better", "0-4"), ("higher-is-better", "0-100")]
)
def test_levels_that_nobody_writes_are_not_told(direction: str, scale: str) -> None:
    (found,) = table(loads(scored([1] * 9, direction=direction, scale=scale))).comforts

    assert found.pattern.state == "quiet"
    assert found.pattern.why == ""


def longer(*, talk: str = "") -> str:
    nights = [
        f"  - {{at: {day}T23:30, who: ana, act: late-night, with: caro, lasting: {hours}h}}"
        for day, hours in zip(weeks(30), [2, 3] * 10 + [9] * 10, strict=True)
    ]
    return PEOPLE.replace("check_ins:\n", f"check_ins: [{talk}]\nevents:\n") + "\n".join(nights)


def test_a_decision_about_the_clause_ends_red_of_its_size() -> None:
    talk = "{date: 2025-08-01, people: [ana, ben], decided: open.nights}"

    before = table(loads(longer())).limits[0].size
    after = table(loads(longer(talk=talk))).limits[0].size

    assert before.state == "red"
    assert after.state == "quiet"
    assert after.alarms[0].talked == dt.date(2025, 8, 1)
