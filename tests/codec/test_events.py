"""Events in files of their own, for programs: what is written reads back."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.codec import (
    EVENT_FORMATS,
    EventFormat,
    dump_events,
    dumps_events,
    event_files,
    load,
    load_events,
    loads_events,
)
from polyagree.codec.document import to_tree
from polyagree.errors import DocumentError, NotKept, UnknownFormat
from polyagree.model import Event, Happening, Polycule
from polyagree.testing.strategies import events, polycules, texts

DAY = dt.date(2025, 3, 1)
PATIENT = settings(max_examples=30)


def said(*how: str) -> Event:
    return Event(at=DAY, act="talk", how=how)


@PATIENT
@given(st.lists(events(), max_size=4), st.lists(texts(), max_size=3))
def test_events_survive_every_format(several: list[Event], how: list[str]) -> None:
    written = [*several, said(*how)]

    for each in EVENT_FORMATS:
        assert loads_events(dumps_events(written, format=each), format=each) == tuple(written)


@PATIENT
@given(polycules(), st.sampled_from(EVENT_FORMATS))
def test_a_polycule_survives_with_its_log_in_a_file(
    polycule: Polycule, format: EventFormat
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dump_events(polycule.events, folder / f"log.{format}")
        tree = to_tree(polycule)
        tree.pop("events", None)
        text = json.dumps({**tree, "events_from": f"log.{format}"})
        (folder / "us.json").write_text(text, encoding="utf-8")

        assert load(folder / "us.json") == polycule


@given(st.lists(events(), max_size=3))
def test_events_are_written_the_same_each_time(several: list[Event]) -> None:
    assert dumps_events(several) == dumps_events(each for each in several)


@pytest.mark.parametrize("text", ["a\rb", "a\x00b", "a;b", " a", "a ", "[a", "{", '"', "=1+1", ";"])
def test_no_text_is_lost_in_a_cell(text: str) -> None:
    assert loads_events(dumps_events([said(text)])) == (said(text),)


def test_csv_has_the_columns_that_are_used() -> None:
    event = Event(at=DAY, act="tell", who=("ana", "ben"), about=(Happening(act="date"),))

    assert dumps_events([event]) == (
        'at,who,act,about\n2025-03-01,ana;ben,tell,"{""act"": ""date""}"\n'
    )


def test_no_events_are_a_heading() -> None:
    assert dumps_events([]) == "at,act\n"
    assert dumps_events([], format="jsonl") == ""


def test_a_file_says_its_format_by_its_name(tmp_path: Path) -> None:
    for name in ("log.csv", "log.jsonl", "LOG.NDJSON"):
        dump_events([said("well")], tmp_path / name)

        assert load_events(tmp_path / name) == (said("well"),)


def test_a_format_can_be_said_where_the_name_does_not(tmp_path: Path) -> None:
    dump_events([said("well")], tmp_path / "log", format="jsonl")

    assert load_events(tmp_path / "log", format="jsonl") == (said("well"),)


@pytest.mark.parametrize("door", [load_events, lambda path: dump_events([], path)])
def test_a_name_that_says_no_format_is_refused(tmp_path: Path, door) -> None:
    with pytest.raises(UnknownFormat, match=r"`log.txt` does not say its format"):
        door(tmp_path / "log.txt")


@pytest.mark.parametrize(
    "door",
    [
        lambda: dumps_events([], format="xml"),
        lambda: loads_events("", format="xml"),
        lambda: load_events("log.csv", format="xml"),
    ],
)
def test_a_format_that_is_none_is_refused(door) -> None:
    with pytest.raises(UnknownFormat, match="unknown format `xml`") as caught:
        door()
    assert caught.value.help == "formats of events are `csv` and `jsonl`"


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load_events(tmp_path / "log.csv")

    (fault,) = caught.value.faults
    assert (fault.message, fault.file) == ("there is no such file", str(tmp_path / "log.csv"))


def test_every_fault_comes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("at,act,id\n2025-13-01,talk,\n2025-03-01,talk,A B\n2025-03-01,talk\n")

    with pytest.raises(DocumentError) as caught:
        load_events(path)

    assert caught.value.message == f"{path} cannot be read: 3 faults"
    assert [(each.line, each.column, each.path) for each in caught.value.faults] == [
        (2, 1, ("events", 0, "at")),
        (3, 17, ("events", 1, "id")),
        (4, 1, ("events", 2)),
    ]


def test_names_are_for_a_document_to_know(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("at,act,who\n2025-03-01,talk,whoever\n")

    assert load_events(path)[0].who == ("whoever",)


def test_half_of_a_surrogate_pair_is_told_with_its_place() -> None:
    with pytest.raises(DocumentError) as caught:
        loads_events("at,act\n2025-03-01,\ud800\n")

    (fault,) = caught.value.faults
    assert fault.message == "half of a surrogate pair stands alone"
    assert (fault.line, fault.column) == (2, 12)


def test_more_than_could_be_read_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_files, "MAX_EVENTS", 3)

    with pytest.raises(NotKept, match="more events than a file may hold"):
        dumps_events([said()] * 4)


def test_a_larger_file_than_could_be_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_files, "MAX_EVENT_BYTES", 100)

    with pytest.raises(NotKept, match="more events than a file may hold"):
        dump_events([said("é" * 50)], tmp_path / "log.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", EVENT_FORMATS)
def test_a_text_that_no_file_can_hold_is_not_written(tmp_path: Path, format: EventFormat) -> None:
    with pytest.raises(NotKept, match="half of a surrogate pair stands in a text"):
        dump_events([Event(at=DAY, act="\ud800")], tmp_path / "log", format=format)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_log_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "log.csv").write_text("as it was")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        dump_events((), tmp_path / "log.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
    assert (tmp_path / "log.csv").read_text() == "as it was"
