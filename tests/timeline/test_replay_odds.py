"""Odds and ends of a replay: whom words mean, other spellings, limits, and the ledger itself."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document, ledger, of

from polyagree.errors import InvalidRecord, InvalidTime
from polyagree.model import Event, Named, PersonId, Word
from polyagree.timeline import Ledger, replay


def three(norm: str, events: str = "", *, more: str = "", steps: str = "") -> Ledger:
    after = f", if_broken: {steps}" if steps else ""
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben, caro]\n    made: 2025-03-01\n"
        f"    clauses: {{it: {{says: x, norm: {norm}{after}}}}}\n"
    )
    return ledger("", events, agreement=agreement, until="2025-04-15", more=more)


def bound(found: Ledger) -> list[tuple[str, ...]]:
    return [each.who for each in found.instances]


# Whom a norm binds


@pytest.mark.parametrize(
    ("who", "people"),
    [
        ("each party", [("ana",), ("ben",), ("caro",)]),
        ("anyone", [("ana",), ("ben",), ("caro",)]),
        ("all parties", [("ana", "ben", "caro")]),
        ("2 of all parties", [("ana", "ben", "caro")]),
        ("outsiders", []),
        ("kit", []),
        ("[ana, kit]", [("ana",)]),
        ("{people: anyone, except: [ben]}", [("ana",), ("caro",)]),
        ("lodgers", [("caro",)]),
    ],
)
def test_those_who_are_a_party_and_are_meant_are_bound(
    who: str, people: list[tuple[str, ...]]
) -> None:
    more = "groups: {lodgers: {kind: household, members: [caro, kit]}}"

    assert bound(three(f"{{must_not: smoke, who: {who}}}", more=more)) == people


@pytest.mark.parametrize(
    ("who", "people"),
    [
        ("each party", [("ana",), ("ben",), ("caro",)]),
        ("other parties", [("ben",), ("caro",)]),
        ("any party", [("ana", "ben", "caro")]),
        ("1 of lodgers", [("caro", "kit")]),
        ("kit", [("kit",)]),
    ],
)
def test_a_step_binds_whom_it_names(who: str, people: list[tuple[str, ...]]) -> None:
    more = "groups: {lodgers: {kind: household, members: [caro, kit]}}"
    found = three(
        "{must_not: smoke}",
        "at: 2025-03-03T10:00, who: ana, act: smoke",
        steps=f"[{{must: pay, who: {who}, within: 1 week}}]",
        more=more,
    )
    (broken,) = (broken for each in found.instances for broken in each.breaks)

    assert [each.who for each in broken.steps] == people


# Other spellings


PAUSE = "at: 2025-03-03T10:00, who: [ana, ben], act: {}, with: kit"


@pytest.mark.parametrize(
    ("about", "act", "is_broken"),
    [
        ("late-night", "late-night", True),
        ("{act: late-night, with: outsiders}", "late-night", True),
        ("{act: late-night, with: caro}", "late-night", False),
        # What is no act cannot rest.
        ("home.it", "late-night", False),
    ],
)
def test_to_pause_an_act_is_not_to_do_it(about: str, act: str, is_broken: bool) -> None:
    norm = f"{{must: pause, who: ana, about: {about}, for: 2 weeks}}"
    (found,) = of(ledger(norm, PAUSE.format(act), until="2025-03-10"))

    assert bool(found.breaks) is is_broken


def test_to_approve_makes_the_others_wait() -> None:
    norm = "{power: approve, who: ben, over: {act: overnight, with: outsiders}}"
    night = "at: 2025-03-03T22:00, who: {}, act: overnight, with: kit"
    found = ledger(norm, f"{night.format('ana')}\n{night.format('ben')}")

    assert [each.who for each in found.instances if each.breaks] == [("ana",)]


@pytest.mark.parametrize("who", ["all parties", "nobody"])
def test_a_power_of_nobody_in_particular_makes_nobody_wait(who: str) -> None:
    norm = f"{{power: approve, who: {who}, over: {{act: overnight, with: outsiders}}}}"
    found = ledger(norm, "at: 2025-03-03T22:00, who: ana, act: overnight, with: kit")

    assert all(not each.breaks for each in found.instances)


def test_to_tell_before_one_s_own_act_is_a_gate() -> None:
    norm = "{must: tell, to: other parties, before: {act: overnight, with: outsiders}}"
    tell = "at: 2025-03-03T{}, who: ana, act: tell, to: ben, about: n"
    night = "id: n, at: 2025-03-03T22:00, who: ana, act: overnight, with: kit"

    before, after = (
        of(ledger(norm, events))[0]
        for events in (
            f"{tell.format('20:00')}\n{night}",
            f"{night}\n{tell.format('23:00')}",
        )
    )

    assert before.breaks == ()
    assert [each.event for each in after.breaks] == [("events", 0)]


# Limits at one time


TRAVEL = "at: 2025-03-{:02}T10:00, who: ana, act: travel{}"
HOST = "at: 2025-03-03T{}:00, who: ana, act: host, with: {}, lasting: 5h"


@pytest.mark.parametrize(
    ("norm", "events", "verdict"),
    [
        (
            "{may: travel, at_most: 1, per: moment}",
            [TRAVEL.format(3, ", lasting: 3 days"), TRAVEL.format(4, ", lasting: 1 day")],
            "violated",
        ),
        (
            "{may: travel, at_most: 1, per: moment}",
            [TRAVEL.format(3, ", lasting: 3 days"), TRAVEL.format(9, ", lasting: 1 day")],
            "presumably_satisfied",
        ),
        # How long it was, the log does not say.
        (
            "{may: travel, at_most: 1, per: moment}",
            [TRAVEL.format(3, ""), TRAVEL.format(4, "")],
            "presumably_satisfied",
        ),
        (
            "{may: travel, at_most: 1, per: moment, unless: {yes_from: ben}}",
            [
                TRAVEL.format(3, ", lasting: 3 days"),
                "at: 2025-03-04T09:00, who: ben, act: say-yes, to: ana, about: {act: travel}",
                TRAVEL.format(4, ", lasting: 1 day"),
            ],
            "presumably_satisfied",
        ),
        # How many people there are at one time, and not how often each.
        (
            "{may: host, with: each person, at_most: 1, per: moment}",
            [HOST.format("10", "kit"), HOST.format("12", "caro")],
            "violated",
        ),
        (
            "{may: host, with: each person, at_most: 1, per: moment}",
            [HOST.format("10", "kit"), HOST.format("12", "kit")],
            "presumably_satisfied",
        ),
        (
            "{may: host, with: each person, at_most: 1, per: moment}",
            [HOST.format("10", "kit"), HOST.format("12", "guests")],
            "unknown",
        ),
    ],
)
def test_a_limit_at_one_time_counts_what_goes_on(
    norm: str, events: list[str], verdict: str
) -> None:
    (found,) = of(ledger(norm, "\n".join(events)))

    assert found.verdict == verdict


# Breaks that were settled


@pytest.mark.parametrize(
    ("talk", "state"), [("at: 2025-03-05T10:00, who: [ana, ben], act: talk", "compensated")]
)
@pytest.mark.parametrize("settled", ["2025-03-04", "2025-03-20"])
def test_what_was_settled_no_longer_stands_and_stays_what_it_was(
    talk: str, state: str, settled: str
) -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        "      it: {says: x, norm: {must_not: smoke},"
        " if_broken: [{must: talk, who: all parties, within: 1 week}]}\n"
        "      then: {says: x, norm: {must_not: visit, during: {broken: home.it}}}\n"
    )
    events = (
        "id: one, at: 2025-03-03T10:00, who: ana, act: smoke\n"
        f"{talk}\nat: 2025-03-25T10:00, who: ana, act: visit"
    )
    more = (
        "breaches: {it-was: {of: home.it, event: one}}\n"
        f"repairs: {{mended: {{of: it-was, settled: {settled}}}}}"
    )
    found = ledger("", events, agreement=agreement, more=more)
    (broken,) = found.of("home.it")[0].breaks

    assert (broken.is_settled, broken.state) == (True, state)
    assert all(not each.breaks for each in found.of("home.then"))


# The ledger


def event(at: str | dt.date) -> Event:
    return Event(
        at=dt.datetime.fromisoformat(at) if isinstance(at, str) else at,
        who=(PersonId("ana"),),
        act=Word("smoke"),
        with_=(Named("kit"),),
    )


def test_an_event_before_what_was_taken_is_refused() -> None:
    found = replay(document("{must_not: smoke}"), until=dt.date(2025, 3, 10))

    with pytest.raises(InvalidRecord, match="it happened on 2025-03-04, and the ledger has come"):
        found.record(event("2025-03-04T10:00"))


def test_an_instant_without_an_offset_is_refused() -> None:
    naive = dt.datetime.fromisoformat("2025-03-04T10:00")

    with pytest.raises(InvalidTime, match="an instant has no offset"):
        replay(document("{must_not: smoke}"), until=naive)


def test_a_ledger_is_like_another_that_has_come_equally_far() -> None:
    polycule = document("{must_not: smoke}")
    one, other = (replay(polycule, until=dt.date(2025, 3, 10)) for _ in range(2))

    assert one == other
    other.record(event("2025-03-11T10:00"))
    assert one != other
    assert one != "a ledger"


def test_a_check_in_at_the_end_of_the_calendar_is_left_out() -> None:
    found = ledger(
        "{must_not: smoke}",
        until="2025-04-01",
        more="check_ins: [{date: 9999-12-31, people: [ana, ben]}]",
    )

    assert [each.verdict for each in found.instances] == ["presumably_satisfied"] * 2
