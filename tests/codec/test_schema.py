"""The JSON Schema: every document is valid under it, and no key that does not belong is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from polyagree.cli import main
from polyagree.codec import dumps, loads, schema, yaml
from polyagree.codec.document import to_tree
from polyagree.errors import DocumentError
from polyagree.model import Polycule
from polyagree.testing.strategies import polycules

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *sorted((ROOT / "tests/data").glob("**/*.yaml")),
    *sorted((ROOT / "examples").glob("*.yaml")),
]
SCHEMA = schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def errors(tree: object) -> list[jsonschema.ValidationError]:
    return list(VALIDATOR.iter_errors(tree))


def clause(norm: Any, **more: Any) -> dict[str, Any]:
    return {
        "polyagree": 1,
        "people": {"ana": "Ana", "ben": "Ben"},
        "agreements": {
            "home": {
                "parties": ["ana", "ben"],
                "clauses": {"c": {"says": "x", "norm": norm, **more}},
            }
        },
    }


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_it_is_the_same_each_time() -> None:
    assert json.dumps(schema()) == json.dumps(SCHEMA)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_of_ours_is_valid(path: Path) -> None:
    assert errors(yaml.read(path.read_text(encoding="utf-8")).tree) == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(polycules())
def test_every_document_is_valid(polycule: Polycule) -> None:
    """In JSON with its numbers, and in YAML where an editor sees other types."""
    assert errors(to_tree(polycule)) == []
    assert errors(yaml.read(dumps(polycule)).tree) == []


@pytest.mark.parametrize(
    "tree",
    [
        clause("none"),
        clause({"must": "talk"}),
        clause([{"must": "talk"}, {"may": "date", "at_most": 2, "per": "month"}]),
        clause({"may": "date", "only_if": ["kids-home", {"not": "ill"}]}),
        clause(
            {
                "may": "date",
                "only_if": {"any": [{"yes_from": "ben"}, {"done": "test", "ago": "1 day"}]},
            }
        ),
        clause({"must": "tell", "details": "as-asked"}),
        clause({"must": "tell", "details": ["who", "when"]}),
        clause(
            {
                "must": "tell",
                "about": {"act": "date", "with": {"people": "anyone", "except": ["ben"]}},
            }
        ),
        clause({"must_not": "smoke", "where": {"place": "home", "except": "balcony"}}),
        clause(
            {"must": "talk", "until": "2025-01-01", "if_broken": {"must": "talk", "who": "breaker"}}
        ),
        clause("none", holder="ana", response={"says": "y", "norm": {"must": "talk"}}),
        {"polyagree": "1", "events_from": ["a.csv"], "events": {"at": "2025-01-01", "act": "talk"}},
        {"polyagree": 1, "title": 2025},
    ],
)
def test_short_forms_are_valid(tree: dict[str, Any]) -> None:
    assert errors(tree) == []


def records(
    tree: Any, path: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Yield every map in *tree* that is a record, with its path."""
    maps = {"people", "groups", "relationships", "terms", "values", "agreements", "boundaries"}
    maps |= {"matrices", "breaches", "repairs", "scenarios", "clauses", "was", "accepted"}
    maps |= {"restated", "comfort", "impact", "expect"}
    if isinstance(tree, dict):
        is_map = bool(path) and path[-1] in maps and (len(path) < 2 or path[-2] not in maps)
        if not is_map and not (len(path) > 1 and path[-2] == "comfort"):
            yield path, tree
        for key, value in tree.items():
            yield from records(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from records(value, (*path, index))


SAMPLE = (ROOT / "tests/data/sample.yaml").read_text(encoding="utf-8")
PLACES = [path for path, _ in records(to_tree(loads(SAMPLE)))]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(str(step) for step in path))
def test_a_key_that_does_not_belong_is_named_at_its_place(path: tuple[Any, ...]) -> None:
    tree: Any = to_tree(loads(SAMPLE))
    node = tree
    for step in path:
        node = node[step]
    node["wrong-key"] = "x"

    found = [leaf for error in errors(tree) for leaf in leaves(error)]

    assert any(
        "wrong-key" in each.message and each.absolute_path == jsonschema_path(path)
        for each in found
    )


def jsonschema_path(path: tuple[Any, ...]) -> Any:
    from collections import deque

    return deque(path)


def leaves(error: jsonschema.ValidationError) -> Iterator[jsonschema.ValidationError]:
    yield error
    for each in error.context or ():
        yield from leaves(each)


@pytest.mark.parametrize(
    "norm",
    [
        {"must": "talk", "only_if": "kids-home"},
        {"must_not": "talk", "every": "week"},
        {"may": "talk", "wait": "1 day"},
        {"power": "veto", "within": "1 day"},
        {"with": "ben"},
        {"must": "talk", "may": "date"},
        "nothing",
    ],
)
def test_what_does_not_go_together_is_refused_by_both(norm: Any) -> None:
    tree = clause(norm)

    assert errors(tree) != []
    with pytest.raises(DocumentError):
        loads(json.dumps(tree), format="json")


def test_every_key_says_what_it_is() -> None:
    silent = [
        f"{name}.{key}"
        for name, each in SCHEMA["definitions"].items()
        for key, value in each.get("properties", {}).items()
        if each.get("title") not in {"Norm", "Condition"} and "description" not in value
    ]

    assert silent == []
