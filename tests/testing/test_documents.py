"""What a document is called in its tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polyagree.testing.documents import called


def test_a_document_is_called_by_its_path_from_where_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert called(tmp_path / "ours" / "home.polyagree.yaml") == str(
        Path("ours", "home.polyagree.yaml")
    )


def test_one_on_another_drive_is_called_by_its_whole_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def on_another_drive(_: object) -> str:
        raise ValueError("path is on mount 'd:', start on mount 'c:'")

    monkeypatch.setattr(os.path, "relpath", on_another_drive)

    assert called(tmp_path / "home.polyagree.yaml") == str(tmp_path / "home.polyagree.yaml")
