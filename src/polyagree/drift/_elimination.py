"""
Where a chain ends and how long it takes, state by state, without a subtraction.

Each state is left out in turn and its visits given to the others; what a state
keeps to itself is never formed as one minus something (Grassmann, Taksar and
Heyman 1985). So a mean run of 1e15 has as many right digits as one of 5.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

__all__ = ["Row", "absorb"]


@define
class Row:
    """
    What follows a state.

    Attributes:
        first: The first state that it may go to.
        shares: The chances to go there, to the one after it, and so on.
        exits: The chances of each way out.
        time: How long it stays.
    """

    first: int
    shares: list[float]
    exits: list[float]
    time: float = 1.0


def absorb(rows: Sequence[Row], starts: int) -> list[tuple[list[float], float]]:
    """
    Return the chances of each way out and the mean time until then, for the first *starts* states.

    Args:
        rows: The states, those that begin first; none may lead back to a start.
        starts: How many begin. The rows are used up.
    """
    for at in range(len(rows) - 1, starts - 1, -1):
        gone = rows[at]
        ahead = gone.shares[: max(at - gone.first, 0)]
        leaving = sum(ahead) + sum(gone.exits)
        for row in rows[:at]:
            if row.first + len(row.shares) - 1 != at or not row.shares:
                continue
            if not (share := row.shares.pop()):
                continue
            factor = share / leaving
            row.time += factor * gone.time
            row.exits = [a + factor * b for a, b in zip(row.exits, gone.exits, strict=True)]
            if not ahead:
                continue
            if row.first > gone.first:
                row.shares[:0] = [0.0] * (row.first - gone.first)
                row.first = gone.first
            row.shares.extend([0.0] * (at - row.first - len(row.shares)))
            offset = gone.first - row.first
            row.shares[offset:] = [
                a + factor * b for a, b in zip(row.shares[offset:], ahead, strict=True)
            ]
    found = []
    for row in rows[:starts]:
        whole = sum(row.exits)
        found.append(([share / whole for share in row.exits], row.time / whole))
    return found
