"""The JSON Schema: it refuses nothing that loads, and names what does not belong somewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, get_args

import jsonschema
import pytest
from core_yaml import as_an_editor_reads
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import rounds

from polyagree.codec import dumps, load, loads, schema, toml
from polyagree.codec.document import to_tree
from polyagree.errors import DocumentError
from polyagree.model import Norm, Polycule, shipped
from polyagree.testing.damage import damaged
from polyagree.testing.strategies import polycules

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests/data/sample.yaml"
DOCUMENTS = [
    *sorted((ROOT / "tests/data").glob("**/*.yaml")),
    *sorted((ROOT / "tests/golden").glob("**/*.yaml")),
    *sorted((ROOT / "examples").glob("*.yaml")),
]
SCHEMA = schema()
DEFINITIONS: dict[str, Any] = SCHEMA["definitions"]
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, 1: {name: Una, birthday: 12-24}}
groups: {house: {kind: household, members: [ana, {who: ben, until: 2025-01-01}]}}
relationships: {a-b: {between: [ana, ben], kind: dating}, crush: {of: ben, towards: caro, kind: crush}}
terms: {quiz: {kind: act}, true: {kind: situation}, 1e3: {kind: act}, kids: {kind: people, means: No.}}
values: {rest: {means: 2, held_by: ana}, care: True words.}
"""


def errors(tree: object) -> list[jsonschema.ValidationError]:
    return list(VALIDATOR.iter_errors(tree))


def clause(body: str) -> str:
    return f"{HEAD}agreements: {{home: {{parties: [ana, ben], clauses: {{c: {{{body}}}}}}}}}\n"


def norm(body: str) -> str:
    return clause(f"says: x, norm: {body}")


def loads_at_all(text: str, format: Any = "yaml") -> bool:
    try:
        loads(text, format=format)
    except DocumentError:
        return False
    return True


# A schema, and of draft 7


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_it_is_the_same_each_time() -> None:
    assert json.dumps(schema()) == json.dumps(SCHEMA)


def test_what_it_refers_to_is_defined_and_used() -> None:
    used = set(re.findall(r'"#/definitions/([^"]*)"', json.dumps(SCHEMA)))

    assert used == set(DEFINITIONS)
    assert all(DEFINITIONS.values())
    # A reference is an address, which has no spaces.
    assert all(re.fullmatch(r"[a-z_.-]+", name) for name in used)


def test_reading_a_document_loads_none_of_it() -> None:
    code = "import polyagree, sys; polyagree.loads('polyagree: 1'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "polyagree.codec.surface.shapes" in done.stdout.split()
    assert not [each for each in done.stdout.split() if ".json_schema" in each]


# Nothing that loads is refused


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_of_ours_is_valid(path: Path) -> None:
    assert errors(as_an_editor_reads(path.read_text(encoding="utf-8"))) == []
    assert errors(to_tree(load(path))) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/golden").glob("**/*.json")), ids=lambda path: path.name
)
def test_every_document_of_ours_in_json_is_valid(path: Path) -> None:
    assert errors(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/golden").glob("**/*.toml")), ids=lambda path: path.name
)
def test_every_document_of_ours_in_toml_is_valid(path: Path) -> None:
    assert errors(toml.read(path.read_text(encoding="utf-8")).tree) == []


@settings(max_examples=25)
@given(polycules())
def test_every_polycule_is_valid(polycule: Polycule) -> None:
    """In JSON with its numbers, and in YAML where an editor sees other types."""
    assert errors(to_tree(polycule)) == []
    assert errors(as_an_editor_reads(dumps(polycule, format="yaml"))) == []


@pytest.mark.parametrize("path", [SAMPLE, ROOT / "examples/five-people.yaml"], ids=["a", "b"])
def test_what_still_loads_after_damage_is_valid(path: Path) -> None:
    yaml = path.read_text(encoding="utf-8")
    json_ = dumps(loads(yaml), format="json")
    random = Random(path.name)  # noqa: S311  # reproducible, no secret
    for text in rounds((yaml, json_, json_) * 80):
        broken = damaged(text, random)
        if loads_at_all(broken):
            assert errors(as_an_editor_reads(broken)) == [], broken
        if text is json_ and loads_at_all(broken, "json"):
            assert errors(json.loads(broken)) == [], broken


@settings(max_examples=20)
@given(polycules(), st.integers(0, 2**32))
def test_what_still_loads_of_a_damaged_polycule_is_valid(polycule: Polycule, seed: int) -> None:
    text = dumps(polycule, format="json")
    random = Random(seed)  # noqa: S311  # reproducible, no secret
    for _ in range(10):
        broken = damaged(text, random)
        if loads_at_all(broken, "json"):
            assert errors(json.loads(broken)) == [], broken


FORMS = [
    *('polyagree: "1"', "polyagree: 1\ntitle: 2025", "polyagree: 1\nsays: true"),
    clause("says: 1"),
    clause("says: no, because: yes, serves: rest"),
    clause("says: x, holder: ana"),
    clause("says: x, holder: ana, response: I leave., restated: {ben: She leaves.}"),
    clause("says: x, holder: ana, response: {says: y, norm: {must: talk}}"),
    clause("says: x, holder: ana, visible_to: {people: ben, from: 2025-01-01}"),
    clause("says: x, holder: ana, visible_to: [ben, {people: [ana, ben], until: 2025-01-01}]"),
    clause("says: x, holder: ana, visible_to: {people: anyone, except: ben}"),
    *(norm("none"), norm("{must: talk}"), norm("[{must: talk}, {may: date}]")),
    norm("{must: talk, with: ben, to: [ben, house, 1], about: [a-b, home.c, {act: quiz}]}"),
    norm("{must: talk, who: each party, with: 2 of other parties, to: partners of them}"),
    norm("{must: talk, with: {people: [anyone, house], except: ben}}"),
    norm("{must: talk, where: home, at_least: 2, per: month}"),
    norm("{must: talk, where: [home, {place: away, except: [hotel]}], how: in-person}"),
    norm("{must: talk, where: {place: home, except: balcony}, how: [written, 2]}"),
    norm("{must: talk, days: [mon, tuesday, first sun, last day, 1st, 12-24, birthday]}"),
    norm("{must: talk, days: weeknights, hours: after 00:00, months: [jan, july]}"),
    norm("{must: talk, hours: 22:00-24:00, lasting: over 3 nights, amount: 2, nth: 3}"),
    norm("{must: talk, lasting: PT90M, amount: up to 12.50 EUR, nth: 3 in a row}"),
    norm("{must: talk, details: as-asked}"),
    norm("{must: tell, details: who}"),
    norm("{must: tell, details: [who, when], every: 2 weeks}"),
    norm("{must: tell, details: {required: who, kept_private: [their-story]}, every: season}"),
    norm("{must: talk, from: 2025-01-05, until: 2025-02-05}"),
    norm("{must: talk, from: kids-home, until: {yes_from: ben}, during: true}"),
    norm("{must: talk, after: date, wait: 1h, within: 2 days, before: {act: date}}"),
    norm("{must: talk, after: {act: date, who: ana, nth: 3+}, by: next check-in}"),
    norm("{must: talk, after: date, within: 1h, early: counts, late: owed}"),
    norm("{must: talk, after: date, every: week, early: waits, late: dropped}"),
    norm("{must: talk, by: 2025-01-05 23:00, for: 6 weeks, unless: [true, kids-home]}"),
    norm("{must: talk, by: same day 18:00, if_broken: {must: talk, who: breaker}}"),
    norm("{must: talk, if_broken: [{must: pause, who: breaker, clock: breach, breach: 3+}]}"),
    norm("{may: date, at_most: 2, per: 1e3}"),
    norm("{may: date, at_most: 200 EUR, per: ever}"),
    norm("{may: date, at_most: 30 %, per: 30 days, every: month}"),
    norm("{may: date, only_if: {yes_from: [ben, caro], ahead: 2 days, silence: stops}}"),
    norm("{may: date, only_if: {told: ben, by: same day, how: written, about: quiz}}"),
    norm("{may: date, only_if: {talked_with: ben, details: [who]}}"),
    norm("{may: date, only_if: {unopposed_by: {people: anyone, except: ben}}}"),
    norm("{may: date, only_if: {is: away, who: ben}}"),
    norm("{may: date, only_if: {done: test, ago: 1 year}}"),
    norm("{may: date, only_if: {done: {act: test, who: actor}, within: 3 months}}"),
    norm("{may: date, only_if: {any: [kids-home, {not: {act: sex}}]}}"),
    norm("{may: date, only_if: {any: kids-home}}"),
    norm("{may: date, only_if: {not: {broken: home.c}}, until: {paused: home}}"),
    norm("{must: talk, during: [kids-home, {kept: home.c}], from: {kept: home}}"),
    norm("{may: date, only_if: [kids-home, [upset, {any: [ill, {not: [ill, busy]}]}]]}"),
    norm("{power: veto, who: nobody, over: [home.c, {act: date}], at_most: 1, per: year}"),
    HEAD + "events: {at: 2025-01-05, act: talk}",
    HEAD + "events: [{id: 7, at: 2025-01-05T07:00Z, who: ana, act: talk, amount: 0.5}]",
    HEAD + "check_ins: {date: 2025-01-05, people: ana, celebrated: 3, decided: [yes, 1]}",
    HEAD + "check_ins: [{date: 2025-01-05 10:00, people: [ana, 1],"
    " scores: {who: ana, value: 2.5, scale: 0-4, about: {act: quiz}, direction: lower-is-better},"
    ' concerns: [{who: 1, says: x, settled: 2025-02-01}], feelings: {who: ben, says: "2"}}]',
    HEAD
    + "matrices: {m: {people: [ana, 1], scale: [0, 1, yes], comfort: {sex: {1: 0, ana: yes}}}}",
    HEAD + "matrices: {m: {people: ana, answers: {sex: {ana: not-yet-tried}, talk: {ana: no}}}}",
    HEAD + "boundaries: {b: {holder: 1, says: x, reached_by: [noise, {act: noise}],"
    " revisions: {date: 2025-01-01, was: {says: y, norm: none}}}}",
    HEAD + "agreements: {home: {parties: [ana, ben], made: 2025-01-05, accepted: {ana: 2025-01-05,"
    " ben: {date: 2025-01-06, revoked: 2025-02-01}}, review: {after: move-in, asks: 1},"
    " clauses: {c: {says: x, norm: review}}, revisions: {date: 2025-03-01, was: {c: none}}}}",
    HEAD + "events: {id: e, at: 2025-01-05, act: talk}\n"
    "breaches: {late: {of: a-home.c, event: e, impact: {ben: x, ana: {says: y}}}}\n"
    "agreements: {a-home: {parties: [ana, ben], clauses: {c: {says: x, norm: none}}}}\n"
    "scenarios: {s: {events: {at: 2025-01-05, act: talk}, expect: {a-home.c: {verdict: unknown}}}}",
]


@pytest.mark.parametrize("text", FORMS)
def test_what_loads_is_valid_in_each_form(text: str) -> None:
    loads(text)

    assert errors(as_an_editor_reads(text)) == []


@pytest.mark.parametrize(
    "change",
    [
        *({"title": "x"}, {"events": {"at": "2025-01-05", "act": "talk", "amount": 2}}),
        {"events": [{"at": "2025-01-05", "act": "talk", "amount": 0.5, "lasting": "2h"}]},
        {"polyagree": 1.0},
        {"events_from": []},
    ],
)
def test_what_json_writes_as_a_number_is_valid(change: dict[str, Any]) -> None:
    tree = {"polyagree": 1, **change}
    loads(json.dumps(tree), format="json")

    assert errors(tree) == []


# What does not belong is named where it stands

Steps = tuple[Any, ...]


def records(instance: Any, part: Any, path: Steps = ()) -> Iterator[tuple[str, Steps]]:
    """Yield what defines each record in *instance*, which is valid under *part*, and its place."""
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/definitions/")
        part = DEFINITIONS[name]
        if part.get("additionalProperties") is False:
            yield name, path
    if "if" in part:
        branch = "then" if jsonschema.Draft7Validator(part["if"]).is_valid(instance) else "else"
        yield from records(instance, part.get(branch, {}), path)
    for each in part.get("anyOf", ()):
        yield from records(instance, each, path)
    if isinstance(instance, list) and "items" in part:
        for index, value in enumerate(instance):
            yield from records(value, part["items"], (*path, index))
    if isinstance(instance, dict):
        for key, value in instance.items():
            inner = part.get("properties", {}).get(key, part.get("additionalProperties"))
            yield from records(value, inner or {}, (*path, key))


TREES = [as_an_editor_reads(text) for text in (SAMPLE.read_text(encoding="utf-8"), *FORMS)]
PLACES: dict[str, tuple[Any, Steps]] = {}
for _tree in TREES:
    for _name, _path in records(_tree, SCHEMA):
        PLACES.setdefault(_name, (_tree, _path))

RECORDS = [name for name, each in DEFINITIONS.items() if each.get("additionalProperties") is False]


def within(tree: Any, path: Steps) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def named(tree: object, key: str, path: Steps) -> list[str]:
    """Return what is said at *path* of a *key* that does not belong there."""
    found = [leaf for error in errors(tree) for leaf in leaves(error)]
    return [
        each.message
        for each in found
        if tuple(each.absolute_path) == path and each.validator == "additionalProperties"
        if repr(key) in each.message
    ]


def leaves(error: jsonschema.ValidationError) -> Iterator[jsonschema.ValidationError]:
    yield error
    for each in error.context or ():
        yield from leaves(each)


@pytest.mark.parametrize("name", RECORDS)
def test_a_key_that_does_not_belong_is_named_at_its_place(name: str) -> None:
    tree, path = PLACES[name]
    broken = json.loads(json.dumps(tree))
    within(broken, path)["wrong-key"] = "x"

    assert named(broken, "wrong-key", path)
    with pytest.raises(DocumentError) as refused:
        loads(json.dumps(broken), format="json")
    assert [each.path for each in refused.value.faults if each.value == "wrong-key"]


def test_a_key_at_the_top_that_does_not_belong_is_named() -> None:
    assert named({"polyagree": 1, "persons": {}}, "persons", ())


# The four norms, and conditions

NORMS = {
    cls.modal: DEFINITIONS[f"{cls.__name__.lower()}.{cls.modal}"]["properties"]
    for cls in get_args(Norm)
}
APART = [
    (modal, key)
    for modal, own in NORMS.items()
    for key in sorted({key for keys in NORMS.values() for key in keys} - own.keys() - NORMS.keys())
]


@pytest.mark.parametrize(("modal", "key"), APART)
def test_a_key_of_another_kind_of_norm_is_named(modal: str, key: str) -> None:
    word = "veto" if modal == "power" else "talk"
    tree = as_an_editor_reads(norm(f"{{{modal}: {word}, {key}: x}}"))
    path = ("agreements", "home", "clauses", "c", "norm")

    assert named(tree, key, path)
    assert not loads_at_all(norm(f"{{{modal}: {word}, {key}: x}}"))


@pytest.mark.parametrize(
    ("first", "second"),
    [("must", "must_not"), ("must", "may"), ("must_not", "may"), ("may", "power")],
)
def test_of_two_modal_keys_one_is_named(first: str, second: str) -> None:
    tree = as_an_editor_reads(norm(f"{{{second}: talk, {first}: talk}}"))
    path = ("agreements", "home", "clauses", "c", "norm")

    assert named(tree, second, path)
    assert not named(tree, first, path)
    assert not loads_at_all(norm(f"{{{second}: talk, {first}: talk}}"))


def sentences(tree: object) -> set[str]:
    """Return what an editor shows of what is wrong with *tree*, as far as it is our own words."""
    found = [leaf for error in errors(tree) for leaf in leaves(error)]
    return {said for each in found if (said := each.schema.get("errorMessage")) is not None}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{with: ben}", "`must`, `must_not`, `may` or `power` is missing"),
        ("{musst: talk}", "`must`, `must_not`, `may` or `power` is missing"),
        ("nothing", "write keys and values, or `none`, `review` or `if_broken`"),
        ("", "write keys and values, or `none`, `review` or `if_broken`"),
        (
            "{may: date, only_if: {yes_form: ben}}",
            (
                "`any`, `not`, `is`, `done`, `act`, `yes_from`, `unopposed_by`, `told`,"
                " `talked_with`, `kept`, `broken` or `paused` is missing"
            ),
        ),
        ("{must: [talk]}", "write a word of small letters, digits and dashes"),
        ("{must: Talk it over}", "write a word of small letters, digits and dashes"),
        ("{must: talk, with: Ben and Ana}", "write people, such as `ana` or `other parties`"),
        ("{must: talk, with: [[ben]]}", "write people, such as `ana` or `other parties`"),
        ("{must: talk, every: mnoth}", "write how often, such as `week` or `3 months`"),
        ("{must: talk, every: 3}", "write how often, such as `week` or `3 months`"),
        (
            "{must: talk, within: 2 moons}",
            "write a length of time, such as `2 days` or `48h`",
        ),
        (
            "{must: talk, by: tomorrow}",
            "write a moment, such as `next evening` or `same day 18:00`",
        ),
        (
            "{must: talk, days: [mon, tus]}",
            "write a day, such as `weeknights` or `first sun`",
        ),
        ("{must: talk, hours: 22:00}", "write hours, such as `22:00-06:00` or `after 22:00`"),
        ("{must: talk, months: june 3}", "write a month, such as `jan` or `july`"),
        ("{must: talk, nth: third}", "write which time it is, such as `3` or `3+`"),
        (
            "{may: date, at_most: many, per: month}",
            "write how many or how much, such as `2` or `200 EUR`",
        ),
        (
            "{may: date, at_most: 2, per: 1 month}",
            "write a window, such as `month` or `30 days`",
        ),
        (
            "{may: date, amount: a lot}",
            "write a size, such as `over 3 nights` or `up to 250 EUR`",
        ),
        (
            "{may: date, until: 2025-13-05}",
            "write a day or a condition, such as `2025-01-05` or `kids-home`",
        ),
        ("{may: date, during: When we talk}", "write a condition, such as `kids-home`"),
        ("{must: tell, details: Who it was}", "write a detail, such as `who`"),
        (
            "{may: date, only_if: {broken: [home.c]}}",
            "write a name of small letters, digits and dashes",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_in_words(body: str, sentence: str) -> None:
    assert sentence in sentences(as_an_editor_reads(norm(body)))
    assert not loads_at_all(norm(body))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("polyagree: 2", "write `polyagree: 1`, the version that is described here"),
        (HEAD + "title: [a]", "write one text"),
        ("polyagree: 1\npeople: [ana, ben]", "write each one under its own key"),
        (HEAD + "events: yesterday", "write a list of keys and values"),
        (
            clause("says: x, if_broken: [talk]"),
            "write keys and values, one of them `must`, `must_not`, `may` or `power`",
        ),
        (HEAD + "says:", "write one text"),
        (
            HEAD + "boundaries: {My own: {holder: ana, says: x}}",
            "write a name of small letters, digits and dashes",
        ),
        (
            HEAD + "check_ins: [{date: 5.1.2025, people: [ana]}]",
            "write a day, or a day and a time, such as `2025-02-14` or `2025-02-14T23:40`",
        ),
        (
            HEAD
            + "check_ins: [{date: 2025-01-05, people: [ana], scores: [{who: ana, value: 2, scale: low}]}]",
            "write the least and the most, such as `0-4` or `1-10`",
        ),
        (
            HEAD
            + "check_ins: [{date: 2025-01-05, people: [ana], scores: [{who: ana, value: few, scale: 0-4}]}]",
            "write a number, such as `2` or `2.5`",
        ),
        (
            HEAD + "repairs: {r: {of: x, settled: May}}",
            "write a day, such as `2025-01-05` or `2025-12-31`",
        ),
    ],
)
def test_elsewhere_it_is_told_in_words_as_well(text: str, sentence: str) -> None:
    assert sentence in sentences(as_an_editor_reads(text))
    assert not loads_at_all(text)


# What it tells of keys and offers


def parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from parts(each)


def test_every_key_says_what_it_is() -> None:
    silent = [
        f"{name}.{key}"
        for name, each in {**DEFINITIONS, "": SCHEMA}.items()
        for key, value in each.get("properties", {}).items()
        if "description" not in value
    ]

    assert silent == []


def test_what_is_told_is_told_to_people() -> None:
    told = [
        each["description"] for each in parts(SCHEMA) if isinstance(each.get("description"), str)
    ]
    of_python = re.compile(r"``|:\w+:|\bNone\b|\bempty\b|\b[Ii]n code\b|\btuple\b|__")

    assert [each for each in told if of_python.search(each)] == []
    assert [each for each in told if not each.endswith(".")] == []
    assert "What it means; `none`: nothing that binds. Left out: not read yet." in told


def test_what_is_said_of_faults_is_a_sentence_of_ours() -> None:
    said = {
        each["errorMessage"] for each in parts(SCHEMA) if isinstance(each.get("errorMessage"), str)
    }

    assert [each for each in said if each.endswith(".") or each[0].isupper()] == []


def test_what_is_offered_is_valid() -> None:
    for each in parts(SCHEMA):
        offered = [
            every["body"]
            for every in each.get("defaultSnippets", ())
            if not isinstance(every["body"], dict)
        ]
        exact, *known = each["anyOf"] if isinstance(each.get("anyOf"), list) else [each]
        offered += [word for every in known for word in every.get("enum", ())]
        offered += exact.get("examples", ())
        check = jsonschema.Draft7Validator({**exact, "definitions": DEFINITIONS})

        assert [word for word in offered if not check.is_valid(word)] == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("word.act.happening", ("act", "happening")),
        ("word.relationship-kind", ("relationship-kind",)),
    ],
)
def test_the_words_that_ship_are_offered_and_others_taken(
    name: str, kinds: tuple[str, ...]
) -> None:
    offered = [each["label"] for each in DEFINITIONS[name]["defaultSnippets"]]
    check = jsonschema.Draft7Validator(DEFINITIONS[name])

    assert offered == list(shipped().of_kind(*kinds))
    assert check.is_valid("a-word-of-ours")


def filled_in(body: Any) -> Any:
    """Return *body* as it is left where somebody writes over nothing."""
    if isinstance(body, dict):
        return {key: filled_in(value) for key, value in body.items()}
    return re.sub(r"\$\{[0-9]+:(.*)\}", r"\1", body)


BEGUN = {
    each["label"]: each["body"]
    for part in parts(DEFINITIONS["norm"])
    for each in part.get("defaultSnippets", ())
}


@pytest.mark.parametrize("label", BEGUN)
def test_what_is_begun_loads(label: str) -> None:
    text = norm(json.dumps(filled_in(BEGUN[label])))

    assert errors(as_an_editor_reads(text)) == []
    assert loads_at_all(text)
