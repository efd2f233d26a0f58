"""A ledger as text and as JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from polyagree.codec import load, loads
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
TELL = "t: {says: Tell., norm: {must: tell, to: other parties, after: {act: date, with: outsiders}, within: 24h}}"
WEEKLY = "c: {says: Call., norm: {must: call, who: ben, every: week}}"
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

    assert days(text).endswith("""\
Thursday 2 April 2026
  at the end of the day
         - the break of `us.x` on 10 March is settled (`april`)""")
    assert "tells how it was mended" not in text
    assert "broken, settled" in text


def test_a_break_that_was_settled_before_its_time_was_over_says_by_what() -> None:
    rest = """events: [{id: balcony, at: 2026-03-10T21:00, who: ana, act: smoke}]
breaches: {one: {of: us.x, by: ana, event: balcony}}
repairs: {march: {of: one, settled: 2026-03-11}}"""

    text = days(page(BAN, rest, until="2026-03-20", broken=TALK))

    assert (
        """\
Wednesday 11 March 2026
  at the end of the day
         - the break of `us.x` on 10 March is settled (`march`)
"""
        in text
    )
    assert "`march` tells how it was mended, settled on 11 March" in text


def test_one_record_is_settled_once_whatever_it_broke() -> None:
    clause = "x: {says: No., norm: [{must_not: smoke}, {must_not: smoke, with: outsiders}]}"
    rest = """events: [{id: balcony, at: 2026-03-10T21:00, who: ana, act: smoke, with: cal}]
breaches: {one: {of: us.x, by: ana, event: balcony}}
repairs: {march: {of: one, settled: 2026-03-08}}"""

    text = days(page(clause, rest))

    assert text.count("is settled") == 1
    assert text.index("`us.x` is broken") < text.index("is settled")


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
    assert "1 other entry is of an act that nothing here asks about." in text


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


def test_a_clause_that_is_put_differently_goes_on() -> None:
    document = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    clauses: {x: {says: No., norm: {must_not: smoke}}}
    revisions:
      - {date: 2026-03-10, because: b, accepted: {ana: 2026-03-10, ben: 2026-03-10},
         was: {x: {says: No., norm: {must_not: drink}}}}
""")

    text = render_ledger(replay(document))

    assert "Tuesday 10 March 2026\n  - put differently from now on: `us.x`\n" in text
    assert "no longer in force" not in text


def test_a_time_with_seconds_stands_apart() -> None:
    events = "events: [{at: 2026-03-10T21:00:30, who: ana, act: smoke}]"

    assert "  21:00:30  Ana: `smoke`\n" in page(BAN, events)


def test_an_hour_that_comes_twice_is_told_with_its_offset_everywhere() -> None:
    events = """events:
  - {at: 2026-10-24T02:30+01:00, who: ana, act: date, with: cal}
  - {at: 2026-10-25T01:10+00:00, who: ana, act: tell, to: ben}"""

    text = page(TELL, events)

    assert "until 01:30 (+00:00) on 25 October" in text
    assert "  01:10 (+00:00)  Ana: `tell` to Ben\n" in text


def test_a_pause_is_told() -> None:
    clauses = BAN + ", p: {says: Ana can pause it., norm: {power: pause, who: ana, over: us.x}}"
    events = """events:
  - {at: 2026-03-10T10:00, who: ana, act: pause, about: us.x}
  - {at: 2026-03-12T10:00, who: ana, act: resume, about: us.x}"""

    text = days(page(clauses, events))

    assert "Ana: `pause` about `us.x`\n         - `us.p` gives the power to do so\n" in text
    assert "- `us.x` pauses" in text


PAUSED = """events:
  - {at: 2026-03-10T20:00, who: ana, act: date, with: cal}
  - {at: 2026-03-10T21:00, who: [ana, ben], act: pause, about: us}
  - {at: 2026-03-24T21:00, who: [ana, ben], act: resume, about: us}"""


def test_a_deadline_is_told_as_it_was_known_on_that_day() -> None:
    text = days(page(f"{TELL}, {WEEKLY}", PAUSED))

    assert "`us.t` asks for `tell` by Ana to Ben, until 20:00 on 11 March" in text
    assert (
        """\
  21:00  Ana and Ben: `resume` about `us`
         - `us` goes on
           - `tell` by Ana to Ben, until 20:00 on 25 March (`us.t`)
           - `call` by Ben, by the end of 29 March (`us.c`)
           - `call` by Ben, until 21:00 on 31 March (`us.c`)
           - `call` by Ben from 16 March to 22 March fell away: all of that time was paused"""
        in text
    )


def test_what_was_paused_by_a_time_goes_on_by_itself() -> None:
    events = (
        "events: [{at: 2026-03-10T21:00, who: [ana, ben], act: pause, about: us, lasting: 2 weeks}]"
    )

    text = days(page(f"{BAN}, {WEEKLY}", events, until="2026-03-24"))

    assert "  - no longer paused: `us.x`, `us.c`\n" in text.replace("       - ", "- ")
    assert "fell away: all of that time was paused (`us.c`)" in text
    assert "no longer in force" not in text


def test_what_is_paused_now_has_no_date() -> None:
    events = "\n".join(PAUSED.splitlines()[:3])

    assert "Still to be done\n  - `tell` by Ana to Ben, paused for now (`us.t`)\n" in page(
        TELL, events
    )


def test_the_next_check_in_has_no_date_before_it_was() -> None:
    clause = (
        "x: {says: Tell., norm: {must: tell, who: ana, to: ben, after: date, by: next check-in}}"
    )
    rest = """check_ins: [{date: 2026-03-12, people: [ana, ben]}]
events: [{at: 2026-03-10T20:00, who: ana, act: date, with: cal}]"""

    text, early = page(clause, rest), page(clause, rest, until="2026-03-11")

    assert "`us.x` asks for `tell` by Ana to Ben, by the next check-in\n" in text
    assert "  - `tell` by Ana to Ben, by the next check-in (`us.x`)\n" in early


def test_an_end_is_told_once_with_what_is_no_longer_asked_for() -> None:
    events = """events:
  - {at: 2026-03-10T20:00, who: ana, act: smoke}
  - {at: 2026-03-11T20:00, who: [ana, ben], act: end, about: us}"""

    text = page(f"{BAN}, {WEEKLY}", events, broken=TALK)

    assert (
        """\
  20:00  Ana and Ben: `end` about `us`
         - `us` ends
           - `talk` by Ana and Ben is no longer to follow a break of `us.x`
           - `call` by Ben is no longer asked for (`us.c`)
"""
        in text
    )
    assert (
        """\
  clause  times  kept  broken  open  other
  us.x        1     0       1     0      0  broken, over before it was made good
  us.c        1     0       0     0      1  over
  other: 1 over
"""
        in text
    )


def test_who_ends_it_for_themselves_is_named() -> None:
    document = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben, cal: Cal}
agreements:
  us: {parties: [ana, ben, cal], made: 2026-03-02, if_broken: [{must: talk, who: all parties}],
    clauses: {x: {says: No., norm: {must_not: smoke}}}}
events:
  - {at: 2026-03-09T20:00, who: ana, act: smoke}
  - {at: 2026-03-10T20:00, who: ana, act: end, about: us}
""")

    assert "- `us` ends for Ana\n" in render_ledger(replay(document))


def test_what_counts_for_some_later_than_for_others_says_for_whom() -> None:
    document = loads("""
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    clauses:
      x: {says: No., norm: [{must_not: smoke, who: ana}, {must_not: smoke, who: ben, from: 2026-03-05}]}
events: [{at: 2026-03-10T20:00, who: ana, act: talk}]
""")

    text = render_ledger(replay(document))

    assert "- in force from now on: `us.x` for Ana\n" in text
    assert "- in force from now on: `us.x` for Ben\n" in text


def test_what_was_refused_says_by_whom() -> None:
    clause = (
        "x: {says: Ben can say no., norm: {power: veto, who: ben, over: {act: date}, for: 2 weeks}}"
    )
    events = """events:
  - {at: 2026-03-10T20:00, who: ben, act: veto, about: cal}
  - {at: 2026-03-12T20:00, who: ana, act: date, with: cal}"""

    text = days(page(clause, events))

    assert "`us.x` asks for no `date` with Cal by Ana, until the end of 24 March" in text
    assert "`us.x` is broken: refused by Ben on 10 March" in text


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


@pytest.mark.parametrize(
    ("norm", "said"),
    [
        ("{must: call, every: 3 months}", "every 3 months; since when, the document does not say"),
        ("{must: call, before: date}", "before `date`"),
    ],
)
def test_without_a_date_it_is_told_what_it_hangs_on(norm: str, said: str) -> None:
    document = loads(f"""
polyagree: 1
people: {{ana: Ana}}
boundaries: {{calls: {{holder: ana, says: I call., norm: {norm}}}}}
events: [{{at: 2026-03-10, who: ana, act: work}}]
""")

    assert f"  - `call` by Ana, {said} (`calls`)\n" in render_ledger(replay(document))


# How it stands


@pytest.mark.parametrize(
    "path", sorted(Path("examples").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_table_adds_up_and_keeps_to_the_page(path: Path) -> None:
    text = render_ledger(replay(load(path)))
    table = text.partition("How it stands\n")[2].partition("\n\n")[0].splitlines()

    rows = [[int(each) for each in re.findall(r" (\d+)(?=  )", line)] for line in table]
    assert all(len(line) <= 80 for line in table)
    assert all(times == sum(others) for times, *others in filter(None, rows))


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
