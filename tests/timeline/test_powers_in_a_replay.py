"""What a power reaches, how often it can be used, and what it does not do."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import ledger

from polyagree.timeline import Instance, Ledger


def two(norm: str, power: str, events: str, until: str = "2025-04-15", more: str = "") -> Ledger:
    return ledger(
        "",
        events,
        until=until,
        more=more,
        agreement=(
            "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
            f"      it: {{says: x, norm: {norm}}}\n      can: {{says: x, norm: {power}}}\n"
        ),
    )


def it(found: Ledger, who: str = "ana") -> Instance:
    return next(each for each in found.of("home.it") if who in each.who)


DUTY = "{must: test, within: 10 days}"
PAUSE = "at: 2025-03-{:02}T00:00, who: ben, act: pause, about: {}, lasting: 2 days"
DATE = "at: 2025-03-{:02}T20:00, who: ana, act: date, with: {}"


# What it is over


@pytest.mark.parametrize(
    ("over", "about", "state"),
    [
        ("over: home.it", "home.it", "suspended"),
        ("over: home", "home.it", "suspended"),
        ("over: home", "home", "suspended"),
        ("over: home.can", "home.it", "in force"),
        # Of what, it does not say: of its own agreement.
        ("at_most: 9, per: year", "home.it", "suspended"),
        ("at_most: 9, per: year", "other.it", "in force"),
    ],
)
def test_a_power_reaches_what_it_is_over(over: str, about: str, state: str) -> None:
    power = f"{{power: pause, who: ben, {over}}}"
    other = (
        "  other:\n    parties: [ana, caro]\n    made: 2025-03-01\n"
        f"    clauses: {{it: {{says: x, norm: {DUTY}}}}}\n"
    )
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        f"      it: {{says: x, norm: {DUTY}}}\n      can: {{says: x, norm: {power}}}\n{other}"
    )
    found = ledger("", PAUSE.format(4, about), agreement=agreement, until="2025-03-04")

    assert found.of(about)[0].state == state


# When it can be used


def remarked(found: Ledger) -> list[object]:
    return [each.path for each in found.remarks if each.kind == "without the power"]


@pytest.mark.parametrize(
    ("window", "days", "refused"),
    [
        ("per: month", (4, 20), [20]),
        ("per: month", (4, 20, 36), [20]),
        ("per: 10 days", (4, 13, 15), [13]),
        ("per: ever", (4, 60), [60]),
    ],
)
def test_a_power_can_be_used_so_often_and_no_more(
    window: str, days: tuple[int, ...], refused: list[int]
) -> None:
    power = f"{{power: pause, who: ben, over: home.it, at_most: 1, {window}}}"
    start = dt.date(2025, 2, 28)
    events = "\n".join(
        f"at: {start + dt.timedelta(days=day)}T00:00, who: ben, act: pause,"
        " about: home.it, lasting: 1h"
        for day in days
    )

    found = two("{must_not: smoke}", power, events, until="2025-06-01")

    assert remarked(found) == [("events", days.index(day)) for day in refused]


@pytest.mark.parametrize(
    ("power", "refused"),
    [
        ("unless: {done: illness, within: 1 week}", True),
        ("during: {done: illness, within: 1 week}", False),
        ("from: 2025-03-10", True),
        ("until: 2025-03-03", True),
        ("unless: travelling", True),
    ],
)
def test_it_can_be_used_under_its_conditions_only(power: str, refused: bool) -> None:
    ill = "at: 2025-03-03T08:00, act: illness"
    found = two(
        DUTY,
        f"{{power: pause, who: ben, over: home.it, {power}}}",
        f"{ill}\n{PAUSE.format(4, 'home.it')}",
    )

    assert remarked(found) == ([("events", 1)] if refused else [])


def test_it_can_be_used_in_the_wording_of_its_day_only() -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        "    revisions: [{date: 2025-03-10, because: new, accepted: {ana: 2025-03-10,"
        " ben: 2025-03-10}, was: {can: {says: x, norm:"
        " {power: pause, who: ben, over: home.it}}}}]\n"
        f"    clauses: {{it: {{says: x, norm: {DUTY}}}}}\n"
    )
    events = f"{PAUSE.format(4, 'home.it')}\n{PAUSE.format(11, 'home.it')}"

    found = ledger("", events, agreement=agreement, until="2025-04-15")

    assert remarked(found) == [("events", 1)]


def test_somebody_has_it_while_they_belong_to_those_who_do() -> None:
    more = "groups: {elders: {kind: household, members: [ana, {who: ben, until: 2025-03-10}]}}"
    events = f"{PAUSE.format(4, 'home.it')}\n{PAUSE.format(14, 'home.it')}"

    found = two(DUTY, "{power: pause, who: elders, over: home.it}", events, more=more)

    assert remarked(found) == [("events", 1)]


# What decides nothing


def test_an_agreement_reopened_twice_runs_on_once() -> None:
    resume = "at: 2025-03-{:02}T00:00, who: [ana, ben], act: resume, about: home.it"
    pause = "at: 2025-03-04T00:00, who: [ana, ben], act: pause, about: home.it"

    once = it(two(DUTY, "none", f"{pause}\n{resume.format(6)}", until="2025-03-09"))
    again = it(
        two(DUTY, "none", f"{pause}\n{resume.format(6)}\n{resume.format(8)}", until="2025-03-09")
    )

    assert once.until == again.until == dt.datetime(2025, 3, 14, tzinfo=dt.UTC)


def test_a_clause_runs_on_only_when_its_agreement_does_too() -> None:
    both = "at: 2025-03-{:02}T00:00, who: [ana, ben], act: {}, about: {}"
    events = "\n".join(
        [
            both.format(3, "pause", "home"),
            both.format(4, "pause", "home.it"),
            both.format(6, "resume", "home.it"),
        ]
    )
    held = it(two(DUTY, "none", events, until="2025-03-09"))
    freed = it(
        two(DUTY, "none", f"{events}\n{both.format(8, 'resume', 'home')}", until="2025-03-09")
    )

    assert held.state == "suspended"
    # Ten days from 1 March end on the 11th; it stood still from the 3rd to the 8th.
    assert freed.until == dt.datetime(2025, 3, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize("act", ["revise", "approve", "decide"])
def test_what_only_changes_the_text_changes_nothing_in_a_log(act: str) -> None:
    power = f"{{power: {act}, who: ben, over: home.it}}"
    event = f"at: 2025-03-04T00:00, who: ben, act: {act}, about: home.it"

    found = it(two(DUTY, power, event, until="2025-03-05"))

    assert (found.state, found.verdict) == ("in force", "pending")


# Refusing


VETO = "{power: veto, who: ben, over: {act: date, with: outsiders}}"


def refused(about: str, date: str, power: str = VETO, more: str = "") -> list[object]:
    """Return the events that break what Ben refused on 3 March."""
    veto = f"at: 2025-03-03T10:00, who: ben, act: veto, about: {about}"
    found = two("{must_not: smoke}", power, f"{veto}\n{date}", more=more)
    return [
        broken.event
        for each in found.instances
        if each.norm.act in {"date", "overnight"}
        for broken in each.breaks
    ]


@pytest.mark.parametrize(
    ("about", "date", "is_broken"),
    [
        # A person: whatever the power is over, with them.
        ("caro", DATE.format(5, "caro"), True),
        ("caro", DATE.format(5, "kit"), False),
        # An act by its word: with whomever the power says.
        ("date", DATE.format(5, "kit"), True),
        ("date", DATE.format(5, "ben"), False),
        # What the power is not over.
        ("{act: travel, with: caro}", DATE.format(5, "caro"), False),
        ("travel", DATE.format(5, "caro"), False),
        # Those who are named, and nobody else.
        ("{act: date, who: ana, with: caro}", DATE.format(5, "caro"), True),
        ("{act: date, who: kit, with: caro}", DATE.format(5, "caro"), False),
    ],
)
def test_what_is_refused_is_what_it_is_about(about: str, date: str, is_broken: bool) -> None:
    assert refused(about, date) == ([("events", 1)] if is_broken else [])


def test_a_resume_takes_back_what_was_refused() -> None:
    again = "at: 2025-03-04T10:00, who: {}, act: resume, about: {{act: date, with: {}}}"

    def dates(who: str, with_: str) -> list[object]:
        return refused(
            "{act: date, with: caro}", f"{again.format(who, with_)}\n{DATE.format(5, 'caro')}"
        )

    assert dates("ben", "caro") == []
    assert dates("ana", "caro") == dates("ben", "kit") == [("events", 2)]


@pytest.mark.parametrize(
    "power",
    [
        VETO.replace("veto", "pause"),
        VETO.replace("ben", "ana"),
        f"{VETO[:-1]}, from: 2025-03-10}}",
    ],
)
def test_nobody_refuses_without_the_power(power: str) -> None:
    assert refused("{act: date, with: caro}", DATE.format(5, "caro"), power=power) == []


def test_no_power_is_over_what_it_does_not_say() -> None:
    power = "{power: veto, who: ben, over: home.it}"

    assert refused("{act: date, with: caro}", DATE.format(5, "caro"), power=power) == []
