"""A ledger that is stored, and gone on with."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import document, ledger
from timeline import made_up

from polyagree.codec import dumps_residual, loads_residual
from polyagree.errors import InvalidRecord
from polyagree.model import Residual
from polyagree.timeline import Ledger, replay, resume
from polyagree.timeline.log import Entry

TELL = "{must: tell, to: other parties, after: {act: date, with: outsiders}, by: next evening}"
DATE = "at: 2025-03-07T20:00, who: ana, act: date, with: caro, id: friday"


def in_order(polycule):
    return sorted(
        (Entry.of(event, polycule, index) for index, event in enumerate(polycule.events)),
        key=lambda entry: entry.order,
    )


@settings(max_examples=60, deadline=None)
@given(made_up.documents(), st.data())
def test_a_ledger_gone_on_with_is_that_of_one_replay(made, data):
    polycule = made_up.polycule(made)
    entries = in_order(polycule)
    split = data.draw(st.integers(0, len(entries)))
    whole, first = replay(polycule), Ledger(polycule)
    for entry in entries[:split]:
        first.take(entry)
    stored = dumps_residual(first.residual)
    # What was taken need not be on record any more.
    names = {entry.event.id for entry in entries[:split] if entry.event.id}
    later = resume(polycule, loads_residual(stored))
    for entry in entries[split:]:
        later.take(entry)
    if polycule.last_day is not None:
        later.advance(polycule.last_day)

    assert later.instances == whole.instances
    assert later.owed() == whole.owed()
    assert names is not None


@settings(max_examples=60, deadline=None)
@given(made_up.documents())
def test_reading_what_was_written_gives_the_same(made):
    residual = replay(made_up.polycule(made)).residual

    assert loads_residual(dumps_residual(residual)) == residual


@pytest.mark.parametrize("split", range(4))
def test_at_every_split(split):
    events = (
        f"{DATE}\nat: 2025-03-08T10:00, who: ana, act: tell, to: ben, about: friday\n"
        "at: 2025-03-09T20:00, who: ben, act: date, with: kit"
    )
    polycule = document(TELL, events)
    first = Ledger(evolve(polycule, events=polycule.events[:split]))
    first.take_all(until=polycule.events[split - 1].at.replace(tzinfo=dt.UTC) if split else None)
    later = resume(evolve(polycule, events=()), loads_residual(dumps_residual(first.residual)))
    for event in polycule.events[split:]:
        later.record(event)
    later.advance(dt.date(2025, 3, 9))

    assert later.instances == replay(polycule).instances


def test_a_clock_that_stands_still_stands_still_in_it():
    norm = "{must: test, within: 10 days}"
    pause = "at: 2025-03-04T00:00, who: [ana, ben], act: pause, about: home.it, lasting: 5 days"
    stored = ledger(norm, pause, until="2025-03-05").residual
    later = resume(document(norm, pause), stored)
    later.advance(dt.date(2025, 3, 20))

    assert later.instances == ledger(norm, pause, until="2025-03-20").instances
    assert later.instances[0].until == dt.datetime(2025, 3, 17, tzinfo=dt.UTC)


def test_what_is_still_owed_can_be_read_from_it():
    found = ledger(TELL, DATE, until="2025-03-07")
    (owed,) = resume(document(TELL), found.residual).owed()

    assert (owed.act, owed.who, owed.to) == ("tell", ("ana",), ("ben",))
    assert owed.until == dt.datetime(2025, 3, 9, tzinfo=dt.UTC)


def test_it_keeps_no_more_of_a_log_than_it_looks_back_on():
    walks = "\n".join(
        f"at: 2025-03-07T20:{n:02}, who: ana, act: date, with: caro" for n in range(9)
    )
    found = ledger("{must_not: smoke}", walks, until="2025-06-01")

    assert found.residual.events == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no", "a stored ledger is not JSON"),
        ("[]", "this is not a stored ledger"),
        ('{"polyagree": 1}', "this is not a stored ledger"),
        ('{"polyagree-residual": 9}', "the stored ledger has version 9, and this library reads 1"),
        ('{"polyagree-residual": 1, "now": "soon"}', "the stored ledger is damaged"),
        ('{"polyagree-residual": 1, "more": 1}', "the stored ledger is damaged"),
    ],
)
def test_what_is_no_stored_ledger_is_refused(text, message):
    with pytest.raises(InvalidRecord, match=message):
        loads_residual(text)


def test_another_document_is_refused():
    stored = ledger(TELL, DATE).residual

    with pytest.raises(InvalidRecord, match="has a norm `0:ana`, and the document has none"):
        resume(document("none"), stored)


def test_nothing_yet_is_a_residual_too():
    assert loads_residual(dumps_residual(Residual())) == Residual()
    assert json.loads(dumps_residual(Residual())) == {"polyagree-residual": 1}


# What was damaged, or is of another document


SMOKED = document(
    "{must_not: smoke, if_broken: [{must: talk, who: all parties, within: 3 days}]}",
    "id: one, at: 2025-03-03T10:00, who: ana, act: smoke",
    more="breaches: {it-was: {of: home.it, event: one, discovered: 2025-03-10}}\n"
    "check_ins: [{date: 2025-03-20, people: [ana, ben]}]",
)


def stored_of_smoked() -> dict[str, object]:
    found = replay(SMOKED, until=dt.date(2025, 3, 5)).residual
    return json.loads(dumps_residual(found))


def test_what_is_not_damaged_can_be_gone_on_with():
    later = resume(SMOKED, loads_residual(json.dumps(stored_of_smoked())))
    later.advance(dt.date(2025, 4, 1))

    assert later.instances == replay(SMOKED, until=dt.date(2025, 4, 1)).instances


@pytest.mark.parametrize(
    ("key", "damage", "message"),
    [
        ("events", lambda _: [], "does not number each of its events"),
        ("entries", lambda _: [7], "points at what neither it nor the document has"),
        ("lives", lambda lives: lives[1:], "points at what neither it nor the document has"),
        (
            "alarms",
            lambda alarms: [{**each, "what": "soon"} for each in alarms],
            "points at what neither it nor the document has",
        ),
        (
            "alarms",
            lambda alarms: [
                {name: value for name, value in each.items() if name != "moment"} for each in alarms
            ],
            "an alarm of the stored ledger has no moment",
        ),
    ],
)
def test_what_points_at_nothing_is_refused(key, damage, message):
    tree = stored_of_smoked()
    tree[key] = damage(tree[key])

    with pytest.raises(InvalidRecord, match=message):
        resume(SMOKED, loads_residual(json.dumps(tree)))


def test_a_document_that_lost_what_is_waited_for_is_refused():
    stored = loads_residual(json.dumps(stored_of_smoked()))

    with pytest.raises(InvalidRecord, match="points at what neither it nor the document has"):
        resume(evolve(SMOKED, check_ins=()), stored)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("first", "2025-03-05T00:00"),
        ("least", {"number": "much"}),
        ("least", {"number": []}),
        ("norm", {"must_nott": "smoke"}),
        ("acts", "several"),
    ],
)
def test_what_is_no_value_of_its_kind_is_refused_with_its_place(key, value):
    tree = stored_of_smoked()
    tree["lives"][0][key] = value

    with pytest.raises(
        InvalidRecord, match=rf"the stored ledger is damaged: .*\$\.lives\[0\]\.{key}"
    ):
        loads_residual(json.dumps(tree))


def test_a_remark_without_a_place_is_refused():
    tree = stored_of_smoked() | {"remarks": [{"kind": "later", "message": "It is later."}]}

    with pytest.raises(InvalidRecord, match=r"the stored ledger is damaged: .*\$\.remarks\[0\]"):
        loads_residual(json.dumps(tree))


def test_remarks_are_kept():
    early = "at: 2025-02-01T20:00, who: ana, act: smoke"
    found = ledger("{must_not: smoke}", early, until="2025-04-01")

    assert [each.kind for each in found.remarks] == ["before the agreement"]
    assert resume(document("{must_not: smoke}"), found.residual).remarks == found.remarks
