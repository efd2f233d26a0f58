"""How the assertions tell of a clause."""

from __future__ import annotations

from hypothesis import given, settings

from polyagree.codec import loads
from polyagree.model import Polycule, Prohibition
from polyagree.report.cells import visible
from polyagree.source import dotted
from polyagree.testing.places import entry, listed, page, place_of
from polyagree.testing.strategies import polycules
from polyagree.timeline.wordings import standings

TEXT = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      quiet: {says: Quiet after ten., norm: {must_not: noise, hours: 22:00-08:00}}
"""
NORM = ("agreements", "home", "clauses", "quiet", "norm", 0)


def test_a_place_is_file_line_and_column():
    assert place_of(loads(TEXT, name="home.yaml"), NORM) == "home.yaml:7:45"


def test_a_text_without_a_name_has_lines_too():
    assert place_of(loads(TEXT), NORM) == "<text>:7:45"


def test_without_a_text_a_place_is_its_path():
    read = loads(TEXT)
    polycule = Polycule(people=read.people, agreements=read.agreements)

    assert place_of(polycule, NORM) == "agreements.home.clauses.quiet.norm[0]"


def test_a_clause_is_told_in_the_words_of_its_people():
    told = entry(loads(TEXT, name="h.yaml"), path=NORM, clause="home.quiet", told=["and so on"])

    assert told == 'h.yaml:7:45: `home.quiet`\n  "Quiet after ten."\n  and so on'


def test_one_of_several_norms_is_named():
    told = entry(loads(TEXT), clause="home.quiet", norm=Prohibition(act="noise"))

    assert told.splitlines()[0] == "`home.quiet` (must_not: noise)"


def test_a_clause_that_is_gone_has_a_name_only():
    assert entry(loads(TEXT), clause="home.gone") == "`home.gone`"


def test_what_stands_nowhere_is_told_alone():
    assert entry(loads(TEXT), told=["the extra `solver` is missing"]) == (
        "the extra `solver` is missing"
    )


def test_nothing_that_a_document_says_steers_the_terminal():
    polycule = loads(TEXT.replace("Quiet after ten.", '"Quiet\\e[2J"'), name="a\x1b.yaml")
    told = entry(polycule, path=NORM, clause="home.quiet", told=["\x1b[2J"])

    assert "\x1b" not in told
    assert "\x1b" not in page("\x1b", [told], "\x1b")


def test_entries_stand_apart_under_their_sentence():
    assert page("two things", ["one\n  more", "two"], "drop one") == (
        "two things\n\n  one\n    more\n\n  two\n\ndrop one"
    )


def test_each_clause_is_listed_once():
    assert listed(["a.x", "b.y", "a.x"]) == "`a.x`, `b.y`"


@settings(max_examples=25)
@given(polycules())
def test_whatever_a_clause_says_it_is_told_in_one_line_that_steers_nothing(polycule: Polycule):
    for standing in standings(polycule):
        told = entry(
            polycule, path=standing.path, clause=standing.clause, norm=standing.norm
        ).split("\n")

        assert len(told) <= 2
        assert [visible(line) for line in told] == told
        assert told[0].startswith(visible(dotted(standing.path)))
