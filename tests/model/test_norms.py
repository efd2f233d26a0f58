"""Duties, prohibitions, permissions and powers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, get_args

import pytest

from polyagree.clock import Cadence, Duration, Moment, Quantity, Window
from polyagree.errors import InvalidNorm
from polyagree.model import (
    ALWAYS,
    MODALS,
    Early,
    Gate,
    Happening,
    Late,
    Named,
    Norm,
    Obligation,
    Permission,
    Power,
    Prohibition,
    Role,
    Situation,
)

TWO = Quantity.parse("2")
NONE = Quantity.parse("0")
MONTH = Window.parse("month")
WEEKLY = Cadence.parse("week")
WEEK = Duration.parse("1 week")


def refusal(make: Callable[..., Norm], **sides: Any) -> InvalidNorm:
    with pytest.raises(InvalidNorm) as caught:
        make(act="date", **sides)
    return caught.value


@pytest.mark.parametrize("make", [Obligation, Prohibition, Permission, Power])
def test_a_norm_that_ends_before_it_begins_is_refused(make: Callable[..., Norm]) -> None:
    error = refusal(make, from_=dt.date(2025, 3, 2), until=dt.date(2025, 3, 1))

    assert error.message == "it ends on 2025-03-01, before it begins on 2025-03-02"
    assert error.field == "until"


def test_a_norm_may_hold_for_one_day() -> None:
    day = dt.date(2025, 3, 1)

    assert Permission(act="date", from_=day, until=day).until == day


def test_a_norm_may_begin_on_a_day_and_end_with_a_condition() -> None:
    norm = Prohibition(act="date", from_=dt.date(2025, 3, 1), until=Situation("away"))

    assert norm.until == Situation("away")


def test_the_modals_are_those_of_the_four_types() -> None:
    assert tuple(each.modal for each in (Obligation, Prohibition, Permission, Power)) == MODALS


def test_always_is_said_in_so_many_words() -> None:
    assert Obligation(act="barrier", during=ALWAYS).is_always
    assert not Obligation(act="barrier", during=Situation("away")).is_always
    assert not Obligation(act="barrier").is_always


# Duties


@pytest.mark.parametrize(
    ("sides", "kind"),
    [
        ({}, "achievement"),
        ({"within": WEEK}, "achievement"),
        ({"during": ALWAYS}, "maintenance"),
        ({"every": WEEKLY}, "recurring"),
        ({"every": WEEKLY, "during": ALWAYS}, "recurring"),
        ({"at_least": TWO, "per": MONTH}, "quota"),
        ({"at_least": TWO, "per": MONTH, "during": ALWAYS}, "quota"),
    ],
)
def test_a_duty_is_kept_in_one_of_four_ways(sides: dict[str, Any], kind: str) -> None:
    assert Obligation(act="talk", **sides).kind == kind


@pytest.mark.parametrize(
    "sides",
    [
        {"within": WEEK},
        {"by": Moment.parse("next evening")},
        {"before": Happening(act="date")},
        {"until": dt.date(2025, 1, 5)},
        {"for_": WEEK},
        {"every": WEEKLY},
        {"at_least": TWO, "per": MONTH},
        {"during": ALWAYS},
    ],
    ids=lambda sides: next(iter(sides)),
)
def test_a_duty_that_says_when_has_a_deadline(sides: dict[str, Any]) -> None:
    assert Obligation(act="talk", **sides).has_deadline


@pytest.mark.parametrize(
    "sides", [{}, {"after": Happening(act="date")}, {"wait": WEEK}, {"from_": dt.date(2025, 1, 5)}]
)
def test_a_duty_that_never_says_until_when_has_none(sides: dict[str, Any]) -> None:
    assert not Obligation(act="talk", **sides).has_deadline


def test_a_duty_to_do_nothing_is_refused() -> None:
    error = refusal(Obligation, at_least=NONE, per=MONTH)

    assert error.message == "`at_least: 0` asks for nothing"
    assert error.help == "leave the norm out, or write a number from 1"
    assert error.field == "at_least"


@pytest.mark.parametrize(
    ("sides", "field"), [({"at_least": TWO}, "at_least"), ({"per": MONTH}, "per")]
)
def test_a_quota_has_a_number_and_a_window(sides: dict[str, Any], field: str) -> None:
    error = refusal(Obligation, **sides)

    assert error.message == "`at_least` and `per` need each other"
    assert error.help == "write `at_least: 2, per: month`, or `every: month`"
    assert error.field == field


def test_a_duty_recurs_or_has_a_quota() -> None:
    error = refusal(Obligation, every=WEEKLY, at_least=TWO, per=MONTH)

    assert error.message == "`every` and `at_least` stand side by side"
    assert error.help is not None
    assert error.field == "every"


AFTER = {"after": Happening(act="date")}


@pytest.mark.parametrize(
    "sides",
    [
        AFTER,
        {**AFTER, "within": WEEK},
        {**AFTER, "every": WEEKLY},
        {**AFTER, "at_least": TWO, "per": MONTH, "during": ALWAYS},
    ],
)
@pytest.mark.parametrize("early", get_args(Early))
def test_a_duty_after_something_says_whether_it_may_be_done_before(
    sides: dict[str, Any], early: Early
) -> None:
    assert Obligation(act="tell", early=early, **sides).early == early


@pytest.mark.parametrize("early", get_args(Early))
def test_nothing_is_done_early_that_follows_nothing(early: Early) -> None:
    error = refusal(Obligation, early=early, within=WEEK)

    assert error.message == "`early` needs `after`"
    assert error.help == "say with `after` what it follows, or take `early` out"
    assert error.field == "early"


@pytest.mark.parametrize("early", get_args(Early))
def test_a_duty_throughout_is_not_done_early(early: Early) -> None:
    error = refusal(Obligation, early=early, during=ALWAYS, **AFTER)

    assert error.message == (
        "`early` and `during` stand side by side, without `every` or `at_least`"
    )
    assert error.help == "nobody does beforehand what is done throughout: take `early` out"
    assert error.field == "early"


def test_what_waits_a_while_does_not_count_beforehand() -> None:
    error = refusal(Obligation, early="counts", wait=WEEK, **AFTER)

    assert error.message == "`early: counts` and `wait` stand side by side"
    assert error.help == "it counts beforehand, or only after a while: take one of them out"
    assert error.field == "early"
    assert Obligation(act="tell", early="waits", wait=WEEK, **AFTER).early == "waits"


@pytest.mark.parametrize(
    "sides",
    [
        {"within": WEEK},
        {"by": Moment.parse("next evening")},
        {"before": Happening(act="date")},
        {"until": dt.date(2025, 1, 5)},
        {"for_": WEEK},
        {"every": WEEKLY},
        {"at_least": TWO, "per": MONTH},
        {"every": WEEKLY, "during": ALWAYS},
    ],
    ids=lambda sides: next(iter(sides)),
)
@pytest.mark.parametrize("late", get_args(Late))
def test_a_duty_with_a_deadline_says_whether_it_is_owed_after_it(
    sides: dict[str, Any], late: Late
) -> None:
    assert Obligation(act="talk", late=late, **sides).late == late


@pytest.mark.parametrize("late", get_args(Late))
@pytest.mark.parametrize("sides", [{}, AFTER, {"wait": WEEK}])
def test_nothing_is_late_that_never_says_until_when(late: Late, sides: dict[str, Any]) -> None:
    error = refusal(Obligation, late=late, **sides)

    assert error.message == (
        "`late` needs one of `within`, `by`, `before`, `until`, `for`, `every`, `at_least`"
    )
    assert error.help == "say when its time is over, or take `late` out"
    assert error.field == "late"


@pytest.mark.parametrize("late", get_args(Late))
@pytest.mark.parametrize("sides", [{}, {"within": WEEK}])
def test_a_duty_throughout_is_never_late(late: Late, sides: dict[str, Any]) -> None:
    error = refusal(Obligation, late=late, during=Situation("away"), **sides)

    assert error.message == "`late` and `during` stand side by side, without `every` or `at_least`"
    assert error.help == "nobody does afterwards what is done throughout: take `late` out"
    assert error.field == "late"


# Permissions


def test_a_permission_with_a_number_is_a_limit() -> None:
    assert Permission(act="date", at_most=TWO, per=MONTH).is_limit
    assert not Permission(act="date", only_if=Gate(kind="told", people=(Named("ben"),))).is_limit


def test_a_permission_for_nothing_is_refused_as_a_prohibition() -> None:
    error = refusal(Permission, at_most=NONE, per=MONTH)

    assert error.message == "`at_most: 0` permits nothing"
    assert error.help == "write `must_not: date`"


@pytest.mark.parametrize(
    ("sides", "field"), [({"at_most": TWO}, "at_most"), ({"per": MONTH}, "per")]
)
def test_a_limit_has_a_number_and_a_window(sides: dict[str, Any], field: str) -> None:
    error = refusal(Permission, **sides)

    assert error.message == "`at_most` and `per` need each other"
    assert error.help == "write `at_most: 2, per: month`; `per: ever` is for good"
    assert error.field == field


# Powers


def test_a_power_in_a_window_has_a_number() -> None:
    error = refusal(Power, per=MONTH)

    assert error.message == "`per` needs `at_most`"
    assert error.help == "write `at_most: 1, per: year`"


def test_a_power_may_have_a_number_without_a_window() -> None:
    assert Power(act="pause", at_most=TWO).at_most == TWO


def test_a_power_of_nobody_is_nobodys() -> None:
    assert Power(act="veto", who=(Role("nobody"),)).is_nobodys
    assert not Power(act="veto", who=(Named("ben"),)).is_nobodys
    assert not Power(act="veto").is_nobodys
