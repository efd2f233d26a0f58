"""What a sentence says that something is for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.text.phrasebook import phrases_in
from polyagree.text.purposes import reassurance_in, without_reason

PHRASES = {each["id"]: each for each in phrases_in("purposes")}


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_found_where_it_should_be(name: str) -> None:
    assert [each for each in PHRASES[name]["yes"] if not reassurance_in(each)] == []


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_not_found_where_it_only_looks_like_it(name: str) -> None:
    assert [each for each in PHRASES[name]["no"] if reassurance_in(each)] == []


def test_the_words_come_as_they_were_written() -> None:
    text = "We text at eleven so that I don’t lose you."

    assert reassurance_in(text) == ("so that I don’t lose you",)


def test_what_is_denied_is_no_purpose() -> None:
    assert reassurance_in("We are not afraid of losing each other.") == ()


def test_a_name_is_one_of_the_people() -> None:
    assert reassurance_in("So that Ana does not leave me.", people=["Ana"])


@given(st.text(max_size=120))
def test_any_text_is_looked_through(text: str) -> None:
    assert all(words in text for words in reassurance_in(text))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("No sleepovers, because I fear being left.", "No sleepovers"),
        ("Home by one, so that I can be sure of you.", "Home by one"),
        ("So that you never leave me.", ""),
        ("I am afraid of losing you.", "I "),
    ],
)
def test_what_is_asked_for_is_told_apart_from_why(text: str, rest: str) -> None:
    (reason, *_) = reassurance_in(text)

    assert without_reason(text, reason) == rest
