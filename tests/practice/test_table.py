"""Everything that a document records, held against what was agreed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from logbooks import EIGHT, TWO_A_MONTH, check_ins, day, document, on_days, revision, text

from polyagree import drift
from polyagree.codec import loads
from polyagree.drift.promises import parse
from polyagree.errors import InvalidSeries
from polyagree.model import Polycule
from polyagree.practice import table

EVERYTHING = text(
    "[{may: late-night, who: ana, at_most: 3, per: month},"
    " {must: date, who: all parties, every: week, days: thu}]",
    *sorted(
        [*on_days(range(0, 200, 20)), *on_days(range(8, 200, 7), "who: [ana, ben], act: date")]
    ),
    revisions=[revision("{may: late-night, who: ana, at_most: 2, per: month}", on="2025-03-01")],
    more=check_ins([*EIGHT, 3]),
)


def everything() -> Polycule:
    return loads(EVERYTHING)


def test_records_have_the_same_keys() -> None:
    records = table(everything()).records()

    assert {each["kind"] for each in records} == {"rate", "size", "keeping", "lateness", "comfort"}
    assert len({tuple(each) for each in records}) == 1


def test_a_revised_limit_has_a_record_from_the_first_wording_too() -> None:
    records = table(everything()).records()

    assert [
        each["measured"] for each in records if each["who"] == "ana" and each["kind"] == "rate"
    ] == [
        "under this wording",
        "from the first wording",
    ]


def test_records_make_a_frame() -> None:
    pandas = pytest.importorskip("pandas")
    found = table(everything())

    frame = pandas.DataFrame(found.records())
    assert len(frame) == len(found.records())
    assert set(frame["kind"]) >= {"rate", "size", "keeping"}


def test_a_record_tells_its_last_alarm() -> None:
    polycule = document(
        TWO_A_MONTH, more=check_ins([*EIGHT, 1, 1, 1, 1, 4], also="decided: [home.it]")
    )
    (found,) = [each for each in table(polycule).records() if each["kind"] == "comfort"]

    assert found["path"] == "check_ins[12]"
    assert found["alarms"] == 1
    assert found["last_alarm"] == day(10 * 14)
    assert found["talked"] == day(12 * 14)


def test_the_front_door_of_drift_is_the_same_table() -> None:
    assert drift.table(everything()).records() == table(everything()).records()


def test_the_day_is_the_last_one_on_record() -> None:
    assert table(everything()).on == everything().last_day


def test_what_is_later_than_the_day_is_left_out() -> None:
    found = table(everything(), on=day(40))

    assert {each.used for each in found.limits if each.who == "ana"} == {"1"}
    assert found.recorded.days[-1] <= day(40)
    assert len(found.comforts[0].values) == 3
    assert found.courses == ()


def test_a_document_without_anything_has_an_empty_table() -> None:
    found = table(loads("polyagree: 1\npeople: {ana: Ana}\n"))

    assert found.records() == []
    assert found.exceptions == ()
    assert repr(found) == "<Table: 0 limits, as of 0001-01-02>"


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Pacific/Pago_Pago", "Pacific/Kiritimati", "UTC"]
)
def test_a_document_without_dates_is_told_in_every_zone(zone: str) -> None:
    undated = text(TWO_A_MONTH, made=None).replace("Europe/Lisbon", zone)

    assert [each.used for each in table(loads(undated)).limits] == ["0", "0"]


def test_a_description_tells_counts_and_no_contents() -> None:
    said = repr(table(everything()))

    assert said.startswith("<Table: 2 limits, as of 2025-")
    assert "ana" not in said


def test_exceptions_are_part_of_it() -> None:
    agreed = "at: 2025-03-05T09:00, who: [ana, ben], act: agree-exception, about: home.it, lasting: 1 night"
    events = [agreed, "at: 2025-03-05T23:00, who: ana, act: late-night, with: caro"]
    (found,) = table(document("{must_not: late-night, who: ana}", *events)).exceptions

    assert found.days == (dt.date(2025, 3, 5),)


# How rare a false alarm is


def test_a_promise_may_be_given_in_words_or_as_one() -> None:
    words, promise = (
        table(everything(), false_alarm=each) for each in ("1 in 5 years", parse("1 in 5 years"))
    )

    assert words.records() == promise.records()
    assert str(words.false_alarm) == "1 in 5 years"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "now and then",
            "`false_alarm` says `now and then`, which is no promise about false alarms",
        ),
        ("", "`false_alarm` says ``, which is no promise about false alarms"),
        ("1 in 104 rounds", "`1 in 104 rounds` counts rounds, and this chart runs in time"),
        (
            "2 in 10 years",
            "`false_alarm` says `2 in 10 years`, and a promise is about one false alarm",
        ),
        ("1 in 0 years", "`false_alarm` says `1 in 0 years`, and must promise more than nothing"),
    ],
)
def test_what_is_no_promise_about_time_is_refused_with_a_sentence(
    words: str, sentence: str
) -> None:
    with pytest.raises(InvalidSeries) as caught:
        table(everything(), false_alarm=words)

    assert caught.value.message == sentence


@pytest.mark.parametrize("words", ["1 in 1 day", "1 in 6 months", "1 in 1 year", "1 in 1000 years"])
def test_every_promise_about_time_makes_a_table(words: str) -> None:
    assert json.dumps(table(everything(), false_alarm=words).records(), default=str)
