"""Who is told after a result, since when, by whom, and what of it somebody may see."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyagree.clock import Duration
from polyagree.codec import loads
from polyagree.errors import InvalidRecord, UnknownName
from polyagree.model import Event, Named, PersonId, Polycule, Word
from polyagree.practice import ToTell, WhoToTell, who_to_tell
from polyagree.report.health import render_who_to_tell
from polyagree.report.health_json import render_who_to_tell_json
from polyagree.testing.strategies import polycules

HEAD = """
polyagree: 1
timezone: Europe/Lisbon
people: {ana: Ana, ben: Ben, caro: Caro, dee: {name: Dee, visible_to: [ben]}}
relationships:
  ben-caro: {between: [ben, caro], kind: dating}
agreements:
  home:
    parties: [ana, ben]
    made: 2025-01-05
    clauses:
      results:
        says: Results within a day, never of whom.
        norm:
          must: share-results
          to: other parties
          after: results
          within: 24h
          details: {required: [that], kept_private: [who]}
      MORE
events:
"""
AB = "at: 2025-02-01T20:00, who: ana, act: sex, with: ben"
BC = "at: 2025-02-03T20:00, who: ben, act: sex, with: caro"
CD = "at: 2025-02-05T20:00, who: caro, act: sex, with: dee"
RESULT = "id: it, at: 2025-03-10T09:00, who: ana, act: positive-result"
QUIET = "quiet: {says: x, norm: {must_not: tell, who: ben, to: caro, about: health}}"


def of(*events: str, more: str = "") -> Polycule:
    head = HEAD.replace("MORE", more)
    return loads(head + "\n".join(f"  - {{{each}}}" for each in events), format="yaml")


def told(*events: str, more: str = "", **options: object) -> WhoToTell:
    options = {"after": "it"} | options
    return who_to_tell(of(*events, more=more), **options)  # type: ignore[arg-type]


def one(found: WhoToTell, person: str) -> ToTell:
    (each,) = (each for each in found.people if each.person == person)
    return each


def people(found: WhoToTell) -> list[str]:
    return [each.person for each in found.people]


# Since when


def test_without_a_test_everything_on_record_counts() -> None:
    (since,) = told(AB, RESULT).since

    assert (since.at, since.why) == (None, "record")


TEST = "at: 2025-01-20, who: [ana, ben], act: test"
CLEAR = "at: 2025-01-25, who: [ana, ben], act: results"


@pytest.mark.parametrize(
    ("events", "day"),
    [
        ([TEST, CLEAR], "2025-01-20"),
        ([CLEAR, TEST], "2025-01-20"),
        ([TEST], None),
        ([CLEAR], None),
        ([TEST, CLEAR.replace("results", "positive-result")], None),
        ([TEST, CLEAR, "at: 2025-03-01, who: ana, act: test"], "2025-01-20"),
        (
            [
                TEST,
                CLEAR,
                "at: 2025-02-20, who: ana, act: test",
                "at: 2025-02-22, who: ana, act: results",
            ],
            "2025-02-20",
        ),
        ([TEST.replace("[ana, ben]", "ben"), CLEAR], None),
        ([TEST, CLEAR, "at: 2025-01-26, who: ana, act: positive-result"], None),
        ([TEST.replace("2025-01", "2025-04"), CLEAR.replace("2025-01", "2025-04")], None),
    ],
)
def test_it_matters_since_the_last_test_whose_results_were_clear(
    events: list[str], day: str | None
) -> None:
    (since,) = told(*events, RESULT).since

    assert since.at == (None if day is None else dt.date.fromisoformat(day))


def test_what_was_before_the_last_clear_test_leads_to_nobody() -> None:
    early = AB.replace("2025-02", "2025-01")

    assert people(told(early, TEST, CLEAR, RESULT)) == []
    assert people(told(early, RESULT)) == ["ben"]


def test_on_the_day_of_the_test_it_is_possible() -> None:
    same_day = AB.replace("2025-02-01", "2025-01-20")

    assert not one(told(same_day, TEST, CLEAR, RESULT), "ben").is_sure


def test_a_window_or_a_day_can_be_asked_for_instead() -> None:
    by_window = told(AB, BC, TEST, CLEAR, RESULT, window=Duration(days=30))
    by_day = told(AB, BC, TEST, CLEAR, RESULT, since=dt.date(2025, 2, 2))

    assert [each.why for each in (*by_window.since, *by_day.since)] == ["window", "asked"]
    assert people(by_window) == []
    assert people(by_day) == []


def test_after_a_barrier_that_failed_it_is_since_the_event_that_it_is_about() -> None:
    found = told(
        "at: 2025-02-01, who: caro, act: sex, with: dee",
        f"id: us, {AB}",
        BC,
        "id: it, at: 2025-02-02, who: ana, act: barrier-failed, about: us",
    )

    assert [each.person for each in found.since] == ["ana", "ben"]
    assert {each.why for each in found.since} == {"event"}
    assert people(found) == ["caro"]
    assert one(found, "caro").path[0].from_ == "ben"


def test_from_whom_it_begins_can_be_asked_without_an_event() -> None:
    found = told(AB, BC, after=None, who="caro", since=dt.date(2025, 2, 3))

    assert people(found) == ["ben"]


# Who tells


def test_whoever_was_there_tells_and_others_pass_it_on() -> None:
    found = told(AB, BC, CD, RESULT)

    assert [(each.person, each.by, each.is_direct) for each in found.people] == [
        ("ben", "ana", True),
        ("caro", "ben", False),
        ("dee", "caro", False),
    ]


def test_who_shares_an_agreement_is_told_by_the_first() -> None:
    found = told(AB.replace("ben", "caro"), BC, RESULT)

    assert one(found, "ben").by == "ana"
    assert one(found, "ben").is_direct


def test_a_duty_has_its_time_from_a_replay() -> None:
    (duty,) = one(told(AB, RESULT), "ben").duties

    assert (duty.clause, duty.required, duty.state) == ("home.results", ("that",), "open")
    assert duty.until is not None
    assert duty.until.isoformat(timespec="minutes") == "2025-03-11T09:00+00:00"
    assert one(told(AB, RESULT), "ben").kept_private == ("who",)


def test_a_duty_is_the_one_that_began_with_the_event() -> None:
    later = "at: 2025-03-20T09:00, who: ana, act: results"
    (duty,) = one(told(AB, RESULT, later), "ben").duties

    assert duty.until is not None
    assert duty.until.date() == dt.date(2025, 3, 11)


def test_a_duty_that_follows_something_else_waits() -> None:
    more = "hear: {says: x, norm: {must: tell, to: other parties, about: health, after: exposure}}"

    duties = one(told(AB, RESULT, more=more), "ben").duties

    assert [each.state for each in duties] == ["open", "waiting"]


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (
            "at: 2025-03-10T20:00, who: ana, act: share-results, to: ben, about: it, details: that",
            "kept",
        ),
        ("at: 2025-03-20, who: ben, act: drink", "late"),
    ],
)
def test_a_duty_is_kept_or_past_its_time(event: str, state: str) -> None:
    (duty,) = one(told(AB, RESULT, event), "ben").duties

    assert duty.state == state


@pytest.mark.parametrize(
    ("telling", "is_told"),
    [
        ("act: tell, to: ben, about: it", True),
        ("act: tell, to: ben, about: health", True),
        ("act: share-results, to: ben", True),
        ("act: tell, to: ben, about: us", False),
        ("act: tell, to: ben", False),
        ("act: tell, to: caro, about: it", False),
    ],
)
def test_who_was_told_already_is_marked(telling: str, is_told: bool) -> None:
    found = told(f"id: us, {AB}", RESULT, f"at: 2025-03-11, who: ana, {telling}")

    assert (one(found, "ben").told == 2) is is_told


@pytest.mark.parametrize(
    ("tellings", "are_told"),
    [
        # Whoever does not know of it cannot tell it.
        (["who: dee, act: share-results, to: caro"], []),
        (["who: caro, act: tell, to: ben, about: health"], []),
        (["who: dee, act: tell, to: ben, about: it"], ["ben"]),
        # Who was told can pass it on, and so can whoever stands before on the path.
        (
            [
                "who: ana, act: tell, to: ben, about: health",
                "who: ben, act: tell, to: [caro, dee], about: health",
                "who: dee, act: tell, to: caro, about: health",
            ],
            ["ben", "caro"],
        ),
        (["who: ben, act: share-results, to: caro"], ["caro"]),
    ],
)
def test_only_who_knows_of_it_tells_it(tellings: list[str], are_told: list[str]) -> None:
    later = [f"at: 2025-03-{11 + day}, {each}" for day, each in enumerate(tellings)]
    found = told(AB, BC, RESULT, *later)

    assert [each.person for each in found.people if each.told is not None] == are_told


def test_what_was_told_before_it_happened_is_no_telling_of_it() -> None:
    found = told(AB, "at: 2025-03-01, who: ana, act: tell, to: ben, about: health", RESULT)

    assert one(found, "ben").told is None


def test_where_one_may_not_tell_nobody_is_named_and_the_clause_is() -> None:
    found = one(told(AB, BC, RESULT, more=QUIET.replace("MORE", "")), "caro")

    assert (found.by, found.not_by) == (None, ("home.quiet",))


def test_where_one_may_not_tell_the_next_who_could_is_named() -> None:
    more = "quiet: {says: x, norm: {must_not: tell, who: ana, to: ben, about: health}}"
    found = one(told(AB.replace("ben", "caro"), BC, RESULT, more=more), "ben")

    assert (found.by, found.not_by) == ("caro", ("home.quiet",))


def test_who_is_not_named_is_told_with_those_who_were_there() -> None:
    found = told(AB, BC.replace("caro", "outsiders"), RESULT)

    (other,) = found.not_named
    assert (other.words, other.with_, other.event) == ("outsiders", ("ben",), 1)
    assert (
        told(AB, BC.replace("02-03", "01-03").replace("caro", "outsiders"), RESULT).not_named == ()
    )


def test_records_are_flat() -> None:
    (record, _) = told(AB, BC, RESULT).records()

    assert record == {
        "person": "ben",
        "sure": True,
        "path": "ana, ben",
        "steps": 1,
        "by": "ana",
        "direct": True,
        "clauses": "home.results",
        "told": False,
    }


@pytest.mark.parametrize(
    ("options", "error", "sentence"),
    [
        ({"after": "that"}, UnknownName, "unknown event `that`"),
        ({"who": "eve"}, UnknownName, "unknown person `eve`"),
        ({"viewer": "eve"}, UnknownName, "unknown person `eve`"),
        ({"after": None}, InvalidRecord, "nobody is named"),
        ({"viewer": "caro"}, UnknownName, "unknown event `it`"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    options: dict[str, object], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        told(AB, RESULT, **options)


# What somebody may see


def test_one_sees_what_one_was_in() -> None:
    found = told(AB, BC, RESULT, viewer="ana")

    assert people(found) == ["ben"]
    assert render_who_to_tell_json(found).count("caro") == 0


def test_one_sees_what_is_visible_to_one() -> None:
    assert people(told(AB, f"{BC}, visible_to: [ana]", RESULT, viewer="ana")) == ["ben", "caro"]


def test_where_an_event_stands_does_not_tell_what_is_hidden_before_it() -> None:
    found = told(BC, CD, AB, RESULT, viewer="ana")

    assert one(found, "ben").path[0].event == 0
    assert found.after == 1
    assert [each.id for each in found.polycule.events] == [None, "it"]


def test_who_left_a_group_no_longer_sees_what_is_for_it() -> None:
    head = HEAD.replace("MORE", "").replace(
        "relationships:",
        "groups: {house: {kind: household, members: [{who: ana, until: 2025-04-01}, ben, caro]}}\n"
        "relationships:",
    )
    events = (AB, f"{BC}, visible_to: [house]", RESULT)
    document = loads(head + "\n".join(f"  - {{{each}}}" for each in events), format="yaml")

    then, later = (
        who_to_tell(document, after="it", viewer="ana", on=on)
        for on in (dt.date(2025, 3, 20), dt.date(2025, 5, 1))
    )

    assert (people(then), people(later)) == (["ben", "caro"], ["ben"])


def test_with_somebody_of_whom_one_may_not_know_an_event_is_hidden() -> None:
    seen = f"{CD.replace('caro', 'ben').replace('05', '03')}, visible_to: [ana]"

    assert people(told(AB, seen, RESULT, viewer="ana")) == ["ben"]
    assert people(told(AB, seen.replace("dee", "caro"), RESULT, viewer="ana")) == ["ben", "caro"]


def test_a_relationship_that_one_may_not_see_binds_nobody() -> None:
    more = "far: {says: x, norm: {must: share-results, to: outsiders, after: results, within: 24h}}"
    events = (AB, f"{BC}, visible_to: [ana]", RESULT)

    assert [each.clause for each in one(told(*events, more=more), "caro").duties] == ["home.far"]
    assert one(told(*events, more=more, viewer="ana"), "caro").duties == ()


def test_an_agreement_that_one_may_not_see_brings_nobody_near() -> None:
    head = HEAD.replace("MORE", "").replace(
        "events:", "  secret: {parties: [ben, caro], clauses: {c: {says: x, norm: none}}}\nevents:"
    )
    head = head.replace("ben-caro: {between: [ben, caro]", "ben-dee: {between: [ben, dee]")
    events = (AB, "at: 2025-02-02T20:00, who: ana, act: sex, with: caro")
    document = loads(head + "\n".join(f"  - {{{each}}}" for each in events), format="yaml")

    whole = who_to_tell(document, who="ben")
    seen = who_to_tell(document, who="ben", viewer="ana")

    assert (one(whole, "caro").by, one(seen, "caro").by) == ("ben", "ana")


hidden_events = st.builds(
    lambda day, pair, act: Event(
        at=dt.date(2025, 1, 1) + dt.timedelta(days=day),
        who=(PersonId(pair[0]),),
        act=Word(act),
        with_=() if act in {"test", "results"} else (Named(pair[1]),),
    ),
    st.integers(0, 80),
    st.sampled_from([("ben", "caro"), ("caro", "dee"), ("dee", "ben"), ("caro", "ben")]),
    st.sampled_from(["sex", "test", "results", "barrier-failed", "tell", "exposure"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(hidden_events, max_size=6), st.sampled_from(["CLAUSE", "RELATION", "NOTHING"]))
def test_what_is_hidden_changes_nothing_in_what_is_shown(hidden: list[Event], also: str) -> None:
    base = of(AB, RESULT, "at: 2025-03-11, who: ana, act: tell, to: ben, about: it")
    # Before and after: neither may move what is shown.
    half = len(hidden) // 2
    events = (*hidden[:half], *base.events, *hidden[half:])
    more = evolve(base, events=events)
    if also == "CLAUSE":
        more = loads(
            HEAD.replace("MORE", "").replace(
                "events:",
                "  secret:\n    parties: [ben, caro]\n    made: 2025-04-01\n    clauses:\n"
                "      c: {says: x, norm: {must_not: tell, who: ben, to: ana}}\nevents:",
            )
            + "\n".join(f"  - {{{each}}}" for each in (AB, RESULT)),
            format="yaml",
        )
        more = evolve(more, events=events)
    elif also == "RELATION":
        more = evolve(more, relationships=())

    shown = [
        render_who_to_tell_json(who_to_tell(each, after="it", viewer="ana"))
        for each in (base, more)
    ]

    assert shown[0] == shown[1]


# Whatever a document says


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(polycules(), st.data())
def test_every_document_has_an_answer(polycule: Polycule, data: st.DataObject) -> None:
    people = [person.id for person in polycule.people]
    if not people:
        return
    who = data.draw(st.sampled_from(people))
    viewer = data.draw(st.sampled_from([None, *people]))

    try:
        found = who_to_tell(polycule, who=who, viewer=viewer)
    except UnknownName:
        # Of somebody whom they may not know of, they are told that there is nobody.
        assert viewer is not None
        return

    assert render_who_to_tell(found)
    assert render_who_to_tell_json(found).isascii()
    for each in found.people:
        assert each.path[0].from_ == who
        assert each.path[-1].to == each.person
        assert each.by != each.person


TESTS = (
    "id: a, at: 2025-01-01, who: ana, act: test",
    "id: b, at: 2025-03-01, who: ana, act: test",
)


@pytest.mark.parametrize(
    ("results", "about", "day"),
    [
        # What came of the first test tells nothing of the second.
        (["about: a"], "[]", dt.date(2025, 1, 1)),
        (["about: a"], "b", dt.date(2025, 1, 1)),
        (["about: [a, b]"], "[]", dt.date(2025, 3, 1)),
        # A test that is said to have been positive was not clear.
        (["about: b"], "b", None),
        (["about: a", "about: b"], "b", dt.date(2025, 1, 1)),
        (["about: []"], "b", None),
        (["about: []"], "[]", dt.date(2025, 3, 1)),
    ],
)
def test_results_are_those_of_the_test_that_they_name(
    results: list[str], about: str, day: dt.date | None
) -> None:
    later = [f"at: 2025-03-05, who: ana, act: results, {each}" for each in results]
    (since,) = told(*TESTS, *later, f"{RESULT}, about: {about}").since

    assert since.at == day


def test_a_duty_is_to_those_who_were_meant_on_the_day_of_the_event() -> None:
    more = "per: {says: x, norm: {must: tell, to: each partner, about: health, after: results, within: 1h}}"
    head = HEAD.replace("MORE", more).replace(
        "relationships:",
        "relationships:\n  ab: {between: [ana, ben], kind: dating, until: 2025-04-01}",
    )
    events = (AB, RESULT, "at: 2025-05-01, who: ana, act: drink")
    document = loads(head + "\n".join(f"  - {{{each}}}" for each in events), format="yaml")
    duties = one(who_to_tell(document, after="it"), "ben").duties

    assert [(each.clause, each.state) for each in duties] == [
        ("home.results", "late"),
        ("home.per", "late"),
    ]


def test_each_duty_of_a_clause_has_its_own_time() -> None:
    more = """several:
        says: x
        norm:
          - {must: tell, to: other parties, about: health, after: results, within: 1h}
          - {must: pay, to: other parties, after: results, amount: 10 EUR, within: 20h}
          - {must: tell, to: other parties, about: results, after: results, within: 2h}
"""
    duties = one(told(AB, RESULT, more=more), "ben").duties

    assert [
        each.until.hour for each in duties if each.until is not None and "several" in each.clause
    ] == [10, 11]
