"""Which analyzers there are, and what is said of each."""

from __future__ import annotations

import pickle

import pytest

from polyagree.analyzers.base import Analyzer
from polyagree.analyzers.registry import analyzers, explain, get, in_order, info, page, selected
from polyagree.errors import UnknownAnalyzer

CODES = [each.code for each in analyzers()]


def test_they_stand_by_their_code() -> None:
    assert sorted(CODES) == CODES
    assert len(set(CODES)) == len(CODES)


def test_every_one_of_the_first_set_is_there() -> None:
    first = """
        PER101 PER102 PER103 PER104 PER105 PER106 PER109 BRK201 BRK203 BRK204 DRF301 CON401
        VAL501 VAL502 UND602 UND604 UND607 CHK701 DOC001 DOC002 DOC003 DOC004
    """

    assert set(first.split()) <= set(CODES)


def test_a_code_that_two_have_is_refused() -> None:
    class Other(type(get("PER101"))):
        name = "other"
        code = "PER101"

    with pytest.raises(ValueError, match="are both called `PER101`"):
        in_order([type(get("PER101")), Other])


def test_a_name_that_two_have_is_refused() -> None:
    class Other(type(get("PER101"))):
        name = "act-waits-for-approval"
        code = "PER199"

    with pytest.raises(ValueError, match="are both called `act-waits-for-approval`"):
        in_order([type(get("PER101")), Other])


def test_an_analyzer_without_run_is_none() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Analyzer()


def test_info_tells_of_each_without_running_it() -> None:
    (told,) = (each for each in info() if each.code == "PER101")

    assert told.name == "act-waits-for-approval"
    assert told.severity == "concern"
    assert told.source == "A1"
    assert told.summary.endswith(".")


def test_one_is_found_by_its_code_or_its_name() -> None:
    assert get("PER105") is get("third-party-bound")


@pytest.mark.parametrize(
    ("asked", "near"),
    [("PER10l", "PER1"), ("per101", "PER101"), ("third-party-bond", "third-party-bound")],
)
def test_an_unknown_one_comes_with_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(UnknownAnalyzer, match="unknown analyzer") as caught:
        get(asked)

    assert caught.value.help is not None
    assert near in caught.value.help


def test_an_unknown_one_without_a_near_one_has_no_suggestion() -> None:
    with pytest.raises(UnknownAnalyzer) as caught:
        get("§§§§§§§§")

    assert caught.value.help is None


def test_the_error_survives_pickling() -> None:
    with pytest.raises(UnknownAnalyzer) as caught:
        get("PER999")

    again = pickle.loads(pickle.dumps(caught.value))

    assert (str(again), again.code, again.help) == (
        str(caught.value),
        caught.value.code,
        caught.value.help,
    )


def test_select_takes_codes_beginnings_of_codes_and_names() -> None:
    assert [each.code for each in selected(select=["PER101"])] == ["PER101"]
    assert {each.code[:3] for each in selected(select=["PER", "VAL5"])} == {"PER", "VAL"}
    assert [each.code for each in selected(select=["third-party-bound"])] == ["PER105"]


def test_ignore_takes_out_what_select_chose() -> None:
    assert "PER101" not in {each.code for each in selected(select=["PER"], ignore=["PER101"])}
    assert "PER101" not in {each.code for each in selected(ignore=["PER1"])}


@pytest.mark.parametrize("option", ["select", "ignore"])
@pytest.mark.parametrize("word", ["PER999", "", "XYZ"])
def test_a_selection_of_nothing_is_refused(option: str, word: str) -> None:
    with pytest.raises(UnknownAnalyzer):
        selected(**{option: [word]})


@pytest.mark.parametrize("code", CODES)
def test_explain_tells_all_there_is(code: str) -> None:
    analyzer, told = get(code), explain(code)

    assert told.startswith(f"{code} {analyzer.name} ({analyzer.severity})\n")
    assert analyzer.why() in told
    assert analyzer.source in told
    for example in (analyzer.bad, analyzer.good):
        for line in example.fragment.splitlines():
            assert f"    {line}".rstrip() in told


def test_explain_of_an_unknown_one_says_so() -> None:
    with pytest.raises(UnknownAnalyzer):
        explain("PER999")


@pytest.mark.parametrize("code", CODES)
def test_a_page_is_markdown_with_both_examples(code: str) -> None:
    told = page(code)

    assert told.startswith(f"# {code} {get(code).name}\n")
    assert told.count("```yaml\n") == 2
    assert told.endswith("```\n")
