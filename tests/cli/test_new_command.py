"""``polyagree new``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest

from polyagree.cli import main
from polyagree.codec import load, loads


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["new", "-", *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("people", ["ana", "ana,ben", "ana,ben,caro", "José,Ana Maria,7"])
def test_what_is_written_can_be_read_and_holds_no_concern(tmp_path: Path, people: str) -> None:
    path = str(tmp_path / "home.yaml")

    assert main(["new", path, "--people", people]) == 0
    assert main(["check", path]) == 0


def test_nobody_has_said_the_boundary_back_yet(capsys: pytest.CaptureFixture[str]) -> None:
    polycule = loads(printed(capsys))

    assert [boundary.restated for boundary in polycule.boundaries] == [()]


def test_what_is_left_open_is_filled_in_by_taking_comments_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys).replace("# restated:", "restated:")

    polycule = loads(text)

    assert [each.by for each in polycule.boundaries[0].restated] == ["ben"]


def test_people_are_named_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    polycule = loads(printed(capsys, "--people", "José, ana maria,BEN"))

    assert [(each.id, each.name) for each in polycule.people] == [
        ("jose", "José"),
        ("ana-maria", "Ana Maria"),
        ("ben", "BEN"),
    ]


def test_it_goes_by_a_name_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["new"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "wrote agreements.polyagree.yaml"
    assert load(tmp_path / "agreements.polyagree.yaml").people


def test_a_file_that_exists_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "home.yaml"
    path.write_text("ours", encoding="utf-8")

    assert main(["new", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "ours"
    assert capsys.readouterr().err == (
        f"polyagree: `{path}` exists\n  help: `--force` replaces it\n"
    )


def test_force_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "home.yaml"
    path.write_text("ours", encoding="utf-8")

    assert main(["new", str(path), "--force"]) == 0
    assert load(path).people


def test_ids_that_yaml_may_take_for_something_else_are_quoted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys, "--people", "no,null,7,ana")

    assert '  "no": {name: "No"}\n' in text
    assert '["no", "null", "7", ana]' in text
    assert [each.id for each in loads(text).people] == ["no", "null", "7", "ana"]


def test_the_name_of_the_file_does_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "w\x1b[31m.yaml", tmp_path / "w\x1b[31m.json"

    assert main(["new", str(first)]) == 0
    assert main(["convert", str(first), str(second)]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert said.count("w\\x1b[31m") == 3


@pytest.mark.parametrize("options", [["new"], ["convert", "home.yaml"]])
def test_links_that_go_round_in_a_circle_are_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "home.yaml"])
    Path("round.yaml").symlink_to("round.yaml")

    assert main([*options, "round.yaml"]) == 2
    assert capsys.readouterr().err.startswith("polyagree: `round.yaml` cannot be written: ")


@pytest.mark.parametrize("kind", [OSError, RuntimeError])
def test_what_stops_the_writing_is_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    kind: type[Exception],
) -> None:
    def replace(*_: object) -> NoReturn:
        raise kind("Symlink loop")

    monkeypatch.setattr("polyagree.codec.files.replace", replace)

    assert main(["new", str(tmp_path / "home.yaml")]) == 2
    assert "cannot be written: symlink loop" in capsys.readouterr().err


def test_it_leaves_nothing_else_behind(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "home.yaml")])

    assert [each.name for each in tmp_path.iterdir()] == ["home.yaml"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["home.json"], "`home.json` is no name for a YAML file"),
        (["-", "--people", "ana,,ben"], "`` cannot be made into an id such as ana"),
        (["-", "--people", "Олена"], "`Олена` cannot be made into an id such as ana"),
        (["-", "--people", 'ana"}'], '`ana"}` cannot be made into an id such as ana'),
        (["-", "--people", "ana,Ana"], "`ana` stands twice"),
        (["-", "--people", "month"], "these names do not work: "),
        (["-", "--people", "sex,ana"], "these names do not work: "),
        (["nowhere/home.yaml"], "`nowhere/home.yaml` cannot be written: "),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["new", *options]) == 2
    assert sentence in capsys.readouterr().err.splitlines()[0]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "home.yaml"
    folder.mkdir()

    assert main(["new", str(folder), "--force"]) == 2
    assert capsys.readouterr().err.startswith(f"polyagree: `{folder}` is a folder\n")


def test_the_only_thing_to_talk_over_is_what_nobody_has_done_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "home.yaml")
    main(["new", path])
    capsys.readouterr()

    main(["check", path, "--format", "json"])

    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["code"] for finding in findings} <= {"UND602"}
