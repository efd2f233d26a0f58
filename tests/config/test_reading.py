"""Configurations as they stand in a file."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.analyzers.registry import analyzers
from polyagree.codec.toml import write
from polyagree.config import Config, Readings, load, loads
from polyagree.errors import DocumentError
from polyagree.finding import SEVERITIES
from polyagree.model import Term

EVERY_KEY = """\
select = ["PER", "third-party-bound"]
ignore = "CHK701"
fail_on = "question"
scenarios = true
solver_seconds = 0.5
plugins = false

[per_file_ignores]
"drafts/" = ["UND", "VAL"]

[severities]
PER110 = "note"

[readings]
sure = 0.8

[options.DRF310]
periods = 12

[terms.game-night]
kind = "act"
kind_of = "time-together"
means = "all of us at one table"
"""


def faults(text: str) -> list[tuple[int | None, int | None, str, str, str | None]]:
    with pytest.raises(DocumentError) as caught:
        loads(text, name="polyagree.toml")
    return [
        (each.line, each.column, each.code, each.message, each.help) for each in caught.value.faults
    ]


def test_every_key_is_read() -> None:
    assert loads(EVERY_KEY) == Config(
        select=["PER", "third-party-bound"],
        ignore=["CHK701"],
        per_file_ignores={"drafts/": ["UND", "VAL"]},
        severities={"PER110": "note"},
        fail_on="question",
        scenarios=True,
        solver_seconds=0.5,
        readings=Readings(sure=0.8),
        options={"DRF310": {"periods": 12}},
        terms=[
            Term(
                id="game-night",
                kind="act",
                kind_of="time-together",
                means="all of us at one table",
            )
        ],
        plugins=False,
    )


def test_an_empty_file_changes_nothing() -> None:
    assert loads("") == loads("# nothing yet\n") == Config()


def test_a_shared_file_is_read_under_its_heading(tmp_path: Path) -> None:
    shared = tmp_path / "pyproject.toml"
    shared.write_text(
        '[tool.other]\nfar = inf\n[tool.polyagree]\nignore = "CHK"\n[tool.polyagree.severities]\nPER110 = "note"\n',
        encoding="utf-8",
    )

    assert load(shared) == Config(ignore="CHK", severities={"PER110": "note"})


def test_a_fault_in_a_shared_file_has_its_place(tmp_path: Path) -> None:
    shared = tmp_path / "pyproject.toml"
    shared.write_text('[tool.polyagree]\nignore = ["CHK", "CHKK"]\n', encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        load(shared)

    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (2, 18)
    assert fault.path == ("tool", "polyagree", "ignore", 1)
    assert fault.file == str(shared)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[project]\n", "there is no `[tool.polyagree]` in it"),
        ("[tool]\npolyagree = 1\n", "it stands where a table belongs"),
        ("[tool.polyagree\n", "it is not TOML: "),
    ],
)
def test_a_shared_file_without_a_table_of_ours_is_refused(
    text: str, message: str, tmp_path: Path
) -> None:
    shared = tmp_path / "pyproject.toml"
    shared.write_text(text, encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        load(shared)

    (fault,) = caught.value.faults
    assert fault.message.startswith(message)
    assert fault.line is not None


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file"):
        load(tmp_path / "polyagree.toml")


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = """\
selct = "PER"
ignore = ["CHK70l", 3]
fail_on = "concerns"
plugins = "no"
solver_seconds = -1

[severities]
PER110 = "off"
PER999 = "note"
DOC = "note"

[per_file_ignores]
"/drafts" = ["PER"]
"../drafts" = ["PER"]
"drafts" = ["PEX"]

[options.DRF309]
enough = 1.5
few = 2

[options.PER105]
few = 1

[options.DRF310]
periods = 2.5
often = true

[readings]
sure = 0.2

[terms.Game]
kind = "act"

[terms.quiz]
kind = "act"
kind_of = "datee"
"""

    assert faults(text) == [
        (1, 1, "DOC002", "unknown key `selct`", "did you mean `select`?"),
        (2, 11, "DOC003", "unknown analyzer `CHK70l`", "did you mean `CHK709`?"),
        (2, 21, "DOC004", "`3` is not a text", "put it in quotes"),
        (3, 11, "DOC004", "`concerns` is no severity", "did you mean `concern`?"),
        (4, 11, "DOC004", "`no` is neither `true` nor `false`", None),
        (
            *(5, 18, "DOC004"),
            "`-1` cannot be meant: `solver_seconds` is a number of seconds from 0",
            None,
        ),
        (8, 10, "DOC004", "`off` is no severity", "put `PER110` under `ignore` to leave it out"),
        (9, 1, "DOC003", "unknown analyzer `PER999`", "did you mean `PER109`?"),
        (
            *(10, 1, "DOC004"),
            "`DOC` tells that a document cannot be read, and has no other weight",
            None,
        ),
        *(
            (
                *(line, 1, "DOC004", f"`{pattern}` is no pattern of paths"),
                "write it from the folder of this file on, with slashes, as `drafts/` or `*.yaml`",
            )
            for line, pattern in ((13, "/drafts"), (14, "../drafts"))
        ),
        (15, 13, "DOC003", "unknown analyzer `PEX`", "`polyagree analyzers` lists them"),
        (18, 10, "DOC004", "`1.5` cannot be meant: `enough` is a number from 0 to 1", None),
        (19, 1, "DOC002", "`DRF309` has no option `few`", "it has `enough`"),
        (22, 1, "DOC002", "`PER105` has no option `few`", "it has none"),
        (
            *(25, 11, "DOC004"),
            "`2.5` cannot be meant: `periods` is a whole number of periods from 1 to 120",
            None,
        ),
        (
            *(26, 9, "DOC004"),
            "`true` cannot be meant: `often` is a whole number of periods from 1",
            None,
        ),
        (28, 2, "DOC004", "`doubt` is 0.5, more than `sure`, which is 0.2", None),
        (
            *(31, 8, "DOC004"),
            "`Game` is not an id: small letters a to z, digits and dashes",
            "write `game`",
        ),
        (36, 11, "DOC003", "unknown word `datee` in `kind_of`", "did you mean `date`?"),
    ]


@pytest.mark.parametrize("key", ["of", "noted", "visible_to"])
def test_a_word_of_a_project_is_nobodys(key: str) -> None:
    ((_, _, code, message, _),) = faults(f'[terms.x]\nkind = "place"\n{key} = "ana"\n')

    assert (code, message) == ("DOC002", f"unknown key `{key}`")


@pytest.mark.parametrize(
    "text",
    [
        *("select = 1", "select = [[]]", "severities = 1", "per_file_ignores = []"),
        *("options = 1", "options.VAL504 = 1", "terms = []", "readings = 1"),
        *("fail_on = 1", "scenarios = 0", "solver_seconds = nan", 'plugins = ""'),
        *("severities.PER110 = 1", "options.VAL504.fewest = []", "readings.sure = true"),
        *("options.VAL504.fewest = 1e999", "per_file_ignores.x = 1", 'select = ""'),
        'per_file_ignores."" = "PER"',
    ],
)
def test_what_cannot_be_meant_is_one_fault_with_a_place(text: str) -> None:
    ((line, column, _, message, _),) = faults(text)

    assert (line, column) != (None, None)
    assert message == message.strip()
    assert not message.endswith(".")


def test_words_of_a_project_may_be_made_of_one_another() -> None:
    text = '[terms.a]\nkind = "act"\nkind_of = "b"\n[terms.b]\nkind = "act"\nkind_of = "date"\n'

    assert [term.id for term in loads(text).terms] == ["a", "b"]


CODES = st.sampled_from([each.code for each in analyzers() if not each.code.startswith("DOC")])
OPTIONS = [(each.code, option) for each in analyzers() for option in each.options()]
PATTERNS = st.text(string.ascii_lowercase + "*?", min_size=1, max_size=5)


@st.composite
def options(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for code, option in draw(st.lists(st.sampled_from(OPTIONS), unique=True)):
        numbers: st.SearchStrategy[Any] = st.integers(option.at_least, option.at_most)
        if option.kind is float:
            numbers = st.floats(option.at_least, option.at_most, allow_subnormal=False)
        made.setdefault(code, {})[option.name] = draw(numbers)
    return made


@given(
    select=st.lists(CODES),
    ignore=st.lists(CODES),
    per_file_ignores=st.dictionaries(PATTERNS, st.lists(CODES)),
    severities=st.dictionaries(CODES, st.sampled_from(SEVERITIES)),
    fail_on=st.sampled_from([*SEVERITIES, "never"]),
    scenarios=st.booleans(),
    solver_seconds=st.integers(0, 1000),
    options=options(),
    plugins=st.booleans(),
)
def test_what_is_written_is_read(**tree: Any) -> None:
    assert loads(write(tree)) == Config(**tree)


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    found = ()
    try:
        loads(text)
    except DocumentError as error:
        found = error.faults

    assert all(fault.line is not None for fault in found)
