"""How far people are with mending something, and what that is read from."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.analyzers.run import check
from polyagree.codec import loads
from polyagree.errors import UnknownName
from polyagree.model import REPAIR_STEPS
from polyagree.timeline import RepairProgress, repair_progress
from polyagree.timeline.repairs import progresses

HEAD = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
agreements: {a: {parties: [ana, ben], made: 2025-01-05, clauses: {c: {says: x}}}}
"""
BREACH = "breaches: {b: {of: a.c, by: ana, date: 2025-03-01}}\n"


def progress(
    steps: str, *, more: str = "", breach: str = BREACH, on: dt.date | None = None
) -> RepairProgress:
    text = f"{HEAD}{breach}{more}repairs: {{r: {{of: b, steps: [{steps}]}}}}\n"
    return repair_progress(loads(text, format="yaml"), "r", on=on or dt.date(2025, 4, 1))


def states(found: RepairProgress) -> list[str]:
    return [each.state for each in found.steps]


def test_it_waits_for_those_whose_turn_it_is() -> None:
    found = progress(
        "{step: debrief, done: 2025-03-04}, {step: outside-help, skipped: not needed},"
        " {step: aftercare, norm: {must: aftercare, who: ben}}, {step: dialogue}"
    )

    assert states(found) == ["done", "skipped", "due", "later"]
    assert found.waiting_for == ("ben",)
    assert str(found) == "step 3 of 4, aftercare: waiting for Ben since 2025-03-04"


def test_before_a_breach_is_known_nobody_has_been_waited_for() -> None:
    text = f"{HEAD}breaches: {{b: {{of: a.c, by: ana, discovered: 2025-03-09}}}}\n"
    polycule = loads(
        f"{text}repairs: {{r: {{of: b, steps: [{{step: debrief}}]}}}}\n", format="yaml"
    )

    assert str(repair_progress(polycule, "r", on=dt.date(2025, 3, 8))).endswith("Ana and Ben")
    assert "since 2025-03-09" in str(repair_progress(polycule, "r", on=dt.date(2025, 3, 9)))


def test_a_step_left_out_keeps_its_reason() -> None:
    (step,) = progress("{step: outside-help, skipped: not needed}").steps

    assert (step.state, step.reason) == ("skipped", "not needed")


def test_a_step_marked_for_a_later_day_is_not_done_yet() -> None:
    assert states(progress("{step: debrief, done: 2025-04-02}")) == ["due"]
    assert states(progress("{step: debrief, done: 2025-04-01}")) == ["done"]


@pytest.mark.parametrize(
    ("norm", "act"),
    [
        ("{must: talk, who: all parties, within: 1 week}", "who: [ana, ben], act: talk"),
        ("{must: talk, who: [breaker, affected]}", "who: [ana, ben], act: debrief"),
        ("{must: tell, who: breaker, to: affected}", "who: ana, act: tell, to: ben"),
    ],
)
def test_what_the_log_shows_is_done_without_a_mark(norm: str, act: str) -> None:
    found = progress(
        f"{{step: debrief, norm: {norm}}}", more=f"events: [{{at: 2025-03-05, {act}}}]\n"
    )

    assert [(each.state, each.day) for each in found.steps] == [("done", dt.date(2025, 3, 5))]
    assert found.steps[0].shown_by == (("events", 0),) * len(found.steps[0].shown_by)
    assert found.state == "steps done"


def test_what_the_log_shows_of_somebody_else_is_not() -> None:
    found = progress(
        "{step: debrief, norm: {must: tell, who: breaker, to: affected}}",
        more="events: [{at: 2025-03-05, who: ben, act: tell, to: ana}]\n",
    )

    assert states(found) == ["due"]
    assert found.waiting_for == ("ana",)


def test_what_is_done_late_is_done() -> None:
    step = "{step: debrief, norm: {must: talk, who: all parties, within: 1 week}}"
    event = "events: [{at: 2025-03-20, who: [ana, ben], act: talk}]\n"

    (before,) = progress(step, more=event, on=dt.date(2025, 3, 19)).steps
    (after,) = progress(step, more=event, on=dt.date(2025, 3, 20)).steps

    assert (before.state, before.until) == ("due", dt.date(2025, 3, 8))
    assert (after.state, after.day) == ("done", dt.date(2025, 3, 20))


def test_what_lasts_for_a_while_holds_nobody_up() -> None:
    found = progress(
        "{step: containment, norm: {must_not: date, for: 2 weeks}}, {step: aftercare}",
        on=dt.date(2025, 3, 8),
    )

    assert states(found) == ["going on", "due"]
    assert found.steps[0].until == dt.date(2025, 3, 15)


def test_what_lasted_for_a_while_is_done_with_its_time() -> None:
    found = progress("{step: containment, norm: {must_not: date, for: 2 weeks}}")

    assert [(each.state, each.day) for each in found.steps] == [("done", dt.date(2025, 3, 15))]


def test_what_was_not_kept_is_told_and_holds_nobody_up() -> None:
    found = progress(
        "{step: containment, norm: {must_not: date, with: caro, for: 2 weeks}}, {step: aftercare}",
        more="events: [{at: 2025-03-04, who: ana, act: date, with: caro}]\n",
    )

    assert states(found) == ["not kept", "due"]
    assert found.steps[0].day == dt.date(2025, 3, 4)
    assert found.steps[0].shown_by == (("events", 0),)


def test_where_nothing_else_is_left_what_was_not_kept_is_what_remains() -> None:
    found = progress(
        "{step: containment, norm: {must_not: date, with: caro, for: 2 weeks}}",
        more="events: [{at: 2025-03-04, who: ana, act: date, with: caro}]\n",
    )

    assert str(found) == "step 1 of 1, containment: what was undertaken was not kept on 2025-03-04"


def test_rounds_are_counted_and_going_on_until_they_are_over() -> None:
    step = (
        "{step: small-actions, norm: {must: message, who: ana, to: ben, every: day, for: 1 week}}"
    )
    log = "events: [{at: 2025-03-03, who: ana, act: message, to: ben}]\n"

    (during,) = progress(step, more=log, on=dt.date(2025, 3, 5)).steps
    (after,) = progress(step, more=log).steps

    assert (during.state, during.rounds) == ("going on", (1, 4))
    assert (after.state, after.rounds) == ("done", (1, 6))


def test_rounds_of_which_nobody_wrote_down_any_stay_open() -> None:
    (step,) = progress(
        "{step: small-actions, norm: {must: message, who: ana, to: ben, every: day, for: 1 week}}"
    ).steps

    assert (step.state, step.waiting_for) == ("due", ("ana",))


def test_all_that_was_undertaken_in_a_step_counts() -> None:
    step = (
        "{step: debrief, norm: [{must: talk, who: all parties},"
        " {must: tell, who: breaker, to: affected}]}"
    )
    talk = "{at: 2025-03-05, who: [ana, ben], act: talk}"
    tell = "{at: 2025-03-09, who: ana, act: tell, to: ben}"

    one = progress(step, more=f"events: [{talk}]\n")
    both = progress(step, more=f"events: [{talk}, {tell}]\n")

    assert (states(one), one.waiting_for) == (["due"], ("ana",))
    assert both.steps[0].day == dt.date(2025, 3, 9)


@pytest.mark.parametrize(
    ("step", "record"),
    [
        ("containment", "events: [{at: 2025-03-02, who: ana, act: time-apart}]"),
        ("debrief", "events: [{at: 2025-03-02, who: [ana, ben], act: talk, about: b}]"),
        ("debrief", "events: [{at: 2025-03-02, who: ana, act: debrief, with: ben}]"),
        ("renegotiation", "events: [{at: 2025-03-02, who: [ana, ben], act: negotiate}]"),
        ("aftercare", "events: [{at: 2025-03-02, who: [ana, ben], act: aftercare}]"),
        ("dialogue", "check_ins: [{date: 2025-03-02, people: [ana, ben], reviewed: a}]"),
        ("dialogue", "check_ins: [{date: 2025-03-02, people: [ana, ben]}]"),
        ("outside-help", "events: [{at: 2025-03-02, who: ben, act: see-counsellor}]"),
    ],
)
def test_where_no_norm_says_what_it_is_the_record_shows_a_step(step: str, record: str) -> None:
    (found,) = progress(f"{{step: {step}}}", more=f"{record}\n").steps

    assert (found.state, found.day) == ("done", dt.date(2025, 3, 2))


@pytest.mark.parametrize(
    ("step", "record"),
    [
        ("debrief", "events: [{at: 2025-03-02, who: [ana, ben], act: talk}]"),
        ("debrief", "events: [{at: 2025-03-02, who: [ana, ben], act: argue, about: b}]"),
        ("debrief", "events: [{at: 2025-03-02, who: [ana, caro], act: talk, about: b}]"),
        ("debrief", "events: [{at: 2025-02-02, who: [ana, ben], act: debrief}]"),
        ("aftercare", "events: [{at: 2025-03-02, who: [ana, caro], act: aftercare}]"),
        ("aftercare", "events: [{at: 2025-05-02, who: [ana, ben], act: aftercare}]"),
        ("dialogue", "check_ins: [{date: 2025-03-02, people: [ana, caro]}]"),
        ("dialogue", "check_ins: [{date: 2025-02-02, people: [ana, ben]}]"),
        ("small-actions", "events: [{at: 2025-03-02, who: [ana, ben], act: aftercare}]"),
    ],
)
def test_what_is_no_sign_of_a_step_shows_none(step: str, record: str) -> None:
    assert states(progress(f"{{step: {step}}}", more=f"{record}\n")) == ["due"]


def test_an_impact_is_named_once_everybody_affected_has_said_it() -> None:
    said = "breaches: {b: {of: a.c, by: ana, date: 2025-03-01, impact: {ben: I lay awake.}}}\n"

    named = progress("{step: impact}", breach=said)
    unnamed = progress("{step: impact}")

    assert states(named) == ["done"]
    assert (states(unnamed), unnamed.waiting_for) == (["due"], ("ben",))


def test_a_revision_that_everybody_accepted_is_a_renegotiation() -> None:
    text = """\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  a:
    parties: [ana, ben]
    made: 2025-01-05
    clauses: {c: {says: x}}
    revisions: [{date: 2025-03-05, accepted: ACCEPTED, was: {c: {says: y}}}]
breaches: {b: {of: a.c, by: ana, date: 2025-03-01}}
repairs: {r: {of: b, steps: [{step: renegotiation}]}}
"""
    both = text.replace("ACCEPTED", "{ana: 2025-03-05, ben: 2025-03-07}")
    one = text.replace("ACCEPTED", "{ana: 2025-03-05}")
    on = dt.date(2025, 4, 1)

    found = repair_progress(loads(both, format="yaml"), "r", on=on)
    assert (states(found), found.steps[0].day) == (["done"], dt.date(2025, 3, 7))
    assert states(repair_progress(loads(one, format="yaml"), "r", on=on)) == ["due"]


def test_a_safeguard_that_stands_in_a_clause_is_in_place() -> None:
    found = progress("{step: safeguards, stands_in: a.c}")

    assert found.steps[0].shown_by == (("agreements", "a", "clauses", "c"),)
    assert found.state == "steps done"


def repair_with(more: str, *, end: str = "settled: 2025-03-10") -> RepairProgress:
    text = f"{HEAD}{BREACH}{more}repairs: {{r: {{of: b, steps: [{{step: debrief}}], {end}}}}}\n"
    return repair_progress(loads(text, format="yaml"), "r")


def test_what_is_settled_waits_for_nobody() -> None:
    found = repair_with("")

    assert (found.state, str(found)) == ("settled", "settled on 2025-03-10")
    assert found.current is None
    assert found.waiting_for == ()


def test_what_was_not_kept_waits_for_nobody_once_it_is_settled() -> None:
    text = f"""\
{HEAD}{BREACH}events: [{{at: 2025-03-04, who: ana, act: date, with: caro}}]
repairs: {{r: {{of: b, steps: [{{step: containment, norm: {{must_not: date}}}}, {{step: debrief, norm: {{must: talk}}}}], settled: 2025-03-10}}}}
"""
    found = repair_progress(loads(text, format="yaml"), "r")

    assert states(found) == ["not kept", "later"]
    assert found.current is None
    assert found.steps[1].waiting_for == ()


def test_to_end_is_as_good() -> None:
    found = repair_with("", end="ended: 2025-03-10")

    assert (found.state, str(found), found.waiting_for) == ("ended", "ended on 2025-03-10", ())


@pytest.mark.parametrize(
    ("record", "how"),
    [
        (
            (
                "check_ins: [{date: 2025-04-01, people: [ana, ben],"
                " concerns: [{who: ben, says: y, about: b}]}]\n"
            ),
            "concern",
        ),
        ("events: [{at: 2025-04-01, who: ben, act: bring-up, about: b}]\n", "brought up"),
        ("events: [{at: 2025-04-01, who: [ana, ben], act: argue, about: b}]\n", "brought up"),
    ],
)
def test_what_is_taken_up_again_is_reopened(record: str, how: str) -> None:
    found = repair_with(record)

    assert found.state == "reopened"
    assert [(each.how, each.day) for each in found.reopened] == [(how, dt.date(2025, 4, 1))]
    assert str(found) == "closed on 2025-03-10, and taken up again on 2025-04-01"


@pytest.mark.parametrize(
    "record",
    [
        (
            "check_ins: [{date: 2025-04-01, people: [ana, ben],"
            " concerns: [{who: ben, says: y, about: b, settled: 2025-04-02}]}]\n"
        ),
        (
            "check_ins: [{date: 2025-04-01, people: [ana, ben],"
            " concerns: [{who: ben, says: y, about: a.c}]}]\n"
        ),
        "events: [{at: 2025-03-09, who: ben, act: bring-up, about: b}]\n",
        "events: [{at: 2025-04-01, who: [ana, ben], act: talk, about: b}]\n",
    ],
)
def test_what_is_no_reopening_leaves_it_settled(record: str) -> None:
    assert repair_with(record).state == "settled"


def test_a_second_repair_reopens_the_first_until_it_is_settled_itself() -> None:
    second = "  s: {of: b, apology: {date: 2025-05-01, by: ana}}\n"
    text = f"{HEAD}{BREACH}repairs:\n  r: {{of: b, settled: 2025-03-10}}\n{second}"
    later = text.replace("by: ana}}\n", "by: ana}, settled: 2025-06-01}\n")

    on = dt.date(2025, 7, 1)
    open_ = repair_progress(loads(text, format="yaml"), "r", on=on)
    closed = repair_progress(loads(later, format="yaml"), "r", on=on)

    assert [each.path for each in open_.reopened] == [("repairs", "s")]
    assert closed.state == "settled"


def test_before_the_day_on_which_it_was_settled_it_goes_on() -> None:
    polycule = loads(
        f"{HEAD}{BREACH}repairs: {{r: {{of: b, steps: [{{step: debrief}}], settled: 2025-03-10}}}}\n",
        format="yaml",
    )

    assert repair_progress(polycule, "r", on=dt.date(2025, 3, 9)).state == "planned"


def test_without_steps_none_is_planned() -> None:
    assert str(progress("")) == "no steps are planned yet"


def test_a_breach_without_a_date_has_steps_all_the_same() -> None:
    breach = "breaches: {b: {of: a.c, by: ana}}\n"
    found = progress("{step: debrief, norm: {must: talk, within: 1 week}}", breach=breach)

    assert str(found) == "step 1 of 1, debrief: waiting for Ana and Ben"


@pytest.mark.parametrize(
    ("known", "on"),
    [("0001-01-01", dt.date(2025, 4, 1)), ("9999-12-31", dt.date.max), ("2025-03-01", dt.date.max)],
)
def test_at_the_ends_of_the_calendar_nothing_is_read_from_the_log(known: str, on: dt.date) -> None:
    breach = f"breaches: {{b: {{of: a.c, by: ana, date: {known}}}}}\n"
    step = "{step: debrief, norm: {must: talk, within: 1 week}}"
    polycule = loads(
        f"{HEAD}{breach}repairs: {{r: {{of: b, steps: [{step}], settled: 9999-12-31}}}}\n",
        format="yaml",
    )

    assert [each.step for each in repair_progress(polycule, "r", on=on).steps] == ["debrief"]
    found = check(polycule, select=["REP80"], ignore=["REP801"], on=on).findings
    assert {each.code for each in found} <= {"REP803", "REP806", "REP807"}


def test_a_repair_that_the_document_does_not_have_is_refused() -> None:
    polycule = loads(HEAD + BREACH, format="yaml")

    with pytest.raises(UnknownName, match="the document has no repair `spring`"):
        repair_progress(polycule, "spring")


NORMS = [
    "{must: talk, who: all parties, within: 1 week}",
    "{must: tell, who: breaker, to: affected}",
    "{must_not: date, for: 2 weeks}",
    "{must: message, who: ana, to: ben, every: week, for: 4 weeks}",
    "{may: date, only_if: {told: other parties}}",
]
LOG = """\
events:
  - {at: 2025-03-02, who: ana, act: date, with: caro}
  - {at: 2025-03-04, who: ana, act: tell, to: ben, about: b}
  - {at: 2025-03-07, who: ana, act: message, to: ben}
  - {at: 2025-03-20, who: [ana, ben], act: talk, about: b}
"""


@st.composite
def steps(draw: st.DrawFn) -> list[dict[str, str]]:
    kinds = draw(st.lists(st.sampled_from(REPAIR_STEPS), max_size=5))
    return [
        {"step": kind}
        | draw(st.sampled_from([{}, *({"norm": norm} for norm in NORMS)]))
        | draw(st.sampled_from([{}, {}, {"done": "2025-03-06"}, {"skipped": "not needed"}]))
        for kind in kinds
    ]


def of(planned: list[dict[str, str]], on: dt.date) -> RepairProgress:
    listed = ", ".join(f"{{{', '.join(f'{k}: {v}' for k, v in each.items())}}}" for each in planned)
    return progress(listed, more=LOG, on=on)


days = st.dates(dt.date(2025, 2, 20), dt.date(2025, 5, 1))


@given(planned=steps(), on=days)
def test_every_step_has_its_place_and_at_most_one_is_due(
    planned: list[dict[str, str]], on: dt.date
) -> None:
    found = of(planned, on)

    assert [each.step for each in found.steps] == [each["step"] for each in planned]
    assert states(found).count("due") <= 1
    assert ("later" in states(found)) <= ("due" in states(found))
    assert "\n" not in str(found)


@given(planned=steps(), on=days, later=days)
def test_what_is_done_stays_done(
    planned: list[dict[str, str]], on: dt.date, later: dt.date
) -> None:
    before, after = (of(planned, day) for day in sorted((on, later)))

    for step, then in zip(before.steps, after.steps, strict=True):
        assert step.state not in {"done", "skipped"} or then.state == step.state


@given(planned=steps(), on=days, at=st.integers(0, 4))
def test_a_mark_changes_nothing_for_other_steps_that_are_done(
    planned: list[dict[str, str]], on: dt.date, at: int
) -> None:
    if at >= len(planned) or "done" in planned[at] or "skipped" in planned[at]:
        return
    marked = [*planned[:at], planned[at] | {"skipped": "not needed"}, *planned[at + 1 :]]
    before, after = states(of(planned, on)), states(of(marked, on))

    assert after[at] == "skipped"
    assert [
        (a, b)
        for index, (a, b) in enumerate(zip(before, after, strict=True))
        if index != at and a != b and (a, b) != ("later", "due")
    ] == []


def test_repairs_of_one_document_do_not_touch_each_other() -> None:
    text = f"""\
{HEAD}events:
  - {{at: 2025-03-04, who: ana, act: tell, to: ben}}
  - {{at: 2025-03-20, who: ben, act: date, with: caro}}
breaches:
  b: {{of: a.c, by: ana, date: 2025-03-01}}
  d: {{of: a.c, by: ben, date: 2025-03-10}}
repairs:
  r: {{of: b, steps: [{{step: debrief, norm: {{must: tell, who: breaker, to: affected}}}}]}}
  s: {{of: d, steps: [{{step: containment, norm: {{must_not: date, who: breaker}}}}, {{step: debrief, norm: {{must: tell, who: breaker, to: affected}}}}]}}
"""
    polycule = loads(text, format="yaml")
    on = dt.date(2025, 4, 1)

    alone = [repair_progress(polycule, each, on=on) for each in polycule.repairs]
    assert list(progresses(polycule, polycule.repairs, on=on)) == alone
    assert [states(each) for each in alone] == [["done"], ["not kept", "due"]]
    assert alone[1].waiting_for == ("ben",)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("2025-02-28", "due"),
        ("2025-03-01", "done"),
        ("2025-03-02T01:00", "done"),
        ("2025-03-02", "done"),
        ("2025-03-04", "done"),
    ],
)
def test_what_was_done_in_time_or_late_is_done(told: str, state: str) -> None:
    norm = "{must: tell, who: ana, to: ben, about: b, within: 26h}"
    more = f"events: [{{at: {told}, who: ana, act: tell, to: ben, about: b}}]\n"
    found = progress(f"{{step: debrief, norm: {norm}}}", more=more)

    assert states(found) == [state]
    assert found.steps[0].shown_by == ((("events", 0),) if state == "done" else ())


def test_of_two_who_were_to_be_told_the_one_who_was_not_is_waited_for() -> None:
    norm = "{must: tell, who: each party, to: other parties, about: b, within: 26h}"
    more = "events: [{at: 2025-03-02, who: ana, act: tell, to: ben, about: b}]\n"
    found = progress(f"{{step: debrief, norm: {norm}}}", more=more)

    assert states(found) == ["due"]
    assert found.waiting_for == ("ben",)
