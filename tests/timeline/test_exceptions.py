"""What was done by way of exception."""

from __future__ import annotations

import datetime as dt

from evenings import act, document, night, nights
from logbooks import document as since_january
from logbooks import on_days, revision

from polyagree.model import Polycule
from polyagree.timeline.exceptions import Excepted, exceptions

BAN = "{must_not: late-night}"
TWO = "{may: late-night, at_most: 2, per: month}"
UNLESS = "unless: {yes_from: other parties, by: same day}"
TWO_UNLESS = f"{{may: late-night, at_most: 2, per: month, {UNLESS}}}"
BAN_UNLESS = f"{{must_not: late-night, {UNLESS}}}"


def waiver(at: str) -> str:
    return act(at, "agree-exception", "about: home.it, lasting: 1 night", who="[ana, ben]")


def yes(at: str, to: str = "ana", who: str = "ben") -> str:
    return act(at, "say-yes", f"to: {to}, about: {{act: late-night}}", who=who)


def found(norm: str, *events: str, on: dt.date | None = None) -> list[Excepted]:
    return [*exceptions(document(norm, *events), on=on)]


def excepted(norm: str, *events: str, on: dt.date | None = None) -> list[int]:
    return [index for each in found(norm, *events, on=on) for index in each.events]


def test_an_agreed_exception_that_was_used_is_one() -> None:
    (each,) = found(BAN, waiver("2025-03-01T09:00"), night("2025-03-01T23:00"))

    assert each.events == (1,)
    assert each.days == (dt.date(2025, 3, 1),)
    assert (each.clause, each.act, each.who) == ("home.it", "late-night", "ana")
    assert each.per is None
    assert each.since is None
    assert each.before is None
    assert each.path == ("agreements", "home", "clauses", "it", "norm", 0)


def test_an_exception_that_nobody_used_is_none() -> None:
    assert excepted(BAN, waiver("2025-03-01T09:00")) == []
    assert excepted(BAN, waiver("2025-03-01T09:00"), night("2025-03-09T23:00")) == []


def test_a_break_is_no_exception() -> None:
    assert excepted(BAN, *nights("03-01")) == []
    assert excepted(TWO, *nights("03-01", "03-02", "03-03")) == []


def test_a_forbidden_act_to_which_somebody_said_yes_is_an_exception() -> None:
    events = [yes("2025-03-01T12:00"), night("2025-03-01T23:00"), night("2025-03-08T23:00")]

    assert excepted(BAN_UNLESS, *events) == [1]


def test_within_a_limit_a_yes_makes_no_exception() -> None:
    events = [yes("2025-03-01T12:00"), night("2025-03-01T23:00")]

    assert excepted(TWO_UNLESS, *events) == []


def test_beyond_a_limit_a_yes_makes_one() -> None:
    events = [*nights("03-01", "03-08"), yes("2025-03-15T12:00"), *nights("03-15")]
    (each,) = found(TWO_UNLESS, *events)

    assert each.events == (3,)
    assert str(each.per) == "month"


def test_what_is_beyond_a_limit_without_a_yes_is_a_break_and_no_exception() -> None:
    events = [*nights("03-01", "03-08"), yes("2025-03-15T12:00"), *nights("03-15", "03-22")]

    assert excepted(TWO_UNLESS, *events) == [3]


def test_an_early_yes_does_not_make_the_third_night_an_exception() -> None:
    """The one with the yes was within the limit, and the others are two."""
    events = [yes("2025-03-01T12:00"), *nights("03-01", "03-08", "03-15")]

    assert excepted(TWO_UNLESS, *events) == []


def test_in_another_window_it_is_within_the_limit() -> None:
    events = [*nights("03-01", "03-08"), yes("2025-04-01T12:00"), *nights("04-01")]

    assert excepted(TWO_UNLESS, *events) == []


def test_each_has_exceptions_of_their_own() -> None:
    events = [
        *(yes("2025-03-01T12:00"), night("2025-03-01T23:00")),
        *(yes("2025-03-02T12:00", to="ben", who="ana"), night("2025-03-02T23:00", who="ben")),
    ]

    assert [(each.who, each.events) for each in found(BAN_UNLESS, *events)] == [
        ("ana", (1,)),
        ("ben", (3,)),
    ]


def test_one_that_was_agreed_and_allowed_is_told_once() -> None:
    events = [waiver("2025-03-01T09:00"), yes("2025-03-01T12:00"), night("2025-03-01T23:00")]

    assert excepted(BAN_UNLESS, *events) == [2]


def test_what_is_later_than_the_day_is_left_out() -> None:
    events = [yes("2025-03-01T12:00"), night("2025-03-01T23:00")]

    assert excepted(BAN_UNLESS, *events, on=dt.date(2025, 2, 28)) == []
    assert excepted(BAN_UNLESS, *events, on=dt.date(2025, 3, 1)) == [1]


def test_a_yes_of_which_nobody_knows_whether_it_came_first_makes_none() -> None:
    assert excepted(BAN_UNLESS, yes("2025-03-01"), night("2025-03-01")) == []


def test_an_ungated_permission_and_a_duty_have_none() -> None:
    events = [waiver("2025-03-01T09:00"), night("2025-03-01T23:00")]

    assert excepted("{may: late-night}", *events) == []
    assert excepted("{must: late-night, every: week}", *events) == []


def test_what_the_prohibition_does_not_cover_is_no_exception() -> None:
    weekdays = "{must_not: late-night, days: weeknights}"
    saturday = [waiver("2025-03-01T09:00"), night("2025-03-01T23:00")]

    assert excepted(weekdays, *saturday) == []


def test_what_all_parties_do_together_is_an_exception_of_all() -> None:
    both = act("2025-03-01T23:00", "late-night", who="[ana, ben]")
    (each,) = found("{must_not: late-night, who: all parties}", waiver("2025-03-01T09:00"), both)

    assert each.who is None
    assert each.events == (1,)


def of(polycule: Polycule) -> list[tuple[dt.date | None, dt.date | None, tuple[int, ...]]]:
    return [(each.since, each.before, each.events) for each in exceptions(polycule)]


def test_each_wording_has_its_own_exceptions() -> None:
    agreed = "who: [ana, ben], act: agree-exception, about: home.it, lasting: 1 night"
    events = [
        each
        for number in (10, 60)
        for each in (*on_days([number], agreed, at="T09:00"), *on_days([number]))
    ]
    was = "{must_not: late-night, with: outsiders}"
    polycule = since_january(BAN, *events, revisions=[revision(was, on="2025-02-01")])

    assert of(polycule) == [
        (dt.date(2025, 1, 1), dt.date(2025, 2, 1), (1,)),
        (dt.date(2025, 2, 1), None, (3,)),
    ]


def test_with_each_partner_the_limit_is_counted_for_each() -> None:
    norm = f"{{may: overnight, who: ana, with: each partner, at_most: 1, per: month, {UNLESS}}}"

    def beyond(*partners: str) -> list[int]:
        events = [
            each
            for number, partner in enumerate(partners)
            for each in (
                *on_days(
                    [number],
                    "who: ben, act: say-yes, to: ana, about: {act: overnight}",
                    at="T12:00",
                ),
                *on_days([number], f"who: ana, act: overnight, with: {partner}"),
            )
        ]
        return [index for each in exceptions(since_january(norm, *events)) for index in each.events]

    assert beyond("caro", "dan") == []
    assert beyond("caro", "dan", "caro") == [5]
