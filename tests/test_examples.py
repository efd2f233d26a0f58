"""What each document in `examples/` yields: these findings at these places, and no others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from attrs import evolve

import polyagree
from polyagree.source import dotted
from polyagree.timeline import run_scenarios

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

Findings = list[tuple[str, str]]

# Every finding, of every severity, in the order of the report.
FINDINGS: dict[str, Findings] = {
    "checking-up": [
        ("PER107", "agreements.after-the-lie.clauses.phone.norm[0]"),
        ("PER107", "agreements.after-the-lie.clauses.where-he-is.norm[0]"),
        ("BRK205", "agreements.after-the-lie.clauses.truth.if_broken[0]"),
        ("REP806", "agreements.after-the-lie.clauses.by-easter"),
        ("REP804", "repairs.spring"),
        ("REP805", "repairs.spring"),
    ],
    "checking-up-mended": [],
    "five-people": [
        ("VAL502", "values.play"),
        ("CON401", "agreements.bram-and-dalia.clauses.sunday-call.norm[0]"),
        ("VAL504", "agreements.garden-days"),
        ("PER102", "agreements.garden-days.clauses.too-much.norm[0]"),
        ("PER106", "boundaries.sunday-quiet.norm[0]"),
    ],
    "five-people-mended": [
        ("VAL502", "values.play"),
    ],
    "late-nights": [
        ("UND605", "relationships.femi-pablo"),
        ("UND601", "agreements.nights-out"),
        ("DRF306", "agreements.nights-out.clauses.late-nights"),
        # September, October, December, January, February.
        *[("DRF301", "agreements.nights-out.clauses.late-nights.norm[0]")] * 5,
        ("DRF302", "agreements.nights-out.clauses.late-nights.norm[0]"),
        ("DRF303", "agreements.nights-out.clauses.late-nights.norm[0]"),
        ("UND604", "agreements.nights-out.revisions[1]"),
        ("CHK707", "check_ins[0]"),
        ("DRF304", "check_ins[12]"),
    ],
    "late-nights-mended": [],
    "tell-me-first": [
        ("UND605", "relationships.noor-imke"),
        ("CHK701", "agreements.opening"),
        ("DRF307", "agreements.opening"),
        ("BRK201", "agreements.opening.clauses.tell-first"),
        ("VAL501", "agreements.opening.clauses.tell-first"),
        ("PER103", "agreements.opening.clauses.tell-first.norm[0].only_if.told"),
        ("PER109", "agreements.opening.clauses.tell-first.norm[0].only_if.told"),
        ("BRK201", "agreements.opening.clauses.ask-to-stay"),
        ("CON402", "agreements.opening.clauses.ask-to-stay.norm[0].only_if.yes_from"),
        ("PER101", "agreements.opening.clauses.ask-to-stay.norm[0].only_if.yes_from"),
        ("VAL505", "agreements.opening.clauses.ask-to-stay.because"),
        ("BRK208", "agreements.opening.clauses.wednesdays.if_broken"),
        ("REP801", "breaches.the-call"),
    ],
    "tell-me-first-mended": [],
    "told-too-late": [
        ("UND605", "relationships.mira-juno"),
        ("BRK203", "agreements.telling-each-other.if_broken[1]"),
        ("BRK204", "agreements.telling-each-other.clauses.window.if_broken"),
        ("UND604", "agreements.telling-each-other.revisions[0]"),
        ("CHK705", "check_ins[0].feelings[1].says"),
        ("REP802", "repairs.february.apology"),
    ],
    "told-too-late-mended": [],
    "values-first": [
        ("VAL506", "relationships.lena-omar"),
        ("UND605", "relationships.omar-priya"),
        ("UND605", "relationships.lena-arun"),
        ("UND601", "terms.newer-partner"),
        ("VAL502", "values.respect"),
        ("DRF307", "agreements.house-rules"),
        ("VAL504", "agreements.house-rules"),
        ("CHK708", "agreements.house-rules.made"),
        ("VAL501", "agreements.house-rules.clauses.nobody-over"),
        ("VAL501", "agreements.house-rules.clauses.no-trips"),
        ("VAL501", "agreements.house-rules.clauses.no-pictures"),
        ("VAL501", "agreements.house-rules.clauses.nobody-new"),
        ("PER104", "agreements.house-rules.clauses.no-visits"),
        ("VAL501", "agreements.house-rules.clauses.no-visits"),
        ("VAL501", "agreements.house-rules.clauses.no-family-dinners"),
        ("CHK709", "agreements.house-rules.revisions[0]"),
        ("UND602", "boundaries.my-weeks"),
        ("UND607", "boundaries.my-weeks"),
    ],
    "values-first-mended": [],
}

# The codes of each defect: what the mended twin lacks.
DEFECTS: dict[str, set[str]] = {
    "checking-up": {"BRK205", "PER107", "REP804", "REP805", "REP806"},
    "five-people": {"CON401", "PER102", "PER106", "VAL504"},
    "late-nights": {
        *("CHK707", "DRF301", "DRF302", "DRF303", "DRF304", "DRF306"),
        *("UND601", "UND604", "UND605"),
    },
    "tell-me-first": {
        *("BRK201", "BRK208", "CHK701", "CON402", "DRF307", "PER101", "PER103", "PER109"),
        *("REP801", "UND605", "VAL501", "VAL505"),
    },
    "told-too-late": {"BRK203", "BRK204", "CHK705", "REP802", "UND604", "UND605"},
    "values-first": {
        *("CHK708", "CHK709", "DRF307", "PER104", "UND601", "UND602", "UND605", "UND607"),
        *("VAL501", "VAL502", "VAL504", "VAL506"),
    },
}

# Which examples have scenarios, and how many.
SCENARIOS = {
    "checking-up-mended": 2,
    "late-nights-mended": 1,
    "tell-me-first-mended": 2,
    "told-too-late-mended": 3,
}

YEARS_LATER = dt.date(2040, 2, 29)


def found(name: str, *, on: dt.date | None = None) -> Findings:
    """Return the code and the path of each finding in the example *name*."""
    report = polyagree.check(polyagree.load(EXAMPLES / f"{name}.yaml"), on=on)
    return [(finding.code, dotted(finding.path)) for finding in report.findings]


def test_the_table_has_every_example() -> None:
    assert sorted(FINDINGS) == sorted(path.stem for path in EXAMPLES.iterdir())


@pytest.mark.parametrize("name", FINDINGS)
def test_an_example_yields_the_findings_of_the_table(name: str) -> None:
    assert found(name) == FINDINGS[name]


@pytest.mark.parametrize("name", FINDINGS)
def test_an_example_yields_the_same_years_later(name: str) -> None:
    """The command line checks for today, and a story does not change by being told later."""
    assert found(name, on=YEARS_LATER) == FINDINGS[name]


@pytest.mark.parametrize("name", DEFECTS)
def test_a_mended_twin_lacks_the_codes_of_the_defect_and_no_others(name: str) -> None:
    with_defect = {code for code, _ in FINDINGS[name]}
    mended = {code for code, _ in FINDINGS[f"{name}-mended"]}

    assert with_defect - mended == DEFECTS[name]
    assert mended <= with_defect


@pytest.mark.parametrize("name", DEFECTS)
def test_a_mended_example_asks_for_nothing(name: str) -> None:
    report = polyagree.check(polyagree.load(EXAMPLES / f"{name}-mended.yaml"))

    assert report.at_least("question") == ()


def test_the_twins_of_the_late_nights_tell_of_the_same_log_until_the_repair() -> None:
    """They part with the repair, so that what the findings lack is what the repair did."""
    first, mended = (
        polyagree.load(EXAMPLES / f"{name}.yaml") for name in ("late-nights", "late-nights-mended")
    )

    def until_the_repair(polycule: polyagree.Polycule) -> list[polyagree.Event]:
        events = (evolve(each, id=None) for each in polycule.events)
        return [each for each in events if each.day < dt.date(2026, 3, 1)]

    assert until_the_repair(mended) == list(first.events)
    assert mended.check_ins[:13] == first.check_ins[:13]
    assert mended.people == first.people
    assert mended.relationships == first.relationships


@pytest.mark.parametrize("name", FINDINGS)
def test_the_scenarios_of_an_example_are_as_expected(name: str) -> None:
    results = run_scenarios(polyagree.load(EXAMPLES / f"{name}.yaml"))

    assert len(results) == SCENARIOS.get(name, 0)
    assert all(each.is_met and not each.is_vacuous for each in results)


@pytest.mark.parametrize("name", FINDINGS)
def test_an_example_survives_the_way_to_json_and_back(name: str) -> None:
    polycule = polyagree.load(EXAMPLES / f"{name}.yaml")

    assert polyagree.loads(polyagree.dumps(polycule, format="json"), format="json") == polycule
