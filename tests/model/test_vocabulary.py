"""Words, their kinds-of and their forms; and terms, which add to them."""

from __future__ import annotations

from typing import get_args

import pytest

from polyagree.errors import InvalidId, InvalidModel, UnknownName
from polyagree.model import Form, Term, Vocabulary, WordEntry, WordKind, shipped

WORDS = shipped()

# Documents were written with these; nobody may take one away.
PROMISED = (
    *("meet", "date", "overnight", "late-night", "sex", "kissing", "intimacy", "new-relationship"),
    *("relationship", "tell", "ask", "say-yes", "say-no", "consult", "talk", "check-in", "debrief"),
    *("apologise", "aftercare", "time-together", "time-apart", "test", "share-results"),
    *("barrier", "message", "introduce", "travel", "host", "visit", "move-in", "spend", "pay"),
    *("family-event", "post-online", "look-at-device", "share-location", "share-calendar", "pause"),
    *("end", "restate", "settle", "argue", "drink", "agree-exception", "see-counsellor"),
)


@pytest.mark.parametrize("word", PROMISED)
def test_every_promised_act_ships(word: str) -> None:
    assert WORDS.words[word].kind == "act"


@pytest.mark.parametrize("entry", tuple(WORDS.words.values()), ids=tuple(WORDS.words))
def test_every_word_is_well_formed(entry: WordEntry) -> None:
    term = Term(id=entry.id, kind=entry.kind, kind_of=entry.kind_of, form=entry.form)

    assert term.entry == entry


@pytest.mark.parametrize(
    "entry", [each for each in WORDS.words.values() if each.kind_of], ids=lambda each: each.id
)
def test_every_wider_word_ships_and_is_of_the_same_kind(entry: WordEntry) -> None:
    assert WORDS.words[str(entry.kind_of)].kind == entry.kind


@pytest.mark.parametrize("word", tuple(WORDS.words))
def test_no_word_is_a_kind_of_itself_by_way_of_others(word: str) -> None:
    wider = list(WORDS.wider(word))

    assert WORDS.words[wider[-1]].kind_of is None


@pytest.mark.parametrize("act", tuple(WORDS.of_kind("act")))
def test_every_act_counts_in_one_of_three_ways(act: str) -> None:
    assert WORDS.form(act) in get_args(Form)


@pytest.mark.parametrize("act", tuple(WORDS.of_kind("act")))
def test_an_act_counts_as_the_wider_one_does(act: str) -> None:
    assert {WORDS.form(each) for each in WORDS.wider(act)} == {WORDS.form(act)}


def test_there_are_words_of_every_kind() -> None:
    assert {entry.kind for entry in WORDS.words.values()} == set(get_args(WordKind))


@pytest.mark.parametrize("act", ["talk", "date", "sex", "overnight", "aftercare", "debrief"])
def test_what_people_do_together_is_mutual(act: str) -> None:
    assert WORDS.is_mutual(act)
    assert not WORDS.is_directed(act)


@pytest.mark.parametrize("act", ["tell", "ask", "say-yes", "say-no", "pay", "share-results"])
def test_what_people_do_to_somebody_is_directed(act: str) -> None:
    assert WORDS.is_directed(act)
    assert not WORDS.is_mutual(act)


@pytest.mark.parametrize("act", ["test", "travel", "spend"])
def test_what_people_do_themselves_is_neither(act: str) -> None:
    assert WORDS.form(act) == "own"


def test_the_form_of_no_word_is_unknown() -> None:
    with pytest.raises(UnknownName) as caught:
        WORDS.form("teleport")

    assert caught.value.message == "unknown word `teleport`"


def test_an_overnight_is_a_date_and_a_meeting() -> None:
    assert list(WORDS.wider("overnight")) == ["overnight", "date", "meet"]
    assert WORDS.is_kind_of("overnight", "meet")
    assert WORDS.is_kind_of("overnight", "overnight")
    assert not WORDS.is_kind_of("date", "overnight")


def test_an_unknown_word_is_a_kind_of_itself_alone() -> None:
    assert list(WORDS.wider("teleport")) == ["teleport"]


def test_a_circle_ends() -> None:
    circle = Vocabulary(
        {
            "a": WordEntry(id="a", kind="act", kind_of="b"),
            "b": WordEntry(id="b", kind="act", kind_of="a"),
        }
    )

    assert list(circle.wider("a")) == ["a", "b"]


def test_words_are_looked_up() -> None:
    entry = WORDS.get("date")

    assert "date" in WORDS
    assert entry is not None
    assert entry.kind_of == "meet"
    assert "teleport" not in WORDS
    assert WORDS.get("teleport") is None


def test_a_document_adds_words_and_replaces_some() -> None:
    own = WORDS.extended(
        [
            WordEntry(id="sleepover", kind="act", kind_of="overnight"),
            WordEntry(id="late-night", kind="act"),
        ]
    )

    assert own.is_mutual("sleepover")
    assert not own.is_kind_of("late-night", "date")
    assert "sleepover" not in WORDS


def test_no_words_added_is_the_same_vocabulary() -> None:
    assert WORDS.extended([]) is WORDS


def test_the_words_that_ship_are_read_once() -> None:
    assert shipped() is WORDS


def test_the_words_that_ship_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        WORDS.words["date"] = WordEntry(id="date", kind="act")  # type: ignore[index]


def test_a_term_is_a_word_of_some_kind() -> None:
    with pytest.raises(InvalidId) as caught:
        Term(id="sleepover", kind="verb")  # type: ignore[arg-type]

    assert caught.value.message == "`verb` is not a kind of word"
    assert str(caught.value.help).count("`") == 2 * len(get_args(WordKind))


def test_a_term_is_no_kind_of_itself() -> None:
    with pytest.raises(InvalidId, match="`sleepover` is a kind of itself"):
        Term(id="sleepover", kind="act", kind_of="sleepover")


def test_only_acts_have_a_form() -> None:
    with pytest.raises(InvalidId) as caught:
        Term(id="our-bed", kind="place", form="mutual")

    assert caught.value.message == "`our-bed` is no act, so it has no form"


def test_a_term_means_something_or_does_not_say() -> None:
    with pytest.raises(InvalidModel, match="`means` is empty"):
        Term(id="our-bed", kind="place", means="")
