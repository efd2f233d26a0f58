"""TOML: types that become text, places, and how it is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from polyagree.codec import dumps, loads
from polyagree.errors import DocumentError, Fault
from polyagree.model import Polycule
from polyagree.source import SourceMap
from polyagree.testing.strategies import polycules

ROOT = Path(__file__).resolve().parents[2]
HEAD = 'polyagree = 1\n[people]\nana = "Ana"\nben = "Ben"\n'

EVERY_FORM = '''\
polyagree = 1            # the version
"timezone" = 'Europe/Lisbon'
people.ana = "Ana"
people.ben.name = """Ben \\
  of the hill"""
[relationships]
us = { between = ["ana", "ben"], kind = "dating", from = 2025-02-01 }

[agreements.home]
parties = [
  "ana", # she
  "ben",
]
[agreements."home".clauses.quiet]
says = \'\'\'Not "loud".\'\'\'
norm = {must_not = "noise", hours = "22:00-06:00"}

[[events]]
at = 2025-02-14T23:40:00
who = "ana"
act = "noise"
[[events]]
at = 2025-02-15 08:00:00
act = "noise"
amount = 2
'''


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(DocumentError) as caught:
        loads(text, format="toml")
    return caught.value.faults


def fault_of(text: str) -> Fault:
    (fault,) = faults_of(text)
    return fault


def leaves(
    tree: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from leaves(value, (*path, index))
    else:
        yield path, tree


def at(source: SourceMap, path: tuple[str | int, ...]) -> str:
    span = source.find(path)
    assert span is not None
    lines = source.text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def every_leaf_is_where_it_says(text: str) -> None:
    source = loads(text, format="toml").source
    assert source is not None
    for path, value in leaves(tomllib.loads(text)):
        assert tomllib.loads(f"x = {at(source, path)}")["x"] == value


def test_every_form_of_toml_is_read() -> None:
    polycule = loads(EVERY_FORM, format="toml")

    assert polycule.person("ben").name == "Ben of the hill"
    assert polycule.agreement("home").clause("quiet").says == 'Not "loud".'
    assert [each.at.isoformat() for each in polycule.events] == [
        "2025-02-14T23:40:00",
        "2025-02-15T08:00:00",
    ]


def test_every_form_of_toml_has_its_place() -> None:
    every_leaf_is_where_it_says(EVERY_FORM)


@settings(max_examples=25)
@given(polycules())
def test_everything_that_is_written_has_its_place(polycule: Polycule) -> None:
    every_leaf_is_where_it_says(dumps(polycule, format="toml"))


def test_a_fault_under_a_heading_has_its_place() -> None:
    fault = fault_of(HEAD + '[agreements.home]\nparties = ["ana", "bne"]\n')

    assert fault.message == "unknown person `bne`"
    assert (fault.line, fault.column, fault.end_column) == (6, 19, 24)


def test_a_fault_in_the_second_of_several_tables_has_its_place() -> None:
    event = '[[events]]\nat = 2025-01-0{}\nact = "tell"\nwhoo = "ana"\n'

    found = faults_of(HEAD + event.format(1) + event.format(2))

    assert [(each.path, each.line) for each in found] == [
        (("events", 0, "whoo"), 8),
        (("events", 1, "whoo"), 12),
    ]


def test_an_unknown_key_is_told_with_the_nearest() -> None:
    fault = fault_of(
        HEAD + '[agreements.home]\nparties = ["ana", "ben"]\nrevew = {every = "month"}\n'
    )

    assert (fault.code, fault.help) == ("DOC002", "did you mean `review`?")
    assert (fault.line, fault.column) == (7, 1)


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("polyagree = 1\npeople = {ana = Ana}\n", "it is not TOML: invalid value", (2, 17)),
        ("polyagree = 1\npolyagree = 1\n", "it is not TOML: a key stands twice", (2, 14)),
        ("polyagree = 1\n[a]\n[a]\n", "it is not TOML: a table stands twice, `a`", (3, 3)),
        (
            "polyagree = 1\nx = {}\n[x.y]\n",
            "it is not TOML: a table stands twice, `x.y`",
            (3, 5),
        ),
        ("polyagree = 1\npeople = [\n", "it is not TOML: invalid value", (2, 11)),
        ('polyagree = 1\npeople = "x\n', "it is not TOML: illegal character `\\n`", (2, 12)),
        ("polyagree: 1\n", "it is not TOML: expected `=` after a key in a key/value pair", (1, 10)),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(text, message, place) -> None:
    fault = fault_of(text)

    assert fault.code == "DOC001"
    assert fault.message == message
    assert (fault.line, fault.column) == place


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    assert fault_of(f"polyagree = {number}\n").message == f"`{number}` is not a number"


def test_a_number_where_words_belong_is_refused() -> None:
    fault = fault_of("polyagree = 1\ntimezone = 2\n")

    assert (fault.message, fault.help) == ("`2` is not a text", "put it in quotes")


def test_a_key_of_many_parts_is_too_deep_at_once() -> None:
    fault = fault_of("polyagree = 1\n" + "a." * 1_000_000 + "a = 1\n")

    assert fault.message == "it is nested deeper than 64 levels"
    assert fault.line == 2


def test_a_number_of_a_million_digits_is_refused() -> None:
    assert fault_of(f"polyagree = {'9' * 1_000_000}\n").message == "a number has too many digits"


def test_days_are_written_as_days() -> None:
    polycule = loads(EVERY_FORM, format="toml")

    assert "from = 2025-02-01" in dumps(polycule, format="toml")


def test_what_looks_like_a_day_and_is_none_is_written_as_text() -> None:
    polycule = loads('polyagree = 1\ntitle = "2025-02-30"\n', format="toml")

    assert 'title = "2025-02-30"' in dumps(polycule, format="toml")


def test_the_order_of_a_map_is_kept_where_one_of_it_is_long() -> None:
    long = "x" * 120
    text = f'{HEAD}caro = "{long}"\ndan = "Dan"\n'

    polycule = loads(dumps(loads(text, format="toml"), format="toml"), format="toml")

    assert [person.id for person in polycule.people] == ["ana", "ben", "caro", "dan"]
