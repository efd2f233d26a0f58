"""Baselines: they mark and drop nothing, and they only get smaller."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import InvalidBaseline
from polyagree.finding import Report
from polyagree.report import (
    Baseline,
    Entry,
    baseline_of,
    marked,
    read_baseline,
    shrunk,
    write_baseline,
)

GATED = "{may: date, with: outsiders, only_if: {yes_from: other parties}}"
DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
"""


def report(*clauses: str, name: str = "us.yaml") -> Report:
    body = "".join(f"      {each}: {{says: x, norm: {GATED}}}\n" for each in clauses)
    return check(loads(DOCUMENT + body, name=name), select=["PER101"])


def test_what_it_knows_is_marked_and_stays() -> None:
    before, after = report("one"), report("one", "two")

    found = marked(after, baseline_of(before)).findings

    assert [(each.path[3], each.baselined) for each in found] == [("one", True), ("two", False)]


def test_what_it_knows_does_not_count() -> None:
    after = marked(report("one", "two"), baseline_of(report("one")))

    assert [each.path[3] for each in after.at_least("note")] == ["two"]


def test_an_entry_that_matches_nothing_is_told() -> None:
    after = marked(report("two"), baseline_of(report("one", "two")))

    (told,) = [each for each in after.findings if each.code == "ACC013"]
    assert told.message == (
        "`PER101` at `agreements.home.clauses.one.norm[0].only_if.yes_from`"
        " is in the baseline, and no longer found"
    )


def test_documents_that_were_not_checked_are_not_told_about() -> None:
    before = baseline_of(report("one", name="other.yaml"))

    assert marked(report("two"), before).codes() == ("PER101",)


def test_codes_that_did_not_run_are_not_told_about() -> None:
    before = baseline_of(report("one"))
    after = check(
        loads(DOCUMENT + "      one: {says: x, norm: none}\n", name="us.yaml"), select="VAL"
    )

    assert "ACC013" not in marked(after, before, codes={"VAL501"}).codes()
    assert "ACC013" in marked(after, before, codes={"PER101"}).codes()


def test_it_gets_smaller_and_never_larger() -> None:
    before = baseline_of(report("one", "two"))

    after = shrunk(before, report("two", "three"))

    assert [each.path for each in after.entries] == [
        "agreements.home.clauses.two.norm[0].only_if.yes_from"
    ]


def test_equal_fingerprints_are_counted() -> None:
    twice = report("one")
    twice = Report(findings=twice.findings * 2, files=twice.files)

    before = baseline_of(twice)

    assert [each.count for each in before.entries] == [2]
    assert shrunk(before, report("one")).entries[0].count == 1
    assert [each.baselined for each in marked(twice, baseline_of(report("one"))).findings] == [
        True,
        False,
    ]


def test_it_survives_its_file(tmp_path: Path) -> None:
    before = baseline_of(report("one", "two"), folder=tmp_path)
    write_baseline(before, tmp_path / "baseline.json")

    assert read_baseline(tmp_path / "baseline.json").entries == before.entries


def test_its_documents_are_named_from_its_folder(tmp_path: Path) -> None:
    found = report("one", name=str(tmp_path / "deep" / "us.yaml"))

    assert [each.file for each in baseline_of(found, folder=tmp_path).entries] == ["deep/us.yaml"]


def test_it_is_written_the_same_in_any_order(tmp_path: Path) -> None:
    for name, clauses in (("a", ("one", "two")), ("b", ("two", "one"))):
        write_baseline(baseline_of(report(*clauses), folder=tmp_path), tmp_path / name)

    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()


ENTRY = {"file": "us.yaml", "code": "PER101", "path": "a", "fingerprint": "0" * 16, "count": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a baseline"),
        ("[]", "is not a baseline"),
        ('{"format": 1, "findings": [', "cannot be read: it is not JSON: expecting value"),
        ('{"format": 2, "findings": []}', "is of version `2`, and this release reads version 1"),
        ('{"format": 1, "findings": [1]}', "has an entry that is none"),
        (
            json.dumps({"format": 1, "findings": [{**ENTRY, "count": 0}]}),
            "has an entry that is none",
        ),
        (json.dumps({"format": 1, "findings": [{**ENTRY, "x": 1}]}), "has an entry that is none"),
        (json.dumps({"format": 1, "findings": [ENTRY, ENTRY]}), "has `PER101` at `a` twice"),
        ('{"format": 1, "format": 1, "findings": []}', "`format` stands twice"),
    ],
)
def test_what_is_no_baseline_is_told_in_a_sentence(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "baseline.json").write_text(text)

    with pytest.raises(InvalidBaseline) as caught:
        read_baseline(tmp_path / "baseline.json")

    assert message in str(caught.value)


def test_a_baseline_that_is_not_there_is_told_with_what_writes_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidBaseline) as caught:
        read_baseline(tmp_path / "nowhere.json")

    assert "there is no such file" in caught.value.message
    assert caught.value.help == "`--write-baseline` writes one"


def test_entries_of_a_document_that_is_gone_are_told_and_taken_out(tmp_path: Path) -> None:
    (tmp_path / "us.yaml").write_text("polyagree: 1\n")
    (tmp_path / "away.yaml").write_text("polyagree: 1\n")
    here = Report(files=(str(tmp_path / "us.yaml"),))
    entries = [
        Entry("us.yaml", "a", "PER101", "1" * 16),
        Entry("away.yaml", "a", "PER101", "2" * 16),
    ]
    write_baseline(Baseline(tuple(entries), str(tmp_path)), tmp_path / "known.json")
    known = read_baseline(tmp_path / "known.json")

    # The other document is still there, and was only not looked at.
    assert len(marked(here, known).findings) == 1
    assert [each.file for each in shrunk(known, here).entries] == ["away.yaml"]

    (tmp_path / "away.yaml").rename(tmp_path / "renamed.yaml")
    assert len(marked(here, known).findings) == 2
    assert shrunk(known, here).entries == ()
