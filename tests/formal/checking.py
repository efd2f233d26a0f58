"""Whether an answer is what a case expects."""

from __future__ import annotations

import datetime as dt
from itertools import product

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
        elif key == "when":
            is_same = is_alike(case["facts"], wanted, got)
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


def is_alike(facts, wanted, got):
    """Return whether two conditions hold in the same worlds, in whatever words they are told."""
    unknown = facts.get("unknown", ())
    rules = {each["then"]: each["if"] for each in facts.get("rules", ())}

    def holds(of, world):
        [(key, value)] = of.items()
        if key in {"all", "any"}:
            return (all if key == "all" else any)(holds(each, world) for each in value)
        if key == "not":
            return not holds(value, world)
        return world[value] if value in world else holds(rules[value], world)

    for truths in product((False, True), repeat=len(unknown)):
        world = dict.fromkeys(facts.get("true", ()), True)
        world |= dict.fromkeys(facts.get("false", ()), False)
        world |= dict(zip(unknown, truths, strict=True))
        if got is None or holds(wanted, world) != holds(got, world):
            return False
    return True
