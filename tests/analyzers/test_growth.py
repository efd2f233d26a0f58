"""Whether the work of each analyzer grows with a document, and not with its square."""

from __future__ import annotations

import cProfile
import json
import pstats
import re
from typing import Any

import pytest

import polyagree
from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.registry import analyzers
from polyagree.model import Polycule

_SIZES = (8, 16, 32)
# Found when a file is read, before there is a document to look at.
_APART = ("DOC001", "DOC002", "DOC003", "DOC004", "ACC013")
_RUNNING = [each for each in analyzers() if each.code not in _APART]


def _many(text: str, times: int) -> Polycule:
    """Return the document *text* so many times side by side, each with names of its own."""
    one = polyagree.dumps(polyagree.loads(text), format="json")
    tree = json.loads(one)
    ids = [name for part in tree.values() if isinstance(part, dict) for name in part]
    ids += [each["id"] for each in tree.get("events", ()) if "id" in each]
    names = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ids))})(?![\w-])")
    merged: dict[str, Any] = {}
    for index in range(times):
        for key, part in json.loads(names.sub(rf"\1-{index}", one)).items():
            if isinstance(part, dict):
                merged.setdefault(key, {}).update(part)
            elif isinstance(part, list):
                merged.setdefault(key, []).extend(part)
            else:
                merged[key] = part
    return polyagree.loads(json.dumps(merged), format="json")


@pytest.mark.parametrize("kind", _RUNNING, ids=lambda kind: kind.code)
def test_the_work_grows_as_the_document_does(kind: Analyzer) -> None:
    calls, found = [], []
    polyagree.check(_many(kind.bad.document(), 1))  # so that whatever is imported late is there
    for times in _SIZES:
        document = _many(kind.bad.document(), times)
        profile = cProfile.Profile()
        report = profile.runcall(polyagree.check, document, select=[kind.code])
        calls.append(pstats.Stats(profile).total_calls)
        found.append(len(report.findings))
    assert found == [times * found[0] // _SIZES[0] for times in _SIZES]
    assert calls[2] - calls[1] <= 2.2 * (calls[1] - calls[0])
