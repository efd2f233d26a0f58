"""``polyagree explain`` and ``polyagree analyzers``."""

from __future__ import annotations

import json

import pytest

from polyagree.analyzers.registry import explain, info
from polyagree.cli import main


@pytest.mark.parametrize("code", ["PER105", "per105", "third-party-bound"])
def test_a_code_or_a_name_is_explained(capsys: pytest.CaptureFixture[str], code: str) -> None:
    assert main(["explain", code]) == 0
    assert capsys.readouterr().out == explain("PER105")


@pytest.mark.parametrize("code", ["DOC001", "DOC002", "DOC003", "DOC004", "doc002"])
def test_the_codes_of_faults_are_explained_too(
    capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert main(["explain", code]) == 0
    assert capsys.readouterr().out.startswith(code.upper())


def test_an_unknown_code_is_a_sentence_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "PER1055"]) == 2
    assert capsys.readouterr().err == (
        "polyagree: unknown analyzer `PER1055`\n  help: did you mean `PER105`?\n"
    )


def test_where_nothing_is_near_the_list_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "?!"]) == 2
    assert "help: `polyagree analyzers` lists them" in capsys.readouterr().err


def test_every_analyzer_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyzers"]) == 0
    said = capsys.readouterr().out
    for each in info():
        assert f"{each.code}  {each.severity}" in said
        assert each.name in said
        assert each.summary in said


def test_programs_get_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyzers", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "code": each.code,
            "name": each.name,
            "severity": each.severity,
            "source": each.source,
            "summary": each.summary,
            "origin": "polyagree",
            "works_on": list(each.works_on),
            "cost": each.cost,
        }
        for each in info()
    ]
