"""Whose word is a gate, and whose is consent, once it is known who people are."""

from __future__ import annotations

import pytest

from polyagree.analyzers.run import check
from polyagree.codec import loads

DOCUMENT = """
polyagree: 1
people: {{ana: Ana, ben: Ben, caro: Caro, dia: Dia}}
groups: {{flat: {{kind: household, members: [ben, caro]}}}}
relationships:
  ab: {{between: [ana, ben], kind: married}}
  ac: {{between: [ana, caro], kind: dating}}
terms:
  green-light: {{kind: act, kind_of: say-yes}}
  red-button: {{kind: power, kind_of: veto}}
agreements:
  a: {{parties: [ana, ben], clauses: {{c: {{says: x, norm: {norm}}}}}}}
"""


OWNED = """
polyagree: 1
people: {{ana: Ana, ben: Ben, caro: Caro}}
terms:
  bens-room: {{kind: place, kind_of: home, of: ben}}
  bens-bed: {{kind: place, kind_of: bens-room}}
  bens-letters: {{kind: thing, of: [ben]}}
  studio: {{kind: place, of: [ben, caro]}}
agreements:
  a: {{parties: [ana, ben], clauses: {{c: {{says: x, norm: {norm}}}}}}}
"""


def codes_of(text: str) -> set[str]:
    return set(check(loads(text), select=["PER101", "PER102", "PER103", "PER106"]).codes())


def codes(norm: str) -> set[str]:
    return codes_of(DOCUMENT.format(norm=norm))


@pytest.mark.parametrize(
    "norm",
    [
        "{may: kissing, with: other parties, only_if: {yes_from: all parties}}",
        "{may: kissing, with: other parties, only_if: {yes_from: each party}}",
        "{may: sex, who: ana, with: ben, only_if: {yes_from: [ana, ben]}}",
        "{may: sex, who: ana, with: ben, only_if: {yes_from: other parties}}",
        "{may: sex, with: anyone, only_if: {yes_from: them}}",
        "{may: sex, who: all parties, only_if: {yes_from: all parties}}",
        "{may: spend, who: ana, only_if: {yes_from: actor}}",
        "{may: visit, who: ana, where: flat, only_if: {told: flat}}",
        "{may: post-online, who: ana, about: ben, only_if: {yes_from: ben}}",
        "{may: share-story, who: ana, about: {act: date, with: caro}, only_if: {yes_from: caro}}",
        "{power: veto, over: {act: sex, with: other parties}}",
        "{power: veto, who: each party, over: {act: kissing, who: all parties}}",
        "{power: veto, who: ben, over: {act: sex, who: [ana, ben]}}",
        "{power: veto, who: ben, over: {act: post-online, who: ana, about: ben}}",
        "{power: veto, who: actor, over: {act: spend}}",
        "{must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}",
    ],
)
def test_the_word_of_whoever_takes_part_is_consent(norm):
    assert codes(norm) == set()


@pytest.mark.parametrize(
    "norm",
    [
        "{may: date, with: outsiders, only_if: {yes_from: other parties}}",
        "{may: date, with: outsiders, only_if: {yes_from: each party}}",
        "{may: date, with: outsiders, only_if: {yes_from: all parties}}",
        "{may: date, who: partner, with: outsiders, only_if: {yes_from: partner}}",
        "{may: date, who: ana, with: outsiders, only_if: {yes_from: [them, other parties]}}",
        "{may: date, with: outsiders, only_if: {unopposed_by: ben}}",
        "{must_not: date, with: outsiders, unless: {yes_from: other parties}}",
        "{must_not: date, with: outsiders, until: {yes_from: other parties}}",
        "{must_not: date, with: outsiders, after: {act: say-no, who: other parties}}",
        "{must_not: date, with: outsiders, during: {not: {yes_from: other parties}}}",
        "{may: date, with: outsiders, after: {act: say-yes, who: other parties}}",
        "{may: date, with: outsiders, after: {act: green-light, who: other parties}}",
        "{may: date, with: outsiders, from: {yes_from: other parties}}",
        "{may: date, with: outsiders, until: {done: {act: say-no, who: ben}}}",
        "{may: date, with: outsiders, only_if: {done: {act: ask, to: other parties}}}",
        "{must: ask, to: other parties, before: {act: date, with: outsiders}}",
        "{power: approve, who: ben, over: {act: spend, who: ana}}",
        "{power: approve, who: ben, over: spend}",
        "{power: veto, who: ben, over: spend}",
        "{power: decide, who: ben, over: {act: spend, who: ana}}",
        "{power: say-no, who: ben, over: {act: spend, who: ana}}",
        "{power: red-button, who: ben, over: {act: spend, who: ana}}",
    ],
)
def test_every_spelling_of_an_approval_is_found(norm):
    assert codes(norm) == {"PER101"}


@pytest.mark.parametrize(
    "norm",
    [
        "{may: date, with: outsiders, only_if: {told: other parties}}",
        "{may: date, with: outsiders, only_if: {talked_with: all parties}}",
        "{may: date, with: outsiders, only_if: {done: {act: talk, who: all parties}}}",
        "{may: date, with: outsiders, only_if: {done: {act: talk, who: [ana, ben]}}}",
        "{must: talk, who: all parties, before: {act: date, with: outsiders}}",
        "{must: talk, with: other parties, before: {act: date, with: outsiders}}",
        "{must: tell, to: other parties, before: {act: date, with: outsiders}}",
        "{must_not: date, with: outsiders, unless: {told: other parties}}",
    ],
)
def test_every_spelling_of_a_notice_is_found(norm):
    assert codes(norm) == {"PER103"}


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("{may: date, who: breaker, only_if: {yes_from: affected}}", {"PER101"}),
        ("{must: ask, who: breaker, to: affected, before: date}", {"PER101"}),
        ("{may: date, who: breaker, only_if: {yes_from: breaker}}", set()),
    ],
)
def test_after_a_break_the_one_who_was_hurt_can_be_a_gate(step, found):
    text = DOCUMENT.format(norm="{must: talk, who: all parties, every: week}")

    assert codes_of(text.replace("{says: x,", f"{{says: x, if_broken: {step},")) == found


@pytest.mark.parametrize(
    ("norm", "found"),
    [
        ("{may: date, who: ana, only_if: {yes_from: ben}}", {"PER101", "PER106"}),
        ("{power: approve, over: {act: spend, who: ana}}", {"PER101"}),
        ("{may: date, only_if: {yes_from: ben}}", set()),
        ("{may: date, with: outsiders, only_if: {talked_with: ben}}", set()),
    ],
)
def test_a_boundary_waits_for_its_holders_own_word_only(norm, found):
    head = DOCUMENT.split("agreements:", maxsplit=1)[0].format()
    text = f"{head}boundaries: {{b: {{holder: ben, says: x, norm: {norm}}}}}\n"

    assert codes_of(text) == found


@pytest.mark.parametrize(
    "norm",
    [
        "{may: host, who: ana, where: bens-room, only_if: {yes_from: ben}}",
        "{may: sleep, who: ana, where: bens-bed, only_if: {yes_from: other parties}}",
        "{must_not: post-online, about: bens-letters, who: ana, unless: {yes_from: ben}}",
        "{may: visit, who: ana, where: studio, only_if: {yes_from: ben}}",
        "{may: visit, who: ana, where: studio, only_if: {yes_from: [ben, caro]}}",
    ],
)
def test_what_is_somebodys_own_is_theirs_to_decide(norm):
    assert codes_of(OWNED.format(norm=norm)) == set()


@pytest.mark.parametrize(
    "norm",
    [
        "{may: host, who: ana, where: home, only_if: {yes_from: ben}}",
        "{may: visit, who: ben, where: studio, only_if: {yes_from: caro}}",
        "{may: host, who: ben, where: bens-room, only_if: {yes_from: ana}}",
        "{may: visit, who: ana, where: bens-room, only_if: {yes_from: caro}}",
    ],
)
def test_what_is_not_theirs_is_not(norm):
    assert codes_of(OWNED.format(norm=norm)) == {"PER101"}


@pytest.mark.parametrize("people", ["anyone", "each person"])
def test_whoever_may_be_with_it_is_not_always_with_it(people):
    assert codes(f"{{may: date, with: {people}, only_if: {{yes_from: other parties}}}}") == {
        "PER101"
    }


@pytest.mark.parametrize("act", ["say-yes", "agree", "accept", "release", "agree-exception"])
def test_a_yes_by_another_word_is_a_yes(act):
    norm = f"{{must_not: date, who: ana, days: sat, unless: {{done: {{act: {act}, who: ben}}}}}}"

    assert codes(norm) == {"PER101"}
