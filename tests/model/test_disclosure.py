"""Who may see a record, now and at other times."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.errors import InvalidPeople
from polyagree.model import Disclosure, Named, Role, viewers_on
from polyagree.testing.strategies import disclosures, viewers

ANA, BEN = Named("ana"), Named("ben")
MAY, JUNE = dt.date(2025, 5, 1), dt.date(2025, 6, 1)
DAY = dt.timedelta(days=1)


def test_the_first_and_the_last_day_count() -> None:
    shown = Disclosure(people=(ANA,), from_=MAY, until=JUNE)

    assert [shown.is_on(day) for day in (MAY - DAY, MAY, JUNE, JUNE + DAY)] == [
        False,
        True,
        True,
        False,
    ]


def test_it_may_be_a_single_day() -> None:
    assert Disclosure(people=(ANA,), from_=MAY, until=MAY).is_on(MAY)


@given(disclosures())
def test_on_no_day_nobody_is_sure_to_see_it(shown: Disclosure) -> None:
    assert not shown.is_on(None)


def test_it_does_not_end_before_it_begins() -> None:
    with pytest.raises(
        InvalidPeople, match="the last day, 2025-05-01, is before the first, 2025-06-01"
    ) as caught:
        Disclosure(people=(ANA,), from_=JUNE, until=MAY)

    assert caught.value.field == "until"


def test_it_says_a_day() -> None:
    with pytest.raises(InvalidPeople, match="neither `from` nor `until`") as caught:
        Disclosure(people=(ANA,))

    assert caught.value.help == "add one of them, or write the people alone"


def test_it_names_somebody() -> None:
    with pytest.raises(InvalidPeople, match="nobody is named in `people`"):
        Disclosure(people=(), from_=MAY)


def test_those_of_the_day_are_found_in_their_order() -> None:
    shown = (
        Disclosure(people=(BEN, ANA), until=MAY),
        Role("nobody"),
        Disclosure(people=(BEN,), from_=JUNE),
    )

    assert viewers_on(shown, MAY) == (BEN, ANA, Role("nobody"))
    assert viewers_on(shown, JUNE) == (Role("nobody"), BEN)
    assert viewers_on(shown, None) == (Role("nobody"),)


@given(viewers(), st.dates())
def test_whoever_may_always_see_it_may_on_every_day(
    shown: tuple[object, ...], day: dt.date
) -> None:
    always = [each for each in shown if not isinstance(each, Disclosure)]
    found = viewers_on(shown, day)  # type: ignore[arg-type]

    assert all(each in found for each in always)
