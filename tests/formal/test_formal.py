"""Published cases with the verdict of their source, told to polyagree and asked of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.formal.adapters import answer
from tests.formal.checking import FAMILIES, differences

DATA = Path(__file__).parents[1] / "data"
FILE = json.loads((DATA / "formal_cases.json").read_text(encoding="utf-8"))
CASES = {each["id"]: each for each in FILE["cases"] if each["family"] in FAMILIES}
AGREED = [name for name, case in CASES.items() if case["typed"] and "disputed" not in case]

#: Cases on which the sources disagree: which reading polyagree has, why, and what it answers
#: that the file does not expect.
DISPUTED = {
    # Unranked, so that nothing wins silently: both are in force, and they clash. That neither of
    # them binds is how one program says so, while another one finds no model at all.
    "ctd-28": ["in_force is ['n1', 'n2'], not []"],
    # What is granted unless a duty was broken is no longer granted once it was. The file has it so,
    # and only the evaluator of its source answers otherwise.
    "eval-ots-061": [],
    # To keep a secret binds while the contract runs and goes on afterwards, so that telling breaks
    # it either way. The source says so, and marks that its own tool does not.
    "life-symb-sog-8": [],
}

STEPS = "it rests on duties that are due in the very next step, which no agreement states"

#: Cases that no document can say, each with the reason; the file does not type them either.
INEXPRESSIBLE = {"conf-anacon-internet": STEPS, "conf-anacon-internet2": STEPS}


@pytest.mark.parametrize("name", AGREED)
def test_a_case_comes_out_as_its_source_says(name: str) -> None:
    assert [*differences(CASES[name], answer(CASES[name]))] == []


@pytest.mark.parametrize("name", DISPUTED)
def test_a_disputed_case_comes_out_as_we_read_it(name: str) -> None:
    assert [*differences(CASES[name], answer(CASES[name]))] == DISPUTED[name]


def test_every_disputed_case_is_named() -> None:
    assert {name for name, case in CASES.items() if "disputed" in case} == {*DISPUTED}


def test_every_case_of_these_families_can_be_told() -> None:
    assert {name for name, case in CASES.items() if not case["typed"]} == {*INEXPRESSIBLE}


def test_the_file_is_of_its_schema() -> None:
    schema = json.loads((DATA / "formal_cases.schema.json").read_text(encoding="utf-8"))

    assert [*Draft202012Validator(schema).iter_errors(FILE)] == []
