"""How an assertion reads that says that agreements cannot be kept together."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from attrs import evolve

from polyagree.codec import loads
from polyagree.consistency import Conflict, Inconsistent, Member, Unknown, Unsettled
from polyagree.consistency.verdicts import ConflictKind
from polyagree.model import Obligation, PersonId, Polycule, Prohibition
from polyagree.testing.conflicts import not_consistent, not_settled, why_not_settled

TEXT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  us:
    parties: [ana, ben]
    clauses:
      thursdays: {says: Thursday is ours., norm: {must: date, with: other parties, every: week, days: thu}}
      shifts: {says: I work on Thursdays., norm: {must_not: date, days: thu}}
"""

SPAN = {"on": dt.date(2026, 3, 2), "horizon": dt.date(2026, 5, 1)}


def member(name: str) -> Member:
    modal = Obligation if name == "thursdays" else Prohibition
    return Member(
        path=("agreements", "us", "clauses", name, "norm", 0),
        clause=f"us.{name}",
        norm=modal(act="date"),
        says="Thursday is ours." if name == "thursdays" else "I work on Thursdays.",
    )


BOTH = Conflict(kind="direct", members=(member("thursdays"), member("shifts")))


def document() -> Polycule:
    return loads(TEXT, name="us.yaml")


def test_a_conflict_is_told_in_the_words_of_its_people_with_places():
    verdict = Inconsistent(**SPAN, conflicts=(BOTH,), drop=(member("shifts"),))

    assert not_consistent(verdict, document()) == (
        "nobody could keep these together from 2026-03-02 to 2026-05-01:"
        " one asks for the very act that another one rules out\n"
        "\n"
        "  us.yaml:7:50: `us.thursdays` (must: date)\n"
        '    "Thursday is ours."\n'
        "\n"
        "  us.yaml:8:50: `us.shifts` (must_not: date)\n"
        '    "I work on Thursdays."\n'
        "\n"
        "without any one of them the others can be kept\n"
        "\n"
        "the least to drop, so that the rest can be kept: `us.shifts`"
    )


def test_whom_it_leaves_no_way_and_when_it_is_so_are_told():
    conflict = evolve(BOTH, people=(PersonId("ana"), PersonId("ben")), situation=("kid-week",))

    text = not_consistent(Inconsistent(**SPAN, conflicts=(conflict,)), document())

    assert "it leaves `ana`, `ben` no way; it is so when `kid-week`; without any one" in text


def test_one_that_cannot_be_kept_alone_needs_no_others():
    conflict = Conflict(kind="unrealizable", members=(member("thursdays"),))

    text = not_consistent(Inconsistent(**SPAN, conflicts=(conflict,)), document())

    assert text.startswith("nobody could keep this from 2026-03-02 to")
    assert "without any one of them" not in text


def test_every_set_is_told_and_what_to_drop_once():
    alone = Conflict(kind="unrealizable", members=(member("thursdays"),))
    verdict = Inconsistent(
        **SPAN,
        conflicts=(BOTH, alone),
        drop=(member("thursdays"),),
        compromise=(member("shifts"), member("thursdays")),
    )

    text = not_consistent(verdict, document())

    assert text.count("nobody could keep") == 2
    assert text.endswith(
        "\n\nthe least to drop, so that the rest can be kept: `us.thursdays`\n\n"
        "the lightest to drop, by the weights given: `us.shifts`, `us.thursdays`"
    )


def test_what_is_left_open_beside_a_conflict_is_told_last():
    verdict = Inconsistent(**SPAN, conflicts=(BOTH,), unsettled=(Unsettled(why="it hangs on age"),))

    assert not_consistent(verdict, document()).endswith(
        "\n\napart from that, nobody can tell whether this can be kept\n\n  it hangs on age"
    )


def test_where_nobody_counted_nothing_is_said_of_dropping():
    text = not_consistent(Inconsistent(**SPAN, conflicts=(BOTH,)), document())

    assert "to drop" not in text


@pytest.mark.parametrize("kind", get_args(ConflictKind))
def test_every_kind_says_why(kind: ConflictKind):
    text = not_consistent(Inconsistent(**SPAN, conflicts=(evolve(BOTH, kind=kind),)), document())

    assert text.partition("\n")[0].partition(": ")[2]


def test_what_is_not_settled_is_told_with_its_sentences():
    verdict = Unknown(
        **SPAN,
        unsettled=(
            Unsettled(
                why="nothing says what it means",
                path=("agreements", "us", "clauses", "shifts"),
                clause="us.shifts",
            ),
            Unsettled(why="the extra `solver` is missing"),
        ),
    )

    assert not_settled(verdict, document()) == (
        "nobody can tell whether all of this can be kept from 2026-03-02 to 2026-05-01\n"
        "\n"
        "  us.yaml:8:15: `us.shifts`\n"
        '    "I work on Thursdays."\n'
        "    nothing says what it means\n"
        "\n"
        "  the extra `solver` is missing"
    )
    assert why_not_settled(verdict) == "nothing says what it means (and 1 more)"


def test_the_same_reason_is_told_once():
    twice = (Unsettled(why="it hangs on hours"), Unsettled(why="it hangs on hours"))

    assert why_not_settled(Unknown(**SPAN, unsettled=twice)) == "it hangs on hours"
