"""What holds for every type of the model and the clock."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree import clock, model
from polyagree.testing import strategies

VALUES: dict[str, st.SearchStrategy[Any]] = {
    name: getattr(strategies, name)()
    for name in (
        *("cadences", "days", "durations", "hours", "moments", "months", "nths", "quantities"),
        *("sizes", "windows", "people_terms", "places", "details", "happenings", "gates"),
        *("conditions", "obligations", "prohibitions", "permissions", "powers", "clauses"),
        *("boundaries", "agreements", "reviews", "persons", "groups", "relationships", "terms"),
        *("values", "matrices", "scores", "check_ins", "events", "breaches", "repairs"),
        *("scenarios", "polycules"),
    )
}
RECORDS = [
    cls
    for module in (clock, model)
    for name in module.__all__
    if isinstance(cls := getattr(module, name), type) and attrs.has(cls)
]

SOME = settings(max_examples=15)


@pytest.mark.parametrize("name", VALUES)
def test_every_value_survives_pickling_with_its_hash(name: str) -> None:
    @SOME
    @given(VALUES[name])
    def survives(value: object) -> None:
        copied = pickle.loads(pickle.dumps(value))

        assert copied == value
        assert hash(copied) == hash(value)
        assert type(copied) is type(value)

    survives()


@pytest.mark.parametrize("name", VALUES)
def test_every_value_survives_copying_and_evolving(name: str) -> None:
    @SOME
    @given(VALUES[name])
    def survives(value: Any) -> None:
        assert copy.deepcopy(value) == value
        assert attrs.evolve(value) == value

    survives()


@pytest.mark.parametrize("name", VALUES)
def test_no_value_can_be_assigned_to(name: str) -> None:
    @settings(SOME, max_examples=3)
    @given(VALUES[name])
    def is_frozen(value: Any) -> None:
        for each in attrs.fields(type(value)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, each.name, None)

    is_frozen()


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_every_record_is_frozen_and_slotted(cls: type) -> None:
    assert not hasattr(cls, "__dict__") or "__dict__" not in cls.__slots__  # type: ignore[attr-defined]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(object.__new__(cls), attrs.fields(cls)[0].name, None)


@pytest.mark.parametrize(
    "cls",
    [cls for cls in RECORDS if cls is not model.Vocabulary],
    ids=lambda cls: cls.__name__,
)
def test_no_record_holds_a_dictionary_or_a_list(cls: type) -> None:
    types = attrs.resolve_types(cls)

    for each in attrs.fields(types):
        if each.name != "source":
            assert not any(word in str(each.type).lower() for word in ("dict", "list[", "mapping"))


@pytest.mark.parametrize(
    "cls", [cls for cls in RECORDS if cls.__module__ != "x"], ids=lambda cls: cls.__name__
)
def test_every_record_says_what_it_is_and_what_its_fields_are(cls: type) -> None:
    said = cls.__doc__ or ""

    assert said.strip()
    for each in attrs.fields(cls):
        own = all(
            each.name not in {f.name for f in attrs.fields(base)}
            for base in cls.__mro__[1:]
            if attrs.has(base)
        )
        if own and cls.__module__.startswith("polyagree.model") and each.init:
            assert f"{each.name}:" in said


@SOME
@given(strategies.polycules())
def test_a_polycule_survives_pickling_after_its_lookups_were_made(polycule: model.Polycule) -> None:
    assert polycule.vocabulary
    assert polycule.last_day == polycule.last_day
    for person in polycule.people:
        assert polycule.person(person.id) is person

    assert pickle.loads(pickle.dumps(polycule)) == polycule


@SOME
@given(strategies.polycules())
def test_a_polycule_differs_from_itself_without_a_part(polycule: model.Polycule) -> None:
    for event in polycule.events:
        if not any(event.id in str(breach.event) for breach in polycule.breaches if event.id):
            without = attrs.evolve(
                polycule, events=(*polycule.events, attrs.evolve(event, id=None))
            )

            assert without != polycule
