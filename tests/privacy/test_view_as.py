"""What one person may see of a document."""

from __future__ import annotations

import datetime as dt

import pytest

import polyagree
from polyagree.errors import UnknownName
from polyagree.model import Disclosure, Named
from polyagree.privacy import view_as

PEOPLE = """\
polyagree: 1
people: {ana: Ana, ben: Ben, caro: Caro, kit: {name: Kit, visible_to: [ana]}}
"""
TOGETHER = "relationships: {ana-ben: {between: [ana, ben], kind: married, from: 2020-01-01}}\n"


def seen(text: str, viewer: str = "ben", on: str | None = None) -> polyagree.Polycule:
    whole = polyagree.loads(PEOPLE + text)
    return view_as(whole, viewer, on=None if on is None else dt.date.fromisoformat(on))


def ids(records: object) -> list[str]:
    return [each.id for each in records]  # type: ignore[attr-defined]


def agreement(clause: str, *, parties: str = "ana, ben", more: str = "") -> str:
    return f"agreements: {{home: {{parties: [{parties}]{more}, clauses: {{one: {clause}}}}}}}\n"


@pytest.mark.parametrize(
    ("viewer", "people"),
    [("ana", ["ana", "ben", "caro", "kit"]), ("ben", ["ana", "ben", "caro"])],
)
def test_people_are_there_for_those_who_may_know_of_them(viewer: str, people: list[str]) -> None:
    assert ids(seen("", viewer).people) == people


def test_everybody_knows_of_themselves() -> None:
    assert ids(seen("", "kit").people) == ["ana", "ben", "caro", "kit"]


def test_nobody_looks_whom_the_document_does_not_have() -> None:
    with pytest.raises(UnknownName, match="unknown person `cara`"):
        seen("", "cara")


@pytest.mark.parametrize(
    ("record", "collection", "who"),
    [
        ("relationships: {x: {between: [ana, ben], kind: dating}}", "relationships", "ana ben"),
        ("relationships: {x: {of: ana, towards: ben, kind: crush}}", "relationships", "ana ben"),
        ("groups: {x: {kind: household, members: [ana, ben]}}", "groups", "ana ben"),
        ("terms: {x: {kind: act}}", "terms", "ana ben caro"),
        ("values: {x: {means: Care., held_by: [ana]}}", "values", "ana"),
        ("values: {x: Care.}", "values", "ana ben caro"),
        ("agreements: {x: {parties: [ana, ben]}}", "agreements", "ana ben"),
        ("matrices: {x: {people: [ana], scale: [no, maybe]}}", "matrices", "ana"),
        ("check_ins: [{date: 2025-01-01, people: [ana, ben]}]", "check_ins", "ana ben"),
        ("events: [{at: 2025-01-01, who: ana, act: date, with: ben}]", "events", "ana ben"),
        ("events: [{at: 2025-01-01, who: ana, act: tell, to: ben}]", "events", "ana ben"),
        ("events: [{at: 2025-01-01, act: illness}]", "events", "ana ben caro"),
        ("boundaries: {x: {holder: ana, says: I rest.}}", "boundaries", "ana"),
        (
            "scenarios: {x: {events: [{at: 2025-01-01, who: ana, act: date, with: ben}]}}",
            "scenarios",
            "ana ben",
        ),
    ],
)
def test_without_visible_to_a_record_is_seen_by_those_it_is_about(
    record: str, collection: str, who: str
) -> None:
    found = [
        each for each in ("ana", "ben", "caro") if getattr(seen(f"{record}\n", each), collection)
    ]

    assert " ".join(found) == who


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("nobody", ""),
        ("caro", "caro"),
        ("anyone", "ana ben caro"),
        ("all parties", "ana ben"),
        ("{people: anyone, except: ben}", "ana caro"),
        ("{people: anyone, except: partners of ana}", ""),
        ("partners of ana", "ben"),
        ("partner", "ben ana"),
        ("1 of all parties", ""),
        ("strangers", ""),
        ("outsiders", ""),
    ],
)
def test_visible_to_names_who_sees_it(words: str, who: str) -> None:
    text = TOGETHER + agreement("{says: We rest.}", more=f", visible_to: {words}")
    found = {each for each in ("ana", "ben", "caro") if seen(text, each, "2025-01-01").agreements}

    assert found == set(who.split())


def test_a_group_names_whoever_is_in_it_on_the_day() -> None:
    text = """\
groups: {house: {kind: household, members: [ana, {who: ben, until: 2025-06-01}]}}
events: [{at: 2025-01-01, who: ana, act: date, visible_to: house}]
"""

    assert len(seen(text, on="2025-06-01").events) == 1
    assert seen(text, on="2025-06-02").events == ()


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("{people: ben, from: 2025-01-01}", "ben"),
        ("{people: ben, from: 2025-01-02}", ""),
        ("{people: ben, until: 2025-01-01}", "ben"),
        ("{people: ben, until: 2024-12-31}", ""),
        ("{people: [ana, caro], from: 2024-01-01, until: 2026-01-01}", "ana caro"),
        ("[caro, {people: ben, until: 2024-12-31}]", "caro"),
        ("[{people: ben, until: 2024-12-31}, {people: caro, from: 2025-01-01}]", "caro"),
        ("{people: all parties, from: 2025-01-01}", "ana ben"),
        ("{people: anyone, from: 2025-01-01}", "ana ben caro"),
        ("{people: nobody, from: 2025-01-01}", ""),
        ("{people: {people: anyone, except: ben}, from: 2025-01-01}", "ana caro"),
    ],
)
def test_somebody_may_see_it_for_a_time(words: str, who: str) -> None:
    text = agreement("{says: We rest.}", more=f", visible_to: {words}")
    found = {each for each in ("ana", "ben", "caro") if seen(text, each, "2025-01-01").agreements}

    assert found == set(who.split())


def test_somebody_sees_what_is_theirs_on_every_day() -> None:
    text = """\
boundaries: {rest: {holder: ben, says: I rest., visible_to: {people: ana, from: 2025-06-01}}}
agreements: {home: {parties: [ana, ben]}}
"""

    assert ids(seen(text, "ben", "2025-01-01").boundaries) == ["rest"]
    assert ids(seen(text, "ana", "2025-01-01").boundaries) == []
    assert ids(seen(text, "ana", "2025-06-01").boundaries) == ["rest"]


def test_a_scenario_is_seen_on_the_days_of_all_that_is_in_it() -> None:
    text = """\
scenarios:
  x:
    visible_to: ben
    events: [{at: 2025-01-01, who: ana, act: date, visible_to: {people: ben, from: 2025-06-01}}]
"""

    assert seen(text, "ben", "2025-05-31").scenarios == ()
    assert ids(seen(text, "ben", "2025-06-01").scenarios) == ["x"]


def test_a_day_that_only_some_may_see_decides_for_nobody_else() -> None:
    text = """\
events:
  - {at: 2025-01-01, who: [ana, ben], act: date}
  - {at: 2025-01-02, act: illness, visible_to: {people: ben, until: 2025-03-01}}
  - {at: 2026-01-01, act: illness, visible_to: {people: ben, from: 2025-03-01}}
"""

    assert [str(each.at) for each in seen(text).events] == ["2025-01-01", "2025-01-02"]


def test_days_of_seeing_are_no_days_that_are_recorded() -> None:
    text = "values: {x: {means: Care., visible_to: {people: ben, until: 2025-03-01}}}\n"

    assert seen(text).last_day is None
    assert seen(text).values == ()


def test_a_group_that_is_hidden_opens_nothing() -> None:
    text = """\
groups: {house: {kind: household, members: [ana, ben], visible_to: ana}}
events: [{at: 2025-01-01, who: ana, act: date, visible_to: house}]
"""

    assert seen(text, on="2025-01-01").events == ()


def test_an_exception_that_is_hidden_hides() -> None:
    text = "events: [{at: 2025-01-01, act: illness, visible_to: {people: anyone, except: kit}}]\n"

    assert seen(text, "ben").events == ()
    assert len(seen(text, "ana").events) == 1


def test_a_hidden_crush_opens_no_boundary() -> None:
    text = """\
relationships: {crush: {of: ana, towards: ben, kind: crush, visible_to: CRUSH}}
boundaries: {rest: {holder: ana, says: I rest.}}
"""

    assert seen(text.replace("CRUSH", "ana"), on="2025-01-01").boundaries == ()
    assert ids(seen(text.replace("CRUSH", "ben"), on="2025-01-01").boundaries) == ["rest"]


def test_the_holder_sees_their_boundary_whatever_it_says() -> None:
    text = "boundaries: {rest: {holder: ben, says: I rest., visible_to: nobody}}\n"

    assert ids(seen(text).boundaries) == ["rest"]


def test_a_hidden_last_day_changes_no_day() -> None:
    text = """\
groups: {house: {kind: household, members: [ana, {who: ben, until: 2025-06-01}]}}
events:
  - {at: 2025-01-01, who: [ana, ben], act: date}
  - {at: 2025-01-02, act: illness, visible_to: house}
  - {at: 2026-01-01, who: ana, act: date}
"""

    assert [str(each.at) for each in seen(text).events] == ["2025-01-01", "2025-01-02"]


def test_a_norm_about_somebody_hidden_goes_and_its_words_stay() -> None:
    clause = "{says: Not with them., norm: {must_not: date, with: kit}}"
    view = seen(agreement(clause)).agreement("home").clause("one")

    assert (view.says, view.norm) == ("Not with them.", None)


def test_a_boundary_reached_by_somebody_hidden_keeps_nothing_but_words() -> None:
    clause = (
        "{holder: ana, says: I go., reached_by: {act: date, with: kit}, norm: {must_not: host}}"
    )
    view = seen(agreement(clause)).agreement("home").clause("one")

    assert isinstance(view, polyagree.Boundary)
    assert (view.says, view.reached_by, view.norm) == ("I go.", None, None)


def test_a_step_about_somebody_hidden_goes_and_others_stay() -> None:
    steps = "[{must: talk, who: breaker, with: kit}, {must: tell, who: breaker}]"
    view = seen(agreement("{says: We rest.}", more=f", if_broken: {steps}")).agreement("home")

    assert [each.act for each in view.if_broken] == ["tell"]


def test_parties_and_what_they_accepted_go_with_whoever_is_hidden() -> None:
    view = seen(
        agreement(
            "{says: We rest.}",
            parties="ana, ben, kit",
            more=", accepted: {ana: 2025-01-01, kit: 2025-01-02}",
        )
    ).agreement("home")

    assert view.parties == ("ana", "ben")
    assert [each.by for each in view.accepted] == ["ana"]


def test_an_agreement_with_nobody_but_somebody_hidden_is_none() -> None:
    assert seen(agreement("{says: We rest.}", parties="ben, kit")).agreements == ()


def test_what_stands_under_a_review_that_is_gone_is_not_read() -> None:
    text = "terms: {moon: {kind: happening, visible_to: ana}}\n" + agreement(
        "{says: We look at the moon., norm: review}", more=", review: {after: moon}"
    )
    view = seen(text).agreement("home")

    assert view.review is None
    assert (view.clause("one").norm, view.clause("one").elsewhere) == (None, None)  # type: ignore[union-attr]


def test_a_boundary_and_its_former_wording_are_seen_together_or_not() -> None:
    text = agreement(
        "{says: We rest.}",
        more=", revisions: [{date: 2025-01-01, was: {one: {holder: ana, says: I rest., visible_to: ana}}}]",
    )
    view = seen(text).agreement("home")

    assert view.clauses == ()
    assert [each.was for each in view.revisions] == [()]


def test_an_event_keeps_those_who_may_be_known_of() -> None:
    view = seen("events: [{at: 2025-01-01, who: ana, act: date, with: [ben, kit]}]\n")

    assert [str(each) for each in view.events[0].with_] == ["ben"]


def test_an_event_does_not_merely_happen_when_whoever_did_it_is_hidden() -> None:
    assert seen("events: [{at: 2025-01-01, who: kit, act: tell, to: ben}]\n").events == ()


def test_an_event_forgets_what_it_was_about_if_that_is_hidden() -> None:
    text = """\
events:
  - {id: night, at: 2025-01-01, who: ana, act: date, with: kit}
  - {at: 2025-01-02, who: ana, act: tell, to: ben, about: night}
"""

    assert [(each.act, each.about) for each in seen(text).events] == [("tell", ())]


def test_a_check_in_shows_no_part_that_is_hidden() -> None:
    text = """\
check_ins:
  - date: 2025-01-01
    people: [ana, ben, kit]
    scores: [{who: ana, value: 1, scale: 0-4, visible_to: ana}, {who: ben, value: 2, scale: 0-4, visible_to: ana}, {who: ana, about: kit, value: 3, scale: 0-4}]
    feelings: [{who: ana, says: Low., visible_to: nobody}, {who: ana, says: High., about: kit}]
    concerns: [{who: kit, says: Late.}]
    decided: [kit-week, we cook on Mondays]
"""
    (view,) = seen(text).check_ins

    assert view.people == ("ana", "ben")
    assert [each.value for each in view.scores] == [2]
    assert [(each.says, each.about) for each in view.feelings] == [("High.", ())]
    assert view.concerns == ()
    assert view.decided == ("we cook on Mondays",)


def test_a_repair_needs_a_breach_that_is_visible() -> None:
    text = agreement("{says: We rest.}") + (
        "breaches: {late: {of: home.one, by: ana, visible_to: WHO}}\n"
        "repairs: {spring: {of: late}}\n"
    )

    assert seen(text.replace("WHO", "ana")).repairs == ()
    assert ids(seen(text.replace("WHO", "all parties")).repairs) == ["spring"]


@pytest.mark.parametrize(
    ("more", "breach", "viewer", "is_there"),
    [
        (TOGETHER, "", "ana", True),
        (TOGETHER, "", "ben", True),
        # Nobody tells Caro of the boundary, so nobody tells her that she reached it.
        (TOGETHER, "", "caro", False),
        # Ben may not see the boundary.
        ("", "", "ben", False),
        (TOGETHER, ", visible_to: nobody", "ben", False),
        (TOGETHER, ", visible_to: all parties", "ben", True),
    ],
)
def test_a_breach_of_a_boundary_is_for_its_holder_and_for_whoever_reached_it(
    more: str, breach: str, viewer: str, is_there: bool
) -> None:
    text = more + (
        "boundaries: {rest: {holder: ana, says: I rest on Sundays.}}\n"
        f"breaches: {{late: {{of: rest, by: [ben, caro]{breach}}}}}\n"
        "repairs: {spring: {of: late}}\n"
    )
    view = seen(text, viewer)

    assert (ids(view.breaches), ids(view.repairs)) == (["late"] * is_there, ["spring"] * is_there)


def test_of_an_agreement_of_others_nobody_sees_a_breach_by_being_named_in_it() -> None:
    text = agreement("{says: We rest.}", parties="ana, caro", more=", visible_to: anyone") + (
        "breaches: {late: {of: home.one, by: ben}}\n"
    )

    assert ids(seen(text).agreements) == ["home"]
    assert seen(text).breaches == ()


def test_a_review_keeps_the_acts_that_may_be_known() -> None:
    text = "terms: {surprise: {kind: act, means: x, visible_to: ana}}\n" + agreement(
        "{says: We rest.}", more=", review: {every: month, after: [date, surprise]}"
    )
    review = seen(text).agreements[0].review

    assert review is not None
    assert [str(each) for each in review.after] == ["date"]


def test_an_apology_keeps_those_who_may_be_known() -> None:
    text = agreement("{says: We rest.}") + (
        "breaches: {late: {of: home.one, by: ana}}\n"
        "repairs: {spring: {of: late, apology: {by: [ana, kit], to: [kit, ben], plan: Earlier.}}}\n"
    )
    apology = seen(text).repairs[0].apology

    assert apology is not None
    assert (apology.by, [*map(str, apology.to)], apology.plan) == (("ana",), ["ben"], "Earlier.")


def test_a_scenario_is_hidden_with_anything_in_it() -> None:
    text = """\
scenarios:
  x:
    events:
      - {at: 2025-01-01, who: ben, act: date, with: caro}
      - {at: 2025-01-02, who: ana, act: date, visible_to: ana}
"""

    assert seen(text).scenarios == ()
    assert ids(seen(text.replace("visible_to: ana", "visible_to: ben")).scenarios) == ["x"]


def test_a_word_whose_wider_word_is_hidden_is_a_kind_of_nothing() -> None:
    text = """\
terms:
  ball: {kind: act, kind_of: date, visible_to: ana}
  waltz: {kind: act, kind_of: ball}
"""
    (term,) = seen(text).terms

    assert (term.id, term.kind_of) == ("waltz", None)


def test_a_word_of_everybody_stays_when_its_own_meaning_is_hidden() -> None:
    text = """\
terms: {date: {kind: act, means: cards on Fridays, visible_to: ana}}
events: [{at: 2025-01-01, who: [ana, ben], act: date}]
"""
    view = seen(text)

    assert (view.terms, view.events[0].act) == ((), "date")


def test_who_else_may_see_it_is_told_without_whoever_is_hidden() -> None:
    view = seen("events: [{at: 2025-01-01, who: ana, act: date, visible_to: [kit, ben]}]\n")
    own = seen("boundaries: {rest: {holder: ben, says: I rest., visible_to: kit}}\n")

    assert [str(each) for each in view.events[0].visible_to] == ["ben"]
    assert [str(each) for each in own.boundaries[0].visible_to] == ["ben"]


def test_who_may_see_it_for_a_time_is_told_without_whoever_is_hidden() -> None:
    more = "[ben, {people: [kit, caro], from: 2025-06-01}, {people: kit, until: 2025-01-01}]"
    view = seen(f"events: [{{at: 2025-01-01, who: ana, act: date, visible_to: {more}}}]\n")

    assert view.events[0].visible_to == (
        Named("ben"),
        Disclosure(people=(Named("caro"),), from_=dt.date(2025, 6, 1)),
    )


@pytest.mark.parametrize(
    ("named", "who"),
    [
        ("friend", "ana"),
        ("anyone", "ana"),
        ("each person", "ana"),
        ("{people: anyone, except: ana}", "ana"),
        ("strangers", "ana"),
        ("each partner", "ana ben"),
        ("partners of ana", "ana ben"),
        ("caro", "ana caro"),
    ],
)
@pytest.mark.parametrize("field", ["with", "to"])
def test_an_event_is_for_those_whom_it_names_for_sure(named: str, who: str, field: str) -> None:
    text = (
        "relationships:\n"
        "  ana-ben: {between: [ana, ben], kind: married, from: 2020-01-01}\n"
        "  ana-caro: {between: [ana, caro], kind: friend}\n"
        f"events: [{{at: 2025-01-01, who: ana, act: tell, {field}: {named}}}]\n"
    )
    found = [each for each in ("ana", "ben", "caro") if seen(text, each, "2025-01-01").events]

    assert " ".join(found) == who


def test_who_was_with_somebody_is_not_whoever_it_may_have_been() -> None:
    text = (
        "relationships: {x: {between: [ana, caro], kind: friend}}\n"
        "events: [{at: 2025-01-01, who: ana, act: date, with: [ben, friend], visible_to: them}]\n"
    )

    assert [len(seen(text, each).events) for each in ("ben", "caro")] == [1, 0]


def test_who_was_in_a_group_on_the_day_of_an_event_was_in_the_event() -> None:
    text = """\
groups:
  us: {kind: household, members: [ana, {who: ben, until: 2025-01-01}, {who: caro, from: 2025-06-01}]}
events:
  - {id: before, at: 2024-06-01, who: ana, act: date, with: us}
  - {id: after, at: 2025-07-01, who: ana, act: date, with: us}
"""

    assert ids(seen(text, "ben", "2025-12-01").events) == ["before"]
    assert ids(seen(text, "caro", "2025-12-01").events) == ["after"]
