"""Linear equations of a chart's chain: by hand while it is small, else by numpy."""

from __future__ import annotations

from collections.abc import Sequence

from polyagree.drift._numpy import numpy_for

__all__ = ["SMALL", "solve"]

#: How many states a chain may have before numpy solves it.
SMALL = 120


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """
    Return x with *matrix* x = *right*, by elimination with the largest pivot of each column.

    Args:
        matrix: n rows of n numbers, not singular.
        right: n numbers.

    Raises:
        MissingExtra: If there are more than :data:`SMALL` of them and no numpy.
    """
    if len(right) > SMALL:
        np = numpy_for(f"a chart with {len(right)} states")
        found: list[float] = np.linalg.solve(np.asarray(matrix), np.asarray(right)).tolist()
        return found
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        head = rows[at]
        for row in rows[at + 1 :]:
            if factor := row[at] / head[at]:
                for column in range(at, len(head)):
                    row[column] -= factor * head[column]
    solution = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        rest = sum(rows[at][column] * solution[column] for column in range(at + 1, len(rows)))
        solution[at] = (rows[at][-1] - rest) / rows[at][at]
    return solution
