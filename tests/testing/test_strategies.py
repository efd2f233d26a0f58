"""The strategies: valid by construction, and they reach what they should."""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from measuring import measured_at_first

from polyagree import clock, model
from polyagree.errors import InvalidModel
from polyagree.model import GRAMMAR_WORDS, Condition, Norm, PeopleTerm, Polycule, is_id, shipped
from polyagree.testing import strategies
from polyagree.testing.strategies import (
    USUAL,
    agreements,
    careful_polycules,
    ids,
    names_of,
    polycules,
    texts,
)
from polyagree.testing.strategies.by_type import BY_TYPE
from polyagree.testing.strategies.making import some_of
from polyagree.testing.strategies.texts import free_id

SOURCE = Path(strategies.__file__).parent
SOME = settings(max_examples=40)
NO_STRATEGIES = {"USUAL", "Names", "names_of", "acceptances"}


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*.py")), ids=lambda path: path.name)
def test_nothing_is_filtered(path: Path) -> None:
    names = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name)
    }

    assert names.isdisjoint({"filter", "assume", "reject"})


@pytest.mark.parametrize("name", sorted(set(strategies.__all__) - NO_STRATEGIES))
def test_every_strategy_gives_values_without_arguments(name: str) -> None:
    make = getattr(strategies, name)

    @settings(SOME, max_examples=10)
    @given(make())
    def gives(value: object) -> None:
        assert value is not None

    gives()


@pytest.mark.parametrize("name", sorted(set(strategies.__all__) - {"USUAL", "Names"}))
def test_every_strategy_says_what_it_gives(name: str) -> None:
    assert (getattr(strategies, name).__doc__ or "").strip().startswith("Return ")


@pytest.mark.parametrize("cls", sorted(BY_TYPE, key=lambda cls: cls.__name__))
def test_a_type_is_enough_to_ask_for_values(cls: type) -> None:
    @settings(SOME, max_examples=3)
    @given(st.from_type(cls))
    def gives(value: object) -> None:
        assert isinstance(value, cls)

    gives()


@pytest.mark.parametrize("union", [Norm, PeopleTerm, Condition])
def test_a_union_of_types_is_enough_as_well(union: Any) -> None:
    @settings(SOME, max_examples=10)
    @given(st.from_type(union))
    def gives(value: object) -> None:
        assert isinstance(value, union)

    gives()


@given(ids(avoid=("a", "b")))
def test_an_id_is_free(id: str) -> None:
    assert is_id(id)
    assert id not in GRAMMAR_WORDS
    assert id not in shipped()
    assert id not in {"a", "b"}


def test_a_taken_id_gets_a_number() -> None:
    assert free_id("a", {"a", "a-2"}) == "a-3"
    assert is_id(free_id("x" * 64, {"x" * 64}))


@given(texts())
def test_a_text_has_something_to_see_and_can_be_stored(text: str) -> None:
    assert text.strip()
    assert text.encode()


@pytest.mark.parametrize(
    "part",
    ["\n", "\t", "'", '"', "#", ": ", "\x00", "\x85", "\u2028", "\ufeff", "\u202e", "\U0001f98a"],
)
def test_texts_have_whatever_a_careless_codec_loses(part: str) -> None:
    assert part in find(texts(), lambda text: part in text)


@SOME
@given(polycules(people=3, max_agreements=1, max_events=2, max_others=1))
def test_a_polycule_is_as_large_as_was_asked(polycule: Polycule) -> None:
    assert len(polycule.people) <= 3
    assert len(polycule.agreements) <= 1
    assert len(polycule.events) <= 2
    assert len(polycule.boundaries) <= 1


@SOME
@given(careful_polycules(people=3))
def test_careful_people_are_two_or_more_and_all_connected(polycule: Polycule) -> None:
    assert 2 <= len(polycule.people) <= 3
    assert len(polycule.relationships) == len(polycule.people) - 1


@SOME
@given(careful_polycules())
def test_careful_people_all_accepted_what_they_are_parties_to(polycule: Polycule) -> None:
    for agreement in polycule.agreements:
        assert {each.by for each in agreement.accepted} == set(agreement.parties)


@pytest.mark.parametrize("people", [1, 7])
def test_careful_people_are_as_many_as_have_names(people: int) -> None:
    with pytest.raises(InvalidModel, match="two at least and six at most"):
        careful_polycules(people=people)


@SOME
@given(polycules(people=0))
def test_nobody_has_no_agreements(polycule: Polycule) -> None:
    assert polycule.agreements == polycule.boundaries == polycule.breaches == ()


@SOME
@given(polycules())
def test_the_names_of_a_polycule_are_in_it(polycule: Polycule) -> None:
    names = names_of(polycule)

    assert names.people == tuple(person.id for person in polycule.people)
    for clause in names.clauses:
        assert polycule.clause(clause)
    for term in polycule.terms:
        assert term.id in names.words(term.kind)


def test_people_know_whether_their_clock_has_an_offset() -> None:
    at = dt.datetime(2025, 1, 5, 12, tzinfo=dt.UTC)

    assert names_of(Polycule(events=(model.Event(at=at, act="date"),))).offsets
    assert not names_of(Polycule()).offsets


# What comes out sooner or later

ONCE = settings(SOME, max_examples=3000, derandomize=True, database=None, phases=[Phase.generate])


def filled_in(value: Any) -> Iterator[str]:
    """Yield the fields that *value* has filled in."""
    if value is not None:
        for field in attrs.fields(type(value)):
            if getattr(value, field.name) != field.default:
                yield field.name


RECORDS = [
    cls
    for module in (clock, model)
    for name in module.__all__
    if isinstance(cls := getattr(module, name), type) and attrs.has(cls)
]
#: Made by the library from others, and never part of a document.
NOT_IN_DOCUMENTS = {
    model.Residual,
    *(clock.Deadline, clock.Interval),
    *(model.GateUse, model.Around, model.Vocabulary, model.WordEntry, model.Qualifiers),
}


def test_every_type_of_a_document_has_its_strategy() -> None:
    assert set(RECORDS) - NOT_IN_DOCUMENTS == set(BY_TYPE)


@pytest.mark.parametrize("cls", sorted(BY_TYPE, key=lambda cls: cls.__name__))
def test_every_field_is_filled_in_sooner_or_later(cls: type) -> None:
    missing = {field.name for field in attrs.fields(cls) if field.eq and field.init}

    def fills_the_last(value: object) -> bool:
        missing.difference_update(filled_in(value))
        return not missing

    make: Any = BY_TYPE[cls]
    # Only a step after a break says which break it means.
    strategy = make(after_break=True) if cls in get_args(Norm) else make()
    with contextlib.suppress(NoSuchExample):
        find(strategy, measured_at_first(fills_the_last), settings=ONCE)

    assert not missing


RICH: dict[str, Any] = {
    "steps after steps": lambda agreement: any(step.if_broken for step in agreement.if_broken),
    "a boundary inside": lambda agreement: any(
        isinstance(each, model.Boundary) for each in agreement.clauses
    ),
    "a clause that is new": lambda agreement: any(
        former.was is None for each in agreement.revisions for former in each.was
    ),
    "several revisions": lambda agreement: len(agreement.revisions) > 1,
    "an acceptance that was revoked": lambda agreement: any(
        each.revoked for each in agreement.accepted
    ),
}


@pytest.mark.parametrize("what", RICH)
def test_agreements_are_as_rich_as_people_write_them(what: str) -> None:
    assert RICH[what](
        find(agreements(clause_ids=("a", "b")), measured_at_first(RICH[what]), settings=ONCE)
    )


def test_the_usual_names_name_something() -> None:
    assert {each.partition(".")[0] for each in USUAL.clauses} <= set(USUAL.agreements)
    assert GRAMMAR_WORDS.isdisjoint(USUAL.records())


def test_only_this_package_needs_hypothesis() -> None:
    script = (
        "import sys, polyagree.codec, polyagree.model, polyagree.testing, polyagree.testing.damage;"
        "sys.exit('hypothesis' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(("names", "least", "is_empty"), [((), 0, False), (("ana",), 2, True)])
def test_of_too_few_names_there_is_nothing_to_choose(
    names: tuple[str, ...], least: int, is_empty: bool
) -> None:
    assert some_of(names, least=least).is_empty is is_empty
