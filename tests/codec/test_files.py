"""Files that are read, and files that are replaced whole or not at all."""

from __future__ import annotations

import os
import stat

import pytest

from polyagree.codec import dump, dumps, files, load, loads
from polyagree.errors import DocumentError, UnknownFormat
from polyagree.model import Person, Polycule

ANA = Polycule(people=(Person(id="ana", name="Ana"),))


@pytest.mark.parametrize("name", ["us.yaml", "us.yml", "us.json", "US.JSON", "us.polyagree.yaml"])
def test_the_name_says_the_format(tmp_path, name):
    dump(ANA, tmp_path / name)

    assert load(tmp_path / name) == ANA


def test_the_format_can_be_said(tmp_path):
    dump(ANA, tmp_path / "us.txt", format="json")

    assert load(tmp_path / "us.txt", format="json") == ANA


def test_a_name_that_says_no_format_is_refused(tmp_path):
    with pytest.raises(UnknownFormat, match=r"`us\.txt` does not say its format"):
        load(tmp_path / "us.txt")


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownFormat, match="unknown format `xml`"):
        loads("", format="xml")


def test_a_missing_file_is_a_fault(tmp_path):
    with pytest.raises(DocumentError) as caught:
        load(tmp_path / "us.yaml")

    (fault,) = caught.value.faults
    assert fault.message == "there is no such file"
    assert fault.file == str(tmp_path / "us.yaml")


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "us.yaml").mkdir()

    with pytest.raises(DocumentError, match="it is a folder, not a file"):
        load(tmp_path / "us.yaml")


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "us.yaml"
    path.touch()
    monkeypatch.setattr(type(path), "open", refuse)

    with pytest.raises(DocumentError, match="it may not be read"):
        load(path)


def test_a_name_with_a_zero_byte_is_a_fault():
    with pytest.raises(DocumentError, match="cannot be opened"):
        load("us\x00.yaml")


def test_a_name_that_is_too_long_is_a_fault(tmp_path):
    with pytest.raises(DocumentError, match="cannot be opened"):
        load(tmp_path / ("u" * 5000 + ".yaml"))


def test_what_was_there_stays_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "us.yaml"
    path.write_text("what was there", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        dump(ANA, path)

    assert path.read_text(encoding="utf-8") == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["us.yaml"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        dump(ANA, tmp_path / "nowhere" / "us.yaml")


def test_the_mode_of_a_file_stays(tmp_path):
    path = tmp_path / "us.yaml"
    path.touch(mode=0o600)
    path.chmod(0o600)

    dump(ANA, path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path):
    (tmp_path / "other").touch()

    dump(ANA, tmp_path / "us.yaml")

    assert (tmp_path / "us.yaml").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.yaml").touch()
    (tmp_path / "us.yaml").symlink_to(tmp_path / "real.yaml")

    dump(ANA, tmp_path / "us.yaml")

    assert (tmp_path / "us.yaml").is_symlink()
    assert load(tmp_path / "real.yaml") == ANA


def test_files_are_utf_8(tmp_path):
    zoe = Polycule(people=(Person(id="zoe", name="Zoé 愛"),))

    dump(zoe, tmp_path / "us.json")

    assert "Zoé 愛" in (tmp_path / "us.json").read_text(encoding="utf-8")


def test_text_and_bytes_read_the_same():
    text = dumps(ANA)

    assert loads(text) == loads(text.encode()) == ANA


def test_no_more_is_read_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    path = tmp_path / "us.yaml"
    path.write_text("polyagree: 1\n", encoding="utf-8")

    with pytest.raises(DocumentError, match="it is larger than"):
        load(path)
