"""Clauses that have only words are read, and their findings say so."""

from __future__ import annotations

import cProfile
import datetime as dt
import json
import pstats
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import polyagree.text.readers as engine
from polyagree.analyzers.context import Context
from polyagree.analyzers.naming import name_words, names_in, phrases_in
from polyagree.analyzers.readings import DOUBT, SURE
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import DocumentError
from polyagree.finding import Finding
from polyagree.model import Polycule
from polyagree.text import OURS, Reading, draft, reader, seconded

PEOPLE = "polyagree: 1\npeople: {ana: Ana, ben: Ben}\n"


def document(*clauses: str) -> Polycule:
    lines = "".join(f"      c{number}: {clause}\n" for number, clause in enumerate(clauses))
    return loads(
        f"{PEOPLE}agreements:\n  a:\n    parties: [ana, ben]\n    clauses:\n{lines}", format="yaml"
    )


def only(polycule: Polycule, code: str) -> Finding:
    (found,) = check(polycule, select=[code]).findings
    return found


def rests_on_words(finding: Finding) -> bool:
    return "says" in finding.path or finding.message.startswith(("as it ", "reads", "may read"))


@pytest.fixture
def sentences(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read, in its order."""
    seen: list[str] = []
    read = engine.read

    def counting(sentence: str, **options: Any) -> Reading:
        seen.append(sentence)
        return read(sentence, **options)

    monkeypatch.setattr(engine, "read", counting)
    return seen


def read_as(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> None:
    """Let every sentence be read as these fields say."""
    monkeypatch.setattr(engine, "read", lambda sentence, **_: Reading(text=sentence, **fields))


ASK = "{says: Nobody stays over without my okay.}"
ASK_DECLARED = (
    "{says: Nobody stays over without my okay., norm: {must_not: overnight, with: outsiders,"
    " unless: {yes_from: other parties}}}"
)


def test_what_was_read_weighs_one_severity_less_than_what_is_declared() -> None:
    assert only(document(ASK_DECLARED), "PER101").severity == "concern"
    assert only(document(ASK), "PER101").severity == "question"


BANS = ("{says: Nobody stays over without my okay.}", "{says: At most two late nights a month.}")
VETO = "{says: Either of us can veto a new relationship.}"
FORBIDDEN = ("{says: x, norm: {must_not: host}}", "{says: y, norm: {must_not: travel}}")


@pytest.mark.parametrize(
    ("code", "clauses", "sentence"),
    [
        ("VAL504", BANS, "all 2 norms of `a` restrict"),
        ("VAL504", (FORBIDDEN[0], BANS[0]), "all 2 norms of `a` restrict"),
        ("VAL508", (*BANS, VETO), "`a` has 3 restrictions"),
        ("VAL508", (*FORBIDDEN, BANS[0]), "`a` has 3 restrictions"),
    ],
)
def test_what_counts_clauses_as_they_read_says_so_and_shows_which(
    code: str, clauses: tuple[str, ...], sentence: str
) -> None:
    found = only(document(*clauses), code)
    read = [each for each in found.evidence if each.fact == "reads like a restriction"]
    in_words = [
        (f"agreements.a.clauses.c{number}.says", clause.removeprefix("{says: ").removesuffix("}"))
        for number, clause in enumerate(clauses)
        if "norm" not in clause
    ]

    assert re.match(rf"as it (may )?reads?, {sentence}", found.message)
    assert [(each.path, each.value) for each in read] == in_words


@pytest.mark.parametrize("code", ["VAL504", "VAL508"])
def test_where_one_of_those_counted_is_unsure_all_of_it_is(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(monkeypatch, kind="mutual_limit", confidence=0.55, kind_confidence=0.9)
    found = only(document(*FORBIDDEN, BANS[0]), code)

    assert found.message.startswith("as it may read, ")


def test_what_is_declared_counts_before_what_reads_alike() -> None:
    declared = (*FORBIDDEN, "{says: z, norm: {must_not: call}}")
    found = only(document(*declared, BANS[0]), "VAL508")

    assert found.message.startswith("`a` has 3 restrictions")
    assert {each.fact for each in found.evidence} == {"restriction"}


def test_a_message_says_that_it_was_read_and_by_which_words() -> None:
    found = only(document(ASK), "PER101")

    assert found.message == "reads like an approval: `without my okay`"
    assert [(each.fact, each.value) for each in found.evidence] == [("approval", "without my okay")]


def test_the_finding_stands_at_the_words() -> None:
    found = only(document(ASK), "PER101")

    assert found.path == ("agreements", "a", "clauses", "c0", "says")
    assert found.span is not None
    assert found.anchor == "agreements.a.clauses.c0.says"


def test_below_the_stated_confidence_it_may_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, kind="permission_rule", permission=True, confidence=SURE - 0.01)

    assert only(document("{says: As it is.}"), "PER101").message.startswith("may read like")


def test_from_the_stated_confidence_on_it_reads_so(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, kind="permission_rule", permission=True, confidence=SURE)

    assert only(document("{says: As it is.}"), "PER101").message.startswith("reads like")


def test_nothing_is_made_of_a_kind_that_was_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as(monkeypatch, kind="mutual_limit", confidence=DOUBT - 0.01)

    assert check(document("{says: As it is.}"), select=["BRK", "VAL"]).findings == ()


@pytest.mark.parametrize("norm", ["none", "{must: test, every: 3 months}"])
def test_a_declared_clause_is_not_read(sentences: list[str], norm: str) -> None:
    check(document(f"{{says: Nobody stays over without my okay., norm: {norm}}}"))

    assert sentences == []


def test_a_sentence_is_read_once_however_many_look_at_it(sentences: list[str]) -> None:
    check(document(ASK, "{says: At most two late nights a month.}"))

    assert sentences == ["Nobody stays over without my okay.", "At most two late nights a month."]


def test_nothing_is_read_where_nobody_looks_at_words(sentences: list[str]) -> None:
    check(document(ASK), select=["CON", "DRF", "REP"])

    assert sentences == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80).filter(str.strip))
def test_no_sentence_makes_a_concern(says: str) -> None:
    try:
        polycule = document(f"{{says: {json.dumps(says)}}}")
    except DocumentError:
        return

    found = check(polycule, ignore=["UND604"]).findings
    assert [each for each in found if each.severity == "concern"] == []


@pytest.mark.parametrize(
    "says",
    [
        "Nobody stays over without my okay.",
        "Either of us can veto a new relationship.",
        "Tell me before you go on a date.",
        "At most two late nights a month.",
        "Ben may read Ana's messages.",
        "Big purchases wait for a yes from the other.",
    ],
)
def test_a_message_keeps_to_the_form_of_messages(says: str) -> None:
    found = [each for each in check(document(f"{{says: {says}}}")).findings if rests_on_words(each)]

    assert found
    for each in found:
        assert "\n" not in each.message
        assert not each.message.endswith(".")
        assert not each.message[0].isupper()


def test_words_with_braces_and_lines_are_shown_as_they_are() -> None:
    found = only(
        document('{says: "Nobody, {not even} a friend, stays over\\nwithout my okay."}'), "PER101"
    )

    assert "\n" not in found.message
    assert "without my okay" in found.message


def test_a_clause_that_has_only_words_may_be_noted() -> None:
    polycule = document(
        "{says: Nobody stays over without my okay., noted: [{code: PER101, by: [ana, ben],"
        " because: the flat is small, until: 2030-01-01}]}"
    )

    assert only(polycule, "PER101").noted is not None


def test_another_sentence_under_the_same_key_is_another_finding() -> None:
    one = only(document(ASK), "PER101")
    other = only(document("{says: Nobody stays over unless I say yes.}"), "PER101")

    assert one.fingerprint == only(document(ASK), "PER101").fingerprint
    assert one.fingerprint != other.fingerprint


def test_readings_come_in_the_order_of_the_document() -> None:
    context = Context(document("{says: One.}", "{says: Two., norm: none}", "{says: Three.}"), None)

    assert [each.name for each in context.readings()] == ["c0", "c2"]


def test_what_was_read_changes_nothing_about_what_can_be_kept_together() -> None:
    clauses = ("{says: Nobody smokes., norm: {must_not: smoke}}", "{says: We smoke every Sunday.}")

    assert check(document(*clauses), select=["CON"], on=dt.date(2025, 1, 1)).findings == ()


# Names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ana tells Ben.", {"ana", "ben"}),
        ("Ana's week", {"ana"}),
        ("Mary-Ann and Ben", {"mary-ann", "ben"}),
        ("We will be on time.", set()),
        ("Will is on time.", {"will"}),
        ("One of us is late.", set()),
        ("Nobody is late.", set()),
    ],
)
def test_names_are_looked_for_among_the_words(text: str, found: set[str]) -> None:
    names = name_words(["Ana", "Ben", "Mary-Ann", "Will", "One", "Dora Dey"])

    assert names_in(text, names) == found


def test_a_name_of_two_words_is_known_by_either() -> None:
    assert names_in("Dora and dey", name_words(["Dora Dey"])) == {"dora", "dey"}


def test_the_words_of_a_description_are_no_names() -> None:
    names = name_words(["one of us, whom the text does not name", "Ana Maria de la Cruz"])

    assert names_in("Ben must not feel jealous of us.", names) == set()


def test_a_feeling_is_found_where_nobody_has_a_name() -> None:
    page = draft("# Ours\n\n- You must not be jealous.\n- We tell each other about dates.\n")

    assert [each.code for each in check(page, select=["VAL509"]).findings] == ["VAL509"]


def test_phrases_are_spelt_as_ids_are() -> None:
    assert {"someone", "new", "someone-new", "with-someone-new"} <= phrases_in("With someone new.")
    assert "someone-new-we" in phrases_in("someone new, we")


# Many

SENTENCES = (
    "Nobody stays over without my okay.",
    "At most two late nights a month.",
    "We tell each other by the next evening.",
    "We look at this every quarter.",
)


def many(times: int) -> Polycule:
    """Return agreements of two people each, with sentences in which one of them is named."""
    people = ", ".join(f"n{number}: Name{number}" for number in range(2 * times))
    agreements = "".join(
        f"  a{number}: {{parties: [n{2 * number}, n{2 * number + 1}], clauses: {{"
        + ", ".join(
            f"c{at}: {{says: {said[:-1]} for Name{2 * number}.}}"
            for at, said in enumerate(SENTENCES)
        )
        + "}}\n"
        for number in range(times)
    )
    return loads(f"polyagree: 1\npeople: {{{people}}}\nagreements:\n{agreements}", format="yaml")


@pytest.mark.parametrize("family", ["PER", "BRK", "UND", "VAL"])
def test_the_work_grows_as_the_sentences_do(family: str) -> None:
    check(many(1))
    calls = []
    for times in (8, 16, 32):
        polycule = many(times)
        profile = cProfile.Profile()
        profile.runcall(check, polycule, select=[family])
        calls.append(pstats.Stats(profile).total_calls)

    assert calls[2] - calls[1] <= 2.2 * (calls[1] - calls[0])


# Other readers


def test_another_reader_is_asked_where_one_is_given():
    polycule = document("{says: The cat decides.}")
    theirs = reader(lambda _: {"kind": "permission_rule", "permission": True}, name="mine")

    assert not check(polycule, select=["PER101"]).findings
    assert check(polycule, select=["PER101"], reader=theirs).findings


def test_a_finding_says_where_two_readers_disagree():
    polycule = document("{says: Nobody moves in without the written consent of all.}")
    theirs = reader(lambda _: {"permission": False, "confidence": 0.9}, name="mine")
    (alone,) = check(polycule, select=["PER101"]).findings
    (doubted,) = check(polycule, select=["PER101"], reader=seconded(OURS, theirs)).findings

    assert alone.message.startswith("reads like")
    assert doubted.message.startswith("may read like")
    facts = [each.value for each in doubted.evidence if each.fact == "disputed"]
    assert facts == ["permission: polyagree says yes, mine says no"]


@pytest.mark.parametrize(
    ("kind", "code"), [("surveillance", "PER107"), ("prohibition_on_other", "PER104")]
)
@pytest.mark.parametrize("sure", [True, False])
def test_what_rests_on_a_kind_alone_is_found_where_the_kind_is_plain(
    monkeypatch: pytest.MonkeyPatch, kind: str, code: str, sure: bool
) -> None:
    likely = SURE if sure else SURE - 0.01
    read_as(monkeypatch, kind=kind, confidence=0.98, kind_confidence=likely)

    found = check(document("{says: As it is.}"), select=[code]).findings
    assert bool(found) is sure
