"""What stands in a file of events: CSV and JSON Lines, and every fault at its place."""

from __future__ import annotations

from random import Random

import pytest
from measuring import rounds

from polyagree.codec import EventFormat, dumps_events, event_files, load, loads_events
from polyagree.errors import DocumentError, Fault
from polyagree.model import Event, Happening
from polyagree.testing.damage import damaged, misworded


def only(text: str, format: EventFormat = "csv") -> Event:
    (event,) = loads_events(text, format=format)
    return event


def faults(text: str | bytes, format: EventFormat = "csv") -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        loads_events(text, format=format)
    return caught.value.faults


def fault(text: str | bytes, format: EventFormat = "csv") -> Fault:
    (found,) = faults(text, format)
    return found


def complaints(text: str, format: EventFormat) -> list[str]:
    """Return what is wrong with how *text* is refused; empty if it is read."""
    try:
        loads_events(text, format=format)
    except DocumentError as error:
        return misworded(error, text=text)
    return []


# CSV


def test_people_stand_in_a_cell_with_commas_too_and_texts_keep_theirs() -> None:
    event = only('at,act,who,with,how\n2025-03-01,talk,"ana, ben",caro,"slow, kind"\n')

    assert event.who == ("ana", "ben")
    assert event.how == ("slow, kind",)


def test_several_names_stand_in_a_cell_with_semicolons() -> None:
    event = only("at,act,who,details\n2025-03-01,tell,ana; ben,that;who\n")

    assert (event.who, event.details) == (("ana", "ben"), ("that", "who"))


def test_an_empty_cell_is_a_key_left_out() -> None:
    assert only("id,at,act,who,lasting\n,2025-03-01,talk, ,\n") == only("at,act\n2025-03-01,talk\n")


def test_a_cell_of_json_says_what_a_text_cannot() -> None:
    event = only(
        'at,act,about,how\n2025-03-01,say-yes,"{""act"": ""date""}","[""a; b"", ""[c]""]"\n'
    )

    assert event.about == (Happening(act="date"),)
    assert event.how == ("a; b", "[c]")


def test_a_text_goes_on_over_lines() -> None:
    assert only('at,act,how\n2025-03-01,talk,"slowly,\nand ""well"""\n').how == (
        'slowly,\nand "well"',
    )


def test_a_cell_may_be_longer_than_the_standard_library_reads() -> None:
    words = "x" * 200_000

    assert only(f"at,act,how\n2025-03-01,talk,{words}\n").how == (words,)


@pytest.mark.parametrize(
    "row", ["2025-03-01, talk, ana", '2025-03-01, talk , "ana"', '2025-03-01,talk,"ana" ']
)
def test_spaces_around_a_cell_do_not_count(row: str) -> None:
    assert only(f"at, act, who\n{row}\n").who == ("ana",)


@pytest.mark.parametrize("blank", ["", "  ", ",,", ' , ,""'])
def test_a_row_that_says_nothing_is_no_event(blank: str) -> None:
    text = f"{blank}\nat,act,who\n{blank}\n2025-03-01,talk,ana\n{blank}\n"

    assert only(text).who == ("ana",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_spreadsheets_write_in_many_ways(end: str, mark: bytes) -> None:
    text = mark + f"at,act{end}2025-03-01 23:30,talk{end}".encode()

    assert len(loads_events(text)) == 1


def test_the_last_line_needs_no_end() -> None:
    assert only("at,act\n2025-03-01,talk").act == "talk"


@pytest.mark.parametrize("text", ["", "at,act\n", "\n", "at,act"])
def test_a_log_may_be_empty(text: str) -> None:
    assert loads_events(text) == ()


@pytest.mark.parametrize(
    ("text", "message", "help_", "place"),
    [
        ("at,act,whoo\n", "unknown column `whoo`", "did you mean `who`?", (1, 8)),
        (
            "at,act,visible to\n",
            "unknown column `visible to`",
            "did you mean `visible_to`?",
            (1, 8),
        ),
        ("At,act\n", "unknown column `At`", "did you mean `at`?", (1, 1)),
        (
            "at,act,mood\n",
            "unknown column `mood`",
            "the columns of an event are `id`, `at`, `who`, `act`, `with`, `to`, `about`, `where`, `how`, `lasting`, `amount`, `details`, `visible_to`",
            (1, 8),
        ),
        ("act\ntalk\n", "column `at` is missing", "add `at`", (1, 1)),
        ("at,act,at\n", "column `at` stands twice", "keep one of them", (1, 8)),
        ("at,,act\n", "a column has no name", "name it, or take it out", (1, 4)),
        (
            "at;act\n2025-03-01;talk\n",
            "its columns are parted by semicolons",
            "part them by commas; some programs call that `CSV (comma delimited)`",
            (1, 1),
        ),
        (
            '"at";"act"\n"2025-03-01";"talk"\n',
            "its columns are parted by semicolons",
            "part them by commas; some programs call that `CSV (comma delimited)`",
            (1, 1),
        ),
        (
            '"at,act\n2025-03-01,talk\n',
            "quotation marks are opened here and do not end well",
            "close them, and write those inside twice",
            (1, 1),
        ),
        (
            "at\tact\n2025-03-01\ttalk\n",
            "its columns are parted by tabs",
            "part them by commas; some programs call that `CSV (comma delimited)`",
            (1, 1),
        ),
        (
            "at,act,who\n2025-03-01,talk\n",
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
            'at,act\n2025-03-01,"ta"lk"\n',
            "quotation marks are opened here and do not end well",
            "close them, and write those inside twice",
            (2, 12),
        ),
        (
            'at,act,about\n2025-03-01,talk,"{""act"": "\n',
            "it is not JSON: expecting value",
            'a cell that begins with `{` or `[` is JSON; a text like that is `["..."]`',
            (2, 17),
        ),
        (
            'at,act,about\n2025-03-01,talk,"{""act"": ""date"", ""act"": ""sex""}"\n',
            "`act` stands twice",
            "keep one of them",
            (2, 17),
        ),
        ("at,act\n2025-03-01,\n", "`act` is missing", "add `act`", (2, 1)),
        ("at,act,lasting\n\n2025-03-01,talk,long\n", "`long` is not a duration", None, (3, 17)),
    ],
)
def test_csv_that_is_none_is_told_with_its_place(
    text: str, message: str, help_: str | None, place: tuple[int, int]
) -> None:
    found = fault(text)

    assert found.message == message
    assert help_ is None or found.help == help_
    assert (found.line, found.column) == place


def test_everything_that_is_wrong_with_a_heading_comes_at_once() -> None:
    assert [each.message for each in faults("whoo,,id,id\n")] == [
        "unknown column `whoo`",
        "column `at` is missing",
        "column `act` is missing",
        "a column has no name",
        "column `id` stands twice",
    ]


def test_a_row_that_is_broken_within_a_line_hides_no_other() -> None:
    found = faults('at,act\n"2025"-03-01,talk\n2025-13-01,talk\n')

    assert [(each.line, each.column) for each in found] == [(2, 1), (3, 1)]


def test_what_stands_before_quotation_marks_that_do_not_end_is_looked_at() -> None:
    found = faults('at,act\n2025-13-01,talk\n2025-03-01,"talk\n2025-03-02,talk\n')

    assert [(each.line, each.column) for each in found] == [(2, 1), (3, 12)]


def test_a_fault_behind_a_cell_of_several_lines_stands_where_it_stands() -> None:
    found = fault('at,act,how\n2025-03-01,talk,"a\r\nb"\n2025-13-01,talk,\n')

    assert (found.line, found.column) == (4, 1)


def test_a_heading_with_very_many_columns_is_told_shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_files, "MAX_FAULTS", 5)

    assert len(faults("at,act" + "," * 100_000 + "\n")) == 5


# JSON Lines


def test_a_line_is_an_event_as_in_a_document_in_json() -> None:
    event = only(
        '\n{"at": "2025-03-01", "act": "say-yes", "who": ["ana", "ben"], "about": {"act": "date"}}\r\n\n',
        "jsonl",
    )

    assert event.who == ("ana", "ben")
    assert event.about == (Happening(act="date"),)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_lines_may_be_none(text: str) -> None:
    assert loads_events(text, format="jsonl") == ()


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("[]\n", "a list stands where keys such as `at`, `act` belong", (1, 1)),
        ("null\n", "nothing is written here", (1, 1)),
        ('\n{"at": "2025-03-01", "act": "talk", "whoo": "ana"}\n', "unknown key `whoo`", (2, 37)),
        ('{"at": "2025-03-01", "at": "2025-03-01", "act": "talk"}\n', "`at` stands twice", (1, 22)),
        ('{"at": "2025-03-01", "act": 3}\n', "`3` is not a text", (1, 29)),
        ('{"at": NaN, "act": "talk"}\n', "`NaN` is not JSON", (1, 1)),
        (
            '[\n{"at": "2025-03-01", "act": "talk"}\n]\n',
            "it is one JSON text over several lines",
            (1, 1),
        ),
        ('{\n  "at": "2025-03-01",\n', "it is one JSON text over several lines", (1, 1)),
        ("[" * 100 + "]" * 100, "it is nested deeper than 64 levels", (1, 1)),
    ],
)
def test_json_lines_that_are_none_are_told_with_their_place(
    text: str, message: str, place: tuple[int, int]
) -> None:
    found = fault(text, "jsonl")

    assert found.message == message
    assert (found.line, found.column) == place


def test_a_line_that_cannot_be_read_hides_no_other() -> None:
    found = faults('{"at"\n{"at": "2025-13-01", "act": "talk"}\n', "jsonl")

    assert [each.line for each in found] == [1, 2]


# Both


@pytest.mark.parametrize(
    ("text", "format", "place"),
    [
        ("at,act,who\n2025-03-01,talk,ana\n2025-03-01,ta", "csv", (3, 1)),
        ('at,act\n2025-03-01,"ta', "csv", (2, 12)),
        ('{"at": "2025-03-01", "act": "talk"}\n{"at": "20', "jsonl", (2, 8)),
    ],
)
def test_a_file_that_is_half_written_is_said_to_be(
    text: str, format: EventFormat, place: tuple[int, int]
) -> None:
    found = fault(text, format)

    assert found.help == "the file may be half-written: finish its last line, or take it out"
    assert (found.line, found.column) == place


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf_8_is_told_at_its_byte(mark: bytes) -> None:
    found = fault(mark + b"at,act,how \xe4\n2025-03-01,talk,x\n")

    assert found.message == "it is not UTF-8: byte 0xe4"
    assert (found.line, found.column) == (1, 12)


def test_a_zero_byte_is_no_text() -> None:
    found = fault("at,act\n2025-03-01,ta\0lk\n")

    assert found.message == "it is not a text: it holds a zero byte"
    assert (found.line, found.column) == (2, 14)


@pytest.mark.unmeasured
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_a_hundred_thousand_events_are_read(format: EventFormat) -> None:
    row = {"csv": "2025-03-01T23:30,talk\n", "jsonl": '{"at": "2025-03-01", "act": "talk"}\n'}
    head = {"csv": "at,act\n", "jsonl": ""}

    events = loads_events(head[format] + row[format] * 100_000, format=format)

    assert len(events) == 100_000


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_a_damaged_file_is_read_or_refused_in_words(format: EventFormat) -> None:
    text = dumps_events(load("tests/data/sample.yaml").events, format=format)
    random = Random(format)  # noqa: S311  # reproducible, no secret
    for _ in rounds(range(500)):
        broken = damaged(text, random)

        assert complaints(broken, format) == [], broken
