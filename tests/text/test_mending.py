"""Words after a break: pressing somebody, or taking back what one owns."""

from __future__ import annotations

import pytest

from polyagree.text.mending import said_after_a_break
from polyagree.text.phrasebook import phrases_in

PHRASES = {each["id"]: each for each in phrases_in("mending")}
PEOPLE = ("Ben", "Kim")


def found_in(sentence: str) -> set[str]:
    return {each.phrase for each in said_after_a_break(sentence, people=PEOPLE)}


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_found_where_it_should_be(name: str) -> None:
    assert [each for each in PHRASES[name]["yes"] if name not in found_in(each)] == []


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_not_found_where_it_only_looks_like_it(name: str) -> None:
    assert [each for each in PHRASES[name]["no"] if found_in(each)] == []


def test_the_words_are_those_of_the_text() -> None:
    text = "I told you late. I am sorry if you felt left out."
    (said,) = said_after_a_break(text)

    assert (said.says, said.words) == ("excuses", "sorry if you felt")
    assert text[said.start :].startswith(said.words)


@pytest.mark.parametrize(
    "text",
    [
        "We talk when both of us are ready.",
        "Whoever needs a break takes one.",
        "I told you three days later.",
        "That was mine.",
        "You lay awake.",
        "I write a line the same night.",
        "Nobody made me. I took the easier sentence.",
        "I wanted to be sure of my own feelings first, and I let that decide for both of us.",
        "It left you wondering what else was going on.",
        "I could have said in autumn that I would not manage that call.",
        "I saw the time and thought it would be fine.",
        "After an encounter we tell each other within a day.",
        "We trust each other to say it.",
        "We look again by Sunday.",
        "Then we talk within a week.",
    ],
)
def test_plain_words_press_nobody_and_take_nothing_back(text: str) -> None:
    assert said_after_a_break(text) == ()
