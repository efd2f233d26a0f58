"""How a new wording stands to an old one."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from attrs import evolve
from consistency.small_norms import document, logs, norms, worth
from measuring import rounds

from polyagree.codec import loads
from polyagree.consistency import Comparison, compare, witnessing
from polyagree.consistency.compare import compare_clause
from polyagree.consistency.sides import Side
from polyagree.errors import DoesNotReplay
from polyagree.model import Polycule
from polyagree.timeline.ledger import replay

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, dana: Dana}
terms: {kid-week: {kind: situation, means: Kit is here}}
"""


def home(*clauses: str, parties: str = "ana, ben", more: str = "") -> Polycule:
    """Return a document whose clauses have these norms."""
    lines = [f"      c{i}: {{says: We said so., norm: {norm}}}" for i, norm in enumerate(clauses)]
    text = "\n".join([f"    parties: [{parties}]", "    clauses:", *lines])
    return loads(f"{HEAD}{more}agreements:\n  a:\n{text}\n")


@cache
def compared(old: str, new: str) -> Comparison:
    return compare(home(old), home(new))


MEANT = [
    # Limits.
    (
        "{may: late-night, at_most: 2, per: month}",
        "{may: late-night, at_most: 3, per: month}",
        "looser",
    ),
    (
        "{may: late-night, at_most: 2, per: month}",
        "{may: late-night, at_most: 2, per: year}",
        "stricter",
    ),
    (
        "{may: late-night, at_most: 2, per: month}",
        "{may: late-night, at_most: 2, per: 30 days}",
        "incomparable",
    ),
    ("{may: late-night, at_most: 2, per: month}", "{must_not: late-night}", "stricter"),
    (
        "{may: spend, at_most: 200 EUR, per: month}",
        "{may: spend, at_most: 300 EUR, per: month}",
        "looser",
    ),
    (
        "{may: late-night, at_most: 2, per: month}",
        "{may: late-night, at_most: 2, per: month, unless: {yes_from: other parties}}",
        "looser",
    ),
    # Times.
    ("{must_not: call, hours: 22:00-06:00}", "{must_not: call, hours: 20:00-06:00}", "stricter"),
    (
        "{must_not: call, hours: 22:00-06:00}",
        "{must_not: call, hours: 20:00-02:00}",
        "incomparable",
    ),
    ("{must_not: call, days: weekend}", "{must_not: call, days: [sat, sun]}", "equivalent"),
    ("{must_not: call, hours: after 22:00}", "{must_not: call, hours: 22:00-06:00}", "equivalent"),
    (
        "{must_not: call, months: [jan]}",
        "{must_not: call, days: first mon, months: [jan]}",
        "looser",
    ),
    ("{must_not: call, from: 2025-03-01}", "{must_not: call, from: 2025-02-01}", "stricter"),
    ("{must_not: call, until: 2025-03-01}", "{must_not: call, until: 2025-02-01}", "looser"),
    (
        "{must_not: drink, after: date, for: 2 days}",
        "{must_not: drink, after: date, for: 1 week}",
        "stricter",
    ),
    # People.
    ("{must_not: date, with: outsiders}", "{must_not: date}", "stricter"),
    ("{must_not: date, with: caro}", "{must_not: date, with: [caro, dana]}", "stricter"),
    (
        "{must_not: date, with: anyone}",
        "{must_not: date, with: {people: anyone, except: caro}}",
        "looser",
    ),
    ("{must_not: date, with: caro}", "{must_not: date, with: dana}", "incomparable"),
    ("{must_not: date}", "{must_not: date, who: ana}", "looser"),
    # Acts.
    ("{must_not: intimacy}", "{must_not: kissing}", "looser"),
    ("{must_not: host, where: home}", "{must_not: host}", "stricter"),
    (
        "{may: spend, amount: over 150 EUR, only_if: {yes_from: other parties}}",
        "{may: spend, amount: over 100 EUR, only_if: {yes_from: other parties}}",
        "stricter",
    ),
    (
        "{must_not: travel, lasting: over 3 nights}",
        "{must_not: travel, lasting: over 2 nights}",
        "stricter",
    ),
    # Gates and exceptions.
    (
        "{must_not: date, unless: {yes_from: other parties}}",
        "{may: date, only_if: {yes_from: other parties}}",
        "equivalent",
    ),
    ("{must_not: date, unless: {yes_from: other parties}}", "{must_not: date}", "stricter"),
    ("{may: date}", "{may: date, only_if: {told: other parties}}", "stricter"),
    (
        "{may: date, only_if: {unopposed_by: other parties}}",
        "{may: date, only_if: {yes_from: other parties}}",
        "stricter",
    ),
    (
        "{may: date, only_if: {told: other parties}}",
        "{may: date, only_if: {yes_from: other parties}}",
        "incomparable",
    ),
    (
        "{may: date, only_if: {told: other parties}}",
        "{may: date, only_if: [{told: other parties}, {yes_from: other parties}]}",
        "stricter",
    ),
    # Duties.
    (
        "{must: tell, to: other parties, after: date, by: next evening}",
        "{must: tell, to: other parties, after: date, within: 3 days}",
        "looser",
    ),
    (
        "{must: tell, to: other parties, after: date, within: 1 day}",
        "{must: tell, to: other parties, after: date, within: 2h}",
        "stricter",
    ),
    (
        "{must: tell, to: other parties, after: date, within: 1 day}",
        "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 1 day}",
        "looser",
    ),
    (
        "{must: tell, to: ben, who: ana, after: date, within: 1 day}",
        "{must: tell, to: [ben, caro], who: ana, after: date, within: 1 day}",
        "stricter",
    ),
    ("{must: tell, to: other parties, after: date, within: 1 day}", "{must_not: date}", "stricter"),
    (
        "{must: date, with: other parties, every: week}",
        "{must: date, with: other parties, every: month}",
        "looser",
    ),
    (
        "{must: date, with: other parties, every: week, days: thu}",
        "{must: date, with: other parties, every: week}",
        "looser",
    ),
    ("{must: test, every: 3 months}", "{must: test, every: 2 months}", "stricter"),
    (
        "{must: date, with: other parties, at_least: 2, per: week}",
        "{must: date, with: other parties, at_least: 3, per: week}",
        "stricter",
    ),
    (
        "{must: barrier, during: {act: sex, with: outsiders}}",
        "{must: barrier, during: {act: sex}}",
        "stricter",
    ),
    # Added and removed.
    ("none", "{may: date}", "equivalent"),
    ("none", "{must: test, every: 3 months}", "stricter"),
    ("none", "{must: apologise, who: ana, to: ben}", "stricter"),
    ("none", "{power: veto, who: ben, over: {act: date, who: ana, with: caro}}", "stricter"),
    (
        "{power: veto, who: ben, over: {act: date, who: ana}}",
        "{power: veto, who: nobody, over: {act: date, who: ana}}",
        "looser",
    ),
]
_OPPOSITE = {"stricter": "looser", "looser": "stricter"}


@pytest.mark.parametrize(("old", "new", "verdict"), MEANT)
def test_a_wording_stands_to_another_one(old: str, new: str, verdict: str) -> None:
    assert compared(old, new).verdict == verdict
    assert compared(new, old).verdict == _OPPOSITE.get(verdict, verdict)


@pytest.mark.parametrize(("old", "new", "verdict"), MEANT)
def test_a_wording_stands_to_itself_as_the_same(old: str, new: str, verdict: str) -> None:
    del verdict

    assert compared(old, old).verdict == "equivalent"
    assert compared(new, new).verdict == "equivalent"


@pytest.mark.parametrize(("old", "new", "verdict"), MEANT)
def test_each_direction_has_a_log_that_shows_it(old: str, new: str, verdict: str) -> None:
    (clause,) = compared(old, new).clauses

    shown = {"stricter": ["old"], "looser": ["new"], "incomparable": ["old", "new"]}
    assert [each.allowed_by for each in clause.witnesses] == shown.get(verdict, [])


def test_a_log_shows_the_same_in_a_replay_of_the_document() -> None:
    old, new = (document(norm) for norm in ("{must_not: date}", "{must_not: date, with: caro}"))
    (witness,) = compare(old, new).witnesses
    broken = [
        any(
            each.breaks
            for each in replay(evolve(side, events=witness.events), until=witness.until).instances
        )
        for side in (old, new)
    ]

    assert broken == [True, False]


# What is unknown


def test_a_situation_that_no_log_shows_is_said() -> None:
    (clause,) = compared("{must_not: date, during: kid-week}", "{must_not: date}").clauses

    assert clause.verdict == "unknown"
    assert "no log says whether `kid-week` holds" in clause.why


def test_words_that_nobody_has_read_yet_are_said() -> None:
    said = HEAD + "agreements: {a: {parties: [ana, ben], clauses: {c0: {says: Be kind.}}}}\n"
    (clause,) = compare(loads(said), home("{must_not: argue}")).clauses

    assert clause.verdict == "unknown"
    assert clause.why == ("its words are not read yet: say under `norm` what they mean",)


def test_the_same_unread_words_are_the_same() -> None:
    said = loads(HEAD + "agreements: {a: {parties: [ana, ben], clauses: {c: {says: Be kind.}}}}\n")

    assert compare(said, said).verdict == "equivalent"


def test_what_follows_a_break_is_not_compared_and_is_said() -> None:
    old, new = (
        home(f"{{must_not: argue, if_broken: [{{must: {act}, who: breaker, within: 1 day}}]}}")
        for act in ("apologise", "talk")
    )
    (clause,) = compare(old, new).clauses

    assert clause.verdict == "unknown"
    assert "what follows a break is put differently" in clause.why[0]


def test_a_word_that_means_something_else_now_is_said() -> None:
    old, new = (
        loads(
            HEAD.replace("terms: {", f"terms: {{tango: {{kind: act, kind_of: {wide}, means: x}}, ")
            + "agreements: {a: {parties: [ana, ben], clauses: {c: {says: x, norm: {must_not: date}}}}}\n"
        )
        for wide in ("date", "meet")
    )
    (clause,) = compare(old, new).clauses

    assert clause.verdict == "unknown"
    assert any("not mean the same in both" in why for why in clause.why)


# Documents


def test_a_clause_that_another_one_covers_can_be_dropped() -> None:
    old = home("{must_not: kissing}", "{must_not: intimacy}")
    new = home("none", "{must_not: intimacy}")
    comparison = compare(old, new)

    assert [each.verdict for each in comparison.clauses] == ["looser", "equivalent"]
    assert comparison.verdict == "equivalent"


def test_what_was_in_one_clause_may_stand_in_two() -> None:
    old = home("[{must_not: call}, {must_not: drink}]", "none")
    new = home("{must_not: call}", "{must_not: drink}")
    comparison = compare(old, new)

    assert [each.verdict for each in comparison.clauses] == ["looser", "stricter"]
    assert comparison.verdict == "equivalent"


def test_a_log_of_everything_keeps_what_others_ask_for_on_the_way() -> None:
    weekly = "{must: date, who: all parties, every: week}"
    old = home(weekly, "{must: test, every: month}")
    new = home(weekly, "{must: test, every: 2 weeks}")
    comparison = compare(old, new)

    assert comparison.verdict == "stricter"
    (witness,) = comparison.witnesses
    assert {each.act for each in witness.events} == {"date"}


def test_one_clause_up_and_one_down_are_incomparable_together() -> None:
    old = home("{must_not: call, hours: 22:00-06:00}", "{may: drink, at_most: 2, per: week}")
    new = home("{must_not: call, hours: 21:00-06:00}", "{may: drink, at_most: 3, per: week}")
    comparison = compare(old, new)

    assert comparison.verdict == "incomparable"
    assert {each.allowed_by for each in comparison.witnesses} == {"old", "new"}


def test_another_party_makes_it_stricter() -> None:
    old, new = home("{must_not: call}"), home("{must_not: call}", parties="ana, ben, caro")

    assert compare(old, new).verdict == "stricter"


def test_a_new_party_is_no_outsider_any_more() -> None:
    norm = "{must_not: date, with: outsiders}"
    old, new = home(norm), home(norm, parties="ana, ben, caro")

    assert compare(old, new).verdict == "incomparable"


def test_a_boundary_is_compared_as_well() -> None:
    text = HEAD + "boundaries: {b: {holder: ana, says: x, norm: {must_not: argue, hours: %s}}}\n"
    old, new = loads(text % "22:00-08:00"), loads(text % "21:00-08:00")

    assert [each.clause for each in compare(old, new).clauses] == ["b"]
    assert compare(old, new).verdict == "stricter"


def test_empty_documents_are_the_same() -> None:
    assert compare(Polycule(), Polycule()).verdict == "equivalent"


def test_the_record_is_held_against_both() -> None:
    events = """\
events:
  - {at: 2025-03-01T20:00, who: ana, act: call, with: caro}
  - {at: 2025-03-02T22:30, who: ana, act: call, with: caro}
"""
    old = home("{must_not: call, hours: 22:00-06:00}", more=events)
    new = home("{must_not: call, hours: 19:00-21:00}")
    comparison = compare(old, new)

    (changed,) = comparison.changed
    assert comparison.recorded == 2
    assert [each.at.day for each in changed.spared] == [2]
    assert [each.at.day for each in changed.breaks] == [1]


def test_one_clause_alone_is_compared_by_its_name() -> None:
    old, new = home("{must_not: call}", "{must_not: drink}"), home("{must_not: call}", "none")
    found = compare_clause(old, new, "a.c1")

    assert found is not None
    assert found.verdict == "looser"
    assert compare_clause(old, new, "a.c9") is None


def test_a_log_that_does_not_show_what_it_is_said_to_is_a_bug() -> None:
    sides = Side(home("{must_not: call}")), Side(home("none"))
    some = sides[0].standings, sides[1].standings
    (witness,) = compared("{must_not: call}", "none").witnesses

    assert witnessing.replayed(sides, some, witness) == witness
    with pytest.raises(DoesNotReplay, match="only the old wording") as raised:
        witnessing.replayed(sides, some, evolve(witness, allowed_by="old"))
    assert raised.value.events == witness.events


# Against every short log


def test_it_agrees_with_every_short_log_of_a_small_world() -> None:
    random = Random(6)  # noqa: S311  # the same each time
    drawn = norms(random)
    verdicts: list[str] = []
    old = next(drawn)
    for new in (next(drawn) for _ in range(14)):
        if old != new:
            verdicts.append(_agrees(old, new, random))
        old = new

    assert verdicts.count("unknown") <= len(verdicts) // 10


def _agrees(old: str, new: str, random: Random) -> str:
    sides = document(old), document(new)
    comparison = compare(*sides)
    shown = rounds(logs(random, pairs=30), measured=3)
    worths = [tuple(worth(side, log) for side in sides) for log in shown]
    if comparison.verdict in {"equivalent", "stricter"}:
        assert ("broken", "fine") not in worths, (old, new)
    if comparison.verdict in {"equivalent", "looser"}:
        assert ("fine", "broken") not in worths, (old, new)
    for witness in comparison.witnesses:
        made = witness.since.date()
        found = [worth(document(norm, made), witness.events, witness.until) for norm in (old, new)]
        expected = ["fine", "broken"] if witness.allowed_by == "old" else ["broken", "fine"]
        assert found == expected, (old, new)
    return comparison.verdict
