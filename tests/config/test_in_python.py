"""Configurations made in a program: what a file refuses is refused there, in the same words."""

from __future__ import annotations

import math
import pickle
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from attrs import fields
from hypothesis import example, given
from hypothesis import strategies as st

from polyagree.analyzers.run import check
from polyagree.codec import loads as document
from polyagree.codec.shape import Raw, no_marks
from polyagree.config import Config, Readings, loads
from polyagree.config.reading import structure
from polyagree.errors import DocumentError, Fault, InvalidConfig
from polyagree.model import Term
from polyagree.source import SourceMap, dotted

FIELDS = [each.name for each in fields(Config)]
WORDS = [
    *("PER101", "VAL504", "note", "off", "never", "fewest", "sure", "doubt", "*.yaml", "/x", ""),
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.just(10**400),
    st.floats(),
    st.sampled_from(WORDS),
    st.text(max_size=3),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
HOME = document("polyagree: 1\npeople: {ana: Ana}\n")

WRONG: list[tuple[str, Any, list[tuple[str, str, str | None]]]] = [
    ("readings", 3, [("readings", "`3` stands where keys such as `sure`, `doubt` belong", None)]),
    (
        "readings",
        {"shure": 1, "doubt": 2},
        [
            ("readings.shure", "unknown key `shure`", "did you mean `sure`?"),
            ("readings.doubt", "`2` cannot be meant: `doubt` is a number from 0 to 1", None),
        ],
    ),
    (
        "severities",
        ["x"],
        [("severities", "a list stands where a table belongs", "write each one under its own key")],
    ),
    (
        "severities",
        {"PER101": False, "PER102": 3},
        [
            (
                *("severities.PER101", "`false` is no severity"),
                "put `PER101` under `ignore` to leave it out",
            ),
            ("severities.PER102", "`3` is no severity", "write `note`, `question` or `concern`"),
        ],
    ),
    (
        "options",
        {"VAL504": 3},
        [
            (
                *("options.VAL504", "`3` stands where a table belongs"),
                "write each one under its own key",
            )
        ],
    ),
    ("select", [3, "PER", None], [("select[0]", "`3` is not a text", "put it in quotes")]),
    ("ignore", 3, [("ignore", "`3` stands where codes belong", 'write `["PER101"]`')]),
    (
        "per_file_ignores",
        {"/x": "PER"},
        [
            (
                *("per_file_ignores./x", "`/x` is no pattern of paths"),
                "write it from the folder of this file on, with slashes, as `drafts/` or `*.yaml`",
            )
        ],
    ),
    (
        "fail_on",
        "questions",
        [("fail_on", "`questions` is no severity", "did you mean `question`?")],
    ),
    ("scenarios", 1, [("scenarios", "`1` is neither `true` nor `false`", None)]),
    ("plugins", "no", [("plugins", "`no` is neither `true` nor `false`", None)]),
    *(
        (
            "solver_seconds",
            value,
            [
                (
                    "solver_seconds",
                    f"{told} cannot be meant: `solver_seconds` is a number of seconds from 0",
                    None,
                )
            ],
        )
        for value, told in (
            (math.nan, "`nan`"),
            (math.inf, "`inf`"),
            (True, "`true`"),
            (-1, "`-1`"),
            ([], "a list"),
            (10**400, "a text"),
        )
    ),
]


def refused(**settings: Any) -> tuple[Fault, ...]:
    """Return what is refused of *settings* in a program."""
    with pytest.raises(InvalidConfig) as caught:
        Config(**settings)
    return caught.value.faults


def refused_in_a_file(**settings: Any) -> tuple[Fault, ...]:
    """Return what is refused of *settings* where a file has them."""
    try:
        # What cannot be read is taken out of it.
        structure(Raw(deepcopy(settings), SourceMap(None, "", read_marks=no_marks)))
    except DocumentError as error:
        return error.faults
    return ()


def made_of(**settings: Any) -> tuple[Config | None, tuple[Fault, ...]]:
    """Return what a program makes of *settings*, or what is refused of them."""
    try:
        return Config(**settings), ()
    except InvalidConfig as error:
        return None, error.faults


def sentences(faults: tuple[Fault, ...]) -> list[tuple[str, str, str | None]]:
    return [(dotted(each.path), each.message, each.help) for each in faults]


@pytest.mark.parametrize(("name", "value", "told"), WRONG)
def test_what_a_file_refuses_is_refused_in_the_same_sentence(
    name: str, value: Any, told: list[tuple[str, str, str | None]]
) -> None:
    found = sentences(refused(**{name: value}))

    assert found[: len(told)] == told
    assert sentences(refused_in_a_file(**{name: value}))[: len(told)] == told


def test_all_of_it_is_told_at_once_each_with_its_path() -> None:
    settings = {name: value for name, value, _ in reversed(WRONG)}
    with pytest.raises(InvalidConfig) as caught:
        Config(**settings)
    error = caught.value
    lines = str(error).splitlines()

    assert {each.path[0] for each in error.faults} == {*settings}
    assert lines[0] == f"{len(error.faults)} settings cannot be meant"
    assert lines[1:][0] == "  select[0]: `3` is not a text (put it in quotes)"
    assert len(lines) == 1 + len(error.faults)
    assert (error.message, error.field) == ("`3` is not a text", "select[0]")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.faults) == (str(error), error.faults)


def test_one_alone_is_one_sentence() -> None:
    with pytest.raises(InvalidConfig) as caught:
        Config(fail_on="concerns")

    assert str(caught.value) == caught.value.message == "`concerns` is no severity"
    assert caught.value.field == "fail_on"


@given(name=st.sampled_from(FIELDS), value=JSON)
@example(name="options", value={"VAL504": {"fewest": True}})
@example(name="options", value={"VAL504": {"fewest": [1]}})
@example(name="severities", value=[["PER101", "note"], ["PER101", "question"]])
def test_whatever_stands_in_a_setting_is_meant_or_refused(name: str, value: Any) -> None:
    made, faults = made_of(**{name: value})

    assert (made is None) == bool(faults)
    assert hash(made) == hash(pickle.loads(pickle.dumps(made)))
    for fault in faults:
        assert fault.path[0] == name
        assert fault.code in {"DOC002", "DOC004"}
        assert "\n" not in fault.message
        assert not fault.message.endswith(".")


@given(
    name=st.sampled_from([each for each in FIELDS if each not in {"terms", "folder"}]), value=JSON
)
def test_a_program_refuses_nothing_that_a_file_takes(name: str, value: Any) -> None:
    in_a_file = refused_in_a_file(**{name: value})
    _, faults = made_of(**{name: value})
    known = {(each.path, each.message, each.help) for each in in_a_file}
    # A file says first that there is no such analyzer, that pairs are no table there, and which
    # numbers an option can have.
    first = {
        each.path
        for each in in_a_file
        if each.code != "DOC004"
        or "cannot be meant" in each.message
        or each.message == "a list stands where a table belongs"
    }

    for fault in faults:
        is_told = (fault.path, fault.message, fault.help) in known
        assert is_told or any(fault.path[: len(path)] == path for path in first)


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"terms": 3}, "terms"),
        ({"terms": {"x": {"kind": "act"}}}, "terms"),
        ({"terms": [3]}, "terms[0]"),
        ({"folder": 3}, "folder"),
        ({"severities": {3: "note"}}, "severities.3"),
        ({"severities": [("PER", "note"), ("PER", "concern")]}, "severities.PER"),
        ({"per_file_ignores": [("*.yaml", "PER"), ("*.yaml", "VAL")]}, "per_file_ignores.*.yaml"),
        ({"select": b"PER"}, "select"),
        ({"select": {"PER": 1}}, "select"),
        ({"select": object()}, "select"),
    ],
)
def test_what_only_a_program_can_give_has_its_path_as_well(
    settings: dict[str, Any], path: str
) -> None:
    assert [dotted(each.path) for each in refused(**settings)] == [path]


def test_what_a_program_may_give_instead_of_text_is_taken(tmp_path: Path) -> None:
    made = Config(
        select=(each for each in ("PER", "VAL")),
        severities=[("PER101", "note")],
        options=[("VAL504", [("fewest", 3)])],
        readings={"sure": 0.8},
        terms=iter([Term(id="x", kind="place")]),
        folder=tmp_path,
    )

    assert made.select == ("PER", "VAL")
    assert made == Config(
        select=["PER", "VAL"],
        severities={"PER101": "note"},
        options={"VAL504": {"fewest": 3}},
        readings=Readings(sure=0.8),
        terms=[Term(id="x", kind="place")],
    )
    assert made.folder == str(tmp_path)


def test_both_shares_are_told_at_once() -> None:
    with pytest.raises(InvalidConfig) as caught:
        Readings(sure=2, doubt=True)

    assert [dotted(each.path) for each in caught.value.faults] == ["sure", "doubt"]


def test_every_option_that_cannot_be_is_told_when_it_is_used() -> None:
    options = {"VAL504": {"fewest": 0, "fewer": 1}, "DRF310": {"periods": 2.5}}
    with pytest.raises(InvalidConfig) as caught:
        check(HOME, config=Config(options=options))

    assert sentences(caught.value.faults) == sentences(refused_in_a_file(options=options))


def test_codes_to_ask_for_are_looked_at_as_well() -> None:
    with pytest.raises(InvalidConfig) as caught:
        Config().asked_for(select=3, ignore=[4])

    assert [dotted(each.path) for each in caught.value.faults] == ["select", "ignore[0]"]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999"])
def test_a_number_that_is_none_has_its_place_beside_the_other_faults(number: str) -> None:
    text = f'fail_on = "concerns"\nsolver_seconds = {number}\n\n[readings]\nsure = {number}\n'
    with pytest.raises(DocumentError) as caught:
        loads(text, name="polyagree.toml")

    found = [(each.line, each.column, dotted(each.path)) for each in caught.value.faults]
    assert found == [(1, 11, "fail_on"), (2, 18, "solver_seconds"), (5, 8, "readings.sure")]
