"""Places for boxes, and pieces of SVG."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.graph._layout import arrange
from polyagree.graph._lines import clear
from polyagree.graph._svg import element, number, plain, shortened, text_width

BOX = (80.0, 87.0)


def overlaps(places: list[tuple[float, float]], box: tuple[float, float] = BOX) -> int:
    return sum(
        abs(x - other_x) < box[0] - 1 and abs(y - other_y) < box[1] - 1
        for index, (x, y) in enumerate(places)
        for other_x, other_y in places[:index]
    )


def test_nothing_has_no_places() -> None:
    assert arrange([], [], apart=100.0) == []


def test_one_box_stands_in_the_corner() -> None:
    assert arrange([(80.0, 40.0)], [], apart=100.0) == [(40.0, 20.0)]


def test_two_that_are_connected_stand_side_by_side() -> None:
    (x, y), (other_x, other_y) = arrange([BOX] * 2, [(0, 1)], apart=150.0)

    assert x < other_x
    assert other_x - x == pytest.approx(150.0)
    assert y == pytest.approx(other_y)


def test_what_nothing_connects_stands_in_rows() -> None:
    places = arrange([BOX] * 9, [], apart=150.0)

    assert len({y for _, y in places}) == 3
    assert overlaps(places) == 0


def test_a_path_lies_down() -> None:
    places = arrange([BOX] * 4, [(0, 1), (1, 2), (2, 3)], apart=150.0)
    across = max(x for x, _ in places) - min(x for x, _ in places)
    down = max(y for _, y in places) - min(y for _, y in places)

    assert across > down


@pytest.mark.parametrize("count", [5, 14, 30, 60])
def test_no_box_of_a_star_stands_over_another(count: int) -> None:
    places = arrange([BOX] * count, [(0, each) for each in range(1, count)], apart=150.0)

    assert overlaps(places) == 0


@pytest.mark.parametrize("count", [6, 12, 20])
def test_no_box_stands_over_another_where_everybody_is_connected(count: int) -> None:
    pairs = [(one, another) for one in range(count) for another in range(one)]

    assert overlaps(arrange([BOX] * count, pairs, apart=150.0)) == 0


@pytest.mark.parametrize("seed", range(6))
def test_no_box_of_a_tangle_stands_over_another(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same tangle each time
    pairs = [tuple(chance.sample(range(30), 2)) for _ in range(45)]

    assert overlaps(arrange([BOX] * 30, pairs, apart=130.0)) == 0


def test_the_same_boxes_get_the_same_places() -> None:
    pairs = [(0, 1), (1, 2), (2, 0), (2, 3)]

    assert arrange([BOX] * 5, pairs, apart=150.0) == arrange([BOX] * 5, pairs, apart=150.0)


def test_the_order_of_the_pairs_does_not_matter() -> None:
    pairs = [(0, 1), (1, 2), (2, 0), (2, 3)]
    turned = [(another, one) for one, another in reversed(pairs)]

    assert arrange([BOX] * 4, pairs, apart=150.0) == arrange([BOX] * 4, turned, apart=150.0)


def test_a_line_with_nobody_in_its_way_is_straight() -> None:
    (curve,) = clear((0.0, 0.0), (200.0, 0.0), [])

    assert curve.point(0.5) == (100.0, 0.0)


def test_a_line_goes_around_somebody_in_its_way() -> None:
    (curve,) = clear((0.0, 0.0), (200.0, 0.0), [(100.0, 5.0)])

    assert math.dist(curve.point(0.5), (100.0, 5.0)) > 30


def test_a_line_between_two_in_one_place_is_still_a_line() -> None:
    (curve,) = clear((5.0, 5.0), (5.0, 5.0), [])

    assert curve.path == "M5 5Q5 5 5 5"


def test_text_is_escaped() -> None:
    assert element("text", text="<b> & co") == "<text>&lt;b&gt; &amp; co</text>"


def test_an_attribute_is_escaped() -> None:
    assert element("a", x='"><script>') == '<a x="&quot;&gt;&lt;script&gt;"/>'


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert element("path", stroke_dasharray=None, stroke_width=2.0) == '<path stroke-width="2"/>'


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (0.25, "0.2"), (-0.01, "0"), (12.34, "12.3")]
)
def test_a_number_has_one_digit_at_most(value: float, written: str) -> None:
    assert number(value) == written


def test_text_stands_in_one_line() -> None:
    assert plain(" Ana\n\tMaria ") == "Ana Maria"


def test_what_xml_has_no_place_for_is_replaced() -> None:
    assert plain("a\x00b\ud800c\uffff") == "a\ufffdb\ufffdc\ufffd"


def test_what_turns_the_direction_of_text_is_left_out() -> None:
    assert plain("\u202eana\u2066") == "ana"


def test_a_short_text_stays() -> None:
    assert shortened("Ana", 13, 118) == "Ana"


def test_a_long_text_is_cut() -> None:
    cut = shortened("Wolfeschlegelsteinhausenbergerdorff", 13, 118)

    assert cut.startswith("Wolfes")
    assert cut.endswith("…")


def test_a_text_is_not_cut_before_a_space() -> None:
    assert shortened("aaaa bbbb", 10, 39) == "aaaa…"


def test_a_letter_keeps_its_accents() -> None:
    text = "aaae\u0301\u0323bbbb"
    cuts = {shortened(text, 10, width) for width in range(20, 50)}

    assert not any(cut.endswith(("e…", "\u0301…")) for cut in cuts)


def test_an_emoji_is_not_cut_after_a_joiner() -> None:
    cuts = {shortened("x👩\u200d👩\u200d👧 family", 10, width) for width in range(20, 60)}

    assert not any(cut.endswith("\u200d…") for cut in cuts)


def test_a_wide_character_takes_more_room() -> None:
    assert text_width("李", 10) > text_width("W", 10) > text_width("i", 10)


@given(st.text(max_size=60), st.integers(30, 200))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert text_width(shortened(text, 13, width), 13) <= width
