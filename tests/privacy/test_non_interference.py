"""What is hidden from somebody changes nothing of what they see, findings included."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from privacy.hiding import FRESH, Hidden, altered, differences, hidden, renamed

import polyagree
from polyagree.privacy import view_as
from polyagree.testing.strategies import polycules

NUMBERS = st.integers(0, 2**32)


@settings(max_examples=30)
@given(hidden(), NUMBERS, st.none() | st.dates())
def test_nobody_notices_a_change_to_what_is_hidden_from_them(
    case: Hidden, number: int, on: dt.date | None
) -> None:
    assume(on != dt.date.min)

    assert differences(case, Random(number), Counter(), most=10, on=on) == []  # noqa: S311


@settings(max_examples=20)
@given(hidden())
def test_no_name_of_anything_hidden_is_left(case: Hidden) -> None:
    view = view_as(renamed(case), case.viewer)

    assert FRESH not in polyagree.dumps(view, format="json")


@settings(max_examples=8)
@given(hidden(), NUMBERS)
def test_findings_are_the_same_whatever_is_hidden(case: Hidden, number: int) -> None:
    before = polyagree.check(view_as(case.polycule, case.viewer), solver_seconds=0)
    others = [renamed(case)]
    others += [new for _, new, _ in altered(case, Random(number), Counter(), most=3)]  # noqa: S311
    for other in others:
        assert polyagree.check(view_as(other, case.viewer), solver_seconds=0) == before


@settings(max_examples=20)
@given(polycules().filter(lambda each: each.people), NUMBERS)
def test_a_view_stands_on_its_own_and_is_its_own_view(
    polycule: polyagree.Polycule, number: int
) -> None:
    viewer = polycule.people[number % len(polycule.people)].id
    view = view_as(polycule, viewer)

    assert view_as(view, viewer) == view
    assert polyagree.loads(polyagree.dumps(view, format="json"), format="json") == view


@settings(max_examples=15)
@given(polycules().filter(lambda each: each.people))
def test_a_view_has_no_places_in_a_text(polycule: polyagree.Polycule) -> None:
    read = polyagree.loads(polyagree.dumps(polycule, format="json"), format="json")

    assert read.source is not None
    assert view_as(read, polycule.people[0].id).source is None
