"""Each phrase of the lexicon is found where it should be, and not where it looks like it."""

from __future__ import annotations

import pytest

from polyagree.text.frames import anchors_of, hits_in
from polyagree.text.lexicon import classes, frames, spellings
from polyagree.text.normal import words_of

FRAMES = {each["id"]: each for each in frames()}


def found_in(sentence: str) -> set[str]:
    return {each.frame.id for each in hits_in(words_of(sentence)) if not each.is_denied}


def test_each_frame_has_a_name_of_its_own():
    assert len(FRAMES) == len(frames())


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_found_where_it_should_be(name):
    sentences = FRAMES[name]["yes"]

    assert sentences
    assert [each for each in sentences if name not in found_in(each)] == []


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_not_found_where_it_only_looks_like_it(name):
    sentences = FRAMES[name]["no"]

    assert sentences
    assert [each for each in sentences if name in found_in(each)] == []


@pytest.mark.parametrize("name", FRAMES)
def test_whatever_a_pattern_finds_has_a_word_by_which_it_is_looked_for(name):
    for said in FRAMES[name]["when"]:
        needed = anchors_of(said)

        assert needed
        assert all(needed)


def test_a_word_stands_once_in_its_class():
    twice = {
        name: sorted({each for each in words if words.count(each) > 1})
        for name, words in classes().items()
    }

    assert {name: words for name, words in twice.items() if words} == {}


def test_what_is_spelt_otherwise_is_not_spelt_so_again():
    said = spellings()

    assert [word for word, other in said.items() if other in said] == []
