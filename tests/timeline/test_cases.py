"""Whose limit it is, and with whom."""

from __future__ import annotations

import pytest

from polyagree import loads
from polyagree.model import Polycule
from polyagree.timeline import Exceedance, exceedances

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"


def document(norm: str, *events: str, holder: str = "") -> Polycule:
    said = ", ".join(f"{{{event}}}" for event in events)
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan}}
groups:
  pair: {{kind: household, members: [ana, ben], until: 2025-12-31}}
relationships:
  ana-caro: {{between: [ana, caro], kind: dating}}
  ana-dan: {{between: [ana, dan], kind: dating}}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      it: {{says: So much., {holder} norm: {norm}}}
events: [{said}]
""")


def found(norm: str, *events: str, **more: str) -> tuple[Exceedance, ...]:
    return exceedances(document(norm, *events, **more))


def over(norm: str, *events: str, **more: str) -> list[int]:
    """Return the events that are surely over the limit."""
    every = [index for each in found(norm, *events, **more) if each.sure for index in each.over]
    return sorted(every)


def night(at: str, rest: str = "with: caro", who: str = "ana") -> str:
    return f"at: {at}, who: {who}, act: late-night, {rest}"


def act(at: str, word: str, rest: str = "", who: str = "ana") -> str:
    return f"at: {at}, who: {who}, act: {word}" + (f", {rest}" if rest else "")


def test_each_party_is_counted_for_themselves() -> None:
    log = [
        night("2025-03-01T23:00"),
        night("2025-03-02T23:00", "with: dan", who="ben"),
        night("2025-03-03T23:00"),
    ]

    assert found(TWO_A_MONTH, *log) == ()


def test_everybody_in_a_mutual_act_did_it() -> None:
    log = [night(f"2025-03-0{day}T23:00", "with: ben") for day in (1, 2, 3)]

    assert [each.who for each in found(TWO_A_MONTH, *log)] == ["ana", "ben"]


def test_somebody_who_is_no_party_agreed_to_nothing() -> None:
    log = [night(f"2025-03-0{day}T23:00", "with: dan", who="caro") for day in (1, 2, 3)]

    assert found(TWO_A_MONTH, *log) == ()
    assert found("{may: late-night, who: caro, at_most: 2, per: month}", *log) == ()


def test_what_names_nobody_may_be_anybodys() -> None:
    log = [f"at: 2025-03-0{day}T20:00, act: date" for day in (1, 2, 3)]
    every = found("{may: date, at_most: 2, per: month}", *log)

    assert [(each.who, each.over, each.sure) for each in every] == [
        ("ana", (2,), False),
        ("ben", (2,), False),
    ]


def test_what_names_nobody_keeps_its_place_in_time() -> None:
    limit = "{may: date, at_most: 2, per: month}"
    log = [act(f"2025-03-0{day}T20:00", "date", "with: caro") for day in (1, 3, 4)]
    (exceedance,) = (each for each in found(limit, "at: 2025-03-02, act: date", *log) if each.sure)

    assert (exceedance.events, exceedance.over) == ((1, 2, 3), (3,))


def test_what_merely_happens_counts_for_each() -> None:
    log = [f"at: 2025-03-0{day}, act: illness" for day in (1, 2)]
    every = found("{may: illness, at_most: 1, per: month}", *log)

    assert [(each.who, each.over, each.sure) for each in every] == [
        ("ana", (1,), True),
        ("ben", (1,), True),
    ]


def test_all_parties_hold_a_limit_together() -> None:
    limit = "{may: date, who: all parties, at_most: 1, per: month}"
    both = [act(f"2025-03-0{day}T20:00", "date", "with: ben") for day in (1, 2)]
    alone = [act(f"2025-03-0{day}T20:00", "date", "with: caro") for day in (3, 4)]
    (exceedance,) = found(limit, *both, *alone)

    assert exceedance.who is None
    assert exceedance.over == (1,)


def test_all_parties_see_an_outsider_together() -> None:
    limit = "{may: date, who: all parties, with: outsiders, at_most: 1, per: month}"
    both = [act(f"2025-03-0{day}T20:00", "date", "with: [ben, caro]") for day in (1, 2)]

    assert over(limit, *both) == [1]


@pytest.mark.parametrize(
    ("who", "bound"),
    [
        ("ana", {"ana"}),
        ("pair", {"ana", "ben"}),
        ("each party", {"ana", "ben"}),
        ("{people: each party, except: [ben]}", {"ana"}),
        ("nobody", set()),
        ("1 of each party", set()),
        ("other parties", set()),
    ],
)
def test_whom_a_limit_binds(who: str, bound: set[str]) -> None:
    log = [night(f"2025-03-0{day}T23:00", "with: ben") for day in (1, 2)]
    limit = f"{{may: late-night, who: {who}, at_most: 1, per: month}}"

    assert {each.who for each in found(limit, *log)} == bound


def test_with_each_partner_counts_them_one_by_one() -> None:
    limit = "{may: date, with: each partner, at_most: 1, per: month}"
    log = [
        act(f"2025-03-0{day}T20:00", "date", f"with: {whom}")
        for day, whom in ((1, "caro"), (2, "dan"), (3, "caro"), (4, "ben"), (5, "ben"))
    ]
    (exceedance,) = found(limit, *log)

    assert exceedance.partner == "caro"
    assert exceedance.over == (2,)


def test_with_each_partner_counts_nobody_else() -> None:
    limit = "{may: date, with: each partner, at_most: 1, per: month}"
    log = [act(f"2025-03-0{day}T20:00", "date", "with: [caro, ben]") for day in (1, 2)]

    assert [(each.who, each.partner) for each in found(limit, *log)] == [("ana", "caro")]


def test_with_each_person_counts_them_one_by_one() -> None:
    limit = "{may: date, with: each person, at_most: 1, per: month}"
    log = [
        act(f"2025-03-0{day}T20:00", "date", f"with: {whom}")
        for day, whom in ((1, "caro"), (2, "ben"), (3, "ben"))
    ]

    assert {(each.who, each.partner) for each in found(limit, *log)} == {
        ("ana", "ben"),
        ("ben", "ana"),
    }


def test_company_without_a_name_is_counted_for_nobody() -> None:
    limit = "{may: date, with: each person, at_most: 1, per: month}"
    log = [act(f"2025-03-0{day}T20:00", "date", "with: guests") for day in (1, 2)]

    assert found(limit, *log) == ()


def test_a_boundary_limits_its_holder_alone() -> None:
    log = [night(f"2025-03-0{day}T23:00", "with: ben") for day in (1, 2, 3)]

    assert [each.who for each in found(TWO_A_MONTH, *log, holder="holder: ben,")] == ["ben"]
