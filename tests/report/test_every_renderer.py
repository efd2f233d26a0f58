"""What every renderer of a report does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from polyagree.finding import Evidence, Finding, NotedBy, Report
from polyagree.report import render_github, render_json, render_sarif, render_text
from polyagree.source import Mark, SourceMap, Span

RENDERERS: list[Callable[[Report], str]] = [
    render_text,
    render_json,
    lambda report: render_text(report, width=60),
    render_sarif,
    render_github,
]
WITH_A_DAY = RENDERERS[:3]

EVIL = "\x1b[2J\x9b31m\u202e\n\r\x07"


def finding(code: str = "PER105", words: str = "words") -> Finding:
    return Finding(
        code=code,
        name="third-party-bound",
        severity="concern",
        path=("agreements", words),
        anchor="agreements",
        message=f"message {words}",
        help=f"help {words}",
        source="A5",
        span=Span(f"{words}.yaml", 1, 1, 1, 3),
        facts=(("fact", words),),
        evidence=(Evidence(path=words, fact=words, value=words),),
        noted=None,
    )


@pytest.mark.parametrize("render", RENDERERS)
def test_findings_keep_the_order_of_the_report(render: Callable[[Report], str]) -> None:
    codes = ["UND601", "PER105", "BRK201", "PER101"]

    text = render(Report(findings=tuple(finding(code) for code in codes)))

    # SARIF has all the rules before what was found.
    found = text[text.find('"results"') + 1 :]
    places = [found.index(code) for code in codes]
    assert places == sorted(places)


@pytest.mark.parametrize("render", RENDERERS)
def test_nothing_that_a_document_says_steers_the_terminal(render: Callable[[Report], str]) -> None:
    noted = NotedBy(by=(EVIL,), because=EVIL, until=date(2026, 1, 1))
    report = Report(
        findings=(finding(words=EVIL), evolve(finding(words=EVIL), noted=noted)),
        files=(EVIL,),
        sources=(SourceMap(f"{EVIL}.yaml", f"ab{EVIL}", lambda _: Mark((1, 1, 1, 1))),),
    )

    text = render(report)

    assert all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("render", RENDERERS)
def test_the_words_of_a_document_are_shown(render: Callable[[Report], str]) -> None:
    text = render(Report(findings=(finding(words="harbour"),)))

    assert "message harbour" in text
    assert "help harbour" in text
    assert "harbour.yaml" in text


@pytest.mark.parametrize("render", WITH_A_DAY)
def test_the_day_is_told(render: Callable[[Report], str]) -> None:
    assert "2026-03-05" in render(Report(as_of=date(2026, 3, 5)))


@pytest.mark.parametrize("render", RENDERERS)
def test_a_report_ends_with_one_line_break(render: Callable[[Report], str]) -> None:
    text = render(Report(findings=(finding(),)))

    assert text.endswith("\n")
    assert not text.endswith("\n\n")
