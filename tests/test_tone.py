"""
No text of ours commands, judges or takes anybody for granted.

It holds for what analyzers say, for the help of each command, for every sentence in the source
that may be printed, and for the pages of the docs. What stands in backticks is quoted from a
document and is held to nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache

import pytest
from tones import RULES, Rule, Said, against_the_rules, everything, said_at, sentences

# Where such a word is meant otherwise, and how.
MEANT_OTHERWISE = {
    ("CHK704", "blames"): "the name of what it finds: words that put it on a person",
    ("CHK704", "finds fault"): "quoted as words that put it on a person",
    ("DRF302", "calls it wrong"): "an answer of statistics",
    ("docs/explanation/drift.md", "accuses"): "it says that there is no word for it",
    ("docs/explanation/drift.md", "calls it wrong"): "an answer of statistics",
    ("docs/explanation/replay.md", "speaks of violations"): "a state of a norm",
    ("docs/explanation/sources.md", "blames"): "named among what stands in the way of repair",
    ("docs/how-to/has-practice-moved.md", "calls it wrong"): "an answer of statistics",
    ("docs/reference/glossary.md", "speaks of violations"): "the term of the field",
    ("report/drift.py", "calls it wrong"): "an answer of statistics",
    ("analyzers/builtin/acc/acc021_expectation_not_met.py", "speaks of violations"): (
        "a state of a norm"
    ),
}


@cache
def texts() -> tuple[Said, ...]:
    """Return every text that people read."""
    return tuple(everything())


def found(texts: Iterable[Said]) -> dict[tuple[str, str], list[str]]:
    """Return the words that are against a rule, by where they stand and the rule."""
    words: dict[tuple[str, str], list[str]] = {}
    for said in texts:
        for rule, each in against_the_rules(said):
            words.setdefault((said.at, rule), []).append(each)
    return words


def test_no_text_is_against_a_rule() -> None:
    against = {key: words for key, words in found(texts()).items() if key not in MEANT_OTHERWISE}

    assert against == {}


def test_every_exception_is_needed() -> None:
    assert set(MEANT_OTHERWISE) - set(found(texts())) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name.replace(" ", "-"))
def test_each_rule_finds_what_is_planted(rule: Rule) -> None:
    planted = Said("here", f"`norm` of `ana`. {rule.planted}", is_strict=True)

    assert rule.name in dict(against_the_rules(planted))


def test_a_planted_message_in_the_source_is_found() -> None:
    tree = ast.parse(
        '"""You must not read this."""\n'
        'message = "`{who}` should have asked"\n'
        'help = f"you must {act}, or {who} is to blame"\n'
        'names = ("you", "must")\n'
    )
    planted = [Said("planted.py", each) for each in sentences(tree)]

    assert {rule for _, rule in found(planted)} == {"looks back in anger", "commands", "blames"}


def test_what_is_quoted_is_held_to_nothing() -> None:
    """A document may say what it likes, and a key such as `must_not` is a word of the format."""
    quoted = said_at("here", "`you must ask` is what `ana` wrote", is_strict=True)

    assert list(against_the_rules(quoted)) == []


def test_texts_of_every_kind_are_looked_at() -> None:
    places = {each.at for each in texts()}

    assert {"PER101", "polyagree check --help", "README.md", "errors.py"} <= places
    assert {"docs/tutorial/first-agreement.md", "examples/late-nights.yaml"} <= places
