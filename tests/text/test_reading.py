"""What a sentence says: by how it is built, and not by its words alone."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from polyagree.text import read

PERMISSION = [
    "Nobody moves in until all of us have said yes.",
    "Neither party shall begin a further relationship without the other's written consent.",
    "Any purchase over 300 needs the treasurer's approval.",
    "Check with me before you book a hotel.",
    "Overnights only if whoever stays home is comfortable with it.",
    "No deploys on Fridays unless the lead has signed off.",
    "A tenant may keep a dog with the landlord's permission.",
    "Either of us can veto a new partner.",
]
NONE = [
    "No one here has a veto.",
    "We notify each other; we don't ask permission.",
    "Ask before you borrow my coat.",
    "No picture of me goes online without my consent.",
    "I choose my own partners.",
    "We never date colleagues.",
    "Changes to this agreement count once everyone has signed them.",
    "Do new partners have to be approved?",
    "Dinner is at eight on Sundays.",
    "A booking of the common room needs no approval.",
]
NOTICE = [
    "Tell me before you stay over somewhere.",
    "The landlord gives two weeks' notice before a visit.",
    "Text the group a day ahead when you bring a guest.",
    "We talk about it first, before anything physical.",
]
BREAKS = [
    "If one of us breaks a rule, we talk the same night.",
    "A missed payment is made good within thirty days.",
    "Whoever forgets the bins does them twice.",
]


@pytest.mark.parametrize("text", PERMISSION)
def test_an_act_that_waits_for_a_yes_or_falls_with_a_no_is_seen(text):
    reading = read(text)

    assert reading.permission
    assert reading.kind in {"permission_rule", "veto"}
    assert reading.evidence
    assert reading.why


@pytest.mark.parametrize("text", NONE)
def test_what_only_sounds_like_it_is_not(text):
    assert not read(text).permission


@pytest.mark.parametrize("text", NOTICE)
def test_what_is_told_before_is_no_permission(text):
    reading = read(text)

    assert reading.prior_notice
    assert not reading.permission
    assert reading.kind == "prior_notice"


@pytest.mark.parametrize("text", BREAKS)
def test_what_follows_a_break_is_seen(text):
    assert read(text).break_handling


@pytest.mark.parametrize(
    ("waits", "is_told"),
    [
        (
            "Nothing gets booked until it's been okayed in our Sunday talk.",
            "Nothing gets booked before it's come up in our Sunday talk.",
        ),
        ("A guest may stay once Sam has agreed.", "A guest may stay once Sam has been told."),
        ("No sales without the board's approval.", "No sales without telling the board."),
        ("Only if Kim agrees do we host.", "Only after telling Kim do we host."),
        ("Ask me if you may bring her.", "Tell me that you bring her, before you do."),
    ],
)
def test_a_pair_that_differs_in_one_thing_keeps_its_difference(waits, is_told):
    assert read(waits).permission
    assert not read(is_told).permission
    assert read(is_told).prior_notice


def test_evidence_stands_where_it_says():
    text = "In our house nobody moves in without Priya's okay."
    reading = read(text)

    assert reading.evidence
    for each in reading.evidence:
        assert text[each.start : each.end] == each.words
    assert any("Priya" in each.words for each in reading.evidence)
    assert reading.roles.approver == "Priya"


def test_a_term_that_the_document_explains_is_not_vague():
    text = "We talk about our serious relationships with each other once a week."

    assert read(text).vague == ("serious relationships",)
    assert read(text, terms=("Serious relationships",)).vague == ()


def test_what_has_one_meaning_is_surer_than_what_could_be_anything():
    plain = read("No one moves in without the written consent of all housemates.")
    odd = read("If it suits them they say a word, or they don't, as it was with the last one.")

    assert plain.confidence > odd.confidence


@given(st.text(max_size=120))
def test_any_text_gets_a_reading_and_the_same_each_time(text):
    reading = read(text)

    assert 0 <= reading.confidence <= 1
    assert reading == evolve(read(text))
    for each in reading.evidence:
        assert text[each.start : each.end] == each.words


@pytest.mark.parametrize(
    "text",
    [
        "Nobody needs the other's permission to see a friend.",
        "With or without my blessing, you go where you like.",
        "By 'approval' we mean a nod at dinner.",
    ],
)
def test_what_each_phrase_for_it_is_taken_back_is_not_said(text):
    assert not read(text).permission
