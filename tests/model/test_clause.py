"""Clauses, and findings that were thought over."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.clock import Nth
from polyagree.errors import InvalidAgreement, InvalidId, InvalidModel
from polyagree.model import Clause, Noted, Obligation, norms_well_placed

TALK = Obligation(act="talk")
DAY = dt.date(2025, 7, 1)


def test_what_a_clause_means_may_stand_elsewhere() -> None:
    clause = Clause(id="again", says="We look at it in May.", norm=(), elsewhere="review")

    assert clause.is_read
    assert clause.norms == ()


def test_it_stands_in_one_place_only() -> None:
    norm = (Obligation(act="talk"),)
    with pytest.raises(InvalidAgreement) as caught:
        Clause(id="again", says="We talk.", norm=norm, elsewhere="review")

    assert caught.value.message == "`again` has a norm, and stands under `review` as well"


def test_it_stands_under_a_key_that_there_is() -> None:
    with pytest.raises(InvalidAgreement, match="`revisions` holds no clause"):
        Clause(id="again", says="We talk.", norm=(), elsewhere="revisions")


def test_a_clause_keeps_its_words() -> None:
    with pytest.raises(InvalidModel) as caught:
        Clause(id="quiet", says=" \n\t")

    assert caught.value.message == "`says` is empty"
    assert caught.value.help == "write the words, or leave the key out"


def test_a_reason_has_words() -> None:
    with pytest.raises(InvalidModel, match="`because` is empty"):
        Clause(id="quiet", says="Quiet.", because="")


def test_the_key_of_a_clause_is_an_id() -> None:
    with pytest.raises(InvalidId, match="`Quiet` is not an id"):
        Clause(id="Quiet", says="Quiet.")


def test_a_clause_that_nobody_read_binds_to_nothing_known() -> None:
    clause = Clause(id="love", says="Nobody owns anybody.")

    assert not clause.is_read
    assert clause.norms == ()


def test_a_clause_may_be_read_and_bind_to_nothing() -> None:
    clause = Clause(id="love", says="Nobody owns anybody.", norm=())

    assert clause.is_read
    assert clause.norms == ()


def test_a_clause_binds_to_its_norms() -> None:
    assert Clause(id="talk", says="We talk.", norm=(TALK,)).norms == (TALK,)


@pytest.mark.parametrize("side", [{"clock": "breach"}, {"breach": Nth.parse("2+")}])
def test_what_only_a_step_after_a_break_can_say_is_refused(side: dict[str, object]) -> None:
    norm = Obligation(act="talk", **side)  # type: ignore[arg-type]

    with pytest.raises(InvalidAgreement) as caught:
        Clause(id="talk", says="We talk.", norm=(norm,))

    assert caught.value.message == f"`{next(iter(side))}` belongs to a step under `if_broken`"
    assert caught.value.help == "move it there, or leave it out"


def test_a_step_after_a_break_says_which_break_and_which_clock() -> None:
    step = Obligation(act="talk", clock="breach", breach=Nth.parse("2+"))

    assert Clause(id="talk", says="We talk.", if_broken=(step,)).if_broken == (step,)


def test_norms_without_steps_are_well_placed_anywhere() -> None:
    norms_well_placed(None, None, (TALK,))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["XHOUSE101", "XAB000", "XABCDEFGHIJK999", "XAB101"])
def test_a_code_of_others_can_be_noted(code: str) -> None:
    assert Noted(code=code, by=("ana",), because="We like it.", until=DAY).code == code


@pytest.mark.parametrize("code", ["HOUSE101", "XHOUSE1", "XHOUSE1010", "XABCDEFGHIJKL999", "X101"])
def test_a_longer_code_of_nobody_is_none(code: str) -> None:
    with pytest.raises(InvalidAgreement, match="is not a code"):
        Noted(code=code, by=("ana",), because="We like it.", until=DAY)


def test_a_noted_finding_has_a_code() -> None:
    with pytest.raises(InvalidAgreement) as caught:
        Noted(code="per103", by=("ana",), because="We like it.", until=DAY)

    assert caught.value.message == "`per103` is not a code"
    assert caught.value.help == "write one such as `PER103`"


def test_somebody_noted_it() -> None:
    with pytest.raises(InvalidAgreement, match="nobody noted it"):
        Noted(code="PER103", by=(), because="We like it.", until=DAY)


def test_it_was_noted_for_a_reason() -> None:
    with pytest.raises(InvalidModel, match="`because` is empty"):
        Noted(code="PER103", by=("ana",), because=" ", until=DAY)
