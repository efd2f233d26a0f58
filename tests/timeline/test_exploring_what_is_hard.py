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
        ("{may: smoke, at_most: 1000000, per: year}", "it takes more than 100 acts"),
        (
            "{must: tell, to: other parties, within: 1 day, after: {act: date, nth: 52653}}",
            "it takes more than 100 acts",
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


def test_what_takes_a_hundred_acts_is_played_through() -> None:
    assert len(walk("{may: smoke, at_most: 99, per: year}").events) == 100


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
            "{must: talk, who: breaker, at_least: 1000000, per: week, within: 2 weeks}",
            "it takes more than 100 acts",
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


# What others do


@pytest.mark.parametrize(
    ("reached_by", "who"),
    [
        ("{act: host, who: ben}", "ben"),
        ("{act: host, who: ana}", "ana"),
        # Anyone may do it, and somebody else first.
        ("{act: host}", "somebody"),
        ("host", "somebody"),
        ("[{act: host, who: ben}, {done: {act: party, who: ben}}]", "ben"),
    ],
)
@pytest.mark.parametrize(
    "response", ["{must: call, to: ben, within: 1 day}", "{must_not: smoke, for: 1 day}"]
)
def test_a_boundary_is_reached_by_whoever_it_says(reached_by: str, who: str, response: str) -> None:
    agreement = (
        f"boundaries: {{b: {{holder: ana, says: x, reached_by: {reached_by},"
        f" response: {{says: y, norm: {response}}}}}}}\n"
    )
    (found,) = explore(document("", agreement=agreement), on=dt.date(2025, 4, 1)).walks
    others = [event.who for event in found.events if event.act in {"host", "party"}]

    assert (found.why, found.who) == ("", ("ana",))
    assert set(others) == {(who,)}


def test_what_stands_beside_the_event_may_not_be_shown() -> None:
    agreement = (
        "boundaries: {b: {holder: ana, says: x, reached_by: [{act: host, who: ben}, {is: away,"
        " who: ana}], response: {says: y, norm: {must: call, to: ben, within: 1 day}}}}\n"
    )
    (found,) = explore(document("", agreement=agreement), on=dt.date(2025, 4, 1)).walks

    assert found.why == "it hangs on something that no log shows"


@pytest.mark.parametrize(
    ("norm", "events"),
    [
        (
            "{must: call, who: ana, after: {act: talk, who: all parties}, within: 1 day}",
            [("talk", ("ana", "ben"))],
        ),
        (
            "{must: call, who: ana, after: {act: host, who: anyone}, within: 1 day}",
            [("host", ("ben",))],
        ),
        (
            "{must: barrier, who: ana, during: {act: sex, who: ben}}",
            [("sex", ("ben",))],
        ),
        (
            "{must_not: smoke, who: ana, after: {act: say-no, who: ben}}",
            [("say-no", ("ben",)), ("smoke", ("ana",))],
        ),
        (
            "{must_not: host, who: ana, during: {act: work, who: ben}}",
            [("work", ("ben",)), ("host", ("ana",))],
        ),
    ],
)
def test_what_others_do_is_thought_of(norm: str, events: list[tuple[str, tuple[str, ...]]]) -> None:
    found = walk(norm)

    assert (found.why, found.who) == ("", ("ana",))
    assert [(event.act, event.who) for event in found.events] == events


def test_where_no_way_is_found_it_is_whom_it_binds() -> None:
    untriggered = "{must: call, who: ben, after: {act: host, who: nobody}, within: 1 day}"

    assert (walk(untriggered).why, walk(untriggered).who) == ("no event shows `host`", ("ben",))


@pytest.mark.parametrize("company", ["", "with: outsiders, ", "with: each person, "])
def test_what_is_limited_at_one_time_goes_on_for_a_while(company: str) -> None:
    found = walk(f"{{may: host, {company}at_most: 1, per: moment}}")

    assert found.why == ""
    assert found.is_compensable


def test_they_are_called_who_were_there() -> None:
    norm = "{must: message, who: ana, to: them, after: {act: date, with: outsiders}, within: 1 day}"
    found = walk(norm, "[{must: call, who: breaker, to: them, within: 2 days}]")

    assert [choice.to for choice in found.ends[0].choices] == [("somebody",)]
    assert found.is_compensable


# Earlier wordings


REVISED = """\
agreements:
  home:
    parties: [ana, ben]
    made: 2025-03-01
    clauses:
      it:
        says: x
        norm: {must_not: smoke}
        if_broken: [{must: talk, who: all parties, within: 1 day}]
    revisions:
      - date: 2025-04-01
        accepted: {ana: 2025-04-01, ben: 2025-04-01}
        was:
          it:
            says: x
            norm: {must_not: smoke}
            if_broken:
              - must: call
                who: all parties
                within: 1 day
              - {must: message, who: breaker, to: ben, within: 1 day, breach: 3}
              - {must: test, who: breaker, within: 1 day, breach: 99}
"""


def test_what_follows_is_that_of_the_day() -> None:
    polycule = document("", agreement=REVISED)
    before = explore(polycule, on=dt.date(2025, 3, 10))
    after = explore(polycule, on=dt.date(2025, 4, 10))
    steps = ("agreements", "home", "clauses", "it", "if_broken")

    assert [each.times for each in before.walks] == [1, 3]
    assert [choice.act for choice in before.walks[1].ends[0].choices] == ["call", "message"]
    assert before.unreached == ((*steps, 2),)
    assert [each.times for each in after.walks] == [1]
    assert after.unreached == ()
