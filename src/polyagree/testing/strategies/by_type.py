"""Which strategy makes the values of which type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from polyagree.clock import (
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Size,
    Window,
)
from polyagree.model import (
    ELSEWHERE,
    Acceptance,
    Agreement,
    AllOf,
    AnyOf,
    Apology,
    Boundary,
    BoundaryRevision,
    BoundaryWording,
    Breach,
    CheckIn,
    Clause,
    Comfort,
    Concern,
    CountOf,
    Details,
    Done,
    Event,
    Except,
    Expectation,
    Feeling,
    FormerClause,
    Gate,
    Group,
    Happening,
    Impact,
    Matrix,
    Member,
    Named,
    Not,
    Noted,
    Obligation,
    PartnersOf,
    Permission,
    Person,
    PersonId,
    Place,
    Polycule,
    Power,
    Prohibition,
    Relationship,
    Repair,
    RepairStep,
    Response,
    Restatement,
    Review,
    Revision,
    Role,
    Scale,
    Scenario,
    Score,
    Situation,
    State,
    Status,
    Term,
    Value,
)
from polyagree.testing.strategies.acts import (
    all_of,
    any_of,
    conditions,
    details,
    done_things,
    gates,
    happenings,
    negations,
    places,
    situations,
    states,
    statuses,
)
from polyagree.testing.strategies.agreements import (
    acceptance,
    agreements,
    former_clauses,
    reviews,
    revision,
)
from polyagree.testing.strategies.boundaries import (
    boundaries,
    boundary_revisions,
    responses,
    restatements,
    wordings,
)
from polyagree.testing.strategies.check_ins import check_ins, concerns, feelings, scales, scores
from polyagree.testing.strategies.clauses import clauses
from polyagree.testing.strategies.documents import (
    polycules,
)
from polyagree.testing.strategies.norms import (
    obligations,
    permissions,
    powers,
    prohibitions,
)
from polyagree.testing.strategies.notes import notes
from polyagree.testing.strategies.people import (
    counts,
    exceptions,
    groups,
    members,
    named_people,
    persons,
    relationships,
    roles,
    simple_terms,
)
from polyagree.testing.strategies.records import (
    apologies,
    breaches,
    comforts,
    events,
    expectations,
    impacts,
    matrices,
    repair_steps,
    repairs,
    scenarios,
)
from polyagree.testing.strategies.times import (
    cadences,
    days,
    durations,
    hours,
    moments,
    months,
    nths,
    quantities,
    sizes,
    windows,
)
from polyagree.testing.strategies.words import (
    terms,
    values,
)

__all__ = ["BY_TYPE", "register"]


BY_TYPE: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
    Cadence: cadences,
    Day: days,
    Duration: durations,
    Hours: hours,
    Moment: moments,
    Month: months,
    Nth: nths,
    Quantity: quantities,
    Size: sizes,
    Window: windows,
    Acceptance: lambda: acceptance(by=PersonId("ana")),
    Agreement: agreements,
    AllOf: lambda: all_of(conditions(depth=1)),
    AnyOf: lambda: any_of(conditions(depth=1)),
    Apology: apologies,
    Boundary: boundaries,
    BoundaryRevision: boundary_revisions,
    BoundaryWording: wordings,
    Breach: breaches,
    CheckIn: check_ins,
    Clause: lambda: clauses(elsewhere=ELSEWHERE),
    Comfort: comforts,
    Concern: concerns,
    CountOf: counts,
    Details: details,
    Done: done_things,
    Event: events,
    Except: exceptions,
    Expectation: expectations,
    Feeling: feelings,
    FormerClause: former_clauses,
    Gate: gates,
    Group: groups,
    Happening: happenings,
    Impact: impacts,
    Matrix: matrices,
    Member: members,
    Named: named_people,
    Not: lambda: negations(conditions(depth=1)),
    Noted: notes,
    Obligation: obligations,
    PartnersOf: lambda: simple_terms().map(PartnersOf),
    Permission: permissions,
    Person: persons,
    Place: places,
    Polycule: polycules,
    Power: powers,
    Prohibition: prohibitions,
    Relationship: relationships,
    Repair: repairs,
    RepairStep: repair_steps,
    Response: responses,
    Restatement: restatements,
    Review: reviews,
    Revision: revision,
    Role: roles,
    Scale: scales,
    Scenario: scenarios,
    Score: scores,
    Situation: situations,
    State: states,
    Status: statuses,
    Term: terms,
    Value: values,
}
"""Every type of a document, and what makes its values."""


def register(cls: Any, make: Callable[[], st.SearchStrategy[Any]]) -> None:
    """Teach Hypothesis that *make* makes the values of *cls*, when they are asked for."""
    st.register_type_strategy(cls, lambda _: make())
