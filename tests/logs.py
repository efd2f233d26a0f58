"""A document whose log stands in a file beside it, which several tests make."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyagree.codec import load
from polyagree.errors import DocumentError, Fault

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
events: [{at: 2025-01-01, act: talk, who: [ana, ben]}]
"""
HEAD = "id,at,who,act,with,about\n"


def us(folder: Path, names: str = "log.csv") -> Path:
    """Write the document, which names files of events."""
    path = folder / "us.yaml"
    path.write_text(f"{DOCUMENT}events_from: {names}\n", encoding="utf-8")
    return path


def log(folder: Path, text: str | bytes, name: str = "log.csv") -> Path:
    """Write a file of events, and the document that names it."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)
    return us(folder, name)


def faults(document: Path) -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        load(document)
    return caught.value.faults


def fault(document: Path) -> Fault:
    (found,) = faults(document)
    return found
