"""Events in files beside the document: read with it, refused with it, never outside its folder."""

from __future__ import annotations

import datetime as dt
import os
import pickle
from pathlib import Path

import pytest
from attrs import evolve
from logs import DOCUMENT, HEAD, fault, faults, log, us

from polyagree.analyzers.run import check
from polyagree.codec import beside, dumps, event_files, load, loads, update
from polyagree.errors import DocumentError, NotKept
from polyagree.model import Event, Polycule
from polyagree.report import render_faults, render_text
from polyagree.source import Span, dotted

NIGHTS = HEAD + "".join(f",2025-03-0{day}T23:30,ana,late-night,ben,\n" for day in (1, 2))


# Reading


def test_its_own_events_come_first(tmp_path: Path) -> None:
    document = log(
        tmp_path,
        HEAD + "one,2025-03-01T23:30,ana,late-night,ben,\n\n,2025-03-02,ana;ben,talk,,one\n",
    )

    assert [(event.act, event.who, event.about) for event in load(document).events] == [
        ("talk", ("ana", "ben"), ()),
        ("late-night", ("ana",), ()),
        ("talk", ("ana", "ben"), ("one",)),
    ]


def test_it_equals_the_document_that_holds_them_itself(tmp_path: Path) -> None:
    polycule = load(log(tmp_path, HEAD + "one,2025-03-01T23:30,ana,late-night,ben,\n"))

    assert loads(dumps(polycule)) == polycule
    assert "events_from" not in dumps(polycule)


def test_several_files_are_read_in_their_order(tmp_path: Path) -> None:
    log(tmp_path, "at,act\n2025-02-01,talk\n", "a.csv")
    log(tmp_path, '{"at": "2025-02-02", "act": "debrief", "who": ["ana", "ben"]}\n\n', "b.jsonl")
    document = us(tmp_path, "[a.csv, b.jsonl]")

    assert [event.act for event in load(document).events] == ["talk", "talk", "debrief"]


def test_a_list_of_no_files_names_none(tmp_path: Path) -> None:
    assert len(load(us(tmp_path, "[]")).events) == 1


def test_a_folder_in_the_folder_is_inside(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "log.csv").write_text("at,act\n2025-03-01,talk\n")

    assert len(load(us(tmp_path, "logs/log.csv")).events) == 2


def test_a_link_to_a_file_in_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "2025.txt").write_text("at,act\n2025-03-01,talk\n")
    (tmp_path / "log.csv").symlink_to(tmp_path / "2025.txt")

    assert len(load(us(tmp_path)).events) == 2


def test_a_text_can_be_given_a_folder(tmp_path: Path) -> None:
    document = log(tmp_path, "at,act\n2025-03-01,talk\n")

    assert loads(document.read_text(), folder=tmp_path) == load(document)


# Places


def test_a_finding_about_an_event_points_into_its_file(tmp_path: Path) -> None:
    report = check(load(log(tmp_path, NIGHTS)), select=["DRF301"])

    over = report.findings[0].evidence[-1]
    assert over.path == "events[2]"
    assert over.span == Span(str(tmp_path / "log.csv"), 3, 1, 3, 38)
    assert f"{tmp_path / 'log.csv'}, line 3, events[2]" in render_text(report)


def test_a_place_is_found_again_after_pickling(tmp_path: Path) -> None:
    polycule = load(log(tmp_path, NIGHTS))

    again = pickle.loads(pickle.dumps(polycule))

    assert again.source.find(("events", 2, "who")) == Span(str(tmp_path / "log.csv"), 3, 19, 3, 22)


def test_an_event_that_is_put_behind_them_stands_in_no_file(tmp_path: Path) -> None:
    polycule = load(log(tmp_path, NIGHTS))

    more = polycule.put(Event(at=dt.date(2025, 4, 1), act="talk"))

    assert more.source is not None
    assert more.source.find(("events", 3, "act")) is None
    assert more.source.find(("events", 2, "act")) is not None


def test_after_one_is_dropped_no_event_has_a_place(tmp_path: Path) -> None:
    polycule = load(log(tmp_path, NIGHTS))

    fewer = polycule.drop(polycule.events[1])

    assert fewer.source is not None
    assert fewer.source.find(("events", 1)) is None


# Faults


def test_every_fault_comes_at_once_each_with_its_file(tmp_path: Path) -> None:
    log(tmp_path, HEAD + "x,2025-13-01,ana,talk,,\n,2025-03-01,bne,talk,,\n", "a.csv")
    log(tmp_path, '{"at": "2025-03-01", "act": "tlk"}\n{"at": \n', "b.jsonl")
    document = us(tmp_path, "[a.csv, b.jsonl]")
    document.write_text(document.read_text() + "peple: {}\n")

    found = [
        (Path(str(each.file)).name, each.line, each.column, each.code) for each in faults(document)
    ]

    assert found == [
        ("us.yaml", 10, 1, "DOC002"),
        ("a.csv", 2, 3, "DOC004"),
        ("a.csv", 3, 13, "DOC003"),
        ("b.jsonl", 1, 29, "DOC003"),
        ("b.jsonl", 2, 8, "DOC001"),
    ]


def test_names_are_looked_up_in_the_document(tmp_path: Path) -> None:
    found = fault(log(tmp_path, HEAD + ",2025-03-01,bne,talk,,\n"))

    assert (found.message, found.help) == ("unknown person `bne`", "did you mean `ben`?")
    assert (dotted(found.path), found.line, found.column) == ("events[1].who", 2, 13)


def test_a_row_that_cannot_be_read_moves_no_other(tmp_path: Path) -> None:
    found = faults(
        log(tmp_path, "at,act,who\n2025-03-01,talk\n2025-03-02,talk,bne\n2025-03-99,talk,ana\n")
    )

    assert [(dotted(each.path), each.line, each.column) for each in found] == [
        ("events[1]", 2, 1),
        ("events[2].who", 3, 17),
        ("events[3].at", 4, 1),
    ]


def test_a_row_that_cannot_be_read_moves_no_event_of_another_file(tmp_path: Path) -> None:
    log(tmp_path, "at,act\n2025-03-01\n", "a.csv")
    log(tmp_path, "at,act,who\n2025-03-01,talk,bne\n", "b.csv")

    first, second = faults(us(tmp_path, "[a.csv, b.csv]"))

    assert (Path(str(first.file)).name, dotted(first.path)) == ("a.csv", "events[1]")
    assert (Path(str(second.file)).name, dotted(second.path)) == ("b.csv", "events[2].who")
    assert (second.line, second.column) == (2, 17)


def test_an_event_that_cannot_be_read_makes_no_name_unknown(tmp_path: Path) -> None:
    document = log(tmp_path, HEAD + "one,2025-99-01,ana,talk,,\n,2025-03-02,ana,tell,,one\n")

    assert fault(document).message == "`2025-99-01` is not a day of the calendar"


def test_a_file_that_is_missing_makes_no_name_unknown(tmp_path: Path) -> None:
    document = us(tmp_path)
    document.write_text(
        document.read_text() + "breaches: {late: {of: home.nights, by: ana, event: one}}\n"
    )

    assert fault(document).message == "`log.csv`: there is no such file"


def test_an_id_stands_once_in_all_the_files(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        log(tmp_path, "id,at,act\none,2025-03-01,talk\n", name)

    found = fault(us(tmp_path, "[a.csv, b.csv]"))

    assert found.message == "`one` stands twice in `events`"
    assert (Path(str(found.file)).name, found.line) == ("b.csv", 2)


def test_times_with_and_without_an_offset_stay_apart(tmp_path: Path) -> None:
    found = fault(log(tmp_path, "at,act\n2025-03-01T10:00+01:00,talk\n2025-03-01T11:00,talk\n"))

    assert found.message.startswith("a time without an offset")
    assert found.line == 3


def test_a_fault_is_shown_with_its_own_line(tmp_path: Path) -> None:
    document = log(tmp_path, HEAD + ",2025-03-01,bne,talk,,\n")
    with pytest.raises(DocumentError) as caught:
        load(document)

    shown = render_faults(caught.value, text=document.read_text())

    assert "2 | ,2025-03-01,bne,talk,," in shown


def test_what_is_not_utf_8_is_shown_with_its_own_line(tmp_path: Path) -> None:
    document = log(tmp_path, b"at,act,how\n2025-03-01,talk,sp\xe4t\n")
    with pytest.raises(DocumentError) as caught:
        load(document)

    shown = render_faults(caught.value, text=document.read_text())

    assert "2 | 2025-03-01,talk,sp\ufffdt" in shown


def test_the_sentence_of_the_error_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load(log(tmp_path, HEAD + ",2025-03-01,bne,talk,,\n"))

    assert f"{tmp_path / 'log.csv'}:2:13: DOC003 unknown person `bne`" in str(caught.value)


@pytest.mark.parametrize("cell", ["2025-13-01,talk", "2025-03-01,tlk", "2025-03-01"])
def test_of_very_many_faults_the_first_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str
) -> None:
    monkeypatch.setattr(event_files, "MAX_FAULTS", 5)

    found = faults(log(tmp_path, "at,act\n" + f"{cell}\n" * 1_000))

    assert [each.line for each in found] == [2, 3, 4, 5, 6, 7]
    assert found[-1].message == (
        "the file has more than 5 faults, and those after this are not told"
    )


def test_very_many_faults_in_one_file_hide_none_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_files, "MAX_FAULTS", 5)
    log(tmp_path, "at,act\n" + "2025-13-01,talk\n" * 1_000, "a.csv")
    log(tmp_path, "at,act\n2025-13-01,talk\n", "b.csv")

    found = faults(us(tmp_path, "[a.csv, b.csv]"))

    assert Path(str(found[-1].file)).name == "b.csv"


# Names


@pytest.mark.parametrize(
    "name",
    [
        *("../log.csv", "/etc/passwd", "a/../../log.csv", "inner/../log.csv", "/log.csv"),
        *("C:/log.csv", "c:log.csv", r"..\\log.csv", r"a\\log.csv", "https://example.org/log.csv"),
        "file:///log.csv",
    ],
)
def test_a_file_outside_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "log.csv").write_text("at,act\n2025-03-01,talk\n")

    found = fault(us(tmp_path / "inner", f'"{name}"'))

    assert found.message.endswith("is not in the folder of the document")
    assert found.help == "put the file beside the document, and write its name alone"
    assert (found.line, found.column) == (9, 14)


def test_a_link_that_leads_out_is_refused(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "log.csv"
    elsewhere.write_text("at,act\n2025-03-01,talk\n")
    (tmp_path / "log.csv").symlink_to(elsewhere)

    assert fault(us(tmp_path)).message == "`log.csv` is not in the folder of the document"


def test_a_folder_that_leads_out_is_refused(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "log.csv").write_text("at,act\n2025-03-01,talk\n")
    (tmp_path / "logs").symlink_to(elsewhere)

    found = fault(us(tmp_path, "logs/log.csv"))

    assert found.message == "`logs/log.csv` is not in the folder of the document"


def test_links_that_lead_round_in_a_circle_are_said(tmp_path: Path) -> None:
    (tmp_path / "log.csv").symlink_to(tmp_path / "log.csv")

    assert fault(us(tmp_path)).message.startswith("`log.csv`: it cannot be opened: ")


@pytest.mark.parametrize("name", ['"a\\0.csv"', "x" * 300 + ".csv"])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, name: str) -> None:
    assert ": it cannot be opened: " in fault(us(tmp_path, name)).message


@pytest.mark.parametrize("again", ["log.csv", "./log.csv"])
def test_a_file_is_named_once(tmp_path: Path, again: str) -> None:
    log(tmp_path, "at,act\n2025-03-01,talk\n")

    found = fault(us(tmp_path, f"[log.csv, {again}]"))

    assert (found.message, found.help) == (f"`{again}` stands twice", "keep one of them")
    assert (found.line, found.column) == (9, 24)


@pytest.mark.parametrize(
    ("name", "message", "help_"),
    [
        ("log.parquet", "`log.parquet` is Parquet", "write it as `*.csv` or `*.jsonl`"),
        ("log.xlsx", "`log.xlsx` is a spreadsheet", "save its sheet as `*.csv`"),
        ("log.txt", "`log.txt` does not say its format", "name it `*.csv` or `*.jsonl`"),
        ("us.yaml", "`us.yaml` does not say its format", "name it `*.csv` or `*.jsonl`"),
        (".", "`.` does not say its format", "name it `*.csv` or `*.jsonl`"),
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
        (
            "",
            "nothing stands where the name of a file belongs",
            "name a file beside the document, as `evenings.csv`",
        ),
    ],
)
def test_a_name_that_is_none_is_refused(
    tmp_path: Path, name: str, message: str, help_: str
) -> None:
    found = fault(us(tmp_path, name))

    assert (found.message, found.help) == (message, help_)


def test_a_text_has_no_folder() -> None:
    with pytest.raises(DocumentError) as caught:
        loads(DOCUMENT + "events_from: log.csv\n")

    (found,) = caught.value.faults
    assert found.message == "`log.csv` stands beside a document, and this text has no folder"
    assert found.help == "load the document from its file, or say its `folder`"


# Files


def test_a_file_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    found = fault(us(tmp_path))

    assert found.message == "`log.csv`: there is no such file"
    assert (Path(str(found.file)).name, found.line, found.column) == ("us.yaml", 9, 14)


def test_a_folder_is_no_file_of_events(tmp_path: Path) -> None:
    (tmp_path / "log.csv").mkdir()

    assert fault(us(tmp_path)).message == "`log.csv`: it is a folder, not a file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log.csv")

    assert fault(us(tmp_path)).message == "`log.csv` is no ordinary file"


def test_a_file_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests may run as somebody who may read everything.
    document = log(tmp_path, "at,act\n")
    opened = Path.open

    def refuse(path: Path, *args: str, **options: str) -> object:
        if path.name == "log.csv":
            raise PermissionError
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)

    assert fault(document).message == "`log.csv`: it may not be read"


def test_a_file_that_vanishes_meanwhile_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = log(tmp_path, "at,act\n")
    look = beside._place_of

    def vanish(*args: object) -> Path:
        place: Path = look(*args)
        place.unlink()
        return place

    monkeypatch.setattr(beside, "_place_of", vanish)

    assert fault(document).message == "`log.csv`: there is no such file"


def test_utf_16_is_said(tmp_path: Path) -> None:
    found = fault(log(tmp_path, "at,act\n".encode("utf-16")))

    assert (found.message, found.help) == ("`log.csv`: it is in UTF-16", "save it as UTF-8")


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_files, "MAX_EVENT_BYTES", 1024 * 1024)

    found = fault(log(tmp_path, HEAD + "," * 2 * 1024 * 1024))

    assert found.message == "`log.csv`: it is larger than 1 megabytes"
    assert found.help == "keep each year in a file of its own"


def test_no_more_of_a_file_is_read_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_files, "MAX_EVENT_BYTES", 1024 * 1024)
    with (tmp_path / "log.csv").open("wb") as file:
        file.truncate(1024 * 1024 * 1024 * 1024)

    assert fault(us(tmp_path)).message == "`log.csv`: it is larger than 1 megabytes"


def test_too_many_events_are_refused_in_all_the_files_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_files, "MAX_EVENTS", 3)
    for name in ("a.csv", "b.csv"):
        log(tmp_path, "at,act\n" + "2025-03-01,talk\n" * 2, name)

    found = fault(us(tmp_path, "[a.csv, b.csv]"))

    assert found.message == "the files of one document hold at most 3 events"
    assert found.help == "keep the years that are over in a document of their own"
    assert (Path(str(found.file)).name, found.line) == ("b.csv", 3)


# Writing and changing


def test_a_document_that_could_not_be_read_again_is_not_written() -> None:
    event = Event(at=dt.date(2025, 1, 1), act="talk", how=("x" * 1000,))

    with pytest.raises(NotKept, match="larger than 16 megabytes"):
        dumps(Polycule(events=(event,) * 20_000))


def test_changing_a_text_leaves_its_log_where_it_is(tmp_path: Path) -> None:
    text = log(tmp_path, "at,act\n2025-03-01,talk\n").read_text()
    polycule = loads(text, folder=tmp_path)

    after = update(text, evolve(polycule, title="Ours"), folder=tmp_path)

    assert after == text.replace("polyagree: 1\n", "polyagree: 1\ntitle: Ours\n")


def test_changing_a_text_in_json_leaves_its_log_where_it_is(tmp_path: Path) -> None:
    log(tmp_path, "at,act\n2025-03-01,talk\n")
    text = '{"polyagree": 1, "people": {"ana": "Ana"}, "events_from": "log.csv"}'
    polycule = evolve(loads(text, format="json", folder=tmp_path), title="Ours")

    after = update(text, polycule, format="json", folder=tmp_path)

    assert '"events_from": "log.csv"' in after
    assert loads(after, format="json", folder=tmp_path) == polycule


def test_changing_the_events_brings_them_into_the_document(tmp_path: Path) -> None:
    text = log(tmp_path, "at,act\n2025-03-01,talk\n").read_text()
    polycule = loads(text, folder=tmp_path)

    after = update(text, polycule.put(polycule.events[0]), folder=tmp_path)

    assert "events_from" not in after
    assert len(loads(after).events) == 3


def test_a_log_that_a_document_cannot_take_in_is_said_to_be_too_large(tmp_path: Path) -> None:
    rows = f"2025-03-01,talk,{'x' * 100_000}\n" * 200
    text = log(tmp_path, f"at,act,how\n{rows}").read_text()
    polycule = loads(text, folder=tmp_path)

    with pytest.raises(NotKept, match="larger than 16 megabytes"):
        update(text, polycule.put(polycule.events[0]), folder=tmp_path)
