"""Which act a clause is about."""

from __future__ import annotations

import pytest

from polyagree.model import shipped
from polyagree.text.acts import ActEntry, act_entries, acts_in
from polyagree.text.marked import Marked, marked
from polyagree.text.normal import words_of
from polyagree.text.seeking import Phrases

ENTRIES = act_entries()


def sentence(text: str) -> Marked:
    return marked(words_of(text))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_each_entry_is_a_word_of_the_vocabulary(entry: ActEntry) -> None:
    word = shipped().get(entry.id)

    assert word is not None
    assert word.kind == "act"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_each_entry_is_found_where_it_should_be(entry: ActEntry) -> None:
    for said in entry.yes:
        assert entry in acts_in(sentence(said)), said


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_no_entry_is_found_where_it_should_not_be(entry: ActEntry) -> None:
    for said in entry.no:
        assert not list(Phrases([(entry, entry.when)]).found_in(sentence(said))), said
