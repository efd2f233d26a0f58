"""Feelings that a sentence asks for, or forbids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.text.feelings import feelings_demanded
from polyagree.text.phrasebook import phrases_in

DEMANDS = {each["id"]: each for each in phrases_in("feelings") if each["says"] == "demands"}
(SPARES,) = (each for each in phrases_in("feelings") if each["says"] == "spares")


@pytest.mark.parametrize("name", DEMANDS)
def test_a_phrase_is_found_where_it_should_be(name: str) -> None:
    assert [each for each in DEMANDS[name]["yes"] if not feelings_demanded(each)] == []


@pytest.mark.parametrize("name", DEMANDS)
def test_a_phrase_is_not_found_where_it_only_looks_like_it(name: str) -> None:
    assert [each for each in DEMANDS[name]["no"] if feelings_demanded(each)] == []


def test_what_is_spared_is_no_demand() -> None:
    assert [each for each in SPARES["yes"] if feelings_demanded(each)] == []
    assert [each for each in SPARES["no"] if not feelings_demanded(each)] == []


def test_the_words_come_as_they_were_written() -> None:
    assert feelings_demanded("Friends only: no  falling in love.") == ("no  falling in love",)


def test_a_name_is_one_of_the_people() -> None:
    assert feelings_demanded("Ben forgives Ana by May.", people=["Ana", "Ben"])


@given(st.text(max_size=120))
def test_any_text_is_looked_through(text: str) -> None:
    assert all(words in text for words in feelings_demanded(text))
