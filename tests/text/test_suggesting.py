"""What could be said instead of a clause, in its own words."""

from __future__ import annotations

import itertools
import re

import pytest
from attrs import evolve
from clauses import open_clauses
from hypothesis import given
from hypothesis import strategies as st

from polyagree import text
from polyagree.clock import Duration
from polyagree.text.normal import words_of
from polyagree.text.phrases import phrase_of, plain_form, third_form

BEARERS = ["each", "holder", "other", "one_named", "third_party", None]
ROWS = [each["text"] for each in open_clauses()][::12]


def reading(sentence, kind, **fields):
    said = {"kind": kind, "confidence": 0.9, **fields}
    return text.reader(lambda _: said, name="mine").read(sentence)


def about(found):
    return [each.about for each in found]


# When there is something to suggest


@pytest.mark.parametrize("kind", ["value", "review", "definition", "self_boundary", "other"])
def test_nothing_is_suggested_where_nothing_waits_or_can_be_broken(kind):
    assert text.suggest(reading("We are kind to each other.", kind)) == ()


def test_nothing_is_made_of_a_guess():
    sure = reading("Nobody stays over without Sam's okay.", "permission_rule")

    assert about(text.suggest(sure)) == ["approval", "break"]
    assert text.suggest(evolve(sure, confidence=0.4)) == ()


def test_a_clause_that_says_what_follows_needs_no_word_about_it():
    sure = reading("We pay by the first.", "commitment")

    assert about(text.suggest(sure)) == ["break"]
    assert text.suggest(evolve(sure, break_handling=True)) == ()
    assert text.suggest(evolve(sure, handled_by=3)) == ()


# How it is worded


@pytest.mark.parametrize(
    ("sentence", "bearer", "instead"),
    [
        (
            "Before either of us stays the night with a date, the other one has to say yes.",
            {"bearer": "each"},
            (
                "Each of us is free to stay the night with a date. We tell each other about it by the"
                " next evening, and each of us says what it brings up."
            ),
        ),
        (
            "I can't sell the van without both of you agreeing.",
            {"bearer": "holder"},
            (
                "I am free to sell the van. I tell you about it by the next evening, and we each say"
                " what it brings up for us."
            ),
        ),
        (
            "You can't sublet your room until I have said okay.",
            {"bearer": "other"},
            (
                "You are free to sublet your room. I am glad to hear about it by the next evening, and"
                " we each say what it brings up for us."
            ),
        ),
        (
            "Kim goes out on Thursdays only if Lee has agreed.",
            {"bearer": "one_named", "bearer_name": "Kim"},
            (
                "Kim is free to go out on Thursdays. Kim tells us about it by the next evening, and"
                " each of us says what it brings up."
            ),
        ),
        (
            "Before painting a wall, get the neighbour's okay.",
            {"bearer": "each"},
            (
                "When it comes to painting a wall, each of us is free to choose. We tell each other"
                " about it by the next evening, and each of us says what it brings up."
            ),
        ),
        (
            "Off limits unless Sam nods.",
            {"bearer": "third_party"},
            (
                "Here those who take part are free to choose. The rest of us hear about it by the next"
                " evening, and each of us says what it brings up."
            ),
        ),
    ],
)
def test_an_act_that_waits_may_come_first_and_be_told(sentence, bearer, instead):
    first, _ = text.suggest(reading(sentence, "permission_rule", roles=bearer))

    assert first.instead == instead
    assert first.source == "A1, A3, A4, B6"


def test_the_time_that_a_clause_names_is_kept():
    sentence = "Nobody borrows the car without a yes."
    first, _ = text.suggest(reading(sentence, "permission_rule", times={"within": "3 days"}))

    assert "We tell each other about it within 3 days" in first.instead


def test_notice_with_a_time_stays_notice_and_holds_nobody_back():
    given_ahead = reading("A week before you book, tell me.", "prior_notice")
    first, _ = text.suggest(
        evolve(
            given_ahead, times=text.Times(lead=Duration(weeks=1)), roles=text.Roles(bearer="each")
        )
    )

    assert first.about == "notice"
    assert first.instead == (
        "Each of us is free to book. Word comes 1 week ahead where that can be; where it comes"
        " later, we talk about what that means for the others."
    )


def test_a_no_that_stops_becomes_a_talk():
    (only,) = text.suggest(reading("Either of us can stop it.", "veto"))

    assert only.instead == (
        "When one of us is uneasy about a plan to stop it, we talk about it within a day. Each of us"
        " then chooses what to do for ourselves."
    )


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("My boundary is that you don't text her after ten.", "If you text her after ten, I say"),
        ("My boundary is that you tell me everything.", "If you do not tell me everything, I say"),
        ("A hard limit is that he never drives there.", "If he drives there, I say"),
        ("My line is: Kim can't carry my bag.", "If Kim carries my bag, I say"),
        (
            "My boundary is that she keeps the door shut.",
            "If she does not keep the door shut, I say",
        ),
    ],
)
def test_a_boundary_for_another_becomes_what_one_does_oneself(sentence, begins):
    (only,) = text.suggest(reading(sentence, "prohibition_on_other"))

    assert only.about == "boundary"
    assert only.instead.startswith(begins)
    assert only.source == "A2"


def test_a_boundary_of_ones_own_is_left_alone():
    sentence = "My boundary is that I sleep alone on Sundays."

    assert text.suggest(reading(sentence, "self_boundary")) == ()


@pytest.mark.parametrize(
    ("bearer", "begins"),
    [
        ({"bearer": "each"}, "If one of us has not kept this, that one tells the others by"),
        ({"bearer": "holder"}, "If I have not kept this, I tell you by"),
        ({"bearer": "other"}, "If this was not kept, we hear of it by"),
        (
            {"bearer": "one_named", "bearer_name": "Kim"},
            "If Kim has not kept this, Kim tells us by",
        ),
    ],
)
def test_what_follows_a_break_is_said_by_whoever_broke_it(bearer, begins):
    (only,) = text.suggest(reading("Kim cooks on Mondays.", "commitment", roles=bearer))

    assert only.instead.startswith(begins)


@pytest.mark.parametrize(
    "sentence", ["Locks can be changed.", "Wren, Abe and Lu cook.", "Bo and I pay."]
)
def test_several_are_not_one(sentence):
    name = sentence.split()[0].strip(",")
    roles = {"bearer": "one_named", "bearer_name": name}
    (only,) = text.suggest(reading(sentence, "commitment", roles=roles))

    assert only.instead.startswith("If this was not kept, we hear of it")


# What is taken out of a clause


@pytest.mark.parametrize(
    ("sentence", "words", "is_done"),
    [
        ("Nobody edits the site until Kim has said yes.", "edit the site", True),
        ("The Tenant shall not keep a dog without written consent.", "keep a dog", True),
        ("Don't merge to main until it is approved.", "merge to main", True),
        ("No visitors without a yes.", "visitors", False),
        ("A second date needs Kim's okay.", "a second date", False),
    ],
)
def test_an_act_is_taken_in_the_words_of_the_clause(sentence, words, is_done):
    phrase = phrase_of(words_of(sentence))

    assert phrase is not None
    assert (phrase.words, phrase.is_done) == (words, is_done)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Ask me first.",
        "Nobody is invited without a yes.",
        "Lodgers: with her consent, which she shall not unreasonably withhold.",
        "No owner sells a share unless the rest agree.",
        "Nobody sells or swaps the games without a yes.",
        "Say it before anything happens.",
    ],
)
def test_what_would_not_stand_by_itself_is_not_taken(sentence):
    assert phrase_of(words_of(sentence)) is None


@pytest.mark.parametrize(
    ("third", "plain"),
    [("stays", "stay"), ("carries", "carry"), ("watches", "watch"), ("goes", "go"), ("is", "be"),
     ("has", "have"), ("takes", "take"), ("passes", "pass"), ("lies", "lie"), ("fixes", "fix")],
)  # fmt: skip
def test_a_verb_has_two_forms(third, plain):
    assert plain_form(third) == plain
    if plain != "lie":
        assert third_form(plain) == third


@pytest.mark.parametrize(
    "sentence",
    [
        "The tenant shall not sublet the room without the landlord's written consent.",
        "Nobody runs again without the doctor's okay.",
        "Nobody deploys on Fridays without sign-off from the safety lead.",
        "Children leave the pool only when the lifeguard allows it.",
        "Nobody starts the ladder without the foreman's okay.",
    ],
)
def test_nothing_is_offered_in_the_place_of_whoever_owns_it_or_answers_for_safety(sentence):
    read = text.read(sentence)

    assert read.permission
    assert about(text.suggest(read)) == ["break"]


def test_somebody_whom_the_yes_is_about_is_not_who_gives_it():
    read = text.read("We only date a doctor if the other one has said yes.")

    assert about(text.suggest(read)) == ["approval", "break"]


@pytest.mark.parametrize("kind", ["permission_rule", "veto"])
def test_it_asks_whose_word_it_is(kind):
    first = text.suggest(reading("Nobody sells the van unless Sam agrees.", kind))[0]

    assert first.questions[-1] == (
        "Is it the word of whoever is touched, owns it or answers for safety, and theirs to give?"
    )


# Whatever was written


def fair(suggestion):
    assert suggestion.questions
    assert all(each.endswith("?") for each in suggestion.questions)
    assert suggestion.instead.endswith(".")
    assert not re.search(r"[{}<>_]|\bNone\b|  | [.,]", suggestion.instead), suggestion.instead
    assert not re.search(
        r"\b(must|should|ought|have to|has to)\b", suggestion.instead, re.IGNORECASE
    )
    assert not text.read(suggestion.instead).permission, suggestion.instead


def test_whatever_people_write_the_other_wording_waits_for_nobody():
    found = [each for said in ROWS for each in text.suggest(text.read(said))]

    assert {each.about for each in found} >= {"approval", "veto", "notice", "break"}
    for each in {each.instead: each for each in found}.values():
        fair(each)


@pytest.mark.parametrize(
    ("kind", "bearer"), [*itertools.product(["permission_rule", "prior_notice"], BEARERS)]
)
def test_each_wording_is_fair_for_whoever_is_bound(kind, bearer):
    for said in ROWS[::12]:
        roles = {"bearer": bearer, "bearer_name": "Kim" if bearer == "one_named" else None}
        for each in text.suggest(reading(said, kind, roles=roles)):
            fair(each)


@given(
    st.text(max_size=60), st.sampled_from(["permission_rule", "veto", "prior_notice", "commitment"])
)
def test_nothing_that_is_written_makes_it_fail(said, kind):
    for each in text.suggest(reading(said, kind)):
        assert each.instead


# Whose act it is


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("Lena has to approve any new partner.", "Here each of us is free to choose."),
        ("The neighbour must approve any drilling.", "Here each of us is free to choose."),
        (
            "If Bea feels overwhelmed she can call a pause on new people for two weeks.",
            "When one of us is uneasy, we talk about it within a day.",
        ),
        ("I need to meet them before you sleep with them.", "You are free to sleep with them."),
        (
            "Please let us know a week before you invite your parents.",
            "Here each of us is free to choose.",
        ),
    ],
)
def test_whose_yes_it_takes_is_not_who_becomes_free(sentence, begins):
    assert text.suggest(text.read(sentence))[0].instead.startswith(begins)


@pytest.mark.parametrize(
    "sentence",
    [
        "If I say stop, we stop.",
        "If one of us says red, the scene ends.",
        "Either of us can stop the scene at any time.",
        "No kissing without consent.",
        "No sex without explicit consent.",
        "Any play needs enthusiastic consent from everyone involved.",
        "We only have sex when both of us want it.",
        "Group play only happens if everybody agrees.",
        "No photos without consent.",
    ],
)
@pytest.mark.parametrize("kind", ["permission_rule", "veto"])
def test_nothing_is_offered_in_the_place_of_consent_or_a_safe_word(sentence, kind):
    assert set(about(text.suggest(reading(sentence, kind)))) <= {"break"}


@pytest.mark.parametrize(
    "sentence",
    ["Nobody has sex with anyone new without the consent of all.", "Ask me before you kiss her."],
)
def test_a_yes_of_somebody_who_is_not_touched_is_no_consent_of_theirs(sentence):
    assert "approval" in about(text.suggest(reading(sentence, "permission_rule")))
