"""Whether practice has moved, as text and as JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from logbooks import EIGHT, LATE, TWO_A_MONTH, check_ins, day, document, on_days, revision

from polyagree.codec import loads
from polyagree.model import Polycule
from polyagree.practice import table
from polyagree.report.drift import render_drift
from polyagree.report.drift_json import render_drift_json
from polyagree.testing import strategies

THREE_A_MONTH = "{may: late-night, who: ana, at_most: 3, per: month}"
SIX_A_MONTH = "{may: late-night, who: ana, at_most: 6, per: month}"
SLOW, FAST = range(15, 180, 30), range(186, 222, 4)
THURSDAYS = "{must: date, who: all parties, every: week, days: thu}"
TOGETHER = "who: [ana, ben], act: date"


def page(polycule: Polycule, on: dt.date | None = None, **options) -> str:
    return render_drift(table(polycule, on=on), **options)


def found(polycule: Polycule, on: dt.date | None = None, clause: str | None = None) -> dict:
    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    told = render_drift_json(table(polycule, on=on), clause=clause)
    return json.loads(told, parse_constant=refuse)


def changed(more: str = "", days: Iterable[int] = (*SLOW, *FAST)) -> Polycule:
    return document(SIX_A_MONTH, *on_days(days), more=more)


# The top


def test_the_page_says_as_of_when_it_is() -> None:
    text = page(document(TWO_A_MONTH, *on_days([1])))

    assert text.startswith("Practice and what was agreed, as of Thursday 2 January 2025\n")
    assert "A pattern is a statistic, which is wrong now and then" in text


def test_a_document_without_a_date_names_none() -> None:
    undated = loads(
        "polyagree: 1\npeople: {ana: Ana}\nboundaries:\n"
        "  nights: {holder: ana, says: One., norm: {may: late-night, at_most: 1, per: month}}\n"
    )

    assert page(undated).startswith("Practice and what was agreed\nNothing is recorded yet.\n")
    assert found(undated)["as_of"] is None


def test_before_the_first_note_nothing_is_recorded_yet() -> None:
    text = page(document(TWO_A_MONTH, *on_days([100])), day(5))

    assert "Nothing is recorded yet." in text
    assert "not enough recorded" in text


def test_without_limits_the_page_says_so() -> None:
    assert "Limits\n  No limit is in force here.\n" in page(document("none", *on_days([1])))
    assert "No limit is in force here." in page(loads("polyagree: 1\npeople: {ana: Ana}\n"))


# Limits


def test_each_limit_has_a_line_with_what_is_used() -> None:
    text = page(document("{may: late-night, at_most: 2, per: month}", *on_days([1, 5, 9])))

    assert re.search(r"home\.it, Ana +3 of 2 +1 ", text)
    assert re.search(r"home\.it, Ben +0 of 2 +0 ", text)


def test_a_limit_that_is_used_up_says_when_it_is_free() -> None:
    text = page(document(TWO_A_MONTH, *on_days([1, 5])))

    assert "2 of 2 used; the next free slot is at 00:00 on 1 February." in text


def test_where_there_is_room_no_slot_is_told() -> None:
    assert "free slot" not in page(document(TWO_A_MONTH, *on_days([1])))


def test_a_limit_held_together_says_so() -> None:
    norm = "{may: date, who: all parties, at_most: 2, per: month}"

    assert "home.it, together" in page(document(norm, *on_days([1], TOGETHER)))


def test_a_partner_is_named() -> None:
    norm = "{may: overnight, who: ana, with: each partner, at_most: 1, per: month}"
    text = page(document(norm, *on_days([1], "who: ana, act: overnight, with: caro")))

    assert "home.it, Ana with Caro" in text


def test_exceedances_are_told_one_by_one_and_the_last_six_of_many() -> None:
    once = page(document(TWO_A_MONTH, *on_days([1, 2, 3])))
    often = page(document(TWO_A_MONTH, *on_days(range(0, 240, 8))))

    assert "Exceeded once: in January 2025 (3 of 2)." in once
    assert "Exceeded 8 times, the last 6 of them: in March 2025 (4 of 2), in April 2025" in often


def test_the_chance_is_told_in_percent() -> None:
    text = page(document(TWO_A_MONTH, *on_days(range(1, 150, 12))))

    assert re.search(r"the chance of going beyond it in the next window is \d\d%\.", text)


def test_a_chance_that_is_hardly_one_is_told_to_be() -> None:
    norm = "{may: late-night, who: ana, at_most: 9, per: month}"

    assert "the next window is under 1%." in page(document(norm, *on_days([1, 40, 80])))


def test_what_nobody_used_has_no_story() -> None:
    text = page(document(TWO_A_MONTH, *on_days([1, 60], "who: ben, act: work")))

    assert "No change is seen" not in text
    assert "chance" not in text


def test_red_says_since_when_and_compared_with_what() -> None:
    text = page(changed())

    assert "red, since about" in " ".join(text.split())
    assert re.search(
        r"The pattern has changed since about \w+ \d+ \w+ 2025: [\d.]+ a month, compared with"
        r" 1 a month in the first half year\. False alarms: 1 in 10 years\.",
        text,
    )


def test_amber_says_that_it_may_have_and_what_would_turn_it_red() -> None:
    text = next(
        each
        for number in range(1, 9)
        if "amber" in (each := page(changed(days=[*SLOW, *[*FAST][:number]])))
    )

    assert "The pattern may have changed since about" in text
    assert re.search(r"\d+ more before 2025-\d\d-\d\d would turn it red\.", text)


def test_quiet_says_that_no_change_is_seen() -> None:
    assert "No change is seen, compared with 1 a month in the first half year." in page(
        changed(days=[*SLOW, 200])
    )


def test_too_little_says_why() -> None:
    text = page(document(TWO_A_MONTH, *on_days([1, 300])))

    assert (
        "Not enough is recorded to speak of a pattern: something is on record for 1% of the"
        " time only." in text
    )


def test_what_people_talked_about_stands_beside_it() -> None:
    talk = f"check_ins: [{{date: {day(225)}, people: [ana, ben], decided: [home.it]}}]\n"
    text = page(changed(talk))

    assert re.search(r"It was red on .* and was talked about by Thursday 14 August 2025\.", text)


def test_without_a_promise_it_says_why() -> None:
    clusters = [start + 3 * more for start in (20, 140, 260) for more in range(6)]
    notes = on_days(range(0, 290, 40), "who: ben, act: work")
    polycule = document(
        "{may: late-night, who: ana, at_most: 12, per: month}",
        *sorted([*on_days(clusters), *notes]),
    )
    text = page(polycule)

    assert "times as much as chance does, too much for a promise." in text
    assert "False alarms" not in text


def test_a_revised_limit_is_told_from_the_first_wording_too() -> None:
    polycule = document(
        THREE_A_MONTH, *on_days([*SLOW, *FAST]), revisions=[revision(TWO_A_MONTH, on="2025-08-01")]
    )
    text = page(polycule)

    assert "This wording has been in force since Friday 1 August 2025." in text
    assert "Measured from the first wording: The pattern has changed since about" in text


def test_longer_nights_are_told() -> None:
    lasting = [
        f"at: {day(7 * number)}T21:00, {LATE}, lasting: {3 + number % 3 if number < 20 else 9}h"
        for number in range(28)
    ]

    text = page(document(SIX_A_MONTH, *lasting))
    assert "How long or how much: The pattern has changed since about" in text
    assert "9h, compared with 4h at first" in text


# Duties, and scores


def thursdays(kept: Iterable[int], noted: Iterable[int] = ()) -> Polycule:
    dates = on_days([8 + 7 * week for week in kept], TOGETHER)
    notes = on_days([9 + 7 * week for week in noted], "who: ana, act: work")
    return document(THURSDAYS, *sorted([*dates, *notes]))


def test_a_duty_that_comes_again_has_a_line() -> None:
    text = page(thursdays(range(10)))

    assert "What comes again and again" in text
    assert re.search(r"home\.it, Ana and Ben +10 of 10 +0\.00 +quiet", text)


def test_a_duty_that_fades_is_told_without_blame() -> None:
    text = page(thursdays(range(10), range(10, 20)))

    assert (
        "home.it, whether it is kept: The pattern has changed since about Thursday 20 March 2025:"
        " kept 0 of 10, compared with kept 10 of 10. False alarms: 1 in 104 rounds." in text
    )


def test_a_duty_that_was_never_kept_has_not_changed() -> None:
    text = page(thursdays([0], range(1, 20)))

    assert "home.it: on record, it was kept 1 of 20 times, from the beginning on." in text
    assert "has changed" not in text


def test_what_is_told_late_is_told() -> None:
    tell = "{must: tell, who: ana, to: ben, after: {act: date, who: ana}, within: 24h}"
    events = [
        each
        for number in range(12)
        for each in (
            f"at: {day(7 * number)}T20:00, who: ana, act: date, with: caro",
            f"at: {day(7 * number + (1 if number < 4 else 4))}T10:00, who: ana, act: tell, to: ben",
        )
    ]

    text = page(document(tell, *events))
    assert "home.it, how late it is: The pattern has changed since about" in text


def test_scores_that_fall_are_told() -> None:
    text = page(document("none", more=check_ins([*EIGHT, 1, 1, 1, 1])))

    assert re.search(r"Ben about late-night +12 +1 of 0-4 ", text)
    assert "Ben: The pattern has changed since about" in text


def test_scores_about_nothing_in_particular_are_told() -> None:
    more = "check_ins: [{date: 2025-01-05, people: [ben], scores: [{who: ben, value: 3, scale: 0-4}]}]\n"

    assert re.search(
        r"\n  Ben +1 +3 of 0-4 +– +not enough recorded", page(document("none", more=more))
    )


# Wordings


def test_how_a_number_moved_is_told() -> None:
    was = [
        revision("{may: late-night, who: ana, at_most: 1, per: month}", on="2025-02-01"),
        revision(TWO_A_MONTH, on="2025-03-01", accepted="ana"),
    ]
    text = page(document(THREE_A_MONTH, *on_days([1, 2, 3, 90]), revisions=was))

    assert "How the wording moved\n  home.it\n  - `at_most` of `late-night`:\n" in text
    assert "1 February 2025: 1 became 2, accepted by all, 28 days after a break.\n" in text
    assert "- Saturday 1 March 2025: 2 became 3, without the acceptance of Ben.\n" in text
    assert "Each step was small; together they moved it from 1 to 3." in text
    assert (
        "Breaks in the whole record, had one wording held all along: 2 under `1`, 1 under `2`"
        " and 0 under `3`." in text
    )


@pytest.mark.parametrize(
    ("date", "when"),
    [("02-01", "on the day of"), ("01-31", "a day after"), ("01-20", "12 days after")],
)
def test_a_change_soon_after_a_break_says_so(date: str, when: str) -> None:
    more = f"breaches: {{one: {{of: home.it, by: ana, date: 2025-{date}}}}}\n"
    was = [revision(TWO_A_MONTH, on="2025-02-01")]

    text = page(document(THREE_A_MONTH, *on_days([1, 60]), revisions=was, more=more))
    assert f"2 became 3, accepted by all, {when} a break." in text


def test_a_boundary_is_its_holders_to_change() -> None:
    more = (
        "boundaries:\n  nights:\n    holder: ben\n    says: Two.\n"
        "    norm: {may: late-night, at_most: 2, per: month}\n    revisions:\n"
        "      - {date: 2025-03-01, was: {says: One., norm: {may: late-night, at_most: 1, per: month}}}\n"
    )
    text = page(document("none", *on_days([1, 90]), more=more))

    assert "- Saturday 1 March 2025: 1 became 2.\n" in text
    assert "accept" not in text


def test_as_of_a_day_a_later_change_is_not_told() -> None:
    was = [revision(TWO_A_MONTH, on="2025-02-01"), revision(THREE_A_MONTH, on="2025-03-01")]
    polycule = document(SIX_A_MONTH, *on_days([1, 90]), revisions=was)

    text = page(polycule, dt.date(2025, 2, 10))
    assert "2 became 3" in text
    assert "became 6" not in text
    assert "under `6`" not in text


# One clause


def test_one_clause_can_be_told() -> None:
    more = (
        "boundaries: {nights: {holder: ben, says: I sleep., norm: {may: late-night, at_most: 2, per: month}}}\n"
        + check_ins([4, 4])
    )
    polycule = document(TWO_A_MONTH, *on_days([1]), more=more)

    text = page(polycule, clause="nights")
    assert text.startswith("Practice and `nights`, as of ")
    assert "I sleep." in text
    assert "home.it" not in text
    assert "at check-ins" not in text
    assert "home.it" in page(polycule, clause="home")
    assert "nights" not in page(polycule, clause="home")


def test_one_clause_can_be_told_to_programs() -> None:
    more = check_ins([4, 4])
    polycule = document(TWO_A_MONTH, *on_days([1, 2, 3]), more=more)

    told = found(polycule, clause="home.it")
    assert {each["kind"] for each in told["patterns"]} == {"rate", "size"}
    assert len(told["exceedances"]) == 1
    assert found(polycule, clause="elsewhere")["patterns"] == []


# For programs


def test_programs_get_one_object() -> None:
    was = [revision(TWO_A_MONTH, on="2025-02-01")]
    polycule = document(THREE_A_MONTH, *on_days([1, 2, 3, 90]), revisions=was)
    told = found(polycule)

    assert list(told) == [
        *("format", "as_of", "false_alarm", "expected_false_alarms"),
        *("patterns", "exceedances", "wordings"),
    ]
    assert told["format"] == 1
    assert told["as_of"] == "2025-04-01"
    assert told["false_alarm"] == "1 in 10 years"
    assert told["exceedances"] == [
        {
            "clause": "home.it",
            "who": "ana",
            "partner": None,
            "when": "in January 2025",
            "used": "3",
            "allowed": "2",
            "over": ["events[2]"],
        }
    ]
    (course,) = told["wordings"]
    assert course["moves"] == [
        {
            "date": "2025-02-01",
            "before": "2",
            "after": "3",
            "step": 1,
            "lacking": [],
            "days_after_break": 28,
        }
    ]
    assert course["creep"] == 1
    assert [len(each["breaks"]) for each in course["judged"]] == [1, 0]
    assert course["judged"][0]["breaks"][0] == {
        "at": "2025-01-04T22:00:00+00:00",
        "event": "events[2]",
    }


def test_half_steps_and_missed_deadlines_are_told_to_programs() -> None:
    tell = "{{must: tell, who: ana, to: ben, after: {{act: date}}, within: {}}}"
    dates = on_days([1, 40], "who: ana, act: date, with: caro")
    polycule = document(
        tell.format("2h"), *dates, revisions=[revision(tell.format("90 min"), on="2025-02-01")]
    )
    (course,) = found(polycule)["wordings"]

    assert course["moves"][0]["step"] == 0.5
    assert course["judged"][0]["breaks"][0]["event"] is None


def test_instants_have_the_offset_of_the_documents_zone() -> None:
    summer = [f"at: 2025-06-{each}T22:00, {LATE}" for each in ("01", "02")]
    told = found(document(TWO_A_MONTH, *summer))

    assert told["patterns"][0]["next_free"] == "2025-07-01T00:00:00+01:00"


def test_years_of_missed_rounds_are_a_finite_number() -> None:
    """Evidence grows for as long as nobody talks; JSON has no infinity."""
    notes = on_days(range(0, 700, 30), "who: ana, act: work")
    tell = "{must: tell, who: ana, to: ben, after: {act: travel, who: ana}, within: 24h}"
    trips = on_days(range(700), "who: ana, act: travel")
    first = "at: 2025-01-01T10:00, who: ana, act: tell, to: ben"
    polycule = document(tell, *sorted([first, *notes, *trips]))

    assert {each["state"] for each in found(polycule)["patterns"]} >= {"red"}
    assert all(each["evidence"] <= 1000 for each in found(polycule)["patterns"])
    assert max(map(len, page(polycule).splitlines()), default=0) < 400


# Nothing that a document says can steer the page


def test_the_words_of_a_document_are_shown_and_do_nothing() -> None:
    wild = "\\e[31m\\u202e\\x9b\\a"
    polycule = loads(
        "polyagree: 1\ntimezone: Europe/Lisbon\n"
        f'people: {{ana: "A{wild}na", ben: "B{wild}en"}}\n'
        "boundaries:\n"
        f'  nights: {{holder: ana, says: "No{wild}", norm: {{may: late-night, at_most: 1, per: month}}}}\n'
        f"check_ins: [{{date: 2025-01-01, people: [ana], scores: [{{who: ana, value: 1, scale: 0-4}}]}}]\n"
        "events: [{at: 2025-01-01, who: ana, act: late-night}, {at: 2025-01-02, who: ana, act: late-night}]\n"
    )

    for clause in (None, "nights"):
        text = page(polycule, clause=clause)
        assert not set(text) & {"\x1b", "\u202e", "\x9b", "\x07"}
    assert found(polycule)["patterns"]
    assert render_drift_json(table(polycule)).isascii()


def test_a_narrow_page_breaks_sentences_and_loses_nothing() -> None:
    wide, narrow = page(changed()), page(changed(), width=50)

    assert max(map(len, narrow.splitlines())) <= 60
    assert "The pattern has changed" in " ".join(narrow.split())
    assert len(narrow.splitlines()) > len(wide.splitlines())


def test_colours_are_for_those_who_want_them() -> None:
    assert "\x1b[" in page(changed(), color=True)
    assert "\x1b[" not in page(changed())


@settings(max_examples=10)
@given(strategies.polycules())
def test_every_document_can_be_told(polycule: Polycule) -> None:
    text = page(polycule)

    assert text.startswith("Practice and what was agreed")
    assert found(polycule)["format"] == 1
    assert not set(text) & {"\x1b", "\x9b", "\r"}
