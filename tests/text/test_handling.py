"""Which clause says what follows where another is not kept."""

from __future__ import annotations

import pytest

from polyagree import check
from polyagree.text import draft, handled, read, read_document

CLAUSES = """\
# Our house

## Kitchen

1. Nobody takes food off another's shelf.
2. Ask me before you use my pan.

## Money

3. Tell the others before you spend over 100 euros.
4. Nobody lends joint money to anybody.

## Afterwards

"""


def handled_by(handler: str) -> list[int]:
    """Return the numbers of the clauses that *handler* handles."""
    readings = read_document(f"{CLAUSES}5. {handler}\n")

    assert len(readings) == 5
    return [at + 1 for at, each in enumerate(readings) if each.handled_by == 4]


@pytest.mark.parametrize(
    "handler",
    [
        "If one of us breaks something in here, we sit down within two days.",
        "When one of us doesn't keep what we agreed, we talk the next evening.",
        "If one of us breaks any of this, we talk the same week.",
        "If anything on this list slips, we say so and mend it.",
        "When somebody breaks a rule, they say sorry and cook.",
        "Should either party fail to comply, the other party may give notice in writing.",
        "If somebody messes up, they bring it up at dinner.",
        "After a breach we sit down with a mediator.",
        "Whoever breaks one of these pays for the next dinner.",
        "If something goes wrong, we talk before the week is over.",
        "If someone can't keep to this, we meet within a week and look for a way.",
        "Anyone who does not stick to these rules gets a reminder, the second time a fine.",
        "Should a member violate the policy, the board will issue a written warning.",
        "Breaking an agreement isn't the end: we sit down and decide what to change.",
        "A breach of any provision shall be remedied within 30 days of written notice.",
        "In case of breach, the parties shall first try mediation.",
        "If we fall short of this, we say it out loud at the next meeting.",
        "Slip-ups: we talk about them within 48 hours, no shouting.",
        "Violations are brought to the house meeting.",
        "Failure to comply with this agreement may lead to termination of the lease.",
        "if one of us messes up we talk it out the same day",
        "If we find we've broken one of our promises, we begin with an apology.",
        "Whoever ignores this list does the bathroom.",
    ],
)
def test_a_word_on_anything_agreed_handles_all_that_binds(handler: str) -> None:
    assert handled_by(handler) == [1, 2, 3, 4]


def test_a_number_is_about_that_clause() -> None:
    assert handled_by("If one of us breaks number 4, we see a counsellor.") == [4]


def test_numbers_are_about_those_clauses() -> None:
    assert handled_by("Whoever breaks rules 2 to 4 says sorry to all of us.") == [2, 3, 4]


def test_a_section_is_about_what_stands_under_it() -> None:
    assert handled_by("Whoever breaks a kitchen rule cooks for everybody.") == [1, 2]


def test_a_matter_is_about_the_clauses_on_it() -> None:
    assert handled_by("Money spent against this page is paid back, with a word of sorry.") == [3, 4]


@pytest.mark.parametrize(
    "handler",
    [
        "If we hurt each other, we begin with a walk.",
        "Broken things are replaced by whoever broke them.",
        "If the cat is missed at breakfast, we look for her.",
        "If the boiler breaks, call Ms Park.",
        "If you miss the last bus, sleep on our sofa.",
        "If we break up, the cat stays with Ola.",
        "If you don't keep kosher, use the blue pans.",
        "If you are late, send a message.",
        "Nobody breaks a promise here.",
        "Mistakes are fine, we are learning.",
    ],
)
def test_what_is_about_nothing_agreed_handles_nothing(handler: str) -> None:
    assert handled_by(handler) == []


@pytest.mark.parametrize(
    "page",
    [
        "We test every three months. If one of us does not, we talk about it that week.",
        "We tell each other about a date by the next evening. If that doesn't happen, we sit down.",
        "We tell each other by the next evening. If somebody forgets, they say so and we talk.",
        "Nobody stays overnight on weeknights. If it happens anyway, we talk the next day.",
        "We share results within a day. When it slips, whoever forgot makes dinner and we talk.",
        "We eat together on Thursdays. If one of us misses it, we find another evening that week.",
        "We use condoms with others. If we ever don't, we tell each other before the next time.",
        "We share results within a day. Whoever is late with that says why.",
        "At most two late nights a month. A third one means that we sit down on Sunday.",
        "We pay the rent by the first. Should somebody be late, they pay within a week.",
        "Phones stay off at dinner. If somebody can't resist, they do the dishes.",
        "We share results within a day. Failing that, we say when they will come.",
        "Nobody smokes inside. If someone does, they air the room and we talk about it.",
        "We tell each other after a date. If Ana forgets, she calls in the morning.",
        "We test every three months. When a test is missed, we use condoms until there is one.",
    ],
)
def test_the_next_sentence_may_say_what_follows_a_break_of_the_one_before(page: str) -> None:
    other = "Nobody lends joint money to anybody."

    assert [each.handled_by for each in read_document(page, people=["Ana"])] == [1, None]
    assert [each.handled_by for each in read_document(f"{page} {other}", people=["Ana"])] == [
        1,
        None,
        None,
    ]


@pytest.mark.parametrize("after", ["If someone does, we talk.", "If not, we air the room."])
def test_in_one_item_a_clause_may_go_on_with_what_follows_its_break(after: str) -> None:
    page = f"- Nobody smokes inside. {after}\n- Nobody lends joint money.\n"
    first, second = read_document(page)

    assert first.break_handling
    assert (first.handled_by, second.handled_by) == (None, None)


def test_nothing_goes_back_past_a_heading() -> None:
    page = (
        "# Us\n\nNobody stays overnight on weeknights.\n\n"
        "## Later\n\nIf it happens anyway, we talk that day.\n"
    )

    assert [each.handled_by for each in read_document(page)] == [None, None]


def test_to_be_late_is_a_break_only_where_there_is_a_time() -> None:
    late = "If somebody is late, they say so."

    assert read_document(f"We share results within a day. {late}")[0].handled_by == 1
    assert read_document(f"Nobody smokes inside. {late}")[0].handled_by is None


def test_a_paragraph_may_go_on_in_the_next_line() -> None:
    page = "We test every three months.\nIf one of us does not, we talk."

    assert [each.handled_by for each in read_document(page)] == [1, None]


def test_an_item_is_no_word_on_the_one_above_only_since_it_might_be() -> None:
    page = "- We test every three months.\n- If one of us does not, we talk.\n"

    assert [each.break_handling for each in read_document(page)] == [False, False]


def test_an_item_that_is_a_word_on_a_break_may_go_back_to_the_one_above() -> None:
    page = "- Nobody stays overnight on weeknights.\n- If it happens anyway, we talk that day.\n"

    assert [each.handled_by for each in read_document(page)] == [1, None]


def test_two_sentences_may_follow_one_clause() -> None:
    page = (
        "We test every three months."
        " If one of us does not, we talk. If that does not help, we see a counsellor."
    )

    assert [each.handled_by for each in read_document(page)] == [1, None, None]


@pytest.mark.parametrize(
    "page",
    [
        "We test every three months. If one of us is ill, we wait for two weeks.",
        "Nobody stays overnight on weeknights. If the child is ill, we both stay home.",
        "We share the calendar. When somebody travels, we call.",
        "We share results within a day. If it rains, we stay in.",
        "We eat together on Sundays. If somebody is away, we eat on Monday.",
        "We share results within a day. If it is positive, we all go to the clinic.",
        "We call when we are late. If it happens, we are glad.",
        "We tell each other about dates. If we like somebody, we say that too.",
        "We tell each other about dates. If one of us does not want to hear it, we wait.",
        "We use condoms with others. Should somebody get pregnant, we sit down together.",
        "Either of us may cook. If nobody does, we order pizza.",
        "We believe in honesty. If one of us is not honest, we talk.",
    ],
)
def test_a_next_sentence_on_something_else_handles_nothing(page: str) -> None:
    assert [each.handled_by for each in read_document(page)] == [None, None]


def test_a_heading_may_say_that_it_is_about_a_break() -> None:
    text = (
        "# Us\n\n- Nobody smokes inside.\n\n## When it goes wrong\n\n- We talk the same evening.\n"
    )

    assert [each.handled_by for each in read_document(text)] == [1, None]


def test_the_closest_word_counts() -> None:
    text = (
        "- Nobody smokes inside.\n- Nobody lends joint money to anybody.\n"
        "- If one of us breaks any of this, we talk.\n"
        "- Money lent against this page is paid back.\n"
    )

    assert [each.handled_by for each in read_document(text)] == [2, 3, None, None]


def test_values_reviews_and_boundaries_on_oneself_need_none() -> None:
    text = (
        "- We love without owning.\n- I don't argue after ten.\n- We read this again each June.\n"
        "- Nobody smokes inside.\n- If one of us breaks any of this, we talk.\n"
    )
    readings = read_document(text)

    free = [each for each in readings if each.kind in {"value", "self_boundary", "review"}]
    assert free
    assert all(each.handled_by is None for each in free)
    assert readings[3].handled_by == 4


def test_what_goes_on_from_a_handling_is_one() -> None:
    text = (
        "- Nobody smokes inside.\n- If one of us breaks this, they say so.\n"
        "- The other one may take three days to answer.\n"
    )

    assert [each.break_handling for each in read_document(text)] == [False, True, True]


def test_readings_without_a_place_are_held_against_each_other_too() -> None:
    readings = [
        read(each) for each in ("Nobody smokes inside.", "If one of us breaks rule 1, we talk.")
    ]

    assert [each.handled_by for each in handled(readings)] == [1, None]


def test_the_same_twice_is_the_same() -> None:
    once = handled(read_document(CLAUSES + "5. If one of us breaks any of this, we talk.\n"))

    assert handled(once) == once


def test_four_times_the_clauses_take_about_four_times_as_long() -> None:
    import time

    readings = read_document(CLAUSES + "5. Money spent against this page is paid back.\n")

    def seconds(times: int) -> float:
        begin = time.process_time()
        handled(readings * times)
        return time.process_time() - begin

    seconds(10)

    assert min(seconds(1_600) for _ in range(2)) < 10 * seconds(400) + 0.2


def test_what_the_next_sentence_says_is_seen_where_a_page_is_checked() -> None:
    page = (
        "# Us\n\nWe test every three months. If one of us does not, we talk about it that week.\n"
    )

    assert check(draft(page), select=["BRK201"]).findings == ()
    assert check(draft(page.split(" If", maxsplit=1)[0]), select=["BRK201"]).findings != ()
