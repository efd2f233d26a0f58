"""Text as a terminal shows it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.report.cells import cells, fill, total, visible, width_of

STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\x1b", r"\x1b"),
        ("\x9b", r"\x9b"),
        ("\n", r"\n"),
        ("\r", r"\r"),
        ("\t", r"\t"),
        ("\x7f", r"\x7f"),
        ("\u202e", r"\u202e"),
        ("\u2028", r"\u2028"),
        ("\udc80", r"\udc80"),
        ("\U000e0001", r"\U000e0001"),
    ],
)
def test_what_could_steer_a_terminal_is_spelt_out(character: str, shown: str) -> None:
    assert visible(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize("text", ["Ana", "José", "日本", "שלום", "no\u00a0break", "👩\u200d👧"])
def test_what_people_write_stays(text: str) -> None:
    assert visible(text) == text


@given(st.text(alphabet=st.characters(codec=None)))
def test_nothing_that_steers_is_left(text: str) -> None:
    left = {unicodedata.category(each) for each in visible(text) if each not in "\u200c\u200d"}

    assert not left & STEERING


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_line_has_one_cell_for_each_character(text: str) -> None:
    assert len(cells(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("日本", 4), ("e\u0301", 1), ("한", 2), ("\u1112\u1161\u11ab", 2), ("", 0)],
)
def test_the_width_is_that_of_the_terminal(text: str, width: int) -> None:
    assert width_of(text) == width


@pytest.mark.parametrize(("line", "width"), [("\t", 4), ("ab\t", 4), ("abcd\t", 8), ("日\tx", 5)])
def test_a_tab_goes_to_the_next_stop(line: str, width: int) -> None:
    assert total(cells(line)) == width


def test_a_sentence_is_broken_at_spaces() -> None:
    assert fill("one two three", width=9, first="- ", rest="  ") == ["- one two", "  three"]


def test_a_word_that_is_too_long_stays_whole() -> None:
    assert fill("a unbreakable b", width=6, first="", rest="") == ["a", "unbreakable", "b"]


def test_wide_characters_fill_a_line_sooner() -> None:
    assert fill("日本 日本", width=8, first="", rest="") == ["日本", "日本"]


def test_without_a_width_a_sentence_is_one_line() -> None:
    assert fill("one two three", width=None, first="- ", rest="  ") == ["- one two three"]
