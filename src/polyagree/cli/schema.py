"""``polyagree schema``: what editors need to know of documents."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from polyagree.cli import output
from polyagree.cli.exits import FINE

__all__ = ["DESCRIPTION", "SUMMARY", "add_arguments", "run"]

SUMMARY = "print the JSON Schema of documents, for editors"
DESCRIPTION = """\
Print the JSON Schema of documents (draft 7). Editors complete keys and words with it, and
point at keys that do not belong somewhere: polyagree schema > polyagree.schema.json
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the command takes: nothing."""
    del parser


def run(_: Namespace) -> int:
    """Print the schema."""
    from polyagree.codec.schema import schema

    output.say(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
    return FINE
