"""Somebody has thought about each field of each record that a document can hold."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

import attrs
from attrs import fields
from privacy.hiding import record_types

from polyagree.privacy.rewriting import TEXTS
from polyagree.privacy.rules import _DEFAULTS

WORDS = {"Noted.code", "Person.timezone", "Polycule.timezone", "Term.kind_of"}
"""Texts that are no words of people: codes, zones, and a name."""

BY_ITSELF = {
    *("Agreement.review", "Repair.apology", "Boundary.response", "BoundaryWording.response"),
    *("Boundary.reached_by", "BoundaryWording.reached_by", "BoundaryRevision.was"),
    "FormerClause.was",
}
"""Records inside others for which the view has a rule of its own."""

WHOLE = {"Obligation", "Prohibition", "Permission", "Power", "Happening", "Gate", "State"}
WHOLE |= {"Done", "Status", "Situation", "AllOf", "AnyOf", "Not", "CountOf", "PartnersOf"}
WHOLE |= {"Except", "Details", "Named", "Role", "Place"}
"""Records that a view shows as they are, or not at all."""

NEVER_HIDDEN = {"Score.scale"}
ALL = [(cls, each) for cls in record_types() for each in fields(cls) if each.init]


def types_in(annotation: Any) -> set[Any]:
    """Return the types that *annotation* is made of; words of the grammar are no texts."""
    if get_origin(annotation) is Literal:
        return set()
    inner = get_args(annotation)
    return set().union(*map(types_in, inner)) if inner else {annotation}


def called(cls: type, each: attrs.Attribute[Any]) -> str:
    return f"{cls.__name__}.{each.name}"


def test_a_text_is_a_name_or_words_of_people() -> None:
    texts = [
        both
        for both in ALL
        if str in {getattr(one, "__supertype__", one) for one in types_in(both[1].type)}
    ]
    unknown = [
        called(cls, each)
        for cls, each in texts
        if each.name not in TEXTS.get(cls, ())
        if "refers" not in each.metadata and each.name != "id"
    ]

    assert set(unknown) == WORDS


def test_a_record_in_another_is_in_a_list_or_has_a_rule_of_its_own() -> None:
    alone = {
        called(cls, each)
        for cls, each in ALL
        if cls.__name__ not in WHOLE
        if types_in(each.type) & {*record_types()}
        if not str(each.type).startswith("tuple[")
    }

    assert alone == BY_ITSELF | NEVER_HIDDEN


def test_whatever_somebody_may_hide_is_hidden_by_a_rule() -> None:
    hideable = {cls for cls, each in ALL if each.name == "visible_to"}

    assert hideable == {*_DEFAULTS}


def test_what_is_spoken_of_is_there() -> None:
    there = {called(*both) for both in ALL}

    assert {f"{cls.__name__}.{name}" for cls, names in TEXTS.items() for name in names} <= there
    assert {cls.__name__ for cls in record_types()} >= WHOLE
