"""Breaks, and what follows them, that are hard to think of or cannot be shown."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document

from polyagree.clock import Quantity
from polyagree.model import Event
from polyagree.timeline import Exploration, Walk, explore

CHAIN = "[{must: talk, who: all parties, within: 3 days}]"


def explored(
    norm: str, steps: str = CHAIN, *, more: str = "", on: dt.date = dt.date(2025, 4, 1)
) -> Exploration:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        f"      it: {{says: x, norm: {norm}, if_broken: {steps}}}\n"
    )
    return explore(document("", agreement=agreement, more=more), on=on)


def walk(norm: str, steps: str = CHAIN, **options: str) -> Walk:
    (found,) = explored(norm, steps, **options).walks
    return found


# What cannot be shown


@pytest.mark.parametrize(
    ("norm", "why"),
    [
        (
            "{must_not: smoke, from: {done: move-in}}",
            "it begins with something that has to happen first",
        ),
        (
            "{must: test, within: 1 week, from: {done: move-in}}",
            "it begins with something that has to happen first",
        ),
        (
            "{must: barrier, during: {not: {act: sex}}}",
            "it hangs on something that no log shows",
        ),
        ("{must_not: smoke, during: travelling}", "it hangs on something that no log shows"),
        ("{must: test}", "it has no time in which it is to be done"),
        (
            "{must: tell, to: other parties, within: 1 day, after: {act: date, with: nobody}}",
            "no event shows `date`",
        ),
        ("{must_not: smoke, amount: 1 year}", "no event was found that breaks it"),
        ("{must_not: smoke, months: jan, until: 2025-04-02}", "no event was found that breaks it"),
    ],
)
def test_what_no_event_shows_is_untriggered_with_its_reason(norm: str, why: str) -> None:
    found = explored(norm)

    assert [each.why for each in found.untriggered] == [why]
    assert found.unreached == ()


def test_what_binds_nobody_on_that_day_is_said_to() -> None:
    more = "groups: {lodgers: {kind: household, members: [kit]}}"

    assert walk("{must_not: smoke, who: lodgers}", more=more).why == "it binds nobody"


# What takes a little thought


@pytest.mark.parametrize(
    "norm",
    [
        "{must_not: smoke, during: party}",
        "{must_not: smoke, during: always}",
        "{must_not: smoke, during: {done: illness, within: 1 week}}",
        "{must: tell, to: other parties, after: {act: date, with: outsiders}, before: travel}",
        "{must: call, before: {act: travel, who: ana}, who: ben}",
        "{must: call, who: ben, within: 1 day, after: {act: date, who: other parties}}",
        "{must: call, who: ben, within: 1 day, after: {act: date, who: ana}}",
        "{must_not: smoke, who: ben, after: {act: travel, who: ana}, for: 2 days}",
        "{must_not: drink, amount: over 3}",
        "{must_not: drink, amount: under 3}",
        "{must_not: spend, amount: at least 100 EUR}",
        "{must_not: smoke, months: jul}",
        "{must_not: late-night, hours: 02:00-03:00, days: sun}",
        "{must_not: spend, amount: over 100 EUR}",
        "{must_not: spend, amount: under 1 EUR}",
        "{must_not: travel, lasting: under 2 days}",
        "{must: time-together, with: other parties, at_least: 5h, per: week}",
        "{may: travel, at_most: 5h, per: month}",
    ],
)
def test_it_can_be_broken_and_made_good(norm: str) -> None:
    found = walk(norm)

    assert found.why == ""
    assert found.broken is not None
    assert [end.outcome for end in found.ends] == ["compensated", "terminal"]


@pytest.mark.parametrize(
    ("norm", "who"),
    [
        ("{must: call, who: ben, within: 1 day, after: {act: date, who: ana}}", "ana"),
        ("{must: call, who: ben, within: 1 day, after: {act: date, who: other parties}}", "ana"),
        ("{must: call, who: ben, within: 1 day, after: {act: date, who: kit}}", "kit"),
        ("{must: call, who: ben, within: 1 day, after: date}", "ben"),
    ],
)
def test_what_sets_it_off_is_done_by_whom_it_names(norm: str, who: str) -> None:
    found = walk(norm)

    assert [event.who for event in found.events] == [(who,)]
    assert found.who == ("ben",)


def test_at_the_end_of_the_calendar_no_such_day_comes() -> None:
    (found,) = explored("{must_not: smoke, months: jul}", on=dt.date(9999, 8, 1)).walks

    assert found.why == "no such day comes soon"


def amount_of(event: Event) -> Quantity:
    assert event.amount is not None
    return event.amount


@pytest.mark.parametrize(
    ("size", "is_enough"),
    [("over 100 EUR", lambda much: much > 100), ("under 1 EUR", lambda much: much < 1)],
)
def test_an_event_is_as_big_as_it_takes(size: str, is_enough) -> None:
    (event,) = walk(f"{{must_not: spend, amount: {size}}}").events
    amount = amount_of(event)

    assert (amount.unit, is_enough(amount.amount)) == ("EUR", True)


def test_an_event_is_at_an_hour_and_on_a_day_that_count() -> None:
    (event,) = walk("{must_not: late-night, hours: 02:00-03:00, days: sun}").events

    assert event.at == dt.datetime(2025, 4, 6, 2)  # noqa: DTZ001  # as documents tell times


def test_times_are_told_as_the_document_tells_them() -> None:
    agreement = (
        "agreements: {home: {parties: [ana, ben], made: 2025-03-01,"
        " clauses: {it: {says: x, norm: {must_not: smoke}}}}}\n"
    )
    events = "at: 2025-03-02, who: ana, act: work\nat: 2025-03-03T10:00+05:00, who: ana, act: work"
    (found,) = explore(document("", events, agreement=agreement)).walks

    (event,) = found.events
    assert isinstance(event.at, dt.datetime)
    assert event.at.utcoffset() == dt.timedelta(hours=5)


def test_the_somebody_of_a_walk_has_a_name_that_nobody_has() -> None:
    more = "terms: {somebody: {kind: people, means: anyone}, somebody-2: {kind: people, means: x}}"
    found = walk("{must_not: date, with: outsiders}", more=more)

    assert [str(term) for term in found.events[0].with_] == ["somebody-3"]


# Steps that stand in the way


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (
            "{must: tell, who: breaker, to: other parties, within: 1 day, after: {act: date, with: kit}}",
            "`tell` waits for something else to happen",
        ),
        (
            "{must: talk, who: breaker, with: nobody, within: 1 year}",
            "no event was found for `talk`",
        ),
        (
            "{must: talk, who: all parties, months: feb, days: 30th, within: 9 years}",
            "no such day comes soon",
        ),
    ],
)
def test_what_stands_in_the_way_of_a_step_is_said(step: str, why: str) -> None:
    found = walk("{must_not: smoke}", f"[{step}]")

    assert found.ends[0].choices[0].why == why
    assert not found.is_compensable or found.ends[0].outcome != "compensated"


def test_only_the_steps_of_the_break_itself_are_told_as_unbound() -> None:
    found = walk("{must_not: smoke}", "[{must: talk, within: 1 day}]")

    ((choice,),) = (end.choices for end in found.ends)
    assert (choice.who, choice.is_kept) == ((), False)
    assert choice.why == "`talk` follows a break, and nobody is bound to it"
