"""A ledger as text and as JSON."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given, settings

from polyagree.codec import loads
from polyagree.model import Polycule
from polyagree.report import (
    render_difference,
    render_difference_json,
    render_exploration,
    render_exploration_json,
    render_ledger,
    render_ledger_json,
)
from polyagree.report.cells import visible
from polyagree.testing import strategies
from polyagree.timeline import explore, replay, what_if, why_not


def page(
    clauses: str, rest: str = "", *, until: str | None = None, broken: str = "", **options
) -> str:
    steps = f"if_broken: [{broken}]" if broken else "review: {every: month}"
    document = f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, cal: Cal}}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    {steps}
    clauses: {{{clauses}}}
{rest}
"""
    end = None if until is None else dt.date.fromisoformat(until)
    return render_ledger(replay(loads(document), until=end), **options)


def days(text: str) -> str:
    """Return the account, without what stands above and below it."""
    return text.partition("\n\n")[2].partition("\n\nHow it stands")[0]


BAN = "x: {says: No., norm: {must_not: smoke}}"
TALK = "{must: talk, who: all parties, within: 2 days}"


# The account


def test_a_break_is_told_with_what_follows_it() -> None:
    events = "events: [{id: balcony, at: 2026-03-10T21:00, who: ana, act: smoke}]"

    assert (
        days(page(BAN, events, broken=TALK))
        == """\
Monday 2 March 2026
  - in force from now on: `us.x`

Tuesday 10 March 2026
  21:00  Ana: `smoke` (`balcony`)
         - `us.x` is broken
           - to follow: `talk` by Ana and Ben, by the end of 12 March"""
    )


def test_a_break_that_is_made_good_is_told_to_be() -> None:
    events = """events:
  - {at: 2026-03-10T21:00, who: ana, act: smoke}
  - {at: 2026-03-11T21:00, who: [ana, ben], act: talk}"""

    text = page(BAN, events, broken=TALK)

    assert days(text).endswith("""\
Wednesday 11 March 2026
  21:00  Ana and Ben: `talk`
         - this was to follow a break of `us.x`
         - the break of `us.x` on 10 March is made good""")
    assert "broken, made good" in text


def test_what_is_made_good_some_time_of_a_day_is_told_on_that_day() -> None:
    events = """events:
  - {at: 2026-03-10T21:00, who: ana, act: smoke}
  - {at: 2026-03-11, who: [ana, ben], act: talk}"""

    assert days(page(BAN, events, broken=TALK)).endswith("""\
Wednesday 11 March 2026
  Ana and Ben: `talk`
         - this was to follow a break of `us.x`
         - the break of `us.x` on 10 March is made good""")


def test_where_nothing_was_agreed_to_follow_that_is_said() -> None:
    events = "events: [{at: 2026-03-10T21:00, who: ana, act: smoke}]"

    text = days(page(BAN, events))

    assert "- nothing was agreed to follow" in text
    assert "no longer" not in text


def test_what_is_not_known_yet_has_nothing_that_follows() -> None:
    rest = """events: [{id: balcony, at: 2026-03-10T21:00, who: ana, act: smoke}]
breaches: {one: {of: us.x, by: ana, event: balcony, discovered: 2026-03-20}}"""

    early = days(page(BAN, rest, until="2026-03-15", broken=TALK))
    late = days(page(BAN, rest, broken=TALK))

    assert "`us.x` is broken; it is not known yet" in early
    assert "to follow" not in early
    assert (
        """\
Friday 20 March 2026
  - the break of `us.x` on 10 March becomes known
    - to follow: `talk` by Ana and Ben, by the end of 22 March"""
        in late
    )


def test_what_people_settled_is_told_with_what_they_wrote_about_it() -> None:
    rest = """events: [{id: balcony, at: 2026-03-10T21:00, who: ana, act: smoke}]
breaches: {one: {of: us.x, by: ana, event: balcony}}
repairs: {april: {of: one, settled: 2026-04-02}}"""

    text = page(BAN, rest, broken=TALK)

    assert "`april` tells how it was mended, settled on 2 April" in text
    assert "broken, settled" in text


def test_a_missed_day_ends_that_day() -> None:
    duty = "x: {says: Call., norm: {must: call, who: ana, within: 3 days}}"

    assert days(page(duty, until="2026-03-20")).endswith("""\
Thursday 5 March 2026
  at the end of the day
         - nothing is recorded of `call` by Ana: `us.x` is broken
           - nothing was agreed to follow""")


def test_what_is_asked_of_each_is_told_once() -> None:
    duty = "x: {says: Call., norm: {must: call, within: 3 days}}"

    assert "nothing is recorded of `call` by Ana, by Ben: `us.x` is broken" in page(
        duty, until="2026-03-20"
    )


def test_days_on_which_only_time_passes_are_told_together() -> None:
    duty = "x: {says: Call., norm: {must: call, who: ana, every: week}}"
    events = "events: [{at: 2026-05-01T10:00, who: ana, act: call}]"

    text = days(page(duty, events))

    assert "Sunday 15 March to Sunday 26 April 2026\n" in text
    assert "- nothing is recorded of `call` by Ana: `us.x` is broken (7 times)" in text
    assert text.endswith("10:00  Ana: `call`\n         - `us.x` is kept")


def test_what_hangs_on_the_hour_is_left_open() -> None:
    duty = "x: {says: Quiet., norm: {must_not: smoke, hours: 20:00-22:00}}"
    events = "events: [{at: 2026-03-10, who: ana, act: smoke}]"

    text = page(duty, events)

    assert "Ana: `smoke`\n         - `us.x` is perhaps broken: the record leaves it open" in text
    assert "not clear" in text


def test_what_nothing_speaks_of_is_counted_and_not_told() -> None:
    text = page(BAN, "events: [{at: 2026-03-10, who: ana, act: work}]")

    assert "work" not in text
    assert "1 other entry touches nothing of it." in text


def test_a_former_wording_is_told_until_its_end() -> None:
    document = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    clauses: {new: {says: No., norm: {must_not: smoke}}}
    revisions:
      - {date: 2026-03-10, because: b, accepted: {ana: 2026-03-10, ben: 2026-03-10},
         was: {old: {says: No., norm: {must_not: drink}}, new: none}}
""")

    text = render_ledger(replay(document))

    assert (
        """\
Tuesday 10 March 2026
  - no longer in force: `us.old`
  - in force from now on: `us.new`"""
        in text
    )
    assert "us.old      0     0       0     0  over" in text


def test_a_pause_is_told() -> None:
    clauses = BAN + ", p: {says: Ana can pause it., norm: {power: pause, who: ana, over: us.x}}"
    events = """events:
  - {at: 2026-03-10T10:00, who: ana, act: pause, about: us.x}
  - {at: 2026-03-12T10:00, who: ana, act: resume, about: us.x}"""

    text = days(page(clauses, events))

    assert "Ana: `pause` about `us.x`\n         - `us.p` gives the power to do so\n" in text
    assert "- `us.x` pauses" in text


# What is still to be done


def test_what_is_owed_says_who_what_and_until_when() -> None:
    duty = "x: {says: Call., norm: {must: call, who: ana, to: ben, within: 30 days}}"

    assert "Still to be done\n  - `call` by Ana to Ben, by the end of 1 April (`us.x`)\n" in page(
        duty, until="2026-03-20"
    )


def test_what_is_late_and_owed_all_the_same_says_so() -> None:
    duty = "x: {says: Call., norm: {must: call, who: ana, within: 3 days, late: owed}}"

    text = page(duty, until="2026-03-20")

    assert (
        "`call` by Ana: it was due by the end of 5 March, and is owed until it is done (`us.x`)"
        in text
    )


# The page


def test_long_sentences_are_broken_where_the_page_ends() -> None:
    events = "events: [{at: 2026-03-10T21:00, who: ana, act: smoke, how: [on the balcony, alone]}]"

    text = page(BAN, events, broken=TALK, width=50)

    # A table stays as wide as it is.
    text, _, rest = text.partition("How it stands")
    assert max(map(len, (text + rest.partition("Still")[2]).splitlines())) <= 50


@settings(max_examples=30)
@given(strategies.polycules())
def test_whatever_a_document_says_it_can_be_told(polycule: Polycule) -> None:
    ledger = replay(polycule)
    text = render_ledger(ledger, width=60, days=5)
    found = json.loads(render_ledger_json(ledger))

    assert text.endswith("\n")
    assert all(line == visible(line) for line in text.split("\n"))
    assert [each["clause"] for each in found["summary"]] == [
        each.clause for each in ledger.summary()
    ]


@settings(max_examples=15)
@given(strategies.polycules())
def test_whatever_could_be_can_be_told(polycule: Polycule) -> None:
    events = polycule.events[-1:]
    answers = tuple(why_not(polycule, event) for event in events)
    difference = what_if(polycule, events)
    text = render_difference(answers, difference, width=60)
    json.loads(render_difference_json(answers, difference))
    for agreement in polycule.agreements[:1]:
        found = explore(polycule, clause=agreement.id)
        text += render_exploration(found, polycule, clause=agreement.id, width=60)
        json.loads(render_exploration_json(found, polycule, clause=agreement.id))

    assert all(line == visible(line) for line in text.split("\n"))
