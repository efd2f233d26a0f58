"""Whom ``them`` means in what follows an event."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document, ledger

from polyagree.codec import dumps_residual, loads_residual
from polyagree.timeline import Instance, Ledger, replay, resume
from polyagree.timeline.log import Entry

MESSAGE = "{must: message, who: ana, to: them, after: {act: date, with: outsiders}, within: 1 day}"
DATE = "at: 2025-03-03T20:00, who: ana, act: date, with: {}"
BARRIER = (
    "{{must: barrier, who: ana, during: {{act: sex, with: {}}},"
    " after: {{act: date, with: outsiders}}, for: 2 days}}"
)
SENT = "at: 2025-03-04T10:00, who: ana, act: message, to: {}"


def only(norm: str, *lines: str) -> Instance:
    (found,) = ledger(norm, "\n".join(lines), until="2025-03-20").instances
    return found


# Of what somebody did themselves


@pytest.mark.parametrize(
    ("company", "to", "verdict"),
    [
        ("kit", "kit", "satisfied"),
        ("kit", "caro", "violated"),
        ("kit", "ben", "violated"),
        ("[kit, caro]", "[caro, kit]", "satisfied"),
        # What is owed to several is owed to each.
        ("[kit, caro]", "kit", "violated"),
        # Whom it does not name, nobody can tell.
        ("guests", "kit", "unknown"),
        ("[kit, guests]", "kit", "unknown"),
    ],
)
def test_they_are_those_with_whom_it_was(company: str, to: str, verdict: str) -> None:
    assert only(MESSAGE, DATE.format(company), SENT.format(to)).verdict == verdict


def test_whoever_is_named_first_in_a_mutual_act() -> None:
    date = "at: 2025-03-03T20:00, who: kit, act: date, with: ana"
    together = "at: 2025-03-03T20:00, who: [kit, ana], act: date"

    for norm, event in ((MESSAGE, date), (MESSAGE.replace("outsiders", "kit"), together)):
        found = only(norm, event, SENT.format("kit"))

        assert (found.to, found.verdict) == (("kit",), "satisfied")


def test_who_did_it_together_is_not_with_whom_it_was() -> None:
    date = "at: 2025-03-03T20:00, who: [ana, ben], act: date, with: kit"

    assert only(MESSAGE, date).to == ("kit",)


def test_they_are_whom_it_was_done_to() -> None:
    norm = "{must: call, to: them, who: ana, after: {act: message, who: ana}, within: 1 day}"

    assert only(norm, SENT.format("kit")).to == ("kit",)


def test_what_was_done_alone_was_with_nobody() -> None:
    norm = "{must: message, to: them, who: ana, after: {act: travel, who: ana}, within: 1 day}"
    travel = "at: 2025-03-03T20:00, who: ana, act: travel"

    assert only(norm, travel, SENT.format("kit")).verdict == "unknown"


def test_each_time_they_are_others() -> None:
    again = "at: 2025-03-09T20:00, who: ana, act: date, with: caro"
    found = ledger(MESSAGE, f"{DATE.format('kit')}\n{again}").instances

    assert [each.to for each in found] == [("kit",), ("caro",)]


def test_they_may_be_those_with_whom_it_is_done_or_not_done_again() -> None:
    norm = "{must: talk, who: ana, with: them, after: {act: date, with: outsiders}, within: 1 day}"
    talk = "at: 2025-03-04T10:00, who: ana, act: talk, with: {}"

    assert only(norm, DATE.format("kit"), talk.format("kit")).verdict == "satisfied"
    assert only(norm, DATE.format("kit"), talk.format("caro")).verdict == "violated"


@pytest.mark.parametrize(
    ("people", "met", "verdict"),
    [
        ("them", "kit", "violated"),
        ("them", "caro", "presumably_satisfied"),
        ("{people: anyone, except: them}", "kit", "presumably_satisfied"),
        ("{people: anyone, except: them}", "caro", "violated"),
        ("partners of them", "ben", "violated"),
        ("partners of them", "caro", "presumably_satisfied"),
    ],
)
@pytest.mark.parametrize(
    "norm",
    [
        "{{must_not: sex, who: ana, with: {}, after: {{act: date, with: outsiders}}, for: 2 days}}",
        BARRIER,
    ],
)
def test_what_is_not_to_be_done_for_a_while_with_them(
    norm: str, people: str, met: str, verdict: str
) -> None:
    sex = f"at: 2025-03-04T10:00, who: ana, act: sex, with: {met}, how: without-barrier"
    more = "relationships: {kb: {between: [kit, ben], kind: dating}}"
    polycule = document(norm.format(people), f"{DATE.format('kit')}\n{sex}", more=more)
    (found,) = replay(polycule).instances

    assert found.verdict == verdict


def test_with_whom_it_is_not_to_be_done_may_be_unknown() -> None:
    norm = "{must_not: sex, who: ana, with: them, after: {act: date, with: outsiders}, for: 2 days}"
    sex = "at: 2025-03-04T10:00, who: ana, act: sex, with: kit"

    assert only(norm, DATE.format("guests"), sex).verdict == "unknown"


# Of what somebody else did


BOUNDARY = (
    "boundaries: {{b: {{holder: ana, says: x, reached_by: {}, response: {{says: y, norm: "
    "{{must: talk, to: them, within: 1 day}}}}}}}}\n"
)


@pytest.mark.parametrize(
    ("reached_by", "event", "them"),
    [
        ("host", "who: ben, act: host, with: kit", ("ben",)),
        ("{act: host, who: ben}", "who: ben, act: host, with: kit", ("ben",)),
        ("{act: date, who: ben}", "who: kit, act: date, with: ben", ("ben",)),
        ("{act: date, with: kit}", "who: ben, act: date, with: kit", ("ben",)),
        ("date", "who: ben, act: date, with: kit", ("ben", "kit")),
        ("{act: argue, who: ben}", "who: ben, act: argue, with: ana", ("ben",)),
    ],
)
def test_in_a_response_they_are_whoever_reached_the_boundary(
    reached_by: str, event: str, them: tuple[str, ...]
) -> None:
    agreement = BOUNDARY.format(reached_by)
    (found,) = ledger("", f"at: 2025-03-03T20:00, {event}", agreement=agreement).instances

    assert found.to == them


def test_what_is_owed_to_whoever_reached_it_is_not_done_with_others() -> None:
    host = "at: 2025-03-03T20:00, who: kit, act: host"
    talk = "at: 2025-03-04T10:00, who: ana, act: talk, with: {}"

    for person, state in (("kit", "fulfilled"), ("ben", "terminal")):
        events, agreement = f"{host}\n{talk.format(person)}", BOUNDARY.format("host")
        (found,) = ledger("", events, agreement=agreement, until="2025-03-20").instances

        assert found.state == state


def test_what_merely_happened_was_nobodys() -> None:
    agreement = BOUNDARY.format("hurt")
    talk = "at: 2025-03-04T10:00, who: ana, act: talk, with: kit"
    (found,) = ledger("", f"at: 2025-03-03, act: hurt\n{talk}", agreement=agreement).instances

    assert found.verdict == "unknown"


# After a break


def test_after_a_forbidden_act_they_are_those_in_it() -> None:
    norm = (
        "{must_not: sex, with: outsiders, who: ana, if_broken:"
        " [{must: message, who: breaker, to: them, within: 1 day}]}"
    )
    sex = "at: 2025-03-03T20:00, who: ana, act: sex, with: kit"

    assert only(norm, sex, SENT.format("kit")).state == "compensated"
    assert only(norm, sex, SENT.format("caro")).state == "terminal"


def test_after_a_missed_duty_they_are_those_in_what_it_followed() -> None:
    norm = f"{MESSAGE[:-1]}, if_broken: [{{must: call, who: breaker, to: them, within: 2 days}}]}}"
    call = "at: 2025-03-05T12:00, who: ana, act: call, with: {}"

    assert only(norm, DATE.format("kit"), call.format("kit")).state == "compensated"
    assert only(norm, DATE.format("kit"), call.format("caro")).state == "terminal"


def test_after_a_missed_day_they_are_nobody_who_is_known() -> None:
    norm = (
        "{must: test, who: ana, within: 1 day, if_broken:"
        " [{must: message, who: breaker, to: them, within: 3 days}]}"
    )
    found = only(norm, SENT.format("kit"))

    assert [step.verdict for step in found.breaks[0].steps] == ["unknown"]


def test_a_step_that_follows_something_more_has_those_of_that() -> None:
    norm = (
        "{must_not: smoke, who: ana, if_broken: [{must: message, who: breaker, to: them,"
        " after: {act: date, with: outsiders}, within: 1 day}]}"
    )
    smoke = "at: 2025-03-02T10:00, who: ana, act: smoke, with: caro"
    found = only(norm, smoke, DATE.format("kit"), SENT.format("kit"))

    assert [(step.to, step.state) for step in found.breaks[0].steps] == [(("kit",), "fulfilled")]


# Stored in between


AFTER_A_BAN = (
    "{must_not: sex, with: outsiders, who: ana, if_broken:"
    " [{must: message, who: breaker, to: them, within: 1 day}]}"
)
AFTER_A_MISS = (
    "{must: message, who: ana, to: them, after: {act: date, with: outsiders}, within: 1h,"
    " if_broken: [{must: message, who: breaker, to: them, within: 2 days}]}"
)


@pytest.mark.parametrize("person", ["kit", "caro"])
@pytest.mark.parametrize(
    ("norm", "act"), [(MESSAGE, "date"), (AFTER_A_MISS, "date"), (AFTER_A_BAN, "sex")]
)
def test_who_they_are_is_known_when_a_stored_ledger_goes_on(
    norm: str, act: str, person: str
) -> None:
    first = DATE.format("kit").replace("date", act)
    polycule = document(norm, f"{first}\n{SENT.format(person)}")
    before, last = (Entry.of(each, polycule, at) for at, each in enumerate(polycule.events))
    ledger = Ledger(polycule)
    ledger.take(before)
    ledger.advance(dt.datetime(2025, 3, 4, tzinfo=dt.UTC))
    later = resume(polycule, loads_residual(dumps_residual(ledger.residual)))
    for each in (ledger, later):
        each.take(last)
        each.advance(dt.date(2025, 3, 20))

    assert later.instances == ledger.instances
    assert later.instances == replay(polycule, until=dt.date(2025, 3, 20)).instances


# Of an act that waits for something with them


MET = "at: 2025-03-02T10:00, who: ben, act: meet, with: {}"
WAITS = (
    "{{may: date, who: ana, with: outsiders, only_if: {{done: {{act: meet, who: ben, with: {}}}}}}}"
)


@pytest.mark.parametrize(
    ("them", "met", "company", "verdict"),
    [
        ("them", "kit", "kit", "presumably_satisfied"),
        ("them", "caro", "kit", "violated"),
        # Each of them, not one of them.
        ("them", "kit", "[kit, caro]", "violated"),
        ("them", "[kit, caro]", "[kit, caro]", "presumably_satisfied"),
        # Nobody can tell who they are, and whether they are the same.
        ("them", "kit", "strangers", "unknown"),
        ("partners of them", "caro", "kit", "violated"),
    ],
)
def test_an_act_waits_for_what_was_done_with_those_in_it(
    them: str, met: str, company: str, verdict: str
) -> None:
    found = only(WAITS.format(them), MET.format(met), DATE.format(company))

    assert found.verdict == verdict


def test_an_act_waits_for_each_spelling_of_a_condition_alike() -> None:
    for norm in (
        "{must_not: date, who: ana, with: outsiders, unless: {done: {act: meet, who: ben, with: them}}}",
        "{must_not: date, who: ana, with: outsiders, until: {act: meet, who: ben, with: them}}",
    ):
        met, other = (only(norm, MET.format(who), DATE.format("kit")) for who in ("kit", "caro"))

        assert (met.verdict, other.verdict) == ("presumably_satisfied", "violated")
