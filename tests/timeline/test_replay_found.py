"""What generated logs found: each with the smallest log that shows it."""

from __future__ import annotations

import datetime as dt

from polyagree import loads
from polyagree.timeline.instances import Instance
from polyagree.timeline.ledger import Ledger, replay


def ledger(norm: str, *events: str, until: str = "2025-03-20", **more: str) -> Ledger:
    said = ", ".join(f"{{{event}}}" for event in events)
    document = f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan}}
agreements:
  home:
    parties: [ana, ben]
    made: {more.get("made", "2025-03-03")}
    {more.get("agreement", "")}
    clauses:
      it: {{says: It., norm: {norm}}}
events: [{said}]
breaches: {more.get("breaches", "{}")}
"""
    return replay(loads(document), until=dt.date.fromisoformat(until))


def instances(norm: str, *events: str, until: str = "2025-03-20", **more: str) -> list[Instance]:
    return list(ledger(norm, *events, until=until, **more).instances)


def of_ana(norm: str, *events: str, until: str = "2025-03-20", **more: str) -> list[Instance]:
    found = instances(norm, *events, until=until, **more)
    return [each for each in found if each.who == ("ana",)]


DRINK = "at: 2025-03-05T20:00, who: ana, act: drink"


def test_what_follows_a_missed_deadline_follows_no_event() -> None:
    norm = (
        "{must: test, within: 1 day, if_broken: [{must: apologise, who: breaker, within: 2 days}]}"
    )
    (duty,) = of_ana(norm)
    (step,) = duty.breaks[0].steps

    assert step.cause is None


def test_a_duty_that_names_somebody_binds_nobody_else() -> None:
    for time in ("within: 2 days", "every: week", "at_least: 1, per: 5 days"):
        found = instances(f"{{must: test, who: ana, {time}}}")

        assert {each.who for each in found} == {("ana",)}


def test_what_is_not_to_be_done_by_one_is_no_norm_for_the_other() -> None:
    for norm in ("{must_not: drink, who: ana}", "{power: pause, who: ana, over: home}"):
        assert [each.who for each in instances(norm)] == [("ana",)]


def test_nothing_comes_into_force_once_the_agreement_was_ended() -> None:
    end = "at: 2025-03-04T20:00, who: ben, act: end, about: home"
    for norm in (
        "{must: test, after: drink, within: 1 day}",
        "{must: test, from: 2025-03-05, within: 1 day}",
        "{must: test, every: week}",
        "{must_not: drink, from: 2025-03-05}",
    ):
        assert [each for each in of_ana(norm, end, DRINK) if each.state != "expired"] == []


def test_what_is_owed_at_each_occasion_is_owed_for_a_day() -> None:
    def state(at: str) -> str:
        test = f"at: {at}, who: ana, act: test"
        (duty,) = of_ana("{must: test, at_least: 1, per: drink}", DRINK, test)
        return duty.state

    assert state("2025-03-06T20:00") == "fulfilled"
    assert state("2025-03-06T20:01") == "terminal"


def test_a_prohibition_binds_from_the_day_it_says() -> None:
    (ban,) = of_ana("{must_not: drink, from: 2025-03-10}")

    assert ban.since == dt.datetime(2025, 3, 10, tzinfo=dt.UTC)
    assert of_ana("{must_not: drink, from: 2025-03-10}", until="2025-03-08") == []


def test_what_is_due_before_something_waits_for_that() -> None:
    (duty,) = of_ana("{must: test, after: drink, before: travel}", DRINK)
    (other,) = of_ana("{must: test, after: drink}", DRINK)

    assert (duty.verdict, other.verdict) == ("pending", "presumably_violated")


BOTH = "who: [ana, ben]"


def test_the_clock_of_a_window_stands_still_from_its_beginning_on() -> None:
    pause = f"at: 2025-03-09T20:00, {BOTH}, act: pause, about: home, lasting: 1 day"
    (week, *_) = of_ana("{must: test, every: week}", pause, until="2025-03-12")

    assert week.since == dt.datetime(2025, 3, 10, tzinfo=dt.UTC)
    assert week.until == dt.datetime(2025, 3, 17, 20, tzinfo=dt.UTC)


def test_nobody_is_released_from_what_they_may_do() -> None:
    release = f"at: 2025-03-05T20:00, {BOTH}, act: release, about: home"
    for norm in ("{may: drink}", "{power: pause, over: home}"):
        assert [each.state for each in of_ana(norm, release)] == ["in force"]


def test_what_merely_happens_may_be_what_several_wait_for_together() -> None:
    hurt = "at: 2025-03-04T20:00, act: hurt"
    talk = f"at: 2025-03-06T20:00, {BOTH}, act: talk"
    (ban,) = instances("{must_not: talk, who: all parties, after: hurt}", hurt, talk)

    assert ban.verdict == "violated"


def test_what_is_due_at_the_end_of_an_agreement_can_be_missed() -> None:
    for time in ("until: 2025-03-16", "every: week", "at_least: 1, per: week"):
        (duty,) = of_ana(f"{{must: test, {time}}}", agreement="ends: 2025-03-16")

        assert duty.verdict == "violated", time


def test_a_breach_of_the_agreement_may_be_one_of_its_clause() -> None:
    late = "{b: {of: home, event: it-was, discovered: 2025-03-08T10:00}}"
    (ban,) = of_ana("{must_not: drink}", f"id: it-was, {DRINK}", breaches=late)

    assert ban.breaks[0].record == "b"
    assert ban.breaks[0].discovered == dt.datetime(2025, 3, 8, 10, tzinfo=dt.UTC)


def test_nobody_releases_themselves_of_what_is_owed_to_all() -> None:
    release = "at: 2025-03-04T20:00, who: ana, act: release, about: home"
    norm = "[{must: test, within: 1 week}, {must: tell, to: other parties, within: 1 week}]"
    found = instances(norm, release, until="2025-03-05")

    assert [(each.norm.act, each.who, each.state) for each in found] == [
        ("test", ("ana",), "in force"),
        ("test", ("ben",), "in force"),
        ("tell", ("ana",), "in force"),
        ("tell", ("ben",), "released"),
    ]


def test_whoever_has_the_power_releases_from_everything() -> None:
    release = "at: 2025-03-04T20:00, who: ana, act: release, about: home"
    norm = "[{must: tell, to: other parties, within: 1 week}, {power: release, who: ana}]"
    (duty, _) = of_ana(norm, release, until="2025-03-05")

    assert duty.state == "released"


def test_a_talk_after_a_break_need_not_say_that_it_is_about_it() -> None:
    step = "{must: talk, who: all parties, about: breach, within: 3 days}"
    norm = f"{{must_not: drink, if_broken: [{step}]}}"

    def state(about: str) -> str:
        talk = f"at: 2025-03-06T20:00, {BOTH}, act: talk{about}"
        other = "id: other, at: 2025-03-04T20:00, who: ben, act: travel"
        (ban,) = of_ana(norm, f"id: it-was, {DRINK}", other, talk)
        return ban.state

    assert state("") == "compensated"
    assert state(", about: it-was") == "compensated"
    assert state(", about: drink") == "compensated"
    assert state(", about: home.it") == "compensated"
    assert state(", about: other") == "terminal"


def test_what_may_have_been_done_in_time_is_not_open_for_sure() -> None:
    day = "at: 2025-03-05, who: ana, act: drink"
    test = "at: 2025-03-05T12:00, who: ana, act: test"

    def verdict(norm: str) -> str:
        (duty,) = of_ana(norm, day, test, until="2025-03-06")
        return duty.verdict

    assert verdict("{must: test, after: drink}") == "unknown"
    assert verdict("{must: test, after: drink, within: 1 week}") == "unknown"


def test_one_that_may_count_is_not_two() -> None:
    test = "at: 2025-03-10, who: ana, act: test, where: home"
    norm = "{must: test, where: home, hours: 18:00-24:00, at_least: %s, per: week}"

    assert of_ana(norm % 1, test, until="2025-03-12")[0].verdict == "unknown"
    assert of_ana(norm % 2, test, until="2025-03-12")[0].verdict == "pending"


def test_what_comes_round_does_so_after_a_release() -> None:
    release = f"at: 2025-03-04T20:00, {BOTH}, act: release, about: home"
    for time in ("every: 3 days", "at_least: 1, per: 3 days"):
        first, second = of_ana(f"{{must: test, {time}}}", release, until="2025-03-05")

        assert (first.state, second.state) == ("released", "in force")
        assert second.since == dt.datetime(2025, 3, 4, 20, tzinfo=dt.UTC)


def test_while_its_clock_stands_still_no_duty_is_late() -> None:
    pause = f"at: 2025-03-06T08:00, {BOTH}, act: pause, about: home"
    test = "at: 2025-03-12T20:00, who: ana, act: test"
    (duty,) = of_ana("{must: test, after: drink, within: 2 days}", DRINK, pause, test)

    assert duty.state == "fulfilled"
