"""Gates where times run out, where nobody is named, and where there is too much to look at."""

from __future__ import annotations

import datetime as dt

import pytest
from consistency.waiting import DATE, HEAD, WROTE, polycule, told

import polyagree
from polyagree.consistency import gates

BEN = "ana date: ben, update-calendar ben, hidden"
WAITS = f"{{may: date, {DATE}, only_if: {WROTE}}}"


# Times


@pytest.mark.parametrize("when", ["by: next check-in", "ahead: 9000 years", "ahead: 2000 years"])
def test_a_word_for_whose_time_there_is_no_day_gates_nothing(when: str) -> None:
    assert told(polycule(f"{{may: date, {DATE}, only_if: {{told: ben, {when}}}}}")) == []


def test_what_was_to_be_so_long_ago_that_there_was_no_year_gates_nothing() -> None:
    wrote = "{done: {act: update-calendar, who: ben}, ago: 2000 years}"

    assert told(polycule(f"{{may: date, {DATE}, only_if: {wrote}}}")) == []


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("by: previous weekend", "1999-12-26T23:59:59.999999"),
        ("by: same day 10:00", "2000-01-01T10:00:00"),
        ("by: same day 18:00", "2000-01-01T11:59:00"),
        ("ahead: 3h", "2000-01-01T09:00:00"),
    ],
)
def test_a_word_comes_as_late_as_it_may(when: str, at: str) -> None:
    (gate,) = gates(polycule(f"{{may: date, {DATE}, only_if: {{told: ben, {when}}}}}"))

    assert [event.at.isoformat() for event in gate.possible] == [at, "2000-01-01T12:00:00"]
    assert gate.event == gate.impossible[-1] == gate.possible[-1]


def test_a_clause_that_ends_before_the_day_on_which_it_would_count_gates_nothing() -> None:
    """Its Fridays are over before one comes: the first of January 2000 was a Saturday."""
    fridays = f"{{must_not: date, {DATE}, days: fri, until: %s, unless: {{told: caro}}}}"

    assert told(polycule(WAITS, fridays % "2000-01-06")) == [BEN]
    assert len(told(polycule(WAITS, fridays % "2000-01-07"))) == 2


def test_a_word_from_before_a_clause_was_agreed_does_not_wait_for_it() -> None:
    early = f"{{may: date, {DATE}, only_if: {{told: ben, ahead: %s}}}}"
    since = "{must_not: tell, who: ana, unless: {yes_from: caro}, from: 1999-12-20}"
    chain = "ana date: caro, tell ana < say-yes caro, hidden"

    assert chain in told(polycule(early % "1 week", since))
    assert chain not in told(polycule(early % "1 month", since))


def test_an_agreement_that_ends_within_the_week_lets_nothing_wait_after_it() -> None:
    ending = (
        f"{HEAD}agreements:\n  a:\n    parties: [ana, ben, caro]\n    clauses:\n"
        f"      c: {{says: A., norm: {WAITS}}}\n"
        "  b:\n    parties: [ana, caro]\n    made: 1999-01-01\n    ends: 2000-01-03\n    clauses:\n"
        f"      c: {{says: B., norm: {{must_not: date, {DATE}, days: fri, unless: {{told: caro}}}}}}\n"
    )

    document = polyagree.loads(ending, format="yaml")

    assert told(document, on=dt.date(2000, 1, 1)) == [BEN]
    assert len(told(document, on=dt.date(1999, 12, 1))) == 2


# Who, and with whom


def test_what_befalls_people_waits_for_nobody() -> None:
    assert told(polycule("{must: talk, who: ana, with: caro, before: illness}")) == []
    assert len(told(polycule("{must: talk, who: ana, with: caro, before: travel}"))) == 1


def test_a_word_to_nobody_who_is_named_may_be_with_whom_a_clause_names() -> None:
    """To tell Caro may be to tell her with Dana there, for all that the clause says."""
    assert told(polycule("{may: tell, who: ana, with: dana, only_if: {told: caro}}")) == [
        "ana tell: caro, tell ana, said"
    ]


def test_what_any_of_them_may_do_waits_for_whom_all_of_them_would_tell() -> None:
    assert told(polycule("{may: date, who: any party, only_if: {told: dana}}")) == [
        "ana, ben, caro date: dana, tell ana, ben, caro, said"
    ]


@pytest.mark.parametrize(
    "norms",
    [
        # Who speaks of what any of them does, and of what is done together to somebody, nobody says.
        (
            "{must_not: overnight, who: ben, unless: {talked_with: dana, ahead: 3h}}",
            "{may: date, who: any party, only_if: {told: each person, how: written}}",
        ),
        ("{must_not: relationship, to: other parties, unless: {talked_with: ben, by: same day}}",),
    ],
)
def test_whose_word_nobody_can_tell_is_no_fault_of_the_library(norms: tuple[str, ...]) -> None:
    """Both once ended in :class:`~polyagree.errors.DoesNotReplay`."""
    assert not any(gate.by == ("ana",) for gate in gates(polycule(*norms)))
