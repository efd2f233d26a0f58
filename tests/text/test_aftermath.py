"""What a sentence says of what follows a break."""

from __future__ import annotations

import pytest

from polyagree.text.aftermath import aftermath_of
from polyagree.text.phrasebook import phrases_in

PHRASES = {each["id"]: each for each in phrases_in("aftermath")}


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_found_where_it_should_be(name: str) -> None:
    phrase = PHRASES[name]

    assert [each for each in phrase["yes"] if phrase["says"] not in aftermath_of(each)] == []


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_not_found_where_it_only_looks_like_it(name: str) -> None:
    phrase = PHRASES[name]

    assert [each for each in phrase["no"] if phrase["says"] in aftermath_of(each)] == []


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("If rent is late, whoever owes it pays five a day.", {"costs"}),
        ("Whoever breaks the mug buys a new one and says so.", {"costs", "mends"}),
        ("If a deadline slips, we sit down and plan it anew.", {"mends"}),
        ("One lie and we're done.", {"ends"}),
        ("The third time you cancel, it is over.", {"ends", "later"}),
        ("After that, I show you my phone for a month.", {"watches"}),
        ("We go for a walk.", set()),
    ],
)
def test_a_sentence_says_what_follows(text: str, follows: set[str]) -> None:
    assert aftermath_of(text) == follows
