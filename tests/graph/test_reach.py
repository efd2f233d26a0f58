"""Whom an agreement reaches without their being a party."""

from __future__ import annotations

from datetime import date

import pytest

from polyagree.graph.reach import reached_by, reached_by_norm
from polyagree.model import (
    Agreement,
    AllOf,
    AnyOf,
    Boundary,
    Clause,
    Done,
    Gate,
    Group,
    Happening,
    Named,
    Norm,
    Not,
    Obligation,
    Permission,
    Person,
    Place,
    Polycule,
    Power,
    Prohibition,
    Relationship,
    Response,
    Situation,
    State,
    Status,
    people_term,
)

HOUSE = Agreement(
    id="house",
    parties=("ana", "ben"),
    clauses=(Clause(id="love", says="Nobody owns anybody.", norm=()),),
)
HEALTH = Agreement(id="health", parties=("ana", "caro"))
POLYCULE = Polycule(
    people=tuple(
        Person(id=name, name=name.title()) for name in ("ana", "ben", "caro", "dee", "eli", "fay")
    ),
    groups=(Group(id="loft", kind="household", members=("ben", "eli")),),
    relationships=(
        Relationship(id="ab", between=("ana", "ben"), kind="married"),
        Relationship(id="ac", between=("ana", "caro"), kind="dating"),
        Relationship(id="bd", between=("ben", "dee"), kind="dating", from_=date(2025, 2, 1)),
    ),
    agreements=(HOUSE, HEALTH),
    boundaries=(Boundary(id="sleep", holder="fay", says="I sleep."),),
)


def some(*people: str) -> tuple[object, ...]:
    return tuple(people_term(each) for each in people)


def reached(norm: Norm, **options: object) -> set[str]:
    return set(reached_by_norm(POLYCULE, HOUSE, norm, **options))


@pytest.mark.parametrize(
    "norm",
    [
        Obligation(act="talk", who=some("fay")),
        Permission(act="date", with_=some("fay")),
        Obligation(act="tell", to=some("fay")),
        Obligation(act="talk", about=("fay",)),
        Obligation(act="talk", about=(Happening(act="date", who=some("fay")),)),
        Obligation(act="tell", after=Happening(act="date", with_=some("fay"))),
        Obligation(act="tell", before=Happening(act="date", with_=some("fay"))),
        Permission(act="date", only_if=Gate(kind="yes_from", people=some("fay"))),
        Prohibition(act="date", unless=Done(done=Happening(act="say-yes", who=some("fay")))),
        Prohibition(act="date", during=State(is_="away", who=some("fay"))),
        Prohibition(act="date", until=Not(not_=State(is_="away", who=some("fay")))),
        Prohibition(
            act="date",
            from_=AnyOf(
                any_=(
                    Situation("away"),
                    AllOf(all_of=(Situation("away"), State(is_="ill", who=some("fay")))),
                )
            ),
        ),
        Power(act="veto", who=some("fay")),
        Power(act="veto", over=("fay",)),
        Power(act="veto", over=(Happening(act="date", with_=some("fay")),)),
        Power(act="veto", over=("sleep",)),
        Obligation(
            act="talk", if_broken=(Obligation(act="tell", who=some("ana"), to=some("fay")),)
        ),
    ],
)
def test_somebody_is_reached_wherever_a_norm_names_them(norm: Norm) -> None:
    assert reached(norm) == {"fay"}


def test_a_party_is_not_reached_but_bound() -> None:
    assert reached(Obligation(act="tell", who=some("ana"), to=some("ben"))) == set()


def test_outsiders_are_reached() -> None:
    assert reached(Prohibition(act="host", with_=some("outsiders"))) == {"caro", "dee"}


def test_outsiders_are_looked_at_on_a_day() -> None:
    norm = Prohibition(act="host", with_=some("outsiders"))

    assert reached(norm, on=date(2025, 1, 31)) == {"caro"}


def test_a_partner_is_one_of_whoever_is_bound() -> None:
    assert reached(Obligation(act="tell", who=some("ana"), to=some("partner"))) == {"caro"}


def test_a_partner_is_one_of_whoever_does_the_act_in_question() -> None:
    dating = Happening(act="date", who=some("ben"), with_=some("partner"))

    assert reached(Obligation(act="tell", who=some("ana"), after=dating)) == {"dee"}


def test_where_several_are_bound_a_partner_is_one_of_any_party() -> None:
    assert reached(Obligation(act="tell", who=some("ana", "ben"), to=some("partner"))) == {
        "caro",
        "dee",
    }


def test_a_partner_in_a_boundary_is_one_of_its_holder() -> None:
    norm = Prohibition(act="argue", with_=some("partner"))

    assert reached(norm, holder="ben") == {"dee"}


def test_a_relationship_stands_for_the_people_in_it() -> None:
    assert reached(Obligation(act="talk", about=("ac",))) == {"caro"}


def test_a_group_stands_for_its_members() -> None:
    assert reached(Obligation(act="talk", about=("loft",))) == {"eli"}


def test_a_kind_of_relationship_can_be_what_it_is_about() -> None:
    assert reached(Obligation(act="talk", who=some("ben"), about=("dating",))) == {"dee"}


def test_a_thing_reaches_nobody() -> None:
    assert reached(Permission(act="spend", about=("joint-account",))) == set()


def test_a_place_reaches_nobody() -> None:
    assert reached(Prohibition(act="argue", where=(Place("loft"),))) == set()


def test_a_power_over_another_agreement_reaches_its_parties() -> None:
    assert reached(Power(act="veto", who=some("ben"), over=("health.tests",))) == {"caro"}


def test_talking_about_another_agreement_reaches_nobody() -> None:
    assert reached(Obligation(act="talk", about=("health",))) == set()


@pytest.mark.parametrize("of", ["health", "health.tests", "sleep"])
def test_asking_how_the_clause_of_others_stands_reaches_nobody(of: str) -> None:
    assert reached(Permission(act="date", unless=Status(status="broken", of=of))) == set()


def test_a_power_that_is_nobodys_reaches_nobody() -> None:
    norm = Power(
        act="veto",
        who=some("nobody"),
        over=(Happening(act="relationship", with_=some("outsiders")),),
    )

    assert reached(norm) == set()


def test_an_agreement_without_norms_reaches_nobody() -> None:
    assert reached_by(POLYCULE, HOUSE) == frozenset()


def test_an_agreement_reaches_whom_its_clauses_reach() -> None:
    agreement = Agreement(
        id="opening-up",
        parties=("ana", "ben"),
        clauses=(
            Clause(id="read-later", says="We are kind."),
            Clause(
                id="telling",
                says="We tell.",
                norm=(Obligation(act="tell", to=some("caro")),),
                if_broken=(Obligation(act="talk", with_=some("dee")),),
            ),
        ),
        if_broken=(Obligation(act="talk", with_=(Named("eli"),)),),
    )

    assert reached_by(POLYCULE, agreement) == {"caro", "dee", "eli"}


def test_an_agreement_reaches_whom_a_boundary_in_it_reaches() -> None:
    boundary = Boundary(
        id="quiet",
        holder="ben",
        says="I go to bed.",
        reached_by=Happening(act="noise", who=some("caro")),
        norm=(Prohibition(act="argue", with_=some("each partner")),),
        response=Response(says="I call.", norm=(Obligation(act="call", to=some("eli")),)),
    )
    agreement = Agreement(id="nights", parties=("ana", "ben"), clauses=(boundary,))

    assert reached_by(POLYCULE, agreement) == {"caro", "dee", "eli"}


def test_a_boundary_that_says_no_more_than_its_words_reaches_nobody() -> None:
    boundary = Boundary(id="quiet", holder="ben", says="I go to bed.")
    agreement = Agreement(id="nights", parties=("ana", "ben"), clauses=(boundary,))

    assert reached_by(POLYCULE, agreement) == frozenset()


def test_an_agreement_is_looked_at_on_a_day() -> None:
    clause = Clause(
        id="home", says="Nobody over.", norm=(Prohibition(act="host", with_=some("outsiders")),)
    )
    agreement = Agreement(id="nights", parties=("ana", "ben"), clauses=(clause,))

    assert reached_by(POLYCULE, agreement, on=date(2025, 1, 31)) == {"caro"}
    assert reached_by(POLYCULE, agreement) == {"caro", "dee"}
