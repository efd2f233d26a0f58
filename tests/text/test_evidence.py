"""Nothing is said that no word speaks for."""

from __future__ import annotations

import pytest

from polyagree.text.deciding import decided
from polyagree.text.evidence import grounded
from polyagree.text.frames import hits_in
from polyagree.text.normal import words_of
from polyagree.text.reading import read
from polyagree.text.subjects import subject_of


def is_said(text: str, flag: str, likely: float) -> bool:
    words = words_of(text)
    hits = hits_in(words)
    decision = decided(words, subject_of(words), hits)
    return grounded(words, hits, decision, {flag: (likely, True)})[flag]


@pytest.mark.parametrize(
    ("text", "flag", "likely", "said"),
    [
        # A phrase says it.
        ("Nobody moves in without Sam's okay.", "permission", 0.5, True),
        # Only words that could.
        ("She approves, or there is no party.", "permission", 0.5, True),
        # Words that have no tag have to be surer.
        ("Once Vida has come out smiling, Marek may fly.", "permission", 0.5, False),
        ("Once Vida has come out smiling, Marek may fly.", "permission", 0.95, True),
        # Nothing.
        ("Sunday is for pancakes.", "permission", 0.99, False),
        ("We like tea.", "prior_notice", 0.99, False),
        ("We like tea.", "break_handling", 0.99, False),
        # The phrase is taken back.
        ("Nobody needs the other's permission to see a friend.", "permission", 0.6, False),
        ("Nobody needs the other's permission to see a friend.", "permission", 0.8, True),
        ("By 'late night' we mean home after midnight.", "break_handling", 0.6, False),
    ],
)
def test_what_is_said_has_a_word_that_speaks_for_it(text, flag, likely, said):
    assert is_said(text, flag, likely) is said


def test_words_that_begin_alike_are_shown_once():
    reading = read("A third one only if the other is okay with it.")

    assert [each.words for each in reading.evidence] == ["only if the other is okay with"]
