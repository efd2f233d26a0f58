"""The picture of a polycule."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from polyagree.graph.picture import picture
from polyagree.model import Group, Person, Polycule, Relationship

SVG = "{http://www.w3.org/2000/svg}"
PEOPLE = tuple(Person(id=name, name=name.title()) for name in ("ana", "ben", "caro", "dee", "eli"))
MARRIED = Relationship(id="ana-ben", between=("ana", "ben"), kind="married", from_=date(2019, 6, 1))
CRUSH = Relationship(id="crush", of="ben", towards="ana", kind="crush")
TRIAD = Relationship(id="triad", between=("ana", "ben", "caro"), kind="dating")
HOME = Group(id="harbour-street", kind="household", members=("ana", "ben", "dee"))


def polycule(*relationships: Relationship, groups: tuple[Group, ...] = ()) -> Polycule:
    return Polycule(people=PEOPLE, relationships=relationships, groups=groups)


def named(*names: str) -> Polycule:
    return Polycule(
        people=tuple(Person(id=f"p{index}", name=name) for index, name in enumerate(names))
    )


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # made here, by us


def texts(svg: str, tag: str = "text") -> list[str]:
    return [each.text or "" for each in read(svg).iter(SVG + tag)]


def paths(svg: str) -> list[str]:
    """Return the lines that are no fillings: relationships and groups, and those of the legend."""
    return [each.get("d", "") for each in read(svg).iter(SVG + "path") if each.get("stroke")]


def box(element: ET.Element) -> tuple[float, float, float, float]:
    _, _, width, height = map(float, element.get("viewBox", "").split())
    return 0.0, 0.0, width, height


def test_it_is_one_svg_element() -> None:
    assert read(picture(polycule(MARRIED))).tag == SVG + "svg"


def test_everybody_is_a_circle_with_a_name() -> None:
    svg = picture(polycule())

    assert len(list(read(svg).iter(SVG + "circle"))) == 5
    assert {"Ana", "Ben", "Caro", "Dee", "Eli"} <= {*texts(svg)}


def test_an_empty_polycule_says_so() -> None:
    assert texts(picture(Polycule())) == ["nobody is in it yet"]


def test_one_person_stands_alone() -> None:
    assert texts(picture(named("Ana"))) == ["A", "Ana", "1 person, 0 relationships"]


def test_a_first_and_a_last_name_give_two_letters() -> None:
    assert "AS" in texts(picture(named("ana maria de Sousa")))


def test_a_name_without_letters_gives_its_sign() -> None:
    assert texts(picture(named("★")))[0] == "★"


def test_pronouns_and_groups_are_told_on_pointing() -> None:
    ana = Person(id="ana", name="Ana", pronouns="she/her")
    home = Group(id="loft", kind="household", members=("ana",))

    assert "Ana (she/her) in loft" in texts(
        picture(Polycule(people=(ana,), groups=(home,))), "title"
    )


def test_a_relationship_is_told_on_pointing() -> None:
    titles = texts(picture(polycule(MARRIED)), "title")

    assert "Ana and Ben: married, since 2019-06-01" in titles


def test_a_kind_stands_on_its_line_and_in_the_legend() -> None:
    assert texts(picture(polycule(MARRIED))).count("married") == 2


def test_several_relationships_between_the_same_two_run_apart() -> None:
    friends = Relationship(id="friends", between=("ben", "ana"), kind="friend")
    drawn = [path for path in paths(picture(polycule(MARRIED, CRUSH, friends))) if "Q" in path]

    assert len({*drawn}) == 3


def test_a_one_way_relationship_is_an_arrow() -> None:
    svg = picture(polycule(CRUSH))
    heads = [each for each in read(svg).iter(SVG + "path") if not each.get("stroke")]

    # On the line, and in the legend.
    assert len(heads) == 2
    assert "Ben towards Ana: crush" in texts(svg, "title")


def test_an_arrow_points_at_whom_it_is_about() -> None:
    def tip(relationship: Relationship) -> float:
        pair = Polycule(people=PEOPLE[:2], relationships=(relationship,))
        heads = [each for each in read(picture(pair)).iter(SVG + "path") if not each.get("stroke")]
        return float(re.findall(r"[-0-9.]+", heads[0].get("d", ""))[0])

    ben_to_ana, ana_to_ben = tip(CRUSH), tip(evolve(CRUSH, of="ana", towards="ben"))

    assert ben_to_ana < ana_to_ben


def test_a_relationship_of_three_meets_in_a_dot() -> None:
    svg = picture(polycule(TRIAD))
    small = [each for each in read(svg).iter(SVG + "circle") if each.get("r") == "5"]

    assert len(small) == 1
    assert "Ana, Ben and Caro: dating" in texts(svg, "title")


def test_two_relationships_of_the_same_three_meet_in_two_dots() -> None:
    svg = picture(polycule(TRIAD, evolve(TRIAD, id="parents", kind="co-parent")))
    dots = {
        (each.get("cx"), each.get("cy"))
        for each in read(svg).iter(SVG + "circle")
        if each.get("r") == "5"
    }

    assert len(dots) == 2


def test_a_relationship_that_has_ended_is_not_drawn() -> None:
    ended = evolve(MARRIED, until=date(2024, 1, 1))

    assert "married" in texts(picture(polycule(ended), on=date(2024, 1, 1)))
    assert "married" not in texts(picture(polycule(ended), on=date(2024, 1, 2)))


def test_it_says_of_which_day_it_is() -> None:
    assert "5 people, 1 relationship, as of 2019-06-01" in texts(picture(polycule(MARRIED)))


def test_a_group_is_a_shape_and_stands_in_the_legend() -> None:
    svg = picture(polycule(groups=(HOME,)))

    assert "harbour-street, household" in texts(svg)
    assert "harbour-street, household: Ana, Ben and Dee" in texts(svg, "title")
    assert "5 people, 0 relationships, 1 group" in texts(svg)


def test_a_group_of_one_is_a_shape_too() -> None:
    svg = picture(polycule(groups=(evolve(HOME, members=("eli",)),)))

    assert "harbour-street, household: Eli" in texts(svg, "title")


def test_a_group_that_has_ended_is_not_drawn() -> None:
    ended = evolve(HOME, until=date(2020, 1, 1))

    assert "harbour-street" not in picture(polycule(groups=(ended,)), on=date(2020, 1, 2))


def test_the_description_tells_everything_in_words() -> None:
    (told,) = texts(picture(polycule(MARRIED, TRIAD, groups=(HOME,))), "desc")

    assert told == (
        "Ana and Ben: married, since 2019-06-01; Ana, Ben and Caro: dating; "
        "harbour-street, household: Ana, Ben and Dee"
    )


def test_it_has_a_title_for_those_who_listen() -> None:
    svg = read(picture(polycule()))

    assert svg.get("role") == "img"
    assert svg[0].text == "Polycule: 5 people, 0 relationships"


HOSTILE = ["<script>alert(1)</script>", "\"&'><b>", "]]>", "-->", "a\x00b", "&lt;", "\u202eevil"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_whatever_it_holds(name: str) -> None:
    svg = picture(named(name, "Ben"))

    assert {each.tag for each in read(svg).iter()} == {
        SVG + tag for tag in ("svg", "title", "desc", "rect", "g", "circle", "text")
    }


def test_a_name_reads_back_as_it_was_written() -> None:
    assert "\"&'><b>" in texts(picture(named("\"&'><b>")))


@given(st.text(min_size=1).filter(str.strip))
def test_any_name_gives_xml_that_can_be_read(name: str) -> None:
    assert read(picture(named(name))).tag == SVG + "svg"


def test_a_long_name_is_shortened_and_told_on_pointing() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff"
    svg = picture(named(name))

    assert name not in texts(svg)
    assert name in texts(svg, "title")


def test_it_runs_nothing_and_asks_for_nothing_from_elsewhere() -> None:
    svg = picture(polycule(MARRIED, CRUSH, TRIAD, groups=(HOME,)))

    assert not re.search(r"script|href|url\(|<style|\son[a-z]+=|<image|<use|@import", svg)
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]


def test_it_has_no_ids_that_two_pictures_on_a_page_would_share() -> None:
    assert " id=" not in picture(polycule(MARRIED, CRUSH, TRIAD, groups=(HOME,)))


def test_the_same_polycule_always_gives_the_same_picture() -> None:
    one = polycule(MARRIED, CRUSH, TRIAD, groups=(HOME,))

    assert picture(one) == picture(polycule(MARRIED, CRUSH, TRIAD, groups=(HOME,)))


def chain(count: int) -> Polycule:
    return Polycule(
        people=tuple(Person(id=f"p{each}", name=f"Person {each}") for each in range(count)),
        relationships=tuple(
            Relationship(id=f"r{each}", between=(f"p{each}", f"p{each + 1}"), kind="dating")
            for each in range(count - 1)
        ),
    )


def test_many_lines_are_told_apart_by_the_legend_alone() -> None:
    assert texts(picture(chain(30))).count("dating") == 1


def test_a_word_that_would_stand_over_others_is_left_to_the_legend() -> None:
    kinds = ("married", "friend", "lover", "comet", "nesting", "casual", "coworker", "housemate")
    people = tuple(Person(id=each, name="Bartholomew Q.") for each in ("ana", "ben"))
    twelve = Polycule(
        people=people,
        relationships=tuple(
            Relationship(id=f"r{each}", between=("ana", "ben"), kind=kinds[each % 8])
            for each in range(14)
        ),
    )
    words = [each for each in texts(picture(twelve)) if each in kinds]

    assert len(words) < 14 + 8


def test_more_kinds_than_colours_are_told_apart_by_dashes() -> None:
    kinds = ("married", "friend", "lover", "comet", "nesting", "casual", "coworker", "housemate")
    relationships = tuple(
        Relationship(id=kind, between=("ana", "ben"), kind=kind) for kind in kinds
    )
    svg = read(picture(polycule(*relationships)))
    styles = {
        (each.get("stroke"), each.get("stroke-dasharray"))
        for each in svg.iter(SVG + "path")
        if each.get("stroke")
    }

    assert len(styles) == 8


def test_everybody_is_on_the_sheet() -> None:
    svg = read(picture(chain(12)))
    _, _, width, height = box(svg)
    outer, inner = (
        [float(each) for each in re.findall(r"[-0-9.]+", group.get("transform", ""))]
        for group in list(svg.iter(SVG + "g"))[:2]
    )

    for circle in svg.iter(SVG + "circle"):
        assert 22 < float(circle.get("cx", 0)) + outer[0] + inner[0] < width - 22
        assert 22 < float(circle.get("cy", 0)) + outer[1] + inner[1] < height - 22


def test_sixty_people_are_drawn() -> None:
    assert len(list(read(picture(chain(60))).iter(SVG + "circle"))) == 60


def test_of_more_than_sixty_people_it_gives_the_numbers() -> None:
    svg = picture(chain(61))

    assert "61 people, 60 relationships" in texts(svg)
    assert list(read(svg).iter(SVG + "circle")) == []


def test_a_polycule_draws_itself_in_a_notebook() -> None:
    one = polycule(MARRIED)
    shown = one._repr_mimebundle_()

    assert shown["image/svg+xml"] == shown["text/html"] == picture(one)
