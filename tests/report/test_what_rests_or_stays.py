"""Pauses that meet nothing open, breaks that stay, and what is over before the end."""

from __future__ import annotations

from polyagree.codec import loads, parse_events
from polyagree.model import Polycule
from polyagree.report import render_difference, render_exploration, render_ledger
from polyagree.timeline import explore, replay, what_if, why_not

HEAD = """
polyagree: 1
people: {ana: Ana, ben: Ben, cal: Cal}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-02-01
    clauses:
"""
WEEKLY = "{must: date, with: other parties, every: week, days: thu}"
PAUSING = "      pausing: {says: P., norm: {power: pause, over: us.it, for: 2 weeks}}\n"
DATE = "{at: 2026-02-05T19:00, who: [ana, ben], act: date}"
LATER = "{at: 2026-02-26T19:00, who: [ana, ben], act: date}"
PAUSE = "{at: 2026-02-06, who: ben, act: pause, about: us.it}"
SMOKE = "{at: 2026-02-10T12:00, who: ana, act: smoke}"
UNBOUND = "{must: apologise, who: guests, to: affected, within: 2 days}"
TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 1 day}"


def document(norm: str, *events: str, broken: str = "", more: str = "") -> Polycule:
    steps = f", if_broken: [{broken}]" if broken else ""
    listed = "".join(f"\n  - {event}" for event in events)
    return loads(f"{HEAD}      it: {{says: It., norm: {norm}{steps}}}\n{more}events:{listed}\n")


def told(polycule: Polycule) -> str:
    return render_ledger(replay(polycule))


def would_be(polycule: Polycule, event: str, until: str) -> str:
    import datetime as dt

    (one,) = parse_events([event], polycule, name="--event")
    difference = what_if(polycule, [one], until=dt.date.fromisoformat(until))
    return render_difference((why_not(polycule, one),), difference)


def test_a_pause_is_told_where_nothing_is_open_just_then() -> None:
    text = told(document(WEEKLY, DATE, PAUSE, LATER, more=PAUSING))

    assert (
        """\
Friday 6 February 2026
  Ben: `pause` about `us.it`
         - `us.pausing` gives the power to do so
         - `us.it` pauses
"""
        in text
    )
    assert "Friday 20 February 2026\n  - no longer paused: `us.it`\n" in text


def test_a_clause_that_goes_on_early_is_told_to_where_nothing_is_open() -> None:
    resume = "{at: 2026-02-08T20:00, who: [ana, ben], act: resume, about: us.it}"

    text = told(document(WEEKLY, DATE, PAUSE, resume, LATER, more=PAUSING))

    assert "`resume` about `us.it`\n         - `us.it` goes on\n" in text
    assert "no longer paused" not in text


def test_a_pause_that_is_made_longer_is_told_to_be_over_once() -> None:
    again = "{at: 2026-02-12, who: ana, act: pause, about: us.it}"

    text = told(document(WEEKLY, DATE, PAUSE, again, LATER, more=PAUSING))

    assert text.count("- `us.it` pauses") == 1
    assert text.count("no longer paused") == 1
    assert text.index("Thursday 26 February") < text.index("no longer paused")


def test_a_pause_without_the_power_is_none() -> None:
    text = told(document(WEEKLY, DATE, PAUSE, LATER))

    assert "`pause` about `us.it`" in text
    assert "- `us.it` pauses" not in text


def test_a_step_that_binds_nobody_is_told_alike_everywhere() -> None:
    polycule = document("{must_not: smoke}", SMOKE, broken=UNBOUND)
    said = "`apologise` was agreed to follow, and binds nobody; so this stays as it is"

    replayed = told(polycule)
    explored = render_exploration(explore(polycule, clause="us.it"), polycule, clause="us.it")
    weighed = would_be(polycule, "{at: 2026-02-11, who: ben, act: smoke}", "2026-02-12")

    assert f"- `us.it` is broken\n           - {said}\n" in replayed
    assert "broken, and stays as it is" in replayed
    assert f"  {said}\n" in explored
    assert "without" not in explored
    assert said in weighed
    assert "broken 2 times, and each stays as it is" in weighed
    for text in (replayed, explored, weighed):
        assert "nothing was agreed to follow" not in text


def test_what_binds_somebody_is_told_beside_what_binds_nobody() -> None:
    steps = f"{{must: talk, who: all parties, within: 3 days}}, {UNBOUND}"

    text = told(document("{must_not: smoke}", SMOKE, broken=steps))

    assert "- to follow: `talk` by Ana and Ben, by the end of 13 February" in text
    assert "- `apologise` was agreed to follow, and binds nobody" in text


def test_what_was_asked_for_and_is_over_is_told_as_well() -> None:
    talk = "{must: talk, who: all parties, within: 3 days}"
    polycule = document(TELL, SMOKE, broken=talk)

    text = would_be(
        polycule, "{at: 2026-03-02T10:00, who: ana, act: date, with: cal}", "2026-03-20"
    )

    assert (
        """\
What it would ask for
  - `tell` by Ana to Ben, by the end of 3 March (`us.it`), and it would be missed
  - `talk` by Ana and Ben, by the end of 7 March (to follow a break of `us.it`), and it would be missed
"""
        in text
    )


def test_what_is_not_to_be_done_and_would_be_over_was_kept() -> None:
    step = "{must_not: late-night, who: breaker, for: 1 week}"
    polycule = document("{must_not: smoke}", DATE, broken=step)

    text = would_be(polycule, SMOKE, "2026-03-20")

    assert (
        "no `late-night` by Ana, until the end of 17 February"
        " (to follow a break of `us.it`), and it would be kept" in text
    )


def test_days_that_are_told_together_say_what_was_to_follow_and_what_came_of_it() -> None:
    talk = "{must: talk, who: all parties, about: breach, within: 3 days}"
    polycule = document(WEEKLY, "{at: 2026-03-01, who: ben, act: call}", broken=talk)

    text = told(polycule)

    assert (
        """\
Thursday 5 to Thursday 26 February 2026
  - nothing is recorded of `date` by Ana, by Ben: `us.it` is broken (4 times each)
    - to follow each time: `talk` by Ana and Ben
  - nothing is recorded of `talk` by Ana and Ben, to follow a break of `us.it` (6 times)
  - 6 breaks of `us.it` can no longer be made good
"""
        in text
    )
    assert "us.it       8     0       8     0" in text


def test_days_that_are_told_together_say_that_nothing_was_to_follow() -> None:
    text = told(document(WEEKLY, "{at: 2026-03-22, who: ben, act: call}"))

    assert "`us.it` is broken (7 times each)\n    - nothing was agreed to follow\n" in text
    assert "no longer be made good\n" not in text.partition("How it stands")[0]


def test_what_was_broken_ends_as_well() -> None:
    talk = "{must: talk, who: all parties, about: breach, within: 3 days}"
    polycule = document("{must_not: smoke}", SMOKE, broken=talk)

    text = would_be(
        polycule, "{at: 2026-02-11T10:00, who: [ana, ben], act: end, about: us}", "2026-02-12"
    )

    assert (
        """\
What else would come of it
  - `us` would end
  - no `smoke` by Ana (`us.it`) would end
  - `talk` by Ana and Ben (to follow a break of `us.it`) would end
  - no `smoke` by Ben (`us.it`) would end
"""
        in text
    )


def test_a_week_that_would_be_paused_would_fall_away() -> None:
    polycule = document(WEEKLY, DATE)

    text = would_be(
        polycule,
        "{at: 2026-02-06, who: [ana, ben], act: pause, about: us.it, lasting: 2 weeks}",
        "2026-02-21",
    )

    assert "- `date` by Ana (`us.it`) would fall away (2 times)\n" in text
    assert "- the break of `us.it` on 12 February would not come about" in text
