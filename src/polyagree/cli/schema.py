"""``polyagree schema``: what editors need to know of documents."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from polyagree.cli import output
from polyagree.cli.documents import STANDARD
from polyagree.cli.exits import FINE
from polyagree.cli.saving import save

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write the JSON Schema of documents, for editors"
DESCRIPTION = """\
Write the JSON Schema of documents, or of configurations (draft 7). Editors complete keys and
words with it, and point at what does not belong somewhere. It refuses nothing that polyagree
reads.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "target",
        metavar="OUT",
        nargs="?",
        default=STANDARD,
        help="a new file, or - for standard output (the default)",
    )
    parser.add_argument(
        "--config", action="store_true", help="the schema of configurations instead"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT if it exists")


def run(options: Namespace) -> int:
    """Write the schema."""
    text = _written(_of_configurations() if options.config else _of_documents())
    if options.target == STANDARD:
        output.write_document(text)
        return FINE
    return save(text, options.target, force=options.force)


def _of_documents() -> dict[str, Any]:
    from polyagree.codec import schema

    return schema()


def _of_configurations() -> dict[str, Any]:
    from polyagree.config import schema

    return schema()


def _written(schema: dict[str, Any]) -> str:
    """Return *schema* as JSON, each key of the document and each definition on a line."""
    lines = (
        f'"{name}": {{\n{_joined(part)}\n}}'
        if name in {"properties", "definitions"}
        else _line(name, part)
        for name, part in schema.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _joined(parts: dict[str, Any]) -> str:
    return ",\n".join(_line(name, part) for name, part in parts.items())


def _line(name: str, part: Any) -> str:
    return f'"{name}": {json.dumps(part, ensure_ascii=False)}'
