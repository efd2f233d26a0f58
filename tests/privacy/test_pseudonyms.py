"""Records for researchers."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings

import polyagree
from polyagree.errors import InvalidModel, InvalidTime
from polyagree.model import Named
from polyagree.privacy import LEFT_OUT, pseudonymize
from polyagree.privacy.shifting import MOST_WEEKS, days_in, groups_in_time
from polyagree.testing.strategies import polycules

KEY = "a key of sixteen or more"
HOME = """\
polyagree: 1
title: Ana and Ben
timezone: Europe/Lisbon
people:
  ana: {name: Ana Silva, pronouns: she/her, birthday: 03-14, timezone: Europe/Madrid}
  ben: Ben
terms: {our-bed: {kind: place, kind_of: home, means: Ana bought it}}
agreements:
  opening-up:
    parties: [ana, ben]
    made: 2025-01-06
    accepted: {ana: 2025-01-07}
    clauses:
      late-nights: {says: Ana tells Ben., norm: {must: tell, to: other parties, after: late-night, how: [written, by candlelight]}}
matrices: {with: {people: [ana], scale: [no way, sure], comfort: {kissing: {ana: sure}}}}
check_ins: [{date: 2025-02-01, people: [ana, ben], decided: [opening-up.late-nights, we sleep], scores: [{who: ana, value: 1, scale: 0-4, instrument: how close}]}]
events:
  - {at: 2025-03-29T23:00, who: ana, act: late-night, with: ben, where: our-bed}
  - {at: 2025-03-30T10:00, who: ana, act: tell, to: ben, about: opening-up.late-nights}
"""


def home(**options: str) -> polyagree.Polycule:
    return pseudonymize(polyagree.loads(HOME), key=KEY, **options)  # type: ignore[arg-type]


def text(polycule: polyagree.Polycule) -> str:
    return polyagree.dumps(polycule, format="json")


def test_no_word_of_people_is_left() -> None:
    own = "ana|ben|silva|she|lisbon|madrid|bed|opening|late-nights|bought|candle|no way|sure|close"

    assert re.findall(rf"(?i)\b(?:{own})", text(home())) == []


def test_what_everybody_means_by_a_word_is_kept() -> None:
    event = home().events[0]
    norm = home().agreements[0].clauses[0].norms[0]

    assert (event.act, norm.act, norm.how[0]) == ("late-night", "tell", "written")
    assert home().terms[0].kind_of == "home"


def test_names_still_name_the_same_things() -> None:
    shared = home()
    clause = f"{shared.agreements[0].id}.{shared.agreements[0].clauses[0].id}"

    assert shared.events[1].about == (clause,)
    assert shared.check_ins[0].decided == (clause, LEFT_OUT)
    assert shared.events[0].where[0].place == shared.terms[0].id
    assert shared.matrices[0].comfort[0].level == shared.matrices[0].scale[1]


def test_the_same_key_gives_the_same_pseudonyms_in_another_document() -> None:
    other = polyagree.loads("polyagree: 1\npeople: {caro: Caro, ana: Somebody}\n")

    assert pseudonymize(other, key=KEY).people[1].id == home().people[0].id
    assert pseudonymize(other, key=KEY + "!").people[1].id != home().people[0].id


def test_a_key_may_be_bytes() -> None:
    assert pseudonymize(polyagree.loads(HOME), key=KEY.encode()) == home()


@pytest.mark.parametrize("key", ["", "fifteen letters", b"0"])
def test_a_key_that_could_be_tried_is_refused(key: bytes | str) -> None:
    with pytest.raises(InvalidModel, match="somebody could try all such keys"):
        pseudonymize(polyagree.loads(HOME), key=key)


def test_another_word_for_texts_is_refused() -> None:
    with pytest.raises(InvalidModel, match="`hide` says nothing about texts"):
        home(texts="hide")


def test_kept_texts_lose_the_names_of_people() -> None:
    shared = home(texts="keep")
    ana, ben = (each.id for each in shared.people)

    assert shared.agreements[0].clauses[0].says == f"{ana} tells {ben}."
    assert shared.title == f"{ana} and {ben}"
    assert shared.terms[0].means == f"{ana} bought it"
    assert (shared.people[0].name, shared.people[0].pronouns) == (ana, None)


def test_an_instant_becomes_the_time_on_the_wall() -> None:
    whole = polyagree.loads(HOME.replace("T23:00", "T22:00+00:00").replace("T10:00", "T09:00Z"))
    summer = polyagree.loads(HOME.replace("T23:00", "T23:00Z").replace("T10:00", "T09:00Z"))

    assert pseudonymize(whole, key=KEY).events[0].at.time() == dt.time(22, 0)  # type: ignore[union-attr]
    assert pseudonymize(summer, key=KEY).events[1].at.time() == dt.time(10, 0)  # type: ignore[union-attr]


@pytest.mark.parametrize("collection", ["people", "values", "terms", "agreements"])
def test_the_days_on_which_somebody_may_see_it_move_with_the_others(collection: str) -> None:
    shown = "visible_to: {people: ana, from: 2025-01-06, until: 2025-01-20}"
    records = {
        "people": f"people: {{ana: Ana, ben: {{name: Ben, {shown}}}}}",
        "values": f"people: {{ana: Ana, ben: Ben}}\nvalues: {{x: {{means: Care., {shown}}}}}",
        "terms": f"people: {{ana: Ana, ben: Ben}}\nterms: {{x: {{kind: act, {shown}}}}}",
        "agreements": "people: {ana: Ana, ben: Ben}\n"
        f"agreements: {{x: {{parties: [ana, ben], {shown}}}}}",
    }
    log = "events: [{at: 2025-01-06, who: ana, act: date, with: ben}]"
    whole = polyagree.loads(f"polyagree: 1\n{records[collection]}\n{log}\n")
    shared = pseudonymize(whole, key=KEY)
    (disclosure,) = next(each.visible_to for each in getattr(shared, collection) if each.visible_to)
    moved = shared.events[0].day - dt.date(2025, 1, 6)

    assert moved
    assert disclosure.from_ == dt.date(2025, 1, 6) + moved
    assert disclosure.until == dt.date(2025, 1, 20) + moved
    assert disclosure.people == (Named(shared.events[0].who[0]),)


@settings(max_examples=30)
@given(polycules())
def test_days_move_by_whole_weeks_alike_among_those_who_are_joined(
    polycule: polyagree.Polycule,
) -> None:
    shared = pseudonymize(polycule, key=KEY)
    shifts: dict[str, set[int]] = {}
    for (collection, index), called in groups_in_time(polycule).items():
        before = days_in(getattr(polycule, str(collection))[index])
        after = days_in(getattr(shared, str(collection))[index])
        for one, other in zip(before, after, strict=True):
            wall = one
            if isinstance(one, dt.datetime) and one.tzinfo is not None:
                wall = one.astimezone(polycule.zone).replace(tzinfo=None)
            shifts.setdefault(called, set()).add((other - wall) // dt.timedelta(days=1))

    for moved in shifts.values():
        (days,) = moved
        assert days % 7 == 0
        assert 0 < abs(days) <= MOST_WEEKS * 7


@settings(max_examples=20)
@given(polycules())
def test_it_reads_as_it_was_written_and_has_as_much_in_it(polycule: polyagree.Polycule) -> None:
    for shared in (pseudonymize(polycule, key=KEY), pseudonymize(polycule, key=KEY, texts="keep")):
        assert polyagree.loads(text(shared), format="json") == shared
        assert len(shared.events) == len(polycule.events)
        assert [len(each.clauses) for each in shared.agreements] == [
            len(each.clauses) for each in polycule.agreements
        ]


def test_people_whom_nothing_joins_move_on_their_own() -> None:
    two = polyagree.loads(
        """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, kit: Kit}
events:
  - {id: one, at: 2025-01-01, who: ana, act: date, with: ben}
  - {id: two, at: 2025-01-01, who: caro, act: date, with: kit}
"""
    )
    joined = two.put(
        polyagree.Event(at=dt.date(2025, 1, 2), who=("kit",), act="tell", about=("one",))
    )
    nobody = two.put(polyagree.Event(at=dt.date(2025, 1, 2), act="illness"))

    assert len({*groups_in_time(two).values()}) == 2
    assert len({*groups_in_time(joined).values()}) == 1
    assert len({*groups_in_time(nobody).values()}) == 1
    assert len({each.at for each in pseudonymize(two, key=KEY).events}) == 2


def test_a_calendar_from_end_to_end_is_refused() -> None:
    whole = polyagree.loads(
        "polyagree: 1\npeople: {ana: Ana}\n"
        "events: [{at: 0001-01-02, who: ana, act: date}, {at: 9999-12-30, who: ana, act: date}]\n"
    )

    with pytest.raises(InvalidTime, match="from one end of the calendar to the other"):
        pseudonymize(whole, key=KEY)


def test_no_manner_names_anybody_where_texts_are_kept() -> None:
    text = """\
polyagree: 1
people: {ana: Ana, kit: Kit}
events: [{at: 2025-01-01, who: ana, act: sex, how: [with-kit, as Ana likes, slowly]}]
"""
    (event,) = pseudonymize(polyagree.loads(text), key="k" * 16, texts="keep").events

    assert event.how[2] == "slowly"
    assert all(each.startswith("how-") for each in event.how[:2])
