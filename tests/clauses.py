"""Single clauses that tests may read: those of `tests/data/reading` that are not sealed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "reading"
_ID = re.compile(r'\{"id": "([^"]*)"')
_SEALED = ("0", "1", "2")


def open_clauses() -> Iterator[Mapping[str, Any]]:
    """Yield the rows that anybody may read; a sealed one is not even taken apart."""
    for path in sorted(FOLDER.glob("clauses_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = _ID.match(line)
            if found is not None and not _is_sealed(path.name, found[1]):
                yield json.loads(line)


def _is_sealed(name: str, identifier: str) -> bool:
    """Return whether a row is sealed; only those of `clauses_dev` are."""
    begins = hashlib.sha256(identifier.encode()).hexdigest()[0]
    return name == "clauses_dev.jsonl" and begins in _SEALED
