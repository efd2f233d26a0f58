"""What could be left out of a document, and nothing would change."""

from __future__ import annotations

import pytest

from polyagree.codec import loads
from polyagree.consistency import compare
from polyagree.consistency.redundancy import redundant
from polyagree.model import Polycule
from polyagree.source import dotted


def village(number: int) -> Polycule:
    """Return a document with so many pairs, each with limits, bans and duties that differ."""
    people = ", ".join(f"p{index}: P" for index in range(number + 1))
    lines = []
    for index in range(number):
        lines.append(f"  a{index}:\n    parties: [p{index}, p{number}]\n    clauses:")
        for key, norm in (
            ("calls", f"{{must_not: call, who: p{number}, with: p{index}}}"),
            ("tells", f"{{must: tell, who: p{number}, to: p{index}, after: date, within: 1 day}}"),
            ("twice", "{may: drink, at_most: 2, per: week}"),
            ("again", "{may: drink, at_most: 3, per: week}"),
        ):
            lines.append(f"      {key}: {{says: We said so., norm: {norm}}}")
    return loads(f"polyagree: 1\npeople: {{{people}}}\nagreements:\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize("number", [10, 40])
def test_not_each_norm_is_held_against_each(number: int) -> None:
    found, visits = redundant(village(number))

    assert len(found) >= number
    # Four norms of each pair, with one or two whom they bind.
    assert visits <= 40 * number


def test_what_is_found_can_be_dropped_and_nothing_changes() -> None:
    clauses = {
        "few": "{may: late-night, at_most: 2, per: month}",
        "more": "{may: late-night, at_most: 3, per: month}",
        "kiss": "{must_not: kissing, with: outsiders}",
        "near": "{must_not: intimacy, with: outsiders}",
    }

    def home(**clauses: str) -> Polycule:
        lines = (f"      {key}: {{says: x, norm: {norm}}}\n" for key, norm in clauses.items())
        head = "polyagree: 1\npeople: {ana: Ana, ben: Ben, caro: Caro}\nagreements:\n"
        return loads(f"{head}  a:\n    parties: [ana, ben]\n    clauses:\n{''.join(lines)}")

    whole = home(**clauses)
    paths = [dotted(each.path) for each in redundant(whole).found]
    left = {key: norm for key, norm in clauses.items() if not any(f".{key}." in p for p in paths)}

    assert left.keys() == {"few", "near"}
    assert compare(whole, home(**left)).verdict == "equivalent"


def test_what_is_found_under_two_names_is_looked_at_once() -> None:
    head = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
terms:
  new-one: {kind: people, means: somebody new}
  newest-one: {kind: people, kind_of: new-one, means: met this month}
agreements:
  a:
    parties: [ana, ben]
    clauses:
"""
    found, visits = redundant(
        loads(
            f"{head}      c0: {{says: x, norm: {{must_not: date, with: newest-one}}}}\n"
            "      c1: {says: x, norm: {must_not: date, with: [new-one, newest-one]}}\n"
        )
    )

    assert [dotted(each.path) for each in found] == ["agreements.a.clauses.c0.norm[0]"]
    # Both wordings, of each of the two parties.
    assert visits <= 8
