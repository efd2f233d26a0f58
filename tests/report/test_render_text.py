"""The report for people."""

from __future__ import annotations

import re
from datetime import date
from textwrap import dedent

import pytest
from attrs import evolve

from polyagree.errors import DocumentError, Fault
from polyagree.finding import Evidence, Finding, NotedBy, Report, Severity
from polyagree.report import render_faults, render_text
from polyagree.source import Mark, SourceMap, Span

HOME = "home.yaml"

DOCUMENT = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
agreements:
  house:
    parties: [ana, ben]
    clauses:
      stop: {says: Ben can call it off., norm: {power: veto, who: ben}}
"""

SOURCE = SourceMap(HOME, DOCUMENT, lambda _: Mark((1, 1, 1, 1)))

VETO = Finding(
    code="PER105",
    name="third-party-bound",
    severity="concern",
    path=("agreements", "house", "clauses", "stop", "norm", 0),
    anchor="agreements.house.clauses.stop.norm.veto",
    message="`ben` decides about `caro`, who is not a party",
    help="ask `caro` to join in",
    source="A5",
    span=Span(HOME, 7, 48, 7, 71),
)


def report(*findings: Finding) -> Report:
    return Report(as_of=date(2026, 3, 5), findings=findings, files=(HOME,), sources=(SOURCE,))


def graded(severity: Severity) -> Finding:
    return evolve(VETO, severity=severity)


def test_a_finding_has_its_place_its_line_its_help_and_its_source() -> None:
    assert render_text(report(VETO)) == dedent("""\
        home.yaml:7:48: PER105 third-party-bound (concern)
          `ben` decides about `caro`, who is not a party
            7 |       stop: {says: Ben can call it off., norm: {power: veto, who: ben}}
              |                                                ^^^^^^^^^^^^^^^^^^^^^^^
          where: agreements.house.clauses.stop.norm[0]
          help: ask `caro` to join in
          source: A5

        1 concern as of 2026-03-05
        """)


def test_nothing_found_is_said_kindly() -> None:
    assert render_text(report()) == "nothing to talk over as of 2026-03-05\n"


def test_without_a_day_none_is_told() -> None:
    assert render_text(Report()) == "nothing to talk over\n"


def test_several_documents_are_counted() -> None:
    text = render_text(Report(files=("a.yaml", "b.yaml")))

    assert text == "nothing to talk over in 2 documents\n"


def test_the_last_line_counts_the_gravest_first() -> None:
    text = render_text(report(graded("note"), graded("concern"), graded("note")))

    assert text.splitlines()[-1] == "1 concern, 2 notes as of 2026-03-05"


def test_a_finding_that_was_thought_over_is_shown_with_the_reason() -> None:
    noted = NotedBy(by=("ana", "ben"), because="we both like it", until=date(2027, 1, 1))

    assert render_text(report(evolve(VETO, noted=noted))) == dedent("""\
        home.yaml:7:48: PER105 third-party-bound (concern, noted)
          `ben` decides about `caro`, who is not a party
          where: agreements.house.clauses.stop.norm[0]
          noted: by ana and ben until 2027-01-01: we both like it

        1 concern (1 noted) as of 2026-03-05
        """)


def test_evidence_says_where_it_stands() -> None:
    parties = Evidence(
        path="agreements.house.parties",
        fact="parties",
        value="ana, ben",
        span=Span(HOME, 5, 14, 5, 24),
    )

    text = render_text(report(evolve(VETO, evidence=(parties,))))

    assert "\n  - parties: ana, ben (line 5, agreements.house.parties)\n" in text


def test_evidence_from_another_file_names_it() -> None:
    late = Evidence(path="events[3]", fact="late", value="5h", span=Span("log.csv", 4, 1, 4, 2))

    text = render_text(report(evolve(VETO, evidence=(late,))))

    assert "\n  - late: 5h (log.csv, line 4, events[3])\n" in text


def test_evidence_at_the_place_of_the_finding_does_not_repeat_it() -> None:
    here = Evidence(
        path="agreements.house.clauses.stop.norm[0]", fact="power", value="veto", span=VETO.span
    )

    text = render_text(report(evolve(VETO, evidence=(here,))))

    assert "\n  - power: veto\n" in text


def test_a_finding_that_was_not_read_from_a_text_has_no_line() -> None:
    text = render_text(Report(findings=(evolve(VETO, span=None),)))

    assert text.startswith(
        "PER105 third-party-bound (concern)\n"
        "  `ben` decides about `caro`, who is not a party\n"
        "  where: agreements.house.clauses.stop.norm[0]\n"
    )


def test_a_finding_about_a_whole_document_names_it() -> None:
    text = render_text(report(evolve(VETO, span=None)))

    assert text.startswith("home.yaml: PER105 ")


def test_a_text_without_a_name_still_has_lines() -> None:
    source = evolve(SOURCE, file=None)
    finding = evolve(VETO, span=Span(None, 7, 48, 7, 71))

    text = render_text(Report(findings=(finding,), sources=(source,)))

    assert text.startswith("<text>:7:48: PER105 ")
    assert "7 |       stop:" in text


def test_each_line_comes_from_its_own_document() -> None:
    other = SourceMap("other.yaml", "elsewhere\n", lambda _: Mark((1, 1, 1, 1)))
    finding = evolve(VETO, span=Span("other.yaml", 1, 1, 1, 5))

    text = render_text(Report(findings=(finding,), sources=(SOURCE, other)))

    assert "    1 | elsewhere\n      | ^^^^\n" in text


@pytest.mark.parametrize(
    ("end", "more"), [((7, 9), " and 1 more line"), ((8, 11), " and 2 more lines")]
)
def test_a_place_over_several_lines_says_how_many_more(end: tuple[int, int], more: str) -> None:
    source = evolve(SOURCE, text=DOCUMENT + "      more: none\n")
    finding = evolve(VETO, span=Span(HOME, 6, 5, *end))

    text = render_text(Report(findings=(finding,), sources=(source,)))

    assert f"      |     ^^^^^^^^{more}\n" in text


def test_sentences_are_broken_at_the_width_of_the_page() -> None:
    finding = evolve(VETO, help="say what `ben` would do instead when it becomes hard")

    lines = render_text(report(finding), width=40).splitlines()

    assert "  help: say what `ben` would do instead" in lines
    assert "        when it becomes hard" in lines


def test_a_path_is_shortened_in_its_middle() -> None:
    path = ("terms", "x" * 1_000_000, "says")
    where = f"terms.{'x' * 1_000_000}.says"
    evidence = (Evidence(path=f"{where}.of", fact="a", value="b", span=VETO.span),)

    text = render_text(report(evolve(VETO, path=path, evidence=evidence)))

    assert "  where: terms.xxx" in text
    assert "xxx ... xxx" in text
    assert "xxx.says\n" in text
    assert "xxx.says.of)\n" in text
    assert len(text) < 2_000


def test_the_path_of_a_fault_is_shortened_too() -> None:
    fault = Fault("DOC002", "unknown key", ("x" * 1_000_000,))

    assert len(render_faults(DocumentError("it cannot be read", (fault,)))) < 1_000


def test_a_line_of_the_source_fits_the_page() -> None:
    lines = render_text(report(VETO), width=50).splitlines()

    assert max(len(line) for line in lines if "|" in line) <= 50


def test_without_colors_there_are_none() -> None:
    assert "\x1b" not in render_text(report(VETO))


def test_colors_change_nothing_but_the_color() -> None:
    colored = render_text(report(VETO, graded("note")), color=True)

    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == render_text(report(VETO, graded("note")))


def test_a_finding_is_never_red() -> None:
    colored = render_text(report(graded("concern"), graded("question")), color=True)

    assert "31m" not in colored


FAULT = Fault(
    "DOC002",
    "unknown key `peple`",
    ("peple",),
    "did you mean `people`?",
    "peple",
    HOME,
    2,
    1,
    2,
    6,
)


def test_a_fault_looks_like_a_finding() -> None:
    error = DocumentError("home.yaml cannot be read: 1 fault", (FAULT,))

    assert render_faults(error, text="polyagree: 1\npeple: {}\n") == dedent("""\
        home.yaml:2:1: DOC002 unknown-key
          unknown key `peple`
            2 | peple: {}
              | ^^^^^
          where: peple
          help: did you mean `people`?

        home.yaml cannot be read: 1 fault
        """)


def test_a_fault_without_the_text_has_no_line() -> None:
    error = DocumentError("home.yaml cannot be read: 1 fault", (FAULT,))

    assert "|" not in render_faults(error)


def test_a_file_that_is_not_there_has_one_sentence() -> None:
    error = DocumentError(
        "home.yaml cannot be read: 1 fault",
        (Fault("DOC001", "there is no such file", file=HOME),),
    )

    assert render_faults(error) == "home.yaml: DOC001 cannot-be-read\n  there is no such file\n"


def test_every_fault_is_shown_in_order() -> None:
    later = evolve(FAULT, message="unknown key `tems`", line=3, end_line=3)
    error = DocumentError("home.yaml cannot be read: 2 faults", (FAULT, later))

    text = render_faults(error)

    assert text.index("`peple`") < text.index("`tems`")


def test_a_fault_does_not_steer_the_terminal() -> None:
    evil = "\x1b[2J\u202e\n"
    fault = Fault("DOC002", evil, (evil,), evil, evil, evil, 1, 1, 1, 3)

    text = render_faults(DocumentError(evil, (fault,)), text=evil)

    assert all(line.isprintable() for line in text.split("\n"))
