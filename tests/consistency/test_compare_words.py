"""Two wordings that differ in one word for people, places, times or what is said."""

from __future__ import annotations

import pytest

from polyagree import loads
from polyagree.consistency import compare
from polyagree.model import Polycule

HEAD = "polyagree: 1\npeople: {ana: Ana, ben: Ben, caro: Caro, dana: Dana}\nagreements:\n  a:\n"


def home(norm: str) -> Polycule:
    """Return a document with one clause of Ana and Ben."""
    return loads(
        f"{HEAD}    parties: [ana, ben]\n    clauses:\n      c0: {{says: We said so., norm: {norm}}}\n"
    )


TELLING = "must: tell, to: ben, who: ana, within: 1 day, after: {act: date, who: ana}"

NARROW_AND_WIDE = [
    ("{must_not: date, with: outsiders}", "{must_not: date, with: anyone}"),
    ("{must_not: date, with: caro}", "{must_not: date, with: [caro, dana]}"),
    (
        "{must_not: date, with: {people: anyone, except: [ben, caro]}}",
        "{must_not: date, with: {people: anyone, except: ben}}",
    ),
    ("{must_not: date, with: caro}", "{must_not: date, with: {people: anyone, except: ben}}"),
    ("{must_not: host, where: home}", "{must_not: host}"),
    ("{must_not: host, where: {place: home, except: balcony}}", "{must_not: host, where: home}"),
    ("{must_not: tell, to: caro}", "{must_not: tell, to: [caro, dana]}"),
    (
        f"{{{TELLING}, details: {{required: who}}}}",
        f"{{{TELLING}, details: {{required: [who, when]}}}}",
    ),
    (f"{{{TELLING.replace('date', 'overnight')}}}", f"{{{TELLING}}}"),
    (
        "{must: call, who: ana, with: ben, every: week}",
        "{must: call, who: ana, with: ben, every: week, days: thu}",
    ),
    (
        "{must: call, who: ana, with: [ben, caro], every: week}",
        "{must: call, who: ana, with: ben, every: week}",
    ),
    ("{must_not: argue, hours: 22:00-06:00}", "{must_not: argue, hours: 20:00-08:00}"),
    ("{must_not: argue, months: jul}", "{must_not: argue, months: [jul, aug]}"),
    (
        "{may: date, with: outsiders, only_if: {told: ben}}",
        "{may: date, with: outsiders, only_if: [{told: ben}, {yes_from: ben}]}",
    ),
    (
        "{must_not: date, unless: {any: [{yes_from: ben}, {told: ben}]}}",
        "{must_not: date, unless: {yes_from: ben}}",
    ),
]


@pytest.mark.parametrize(("narrow", "wide"), NARROW_AND_WIDE)
def test_what_asks_for_more_is_stricter_and_the_other_way_round_looser(
    narrow: str, wide: str
) -> None:
    there, back = compare(home(narrow), home(wide)), compare(home(wide), home(narrow))

    assert (there.verdict, back.verdict) == ("stricter", "looser")
    assert there.clauses[0].witnesses[0].allowed_by == "old"
    assert back.clauses[0].witnesses[0].allowed_by == "new"


def test_a_third_person_in_the_room_tells_one_outsider_from_any_outsider() -> None:
    """Where a party is there too, nobody is out with outsiders; with Caro one still is."""
    found = compare(home("{must_not: date, with: caro}"), home("{must_not: date, with: outsiders}"))

    assert found.verdict == "incomparable"
    assert {each.allowed_by for each in found.clauses[0].witnesses} == {"old", "new"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{must_not: overnight, nth: 3+}", "{must_not: overnight, nth: 2+}"),
        ("{must_not: date, with: 1 of outsiders}", "{must_not: date, with: outsiders}"),
    ],
)
def test_what_is_not_proved_is_not_claimed(old: str, new: str) -> None:
    found = compare(home(old), home(new))

    assert found.verdict == "unknown"
    assert found.clauses[0].why
