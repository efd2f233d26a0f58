"""How people, places, things and happenings stand in a document."""

from __future__ import annotations

from typing import Any

from attrs import fields
from cattrs import Converter
from cattrs.gen import override

from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import Wrong, shown
from polyagree.codec.surface.records import record_hooks, record_shape
from polyagree.codec.surface.shapes import ByKeyShape, EitherShape, TextShape, shaped
from polyagree.model import (
    CountOf,
    Details,
    Disclosure,
    Except,
    Happening,
    Named,
    PartnersOf,
    Place,
    Role,
)
from polyagree.model.happening import Qualifiers
from polyagree.model.people import PeopleTerm, people_term

__all__ = ["QUALIFIERS", "register"]

QUALIFIERS = tuple(each.name.removesuffix("_") for each in fields(Qualifiers))
"""The keys that narrow an act down."""


def register(converter: Converter) -> None:
    """Teach *converter* PEOPLE, VIEWERS, PLACE, DETAIL, EVENT and ABOUT."""
    record_hooks(converter, Except)
    _register_people(converter)
    _register_viewers(converter)
    for cls in (Named, Role, CountOf, PartnersOf):
        converter.register_unstructure_hook(cls, str)

    record_hooks(converter, Place, short="place")
    record_hooks(converter, Happening, short="act", first=("act", "who"))
    _register_details(converter)

    def write(value: str | Happening) -> Tree:
        tree: Tree = value if isinstance(value, str) else converter.unstructure(value)
        # A word alone is a name.
        return {"act": tree} if isinstance(value, Happening) and isinstance(tree, str) else tree

    about = str | Happening
    converter.register_unstructure_hook(about, write)
    happening = converter.get_structure_hook(Happening)

    def read(value: Tree, _: object) -> Any:
        return happening(value, Happening) if isinstance(value, dict) else _one_text(value)

    shape = EitherShape("thing", text=TextShape(str), map=record_shape(Happening))
    converter.register_structure_hook(about, shaped(read, shape))


def _register_people(converter: Converter) -> None:
    def read(value: Tree, _: object) -> PeopleTerm:
        if isinstance(value, dict):
            return converter.structure(value, Except)
        return people_term(_one_text(value))

    shape = EitherShape("people", text=TextShape(PeopleTerm), map=Except)
    converter.register_structure_hook(PeopleTerm, shaped(read, shape))


def _register_viewers(converter: Converter) -> None:
    record_hooks(converter, Disclosure)

    def read(value: Tree, _: object) -> PeopleTerm | Disclosure:
        if not isinstance(value, dict):
            return people_term(_one_text(value))
        days = [key for key in ("from", "until") if key in value]
        if "except" in value and days:
            raise Wrong(
                f"`except` and `{days[0]}` stand side by side",
                help=f"write `{{people: {{people: …, except: …}}, {days[0]}: …}}`",
            )
        if "except" in value:
            return converter.structure(value, Except)
        return converter.structure(value, Disclosure)

    told = (
        ("except", record_shape(Except)),
        ("from", record_shape(Disclosure)),
        ("until", record_shape(Disclosure)),
    )
    shape = EitherShape(
        "viewers", text=TextShape(PeopleTerm), map=ByKeyShape("viewers-by-key", told)
    )
    converter.register_structure_hook(PeopleTerm | Disclosure, shaped(read, shape))


def _register_details(converter: Converter) -> None:
    apart = override(omit=True)
    record_hooks(converter, Details, as_asked=apart)
    as_keys = converter.get_structure_hook(Details)
    as_tree = converter.get_unstructure_hook(Details)

    def read(value: Tree, _: object) -> Details:
        if value == "as-asked":
            return Details(as_asked=True)
        if isinstance(value, dict):
            made: Details = as_keys(value, Details)
            return made
        # Words alone are what is told.
        told: Details = as_keys({"required": value}, Details)
        return told

    def write(value: Details) -> Any:
        return "as-asked" if value.as_asked else as_tree(value)

    word = TextShape(Details)
    protocol = record_shape(Details, as_asked=apart)
    shape = EitherShape("details-or-words", text=word, items=word, map=protocol)
    converter.register_structure_hook(Details, shaped(read, shape))
    converter.register_unstructure_hook(Details, write)


def _one_text(value: Tree) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        raise Wrong(
            "nothing is written here", help="write it, or take the key out where it is not needed"
        )
    raise Wrong(f"{shown(value)} stands where one name belongs")
