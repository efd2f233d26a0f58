"""What was read in a text, for programs."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from polyagree.clock import Duration
from polyagree.model import Norm
from polyagree.text.documents import Document
from polyagree.text.readings import Reading

__all__ = ["render_readings_json"]


def render_readings_json(document: Document, *, file: str) -> str:
    """
    Return what was read as JSON: ``format``, ``file``, ``title``, ``people`` and ``readings``.

    Each reading has the fields of `Reading`; its norms are written as in a document. Every
    character is ASCII.

    Args:
        document: What was read.
        file: What the text is called.
    """
    import json

    cast = document.cast
    made = {
        "format": 1,
        "file": file,
        "title": None if document.title is None else document.title.text,
        "people": {
            "parties": [*cast.parties],
            "others": [*cast.others],
            "writer": cast.writer,
        },
        "readings": [_record(each) for each in document.readings],
    }
    return json.dumps(made, indent=2) + "\n"


def _record(reading: Reading) -> dict[str, Any]:
    made = asdict(reading, filter=_is_plain, value_serializer=_plain)
    made["norms"] = [_written(each) for each in reading.norms]
    return made


def _is_plain(attribute: Any, _: object) -> bool:
    return bool(attribute.name != "norms")


def _plain(_: object, __: object, value: Any) -> Any:
    return str(value) if isinstance(value, Duration) else value


def _written(norm: Norm) -> Any:
    from polyagree.codec.surface.document import converter

    return converter().unstructure(norm)
