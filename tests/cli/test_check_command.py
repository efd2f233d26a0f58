"""``polyagree check``."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from polyagree.cli import main
from polyagree.codec.shape import MAX_BYTES
from polyagree.finding import SEVERITIES

PEOPLE = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
"""

# Ben decides about Caro, who is no party: a concern.
VETO = f"""\
{PEOPLE}\
agreements:
  house:
    parties: [ana, ben]
    clauses:
      stop: {{says: Ben can call it off., norm: {{power: veto, who: ben, over: {{act: date, who: ana, with: caro}}}}}}
"""

# The key is misspelt.
FAULTY = """\
polyagree: 1
peple: {ana: Ana}
"""


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def standard_input(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="ascii"))


# How it ends


def test_nothing_found_is_0(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.yaml", PEOPLE)]) == 0


def test_a_concern_is_1(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.yaml", VETO)]) == 1


def test_a_document_that_cannot_be_read_is_2(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.yaml", FAULTY)]) == 2


def test_what_cannot_be_read_weighs_more_than_findings(tmp_path: Path) -> None:
    veto, faulty = write(tmp_path, "a.yaml", VETO), write(tmp_path, "b.yaml", FAULTY)

    assert main(["check", veto, faulty]) == 2


def test_with_fail_on_never_findings_are_0(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.yaml", VETO), "--fail-on", "never"]) == 0


def test_with_fail_on_never_a_fault_is_still_2(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.yaml", FAULTY), "--fail-on", "never"]) == 2


def test_fail_on_is_from_that_severity_on(tmp_path: Path) -> None:
    # Only the question whether it is ever looked at again.
    options = ["check", write(tmp_path, "home.yaml", VETO), "--select", "CHK701"]

    assert main([*options, "--fail-on", "question"]) == 1
    assert main([*options, "--fail-on", "concern"]) == 0


# What it says


def test_findings_are_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "home.yaml", VETO)

    main(["check", path])

    said = capsys.readouterr()
    assert f"{path}:7:" in said.out
    assert said.err == ""


def test_faults_are_no_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "home.yaml", FAULTY)

    main(["check", path])

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{path}:2:1: DOC002 unknown-key\n")
    assert "    2 | peple: {ana: Ana}\n      | ^^^^^\n" in said.err


def test_a_fault_hides_no_findings_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    veto, faulty = write(tmp_path, "b.yaml", VETO), write(tmp_path, "a.yaml", FAULTY)

    main(["check", faulty, veto])

    said = capsys.readouterr()
    assert f"{veto}:7:" in said.out
    assert f"{faulty}:2:1: DOC002" in said.err


def test_a_file_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "nowhere.yaml")

    assert main(["check", path]) == 2
    assert capsys.readouterr().err == (f"{path}: DOC001 cannot-be-read\n  there is no such file\n")


@pytest.mark.parametrize(
    ("name", "place"), [("nowhere/", "nowhere/"), ("README", "README"), ("", "``")]
)
def test_a_name_that_leads_nowhere_is_not_asked_for_its_format(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    place: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["check", name]) == 2
    assert capsys.readouterr().err == f"{place}: DOC001 cannot-be-read\n  there is no such file\n"


def test_a_file_that_is_too_large_is_not_read_for_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "home.yaml", "x" * (MAX_BYTES + 100))

    def cells(_: str) -> NoReturn:
        raise AssertionError("a line of it is shown")

    monkeypatch.setattr("polyagree.report.snippet.cells", cells)

    assert main(["check", path]) == 2
    assert "it is larger than 16 megabytes" in capsys.readouterr().err


def test_a_name_without_a_format_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", write(tmp_path, "home.txt", PEOPLE)]) == 2
    assert "`home.txt` does not say its format" in capsys.readouterr().err


def test_from_says_the_format_instead(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.txt", PEOPLE), "--from", "yaml"]) == 0


def test_the_day_is_today_unless_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "home.yaml", PEOPLE)

    main(["check", path, "--on", "2025-03-05"])

    assert capsys.readouterr().out == "nothing to talk over as of 2025-03-05\n"


# JSON


def test_json_has_findings_and_faults_on_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty, veto = write(tmp_path, "a.yaml", FAULTY), write(tmp_path, "b.yaml", VETO)

    status = main(["check", faulty, veto, "--format", "json", "--on", "2025-03-05"])

    said = capsys.readouterr()
    report = json.loads(said.out)
    assert status == 2
    assert said.err == ""
    assert report["format"] == 1
    assert report["as_of"] == "2025-03-05"
    assert report["files"] == [faulty, veto]
    assert report["findings"][0]["code"] == "DOC002"
    assert report["findings"][0]["span"]["line"] == 2
    assert "PER102" in {finding["code"] for finding in report["findings"]}


def test_json_without_faults_ends_as_text_does(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, "home.yaml", VETO), "--format", "json"]) == 1
    assert main(["check", write(tmp_path, "home.yaml", PEOPLE), "--format", "json"]) == 0


# Which analyzers


def codes(capsys: pytest.CaptureFixture[str]) -> set[str]:
    return {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}


@pytest.mark.parametrize("chosen", ["CHK701", "chk701", "CHK", "no-review-agreed"])
def test_select_takes_codes_families_and_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], chosen: str
) -> None:
    main(["check", write(tmp_path, "home.yaml", VETO), "--format", "json", "--select", chosen])

    assert codes(capsys) == {"CHK701"}


@pytest.mark.parametrize(
    "options", [["--select", "CHK701,PER102"], ["--select", "CHK701", "--select", "PER102"]]
)
def test_select_takes_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    main(["check", write(tmp_path, "home.yaml", VETO), "--format", "json", *options])

    assert codes(capsys) == {"CHK701", "PER102"}


def test_ignore_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", write(tmp_path, "home.yaml", VETO), "--format", "json", "--ignore", "CHK,PER"])

    assert not {code for code in codes(capsys) if code.startswith(("CHK", "PER"))}


def test_an_unknown_code_is_said_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["check", str(tmp_path / "nowhere.yaml"), "--select", "PER999"])

    said = capsys.readouterr()
    assert status == 2
    assert said.err.startswith("polyagree: unknown analyzer `PER999`\n  help: ")
    assert "nowhere" not in said.err


# Standard input


def test_standard_input_is_a_document(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    standard_input(monkeypatch, VETO.encode())

    assert main(["check", "-"]) == 1
    assert "<stdin>:7:" in capsys.readouterr().out


def test_faults_of_standard_input_have_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    standard_input(monkeypatch, FAULTY.encode())

    assert main(["check", "-"]) == 2
    assert "    2 | peple: {ana: Ana}\n" in capsys.readouterr().err


def test_standard_input_may_be_json(monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, b'{\n\t"polyagree": 1,\n\t"people": {"ana": "Ana"}\n}')

    assert main(["check", "-", "--from", "json"]) == 0


@pytest.mark.parametrize(
    "written",
    [
        b'{\n\t"polyagree": 1,\n\t"people": {"ana": "Ana"}\n}',
        b'\xef\xbb\xbf\n\t {"polyagree":1}',
        b"{polyagree: 1, people: {ana: Ana}}",
    ],
)
def test_standard_input_is_json_if_it_begins_like_it(
    monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    standard_input(monkeypatch, written)

    assert main(["check", "-"]) == 0


@pytest.mark.parametrize("written", [b"", b"\xff\xfe\x00", b"\x00", b"[" * 100_000, b"\x1b[31m"])
def test_whatever_comes_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], written: bytes
) -> None:
    standard_input(monkeypatch, written)

    assert main(["check", "-"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("<stdin>:")


def test_a_process_without_standard_input_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert main(["check", "-"]) == 2


# Folders


def files(capsys: pytest.CaptureFixture[str], *names: str | Path) -> list[str]:
    """Return which files a check of *names* was about."""
    main(["check", *map(str, names), "--format", "json"])
    found: list[str] = json.loads(capsys.readouterr().out)["files"]
    return found


def test_a_folder_is_searched_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["b.polyagree.yaml", "a.yml", "c.json", "deep/er/a.polyagree.yml"]
    texts = [PEOPLE, PEOPLE, '{"people": {}, "polyagree": 1}', PEOPLE]
    for name, text in zip(names, texts, strict=True):
        write(tmp_path, name, text)

    assert files(capsys, tmp_path) == [
        str(tmp_path / name)
        for name in ["a.yml", "b.polyagree.yaml", "c.json", "deep/er/a.polyagree.yml"]
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", PEOPLE),
        ("compose.yaml", "services:\n  polyagree:\n    image: x\n"),
        ("compose.yml", "services: {polyagree: {image: x}}\n"),
        ("package.json", '{"dependencies": {"polyagree": "^1.0"}}'),
        (".hidden/home.polyagree.yaml", PEOPLE),
    ],
)
def test_a_folder_has_other_files_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    write(tmp_path, "home.yaml", PEOPLE)
    write(tmp_path, name, text)

    assert files(capsys, tmp_path) == [str(tmp_path / "home.yaml")]


@pytest.mark.parametrize(
    "text",
    [
        "# ours\npolyagree: 1\n",
        "\ufeffpolyagree: 1\n",
        '"polyagree": 1\n',
        "{polyagree: 1, people: {}}\n",
        "people: {}\npolyagree: 2\n",
        "polyagree: 1",
        "polyagree: 1\r\npeople: {}\r\n",
    ],
)
def test_a_document_is_known_by_its_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = write(tmp_path, "home.yaml", text)

    assert files(capsys, tmp_path) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "polyagree: one\n",
        "polyagree:\npeople: {}\n",
        "polyagree: [1]\n",
        "{polyagree: one}\n",
        "# ours\n---\n{people: {}, 'polyagree': }\n",
        '{"people": {"ana": "}"}, "polyagree":"one"}',
        '{"people": {}\n,"polyagree" : null}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_document_is_one_whatever_its_version_says(
    tmp_path: Path, text: str, encoding: str
) -> None:
    write(tmp_path, "home.yaml", PEOPLE)
    (tmp_path / "ours.yaml").write_text(text, encoding=encoding)

    assert main(["check", str(tmp_path)]) == 2


@pytest.mark.parametrize("name", ["OURS.YAML", "ours.Yml", "OURS.POLYAGREE.YAML"])
def test_a_name_in_capitals_is_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = write(tmp_path, name, PEOPLE)

    assert files(capsys, tmp_path) == [path]


def test_a_file_in_a_folder_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "home.yaml", PEOPLE)
    locked = write(tmp_path, "locked.yaml", PEOPLE)
    opened = Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "locked.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)

    assert main(["check", str(tmp_path)]) == 2
    assert f"{locked}: DOC001 " in capsys.readouterr().err


def test_a_folder_without_documents_is_bad_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(
        f"{tmp_path}: DOC001 cannot-be-read\n  no document is in this folder\n"
    )


def test_links_that_go_round_in_a_circle_are_passed_by(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "home.yaml", PEOPLE)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone.yaml")

    assert files(capsys, tmp_path) == [path]


def test_a_document_that_is_named_twice_is_checked_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "home.yaml", PEOPLE)

    assert files(capsys, path, tmp_path, path) == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read_is_not_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "home.yaml", PEOPLE)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)

    assert main(["check", str(tmp_path)]) == 2
    assert f"{closed}: DOC001 cannot-be-read" in capsys.readouterr().err


# Colours


class Terminal(io.StringIO):
    """A terminal that remembers what was written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    main(["check", *options])
    return terminal.getvalue()


def test_a_terminal_gets_colors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    assert "\x1b[" in shown_on_a_terminal(monkeypatch, write(tmp_path, "home.yaml", VETO))


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_wants_no_colors_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert "\x1b" not in shown_on_a_terminal(monkeypatch, write(tmp_path, "home.yaml", VETO))


def test_color_never_wins_over_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "home.yaml", VETO)

    assert "\x1b" not in shown_on_a_terminal(monkeypatch, path, "--color", "never")


def test_a_terminal_is_told_where_more_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown_on_a_terminal(monkeypatch, write(tmp_path, "home.yaml", VETO))

    assert text.splitlines()[-1].startswith("`polyagree explain ")


def test_color_always_wins_over_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", write(tmp_path, "home.yaml", VETO), "--color", "always"])

    assert "\x1b[" in capsys.readouterr().out


def test_a_pipe_gets_no_colors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", write(tmp_path, "home.yaml", VETO), write(tmp_path, "b.yaml", FAULTY)])

    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


# Bad usage


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "the following arguments are required: PATH"),
        (["a.yaml", "--on", "20250305"], "`20250305` is not a day such as 2025-03-05"),
        (["a.yaml", "--on", "2025-02-30"], "`2025-02-30` is not a day such as 2025-03-05"),
        (["a.yaml", "--fail-on", "always"], "`always` is none of note, question, concern or never"),
        (["a.yaml", "--format", "xml"], "`xml` is none of text, json, sarif or github"),
        (["a.yaml", "--select", ","], "name a code such as PER101, or a family such as PER"),
        (["a.yaml", "--frmat=json"], "unknown option `--frmat`; did you mean `--format`?"),
    ],
)
def test_bad_usage_is_a_sentence(
    capsys: pytest.CaptureFixture[str], options: list[str], sentence: str
) -> None:
    assert main(["check", *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err.splitlines()[0]


def test_fail_on_takes_every_severity(tmp_path: Path) -> None:
    path = write(tmp_path, "home.yaml", PEOPLE)

    assert {main(["check", path, "--fail-on", each]) for each in (*SEVERITIES, "never")} == {0}


GATED = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      dates: {says: A yes first., norm: {may: date, with: outsiders, only_if: {yes_from: other parties}}}
"""


def gated(folder: Path, more: str = "", name: str = "us.yaml") -> str:
    path = folder / name
    path.write_text(GATED + more, encoding="utf-8")
    return str(path)


SECOND = "      nights: {says: Ask., norm: {may: overnight, with: outsiders, only_if: {yes_from: other parties}}}\n"
PER101 = ["--select", "PER101"]


def test_what_a_baseline_knows_does_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, known = gated(tmp_path), str(tmp_path / "known.json")

    assert main(["check", path, *PER101, "--write-baseline", known]) == 0
    assert main(["check", path, *PER101, "--baseline", known]) == 0
    assert "PER101 act-waits-for-approval (concern, in the baseline)" in capsys.readouterr().out


def test_what_is_new_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, known = gated(tmp_path), str(tmp_path / "known.json")
    main(["check", path, *PER101, "--write-baseline", known])
    gated(tmp_path, SECOND)

    assert main(["check", path, *PER101, "--baseline", known]) == 1
    assert "2 concerns (1 in the baseline)" in capsys.readouterr().out


def test_a_baseline_that_is_written_again_only_gets_smaller(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, known = gated(tmp_path, SECOND), tmp_path / "known.json"
    main(["check", path, *PER101, "--write-baseline", str(known)])
    gated(tmp_path, SECOND.replace("nights", "evenings").replace("overnight", "kissing"))

    assert main(["check", path, *PER101, "--write-baseline", str(known)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("1 in the baseline, 1 fewer")
    assert "evenings" not in known.read_text()


@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_a_baseline_of_another_version_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    known = tmp_path / "known.json"
    known.write_text('{"format": 9, "findings": []}')

    assert main(["check", gated(tmp_path), option, str(known)]) == 2
    assert "is of version `9`, and this release reads version 1" in capsys.readouterr().err
    assert known.read_text() == '{"format": 9, "findings": []}'


def test_a_baseline_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere" / "known.json")

    assert main(["check", gated(tmp_path), "--write-baseline", nowhere]) == 2
    assert "cannot be written: no such file or directory" in capsys.readouterr().err


def test_no_baseline_is_written_of_a_document_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tmp_path / "known.json"

    assert main(["check", gated(tmp_path, "peple: {}\n"), "--write-baseline", str(known)]) == 2
    assert "no baseline is written" in capsys.readouterr().err
    assert not known.exists()


@pytest.mark.parametrize(
    ("fail_on", "noted", "known", "status"),
    [
        ("concern", False, False, 1),
        ("concern", True, False, 0),
        ("concern", False, True, 0),
        ("note", True, True, 0),
        ("question", False, False, 1),
        ("never", False, False, 0),
    ],
)
def test_how_it_ends(tmp_path: Path, fail_on: str, noted: bool, known: bool, status: int) -> None:
    note = "{code: PER101, by: [ana], because: we like it, until: 2099-01-01}"
    path = tmp_path / "us.yaml"
    text = GATED.replace("parties:", f"noted: {note}\n    parties:") if noted else GATED
    path.write_text(text, encoding="utf-8")
    options = [*PER101, "--fail-on", fail_on]
    if known:
        main(["check", str(path), *PER101, "--write-baseline", str(tmp_path / "known.json")])
        options += ["--baseline", str(tmp_path / "known.json")]

    done = subprocess.run(
        [sys.executable, "-m", "polyagree", "check", str(path), *options],
        capture_output=True,
        check=False,
    )

    assert done.returncode == status


@pytest.mark.parametrize("format", ["sarif", "github"])
def test_faults_stand_in_reports_for_programs_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    assert main(["check", gated(tmp_path, "peple: {}\n"), "--format", format]) == 2
    assert "unknown key `peple`" in capsys.readouterr().out


# Events in files beside the document


def beside(folder: Path, text: str) -> str:
    write(folder, "log.csv", text)
    return write(folder, "home.yaml", f"{PEOPLE}events_from: log.csv\n")


def test_files_of_events_are_read_with_the_document(tmp_path: Path) -> None:
    assert main(["check", beside(tmp_path, "at,act,who\n2025-03-01,talk,ana\n")]) == 0


def test_files_of_events_are_no_documents_of_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside(tmp_path, "at,act,how\n2025-03-01,talk,polyagree: 1\n")
    write(tmp_path, "log.jsonl", '{"polyagree": 1}\n')

    assert main(["check", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == [str(tmp_path / "home.yaml")]


def test_a_fault_in_a_log_is_shown_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = beside(tmp_path, "at,act,who\n2025-03-01,talk,carl\n")

    assert main(["check", document]) == 2
    assert (
        capsys.readouterr().err
        == f"""\
{tmp_path / "log.csv"}:2:17: DOC003 unknown-reference
  unknown person `carl`
    2 | 2025-03-01,talk,carl
      |                 ^^^^
  where: events[0].who
  help: did you mean `caro`?

{document} cannot be read: 1 fault
"""
    )


@pytest.mark.parametrize("format", ["json", "sarif", "github"])
def test_a_fault_in_a_log_has_its_file_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    document = beside(tmp_path, "at,act,who\n2025-03-01,talk,carl\n")

    assert main(["check", document, "--format", format]) == 2
    assert str(tmp_path / "log.csv") in capsys.readouterr().out


def test_a_document_from_standard_input_has_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(beside(tmp_path, "at,act\n")).read_bytes()
    standard_input(monkeypatch, text)
    monkeypatch.chdir(tmp_path)

    assert main(["check", "-"]) == 2
    assert "`log.csv` stands beside a document, and this text has no folder" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("format", ["json", "github", "sarif"])
def test_a_file_that_is_not_there_is_named_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    assert main(["check", str(tmp_path / "one.yaml"), "--format", format]) == 2
    found = capsys.readouterr().out
    (tmp_path / "one.yaml").write_text("a: [", encoding="utf-8")
    main(["check", str(tmp_path / "one.yaml"), "--format", format])
    other = capsys.readouterr().out

    assert "one.yaml" in found
    if format == "github":
        assert found.startswith(f"::error file={tmp_path / 'one.yaml'},title=DOC001")
    prints = [
        re.findall(r'"(?:fingerprint|polyagree/v1)": "(\w{16})"', text) for text in (found, other)
    ]
    assert format == "github" or prints[0] != prints[1]


# Scenarios

LIMIT = f"""\
{PEOPLE}\
values: {{us: {{means: we are well, held_by: [ana, ben]}}}}
agreements:
  house:
    parties: [ana, ben]
    clauses:
      nights: {{says: One late night a month., norm: {{may: late-night, at_most: 1, per: month}}}}
      quiet: {{says: No quarrels at night., norm: {{must_not: argue, hours: 22:00-08:00}}}}
scenarios:
  one-night:
    events: [{{at: 2025-05-02T23:50, who: ana, act: late-night, with: caro}}]
    expect: {{house.nights: violated}}
"""


def test_without_scenarios_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "home.yaml", LIMIT)

    assert main(["check", name, "--select", "ACC"]) == 0
    assert "scenario" not in capsys.readouterr().out
    main(["check", name, "--format", "json"])
    assert "coverage" not in json.loads(capsys.readouterr().out)


def test_an_expectation_that_is_not_met_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "home.yaml", LIMIT)

    assert main(["check", name, "--select", "ACC", "--scenarios"]) == 1
    out = capsys.readouterr().out
    assert "`one-night` expects `violated` of `house.nights`" in out
    assert "gets `presumably_satisfied`" in out
    assert "1 scenario, with 1 of 2 norms and 0 of 0 steps after a break" in out
    assert "not in one: agreements.house.clauses.quiet.norm[0]" in out


def test_what_scenarios_leave_out_is_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "home.yaml", LIMIT)
    main(["check", name, "--scenarios", "--format", "json"])

    assert json.loads(capsys.readouterr().out)["coverage"] == [
        {
            "document": name,
            "scenarios": 1,
            "norms": 2,
            "untriggered": ["agreements.house.clauses.quiet.norm[0]"],
            "steps": 0,
            "unreached": [],
        }
    ]


@pytest.mark.parametrize("format", ["sarif", "github"])
def test_an_expectation_that_is_not_met_is_told_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    name = write(tmp_path, "home.yaml", LIMIT)
    main(["check", name, "--scenarios", "--format", format])

    assert "ACC021" in capsys.readouterr().out


def test_a_baseline_with_scenarios_says_nothing_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, base = write(tmp_path, "home.yaml", LIMIT), str(tmp_path / "base.json")
    main(["check", name, "--scenarios", "--write-baseline", base])
    capsys.readouterr()

    assert main(["check", name, "--baseline", base, "--select", "ACC"]) == 0
    assert "ACC013" not in capsys.readouterr().out


def test_every_document_has_its_own_scenarios(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [write(tmp_path, "home.yaml", LIMIT), write(tmp_path, "empty.yaml", PEOPLE)]
    main(["check", *names, "--scenarios"])
    out = capsys.readouterr().out

    assert f"{names[0]}: 1 scenario" in out
    assert f"{names[1]}: " not in out


def test_a_document_without_scenarios_is_told_to_have_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.yaml"
    path.write_text("polyagree: 1\npeople: {ana: Ana}\n", encoding="utf-8")

    main(["check", str(path), "--scenarios"])
    out = capsys.readouterr().out

    assert "no scenarios: nothing stands under `scenarios`" in out


def test_a_scenario_before_its_agreement_says_so_and_reasons_are_cut_visibly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "early.yaml"
    path.write_text(
        """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  us:
    parties: [ana, ben]
    made: 2025-03-01
    if_broken: [{must: talk, who: all parties, within: 2 days}]
    clauses: {it: {says: x, norm: {must: call, to: other parties, every: week}}}
scenarios:
  early: {events: [{at: 2025-01-02, who: ana, act: call, to: ben}], expect: {us.it: satisfied}}
  long:
    events: [{at: 2025-04-01, who: ana, act: work}, {at: 2025-06-01, who: ana, act: work}]
    expect: {us: satisfied}
""",
        encoding="utf-8",
    )

    main(["check", str(path), "--scenarios", "--select", "ACC"])
    out = capsys.readouterr().out

    assert "- all of it is before `us` was made: 2025-03-01" in out
    assert "`long` expects `satisfied` of `us`, and gets `terminal`" in out
    assert "`talk` to follow a break" in out
    assert re.search(r"- and \d+ more\n", out)


# How long it looks for what nobody could keep

EVENINGS = f"""\
{PEOPLE}\
agreements:
  with-ben:
    parties: [ana, ben]
    clauses:
      fridays: {{says: Fridays are ours., norm: {{must: date, who: ana, with: ben, every: week, days: fri}}}}
      enough: {{says: Once a week is enough., norm: {{may: date, who: ana, at_most: 1, per: week}}}}
  with-caro:
    parties: [ana, caro]
    clauses:
      saturdays: {{says: Saturdays are ours., norm: {{must: date, who: ana, with: caro, every: week, days: sat}}}}
"""


def checked_in(seconds: str | None, folder: Path) -> int:
    given = [] if seconds is None else ["--solver-seconds", seconds]
    return main(["check", write(folder, "a.yaml", EVENINGS), "--select", "CON406", *given])


def test_without_a_word_it_is_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked_in(None, tmp_path) == 1
    assert "cannot all be kept by `ana`" in capsys.readouterr().out


def test_without_seconds_it_is_left_out(tmp_path: Path) -> None:
    assert checked_in("0", tmp_path) == 0


def test_what_was_not_looked_at_is_a_note_and_fails_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked_in("0.000001", tmp_path) == 0
    assert "the time was over before it was seen" in capsys.readouterr().out


@pytest.mark.parametrize("seconds", ["-1", "five", "5s", "", "nan", "inf", "1e3", "\u0665"])
def test_what_is_no_number_of_seconds_is_refused(
    seconds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = write(tmp_path, "a.yaml", EVENINGS)

    assert main(["check", document, f"--solver-seconds={seconds}"]) == 2
    assert f"`{seconds}` is not a number of seconds" in capsys.readouterr().err
