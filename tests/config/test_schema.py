"""The JSON Schema of configurations."""

from __future__ import annotations

import tomllib

import jsonschema
import pytest

from polyagree.analyzers.registry import analyzers
from polyagree.config import Config, loads, schema
from polyagree.errors import DocumentError

EVERY_KEY = """\
select = ["PER", "third-party-bound"]
ignore = "CHK701"
per_file_ignores."drafts/" = ["UND"]
severities.PER110 = "note"
fail_on = "never"
scenarios = true
solver_seconds = 0
readings.sure = 0.8
options.DRF310.periods = 12
terms.game-night = { kind = "act", kind_of = "time-together", means = "at one table" }
plugins = false
"""

WRONG = [
    *("selct = 1", 'fail_on = "concerns"', 'plugins = "no"', "solver_seconds = -1"),
    *("readings.sure = 1.5", "options.VAL504.fewest = 0", "options.VAL504.fewer = 1"),
    *("options.VAL504.fewest = 2.5", 'severities.PER110 = "off"', "select = [1]"),
    *('terms.x = { kind = "actt" }', 'terms.x = { means = "y" }', "terms.X = { kind = 'act' }"),
]


def fits(text: str) -> bool:
    return jsonschema.Draft7Validator(schema()).is_valid(tomllib.loads(text))


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


def test_it_takes_every_key() -> None:
    assert loads(EVERY_KEY) != Config()
    assert fits(EVERY_KEY)
    assert {*schema()["properties"]} == {*tomllib.loads(EVERY_KEY)}


@pytest.mark.parametrize("text", WRONG)
def test_it_refuses_what_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(DocumentError):
        loads(text)

    assert not fits(text)


def test_it_tells_of_every_option() -> None:
    told = schema()["properties"]["options"]["properties"]

    assert {code: [*table["properties"]] for code, table in told.items()} == {
        each.code: [option.name for option in each.options()]
        for each in analyzers()
        if each.options()
    }


def test_every_key_has_a_description() -> None:
    assert all(each["description"] for each in schema()["properties"].values())
