"""Records put into a polycule and taken out of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.errors import InvalidPolycule, UnknownName
from polyagree.model import Agreement, Boundary, CheckIn, Event, Person, Polycule, Value
from polyagree.source import Mark, SourceMap
from polyagree.testing.strategies import boundaries, events, names_of, polycules

DAY = dt.date(2025, 1, 5)
ANA, BEN = Person(id="ana", name="Ana"), Person(id="ben", name="Ben")
CARE, HONESTY = Value(id="care", means="We care."), Value(id="honesty", means="We are honest.")
FIRST, SECOND = Event(id="first", at=DAY, act="date"), Event(id="second", at=DAY, act="date")
CHECK_IN = CheckIn(date=DAY, people=("ana",))

PLACE = (1, 1, 1, 2)


def marks(_: str) -> Mark:
    """Return marks as a codec makes them."""
    leaf = Mark(PLACE, PLACE)
    return Mark(
        PLACE,
        children={
            "people": Mark(PLACE, PLACE, {"ana": leaf, "ben": leaf}),
            "values": Mark(PLACE, PLACE, {"care": leaf, "honesty": leaf}),
            "events": Mark(PLACE, PLACE, {0: leaf, 1: leaf}),
            "check_ins": Mark(PLACE, PLACE, {0: leaf}),
        },
    )


WHOLE = Polycule(
    people=(ANA, BEN),
    values=(CARE, HONESTY),
    events=(FIRST, SECOND),
    check_ins=(CHECK_IN,),
)
READ = WHOLE.with_source(SourceMap(None, "text", marks))


def is_known(polycule: Polycule, *path: str | int) -> bool:
    assert polycule.source is not None
    return polycule.source.find(path) is not None


def test_another_record_comes_last() -> None:
    kindness = Value(id="kindness", means="We are kind.")

    assert WHOLE.put(kindness).values == (CARE, HONESTY, kindness)


def test_a_record_with_the_same_id_takes_the_place() -> None:
    anew = Value(id="care", means="We take care.")

    assert WHOLE.put(anew).values == (anew, HONESTY)


def test_records_without_an_id_are_always_added() -> None:
    assert WHOLE.put(CHECK_IN).check_ins == (CHECK_IN, CHECK_IN)
    assert len(WHOLE.put(Event(at=DAY, act="date")).put(Event(at=DAY, act="date")).events) == 4


def test_what_it_is_put_into_stays_as_it_was() -> None:
    WHOLE.put(Value(id="care", means="We take care."))

    assert WHOLE.values == (CARE, HONESTY)


def test_a_record_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvalidPolycule, match="unknown person `caro`"):
        WHOLE.put(Boundary(id="sleep", holder="caro", says="I sleep at ten."))


def test_a_record_that_is_dropped_is_gone() -> None:
    assert WHOLE.drop(CARE).values == (HONESTY,)
    assert WHOLE.drop(CHECK_IN).check_ins == ()


def test_of_two_alike_the_first_is_dropped() -> None:
    assert WHOLE.put(CHECK_IN).drop(CHECK_IN).check_ins == (CHECK_IN,)


def test_a_record_that_another_one_names_stays() -> None:
    with pytest.raises(InvalidPolycule, match="unknown person `ana`"):
        WHOLE.drop(ANA)


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (Value(id="kindness", means="x"), "kindness"),
        (Value(id="care", means="Something else."), "care"),
        (CheckIn(date=DAY, people=("ben",)), "check_ins"),
    ],
)
def test_only_what_is_there_can_be_dropped(record: Value, name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        WHOLE.drop(record)

    assert caught.value.message == f"`{name}` is not in the polycule"


def test_lookups_know_what_changed() -> None:
    assert WHOLE.person("ana") == ANA
    assert WHOLE.put(Person(id="ana", name="Anna")).person("ana").name == "Anna"
    with pytest.raises(UnknownName):
        WHOLE.drop(CARE).value("care")


def test_a_polycule_made_in_code_has_no_source() -> None:
    assert WHOLE.source is None
    assert WHOLE.put(CARE).source is None


def test_the_source_is_no_part_of_equality() -> None:
    assert READ == WHOLE
    assert hash(READ) == hash(WHOLE)


def test_what_took_a_place_no_longer_stands_in_the_text() -> None:
    changed = READ.put(Value(id="care", means="We take care."))

    assert not is_known(changed, "values", "care")
    assert not is_known(changed, "values", "care", "means")
    assert is_known(changed, "values", "honesty")
    assert is_known(changed, "people", "ana")


def test_what_was_dropped_no_longer_stands_in_the_text() -> None:
    changed = READ.drop(CARE)

    assert not is_known(changed, "values", "care")
    assert is_known(changed, "values", "honesty")


def test_what_was_added_leaves_the_rest_where_it_stands() -> None:
    changed = READ.put(Value(id="kindness", means="We are kind."))

    assert is_known(changed, "values", "care")


def test_events_that_moved_are_no_longer_found_at_their_places() -> None:
    assert not is_known(READ.drop(FIRST), "events", 0)
    assert not is_known(READ.put(Event(id="first", at=DAY, act="meet")), "events", 0)
    assert not is_known(READ.drop(CHECK_IN), "check_ins", 0)


def test_an_event_that_was_added_leaves_the_others_where_they_stand() -> None:
    assert is_known(READ.put(Event(id="third", at=DAY, act="date")), "events", 0)


def test_the_one_that_was_changed_keeps_its_source() -> None:
    READ.drop(CARE)

    assert is_known(READ, "values", "care")


SOME = settings(max_examples=25)


@SOME
@given(st.data())
def test_an_event_made_with_the_names_of_a_polycule_fits_into_it(data: st.DataObject) -> None:
    polycule = data.draw(polycules())
    event = data.draw(events(names=names_of(polycule), id=st.none()))

    assert polycule.put(event).drop(event) == polycule


@SOME
@given(st.data())
def test_a_boundary_made_with_the_names_of_a_polycule_fits_into_it(data: st.DataObject) -> None:
    polycule = data.draw(polycules()).put(ANA)
    boundary = data.draw(boundaries(names=names_of(polycule)))

    assert polycule.put(boundary).boundary(boundary.id) == boundary


@SOME
@given(polycules())
def test_to_put_what_is_there_changes_nothing(polycule: Polycule) -> None:
    for record in (*polycule.people, *polycule.agreements, *polycule.terms, *polycule.breaches):
        assert polycule.put(record) == polycule


def test_an_agreement_takes_the_place_of_its_former_self() -> None:
    home = Agreement(id="home", parties=("ana", "ben"))
    longer = Agreement(id="home", parties=("ana", "ben"), because="We live together.")

    assert WHOLE.put(home).put(longer).agreements == (longer,)
