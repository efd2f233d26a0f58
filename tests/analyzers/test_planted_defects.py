"""A quiet document, and one defect at a time planted into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from defects import DEFECTS, NOWHERE, Ground
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import polyagree
from polyagree.analyzers.registry import analyzers, get
from polyagree.finding import Report
from polyagree.model import Polycule
from polyagree.testing.strategies import careful_polycules

QUIET = polyagree.load(Path(__file__).resolve().parents[2] / "examples" / "five-people-mended.yaml")
LONG = 600
# A scenario is asked about only where scenarios are run.
OF_SCENARIOS = ("ACC021", "ACC022")


# The second hoop that CON402 is about is an approval in any case, and what REP804 looks at is
# looking at what is somebody's own, whatever was settled.
BESIDE = {"CON402": {"PER101"}, "PER107": {"REP804"}, "REP804": {"PER107"}}


def checked(polycule: Polycule, code: str = "CON") -> Report:
    # What cannot be kept together takes a second to look for, and is looked for where it matters.
    seconds = LONG if code.startswith("CON") else 0
    return polyagree.check(polycule, scenarios=code in OF_SCENARIOS, solver_seconds=seconds)


def planted(code: str, polycule: Polycule) -> Report:
    ground = Ground(polycule)
    DEFECTS[code](ground)
    if code != "HLT902":
        ground.goes_on_testing()
    return checked(ground.polycule(), code)


def told_in(report: Report) -> set[str]:
    """Return the codes that are found, and those that a finding takes in."""
    inside = {each.fact for finding in report.findings for each in finding.evidence}
    return {*report.codes(), *inside}


def concerns_in(report: Report) -> set[str]:
    return {each.code for each in report.findings if each.severity == "concern"}


def test_every_code_has_a_defect_or_says_why_not() -> None:
    without = {each.code for each in analyzers()} - DEFECTS.keys() - NOWHERE.keys()

    assert sorted(without) == [], "plant one in tests/defects.py"
    assert not DEFECTS.keys() & NOWHERE.keys()


def test_every_defect_is_of_a_code_that_there_is() -> None:
    assert {*DEFECTS, *NOWHERE} <= {each.code for each in analyzers()}


def test_five_people_who_thought_of_it_get_nothing_above_a_note() -> None:
    assert checked(QUIET).at_least("question") == ()


@pytest.mark.unmeasured
@pytest.mark.parametrize("code", sorted(DEFECTS))
def test_a_planted_defect_is_found_and_raises_no_other_concern(code: str) -> None:
    report = planted(code, QUIET)

    assert code in told_in(report)
    assert concerns_in(report) <= allowed(code)


def allowed(code: str) -> set[str]:
    """Return *code*, those it takes in, and those that take it in."""
    covering = {each.code for each in analyzers() if code in each.covers}
    return {code, *get(code).covers, *covering, *BESIDE.get(code, ())}


@settings(max_examples=25, deadline=None)
@given(careful_polycules())
def test_careful_people_get_nothing_above_a_note(polycule: Polycule) -> None:
    assert checked(polycule).at_least("question") == ()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(polycule=careful_polycules(people=3), code=st.sampled_from(sorted(DEFECTS)))
def test_a_defect_is_found_among_careful_people(polycule: Polycule, code: str) -> None:
    report = planted(code, polycule)

    assert code in told_in(report)
    assert concerns_in(report) <= allowed(code)
