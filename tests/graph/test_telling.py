"""Who learns of an act through whom."""

from __future__ import annotations

import datetime as dt

import pytest

from polyagree.codec import loads
from polyagree.errors import UnknownName
from polyagree.graph import plain, tellings, who_learns

FOUR = """
polyagree: 1
people: {ana: {name: Ana}, ben: {name: Ben}, caro: {name: Caro}, dee: {name: Dee}}
relationships:
  one: {between: [ana, ben], kind: dating}
  two: {between: [ben, caro], kind: dating}
terms:
  someone-new: {kind: people, means: nobody we have dated}
agreements:
  first:
    parties: [ana, ben]
    clauses:
      c: {says: x, norm: {NORM}}
  second:
    parties: [ben, caro]
    clauses:
      c: {says: x, norm: {OTHER}}
"""
NOTHING = "must: visit, every: week"
AFTER_A_DATE = "must: tell, to: other parties, after: {act: date}, by: next evening"
PASSED_ON = "must: tell, who: ben, to: caro, about: date, after: {act: tell, to: ben, about: date}"


def learns(
    norm: str, other: str = NOTHING, *, act: str = "date", with_: tuple[str, ...] = ()
) -> dict[str, tuple[str, bool]]:
    """Return who learns, by which people, and whether surely, of what Ana does."""
    text = FOUR.replace("{NORM}", "{" + norm + "}").replace("{OTHER}", "{" + other + "}")
    found = who_learns(loads(text, format="yaml"), act, by="ana", with_=with_)
    return {
        each.person: ("".join(f"{step.teller}>{step.told} " for step in each.path), each.is_sure)
        for each in found
    }


def test_a_duty_to_tell_is_a_sure_way() -> None:
    assert learns(AFTER_A_DATE) == {"ana": ("", True), "ben": ("ana>ben ", True)}


def test_whoever_takes_part_knows() -> None:
    assert learns(NOTHING, with_=("dee",)) == {"ana": ("", True), "dee": ("", True)}


def test_a_kind_of_the_act_counts_and_another_act_does_not() -> None:
    assert "ben" in learns(AFTER_A_DATE.replace("date", "intimacy"), act="sex")
    assert "ben" not in learns(AFTER_A_DATE, act="travel")


def test_word_is_passed_on() -> None:
    found = learns(AFTER_A_DATE, PASSED_ON)

    assert found["caro"] == ("ana>ben ben>caro ", True)


def test_nobody_passes_on_what_they_do_not_hear() -> None:
    assert learns(NOTHING, PASSED_ON) == {"ana": ("", True)}


@pytest.mark.parametrize(
    "norm",
    [
        AFTER_A_DATE.replace("must:", "may:").replace(", by: next evening", ""),
        AFTER_A_DATE + ", unless: {act: travel}",
        AFTER_A_DATE.replace("act: date", "act: date, with: someone-new"),
        AFTER_A_DATE.replace("act: date", "act: date, days: sun"),
        AFTER_A_DATE.replace("must: tell,", "must: tell, who: any party,"),
        "may: date, only_if: {any: [{told: other parties}, {act: travel}]}",
    ],
)
def test_what_need_not_come_to_it_is_not_sure(norm: str) -> None:
    assert learns(norm)["ben"] == ("ana>ben ", False)


def test_with_whom_makes_it_sure() -> None:
    norm = AFTER_A_DATE.replace("act: date", "act: date, with: someone-new")

    assert learns(norm, with_=("someone-new",))["ben"] == ("ana>ben ", True)


def test_somebody_else_is_not_whom_it_is_about() -> None:
    norm = AFTER_A_DATE.replace("act: date", "act: date, with: dee")

    assert learns(norm, with_=("dee",))["ben"] == ("ana>ben ", True)
    assert "ben" not in learns(norm, with_=("caro",))


@pytest.mark.parametrize(
    ("people", "with_", "expected"),
    [
        # Eli has no relationship with anybody, and is no party all the same.
        ("outsiders", ("eli",), True),
        ("outsiders", ("dee", "eli"), True),
        ("outsiders", ("outsiders",), True),
        ("outsiders", ("ben",), None),
        ("outsiders", ("dee", "ben"), None),
        ("outsiders", ("someone-new",), False),
        ("outsiders", ("dee", "someone-new"), False),
        ("outsiders", (), False),
        ("anyone", (), True),
        ("someone-new", ("dee",), False),
        ("someone-new", ("someone-new", "dee"), True),
        ("partner", ("ben",), True),
        ("partner", ("dee",), None),
        ("them", ("dee",), False),
        ("2 of the-three", ("caro", "dee"), True),
        ("2 of the-three", ("caro",), None),
        ("{people: anyone, except: [ben]}", ("eli",), True),
        ("{people: anyone, except: [ben]}", ("ben",), None),
        ("{people: anyone, except: [someone-new]}", ("eli",), False),
        ("{people: outsiders, except: [dee]}", ("dee",), None),
        ("[dee, outsiders]", ("eli",), True),
    ],
)
def test_whom_an_act_was_with_is_looked_at_as_in_a_log(
    people: str, with_: tuple[str, ...], *, expected: bool | None
) -> None:
    norm = f"must: tell, who: ana, to: caro, after: {{act: date, with: {people}}}, within: 1 day"
    polycule = loads(
        FOUR.replace("dee: {name: Dee}", "dee: {name: Dee}, eli: Eli")
        .replace("terms:", "groups: {the-three: {kind: circle, members: [caro, dee, eli]}}\nterms:")
        .replace("{NORM}", "{" + norm + "}")
        .replace("{OTHER}", "{" + NOTHING + "}")
    )

    graph = tellings(polycule, "date", by="ana", with_=with_)

    found = graph.edges["ana", "caro"]["telling"].is_sure if graph.has_edge("ana", "caro") else None
    assert found is expected


def test_whose_word_it_waits_for_learns_before() -> None:
    text = FOUR.replace("{NORM}", "{may: date, only_if: {told: other parties}}")
    text = text.replace("{OTHER}", "{" + NOTHING + "}")
    graph = tellings(loads(text, format="yaml"), "date", by="ana")

    telling = graph.edges["ana", "ben"]["telling"]
    assert (telling.clause, telling.is_sure, telling.is_before) == ("first.c", True, True)


def test_what_one_may_not_tell_is_not_sure() -> None:
    text = FOUR.replace(
        "{NORM}", "[{" + AFTER_A_DATE + "}, {must_not: tell, to: other parties, about: date}]"
    ).replace("{OTHER}", "{" + NOTHING + "}")

    found = who_learns(loads(text, format="yaml"), "date", by="ana")

    assert [(each.person, each.is_sure) for each in found] == [("ana", True), ("ben", False)]


@pytest.mark.parametrize(
    ("act", "by", "with_", "message", "help"),
    [
        ("date", "anna", (), "unknown person `anna`", "did you mean `ana`?"),
        ("dato", "ana", (), "unknown act `dato`", "did you mean `date`?"),
        (
            "date",
            "ana",
            ("somone-new",),
            "unknown person `somone-new`",
            "did you mean `someone-new`?",
        ),
        ("home", "ana", (), "unknown act `home`", None),
    ],
)
def test_somebody_or_something_unknown_is_told_so(
    act: str, by: str, with_: tuple[str, ...], message: str, help: str | None
) -> None:
    text = FOUR.replace("{NORM}", "{" + NOTHING + "}").replace("{OTHER}", "{" + NOTHING + "}")

    with pytest.raises(UnknownName) as caught:
        who_learns(loads(text), act, by=by, with_=with_)

    assert (caught.value.message, caught.value.help) == (message, help)


GATED = [
    ("may: date, with: outsiders, only_if: {told: other parties}", True),
    ("must: tell, to: other parties, before: {act: date, with: outsiders}", True),
    ("must_not: date, with: outsiders, unless: {told: other parties}", True),
    ("may: date, with: outsiders, only_if: {done: {act: tell, to: other parties}}", True),
    ("may: date, with: outsiders, only_if: {unopposed_by: other parties}", True),
    ("must: ask, to: other parties, before: {act: date, with: outsiders}", True),
    ("power: approve, who: ben, over: {act: date, with: outsiders}", True),
    # Once for all, beyond a limit, or only if he looks: perhaps.
    ("may: date, with: outsiders, from: {told: other parties}", False),
    (
        "may: date, with: outsiders, at_most: 2, per: month, unless: {yes_from: other parties}",
        False,
    ),
    ("power: veto, who: ben, over: {act: date, with: outsiders}", False),
    ("must_not: date, with: outsiders, during: travel, unless: {told: other parties}", False),
]


@pytest.mark.parametrize(("norm", "is_sure"), GATED)
def test_whoever_an_act_waits_for_hears_of_it_however_that_is_spelled(
    norm: str, *, is_sure: bool
) -> None:
    assert learns(norm, with_=("dee",))["ben"] == ("ana>ben ", is_sure)
    # Of what he takes part in himself he knows anyway.
    assert learns(norm, with_=("ben",)) == {"ana": ("", True), "ben": ("", True)}


def test_the_wording_of_that_day_says_who_is_told() -> None:
    polycule = loads(
        FOUR.replace(
            "parties: [ana, ben]",
            """parties: [ana, ben]
    made: 2024-01-01
    revisions:
      - date: 2024-06-01
        accepted: {ana: 2024-06-01, ben: 2024-06-10}
        was: {c: {says: We need not., norm: none}}""",
        )
        .replace("{NORM}", "{" + AFTER_A_DATE + "}")
        .replace("{OTHER}", "{" + NOTHING + "}")
    )

    def told(day: dt.date) -> list[str]:
        return [each.person for each in who_learns(polycule, "date", by="ana", on=day)]

    assert told(dt.date(2024, 3, 1)) == ["ana"]
    assert told(dt.date(2024, 6, 9)) == ["ana"]
    assert told(dt.date(2024, 6, 10)) == ["ana", "ben"]


def test_what_is_kept_silent_by_another_agreement_is_not_sure() -> None:
    text = FOUR.replace("parties: [ben, caro]", "parties: [ana, caro]")
    text = text.replace("{NORM}", "{" + AFTER_A_DATE + "}")
    text = text.replace("{OTHER}", "{must_not: tell, to: ben, about: date}")

    found = who_learns(loads(text), "date", by="ana", with_="caro")

    assert [(each.person, each.is_sure) for each in found] == [
        ("ana", True),
        ("ben", False),
        ("caro", True),
    ]


def test_one_name_is_one_person_and_a_group_is_its_members() -> None:
    text = FOUR.replace("terms:", "groups: {flat: {kind: household, members: [caro, dee]}}\nterms:")
    text = text.replace("{NORM}", "{" + AFTER_A_DATE + "}").replace("{OTHER}", "{" + NOTHING + "}")

    def there(with_: str) -> list[str]:
        return [each.person for each in who_learns(loads(text), "date", by="ana", with_=with_)]

    assert there("dee") == ["ana", "ben", "dee"]
    assert there("flat") == ["ana", "ben", "caro", "dee"]


def test_what_a_step_says_goes_into_other_formats() -> None:
    text = FOUR.replace("{NORM}", "{" + AFTER_A_DATE + "}").replace("{OTHER}", "{" + NOTHING + "}")

    edge = plain(tellings(loads(text), "date", by="ana")).edges["ana", "ben"]

    assert edge == {"clause": "first.c", "is_sure": True, "is_before": False, "steps": 1}
