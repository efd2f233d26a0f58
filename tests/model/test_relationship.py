"""Relationships and groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from polyagree.clock import Day
from polyagree.errors import InvalidModel, InvalidPeople
from polyagree.model import Group, Member, Person, Relationship, Value

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


def test_somebody_belongs_to_a_group_for_a_time() -> None:
    home = Group(id="home", kind="household", members=("ana", Member(who="ben", from_=JULY)))

    assert home.people == ("ana", "ben")
    assert home.people_on(JUNE) == ("ana",)
    assert home.people_on(JULY) == ("ana", "ben")


def test_nobody_belongs_to_a_group_that_is_not_there() -> None:
    home = Group(id="home", kind="household", members=("ana",), until=JUNE)

    assert home.people_on(JULY) == ()
    assert home.people_on(None) == ("ana",)


def test_somebody_leaves_a_group_and_comes_back() -> None:
    home = Group(
        id="home",
        kind="household",
        members=(Member(who="ana", until=JUNE), Member(who="ana", from_=JULY)),
    )

    assert home.people == ("ana",)
    assert home.people_on(JULY - dt.timedelta(days=1)) == ()
    assert home.people_on(JULY) == ("ana",)


def test_nobody_leaves_before_joining() -> None:
    with pytest.raises(InvalidPeople) as caught:
        Member(who="ana", from_=JULY, until=JUNE)

    assert caught.value.message == "`ana` leaves on 2025-06-01, before joining on 2025-07-01"


def test_nobody_is_a_member_twice_at_one_time() -> None:
    with pytest.raises(InvalidPeople, match="`ana` is named twice") as caught:
        Group(id="house", kind="household", members=("ana", Member(who="ana", from_=JULY)))

    assert caught.value.help is not None


@pytest.mark.parametrize("day", ["03-14", "02-29"])
def test_a_birthday_is_a_day_of_the_year(day: str) -> None:
    assert str(Person(id="ana", name="Ana", birthday=Day.parse(day)).birthday) == day


@pytest.mark.parametrize("day", ["mon", "14th", "birthday"])
def test_no_other_day_is_a_birthday(day: str) -> None:
    with pytest.raises(InvalidPeople, match=f"`{day}` is not a day of the year"):
        Person(id="ana", name="Ana", birthday=Day.parse(day))


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
