"""How a clause names people."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given

from polyagree.errors import InvalidPeople
from polyagree.model import (
    CountOf,
    Except,
    Named,
    PartnersOf,
    PeopleTerm,
    Role,
    RoleWord,
    people_term,
)
from polyagree.testing.strategies import people_terms


def refusal(text: str) -> InvalidPeople:
    with pytest.raises(InvalidPeople) as caught:
        people_term(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("ana", Named("ana")),
        ("partner", Named("partner")),
        ("other parties", Role("other parties")),
        ("nobody", Role("nobody")),
        ("2 of other parties", CountOf(2, Role("other parties"))),
        ("1 of household", CountOf(1, Named("household"))),
        ("partners of them", PartnersOf(Role("them"))),
        ("partners of ana", PartnersOf(Named("ana"))),
    ],
)
def test_people_are_named_in_four_ways(text: str, term: PeopleTerm) -> None:
    assert people_term(text) == term
    assert str(term) == text


@pytest.mark.parametrize("word", get_args(RoleWord))
def test_every_role_is_a_word(word: str) -> None:
    assert people_term(word) == Role(word)  # type: ignore[arg-type]


@given(people_terms(depth=0))
def test_what_names_people_in_one_text_reads_back(term: PeopleTerm) -> None:
    assert people_term(str(term)) == term


def test_a_near_role_is_offered() -> None:
    error = refusal("other partys")

    assert error.message == "`other partys` does not name people"
    assert error.help == "did you mean `other parties`?"


def test_nothing_is_offered_where_nothing_is_near() -> None:
    assert refusal("The Neighbours!").help is None


def test_several_names_in_one_text_are_a_list() -> None:
    error = refusal("ana and ben, caro")

    assert error.message == "`ana and ben, caro` is one text, not a list"
    assert error.help == "write `[ana, ben, caro]`"


@pytest.mark.parametrize(
    "text",
    [
        "0 of them",
        "2 of 2 of them",
        "partners of partners of them",
        "partners of ",
        "12345 of them",
    ],
)
def test_numbers_and_partners_do_not_nest(text: str) -> None:
    assert refusal(text).message == f"`{text}` does not name people"


def test_none_of_them_is_refused_as_a_number() -> None:
    with pytest.raises(InvalidPeople) as caught:
        CountOf(0, Role("them"))

    assert caught.value.help == "write a number from 1, or `nobody`"


def test_a_number_that_no_document_could_hold_is_refused() -> None:
    with pytest.raises(InvalidPeople):
        CountOf(10_000, Role("them"))


def test_an_unknown_role_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidPeople) as caught:
        Role("boss")  # type: ignore[arg-type]

    assert caught.value.message == "`boss` is not a role"
    assert "`other parties`" in str(caught.value.help)


def test_an_exception_says_in_words_who_is_left_out() -> None:
    term = Except(people=(Role("anyone"),), except_=(Named("ben"), Named("caro")))

    assert str(term) == "anyone except ben, caro"


@pytest.mark.parametrize("field", ["people", "except_"])
def test_an_exception_without_people_is_refused(field: str) -> None:
    sides = {"people": (Named("ana"),), "except_": (Named("ben"),), field: ()}

    with pytest.raises(InvalidPeople):
        Except(**sides)
