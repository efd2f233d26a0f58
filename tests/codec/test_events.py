"""Events in files beside the document: read with it, refused with it, never outside its folder."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import tempfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyagree.analyzers.run import check
from polyagree.codec import dump_events, dumps, dumps_events, events, load, loads, update
from polyagree.codec.document import to_tree
from polyagree.errors import DocumentError, Fault, NotKept, UnknownFormat
from polyagree.model import Event, Polycule
from polyagree.report import render_faults, render_text
from polyagree.source import dotted
from polyagree.testing import strategies
from polyagree.testing.strategies import polycules

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      nights: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}
events: [{at: 2025-01-01, act: talk, who: [ana, ben]}]
"""
HEAD = "id,at,who,act,with,about\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "us.yaml").write_text(DOCUMENT + "events_from: log.csv\n", encoding="utf-8")
    return tmp_path


def log(folder: Path, text: str | bytes, name: str = "log.csv") -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)


def names(folder: Path, written: str) -> None:
    text = DOCUMENT + f"events_from: {written}\n"
    (folder / "us.yaml").write_text(text, encoding="utf-8")


def faults(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        load(folder / "us.yaml")
    return caught.value.faults


def fault(folder: Path) -> Fault:
    (found,) = faults(folder)
    return found


# Reading


def test_its_own_events_come_first(folder: Path) -> None:
    log(
        folder, HEAD + "one,2025-03-01T23:30,ana,late-night,ben,\n\n,2025-03-02,ana;ben,talk,,one\n"
    )

    polycule = load(folder / "us.yaml")

    assert [(event.act, event.who, event.about) for event in polycule.events] == [
        ("talk", ("ana", "ben"), ()),
        ("late-night", ("ana",), ()),
        ("talk", ("ana", "ben"), ("one",)),
    ]


def test_it_equals_the_document_that_holds_them_itself(folder: Path) -> None:
    log(folder, HEAD + "one,2025-03-01T23:30,ana,late-night,ben,\n")

    polycule = load(folder / "us.yaml")

    assert loads(dumps(polycule)) == polycule
    assert "events_from" not in dumps(polycule)


def test_several_files_are_read_in_their_order(folder: Path) -> None:
    names(folder, "[a.csv, b.jsonl]")
    log(folder, "at,act\n2025-02-01,talk\n", "a.csv")
    log(folder, '{"at": "2025-02-02", "act": "debrief", "who": ["ana", "ben"]}\n\n', "b.jsonl")

    assert [event.act for event in load(folder / "us.yaml").events] == ["talk", "talk", "debrief"]


def test_a_cell_of_json_says_what_a_text_cannot(folder: Path) -> None:
    log(
        folder,
        'at,act,who,about\n2025-03-01,say-yes,ana,"{""act"": ""overnight"", ""who"": ""ben""}"\n',
    )

    (about,) = load(folder / "us.yaml").events[1].about
    assert about.act == "overnight"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_spreadsheets_write_in_many_ways(folder: Path, end: str, mark: bytes) -> None:
    log(folder, mark + f"at,act{end}2025-03-01,talk{end}".encode())

    assert len(load(folder / "us.yaml").events) == 2


@pytest.mark.parametrize("text", ["", "at,act\n", "\n"])
def test_a_log_may_be_empty(folder: Path, text: str) -> None:
    log(folder, text)

    assert len(load(folder / "us.yaml").events) == 1


def test_a_finding_about_an_event_points_into_its_file(folder: Path) -> None:
    log(folder, HEAD + "".join(f",2025-03-0{day}T23:30,ana,late-night,ben,\n" for day in (1, 2)))

    report = check(load(folder / "us.yaml"), select=["DRF301"])

    evidence = [each for each in report.findings[0].evidence if each.span is not None]
    assert {each.span.file for each in evidence} >= {str(folder / "log.csv")}
    assert str(folder / "log.csv") in render_text(report)


def test_a_hundred_thousand_events_are_read(folder: Path) -> None:
    row = ",2025-03-01T23:30,ana,talk,ben,\n"
    log(folder, HEAD + row * 100_000)

    assert len(load(folder / "us.yaml").events) == 100_001


# What is wrong


def test_every_fault_comes_at_once_each_with_its_file(folder: Path) -> None:
    names(folder, "[a.csv, b.jsonl]")
    (folder / "us.yaml").write_text(
        (folder / "us.yaml").read_text() + "peple: {}\n", encoding="utf-8"
    )
    log(folder, HEAD + "x,2025-13-01,ana,talk,,\n,2025-03-01,bne,talk,,\n", "a.csv")
    log(folder, '{"at": "2025-03-01", "act": "tlk"}\n{"at": \n', "b.jsonl")

    found = [(Path(each.file).name, each.line, each.column, each.code) for each in faults(folder)]

    assert found == [
        ("us.yaml", 10, 1, "DOC002"),
        ("a.csv", 2, 3, "DOC004"),
        ("a.csv", 3, 13, "DOC003"),
        ("b.jsonl", 1, 29, "DOC003"),
        ("b.jsonl", 2, 8, "DOC001"),
    ]


def test_names_are_looked_up_across_the_files(folder: Path) -> None:
    log(folder, HEAD + ",2025-03-01,bne,talk,,\n")

    found = fault(folder)

    assert (found.message, found.help) == ("unknown person `bne`", "did you mean `ben`?")
    assert (dotted(found.path), found.line, found.column) == ("events[1].who", 2, 13)


@pytest.mark.parametrize(
    ("text", "message", "help_", "place"),
    [
        ("at,act,whoo\n", "unknown column `whoo`", "did you mean `who`?", (1, 8)),
        ("act\ntalk\n", "column `at` is missing", "add `at`", (1, 1)),
        ("at,act,at\n", "column `at` stands twice", None, (1, 8)),
        ("at,,act\n", "a column has no name", None, (1, 4)),
        (
            "at;act\n2025-03-01;talk\n",
            "its columns are parted by semicolons",
            "part them by commas; some programs call that `CSV (comma delimited)`",
            (1, 1),
        ),
        (
            "at\tact\n2025-03-01\ttalk\n",
            "its columns are parted by tabs",
            "part them by commas; some programs call that `CSV (comma delimited)`",
            (1, 1),
        ),
        (
            "at,act,who\n2025-03-01,ta",
            "the row has 2 cells, and the heading 3",
            "add the missing commas",
            (2, 1),
        ),
        (
            "at,act\n2025-03-01,talk,ana\n",
            "the row has 3 cells, and the heading 2",
            "a cell with a comma in it needs quotation marks around it",
            (2, 1),
        ),
        (
            'at,act\n2025-03-01,"talk\n',
            "quotation marks are opened here and do not end well",
            "close them, and write those inside twice",
            (2, 12),
        ),
        (
            'at,act,about\n2025-03-01,talk,"{""act"": "\n',
            "it is not JSON: expecting value",
            "it begins as JSON does",
            (2, 17),
        ),
        ("at,act\n2025-03-01,\n", "`act` is missing", "add `act`", (2, 1)),
    ],
)
def test_csv_that_is_none_is_told_with_its_place(
    folder: Path, text: str, message: str, help_: str | None, place: tuple[int, int]
) -> None:
    log(folder, text)

    found = fault(folder)

    assert (found.message, found.help) == (message, help_)
    assert Path(found.file).name == "log.csv"
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        (
            '{"at": "2025-03-01", "act": "talk"}\n{"at": "20',
            "it is not JSON: unterminated string starting at",
            (2, 8),
        ),
        ("[]\n", "a list stands where keys such as `at`, `act` belong", (1, 1)),
        ('\n{"at": "2025-03-01", "act": "talk", "whoo": "ana"}\n', "unknown key `whoo`", (2, 37)),
        ('{"at": "2025-03-01", "at": "2025-03-01", "act": "talk"}\n', "`at` stands twice", (1, 22)),
    ],
)
def test_json_lines_that_are_none_are_told_with_their_place(
    folder: Path, text: str, message: str, place: tuple[int, int]
) -> None:
    names(folder, "log.jsonl")
    log(folder, text, "log.jsonl")

    found = fault(folder)

    assert found.message == message
    assert (found.line, found.column) == place


def test_a_fault_is_shown_with_its_own_line(folder: Path) -> None:
    log(folder, HEAD + ",2025-03-01,bne,talk,,\n")
    with pytest.raises(DocumentError) as caught:
        load(folder / "us.yaml")

    shown = render_faults(caught.value, text=(folder / "us.yaml").read_text())

    assert "2 | ,2025-03-01,bne,talk,," in shown


def test_an_event_that_cannot_be_read_makes_no_name_unknown(folder: Path) -> None:
    log(folder, HEAD + "one,2025-99-01,ana,talk,,\n,2025-03-02,ana,tell,,one\n")

    assert [each.message for each in faults(folder)] == [
        "`2025-99-01` is not a day of the calendar"
    ]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: None, "`log.csv`: there is no such file"),
        (lambda path: path.mkdir(), "`log.csv`: it is a folder, not a file"),
        (lambda path: path.write_bytes("at,act\n".encode("utf-16")), "`log.csv`: it is in UTF-16"),
    ],
)
def test_a_file_that_is_none_is_told_where_it_is_named(folder: Path, make, message) -> None:
    make(folder / "log.csv")

    found = fault(folder)

    assert found.message == message
    assert (Path(found.file).name, found.line, found.column) == ("us.yaml", 9, 14)


def test_a_file_that_is_not_utf_8_is_told_at_its_byte(folder: Path) -> None:
    log(folder, b"at,act,how\n2025-03-01,talk,sp\xe4t\n")

    found = fault(folder)

    assert found.message == "it is not UTF-8: byte 0xe4"
    assert (Path(found.file).name, found.line, found.column) == ("log.csv", 2, 19)


def test_a_huge_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_EVENT_BYTES", 1024 * 1024)
    log(folder, HEAD + "," * 2 * 1024 * 1024)

    found = fault(folder)

    assert found.message == "`log.csv`: it is larger than 1 megabytes"
    assert found.help == "keep each year in a file of its own"


@pytest.mark.parametrize(
    "name",
    [
        *("../log.csv", "/etc/passwd", "a/../../log.csv", "C:/log.csv", "c:log.csv"),
        *(r"..\\log.csv", r"a\\log.csv", "https://example.org/log.csv", "/log.csv"),
    ],
)
def test_a_file_outside_of_the_folder_is_refused(folder: Path, name: str) -> None:
    (folder / "inner").mkdir()
    (folder / "us.yaml").rename(folder / "inner" / "us.yaml")
    log(folder, "at,act\n2025-03-01,talk\n")
    names(folder / "inner", f'"{name}"')

    found = fault(folder / "inner")

    assert found.message.endswith("is not in the folder of the document")
    assert found.help == "put the file beside the document, and write its name alone"


def test_a_link_that_leads_out_is_refused(folder: Path, tmp_path_factory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "log.csv"
    elsewhere.write_text("at,act\n2025-03-01,talk\n")
    (folder / "log.csv").symlink_to(elsewhere)

    assert fault(folder).message == "`log.csv` is not in the folder of the document"


def test_a_folder_in_the_folder_is_inside(folder: Path) -> None:
    (folder / "logs").mkdir()
    names(folder, "logs/log.csv")
    log(folder / "logs", "at,act\n2025-03-01,talk\n")

    assert len(load(folder / "us.yaml").events) == 2


@pytest.mark.parametrize(
    ("name", "message", "help_"),
    [
        ("log.parquet", "`log.parquet` is Parquet", "write it as `*.csv` or `*.jsonl`"),
        ("log.txt", "`log.txt` does not say its format", "name it `*.csv` or `*.jsonl`"),
        (
            "{a: b}",
            "a map stands where the name of a file belongs",
            "name a file beside the document, as `evenings.csv`",
        ),
        (
            '""',
            "`` stands where the name of a file belongs",
            "name a file beside the document, as `evenings.csv`",
        ),
    ],
)
def test_a_name_that_is_none_is_refused(folder: Path, name: str, message: str, help_: str) -> None:
    names(folder, name)
    (folder / "log.parquet").touch()
    (folder / "log.txt").touch()

    found = fault(folder)

    assert (found.message, found.help) == (message, help_)


def test_a_text_has_no_folder() -> None:
    with pytest.raises(DocumentError) as caught:
        loads(DOCUMENT + "events_from: log.csv\n")

    assert caught.value.faults[0].message == (
        "`log.csv` stands beside a document, and this text has no folder"
    )


def test_a_text_can_be_given_one(folder: Path) -> None:
    log(folder, "at,act\n2025-03-01,talk\n")

    assert len(loads((folder / "us.yaml").read_text(), folder=folder).events) == 2


def test_an_id_stands_once_in_all_the_files(folder: Path) -> None:
    names(folder, "[a.csv, b.csv]")
    for name in ("a.csv", "b.csv"):
        log(folder, "id,at,act\none,2025-03-01,talk\n", name)

    found = fault(folder)

    assert found.message == "`one` stands twice in `events`"
    assert (Path(found.file).name, found.line) == ("b.csv", 2)


def test_times_with_and_without_an_offset_stay_apart(folder: Path) -> None:
    log(folder, "at,act\n2025-03-01T10:00+01:00,talk\n2025-03-01T11:00,talk\n")

    found = fault(folder)

    assert found.message.startswith("a time without an offset")
    assert found.line == 3


# Writing


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(polycules(), st.sampled_from(["csv", "jsonl"]))
def test_events_survive_a_file_of_their_own(polycule: Polycule, format) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dump_events(polycule.events, folder / f"log.{format}")
        tree = to_tree(polycule)
        tree.pop("events", None)
        text = json.dumps({**tree, "events_from": f"log.{format}"})
        (folder / "us.json").write_text(text, encoding="utf-8")

        assert load(folder / "us.json") == polycule


@given(st.lists(strategies.events(), max_size=3))
def test_events_are_written_the_same_each_time(several: list[Event]) -> None:
    assert dumps_events(several) == dumps_events(tuple(several))


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="unknown format `xml`"):
        dumps_events((), format="xml")  # type: ignore[arg-type]


def test_a_full_disk_leaves_the_log_as_it_was(tmp_path: Path, monkeypatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "log.csv").write_text("as it was")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        dump_events((), tmp_path / "log.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
    assert (tmp_path / "log.csv").read_text() == "as it was"


def test_a_document_that_could_not_be_read_again_is_not_written() -> None:
    event = Event(at=dt.date(2025, 1, 1), act="talk", how=("x" * 1000,))

    with pytest.raises(NotKept, match="larger than 16 megabytes"):
        dumps(Polycule(events=(event,) * 20_000))


def test_changing_a_text_leaves_its_log_where_it_is(folder: Path) -> None:
    log(folder, "at,act\n2025-03-01,talk\n")
    text = (folder / "us.yaml").read_text()
    polycule = loads(text, folder=folder)

    after = update(text, evolve(polycule, title="Ours"), folder=folder)

    assert after == text.replace("polyagree: 1\n", "polyagree: 1\ntitle: Ours\n")


def test_changing_the_events_brings_them_into_the_document(folder: Path) -> None:
    log(folder, "at,act\n2025-03-01,talk\n")
    text = (folder / "us.yaml").read_text()
    polycule = loads(text, folder=folder)

    after = update(text, polycule.put(polycule.events[0]), folder=folder)

    assert "events_from" not in after
    assert len(loads(after).events) == 3
