"""Stories that are stored and gone on with after each event, through text."""

from __future__ import annotations

import datetime as dt

import pytest
from ledgers import document

from polyagree.codec import dumps_residual, loads_residual
from polyagree.model import Polycule
from polyagree.timeline import Ledger, replay, resume
from polyagree.timeline.log import Entry


def home(clauses: str, events: str = "", *, head: str = "", more: str = "") -> Polycule:
    """Return a document in which Ana and Ben agreed on *clauses*, each under its name."""
    agreement = (
        f"agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    {head}\n"
        "    clauses:\n"
    )
    for line in clauses.strip().splitlines():
        name, _, norm = line.strip().partition(": ")
        norm, _, rest = norm.partition(" // ")
        agreement += f"      {name}: {{says: x, norm: {norm}{', ' if rest else ''}{rest}}}\n"
    return document("", events, agreement=agreement, more=more)


TEN_DAYS = "it: {must: test, within: 10 days}"
LEND = "{must: childcare, who: ana, within: 10 days}"
BAN = "it: {must_not: smoke} // "
SMOKE = "id: {}, at: 2025-03-{}T10:00, who: ana, act: smoke"

STORIES = {
    "the third of several that may be one": home(
        "it: {must: talk, who: all parties, within: 1 week,"
        " after: {act: date, with: outsiders, nth: 3}}",
        """at: 2025-03-03T20:00, who: ana, act: date, with: caro
        at: 2025-03-04T20:00, who: ana, act: date
        at: 2025-03-05T20:00, who: ana, act: date, with: caro
        at: 2025-03-06T20:00, who: ana, act: date, with: caro""",
    ),
    "handed over": home(
        f"it: {LEND}\ncan: {{power: delegate, who: ana, over: home.it}}",
        """at: 2025-03-02T10:00, who: ana, act: delegate, to: kit, about: home.it
        at: 2025-03-05T10:00, who: kit, act: childcare""",
    ),
    "owed to somebody else": home(
        "it: {must: pay, who: ana, to: ben, within: 10 days}\n"
        "can: {power: assign, who: ben, over: home.it}",
        """at: 2025-03-02T10:00, who: ben, act: assign, to: kit, about: home.it
        at: 2025-03-05T10:00, who: ana, act: pay, to: kit""",
    ),
    "refused": home(
        "it: {power: veto, who: ben, over: {act: date, with: outsiders}, for: 2 weeks}",
        """at: 2025-03-03T10:00, who: ben, act: veto, about: {act: date, with: caro}
        at: 2025-03-05T20:00, who: ana, act: date, with: caro
        at: 2025-03-25T20:00, who: ana, act: date, with: caro""",
    ),
    "refused by a power that follows a break": home(
        f"{BAN}if_broken: [{{power: veto, who: ben, over: {{act: date, with: outsiders}}}}]",
        f"""{SMOKE.format("one", "03")}
        at: 2025-03-04T10:00, who: ben, act: veto, about: {{act: date, with: caro}}
        at: 2025-03-05T20:00, who: ana, act: date, with: caro""",
    ),
    "settled later": home(
        f"{BAN}if_broken: [{{must: talk, who: all parties, within: 1 month}}]\n"
        "then: {must_not: visit, during: {broken: home.it}}",
        f"""{SMOKE.format("one", "03")}
        at: 2025-03-04T20:00, who: ana, act: visit
        at: 2025-03-20T20:00, who: ana, act: visit""",
        more="breaches: {it-was: {of: home.it, event: one}}\n"
        "repairs: {mended: {of: it-was, settled: 2025-03-10}}",
    ),
    "found out later": home(
        f"{BAN}if_broken: [{{must: talk, who: all parties, within: 3 days}}]",
        f"""{SMOKE.format("one", "03")}
        at: 2025-03-12T20:00, who: [ana, ben], act: talk""",
        more="breaches: {it-was: {of: home.it, event: one, discovered: 2025-03-10}}",
    ),
    "due at the next check-in": home(
        "it: {must: tell, to: other parties, after: {act: date, with: outsiders},"
        " by: next check-in}",
        """at: 2025-03-03T20:00, who: ana, act: date, with: caro
        at: 2025-03-12T20:00, who: ana, act: tell, to: ben""",
        more="check_ins: [{date: 2025-03-09, people: [ana, ben]}]",
    ),
    "on a day without hours": home(
        "it: {may: overnight, with: outsiders, only_if: {told: other parties}}\n"
        "that: {must_not: overnight, hours: after 22:00}",
        """at: 2025-03-03, who: ana, act: overnight, with: caro
        at: 2025-03-03T12:00, who: ana, act: tell, to: ben, about: {act: overnight, with: caro}
        at: 2025-03-04T12:00, who: ana, act: overnight, with: kit""",
    ),
    "counted over a length of time": home(
        "it: {may: overnight, at_most: 1, per: 7 days}",
        """at: 2025-03-03T20:00, who: ana, act: overnight, with: caro
        at: 2025-03-09T20:00, who: ana, act: overnight, with: caro
        at: 2025-03-20T20:00, who: ana, act: overnight, with: caro""",
    ),
    "counted with each of them": home(
        "it: {may: overnight, with: each person, at_most: 1, per: month}",
        """at: 2025-03-03T20:00, who: ana, act: overnight, with: caro
        at: 2025-03-04T20:00, who: ana, act: overnight, with: kit
        at: 2025-03-05T20:00, who: ana, act: overnight, with: caro""",
    ),
    "counted at one time": home(
        "it: {may: travel, at_most: 1, per: moment}",
        """at: 2025-03-03T10:00, who: ana, act: travel, lasting: 3 days
        at: 2025-03-04T10:00, who: ana, act: travel, lasting: 1 day
        at: 2025-03-09T10:00, who: ana, act: travel, lasting: 1 day""",
    ),
    "counted on each occasion": home(
        "it: {may: drink, at_most: 1, per: party}",
        """at: 2025-03-03T20:00, who: ana, act: party, lasting: 5h
        at: 2025-03-03T21:00, who: ana, act: drink
        at: 2025-03-03T22:00, who: ana, act: drink""",
    ),
    "paused for a while": home(
        TEN_DAYS,
        """at: 2025-03-04T00:00, who: [ana, ben], act: pause, about: home.it, lasting: 5 days
        at: 2025-03-14T10:00, who: ana, act: test""",
    ),
    "ended for one of them": home(
        "it: {must: talk, who: all parties, every: week}",
        "at: 2025-03-12T00:00, who: ana, act: end, about: home",
    ),
    "waiting for how another one stands": home(
        "it: {must: test, who: any party, within: 1 week}\n"
        "next: {must: gratitude, who: all parties, from: {kept: home.it}, within: 2 days}",
        """at: 2025-03-03T10:00, who: ana, act: test
        at: 2025-03-04T10:00, who: [ana, ben], act: gratitude""",
    ),
    "waiting for something besides the break": home(
        f"{BAN}if_broken: [{{must: tell, who: breaker, to: other parties,"
        " after: {act: date, with: outsiders}, within: 1 day}]",
        f"""{SMOKE.format("one", "03")}
        at: 2025-03-05T20:00, who: ana, act: date, with: caro
        at: 2025-03-06T10:00, who: ana, act: tell, to: ben""",
    ),
    "missed, and owed all the same": home(
        "it: {must: pay, who: ana, to: ben, within: 2 days, late: owed}",
        """at: 2025-03-09T10:00, who: ana, act: work
        at: 2025-03-10T10:00, who: ana, act: pay, to: ben""",
    ),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_what_is_stored_after_each_event_becomes_what_one_replay_says(story: Polycule) -> None:
    until = dt.date(2025, 4, 15)
    entries = [Entry.of(event, story, index) for index, event in enumerate(story.events)]
    going_on = Ledger(story)
    for entry in sorted(entries, key=lambda each: each.order):
        going_on = resume(story, loads_residual(dumps_residual(going_on.residual)))
        going_on.take(entry)
    going_on = resume(story, loads_residual(dumps_residual(going_on.residual)))
    going_on.advance(until)
    whole = replay(story, until=until)

    assert going_on.instances == whole.instances
    assert going_on.owed() == whole.owed()
    assert going_on.residual == whole.residual
