"""How two safer-sex plans differ, and how one changed over time."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import frozen

from polyagree.model.agreement import Agreement
from polyagree.model.vocabulary import Vocabulary
from polyagree.practice.safer_sex import (
    Protection,
    SaferSexPlan,
    Screening,
    Sharing,
    safer_sex_plan,
)

__all__ = ["SaferSexDifference", "SaferSexStep", "compare_safer_sex_plans", "safer_sex_over_time"]

PlanPart = Literal["testing", "protections", "sharing"]


@frozen(kw_only=True)
class SaferSexDifference:
    """
    One thing that two plans say differently.

    Attributes:
        about: Which part.
        one: What the one says, in words; empty: nothing.
        other: What the other says.
    """

    about: PlanPart
    one: tuple[str, ...]
    other: tuple[str, ...]


@frozen(kw_only=True)
class SaferSexStep:
    """
    How the plan of an agreement stood from a day on.

    Attributes:
        date: From which day; ``None``: from the first wording, whose day is not said.
        plan: The plan.
        changes: What is different from the step before; empty in the first.
    """

    date: dt.date | None
    plan: SaferSexPlan
    changes: tuple[SaferSexDifference, ...] = ()


def compare_safer_sex_plans(
    one: SaferSexPlan, other: SaferSexPlan
) -> tuple[SaferSexDifference, ...]:
    """Return what *one* and *other* say differently, whatever their clauses are called."""
    parts: tuple[PlanPart, ...] = ("testing", "protections", "sharing")
    found = []
    for part in parts:
        said = [
            tuple(sorted({_in_words(each) for each in getattr(plan, part)}))
            for plan in (one, other)
        ]
        if said[0] != said[1]:
            found.append(SaferSexDifference(about=part, one=said[0], other=said[1]))
    return tuple(found)


def _in_words(part: Screening | Protection | Sharing) -> str:
    """Return one part of a plan in words, with whom it binds where that is not each party."""
    who = ", ".join(str(term) for term in part.who)
    return f"{who}: {part}" if who and who != "each party" else str(part)


def safer_sex_over_time(agreement: Agreement, words: Vocabulary) -> tuple[SaferSexStep, ...]:
    """
    Return how the plan of *agreement* stood from its first wording on, where it changed.

    A revision counts from the day on which every party had accepted it.
    """
    days = sorted(
        {
            max([revision.date, *(each.date for each in revision.accepted)])
            for revision in agreement.revisions
        }
    )
    first = agreement.made
    start = dt.date.min if first is None else first
    steps = [SaferSexStep(date=first, plan=safer_sex_plan(agreement, words, on=start))]
    for day in days:
        plan = safer_sex_plan(agreement, words, on=day)
        changes = compare_safer_sex_plans(steps[-1].plan, plan)
        if changes:
            steps.append(SaferSexStep(date=day, plan=plan, changes=changes))
    return tuple(steps)
