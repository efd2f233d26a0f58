"""CSV: the two readers agree with each other, and with where things stand."""

from __future__ import annotations

import csv

from hypothesis import given
from hypothesis import strategies as st

from polyagree.codec._csv import Broken, _lines_of, _slowly, csv_marks, csv_rows, header_places
from polyagree.codec._lines import Lines
from polyagree.source import lines_of

PIECES = st.sampled_from(['"', '""', ",", "\n", "\r\n", "\r", " ", "a", "b;", "\u2028", "é"])
TEXTS = st.lists(PIECES, max_size=20).map("".join)


def stripped(rows: list[list[str] | Broken]) -> list[list[str] | Broken]:
    return [row if isinstance(row, Broken) else [cell.strip() for cell in row] for row in rows]


@given(TEXTS)
def test_our_own_reader_reads_what_the_standard_library_reads(text: str) -> None:
    rows = csv.reader(_lines_of(text), strict=True, skipinitialspace=True)
    try:
        expected = [[cell.strip() for cell in row] for row in rows]
    except csv.Error:
        return

    assert stripped(list(_slowly(text, Lines(text), 0))) == [row for row in expected if any(row)]


@given(TEXTS)
def test_whoever_reads_a_text_reads_the_same(text: str) -> None:
    assert stripped(list(csv_rows(text))) == stripped(list(_slowly(text, Lines(text), 0)))


@given(TEXTS)
def test_every_row_below_the_heading_has_its_place(text: str) -> None:
    rows = list(csv_rows(text))
    if any(isinstance(row, Broken) for row in rows):
        return

    assert list(csv_marks(text).children) == list(range(max(len(rows) - 1, 0)))


@given(st.lists(st.lists(st.sampled_from(["x", "y z", "é"]), min_size=3, max_size=3), min_size=1))
def test_every_cell_stands_where_its_place_says(rows: list[list[str]]) -> None:
    text = "a,b,c\n" + "".join(",".join(row) + "\n" for row in rows)
    marks = csv_marks(text)

    for index, row in enumerate(rows):
        for key, cell in zip("abc", row, strict=True):
            line, column, end_line, end_column = marks.children[index].children[key].value
            assert line == end_line
            assert lines_of(text)[line - 1][column - 1 : end_column - 1] == cell


def test_the_places_of_a_heading_leave_spaces_out() -> None:
    assert header_places('\n at, "act" ,\n') == [(2, 2, 2, 4), (2, 6, 2, 11), (2, 13, 2, 13)]
