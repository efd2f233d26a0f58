"""What one analyzer takes in of another, and what becomes of it where the first is ignored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from polyagree.analyzers.base import Analyzer, Example
from polyagree.analyzers.config import Config
from polyagree.analyzers.registry import analyzers, get
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import AnalyzerFailed
from polyagree.finding import Report
from polyagree.source import dotted

CASES = Path(__file__).resolve().parents[1] / "cases"
ONE_CLAUSE = "agreements: {{a: {{parties: [ana, ben], clauses: {{c: {{says: x, norm: {norm}}}}}}}}}"
# No document is known in which they are in one place.
APART = {("BRK201", "BRK203"), ("BRK205", "PER103")}
COVERED = [
    pytest.param(each, code, id=f"{each.code} takes in {code}")
    for each in analyzers()
    for code in each.covers
    if (each.code, code) not in APART
]
APPROVAL = get("PER101").bad.document()
NOTED = "noted: {code: PER101, by: [ana, ben], because: we like it, until: 2030-01-01}"


def texts(kind: Analyzer) -> Iterator[str]:
    """Yield documents in which *kind* finds something."""
    yield kind.bad.document()
    for case in yaml.safe_load((CASES / f"{kind.code}.yml").read_text(encoding="utf-8")):
        if "document" in case or "norm" in case:
            text = case.get("document") or ONE_CLAUSE.format(norm=case["norm"])
            yield Example("a case", text).document()


def both_in_one_place(kind: Analyzer, code: str) -> str:
    """Return a document in which *kind* takes in what *code* says."""
    for text in (*texts(kind), *texts(get(code))):
        found = check(loads(text, format="yaml"), select=kind.code).findings
        others = check(loads(text, format="yaml"), select=code).findings
        if {each.path for each in found} & {each.path for each in others}:
            return text
    raise AssertionError(f"in no case of {kind.code} or {code} the two are in one place")


def places(report: Report, code: str) -> list[str]:
    return [dotted(each.path) for each in report.findings if each.code == code]


@pytest.mark.parametrize(("kind", "code"), COVERED)
def test_who_ignores_one_does_not_hear_it_in_other_words(kind: Analyzer, code: str) -> None:
    text = both_in_one_place(kind, code)
    home = loads(text, name="home.yaml", format="yaml")
    there = places(check(home, select=kind.code), kind.code)
    alone = places(check(home, select=code), code)
    left = [each for each in alone if each not in there]
    families = [kind.code[:3], code[:3]]

    assert len(left) < len(alone)
    for found in (
        check(home, select=families, ignore=kind.code),
        check(home, config=Config(select=families, ignore=kind.code)),
        check(home, config=Config(select=families, per_file_ignores={"*.yaml": kind.code})),
    ):
        assert set(places(found, code)) <= set(left)
        assert not places(found, kind.code)


def test_elsewhere_it_is_heard_as_before() -> None:
    waits = "{may: date, with: outsiders, only_if: {yes_from: ben}}"
    text = ONE_CLAUSE.format(norm=f"[{waits}, {waits.replace('yes_from', 'told')}]")
    home = loads(Example("", text).document(), format="yaml")
    norms = "agreements.a.clauses.c.norm"

    assert places(check(home, select="PER"), "PER109") == [f"{norms}[1].only_if.told"]
    assert places(check(home, select="PER", ignore="PER101"), "PER109") == [
        f"{norms}[1].only_if.told"
    ]
    assert len(places(check(home, select="PER109"), "PER109")) == 2


@pytest.mark.parametrize("word", ["PER109", "silence-unsaid"])
def test_what_is_asked_for_by_its_own_code_is_heard(word: str) -> None:
    home = loads(APPROVAL)

    assert check(home, select=["PER", word], ignore="PER101").codes() == ("PER109",)
    assert check(home, select=[word], ignore="PER101").codes() == ("PER109",)
    assert check(home, select=[word]).codes() == ("PER109",)
    assert check(home, select="PER10", ignore="PER101").codes() == ()


def test_what_is_noted_does_not_come_back_in_other_words() -> None:
    noted = APPROVAL.replace("norm:", f"{NOTED}\n        norm:")
    (found,) = check(loads(noted), select="PER").findings

    assert found.code == "PER101"
    assert found.noted is not None
    assert [each.fact for each in found.evidence] == ["PER109", "PER111"]


class Other(Analyzer):
    """It fails."""

    code = "XOTHER101"
    name = "xother-fails"
    severity = "note"
    source = "nothing in particular"
    message = "`{agreement}` is there"
    help = "read it"
    bad = good = Example("one", "agreements: {}")
    covers = ("XOTHER102",)

    def run(self, context):
        del context
        raise LookupError("nobody")


class Quiet(Other):
    """It is there."""

    code = "XOTHER102"
    name = "xother-there"
    covers = ()

    def run(self, context):
        for at in context.agreements():
            yield self.finding(at, agreement=at.agreement.id)


def test_one_of_others_that_is_ignored_does_not_run_at_all() -> None:
    home, more = loads(APPROVAL), [Other(), Quiet()]

    with pytest.raises(AnalyzerFailed):
        check(home, select="X", more=more)
    assert check(home, select="X", ignore="XOTHER101", more=more).codes() == ("XOTHER102",)
