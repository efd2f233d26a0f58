"""``polyagree replay``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from polyagree.cli import main

DOCUMENT = """\
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  home:
    parties: [ana, ben]
    made: 2026-03-01
    if_broken: [{must: talk, who: all parties, within: 3 days}]
    clauses:
      telling: {says: We tell., norm: {must: tell, who: ana, to: ben, after: {act: date, who: ana, with: outsiders}, within: 24h}}
      nights: {says: One late night., norm: {may: late-night, at_most: 1, per: month}}
      words: {says: We are kind., norm: none}
boundaries:
  sleep: {holder: ben, says: I sleep., response: I go to bed.}
events:
  - {id: first, at: 2026-03-06T20:00, who: ana, act: date, with: caro}
  - {at: 2026-03-07T11:00, who: ana, act: tell, to: ben, about: first}
  - {at: 2026-03-10, who: ana, act: work}
  - {at: 2026-03-14T01:00, who: ben, act: late-night, with: caro}
  - {at: 2026-03-28T01:00, who: ben, act: late-night, with: caro}
"""


@pytest.fixture
def home(tmp_path: Path) -> str:
    path = tmp_path / "home.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["replay", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["replay", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_a_broken_clause_is_no_error(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home)

    assert "`home.nights` is broken: 2 of 1 in March 2026" in text
    assert "`talk` by Ana and Ben, by the end of 31 March (to follow a break of" in text


def test_one_clause_can_be_asked_for(capsys: pytest.CaptureFixture[str], home: str) -> None:
    text = said(capsys, home, "--clause", "home.telling")

    assert "`home.telling` asks for `tell` by Ana to Ben, until 20:00 on 7 March" in text
    assert "nights" not in text


def test_a_boundary_or_an_agreement_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    assert "Nothing here binds anybody" in said(capsys, home, "--clause", "sleep")
    assert "home.nights" in said(capsys, home, "--clause", "home")


def test_until_lets_time_pass_and_no_further(capsys: pytest.CaptureFixture[str], home: str) -> None:
    early = said(capsys, home, "--until", "2026-03-06")
    late = said(capsys, home, "--until", "2026-04-30")

    assert "4 entries of the log are later, and left out." in early
    assert "The record ends on Saturday 28 March 2026" in late
    assert "broken, no longer to be made good" in late


def test_before_everything_there_is_nothing_to_tell(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    text = said(capsys, home, "--until", "2020-01-01")

    assert "Nothing is recorded up to then: the log begins on Friday 6 March 2026." in text


def test_a_document_without_dates_is_told_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "new.yaml"
    path.write_text("polyagree: 1\npeople: {ana: Ana}\n", encoding="utf-8")

    text = said(capsys, str(path))

    assert text.startswith("What became of what was agreed\n")
    assert "the document names no `timezone`" in text


def test_thirty_days_are_told_unless_all_are_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    events = "".join(f"  - {{at: {day}, who: ana, act: late-night}}\n" for day in days)
    path = tmp_path / "long.yaml"
    path.write_text(DOCUMENT.partition("events:")[0] + "events:\n" + events, encoding="utf-8")

    short, everything = said(capsys, str(path)), said(capsys, str(path), "--all")

    assert "26 days are left out before these; `--all` shows them." in short
    assert "Monday 26 January 2026" not in short
    assert "Tuesday 27 January 2026" in short
    assert "Thursday 1 January 2026" in everything


def test_standard_input_is_a_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(DOCUMENT))

    assert "home.nights" in said(capsys, "-")


def test_programs_get_one_object(capsys: pytest.CaptureFixture[str], home: str) -> None:
    found = json.loads(said(capsys, home, "--format", "json"))

    assert list(found) == [
        *("format", "until", "zone", "instances", "owed", "summary", "remarks"),
    ]
    assert found["format"] == 1
    assert found["until"] == "2026-03-29T00:00:00+00:00"
    assert found["zone"] == "Europe/Lisbon"
    (broken,) = [each for each in found["instances"] if each["breaks"]]
    assert broken["path"] == "agreements.home.clauses.nights.norm[0]"
    assert broken["breaks"][0]["event"] == "events[4]"
    # Summer time began that night: the offset is that of the day.
    assert broken["breaks"][0]["steps"][0]["until"] == "2026-04-01T00:00:00+01:00"
    assert found["owed"][0]["follows"] == broken["key"]
    assert [each["clause"] for each in found["summary"]] == ["home.telling", "home.nights"]


def test_programs_get_one_clause_too(capsys: pytest.CaptureFixture[str], home: str) -> None:
    found = json.loads(said(capsys, home, "--format", "json", "--clause", "home.telling"))

    assert {each["clause"] for each in found["instances"]} == {"home.telling"}
    assert found["owed"] == []
    assert len(found["summary"]) == 1


def test_the_same_is_said_twice(capsys: pytest.CaptureFixture[str], home: str) -> None:
    for options in ((), ("--format", "json")):
        assert said(capsys, home, *options) == said(capsys, home, *options)


def test_what_cannot_be_used_is_told_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(
        DOCUMENT + "  - {at: 2026-03-28T02:00, who: caro, act: pause, about: home}\n",
        encoding="utf-8",
    )

    text = said(capsys, str(path))
    found = json.loads(said(capsys, str(path), "--format", "json"))

    assert f"What could not be used\n  - {path}:21: " in text
    assert found["remarks"][0]["line"] == 21
    assert found["remarks"][0]["path"] == "events[5]"


@pytest.mark.parametrize(
    ("arguments", "sentence", "help_"),
    [
        (["--clause", "nights"], "called `nights`", "did you mean `home.nights`?"),
        (["--clause", "home.night"], "called `home.night`", "did you mean `home.nights`?"),
        (["--clause", "zzz"], "called `zzz`", "there are `home`, `home.telling`"),
        (["--until", "yesterday"], "`yesterday` is not a day", "--help` shows what there is"),
        (["--until", "2926-03-01"], "more than 10 years after the last day", "is the year right?"),
        (["--until", "0001-01-01"], "an end of the calendar", "is the year right?"),
        (["--until", "9999-12-31"], "an end of the calendar", "is the year right?"),
        (["--format", "xml"], "`xml` is none of text or json", "--help` shows what there is"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(
    capsys: pytest.CaptureFixture[str], home: str, arguments: list[str], sentence: str, help_: str
) -> None:
    lines = refused(capsys, home, *arguments).splitlines()

    assert sentence in lines[0]
    assert help_ in lines[1]
    assert len(lines) == 2


def test_a_document_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no such file" in refused(capsys, "nowhere.yaml")


def test_faults_of_a_document_are_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(DOCUMENT.replace("who: ben", "who: bem"), encoding="utf-8")

    assert "did you mean `ben`?" in refused(capsys, str(path))


def test_colours_are_for_who_asks(capsys: pytest.CaptureFixture[str], home: str) -> None:
    assert "\x1b[" in said(capsys, home, "--color", "always")
    assert "\x1b[" not in said(capsys, home)


def test_the_exit_status_reaches_the_system(home: str) -> None:
    command = [sys.executable, "-m", "polyagree", "replay"]

    fine = subprocess.run([*command, home], capture_output=True, check=False)
    bad = subprocess.run([*command, home, "--clause", "x"], capture_output=True, check=False)

    assert (fine.returncode, fine.stderr) == (0, b"")
    assert (bad.returncode, bad.stdout) == (2, b"")


def test_the_words_of_a_document_do_not_steer_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text(DOCUMENT.replace("ana: Ana", 'ana: "A\\e[2Jna"'), encoding="utf-8")
    command = [sys.executable, "-m", "polyagree", "replay", str(path)]

    process = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "NO_COLOR": "1"}
    )

    assert process.returncode == 0
    assert b"\x1b" not in process.stdout
