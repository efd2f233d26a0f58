"""What is wrong with a document: all of it at once, each with its place and its words."""

from __future__ import annotations

import re

import pytest

from polyagree.codec import dumps, load, loads
from polyagree.errors import DocumentError
from polyagree.source import dotted

HEAD = """polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
"""


def faults_of(body: str, *, head: str = HEAD, format: str = "yaml"):
    with pytest.raises(DocumentError) as caught:
        loads(head + body, format=format)
    return caught.value.faults


def fault_of(body: str, *, head: str = HEAD):
    (fault,) = faults_of(body, head=head)
    return fault


def clause(body: str) -> str:
    return f"agreements: {{home: {{parties: [ana, ben], clauses: {{c: {body}}}}}}}\n"


def norm(body: str) -> str:
    return clause(f"{{says: x, norm: {body}}}")


@pytest.mark.parametrize("key", ["review", "if_broken"])
def test_a_clause_whose_meaning_stands_nowhere_is_told(key: str) -> None:
    fault = fault_of(clause(f"{{says: We look at it., norm: {key}}}"))

    assert fault.message == f"what `c` means stands under `{key}`, and `home` has none"
    assert dotted(fault.path) == "agreements.home.clauses.c.norm[0]"


def test_an_unknown_person_is_met_with_the_nearest():
    fault = fault_of("relationships: {r: {between: [ana, cara], kind: dating}}\n")

    assert fault.code == "DOC003"
    assert dotted(fault.path) == "relationships.r.between[1]"
    assert (fault.line, fault.column, fault.end_column) == (3, 36, 40)
    assert fault.message == "unknown person `cara`"
    assert fault.help == "did you mean `caro`?"
    assert fault.value == "cara"


def test_an_unknown_key_is_met_with_the_nearest():
    fault = fault_of("peple: {}\n")

    assert (fault.code, fault.message) == ("DOC002", "unknown key `peple`")
    assert fault.help == "did you mean `people`?"
    assert (fault.line, fault.column, fault.end_column) == (3, 1, 6)


def test_the_name_of_the_document_is_said():
    with pytest.raises(DocumentError, match=r"us\.yaml cannot be read: 1 fault") as caught:
        loads("polyagree: 1\nx: 1\n", name="us.yaml")

    assert caught.value.faults[0].file == "us.yaml"


def test_every_fault_is_found_at_once():
    body = """relationships:
  r: {between: [ana, cara], kind: datin}
agreements:
  home:
    parties: [ana, bem]
    colour: blue
    made: 2025-02-30
    clauses:
      a: {says: x, norm: {must: talk, may: date}}
      b: {says: "", norm: {may: dat}}
      c: {norm: {may: sleep, at_most: -2, per: month, with: cara}}
"""

    faults = faults_of(body)

    assert [(fault.code, fault.line) for fault in faults] == [
        ("DOC003", 4),
        ("DOC003", 4),
        ("DOC003", 7),
        ("DOC002", 8),
        ("DOC004", 9),
        ("DOC004", 11),
        ("DOC004", 12),
        ("DOC003", 12),
        ("DOC004", 13),
        ("DOC004", 13),
        ("DOC003", 13),
    ]


def test_what_follows_from_a_fault_is_no_fault_of_its_own():
    # Without its window, the number would stand alone; without a name, `ben` would be nobody.
    faults = faults_of(norm("{may: date, at_most: 2, per: 1 month}"))

    assert [dotted(fault.path) for fault in faults] == ["agreements.home.clauses.c.norm[0].per"]


def test_what_was_left_out_is_not_called_unknown():
    head = "polyagree: 1\npeople: {ana: Ana, ben: {name: [x]}}\n"

    faults = faults_of("relationships: {r: {between: [ana, ben], kind: dating}}\n", head=head)

    assert [dotted(fault.path) for fault in faults] == ["people.ben.name"]


def test_positions_in_a_list_stay_when_an_item_is_left_out():
    body = """events:
  - {at: 2025-01-01, who: ana, act: [date]}
  - {at: 2025-01-02, who: cara, act: date}
"""

    faults = faults_of(body)

    assert [dotted(fault.path) for fault in faults] == ["events[0].act", "events[1].who"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "the format version is missing"),
        ("polyagree:\n", "the format version is missing"),
        ("polyagree: 2\n", "format version `2` is not known"),
        ("polyagree: one\n", "format version `one` is not known"),
        ("polyagree: [1]\n", "the format version is not a number"),
    ],
)
def test_the_format_version_has_to_be_there_and_known(written, message):
    (fault,) = faults_of("people: {ana: Ana}\n", head=written)

    assert fault.message == message


def test_a_duplicate_key_is_refused_in_yaml():
    fault = fault_of("people: {ana: Ana}\n")

    assert fault.message == "`people` stands twice"
    assert (fault.line, fault.column) == (3, 1)


def test_a_duplicate_key_is_refused_in_json():
    text = '{"polyagree": 1,\n "people": {"ana": "Ana",\n "ana": "Anna"}}'

    (fault,) = faults_of(text, head="", format="json")

    assert fault.message == "`ana` stands twice"
    assert dotted(fault.path) == "people.ana"
    assert (fault.line, fault.column) == (3, 2)


def test_places_in_json_are_those_of_the_text():
    text = '{"polyagree": 1,\n "people": {"ana": "Ana"},\n "values": {"v": {"means": [1, {}]}}}'

    (fault,) = faults_of(text, head="", format="json")

    assert (fault.line, fault.column, fault.end_column) == (3, 28, 35)


@pytest.mark.parametrize(
    ("body", "path", "message"),
    [
        (
            "groups: {g: {kind: household, members: []}}",
            "groups.g.members",
            "nobody belongs to `g`",
        ),
        (
            "relationships: {r: {between: ana, kind: dating}}",
            "relationships.r.between",
            "`r` is between one person",
        ),
        (
            "relationships: {r: {between: [ana, ben], kind: dating, from: 2025-02-02, until: 2025-01-01}}",
            "relationships.r.until",
            "`r` ends on 2025-01-01, before it begins on 2025-02-02",
        ),
        (
            "relationships: {r: {between: [ana, ben], of: ana, towards: ben, kind: crush}}",
            "relationships.r.between",
            "`r` is both mutual and one-way",
        ),
        (
            "relationships: {r: {between: 'ana, ben', kind: dating}}",
            "relationships.r.between",
            "`ana, ben` is one text, not a list",
        ),
        (
            "agreements: {home: {parties: [ana]}}",
            "agreements.home.parties",
            "`home` has one party",
        ),
        (
            "agreements: {home: {parties: [ana, ben], made: 2025-01-05, ends: 2024-01-05}}",
            "agreements.home.ends",
            "`home` ends on 2024-01-05, before it is made on 2025-01-05",
        ),
        (
            "agreements: {home: {parties: [ana, ben], accepted: {caro: 2025-01-05}}}",
            "agreements.home.accepted",
            "`caro` accepted `home` without being a party",
        ),
        (
            norm("{must: talk, may: date}"),
            "agreements.home.clauses.c.norm[0]",
            "two modal keys, `must` and `may`",
        ),
        (
            norm("{mst: talk}"),
            "agreements.home.clauses.c.norm[0]",
            "the norm has no modal key",
        ),
        (
            norm("{must: tell, only_if: {told: ben}}"),
            "agreements.home.clauses.c.norm[0].only_if",
            "key `only_if` does not belong here",
        ),
        (
            norm("{must: tell, within: 24h, early: counts}"),
            "agreements.home.clauses.c.norm[0].early",
            "`early` needs `after`",
        ),
        (
            norm("{must: tell, after: date, wait: 1h, early: counts}"),
            "agreements.home.clauses.c.norm[0].early",
            "`early: counts` and `wait` stand side by side",
        ),
        (
            norm("{must: barrier, after: date, during: kids-home, early: waits}"),
            "agreements.home.clauses.c.norm[0].early",
            "`early` and `during` stand side by side, without `every` or `at_least`",
        ),
        (
            norm("{must: tell, after: date, late: owed}"),
            "agreements.home.clauses.c.norm[0].late",
            "`late` needs one of `within`, `by`",
        ),
        (
            norm("{must: barrier, during: kids-home, for: 6 weeks, late: owed}"),
            "agreements.home.clauses.c.norm[0].late",
            "`late` and `during` stand side by side, without `every` or `at_least`",
        ),
        (
            norm("{must: tell, after: date, early: yes}"),
            "agreements.home.clauses.c.norm[0].early",
            "`yes` is not one of the words for this",
        ),
        (
            norm("{may: date, after: illness, early: counts}"),
            "agreements.home.clauses.c.norm[0].early",
            "key `early` does not belong here",
        ),
        (
            norm("{may: date, at_most: -2, per: month}"),
            "agreements.home.clauses.c.norm[0].at_most",
            "`-2` is below zero",
        ),
        (
            norm("{may: date, at_most: 0, per: month}"),
            "agreements.home.clauses.c.norm[0].at_most",
            "`at_most: 0` permits nothing",
        ),
        (
            norm("{may: date, at_most: 2}"),
            "agreements.home.clauses.c.norm[0].at_most",
            "`at_most` and `per` need each other",
        ),
        (
            norm("{may: date, only_if: {told: ben, yes_from: ben}}"),
            "agreements.home.clauses.c.norm[0].only_if",
            "`yes_from` and `told` stand side by side",
        ),
        (
            norm("{may: date, only_if: {tld: ben}}"),
            "agreements.home.clauses.c.norm[0].only_if",
            "these keys say no condition",
        ),
        (
            norm("{may: date, only_if: {kept: home.c, broken: home.c}}"),
            "agreements.home.clauses.c.norm[0].only_if",
            "`kept` and `broken` stand side by side",
        ),
        (
            norm("{may: date, only_if: {told: ben, broken: home.c}}"),
            "agreements.home.clauses.c.norm[0].only_if",
            "`told` and `broken` stand side by side",
        ),
        (
            norm("{may: date, only_if: {broken: home.c, who: ben}}"),
            "agreements.home.clauses.c.norm[0].only_if.who",
            "unknown key `who`",
        ),
        (
            norm("{may: date, only_if: {told: []}}"),
            "agreements.home.clauses.c.norm[0].only_if.told",
            "nobody is named here",
        ),
        (
            norm("{may: date, with: ana and ben}"),
            "agreements.home.clauses.c.norm[0].with",
            "`ana and ben` is one text, not a list",
        ),
        (
            norm("{may: date, clock: breach}"),
            "agreements.home.clauses.c.norm[0]",
            "`clock` belongs to a step under `if_broken`",
        ),
        ("people:", "people", "nothing is written here"),
        ("values: []", "values", "a list stands where a map belongs"),
        ("events: {at: 2025-01-01, act: date, a: 1}", "events[0].a", "unknown key `a`"),
        ("events: a", "events", "`a` stands where keys such as `at`, `act` belong"),
        ("terms: {a: {kind: verb}}", "terms.a.kind", "`verb` is not one of the words for this"),
        (
            "terms: {a: {kind: act, kind_of: b}, b: {kind: act, kind_of: a}}",
            "terms.a.kind_of",
            "`a` is a kind of itself, by way of `b`",
        ),
        ("terms: {ana: {kind: act}}", "terms.ana", "`ana` is already a person"),
        ("terms: {home: {kind: act}}", "terms.home", "`home` is already a word for a place"),
        ("events: [{at: 2025-02-30, act: date}]", "events[0].at", "`2025-02-30` is not a day"),
        ("events: [{at: 2025-01-01, act: dat}]", "events[0].act", "unknown word `dat`"),
        (
            "events: [{at: 2025-01-01T10:00, act: date}, {at: 2025-01-01T10:00Z, act: date}]",
            "events[1].at",
            "a time with an offset, where `events[0].at` is without one",
        ),
        ("timezone: Europe/Lisbonn", "timezone", "`Europe/Lisbonn` is not a known time zone"),
        ("boundaries: {b: {holder: ana}}", "boundaries.b", "`says` is missing"),
    ],
)
def test_what_cannot_be_meant_is_refused(body, path, message):
    head = HEAD if not body.startswith("people") else "polyagree: 1\n"

    fault = faults_of(body, head=head)[0]

    assert fault.message.startswith(message)
    assert dotted(fault.path).startswith(path)
    assert fault.line is not None


@pytest.mark.parametrize(
    ("written", "near"), [("brokn", "broken"), ("kep", "kept"), ("pausd", "paused")]
)
def test_a_misspelt_standing_is_met_with_the_nearest(written, near):
    fault = fault_of(norm(f"{{may: date, only_if: {{{written}: home.c}}}}"))

    assert (fault.code, fault.message) == ("DOC004", "these keys say no condition")
    assert fault.help == f"did you mean `{near}`?"


@pytest.mark.parametrize(
    ("written", "message", "help"),
    [
        ("erly: counts", "unknown key `erly`", "did you mean `early`?"),
        ("lte: owed", "unknown key `lte`", "did you mean `late`?"),
        ("early: count", "`count` is not one of the words for this", "did you mean `counts`?"),
        ("late: owd", "`owd` is not one of the words for this", "did you mean `owed`?"),
        ("late: later", "`later` is not one of the words for this", "write `owed`, `dropped`"),
    ],
)
def test_what_is_misspelt_about_early_and_late_is_met_with_the_nearest(written, message, help):
    fault = fault_of(norm(f"{{must: tell, after: date, within: 24h, {written}}}"))

    assert (fault.message, fault.help) == (message, help)


@pytest.mark.parametrize(
    "written",
    [
        "after: [date], within: 1h, early: counts",
        "within: 1 moon, late: owed",
        "every: mnoth, late: owed",
        "for: ever, late: dropped",
        "every: mnoth, during: travel, late: owed",
        "after: date, every: mnoth, during: travel, early: waits",
    ],
)
def test_what_early_and_late_need_is_not_missed_where_it_cannot_be_read(written):
    fault = fault_of(norm(f"{{must: tell, {written}}}"))

    assert not {"early", "late"} & {*fault.path}


def test_a_clause_that_nobody_knows_is_pointed_at():
    fault = fault_of(norm("{may: date, until: {any: [travel, {broken: home.d}]}}"))

    assert (fault.code, fault.message) == ("DOC003", "unknown clause `home.d`")
    assert fault.help == "did you mean `home.c`?"
    assert dotted(fault.path) == "agreements.home.clauses.c.norm[0].until.any[1].broken"
    assert (fault.line, fault.column, fault.end_column) == (3, 114, 120)


@pytest.mark.parametrize("written", ["", "[home.c]", "{norm: home.c}"])
@pytest.mark.parametrize("body", ["{may: date, during: BODY}", "[{may: date, during: BODY}]"])
def test_what_is_no_name_of_a_clause_is_one_fault(body, written):
    fault = fault_of(norm(body.replace("BODY", f"{{paused: {written}}}")))

    assert fault.code == "DOC004"
    assert dotted(fault.path) == "agreements.home.clauses.c.norm[0].during.paused"


def test_a_month_as_a_window_is_met_with_both_readings():
    fault = fault_of(norm("{may: date, at_most: 2, per: 1 month}"))

    assert "`month`" in fault.help
    assert "`30 days`" in fault.help


def test_times_with_an_offset_are_refused_beside_those_without_whatever_the_zone():
    body = "timezone: Europe/Lisbon\nevents: [{at: 2025-01-01T10:00, act: date}, {at: 2025-01-01T10:00Z, act: date}]\n"

    assert fault_of(body).path == ("events", 1, "at")


WRONG = {"a list": [["x"]], "a map": {"x": {"y": ["z"]}}, "nothing": None, "a flag": True}


def _paths(tree, path=()):
    """Yield the path of every value in *tree*."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))


def _with(tree, path, value):
    made = dict(tree) if isinstance(tree, dict) else list(tree)
    made[path[0]] = value if len(path) == 1 else _with(made[path[0]], path[1:], value)
    return made


def _sample(request):
    import json

    path = request.path.parent.parent / "data" / "sample.yaml"
    return json.loads(dumps(load(path), format="json"))


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_type_anywhere_is_a_placed_fault(wrong, request):
    import json

    sample = _sample(request)
    for path in _paths(sample):
        text = json.dumps(_with(sample, path, wrong))
        with pytest.raises(DocumentError) as caught:
            loads(text, format="json")

        for fault in caught.value.faults:
            assert fault.line is not None, (path, fault)
            assert not re.search(r"\b(dict|NoneType|str|int|list object)\b", fault.message), fault


def test_an_unknown_key_anywhere_is_a_fault(request):
    import json

    sample = _sample(request)
    maps = ["people", "groups", "relationships", "terms", "values", "agreements", "boundaries"]
    for path in _paths(sample):
        node = sample
        for step in path:
            node = node[step]
        if not isinstance(node, dict) or (len(path) == 1 and path[0] in maps):
            continue
        if path[-1:] == ("clauses",):
            continue  # where any key is a clause, and any sentence one that has only that
        text = json.dumps(_with(sample, path, {**node, "surprising": "x"}))
        with pytest.raises(DocumentError) as caught:
            loads(text, format="json")

        assert any("surprising" in str(fault.path) for fault in caught.value.faults), path


def test_a_key_of_one_letter_explains_nothing():
    faults = faults_of("agreements: {home: {parties: [ana, ana], a: 1, clauses: {}}}\n")

    assert [fault.message for fault in faults] == [
        "`ana` is named twice in `home`",
        "unknown key `a`",
    ]


def test_a_stray_key_makes_nobody_known():
    faults = faults_of("groups: {g: {members: [carl], kind: household, carl: 1}}\n")

    assert {fault.message for fault in faults} == {"unknown person `carl`", "unknown key `carl`"}


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        (
            "agreements: {h: {parties: [ana], clauses: {c: {says: x, norm: {must: tlak}}}}}",
            ["`h` has one party", "unknown word `tlak`"],
        ),
        ("groups: {g: {members: [anna]}}", ["`kind` is missing", "unknown person `anna`"]),
        (
            "events: [{who: anna, act: date}]",
            ["`at` is missing", "unknown person `anna`"],
        ),
    ],
)
def test_one_fault_hides_no_other_in_its_record(body, messages):
    assert [fault.message for fault in faults_of(body)] == messages


@pytest.mark.parametrize(
    "body",
    [
        "agreements: {h: {parties: [[bo], ana]}}",
        "agreements: {h: {partys: [ana, ben]}}",
        "agreements: {h: {parties: [null, ana]}}",
        "people: {ana: {nam: Ana}, ben: Ben}",
    ],
)
def test_no_fault_is_made_up_by_leaving_another_out(body):
    head = HEAD if not body.startswith("people") else "polyagree: 1\n"

    assert len(faults_of(body + "\n", head=head)) == 1


def test_an_id_may_be_a_word_of_the_format():
    body = "agreements: {events: {parties: [ana, ben], clauses: {norm: {says: x, nrom: 1}}}}\n"

    assert dotted(fault_of(body).path) == "agreements.events.clauses.norm.nrom"


def test_the_place_of_a_number_with_too_many_digits_is_told():
    text = '{"polyagree": 1,\n"people": {"ana": ' + "9" * 5000 + "}}"

    (fault,) = faults_of(text, head="", format="json")

    assert (fault.line, fault.column) == (2, 19)


def test_an_unknown_act_in_a_matrix_is_pointed_at():
    body = "matrices: {m: {people: [ana], scale: [no, yes], comfort: {kissin: {ana: yes}}}}\n"

    fault = fault_of(body)

    assert dotted(fault.path) == "matrices.m.comfort.kissin"
    assert (fault.line, fault.column, fault.end_column) == (3, 59, 65)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{ana: {act: talk, level: yes}}", "a map stands where one text belongs"),
        ("{ana: [yes]}", "a list stands where one text belongs"),
        ("{ana: }", "nothing is written here"),
    ],
)
def test_what_is_no_step_of_a_matrix_is_pointed_at(said: str, message: str) -> None:
    body = f"matrices: {{m: {{people: [ana], scale: [no, yes], comfort: {{kissing: {said}}}}}}}\n"

    fault = fault_of(body)

    assert fault.message == message
    assert dotted(fault.path) == "matrices.m.comfort.kissing.ana"


def test_a_row_of_a_matrix_is_a_map():
    body = "matrices: {m: {people: [ana], scale: [no, yes], comfort: {kissing: yes}}}\n"

    fault = fault_of(body)

    assert fault.message == "`yes` stands where a map belongs"
    assert fault.help == "write `kissing: {ana: love, ben: fine}`"
    assert dotted(fault.path) == "matrices.m.comfort.kissing"


def test_an_unknown_answer_in_a_matrix_is_pointed_at():
    body = "matrices: {m: {people: [ana], answers: {kissing: {ana: mayb}}}}\n"

    fault = fault_of(body)

    assert fault.message == "`mayb` is not one of the words for this"
    assert fault.help == "did you mean `maybe`?"
    assert dotted(fault.path) == "matrices.m.answers.kissing.ana"


def test_an_answer_in_a_matrix_stands_under_an_act():
    fault = fault_of("matrices: {m: {people: [ana], answers: {kissing: yes}}}\n")

    assert fault.message == "`yes` stands where a map belongs"
    assert fault.help == "write `kissing: {ana: yes, ben: maybe}`"
    assert dotted(fault.path) == "matrices.m.answers.kissing"


def test_an_empty_list_of_people_is_asked_about():
    fault = fault_of(norm("{may: date, with: []}"))

    assert fault.message == "nobody is named here"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("groups: {g: {kind: household, members: 'ana, ben'}}", "ana, ben"),
        ("relationships: {r: {between: ana and ben, kind: dating}}", "ana and ben"),
        ("agreements: {home: {parties: ana & ben}}", "ana & ben"),
        ("agreements: {home: {parties: 'ana,ben'}}", "ana,ben"),
        ("events: [{at: 2025-01-01, act: date, who: ana + ben}]", "ana + ben"),
        ("boundaries: {b: {holder: ana, says: x, visible_to: 'ana, ben'}}", "ana, ben"),
    ],
)
def test_a_list_that_is_written_as_one_text_is_told_so(body, text):
    (fault,) = faults_of(f"{body}\n")

    assert fault.message == f"`{text}` is one text, not a list"
    assert fault.help == "write `[ana, ben]`"


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("Ben", "did you mean `ben`?"),
        ("both", "did you mean `all parties`?"),
        ("both of us", "did you mean `all parties`?"),
        ("each other", "did you mean `other parties`?"),
        ("Everyone", "did you mean `anyone`?"),
        ("other partys", "did you mean `other parties`?"),
    ],
)
def test_people_are_written_in_the_way_people_write_them(written, help):
    fault = fault_of(norm(f"{{must: talk, with: {written}, within: 1 day, after: date}}"))

    assert fault.help == help


def test_words_behind_a_hash_are_no_comment():
    text = "agreements: {home: {parties: [ana, ben], clauses: {c: {TEXT}}}}\n"
    block = "values:\n  calm: You are my #1 of all.\n"

    fault = fault_of(block)

    assert fault.message == "a `#` cuts the text off here: for YAML, what follows is a comment"
    assert fault.path == ("values", "calm")
    assert fault.help.startswith("put quotes around the text")
    # Nobody takes these for words.
    for fine in ("calm: We rest. # said in May", "calm: rest #said", "calm: 'We #rest'"):
        assert loads(f"polyagree: 1\nvalues:\n  {fine}\n").value("calm")
    flow = faults_of(text.replace("TEXT", "says: We are #1 to each other."))
    assert "` #`" in flow[0].help


def test_a_list_of_no_norms_does_not_say_whether_anything_binds():
    fault = fault_of(norm("[]"))

    assert (fault.message, fault.help) == (
        "nothing is written here",
        "write `none` if nothing binds",
    )
