"""What nobody could keep together: what is said of it, and in which time it is looked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib import import_module

import pytest

from polyagree.analyzers.base import Example
from polyagree.analyzers.context import Context
from polyagree.analyzers.registry import get
from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.consistency import Conflict, Consistent, Inconsistent, Member, Unknown, Unsettled
from polyagree.errors import DoesNotReplay, InvalidTime
from polyagree.finding import Finding
from polyagree.model import PersonId, Polycule
from polyagree.source import Path

SPAN = {"on": dt.date(2025, 1, 1), "horizon": dt.date(2025, 3, 1)}
TEXT = """
agreements:
  a:
    parties: [ana, ben]
    clauses:
      c: {says: One., norm: {must: call, who: ana, with: ben, every: week}}
      d: {says: Two., norm: {must: visit, who: ana, every: week}}
      e: {says: Three., norm: {must_not: call, who: ana, with: ben}}
"""


def document(text: str = TEXT) -> Polycule:
    return loads(Example("a document", text).document(), format="yaml")


def path(clause: str) -> Path:
    return ("agreements", "a", "clauses", clause, "norm", 0)


def conflict(*clauses: str, situation: tuple[str, ...] = ()) -> Conflict:
    norms = {clause.id: clause.norms[0] for clause in document().agreements[0].clauses}
    members = tuple(
        Member(path=path(each), clause=f"a.{each}", norm=norms[each]) for each in clauses
    )
    return Conflict(kind="joint", members=members, people=(PersonId("ana"),), situation=situation)


def late(*clauses: str, lacks: str = "time") -> tuple[Unsettled, ...]:
    return tuple(
        Unsettled(why="x", path=path(each), clause=f"a.{each}", lacks=lacks)  # type: ignore[arg-type]  # one of two words
        for each in clauses
    )


def given(monkeypatch: pytest.MonkeyPatch, verdict: object, *codes: str) -> tuple[Finding, ...]:
    """Return what is found where the answer is *verdict*."""
    monkeypatch.setattr(Context, "verdict", verdict)
    return check(document(), select=codes or ("CON406", "CON409")).findings


def seen(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(each.code, each.anchor) for each in findings]


# A set


def test_a_set_is_told_once_at_its_first_member(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Inconsistent(**SPAN, conflicts=(conflict("c", "d"),))

    (finding,) = given(monkeypatch, verdict)

    assert seen([finding]) == [("CON406", "agreements.a.clauses.c.norm[must call]")]
    assert finding.message == "`a.c, a.d` cannot all be kept by `ana`"


def test_every_member_is_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Inconsistent(**SPAN, conflicts=(conflict("d", "e"),))

    (finding,) = given(monkeypatch, verdict)

    assert [(each.fact, each.value) for each in finding.evidence] == [
        ("must", "visit"),
        ("must_not", "call"),
    ]
    assert all(each.span is not None for each in finding.evidence)


def test_one_that_cannot_be_kept_by_itself_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Inconsistent(**SPAN, conflicts=(conflict("d"),))

    (finding,) = given(monkeypatch, verdict)

    assert finding.message == "`a.d` cannot be kept by `ana`, whatever else was agreed"


def test_what_a_simpler_analyzer_says_is_not_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Inconsistent(**SPAN, conflicts=(conflict("c", "e"), conflict("c", "d")))

    findings = given(monkeypatch, verdict, "CON4")

    assert [each.code for each in findings] == ["CON401", "CON406"]
    assert findings[1].message == "`a.c, a.d` cannot all be kept by `ana`"


def test_a_place_that_does_not_stand_there_any_more_is_told_by_its_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = Member(
        path=("agreements", "a", "was"), clause="a.was", norm=conflict("c").members[0].norm
    )
    verdict = Inconsistent(**SPAN, conflicts=(Conflict(kind="joint", members=(gone,)),))

    (finding,) = given(monkeypatch, verdict)

    assert finding.path == ("agreements", "a", "was")


# A situation


def test_a_situation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Consistent(**SPAN, conditional=(conflict("c", "d", situation=("ill", "busy")),))

    (finding,) = given(monkeypatch, verdict)

    assert (finding.code, finding.severity) == ("CON409", "question")
    assert finding.message == (
        "when it comes to `busy, ill`, `a.c, a.d` cannot all be kept by `ana`"
    )


@pytest.mark.parametrize("kind", [Inconsistent, Unknown])
def test_a_situation_is_told_beside_whatever_else(
    kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"conflicts": ()} if kind is Inconsistent else {"unsettled": ()}
    verdict = kind(**SPAN, **more, conditional=(conflict("c", "d", situation=("ill",)),))

    assert [each.code for each in given(monkeypatch, verdict)] == ["CON409"]


def test_what_is_so_in_a_situation_is_not_said_where_it_is_so_anyway(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdict = Consistent(**SPAN, conditional=(conflict("c", "e", situation=("ill",)),))

    assert given(monkeypatch, verdict) == ()


# Time


def test_what_was_left_when_the_time_was_over_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Unknown(**SPAN, unsettled=late("c", "d"))

    (finding,) = given(monkeypatch, verdict)

    assert (finding.code, finding.severity) == ("CON406", "note")
    assert finding.message == (
        "the time was over before it was seen whether `a.c` and 1 more can be kept"
    )
    assert [each.value for each in finding.evidence] == ["a.c", "a.d"]


def test_it_is_told_beside_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Inconsistent(**SPAN, conflicts=(conflict("c", "d"),), unsettled=late("e"))

    findings = given(monkeypatch, verdict)

    assert [each.severity for each in findings] == ["concern", "note"]


def test_a_solver_that_is_not_installed_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Unknown(**SPAN, unsettled=late("c", lacks="solver"))

    (finding,) = given(monkeypatch, verdict)

    assert finding.message == "whether `a.c` can be kept is a matter of counts and choices"
    assert "polyagree[solver]" in finding.help


def test_what_only_a_record_would_show_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Unknown(**SPAN, unsettled=(Unsettled(why="x", path=path("c"), clause="a.c"),))

    assert given(monkeypatch, verdict) == ()


def test_of_many_that_were_left_some_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Unknown(**SPAN, unsettled=late(*("c", "d", "e") * 10))

    (finding,) = given(monkeypatch, verdict)

    assert len(finding.evidence) == 8


def test_what_is_open_of_the_whole_is_told_at_the_first_norm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdict = Unknown(**SPAN, unsettled=(Unsettled(why="x", lacks="time"),))

    (finding,) = given(monkeypatch, verdict)

    assert (finding.path, finding.severity) == (path("c"), "note")
    assert finding.message == "the time was over before it was seen which clauses bear on which"


def bad() -> Polycule:
    return loads(get("CON406").bad.document(), format="yaml")


def test_without_time_nothing_is_looked_for() -> None:
    assert check(bad(), select="CON406", solver_seconds=0).findings == ()


def test_with_hardly_any_time_a_note_says_what_was_left() -> None:
    (finding,) = check(bad(), select="CON406", solver_seconds=1e-9).findings

    assert finding.severity == "note"


def test_with_enough_time_it_does_not_matter_how_much() -> None:
    some, more = (check(bad(), solver_seconds=seconds) for seconds in (300, float("inf")))

    assert some == more


@pytest.mark.parametrize("seconds", [-1, -0.1, float("nan"), "5", []])
def test_what_is_no_time_is_refused(seconds: object) -> None:
    with pytest.raises(InvalidTime, match="is not a number of seconds"):
        check(bad(), solver_seconds=seconds)  # type: ignore[arg-type]  # what somebody may write


def test_a_contradiction_of_our_own_is_a_note_and_hides_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def contradicts(*_: object, **__: object) -> None:
        raise DoesNotReplay("the replay says of `a.c`: missed")

    # The package has a function of the same name as the module.
    monkeypatch.setattr(import_module("polyagree.consistency.solve"), "solve", contradicts)

    findings = check(document(), select="CON4").findings

    assert [(each.code, each.severity) for each in findings] == [
        ("CON401", "concern"),
        ("CON406", "note"),
    ]
    assert "contradicts itself: the replay says of `a.c`: missed" in findings[1].message
