"""Questionnaires from a file, with every fault and its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polyagree.errors import DocumentError, Fault, UnknownFormat
from polyagree.scores import Instrument, load_instruments, loads_instruments
from polyagree.source import dotted

TOML = """\
[instruments.sunday]
name = "How the week was"
about = "relationship"
items = {rest = "0-4", worry = "0-4"}

[instruments.sunday.subscales.week]
items = ["rest", "worry"]
reverse_scored = ["worry"]
by = "mean"
more_of = "a good week"
may_miss = 1

[instruments.sunday.cite]
authors = "Somebody, A."
year = 2001
title = "A title"
"""
TREE = {
    "instruments": {
        "sunday": {
            "name": "How the week was",
            "about": "relationship",
            "items": {"rest": "0-4", "worry": {"scale": "0-4"}},
            "subscales": {
                "week": {
                    "items": ["rest", "worry"],
                    "reverse_scored": "worry",
                    "by": "mean",
                    "more_of": "a good week",
                    "may_miss": 1,
                }
            },
            "cite": {"authors": "Somebody, A.", "year": 2001, "title": "A title"},
        }
    }
}
YAML = """\
instruments:
  sunday:
    name: How the week was
    about: relationship
    items: {rest: 0-4, worry: 0-4}
    subscales:
      week: {items: [rest, worry], reverse_scored: worry, by: mean, more_of: a good week, may_miss: 1}
    cite: {authors: "Somebody, A.", year: 2001, title: A title}
"""


def faults(text: str) -> list[Fault]:
    with pytest.raises(DocumentError) as caught:
        loads_instruments(text)
    return [*caught.value.faults]


def test_every_format_says_the_same() -> None:
    (found,) = loads_instruments(TOML)

    assert isinstance(found, Instrument)
    assert loads_instruments(json.dumps(TREE), format="json") == (found,)
    assert loads_instruments(YAML, format="yaml") == (found,)
    assert loads_instruments(YAML.encode(), format="yaml") == (found,)
    assert found.subscale("week").may_miss == 1
    assert found.cite is not None
    assert found.cite.year == 2001


def test_a_file_says_its_format(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(TOML, encoding="utf-8")

    assert load_instruments(file) == loads_instruments(TOML)
    with pytest.raises(UnknownFormat):
        load_instruments(tmp_path / "ours.txt")


@pytest.mark.parametrize(
    ("was", "becomes", "path", "message"),
    [
        ('"0-4", worry', '"4", worry', "instruments.sunday.items.rest", "`4` is not a scale"),
        ("by =", "bye =", "instruments.sunday.subscales.week.bye", "unknown key `bye`"),
        (
            'by = "mean"',
            'by = "median"',
            "instruments.sunday.subscales.week.by",
            "`median` is not one of the words for this",
        ),
        (
            'items = ["rest", "worry"]',
            'items = ["rest", "wory"]',
            "instruments.sunday.subscales.week.reverse_scored",
            "`worry` is not among the items of `week`",
        ),
        ('name = "How the week was"', "", "instruments.sunday", "`name` is missing"),
        (
            "may_miss = 1",
            "may_miss = 0.5",
            "instruments.sunday.subscales.week.may_miss",
            "`0.5` is not a whole number",
        ),
        (
            "year = 2001",
            "year = true",
            "instruments.sunday.cite.year",
            "`true` is not a whole number",
        ),
    ],
)
def test_each_fault_has_its_path(was: str, becomes: str, path: str, message: str) -> None:
    assert was in TOML
    (fault,) = faults(TOML.replace(was, becomes))

    assert (dotted(fault.path), fault.message) == (path, message)
    assert fault.line is not None


def test_all_faults_are_told_at_once() -> None:
    text = TOML.replace("by =", "bye =").replace('rest = "0-4"', 'rest = "x"')

    assert [fault.line for fault in faults(text)] == [4, 9]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing is written here"),
        ("x =", "it is not TOML: invalid value"),
        ("[instrument]", "unknown key `instrument`"),
    ],
)
def test_what_is_no_file_of_instruments_is_refused(text: str, message: str) -> None:
    assert faults(text)[0].message == message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file"):
        load_instruments(tmp_path / "ours.toml")
