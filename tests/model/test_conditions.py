"""Conditions and gates."""

from __future__ import annotations

import pytest

from polyagree.clock import Duration, Moment
from polyagree.errors import InvalidModel, InvalidNorm, InvalidPolycule
from polyagree.model import (
    ALWAYS,
    GATE_KINDS,
    STATUS_KINDS,
    Agreement,
    AllOf,
    AnyOf,
    Boundary,
    Clause,
    Done,
    Gate,
    GateKind,
    Happening,
    Named,
    Not,
    Permission,
    Person,
    Polycule,
    Situation,
    State,
    Status,
    StatusKind,
    gates_in,
)

BEN = (Named("ben"),)
YES = Gate(kind="yes_from", people=BEN)
TOLD = Gate(kind="told", people=BEN)


def test_a_state_names_somebody() -> None:
    with pytest.raises(InvalidNorm) as caught:
        State(is_="away", who=())

    assert caught.value.message == "nobody is named in `who`"


@pytest.mark.parametrize("kind", GATE_KINDS)
def test_a_gate_names_somebody(kind: GateKind) -> None:
    with pytest.raises(InvalidNorm) as caught:
        Gate(kind=kind, people=())

    assert caught.value.message == f"nobody is named in `{kind}`"
    assert caught.value.field == "people"


def test_ago_and_within_exclude_each_other() -> None:
    with pytest.raises(InvalidNorm) as caught:
        Done(
            done=Happening(act="test"), ago=Duration.parse("1 week"), within=Duration.parse("1 day")
        )

    assert caught.value.message == "`ago` and `within` stand side by side"
    assert caught.value.help is not None
    assert caught.value.field == "within"


def test_a_list_of_conditions_holds_some() -> None:
    with pytest.raises(InvalidNorm, match="a list of conditions is empty"):
        AllOf(all_of=())


def test_any_of_no_condition_is_refused() -> None:
    with pytest.raises(InvalidNorm, match="`any` names no condition"):
        AnyOf(any_=())


def test_the_manner_of_a_gate_has_words() -> None:
    with pytest.raises(InvalidModel, match="`how` is empty"):
        Gate(kind="told", people=BEN, how=("",))


@pytest.mark.parametrize(
    ("kind", "is_approval"),
    [("yes_from", True), ("unopposed_by", True), ("told", False), ("talked_with", False)],
)
def test_an_act_falls_with_their_no_or_they_only_hear_of_it(
    kind: GateKind, is_approval: bool
) -> None:
    gate = Gate(kind=kind, people=BEN)

    assert gate.is_approval is is_approval
    assert gate.is_notice is not is_approval


def test_always_is_a_situation() -> None:
    assert Situation("always") == ALWAYS


def test_gates_in_a_condition_come_with_their_paths() -> None:
    condition = AllOf(
        all_of=(Situation("away"), YES, AnyOf(any_=(TOLD, AllOf(all_of=(YES, TOLD)))))
    )

    assert list(gates_in(condition)) == [
        (YES, (1,)),
        (TOLD, (2, "any", 0)),
        (YES, (2, "any", 1, 0)),
        (TOLD, (2, "any", 1, 1)),
    ]


def test_a_gate_alone_is_at_the_condition_itself() -> None:
    assert list(gates_in(YES)) == [(YES, ())]


@pytest.mark.parametrize(
    "condition",
    [
        *(None, ALWAYS, Not(not_=YES), Done(done=Happening(act="say-yes", who=BEN))),
        Status(status="kept", of="home.ask"),
    ],
)
def test_other_conditions_hold_no_gate(condition: object) -> None:
    assert list(gates_in(condition)) == []  # type: ignore[arg-type]


def test_a_gate_says_how_long_before_or_until_when() -> None:
    with pytest.raises(InvalidNorm, match="`ahead` and `by` stand side by side"):
        Gate(
            kind="told",
            people=(Named("ben"),),
            ahead=Duration(days=1),
            by=Moment.parse("same day"),
        )


# How a clause stands


def holding(of: str, *, status: StatusKind = "broken") -> Polycule:
    """Return a polycule in which an act hangs on how *of* stands."""
    norm = Permission(act="date", only_if=Not(not_=Status(status=status, of=of)))
    clauses = (
        Boundary(id="quiet", holder="ben", says="I don't argue after ten."),
        Clause(id="dates", says="Not while something is broken.", norm=(norm,)),
    )
    return Polycule(
        people=(Person(id="ana", name="Ana"), Person(id="ben", name="Ben")),
        agreements=(Agreement(id="home", parties=("ana", "ben"), clauses=clauses),),
        boundaries=(Boundary(id="sleep", holder="ben", says="I sleep at ten."),),
    )


@pytest.mark.parametrize("status", STATUS_KINDS)
@pytest.mark.parametrize("of", ["home.dates", "home.quiet", "home", "sleep"])
def test_a_clause_a_boundary_and_an_agreement_can_stand_so(status: StatusKind, of: str) -> None:
    assert holding(of, status=status).clause("home.dates")


@pytest.mark.parametrize(
    ("of", "message", "help"),
    [
        ("home.date", "unknown clause `home.date`", "did you mean `home.dates`?"),
        ("hom", "unknown clause `hom`", "did you mean `home`?"),
        ("ben", "`ben` is a person, not a clause", None),
        ("date", "`date` is an act, not a clause", None),
    ],
)
def test_nothing_else_can(of: str, message: str, help: str | None) -> None:
    with pytest.raises(InvalidPolycule) as caught:
        holding(of)

    (fault,) = caught.value.faults
    assert (fault.code, fault.message, fault.help) == ("DOC003", message, help)
    assert fault.path[-3:] == ("only_if", "not", "broken")
