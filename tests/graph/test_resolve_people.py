"""Whom each way of naming people can mean."""

from __future__ import annotations

from datetime import date

import pytest

from polyagree.errors import UnknownName
from polyagree.graph.resolve import resolve
from polyagree.model import Except, Group, Person, Polycule, Relationship, Term, people_term

# Ana and Ben are the parties. Ana is dating Caro, Caro is dating Dee, Ben has a
# crush on Eli, Fay is on her own, and Gus was a partner of Ana until 2024.
POLYCULE = Polycule(
    people=tuple(
        Person(id=name, name=name.title())
        for name in ("ana", "ben", "caro", "dee", "eli", "fay", "gus")
    ),
    groups=(
        Group(id="harbour-street", kind="household", members=("ana", "fay")),
        Group(id="old-flat", kind="household", members=("ana", "gus"), until=date(2024, 6, 1)),
    ),
    relationships=(
        Relationship(id="ab", between=("ana", "ben"), kind="married"),
        Relationship(id="ac", between=("ana", "caro"), kind="dating", from_=date(2025, 2, 1)),
        Relationship(id="cd", between=("caro", "dee"), kind="dating"),
        Relationship(id="crush", of="ben", towards="eli", kind="crush"),
        Relationship(id="ag", between=("ana", "gus"), kind="dating", until=date(2024, 6, 1)),
    ),
    terms=(
        Term(id="someone-new", kind="people"),
        Term(id="anchor", kind="relationship-kind", kind_of="married"),
    ),
)


def meant(
    *people: str, holder: str | None = None, on: date | None = None, parties: str = "ana ben"
) -> set[str]:
    terms = tuple(people_term(each) for each in people)
    return set(resolve(terms, POLYCULE, parties=parties.split(), holder=holder, on=on))


def test_a_person_is_that_person() -> None:
    assert meant("fay") == {"fay"}


def test_several_names_are_all_of_them() -> None:
    assert meant("fay", "dee") == {"fay", "dee"}


def test_no_words_name_nobody() -> None:
    assert meant() == set()


def test_a_group_is_its_members() -> None:
    assert meant("harbour-street") == {"ana", "fay"}


def test_a_group_that_has_ended_is_nobody() -> None:
    assert meant("old-flat") == set()
    assert meant("old-flat", on=date(2024, 6, 1)) == {"ana", "gus"}


def test_a_kind_of_relationship_is_whoever_is_in_one_with_the_holder() -> None:
    assert meant("dating", holder="ana") == {"caro"}


def test_a_wide_kind_covers_the_narrow_ones() -> None:
    assert meant("partner", holder="ana") == {"ben", "caro"}


def test_a_narrow_kind_does_not_cover_the_wide_one() -> None:
    assert meant("anchor", holder="ana") == set()


def test_without_a_holder_a_kind_is_seen_from_each_party() -> None:
    assert meant("partner") == {"ana", "ben", "caro"}


def test_a_kind_of_relationship_is_looked_at_on_a_day() -> None:
    assert meant("dating", holder="ana", on=date(2024, 1, 1)) == {"gus"}


def test_a_crush_is_whom_somebody_has_it_on() -> None:
    assert meant("crush", holder="ben") == {"eli"}
    assert meant("crush", holder="eli") == set()


def test_a_metamour_is_found_by_way_of_a_partner() -> None:
    assert meant("metamour", holder="ana") == {"dee"}


def test_a_term_for_people_lists_nobody() -> None:
    assert meant("someone-new", "strangers") == set()


@pytest.mark.parametrize("word", ["each party", "all parties", "any party"])
def test_the_parties_are_the_parties(word: str) -> None:
    assert meant(word, holder="ana") == {"ana", "ben"}


def test_other_parties_are_those_without_the_holder() -> None:
    assert meant("other parties", holder="ana") == {"ben"}


def test_without_a_holder_each_party_is_an_other_party_to_somebody() -> None:
    assert meant("other parties") == {"ana", "ben"}


def test_outsiders_share_a_relationship_with_a_party() -> None:
    assert meant("outsiders") == {"caro", "eli"}


def test_outsiders_are_looked_at_on_a_day() -> None:
    assert meant("outsiders", on=date(2024, 1, 1)) == {"gus", "eli"}


def test_a_holder_without_parties_has_outsiders_of_their_own() -> None:
    assert meant("outsiders", holder="caro", parties="") == {"ana", "dee"}


@pytest.mark.parametrize("word", ["anyone", "each person"])
def test_anyone_is_the_parties_and_the_outsiders(word: str) -> None:
    assert meant(word) == {"ana", "ben", "caro", "eli"}


@pytest.mark.parametrize("word", ["nobody", "actor", "them", "affected", "breaker"])
def test_without_an_event_nobody_can_be_told_from(word: str) -> None:
    assert meant(word) == set()


def test_each_partner_is_a_partner_of_the_holder() -> None:
    assert meant("each partner", holder="caro") == {"ana", "dee"}


def test_without_a_holder_each_partner_is_one_of_any_party() -> None:
    assert meant("each partner") == {"ana", "ben", "caro"}


def test_partners_of_somebody_are_their_partners() -> None:
    assert meant("partners of caro") == {"ana", "dee"}


def test_partners_of_them_take_an_event() -> None:
    assert meant("partners of them") == set()


def test_so_many_of_some_people_can_be_any_of_them() -> None:
    assert meant("1 of other parties", holder="ben") == {"ana"}


def test_an_exception_is_taken_out() -> None:
    anyone_else = Except(people=(people_term("anyone"),), except_=(people_term("ben"),))

    assert resolve((anyone_else,), POLYCULE, parties=["ana", "ben"]) == {"ana", "caro", "eli"}


def test_a_name_that_nothing_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown name `bne`"):
        meant("bne")
