"""``polyagree schema``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polyagree.cli import main
from polyagree.codec import schema


def test_it_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_each_definition_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema", "-"])
    lines = capsys.readouterr().out.splitlines()

    assert sum(line.startswith('"agreement": ') for line in lines) == 1
    assert len(lines) > len(schema()["definitions"])


def test_it_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "polyagree.schema.json"

    assert main(["schema", str(path)]) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == schema()
    assert capsys.readouterr().out == f"wrote {path}\n"


def test_it_replaces_no_file_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "polyagree.schema.json"
    path.write_text("{}", encoding="utf-8")

    assert main(["schema", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "{}"
    assert "`--force` replaces it" in capsys.readouterr().err
    assert main(["schema", str(path), "--force"]) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == schema()
