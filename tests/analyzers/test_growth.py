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


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", _RUNNING, ids=lambda kind: kind.code)
def test_the_work_grows_as_the_document_does(kind: Analyzer) -> None:
    calls, found = [], []
    # So that whatever is imported late is there.
    polyagree.check(_many(kind.bad.document(), 1), select=[kind.code])
    for times in _SIZES:
        document = _many(kind.bad.document(), times)
        profile = cProfile.Profile()
        report = profile.runcall(polyagree.check, document, select=[kind.code], solver_seconds=600)
        calls.append(pstats.Stats(profile).total_calls)
        found.append(len(report.findings))
    assert found == [times * found[0] // _SIZES[0] for times in _SIZES]
    assert calls[2] - calls[1] <= 2.2 * (calls[1] - calls[0])


def _around_one(*clauses: str, times: int) -> Polycule:
    """Return a document in which Ana is bound by *clauses* with each of so many people."""
    people = [f"p{n}" for n in range(2 * times)]
    agreements = "".join(
        f"  a{n}-{at}: {{parties: [ana, {people[2 * n + at % 2]}], clauses: {{c: {{says: x,"
        f" norm: {clause.replace('ONE', people[2 * n]).replace('TWO', people[2 * n + 1])}}}}}}}\n"
        for n in range(times)
        for at, clause in enumerate(clauses)
    )
    named = ", ".join(f"{name}: {name}" for name in ("ana", *people))
    return polyagree.loads(f"polyagree: 1\npeople: {{{named}}}\nagreements:\n{agreements}")


@pytest.mark.parametrize(
    ("code", "clauses"),
    [
        (
            "CON405",
            (
                "{must: tell, who: ana, to: ONE, after: {act: date, with: TWO}}",
                "{must_not: tell, who: ana, to: outsiders, about: {act: date, with: TWO}}",
            ),
        ),
        (
            "CON404",
            (
                "{must: call, who: ana, with: ONE, every: week}",
                "{must_not: call, who: ana, with: ONE, days: weekdays}",
                "{must_not: call, who: ana, with: ONE, days: weekend}",
            ),
        ),
    ],
)
def test_the_work_grows_alike_around_one_person(code: str, clauses: tuple[str, ...]) -> None:
    calls = []
    for times in (1, *_SIZES):
        document = _around_one(*clauses, times=times)
        profile = cProfile.Profile()
        report = profile.runcall(polyagree.check, document, select=[code])
        calls.append(pstats.Stats(profile).total_calls)
        assert len(report.findings) == times
    assert calls[3] - calls[2] <= 2.2 * (calls[2] - calls[1])
