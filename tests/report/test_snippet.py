"""A line of the source with its place marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.report import cells
from polyagree.report.cells import width_of
from polyagree.report.snippet import snippet
from polyagree.source import Span


def marked(line: str, first: int, end: int, *, width: int = 80) -> str:
    """Return the columns of the shown line that are marked, for a place in *line*."""
    found = snippet([line], Span(None, 1, first, 1, end), width=width)
    assert found is not None
    columns = "".join(each * width_of(each) for each in found.line)
    return columns[found.before : found.before + found.marked]


def test_the_place_is_marked() -> None:
    assert marked("with: caro", 7, 11) == "caro"


@pytest.mark.parametrize("before", ["\t", "日本: ", "e\u0301: ", "\x1b[31m", "\u202e"])
def test_the_mark_stands_right_whatever_stands_before_it(before: str) -> None:
    first = len(before) + 1

    assert marked(f"{before}caro", first, first + 4) == "caro"


def test_a_wide_character_is_marked_whole() -> None:
    assert marked("a 日 b", 3, 4) == "日日"


def test_an_empty_place_is_marked_too() -> None:
    found = snippet(["norm:"], Span(None, 1, 6, 1, 6), width=80)

    assert found is not None
    assert (found.before, found.marked) == (5, 1)


def test_a_place_behind_the_end_is_marked_at_the_end() -> None:
    found = snippet(["norm:"], Span(None, 1, 60, 1, 70), width=80)

    assert found is not None
    assert (found.before, found.marked) == (5, 1)


@pytest.mark.parametrize("line", [0, 2])
def test_a_line_that_does_not_exist_has_no_snippet(line: int) -> None:
    assert snippet(["norm:"], Span(None, line, 1, line, 2), width=80) is None


def test_a_place_over_several_lines_says_how_many_more() -> None:
    found = snippet(
        ["  quiet:  ", "    says: hush", "    norm: none"], Span(None, 1, 3, 3, 15), width=80
    )

    assert found is not None
    assert (found.before, found.marked, found.more) == (2, 6, 2)


def test_blank_lines_behind_a_place_do_not_count() -> None:
    found = snippet(["a:", "  b", "", "   ", "c:"], Span(None, 1, 1, 5, 1), width=80)

    assert found is not None
    assert found.more == 1


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 200 + " caro " + "y" * 200
    found = snippet([line], Span(None, 1, 202, 1, 206), width=40)

    assert found is not None
    assert found.line.startswith("...x")
    assert found.line.endswith("y...")
    assert found.line[found.before : found.before + found.marked] == "caro"


def test_the_end_of_a_long_line_is_shown_whole() -> None:
    assert marked("x" * 200 + " caro", 202, 206, width=40) == "caro"


def test_a_place_that_is_longer_than_the_page_is_marked_from_its_beginning() -> None:
    found = snippet(["a: " + "x" * 200], Span(None, 1, 4, 1, 204), width=40)

    assert found is not None
    assert found.line.startswith("a: xxx")
    assert found.before == 3


def test_what_a_place_costs_is_bounded_by_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = 0

    def counted(text: str) -> int:
        nonlocal shown
        shown += 1
        return width_of(text)

    monkeypatch.setattr(cells, "width_of", counted)
    line = '{"says":"x"},' * 5_000

    for column in range(1, 60_000, 3_000):
        snippet([line], Span(None, 1, column, 1, len(line)), width=80)

    assert 0 < shown <= 20 * 2 * 80


@pytest.mark.parametrize("before", ["x", "\u0301", "日", "\t", "\x1b"])
def test_a_line_that_is_cut_far_from_the_place_says_so(before: str) -> None:
    line = before * 500 + "caro" + before * 500

    found = snippet([line], Span(None, 1, 501, 1, 505), width=40)

    assert found is not None
    assert found.line.startswith("...")
    assert found.line.endswith("...")
    assert marked(line, 501, 505, width=40) == "caro"


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1),
    st.data(),
    st.integers(min_value=20, max_value=60),
)
def test_neither_line_nor_mark_is_wider_than_the_page(
    line: str, data: st.DataObject, width: int
) -> None:
    first = data.draw(st.integers(min_value=1, max_value=len(line)))
    end = data.draw(st.integers(min_value=first, max_value=len(line) + 1))

    found = snippet([line * 3], Span(None, 1, first, 1, end), width=width)

    assert found is not None
    assert width_of(found.line) <= width
    assert found.before + found.marked <= width + 1


@given(
    st.text(alphabet="ab日\t\x1b é", max_size=80),
    st.text(alphabet="ab日\t\x1b é", max_size=80),
    st.integers(min_value=20, max_value=60),
)
def test_the_marked_word_is_the_word(before: str, after: str, width: int) -> None:
    line = f"{before}caro{after}"

    assert marked(line, len(before) + 1, len(before) + 5, width=width) == "caro"
