"""What every analyzer passes unasked."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.registry import analyzers
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import DocumentError
from polyagree.finding import SEVERITIES, Finding
from polyagree.source import dotted

# On a busy machine as well.
LONG = 600
EVERY = [pytest.param(each, id=each.code) for each in analyzers()]
FAULTS = [each for each in EVERY if str(each.id).startswith("DOC")]
# What is found in a file of a baseline is tested with the baseline.
BESIDE = ["ACC013"]
RUNNING = [each for each in EVERY if not str(each.id).startswith("DOC") and each.id not in BESIDE]

PRINCIPLE = re.compile(r"A([1-9]|1[0-5])|B[1-8]|C([1-9]|1[0-9])|D([1-9]|1[01])")


def found(analyzer: Analyzer, text: str) -> tuple[Finding, ...]:
    return check(
        loads(text, format="yaml"), select=[analyzer.code], scenarios=True, solver_seconds=LONG
    ).findings


@pytest.mark.parametrize("analyzer", RUNNING)
def test_the_bad_example_is_found_at_its_place(analyzer: Analyzer) -> None:
    findings = found(analyzer, analyzer.bad.document())

    assert [dotted(each.path) for each in findings] == [analyzer.bad.at]


@pytest.mark.parametrize("analyzer", RUNNING)
def test_the_good_example_is_left_alone(analyzer: Analyzer) -> None:
    assert found(analyzer, analyzer.good.document()) == ()


@pytest.mark.parametrize("analyzer", RUNNING)
def test_the_bad_example_is_found_among_everything(analyzer: Analyzer) -> None:
    report = check(
        loads(analyzer.bad.document(), format="yaml"), scenarios=True, solver_seconds=LONG
    )
    told = set(report.codes()) | {
        evidence.fact for each in report.findings for evidence in each.evidence
    }

    assert analyzer.code in told


@pytest.mark.parametrize("analyzer", FAULTS)
def test_a_bad_document_fails_with_the_code_at_its_place(analyzer: Analyzer) -> None:
    with pytest.raises(DocumentError) as caught:
        loads(analyzer.bad.document(), format="yaml")

    (fault,) = caught.value.faults
    assert (fault.code, dotted(fault.path)) == (analyzer.code, analyzer.bad.at or "")


@pytest.mark.parametrize("analyzer", FAULTS)
def test_a_good_document_loads_and_there_is_nothing_to_run(analyzer: Analyzer) -> None:
    assert found(analyzer, analyzer.good.document()) == ()


@pytest.mark.parametrize("analyzer", EVERY)
def test_it_says_what_it_finds_and_why(analyzer: Analyzer) -> None:
    summary, _, why = analyzer.why().partition("\n\n")

    assert summary.endswith(".")
    assert len(why) > 80


@pytest.mark.parametrize("analyzer", RUNNING)
def test_it_stands_on_a_principle(analyzer: Analyzer) -> None:
    assert PRINCIPLE.fullmatch(analyzer.source)


@pytest.mark.parametrize("analyzer", EVERY)
def test_its_code_name_and_severity_have_their_form(analyzer: Analyzer) -> None:
    assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", analyzer.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", analyzer.name)
    assert analyzer.severity in SEVERITIES


@pytest.mark.parametrize("analyzer", EVERY)
def test_its_file_is_named_after_it(analyzer: Analyzer) -> None:
    _, family, module = type(analyzer).__module__.rsplit(".", 2)

    assert family == analyzer.code[:3].lower()
    assert module == f"{analyzer.code.lower()}_{analyzer.name.replace('-', '_')}"


@pytest.mark.parametrize("analyzer", EVERY)
def test_what_it_covers_are_codes(analyzer: Analyzer) -> None:
    assert all(re.fullmatch(r"[A-Z]{3}[0-9]{3}", code) for code in analyzer.covers)


@pytest.mark.parametrize("analyzer", RUNNING)
def test_its_sentences_have_no_capital_and_no_full_stop(analyzer: Analyzer) -> None:
    for each in found(analyzer, analyzer.bad.document()):
        for sentence in (each.message, each.help):
            assert sentence == sentence.strip()
            assert not sentence[0].isupper()
            assert not sentence.endswith(".")
            assert "\n" not in sentence


@pytest.mark.parametrize("analyzer", RUNNING)
def test_its_sentences_blame_nobody(analyzer: Analyzer) -> None:
    words = re.compile(r"\b(should|shouldn't|don't|unfair|wrong|bad|unhealthy|toxic|must stop)\b")

    for each in found(analyzer, analyzer.bad.document()):
        assert not words.search(f"{each.message} {each.help}")


@pytest.mark.parametrize("analyzer", RUNNING)
def test_its_facts_are_texts_that_its_message_is_made_of(analyzer: Analyzer) -> None:
    needed = {name for _, name, _, _ in Formatter().parse(analyzer.message) if name}

    for each in found(analyzer, analyzer.bad.document()):
        assert needed <= {*analyzer.passing, *(name for name, _ in each.facts)}
        assert all(isinstance(value, str) for _, value in each.facts)


@pytest.mark.parametrize("analyzer", RUNNING)
def test_its_findings_have_a_span_and_an_anchor_without_positions(analyzer: Analyzer) -> None:
    for each in found(analyzer, analyzer.bad.document()):
        assert each.span is not None
        assert not re.search(r"\[[0-9]+\]", each.anchor)


@pytest.mark.parametrize("analyzer", RUNNING)
def test_the_example_is_shown_as_it_is_run(analyzer: Analyzer) -> None:
    for example in (analyzer.bad, analyzer.good):
        assert example.document().endswith(example.fragment)


@pytest.mark.parametrize("analyzer", EVERY)
def test_it_says_what_it_cannot_see(analyzer: Analyzer) -> None:
    why = " ".join(analyzer.why().split())

    assert re.search(r"cannot (?:see|tell|hear)|(?:does|do) not (?:see|tell|judge)|goes by", why)
