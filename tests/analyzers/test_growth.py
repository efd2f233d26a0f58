"""Whether the work of each analyzer grows with a document, and not with its square."""

from __future__ import annotations

import cProfile
import json
import pstats
import re
from collections.abc import Callable
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


def _in_one_agreement(*norms: str, times: int) -> str:
    """Return an agreement that says each of *norms* so many times."""
    clauses = "".join(
        f"      c{n}-{at}: {{says: x, norm: {norm}}}\n"
        for n in range(times)
        for at, norm in enumerate(norms)
    )
    head = (
        "people: {ana: Ana, ben: Ben}\nagreements:\n  a:\n    parties: [ana, ben]\n    clauses:\n"
    )
    return f"polyagree: 1\n{head}{clauses}"


def _one_after_the_other(*, times: int) -> str:
    """Return what so many people did at one moment, each with the next, and a result of the first."""
    people = ", ".join(f"p{n}: {n}" for n in range(times + 1))
    met = "".join(
        f"  - {{at: 2025-02-03T22:00, who: p{n}, act: sex, with: p{n + 1}}}\n" for n in range(times)
    )
    result = "  - {at: 2025-02-10T09:00, who: p0, act: positive-result}\n"
    return f"polyagree: 1\npeople: {{{people}}}\nevents:\n{met}{result}"


def _at_one_moment(*, times: int) -> str:
    """Return what three people did at one moment, so many times, with a barrier that failed."""
    events = (
        "  - {at: 2025-02-03T22:00, who: ana, act: sex, with: ben}\n"
        "  - {at: 2025-02-03T22:00, who: ben, act: sex, with: caro}\n"
        "  - {at: 2025-02-03T22:00, who: ana, act: barrier-failed, with: ben}\n"
    )
    people = "people: {ana: Ana, ben: Ben, caro: Caro}"
    return f"polyagree: 1\n{people}\nevents:\n{events * times}"


def _results_at_one_moment(*, times: int) -> str:
    """Return so many results of one person at one moment, and what was before."""
    met = "  - {at: 2025-02-03T22:00, who: ana, act: sex, with: ben}\n" * times
    result = "  - {at: 2025-02-10T09:00, who: ana, act: positive-result}\n" * times
    return f"polyagree: 1\npeople: {{ana: Ana, ben: Ben}}\nevents:\n{met}{result}"


def _copied_concerns(*, times: int) -> str:
    concern = "{who: ana, says: The nights are long.}"
    both = ", ".join([concern] * times)
    return (
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\ncheck_ins:\n"
        f"  - {{date: 2025-02-02, people: [ana, ben], concerns: [{both}]}}\n"
        f"  - {{date: 2025-03-02, people: [ana, ben], concerns: [{both}]}}\n"
    )


_ASKED = "{may: date, with: outsiders, only_if: {yes_from: other parties}}"
_MET = "{may: date, who: ana, with: outsiders, only_if: {done: {act: meet, who: ben, with: them}}}"
_OFTEN = "{must: date, who: ana, with: ben, every: week}"
_SELDOM = "{may: date, who: ana, with: ben, at_most: 2, per: month}"


@pytest.mark.parametrize(
    ("code", "made", "found"),
    [
        pytest.param(code, made, found, id=f"{code} {about}")
        for code, about, made, found in (
            (
                *("CON402", "the same grants and gates"),
                lambda times: _in_one_agreement(
                    "{may: date, with: outsiders}", _ASKED, times=times
                ),
                lambda times: times,
            ),
            (
                *("CON402", "the same grants, and gates on something narrower"),
                lambda times: _in_one_agreement(
                    "{may: date, with: outsiders}", _ASKED.replace("outsiders", "ben"), times=times
                ),
                lambda times: 0 * times,
            ),
            (
                *("CON403", "the same duties and limits"),
                lambda times: _in_one_agreement(_OFTEN, _SELDOM, times=times),
                lambda times: times,
            ),
            (
                *("CON403", "the same duties and limits, all kept"),
                lambda times: _in_one_agreement(
                    _OFTEN.replace("week", "month"), _SELDOM, times=times
                ),
                lambda times: 0 * times,
            ),
            (
                *("PER108", "the same hidden gate"),
                lambda times: _in_one_agreement(_MET, times=times),
                lambda times: times // times,
            ),
            (
                *("HLT903", "failed barriers at one moment"),
                lambda times: _at_one_moment(times=times),
                lambda times: times,
            ),
            (
                *("HLT903", "results at one moment"),
                lambda times: _results_at_one_moment(times=times),
                lambda times: times,
            ),
            (
                *("HLT903", "one result after a long path"),
                lambda times: _one_after_the_other(times=times),
                lambda times: times // times,
            ),
            (
                *("CHK703", "copied concerns"),
                lambda times: _copied_concerns(times=times),
                lambda times: times // times,
            ),
        )
    ],
)
def test_the_work_grows_alike_with_what_is_said_again(
    code: str, made: Callable[[int], str], found: Callable[[int], int]
) -> None:
    calls = []
    polyagree.check(polyagree.loads(made(2)), select=[code])
    for times in (16, 32, 64):
        document = polyagree.loads(made(times))
        profile = cProfile.Profile()
        report = profile.runcall(polyagree.check, document, select=[code])
        calls.append(pstats.Stats(profile).total_calls)
        assert len(report.findings) == found(times)
        assert sum(len(each.evidence) for each in report.findings) <= 3 * times
    # Twice as much, and a little for what is sorted.
    assert calls[2] - calls[1] <= 2.5 * (calls[1] - calls[0])


def test_a_finding_names_one_of_those_that_say_the_same_and_how_many_more() -> None:
    text = _in_one_agreement("{may: date, with: outsiders}", _ASKED, times=3)
    granted = polyagree.check(polyagree.loads(text), select="CON402").findings
    text = _in_one_agreement(_OFTEN, _SELDOM, times=3)
    limited = polyagree.check(polyagree.loads(text), select="CON403").findings

    first = ("agreements.a.clauses.c0-0.norm[0]", "granted", "date, as in 2 more")
    assert [[(e.path, e.fact, e.value) for e in each.evidence] for each in granted] == [[first]] * 3
    assert [each.path[3] for each in limited] == ["c0-0", "c1-0", "c2-0"]
    assert {each.evidence[1].path for each in limited} == {"agreements.a.clauses.c0-1.norm[0]"}
    assert {each.evidence[1].value for each in limited} == {"2 per month, as in 2 more"}


def test_those_of_other_agreements_are_named_beside_them() -> None:
    one = _in_one_agreement(_OFTEN, _SELDOM, times=1)
    two = one + one.partition("agreements:\n")[2].replace("  a:\n", "  b:\n")
    found = polyagree.check(polyagree.loads(two), select="CON403").findings

    assert [each.path[1] for each in found] == ["a", "a", "b", "b"]
