"""How each clause stands, with everything that became of it taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from polyagree.timeline.instances import Counts, Instance, Standpoint, State

__all__ = ["Summary", "summaries"]

_VERDICTS: tuple[Standpoint, ...] = (
    *("violated", "unknown", "presumably_violated"),
    *("pending", "presumably_satisfied", "satisfied"),
)
"""What can be said of a clause, the gravest first."""

_STATES: tuple[State, ...] = (
    *("terminal", "violated", "compensated", "unknown", "suspended"),
    *("in force", "inactive", "fulfilled", "released", "expired"),
)


@frozen(kw_only=True)
class Summary:
    """
    How one clause stands.

    Attributes:
        clause: The clause as others refer to it, or the boundary.
        verdict: The gravest of what can be said of each time that it bound somebody.
        state: The gravest state among those of which that can be said.
        counts: How often which; what follows a break does not count.
    """

    clause: str
    verdict: Standpoint
    state: State
    counts: Counts

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "clause": self.clause,
            "state": self.state,
            "verdict": self.verdict,
            "activations": self.counts.activations,
            "fulfilments": self.counts.fulfilments,
            "violations": self.counts.violations,
            "pendings": self.counts.pendings,
        }


def summaries(clauses: Iterable[str], instances: Iterable[Instance]) -> tuple[Summary, ...]:
    """
    Return how each of *clauses* stands.

    What has not bound anybody so far is *inactive*, and *presumably satisfied*:
    nothing is against it.

    Args:
        clauses: The clauses that bind somebody, or may come to do so, in their order.
        instances: What became of them.
    """
    found: dict[str, list[Instance]] = {clause: [] for clause in clauses}
    for instance in instances:
        found.setdefault(instance.clause, []).append(instance)
    return tuple(_summary(clause, each) for clause, each in found.items())


def _summary(clause: str, instances: Sequence[Instance]) -> Summary:
    if not instances:
        return Summary(
            clause=clause, verdict="presumably_satisfied", state="inactive", counts=Counts()
        )
    verdict = min((each.verdict for each in instances), key=_VERDICTS.index)
    states = (each.state for each in instances if each.verdict == verdict)
    counts = Counts()
    for instance in instances:
        counts = counts.plus(instance.counts)
    return Summary(
        clause=clause, verdict=verdict, state=min(states, key=_STATES.index), counts=counts
    )
