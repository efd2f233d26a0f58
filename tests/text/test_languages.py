"""What is no English sentence is told apart from what is."""

from __future__ import annotations

import pytest
from clauses import open_clauses
from hypothesis import given
from hypothesis import strategies as st

from polyagree.text.languages import doubt_of
from polyagree.text.normal import words_of


def doubt(sentence):
    return doubt_of(words_of(sentence))


@pytest.mark.parametrize("sentence", ["", "  \n", "🙂🙂", "…?!", "12:30", "\x00\x00", "\ud83d"])
def test_there_may_be_no_words(sentence):
    assert doubt(sentence) == "there are no words in it"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Niemand trifft jemanden ohne die Zustimmung des anderen.", "German"),
        ("Kein Besuch ohne Absprache.", "German"),
        ("Personne ne dort ici sans l'accord de l'autre.", "French"),
        ("Nadie duerme en casa sin el permiso del otro.", "Spanish"),
        ("Nessuno dorme qui senza il consenso dell'altro.", "Italian"),
        ("Ninguém dorme cá sem o aval do outro.", "Portuguese"),
        ("Niemand slaapt hier zonder toestemming van de ander.", "Dutch"),
        ("Nikt nie śpi tutaj bez zgody drugiej osoby.", "Polish"),
        ("Ingen sover här utan att den andra säger ja.", "Swedish"),
    ],
)
def test_a_language_is_told_by_its_small_words(sentence, language):
    assert doubt(sentence) == f"it reads like {language}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Никто не спит здесь без согласия.",
        "二人が同意するまで、誰も泊まらない。",
        "لا أحد ينام هنا",
    ],
)
def test_other_letters_are_another_language(sentence):
    assert doubt(sentence) == "it is written in letters of another language"


@pytest.mark.parametrize(
    "sentence",
    [
        "def ask(other): return other.okay",
        "if (ok) { go(); }",
        "SELECT * FROM guests WHERE okay = 1;",
        '{"may": "date", "only_if": {"yes_from": "sam"}}',
        "const okay = await ask(sam);",
        "https://example.org/a?b=c",
    ],
)
def test_code_is_no_sentence(sentence):
    assert doubt(sentence) == "it looks like code"


@pytest.mark.parametrize(
    "sentence",
    [
        "No visitors without Sam's okay 🙂",
        "<p>No visitors without <b>Sam's</b> okay.</p>",
        "**No visitors** without _Sam's_ okay.",
        "Kim & Jörg ask Zoë first.",
        "Our Sunday siesta is sacred, and so is the café on the corner.",
        "Мила moves in once all of us have said yes.",
        "Ask (me) first; then go.",
        "Return the keys (both) by noon.",
        "Let a guest (one) in at a time.",
        "Select the film on Fridays; from May on, we take turns.",
        "Ask.",
        "New person? Ask.",
        "Class starts at eight.",
    ],
)
def test_english_may_hold_other_things(sentence):
    assert doubt(sentence) is None


def test_no_clause_that_people_wrote_is_taken_for_something_else():
    assert [each["text"] for each in open_clauses() if doubt(each["text"]) is not None] == []


@given(st.text())
def test_whatever_it_is_there_is_an_answer(said):
    assert doubt(said) is None or doubt(said)
