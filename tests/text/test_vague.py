"""Words that carry an obligation and can be read in more than one way."""

from __future__ import annotations

import pytest

from polyagree.text.marked import Marked, marked
from polyagree.text.normal import words_of
from polyagree.text.vague import VagueEntry, vague_entries, vague_in, vague_words

ENTRIES = vague_entries()


def sentence(text: str) -> Marked:
    return marked(words_of(text))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_each_entry_is_found_where_it_should_be(entry: VagueEntry) -> None:
    for said in entry.yes:
        assert entry in [each for each, _ in vague_in(sentence(said))], said


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_no_entry_is_found_where_it_should_not_be(entry: VagueEntry) -> None:
    for said in entry.no:
        assert entry not in [each for each, _ in vague_in(sentence(said))], said


def test_what_is_said_with_a_number_is_plain() -> None:
    assert vague_words(sentence("Tell me in advance."), "prior_notice") == ("in advance",)
    assert vague_words(sentence("Tell me two days in advance."), "prior_notice") == ()


def test_a_value_may_be_as_vague_as_it_likes() -> None:
    assert vague_words(sentence("We are kind and careful."), "value") == ()
    assert vague_words(sentence("We speak kindly."), "commitment") == ("kindly",)


def test_each_word_is_named_once_in_its_place() -> None:
    words = vague_words(sentence("Tell me soon, and kindly, and soon."), "commitment")

    assert words == ("soon", "kindly")
