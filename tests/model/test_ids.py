"""Ids: the keys of a document."""

from __future__ import annotations

import pytest

from polyagree.errors import InvalidId
from polyagree.model import GRAMMAR_WORDS, Person, is_id, shipped


def refusal(id: str) -> InvalidId:
    with pytest.raises(InvalidId) as caught:
        Person(id=id, name="Ana")
    return caught.value


@pytest.mark.parametrize("text", ["a", "7", "ana-ben", "a-", "2025-01-05", "x" * 64])
def test_small_letters_digits_and_dashes_make_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "a b", "a.b", "é", "a\n", "x" * 65, "٣"])
def test_anything_else_makes_none(text: str) -> None:
    assert not is_id(text)


def test_what_is_no_id_is_refused_with_one_that_is() -> None:
    error = refusal("Ana Maria")

    assert error.message == "`Ana Maria` is not an id: small letters a to z, digits and dashes"
    assert error.help == "write `ana-maria`"
    assert error.field == "id"
    assert error.value == "Ana Maria"


def test_where_nothing_of_it_could_be_kept_no_id_is_offered() -> None:
    assert refusal("…").help is None


def test_a_word_of_the_grammar_is_no_id() -> None:
    error = refusal("nobody")

    assert error.message == "`nobody` has a meaning of its own and cannot be an id"
    assert error.help == "write `nobody-1`, say"


@pytest.mark.parametrize("word", sorted(GRAMMAR_WORDS))
def test_no_word_of_the_grammar_names_anybody(word: str) -> None:
    assert refusal(word).value == word


def test_no_word_that_ships_is_a_word_of_the_grammar() -> None:
    assert GRAMMAR_WORDS.isdisjoint(shipped().words)
