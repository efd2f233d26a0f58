"""Linear equations by elimination, of floats or of fractions: a second way to a run length."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["solve"]


def solve(matrix: Sequence[Sequence], right: Sequence) -> list:
    """Return x with *matrix* x = *right*, with the largest pivot of each column."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        head = rows[at]
        for row in rows[at + 1 :]:
            if factor := row[at] / head[at]:
                for column in range(at, len(head)):
                    row[column] -= factor * head[column]
    solution = [rows[0][-1] * 0] * len(rows)
    for at in reversed(range(len(rows))):
        rest = sum(rows[at][column] * solution[column] for column in range(at + 1, len(rows)))
        solution[at] = (rows[at][-1] - rest) / rows[at][at]
    return solution
