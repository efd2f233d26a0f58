"""Damage to documents, and whether what is said about it is well said."""

from __future__ import annotations

import json
from random import Random

import pytest
from attrs import evolve

from polyagree.errors import DocumentError, Fault
from polyagree.testing.damage import damaged, misworded

YAML = "polyagree: 1\npeople: {ana: Ana, ben: Ben}\nvalues:\n  care: {means: We care.}\n"
JSON = json.dumps({"polyagree": 1, "people": {"ana": "Ana"}, "values": {"x": {"means": "y"}}})
GOOD = Fault(
    *("DOC003", "unknown person `Cla`", ("values", "care", "held_by", 0)),
    *("did you mean `cal`?", "cla", None, 2, 3, 2, 6),
)


def said(**changes: object) -> list[str]:
    fault = evolve(GOOD, **changes)  # type: ignore[arg-type]
    return [
        each.partition(":")[0] for each in misworded(DocumentError("x", (fault,)), text="a\nb\n")
    ]


@pytest.mark.parametrize("text", [YAML, JSON])
def test_the_same_seed_damages_the_same_way(text: str) -> None:
    once, again = (
        [damaged(text, random) for _ in range(50)]
        for random in (Random(7), Random(7))  # noqa: S311  # reproducible, no secret
    )

    assert once == again


@pytest.mark.parametrize("text", [YAML, JSON])
def test_damage_is_seldom_none_and_never_twice_the_same(text: str) -> None:
    random = Random(7)  # noqa: S311  # reproducible, no secret

    found = {damaged(text, random) for _ in range(300)}

    assert len(found - {text}) > 200


@pytest.mark.parametrize("text", ["", "\n", "{", "[", "{}", "polyagree: 1"])
def test_even_what_is_hardly_there_can_be_damaged(text: str) -> None:
    random = Random(7)  # noqa: S311  # reproducible, no secret

    for _ in range(300):
        assert isinstance(damaged(text, random), str)


def test_a_good_sentence_is_good() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"code": "PER101"}, "no code"),
        ({"message": " "}, "the message is empty"),
        ({"message": "Unknown person"}, "the message begins with a capital"),
        ({"message": "unknown person."}, "the message ends with a full stop"),
        ({"message": "unknown `a\nb`"}, "the message has a line break"),
        ({"message": "unknown `a\x07b`"}, "the message has a character that cannot be seen"),
        ({"message": "a dict stands here"}, "the message speaks of Python"),
        ({"message": "'NoneType' stands here"}, "the message speaks of Python"),
        ({"message": "expected str' here"}, "the message speaks of Python"),
        ({"help": "Try again"}, "the help begins with a capital"),
        ({"path": ("a", None)}, "the path has a step that is neither a key nor a position"),
        ({"line": None}, "no line and column"),
        ({"line": 4, "end_line": 4}, "a place outside of the text"),
        ({"end_column": 2}, "an end before its beginning"),
    ],
)
def test_a_bad_one_is_complained_about(changes: dict[str, object], complaint: str) -> None:
    assert complaint in said(**changes)


@pytest.mark.parametrize("message", ["`Cla` is no id", "`dict` is not a word", "`None` is no list"])
def test_what_people_wrote_is_theirs(message: str) -> None:
    assert said(message=message) == []


def test_an_error_has_a_fault() -> None:
    assert misworded(DocumentError("x"), text="") == ["the error has no fault"]
