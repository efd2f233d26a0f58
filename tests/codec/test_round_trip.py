"""What is written reads back as the same polycule, in every format."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from polyagree.clock import Quantity, Window
from polyagree.codec import FORMATS, Format, dumps, loads
from polyagree.model import (
    Agreement,
    AnyOf,
    Clause,
    Event,
    Happening,
    Norm,
    Not,
    Permission,
    Person,
    Polycule,
    Power,
)
from polyagree.testing.strategies import polycules

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "tests/data/sample.yaml", *sorted((ROOT / "examples").glob("**/*.yaml"))]

WHOLE = settings(max_examples=25)


@WHOLE
@given(polycules())
def test_every_polycule_survives_every_format(polycule: Polycule) -> None:
    for each in FORMATS:
        assert loads(dumps(polycule, format=each), format=each) == polycule


@WHOLE
@given(polycules())
def test_from_one_format_to_the_next_and_back_nothing_is_lost(polycule: Polycule) -> None:
    yaml = dumps(polycule, format="yaml")
    text, last = yaml, "yaml"
    for each in (*FORMATS[1:], "yaml"):
        text, last = dumps(loads(text, format=last), format=each), each

    assert text == yaml


@WHOLE
@given(polycules())
def test_the_same_polycule_is_written_the_same(polycule: Polycule) -> None:
    again = loads(dumps(polycule, format="json"), format="json")

    for each in FORMATS:
        assert dumps(again, format=each) == dumps(polycule, format=each)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
@pytest.mark.parametrize("format", FORMATS)
def test_every_document_of_ours_survives_every_format(path: Path, format: Format) -> None:
    polycule = loads(path.read_bytes(), format="yaml")

    assert loads(dumps(polycule, format=format), format=format) == polycule


# Found by the properties above, each in its least form.

DAY = dt.date(2025, 1, 5)
PANIC = Happening(act="panic")


def norm(made: Norm) -> Polycule:
    clause = Clause(id="c", says="x", norm=(made,))
    people = (Person(id="ana", name="Ana"), Person(id="ben", name="Ben"))
    return Polycule(
        people=people,
        agreements=(Agreement(id="home", parties=("ana", "ben"), clauses=(clause,)),),
    )


def counted(number: str) -> Polycule:
    ever = Window.parse("ever")
    return norm(Permission(act="date", at_most=Quantity(number=Decimal(number)), per=ever))


@pytest.mark.parametrize(
    "polycule",
    [
        pytest.param(
            Polycule(events=(Event(at=DAY, act="tell", about=(PANIC,)),)),
            id="about a happening that is only its word",
        ),
        pytest.param(
            norm(Power(act="veto", over=(PANIC,))), id="a power over one that is only its word"
        ),
        pytest.param(
            norm(Permission(act="date", only_if=Not(not_=PANIC))),
            id="not a happening that is only its word",
        ),
        pytest.param(
            norm(Permission(act="date", only_if=AnyOf(any_=(PANIC,)))),
            id="any of one that is only its word",
        ),
        pytest.param(counted("0.000001"), id="a very small number"),
        pytest.param(counted("999999999.999999"), id="a number with many digits"),
    ],
)
@pytest.mark.parametrize("format", FORMATS)
def test_what_once_was_lost_survives(polycule: Polycule, format: Format) -> None:
    assert loads(dumps(polycule, format=format), format=format) == polycule


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_the_first_and_the_last_day_of_all_survive(day: dt.date, format: Format) -> None:
    polycule = Polycule(events=(Event(at=day, act="tell"),))

    assert loads(dumps(polycule, format=format), format=format) == polycule
