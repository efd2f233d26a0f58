"""A plan after a break, drafted from what a document says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import polyagree
from polyagree.codec import dumps, loads
from polyagree.errors import InvalidRecord, UnknownName
from polyagree.model import REPAIR_STEPS, Norm, Polycule, Repair
from polyagree.practice import grounds, plan_repair
from polyagree.timeline import repair_progress

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, dana: Dana}
relationships:
  ana-ben: {between: [ana, ben], kind: partner}
  ana-caro: {between: [ana, caro], kind: dating}
  ben-dana: {between: [ben, dana], kind: friend}
"""


def document(
    *, clause: str = "{says: x}", more: str = "", agreed: str = "", breach: str = ""
) -> Polycule:
    return loads(
        f"{HEAD}agreements:\n"
        f"  a: {{parties: [ana, ben], made: 2025-01-05{agreed}, clauses: {{c: {clause}}}}}\n"
        f"breaches: {{b: {{of: a.c, by: ana, discovered: 2025-03-01{breach}}}}}\n{more}",
        format="yaml",
    )


def norms(plan: Repair, step: str) -> list[tuple[str, str]]:
    (found,) = [each for each in plan.steps if each.step == step]
    return [(norm.modal, norm.act) for norm in found.norm]


def only(plan: Repair, step: str) -> Norm:
    (found,) = [norm for each in plan.steps if each.step == step for norm in each.norm]
    return found


def test_it_has_the_nine_steps_and_settles_nothing() -> None:
    plan = plan_repair(document(), "b")

    assert [each.step for each in plan.steps] == list(REPAIR_STEPS)
    assert all(each.done is None and each.skipped is None for each in plan.steps)
    assert (plan.of, plan.settled, plan.ended, plan.apology) == (("b",), None, None, None)


def test_what_was_agreed_to_follow_stands_in_its_step() -> None:
    polycule = document(
        agreed=(
            ", if_broken: [{must: tell, who: breaker, to: affected, within: 1 day},"
            " {must: talk, who: all parties, about: breach, within: 1 week},"
            " {must: negotiate, who: all parties}, {must: time-together, who: all parties},"
            " {must_not: date, who: breaker, for: 1 week}, {must: see-counsellor, who: all parties},"
            " {must: chores, who: breaker, every: day, for: 1 week}]"
        )
    )
    plan = plan_repair(polycule, "b")

    assert norms(plan, "debrief") == [("must", "tell"), ("must", "talk")]
    assert norms(plan, "renegotiation") == [("must", "negotiate")]
    assert norms(plan, "aftercare") == [("must", "time-together")]
    assert norms(plan, "containment") == [("must_not", "date")]
    assert norms(plan, "outside-help") == [("must", "see-counsellor")]
    assert norms(plan, "small-actions") == [("must", "chores")]


def test_what_follows_by_the_clause_comes_before_what_follows_by_the_agreement() -> None:
    polycule = document(
        clause="{says: x, if_broken: [{must: aftercare, who: all parties, within: 1 week}]}",
        agreed=", if_broken: [{must: talk, who: all parties, within: 1 week}]",
    )
    plan = plan_repair(polycule, "b")

    assert str(only(plan, "aftercare").within) == "1 week"
    assert only(plan, "debrief").within is None


def test_words_for_who_broke_it_become_names() -> None:
    step = "{must: tell, who: breaker, to: affected, about: breach}"
    norm = only(plan_repair(document(agreed=f", if_broken: [{step}]"), "b"), "debrief")

    assert [str(each) for each in (*norm.who, *norm.to, *norm.about)] == ["ana", "ben", "b"]


def test_where_nobody_says_who_broke_it_the_words_stay() -> None:
    polycule = document(agreed=", if_broken: [{must: tell, who: breaker, to: affected}]")
    unsaid = polycule.put(evolve(polycule.breach("b"), by=()))

    assert [str(each) for each in only(plan_repair(unsaid, "b"), "debrief").who] == ["breaker"]


@pytest.mark.parametrize(("nth", "is_there"), [("1", True), ("1+", True), ("2", False)])
def test_what_is_for_another_time_is_left_out(nth: str, is_there: bool) -> None:
    polycule = document(agreed=f", if_broken: [{{must_not: date, who: breaker, breach: {nth}}}]")

    assert bool(norms(plan_repair(polycule, "b"), "containment")) is is_there


@pytest.mark.parametrize(
    ("other", "is_there"),
    [
        ("by: ana, discovered: 2025-02-01", True),
        ("discovered: 2025-02-01", True),
        ("by: ana, discovered: 2025-04-01", False),
        ("by: ben, discovered: 2025-02-01", False),
        ("by: ana, date: 2025-03-02, discovered: 2025-02-01", False),
    ],
)
@pytest.mark.parametrize("comes_first", [True, False])
def test_breaches_count_by_their_days_and_for_each_by_whom(
    other: str, is_there: bool, comes_first: bool
) -> None:
    step = "{must_not: date, who: breaker, breach: 2+}"
    polycule = document(agreed=f", if_broken: [{step}]", breach=f"}}, z: {{of: a.c, {other}")
    if comes_first:
        polycule = evolve(polycule, breaches=polycule.breaches[::-1])

    assert bool(norms(plan_repair(polycule, "b"), "containment")) is is_there


def test_where_nothing_was_agreed_there_is_a_talk_without_a_deadline() -> None:
    plan = plan_repair(document(), "b")
    talk = only(plan, "debrief")

    assert (talk.act, talk.about) == ("talk", ("b",))
    assert talk.within is talk.until is None
    assert norms(plan, "dialogue") == [("must", "check-in")]


@pytest.mark.parametrize("agreed", [", review: {every: month}"])
def test_a_check_in_that_comes_round_is_not_doubled(agreed: str) -> None:
    assert norms(plan_repair(document(agreed=agreed), "b"), "dialogue") == []


def test_a_clause_that_has_people_check_in_counts_as_well() -> None:
    clause = "{says: x, norm: {must: check-in, who: all parties, every: 2 weeks}}"
    polycule = document(clause=clause)

    assert norms(plan_repair(polycule, "b"), "dialogue") == []
    assert grounds(polycule, "b").looks[0].by == dt.date(2025, 1, 19)


def test_who_is_near_is_a_partner_of_somebody_whom_it_concerns() -> None:
    found = grounds(document(), "b")

    assert (found.concerned.by, found.concerned.affected) == (("ana",), ("ben",))
    assert [(each.who, each.partner_of) for each in found.near] == [("caro", ("ana",))]


@pytest.mark.parametrize(
    ("more", "hidden"),
    [("", ("ben",)), (", visible_to: [ana, ben]", ()), (", visible_to: nobody", ("ana", "ben"))],
)
def test_it_tells_who_may_not_know_that_somebody_is_near(
    more: str, hidden: tuple[str, ...]
) -> None:
    text = dumps(document()).replace("kind: dating", f"kind: dating{more}")
    found = grounds(loads(text, format="yaml"), "b")

    assert [(each.who, each.hidden_from) for each in found.near] == [("caro", hidden)]


def test_somebody_who_was_a_partner_is_not_near_any_more() -> None:
    polycule = document()
    ended = polycule.put(evolve(polycule.relationship("ana-caro"), until=dt.date(2025, 2, 1)))

    assert grounds(ended, "b", on=dt.date(2025, 3, 2)).near == ()
    assert grounds(ended, "b", on=dt.date(2025, 1, 2)).near != ()


def test_the_clauses_that_were_not_kept_are_named() -> None:
    polycule = document(clause="{says: No dates., norm: {must_not: date}}")

    assert [(each.name, each.says) for each in grounds(polycule, "b").guarded] == [
        ("a.c", "No dates.")
    ]


def test_a_break_of_protection_touches_health() -> None:
    protected = document(clause="{says: x, norm: {must: barrier, during: {act: sex}}}")

    assert grounds(protected, "b").touches_health
    assert not grounds(document(), "b").touches_health


def test_a_limit_of_ones_own_has_a_plan_for_one() -> None:
    text = f"{HEAD}boundaries: {{q: {{holder: ana, says: Asleep by midnight.}}}}\n"
    polycule = loads(f"{text}breaches: {{b: {{of: q, by: ana}}}}\n", format="yaml")

    assert all(each.norm == () for each in plan_repair(polycule, "b").steps)


def test_its_name_is_free() -> None:
    first = document(
        more="repairs: {after-b: {of: d, settled: 2025-03-20}}\n".replace("of: d", "of: b")
    )
    again = evolve(first, repairs=(evolve(first.repairs[0], of=("b",)),))
    up = loads(
        "polyagree: 1\npeople: {ana: Ana}\nboundaries: {q: {holder: ana, says: x}}\n"
        "events: [{at: 2025-05-01, who: ana, act: bring-up, about: b}]\n"
        "breaches: {b: {of: q, by: ana, date: 2025-03-01}}\n"
        "repairs: {after-b: {of: b, settled: 2025-03-20}}\n",
        format="yaml",
    )

    assert again.repairs[0].id == "after-b"
    assert plan_repair(up, "b").id == "after-b-2"


def test_a_breach_that_is_not_there_is_refused_with_the_nearest() -> None:
    polycule = document().put(evolve(document().breach("b"), id="told-late"))

    with pytest.raises(UnknownName) as caught:
        plan_repair(polycule, "told-lat")
    assert caught.value.help == "did you mean `told-late`?"


@pytest.mark.parametrize("end", ["settled", "ended"])
def test_what_is_over_is_refused(end: str) -> None:
    polycule = document(more=f"repairs: {{r: {{of: b, {end}: 2025-04-01}}}}\n")

    with pytest.raises(InvalidRecord, match=f"`b` is {end} on 2025-04-01, by `r`"):
        plan_repair(polycule, "b")


def test_what_goes_on_is_refused_with_how_far_it_is() -> None:
    polycule = document(more="repairs: {r: {of: b, steps: [{step: debrief}]}}\n")

    with pytest.raises(InvalidRecord, match="`r` mends `b` already: step 1 of 1, debrief"):
        plan_repair(polycule, "b")


def test_what_came_up_again_can_be_planned_anew() -> None:
    polycule = document(
        more=(
            "events: [{at: 2025-05-01, who: ben, act: bring-up, about: b}]\n"
            "repairs: {r: {of: b, settled: 2025-04-01}}\n"
        )
    )

    assert plan_repair(polycule, "b").id == "after-b"


def unmended() -> list[object]:
    found = []
    for path in EXAMPLES:
        polycule = evolve(polyagree.load(path), repairs=())
        found += [pytest.param(polycule, each.id, id=path.stem) for each in polycule.breaches]
    return found


@pytest.mark.parametrize(("polycule", "breach"), unmended())
def test_a_plan_fits_into_its_document_and_gives_nothing_to_ask(
    polycule: Polycule, breach: str
) -> None:
    plan = plan_repair(polycule, breach)
    planned = polycule.put(plan)
    before, after = (
        {(each.code, each.path) for each in polyagree.check(each_).findings}
        for each_ in (polycule, planned)
    )

    assert after <= before
    assert repair_progress(planned, plan).state in {"planned", "under way", "steps done"}


def test_rounds_of_a_plan_that_is_written_late_begin_with_the_plan() -> None:
    day = dt.date(2025, 9, 1)
    late = plan_repair(document(), "b", on=day)
    progress = repair_progress(document().put(late), late.id, on=dt.date(2025, 9, 14))
    (dialogue,) = [each for each in progress.steps if each.step == "dialogue"]

    assert only(late, "dialogue").from_ == day
    assert only(plan_repair(document(), "b", on=dt.date(2025, 3, 1)), "dialogue").from_ is None
    assert (dialogue.state, dialogue.rounds) == ("going on", (0, 0))


@pytest.mark.parametrize(
    ("often", "from_"),
    [
        ("every: day, for: 2 weeks", dt.date(2025, 9, 1)),
        ("at_least: 2, per: week, for: 2 weeks", dt.date(2025, 9, 1)),
        ("every: day, from: 2025-01-01", dt.date(2025, 1, 1)),
        ("every: day, until: 2025-03-31", None),
    ],
)
def test_what_was_agreed_to_come_round_begins_with_a_late_plan(
    often: str, from_: dt.date | None
) -> None:
    polycule = document(agreed=f", if_broken: [{{must: chores, who: breaker, {often}}}]")

    assert only(plan_repair(polycule, "b", on=dt.date(2025, 9, 1)), "small-actions").from_ == from_
    assert only(plan_repair(polycule, "b", on=dt.date(2025, 2, 1)), "small-actions").from_ in {
        None,
        dt.date(2025, 1, 1),
    }


def test_what_follows_something_else_begins_with_that() -> None:
    polycule = document(
        agreed=", if_broken: [{must: chores, who: breaker, every: day, after: illness}]"
    )

    assert only(plan_repair(polycule, "b", on=dt.date(2025, 9, 1)), "small-actions").from_ is None


def test_a_deadline_that_was_agreed_on_stays() -> None:
    polycule = document(agreed=", if_broken: [{must: talk, who: all parties, within: 1 week}]")

    assert only(plan_repair(polycule, "b", on=dt.date(2025, 9, 1)), "debrief").from_ is None


@given(st.integers(1, 400))
@settings(max_examples=20)
def test_no_round_of_a_plan_is_missed_when_it_begins(days: int) -> None:
    agreed = (
        ", if_broken: [{must: chores, who: breaker, every: day, for: 2 weeks},"
        " {must: message, who: breaker, to: affected, at_least: 2, per: week, for: 4 weeks}]"
    )
    day = dt.date(2025, 3, 1) + dt.timedelta(days)
    planned = document(agreed=agreed)
    plan = plan_repair(planned, "b", on=day)
    planned = planned.put(plan)
    progress = repair_progress(planned, plan.id, on=day)
    before = {each.code for each in polyagree.check(document(agreed=agreed), on=day).findings}

    assert all(each.rounds in {None, (0, 0)} for each in progress.steps)
    assert {each.state for each in progress.steps if each.rounds} == {"going on"}
    assert {each.code for each in polyagree.check(planned, on=day).findings} <= before
