"""``polyagree convert``."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path

import pytest

from polyagree.cli import main
from polyagree.codec import load, loads

HOME = """\
# A comment.
polyagree: 1
people: {ana: Ana, jo: José}
boundaries:
  sleep: {holder: ana, says: Norway says no., response: I go to bed.}
"""


def home(folder: Path, name: str = "home.yaml", text: str = HOME) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_name_says_the_format(tmp_path: Path) -> None:
    source, target = home(tmp_path), tmp_path / "home.json"

    assert main(["convert", source, str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["people"] == {"ana": "Ana", "jo": "José"}
    assert load(target) == load(source)


def test_there_and_back_is_the_same(tmp_path: Path) -> None:
    source, there, back = home(tmp_path), tmp_path / "home.json", tmp_path / "back.yml"

    main(["convert", source, str(there)])
    main(["convert", str(there), str(back)])

    assert load(back) == load(source)


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_standard_output_gets_the_document_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    source = home(tmp_path)

    assert main(["convert", source, "-", "--to", format]) == 0
    assert loads(capsys.readouterr().out, format=format) == load(source)  # type: ignore[arg-type]


def test_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = home(tmp_path), tmp_path / "home.json"
    written = io.TextIOWrapper(io.BytesIO(HOME.encode()), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", written)

    assert main(["convert", "-", str(target), "--from", "yaml"]) == 0
    assert load(target) == load(source)


def test_the_format_can_be_said_against_the_name(tmp_path: Path) -> None:
    source, target = home(tmp_path, "home.txt"), tmp_path / "home.data"

    assert main(["convert", source, str(target), "--from", "yaml", "--to", "json"]) == 0
    assert load(target, format="json") == loads(HOME)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["-", "home.json"], "standard input has no name that says its format"),
        (["home.yaml", "-"], "standard output has no name that says its format"),
        (["home.yaml", "home.xml"], "`home.xml` does not say its format"),
        (["home.yaml", "other.yaml"], "`other.yaml` exists"),
        (["home.yaml", "folder"], "`folder` is a folder"),
        (["folder", "home.json"], "`folder` is a folder"),
        (["home.yaml", "nowhere/home.json"], "`nowhere/home.json` cannot be written: "),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    home(tmp_path)
    home(tmp_path, "other.yaml", "ours")
    (tmp_path / "folder").mkdir()

    assert main(["convert", *options]) == 2
    assert capsys.readouterr().err.startswith(f"polyagree: {sentence}")
    assert (tmp_path / "home.yaml").read_text(encoding="utf-8") == HOME
    assert (tmp_path / "other.yaml").read_text(encoding="utf-8") == "ours"


def test_force_replaces_a_document_by_itself(tmp_path: Path) -> None:
    path = home(tmp_path)

    assert main(["convert", path, path, "--force"]) == 0
    assert load(path) == loads(HOME)


def test_a_document_that_cannot_be_read_replaces_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = home(tmp_path, "faulty.yaml", "polyagree: 1\npeple: {}\n")
    target = home(tmp_path, "home.json", "ours")

    assert main(["convert", source, target, "--force"]) == 2
    assert f"{source}:2:1: DOC002" in capsys.readouterr().err
    assert Path(target).read_text(encoding="utf-8") == "ours"


def test_what_is_no_ordinary_file_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    device = Path("/dev/null")
    if not device.exists():
        pytest.skip("there is no such device")

    assert main(["convert", home(tmp_path), str(device), "--to", "json", "--force"]) == 2
    assert "`/dev/null` is no ordinary file" in capsys.readouterr().err


OLD = "polyagree: 0  # the oldest\nfolks: {ana: Ana}  # all of us\n"


@pytest.fixture
def an_older_version(monkeypatch: pytest.MonkeyPatch) -> None:
    from polyagree.codec import migrations

    monkeypatch.setitem(
        migrations.MIGRATIONS, 0, lambda moving: moving.rename(("folks",), "people")
    )


@pytest.mark.usefixtures("an_older_version")
def test_in_place_an_older_document_becomes_one_of_today_and_keeps_its_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "us.yaml"
    path.write_text(OLD, encoding="utf-8")

    assert main(["convert", str(path), str(path)]) == 0
    assert path.read_text() == "polyagree: 1  # the oldest\npeople: {ana: Ana}  # all of us\n"
    assert capsys.readouterr().out == f"wrote {path}\n"


def test_in_place_a_document_of_today_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "us.yaml"
    path.write_text("polyagree: 1   # ours\n", encoding="utf-8")

    assert main(["convert", str(path), str(path)]) == 0
    assert path.read_text() == "polyagree: 1   # ours\n"
    assert capsys.readouterr().out == f"{path} is in the newest version already\n"


def test_in_place_a_document_keeps_its_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "us.yaml"
    path.write_text("polyagree: 1\n", encoding="utf-8")

    assert main(["convert", "--to", "json", str(path), str(path)]) == 2
    assert "cannot be json and keep its name" in capsys.readouterr().err


@pytest.mark.usefixtures("an_older_version")
def test_in_place_what_cannot_be_kept_is_said_and_forced(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tomlkit", None)
    path = tmp_path / "us.toml"
    path.write_text('polyagree = 0  # the oldest\nfolks.ana = "Ana"\n', encoding="utf-8")

    assert main(["convert", str(path), str(path)]) == 2
    assert "install `polyagree[toml]`" in capsys.readouterr().err
    assert "# the oldest" in path.read_text()
    assert main(["convert", "--force", str(path), str(path)]) == 0
    assert path.read_text() == 'polyagree = 1\n\n[people]\nana = "Ana"\n'


@pytest.mark.parametrize("format", ["yaml", "toml"])
def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    format: str,
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    source, target = tmp_path / "us.json", tmp_path / f"us.{format}"
    source.write_text('{"polyagree": 1}', encoding="utf-8")
    target.write_text("as it was", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)

    assert main(["convert", "--force", str(source), str(target)]) == 2
    assert "cannot be written: no space left on device" in capsys.readouterr().err
    assert target.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, target.name])


# Events in files beside the document


def beside(folder: Path, text: str = "at,act\n2025-03-01,talk\n") -> str:
    (folder / "log.csv").write_text(text, encoding="utf-8")
    return home(folder, text=f"{HOME}events_from: log.csv\n")


def test_the_events_of_a_log_come_to_stand_in_the_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = beside(tmp_path), tmp_path / "elsewhere.json"

    assert main(["convert", source, str(target)]) == 0
    assert loads(target.read_bytes(), format="json") == load(source)
    assert capsys.readouterr().out == (
        f"wrote {target}\nthe events of {tmp_path / 'log.csv'} stand in it now\n"
    )


def test_beside_a_document_on_standard_output_it_is_said_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = beside(tmp_path)

    assert main(["convert", source, "-", "--to", "json"]) == 0
    said = capsys.readouterr()
    assert loads(said.out, format="json") == load(source)
    assert said.err == f"the events of {tmp_path / 'log.csv'} stand in it now\n"


def test_in_place_a_log_stays_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = beside(tmp_path)
    before = Path(source).read_bytes()

    assert main(["convert", source, source]) == 0
    assert Path(source).read_bytes() == before
    assert "newest version already" in capsys.readouterr().out


def test_a_document_that_would_be_too_large_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = beside(tmp_path, "at,act,how\n" + f"2025-03-01,talk,{'x' * 100_000}\n" * 200)
    target = tmp_path / "home.json"

    assert main(["convert", source, str(target)]) == 2
    assert capsys.readouterr().err == (
        "polyagree: the document is larger than 16 megabytes, and could not be read again\n"
    )
    assert not target.exists()


def test_standard_input_has_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(beside(tmp_path)).read_bytes()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    assert main(["convert", "-", "home.json", "--from", "yaml"]) == 2
    assert "`log.csv` stands beside a document, and this text has no folder" in (
        capsys.readouterr().err
    )
