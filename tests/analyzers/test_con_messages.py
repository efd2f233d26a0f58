"""What the analyzers of consistency say, in which words, and what they rest it on."""

from __future__ import annotations

from polyagree.analyzers.base import Example
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.finding import Finding


def found(code: str, text: str) -> tuple[Finding, ...]:
    return check(loads(Example("a document", text).document()), select=[code]).findings


TELLING = """
agreements:
  with-ben:
    parties: [ana, ben]
    clauses:
      telling: {says: Who., norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, details: {required: [who, feelings]}}}
  with-caro:
    parties: [ana, caro]
    clauses:
      ours: {says: What we feel is ours., norm: {may: tell, to: outsiders, after: {act: date, with: caro}, details: {kept_private: [feelings]}}}
"""


def test_it_says_who_stands_between_whom_and_what_it_is() -> None:
    (finding,) = found("CON405", TELLING)

    assert finding.message == (
        "`ana` is to tell `ben` of `feelings`, and keeps it private with `caro`"
    )


def test_both_clauses_are_the_evidence() -> None:
    (finding,) = found("CON405", TELLING)

    assert [(each.path, each.fact) for each in finding.evidence] == [
        ("agreements.with-ben.clauses.telling.norm[0]", "told"),
        ("agreements.with-caro.clauses.ours.norm[0]", "kept private"),
    ]


def test_without_another_person_it_names_the_other_clause() -> None:
    text = """
    agreements:
      a:
        parties: [ana, ben]
        clauses:
          who: {says: Who., norm: {must: tell, who: ana, to: ben, after: {act: date, with: outsiders}, details: {required: [who]}}}
          not-who: {says: Not who., norm: {may: tell, who: ana, to: ben, after: {act: date, with: outsiders}, details: {kept_private: [who]}}}
    """

    (finding,) = found("CON405", text)

    assert finding.message == (
        "`ana` is to tell `ben` of `who`, and keeps it private by `a.not-who`"
    )


def test_what_another_analyzer_says_of_the_same_duty_is_taken_in() -> None:
    text = """
    agreements:
      with-ben:
        parties: [ana, ben]
        clauses:
          c: {says: All of it., norm: {must: tell, who: ana, to: ben, about: {act: date, with: caro}}}
      with-caro:
        parties: [ana, caro]
        clauses:
          c: {says: Nothing., norm: {must_not: tell, who: ana, to: outsiders, about: {act: date, with: caro}}}
    """

    findings = found("CON4", text)

    assert [each.code for each in findings] == ["CON405"]
    assert findings[0].evidence[-1].fact == "CON401"
