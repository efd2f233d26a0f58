"""Whatever is read, there is an honest reading, and no sentence takes forever."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree import text

LENGTH = 100_000
WORDS = st.sampled_from(
    [
        "if",
        "you",
        "we",
        "I",
        "not",
        "no",
        "without",
        "until",
        "ask",
        "okay",
        "veto",
        "before",
        "tell",
        "broken",
        "yes",
        "Sam",
        "'s",
        ",",
        ".",
        "?",
        ":",
        ";",
        "-",
        "(",
        "'",
        '"',
        "\n",
        "\x00",
        "🙂",
        "*",
        "1.",
        "and",
        "or",
        "neither",
        "of",
        "us",
    ]
)


def long(said):
    return (said * (LENGTH // len(said) + 1))[:LENGTH]


def honest(reading, sentence):
    assert reading.text == sentence
    assert 0 <= reading.confidence <= 1
    for each in reading.evidence:
        assert sentence[each.start : each.end] == each.words
        assert each.words.strip()


@given(st.text())
def test_any_text_has_an_honest_reading(sentence):
    honest(text.read(sentence), sentence)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_have_an_honest_reading(sentence):
    honest(text.read(sentence), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Ask",
        "🙂",
        "No visitors without Sam's okay 🙂🙂",
        "No visitors\x00 without\x00 Sam's okay.",
        "No visitors without Sam\udce9's okay.",
        "<b>No visitors</b> without <i>Sam's</i> okay.",
        "\ufeffNo visitors without Sam's okay.",
        "No visitors\u200b without\u00a0Sam's okay.",
    ],
)
def test_odd_signs_do_no_harm(sentence):
    honest(text.read(sentence), sentence)


@pytest.mark.parametrize(
    "sentence",
    ["No visitors without Sam's okay 🙂🙂", "No visitors without Sam\udce9's okay."],
)
def test_odd_signs_beside_a_clause_change_nothing(sentence):
    assert text.read(sentence).kind == "permission_rule"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("", "there are no words in it"),
        ("🙂🙂", "there are no words in it"),
        ("Niemand trifft jemanden ohne die Zustimmung des anderen.", "it reads like German"),
        ("二人が同意するまで、誰も泊まらない。", "it is written in letters of another language"),
        ("if (ok) { go(); }", "it looks like code"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(sentence, why):
    reading = text.read(sentence)

    assert (reading.kind, reading.why) == ("other", f"this could not be read: {why}")
    assert reading.confidence < 0.1
    assert text.suggest(reading) == ()


LONG = {
    "one word": "a",
    "one number": "1",
    "many words": "ask ",
    "names": "Ana and Ben and ",
    "leave": "without the written okay of the other one and ",
    "unease": "if one of us is uneasy or ",
    "questions": "not until you have asked me whether ",
    "until": "until the other one has said that we ",
    "needs": "needs the person that the person ",
    "agents": "the long winded household managers ",
    "conditions": "if you, ",
    "dashes": "-",
    "denials": "it needs your okay and ",
    "sentences": "Ask me first. No one has a veto. Tell me before you go. If it is broken we talk. ",
    "hyphens": "a-",
    "apostrophes": "a'",
    "quotes": '"',
    "brackets": "(",
    "lines": "\n",
    "numbers": "1.2,",
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", LONG)
def test_a_sentence_of_a_hundred_thousand_letters_is_read_to_its_end(name):
    sentence = long(LONG[name])

    honest(text.read(sentence), sentence)


# What is no text


@pytest.mark.parametrize("given", [None, 3, b"Ask me first.", ["Ask me first."]])
def test_a_sentence_that_is_no_text_is_refused_in_one(given):
    with pytest.raises(TypeError, match=r"a sentence is `str`, and not `\w+`"):
        text.read(given)


@pytest.mark.parametrize("ask", [text.read_document, text.draft])
@pytest.mark.parametrize("given", [None, 3, ["- Ask me first."]])
def test_a_text_that_is_none_is_refused_in_a_sentence(ask, given):
    with pytest.raises(TypeError, match=r"a text is `str` or `bytes`, and not `\w+`"):
        ask(given)


@pytest.mark.parametrize("ask", [text.read, text.read_document, text.draft])
@pytest.mark.parametrize("name", ["people", "terms"])
@pytest.mark.parametrize(
    ("given", "said"),
    [("Sam", r"write `\w+=\['Sam'\]`"), ([3], "are `str`, and one of them is `int`")],
)
def test_one_word_is_not_taken_for_its_letters(ask, name, given, said):
    with pytest.raises(TypeError, match=said):
        ask("Ask Sam first.", **{name: given})


MARKS = ["<!-- ", "![a ", "![](a", "[^ ", "<!--\n", "--> <!-- "]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_that_are_never_closed_take_time_in_proportion(mark):
    def seconds(times):
        begin = time.perf_counter()
        text.read_document(mark * times)
        return time.perf_counter() - begin

    seconds(10)
    assert min(seconds(6_000) for _ in range(2)) < 10 * seconds(1_500) + 0.2


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- No <!-- really --> phones <!-- x <!-- y --> here.", "No phones here."),
        ("- No ![a phone](a_(b).png) phones.", "No phones."),
        ("- No <!-- phones here.", "No <!-- phones here."),
    ],
)
def test_comments_and_pictures_are_no_words(written, said):
    assert [each.text for each in text.read_document(written)] == [said]
