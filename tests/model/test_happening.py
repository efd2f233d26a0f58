"""Acts and their qualifiers."""

from __future__ import annotations

import pytest

from polyagree.clock import Size
from polyagree.errors import InvalidModel, InvalidNorm
from polyagree.model import Details, Happening, Place


def test_a_length_of_time_is_a_duration() -> None:
    with pytest.raises(InvalidNorm) as caught:
        Happening(act="date", lasting=Size.parse("3"))

    assert caught.value.message == "`3` is not a length of time"
    assert caught.value.help == "write `3 nights` or `over 2h`, or use `amount`"
    assert caught.value.field == "lasting"


def test_a_length_of_time_may_be_compared() -> None:
    lasting = Size.parse("over 3 nights")

    assert Happening(act="travel", lasting=lasting).lasting == lasting


def test_a_manner_without_words_is_refused() -> None:
    with pytest.raises(InvalidModel, match="`how` is empty"):
        Happening(act="tell", how=("written", " "))


def test_details_that_are_both_told_and_kept_private_are_refused() -> None:
    with pytest.raises(InvalidNorm) as caught:
        Details(optional=("feelings",), kept_private=("names", "feelings"))

    assert caught.value.message == "`feelings` is both told and kept private"
    assert caught.value.field == "kept_private"


def test_details_as_asked_stand_alone() -> None:
    with pytest.raises(InvalidNorm) as caught:
        Details(as_asked=True, required=("who",))

    assert caught.value.message == "`as-asked` stands alone"
    assert caught.value.help == "name the details, or `as-asked`"


def test_details_name_some() -> None:
    with pytest.raises(InvalidNorm, match="`details` names none"):
        Details()


def test_a_place_says_in_words_what_is_left_out() -> None:
    assert str(Place("home")) == "home"
    assert str(Place("home", ("balcony", "kitchen"))) == "home except balcony, kitchen"
