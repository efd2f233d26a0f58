"""Two documents as wholes: what others ask for on the way, the wordings of a day, the record."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from consistency.wordings import HEAD, are_shown, home

from polyagree import loads
from polyagree.consistency import compare, whole
from polyagree.consistency.compare import compare_clause
from polyagree.model import Polycule

WEEKLY = "{must: date, who: all parties, every: week}"
TELL = "{must: tell, who: ana, to: ben, after: {act: overnight, with: outsiders}, within: %s}"


# Everything together


def test_what_another_clause_asks_for_on_the_way_is_done_in_the_log() -> None:
    sides = home(TELL % "20 days", WEEKLY), home(TELL % "19 days", WEEKLY)
    found = compare(*sides)
    (witness,) = found.witnesses

    assert found.verdict == "stricter"
    assert {each.act for each in witness.events} == {"overnight", "date"}
    assert are_shown(found, *sides)


def test_a_duty_that_is_gone_is_kept_in_the_log_of_one_that_came() -> None:
    old = home("none", "{must: call, who: ana, with: ben, within: 1 day}")
    new = home("{must: tell, who: ana, to: ben}", "none")
    found = compare(old, new)

    assert found.verdict == "incomparable"
    assert are_shown(found, old, new)


@pytest.mark.parametrize(
    "other",
    [
        # No log shows that the circumstance does not hold.
        "{must_not: overnight, with: outsiders, during: kid-week}",
        # Nobody is one.
        "{must: call, who: ana, with: partners of ben, every: day}",
        # No such day comes soon.
        "{must: call, who: ana, after: {act: overnight, with: outsiders}, within: 1 day, days: 02-29}",
        # What is done at once is done too soon.
        "{must: call, who: ana, after: {act: overnight, with: outsiders}, wait: 1h, within: 2h}",
    ],
)
def test_what_cannot_be_kept_on_the_way_leaves_the_whole_open(other: str) -> None:
    found = compare(home(TELL % "10 days", other), home(TELL % "9 days", other))

    assert found.clauses[0].verdict == "stricter"
    assert found.verdict == "unknown"
    assert found.why == (
        "it allows nothing that was not fine before, and no log was found that it rules out",
    )


def test_what_would_have_to_be_kept_too_often_leaves_the_whole_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "_MOST_KEPT", 3)
    daily = "{must: call, who: ana, with: ben, every: day}"
    found = compare(home(TELL % "10 days", daily), home(TELL % "9 days", daily))

    assert found.clauses[0].verdict == "stricter"
    assert found.verdict == "unknown"


def test_it_hangs_on_a_clause_that_nobody_has_read() -> None:
    old = loads(
        f"{HEAD}agreements: {{a: {{parties: [ana, ben], clauses: {{c0: {{says: Be kind.}}}}}}}}\n"
    )
    found = compare(old, home("none", "{must_not: call}"))

    assert found.verdict == "unknown"
    assert found.why[0] == "it hangs on `a.c0`"
    assert [each.verdict for each in found.clauses] == ["unknown", "stricter"]


def test_steps_after_a_break_that_are_put_otherwise_leave_the_whole_open() -> None:
    ban = "{must_not: argue, if_broken: [{must: %s, who: breaker, within: 1 day}]}"
    found = compare(
        home(ban % "talk", "{must_not: call}"), home(ban % "apologise", "{must_not: call}")
    )

    assert found.verdict == "unknown"
    assert found.why == found.clauses[0].why


def test_steps_that_are_put_otherwise_as_well_are_told_beside_what_is_stricter() -> None:
    ban = "{must_not: call, hours: %s, if_broken: [{must: %s, who: breaker, within: 1 day}]}"
    old, new = home(ban % ("22:00-06:00", "talk")), home(ban % ("21:00-06:00", "apologise"))
    (clause,) = compare(old, new).clauses

    assert clause.verdict == "stricter"
    assert clause.why == ("what follows a break is put differently as well, and is not compared",)


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("[{told: ben}, kid-week]", "{told: ben}", "unknown"),
        ("{told: ben}", "[{told: ben}, {is: away, who: ben}]", "unknown"),
        ("kid-week", "{told: ben}", "unknown"),
    ],
)
def test_what_no_log_shows_is_named_once(old: str, new: str, verdict: str) -> None:
    sides = [home(f"{{must_not: date, who: ana, during: {each}}}") for each in (old, new)]
    found = compare(*sides)
    why = found.clauses[0].why

    assert found.verdict == verdict
    assert len(set(why)) == len(why)


# The wordings of a day

_OPPOSITE = {"stricter": "looser", "looser": "stricter"}
_REVISION = re.compile(r",?\s+revisions: \[.*?\}\}\]")
REVISED = f"""\
{HEAD}agreements:
  a:
    parties: [ana, ben]
    made: 2025-01-05
    accepted: {{ana: 2025-01-05, ben: 2025-01-05}}
    clauses:
      quiet: {{says: No calls., norm: {{must_not: call}}}}
      own:
        {{holder: ana, says: I do not argue., norm: {{must_not: argue}}, revisions: [{{date: 2025-06-01, was: {{says: Not at night., norm: {{must_not: argue, hours: 22:00-06:00}}}}}}]}}
boundaries:
  sleep:
    holder: ben
    says: I do not drink.
    norm: {{must_not: drink}}
    revisions: [{{date: 2025-06-01, was: {{says: Not late., norm: {{must_not: drink, hours: 22:00-06:00}}}}}}]
"""


@pytest.mark.parametrize(
    ("day", "verdicts"),
    [
        ("2025-03-01", {"a.quiet": "equivalent", "a.own": "stricter", "sleep": "stricter"}),
        ("2025-07-01", {"a.quiet": "equivalent", "a.own": "equivalent", "sleep": "equivalent"}),
        ("2025-01-01", {"a.quiet": "stricter", "a.own": "stricter", "sleep": "stricter"}),
    ],
)
def test_the_wordings_of_a_day_are_those_that_stood_then(
    day: str, verdicts: dict[str, str]
) -> None:
    """Before an agreement was made, it asked for nothing."""
    agreed = "    made: 2025-01-05\n    accepted: {ana: 2025-01-05, ben: 2025-01-05}\n"
    revised, plain = loads(REVISED), loads(_REVISION.sub("", REVISED.replace(agreed, "")))
    on = dt.date.fromisoformat(day)
    found, back = compare(revised, plain, on=on), compare(plain, revised, on=on)

    assert {each.clause: each.verdict for each in found.clauses} == verdicts
    assert {
        each.clause: _OPPOSITE.get(each.verdict, each.verdict) for each in back.clauses
    } == verdicts


# The record


def with_events(*lines: str, norm: str = "{must_not: call}", more: str = "") -> Polycule:
    events = "".join(f"  - {line}\n" for line in lines)
    return home(norm, head=f"{HEAD}{more}events:\n{events}" if lines else HEAD + more)


CALLS = [
    "{at: 2025-03-01T21:00, who: ana, act: call, with: caro}",
    "{at: 2025-03-02T21:00, who: ana, act: call, with: caro}",
    "{at: 2025-03-03T21:00, who: ben, act: call, with: caro}",
]


@pytest.mark.parametrize(("one", "other"), [(2, 0), (2, 3), (3, 2), (3, 3)])
def test_the_same_wording_is_worth_the_same_whichever_document_has_the_log(
    one: int, other: int
) -> None:
    found = compare(with_events(*CALLS[:one]), with_events(*CALLS[:other]))

    assert found.recorded == max(one, other)
    assert found.changed == ()


def test_a_break_that_one_wording_knows_is_found_beside_one_that_both_do() -> None:
    found = compare(
        with_events(*CALLS, norm="{must_not: call, days: weekend}"), with_events(*CALLS[:1])
    )
    breaks = [(each.before, each.breaks, each.spared) for each in found.changed]

    assert [[each.at.day for each in new] for _, new, _ in breaks] == [[3]]
    assert [old for _, _, old in breaks] == [()]


def test_check_ins_are_on_record_as_well() -> None:
    more = "check_ins:\n  - {date: 2025-03-01, people: [ana, ben], reviewed: [a]}\n"
    monthly = "{must: check-in, who: all parties, every: month}"
    old, new = (with_events(norm=norm, more=more) for norm in (monthly, "none"))

    assert compare(old, new).recorded == 1


# One clause


def test_one_clause_alone_is_compared_among_the_words_of_both() -> None:
    old, new = home("{must_not: call}", "{must_not: drink}"), home("none", "{must_not: drink}")

    first, second = (compare_clause(old, new, f"a.c{number}") for number in (0, 1))
    assert first is not None and second is not None  # noqa: PT018  # both have both
    assert (first.verdict, second.verdict) == ("looser", "equivalent")
    assert second.fate == "kept"
