"""A gate is a gate, however people spell it."""

from __future__ import annotations

import pytest

from polyagree.analyzers.base import Example
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.finding import Finding

CLAUSE = """\
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c: {{says: As it is said., norm: {norm}}}
"""

APPROVAL = [
    "{may: date, who: ana, with: outsiders, only_if: {yes_from: ben}}",
    "{must_not: date, who: ana, with: outsiders, unless: {yes_from: ben}}",
    "{must_not: date, who: ana, with: outsiders, until: {yes_from: ben}}",
    "{must: ask, who: ana, to: ben, before: {act: date, with: outsiders}}",
    "{may: date, who: ana, with: outsiders, only_if: {done: {act: say-yes, who: ben}}}",
    "{may: date, who: ana, with: outsiders, only_if: {act: say-yes, who: ben}}",
    "{may: date, who: ana, with: outsiders, only_if: {not: {not: {yes_from: ben}}}}",
    "{may: date, who: ana, with: outsiders, from: {yes_from: ben}}",
    "{power: approve, who: ben, over: {act: date, who: ana, with: outsiders}}",
]
NO_OBJECTION = [
    "{may: date, who: ana, with: outsiders, only_if: {unopposed_by: ben}}",
    "{must_not: date, who: ana, with: outsiders, unless: {unopposed_by: ben}}",
    "{may: date, who: ana, with: outsiders, unless: {act: say-no, who: ben}}",
    "{may: date, who: ana, with: outsiders, only_if: {not: {done: {act: object, who: ben}}}}",
    "{must_not: date, who: ana, with: outsiders, after: {act: say-no, who: ben}}",
]
NOTICE = [
    "{may: date, who: ana, with: outsiders, only_if: {told: ben}}",
    "{must_not: date, who: ana, with: outsiders, unless: {told: ben}}",
    "{must: tell, who: ana, to: ben, before: {act: date, with: outsiders}}",
    "{must: message, who: ana, to: ben, before: {act: date, with: outsiders}}",
    "{may: date, who: ana, with: outsiders, only_if: {done: {act: tell, to: ben}}}",
]
TALK = [
    "{may: date, who: ana, with: outsiders, only_if: {talked_with: ben}}",
    "{must_not: date, who: ana, with: outsiders, unless: {talked_with: ben}}",
    "{must: consult, who: ana, with: ben, before: {act: date, with: outsiders}}",
    "{may: date, who: ana, with: outsiders, only_if: {done: {act: talk, with: ben}}}",
]


def found(norm: str) -> tuple[Finding, ...]:
    document = Example("one clause", CLAUSE.format(norm=norm)).document()
    return check(
        loads(document, format="yaml"), select=["PER101", "PER103", "PER105", "PER109"]
    ).findings


def told(norm: str) -> list[object]:
    return [
        (each.code, each.severity, each.message, [evidence.fact for evidence in each.evidence])
        for each in found(norm)
    ]


@pytest.mark.parametrize("norm", APPROVAL)
def test_every_spelling_of_an_approval_says_the_same(norm: str) -> None:
    message = "`date` waits for a yes from `ben`"

    assert told(norm) == [("PER101", "concern", message, ["PER109"])]


@pytest.mark.parametrize("norm", NO_OBJECTION)
def test_every_spelling_of_an_objection_says_the_same(norm: str) -> None:
    message = "`date` waits for no objection from `ben`"

    assert told(norm) == [("PER101", "concern", message, ["PER109"])]


@pytest.mark.parametrize("norm", NOTICE)
def test_every_spelling_of_a_notice_says_the_same(norm: str) -> None:
    assert told(norm) == told(NOTICE[0])
    assert [each.code for each in found(norm)] == ["PER103", "PER109"]


@pytest.mark.parametrize("norm", TALK)
def test_every_spelling_of_a_talk_says_the_same(norm: str) -> None:
    assert told(norm) == told(TALK[0])
    assert [each.code for each in found(norm)] == ["PER103", "PER109"]


@pytest.mark.parametrize("spelling", APPROVAL)
def test_every_spelling_reaches_the_third_person(spelling: str) -> None:
    codes = [each.code for each in found(spelling.replace("outsiders", "caro"))]

    assert sorted(codes) == ["PER101", "PER105"]


@pytest.mark.parametrize("norm", [*APPROVAL, *NO_OBJECTION])
def test_a_word_in_the_moment_is_told_where_it_is_asked_for_each_time(norm: str) -> None:
    document = Example("one clause", CLAUSE.format(norm=norm)).document()
    findings = check(loads(document, format="yaml"), select=["PER111"]).findings

    # Once and for all, or for good after a no: nobody is asked in the moment.
    is_once = any(each in norm for each in (" from: ", " until: ", " after: "))
    assert len(findings) == (0 if is_once else 1)
