"""From what reads configurations to their schema."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, fields

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.config import Config, Readings
from polyagree.codec.json_schema import told
from polyagree.codec.json_schema.describer import Describer
from polyagree.codec.surface.shapes import MapShape, record_shape_of
from polyagree.config.surface import converter
from polyagree.model import Term

__all__ = ["described"]

Schema = dict[str, Any]


def described(more: tuple[Analyzer, ...]) -> Schema:
    """Return the schema of configurations that may name *more* analyzers."""
    made = converter(more)
    describer = Describer()
    terms = MapShape(record_shape_of(made.get_structure_hook(Term)), fields(Term).id)
    readings = _record(made, Readings)
    whole = _record(made, Config, terms=describer.schema(terms), readings=readings)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "polyagree configuration",
        **whole,
        "definitions": dict(sorted(describer.definitions.items())),
    }


def _record(made: Any, cls: Any, **special: Schema) -> Schema:
    shape = record_shape_of(made.get_structure_hook(cls))
    about = told.of_attributes(cls)
    properties = {
        key.name: {
            **(special.get(key.name) or key.hook.schema),
            **_default(key.attribute),
            "description": about[key.attribute.name],
        }
        for key in shape.keys
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _default(attribute: Attribute[Any]) -> Schema:
    value = attribute.default
    return {"default": value} if isinstance(value, str | bool | int | float) else {}
