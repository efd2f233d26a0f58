"""Limits that people set on their own participation."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from polyagree.clock import Nth
from polyagree.errors import InvalidAgreement, InvalidBoundary, InvalidModel
from polyagree.model import (
    Boundary,
    BoundaryRevision,
    BoundaryWording,
    Obligation,
    Prohibition,
    Response,
    Restatement,
    Situation,
)

ARGUE = Prohibition(act="argue")


def boundary(**sides: Any) -> Boundary:
    return Boundary(**{"id": "quiet", "holder": "ben", "says": "I don't argue after ten.", **sides})


def test_a_boundary_restated_twice_by_one_person_is_refused() -> None:
    twice = (Restatement(by="ana", says="Quiet."), Restatement(by="ana", says="Silence."))

    with pytest.raises(InvalidBoundary) as caught:
        boundary(restated=twice)

    assert caught.value.message == "somebody restates `quiet` twice"
    assert caught.value.help == "keep the latest; earlier ones belong under `revisions`"


def test_the_oldest_revision_comes_first() -> None:
    newest_first = (
        BoundaryRevision(date=dt.date(2025, 2, 1)),
        BoundaryRevision(date=dt.date(2025, 1, 1)),
    )

    with pytest.raises(InvalidBoundary) as caught:
        boundary(revisions=newest_first)

    assert caught.value.message == "the revisions of `quiet` are out of order"
    assert caught.value.help == "write the oldest first"


def test_a_boundary_is_understood_by_whoever_said_it_back() -> None:
    said = boundary(restated=(Restatement(by="ana", says="Ben needs quiet."),))

    assert said.is_understood_by("ana")
    assert not said.is_understood_by("caro")


def test_a_boundary_of_words_alone_is_not_read() -> None:
    assert not boundary().is_read
    assert boundary().norms == ()


@pytest.mark.parametrize(
    "sides", [{"norm": ()}, {"norm": (ARGUE,)}, {"reached_by": Situation("upset")}]
)
def test_a_boundary_is_read_when_it_is_known_what_it_means_or_when(sides: dict[str, Any]) -> None:
    assert boundary(**sides).is_read


def test_a_boundary_binds_its_holder_to_its_norms() -> None:
    assert boundary(norm=(ARGUE,)).norms == (ARGUE,)


@pytest.mark.parametrize(
    "make",
    [
        lambda: boundary(says=" "),
        lambda: boundary(because=""),
        lambda: Restatement(by="ana", says=""),
        lambda: Response(says="\n"),
        lambda: BoundaryWording(says=""),
        lambda: BoundaryRevision(date=dt.date(2025, 1, 1), because=""),
    ],
)
def test_words_that_are_none_are_refused(make: Any) -> None:
    with pytest.raises(InvalidModel, match=r"` is empty$"):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda norm: boundary(norm=norm),
        lambda norm: Response(says="I go.", norm=norm),
        lambda norm: BoundaryWording(says="I go.", norm=norm),
    ],
)
def test_no_boundary_counts_breaks(make: Any) -> None:
    with pytest.raises(InvalidAgreement, match="`breach` belongs to a step under `if_broken`"):
        make((Obligation(act="talk", breach=Nth.parse("1")),))
