"""Who a sentence is about, and in which mood."""

from __future__ import annotations

import pytest

from polyagree.text.normal import words_of
from polyagree.text.subjects import clauses_of, subject_of


@pytest.mark.parametrize(
    ("text", "bearer", "name"),
    [
        ("I won't be shouted at.", "holder", None),
        ("You can't see her again.", "other", None),
        ("You can want a thing.", "each", None),
        ("Neither of us hosts.", "each", None),
        ("Tell me before you go.", "other", None),
        ("Tell the house before you go.", "each", None),
        ("Bel asks Curt first.", "one_named", "Bel"),
        ("Guests leave by ten.", "third_party", None),
        ("If it breaks, we talk.", "each", None),
        ("After a date, I need an evening to myself.", "holder", None),
        ("Hotels: check with me.", "other", None),
    ],
)
def test_who_is_bound(text, bearer, name):
    subject = subject_of(words_of(text))

    assert (subject.bearer, subject.name) == (bearer, name)


@pytest.mark.parametrize(
    ("text", "is_question"),
    [
        ("Do hookups have to be approved?", True),
        ("Which of these rules do we still want?", True),
        ("Would you tell me before you book?", False),
        ("You told me first, right?", False),
        ("New person? Ask.", False),
        ("Solo dates? Not until we both say so.", False),
    ],
)
def test_what_only_asks_is_told_from_what_states_a_rule(text, is_question):
    assert subject_of(words_of(text)).is_question is is_question


def test_parts_of_a_sentence_cover_it():
    line = words_of("It waits; but then it goes. Fine: go!").line
    parts = clauses_of(line)

    assert "".join(line[start:end] for start, end in parts) == line
    assert len(parts) > 3
