"""The schema of a whole document."""

from __future__ import annotations

from polyagree.codec.beside import EVENTS_FROM
from polyagree.codec.document import VERSION
from polyagree.codec.json_schema.describer import Describer
from polyagree.codec.json_schema.schemas import Schema
from polyagree.codec.migrations import FORMAT_VERSION
from polyagree.codec.surface.document import converter
from polyagree.codec.surface.shapes import record_shape_of
from polyagree.model import Polycule

__all__ = ["document_schema"]


def document_schema() -> Schema:
    """Return the schema of documents."""
    describer = Describer()
    shape = record_shape_of(converter().get_structure_hook(Polycule))
    version = f"{VERSION}: {FORMAT_VERSION}"
    properties = {
        VERSION: {
            "description": "The version of the format, and not of polyagree.",
            "enum": [FORMAT_VERSION, str(FORMAT_VERSION)],
            "errorMessage": f"write `{version}`, the version that is described here",
        },
        **describer.properties(shape),
        EVENTS_FROM: {
            **describer.schema(tuple[str, ...]),
            "description": "Files of events beside the document, CSV or JSON Lines.",
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "polyagree document",
        "type": "object",
        "properties": properties,
        "required": [VERSION],
        "additionalProperties": False,
        "definitions": dict(sorted(describer.definitions.items())),
    }
