"""Whether everything can be kept: a schedule, a minimal set, or that nobody can tell."""

from __future__ import annotations

import datetime as dt
import textwrap
from itertools import combinations, pairwise

import pytest
from attrs import evolve

from polyagree import consistency, loads
from polyagree.consistency import Consistent, Inconsistent, Unknown, workshop
from polyagree.consistency import solve as solve_function
from polyagree.errors import InvalidPriority, InvalidQuantity, InvalidTime, UnknownName
from polyagree.timeline import replay

HEAD = """
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, dan: Dan}
relationships:
  ana-ben: {between: [ana, ben], kind: dating}
  ana-caro: {between: [ana, caro], kind: dating}
terms:
  cinema: {kind: act, kind_of: date, means: a film, together}
  kid-week: {kind: situation, means: Kit is with us}
  night-shift: {kind: situation, means: Ana works at night}
agreements:
"""

MONDAY = dt.date(2025, 1, 6)


def document(*agreements, extra=""):
    """Return a polycule of agreements, each ``(name, parties, {clause: norm})``."""
    text = HEAD.replace("means: a film, together", "means: a film")
    for name, parties, clauses in agreements:
        text += f"  {name}:\n    parties: [{', '.join(parties)}]\n    clauses:\n"
        for clause, norm in clauses.items():
            text += f"      {clause}: {{says: {clause.capitalize()}., norm: {norm}}}\n"
    return loads(text + textwrap.dedent(extra))


def ours(**clauses):
    """Return a polycule with one agreement of Ana and Ben."""
    return document(
        ("ours", ("ana", "ben"), {name.replace("_", "-"): norm for name, norm in clauses.items()})
    )


def solved(polycule, **options):
    return consistency.solve(polycule, on=options.pop("on", MONDAY), **options)


def clauses_of(verdict):
    return [set(each.clauses) for each in verdict.conflicts]


WEEKLY = "{must: date, who: ana, with: ben, every: week}"


# It can be kept


def test_a_schedule_keeps_everything_when_it_is_replayed():
    polycule = ours(
        weekly=WEEKLY, calls="{must: call, who: ben, with: ana, at_least: 3, per: week}"
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    events = tuple(each.event for each in verdict.schedule)
    ledger = replay(evolve(polycule, events=events), until=verdict.horizon)
    since = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
    broken = [each for each in ledger.instances for each in each.breaks if each.at >= since]
    assert events
    assert not broken


def test_each_event_says_what_it_keeps():
    verdict = solved(ours(weekly=WEEKLY))

    assert {each.keeps for each in verdict.schedule} == {
        (("agreements", "ours", "clauses", "weekly", "norm", 0),)
    }


def test_nothing_is_planned_that_nobody_asks_for():
    verdict = solved(ours(may="{may: date, with: outsiders}", no="{must_not: call, days: sun}"))

    assert verdict.schedule == ()


def test_one_event_may_keep_two_duties():
    # Twice a month at most, once a week with each: together, or not at all.
    polycule = document(
        ("ab", ("ana", "ben"), {"b": "{must: date, who: ana, with: ben, every: month}"}),
        ("ac", ("ana", "caro"), {"c": "{must: date, who: ana, with: caro, every: month}"}),
        ("own", ("ana", "dan"), {"cap": "{may: date, who: ana, at_most: 1, per: month}"}),
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert all(
        {"ben", "caro"} <= {*map(str, each.event.with_), *each.event.who}
        for each in verdict.schedule
    )


def test_a_narrower_act_keeps_a_duty_to_the_wider_one():
    polycule = ours(
        date=WEEKLY,
        film="{must: cinema, who: ana, with: ben, every: week}",
        cap="{may: date, who: ana, at_most: 1, per: week}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    assert {each.event.act for each in verdict.schedule} == {"cinema"}


def test_what_waits_for_a_word_is_planned_with_the_word():
    polycule = ours(
        ask="{may: date, who: ana, only_if: {yes_from: caro}}",
        weekly=WEEKLY,
    )

    verdict = solved(polycule, horizon=dt.date(2025, 1, 20))

    assert isinstance(verdict, Consistent)
    acts = [each.event.act for each in verdict.schedule]
    assert acts.count("say-yes") == acts.count("date") > 0


def test_what_waits_for_a_word_each_day_has_a_word_each_day():
    polycule = ours(
        wait="{must_not: call, who: ana, with: ben, unless: {yes_from: caro}}",
        daily="{must: call, who: ana, with: ben, every: day}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    acts = [each.event.act for each in verdict.schedule]
    assert acts.count("say-yes") == acts.count("call") >= 60


def test_several_times_at_one_time_are_several_events():
    polycule = ours(calls="{must: call, who: ana, with: ben, at_least: 5, per: day}")

    verdict = solved(polycule, horizon=dt.date(2025, 1, 8))

    assert isinstance(verdict, Consistent)
    assert len(verdict.schedule) == 15


def test_what_is_due_so_long_after_the_last_time_comes_again_in_time():
    verdict = solved(ours(tests="{must: test, who: ana, every: 10 days}"))

    days = [each.event.day for each in verdict.schedule]
    assert isinstance(verdict, Consistent)
    assert all((later - sooner).days <= 10 for sooner, later in pairwise(days))
    assert len(days) >= 5


def test_hours_between_events_are_found_exactly():
    polycule = ours(
        do="{must: date, who: ana, with: ben, at_least: 5, per: week}",
        gap="{must_not: date, who: ana, after: {act: date, who: ana}, for: 36h}",
    )

    verdict = solved(polycule, horizon=dt.date(2025, 1, 19))

    assert isinstance(verdict, Consistent)
    times = [each.event.at for each in verdict.schedule]
    assert len(times) == 10
    assert all(later - sooner > dt.timedelta(hours=36) for sooner, later in pairwise(times))


# It cannot


@pytest.mark.parametrize(
    ("kind", "clauses"),
    [
        ("direct", {"do": "{must: call, who: ana, with: ben, every: week}", "dont": "{must_not: call, who: ana, with: ben}"}),
        ("indirect", {"do": "{must: cinema, who: ana, with: ben, every: week}", "dont": "{must_not: date, who: ana}"}),
        ("temporal", {"do": "{must: date, who: ana, with: ben, every: week, days: thu}", "dont": "{must_not: date, who: ana, days: [wed, thu]}"}),
        ("temporal", {"do": "{must: date, who: ana, with: ben, every: week, hours: 19:00-22:00}", "dont": "{must_not: date, who: ana, hours: 18:00-23:00}"}),
        ("temporal", {"do": WEEKLY, "dont": "{must_not: date, who: ana, after: {act: date, who: ana}, for: 2 weeks}"}),
        ("joint", {"do": "{must: date, who: ana, with: ben, at_least: 3, per: week}", "dont": "{may: date, who: ana, at_most: 2, per: week}"}),
        ("direct", {"do": "{must: date, who: ana, with: ben, until: 2025-01-10}", "dont": "{must_not: date, who: ana, until: 2025-01-12}"}),
        ("direct", {"do": "{may: date, who: ana, with: ben}", "dont": "{must_not: date, who: ana, with: ben}"}),
    ],
)  # fmt: skip
def test_two_clauses_that_exclude_each_other(kind, clauses):
    verdict = solved(ours(**clauses))

    assert isinstance(verdict, Inconsistent)
    assert clauses_of(verdict) == [{"ours.do", "ours.dont"}]
    assert verdict.conflict.kind == kind
    assert verdict.conflict.people == ("ana",)
    assert len(verdict.drop) == 1


def test_one_more_than_a_limit_allows_is_too_many():
    polycule = ours(
        daily="{must: call, who: ana, with: ben, every: day}",
        cap="{may: call, who: ana, at_most: 1, per: week}",
    )

    verdict = solved(polycule, horizon=dt.date(2025, 1, 7))

    assert clauses_of(verdict) == [{"ours.daily", "ours.cap"}]


def test_a_schedule_whose_words_another_agreement_rules_out_is_not_shown():
    polycule = document(
        ("h", ("ana", "ben"), {
            "do": "{must: date, who: ana, with: caro, every: month}",
            "wait": "{may: date, who: ana, only_if: {told: other parties}}",
        }),
        ("k", ("ana", "caro"), {"dont": "{must_not: tell, who: ana, to: ben}"}),
    )  # fmt: skip

    verdict = solved(polycule)

    assert isinstance(verdict, Unknown)
    assert [each.clause for each in verdict.unsettled] == ["k.dont"]


def test_three_clauses_of_which_each_two_can_be_kept():
    clauses = {
        "do": WEEKLY,
        "early": "{must_not: date, who: ana, days: [mon, tue, wed, thu]}",
        "late": "{must_not: date, who: ana, days: [fri, sat, sun]}",
    }

    verdict = solved(ours(**clauses))

    assert clauses_of(verdict) == [{"ours.do", "ours.early", "ours.late"}]
    for two in combinations(clauses, 2):
        assert isinstance(solved(ours(**{name: clauses[name] for name in two})), Consistent)


def test_the_others_of_a_minimal_set_are_shown_to_be_kept():
    verdict = solved(
        ours(
            do=WEEKLY, dont="{must_not: date, who: ana}", other="{must: call, who: ana, with: ben}"
        )
    )

    without_do, without_dont = verdict.conflict.without
    assert without_do == ()
    assert {each.event.act for each in without_dont} == {"date"}


@pytest.mark.parametrize(
    ("gate", "ban"),
    [
        ("{told: ben}", "{must_not: tell, who: ana, to: ben}"),
        ("{yes_from: ben}", "{must_not: say-yes, who: ben}"),
        ("{talked_with: ben}", "{must_not: talk, who: ana, with: ben}"),
    ],
)
@pytest.mark.parametrize(
    "form", ["{{may: date, who: ana, only_if: {}}}", "{{must_not: date, who: ana, unless: {}}}"]
)
def test_a_word_that_an_act_waits_for_may_be_ruled_out_elsewhere(form, gate, ban):
    polycule = document(
        ("h", ("ana", "ben"), {"do": "{must: date, who: ana, with: caro, every: month}", "wait": form.format(gate)}),
        ("k", ("ben", "ana"), {"dont": ban}),
    )  # fmt: skip

    verdict = solved(polycule)

    assert clauses_of(verdict) == [{"h.do", "h.wait", "k.dont"}]
    assert all(each is not None for each in verdict.conflict.without)


def test_somebody_would_have_to_be_in_two_places():
    here = "{must: date, who: ana, with: ben, where: home, every: week, days: thu, hours: 19:00-20:00, lasting: at least 3h}"
    there = "{must: date, who: ana, with: caro, where: away, every: week, days: thu, hours: 19:00-21:00, lasting: at least 3h}"
    both = document(("ab", ("ana", "ben"), {"x": here}), ("ac", ("ana", "caro"), {"x": there}))
    later = document(
        ("ab", ("ana", "ben"), {"x": here}),
        ("ac", ("ana", "caro"), {"x": there.replace("19:00-21:00", "19:00-23:30")}),
    )

    verdict = solved(both)

    assert verdict.conflict.kind == "mutual exclusion"
    assert clauses_of(verdict) == [{"ab.x", "ac.x"}]
    assert isinstance(solved(later), Consistent)


def test_time_for_two_homes_is_more_than_a_week_has():
    hours = "{{must: time-together, who: ana, with: {}, where: {}, at_least: {}, per: week}}"

    def of(much):
        return document(
            ("ab", ("ana", "ben"), {"x": hours.format("ben", "home", "100h")}),
            ("ac", ("ana", "caro"), {"x": hours.format("caro", "away", much)}),
        )

    assert clauses_of(solved(of("90h"))) == [{"ab.x", "ac.x"}]
    assert solved(of("90h")).conflict.kind == "mutual exclusion"
    assert not isinstance(solved(of("20h")), Inconsistent)


def test_one_who_is_with_all_of_them_has_time_for_it():
    hours = "{{must: time-together, who: ana, with: {}, at_least: 100h, per: week}}"
    polycule = document(
        ("ab", ("ana", "ben"), {"x": hours.format("ben")}),
        ("ac", ("ana", "caro"), {"x": hours.format("caro")}),
    )

    assert not isinstance(solved(polycule), Inconsistent)


def test_a_duty_of_more_hours_than_a_week_has_cannot_be_kept_alone():
    verdict = solved(
        ours(much="{must: time-together, who: ana, with: ben, at_least: 200h, per: week}")
    )

    assert verdict.conflict.kind == "unrealizable"


def test_more_is_to_be_spent_than_may_be():
    verdict = solved(
        ours(
            do="{must: spend, who: ana, about: joint-account, at_least: 300 EUR, per: month}",
            cap="{may: spend, who: ana, about: joint-account, at_most: 200 EUR, per: month}",
        )
    )

    assert clauses_of(verdict) == [{"ours.do", "ours.cap"}]


def test_two_independent_conflicts_are_both_told():
    verdict = solved(
        ours(
            do=WEEKLY,
            dont="{must_not: date, who: ana, with: ben}",
            call="{must: call, who: ben, with: ana, every: week}",
            quiet="{must_not: call, who: ben}",
        )
    )

    assert clauses_of(verdict) == [{"ours.do", "ours.dont"}, {"ours.call", "ours.quiet"}]
    assert len(verdict.drop) == 2


def test_all_minimal_sets_are_given_when_they_are_asked_for():
    polycule = ours(
        do=WEEKLY,
        dont="{must_not: date, who: ana, with: ben}",
        never="{must_not: date, who: ana}",
        call="{must: date, who: ana, with: ben, at_least: 2, per: week}",
    )

    verdict = solved(polycule, sets=10)

    assert verdict.has_all
    assert {frozenset(each) for each in clauses_of(verdict)} == {
        frozenset({f"ours.{duty}", f"ours.{ban}"})
        for duty in ("do", "call")
        for ban in ("dont", "never")
    }
    assert len(verdict.drop) == 2


def test_fewer_sets_than_there_are_say_so():
    polycule = ours(
        do=WEEKLY, dont="{must_not: date, who: ana}", never="{must_not: date, with: ben}"
    )

    assert not solved(polycule, sets=1).has_all
    assert not solved(polycule, sets=2).has_all or len(solved(polycule, sets=2).conflicts) == 2


def test_the_lightest_is_dropped_where_clauses_have_weights():
    polycule = ours(
        do=WEEKLY,
        dont="{must_not: date, who: ana, days: weekdays}",
        never="{must_not: date, who: ana, days: weekend}",
    )

    heavy = solved(polycule, weights={"ours.do": 5, "ours.dont": 3, "ours.never": 2})
    light = solved(polycule, weights={"ours.do": 1, "ours.dont": 3, "ours.never": 2})

    assert [each.clause for each in heavy.compromise] == ["ours.never"]
    assert [each.clause for each in light.compromise] == ["ours.do"]


# In some situations


def test_a_conflict_in_one_situation_is_told_with_it():
    polycule = ours(
        do="{must: date, who: ana, with: ben, every: week}",
        dont="{must_not: date, who: ana, during: kid-week}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    (conflict,) = verdict.conditional
    assert conflict.situation == ("kid-week",)
    assert set(conflict.clauses) == {"ours.do", "ours.dont"}


def test_a_conflict_that_needs_two_situations_names_both():
    polycule = ours(
        do=WEEKLY,
        kid="{must_not: date, who: ana, days: [mon, tue, wed], during: kid-week}",
        work="{must_not: date, who: ana, days: [thu, fri, sat, sun], during: night-shift}",
    )

    (conflict,) = solved(polycule).conditional

    assert set(conflict.situation) == {"kid-week", "night-shift"}
    assert len(conflict.members) == 3


def test_only_when_both_are_away():
    polycule = ours(
        do=WEEKLY,
        dont="{must_not: date, who: ana, during: [{is: away, who: ana}, {is: away, who: ben}]}",
    )

    (conflict,) = solved(polycule).conditional

    assert conflict.situation == ("away (ana)", "away (ben)")


def test_what_follows_an_act_may_be_what_another_agreement_rules_out():
    polycule = document(
        ("ab", ("ana", "ben"), {"tell": "{must: tell, who: ana, to: ben, after: {act: date, who: ana, with: caro}, within: 1 day}"}),
        ("ac", ("ana", "caro"), {"ours": "{must_not: tell, who: ana, to: ben}"}),
    )  # fmt: skip

    verdict = solved(polycule)

    assert isinstance(verdict, Consistent)
    (conflict,) = verdict.conditional
    assert conflict.situation == ("date",)
    assert set(conflict.clauses) == {"ab.tell", "ac.ours"}


def test_a_clause_that_does_not_count_in_a_situation_is_no_conflict_there():
    polycule = ours(
        do=WEEKLY,
        dont="{must_not: date, who: ana, unless: kid-week}",
    )

    verdict = solved(polycule)

    assert isinstance(verdict, Inconsistent)
    assert verdict.conditional == ()


# Exceptions and what they are not


def test_what_follows_a_break_never_contradicts_it():
    text = HEAD.replace("means: a film, together", "means: a film") + (
        "  ours:\n    parties: [ana, ben]\n    clauses:\n"
        "      quiet: {says: No calls., norm: {must_not: call, who: ana}, if_broken: [{must: call, who: breaker, with: ben, within: 1 day}]}\n"
        f"      weekly: {{says: Weekly., norm: {WEEKLY}}}\n"
    )

    assert isinstance(solved(loads(text)), Consistent)


def test_a_narrower_ban_beside_a_wider_permission_is_an_exception():
    polycule = ours(may="{may: date, with: outsiders}", dont="{must_not: date, with: dan}")

    assert isinstance(solved(polycule), Consistent)


@pytest.mark.parametrize("options", [
    {"over": [("ours.dont", "ours.do")]},
    {"over": [("ours.do", "ours.dont")]},
    {"prefer": ["specific"]},
])  # fmt: skip
def test_a_clause_that_goes_before_another_makes_an_exception(options):
    polycule = ours(do=WEEKLY, dont="{must_not: date, who: ana}")

    assert isinstance(solved(polycule), Inconsistent)
    assert isinstance(solved(polycule, **options), Consistent)


def test_a_whole_agreement_may_go_before_another():
    polycule = document(
        ("ab", ("ana", "ben"), {"do": WEEKLY}),
        ("ac", ("ana", "caro"), {"dont": "{must_not: date, who: ana}"}),
    )

    assert isinstance(solved(polycule), Inconsistent)
    assert isinstance(solved(polycule, over=[("ab", "ac")]), Consistent)


def test_what_was_agreed_later_goes_before_if_that_is_said():
    def of(first, second):
        text = HEAD.replace("means: a film, together", "means: a film")
        for name, made, norm in (
            ("ab", first, WEEKLY),
            ("ac", second, "{must_not: date, who: ana}"),
        ):
            text += f"  {name}:\n    parties: [ana, ben]\n    made: {made}\n    clauses:\n      x: {{says: X., norm: {norm}}}\n"
        return loads(text)

    later = of("2024-01-01", "2024-06-01")

    assert isinstance(solved(later), Inconsistent)
    assert isinstance(solved(later, prefer=["later"]), Consistent)
    assert isinstance(solved(of("2024-01-01", "2024-01-01"), prefer=["later"]), Inconsistent)


# Nobody can tell


def test_a_clause_that_no_schedule_can_show_leaves_it_open():
    polycule = ours(x="{must: call, who: ana, with: ben, every: week, days: birthday}")

    verdict = solved(polycule)

    assert isinstance(verdict, Unknown)
    assert verdict.unsettled[0].clause == "ours.x"


def test_without_a_solver_counts_and_choices_are_unknown(monkeypatch):
    polycule = ours(
        a="{must: date, who: ana, with: caro, at_least: 2, per: week}",
        cap="{may: date, who: ana, at_most: 6, per: month}",
    )
    first = dt.date(2025, 1, 1)
    assert isinstance(solved(polycule, on=first), Inconsistent)
    for module in (workshop, importable(solve_function)):
        monkeypatch.setattr(module, "is_available", lambda: False)

    verdict = solved(polycule, on=first)

    assert isinstance(verdict, Unknown)
    assert "polyagree[solver]" in verdict.unsettled[0].why


def importable(function):
    """Return the module in which *function* is defined."""
    import sys

    return sys.modules[function.__module__]


@pytest.mark.parametrize(
    "clauses",
    [
        {"do": WEEKLY, "dont": "{must_not: date, who: ana, days: [mon, tue, wed, thu]}", "never": "{must_not: date, who: ana, days: [fri, sat, sun]}"},
        {"do": WEEKLY, "dont": "{must_not: date, who: ana, after: {act: date, who: ana}, for: 2 weeks}"},
        {"do": "{must: date, who: ana, with: ben, at_least: 3, per: week}", "dont": "{may: date, who: ana, at_most: 2, per: week}"},
        {"do": "{must: date, who: ana, with: ben, at_least: 6, per: week}", "dont": "{must_not: date, who: ana, after: {act: date, who: ana}, for: 36h}"},
    ],
)  # fmt: skip
def test_times_alone_are_told_without_a_solver(monkeypatch, clauses):
    polycule = ours(**clauses)
    with_solver = solved(polycule)
    for module in (workshop, importable(solve_function)):
        monkeypatch.setattr(module, "is_available", lambda: False)

    verdict = solved(polycule)

    assert isinstance(verdict, Inconsistent)
    assert clauses_of(verdict) == clauses_of(with_solver)
    assert verdict.drop is None


def test_nothing_is_decided_once_the_time_is_over():
    verdict = solved(ours(do=WEEKLY, dont="{must_not: date, who: ana}"), seconds=0)

    assert isinstance(verdict, Unknown)
    assert any("time" in each.why for each in verdict.unsettled)


# What is asked


def test_empty_agreements_can_be_kept():
    assert isinstance(solved(ours(nothing="none")), Consistent)
    assert isinstance(consistency.solve(loads("polyagree: 1\npeople: {ana: Ana}\n")), Consistent)


def test_clauses_that_nobody_said_the_meaning_of_are_named():
    text = HEAD.replace("means: a film, together", "means: a film") + (
        "  ours:\n    parties: [ana, ben]\n    clauses:\n"
        "      kind: {says: We are kind.}\n"
        "      love: {says: Nobody owns anybody., norm: none}\n"
        f"      weekly: {{says: Weekly., norm: {WEEKLY}}}\n"
    )

    assert solved(loads(text)).unread == ("ours.kind",)


def test_nobody_spends_the_same_hour_twice():
    verdict = solved(ours(hours="{must: date, who: all parties, at_least: 90h, per: week}"))

    assert isinstance(verdict, Consistent)
    for one, other in pairwise(verdict.schedule):
        assert one.event.at + dt.timedelta(minutes=450) <= other.event.at


@pytest.mark.parametrize("seconds", [-1, float("nan"), "5"])
def test_what_is_no_length_of_time_is_refused(seconds):
    with pytest.raises(InvalidTime, match="is not a number of seconds"):
        solved(ours(weekly=WEEKLY), seconds=seconds)


@pytest.mark.parametrize("key", ["on", "horizon"])
def test_what_is_no_day_is_refused(key):
    with pytest.raises(InvalidTime, match="`tomorrow` is not a day") as caught:
        solved(ours(weekly=WEEKLY), **{key: "tomorrow"})

    assert caught.value.field == key


def test_of_an_instant_its_day_is_taken():
    verdict = solved(ours(weekly=WEEKLY), horizon=dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC))

    assert verdict.horizon == dt.date(2025, 1, 20)


def test_a_weight_is_a_whole_number():
    with pytest.raises(InvalidQuantity, match=r"weighs 1\.5"):
        solved(ours(weekly=WEEKLY), weights={"ours.weekly": 1.5})


def test_what_says_nothing_of_what_goes_first_is_refused():
    with pytest.raises(InvalidPriority, match="`older`"):
        solved(ours(weekly=WEEKLY), prefer=["older"])


def test_a_horizon_in_the_past_is_refused():
    with pytest.raises(InvalidTime, match="2025-01-05 is before 2025-01-06"):
        solved(ours(weekly=WEEKLY), horizon=dt.date(2025, 1, 5))


def test_what_goes_before_itself_is_refused():
    polycule = ours(a=WEEKLY, b="{must_not: date, who: ana}", c="{must_not: call}")
    circle = [("ours.a", "ours.b"), ("ours.b", "ours.c"), ("ours.c", "ours.a")]

    with pytest.raises(InvalidPriority, match="in a circle") as caught:
        solved(polycule, over=circle)

    assert all(f"`ours.{name}`" in str(caught.value) for name in "abc")


@pytest.mark.parametrize(
    "options", [{"over": [("ours.a", "ours.nothing")]}, {"weights": {"ours.nothing": 2}}]
)
def test_a_clause_that_is_not_there_is_refused(options):
    with pytest.raises(UnknownName, match=r"ours\.nothing"):
        solved(ours(a=WEEKLY), **options)


@pytest.mark.parametrize("options", [{"weights": {"ours.a": 0}}, {"sets": 0}])
def test_what_is_no_number_from_one_is_refused(options):
    with pytest.raises(InvalidQuantity):
        solved(ours(a=WEEKLY), **options)


def test_the_first_day_is_the_last_one_that_is_recorded():
    polycule = document(("ours", ("ana", "ben"), {"weekly": WEEKLY}), extra="""
        events:
          - {at: 2025-03-03T10:00, who: ana, act: date, with: ben}
    """)  # fmt: skip

    assert consistency.solve(polycule).on == dt.date(2025, 3, 3)


def test_what_is_over_no_longer_counts():
    polycule = ours(do=WEEKLY, dont="{must_not: date, who: ana, until: 2024-12-31}")

    assert isinstance(solved(polycule), Consistent)


def test_what_happened_is_not_held_against_anybody():
    polycule = document(
        ("ours", ("ana", "ben"), {"weekly": WEEKLY, "cap": "{may: date, who: ana, at_most: 4, per: 4 weeks}"}),
        extra="""
        events:
          - {at: 2025-01-02T10:00, who: ana, act: date, with: caro}
          - {at: 2025-01-03T10:00, who: ana, act: date, with: caro}
          - {at: 2025-01-04T10:00, who: ana, act: date, with: caro}
          - {at: 2025-01-05T10:00, who: ana, act: date, with: caro}
        """,
    )  # fmt: skip

    assert isinstance(solved(polycule), Consistent)


def test_a_duty_that_names_somebody_binds_the_others():
    assert isinstance(solved(ours(x="{must: date, with: ben, every: week}")), Consistent)


def test_a_day_on_which_the_clock_is_changed_is_a_day():
    polycule = ours(x="{must: call, who: ana, with: ben, every: day, hours: 01:00-03:00}")

    verdict = solved(polycule, on=dt.date(2025, 3, 28), horizon=dt.date(2025, 4, 1))

    assert isinstance(verdict, Consistent)
    assert len(verdict.schedule) == 5
