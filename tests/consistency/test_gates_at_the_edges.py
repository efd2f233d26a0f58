"""Gates where times run out, where nobody is named, and where there is too much to look at."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from itertools import pairwise

import pytest
from attrs import evolve
from consistency.waiting import DATE, HEAD, WROTE, in_words, polycule, told

import polyagree
from polyagree.consistency import gates
from polyagree.consistency.gating.worlds import Replay
from polyagree.errors import DoesNotReplay
from polyagree.model import Event, Person
from polyagree.timeline import why_not

BEN = "ana date: ben, update-calendar ben, hidden"
WAITS = f"{{may: date, {DATE}, only_if: {WROTE}}}"


# Times


@pytest.mark.parametrize("when", ["by: next check-in", "ahead: 9000 years", "ahead: 2000 years"])
def test_a_word_for_whose_time_there_is_no_day_gates_nothing(when: str) -> None:
    assert told(polycule(f"{{may: date, {DATE}, only_if: {{told: ben, {when}}}}}")) == []


def test_what_was_to_be_so_long_ago_that_there_was_no_year_gates_nothing() -> None:
    wrote = "{done: {act: update-calendar, who: ben}, ago: 2000 years}"

    assert told(polycule(f"{{may: date, {DATE}, only_if: {wrote}}}")) == []


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("by: previous weekend", "1999-12-26T23:59:59.999999"),
        ("by: same day 10:00", "2000-01-01T10:00:00"),
        ("by: same day 18:00", "2000-01-01T11:59:00"),
        ("ahead: 3h", "2000-01-01T09:00:00"),
    ],
)
def test_a_word_comes_as_late_as_it_may(when: str, at: str) -> None:
    (gate,) = gates(polycule(f"{{may: date, {DATE}, only_if: {{told: ben, {when}}}}}"))

    assert [event.at.isoformat() for event in gate.possible] == [at, "2000-01-01T12:00:00"]
    assert gate.event == gate.impossible[-1] == gate.possible[-1]


def test_a_clause_that_ends_before_the_day_on_which_it_would_count_gates_nothing() -> None:
    """Its Fridays are over before one comes: the first of January 2000 was a Saturday."""
    fridays = f"{{must_not: date, {DATE}, days: fri, until: %s, unless: {{told: caro}}}}"

    assert told(polycule(WAITS, fridays % "2000-01-06")) == [BEN]
    assert len(told(polycule(WAITS, fridays % "2000-01-07"))) == 2


def test_a_word_from_before_a_clause_was_agreed_does_not_wait_for_it() -> None:
    early = f"{{may: date, {DATE}, only_if: {{told: ben, ahead: %s}}}}"
    since = "{must_not: tell, who: ana, unless: {yes_from: caro}, from: 1999-12-20}"
    chain = "ana date: caro, tell ana < say-yes caro, hidden"

    assert chain in told(polycule(early % "1 week", since))
    assert chain not in told(polycule(early % "1 month", since))


def test_an_agreement_that_ends_within_the_week_lets_nothing_wait_after_it() -> None:
    ending = (
        f"{HEAD}agreements:\n  a:\n    parties: [ana, ben, caro]\n    clauses:\n"
        f"      c: {{says: A., norm: {WAITS}}}\n"
        "  b:\n    parties: [ana, caro]\n    made: 1999-01-01\n    ends: 2000-01-03\n    clauses:\n"
        f"      c: {{says: B., norm: {{must_not: date, {DATE}, days: fri, unless: {{told: caro}}}}}}\n"
    )

    document = polyagree.loads(ending, format="yaml")

    assert told(document, on=dt.date(2000, 1, 1)) == [BEN]
    assert len(told(document, on=dt.date(1999, 12, 1))) == 2


# Who, and with whom


def test_what_befalls_people_waits_for_nobody() -> None:
    assert told(polycule("{must: talk, who: ana, with: caro, before: illness}")) == []
    assert len(told(polycule("{must: talk, who: ana, with: caro, before: travel}"))) == 1


def test_a_word_to_nobody_who_is_named_may_be_with_whom_a_clause_names() -> None:
    """To tell Caro may be to tell her with Dana there, for all that the clause says."""
    assert told(polycule("{may: tell, who: ana, with: dana, only_if: {told: caro}}")) == [
        "ana tell: caro, tell ana, said"
    ]


def test_who_of_several_does_something_first_is_up_to_them() -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {{done: {{act: host, who: ben}}}}}}",
        "{must: talk, who: any party, with: dana, before: {act: host, who: ben}}",
    )

    assert not any(gate.by == ("caro",) for gate in gates(document))


def test_what_any_of_them_may_do_waits_for_whom_all_of_them_would_tell() -> None:
    assert told(polycule("{may: date, who: any party, only_if: {told: dana}}")) == [
        "ana, ben, caro date: dana, tell ana, ben, caro, said"
    ]


@pytest.mark.parametrize(
    "norms",
    [
        # Who speaks of what any of them does, and of what is done together to somebody, nobody says.
        (
            "{must_not: overnight, who: ben, unless: {talked_with: dana, ahead: 3h}}",
            "{may: date, who: any party, only_if: {told: each person, how: written}}",
        ),
        ("{must_not: relationship, to: other parties, unless: {talked_with: ben, by: same day}}",),
    ],
)
def test_whose_word_nobody_can_tell_is_no_fault_of_the_library(norms: tuple[str, ...]) -> None:
    """Both once ended in :class:`~polyagree.errors.DoesNotReplay`."""
    assert not any(gate.by == ("ana",) for gate in gates(polycule(*norms)))


def test_a_word_that_is_told_to_nobody_in_particular_is_told_to_somebody_else() -> None:
    """Or else it would tell Ben as well, and his word would be none that can be left out."""
    both = "[{told: ben}, {act: tell, with: caro}]"
    gate = next(iter(gates(polycule(f"{{must_not: travel, who: ana, until: {both}}}"))))

    assert gate.by == ("ben",)
    assert [event.act for event in gate.impossible] == ["tell", "travel"]


def test_whose_yes_somebody_new_is_nobody_can_tell() -> None:
    words = "terms: {new-face: {kind: people, means: somebody new}}\n"
    waits = f"{{must_not: travel, who: ana, unless: [{{not: {{talked_with: new-face}}}}, {WROTE}]}}"

    assert told(polycule(waits, more=words)) == []


# What goes along


def fully(document: polyagree.Polycule, log: tuple[Event, ...]) -> str:
    """Return what a replay of the whole document says of the last event of *log*."""
    people = (*document.people, Person(id="somebody", name="Somebody"))
    return why_not(evolve(document, people=people, events=log[:-1]), log[-1]).verdict


@pytest.mark.parametrize("first", [WROTE, "{done: {act: date, who: caro, with: dana}}"])
def test_what_is_always_to_go_with_it_goes_with_it_in_the_log(first: str) -> None:
    document = polycule(
        f"{{may: date, {DATE}, only_if: {first}}}",
        "{must: barrier, during: {act: date, with: outsiders}}",
    )
    gate = gates(document)[0]

    assert gate.possible[-1].how == ("barrier",)
    assert fully(document, gate.possible) == "granted"
    assert fully(document, gate.impossible) == "forbidden"


@pytest.mark.parametrize(
    "beside",
    [
        "{may: date, who: ana, at_most: 2, per: month}",
        "{must_not: date, who: ana, with: new-face}",
        "{must: barrier, who: ben, during: {act: update-calendar}}",
        "{must_not: update-calendar, who: ben, after: {act: meet, who: ben, with: caro}}",
        "{must_not: update-calendar, who: ben, from: {done: {act: meet, who: ben, with: caro}}}",
    ],
)
def test_what_need_not_stand_in_the_way_adds_nothing(beside: str) -> None:
    words = "terms: {new-face: {kind: people, means: somebody new}}\n"

    assert told(polycule(WAITS, beside, more=words)) == [BEN]


@pytest.mark.parametrize(
    "beside",
    [
        "{must_not: update-calendar, who: ben, for: 1 week}",
        "{must: travel, who: ben, before: {act: update-calendar, who: ben}, until: {told: caro}}",
        "{must: pause, about: update-calendar, for: 1 week}",
        "{must: pause, about: {act: update-calendar}, for: 1 week}",
    ],
)
def test_what_may_stand_in_the_way_of_the_word_leaves_it_open(beside: str) -> None:
    assert told(polycule(WAITS, beside)) == []


def test_what_is_free_only_after_something_that_was_not_done_waits_as_long() -> None:
    since = "{must_not: update-calendar, who: ben, from: {not: {done: %s}}, unless: {told: caro}}"
    met = "{act: meet, who: ben, with: caro}"

    assert "ana date: caro, update-calendar ben < tell ben, hidden" in told(
        polycule(WAITS, since % met)
    )


@pytest.mark.parametrize(
    ("duty", "first"),
    [
        ("{must: talk, who: ben, with: caro, before: {act: update-calendar, who: ben}}", "talk"),
        ("{must: talk, who: all parties, before: {act: host, who: ben}}", "talk"),
    ],
)
def test_what_would_break_a_duty_is_left_out_of_the_other_log(duty: str, first: str) -> None:
    waits = f"[{{done: {{act: travel, who: ana}}}}, {{done: {{act: host, who: ben}}}}, {WROTE}]"
    document = polycule(f"{{may: date, {DATE}, only_if: {waits}}}", duty)
    (gate,) = (gate for gate in gates(document) if gate.by == ("caro",) and gate.act == "date")

    assert gate.possible[0].act == first
    assert gate.impossible[0].act == "travel"


# Circles


def test_what_is_not_to_be_done_anyway_is_no_circle() -> None:
    document = polycule(
        WAITS,
        f"{{must_not: update-calendar, who: ben, unless: {{done: {{act: date, {DATE}}}}}}}",
        f"{{must_not: date, {DATE}}}",
    )

    assert told(document) == []


@pytest.mark.parametrize(("verdict", "fails"), [(True, True), (None, False)])
def test_a_circle_is_replayed(
    monkeypatch: pytest.MonkeyPatch, verdict: bool | None, fails: bool
) -> None:
    document = polycule(
        WAITS, f"{{must_not: update-calendar, who: ben, unless: {{done: {{act: date, {DATE}}}}}}}"
    )
    assert [gate.is_circular for gate in gates(document)] == [True]

    monkeypatch.setattr(Replay, "left_of", lambda *_: ([], verdict))
    with pytest.raises(DoesNotReplay) if fails else nullcontext():
        assert told(document) == []


# Kept


@pytest.mark.parametrize(
    "clause",
    [
        "{must_not: update-calendar, who: ben}",
        "{power: veto, who: ben, over: {act: relationship}}",
        "{must: update-calendar, who: ben, every: week, from: 2000-01-01}",
        "[{must: update-calendar, who: ben, every: week}, {must: travel, who: ana, every: week}]",
    ],
)
def test_a_clause_that_nobody_has_to_do_anything_for_is_no_gate(clause: str) -> None:
    assert told(polycule(f"{{may: date, {DATE}, only_if: {{kept: a.c1}}}}", clause)) == []


def test_a_duty_of_every_day_that_was_missed_on_one_leaves_it_open() -> None:
    """The journey has to be days ago, and nobody knows what Ben wrote down on each of them."""
    journey = "{done: {act: travel, who: ana}, ago: 5 days}"
    both = f"[{journey}, {{done: {{act: host, who: ana}}}}, {{kept: a.c1}}]"
    document = polycule(
        f"{{may: date, {DATE}, only_if: {both}}}",
        "{must: update-calendar, who: ben, every: day}",
    )

    assert told(document) == []


def test_a_clause_of_two_duties_is_kept_with_one_of_them() -> None:
    duties = (
        "[{must: meet, who: ben, with: caro, every: month},"
        " {must: update-calendar, who: ben, every: week}]"
    )

    assert told(polycule(f"{{may: date, {DATE}, only_if: {{kept: a.c1}}}}", duties)) == [
        "ana date: ben, meet ben, hidden"
    ]


# How much there is to look at


def chain(links: int) -> polyagree.Polycule:
    """Return a document in which each writes down what the next has written down first."""
    names = [f"p{number}" for number in range(links)]
    wrote = "{{done: {{act: update-calendar, who: {}}}}}"
    norms = [f"{{may: date, who: ana, with: outsiders, only_if: {wrote.format('p0')}}}"]
    norms += [
        f"{{must_not: update-calendar, who: {one}, unless: {wrote.format(other)}}}"
        for one, other in pairwise(names)
    ]
    clauses = "".join(
        f"      c{number}: {{says: A., norm: {norm}}}\n" for number, norm in enumerate(norms)
    )
    people = ", ".join(f"{name}: Name" for name in names)
    return polyagree.loads(
        f"polyagree: 1\npeople: {{ana: Ana, {people}}}\nagreements:\n  a:\n"
        f"    parties: [ana, {', '.join(names)}]\n    clauses:\n{clauses}",
        format="yaml",
    )


def test_a_chain_is_followed_to_its_end() -> None:
    found = (gate for gate in gates(chain(12)) if gate.bearer == ("ana",))
    last = max(found, key=lambda gate: len(gate.through))

    assert last.by == ("p11",)
    assert len(last.through) == len(last.because) == 12


def test_a_chain_that_no_people_would_agree_to_is_left_open() -> None:
    assert not any(gate.bearer == ("ana",) for gate in gates(chain(42), most=1))


def test_where_one_of_very_many_is_enough_nobody_is_asked_about() -> None:
    names = [f"p{number}" for number in range(210)]
    people = ", ".join(f"{name}: Name" for name in names)
    wrote = "{done: {act: update-calendar, who: other parties}}"
    document = polyagree.loads(
        f"polyagree: 1\npeople: {{ana: Ana, {people}}}\nagreements:\n  a:\n"
        f"    parties: [ana, {', '.join(names)}]\n    clauses:\n"
        f"      c: {{says: A., norm: {{may: date, {DATE}, only_if: {wrote}}}}}\n",
        format="yaml",
    )

    assert gates(document) == ()


def test_more_ways_than_can_be_looked_at_leave_it_open() -> None:
    wrote = "{done: {act: update-calendar, who: %s}}"
    either = f"{{any: [{wrote % 'ben'}, {wrote % 'caro'}, {wrote % 'dana'}]}}"
    acts = ("travel", "host", "party", "drink", "visit", "spend", "post-online", "overnight")
    choices = ", ".join(
        f"{{any: [{{done: {{act: {act}, who: ben}}}}, {{done: {{act: {act}, who: caro}}}}]}}"
        for act in acts
    )
    document = polycule(
        f"{{may: date, {DATE}, only_if: [{either}, {choices}, {choices}, {{told: nobody}}]}}"
    )

    assert gates(document) == ()


def test_some_of_whom_one_might_do_are_told_only_where_that_is_sure() -> None:
    """Whether Ana wrote it down on a Monday, nobody can tell in a world that is made up."""
    monday = "{done: {act: update-calendar, who: ana, days: mon}}"
    caro = "{done: {act: update-calendar, who: caro}}"
    ways = f"{{any: [{WROTE}, [{caro}, %s]]}}"

    assert told(polycule(f"{{may: date, {DATE}, only_if: {ways % monday}}}")) == []
    assert len(told(polycule(f"{{may: date, {DATE}, only_if: {ways % 'always'}}}"))) == 1


def test_some_are_needed_together_though_a_third_could_help_one_of_them() -> None:
    wrote = "{done: {act: update-calendar, who: %s}}"
    told_dana = "{done: {act: tell, who: ben, to: dana}}"
    ways = f"{{any: [{wrote % 'ben'}, {wrote % 'caro'}, [{told_dana}, {wrote % 'ana'}]]}}"

    assert [gate.by for gate in gates(polycule(f"{{may: date, {DATE}, only_if: {ways}}}"))] == [
        ("ben", "caro")
    ]


def test_of_what_one_norm_says_and_hides_only_the_hidden_is_asked_for() -> None:
    wrote = "{done: {act: update-calendar, who: caro}}"
    document = polycule(f"{{may: date, {DATE}, only_if: [{{yes_from: ben}}, {wrote}]}}")

    assert told(document, hidden=True) == ["ana date: caro, update-calendar caro, hidden"]


@pytest.mark.parametrize("days", ["[fri, sat]", "[sat, sun]"])
def test_the_days_on_which_it_waits_may_be_others_than_those_of_another_clause(days: str) -> None:
    document = polycule(
        f"{{must_not: date, {DATE}, days: {days}, unless: {WROTE}}}",
        f"{{must_not: date, {DATE}, days: fri, unless: {{told: caro}}}}",
    )
    clauses = {(gate.by, gate.clause) for gate in gates(document)}

    assert clauses == {(("ben",), "a.c0"), (("caro",), "a.c1")}


# What is one's own, and who is there


def test_what_is_ones_own_as_well_is_no_more_the_others_than_ones_own() -> None:
    rooms = "terms: {den: {kind: place, kind_of: home, of: [ana, ben]}, shed: {kind: place}}\n"
    norm = "{must_not: sex, who: ana, with: outsiders, where: %s, unless: " + WROTE + "}"

    assert told(polycule(norm % "den", more=rooms)) == ["ana sex: ben, update-calendar ben, hidden"]
    assert len(told(polycule(norm % "shed", more=rooms))) == 1


@pytest.mark.parametrize(("whom", "count"), [("ben", 0), ("dana", 1)])
def test_whom_a_story_is_about_has_a_word_in_it(whom: str, count: int) -> None:
    norm = f"{{may: tell, who: ana, about: {{act: date, who: {whom}}}, only_if: {WROTE}}}"

    assert len(told(polycule(norm))) == count


def test_a_day_that_never_comes_lets_nobody_wait() -> None:
    assert (
        told(polycule(f"{{must_not: date, {DATE}, days: 31st, months: feb, unless: {WROTE}}}"))
        == []
    )


def test_somebody_may_be_the_name_of_somebody() -> None:
    people = HEAD.replace("dana: Dana", "somebody: Sam")
    document = polyagree.loads(
        f"{people}agreements:\n  a:\n    parties: [ana, ben]\n    clauses:\n"
        f"      c: {{says: A., norm: {WAITS}}}\n",
        format="yaml",
    )
    (gate,) = gates(document)

    assert in_words(gate) == BEN
    assert str(gate.event.with_[0]) == "somebody-2"
