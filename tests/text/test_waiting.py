"""What an act waits for: somebody's word, that they have met somebody, or nobody's."""

from __future__ import annotations

import pytest

from polyagree import check
from polyagree.text import draft, read
from polyagree.text.deciding import decided
from polyagree.text.evidence import grounded
from polyagree.text.frames import hits_in
from polyagree.text.normal import words_of
from polyagree.text.subjects import subject_of

PEOPLE = ("Ana", "Ben", "Cleo")

LEAVING = [
    "Any of us can end it by saying so.",
    "Either of us can end this agreement at any time.",
    "Each of us may leave whenever we want.",
    "Anyone can stop at any time.",
    "Any of us can walk away from this by saying so.",
    "Everybody is free to quit this by telling the others.",
    "We can each pull out whenever we like.",
    "Either party may withdraw from this agreement at any time.",
    "Both of us can call it off whenever we feel like it.",
]

STOPPING = [
    "Any of us can stop a date by saying so.",
    "Either of us can call off the other's date.",
    "Ana can end it if she feels uneasy about Cleo.",
    "Each of us can veto a new partner.",
    "Anyone can stop a newcomer from moving in.",
    "Anyone can stop the others from meeting somebody at any time.",
]

SO_BY_ITSELF = [
    "Sex with a new person waits until both have a negative test.",
    "No sex without condoms until everyone has been tested.",
    "Overnights wait until the kids are asleep.",
    "Sex waits until the results are in.",
    "No dates until both of us are back home.",
    "Sex with others waits until both are healthy.",
    "Nobody drives home until they are sober.",
]

MET = {
    "Only with people Ben has met.": "Ben",
    "Ana stays over only with people whom Ben knows.": "Ben",
    "Sex only with someone the other has met.": "other",
    "Overnights only with people both of us know.": "both",
    "Nobody dates people the other has never met.": "other",
    "No overnights with anyone Ana hasn't met.": "Ana",
    "Ana stays over with somebody after Ben has met them.": "Ben",
    "A new date comes home once both of us have met them.": "both",
    "We sleep with people only once the other has met them.": "other",
    "Nobody sleeps over before she has had dinner with Ben.": "Ben",
    "Cleo stays the night once she has had coffee with Ana.": "Ana",
    "Nobody moves in until they have been introduced to Ben.": "Ben",
}

MET_OTHERWISE = [
    "We like people Ben has met.",
    "We go out with people Ben knows on Fridays.",
    "After she has had dinner with us, Cleo goes home.",
    "Each of us only dates people they have met.",
    "I only date people I have met.",
    "We date only people we ourselves have met in person.",
    "Once you've met them, you will like them.",
    "People Ben knows are welcome.",
    "Nobody has to have met anyone.",
    "We only go to bars Ben knows.",
]


def waits(text: str) -> bool:
    return read(text, people=PEOPLE).permission


@pytest.mark.parametrize("text", LEAVING)
def test_whoever_may_leave_needs_nobody(text: str) -> None:
    assert not waits(text)


@pytest.mark.parametrize("text", STOPPING)
def test_whoever_may_stop_somebody_else_has_a_veto(text: str) -> None:
    assert waits(text)


@pytest.mark.parametrize("text", SO_BY_ITSELF)
def test_what_has_to_be_so_first_is_nobodys_word(text: str) -> None:
    assert not waits(text)


def test_words_alone_make_no_approval_of_what_has_to_be_so() -> None:
    def likely(text: str) -> dict[str, bool]:
        words = words_of(text)
        decision = decided(words, subject_of(words), hits_in(words))
        return grounded(words, hits_in(words), decision, {"permission": (0.9, True)})

    assert likely("Leave waits until Friday.")["permission"]
    assert not likely("Leave waits until both are tested.")["permission"]


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Sex waits until both have a negative test and say yes.", "say yes"),
        ("Overnights wait until everybody is healthy and Ben agrees.", "agrees"),
    ],
)
def test_a_word_beside_what_has_to_be_so_is_still_one(text: str, also: str) -> None:
    assert also in text
    assert waits(text)


@pytest.mark.parametrize("text", MET)
def test_whoever_has_to_have_met_them_decides(text: str) -> None:
    reading = read(text, people=PEOPLE)

    assert (reading.permission, reading.roles.approver) == (True, MET[text])


@pytest.mark.parametrize("text", MET_OTHERWISE)
def test_to_have_met_somebody_is_mostly_no_condition(text: str) -> None:
    assert not waits(text)


@pytest.mark.parametrize("text", MET)
def test_a_page_that_says_so_is_asked_about_it(text: str) -> None:
    page = f"# Ana, Ben and Cleo\n\n- {text}\n- We test every three months.\n"

    assert [
        each.span.line
        for each in check(draft(page), select=["PER101", "PER108"]).findings
        if each.span
    ] == [3]


@pytest.mark.parametrize("text", LEAVING)
def test_to_leave_is_nothing_that_could_be_broken(text: str) -> None:
    page = f"# Ana, Ben and Cleo\n\n- {text}\n"

    assert check(draft(page), select=["BRK201", "PER101", "PER102"]).findings == ()
