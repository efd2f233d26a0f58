"""``polyagree drift``."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from logbooks import EIGHT, TWO_A_MONTH, check_ins, on_days, text

from polyagree.cli import main

MORE = (
    "boundaries:\n  sleep: {holder: ben, says: I sleep., norm: {may: late-night, at_most: 1, per: month}}\n"
    + check_ins([*EIGHT, 1, 1, 1, 1])
)
DOCUMENT = text(TWO_A_MONTH, *on_days([1, 2, 3, *range(20, 160, 20)]), more=MORE)


@pytest.fixture
def home(tmp_path: Path) -> str:
    return write(tmp_path, DOCUMENT)


def write(folder: Path, document: str, name: str = "home.yaml") -> str:
    path = folder / name
    path.write_text(document, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["drift", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["drift", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_a_pattern_that_has_changed_is_no_error(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    told = said(capsys, home)

    assert "Practice and what was agreed, as of Wednesday 4 June 2025" in told
    assert "Exceeded once: in January 2025 (4 of 2)." in told
    assert "Ben: The pattern has changed since about" in told


def test_one_clause_can_be_asked_for(capsys: pytest.CaptureFixture[str], home: str) -> None:
    told = said(capsys, home, "--clause", "sleep")

    assert told.startswith("Practice and `sleep`")
    assert "I sleep." in told
    assert "home.it" not in told
    assert "home.it" in said(capsys, home, "--clause", "home.it")
    assert "home.it" in said(capsys, home, "--clause", "home")


def test_as_of_a_day_what_is_later_is_left_out(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    told = said(capsys, home, "--on", "2025-01-03")

    assert "as of Friday 3 January 2025" in told
    assert "2 of 2 used; the next free slot is at 00:00 on 1 February." in told
    assert "Exceeded" not in told


def test_before_everything_nothing_is_recorded_yet(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    assert "Nothing is recorded yet." in said(capsys, home, "--on", "2020-01-01")


def test_how_rare_a_false_alarm_is_can_be_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = write(tmp_path, text(TWO_A_MONTH, *on_days(range(1, 250, 30))))

    assert "False alarms: 1 in 10 years." in said(capsys, path)
    assert "False alarms: 1 in 50 years." in said(capsys, path, "--false-alarm", "1 in 50 years")


@pytest.mark.parametrize(
    "words", ["1 in 1 year", "once in 6 months", "1 in 1 week", "1 in 1 day", "1 in 100000 years"]
)
def test_every_promise_about_time_is_kept_or_told_to_be_none(
    capsys: pytest.CaptureFixture[str], home: str, words: str
) -> None:
    assert "home.it" in said(capsys, home, "--false-alarm", words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("sometimes", "`false_alarm` says `sometimes`, which is no promise about false alarms"),
        ("1 in 104 rounds", "`1 in 104 rounds` counts rounds, and this chart runs in time"),
        ("0", "which is no promise about false alarms"),
        ("1 in -3 years", "which is no promise about false alarms"),
        ("1 in nan years", "which is no promise about false alarms"),
        ("", "which is no promise about false alarms"),
        ("\x1b[31m", "says `\\x1b[31m`, which is no promise about false alarms"),
    ],
)
def test_what_is_no_promise_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], home: str, words: str, sentence: str
) -> None:
    told = refused(capsys, home, "--false-alarm", words)

    assert sentence in told
    assert "1 in 10" in told
    assert "Traceback" not in told
    assert "\x1b" not in told


def test_programs_get_one_object(capsys: pytest.CaptureFixture[str], home: str) -> None:
    found = json.loads(said(capsys, home, "--format", "json"))

    assert found["format"] == 1
    assert found["as_of"] == "2025-06-04"
    assert {each["kind"] for each in found["patterns"]} == {"rate", "size", "comfort"}
    assert [each["when"] for each in found["exceedances"]] == ["in January 2025"]


def test_programs_may_ask_for_one_clause_on_a_day_with_a_promise(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    options = ("--clause", "sleep", "--on", "2025-03-01", "--false-alarm", "1 in 5 years")
    found = json.loads(said(capsys, home, "--format", "json", *options))

    assert {each["clause"] for each in found["patterns"]} == {"sleep"}
    assert found["as_of"] == "2025-03-01"
    assert found["false_alarm"] == "1 in 5 years"
    assert found["exceedances"] == []


# Documents


def test_a_document_without_an_event_is_told_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = said(capsys, write(tmp_path, text(TWO_A_MONTH)))

    assert "Nothing is recorded yet." in told
    assert "0 of 2" in told


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"])
def test_a_document_without_any_date_is_told_in_every_zone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, zone: str
) -> None:
    undated = text(TWO_A_MONTH, made=None).partition("relationships:")
    path = write(
        tmp_path,
        undated[0].replace("Europe/Lisbon", zone)
        + "agreements:"
        + undated[2].partition("agreements:")[2],
    )

    assert "Practice and what was agreed\n" in said(capsys, path)
    assert json.loads(said(capsys, path, "--format", "json"))["as_of"] is None


def test_a_document_without_limits_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "No limit is in force here." in said(
        capsys, write(tmp_path, text("none", *on_days([1])))
    )


def test_an_empty_document_is_told_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write(tmp_path, "polyagree: 1\n")

    assert "Practice and what was agreed" in said(capsys, path)
    assert json.loads(said(capsys, path, "--format", "json"))["patterns"] == []


def test_a_broken_document_is_refused_with_its_faults(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = refused(capsys, write(tmp_path, DOCUMENT.replace("who: ana, act", "who: anna, act")))

    assert "unknown person `anna`" in told
    assert "did you mean `ana`?" in told


def test_a_file_that_is_not_there_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "nowhere.yaml" in refused(capsys, str(tmp_path / "nowhere.yaml"))


def test_a_folder_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "is a folder" in refused(capsys, str(tmp_path))


def test_an_unknown_clause_is_refused_with_a_near_one(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    told = refused(capsys, home, "--clause", "home.its")

    assert "no clause, boundary or agreement is called `home.its`" in told
    assert "did you mean `home.it`?" in told


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("yesterday", "yesterday"),
        ("2025-02-30", "2025-02-30"),
        ("2099-01-01", "more than 10 years after the last day on record"),
        ("0001-01-01", "at an end of the calendar"),
        ("9999-12-31", "at an end of the calendar"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(
    capsys: pytest.CaptureFixture[str], home: str, date: str, sentence: str
) -> None:
    told = refused(capsys, home, "--on", date)

    assert sentence in told
    assert "Traceback" not in told


def test_standard_input_is_a_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(DOCUMENT))

    assert "home.it" in said(capsys, "-")


# On a terminal


def test_colours_are_for_those_who_want_them(capsys: pytest.CaptureFixture[str], home: str) -> None:
    assert "\x1b[" in said(capsys, home, "--color", "always")
    assert "\x1b[" not in said(capsys, home)


def test_the_words_of_a_document_do_not_steer_a_terminal(tmp_path: Path) -> None:
    wild = DOCUMENT.replace("ana: Ana", 'ana: "\\e[31mAna\\u202e\\a"').replace(
        "says: I sleep.", 'says: "I\\e]0;x\\a sleep\\x9b."'
    )
    path = write(tmp_path, wild)

    for options in ((), ("--clause", "sleep"), ("--format", "json")):
        process = subprocess.run(
            [sys.executable, "-m", "polyagree", "drift", path, *options],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        shown = process.stdout.decode()
        assert process.stderr == b""
        assert not set(shown) & {"\x1b", "\x07", "\u202e", "\x9b"}


def test_every_limit_has_its_line_in_the_order_of_the_document(
    capsys: pytest.CaptureFixture[str], home: str
) -> None:
    told = said(capsys, home)

    assert told.index("home.it, Ana") < told.index("home.it, Ben") < told.index("sleep, Ben")
