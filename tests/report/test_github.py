"""The report as workflow commands of GitHub Actions."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from polyagree.finding import Finding, NotedBy, Report
from polyagree.report import render_github
from polyagree.source import Span

FINDING = Finding(
    code="PER105",
    name="third-party-bound",
    severity="concern",
    path=("agreements", "house"),
    anchor="agreements.house",
    message="50 % of `ana`, `ben`: all",
    help="ask",
    source="A5",
    span=Span("a,b:c%.yaml", 7, 48, 7, 71),
)


def test_a_finding_is_a_command_with_its_place() -> None:
    assert render_github(Report(findings=(FINDING,))) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=7,endLine=7,col=48,endColumn=71,"
        "title=PER105 third-party-bound::50 %25 of `ana`, `ben`: all%0Ahelp: ask\n"
    )


def test_questions_are_notices_and_faults_are_errors() -> None:
    report = Report(
        findings=(evolve(FINDING, severity="question"), evolve(FINDING, code="DOC002", span=None))
    )

    assert [line.split(" ")[0] for line in render_github(report).splitlines()] == [
        "::notice",
        "::error",
    ]


def test_a_place_of_several_lines_has_no_columns() -> None:
    report = Report(findings=(evolve(FINDING, span=Span("us.yaml", 7, 3, 9, 4)),))

    assert render_github(report).startswith("::warning file=us.yaml,line=7,endLine=9,title=")


def test_what_is_known_is_left_out() -> None:
    noted = NotedBy(by=("ana",), because="x", until=dt.date(2030, 1, 1))
    report = Report(findings=(evolve(FINDING, noted=noted), evolve(FINDING, baselined=True)))

    assert render_github(report) == ""
