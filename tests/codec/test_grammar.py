"""Every form of the grammar becomes a typed value, and is written as it was read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from polyagree.clock import (
    Cadence,
    Day,
    Duration,
    Hours,
    Moment,
    Month,
    Nth,
    Quantity,
    Size,
    Window,
)
from polyagree.codec import dumps, load, loads
from polyagree.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Boundary,
    Clause,
    CountOf,
    Details,
    Done,
    Except,
    Gate,
    Happening,
    Named,
    Not,
    Obligation,
    PartnersOf,
    Permission,
    Place,
    Power,
    Prohibition,
    Role,
    Situation,
    State,
    Status,
)

SAMPLE = Path(__file__).parent.parent / "data" / "sample.yaml"

HEAD = """
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro}
groups: {house: {kind: household, members: [ana, ben]}}
terms:
  someone-new: {kind: people}
  kid-week: {kind: situation}
  our-bed: {kind: place, kind_of: bed, of: [ana, ben]}
agreements:
  home:
    parties: [ana, ben]
    clauses:
"""


def clause_of(body: str):
    polycule = loads(f"{HEAD}      c: {body}\n")
    assert loads(dumps(polycule)) == polycule
    assert loads(dumps(polycule, format="json"), format="json") == polycule
    return polycule.clause("home.c")


def norm_of(norm: str):
    (norm,) = clause_of(f"{{says: x, norm: {{{norm}}}}}").norms
    return norm


def test_the_sample_of_the_design_loads():
    polycule = load(SAMPLE)

    assert [agreement.id for agreement in polycule.agreements] == ["opening-up", "health"]
    assert len(polycule.agreement("opening-up").clauses) == 9


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_the_sample_of_the_design_comes_back(format):
    polycule = load(SAMPLE)

    assert loads(dumps(polycule, format=format), format=format) == polycule


@pytest.mark.parametrize(
    ("modal", "cls"),
    [("must", Obligation), ("must_not", Prohibition), ("may", Permission), ("power", Power)],
)
def test_the_modal_key_says_the_type(modal, cls):
    act = "veto" if modal == "power" else "date"

    assert norm_of(f"{modal}: {act}") == cls(act=act)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("must: tell, to: ben, after: date, within: 24h", "achievement"),
        ("must: tell, to: ben, after: date, wait: 1h, by: next evening", "achievement"),
        ("must: test, before: sex", "achievement"),
        ("must: test, every: 3 months", "recurring"),
        ("must: date, with: ben, at_least: 2, per: month", "quota"),
        ("must: barrier, during: {act: sex}", "maintenance"),
        ("must: barrier, during: always", "maintenance"),
    ],
)
def test_a_duty_is_once_or_recurring_or_a_quota_or_throughout(written, kind):
    assert norm_of(written).kind == kind


@pytest.mark.parametrize("early", ["counts", "waits", None])
@pytest.mark.parametrize("late", ["owed", "dropped", None])
def test_a_duty_says_what_comes_of_being_early_and_late(early, late):
    told = {"early": early, "late": late}
    written = "".join(f", {key}: {value}" for key, value in told.items() if value)

    norm = norm_of(f"must: tell, to: ben, after: date, within: 24h{written}")

    assert (norm.early, norm.late) == (early, late)


def test_being_early_and_late_stand_at_the_end_of_a_duty():
    written = "{must: test, after: date, within: 24h, early: counts, late: owed}"
    clause = f"      c: {{says: x, norm: {written}}}\n"

    assert written in dumps(loads(HEAD + clause))


def test_always_is_a_condition_of_its_own():
    assert norm_of("must: barrier, during: always").during == ALWAYS


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("caro", Named("caro")),
        ("house", Named("house")),
        ("coworker", Named("coworker")),
        ("someone-new", Named("someone-new")),
        ("each party", Role("each party")),
        ("all parties", Role("all parties")),
        ("any party", Role("any party")),
        ("other parties", Role("other parties")),
        ("outsiders", Role("outsiders")),
        ("anyone", Role("anyone")),
        ("nobody", Role("nobody")),
        ("actor", Role("actor")),
        ("them", Role("them")),
        ("affected", Role("affected")),
        ("breaker", Role("breaker")),
        ("each partner", Role("each partner")),
        ("each person", Role("each person")),
        ("2 of other parties", CountOf(2, Role("other parties"))),
        ("partners of them", PartnersOf(Role("them"))),
        ("partners of caro", PartnersOf(Named("caro"))),
        (
            "{people: anyone, except: [ben]}",
            Except(people=(Role("anyone"),), except_=(Named("ben"),)),
        ),
    ],
)
def test_people_are_named_in_each_way(written, people):
    assert norm_of(f"may: date, with: {written}").with_ == (people,)


def test_several_people_are_a_list():
    assert norm_of("may: date, with: [ben, outsiders]").with_ == (Named("ben"), Role("outsiders"))


@pytest.mark.parametrize("kind", ["yes_from", "unopposed_by", "told", "talked_with"])
def test_each_gate_has_its_key(kind):
    assert norm_of(f"may: date, only_if: {{{kind}: ben}}").only_if == Gate(
        kind=kind, people=(Named("ben"),)
    )


def test_a_gate_says_all_it_can():
    written = (
        "{told: ben, ahead: 2 days, how: written, about: kid-week, details: [who], silence: allows}"
    )

    assert norm_of(f"may: date, only_if: {written}").only_if == Gate(
        kind="told",
        people=(Named("ben"),),
        ahead=Duration(days=2),
        how=("written",),
        about=("kid-week",),
        details=Details(required=("who",)),
        silence="allows",
    )


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("kid-week", Situation("kid-week")),
        ("{is: away, who: ben}", State(is_="away", who=(Named("ben"),))),
        (
            "{act: sex, with: outsiders}",
            Happening(act="sex", with_=(Role("outsiders"),)),
        ),
        ("{act: sex}", Happening(act="sex")),
        (
            "{done: meet, ago: 1 year}",
            Done(done=Happening(act="meet"), ago=Duration(years=1)),
        ),
        (
            "{done: {act: test, who: actor}, within: 3 months}",
            Done(done=Happening(act="test", who=(Role("actor"),)), within=Duration(months=3)),
        ),
        (
            "[kid-week, {is: away, who: ben}]",
            AllOf(all_of=(Situation("kid-week"), State(is_="away", who=(Named("ben"),)))),
        ),
        (
            "{any: [kid-week, {not: illness}]}",
            AnyOf(any_=(Situation("kid-week"), Not(not_=Situation("illness")))),
        ),
        ("{kept: home.c}", Status(status="kept", of="home.c")),
        ("{paused: home}", Status(status="paused", of="home")),
        (
            "[kid-week, {any: [{broken: home.c}, {not: {broken: home}}]}]",
            AllOf(
                all_of=(
                    Situation("kid-week"),
                    AnyOf(
                        any_=(
                            Status(status="broken", of="home.c"),
                            Not(not_=Status(status="broken", of="home")),
                        )
                    ),
                )
            ),
        ),
    ],
)
def test_conditions_stand_in_each_form(written, condition):
    assert norm_of(f"must_not: host, during: {written}").during == condition


def test_a_norm_can_begin_and_end_on_a_day():
    norm = norm_of("may: date, from: 2025-01-01, until: 2025-06-30")

    assert (norm.from_, norm.until) == (dt.date(2025, 1, 1), dt.date(2025, 6, 30))


def test_a_norm_can_end_with_a_condition():
    norm = norm_of("must_not: date, until: {yes_from: ben}")

    assert norm.until == Gate(kind="yes_from", people=(Named("ben"),))


@pytest.mark.parametrize("key", ["during", "unless", "from", "until", "only_if"])
def test_how_a_clause_stands_may_stand_wherever_a_condition_may(key):
    norm = norm_of(f"may: date, {key}: {{broken: home.c}}")

    assert getattr(norm, "from_" if key == "from" else key) == Status(status="broken", of="home.c")


def test_a_boundary_is_reached_by_how_a_clause_stands():
    boundary = clause_of("{holder: ben, says: x, reached_by: {broken: home.c}}")

    assert boundary.reached_by == Status(status="broken", of="home.c")


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("month", Window.parse("month")),
        ("30 days", Window.parse("30 days")),
        ("moment", Window.parse("moment")),
        ("ever", Window.parse("ever")),
        ("club-night", Window.parse("club-night")),
    ],
)
def test_windows_are_calendar_or_rolling_or_of_an_act(written, window):
    assert norm_of(f"may: date, at_most: 2, per: {written}").per == window


def test_every_takes_a_window_or_a_duration():
    assert norm_of("must: test, every: quarter").every == Cadence.parse("quarter")
    assert norm_of("must: test, every: 1 month").every == Cadence.parse("1 month")


def test_qualifiers_are_typed():
    norm = norm_of(
        "may: overnight, with: caro, about: [ben, {act: date}], where: {place: home, except: balcony},"
        " how: [written, in-person], days: [mon, first sun, 12-24], hours: 22:00-06:00,"
        " months: [jan, jul], lasting: up to 3 nights, amount: over 150 EUR, nth: 3+"
    )

    assert norm.about == ("ben", Happening(act="date"))
    assert norm.where == (Place("home", ("balcony",)),)
    assert norm.how == ("written", "in-person")
    assert norm.days == (Day.parse("mon"), Day.parse("first sun"), Day.parse("12-24"))
    assert norm.hours == Hours.parse("22:00-06:00")
    assert norm.months == (Month.parse("jan"), Month.parse("jul"))
    assert norm.lasting == Size.parse("up to 3 nights")
    assert norm.amount == Size.parse("over 150 EUR")
    assert norm.nth == Nth.parse("3+")


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        ("2", Quantity(number=Decimal(2))),
        ("3 nights", Quantity(duration=Duration(nights=3))),
        ("200 EUR", Quantity(amount=Decimal(200), unit="EUR")),
        ("30 %", Quantity(percent=Decimal(30))),
    ],
)
def test_a_number_is_a_count_or_a_time_or_an_amount_or_a_share(written, quantity):
    assert norm_of(f"may: spend, at_most: {written}, per: month").at_most == quantity


def test_details_are_a_protocol():
    norm = norm_of(
        "must: tell, to: ben, after: date,"
        " details: {required: [who, when], optional: feelings, kept_private: their-story}"
    )

    assert norm.details == Details(
        required=("who", "when"), optional=("feelings",), kept_private=("their-story",)
    )


def test_details_can_be_as_asked():
    assert norm_of("must: tell, to: ben, details: as-asked").details == Details(as_asked=True)


@pytest.mark.parametrize(
    ("written", "by"),
    [
        ("same night", Moment.parse("same night")),
        ("next check-in", Moment.parse("next check-in")),
        ("same day 18:00", Moment.parse("same day 18:00")),
        ("2025-06-01", Moment.parse("2025-06-01")),
    ],
)
def test_moments_are_relative_or_dates(written, by):
    assert norm_of(f"must: tell, to: ben, after: date, by: {written}").by == by


def test_a_clause_without_a_norm_is_not_read_yet():
    assert clause_of("{says: We are kind.}").norm is None


def test_a_sentence_alone_is_a_clause_that_is_not_read_yet():
    clause = clause_of("We would like to dance more.")

    assert clause == clause_of("{says: We would like to dance more.}")
    assert (clause.says, clause.norm) == ("We would like to dance more.", None)
    assert "clauses: {c: We would like to dance more.}" in dumps(
        loads(f"{HEAD}      c: We would like to dance more.\n")
    )


def test_a_clause_whose_norm_is_none_binds_to_nothing():
    assert clause_of("{says: We are kind., norm: none}").norm == ()


def test_a_clause_with_several_norms_keeps_their_order():
    clause = clause_of("{says: x, norm: [{must_not: sex}, {may: date}]}")

    assert [norm.modal for norm in clause.norms] == ["must_not", "may"]


def test_a_clause_with_a_holder_is_a_boundary():
    clause = clause_of("{holder: ben, says: I go home at ten., response: I leave.}")

    assert isinstance(clause, Boundary)
    assert clause.response is not None
    assert clause.response.says == "I leave."


def test_what_follows_a_break_can_be_nested():
    clause = clause_of(
        "{says: x, norm: {must: tell, to: ben}, if_broken: {must: talk, who: all parties,"
        " clock: breach, breach: 2+, if_broken: [{must: see-counsellor, who: all parties}]}}"
    )

    assert isinstance(clause, Clause)
    (step,) = clause.if_broken
    assert (step.clock, step.breach) == ("breach", Nth.parse("2+"))
    assert [each.act for each in step.if_broken] == ["see-counsellor"]


@pytest.mark.parametrize("word", ["no", "off", "yes", "on", "y", "true", "1e3", "0x1f", "1_000"])
def test_plain_words_are_text_whatever_yaml_thinks(word):
    assert clause_of(f"{{says: {word}}}").says == word


@pytest.mark.parametrize(
    "text",
    [
        *(
            "null",
            "~",
            "no",
            "2025-01-05",
            "23:00",
            "- x",
            "a: b",
            "a #b",
            "#a",
            "[a]",
            "{a}",
            "*a",
        ),
        *("&a", "!a", "%a", "@a", "`a`", "'a'", '"a"', " a", "a ", "a\nb", "\ta", "a\\b", "|", ">"),
        *(
            "?",
            "? a",
            "-",
            ":",
            "a:",
            "é",
            "愛",
            "\N{GRINNING FACE}",
            "a\u2028b",
            "a\x85b",
            "\ufeff",
        ),
        *("a\x07b", "a\r\nb", "=", "<<", ".", "...", "---", "a, b", "1.", "\u00a0a", "\u202ea"),
    ],
)
def test_any_text_comes_back(text):
    head = loads(f"{HEAD}      c: {{says: x}}\n")
    agreement = head.agreement("home")
    changed = head.put(agreement.with_clause(Clause(id="c", says=text + "x")))
    plain = head.put(agreement.with_clause(Clause(id="c", says=text))) if text.strip() else changed

    assert loads(dumps(changed)) == changed
    assert loads(dumps(plain)) == plain
    assert loads(dumps(plain, format="json"), format="json") == plain


def test_a_list_of_one_condition_is_that_condition():
    assert norm_of("must_not: host, during: [kid-week]").during == Situation("kid-week")


def test_what_stands_in_a_list_of_one_is_found_there():
    text = f"{HEAD}      c: {{says: x, norm: [{{may: date, only_if: [{{told: ben}}]}}]}}\n"
    source = loads(text).source

    span = source.find(("agreements", "home", "clauses", "c", "norm", 0, "only_if", "told"))

    assert text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1] == "ben"
