"""What follows a break, wherever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polyagree.analyzers.builtin._conversation import is_conversation
from polyagree.analyzers.context import Context
from polyagree.analyzers.places import AgreementAt, ClauseAt, NormAt, Place
from polyagree.analyzers.readings import ReadAt

if TYPE_CHECKING:
    from polyagree.analyzers.context import Follows

__all__ = [
    "asks_for_a_handling",
    "effective_steps",
    "handlings",
    "handlings_in_words",
    "has_no_handling",
    "is_handled_elsewhere",
    "is_handled_in_words",
    "is_talked_over",
    "list_of",
    "may_be_broken",
    "steps_inside",
]

_REVIEWS = ("review", "check-in")


def is_handled_elsewhere(clause: ClauseAt) -> bool:
    """Return whether another clause of the agreement says what follows a break of *clause*."""
    names = {clause.name, clause.clause.id, clause.agreement.id}
    for norm in clause.agreement_at.after_a_break:
        after = norm.norm.after
        if after is not None and (not after.about or names.intersection(map(str, after.about))):
            return True
    return clause.context.is_handled_in_words(clause)


def handlings(context: Context) -> Iterator[tuple[Place, tuple[NormAt, ...]]]:
    """Yield each list of steps after a break, under what it belongs to."""
    for agreement in context.agreements():
        if agreement.steps:
            yield agreement, agreement.steps
        for clause in agreement.clauses:
            if clause.steps:
                yield clause, clause.steps
            for norm in clause.norms:
                if norm.norm.if_broken:
                    yield norm, context.steps_of(norm)


def handlings_in_words(at: AgreementAt) -> Iterator[tuple[ReadAt, frozenset[Follows]]]:
    """Yield each clause that says in words what follows a break, with what that is."""
    for each in at.context.readings_in(at.agreement):
        if each.reading.break_handling:
            yield each, at.context.aftermath(each.reading.text)


def steps_inside(context: Context, steps: tuple[NormAt, ...]) -> Iterator[NormAt]:
    """Yield *steps*, each followed by those for when it is not kept."""
    for step in steps:
        yield step
        if step.norm.if_broken:
            yield from steps_inside(context, context.steps_of(step))


def effective_steps(clause: ClauseAt, norm: NormAt) -> tuple[NormAt, ...]:
    """Return what follows a break of *norm*: its own steps, its clause's, or its agreement's."""
    return clause.context.steps_of(norm) or clause.steps or clause.agreement_at.steps


def has_no_handling(clause: ClauseAt) -> bool:
    """Return whether neither *clause* nor its agreement says what follows a break of it."""
    has_steps = clause.agreement.if_broken or clause.clause.if_broken
    return not (has_steps or is_handled_elsewhere(clause))


def may_be_broken(at: ReadAt) -> bool:
    """Return whether *at* reads like something that can be broken and does not say what follows."""
    return at.binds and not at.reading.break_handling


def asks_for_a_handling(clause: ClauseAt) -> tuple[NormAt, ...]:
    """Return the norms of *clause* that can be broken and have nothing after a break."""
    if not has_no_handling(clause):
        return ()
    return tuple(
        norm
        for norm in clause.norms
        if norm.is_binding
        and not norm.norm.if_broken
        and not clause.context.is_any_of(norm.act, _REVIEWS)
        and not norm.follows_a_break
    )


def is_talked_over(at: AgreementAt) -> bool:
    """Return whether a clause of the agreement says that people talk after a break."""
    return any(is_conversation(norm) for norm in at.after_a_break) or is_handled_in_words(at)


def is_handled_in_words(at: AgreementAt) -> bool:
    """Return whether a clause that has only words says what follows a break."""
    return any(each.reading.break_handling for each in at.context.readings_in(at.agreement))


def list_of(place: Place) -> Place:
    """Return the place of the steps under *place*."""
    return Place(
        context=place.context,
        path=(*place.path, "if_broken"),
        anchor=f"{place.anchor}.if_broken",
        is_keyed=True,
    )
