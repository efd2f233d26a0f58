"""Whom a word for people means, and whether those who were there meet it."""

from __future__ import annotations

import pytest

from polyagree import loads
from polyagree.model import Polycule
from polyagree.timeline import Entry, Matcher, Truth, matches

PARTIES = ("ana", "ben")


def document(wanted: str, event: str) -> Polycule:
    return loads(f"""
polyagree: 1
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan, eve: Eve}}
groups:
  harbour-street: {{kind: household, members: [ana, ben]}}
  circle-of-two: {{kind: circle, members: [caro, dan], from: 2025-01-01, until: 2025-06-30}}
relationships:
  ana-ben: {{between: [ana, ben], kind: married}}
  ana-caro: {{between: [ana, caro], kind: dating, from: 2025-02-01, until: 2025-03-31}}
  of-ana: {{of: ana, towards: dan, kind: crush}}
terms:
  someone-new: {{kind: people, means: a person neither of us has dated}}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      it: {{says: It., norm: {{must_not: {wanted}}}}}
events:
  - {event}
""")


def verdict(wanted: str, event: str, *, bearer: str | None = "ana") -> Truth:
    polycule = document(wanted, event)
    (norm,) = polycule.clause("home.it").norms
    return matches(norm, polycule.events[0], polycule, parties=PARTIES, bearer=bearer)


AT = "at: 2025-03-05T20:00"


def date(rest: str = "with: caro", *, at: str = AT) -> str:
    return f"{{{at}, who: ana, act: date, {rest}}}"


@pytest.mark.parametrize(
    ("wanted", "company", "truth"),
    [
        ("caro", "caro", True),
        ("caro", "dan", False),
        ("caro", "[dan, caro]", True),
        ("[caro, dan]", "dan", True),
        ("caro", "someone-new", None),
        ("circle-of-two", "dan", True),
        ("circle-of-two", "eve", False),
        ("caro", "circle-of-two", True),
        ("outsiders", "caro", True),
        ("outsiders", "ben", False),
        ("outsiders", "[ben, caro]", False),
        ("outsiders", "someone-new", None),
        ("outsiders", "[ben, someone-new]", False),
        ("other parties", "ben", True),
        ("other parties", "caro", False),
        ("other parties", "someone-new", None),
        ("all parties", "ben", True),
        ("all parties", "caro", False),
        ("any party", "ben", True),
        ("any party", "caro", False),
        ("anyone", "someone-new", True),
        ("nobody", "caro", False),
        ("partner", "caro", True),
        ("partner", "ben", True),
        ("married", "caro", False),
        ("each partner", "caro", True),
        ("each partner", "dan", False),
        ("crush", "dan", True),
        ("each person", "dan", True),
        ("someone-new", "someone-new", True),
        ("someone-new", "caro", None),
        ("someone-new", "guests", None),
        ("ex", "ex", True),
        ("2 of anyone", "[caro, dan]", True),
        ("2 of anyone", "caro", False),
        ("2 of anyone", "[caro, someone-new]", None),
        ("partners of ana", "caro", True),
        ("partners of ana", "dan", False),
        ("partners of any party", "caro", True),
        ("partners of other parties", "caro", False),
        ("partners of actor", "caro", True),
        ("partners of harbour-street", "caro", True),
        ("partners of them", "caro", None),
        ("partners of ben", "someone-new", None),
        ("them", "caro", None),
        ("actor", "caro", False),
        ("{people: anyone, except: [ben]}", "caro", True),
        ("{people: anyone, except: [ben]}", "ben", False),
        ("{people: anyone, except: [ben]}", "[ben, caro]", True),
        ("{people: anyone, except: [them]}", "caro", None),
        ("{people: outsiders, except: [caro]}", "caro", False),
        ("{people: outsiders, except: [caro]}", "dan", True),
        ("{people: anyone, except: [someone-new]}", "someone-new", False),
    ],
)
def test_with_whom(wanted: str, company: str, truth: Truth) -> None:
    assert verdict(f"date, with: {wanted}", date(f"with: {company}")) is truth


def test_a_group_is_its_members_as_long_as_it_is_there() -> None:
    later_date = date("with: circle-of-two", at="at: 2025-07-05T20:00")

    assert verdict("date, with: caro", later_date) is None
    assert verdict("date, with: circle-of-two", date(at="at: 2025-07-05T20:00")) is False


def test_a_partner_is_one_on_the_day_of_the_event() -> None:
    assert verdict("date, with: partner", date(at="at: 2025-01-31T20:00")) is False
    assert verdict("date, with: partner", date(at="at: 2025-02-01T20:00")) is True
    assert verdict("date, with: partner", date(at="at: 2025-04-01T20:00")) is False


def test_a_crush_goes_one_way() -> None:
    event = f"{{{AT}, who: dan, act: date, with: ana}}"

    assert verdict("date, with: crush", event, bearer="dan") is False


def test_company_without_a_name_is_unknown() -> None:
    event = f"{{{AT}, who: ana, act: late-night}}"

    assert verdict("late-night, with: caro", event) is None
    assert verdict("late-night, with: outsiders", event) is None


def test_a_mutual_act_is_with_somebody() -> None:
    assert verdict("date, with: anyone", f"{{{AT}, who: ana, act: date}}") is True
    assert verdict("drink, with: anyone", f"{{{AT}, who: ana, act: drink}}") is None


def test_two_doers_meet_an_outsider_together() -> None:
    event = f"{{{AT}, who: [ana, ben], act: date, with: caro}}"

    assert verdict("date, with: outsiders", event) is True
    assert verdict("date, with: ben", event) is True


def test_a_date_of_the_parties_alone_is_with_no_outsider() -> None:
    event = f"{{{AT}, who: [ana, ben], act: date}}"

    assert verdict("date, with: outsiders", event) is False


def test_telling_the_wrong_person_is_not_telling() -> None:
    event = f"{{{AT}, who: ana, act: tell, to: caro}}"

    assert verdict("tell, to: other parties", event) is False
    assert verdict("tell, to: outsiders", event) is True


def test_whom_one_told_may_be_unsaid() -> None:
    assert verdict("tell, to: ben", f"{{{AT}, who: ana, act: tell}}") is None


@pytest.mark.parametrize(
    ("term", "people"),
    [
        ("other parties", {"ben"}),
        ("partner", {"ben", "caro"}),
        ("partners of ben", set()),
        ("caro", {"caro"}),
        ("circle-of-two", {"caro", "dan"}),
        ("them", {"caro"}),
        ("2 of circle-of-two", {"caro", "dan"}),
        ("anyone", {"ben", "caro", "dan", "eve"}),
        ("{people: anyone, except: [ben, circle-of-two]}", {"eve"}),
        ("{people: anyone, except: [outsiders]}", None),
        ("someone-new", None),
        ("breaker", None),
    ],
)
def test_whom_a_word_means(term: str, people: set[str] | None) -> None:
    polycule = document(f"date, with: {term}", date())
    (norm,) = polycule.clause("home.it").norms
    entry = Entry.of(polycule.events[0], polycule)
    found = Matcher(polycule).members(
        norm.with_[0],
        entry,
        parties=PARTIES,
        side=frozenset({"ana"}),
    )

    assert found == people
