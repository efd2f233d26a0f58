"""Words that put something on a person, or make it small."""

from __future__ import annotations

import pytest

from polyagree.text.tones import tones, tones_in

PHRASES = {each["id"]: each for each in tones() if each["says"] in {"blames", "minimises"}}
PEOPLE = ("Ben", "Kim")


def found_in(sentence: str) -> set[str]:
    return {each.phrase for each in tones_in(sentence, people=PEOPLE)}


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_found_where_it_should_be(name: str) -> None:
    sentences = PHRASES[name]["yes"]

    assert sentences
    assert [each for each in sentences if name not in found_in(each)] == []


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_not_found_where_it_only_looks_like_it(name: str) -> None:
    sentences = PHRASES[name]["no"]

    assert sentences
    assert [each for each in sentences if name in found_in(each)] == []


@pytest.mark.parametrize(
    "sentence", [each for tone in tones() if tone["says"] == "spares" for each in tone["yes"]]
)
def test_praise_and_sayings_are_left_alone(sentence: str) -> None:
    assert found_in(sentence) == set()


BLAMING = (
    "You never do the dishes.",
    "You're always on your phone when I talk.",
    "Ben never asks how I am.",
    "It's your fault we were late.",
    "You made me feel worthless.",
    "How could you do that to us?",
    "You should have told me on Friday.",
    "You only care about yourself.",
    "you are such a liar",
    "If you hadn't been so cold I would not have gone.",
    "I blame you for the weekend.",
    "You don't even care.",
    "Every single time you cancel on me.",
)
MINIMISING = (
    "It was only a kiss.",
    "It was just one drink and we talked.",
    "honestly its no big deal",
    "It didn't mean anything.",
    "You're overreacting.",
    "She is too sensitive about it.",
    "I'm sorry if that upset you.",
    "I'm sorry you feel that way.",
    "Everyone does it.",
    "At least I didn't stay the night.",
    "You are making such a fuss about a message.",
    "You need to get over it.",
    "That's not the end of the world.",
    "It was just sex.",
)
NEITHER = (
    "I felt alone on Sunday evening, and I did not know whom to ask.",
    "I always need a day before I can talk about it.",
    "We never found the time.",
    "You always make me laugh.",
    "You never let me down.",
    "Ben always listens when I come home.",
    "It's not your fault.",
    "That was nobody's fault.",
    "It's a big deal to me.",
    "It was only a week after we had agreed.",
    "It was just the two of us, and that was lovely.",
    "I said it was no big deal, and for you it was one.",
    "I told you that you never listen, and I regret it.",
    "I am sorry that I hurt you.",
    "I told you late. You lay awake.",
    "I said nothing from Monday to Sunday.",
    "It means a lot to me.",
    "The dog never sleeps.",
    "Thursday always was our evening.",
    "I cannot get over it yet, and I would like to talk.",
    "I want to know whether you should have a key.",
    "You know how a party ends.",
    "The kitchen is always full when I come home.",
    "I was selfish that night.",
    "Only one of us was asked.",
    "",
)


def says(sentence: str) -> set[str]:
    return {each.says for each in tones_in(sentence, people=PEOPLE)}


@pytest.mark.parametrize("sentence", BLAMING)
def test_words_that_put_it_on_somebody_are_found(sentence: str) -> None:
    assert says(sentence) == {"blames"}


@pytest.mark.parametrize("sentence", MINIMISING)
def test_words_that_make_it_small_are_found(sentence: str) -> None:
    assert says(sentence) == {"minimises"}


@pytest.mark.parametrize("sentence", NEITHER)
def test_what_only_sounds_like_it_is_left_alone(sentence: str) -> None:
    assert says(sentence) == set()


def test_the_words_stand_where_they_say() -> None:
    text = "We talked. It was only a kiss, you never listen."

    found = tones_in(text)

    assert [text[each.start : each.end] for each in found] == [each.words for each in found]
    assert [each.says for each in found] == ["minimises", "blames"]


def test_nobody_who_is_not_known_is_spoken_of() -> None:
    assert tones_in("And Lisbon never sleeps.", people=PEOPLE) == ()


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "You never listen and it was only a kiss, I said. " * 2_000

    assert len(tones_in(text)) == 4_000
