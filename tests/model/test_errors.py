"""Every exception is raised by something, and survives pickling."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable

import attrs
import pytest

from polyagree import errors, text
from polyagree.analyzers.config import Readings
from polyagree.clock import Duration, Quantity
from polyagree.codec import dumps, loads, update
from polyagree.drift import poisson
from polyagree.errors import Fault, PolyagreeError
from polyagree.model import (
    Agreement,
    Boundary,
    BoundaryRevision,
    Event,
    Group,
    Obligation,
    Person,
    Polycule,
    Repair,
)
from polyagree.report import read_baseline
from polyagree.scores import Citation

DAY = dt.date(2025, 1, 5)


def analyzer_that_nobody_wrote() -> object:
    from polyagree.analyzers.registry import explain

    return explain("XYZ999")


def analyzer_that_fails() -> object:
    raise errors.AnalyzerFailed("`XAB123` gave no answer: it raised `ZeroDivisionError`", "XAB123")


def does_not_replay() -> object:
    raise errors.DoesNotReplay("the replay says of `a.b`: missed, and it was to be kept", (1, 2))


def circle() -> object:
    raise errors.InvalidPriority("`a.b` goes before `a.c`, and `a.c` before `a.b`")


def nonsense() -> object:
    return text.reader(lambda _: {"kind": "vetto"}, name="mine").read("Ask me first.")


def no_answer() -> object:
    return text.reader(lambda _: {"kind": 1 / 0}, name="mine").read("Ask me first.")


def missing_extra() -> object:
    raise errors.MissingExtra("plots need altair: install `polyagree[plot]`", "plot")


RAISED: dict[str, Callable[[], object]] = {
    "InvalidModel": lambda: Person(id="ana", name=""),
    "InvalidTime": lambda: Duration.parse("soon"),
    "InvalidQuantity": lambda: Quantity.parse("much"),
    "InvalidId": lambda: Person(id="Ana", name="Ana"),
    "InvalidPeople": lambda: Group(id="house", kind="household", members=()),
    "InvalidNorm": lambda: Obligation(act="date", from_=DAY, until=dt.date(2024, 1, 1)),
    "InvalidAgreement": lambda: Agreement(id="home", parties=()),
    "InvalidBoundary": lambda: Boundary(
        id="x",
        holder="ana",
        says="x",
        revisions=(BoundaryRevision(date=DAY), BoundaryRevision(date=dt.date(2024, 1, 1))),
    ),
    "InvalidRecord": lambda: Repair(id="spring", of=()),
    "InvalidConfig": lambda: Readings(sure=0.5, doubt=0.6),
    "InvalidInstrument": lambda: Citation(authors="A", year=1, title="T"),
    "InvalidPolycule": lambda: Polycule(events=(Event(at=DAY, act="dat"), Event(at=DAY, act="x"))),
    "DocumentError": lambda: loads("polyagree: 1\npeple: {}\nx: 1\n"),
    "UnknownName": lambda: Polycule().person("ana"),
    "UnknownAnalyzer": analyzer_that_nobody_wrote,
    "AnalyzerFailed": analyzer_that_fails,
    "UnknownFormat": lambda: dumps(Polycule(), format="odt"),  # type: ignore[arg-type]
    "DoesNotReplay": does_not_replay,
    "InvalidPriority": circle,
    "InvalidReading": nonsense,
    "ReaderFailed": no_answer,
    "MissingExtra": missing_extra,
    "InvalidBaseline": lambda: read_baseline("nowhere.json"),
    "InvalidSeries": lambda: poisson.design(0),
    "NotKept": lambda: update("{polyagree: 1, title: ours}", Polycule()),
}
CAUGHT_AS = {
    "InvalidModel": ValueError,
    "DocumentError": ValueError,
    "UnknownName": KeyError,
    "UnknownAnalyzer": KeyError,
    "AnalyzerFailed": RuntimeError,
    "UnknownFormat": ValueError,
    "MissingExtra": ImportError,
    "DoesNotReplay": RuntimeError,
    "InvalidPriority": ValueError,
    "InvalidReading": ValueError,
    "ReaderFailed": RuntimeError,
    "NotKept": ValueError,
    "InvalidBaseline": ValueError,
    "InvalidSeries": ValueError,
}


def raised(name: str) -> PolyagreeError:
    with pytest.raises(PolyagreeError) as caught:
        RAISED[name]()
    return caught.value


def test_every_exception_is_raised_here() -> None:
    assert set(errors.__all__) == {*RAISED, "Fault", "PolyagreeError"}


@pytest.mark.parametrize("name", RAISED)
def test_it_is_what_it_is_called(name: str) -> None:
    assert type(raised(name)).__name__ == name


@pytest.mark.parametrize("name", RAISED)
def test_it_survives_pickling(name: str) -> None:
    error = raised(name)

    copied = pickle.loads(pickle.dumps(error))

    assert type(copied) is type(error)
    assert attrs.asdict(copied) == attrs.asdict(error)
    assert str(copied) == str(error)


@pytest.mark.parametrize("name", RAISED)
def test_its_text_is_its_sentence(name: str) -> None:
    error = raised(name)

    assert str(error).startswith(error.message)
    assert error.message[0] == error.message[0].lower()
    assert not error.message.endswith(".")
    assert "\n" not in error.message


@pytest.mark.parametrize(("name", "usual"), CAUGHT_AS.items())
def test_whoever_catches_the_usual_exception_catches_it_too(
    name: str, usual: type[Exception]
) -> None:
    assert isinstance(raised(name), usual)


def test_faults_survive_with_their_error() -> None:
    error = pickle.loads(pickle.dumps(raised("InvalidPolycule")))

    assert [type(each) for each in error.faults] == [Fault, Fault]


def test_a_document_tells_of_each_fault_with_its_place() -> None:
    first, second, third = str(raised("DocumentError")).splitlines()

    assert first == "the document cannot be read: 2 faults"
    assert second == "  2:1: DOC002 unknown key `peple` (did you mean `people`?)"
    assert third == "  3:1: DOC002 unknown key `x`"
