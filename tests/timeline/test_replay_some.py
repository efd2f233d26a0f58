"""A replay of some clauses alone says of them what one of the whole document does."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document

from polyagree.timeline import Instance, Ledger, replay

SMOKE = "at: 2025-03-03T10:00, who: ana, act: smoke"
VISIT = "at: 2025-03-05T10:00, who: ana, act: visit"
PAUSE = "at: 2025-03-04T10:00, who: ben, act: pause, about: home.it"


def said(found: Ledger) -> list[tuple[object, ...]]:
    """Return what became of `home.it`, without the names that norms have in a ledger."""

    def without_names(each: Instance) -> tuple[object, ...]:
        steps = tuple(tuple(without_names(step) for step in broken.steps) for broken in each.breaks)
        return each.path, each.who, each.state, each.verdict, each.proof, steps

    return [without_names(each) for each in found.of("home.it")]


@pytest.mark.parametrize(
    ("it", "that", "events", "state"),
    [
        pytest.param(
            "{must_not: visit, during: {broken: home.that}}",
            "{must_not: smoke}",
            (SMOKE, VISIT),
            "terminal",
            id="it hangs on how another one stands",
        ),
        pytest.param(
            "{must_not: visit, unless: {not: {broken: home.that}}}",
            "{must_not: smoke}",
            (SMOKE, VISIT),
            "terminal",
            id="it hangs on how another one does not stand",
        ),
        pytest.param(
            "{must_not: visit, if_broken: [{must: talk, who: all parties, within: 1 week,"
            " unless: {broken: home.that}}]}",
            "{must_not: smoke}",
            (SMOKE, VISIT),
            "compensated",
            id="what follows a break of it does",
        ),
        pytest.param(
            "{must_not: visit, if_broken: [{must: talk, who: all parties, within: 1 day,"
            " if_broken: [{must: pay, who: breaker, within: 1 day, unless: {broken: home.that}}]}]}",
            "{must_not: smoke}",
            (SMOKE, VISIT),
            "compensated",
            id="what follows when that is not kept does",
        ),
        pytest.param(
            "{must_not: visit}",
            "{power: pause, who: ben, over: home.it}",
            (PAUSE, VISIT),
            "suspended",
            id="somebody has a power over it",
        ),
        pytest.param(
            "{must_not: visit}",
            "{must_not: smoke, if_broken: [{power: pause, who: ben, over: home.it}]}",
            (SMOKE, PAUSE, VISIT),
            "suspended",
            id="somebody has a power over it after another break",
        ),
        pytest.param(
            "{must_not: visit}",
            "[{must_not: smoke}, {power: pause, who: ben, over: home.it,"
            " during: {broken: home.other}}]",
            ("at: 2025-03-03T10:00, who: ana, act: drink", PAUSE, VISIT),
            "suspended",
            id="somebody has a power over it while a third one is broken",
        ),
    ],
)
def test_what_becomes_of_a_clause_hangs_on_what_it_hangs_on(
    it: str, that: str, events: tuple[str, ...], state: str
) -> None:
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        f"      it: {{says: x, norm: {it}}}\n      that: {{says: x, norm: {that}}}\n"
        "      other: {says: x, norm: {must_not: drink}}\n"
    )
    polycule = document("", "\n".join(events), agreement=agreement)
    until = dt.date(2025, 4, 1)
    some = replay(polycule, until=until, clauses=["home.it"])

    assert said(some) == said(replay(polycule, until=until))
    assert some.of("home.it")[0].state == state
