"""
Documents of format 1, kept for ever: they load to the models they loaded to when it was frozen.

``1/NAME.yaml``, ``.json`` or ``.toml`` is a document, and ``1/NAME.facts`` says what it holds. A
file that is there is never changed. ``python tests/golden/freeze.py`` adds new ones.
"""

from __future__ import annotations

import typing
from pathlib import Path

import attrs
import pytest
from golden.facts import written

from polyagree import clock, model
from polyagree.codec import dumps, load, loads

HERE = Path(__file__).resolve().parent / "1"
FACTS = sorted(HERE.glob("*.facts"))
DOCUMENTS = sorted(path for path in HERE.iterdir() if path.suffix in {".yaml", ".json", ".toml"})


def facts_of(path: Path) -> str:
    return path.with_suffix(".facts").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_golden_document_loads_to_the_same_model(path: Path) -> None:
    assert written(load(path)) == facts_of(path)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_golden_document_comes_back_equal(path: Path) -> None:
    polycule = load(path)

    assert loads(dumps(polycule)) == polycule


def test_every_document_has_its_facts_and_the_other_way_round() -> None:
    assert {path.stem for path in DOCUMENTS} == {path.stem for path in FACTS}


def test_every_field_of_every_record_stands_in_one_of_them() -> None:
    records = {
        each.__name__: {
            field.name
            for field in attrs.fields(each)
            if field.init and not field.name.startswith("_")
        }
        for module in (model, clock)
        for name in module.__all__
        if isinstance(each := getattr(module, name), type)
        and attrs.has(each)
        and each.__name__ not in NOT_IN_A_DOCUMENT
    }
    seen: dict[str, set[str]] = {name: set() for name in records}
    for path in FACTS:
        for cls, field in fields_in(path.read_text(encoding="utf-8")):
            seen.setdefault(cls, set()).add(field)

    assert {
        name: sorted(missing)
        for name, wanted in records.items()
        if (missing := wanted - seen[name])
    } == {}


NOT_IN_A_DOCUMENT = {
    "Residual",
    "GateUse",
    "Around",
    "Deadline",
    "Interval",
    "Qualifiers",
    "Vocabulary",
    "WordEntry",
}


def fields_in(text: str) -> typing.Iterator[tuple[str, str]]:
    """Yield the class and the name of each field that *text* tells of."""
    kinds: dict[str, str] = {}
    for line in text.splitlines():
        path, is_record, kind = line.partition(" is ")
        if is_record and " = " not in path:
            kinds["" if path == "." else path] = kind
        else:
            path = line.partition(" = ")[0]
        if path == ".":
            continue
        above, _, name = path.rpartition(".")
        name = name.partition("[")[0]
        if above in kinds:
            yield kinds[above], name
