"""A word that somebody gave before lifts a limit."""

from __future__ import annotations

import pytest
from evenings import act, night, nights

from polyagree import loads
from polyagree.model import Polycule
from polyagree.timeline import Exceedance, exceedances

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"


def document(norm: str, *events: str) -> Polycule:
    said = ", ".join(f"{{{event}}}" for event in events)
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan}}
groups:
  pair: {{kind: household, members: [ana, ben], until: 2025-12-31}}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      it: {{says: So much., norm: {norm}}}
events: [{said}]
""")


def found(norm: str, *events: str) -> tuple[Exceedance, ...]:
    return exceedances(document(norm, *events))


def over(norm: str, *events: str) -> list[int]:
    """Return the events that are surely over the limit."""
    every = [index for each in found(norm, *events) if each.sure for index in each.over]
    return sorted(every)


def unsure(norm: str, *events: str) -> list[int]:
    every = found(norm, *events)

    assert not any(each.sure for each in every)
    return sorted(index for each in every for index in each.over)


ON_A_YES = (
    f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: other parties, by: same day, silence: stops}}}}"
)
TWO = nights("03-01", "03-15")
THIRD = night("2025-03-20T23:00")


def yes(at: str, rest: str = "to: ana", *, who: str = "ben", word: str = "say-yes") -> str:
    return act(at, word, rest, who=who)


def test_a_yes_on_the_same_day_lifts_the_limit() -> None:
    assert found(ON_A_YES, *TWO, yes("2025-03-20T18:00"), THIRD) == ()


@pytest.mark.parametrize(
    "word",
    [
        yes("2025-03-19T22:00"),
        yes("2025-03-20T23:30"),
        yes("2025-03-20T18:00", who="caro"),
        yes("2025-03-20T18:00", "to: caro"),
        yes("2025-03-20T18:00", "to: ana, about: {act: overnight, with: caro}"),
        yes("2025-03-20T18:00", "to: ana, about: rent"),
        yes("2025-03-20T18:00", word="say-no"),
        yes("2025-03-20T18:00", word="tell"),
    ],
    ids=[
        "the day before",
        "afterwards",
        "from somebody else",
        "to somebody else",
        "about another act",
        "about a thing",
        "a no",
        "news",
    ],
)
def test_another_word_does_not_lift_the_limit(word: str) -> None:
    assert over(ON_A_YES, *TWO, word, THIRD) == [3]


@pytest.mark.parametrize(
    "about",
    ["late-night", "date", "caro", "home.it", "home", "{act: date, with: caro}", "third"],
)
def test_what_a_yes_may_be_about(about: str) -> None:
    third = f"id: third, {THIRD}"

    assert found(ON_A_YES, *TWO, yes("2025-03-20T18:00", f"to: ana, about: {about}"), third) == ()


def test_a_yes_may_be_about_what_the_gate_says() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, about: rent}}}}"

    assert found(limit, *TWO, yes("2025-03-20T18:00", "about: rent"), THIRD) == ()


def test_a_yes_on_the_evening_lifts_what_is_after_midnight() -> None:
    assert found(ON_A_YES, *TWO, yes("2025-03-20T22:00"), night("2025-03-21T02:00")) == ()


def test_a_later_no_takes_a_yes_back() -> None:
    words = [yes("2025-03-20T18:00"), yes("2025-03-20T19:00", word="say-no")]

    assert over(ON_A_YES, *TWO, *words, THIRD) == [4]
    assert found(ON_A_YES, *TWO, *words[::-1], THIRD)[0].over == (4,)


def test_a_yes_to_the_first_does_not_move_the_others() -> None:
    assert over(ON_A_YES, yes("2025-03-01T18:00"), *TWO, THIRD) == [3]


def test_a_yes_lifts_one_and_not_the_next() -> None:
    assert over(ON_A_YES, *TWO, yes("2025-03-20T18:00"), THIRD, *nights("03-25")) == [4]


def test_a_yes_on_a_day_without_an_hour_is_unsure() -> None:
    assert unsure(ON_A_YES, *TWO, yes("2025-03-20"), night("2025-03-20")) == [3]
    assert unsure(ON_A_YES, *TWO, yes("2025-03-20"), night("2025-03-21T01:00")) == [3]
    assert over(ON_A_YES, *TWO, yes("2025-03-18"), night("2025-03-20")) == [3]


def test_a_yes_of_the_last_day_lifts_where_no_day_is_said() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben}}}}"

    assert found(limit, *TWO, yes("2025-03-19T23:30"), THIRD) == ()
    assert over(limit, *TWO, yes("2025-03-19T23:00"), THIRD) == [3]
    assert over(limit, *TWO, yes("2025-03-01T23:00"), THIRD) == [3]


def test_an_older_yes_lifts_the_event_that_it_names() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben}}}}"

    assert found(limit, *TWO, yes("2025-03-10T12:00", "about: third"), f"id: third, {THIRD}") == ()


def test_what_a_yes_lifts_may_have_come_after_the_other() -> None:
    limit = "{may: late-night, at_most: 1, per: month, unless: {yes_from: ben}}"
    log = [f"id: third, {night('2025-03-20')}", night("2025-03-20T12:00")]

    assert unsure(limit, yes("2025-03-10T12:00", "about: third"), *log) == [2]


def test_a_yes_ahead() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, ahead: 24h}}}}"

    assert found(limit, *TWO, yes("2025-03-19T23:00"), THIRD) == ()
    assert over(limit, *TWO, yes("2025-03-19T23:01"), THIRD) == [3]
    assert unsure(limit, *TWO, yes("2025-03-10T23:00"), THIRD) == [3]


def test_a_yes_by_a_moment() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, by: same day 18:00}}}}"

    assert found(limit, *TWO, yes("2025-03-20T18:00"), THIRD) == ()
    assert over(limit, *TWO, yes("2025-03-20T18:01"), THIRD) == [3]


def test_a_yes_by_the_next_check_in_is_unsure() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, by: next check-in}}}}"

    assert unsure(limit, *TWO, yes("2025-03-20T18:00"), THIRD) == [3]


def test_a_yes_in_another_manner_is_unsure() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, how: written}}}}"

    assert found(limit, *TWO, yes("2025-03-20T18:00", "how: written"), THIRD) == ()
    assert unsure(limit, *TWO, yes("2025-03-20T18:00"), THIRD) == [3]


def test_a_word_that_is_open_leaves_it_open() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, how: written}}}}"
    words = [yes("2025-03-20T17:00", "how: written"), yes("2025-03-20T18:00", word="say-no")]

    assert unsure(limit, *TWO, *words, THIRD) == [4]


def test_silence_may_allow_what_was_asked() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, silence: allows}}}}"
    asked = act("2025-03-20T12:00", "ask", "to: ben")

    assert found(limit, *TWO, asked, THIRD) == ()
    assert unsure(limit, *TWO, THIRD) == [2]


def test_nobody_objected() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{unopposed_by: ben}}}}"

    assert found(limit, *TWO, THIRD) == ()
    assert over(limit, *TWO, yes("2025-03-20T18:00", word="object"), THIRD) == [3]
    assert found(limit, *TWO, yes("2025-03-20T18:00"), THIRD) == ()


def test_silence_may_stop_what_nobody_objected_to() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{unopposed_by: ben, silence: stops}}}}"

    assert over(limit, *TWO, THIRD) == [2]


def test_telling_before_lifts_the_limit() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{told: other parties}}}}"
    told = act("2025-03-20T12:00", "tell", "to: ben")

    assert found(limit, *TWO, told, THIRD) == ()
    assert over(limit, *TWO, THIRD, act("2025-03-20T23:30", "tell", "to: ben")) == [2]
    assert over(limit, *TWO, act("2025-03-20T12:00", "tell", "to: caro"), THIRD) == [3]
    assert unsure(limit, *TWO, act("2025-03-20T12:00", "tell", "to: family"), THIRD) == [3]


def test_talking_before_lifts_the_limit() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{talked_with: ben}}}}"

    assert found(limit, *TWO, act("2025-03-20T12:00", "talk", "with: ben"), THIRD) == ()
    assert over(limit, *TWO, act("2025-03-20T12:00", "talk", "with: caro"), THIRD) == [3]


def test_what_was_told_may_need_details() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{told: ben, details: {{required: [who]}}}}}}"

    assert (
        found(limit, *TWO, act("2025-03-20T12:00", "tell", "to: ben, details: [who]"), THIRD) == ()
    )
    assert unsure(limit, *TWO, act("2025-03-20T12:00", "tell", "to: ben"), THIRD) == [3]


def test_one_of_several_may_be_enough() -> None:
    several = [yes("2025-03-20T18:00", who="caro")]

    for people, fine in (
        ("1 of pair", False),
        ("anyone", True),
        ("[ben, caro]", False),
        ("[caro, dan]", False),
    ):
        limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: {people}}}}}"

        assert (found(limit, *TWO, *several, THIRD) == ()) is fine


def test_whose_word_it_is_may_be_unknown() -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: affected}}}}"

    assert unsure(limit, *TWO, THIRD) == [2]


@pytest.mark.parametrize("time", ["ahead: 24h", "by: previous day", "by: same day 18:00"])
def test_a_yes_that_names_the_event_counts_however_long_before_its_time_it_was(time: str) -> None:
    limit = f"{TWO_A_MONTH[:-1]}, unless: {{yes_from: ben, {time}}}}}"
    third = f"id: third, {THIRD}"

    assert found(limit, *TWO, yes("2025-03-10T12:00", "about: third"), third) == ()
    assert found(limit, *TWO, yes("2025-01-10T12:00", "about: third"), third) == ()
    assert unsure(limit, *TWO, yes("2025-03-10T12:00", "about: late-night"), third) == [3]
    assert over(limit, *TWO, yes("2025-03-20T22:00", "about: third"), third) == [3]
    assert over(limit, *TWO, yes("2025-03-10T12:00", "about: third", word="say-no"), third) == [3]


def test_on_the_same_day_a_yes_of_another_day_does_not_count_though_it_names_the_event() -> None:
    third = f"id: third, {THIRD}"

    assert over(ON_A_YES, *TWO, yes("2025-03-10T12:00", "about: third"), third) == [3]
