"""Which act a clause is about."""

from __future__ import annotations

import pytest

from polyagree.model import shipped
from polyagree.text.acts import ActEntry, act_entries, act_of, acts_in, own_words
from polyagree.text.marked import Marked, marked
from polyagree.text.normal import words_of
from polyagree.text.readings import Kind
from polyagree.text.seeking import Phrases

ENTRIES = act_entries()


def sentence(text: str) -> Marked:
    return marked(words_of(text))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_each_entry_is_a_word_of_the_vocabulary(entry: ActEntry) -> None:
    word = shipped().get(entry.id)

    assert word is not None
    assert word.kind == "act"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_each_entry_is_found_where_it_should_be(entry: ActEntry) -> None:
    for said in entry.yes:
        assert entry in acts_in(sentence(said)), said


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda each: each.id)
def test_no_entry_is_found_where_it_should_not_be(entry: ActEntry) -> None:
    for said in entry.no:
        assert not list(Phrases([(entry, entry.when)]).found_in(sentence(said))), said


ABOUT: dict[str, tuple[Kind, str | None]] = {
    "Tell me before you move in with somebody.": ("prior_notice", "move-in"),
    "Hookups are free; relationships wait for a joint yes.": ("permission_rule", "sex"),
    "Text me when you leave, so I know you are not out with the car.": ("prior_notice", None),
    "If a rule is broken, we talk about the dates.": ("break_handling", "talk"),
    "Nobody paints a wall without the others.": ("permission_rule", "paints a wall"),
    "Changing the locks? Say so first.": ("prior_notice", "changing the locks"),
    "Love is not a contest.": ("value", None),
}


@pytest.mark.parametrize("text", ABOUT)
def test_a_clause_is_about_the_act_that_its_kind_makes_of_it(text: str) -> None:
    kind, act = ABOUT[text]

    assert act_of(sentence(text), kind) == act


def test_of_several_acts_the_one_beside_what_decided_counts() -> None:
    text = "Hookups are free; relationships wait for a joint yes."
    start = text.index("joint yes")

    found = act_of(sentence(text), "permission_rule", near=[(start, len(text))])

    assert found == "relationship"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Before you sell the boat we talk.", "sell the boat"),
        ("We two.", None),
        ("", None),
        ("Yes.", "yes"),
    ],
)
def test_an_act_in_its_own_words_is_short(text: str, said: str | None) -> None:
    assert own_words(sentence(text)) == said


def test_words_of_one_kind_do_not_make_it_slow() -> None:
    assert act_of(sentence("we you they all each both no " * 2000), "commitment") is None
