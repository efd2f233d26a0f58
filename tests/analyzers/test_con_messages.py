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


def document(*clauses: str) -> str:
    """Return a document with *clauses*, each in an agreement between Ana and somebody."""
    people = ("ben", "caro", "dana")
    lines = [
        f"  with-{other}: {{parties: [ana, {other}], clauses: {{c: {{says: x, norm: {clause}}}}}}}"
        for other, clause in zip(people, clauses, strict=False)
    ]
    return "\n".join(["agreements:", *lines])


WEEKLY = "{must: call, who: ana, with: ben, every: week}"
DAILY = "{must: call, who: ana, with: ben, every: day}"
NOT_ON = "{{must_not: call, who: ana, days: {}}}"


def test_it_names_every_clause_that_is_needed_and_no_other() -> None:
    days = ("[mon, tue, wed, thu]", "[fri, sat, sun]")
    text = document(WEEKLY, *(NOT_ON.format(each) for each in days))
    text += "\nboundaries: {e: {holder: ana, says: x, norm: {must_not: call, days: fri}}}"

    (finding,) = found("CON404", text)

    assert finding.message == (
        "`ana` is to do `call` by `with-ben.c`, and no time is left for it by"
        " `with-caro.c, with-dana.c`"
    )
    assert [each.fact for each in finding.evidence] == ["must", "must_not", "must_not"]


def test_it_says_when_only_some_days_have_no_time() -> None:
    (finding,) = found("CON404", document(DAILY, NOT_ON.format("sun")))

    assert "and on some days no time is left for it" in finding.message


def test_it_says_how_much_time_there_is_and_how_much_is_asked_for() -> None:
    share = "{{must: time-together, who: ana, with: {}, at_least: 90h, per: week}}"

    (finding,) = found("CON404", document(share.format("ben"), share.format("caro")))

    assert finding.message == (
        "`ana` has 168h in a week for what takes 180h by `with-ben.c, with-caro.c`"
    )


def test_two_places_are_told_at_the_same_clause_in_any_order() -> None:
    here = (
        "{must: date, who: ana, with: ben, every: week, days: thu, hours: 19:00-22:00, where: home}"
    )
    there = "{must: date, who: ana, with: caro, every: week, days: thu, hours: 19:00-22:00, where: away}"
    one, other = document(here, there), document(here, there).splitlines()
    turned = "\n".join([other[0], other[2], other[1]])

    prints = {each.fingerprint for text in (one, turned) for each in found("CON404", text)}

    assert len(prints) == 1


def test_what_is_ruled_out_at_all_times_is_said_once() -> None:
    ban = "{must_not: call, who: ana, with: ben}"

    findings = found("CON4", document(WEEKLY, ban, NOT_ON.format("mon")))

    assert [each.code for each in findings] == ["CON401"]
