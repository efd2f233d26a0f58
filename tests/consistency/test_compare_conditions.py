"""Two wordings that differ in what lets an act be fine: a word, what was done before, what goes on."""

from __future__ import annotations

import pytest
from consistency.wordings import HEAD, are_shown, home

from polyagree.consistency import compare

_OPPOSITE = {"stricter": "looser", "looser": "stricter"}

WORDS = [
    # Silence.
    (
        "{yes_from: ben, silence: stops}",
        "{yes_from: ben, silence: allows}",
        "looser",
    ),
    ("{yes_from: ben}", "{yes_from: ben, silence: stops}", "equivalent"),
    ("{unopposed_by: ben, silence: stops}", "{unopposed_by: ben, silence: allows}", "looser"),
    ("{unopposed_by: ben}", "{unopposed_by: ben, silence: allows}", "equivalent"),
    ("{unopposed_by: ben, silence: stops}", "{yes_from: ben}", "unknown"),
    ("{yes_from: ben, silence: stops}", "{unopposed_by: ben}", "looser"),
    ("{told: ben, silence: stops}", "{told: ben}", "equivalent"),
    # How long before, and how.
    ("{told: ben, ahead: 1 day}", "{told: ben, ahead: 2 days}", "stricter"),
    ("{talked_with: ben, ahead: 1 day}", "{talked_with: ben, ahead: 2 days}", "stricter"),
    ("{yes_from: ben, ahead: 1 day}", "{yes_from: ben, ahead: 2 days}", "incomparable"),
    ("{told: ben, ahead: 1 day}", "{told: ben, by: same day 18:00}", "unknown"),
    # A log that is silent about how something was said denies nothing.
    ("{told: ben}", "{told: ben, how: written}", "unknown"),
    ("{told: ben}", "{told: ben, details: {required: [who]}}", "unknown"),
    (
        "{told: ben, details: {required: [who]}}",
        "{told: ben, details: {required: [who, when]}}",
        "unknown",
    ),
    ("{told: ben, details: as-asked}", "{told: ben, details: {required: [who]}}", "unknown"),
    # Whose word it is.
    ("{yes_from: ben}", "{yes_from: other parties}", "equivalent"),
    ("{yes_from: ben}", "{yes_from: [ben, caro]}", "stricter"),
    ("{yes_from: 1 of other parties}", "{yes_from: other parties}", "unknown"),
    ("{told: ben}", "{talked_with: ben}", "incomparable"),
    ("{told: ben, about: results}", "{told: ben, about: illness}", "incomparable"),
]


@pytest.mark.parametrize(("old", "new", "relation"), WORDS)
def test_a_word_is_compared_by_what_it_lets_pass(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{may: date, who: ana, only_if: {gate}}}") for gate in (old, new)]
    there, back = compare(*sides), compare(*reversed(sides))

    assert (there.verdict, back.verdict) == (relation, _OPPOSITE.get(relation, relation))
    assert are_shown(there, *sides)
    assert are_shown(back, *reversed(sides))


DONE = "{done: {act: talk, with: caro}%s}"
CONDITIONS = [
    # What was done before.
    (DONE % "", DONE % ", within: 1 day", "stricter"),
    (DONE % ", within: 2 days", DONE % ", within: 1 day", "stricter"),
    (DONE % "", DONE % ", ago: 1 day", "stricter"),
    (DONE % ", ago: 1 day", DONE % ", ago: 2 days", "stricter"),
    (DONE % ", ago: 1 day", DONE % ", within: 2 days", "incomparable"),
    ("{done: {act: talk, with: [caro, dana]}}", DONE % "", "stricter"),
    ("{done: {act: talk, nth: 2+}}", "{done: {act: talk, nth: 3+}}", "unknown"),
    # What does not hold.
    (
        "{not: {done: {act: drink}}}",
        "{not: {done: {act: drink}, within: 1 day}}",
        "looser",
    ),
    ("{not: {done: {act: drink}}}", "{not: {done: {act: intimacy}}}", "incomparable"),
    # Several.
    ("{any: [{told: ben}, {yes_from: ben}]}", "{told: ben}", "stricter"),
    ("{told: ben}", "[{told: ben}, {yes_from: ben}]", "stricter"),
    ("[{told: ben}, {yes_from: ben}]", "[{yes_from: ben}, {told: ben}]", "equivalent"),
    (
        "{any: [{told: ben}, {yes_from: ben}]}",
        "{any: [{yes_from: ben}, {told: [ben, caro]}]}",
        "stricter",
    ),
]


@pytest.mark.parametrize(("old", "new", "relation"), CONDITIONS)
def test_an_exception_is_compared_by_when_it_holds(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{must_not: date, who: ana, unless: {lift}}}") for lift in (old, new)]
    there, back = compare(*sides), compare(*reversed(sides))

    assert (there.verdict, back.verdict) == (relation, _OPPOSITE.get(relation, relation))
    assert are_shown(there, *sides)
    assert are_shown(back, *reversed(sides))


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("{act: date, with: caro}", "{act: date}", "stricter"),
        ("{act: date, who: ana}", "{act: date, who: anyone}", "stricter"),
        ("overnight", "date", "stricter"),
        ("date", "travel", "incomparable"),
        ("kid-week", "kid-week", "equivalent"),
        ("kid-week", "always", "unknown"),
        ("{is: away, who: ben}", "{is: away, who: ben}", "equivalent"),
        ("{is: away, who: ben}", "{is: garden, who: ben}", "unknown"),
        ("garden", "home", "unknown"),
    ],
)
def test_what_goes_on_is_compared_by_what_it_takes_in(old: str, new: str, relation: str) -> None:
    sides = [home(f"{{must_not: drink, who: ana, during: {each}}}") for each in (old, new)]
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


@pytest.mark.parametrize(
    ("condition", "word"), [("garden", "garden"), ("{is: away, who: ben}", "away")]
)
def test_a_circumstance_that_no_log_shows_is_named(condition: str, word: str) -> None:
    found = compare(home(f"{{must_not: drink, during: {condition}}}"), home("{must_not: drink}"))

    assert found.verdict == "unknown"
    assert f"no log says whether `{word}` holds" in found.clauses[0].why


def test_an_exception_that_hangs_on_a_changed_clause_is_another_one() -> None:
    norm = "{must_not: date, unless: {broken: a.c0}}"
    old, new = (home(f"{{must: call, every: {often}}}", norm) for often in ("month", "week"))
    found = compare(old, new)
    hanging = found.clauses[1]

    assert hanging.verdict == "unknown"
    assert "`a.c0` does not mean the same in both" in hanging.why


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("illness", "[illness, results]", "stricter"),
        ("illness", "illness", "equivalent"),
        ("{act: date, with: caro}", "{act: date, with: caro}", "equivalent"),
        ("{act: date, with: caro}", "{act: date, with: dana}", "unknown"),
        ("overnight", "date", "unknown"),
        ("date", "illness", "incomparable"),
    ],
)
def test_what_is_talked_about_is_compared_by_its_word(old: str, new: str, relation: str) -> None:
    sides = home(f"{{must_not: talk, about: {old}}}"), home(f"{{must_not: talk, about: {new}}}")
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("home", "[home, away]", "stricter"),
        ("{place: home, except: [balcony, garden]}", "{place: home, except: balcony}", "stricter"),
        ("garden", "{place: home, except: balcony}", "unknown"),
        ("home", "garden", "looser"),
    ],
)
def test_a_place_is_compared_by_what_it_takes_in(old: str, new: str, relation: str) -> None:
    sides = home(f"{{must_not: host, where: {old}}}"), home(f"{{must_not: host, where: {new}}}")
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


def test_a_place_that_lies_elsewhere_now_is_another_place() -> None:
    norm = "{must_not: host, where: garden}"
    new = home(norm, head=HEAD.replace("kind: place, kind_of: home", "kind: place, kind_of: away"))
    found = compare(home(norm), new)

    assert found.verdict == "unknown"
    assert "`garden` does not mean the same in both" in found.clauses[0].why
