"""Who is a partner, and who a metamour."""

from __future__ import annotations

from datetime import date

import pytest

from polyagree.errors import UnknownName
from polyagree.graph.partners import metamours, partners
from polyagree.model import Person, Polycule, Relationship, Term

PEOPLE = tuple(Person(id=name, name=name.title()) for name in ("ana", "ben", "caro", "dee"))


def polycule(*relationships: Relationship, terms: tuple[Term, ...] = ()) -> Polycule:
    return Polycule(people=PEOPLE, relationships=relationships, terms=terms)


def mutual(kind: str, *people: str, **dates: date) -> Relationship:
    return Relationship(id="-".join((kind, *people)), between=people, kind=kind, **dates)


def test_a_spouse_is_a_partner() -> None:
    couple = polycule(mutual("married", "ana", "ben"))

    assert partners(couple, "ana") == {"ben"}


def test_a_kind_that_a_term_makes_a_kind_of_partner_counts() -> None:
    term = Term(id="anchor", kind="relationship-kind", kind_of="partner")
    couple = polycule(mutual("anchor", "ana", "ben"), terms=(term,))

    assert partners(couple, "ben") == {"ana"}


def test_a_friend_is_no_partner() -> None:
    friends = polycule(mutual("friend", "ana", "ben"))

    assert partners(friends, "ana") == frozenset()


def test_everybody_in_a_relationship_of_three_is_a_partner_of_the_others() -> None:
    triad = polycule(mutual("dating", "ana", "ben", "caro"))

    assert partners(triad, "ana") == {"ben", "caro"}


def test_a_one_way_feeling_makes_no_partner() -> None:
    hoping = Relationship(id="hoping", of="ana", towards="ben", kind="dating")

    assert partners(polycule(hoping), "ana") == frozenset()
    assert partners(polycule(hoping), "ben") == frozenset()


def test_a_partner_is_one_on_the_days_of_the_relationship() -> None:
    past = polycule(mutual("dating", "ana", "ben", from_=date(2024, 1, 1), until=date(2024, 6, 1)))

    assert partners(past, "ana", on=date(2024, 6, 1)) == {"ben"}
    assert partners(past, "ana", on=date(2024, 6, 2)) == frozenset()


def test_an_unknown_person_has_no_partners_to_ask_for() -> None:
    with pytest.raises(UnknownName, match="unknown person `bne`"):
        partners(polycule(), "bne")


def test_a_metamour_is_a_partner_of_a_partner() -> None:
    vee = polycule(mutual("married", "ana", "ben"), mutual("dating", "ben", "caro"))

    assert metamours(vee, "ana") == {"caro"}


def test_the_one_in_the_middle_has_no_metamour() -> None:
    vee = polycule(mutual("married", "ana", "ben"), mutual("dating", "ben", "caro"))

    assert metamours(vee, "ben") == frozenset()


def test_a_partner_of_a_partner_who_is_ones_own_partner_is_no_metamour() -> None:
    triad = polycule(mutual("dating", "ana", "ben", "caro"))

    assert metamours(triad, "ana") == frozenset()


def test_metamours_are_not_passed_on() -> None:
    chain = polycule(
        mutual("dating", "ana", "ben"),
        mutual("dating", "ben", "caro"),
        mutual("dating", "caro", "dee"),
    )

    assert metamours(chain, "ana") == {"caro"}


def test_metamours_are_looked_at_on_a_day() -> None:
    vee = polycule(
        mutual("married", "ana", "ben"), mutual("dating", "ben", "caro", from_=date(2025, 1, 1))
    )

    assert metamours(vee, "ana", on=date(2024, 12, 31)) == frozenset()
    assert metamours(vee, "ana") == {"caro"}


def test_an_unknown_person_has_no_metamours_to_ask_for() -> None:
    with pytest.raises(UnknownName, match="unknown person `bne`"):
        metamours(polycule(), "bne")
