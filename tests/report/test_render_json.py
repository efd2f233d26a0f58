"""The report for programs."""

from __future__ import annotations

import json
from datetime import date

from polyagree.errors import DocumentError, Fault
from polyagree.finding import Evidence, Finding, NotedBy, Report
from polyagree.report import findings_of, render_json
from polyagree.source import Span

FINDING = Finding(
    code="PER105",
    name="third-party-bound",
    severity="concern",
    path=("agreements", "house", "clauses", "stop", "norm", 0),
    anchor="agreements.house.clauses.stop.norm.veto",
    message="`ben` decides about `caro`, who is not a party",
    help="ask `caro` to join in",
    source="A5",
    span=Span("home.yaml", 7, 48, 7, 71),
    facts=(("holder", "ben"), ("outsider", "caro")),
    evidence=(Evidence(path="agreements.house.parties", fact="parties", value="ana, ben"),),
    noted=NotedBy(by=("ana",), because="she asked for it", until=date(2027, 1, 1)),
)


def test_the_report_is_one_object() -> None:
    report = Report(as_of=date(2026, 3, 5), files=("home.yaml",))

    assert json.loads(render_json(report)) == {
        "format": 1,
        "as_of": "2026-03-05",
        "files": ["home.yaml"],
        "findings": [],
    }


def test_a_finding_says_all_that_is_known_of_it() -> None:
    assert json.loads(render_json(Report(findings=(FINDING,))))["findings"] == [
        {
            "code": "PER105",
            "name": "third-party-bound",
            "severity": "concern",
            "path": "agreements.house.clauses.stop.norm[0]",
            "message": "`ben` decides about `caro`, who is not a party",
            "help": "ask `caro` to join in",
            "source": "A5",
            "document": None,
            "span": {
                "file": "home.yaml",
                "line": 7,
                "column": 48,
                "end_line": 7,
                "end_column": 71,
            },
            "evidence": [
                {
                    "path": "agreements.house.parties",
                    "fact": "parties",
                    "value": "ana, ben",
                    "span": None,
                }
            ],
            "noted": {"by": ["ana"], "because": "she asked for it", "until": "2027-01-01"},
            "baselined": False,
            "fingerprint": FINDING.fingerprint,
        }
    ]


def test_what_is_not_known_is_null() -> None:
    assert json.loads(render_json(Report()))["as_of"] is None


def test_every_character_is_ascii() -> None:
    text = render_json(Report(files=("日本.yaml", "\udc80.yaml")))

    assert text.isascii()
    assert json.loads(text)["files"] == ["日本.yaml", "\udc80.yaml"]


def test_a_fault_is_a_finding_where_there_is_no_other_place() -> None:
    fault = Fault(
        "DOC002",
        "unknown key `peple`",
        ("peple",),
        "did you mean `people`?",
        "peple",
        "home.yaml",
        2,
        1,
        2,
        6,
    )

    (finding,) = findings_of(DocumentError("1 fault", (fault,)))

    assert (finding.code, finding.name, finding.severity) == ("DOC002", "unknown-key", "concern")
    assert (finding.message, finding.help) == ("unknown key `peple`", "did you mean `people`?")
    assert finding.span == Span("home.yaml", 2, 1, 2, 6)


def test_a_fault_without_a_place_has_no_span() -> None:
    fault = Fault("DOC001", "there is no such file", file="home.yaml")

    (finding,) = findings_of(DocumentError("1 fault", (fault,)))

    assert finding.span is None


def test_two_faults_at_one_place_have_two_fingerprints() -> None:
    faults = tuple(Fault("DOC004", "it is not a day", ("made",), value=each) for each in "ab")

    one, other = findings_of(DocumentError("2 faults", faults))

    assert one.fingerprint != other.fingerprint
