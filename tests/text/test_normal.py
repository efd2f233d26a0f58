"""Words as they are compared, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.text.normal import words_of


def said(text: str, people: tuple[str, ...] = ()) -> str:
    return words_of(text, people).line.strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("We don't ask.", "we do not ask ."),
        ("u gotta check w me first", "you have to check with me first"),
        ("Gimme a headsup b4 u go!", "give me a heads-up before you go !"),
        ("It can’t be cancelled.", "it can not be canceled ."),
        ("Both of us agree – always", "both of us agree - always"),
        ("She's fine, they're not.", "she 's fine , they are not ."),
        ("Spending over $250", "spending over $250"),
        ("No “maybe” here", "no maybe here"),
        ("Yeah, ok.", "yes , okay ."),
    ],
)
def test_what_is_spelt_otherwise_is_compared_alike(text, line):
    assert said(text) == line


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Only when Dev is ready", ["@dev"]),
        ("Ana's no is final.", ["@ana"]),
        ("Kofi and Ana both say sure.", ["@kofi", "@ana"]),
        ("Unless R. has released one", ["@r"]),
        ("Ask before Friday in May.", []),
        ("Home is where we sleep.", []),
        ("Each of us is free.", []),
    ],
)
def test_names_are_told_from_other_words_with_capitals(text, names):
    assert [each for each in said(text).split() if each.startswith("@")] == names


def test_a_name_that_is_known_is_one_wherever_it_stands():
    assert said("rose has the last word", ("Rose",)).startswith("@rose")


@given(st.text(max_size=80))
def test_every_word_stands_where_it_was_written(text):
    words = words_of(text)

    for token in words.tokens:
        assert 0 <= token.start < token.end <= len(text)
    starts = [token.start for token in words.tokens]
    assert starts == sorted(starts)


@given(st.text(alphabet="abc dé'’-.!? 12", max_size=60))
def test_the_span_of_a_word_of_the_line_is_that_word(text):
    words = words_of(text)
    at = 1

    for token in words.tokens:
        assert words.span(at, at + len(token.word) + 1) == (token.start, token.end)
        at += len(token.word) + 1
