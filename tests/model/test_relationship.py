"""Relationships and groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from polyagree.errors import InvalidModel, InvalidPeople
from polyagree.model import Group, Person, Relationship, Value

JUNE = dt.date(2025, 6, 1)
JULY = dt.date(2025, 7, 1)


def relationship(**sides: Any) -> Relationship:
    return Relationship(**{"id": "us", "kind": "dating", **sides})


def refusal(**sides: Any) -> InvalidPeople:
    with pytest.raises(InvalidPeople) as caught:
        relationship(**sides)
    return caught.value


def test_nobody_is_twice_in_a_relationship() -> None:
    error = refusal(between=("ana", "ben", "ana"))

    assert error.message == "`ana` is named twice in `us`"
    assert error.value == "ana"


def test_one_person_is_no_relationship() -> None:
    error = refusal(between=("ana",))

    assert error.message == "`us` is between one person"
    assert error.help == "name two people or more, or write `of` and `towards`"


def test_a_relationship_is_mutual_or_one_way() -> None:
    error = refusal(between=("ana", "ben"), of="ana", towards="ben")

    assert error.message == "`us` is both mutual and one-way"
    assert error.help == "write `between`, or `of` and `towards`"


@pytest.mark.parametrize("sides", [{}, {"of": "ana"}, {"towards": "ben"}])
def test_a_relationship_says_between_whom_it_is(sides: dict[str, str]) -> None:
    error = refusal(**sides)

    assert error.message == "`us` does not say between whom it is"
    assert error.help == "write `between: [one, another]`, or `of` and `towards`"


def test_a_feeling_towards_oneself_is_no_relationship() -> None:
    assert refusal(of="ana", towards="ana").message == "`us` is towards oneself"


def test_a_relationship_that_ends_before_it_begins_is_refused() -> None:
    error = refusal(between=("ana", "ben"), from_=JULY, until=JUNE)

    assert error.message == "`us` ends on 2025-06-01, before it begins on 2025-07-01"


def test_a_mutual_relationship_is_between_its_people() -> None:
    mutual = relationship(between=("ana", "ben"))

    assert mutual.people == ("ana", "ben")
    assert mutual.is_pair
    assert not mutual.is_one_way


def test_three_people_are_no_pair() -> None:
    assert not relationship(between=("ana", "ben", "caro")).is_pair


def test_a_feeling_is_first_of_the_one_who_has_it() -> None:
    crush = relationship(of="ben", towards="ana")

    assert crush.people == ("ben", "ana")
    assert crush.is_one_way
    assert crush.is_pair


@pytest.mark.parametrize(
    ("sides", "day", "is_on"),
    [
        ({}, JUNE, True),
        ({"from_": JULY}, JUNE, False),
        ({"from_": JUNE}, JUNE, True),
        ({"until": JUNE}, JUNE, True),
        ({"until": JUNE}, JULY, False),
    ],
)
def test_the_first_and_the_last_day_count(
    sides: dict[str, dt.date], day: dt.date, is_on: bool
) -> None:
    assert relationship(between=("ana", "ben"), **sides).is_on(day) is is_on
    assert Group(id="home", kind="household", members=("ana",), **sides).is_on(day) is is_on


def test_a_group_has_members() -> None:
    with pytest.raises(InvalidPeople, match="nobody belongs to `house`"):
        Group(id="house", kind="household", members=())


def test_nobody_is_a_member_twice() -> None:
    with pytest.raises(InvalidPeople, match="`ana` is named twice"):
        Group(id="house", kind="household", members=("ana", "ana"))


def test_a_group_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidPeople) as caught:
        Group(id="house", kind="household", members=("ana",), from_=JULY, until=JUNE)

    assert caught.value.message == "`house` ends on 2025-06-01, before it begins on 2025-07-01"


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: Person(id="ana", name=" "), "name"),
        (lambda: Person(id="ana", name="Ana", pronouns=""), "pronouns"),
        (lambda: Value(id="care", means=""), "means"),
    ],
)
def test_words_that_are_none_are_refused(make: Any, key: str) -> None:
    with pytest.raises(InvalidModel) as caught:
        make()

    assert caught.value.message == f"`{key}` is empty"
