"""Disclosure protocols: gathered, compared, and held against what was told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.codec import loads
from polyagree.model import Polycule
from polyagree.practice import (
    ProtocolDifference,
    Telling,
    compare_protocols,
    protocol_changes,
    protocols,
    sides,
    telling_practice,
    tellings,
)
from polyagree.timeline import replay

NIGHT = "id: night, at: 2025-02-01T22:00, who: ana, act: overnight, with: caro"
TELL = "must: tell, to: other parties, after: {act: overnight, with: outsiders}"
DETAILS = "details: {required: [that, who], kept_private: [their-story]}"


def document(*norms: str, events: tuple[str, ...] = (), was: str = "", more: str = "") -> Polycule:
    clauses = ", ".join(
        f"c{number}: {{says: So., norm: {{{norm}}}}}" for number, norm in enumerate(norms)
    )
    lines = [
        "polyagree: 1",
        "people: {ana: Ana, ben: Ben, caro: Caro}",
        "agreements:",
        "  home:",
        "    parties: [ana, ben]",
        "    made: 2025-01-01",
        f"    clauses: {{{clauses}}}",
    ]
    if was:
        accepted = "{ana: 2025-02-10, ben: 2025-02-10}"
        lines += [
            "    revisions:",
            f"      - {{date: 2025-02-10, accepted: {accepted}, was: {{c0: {{says: So., norm: {{{was}}}}}}}}}",
        ]
    lines += ["events:"] if events else []
    lines += [f"  - {{{each}}}" for each in events]
    return loads("\n".join(lines) + "\n" + more)


def told(at: str, details: str = "that, who", rest: str = "") -> str:
    said = f", details: [{details}]" if details else ""
    return f"at: {at}, who: ana, act: tell, to: ben, about: night{said}{rest}"


def telling(*events: str, on: str | None = None) -> Telling:
    made = document(f"{TELL}, within: 24h, {DETAILS}", events=(NIGHT, *events))
    (found,) = tellings(made, on=None if on is None else dt.date.fromisoformat(on))
    return found


# Gathered


def test_a_protocol_is_there_for_each_whom_it_binds() -> None:
    found = protocols(document(f"{TELL}, within: 24h, {DETAILS}"))

    assert [each.who for each in found] == [("ana",), ("ben",)]
    assert {each.required for each in found} == {("that", "who")}
    assert {each.kept_private for each in found} == {("their-story",)}
    assert {each.window for each in found} == {"within 24h"}
    assert {each.follows for each in found} == {"overnight"}


@pytest.mark.parametrize(
    "norm",
    [
        "must: tell, to: other parties, every: week",
        "must: talk, with: other parties, after: {act: overnight}, within: 1 day",
        "must: share-results, to: other parties, after: results, within: 24h",
        "may: tell, to: anyone",
    ],
)
def test_what_says_neither_details_nor_what_it_follows_is_none(norm: str) -> None:
    assert protocols(document(norm)) == ()


def test_as_far_as_somebody_asks() -> None:
    (found,) = protocols(document("must: tell, who: ana, to: ben, every: week, details: as-asked"))

    assert found.is_as_asked
    assert found.required == ()
    assert found.window == "every week"


def test_a_wording_counts_on_its_days() -> None:
    made = document(f"{TELL}, who: ana, within: 24h", was=f"{TELL}, who: ana, within: 3 days")
    january = protocols(made, on=dt.date(2025, 1, 20))

    assert [each.window for each in january] == ["within 3 days"]
    assert [each.window for each in protocols(made)] == ["within 24h"]
    assert len(protocols(made, all_wordings=True)) == 2


# Compared


def difference(one: str, other: str) -> ProtocolDifference:
    made = document(f"{TELL}, who: ana, {one}", f"{TELL}, who: ana, {other}")
    return compare_protocols(*protocols(made))


def test_details_come_and_go() -> None:
    found = difference(
        "details: {required: [that, who], kept_private: [plans]}",
        "details: {required: [that, when], kept_private: [their-story]}",
    )

    assert found.now_required == ("when",)
    assert found.no_longer_required == ("who",)
    assert found.now_private == ("their-story",)
    assert found.no_longer_private == ("plans",)
    assert not found.is_same


@pytest.mark.parametrize(
    ("one", "other", "window"),
    [
        ("within: 3 days", "within: 24h", "sooner"),
        ("within: 24h", "within: 3 days", "later"),
        ("within: 24h", "within: 24h", "the same"),
        ("within: 1 month", "within: 30 days", "not comparable"),
        ("within: 1 month", "within: 32 days", "later"),
        ("within: 24h", "by: next evening", "not comparable"),
    ],
)
def test_a_window_is_sooner_where_lengths_tell(one: str, other: str, window: str) -> None:
    assert difference(one, other).window == window


def test_the_same_is_the_same() -> None:
    assert difference(f"within: 24h, {DETAILS}", f"within: 24h, {DETAILS}").is_same


def test_between_people_the_same_is_even() -> None:
    (found,) = sides(document(f"{TELL}, within: 24h"))

    assert found.is_even
    assert [who for who, _ in found.asked] == ["ana", "ben"]


@pytest.mark.parametrize(
    "norms",
    [
        (f"{TELL}, who: ana, within: 24h",),
        (f"{TELL}, who: ana, within: 24h", f"{TELL}, who: ben, within: 2 days"),
        (f"{TELL}, {DETAILS}, who: ana", f"{TELL}, who: ben, details: {{required: [that]}}"),
    ],
)
def test_between_people_another_window_or_detail_is_uneven(norms: tuple[str, ...]) -> None:
    (found,) = sides(document(*norms))

    assert not found.is_even


def test_whoever_is_asked_nothing_stands_beside_whoever_is() -> None:
    (found,) = sides(document(f"{TELL}, who: ana, within: 24h"))

    assert [(row["who"], row["protocols"]) for row in found.records()] == [("ana", 1), ("ben", 0)]


def test_over_time_each_change_is_told_with_its_day() -> None:
    made = document(
        f"{TELL}, who: ana, within: 24h, {DETAILS}", was=f"{TELL}, who: ana, within: 3 days"
    )
    (change,) = protocol_changes(made)

    assert change.on == dt.date(2025, 2, 10)
    assert change.who == ("ana",)
    assert change.difference.window == "sooner"
    assert change.difference.now_required == ("that", "who")


def test_a_wording_that_asks_for_the_same_is_no_change() -> None:
    same = f"{TELL}, who: ana, within: 24h"

    assert [*protocol_changes(document(same, was=same))] == []


# Told


def test_told_in_time_with_everything() -> None:
    found = telling(told("2025-02-02T10:00"))

    assert found.occurrence.outcome == "kept"
    assert found.is_as_agreed is True
    assert found.occurrence.event == ("events", 1)
    assert found.occurrence.cause == ("events", 0)


def test_told_too_late() -> None:
    found = telling(told("2025-02-03T01:00"))

    assert found.occurrence.outcome == "late"
    assert found.occurrence.late_by == dt.timedelta(hours=3)
    assert found.is_as_agreed is False


def test_told_in_part_is_told_in_time_with_a_detail_left_out() -> None:
    found = telling(told("2025-02-02T10:00", "that"))

    assert found.occurrence.outcome == "kept"
    assert found.left_out == ("who",)
    assert found.told_later == ()
    assert found.is_as_agreed is False


def test_what_was_left_out_and_told_afterwards_is_said() -> None:
    rest = told("2025-02-05T10:00", "who")

    assert telling(told("2025-02-02T10:00", "that"), rest).told_later == ("who",)


def test_what_was_to_be_kept_private_is_said() -> None:
    found = telling(told("2025-02-02T10:00", "that, who, their-story"))

    assert found.told_private == ("their-story",)
    assert found.left_out == ()
    assert found.is_as_agreed is False


def test_without_details_nobody_knows_what_was_told() -> None:
    found = telling(told("2025-02-02T10:00", ""))

    assert found.occurrence.outcome == "kept"
    assert found.left_out == ()
    assert found.is_as_agreed is None


def test_not_told_is_missed_only_once_its_time_is_over() -> None:
    other = "at: 2025-01-15T10:00, who: ben, act: tell, to: ana, about: home"

    assert telling(other, on="2025-02-01").occurrence.outcome == "open"
    assert telling(other, on="2025-02-09").occurrence.outcome == "missed"


def test_where_no_telling_was_ever_noted_nothing_tells() -> None:
    assert telling(on="2025-02-09").occurrence.outcome == "not noted"


def test_to_tell_somebody_else_tells_nobody() -> None:
    wrong = (
        "at: 2025-02-02T10:00, who: ana, act: tell, to: caro, about: night, details: [that, who]"
    )

    assert telling(wrong, on="2025-02-09").occurrence.outcome == "missed"


@pytest.mark.parametrize("details", ["that, who", "that", "that, who, their-story", "who"])
@pytest.mark.parametrize("at", ["2025-02-02T10:00", "2025-02-03T01:00"])
def test_a_replay_and_a_telling_agree(at: str, details: str) -> None:
    made = document(f"{TELL}, within: 24h, {DETAILS}", events=(NIGHT, told(at, details)))
    (found,) = tellings(made, on=dt.date(2025, 2, 9))
    (instance,) = (each for each in replay(made, until=dt.date(2025, 2, 9)).instances if each.cause)

    assert (instance.state == "fulfilled") is found.is_as_agreed


def test_what_holds_is_the_wording_of_its_time() -> None:
    made = document(
        f"{TELL}, who: ana, within: 24h, details: {{required: [that, who]}}",
        was=f"{TELL}, who: ana, within: 3 days, details: {{required: [that]}}",
        events=(NIGHT, told("2025-02-03T10:00", "that")),
    )
    (found,) = tellings(made)

    assert found.protocol.required == ("that",)
    assert found.is_as_agreed is True


def test_what_was_told_again_as_agreed_and_in_time_is_as_agreed() -> None:
    found = telling(told("2025-02-02T10:00", "that"), told("2025-02-02T11:00", "that, who"))

    assert found.occurrence.event == ("events", 2)
    assert found.is_as_agreed is True


DETAIL_SETS = ["", "that", "who", "that, who", "that, who, plans", "that, who, their-story"]


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, ...]:
    start, made = dt.datetime(2025, 2, 1), []  # noqa: DTZ001  # local to its document
    for number in range(draw(st.integers(1, 2))):
        at = start + dt.timedelta(hours=draw(st.integers(0, 12)))
        who = draw(st.sampled_from(["ana", "ana", "ben"]))
        made.append((at, f"id: n{number}, who: {who}, act: overnight, with: caro"))
    for _ in range(draw(st.integers(0, 5))):
        at = start + dt.timedelta(hours=draw(st.integers(1, 40)))
        who, to = draw(st.sampled_from([*[("ana", "ben")] * 3, ("ben", "ana"), ("ana", "caro")]))
        about = draw(st.sampled_from(["", ", about: n0"]))
        details = draw(st.sampled_from(DETAIL_SETS))
        said = f", details: [{details}]" if details else ""
        made.append((at, f"who: {who}, act: tell, to: {to}{about}{said}"))
    return tuple(f"at: {at:%Y-%m-%dT%H:%M}, {what}" for at, what in sorted(made))


@given(
    logs(), st.sampled_from(["within: 12h", "within: 24h", "within: 2 days", "by: next evening"])
)
def test_of_any_log_a_replay_and_the_tellings_agree(events: tuple[str, ...], window: str) -> None:
    made = document(f"{TELL}, {window}, {DETAILS}", events=events)
    on = dt.date(2025, 3, 1)
    found = {(each.occurrence.cause, each.occurrence.who): each for each in tellings(made, on=on)}
    instances = [each for each in replay(made, until=on).instances if each.cause]

    assert len(found) == len(instances) == sum("overnight" in each for each in events)
    for each in instances:
        telling = found[each.cause, each.who]
        if each.state == "fulfilled":
            assert telling.is_as_agreed is True
        if telling.is_as_agreed is True:
            assert each.state == "fulfilled"
        if telling.is_as_agreed is False:
            assert each.state != "fulfilled"


def test_practice_takes_all_times_together() -> None:
    nights = [
        f"id: n{n}, at: 2025-03-0{n}T22:00, who: ana, act: overnight, with: caro" for n in (1, 4, 7)
    ]
    said = [
        "at: 2025-03-03T04:00, who: ana, act: tell, to: ben, about: n1, details: [that]",
        "at: 2025-03-06T00:00, who: ana, act: tell, to: ben, about: n4, details: [that, who]",
        "at: 2025-03-08T00:00, who: ana, act: tell, to: ben, about: n7, details: [that, their-story]",
    ]
    events = (nights[0], said[0], nights[1], said[1], nights[2], said[2])
    (found,) = telling_practice(document(f"{TELL}, within: 24h, {DETAILS}", events=events))

    assert (found.times, found.as_agreed, found.late, found.not_told) == (3, 0, 2, 0)
    assert found.usual_lateness == dt.timedelta(hours=4)
    assert found.left_out == (("who", 2),)
    assert found.told_private == (("their-story", 1),)
    assert found.record()["left_out"] == "who (2)"


def test_a_record_has_the_same_keys_each_time() -> None:
    kept = telling(told("2025-02-02T10:00")).record()

    assert kept.keys() == telling(on="2025-02-09").record().keys()
    assert kept["required"] == "that, who"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ("that", "without who"),
        ("that, who, their-story", "with their-story, to be kept private"),
        ("who, their-story", "without that; with their-story, to be kept private"),
    ],
)
def test_a_replay_says_which_details_differ(details: str, said: str) -> None:
    made = document(
        f"{TELL}, within: 24h, {DETAILS}", events=(NIGHT, told("2025-02-02T10:00", details))
    )
    (instance,) = (each for each in replay(made, until=dt.date(2025, 2, 9)).instances if each.cause)
    found = [(line.event, line.detail) for line in instance.proof if line.fact == "in part"]

    assert found == [(("events", 1), said)]


@pytest.mark.parametrize(
    "event",
    [
        told("2025-02-02T10:00", ""),
        told("2025-02-02T10:00"),
        told("2025-02-03T10:00", "that"),
        "at: 2025-02-02T10:00, who: ana, act: tell, to: caro, about: night, details: [that]",
        "at: 2025-02-02T10:00, who: ana, act: tell, to: ben, about: ben, details: [that]",
    ],
)
def test_nothing_differs_where_nothing_was_told_of_it_in_its_time(event: str) -> None:
    made = document(f"{TELL}, within: 24h, {DETAILS}", events=(NIGHT, event))
    ledger = replay(made, until=dt.date(2025, 2, 9))

    assert not any(line.fact == "in part" for each in ledger.instances for line in each.proof)


def test_a_boundary_of_ones_own_is_a_protocol_too() -> None:
    own = "boundaries: {mine: {holder: ana, says: So., norm: {must: tell, to: ben, after: {act: overnight}, within: 24h, details: {required: [that, who]}}}}\n"
    made = document(
        "must: talk, every: week", events=(NIGHT, told("2025-02-03T01:00", "that")), more=own
    )
    (found,) = tellings(made)

    assert (found.protocol.clause, found.protocol.who) == ("mine", ("ana",))
    assert found.occurrence.late_by == dt.timedelta(hours=3)
    assert found.left_out == ("who",)


def test_what_was_told_before_is_not_told_afterwards() -> None:
    first, second = told("2025-02-02T06:00", "who"), told("2025-02-02T07:00", "that")

    for found in (telling(first, second), telling(second, first)):
        assert found.told == ("who",)
        assert found.told_later == ("that",)
    assert telling(told("2025-02-02T07:00", "that"), told("2025-02-02", "who")).told_later == (
        "who",
    )


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ("2025-03-12T10:00, who: ana, act: tell, to: [ben, caro], about: o", "late"),
        ("2025-03-12T10:00, who: ana, act: tell, to: ben, about: o", "missed"),
    ],
)
def test_it_is_told_late_once_everybody_was_told(told: str, outcome: str) -> None:
    polycule = loads(
        f"""
polyagree: 1
people: {{ana: Ana, ben: Ben, caro: Caro, dana: Dana}}
agreements:
  us:
    parties: [ana, ben, caro]
    made: 2025-01-01
    clauses:
      t:
        says: A day.
        norm: {{must: tell, to: other parties, after: {{act: overnight, with: outsiders}}, within: 24h}}
events:
  - {{id: o, at: 2025-03-08T20:00, who: ana, act: overnight, with: dana}}
  - {{at: {told}}}
  - {{at: 2025-06-09T10:00, who: ben, act: drink}}
"""
    )

    assert [each.occurrence.outcome for each in tellings(polycule)] == [outcome]
