"""Names that records use, and where they stand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings

from polyagree.clock import Quantity, Window
from polyagree.model import (
    STATUS_KINDS,
    Acceptance,
    Agreement,
    AllOf,
    AnyOf,
    Boundary,
    Breach,
    CheckIn,
    Clause,
    Comfort,
    CountOf,
    Details,
    Done,
    Except,
    Expectation,
    FormerClause,
    Gate,
    Happening,
    Impact,
    Matrix,
    MatrixAnswer,
    Named,
    Not,
    Obligation,
    PartnersOf,
    Permission,
    Place,
    Polycule,
    Power,
    Prohibition,
    Relationship,
    Response,
    Restatement,
    Revision,
    Role,
    Scenario,
    Situation,
    State,
    Status,
    StatusKind,
)
from polyagree.model.references import collect_names, references
from polyagree.source import dotted
from polyagree.testing.strategies import polycules

DAY = dt.date(2025, 1, 5)
ANA, BEN = (Named("ana"),), (Named("ben"),)


def paths(record: object) -> dict[str, str]:
    return {each.name: dotted(each.path) for each in references(record)}


def test_a_norm_names_its_act_under_its_modal() -> None:
    norm = Obligation(act="tell", who=ANA, to=BEN)

    assert paths(norm) == {"tell": "must", "ana": "who", "ben": "to"}


@pytest.mark.parametrize(
    ("make", "key"), [(Prohibition, "must_not"), (Permission, "may"), (Power, "power")]
)
def test_every_modal_is_a_key(make: type, key: str) -> None:
    assert paths(make(act="end")) == {"end": key}


def test_one_name_alone_has_no_position() -> None:
    assert paths(Obligation(act="talk", with_=ANA))["ana"] == "with"


def test_each_of_several_names_has_its_position() -> None:
    found = paths(Obligation(act="talk", with_=(*ANA, *BEN)))

    assert (found["ana"], found["ben"]) == ("with[0]", "with[1]")


def test_roles_name_nobody() -> None:
    assert paths(Obligation(act="talk", with_=(Role("other parties"),))) == {"talk": "must"}


@pytest.mark.parametrize("make", [lambda name: CountOf(2, name), PartnersOf])
def test_people_in_a_phrase_stand_where_the_phrase_does(make: type) -> None:
    assert paths(Obligation(act="talk", with_=(make(Named("ben")),)))["ben"] == "with"


def test_an_exception_has_two_sides() -> None:
    term = Except(people=ANA, except_=BEN)
    found = paths(Obligation(act="talk", with_=(term,)))

    assert (found["ana"], found["ben"]) == ("with[0].people", "with[0].except")


def test_a_happening_that_is_only_its_word_stands_alone() -> None:
    assert paths(Obligation(act="tell", after=Happening(act="date")))["date"] == "after"


def test_a_happening_with_more_than_its_word_has_keys() -> None:
    found = paths(Obligation(act="tell", after=Happening(act="date", with_=BEN)))

    assert (found["date"], found["ben"]) == ("after.act", "after.with")


def test_a_gate_names_people_under_its_kind() -> None:
    gate = Gate(kind="yes_from", people=BEN, about=("home",))

    assert paths(Permission(act="date", only_if=gate)) == {
        "date": "may",
        "ben": "only_if.yes_from",
        "home": "only_if.about",
    }


@pytest.mark.parametrize("status", STATUS_KINDS)
def test_how_a_clause_stands_names_it_under_its_status(status: StatusKind) -> None:
    condition = Status(status=status, of="home.ask")

    assert paths(Permission(act="date", unless=condition)) == {
        "date": "may",
        "home.ask": f"unless.{status}",
    }


def test_conditions_in_conditions_have_their_keys() -> None:
    condition = AllOf(
        all_of=(
            Situation("away"),
            AnyOf(any_=(Situation("ill"), Not(not_=State(is_="busy", who=BEN)))),
            Done(done=Happening(act="test", who=ANA)),
        )
    )

    assert paths(Permission(act="date", during=condition)) == {
        "date": "may",
        "away": "during[0]",
        "ill": "during[1].any[0]",
        "busy": "during[1].any[1].not.is",
        "ben": "during[1].any[1].not.who",
        "test": "during[2].done.act",
        "ana": "during[2].done.who",
    }


def test_an_act_that_a_number_is_counted_per_is_a_name() -> None:
    norm = Permission(act="drink", at_most=Quantity.parse("2"), per=Window.parse("club-night"))

    assert paths(norm) == {"drink": "may", "club-night": "per"}


def test_a_window_of_the_calendar_names_nothing() -> None:
    norm = Permission(act="drink", at_most=Quantity.parse("2"), per=Window.parse("month"))

    assert paths(norm) == {"drink": "may"}


def test_places_and_details_are_names() -> None:
    norm = Obligation(
        act="tell",
        where=(Place("home", ("kitchen", "car")),),
        details=Details(required=("who",), kept_private=("rest", "names")),
    )

    assert paths(norm) == {
        "tell": "must",
        "home": "where[0].place",
        "kitchen": "where[0].except[0]",
        "car": "where[0].except[1]",
        "who": "details.required",
        "rest": "details.kept_private[0]",
        "names": "details.kept_private[1]",
    }


def test_clauses_and_revisions_stand_under_their_keys() -> None:
    talk = Clause(
        id="talk",
        says="We talk.",
        norm=(Obligation(act="talk"),),
        if_broken=(Obligation(act="ask", who=(Role("breaker"),)), Obligation(act="debrief")),
    )
    agreement = Agreement(
        id="home",
        parties=("ana", "ben"),
        accepted=(Acceptance(by="ana", date=DAY),),
        clauses=(talk,),
        revisions=(
            Revision(
                date=DAY,
                accepted=(Acceptance(by="ben", date=DAY),),
                was=(FormerClause(id="talk", was=Clause(id="talk", says="x", serves=("care",))),),
            ),
        ),
    )
    found = [
        (each.name, dotted(each.path)) for each in references(agreement, ("agreements", "home"))
    ]

    assert found == [
        ("ana", "agreements.home.parties[0]"),
        ("ben", "agreements.home.parties[1]"),
        ("ana", "agreements.home.accepted.ana"),
        ("talk", "agreements.home.clauses.talk.norm[0].must"),
        ("ask", "agreements.home.clauses.talk.if_broken[0].must"),
        ("debrief", "agreements.home.clauses.talk.if_broken[1].must"),
        ("ben", "agreements.home.revisions[0].accepted.ben"),
        ("care", "agreements.home.revisions[0].was.talk.serves"),
    ]


def test_a_boundary_names_its_holder_and_who_restated_it() -> None:
    boundary = Boundary(
        id="sleep",
        holder="ben",
        says="I sleep at ten.",
        reached_by=Happening(act="noise", where=(Place("home"),)),
        response=Response(says="I go.", norm=(Obligation(act="go-out"),)),
        restated=(Restatement(by="ana", says="Ben sleeps at ten."),),
    )

    assert paths(boundary) == {
        "ben": "holder",
        "noise": "reached_by.act",
        "home": "reached_by.where[0]",
        "go-out": "response.norm[0].must",
        "ana": "restated.ana",
    }


def test_comfort_stands_under_the_act_and_the_person() -> None:
    matrix = Matrix(
        id="us",
        people=("ana",),
        scale=("no", "yes"),
        comfort=(Comfort(act="kissing", who="ana", level="yes"),),
    )
    found = [(each.name, dotted(each.path)) for each in references(matrix)]

    assert found == [
        ("ana", "people"),
        ("kissing", "comfort.kissing"),
        ("ana", "comfort.kissing.ana"),
    ]


def test_an_answer_stands_under_the_act_and_the_person() -> None:
    answer = MatrixAnswer(act="kissing", who="ana", says="yes")
    matrix = Matrix(id="us", people=("ana",), answers=(answer,))
    found = [(each.name, dotted(each.path)) for each in references(matrix)]

    assert found == [
        ("ana", "people"),
        ("kissing", "answers.kissing"),
        ("ana", "answers.kissing.ana"),
    ]


def test_what_a_scenario_expects_stands_under_the_clause() -> None:
    scenario = Scenario(id="x", expect=(Expectation(of="home.talk", verdict="violated"),))

    assert paths(scenario) == {"home.talk": "expect.home.talk"}


def test_impact_stands_under_the_person() -> None:
    breach = Breach(id="late", of=("home.talk",), impact=(Impact(who="ben", says="It hurt."),))

    assert paths(breach) == {"home.talk": "of", "ben": "impact.ben"}


def test_what_a_check_in_decided_is_words_and_no_name() -> None:
    check_in = CheckIn(date=DAY, people=("ana",), decided=("home.talk",), reviewed=("home",))

    assert paths(check_in) == {"ana": "people", "home": "reviewed"}


def test_a_relationship_names_its_people_and_its_kind() -> None:
    crush = Relationship(id="crush", of="ben", towards="ana", kind="crush")

    assert paths(crush) == {"ben": "of", "ana": "towards", "crush": "kind"}


@settings(max_examples=30)
@given(polycules())
def test_names_are_the_same_with_and_without_their_paths(polycule: Polycule) -> None:
    for collection in ("agreements", "boundaries", "events", "check_ins", "breaches", "repairs"):
        for record in getattr(polycule, collection):
            found: dict[tuple[str, tuple[str, ...]], None] = {}
            collect_names(record, found)

            assert set(found) == {(each.name, each.kinds) for each in references(record)}
