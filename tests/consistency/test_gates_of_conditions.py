"""What an act waits for, of every kind of condition: who is asked, and what leaves it open."""

from __future__ import annotations

import pytest
from consistency.waiting import DATE, MET, WROTE, in_words, polycule, told

from polyagree.consistency import gates

WORDS = """\
terms:
  kid-week: {kind: situation, means: the kid is with us}
  storm: {kind: happening, means: a storm}
  gathering: {kind: act, kind_of: party}
"""
BEN = "ana date: ben, update-calendar ben, hidden"


def waiting(condition: str, *others: str) -> list[str]:
    """Return what is found where a date of Ana waits for *condition*."""
    return told(polycule(f"{{may: date, {DATE}, only_if: {condition}}}", *others, more=WORDS))


@pytest.mark.parametrize(
    "condition",
    [
        f"{{not: {{not: {WROTE}}}}}",
        f"{{not: {{any: [kid-week, {{not: {WROTE}}}]}}}}",
        f"[always, {WROTE}]",
        f"{{any: [{{not: always}}, {WROTE}]}}",
        f"{{any: [{{broken: a.c1}}, {WROTE}]}}",
        f"[{{not: {{broken: a.c1}}}}, {{not: {{paused: a.c1}}}}, {WROTE}]",
        f"[kid-week, {WROTE}, kid-week]",
        f"[{{not: storm}}, {WROTE}]",
        f"[{{not: gathering}}, {WROTE}]",
        f"[{{not: {MET}}}, {WROTE}]",
        f"[storm, {WROTE}]",
        f"[{{done: storm}}, {WROTE}]",
        f"[gathering, {WROTE}]",
        f"[{{not: {{talked_with: caro}}}}, {WROTE}]",
        f"[{WROTE}, {{not: {{talked_with: caro}}}}]",
        f"[{{unopposed_by: caro}}, {WROTE}]",
        f"[{WROTE}, {{unopposed_by: caro}}]",
        "{act: update-calendar, who: ben}",
    ],
)
def test_what_is_so_beside_it_or_cannot_be_leaves_the_word_needed(condition: str) -> None:
    assert waiting(condition, "{must: travel, who: ben, every: month}") == [BEN]


@pytest.mark.parametrize(
    "condition",
    [
        f"{{any: [always, {WROTE}]}}",
        f"{{any: [kid-week, {WROTE}]}}",
        f"{{not: [kid-week, {{not: {WROTE}}}]}}",
        f"{{any: [{{is: away, who: ben}}, {WROTE}]}}",
        f"{{any: [{{not: {{broken: a.c1}}}}, {WROTE}]}}",
        f"{{any: [{{not: gathering}}, {WROTE}]}}",
        "talk",
        "{act: gathering, who: [ben, caro]}",
        "{told: anyone}",
        # Nobody can do it at all, so that nobody is in the way.
        f"[kid-week, {{not: kid-week}}, {WROTE}]",
        f"[{{not: always}}, {WROTE}]",
        f"[{{broken: a.c1}}, {WROTE}]",
        f"[{{not: {WROTE}}}, {WROTE}]",
        f"[{WROTE}, {{not: {WROTE}}}]",
    ],
)
def test_where_it_can_be_without_or_not_at_all_nobody_gates(condition: str) -> None:
    assert waiting(condition, "{must: travel, who: ben, every: month}") == []


@pytest.mark.parametrize(
    "condition",
    [
        "{done: {act: update-calendar, who: ben, days: mon}}",
        "{done: {act: update-calendar, who: ben, nth: 2}}",
        "{done: {act: spend, who: ben, amount: over 999999999 EUR}}",
        "{done: {act: update-calendar, who: 1 of other parties}}",
        "{not: {unopposed_by: ben}}",
        "{not: {yes_from: [ben, caro], silence: allows}}",
        "{paused: a.c1}",
        "{not: {kept: a.c1}}",
        "{yes_from: nobody}",
    ],
)
def test_where_nobody_can_tell_nothing_is_claimed(condition: str) -> None:
    assert waiting(f"[{condition}, {WROTE}]", "{must: travel, who: ben, every: month}") == []


@pytest.mark.parametrize(
    ("situations", "given"),
    [
        ("kid-week", ("kid-week",)),
        ("{not: kid-week}", ("not kid-week",)),
        ("{is: away, who: ben}", ("away",)),
        ("{not: {is: away, who: ben}}", ("not away",)),
        ("[kid-week, {is: away, who: ben}]", ("kid-week", "away")),
        ("{any: [kid-week, {is: away, who: ben}]}", ("kid-week",)),
        ("{not: {any: [kid-week, {is: away, who: ben}]}}", ("not kid-week", "not away")),
        ("{not: [kid-week, {is: away, who: ben}]}", ("not kid-week",)),
    ],
)
@pytest.mark.parametrize(
    "norm",
    [
        "{{must_not: date, {date}, during: {situations}, unless: {wrote}}}",
        "{{may: date, {date}, only_if: [{situations}, {wrote}]}}",
    ],
)
def test_a_gate_is_told_with_the_situation_in_which_it_is_one(
    norm: str, situations: str, given: tuple[str, ...]
) -> None:
    text = norm.format(date=DATE, situations=situations, wrote=WROTE)
    (gate,) = gates(polycule(text, more=WORDS))

    assert in_words(gate) == BEN
    assert gate.given == given


def test_whom_nobody_is_with_nobody_meets() -> None:
    assert told(polycule(f"{{may: travel, who: ana, only_if: [{MET}, {WROTE}]}}")) == []


def test_what_all_of_them_do_waits_for_each_of_them() -> None:
    assert waiting("{done: {act: talk, who: all parties}}") == [
        "ana date: ben, talk ana, ben, caro, said",
        "ana date: caro, talk ana, ben, caro, said",
    ]


def test_of_what_goes_on_or_holds_the_situation_is_told() -> None:
    during = "{any: [gathering, {is: away, who: ben}]}"
    text = f"{{must_not: date, {DATE}, during: {during}, unless: {WROTE}}}"
    (gate,) = gates(polycule(text, more=WORDS))

    assert gate.given == ("away",)
