"""Whether an answer is what a case expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.oracles.topics import answer

__all__ = ["differences"]


def differences(case: dict[str, Any]) -> Iterator[str]:
    """Yield which numbers of a case come out too far away."""
    found, expected = answer(case), listed(case["expected"])
    tolerances = listed(case["tolerance_abs"])
    if len(tolerances) == 1:
        tolerances *= len(expected)
    if len(found) != len(expected):
        yield f"{len(found)} numbers instead of {len(expected)}: {found}"
        return
    for got, wanted, tolerance in zip(found, expected, tolerances, strict=True):
        # Not a comparison the other way round: a NaN or None is not near anything.
        if got is None or not abs(got - wanted) <= tolerance:
            yield f"{got!r} instead of {wanted!r}, within {tolerance}"


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
