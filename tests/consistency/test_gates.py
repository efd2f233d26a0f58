"""Whose word an act waits for, found by taking it away."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from attrs import evolve
from consistency.waiting import DATE, HEAD, MET, WROTE, in_words, polycule, told

import polyagree
from polyagree.consistency import gates
from polyagree.consistency.gating.finding import Finder
from polyagree.consistency.gating.worlds import Replay
from polyagree.errors import DoesNotReplay
from polyagree.model import Person, Polycule
from polyagree.timeline import why_not


@pytest.mark.parametrize(
    ("norm", "found"),
    [
        (f"{{may: date, {DATE}, only_if: {MET}}}", "ana date: ben, meet ben, hidden"),
        (f"{{must_not: date, {DATE}, unless: {MET}}}", "ana date: ben, meet ben, hidden"),
        (f"{{must_not: date, {DATE}, until: {MET}}}", "ana date: ben, meet ben, hidden"),
        (
            f"{{may: date, {DATE}, only_if: {WROTE}}}",
            "ana date: ben, update-calendar ben, hidden",
        ),
        (f"{{may: date, {DATE}, only_if: {{yes_from: ben}}}}", "ana date: ben, say-yes ben, said"),
        (f"{{may: date, {DATE}, only_if: {{told: ben}}}}", "ana date: ben, tell ana, said"),
        (
            f"{{may: date, {DATE}, only_if: {{talked_with: ben}}}}",
            "ana date: ben, talk ana, ben, said",
        ),
        (
            f"{{may: date, {DATE}, only_if: {{unopposed_by: ben, silence: stops}}}}",
            "ana date: ben, say-yes ben, said",
        ),
        (
            "{power: approve, who: ben, over: {act: date, who: ana}}",
            "ana date: ben, say-yes ben, said",
        ),
        (
            f"{{must: meet, who: ana, with: ben, before: {{act: date, {DATE}}}}}",
            "ana date: ben, meet ana, hidden",
        ),
        (
            f"{{may: date, {DATE}, only_if: {{done: {{act: tell, who: ben, to: caro}}}}}}",
            "ana date: ben, tell ben, hidden",
        ),
    ],
)
def test_an_act_that_waits_for_somebody_is_found_however_it_is_put(norm: str, found: str) -> None:
    assert found in told(polycule(norm))


@pytest.mark.parametrize(
    "norm",
    [
        f"{{may: date, {DATE}, only_if: {{unopposed_by: ben}}}}",
        f"{{may: date, {DATE}, only_if: {{yes_from: ben, silence: allows}}}}",
        "{power: veto, who: ben, over: {act: date, who: ana}}",
        f"{{must_not: date, {DATE}, after: {{act: say-no, who: ben}}, for: 1 week}}",
        f"{{may: date, {DATE}, only_if: {{not: {WROTE}}}}}",
    ],
)
def test_where_nobody_has_to_say_anything_there_is_no_gate(norm: str) -> None:
    assert told(polycule(norm)) == []


@pytest.mark.parametrize(
    "norm",
    [
        "{may: date, who: ana, with: ben, only_if: {yes_from: ben}}",
        "{may: pay, who: ana, to: ben, only_if: {done: {act: update-calendar, who: ben}}}",
        "{may: share-story, who: ana, about: ben, only_if: {yes_from: ben}}",
        f"{{may: sex, {DATE}, only_if: {{done: {{act: test, who: ben}}}}}}",
        f"{{may: date, {DATE}, only_if: {{done: {{act: share-results, who: ben}}}}}}",
        "{may: move-in, who: all parties, only_if: {done: {act: meet, who: ben}}}",
    ],
)
def test_who_takes_part_and_what_is_ones_own_is_no_gate(norm: str) -> None:
    assert told(polycule(norm)) == []


def test_somebodys_room_is_theirs_to_decide() -> None:
    rooms = "terms: {den: {kind: place, kind_of: home, of: ben}}\n"
    norm = f"{{must_not: sex, {DATE}, where: den, unless: {WROTE}}}"

    assert told(polycule(norm, more=rooms)) == []


def test_a_yes_that_waits_itself_makes_a_chain() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {{yes_from: ben}}}}",
        "{must_not: say-yes, who: ben, unless: {done: {act: tell, who: caro, to: ben}}}",
    )
    chain = gates(document)[1]

    assert in_words(chain) == "ana date: caro, say-yes ben < tell caro, hidden"
    assert [member.clause for member in chain.because] == ["a.c0", "a.c1"]
    assert [event.act for event in chain.possible] == ["tell", "say-yes", "date"]
    # Without Caro's word, Ben's yes is not fine either.
    assert [event.act for event in chain.impossible] == ["date"]


def test_what_waits_for_each_other_can_never_begin() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {WROTE}}}",
        f"{{may: update-calendar, who: ben, only_if: {{done: {{act: date, {DATE}}}}}}}",
    )
    (circle,) = gates(document)

    assert circle.is_circular
    assert circle.by == ("ben",)
    assert circle.possible == ()
    assert [member.clause for member in circle.because] == ["a.c0", "a.c1"]


def test_what_can_begin_at_another_end_is_no_circle() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {{any: [{WROTE}, {{told: caro}}]}}}}",
        f"{{may: update-calendar, who: ben, only_if: {{done: {{act: date, {DATE}}}}}}}",
    )

    assert not any(gate.is_circular for gate in gates(document))


@pytest.mark.parametrize(
    "condition",
    [
        "{yes_from: 1 of other parties}",
        f"{{any: [{WROTE}, {{done: {{act: update-calendar, who: caro}}}}]}}",
    ],
)
def test_of_two_of_whom_one_is_enough_neither_is_a_gate_and_both_are(condition: str) -> None:
    found = gates(polycule(f"{{may: date, {DATE}, only_if: {condition}}}"))

    assert [gate.by for gate in found] == [("ben", "caro")]


def test_where_two_clauses_ask_for_two_people_each_has_its_own() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {WROTE}}}",
        "{must_not: date, who: ana, unless: {done: {act: update-calendar, who: caro}}}",
    )

    assert [(gate.by, gate.clause) for gate in gates(document)] == [
        (("ben",), "a.c0"),
        (("caro",), "a.c1"),
    ]


def test_a_clause_that_closes_the_other_way_is_one_of_the_reasons() -> None:
    either = f"{{any: [{MET}, {{done: {{act: meet, who: caro, with: them}}}}]}}"
    document = polycule(
        f"{{may: date, {DATE}, only_if: {either}}}",
        "{must_not: meet, who: caro, with: outsiders}",
    )
    (gate,) = gates(document)

    assert gate.by == ("ben",)
    assert [member.clause for member in gate.because] == ["a.c0", "a.c1"]


def test_a_duty_of_somebody_else_that_has_to_be_kept_first_is_found() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {{kept: a.c1}}}}",
        "{must: update-calendar, who: ben, every: week}",
    )

    assert told(document) == ["ana date: ben, update-calendar ben, hidden"]


def test_the_company_of_somebody_may_have_a_gate_of_their_own() -> None:
    document = polyagree.loads(
        HEAD
        + "agreements:\n"
        + f"  a: {{parties: [ana, ben], clauses: {{c: {{says: A., norm: {{may: date, who: ana,"
        f" with: dana, only_if: {WROTE}}}}}}}}}\n"
        + "  b: {parties: [caro, dana], clauses: {c: {says: B., norm: {must_not: date, who: dana,"
        " with: outsiders, unless: {done: {act: update-calendar, who: caro}}}}}}\n",
        format="yaml",
    )
    found = {(gate.by, gate.bearer, gate.clause) for gate in gates(document)}

    assert (("caro",), ("ana",), "b.c") in found


def test_a_situation_in_which_it_waits_isin_words() -> None:
    weeks = "terms: {kid-week: {kind: situation, means: the kid is with us}}\n"
    norm = f"{{must_not: date, {DATE}, during: kid-week, unless: {WROTE}}}"
    (gate,) = gates(polycule(norm, more=weeks))

    assert gate.given == ("kid-week",)


def test_people_without_a_name_are_somebody_in_a_world_that_is_made_up() -> None:
    words = "terms: {new-face: {kind: people, means: somebody new}}\n"
    document = polycule(f"{{may: date, who: ana, with: new-face, only_if: {MET}}}", more=words)

    assert told(document) == ["ana date: ben, meet ben, hidden"]


def test_who_is_left_out_of_a_norm_leaves_the_rest_to_it() -> None:
    """Where a date with Dana is free, the dates of Ana with anyone are not all gated."""
    document = polycule(
        "{must_not: date, who: ana, with: {people: anyone, except: [dana]}, unless: " + WROTE + "}",
        "{may: date, who: ana, with: outsiders, only_if: {done: {act: test, who: ana}}}",
    )

    assert [gate.clause for gate in gates(document)] == ["a.c0"]


def test_a_day_of_the_week_on_which_it_waits_leaves_the_others_free() -> None:
    document = polycule(
        f"{{must_not: date, {DATE}, days: fri, unless: {WROTE}}}",
        f"{{may: date, {DATE}, only_if: {{done: {{act: test, who: ana}}}}}}",
    )

    assert [(gate.by, gate.clause) for gate in gates(document)] == [(("ben",), "a.c0")]


@pytest.mark.parametrize("when", ["ahead: 2 days", "by: previous weekend"])
def test_a_word_that_has_to_come_early_comes_early_in_the_log(when: str) -> None:
    document = polycule(f"{{may: date, {DATE}, only_if: [{{told: ben, {when}}}, {WROTE}]}}")
    (gate,) = gates(document)

    assert [event.act for event in gate.possible] == ["tell", "update-calendar", "date"]


def test_only_those_that_no_norm_says_by_itself_on_request() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {{yes_from: ben}}}}",
        f"{{may: travel, who: ana, only_if: {WROTE}}}",
    )

    assert [gate.act for gate in gates(document, hidden=True)] == ["travel"]


def test_what_was_not_in_force_on_the_day_lets_nobody_wait() -> None:
    document = polycule(f"{{may: date, {DATE}, only_if: {WROTE}, until: 2025-03-31}}")

    assert len(gates(document, on=dt.date(2025, 3, 31))) == 1
    assert gates(document, on=dt.date(2025, 4, 1)) == ()


def test_what_is_on_record_changes_nothing() -> None:
    document = polycule(f"{{may: date, {DATE}, only_if: {WROTE}}}")
    event = polyagree.Event(at=dt.date(2025, 1, 1), who=("ben",), act="update-calendar")

    assert told(evolve(document, events=(event,))) == told(document)


def test_nothing_is_found_where_nothing_is_agreed() -> None:
    assert gates(polyagree.Polycule()) == ()


def test_both_logs_say_the_same_when_they_are_replayed_by_themselves() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: [{MET}, {{told: caro}}]}}",
        "{must_not: meet, who: ben, unless: {yes_from: caro}}",
    )
    somebody = Person(id="somebody", name="Somebody")
    people = (*document.people, somebody)
    found = gates(document)

    assert len(found) >= 3
    for gate in found:
        fine, broken = (
            why_not(evolve(document, people=people, events=log[:-1]), log[-1])
            for log in (gate.possible, gate.impossible)
        )
        assert fine.is_fine
        assert broken.verdict == "forbidden"


def test_what_does_not_replay_is_a_fault_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    document = polycule(f"{{may: date, {DATE}, only_if: {WROTE}}}")
    monkeypatch.setattr(Replay, "left_of", lambda *_: ([], True))

    with pytest.raises(DoesNotReplay) as caught:
        gates(document)
    assert [event.act for event in caught.value.events] == ["update-calendar", "date"]


def many(times: int) -> Polycule:
    """Return a document of so many pairs, each with one gate and ten clauses that are none."""
    people = {f"{name}-{number}": "Name" for number in range(times) for name in ("ana", "ben")}
    acts = ("overnight", "sex", "host", "travel", "spend", "drink", "party", "flirt", "visit")
    agreements = {}
    for number in range(times):
        ana, ben = f"ana-{number}", f"ben-{number}"
        norms: list[dict[str, Any]] = [{"must_not": act, "who": ana} for act in acts]
        wrote = {"done": {"act": "update-calendar", "who": ben}}
        norms.append({"may": "date", "who": ana, "with": "outsiders", "only_if": wrote})
        clauses = {f"c{n}": {"says": "So.", "norm": norm} for n, norm in enumerate(norms)}
        agreements[f"a-{number}"] = {"parties": [ana, ben], "clauses": clauses}
    return polyagree.loads(
        json.dumps({"polyagree": 1, "people": people, "agreements": agreements}), format="json"
    )


def test_only_norms_of_acts_that_wait_are_looked_at() -> None:
    looked_at = []
    for times in (4, 8):
        finder = Finder(many(times), dt.date(2025, 1, 1))
        assert len(list(finder.gates())) == times
        looked_at.append(finder.frame.looked_at)

    assert looked_at == [4, 8]


def test_many_clauses_about_one_act_with_different_people_do_not_meet() -> None:
    looked_at = []
    for times in (20, 40):
        names = [f"p{number}" for number in range(times)]
        people = dict.fromkeys(["ana", "ben", *names], "Name")
        wrote = {"done": {"act": "update-calendar", "who": "ben"}}
        clauses = {
            name: {
                "says": "So.",
                "norm": {"may": "date", "who": "ana", "with": name, "only_if": wrote},
            }
            for name in names
        }
        agreements = {"a": {"parties": ["ana", "ben"], "clauses": clauses}}
        text = json.dumps({"polyagree": 1, "people": people, "agreements": agreements})
        finder = Finder(polyagree.loads(text, format="json"), dt.date(2025, 1, 1))
        assert len(list(finder.gates())) == times
        looked_at.append(finder.frame.looked_at)

    assert looked_at == [20, 40]
