"""What helps somebody who wrote a page, and knows of no keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from attrs import evolve

from polyagree import check, loads
from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.registry import analyzers
from polyagree.codec.schemas import schema
from polyagree.model import Polycule
from polyagree.text import draft

PAGE = """\
# Ana and Ben

- We test every three months.
- Each of us asks the other before a first date with somebody new.
- We use condoms with others.
- No sleepovers on weeknights.
- If one of us breaks any of this, they sleep on the sofa.
- Nobody brings a close friend home.
"""


@cache
def keys() -> frozenset[str]:
    """Return the keys of a document, wherever they stand in it."""
    return frozenset(_keys(schema()))


def _keys(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for each in node.values():
            yield from _keys(each)
    elif isinstance(node, list):
        for each in node:
            yield from _keys(each)


def keys_in(said: str) -> list[str]:
    """Return what of *said* could be written only into a document with keys."""
    quoted = re.findall(r"`([^`]*)`", said)
    return [each for each in quoted if "{" in each or re.split(r"[:\s]", each)[0] in keys()]


def in_words() -> list[type[Analyzer]]:
    """Return the analyzers that may find something in a page."""
    kinds = [type(each) for each in analyzers()]
    return [
        each
        for each in kinds
        if {"declared", "reading"}.intersection(each.works_on)
        and each.code[:3] not in {"ACC", "DOC"}
        and each.cost != "events"
    ]


@pytest.mark.parametrize("kind", in_words(), ids=lambda kind: kind.code)
def test_help_on_a_page_speaks_of_no_key(kind: type[Analyzer]) -> None:
    said = kind.help_in_prose or kind.help

    assert keys_in(said.format_map(defaultdict(lambda: "…"))) == []


def test_no_finding_on_a_page_speaks_of_a_key() -> None:
    findings = check(draft(PAGE)).findings

    assert len({each.code for each in findings}) > 5
    assert [(each.code, each.help) for each in findings if keys_in(each.help)] == []


def test_a_document_with_keys_is_helped_with_keys() -> None:
    document = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements: {a: {parties: [ana, ben], clauses: {c: {says: No sleepovers on weeknights.}}}}
"""
    findings = check(loads(document), select=["BRK201"]).findings

    assert ["if_broken" in each.help for each in findings] == [True]


def test_a_page_is_helped_with_a_sentence() -> None:
    findings = check(draft("# Us\n\n- No sleepovers on weeknights.\n"), select=["BRK201"]).findings

    assert ["when one of us does not keep" in each.help for each in findings] == [True]


def in_words_only(page: str) -> Polycule:
    """Return *page* as a document whose clauses declare nothing."""
    drafted = draft(page)
    (agreement,) = drafted.agreements
    clauses = tuple(evolve(each, norm=None) for each in agreement.clauses)
    words = evolve(drafted, agreements=(evolve(agreement, clauses=clauses),))
    return words if drafted.source is None else words.with_source(drafted.source)


def test_a_word_that_is_left_open_is_shown_where_it_stands() -> None:
    page = "# Us\n\n- We test every three months.\n- No late nights before an exam.\n"
    (finding,) = check(in_words_only(page), select=["UND601"]).findings

    assert finding.span is not None
    assert finding.span.line == 4
    assert "`late nights`" in finding.message


@pytest.mark.parametrize("number", [2, 3, 8])
def test_as_many_clauses_are_listed_as_are_counted(number: int) -> None:
    days = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"]
    lines = "".join(f"- No sleepovers on {day}.\n" for day in [*days, "weeknights"][:number])
    (finding,) = check(in_words_only(f"# Us\n\n{lines}"), select=["BRK201"]).findings

    listed = [each.value for each in finding.evidence if each.fact == "clause"]
    assert f" {number} clauses " in finding.message
    assert len(set(listed)) == number


def test_of_very_many_clauses_it_says_how_many_are_not_listed() -> None:
    lines = "".join(f"- No sleepovers at number {number}.\n" for number in range(1, 13))
    (finding,) = check(in_words_only(f"# Us\n\n{lines}"), select=["BRK201"]).findings

    listed = [each.value for each in finding.evidence if each.fact == "clause"]
    (more,) = (each.value for each in finding.evidence if each.fact == "more clauses")
    assert len(listed) + int(more) == 12
