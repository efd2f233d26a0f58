"""``polyagree read``, and ``polyagree check`` on prose."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from polyagree.cli import main
from polyagree.codec import loads
from polyagree.text import draft, read_document

RULES = """\
# Ana and Jo, the rules

- Any other night has to be cleared with Ana first.
- Jo doesn't smoke.
- If one of us breaks any of this, we talk.
"""


def rules(folder: Path, text: str | bytes = RULES, name: str = "rules.md") -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_each_clause_is_shown_with_its_place_and_what_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = rules(tmp_path)

    assert main(["read", name]) == 0
    blocks = capsys.readouterr().out.split("\n\n")
    assert blocks[0].startswith(f"{name}:3:3: permission rule (0.")
    assert "  Any other night has to be cleared with Ana first.\n  approval: " in blocks[0]
    assert blocks[1].endswith("\n  after a break: line 5")
    assert blocks[-1].startswith("3 clauses: ")
    assert blocks[-1].endswith("  people: Ana, Jo\n")


def test_the_words_that_decided_are_painted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", rules(tmp_path), "--color", "always"]) == 0
    assert "\x1b[1;36m" in capsys.readouterr().out.splitlines()[1]


def test_json_has_one_reading_for_each_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = rules(tmp_path)

    assert main(["read", name, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [*said] == ["format", "file", "title", "people", "readings"]
    assert said["title"] == "Ana and Jo, the rules"
    assert said["people"] == {"parties": ["Ana", "Jo"], "others": [], "writer": None}
    expected = read_document(RULES)
    assert [each["text"] for each in said["readings"]] == [each.text for each in expected]
    assert [each["handled_by"] for each in said["readings"]] == [2, 2, None]
    first = said["readings"][0]
    assert first["place"]["line"] == 3
    for each in first["evidence"]:
        assert first["text"][each["start"] : each["end"]] == each["words"]


def test_json_is_ascii(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", rules(tmp_path, "- Ask Zoë — please.\n"), "--format", "json"]) == 0
    assert capsys.readouterr().out.isascii()


def test_yaml_is_a_document_that_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", rules(tmp_path), "--format", "yaml"]) == 0
    assert loads(capsys.readouterr().out) == draft(RULES)


def test_people_may_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = rules(tmp_path, "- No phones at dinner.\n")

    assert main(["read", name, "--format", "yaml", "--people", "Ana Ruiz, Ben"]) == 0
    assert [each.name for each in loads(capsys.readouterr().out).people] == ["Ana Ruiz", "Ben"]


@pytest.mark.parametrize("format", ["text", "json", "yaml"])
def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(RULES))

    assert main(["read", "-", "--format", format]) == 0
    assert "has to be cleared with Ana first." in capsys.readouterr().out


@pytest.mark.parametrize("format", ["text", "json", "yaml"])
def test_a_text_without_a_clause_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    assert main(["read", rules(tmp_path, "Dear Ana,\n"), "--format", format]) == 0
    assert capsys.readouterr().err == ""


def test_what_was_written_does_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = rules(tmp_path, "- Ask \x1b[31mfirst, please, before you go.\n")

    assert main(["read", name, "--color", "never"]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("format", ["text", "json", "yaml"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"- caf\xe9\n", "it is not UTF-8: byte 0xe9"),
        ("- Knock.\n".encode("utf-16"), "it is in UTF-16"),
        (b"a\x00", "it holds a zero byte"),
    ],
)
def test_what_is_no_text_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, said: str, format: str
) -> None:
    assert main(["read", rules(tmp_path, text), "--format", format]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err


@pytest.mark.parametrize(("name", "said"), [("nowhere.md", "no such file"), ("", "it is a folder")])
@pytest.mark.parametrize("command", ["read", "check"])
def test_a_file_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str, said: str
) -> None:
    folder = tmp_path / "folder.md"
    folder.mkdir()
    target = tmp_path / name if name else folder
    if command == "check" and not name:
        said = "no document is in this folder"

    assert main([command, str(target)]) == 2
    assert said in capsys.readouterr().err


# Checking prose


@pytest.mark.parametrize("name", ["rules.md", "RULES.MD", "rules.txt", "rules.markdown"])
def test_prose_is_checked_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = rules(tmp_path, name=name)

    assert main(["check", path, "--select", "CHK701"]) in {0, 1}
    said = capsys.readouterr().out
    assert said.startswith(f"{path}:1:3: CHK701")
    assert "1 | # Ana and Jo, the rules" in said


def test_what_is_found_in_prose_was_read_and_not_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rules.md"
    path.write_text("# Rules\n\n- Nobody stays over without my okay.\n", encoding="utf-8")

    assert main(["check", str(path), "--select", "PER101"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{path}:3:3: PER101 act-waits-for-approval (question)")
    assert "reads like an approval: `without my okay`" in said


def test_prose_comes_in_on_standard_input_if_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(RULES))

    assert main(["check", "-", "--from", "prose", "--select", "CHK701"]) in {0, 1}
    assert capsys.readouterr().out.startswith("<stdin>:1:3: CHK701")


def test_prose_that_cannot_be_read_hides_nothing_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd, fine = rules(tmp_path, b"\xff", "odd.md"), rules(tmp_path)

    assert main(["check", odd, fine, "--select", "CHK701"]) == 2
    said = capsys.readouterr()
    assert "CHK701" in said.out
    assert "it is not UTF-8" in said.err


def test_prose_in_a_folder_is_no_document(tmp_path: Path) -> None:
    rules(tmp_path)

    assert main(["check", str(tmp_path)]) == 2


def test_a_document_inside_of_prose_does_not_make_it_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rules(tmp_path, f"{RULES}\n```yaml\npolyagree: 1\n```\n")

    main(["check", path, "--select", "CHK701"])
    assert capsys.readouterr().out.startswith(f"{path}:1:3: CHK701")


def test_prose_with_a_review_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = rules(tmp_path, "- No phones at dinner.\n- We look at this again every month.\n")

    assert main(["check", path, "--select", "CHK701,UND604"]) in {0, 1}
    said = capsys.readouterr().out
    assert "UND604" in said
    assert "CHK701" not in said


def test_prose_on_standard_input_hears_of_the_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(RULES))

    assert main(["check", "-"]) == 2
    assert "or say `--from prose`" in capsys.readouterr().err


def test_a_document_that_is_said_to_be_one_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("- one\n- two\n"))

    assert main(["check", "-", "--from", "yaml"]) == 2
    assert "--from prose" not in capsys.readouterr().err


def test_what_cannot_be_read_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = rules(tmp_path, "- Wir sagen einander Bescheid, bevor jemand hier bleibt.\n")

    assert main(["read", path]) == 0
    assert "why: this could not be read: it reads like German" in capsys.readouterr().out


def test_prose_of_clauses_and_boundaries_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rules(
        tmp_path,
        "Dear Jonas,\n\nI won't stay in a bed where I am not safe. We review this every month."
        " No phones at dinner.\n\nLove,\nRuth\n",
    )

    assert main(["check", path, "--select", "UND604,UND607"]) in {0, 1}
    assert "UND604" in capsys.readouterr().out


def test_prose_without_a_clause_is_not_passed_over_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = rules(tmp_path, "# Ours\n")

    assert main(["check", path]) in {0, 1}
    assert capsys.readouterr().err == f"{path}: no clause was found\n"
