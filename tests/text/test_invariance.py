"""What does not change what a clause means does not change what is read in it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from clauses import open_clauses

from polyagree import text
from polyagree.text.lexicon import classes
from polyagree.text.normal import words_of
from polyagree.text.subjects import subject_of

# Each by itself and in fourteen forms: a part of them is enough.
CLAUSES = [each["text"] for each in open_clauses()][::20]
AMERICAN = {
    "colour": "color", "favour": "favor", "neighbour": "neighbor", "behaviour": "behavior",
    "honour": "honor", "organis": "organiz", "recognis": "recogniz", "apologis": "apologiz",
    "authoris": "authoriz", "realis": "realiz", "minimis": "minimiz", "cancelled": "canceled",
    "cancelling": "canceling", "travelling": "traveling", "labelled": "labeled",
    "licence": "license", "centre": "center", "grey": "gray", "programme": "program",
    "judgement": "judgment", "whilst": "while", "defence": "defense", "enquir": "inquir",
    "fulfil ": "fulfill ", "counsellor": "counselor", "counselling": "counseling",
    "learnt": "learned", "mum": "mom", "Mum": "Mom", "flatmate": "roommate", "cosy": "cozy",
}  # fmt: skip
OTHERS = ["Robin", "Jules", "Mara", "Otis", "Petra", "Levi", "Sanne", "Yara"]


@cache
def decisions(sentence):
    reading = text.read(sentence)
    return reading.kind, reading.permission, reading.prior_notice, reading.break_handling


def american(sentence):
    for british, other in AMERICAN.items():
        sentence = sentence.replace(british, other)
    return sentence


def with_other_names(sentence):
    """Return *sentence* with others for the people who are named inside it."""
    found = {}
    for token in words_of(sentence).tokens:
        name = re.split("['’]", sentence[token.start : token.end])[0]
        if token.word.startswith("@") and token.start and name.isalpha() and name.istitle():
            found.setdefault(name, OTHERS[len(found) % len(OTHERS)])
    for name, other in found.items():
        sentence = re.sub(rf"\b{name}\b", other, sentence)
    return sentence


def politely(sentence):
    words = words_of(sentence)
    first = words.tokens[0].word if words.tokens else ""
    is_asked = first in classes()["imperative"] and subject_of(words).is_imperative
    return f"Please {sentence[0].lower()}{sentence[1:]}" if is_asked else sentence


def with_or_without_full_stop(sentence):
    if sentence.endswith("."):
        return sentence[:-1]
    return sentence if sentence.endswith(("?", "!")) else f"{sentence}."


CHANGES = {
    "American spelling": american,
    "other names": with_other_names,
    "a full stop": with_or_without_full_stop,
    "please": politely,
    "blanks around it": lambda said: f"  {said} \n",
    "bold": lambda said: said if said[0] in "[*>" else f"**{said}**",
    "round apostrophes": lambda said: said.replace("'", "’"),
    "a quote": lambda said: f"> {said}",
    "a dash": lambda said: f"- {said}",
    "a number": lambda said: f"3. {said}",
    "a number in brackets": lambda said: f"(2) {said}",
    "a letter": lambda said: f"b) {said}",
    "a box": lambda said: f"- [ ] {said}",
    "a star": lambda said: f"* {said}",
}


@pytest.mark.unmeasured
@pytest.mark.parametrize("change", CHANGES)
def test_it_changes_no_decision(change):
    pairs = [(said, CHANGES[change](said)) for said in CLAUSES]
    changed = [(said, other) for said, other in pairs if said != other]

    assert changed
    assert [other for said, other in changed if decisions(other) != decisions(said)] == []


def of_a_list(clauses):
    """Return what is decided of *clauses* that stand below one another, whatever their order."""
    found = text.read_document("\n".join(f"- {each}" for each in clauses))
    return sorted(
        (each.text, each.kind, each.permission, each.prior_notice, each.break_handling)
        for each in found
    )


def test_the_order_of_clauses_changes_no_decision():
    lists = [CLAUSES[start : start + 30] for start in range(0, len(CLAUSES), 30)]

    assert [each for each in lists if of_a_list(each) != of_a_list(each[::-1])] == []
