"""Questionnaires as data: what each has to have, and those that come with the library."""

from __future__ import annotations

from typing import Any

import pytest

from polyagree.errors import InvalidInstrument, UnknownName
from polyagree.model import Scale
from polyagree.scores import Citation, Instrument, Item, Subscale, instrument, instruments

FIVE = Scale.parse("1-5")


def subscale(**sides: Any) -> Subscale:
    return Subscale(
        **{"id": "total", "items": ("a", "b"), "by": "mean", "more_of": "rest", **sides}
    )


def made(**sides: Any) -> Instrument:
    items = (Item(id="a", scale=FIVE), Item(id="b", scale=FIVE))
    given = {"id": "x", "name": "X", "about": "person", "items": items, "subscales": (subscale(),)}
    return Instrument(**{**given, **sides})


def cite(**sides: Any) -> Citation:
    return Citation(**{"authors": "Somebody, A.", "year": 2001, "title": "A title", **sides})


@pytest.mark.parametrize(
    ("make", "sides", "field", "message"),
    [
        (made, {"id": "No Id"}, "id", "`No Id` is not an id"),
        (made, {"name": " "}, "name", "`name` is empty"),
        (made, {"about": "couple"}, "about", "`couple` is not one of the words for this"),
        (made, {"items": ()}, "items", "`x` has no items"),
        (made, {"subscales": ()}, "subscales", "`x` has no subscales"),
        (made, {"subscales": (subscale(), subscale())}, "subscales", "`total` stands twice"),
        (
            made,
            {"items": (Item(id="a", scale=FIVE), Item(id="a", scale=FIVE))},
            "items",
            "`a` stands twice",
        ),
        (
            made,
            {"items": (Item(id="a", scale=FIVE),)},
            "subscales.total.items",
            "`x` has no item `b`",
        ),
        (
            made,
            {"subscales": (subscale(items=("a",)),)},
            "items",
            "item `b` belongs to no subscale",
        ),
        (subscale, {"items": ()}, "items", "`total` has no items"),
        (subscale, {"items": ("a", "a")}, "items", "`a` stands twice"),
        (
            subscale,
            {"reverse_scored": ("c",)},
            "reverse_scored",
            "`c` is not among the items of `total`",
        ),
        (subscale, {"reverse_scored": ("a", "a")}, "reverse_scored", "`a` stands twice"),
        (subscale, {"by": "median"}, "by", "`median` is not one of the words for this"),
        (subscale, {"more_of": ""}, "more_of", "`more_of` is empty"),
        (subscale, {"may_miss": 2}, "may_miss", "`2` of 2 answers cannot be missing"),
        (subscale, {"may_miss": -1}, "may_miss", "`-1` of 2 answers cannot be missing"),
        (
            subscale,
            {"may_miss": 1, "by": "sum"},
            "may_miss",
            "a sum with an answer missing is another sum",
        ),
        (cite, {"year": 19}, "year", "`19` is not the year of a publication"),
        (cite, {"doi": "https://doi.org/10.1/x"}, "doi", "`https://doi.org/10.1/x` is not a DOI"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    make: Any, sides: dict[str, Any], field: str, message: str
):
    with pytest.raises(InvalidInstrument) as caught:
        make(**sides)

    assert (caught.value.field, caught.value.message) == (field, message)


def test_a_score_lies_between_what_its_items_allow() -> None:
    wide = Item(id="b", scale=Scale.parse("0-6"))
    items = (Item(id="a", scale=FIVE), wide)

    assert made(items=items).scale_of(subscale()) == Scale.parse("0.5-5.5")
    assert made(items=items).scale_of(subscale(by="sum")) == Scale.parse("1-11")


def test_items_and_subscales_are_looked_up() -> None:
    assert made().item("b").id == "b"
    with pytest.raises(UnknownName, match="`x` has no item `c`"):
        made().item("c")
    with pytest.raises(UnknownName, match="`x` has no subscale `c`") as caught:
        made().subscale("c")

    assert caught.value.help == "there is `total`"


def test_a_citation_reads_as_one() -> None:
    cited = cite(published_in="A Journal, 1, 2–3", doi="10.1/x")

    assert str(cited) == "Somebody, A. (2001). A title. A Journal, 1, 2–3. https://doi.org/10.1/x"
    assert str(cite()) == "Somebody, A. (2001). A title."


# Those that come with the library


def test_these_come_with_the_library() -> None:
    assert [each.id for each in instruments()] == ["ecr-rs", "ras", "csi-16", "csi-4", "ios"]


@pytest.mark.parametrize("shipped", instruments(), ids=lambda each: each.id)
def test_each_of_them_says_where_its_numbers_stand(shipped: Instrument) -> None:
    assert shipped.cite is not None
    assert shipped.cite.doi is not None
    assert shipped.version is not None


@pytest.mark.parametrize(
    ("name", "ranges"),
    [
        # What its first author's scoring says: 1 to 6 and 7 to 9, each averaged.
        ("ecr-rs", {"avoidance": "1-7", "anxiety": "1-7"}),
        ("ras", {"satisfaction": "1-5"}),
        # The ranges that are given for both forms.
        ("csi-16", {"satisfaction": "0-81"}),
        ("csi-4", {"satisfaction": "0-21"}),
        ("ios", {"closeness": "1-7"}),
    ],
)
def test_the_ranges_are_those_that_were_published(name: str, ranges: dict[str, str]) -> None:
    found = instrument(name)

    assert {each.id: found.scale_of(each) for each in found.subscales} == {
        key: Scale.parse(text) for key, text in ranges.items()
    }


@pytest.mark.parametrize(
    ("name", "subscale_", "turned"),
    [
        ("ecr-rs", "avoidance", ("1", "2", "3", "4")),
        ("ecr-rs", "anxiety", ()),
        ("ras", "satisfaction", ("4", "7")),
        ("csi-16", "satisfaction", ()),
    ],
)
def test_the_items_that_are_turned_are_those_that_were_published(
    name: str, subscale_: str, turned: tuple[str, ...]
) -> None:
    assert instrument(name).subscale(subscale_).reverse_scored == turned


def test_an_unknown_one_is_asked_about() -> None:
    with pytest.raises(UnknownName) as caught:
        instrument("mjs")

    assert caught.value.message == "unknown instrument `mjs`"
    assert caught.value.help == "there is `ecr-rs`, `ras`, `csi-16`, `csi-4`, `ios`"


def test_one_of_a_file_takes_the_place_of_a_shipped_one() -> None:
    assert instrument("ras", among=[made(id="ras")]).name == "X"
    assert instrument("x", among=[made()]).name == "X"
