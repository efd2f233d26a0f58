"""Whether the parts of a polycule fit together, and how they are looked up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from polyagree.clock import Quantity, Window
from polyagree.errors import Fault, InvalidModel, InvalidPolycule, InvalidTime, UnknownName
from polyagree.model import (
    Acceptance,
    Agreement,
    Apology,
    Boundary,
    BoundaryRevision,
    Breach,
    CheckIn,
    Clause,
    Comfort,
    Concern,
    Event,
    FormerClause,
    Group,
    Matrix,
    Named,
    Noted,
    Obligation,
    Permission,
    Person,
    Polycule,
    Relationship,
    Repair,
    RepairStep,
    Restatement,
    Revision,
    Scenario,
    Situation,
    Term,
    Value,
)
from polyagree.source import dotted

DAY = dt.date(2025, 1, 5)
LOCAL = dt.datetime(2025, 2, 14, 23, 40)  # noqa: DTZ001  # on the document's clock
AWARE = LOCAL.replace(tzinfo=dt.UTC)

ANA, BEN = Person(id="ana", name="Ana"), Person(id="ben", name="Ben")
PEOPLE = (ANA, BEN)
TALK = Clause(id="talk", says="We talk.")
HOME = Agreement(id="home", parties=("ana", "ben"), clauses=(TALK,))


def polycule(**parts: Any) -> Polycule:
    return Polycule(**{"people": PEOPLE, **parts})


def faults(**parts: Any) -> tuple[Fault, ...]:
    with pytest.raises(InvalidPolycule) as caught:
        polycule(**parts)
    return caught.value.faults


def fault(**parts: Any) -> Fault:
    (only,) = faults(**parts)
    return only


def clause(**sides: Any) -> tuple[Agreement]:
    stated = Clause(**{"id": "talk", "says": "We talk.", **sides})
    return (Agreement(id="home", parties=("ana", "ben"), clauses=(stated,)),)


def norm(**sides: Any) -> tuple[Agreement]:
    return clause(norm=(Obligation(**{"act": "talk", **sides}),))


# Unknown names


@pytest.mark.parametrize(
    ("parts", "message", "path", "help"),
    [
        (
            {"relationships": (Relationship(id="us", between=("ana", "bem"), kind="dating"),)},
            "unknown person `bem`",
            "relationships.us.between[1]",
            "did you mean `ben`?",
        ),
        (
            {"relationships": (Relationship(id="us", of="ana", towards="x", kind="crush"),)},
            "unknown person `x`",
            "relationships.us.towards",
            "people are `ana`, `ben`",
        ),
        (
            {"relationships": (Relationship(id="us", between=("ana", "ben"), kind="datng"),)},
            "unknown kind of relationship `datng`",
            "relationships.us.kind",
            "did you mean `dating`?",
        ),
        (
            {"groups": (Group(id="us", kind="houshold", members=("ana",)),)},
            "unknown kind of group `houshold`",
            "groups.us.kind",
            "did you mean `household`?",
        ),
        (
            {"values": (Value(id="care", means="We care.", held_by=("ana", "bne")),)},
            "unknown person `bne`",
            "values.care.held_by[1]",
            "did you mean `ben`?",
        ),
        (
            {
                "agreements": clause(serves=("honesti",)),
                "values": (Value(id="honesty", means="x"),),
            },
            "unknown value `honesti`",
            "agreements.home.clauses.talk.serves",
            "did you mean `honesty`?",
        ),
        (
            {"agreements": norm(act="tlak")},
            "unknown word `tlak`",
            "agreements.home.clauses.talk.norm[0].must",
            "did you mean `talk`?",
        ),
        (
            {"agreements": norm(act="teleport")},
            "unknown word `teleport`",
            "agreements.home.clauses.talk.norm[0].must",
            "define it under `terms`: `teleport: {kind: act}`",
        ),
        (
            {"agreements": norm(with_=(Named("bem"),))},
            "unknown person `bem`",
            "agreements.home.clauses.talk.norm[0].with",
            "did you mean `ben`?",
        ),
        (
            {"agreements": norm(during=Situation("awy"))},
            "unknown word `awy`",
            "agreements.home.clauses.talk.norm[0].during",
            "did you mean `away`?",
        ),
        (
            {"agreements": norm(about=("homme",))},
            "unknown name `homme`",
            "agreements.home.clauses.talk.norm[0].about",
            "did you mean `home`?",
        ),
        (
            {"agreements": norm(act="")},
            "nothing is named here",
            "agreements.home.clauses.talk.norm[0].must",
            None,
        ),
        (
            {"events": (Event(at=DAY, who=("ana", ""), act="date"),)},
            "nothing is named here",
            "events[0].who[1]",
            None,
        ),
        (
            {"events": (Event(at=DAY, who=("anna",), act="date"),)},
            "unknown person `anna`",
            "events[0].who",
            "did you mean `ana`?",
        ),
        (
            {"breaches": (Breach(id="late", of=("home.tlk",)),), "agreements": (HOME,)},
            "unknown clause `home.tlk`",
            "breaches.late.of",
            "did you mean `home.talk`?",
        ),
        (
            {
                "breaches": (Breach(id="late", of=("home.talk",), event="valntine"),),
                "agreements": (HOME,),
                "events": (Event(id="valentine", at=DAY, act="date"),),
            },
            "unknown event `valntine`",
            "breaches.late.event",
            "did you mean `valentine`?",
        ),
        (
            {"repairs": (Repair(id="spring", of=("late",)),)},
            "unknown breach `late`",
            "repairs.spring.of",
            "write it under `breaches`, and name it here",
        ),
        (
            {
                "check_ins": (CheckIn(date=DAY, people=("ana",), reviewed=("hom",)),),
                "agreements": (HOME,),
            },
            "unknown agreement `hom`",
            "check_ins[0].reviewed",
            "did you mean `home`?",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    parts: dict[str, Any], message: str, path: str, help: str | None
) -> None:
    found = fault(**parts)

    assert (found.code, found.message, dotted(found.path)) == ("DOC003", message, path)
    assert found.help == help


def test_a_name_that_no_term_could_have_is_not_offered_as_one() -> None:
    assert fault(agreements=norm(act="Zürich!")).help is None


def test_a_number_is_counted_per_an_act_that_there_is() -> None:
    limit = Permission(act="drink", at_most=Quantity.parse("2"), per=Window.parse("weke"))

    found = fault(agreements=clause(norm=(limit,)))

    assert found.message == "unknown word `weke`"
    assert dotted(found.path) == "agreements.home.clauses.talk.norm[0].per"
    assert found.help == "did you mean `week`?"


def test_a_word_of_another_kind_is_named_as_what_it_is() -> None:
    assert fault(agreements=norm(act="kitchen")).message == "`kitchen` is a place, not a word"
    assert fault(events=(Event(at=DAY, who=("dating",), act="date"),)).message == (
        "`dating` is a kind of relationship, not a person"
    )


def test_a_name_of_another_kind_is_named_as_what_it_is() -> None:
    found = fault(agreements=(HOME,), repairs=(Repair(id="spring", of=("home",)),))

    assert found.message == "`home` is a place, not a breach"


@pytest.mark.parametrize("name", ["ben", "home-2", "household", "partner", "us", "friends"])
def test_people_are_persons_groups_kinds_and_terms(name: str) -> None:
    assert polycule(
        groups=(
            Group(id="home-2", kind="household", members=("ana",)),
            Group(id="household-2", kind="household", members=("ana",)),
        ),
        terms=(Term(id="us", kind="people"), Term(id="friends", kind="people")),
        agreements=() if name == "household" else norm(with_=(Named(name),)),
    )


@pytest.mark.parametrize(
    "name",
    [
        "ana",
        "date",
        "home.talk",
        "honesty",
        "us",
        "valentine",
        "late",
        "with-others",
        "rent",
        "kitchen",
    ],
)
def test_an_event_is_about_anything_that_has_a_name(name: str) -> None:
    assert polycule(
        agreements=(HOME,),
        values=(Value(id="honesty", means="x"),),
        relationships=(Relationship(id="us", between=("ana", "ben"), kind="dating"),),
        matrices=(Matrix(id="with-others", people=("ana",), scale=("no", "yes")),),
        events=(
            Event(id="valentine", at=DAY, act="date"),
            Event(at=DAY, act="tell", about=(name,)),
        ),
        breaches=(Breach(id="late", of=("home",)),),
    )


def test_always_is_a_situation_that_nobody_defines() -> None:
    assert polycule(agreements=norm(during=Situation("always")))


def test_a_clause_that_is_gone_can_still_have_been_broken() -> None:
    former = FormerClause(id="quiet", was=Clause(id="quiet", says="Quiet."))
    home = Agreement(
        id="home", parties=("ana", "ben"), revisions=(Revision(date=DAY, was=(former,)),)
    )

    assert polycule(agreements=(home,), breaches=(Breach(id="late", of=("home.quiet",)),))


def test_a_term_is_a_word_like_those_that_ship() -> None:
    terms = (Term(id="sleepover", kind="act", kind_of="overnight"),)

    made = polycule(terms=terms, agreements=norm(act="sleepover"))

    assert made.vocabulary.is_kind_of("sleepover", "date")


# Ids that clash


def test_an_id_stands_once_in_a_collection() -> None:
    found = fault(people=(ANA, BEN, Person(id="ana", name="Anna")))

    assert (found.code, found.message) == ("DOC004", "`ana` stands twice in `people`")
    assert dotted(found.path) == "people.ana"


def test_an_event_that_has_the_id_of_another_is_told_by_its_position() -> None:
    found = fault(events=tuple(Event(id="valentine", at=DAY, act="date") for _ in range(2)))

    assert found.message == "`valentine` stands twice in `events`"
    assert dotted(found.path) == "events[1].id"


def test_events_without_an_id_never_clash() -> None:
    assert len(polycule(events=(Event(at=DAY, act="date"), Event(at=DAY, act="date"))).events) == 2


@pytest.mark.parametrize(
    ("parts", "message", "path"),
    [
        (
            {"groups": (Group(id="ana", kind="household", members=("ben",)),)},
            "`ana` is already a person",
            "groups.ana",
        ),
        ({"terms": (Term(id="ana", kind="people"),)}, "`ana` is already a person", "terms.ana"),
        (
            {"people": (*PEOPLE, Person(id="rent", name="Rent"))},
            "`rent` is already a word for a thing",
            "people.rent",
        ),
        (
            {"people": (*PEOPLE, Person(id="date", name="Date"))},
            "`date` is already a word for an act",
            "people.date",
        ),
        (
            {"groups": (Group(id="family", kind="household", members=("ben",)),)},
            "`family` is already a word for people",
            "groups.family",
        ),
        (
            {"terms": (Term(id="home", kind="act"),)},
            "`home` is already a word for a place",
            "terms.home",
        ),
    ],
)
def test_a_name_for_people_means_one_thing(parts: dict[str, Any], message: str, path: str) -> None:
    found = fault(**parts)

    assert (found.code, found.message, dotted(found.path)) == ("DOC004", message, path)
    assert found.help == "choose another id"


def test_a_term_may_say_anew_what_a_word_of_its_kind_means() -> None:
    made = polycule(terms=(Term(id="late-night", kind="act", means="home after midnight"),))

    assert not made.vocabulary.is_kind_of("late-night", "date")


def test_names_that_no_one_could_confuse_may_be_the_same() -> None:
    assert polycule(
        agreements=(Agreement(id="date", parties=("ana", "ben")),),
        values=(Value(id="ana", means="We do as Ana does."),),
    )


# Kinds-of


def test_terms_that_are_a_kind_of_themselves_are_refused() -> None:
    found = faults(
        terms=(
            Term(id="nap", kind="act", kind_of="rest-time"),
            Term(id="rest-time", kind="act", kind_of="nap"),
        )
    )

    assert [each.message for each in found] == [
        "`nap` is a kind of itself, by way of `rest-time`",
        "`rest-time` is a kind of itself, by way of `nap`",
    ]
    assert dotted(found[0].path) == "terms.nap.kind_of"
    assert found[0].help == "take one `kind_of` out"


def test_a_word_that_ships_can_close_a_circle() -> None:
    found = fault(terms=(Term(id="date", kind="act", kind_of="overnight"),))

    assert found.message == "`date` is a kind of itself, by way of `overnight`"


def test_a_circle_further_up_is_not_told_of_every_term_below() -> None:
    found = faults(
        terms=(
            Term(id="nap", kind="act", kind_of="rest-time"),
            Term(id="rest-time", kind="act", kind_of="nap"),
            Term(id="short-nap", kind="act", kind_of="nap"),
        )
    )

    assert {each.path[1] for each in found} == {"nap", "rest-time"}


def test_a_term_is_a_kind_of_something_known() -> None:
    found = fault(terms=(Term(id="sleepover", kind="act", kind_of="overnite"),))

    assert (found.code, found.message) == ("DOC003", "unknown word `overnite` in `kind_of`")
    assert found.help == "did you mean `overnight`?"


def test_a_term_is_a_kind_of_something_of_its_own_sort() -> None:
    found = fault(terms=(Term(id="sleepover", kind="act", kind_of="bedroom"),))

    assert found.message == "`sleepover` is an act and `bedroom` is a place"


# Clocks


@pytest.mark.parametrize(
    "parts",
    [
        {"events": (Event(at=LOCAL, act="date"), Event(at=AWARE, act="date"))},
        {
            "events": (Event(at=AWARE, act="date"),),
            "check_ins": (CheckIn(date=LOCAL, people=("ana",)),),
        },
        {
            "events": (Event(at=LOCAL, act="date"),),
            "scenarios": (Scenario(id="x", events=(Event(at=AWARE, act="date"),)),),
        },
        {
            "agreements": (HOME,),
            "breaches": (Breach(id="late", of=("home",), date=LOCAL, discovered=AWARE),),
        },
    ],
)
def test_times_with_and_without_an_offset_do_not_stand_side_by_side(parts: dict[str, Any]) -> None:
    found = fault(**parts)

    assert found.code == "DOC004"
    assert found.help == "write all of them with an offset, or none and a `timezone`"


def test_the_second_clock_is_told_where_the_first_one_is() -> None:
    found = fault(events=(Event(at=LOCAL, act="date"), Event(at=AWARE, act="date")))

    assert found.message == "a time with an offset, where `events[0].at` is without one"
    assert dotted(found.path) == "events[1].at"
    assert found.value == "2025-02-14T23:40:00+00:00"


@pytest.mark.parametrize("at", [LOCAL, AWARE])
def test_days_go_with_either_clock(at: dt.datetime) -> None:
    assert polycule(events=(Event(at=DAY, act="date"), Event(at=at, act="date")))


def test_a_zone_that_no_clock_has_is_refused() -> None:
    with pytest.raises(InvalidTime, match="`Lisbon` is not a known time zone"):
        Polycule(timezone="Lisbon")


# All at once


def test_all_faults_come_at_once_each_with_its_path() -> None:
    found = faults(
        people=(*PEOPLE, Person(id="ana", name="Anna"), Person(id="rent", name="Rent")),
        terms=(Term(id="nap", kind="act", kind_of="nope"),),
        events=(Event(at=LOCAL, act="dat"), Event(at=AWARE, who=("caro",), act="date")),
    )

    assert [(each.code, dotted(each.path)) for each in found] == [
        ("DOC004", "people.ana"),
        ("DOC004", "people.rent"),
        ("DOC003", "terms.nap.kind_of"),
        ("DOC004", "events[1].at"),
        ("DOC003", "events[0].act"),
        ("DOC003", "events[1].who"),
    ]


def test_the_sentence_tells_of_the_first_fault_and_counts_the_others() -> None:
    with pytest.raises(InvalidPolycule) as one:
        polycule(events=(Event(at=DAY, act="dat"),))
    with pytest.raises(InvalidPolycule) as two:
        polycule(events=(Event(at=DAY, act="dat"), Event(at=DAY, act="dat")))

    assert str(one.value) == "unknown word `dat` in `events[0].act`"
    assert str(two.value) == "unknown word `dat` in `events[0].act`, and 1 more"


# Lookups

EVENT = Event(id="valentine", at=LOCAL, act="date", who=("ana",))
WHOLE = Polycule(
    timezone="America/New_York",
    people=PEOPLE,
    groups=(Group(id="house", kind="household", members=("ana",)),),
    relationships=(Relationship(id="us", between=("ana", "ben"), kind="dating"),),
    terms=(Term(id="nap", kind="act"),),
    values=(Value(id="care", means="We care."),),
    agreements=(HOME,),
    boundaries=(Boundary(id="sleep", holder="ben", says="I sleep at ten."),),
    events=(EVENT,),
    breaches=(Breach(id="late", of=("home.talk",)),),
)


@pytest.mark.parametrize(
    ("noun", "name", "near"),
    [
        ("person", "ana", "anna"),
        ("group", "house", "hause"),
        ("relationship", "us", "uss"),
        ("term", "nap", "napp"),
        ("value", "care", "cares"),
        ("agreement", "home", "hom"),
        ("boundary", "sleep", "slep"),
        ("event", "valentine", "valentin"),
        ("breach", "late", "latte"),
    ],
)
def test_a_record_is_found_by_its_name_or_the_nearest_is_told(
    noun: str, name: str, near: str
) -> None:
    lookup: Callable[[str], Any] = getattr(WHOLE, noun)

    assert lookup(name).id == name
    with pytest.raises(UnknownName) as caught:
        lookup(near)
    assert caught.value.message == f"unknown {noun} `{near}`"
    assert caught.value.help == f"did you mean `{name}`?"


def test_what_nobody_wrote_is_unknown_without_a_hint() -> None:
    with pytest.raises(KeyError) as caught:
        WHOLE.person("zoe")

    assert isinstance(caught.value, UnknownName)
    assert caught.value.help is None


def test_a_clause_is_found_by_its_dotted_name() -> None:
    assert WHOLE.clause("home.talk") == TALK


@pytest.mark.parametrize("name", ["home.tlak", "hom.talk", "home", "talk", ""])
def test_a_clause_that_nobody_wrote_is_unknown(name: str) -> None:
    with pytest.raises(UnknownName):
        WHOLE.clause(name)


def test_boundaries_stand_alone_and_in_agreements() -> None:
    alone = Boundary(id="sleep", holder="ben", says="I sleep at ten.")
    inside = Boundary(id="quiet", holder="ana", says="I don't argue after ten.")
    home = Agreement(id="home", parties=("ana", "ben"), clauses=(TALK, inside))

    assert list(polycule(agreements=(home,), boundaries=(alone,)).all_boundaries()) == [
        (("boundaries", "sleep"), alone),
        (("agreements", "home", "clauses", "quiet"), inside),
    ]


def test_an_event_without_an_offset_is_on_the_clock_of_the_document() -> None:
    assert WHOLE.zone == ZoneInfo("America/New_York")
    assert WHOLE.instant(EVENT) == dt.datetime(2025, 2, 15, 4, 40, tzinfo=dt.UTC)


def test_an_event_with_an_offset_is_on_its_own_clock() -> None:
    assert WHOLE.instant(Event(at=AWARE, act="date")) == AWARE


def test_an_event_of_which_only_the_day_is_known_has_no_instant() -> None:
    assert WHOLE.instant(Event(at=DAY, act="date")) is None


def test_a_document_that_names_no_zone_is_in_utc() -> None:
    assert Polycule().zone == ZoneInfo("UTC")


# The last day

LAST = dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    "parts",
    [
        {"events": (Event(at=LAST, act="date"), Event(at=DAY, act="date"))},
        {"check_ins": (CheckIn(date=LAST, people=("ana",)),)},
        {"agreements": (Agreement(id="home", parties=("ana", "ben"), made=LAST),)},
        {
            "agreements": (
                Agreement(id="home", parties=("ana", "ben"), revisions=(Revision(date=LAST),)),
            )
        },
        {
            "agreements": (
                Agreement(
                    id="home", parties=("ana", "ben"), accepted=(Acceptance(by="ana", date=LAST),)
                ),
            )
        },
        {
            "agreements": (
                Agreement(
                    id="home",
                    parties=("ana", "ben"),
                    accepted=(Acceptance(by="ana", date=DAY, revoked=LAST),),
                ),
            )
        },
        {
            "relationships": (
                Relationship(id="us", between=("ana", "ben"), kind="dating", until=LAST),
            )
        },
        {"groups": (Group(id="us", kind="household", members=("ana",), from_=LAST),)},
        {
            "check_ins": (
                CheckIn(
                    date=DAY,
                    people=("ana",),
                    concerns=(Concern(who="ana", says="x", settled=LAST),),
                ),
            )
        },
        {"matrices": (Matrix(id="us", people=("ana",), scale=("no", "yes"), date=LAST),)},
        {"agreements": (HOME,), "breaches": (Breach(id="late", of=("home",), discovered=LAST),)},
        {
            "agreements": (HOME,),
            "breaches": (Breach(id="late", of=("home",)),),
            "repairs": (
                Repair(id="x", of=("late",), steps=(RepairStep(step="debrief", done=LAST),)),
            ),
        },
        {
            "agreements": (HOME,),
            "breaches": (Breach(id="late", of=("home",)),),
            "repairs": (Repair(id="x", of=("late",), ended=LAST),),
        },
        {
            "agreements": (HOME,),
            "breaches": (Breach(id="late", of=("home",)),),
            "repairs": (Repair(id="x", of=("late",), apology=Apology(date=LAST)),),
        },
        {
            "boundaries": (
                Boundary(
                    id="x",
                    holder="ana",
                    says="x",
                    restated=(Restatement(by="ben", says="x", date=LAST),),
                ),
            )
        },
        {
            "boundaries": (
                Boundary(id="x", holder="ana", says="x", revisions=(BoundaryRevision(date=LAST),)),
            )
        },
    ],
)
def test_the_last_day_is_the_last_that_anything_was_recorded(parts: dict[str, Any]) -> None:
    assert polycule(**parts).last_day == LAST


def test_what_lies_ahead_was_not_recorded() -> None:
    ahead = Agreement(id="home", parties=("ana", "ben"), made=DAY, ends=LAST)

    assert polycule(agreements=(ahead,)).last_day == DAY


def test_where_nothing_is_dated_there_is_no_last_day() -> None:
    assert Polycule().last_day is None
    assert Polycule().last_day_up_to(LAST) is None


def test_the_last_day_up_to_another_is_the_nearest_that_anything_was_recorded() -> None:
    later = Relationship(id="us", between=("ana", "ben"), kind="dating", from_=DAY, until=LAST)
    both = polycule(relationships=(later,))

    assert both.last_day_up_to(LAST) == LAST
    assert both.last_day_up_to(LAST - dt.timedelta(days=1)) == DAY
    assert both.last_day_up_to(DAY - dt.timedelta(days=1)) is None


# Tables and texts


def test_events_as_flat_records() -> None:
    event = Event(
        id="dinner",
        at=LOCAL,
        who=("ana", "ben"),
        act="pay",
        to=(Named("ben"),),
        about=("rent",),
        amount=Quantity.parse("12.50 EUR"),
    )

    assert polycule(events=(event,)).events_records() == [
        {
            "id": "dinner",
            "at": "2025-02-14T23:40:00",
            "day": dt.date(2025, 2, 14),
            "who": "ana, ben",
            "act": "pay",
            "with": "",
            "to": "ben",
            "about": "rent",
            "lasting": None,
            "amount": "12.50 EUR",
        }
    ]


def test_clauses_as_flat_records() -> None:
    stated = Clause(id="talk", says="We talk.", norm=(Obligation(act="talk"),), because="It helps.")
    boundary = Boundary(id="quiet", holder="ben", says="I go to bed.")
    home = Agreement(id="home", parties=("ana", "ben"), clauses=(stated, boundary))

    talk, quiet = polycule(agreements=(home,)).clauses_records()

    assert talk == {
        "agreement": "home",
        "clause": "talk",
        "says": "We talk.",
        "holder": None,
        "norms": "must talk",
        "serves": "",
        "because": "It helps.",
    }
    assert (quiet["holder"], quiet["norms"]) == ("ben", "")


def test_a_short_description_counts_and_tells_nothing() -> None:
    assert repr(Polycule()) == "<Polycule: empty>"
    assert repr(polycule(check_ins=(CheckIn(date=DAY, people=("ana",)),))) == (
        "<Polycule: 2 people, 1 check-in>"
    )


def test_notes_and_comfort_name_people_who_are_there() -> None:
    note = Noted(code="PER103", by=("caro",), because="x", until=DAY)
    matrix = Matrix(
        id="us",
        people=("ana",),
        scale=("no", "yes"),
        comfort=(Comfort(act="kising", who="ana", level="no"),),
    )

    found = faults(agreements=clause(noted=(note,)), matrices=(matrix,))

    assert [dotted(each.path) for each in found] == [
        "agreements.home.clauses.talk.noted[0].by",
        "matrices.us.comfort.kising",
    ]


def test_a_list_in_a_record_is_refused() -> None:
    agreement = Agreement(id="home", parties=["ana", "ben"])  # type: ignore[arg-type]  # on purpose

    with pytest.raises(InvalidModel, match="`parties` can still change"):
        polycule(agreements=(agreement,))
