"""Two wordings that differ in whom a word for people means: who does it, who is there, whom it is said to."""

from __future__ import annotations

import pytest
from consistency.wordings import HEAD, are_shown, home

from polyagree.consistency import compare
from polyagree.model import Polycule

TOLD = "must: tell, to: caro, within: 1 day"

# Who does it


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (
            f"{{{TOLD}, who: ana, after: {{act: date, who: ana}}}}",
            f"{{{TOLD}, who: ana, after: {{act: date, who: ben}}}}",
            "incomparable",
        ),
        (
            f"{{{TOLD}, who: ana, after: {{act: date, who: ben, with: ana}}}}",
            f"{{{TOLD}, who: ana, after: {{act: date, who: ben, with: dana}}}}",
            "incomparable",
        ),
        (
            f"{{{TOLD}, after: {{act: date, who: other parties}}}}",
            f"{{{TOLD}, after: {{act: date, who: any party}}}}",
            "stricter",
        ),
        (
            f"{{{TOLD}, who: ana, after: {{act: date, who: ben}}}}",
            f"{{{TOLD}, who: ana, after: {{act: date, who: other parties}}}}",
            "equivalent",
        ),
        (
            f"{{{TOLD}, who: ana, after: {{act: date, who: ben}}}}",
            f"{{{TOLD}, who: ana, after: {{act: date, who: anyone}}}}",
            "stricter",
        ),
        (
            "{must_not: drink, unless: {done: {act: talk, who: other parties}}}",
            "{must_not: drink, unless: {done: {act: talk, who: any party}}}",
            "looser",
        ),
    ],
)
def test_whoever_sets_it_off_is_told_apart_from_whoever_is_bound(
    old: str, new: str, relation: str
) -> None:
    sides = home(old), home(new)
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


def test_who_is_meant_by_one_of_several_hangs_on_who_does_it() -> None:
    """When Ben does it, Ana is one of the other parties, and nobody whom the first wording spares."""
    old = "{must_not: date, who: any party, with: {people: anyone, except: [ben, caro]}}"
    new = "{must_not: date, who: any party, with: {people: anyone, except: [ben, other parties]}}"
    sides = (home(each, parties="ana, ben, caro") for each in (old, new))
    found = compare(*sides)

    assert found.verdict != "stricter"
    assert "new" in {each.allowed_by for each in found.clauses[0].witnesses}


# Who is there


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("[caro, dana]", "upstairs", "unknown"),
        ("newest-one", "new-one", "unknown"),
        ("{people: [caro, dana], except: caro}", "dana", "equivalent"),
        ("{people: [caro, dana], except: caro}", "[caro, dana]", "stricter"),
        ("{people: anyone, except: [caro, dana]}", "{people: anyone, except: caro}", "stricter"),
        ("dana", "{people: anyone, except: caro}", "stricter"),
        ("outsiders", "{people: anyone, except: ben}", "stricter"),
        ("outsiders", "{people: anyone, except: ana}", "stricter"),
        ("nobody", "caro", "stricter"),
        ("1 of other parties", "other parties", "equivalent"),
        ("each party", "other parties", "equivalent"),
        ("partners of ben", "anyone", "stricter"),
        ("caro", "outsiders", "incomparable"),
    ],
)
def test_company_is_compared_by_whom_it_takes_in(old: str, new: str, relation: str) -> None:
    sides = home(f"{{must_not: date, with: {old}}}"), home(f"{{must_not: date, with: {new}}}")
    found = compare(*sides)

    assert found.verdict == relation
    assert are_shown(found, *sides)


def test_without_a_party_those_who_are_left_may_be_outsiders() -> None:
    """With Caro, who is a party, Dana is no outsider; Caro left out of it, she is."""
    norm = f"{{{TOLD}, who: ana, after: {{act: date, with: {{people: outsiders, except: %s}}}}}}"
    old, new = (home(norm % gone, parties="ana, ben, caro") for gone in ("caro", "nobody"))
    found = compare(old, new)

    assert found.verdict not in {"equivalent", "stricter"}


@pytest.mark.parametrize("people", ["each person", "each partner"])
def test_who_is_counted_one_by_one_is_another_number(people: str) -> None:
    old = home(f"{{may: date, with: {people}, at_most: 2, per: week}}")
    new = home("{may: date, with: anyone, at_most: 2, per: week}")

    assert compare(old, new).verdict not in {"equivalent", "looser"}
    assert compare(old, old).verdict == "equivalent"


# Whom it is said to


@pytest.mark.parametrize("act", ["tell", "call"])
def test_what_is_owed_to_oneself_alone_is_not_what_is_owed_to_another(act: str) -> None:
    old, new = (home(f"{{must: {act}, to: {to}}}") for to in ("ben", "other parties"))
    found = compare(new, old)

    assert found.verdict not in {"equivalent", "looser"}
    assert are_shown(found, new, old)


def test_who_of_several_tells_whom_is_left_open() -> None:
    """One of them tells Ana, and if that is Ana herself, nobody was told."""
    old = "{must: tell, who: any party, to: any party, after: {act: date, who: [ana, caro]}}"
    sides = home(old), home(old.replace("[ana, caro]", "[ben, caro]"))
    found = compare(*sides)

    assert found.verdict not in {"equivalent", "stricter", "looser"}


# People of one document alone


def renamed(norm: str, **names: str) -> tuple[Polycule, Polycule]:
    """Return a document, and the same in which people are called otherwise."""
    head, other = HEAD, norm
    for was, name in names.items():
        head, other = head.replace(was, name), other.replace(was, name)
    parties = ", ".join(names.get(each, each) for each in ("ana", "ben"))
    return home(norm), home(other, parties=parties, head=head)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            {"ana": "anna"},
            "the people differ: only the old document has `ana`, and only the new one has `anna`",
        ),
        (
            {"ana": "anna", "caro": "carol"},
            (
                "the people differ: only the old document has `ana`, `caro`,"
                " and only the new one has `anna`, `carol`"
            ),
        ),
    ],
)
def test_people_who_are_in_one_document_alone_are_named(
    names: dict[str, str], sentence: str
) -> None:
    found = compare(*renamed("{must_not: date, who: ana, with: caro}", **names))

    assert found.verdict == "unknown"
    assert found.clauses[0].why[0] == sentence
    assert found.why[:2] == ("it hangs on `a.c0`", sentence)


def test_somebody_who_came_is_named_where_a_clause_is_about_them() -> None:
    without = HEAD.replace(", eli: Eli", "")
    old = home("{must_not: date, unless: {done: {act: talk, with: dana}}}", head=without)
    new = home("{must_not: date, unless: {done: {act: talk, with: eli}}}")
    found = compare(old, new)

    assert found.verdict == "unknown"
    assert "the people differ: only the new one has `eli`" in found.why


def test_somebody_of_whom_no_clause_speaks_makes_no_difference() -> None:
    norm = "{must_not: date, with: outsiders}"
    without = HEAD.replace(", eli: Eli", "")

    assert compare(home(norm, head=without), home(norm)).verdict == "equivalent"


def test_a_group_with_somebody_else_in_it_is_another_group() -> None:
    norm = "{must_not: date, with: upstairs}"
    new = home(norm, head=HEAD.replace("[caro, dana]", "[caro, eli]"))
    found = compare(home(norm), new)

    assert found.verdict != "equivalent"
    assert compare(home(norm), home(norm)).verdict == "equivalent"


def test_who_is_a_partner_of_whom_hangs_on_their_relationships() -> None:
    norm = "{must_not: date, with: partner}"
    together = (
        HEAD + "relationships: {ana-caro: {between: [ana, caro], kind: dating, from: 2024-01-01}}\n"
    )
    found = compare(home(norm), home(norm, head=together))

    assert found.verdict == "incomparable" or "`partner` does not mean the same in both" in str(
        found.clauses[0].why
    )
    assert compare(home(norm, head=together), home(norm, head=together)).verdict == "equivalent"
