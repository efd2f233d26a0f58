"""
The same documents with pydantic: what a user would write without polyagree.

Every key of the format is there and unknown keys are refused. Texts stay texts:
no durations are understood, no names are looked up.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from typing_extensions import TypeAliasType

Texts = str | list[str]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Except(Strict):
    people: Texts
    except_: Texts = Field(alias="except")


People = str | Except | list[str | Except]


class Place(Strict):
    place: str
    except_: Texts | None = Field(None, alias="except")


class Details(Strict):
    required: Texts | None = None
    optional: Texts | None = None
    kept_private: Texts | None = None


class Qualifiers(Strict):
    who: People | None = None
    with_: People | None = Field(None, alias="with")
    to: People | None = None
    about: str | Happening | list[str | Happening] | None = None
    where: str | Place | list[str | Place] | None = None
    how: Texts | None = None
    days: Texts | None = None
    hours: str | None = None
    months: Texts | None = None
    lasting: str | None = None
    amount: str | None = None
    nth: str | int | None = None
    details: str | list[str] | Details | None = None


class Happening(Qualifiers):
    act: str


class Gate(Strict):
    yes_from: People | None = None
    unopposed_by: People | None = None
    told: People | None = None
    talked_with: People | None = None
    ahead: str | None = None
    by: str | None = None
    how: Texts | None = None
    about: str | Happening | list[str | Happening] | None = None
    details: str | list[str] | Details | None = None
    silence: Literal["allows", "stops"] | None = None


class State(Strict):
    is_: str = Field(alias="is")
    who: People


class Done(Strict):
    done: str | Happening
    ago: str | None = None
    within: str | None = None


class AnyOf(Strict):
    any_: list[Condition] = Field(alias="any")


class Not(Strict):
    not_: Condition = Field(alias="not")


def _condition(value: object) -> str:
    if isinstance(value, str):
        return "word"
    if isinstance(value, list):
        return "all"
    if isinstance(value, dict):
        for key in ("any", "not", "is", "done", "act"):
            if key in value:
                return key
        return "gate"
    return type(value).__name__


Condition = TypeAliasType(
    "Condition",
    Annotated[
        Annotated[str, Tag("word")]
        | Annotated[list["Condition"], Tag("all")]
        | Annotated[AnyOf, Tag("any")]
        | Annotated[Not, Tag("not")]
        | Annotated[State, Tag("is")]
        | Annotated[Done, Tag("done")]
        | Annotated[Happening, Tag("act")]
        | Annotated[Gate, Tag("gate")],
        Discriminator(_condition),
    ],
)


class NormBase(Qualifiers):
    from_: dt.date | Condition | None = Field(None, alias="from")
    until: dt.date | Condition | None = None
    during: Condition | None = None
    after: str | Happening | None = None
    for_: str | None = Field(None, alias="for")
    unless: Condition | None = None
    clock: Literal["breach", "discovery"] | None = None
    breach: str | int | None = None
    if_broken: Norm | list[Norm] | None = None


class Obligation(NormBase):
    must: str
    wait: str | None = None
    within: str | None = None
    by: str | None = None
    before: str | Happening | None = None
    every: str | None = None
    at_least: str | int | None = None
    per: str | None = None


class Prohibition(NormBase):
    must_not: str


class Permission(NormBase):
    may: str
    every: str | None = None
    only_if: Condition | None = None
    at_most: str | int | None = None
    per: str | None = None


class Power(NormBase):
    power: str
    over: str | Happening | list[str | Happening] | None = None
    at_most: str | int | None = None
    per: str | None = None


def _modal(value: object) -> str:
    if isinstance(value, dict):
        return next((key for key in ("must", "must_not", "may", "power") if key in value), "")
    return ""


Norm = TypeAliasType(
    "Norm",
    Annotated[
        Annotated[Obligation, Tag("must")]
        | Annotated[Prohibition, Tag("must_not")]
        | Annotated[Permission, Tag("may")]
        | Annotated[Power, Tag("power")],
        Discriminator(_modal),
    ],
)
Norms = Norm | list[Norm] | Literal["none", "review", "if_broken"]


class Noted(Strict):
    code: str
    by: Texts
    because: str
    until: dt.date


class Restatement(Strict):
    says: str
    date: dt.date | None = None


class Response(Strict):
    says: str
    norm: Norms | None = None


class Wording(Strict):
    says: str
    reached_by: Condition | None = None
    norm: Norms | None = None
    response: str | Response | None = None


class BoundaryRevision(Strict):
    date: dt.date
    because: str | None = None
    was: Wording | None = None


class Clause(Strict):
    says: str
    norm: Norms | None = None
    serves: Texts | None = None
    because: str | None = None
    if_broken: Norm | list[Norm] | None = None
    noted: Noted | list[Noted] | None = None
    holder: str | None = None
    reached_by: Condition | None = None
    response: str | Response | None = None
    restated: dict[str, str | Restatement] | None = None
    revisions: list[BoundaryRevision] | None = None
    visible_to: People | None = None


class Acceptance(Strict):
    date: dt.date
    revoked: dt.date | None = None
    because: str | None = None


class Review(Strict):
    every: str | None = None
    days: Texts | None = None
    hours: str | None = None
    months: Texts | None = None
    after: Texts | None = None
    asks: Texts | None = None


class Revision(Strict):
    date: dt.date
    because: str | None = None
    ends: dt.date | None = None
    accepted: dict[str, dt.date | Acceptance] | None = None
    was: dict[str, Literal["none"] | Clause] | None = None


class Agreement(Strict):
    title: str | None = None
    says: str | None = None
    parties: list[str]
    made: dt.date | None = None
    ends: dt.date | None = None
    accepted: dict[str, dt.date | Acceptance] | None = None
    review: Review | None = None
    serves: Texts | None = None
    because: str | None = None
    if_broken: Norm | list[Norm] | None = None
    clauses: dict[str, Clause | str] = {}
    revisions: list[Revision] | None = None
    visible_to: People | None = None


class Person(Strict):
    name: str
    pronouns: str | None = None
    timezone: str | None = None
    birthday: str | None = None
    visible_to: People | None = None


class Member(Strict):
    who: str
    from_: dt.date | None = Field(None, alias="from")
    until: dt.date | None = None


class Group(Strict):
    kind: str
    members: str | Member | list[str | Member]
    from_: dt.date | None = Field(None, alias="from")
    until: dt.date | None = None
    visible_to: People | None = None


class Relationship(Strict):
    between: list[str] | None = None
    of: str | None = None
    towards: str | None = None
    kind: str
    from_: dt.date | None = Field(None, alias="from")
    until: dt.date | None = None
    visible_to: People | None = None


class Term(Strict):
    kind: str
    kind_of: str | None = None
    form: str | None = None
    means: str | None = None
    of: People | None = None
    visible_to: People | None = None


class Value(Strict):
    means: str
    held_by: Texts | None = None
    visible_to: People | None = None


class Matrix(Strict):
    people: Texts
    date: dt.date | None = None
    scale: list[str]
    comfort: dict[str, dict[str, str]] = {}
    visible_to: People | None = None


class Score(Strict):
    who: str
    about: Texts | None = None
    value: float
    scale: str
    instrument: str | None = None
    direction: Literal["higher-is-better", "lower-is-better"] | None = None
    visible_to: People | None = None


class Said(Strict):
    who: str
    says: str
    about: Texts | None = None
    settled: dt.date | None = None
    visible_to: People | None = None


class CheckIn(Strict):
    date: str
    people: Texts
    reviewed: Texts | None = None
    scores: list[Score] | None = None
    feelings: list[Said] | None = None
    concerns: list[Said] | None = None
    decided: Texts | None = None
    celebrated: Texts | None = None
    visible_to: People | None = None


class Event(Qualifiers):
    id: str | None = None
    at: str
    act: str
    visible_to: People | None = None


class Breach(Strict):
    of: Texts
    by: Texts | None = None
    event: Texts | None = None
    date: str | None = None
    discovered: str | None = None
    cause: Texts | None = None
    says: str | None = None
    impact: dict[str, str] | None = None
    visible_to: People | None = None


class Apology(Strict):
    date: dt.date | None = None
    by: Texts | None = None
    to: People | None = None
    happened: str | None = None
    impact: str | None = None
    responsibility: str | None = None
    plan: str | None = None


class Step(Strict):
    step: str
    says: str | None = None
    norm: Norm | list[Norm] | None = None
    done: dt.date | None = None
    skipped: str | None = None


class Repair(Strict):
    of: Texts
    apology: Apology | None = None
    steps: list[Step] | None = None
    settled: dt.date | None = None
    ended: dt.date | None = None
    visible_to: People | None = None


class Scenario(Strict):
    says: str | None = None
    events: list[Event] | None = None
    expect: dict[str, str] | None = None


class Document(Strict):
    polyagree: Literal[1]
    timezone: str | None = None
    people: dict[str, str | Person] = {}
    groups: dict[str, Group] = {}
    relationships: dict[str, Relationship] = {}
    terms: dict[str, Term] = {}
    values: dict[str, Value] = {}
    agreements: dict[str, Agreement] = {}
    boundaries: dict[str, Clause] = {}
    matrices: dict[str, Matrix] = {}
    check_ins: list[CheckIn] = []
    events: list[Event] = []
    breaches: dict[str, Breach] = {}
    repairs: dict[str, Repair] = {}
    scenarios: dict[str, Scenario] = {}
