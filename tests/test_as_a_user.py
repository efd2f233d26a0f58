"""
A program of somebody else, in plain types.

mypy reads it as strictly as it reads ours: whoever builds an app writes texts, and
has nothing to wrap or to cast.
"""

from __future__ import annotations

import datetime as dt

import polyagree
from polyagree import graph
from polyagree.model import (
    Agreement,
    Boundary,
    Clause,
    Event,
    Gate,
    Happening,
    Named,
    Obligation,
    Permission,
    Person,
    Polycule,
    Relationship,
    Role,
    Term,
    Value,
)

OTHERS = (Role("other parties"),)


def polycule() -> Polycule:
    """Return two people and what they agreed."""
    telling = Obligation(
        act="tell",
        to=OTHERS,
        after=Happening(act="date", with_=(Role("outsiders"),)),
    )
    staying = Permission(
        act="overnight", with_=(Named("someone-new"),), only_if=Gate(kind="told", people=OTHERS)
    )
    return Polycule(
        people=(Person(id="ana", name="Ana"), Person(id="ben", name="Ben")),
        terms=(Term(id="someone-new", kind="people"),),
        relationships=(Relationship(id="two", between=("ana", "ben"), kind="dating"),),
        values=(Value(id="calm", means="nobody is surprised", held_by=("ana",)),),
        agreements=(
            Agreement(
                id="open",
                parties=("ana", "ben"),
                made=dt.date(2026, 1, 4),
                serves=("calm",),
                clauses=(
                    Clause(id="telling", says="We tell each other.", norm=(telling,)),
                    Clause(id="staying", says="We say so before.", norm=(staying,)),
                ),
            ),
        ),
        boundaries=(Boundary(id="quiet", holder="ana", says="I go home at ten."),),
        events=(Event(at=dt.date(2026, 2, 1), who=("ana",), act="date"),),
    )


def test_a_program_in_plain_types_checks_asks_and_writes() -> None:
    made = polycule()

    codes = {finding.code for finding in polyagree.check(made, on=dt.date(2026, 3, 1)).findings}
    told = [each.person for each in graph.who_learns(made, "date", by="ana", with_=["outsiders"])]
    clause: str = made.agreement("open").clause("telling").says

    assert {"PER103", "BRK201"} <= codes
    assert told == ["ana", "ben"]
    assert graph.partners(made, "ana") == {"ben"}
    assert clause == "We tell each other."
    assert polyagree.loads(polyagree.dumps(made)) == made
