"""Whether an answer is what a case expects."""

from __future__ import annotations

import datetime as dt

from tests.formal.documents import instant

FAMILIES = ("ctd", "runtime", "evaluation", "lifecycle", "declare-template", "relationship-check")
FAMILIES += ("conflict", "temporal-conflict", "realizability", "refinement")
NEAR = dt.timedelta(seconds=2)


def differences(case, found, expected=None):
    """Yield what is not as *case* expects it."""
    is_partial = case["query"].get("partial", False)
    for key, wanted in (case["expected"] if expected is None else expected).items():
        got = found.get(key)
        if key == "worlds":
            for world in wanted:
                for each in got:
                    if each["suppose"].items() >= world["suppose"].items():
                        yield from differences(case, each, world | {"suppose": each["suppose"]})
            continue
        if key in {"at", "deadline"}:
            is_same = got is not None and abs(instant(case, wanted) - got) <= NEAR
        elif key == "not_in_force":
            # What is in force is told in full; of some norms it is told that they are not.
            is_same = {*wanted} <= {*got}
        elif key == "not_derived":
            is_same = not any({*wanted[each]} & {*found["derived"][each]} for each in wanted)
        elif key == "remaining":
            is_same = all(abs((got or {}).get(each, -1) - wanted[each]) < 1e-3 for each in wanted)
        elif key in {"matches", "verdicts"}:
            is_same = wanted == got
        else:
            is_same = fits(wanted, got, is_partial=is_partial)
        if not is_same:
            yield f"{key} is {got}, not {wanted}"


def fits(wanted, got, *, is_partial):
    """Return whether what was found is what is wanted; the order of names says nothing."""
    if isinstance(wanted, dict):
        return all(fits(wanted[key], got.get(key), is_partial=is_partial) for key in wanted)
    if not isinstance(wanted, list) or not isinstance(got, list):
        return wanted == got
    if is_partial:
        return {*wanted} <= {*got}
    return wanted == got or (len({*wanted}) == len(wanted) and {*wanted} == {*got})
