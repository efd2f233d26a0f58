"""Maps: collections that a document holds by the keys of their items."""

from __future__ import annotations

from typing import Any, get_args

from attrs import fields_dict
from cattrs import Converter, IterableValidationError
from cattrs.gen import override

from polyagree.codec.shape import Tree
from polyagree.codec.surface.faults import (
    FAULTS,
    Hook,
    UnknownKeys,
    Wrong,
    noted,
    shown,
    without_step,
)
from polyagree.codec.surface.records import key_of
from polyagree.codec.surface.shapes import MapShape, shaped

__all__ = ["by_key"]


def by_key(converter: Converter, cls: Any, *, key: str = "id", short: str | None = None) -> Any:
    """
    Return how a collection stands in a document: a map, by the *key* of its items.

    Args:
        converter: The converter.
        cls: What the items are.
        key: The field that is the key.
        short: The field whose value alone may stand for an item.
    """
    found: list[Hook] = []

    def structure(value: Tree, _: object) -> tuple[Any, ...]:
        if not found:
            found.append(converter.get_structure_hook(cls))
        if not isinstance(value, dict):
            raise Wrong(
                "nothing is written here"
                if value is None
                else f"{shown(value)} stands where a map belongs",
                help="write each one under its own key",
            )
        made: list[Any] = []
        errors: list[Exception] = []
        for name, body in value.items():
            whole: Tree = body
            if short is not None and not isinstance(body, dict):
                whole = {key_of(short): body}
            if isinstance(whole, dict):
                if key in whole:
                    unknown = UnknownKeys(
                        [(key, f"unknown key `{key}`", f"`{name}` is the `{key}` already")]
                    )
                    errors.append(noted(unknown, name))
                    continue
                whole = {key: name, **whole}
            try:
                made.append(found[0](whole, cls))
            except FAULTS as error:
                is_short = short is not None and not isinstance(body, dict)
                errors.append(noted(without_step(error) if is_short else error, name))
        if errors:
            raise IterableValidationError("", errors, dict)
        return tuple(made)

    def unstructure(value: tuple[Any, ...]) -> Tree:
        made: dict[str, Tree] = {}
        for item in value:
            body = converter.unstructure(item)
            name = body.pop(key)
            if short is not None and body.keys() == {key_of(short)}:
                body = body[key_of(short)]
            made[name] = body
        return made

    before = fields_dict((get_args(cls) or (cls,))[0])[key]
    shape = MapShape(cls, before, None if short is None else key_of(short))
    return override(struct_hook=shaped(structure, shape), unstruct_hook=unstructure)
