"""What a check does with what its analyzers find."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from polyagree.analyzers.base import Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.run import _in_order, check
from polyagree.codec import load, loads
from polyagree.errors import InvalidTime, UnknownAnalyzer
from polyagree.finding import Finding, NotedBy
from polyagree.model.person import Person
from polyagree.model.polycule import Polycule
from polyagree.source import dotted

DOCUMENT = """\
values: {joy: {means: we have fun together}}
agreements:
  open:
    parties: [ana, ben]
    made: 2025-01-05
    clauses:
      ask: {says: Ask first., norm: {may: date, with: outsiders, only_if: {yes_from: other parties}}}
      stop: {says: Ben can stop it., norm: {power: veto, who: ben, over: {act: date, who: ana, with: caro}}}
      tell:
        says: Tell first.
        norm: {may: sex, with: outsiders, only_if: {told: other parties}}
        noted: [{code: PER103, by: [ana, ben], because: we both like to know, until: 2025-07-01}]
boundaries:
  quiet: {holder: ben, says: I don't argue after ten.}
"""


def polycule(text: str = DOCUMENT) -> Polycule:
    return loads(Example("a document", text).document(), format="yaml")


def test_on_no_day_it_is_the_last_day_of_the_document() -> None:
    assert check(polycule()).as_of == dt.date(2025, 1, 5)
    assert check(polycule(), on=dt.date(2026, 1, 1)).as_of == dt.date(2026, 1, 1)
    assert check(polycule("agreements: {}")).as_of is None


def test_a_document_without_anything_is_fine() -> None:
    assert check(Polycule()).findings == ()


def test_select_and_ignore_choose_the_analyzers() -> None:
    assert check(polycule(), select=["CHK"]).codes() == ("CHK701",)
    assert "CHK701" not in check(polycule(), ignore=["CHK"]).codes()


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownAnalyzer, match="unknown analyzer `PER9`"):
        check(polycule(), select=["PER9"])


def test_findings_stand_in_the_order_of_the_text() -> None:
    findings = check(polycule()).findings
    places = [
        (each.span.line, each.span.column, each.code) for each in findings if each.span is not None
    ]

    assert len(places) == len(findings)
    assert places == sorted(places)


def test_findings_in_a_log_come_after_those_in_the_document(tmp_path: Path) -> None:
    path = tmp_path / "us.yaml"
    path.write_text(
        "polyagree: 1\n\n\n\npeople: {ana: Ana}\nevents_from: [b.csv, a.csv]\n", encoding="utf-8"
    )
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("at,act\n2025-01-01,talk\n", encoding="utf-8")
    polycule = load(path)
    paths: tuple[tuple[str | int, ...], ...] = (("events", 1), ("events", 0), ("people",))

    found = _in_order([_at(each, polycule) for each in paths], Context(polycule, None))

    assert [Path(str(each.span and each.span.file)).name for each in found] == [
        "us.yaml",
        "b.csv",
        "a.csv",
    ]


def _at(path: tuple[str | int, ...], polycule: Polycule) -> Finding:
    assert polycule.source is not None
    return Finding(
        code="PER101",
        name="x",
        severity="note",
        path=path,
        anchor="x",
        message="x",
        help="",
        source="x",
        span=polycule.source.find(path),
    )


def test_without_a_text_they_stand_in_the_order_of_the_document() -> None:
    made = polycule()
    in_code = Polycule(
        people=made.people,
        values=made.values,
        agreements=made.agreements,
        boundaries=made.boundaries,
    )
    findings = check(in_code).findings

    assert [each.code for each in findings] == [each.code for each in check(made).findings]
    assert {each.span for each in findings} == {None}


def test_what_was_changed_in_code_is_found_without_a_place() -> None:
    made = polycule()
    changed = made.put(made.agreements[0])

    spans = {each.code: each.span for each in check(changed).findings}

    assert spans["CHK701"] is None
    assert spans["UND607"] is not None


def test_the_document_is_named_in_the_report() -> None:
    report = check(polycule())

    assert report.files == ()
    assert len(report.sources) == 1
    assert check(Polycule(people=(Person(id="ana", name="Ana"),))).sources == ()  # type: ignore[arg-type]


def test_a_finding_takes_in_what_it_covers_as_evidence() -> None:
    (approval,) = check(polycule(), select=["PER101", "PER109"], ignore=[]).findings[:1]

    assert approval.code == "PER101"
    assert [(each.path, each.fact) for each in approval.evidence] == [
        ("agreements.open.clauses.ask.norm[0].only_if.yes_from", "PER109")
    ]


def test_a_veto_takes_in_whom_it_reaches() -> None:
    findings = check(polycule(), select=["PER102", "PER105"]).findings

    assert [(each.code, [one.fact for one in each.evidence]) for each in findings] == [
        ("PER102", ["PER105"])
    ]


def test_what_would_be_covered_stands_alone_where_the_other_was_not_asked_for() -> None:
    assert check(polycule(), select=["PER105", "PER109"]).codes() == ("PER109", "PER105", "PER109")


def test_a_step_of_one_norm_stands_beside_nothing_said_about_another() -> None:
    report = check(
        polycule("""
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c: {says: No drinks or smoke., norm: [{must_not: drink, if_broken: {must: talk}}, {must_not: smoke}]}
"""),
        select=["BRK201", "BRK203"],
    )

    assert [(each.code, dotted(each.path)) for each in report.findings] == [
        ("BRK201", "agreements.a.clauses.c"),
        ("BRK203", "agreements.a.clauses.c.norm[0].if_broken[0]"),
    ]


def test_an_approval_after_a_veto_was_not_kept_stands_beside_the_veto() -> None:
    report = check(
        polycule("""
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c:
        says: Ben can stop it.
        norm:
          power: veto
          who: ben
          over: {act: date, who: ana, with: outsiders}
          if_broken: {may: date, who: ana, with: outsiders, only_if: {yes_from: ben}}
"""),
        select=["PER101", "PER102"],
    )

    assert [(each.code, dotted(each.path)) for each in report.findings] == [
        ("PER102", "agreements.a.clauses.c.norm[0]"),
        ("PER101", "agreements.a.clauses.c.norm[0].if_broken[0].only_if.yes_from"),
    ]
    assert [each.fact for each in report.findings[0].evidence] == ["PER101"]


def test_who_is_bound_and_no_party_is_told_so() -> None:
    (finding,) = check(
        polycule("""
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c: {says: Home by midnight., norm: {must: come-home, who: [ana, caro], every: day}}
"""),
        select=["PER105"],
    ).findings

    assert finding.message == "binds `caro`, who is not a party"
    assert finding.help == "ask `caro` to join in, or say what the parties do themselves"


def test_a_noted_finding_stays_and_says_so() -> None:
    (finding,) = check(polycule(), select=["PER103"]).findings

    assert finding.noted == NotedBy(
        by=("ana", "ben"), because="we both like to know", until=dt.date(2025, 7, 1)
    )
    assert check(polycule(), select=["PER103"]).at_least("note") == ()


@pytest.mark.parametrize(
    ("day", "holds"), [(dt.date(2025, 7, 1), True), (dt.date(2025, 7, 2), False)]
)
def test_a_note_holds_through_its_last_day(day: dt.date, holds: bool) -> None:
    (finding,) = check(polycule(), on=day, select=["PER103"]).findings

    assert (finding.noted is not None) is holds


def test_a_note_is_about_one_code_and_one_clause() -> None:
    noted = [each.code for each in check(polycule()).findings if each.noted is not None]

    assert noted == ["PER103"]


def test_a_note_on_a_boundary_counts() -> None:
    report = check(
        polycule("""
boundaries:
  quiet:
    holder: ben
    says: I don't argue after ten.
    noted: [{code: UND607, by: [ben], because: it goes without saying, until: 2030-01-01}]
""")
    )

    assert [(each.code, each.noted is not None) for each in report.findings] == [("UND607", True)]


def test_a_fingerprint_stays_while_clauses_are_added_above() -> None:
    before = {each.fingerprint for each in check(polycule(), select=["PER"]).findings}
    added = DOCUMENT.replace("      ask:", "      love: {says: Nobody owns anybody.}\n      ask:")

    assert {each.fingerprint for each in check(polycule(added), select=["PER"]).findings} == before


def test_every_finding_has_a_fingerprint_of_its_own() -> None:
    findings = check(polycule()).findings

    assert len({each.fingerprint for each in findings}) == len(findings)


SCRIPT = """
import sys
from polyagree.analyzers.context import Context
from polyagree.analyzers.run import _in_order, check
from polyagree.codec import load, loads
for each in check(loads(sys.stdin.read(), format="yaml")).findings:
    print(each.record(), each.facts)
"""


def test_a_report_reads_the_same_in_every_process() -> None:
    text = Example("a document", DOCUMENT.replace("with: caro", "with: [caro, dana]")).document()
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=text,
            capture_output=True,
            check=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4711")
    }

    assert len(told) == 1
    assert told.pop().count("\n") > 5


def test_the_same_place_and_code_are_in_the_order_of_their_facts() -> None:
    text = DOCUMENT.replace("with: caro", "with: [dana, caro]")
    findings = check(polycule(text), select=["PER105"]).findings

    assert [dict(each.facts)["outsider"] for each in findings] == ["caro", "dana"]
    assert {dotted(each.path) for each in findings} == {"agreements.open.clauses.stop.norm[0]"}


def test_one_code_may_stand_for_a_list_of_one() -> None:
    assert (
        check(polycule(), select="PER101").codes() == check(polycule(), select=["PER101"]).codes()
    )


def test_an_instant_is_as_good_as_its_day() -> None:
    assert check(polycule(), on=dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)).as_of == dt.date(
        2025, 3, 1
    )


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(InvalidTime, match="`2025-03-01` is not a day"):
        check(polycule(), on="2025-03-01")  # type: ignore[arg-type]  # what somebody may write


def test_prohibitions_that_say_the_same_are_no_squares() -> None:
    clauses = ", ".join(
        f"c{n}: {{says: x, norm: [{{must: talk, who: ana, every: week}}, "
        "{must_not: talk, who: ana}]}"
        for n in range(20)
    )
    text = (
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\n"
        f"agreements: {{a: {{parties: [ana, ben], clauses: {{{clauses}}}}}}}\n"
    )

    assert len(check(loads(text), select="CON401")) == 20
