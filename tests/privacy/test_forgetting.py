"""What stays of somebody who left."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from privacy.leaving import left_of_somebody

import polyagree
from polyagree.errors import UnknownName
from polyagree.model import Disclosure, Named
from polyagree.privacy import forget
from polyagree.testing.strategies import polycules

HOME = """\
polyagree: 1
title: ANA and Ben
people: {ana: {name: Ana Silva, pronouns: she/her}, ben: Ben, ana-2: Ana, al: Al}
relationships: {ana-ben: {between: [ana, ben], kind: dating}}
agreements:
  ana-home: {parties: [ana, ben], clauses: {for-ana: {says: "Mrs Silva cooks, Anastasia sings."}}}
  other: {parties: [ben, al], clauses: {one: {says: Al cooks al dente.}}}
events: [{at: 2025-01-01, who: ana, act: tell, to: ben, about: ana-home.for-ana}]
check_ins: [{date: 2025-01-01, people: [ana], decided: [ana-home.for-ana]}]
"""


def test_somebody_who_left_stands_where_they_stood() -> None:
    left = forget(polyagree.loads(HOME), "ana")
    polycule = left.polycule

    assert left.person == "someone-who-left-1"
    assert polycule.people[0] == polyagree.Person(id=left.person, name="someone who left")
    assert polycule.events[0].who == (left.person,)
    assert polycule.relationships[0].id == "someone-who-left-1-ben"
    assert polycule.events[0].about == ("someone-who-left-1-home.for-someone-who-left-1",)
    assert polycule.check_ins[0].decided == polycule.events[0].about


def test_somebody_who_left_is_named_among_those_who_may_see_it_for_a_time() -> None:
    shown = "visible_to: [ben, {people: [ana, al], from: 2025-01-01}]"
    text = f"{HOME}values: {{care: {{means: Care., {shown}}}}}\n"
    left = forget(polyagree.loads(text), "ana")

    assert left.polycule.values[0].visible_to == (
        Named("ben"),
        Disclosure(people=(Named(left.person), Named("al")), from_=dt.date(2025, 1, 1)),
    )


def test_the_agreements_that_lose_a_party_are_listed() -> None:
    assert forget(polyagree.loads(HOME), "ana").agreements == ("someone-who-left-1-home",)
    assert forget(polyagree.loads(HOME), "ana-2").agreements == ()


def test_names_in_texts_are_found_as_whole_words_and_listed() -> None:
    left = forget(polyagree.loads(HOME), "ana")

    assert left.polycule.title == "someone who left and Ben"
    assert (
        left.polycule.agreements[0].clauses[0].says
        == "Mrs someone who left cooks, Anastasia sings."
    )
    assert left.texts == ("title", "agreements.ana-home.clauses.for-ana.says")


def test_a_short_name_is_found_as_it_is_written() -> None:
    left = forget(polyagree.loads(HOME), "al").polycule

    assert left.agreement("other").clauses[0].says == "someone who left cooks al dente."


def test_somebody_else_keeps_the_same_name() -> None:
    left = forget(polyagree.loads(HOME), "ana").polycule

    assert (left.person("ana-2").name, left.person("ben").name) == ("Ana", "Ben")


def test_numbers_go_on_and_nobody_is_forgotten_twice() -> None:
    first = forget(polyagree.loads(HOME), "ana")
    second = forget(first.polycule, "ben")
    again = forget(second.polycule, "someone-who-left-1")

    assert second.person == "someone-who-left-2"
    assert again.polycule == second.polycule
    assert again.texts == ()
    assert forget(polyagree.loads(HOME), "ana") == first
    with pytest.raises(UnknownName, match="unknown person `ana`"):
        forget(first.polycule, "ana")


def test_steps_of_a_scale_stay_apart() -> None:
    matrix = "{people: [ben], scale: [Ana, Silva, fine], comfort: {date: {ben: Silva}}}"
    left = forget(polyagree.loads(f"{HOME}matrices: {{m: {matrix}}}\n"), "ana").polycule

    assert left.matrices[0].scale == ("someone who left", "someone who left (2)", "fine")
    assert left.matrices[0].comfort[0].level == "someone who left (2)"


@settings(max_examples=40)
@given(polycules().filter(lambda each: each.people))
def test_nothing_of_their_name_is_left(polycule: polyagree.Polycule) -> None:
    assert left_of_somebody(polycule) == []


@pytest.mark.parametrize(
    ("name", "says", "left"),
    [
        ("Zoë", "_Zoë_ cooks", "_X_ cooks"),
        ("Zoë", "Zoe\u0308 cooks", "X cooks"),
        ("Zoe\u0308", "ZOË cooks", "X cooks"),
        ("Anna Müller-Strauß", "Müller, STRAUSS", "X, X"),
        ("Jo-Ann O'Neill", "Jo\u2011Ann, O\u2019Neill, Joanna", "X, X, Joanna"),
        ("美玲", "我和美玲说好", "我和X说好"),
        ("玲", "玲珑, 玲", "玲珑, X"),
        ('Zoë "Zozo" (Christopher) Ann/Lee', "Zozo, Christopher, Ann, Lee", "X, X, X, X"),
        ("ユキ", "ユキは来る", "Xは来る"),
        ("지민", "지민이 온다", "X이 온다"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, says: str, left: str) -> None:
    text = f"polyagree: 1\npeople: {{ben: Ben, p1: {{name: {json.dumps(name)}}}}}\n"
    text += f'boundaries: {{b: {{holder: ben, says: "{says}"}}}}\n'

    found = forget(polyagree.loads(text), "p1").polycule.boundaries[0].says

    assert found.replace("someone who left", "X") == left


def test_a_name_is_found_in_ids_with_an_ending_and_without_its_accents() -> None:
    text = """\
polyagree: 1
people: {p1: Zoë, ben: Ben, bens: Bens, p4: Jo}
terms: {zoes-week: {kind: situation, means: x}, zoe-day: {kind: situation, means: x}}
boundaries: {bens-room: {holder: ben, says: x}, jos-room: {holder: ben, says: x}}
"""
    whole = polyagree.loads(text)

    zoe, ben = (forget(whole, each).polycule for each in ("p1", "ben"))

    assert [each.id for each in zoe.terms] == ["someone-who-left-1-week", "someone-who-left-1-day"]
    # Somebody else is called so, and `jos` may be a word.
    assert [each.id for each in ben.boundaries] == ["bens-room", "jos-room"]


def test_a_manner_that_names_an_act_of_their_own_names_it_still() -> None:
    text = """\
polyagree: 1
people: {ana: Ana, kit: Kit}
terms: {kit-toy: {kind: act, kind_of: sex}}
events: [{at: 2025-01-01, who: ana, act: sex, how: [without-kit-toy, without-barrier, as kit likes]}]
"""
    (event,) = forget(polyagree.loads(text), "kit").polycule.events

    assert event.how == (
        "without-someone-who-left-1-toy",
        "without-barrier",
        "as someone who left likes",
    )
