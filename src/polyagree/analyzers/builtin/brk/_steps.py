"""What follows a break, wherever it is written."""

from __future__ import annotations

from collections.abc import Iterator

from polyagree.analyzers.context import Context
from polyagree.analyzers.places import ClauseAt, NormAt, Place

__all__ = ["handlings", "is_handled_elsewhere", "steps_inside"]


def is_handled_elsewhere(clause: ClauseAt) -> bool:
    """Return whether another clause of the agreement says what follows a break of *clause*."""
    names = {clause.name, clause.clause.id, clause.agreement.id}
    for norm in clause.agreement_at.after_a_break:
        after = norm.norm.after
        if after is not None and (not after.about or names.intersection(map(str, after.about))):
            return True
    return False


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


def steps_inside(context: Context, steps: tuple[NormAt, ...]) -> Iterator[NormAt]:
    """Yield *steps*, each followed by those for when it is not kept."""
    for step in steps:
        yield step
        if step.norm.if_broken:
            yield from steps_inside(context, context.steps_of(step))
