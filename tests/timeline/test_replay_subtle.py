"""What is easily got wrong: each was, once."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import pytest
from ledgers import document, ledger, of

from polyagree.errors import InvalidTime, UnknownName
from polyagree.timeline import replay

TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 2 days}"
DATE = "at: 2025-03-07T20:00, who: ana, act: date, with: kit"


def three(norm, events="", *, until=None, more="", head="made: 2025-03-01"):
    agreement = (
        f"agreements:\n  home:\n    parties: [ana, ben, caro]\n    {head}\n"
        f"    clauses: {{it: {{says: x, norm: {norm}}}}}\n"
    )
    return ledger("", events, agreement=agreement, until=until, more=more)


def verdicts(found, who="ana"):
    return [each.verdict for each in of(found, who)]


# Coming round


def test_what_comes_round_ends_with_its_day():
    found = ledger(
        "{must: talk, who: all parties, every: week, until: 2025-03-16}", until="2025-05-01"
    )

    assert len(found.instances) == 2


def test_and_with_its_condition():
    norm = "{must: talk, who: all parties, every: week, until: {done: move-in}}"
    found = ledger(norm, "at: 2025-03-12T10:00, who: [ana, ben], act: move-in", until="2025-05-01")

    assert [each.state for each in found.instances] == ["terminal", "expired"]


def test_what_is_due_only_while_something_holds_is_not_known_without_it():
    norm = "{must: talk, who: all parties, every: week, during: travelling}"

    assert set(verdicts(ledger(norm, until="2025-04-01"))) == {"unknown", "pending"}


def test_what_comes_round_after_each_event_does_so_day_by_day():
    norm = "{must: talk, who: all parties, every: day, after: hurt, for: 1 week}"
    talk = "at: 2025-03-05T10:00, who: [ana, ben], act: talk"
    hurt = "at: 2025-03-04T10:00, act: hurt"

    assert verdicts(ledger(norm, f"{hurt}\n{talk}")) == ["pending"]
    assert verdicts(ledger(norm, f"{hurt}\n{talk}", until="2025-03-06")) == ["violated"]


def test_an_exception_on_a_thursday_is_one_for_the_week():
    norm = "{must: time-together, with: other parties, every: week, days: thu}"
    agreed = "at: 2025-03-06T10:00, who: [ana, ben], act: agree-exception, about: home.it"

    assert of(ledger(norm, agreed, until="2025-03-09"))[0].state == "released"


def test_a_week_that_lies_wholly_in_a_pause_asks_for_nothing():
    norm = "{must: talk, who: all parties, every: week}"
    pause = "at: 2025-03-05T10:00, who: [ana, ben], act: pause, about: home.it, lasting: 21 days"
    found = ledger(norm, pause, until="2025-03-27")

    assert [each.state for each in found.instances] == [
        "in force",
        "expired",
        "expired",
        "in force",
    ]


# To whom


def test_what_is_owed_to_several_is_owed_to_each_of_them():
    ben = "at: 2025-03-08T10:00, who: ana, act: tell, to: ben"
    caro = "at: 2025-03-09T10:00, who: ana, act: tell, to: caro"

    assert verdicts(three(TELL, f"{DATE}\n{ben}", until="2025-03-09")) == ["violated"]
    assert verdicts(three(TELL, f"{DATE}\n{ben}\n{caro}")) == ["satisfied"]
    assert verdicts(three(TELL, f"{DATE}\n{ben.replace('ben', '[ben, caro]')}")) == ["satisfied"]


# Whom it binds


def test_a_prohibition_of_any_party_is_broken_by_each():
    smoke = "at: 2025-03-08T10:00, who: ana, act: smoke"

    assert verdicts(ledger("{must_not: smoke, who: any party}", smoke)) == ["violated"]


def test_so_many_of_a_group_are_of_that_group():
    more = "groups: {flat: {kind: household, members: [ana, ben]}}"
    norm = "{must: share-meal, who: 1 of flat, within: 10 days}"
    meal = "at: 2025-03-08T10:00, who: caro, act: share-meal, with: kit"
    (found,) = three(norm, meal, more=more).instances

    assert (found.who, found.state) == (("ana", "ben"), "in force")


def test_nobody_is_bound_who_did_not_accept():
    head = "accepted: {ana: 2025-03-01, caro: 2025-03-01}"
    found = three(
        "{must: test, within: 2 weeks}", head=f"made: 2025-03-01\n    {head}", until="2025-04-01"
    )

    assert {each.who for each in found.instances} == {("ana",), ("caro",)}


def test_nobody_is_bound_who_took_it_back():
    head = "accepted: {ana: 2025-03-01, ben: {date: 2025-03-01, revoked: 2025-03-10}, caro: 2025-03-01}"
    smoke = "at: 2025-03-{}T10:00, who: ben, act: smoke"
    found = three("{must_not: smoke}", f"{smoke.format('05')}\n{smoke.format('15')}", head=head)

    assert [len(each.breaks) for each in of(found, "ben")] == [1]


def test_a_limit_goes_on_over_a_change_of_what_follows():
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n"
        "    clauses:\n      it:\n        says: x\n        norm: {may: smoke, at_most: 1, per: month}\n"
        "        if_broken: [{must: talk, who: all parties, within: 1 week}]\n"
        "    revisions:\n      - date: 2025-03-15\n        accepted: {ana: 2025-03-15, ben: 2025-03-15}\n"
        "        was: {it: {says: x, norm: {may: smoke, at_most: 1, per: month}}}\n"
    )
    smokes = "\n".join(
        f"at: 2025-03-{day}T10:00, who: ana, act: smoke" for day in ("06", "10", "20")
    )
    (found,) = of(ledger("", smokes, agreement=agreement))

    assert [(each.event, len(each.steps)) for each in found.breaks] == [
        (("events", 1), 0),
        (("events", 2), 1),
    ]


# Words


def test_a_word_some_days_before_about_such_an_act_leaves_it_open():
    norm = "{may: sex, with: outsiders, only_if: {told: other parties}}"
    told = "at: 2025-03-10T10:00, who: ana, act: tell, to: ben, about: {act: sex, with: caro}"
    sex = "at: 2025-03-14T22:00, who: ana, act: sex, with: caro"
    later = "at: 2025-05-14T22:00, who: ana, act: sex, with: caro"

    assert verdicts(ledger(norm, f"{told}\n{sex}")) == ["unknown"]
    assert verdicts(ledger(norm, f"{told}\n{later}")) == ["violated"]


def test_so_does_a_no():
    norm = "{may: overnight, with: outsiders, only_if: {unopposed_by: other parties}}"
    no = "at: 2025-03-10T10:00, who: ben, act: say-no, to: ana, about: {act: overnight, with: kit}"
    night = "at: 2025-03-13T22:00, who: ana, act: overnight, with: {}"

    assert verdicts(ledger(norm, f"{no}\n{night.format('kit')}")) == ["unknown"]
    assert verdicts(ledger(norm, f"{no}\n{night.format('caro')}")) == ["presumably_satisfied"]


# Records


def test_the_day_of_a_missed_deadline_is_the_one_that_was_over():
    more = "breaches: {late: {of: home.it, by: ana, date: 2025-03-09, discovered: 2025-04-15}}"
    (found,) = of(ledger(TELL, DATE, more=more, until="2025-04-01"))

    assert (found.breaks[0].record, found.breaks[0].discovered) == ("late", None)


def test_what_was_settled_no_longer_stands():
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        "      it: {says: x, norm: {must_not: smoke}}\n"
        "      rest: {says: x, norm: {must_not: visit, during: {broken: home.it}}}\n"
    )
    more = (
        "breaches: {b: {of: home.it, by: ana, event: that}}\n"
        "repairs: {r: {of: b, settled: 2025-03-20}}"
    )
    visit = "at: 2025-03-{}T18:00, who: ana, act: visit"
    smoke = "at: 2025-03-07T10:00, who: ana, act: smoke, id: that"
    events = f"{smoke}\n{visit.format('19')}\n{visit.format('21')}"
    found = ledger("", events, agreement=agreement, more=more)
    first, rest = (each for each in of(found))

    assert (first.state, first.breaks[0].is_settled) == ("terminal", True)
    assert [each.event for each in rest.breaks] == [("events", 1)]


def test_one_event_breaks_a_clause_once():
    norm = "[{must_not: smoke}, {must_not: smoke, where: home}]"
    found = ledger(norm, "at: 2025-03-07T10:00, who: ana, act: smoke, where: home")

    assert [each.breaks[0].number for each in of(found)] == [1, 1]


def test_a_prohibition_is_kept_while_nothing_broke_it():
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        "      it: {says: x, norm: {must_not: smoke}}\n"
        "      then: {says: x, norm: {may: host, only_if: {kept: home.it}}}\n"
    )
    host = "at: 2025-03-{}T18:00, who: ana, act: host"
    smoke = "at: 2025-03-07T10:00, who: ben, act: smoke"
    found = ledger("", f"{host.format('06')}\n{smoke}\n{host.format('08')}", agreement=agreement)

    assert [each.event for each in of(found)[1].breaks] == [("events", 2)]


def test_the_next_review_is_not_any_check_in():
    norm = TELL.replace("within: 2 days", "by: next review")
    more = "check_ins: [{date: 2025-03-08, people: [ana, ben]}, {date: 2025-03-10, people: [ana, ben], reviewed: [home]}]"

    assert verdicts(ledger(norm, DATE, more=more, until="2025-03-09")) == ["pending"]
    assert verdicts(ledger(norm, DATE, more=more, until="2025-03-10")) == ["violated"]


def test_what_was_done_before_the_discovery_counts_where_the_clock_runs_from_the_break():
    agreement = (
        "agreements:\n  home:\n    parties: [ana, ben]\n    made: 2025-03-01\n    clauses:\n"
        "      it:\n        says: x\n        norm: {must_not: smoke}\n"
        "        if_broken: [{must: tell, who: breaker, to: other parties, within: 2 days, clock: breach}]\n"
    )
    more = "breaches: {b: {of: home.it, by: ana, event: that, discovered: 2025-03-10}}"
    smoke = "at: 2025-03-07T10:00, who: ana, act: smoke, id: that"
    tell = "at: 2025-03-08T10:00, who: ana, act: tell, to: ben, about: that"
    found = ledger("", f"{smoke}\n{tell}", agreement=agreement, more=more)

    assert of(found)[0].state == "compensated"


# Powers

CAN = (
    "agreements:\n  home:\n    parties: [ana, ben, caro]\n    made: 2025-03-01\n    clauses:\n"
    "      it: {says: x, norm: {must_not: smoke}}\n"
    "      can: {says: x, norm: {power: pause, over: home.it, for: 2 weeks, at_most: 1, per: year}}\n"
)


def smoked(*days, events=""):
    smokes = "\n".join(f"at: 2025-{day}T10:00, who: ana, act: smoke" for day in days)
    found = ledger("", f"{events}\n{smokes}", agreement=CAN)
    return [f"{each.at:%m-%d}" for each in of(found)[0].breaks]


PAUSE = "at: 2025-{}T00:00, who: ben, act: pause, about: home.it"


def test_a_power_to_pause_for_a_while_is_one_for_a_while():
    assert smoked("03-10", "04-20", events=PAUSE.format("03-03")) == ["04-20"]


def test_and_so_often_and_no_more():
    pauses = f"{PAUSE.format('03-03')}\n{PAUSE.format('05-03')}"

    assert smoked("05-10", events=pauses) == ["05-10"]


def test_a_pause_that_goes_on_goes_on_longer():
    both = "at: 2025-{}T00:00, who: [ana, ben, caro], act: pause, about: home.it, lasting: 2 weeks"

    assert smoked("03-20", "03-28", events=f"{both.format('03-03')}\n{both.format('03-13')}") == [
        "03-28"
    ]


def test_one_of_three_ends_it_for_themselves():
    end = "at: 2025-03-05T10:00, who: caro, act: end, about: home"
    smoke = "at: 2025-03-08T10:00, who: {}, act: smoke"
    found = ledger("", f"{end}\n{smoke.format('ana')}\n{smoke.format('caro')}", agreement=CAN)

    assert [len(of(found, who)[0].breaks) for who in ("ana", "caro")] == [1, 0]


def test_a_veto_can_be_taken_back():
    norm = "{power: veto, who: ben, over: {act: date, with: outsiders}}"
    veto = "at: 2025-03-03T10:00, who: ben, act: veto, about: {act: date, with: kit}"
    back = "at: 2025-03-05T10:00, who: ben, act: resume, about: {act: date, with: kit}"

    assert [len(each.breaks) for each in of(ledger(norm, f"{veto}\n{DATE}"))] == [1]
    assert [len(each.breaks) for each in of(ledger(norm, f"{veto}\n{back}\n{DATE}"))] == [0]


# What a ledger is


def test_asking_what_will_be_owed_leaves_it_as_it_is():
    found = ledger(TELL, DATE, until="2025-03-07")
    before = found.instances

    assert [each.act for each in found.owed(dt.date(2025, 3, 8))] == ["tell"]
    assert found.owed(dt.date(2025, 4, 1)) == ()
    assert found.instances == before
    with pytest.raises(InvalidTime, match="the ledger has come to 2025-03-08 00:00"):
        found.owed(dt.date(2025, 3, 1))


def test_ledgers_are_copied_pickled_and_compared():
    found = ledger(TELL, DATE, until="2025-03-07")
    other = copy.deepcopy(found)

    assert pickle.loads(pickle.dumps(found)) == found == other == found.copy()
    other.advance(dt.date(2025, 4, 1))
    assert other != found
    assert repr(found) == "<Ledger: 1 norms, up to 2025-03-08 00:00>"


def test_a_norm_is_found_by_its_key():
    found = ledger(TELL, DATE, until="2025-04-01")
    (owed,) = replay(document(TELL, DATE)).owed()

    assert found.instance(owed.instance).clause == "home.it"
    assert owed.cause == ("events", 0)
    with pytest.raises(UnknownName):
        found.instance("nobody")
    with pytest.raises(UnknownName, match=r"unknown clause `home\.itt`"):
        found.of("home.itt")


@pytest.mark.parametrize(
    ("who", "people", "causes"),
    [
        ("2 of all parties", "[ana, ben]", 1),
        ("2 of all parties", "[ana, kit]", 0),
        ("2 of all parties", "ben", 0),
        ("1 of other parties", "ben", 1),
        ("2 of anyone", "[kit, caro]", 1),
    ],
)
def test_so_many_of_some_people_set_it_off_together(who: str, people: str, causes: int) -> None:
    norm = f"{{must: test, who: ana, after: {{act: host, who: {who}}}, within: 1 day}}"
    found = ledger(norm, f"at: 2025-03-03T10:00, who: {people}, act: host")

    assert len(found.instances) == causes


def test_so_many_of_all_parties_are_counted_one_by_one() -> None:
    norm = "{must_not: host, who: ana, with: 1 of all parties}"
    found = {
        whom: three(norm, f"at: 2025-03-03T10:00, who: ana, act: host, with: {whom}")
        for whom in ("ben", "kit")
    }

    assert [each.instances[0].verdict for each in found.values()] == [
        "violated",
        "presumably_satisfied",
    ]
