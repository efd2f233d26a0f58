"""Whose word an act waits for, however a norm spells it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from polyagree.clock import Duration, Moment, Quantity, Window
from polyagree.model import (
    GATE_KINDS,
    AllOf,
    AnyOf,
    Details,
    Done,
    Gate,
    GateKind,
    GateUse,
    Happening,
    Named,
    Not,
    Obligation,
    Permission,
    Power,
    Prohibition,
    Role,
    Situation,
    State,
    WordEntry,
    gates_of,
    shipped,
)

BEN = (Named("ben"),)
CARO = (Named("caro"),)
OTHERS = (Role("other parties"),)
EACH = (Role("each party"),)
YES = Gate(kind="yes_from", people=OTHERS)
NO_OBJECTION = Gate(kind="unopposed_by", people=OTHERS)
TOLD = Gate(kind="told", people=OTHERS)
TALKED = Gate(kind="talked_with", people=OTHERS)
AWAY = Situation("away")
LIMIT: dict[str, Any] = {"at_most": Quantity.parse("2"), "per": Window.parse("month")}


def may(**sides: Any) -> tuple[GateUse, ...]:
    return gates_of(Permission(**{"act": "overnight", "with_": CARO, **sides}))


def must_not(**sides: Any) -> tuple[GateUse, ...]:
    return gates_of(Prohibition(**{"act": "overnight", "with_": CARO, **sides}))


def must(act: str, **sides: Any) -> tuple[GateUse, ...]:
    return gates_of(Obligation(act=act, **sides))


# A permission on a condition


@pytest.mark.parametrize("kind", GATE_KINDS)
def test_a_permission_waits_for_its_gate(kind: GateKind) -> None:
    gate = Gate(kind=kind, people=OTHERS)

    assert may(only_if=gate) == (GateUse(gate=gate, path=("only_if", kind)),)


def test_a_permission_that_holds_while_somebody_agrees_waits_for_them() -> None:
    assert may(during=YES) == (GateUse(gate=YES, path=("during", "yes_from")),)


def test_a_permission_that_begins_with_a_yes_waits_for_it_once() -> None:
    assert may(from_=YES) == (GateUse(gate=YES, path=("from", "yes_from"), once=True),)


def test_a_permission_that_begins_on_a_day_waits_for_nobody() -> None:
    assert may(from_=dt.date(2025, 1, 5), until=dt.date(2025, 2, 5)) == ()


def test_a_free_permission_waits_for_nobody() -> None:
    assert may() == ()


def test_a_permission_that_depends_on_a_situation_waits_for_nobody() -> None:
    assert may(only_if=State(is_="away", who=BEN), during=AWAY) == ()


def test_a_permission_unless_somebody_says_no_falls_with_their_no() -> None:
    no = Happening(act="say-no", who=BEN)

    (use,) = may(unless=no)

    assert (use.gate.kind, use.gate.people, use.path) == ("unopposed_by", BEN, ("unless",))


def test_a_permission_until_somebody_says_no_falls_with_it_once() -> None:
    (use,) = may(until=Happening(act="object", who=BEN))

    assert (use.gate.kind, use.path, use.once) == ("unopposed_by", ("until",), True)


def test_what_ends_a_permission_when_it_is_said_is_no_yes_before_it() -> None:
    assert may(unless=YES) == ()


# A limit, and what lifts it


@pytest.mark.parametrize("gate", [YES, NO_OBJECTION, TOLD, TALKED], ids=lambda gate: gate.kind)
def test_only_the_act_beyond_a_limit_waits(gate: Gate) -> None:
    assert may(unless=gate, **LIMIT) == (
        GateUse(gate=gate, path=("unless", gate.kind), lifts_limit=True),
    )


def test_a_limit_can_have_a_gate_of_its_own() -> None:
    each, beyond = may(only_if=TOLD, unless=YES, **LIMIT)

    assert (each.gate, each.lifts_limit) == (TOLD, False)
    assert (beyond.gate, beyond.lifts_limit) == (YES, True)


# A prohibition with an exception


def test_a_prohibition_unless_somebody_agrees_makes_the_act_wait() -> None:
    assert must_not(unless=YES) == (GateUse(gate=YES, path=("unless", "yes_from")),)


def test_a_prohibition_until_somebody_agrees_needs_their_yes_once() -> None:
    assert must_not(until=YES) == (GateUse(gate=YES, path=("until", "yes_from"), once=True),)


def test_a_prohibition_while_somebody_has_not_agreed_makes_the_act_wait() -> None:
    (use,) = must_not(during=Not(not_=YES))

    assert (use.gate, use.path) == (YES, ("during", "not", "yes_from"))


def test_a_prohibition_while_somebody_objects_is_their_no() -> None:
    (use,) = must_not(during=Happening(act="say-no", who=BEN))

    assert (use.gate.kind, use.path) == ("unopposed_by", ("during",))


@pytest.mark.parametrize("key", ["from_", "after"])
def test_a_prohibition_from_somebodys_no_on_is_their_no_once(key: str) -> None:
    (use,) = must_not(**{key: Happening(act="say-no", who=BEN)})

    assert (use.gate.kind, use.path, use.once) == ("unopposed_by", (key.rstrip("_"),), True)


def test_a_plain_prohibition_waits_for_nobody() -> None:
    assert must_not() == ()


# Not, any, all


def test_every_part_of_all_is_a_gate() -> None:
    uses = may(only_if=AllOf(all_of=(AWAY, TOLD, YES)))

    assert [(use.gate, use.path) for use in uses] == [
        (TOLD, ("only_if", 1, "told")),
        (YES, ("only_if", 2, "yes_from")),
    ]


def test_every_part_of_any_is_a_gate() -> None:
    uses = may(only_if=AnyOf(any_=(TOLD, YES)))

    assert [use.path for use in uses] == [
        ("only_if", "any", 0, "told"),
        ("only_if", "any", 1, "yes_from"),
    ]


def test_a_gate_under_not_is_none() -> None:
    assert may(only_if=Not(not_=YES)) == ()


def test_a_gate_under_not_twice_is_one_again() -> None:
    (use,) = may(only_if=Not(not_=Not(not_=YES)))

    assert (use.gate, use.path) == (YES, ("only_if", "not", "not", "yes_from"))


def test_a_no_under_not_is_a_no() -> None:
    (use,) = may(only_if=Not(not_=Happening(act="say-no", who=BEN)))

    assert (use.gate.kind, use.path) == ("unopposed_by", ("only_if", "not"))


def test_any_of_several_noes_are_as_many_gates() -> None:
    noes = AnyOf(
        any_=(Happening(act="say-no", who=BEN), Done(done=Happening(act="object", who=CARO)))
    )

    uses = gates_of(Permission(act="travel", unless=noes))

    assert [(use.gate.people, use.path) for use in uses] == [
        (BEN, ("unless", "any", 0)),
        (CARO, ("unless", "any", 1, "done")),
    ]


def test_not_all_of_several_is_looked_through() -> None:
    uses = must_not(during=Not(not_=AllOf(all_of=(YES, TOLD))))

    assert [use.path for use in uses] == [
        ("during", "not", 0, "yes_from"),
        ("during", "not", 1, "told"),
    ]


# Gates spelled as acts


@pytest.mark.parametrize(
    ("act", "side", "kind"),
    [
        ("say-yes", "who", "yes_from"),
        ("ask", "to", "yes_from"),
        ("tell", "to", "told"),
        ("message", "to", "told"),
        ("share-results", "to", "told"),
        ("talk", "with_", "talked_with"),
        ("consult", "with_", "talked_with"),
        ("check-in", "with_", "talked_with"),
    ],
)
@pytest.mark.parametrize("done", [True, False], ids=["done", "going on"])
def test_an_act_that_is_somebodys_word_is_a_gate(
    act: str, side: str, kind: str, done: bool
) -> None:
    happening = Happening(act=act, **{side: BEN})  # type: ignore[arg-type]

    (use,) = may(only_if=Done(done=happening) if done else happening)

    assert (use.gate.kind, use.gate.people) == (kind, BEN)
    assert use.path == (("only_if", "done") if done else ("only_if",))


def test_how_long_ago_they_said_it_is_how_long_ahead() -> None:
    day = Duration.parse("1 day")

    (use,) = may(only_if=Done(done=Happening(act="tell", to=BEN), ago=day))

    assert use.gate.ahead == day


def test_what_is_told_stays_with_the_gate() -> None:
    details = Details(required=("who",))
    told = Happening(act="tell", to=BEN, how=("written",), about=("health",), details=details)

    (use,) = may(only_if=told)

    assert (use.gate.how, use.gate.about, use.gate.details) == (("written",), ("health",), details)


def test_a_word_of_the_document_is_a_gate_like_the_word_it_is_a_kind_of() -> None:
    words = shipped().extended([WordEntry(id="text-first", kind="act", kind_of="message")])
    norm = Permission(act="overnight", only_if=Happening(act="text-first", to=BEN))

    assert gates_of(norm) == ()
    assert [use.gate.kind for use in gates_of(norm, vocabulary=words)] == ["told"]


@pytest.mark.parametrize("act", ["test", "illness", "date"])
def test_an_act_that_is_nobodys_word_is_no_gate(act: str) -> None:
    assert may(only_if=Done(done=Happening(act=act, who=BEN))) == ()


def test_a_word_of_nobody_in_particular_is_no_gate() -> None:
    assert may(only_if=Happening(act="say-yes")) == ()


# A duty before the act


@pytest.mark.parametrize(
    ("act", "side", "kind"),
    [("ask", "to", "yes_from"), ("tell", "to", "told"), ("talk", "with_", "talked_with")],
)
def test_a_duty_to_speak_before_ones_own_act_is_a_gate(act: str, side: str, kind: str) -> None:
    (use,) = must(act, before=Happening(act="overnight", with_=CARO), **{side: OTHERS})

    assert (use.gate.kind, use.gate.people, use.path) == (kind, OTHERS, ("before",))


def test_such_a_duty_says_how_long_before() -> None:
    wait = Duration.parse("2 days")

    (use,) = must("tell", to=OTHERS, before=Happening(act="travel"), wait=wait)

    assert use.gate.ahead == wait


def test_such_a_duty_says_until_when() -> None:
    by = Moment.parse("previous evening")

    (use,) = must("tell", to=OTHERS, before=Happening(act="travel"), by=by)

    assert use.gate.by == by


def test_a_duty_after_the_act_is_no_gate() -> None:
    assert must("tell", to=OTHERS, after=Happening(act="overnight", with_=CARO)) == ()


def test_a_deadline_after_something_happened_is_no_gate() -> None:
    after = Happening(act="date", with_=CARO)

    assert must("tell", to=OTHERS, after=after, before=Happening(act="overnight")) == ()


def test_a_duty_before_a_mere_happening_is_no_gate() -> None:
    assert must("tell", to=OTHERS, before=Happening(act="birth")) == ()


def test_a_duty_before_somebody_elses_act_is_no_gate() -> None:
    assert must("tell", to=OTHERS, before=Happening(act="travel", who=CARO)) == ()


@pytest.mark.parametrize("who", [(), (Role("actor"),), EACH, BEN])
def test_ones_own_act_is_told_in_several_ways(who: Any) -> None:
    assert must("tell", who=BEN, to=CARO, before=Happening(act="travel", who=who))


def test_telling_those_who_take_part_is_consent() -> None:
    assert must("ask", to=CARO, before=Happening(act="overnight", with_=CARO)) == ()


def test_a_duty_of_another_sort_before_the_act_is_no_gate() -> None:
    assert must("test", before=Happening(act="sex", with_=CARO)) == ()


def test_a_duty_without_anybody_to_hear_it_is_no_gate() -> None:
    assert must("tell", before=Happening(act="travel")) == ()


# A power over an act

DATE = (Happening(act="date", with_=CARO),)


@pytest.mark.parametrize(("act", "kind"), [("approve", "yes_from"), ("veto", "unopposed_by")])
def test_a_power_to_approve_or_refuse_an_act_is_a_gate(act: str, kind: GateKind) -> None:
    (use,) = gates_of(Power(act=act, who=BEN, over=DATE))

    assert (use.gate, use.path) == (Gate(kind=kind, people=BEN), ())


@pytest.mark.parametrize("who", [(), EACH])
def test_where_each_has_the_power_the_act_waits_for_the_others(who: Any) -> None:
    (use,) = gates_of(Power(act="approve", who=who, over=DATE))

    assert use.gate.people == OTHERS


@pytest.mark.parametrize("role", ["nobody", "all parties"])
def test_a_power_of_nobody_or_of_all_together_makes_nobody_wait(role: Any) -> None:
    assert gates_of(Power(act="approve", who=(Role(role),), over=DATE)) == ()


@pytest.mark.parametrize("over", [(), ("home.quiet",)])
def test_a_power_over_the_wording_is_no_gate(over: Any) -> None:
    assert gates_of(Power(act="approve", who=BEN, over=over)) == ()


def test_to_approve_what_one_takes_part_in_is_consent() -> None:
    assert gates_of(Power(act="approve", who=CARO, over=DATE)) == ()


@pytest.mark.parametrize("act", ["pause", "suspend", "end"])
def test_another_power_is_no_gate(act: str) -> None:
    assert gates_of(Power(act=act, who=BEN, over=DATE)) == ()


# Consent is no gate, nor is one's own word


@pytest.mark.parametrize("side", ["with_", "to"])
def test_the_word_of_those_who_take_part_is_consent(side: str) -> None:
    norm = Permission(act="kissing", only_if=Gate(kind="yes_from", people=BEN), **{side: BEN})

    assert gates_of(norm) == ()


@pytest.mark.parametrize("role", ["them", "affected"])
def test_the_word_of_those_whom_it_touches_is_consent(role: Any) -> None:
    assert may(only_if=Gate(kind="yes_from", people=(Role(role),))) == ()


def test_the_word_of_those_whom_it_is_about_is_consent() -> None:
    norm = Permission(act="post-online", about=("ben",), only_if=Gate(kind="yes_from", people=BEN))

    assert gates_of(norm) == ()


def test_of_several_people_those_remain_who_take_no_part() -> None:
    both = Gate(kind="yes_from", people=(*BEN, *CARO))

    assert [use.gate.people for use in may(only_if=both)] == [BEN]


def test_ones_own_word_is_no_gate() -> None:
    assert may(who=BEN, only_if=Gate(kind="yes_from", people=BEN)) == ()


def test_what_all_do_together_waits_for_nobody() -> None:
    assert may(who=(Role("all parties"),), only_if=YES) == ()


def test_what_each_does_alone_waits_for_each() -> None:
    gate = Gate(kind="yes_from", people=EACH)

    assert [use.gate for use in may(who=EACH, only_if=gate)] == [gate]


def test_what_others_do_to_the_parties_together_is_theirs_to_decide() -> None:
    assert may(with_=OTHERS, only_if=YES) == ()


def test_several_gates_come_in_the_order_of_the_document() -> None:
    uses = may(
        only_if=TOLD,
        during=TALKED,
        from_=YES,
        unless=Happening(act="say-no", who=BEN),
        until=Happening(act="veto", who=BEN),
    )

    assert [use.path[0] for use in uses] == ["only_if", "during", "from", "unless", "until"]
