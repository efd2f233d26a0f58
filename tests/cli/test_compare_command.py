"""``polyagree compare``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from polyagree.cli import main

OLD = """\
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  open:
    parties: [ana, ben]
    clauses:
      nights: {says: Two late nights a month., norm: {may: late-night, at_most: 2, per: month}}
      quiet: {says: No calls after ten., norm: {must_not: call, hours: 22:00-08:00}}
      asked: {says: A yes first., norm: {must_not: overnight, with: outsiders, unless: {yes_from: other parties}}}
events:
  - {at: 2025-03-01T23:40, who: ana, act: late-night, with: caro}
  - {at: 2025-03-08T23:40, who: ana, act: late-night, with: caro}
  - {at: 2025-03-15T23:40, who: ana, act: late-night, with: caro}
"""
LOOSER = OLD.replace("at_most: 2", "at_most: 3")
STRICTER = OLD.replace("22:00-08:00", "21:00-08:00")
SAME = OLD.replace(
    "{must_not: overnight, with: outsiders, unless:", "{may: overnight, with: outsiders, only_if:"
)


@pytest.fixture
def old(tmp_path: Path) -> str:
    return written(tmp_path, OLD, "old.yaml")


def written(folder: Path, text: str, name: str = "new.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["compare", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["compare", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_a_looser_clause_is_shown_by_what_was_not_fine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    text = said(capsys, old, written(tmp_path, LOOSER))

    assert (
        text
        == """\
The new wording is looser.
It compares the texts as they stand. Days and hours are those of Europe/Lisbon.

`open.nights`: looser
  Two late nights a month.
  was  {may: late-night, at_most: 2, per: month}
  is   {may: late-night, at_most: 3, per: month}
  Not fine before, and fine now:
    - Ana: `late-night`, on Thursday 13 March 2025 at 20:00
    - Ana: `late-night`, on Friday 14 March 2025 at 20:00
    - Ana: `late-night`, on Saturday 15 March 2025 at 20:00
    - by the old wording, Ana has broken `open.nights` with that

2 clauses ask for the same as before.

What is recorded, under both
  - `open.nights`, Ana: broken by the old wording alone, on Saturday 15 March 2025
"""
    )


def test_a_stricter_clause_is_shown_by_what_was_fine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    text = said(capsys, old, written(tmp_path, STRICTER))

    assert text.startswith("The new wording is stricter.\n")
    assert "Fine before, and not any more:\n    - Ana: `call`, on Thursday 13 March" in text
    assert "at 21:00" in text


def test_the_same_file_twice_is_equivalent(capsys: pytest.CaptureFixture[str], old: str) -> None:
    text = said(capsys, old, old)

    assert text.startswith("Both ask for the same.\n")
    assert "3 clauses ask for the same as before." in text
    assert "the 3 entries come to the same" in text


def test_a_gate_in_another_spelling_is_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    assert said(capsys, old, written(tmp_path, SAME)).startswith("Both ask for the same.\n")


def test_a_clause_that_is_gone_is_told_with_what_it_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    kept = "".join(line for line in OLD.splitlines(keepends=True) if "quiet" not in line)
    text = said(capsys, old, written(tmp_path, kept))

    assert "`open.quiet`: gone, looser\n  was  No calls after ten.\n" in text


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ("none", 0),
        ("stricter", 0),
        ("equivalent", 0),
        ("looser", 1),
        ("stricter, looser", 1),
        ("any", 1),
    ],
)
def test_fail_on_says_at_what_it_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str, verdicts: str, status: int
) -> None:
    assert main(["compare", old, written(tmp_path, LOOSER), "--fail-on", verdicts]) == status
    assert capsys.readouterr().out


def test_nothing_fails_at_what_is_equivalent(capsys: pytest.CaptureFixture[str], old: str) -> None:
    assert main(["compare", old, old, "--fail-on", "any"]) == 0
    assert capsys.readouterr().out


def test_the_json_has_the_logs_and_the_record(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    found = json.loads(said(capsys, old, written(tmp_path, LOOSER), "--format", "json"))
    clauses = {each["clause"]: each for each in found["clauses"]}

    assert (found["format"], found["verdict"], found["on"]) == (1, "looser", None)
    assert [each["verdict"] for each in clauses.values()] == ["looser", "equivalent", "equivalent"]
    (witness,) = clauses["open.nights"]["witnesses"]
    assert witness["allowed_by"] == "new"
    assert [event["act"] for event in witness["events"]] == ["late-night"] * 3
    assert witness["objected"][0]["event"] == 2
    assert found["recorded"] == 3
    assert found["changed"] == [
        {
            "clause": "open.nights",
            "path": "agreements.open.clauses.nights.norm[0]",
            "who": ["ana"],
            "old": {"state": "terminal", "verdict": "violated"},
            "new": {"state": "in force", "verdict": "presumably_satisfied"},
            "broken_by_old": ["2025-03-15T23:40:00+00:00"],
            "broken_by_new": [],
        }
    ]


def test_the_wordings_of_a_day_are_compared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-05
    accepted: {ana: 2025-01-05, ben: 2025-01-05}
    clauses:
      nights: {says: Three., norm: {may: late-night, at_most: 3, per: month}}
    revisions:
      - {date: 2025-06-01, accepted: {ana: 2025-06-01, ben: 2025-06-01}, was: {nights: {says: Two., norm: {may: late-night, at_most: 2, per: month}}}}
"""
    three = written(tmp_path, text, "three.yaml")
    two = written(tmp_path, text.partition("    revisions:")[0].replace("at_most: 3", "at_most: 2"))

    assert said(capsys, two, three).startswith("The new wording is looser.")
    assert said(capsys, two, three, "--on", "2025-03-01").startswith("Both ask for the same.")
    assert said(capsys, two, three, "--on", "2025-07-01").startswith("The new wording is looser.")


def test_one_of_them_may_come_from_standard_input(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(OLD))

    assert said(capsys, "-", written(tmp_path, STRICTER)).startswith("The new wording is stricter")


# What cannot be meant


def test_a_file_that_is_not_there_is_told_of(capsys: pytest.CaptureFixture[str], old: str) -> None:
    assert "there is no such file" in refused(capsys, old, "elsewhere.yaml")
    assert "there is no such file" in refused(capsys, "elsewhere.yaml", old)


def test_a_document_with_a_fault_is_told_of_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    err = refused(capsys, old, written(tmp_path, OLD.replace("must_not: call", "must_not: cal")))

    assert "unknown word `cal`" in err
    assert "new.yaml:9:" in err


def test_a_folder_is_no_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    assert "is a folder" in refused(capsys, old, str(tmp_path))


def test_standard_input_is_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert "both documents are standard input" in refused(capsys, "-", "-")


def test_a_day_far_off_is_most_likely_a_slip(capsys: pytest.CaptureFixture[str], old: str) -> None:
    assert "`--on` is more than 10 years after" in refused(capsys, old, old, "--on", "2205-01-01")


@pytest.mark.parametrize("verdicts", ["loser", "", "any,looser"])
def test_verdicts_that_there_are_not_are_refused(
    capsys: pytest.CaptureFixture[str], old: str, verdicts: str
) -> None:
    assert "--fail-on" in refused(capsys, old, old, "--fail-on", verdicts)


def test_documents_of_other_people_are_compared_all_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    others = """\
polyagree: 1
people: {kim: Kim, lou: Lou}
agreements:
  home: {parties: [kim, lou], clauses: {quiet: {says: No calls., norm: {must_not: call}}}}
"""
    text = said(capsys, old, written(tmp_path, others))

    assert "`home.quiet`: new, " in text
    assert "`open.nights`: gone, " in text
    assert "3 entries name what only one document has" in text


def test_nothing_in_a_document_steers_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, old: str
) -> None:
    loud = LOOSER.replace("Two late nights a month.", r'"\e[31mThree\a."')

    assert "\x1b" not in said(capsys, old, written(tmp_path, loud))
