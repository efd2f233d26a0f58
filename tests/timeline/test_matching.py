"""Whether what happened falls under a description: yes, no, or not told."""

from __future__ import annotations

import pytest

from polyagree import loads
from polyagree.model import Happening, Polycule
from polyagree.timeline import Truth, matches

PARTIES = ("ana", "ben")


def document(wanted: str, event: str) -> Polycule:
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
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
  first-date: {{kind: act, kind_of: date}}
  our-bed: {{kind: place, kind_of: bed}}
agreements:
  home:
    parties: [ana, ben]
    clauses:
      it: {{says: It., norm: {{must_not: {wanted}}}}}
events:
  - {event}
  - {{id: dinner, at: 2025-03-01, who: ana, act: date, with: caro}}
breaches:
  late: {{of: home.it, by: ana}}
""")


def verdict(wanted: str, event: str, *, bearer: str | None = "ana") -> Truth:
    polycule = document(wanted, event)
    (norm,) = polycule.clause("home.it").norms
    return matches(norm, polycule.events[0], polycule, parties=PARTIES, bearer=bearer)


def happened(wanted: str, event: str, *, bearer: str | None = None) -> Truth:
    polycule = document(f"tell, after: {{{wanted}}}", event)
    after = polycule.clause("home.it").norms[0].after

    assert isinstance(after, Happening)
    return matches(after, polycule.events[0], polycule, parties=PARTIES, bearer=bearer)


AT = "at: 2025-03-05T20:00"


def date(rest: str = "with: caro", *, at: str = AT, act: str = "date") -> str:
    return f"{{{at}, who: ana, act: {act}, {rest}}}"


# Acts


@pytest.mark.parametrize(
    ("wanted", "act", "truth"),
    [
        ("date", "date", True),
        ("date", "late-night", True),
        ("date", "first-date", True),
        ("meet", "first-date", True),
        ("late-night", "date", False),
        ("sex", "date", False),
    ],
)
def test_an_act_is_met_by_its_kinds(wanted: str, act: str, truth: Truth) -> None:
    assert verdict(wanted, date(act=act)) is truth


# Who


def test_everybody_in_a_mutual_act_did_it() -> None:
    assert verdict("date", date("with: ben"), bearer="ben") is True


def test_a_mutual_act_may_be_written_with_to() -> None:
    event = f"{{{AT}, who: ana, act: talk, to: ben}}"

    assert verdict("talk, with: ana", event, bearer="ben") is True
    assert verdict("talk, to: ben", event) is True


def test_an_act_of_ones_own_is_done_by_who_alone() -> None:
    event = f"{{{AT}, who: ana, act: drink, with: ben}}"

    assert verdict("drink", event, bearer="ana") is True
    assert verdict("drink", event, bearer="ben") is False


def test_a_directed_act_is_done_by_who_alone() -> None:
    event = f"{{{AT}, who: ana, act: tell, to: ben}}"

    assert verdict("tell", event, bearer="ben") is False


def test_an_act_without_a_bearer_is_anybodys() -> None:
    assert verdict("date, with: outsiders", date(), bearer=None) is True


def test_an_act_that_names_nobody_may_be_anybodys() -> None:
    assert verdict("date", f"{{{AT}, act: date}}") is None
    assert verdict("date", f"{{{AT}, act: date}}", bearer=None) is True


def test_what_merely_happens_is_nobodys() -> None:
    assert happened("act: illness", f"{{{AT}, act: illness}}", bearer="ana") is True


@pytest.mark.parametrize(
    ("who", "truth"),
    [
        ("ana", True),
        ("ben", False),
        ("[ben, ana]", True),
        ("actor", True),
        ("other parties", False),
        ("any party", True),
        ("all parties", False),
        ("outsiders", False),
        ("harbour-street", True),
        ("anyone", True),
        ("nobody", False),
        ("breaker", None),
    ],
)
def test_who_did_a_thing_of_ones_own(who: str, truth: Truth) -> None:
    event = f"{{{AT}, who: ana, act: drink}}"

    assert happened(f"act: drink, who: {who}", event, bearer="ana") is truth


def test_who_did_it_together() -> None:
    event = date("with: ben")

    assert happened("act: date, who: all parties", event) is True
    assert happened("act: date, who: all parties", date()) is False


def test_who_did_it_is_unknown_if_nobody_is_named() -> None:
    assert happened("act: date, who: ana", f"{{{AT}, act: date}}") is None


# About what


@pytest.mark.parametrize(
    ("wanted", "said", "truth"),
    [
        ("own-money", "own-money", True),
        ("own-money", "joint-account", False),
        ("date", "late-night", True),
        ("late-night", "date", None),
        ("dinner", "dinner", True),
        ("date", "dinner", True),
        ("sex", "dinner", False),
        ("home", "home.it", True),
        ("breach", "late", True),
        ("late", "late", True),
        ("rent", "late", False),
        ("date", "{act: late-night, with: caro}", True),
        ("sex", "{act: date}", False),
        ("{act: date, with: caro}", "dinner", True),
        ("{act: date, with: dan}", "dinner", False),
        ("{act: date}", "late-night", True),
        ("{act: date, with: dan}", "late-night", None),
        ("{act: date}", "{act: late-night, with: caro}", True),
        ("{act: date, with: caro}", "{act: date, with: caro}", True),
        ("{act: date, with: caro}", "{act: date}", None),
        ("{act: sex}", "{act: date}", False),
        ("[own-money, rent]", "rent", True),
    ],
)
def test_about_what(wanted: str, said: str, truth: Truth) -> None:
    event = f"{{{AT}, who: ana, act: tell, to: ben, about: {said}}}"

    assert verdict(f"tell, about: {wanted}", event) is truth


def test_what_it_is_about_may_be_unsaid() -> None:
    assert verdict("tell, about: rent", f"{{{AT}, who: ana, act: tell, to: ben}}") is None


# Where and how


@pytest.mark.parametrize(
    ("wanted", "said", "truth"),
    [
        ("home", "our-bed", True),
        ("our-bed", "home", None),
        ("home", "hotel", False),
        ("home", "harbour-street", True),
        ("home", "circle-of-two", None),
        ("harbour-street", "harbour-street", True),
        ("{place: home, except: balcony}", "kitchen", True),
        ("{place: home, except: balcony}", "balcony", False),
        ("{place: home, except: balcony}", "home", None),
        ("[hotel, car]", "car", True),
    ],
)
def test_where(wanted: str, said: str, truth: Truth) -> None:
    assert verdict(f"date, where: {wanted}", date(f"with: caro, where: {said}")) is truth


def test_where_may_be_unsaid() -> None:
    assert verdict("date, where: home", date()) is None


def test_how_needs_each_word_and_no_other_denies_it() -> None:
    assert verdict("date, how: [quiet]", date("how: [quiet, short]")) is True
    assert verdict("date, how: [quiet, short]", date("how: [quiet]")) is None


# When


@pytest.mark.parametrize(
    ("when", "at", "truth"),
    [
        ("hours: 22:00-06:00", "2025-03-05T22:00", True),
        ("hours: 22:00-06:00", "2025-03-06T06:00", False),
        ("hours: 22:00-06:00", "2025-03-05", None),
        ("hours: 00:00-24:00", "2025-03-05", True),
        ("days: wed", "2025-03-05", True),
        ("days: thu", "2025-03-05", False),
        ("days: thu, hours: 20:00-23:00", "2025-03-05", False),
        ("days: weeknights", "2025-03-05", None),
        ("days: birthday", "2025-03-05", None),
        ("months: [mar]", "2025-03-05", True),
        ("months: [apr]", "2025-03-05", False),
    ],
)
def test_when(when: str, at: str, truth: Truth) -> None:
    assert verdict(f"date, {when}", date(at=f"at: {at}")) is truth


def test_hours_are_those_of_the_documents_zone() -> None:
    event = date(at="at: 2025-07-01T23:30Z")

    # Lisbon is an hour ahead in summer.
    assert verdict("date, days: wed", event) is True


# How long, how much, which


@pytest.mark.parametrize(
    ("size", "said", "truth"),
    [
        ("over 2h", "3h", True),
        ("over 3h", "3h", False),
        ("at least 3h", "3h", True),
        ("up to 3h", "3h", True),
        ("under 3h", "3h", False),
        ("3h", "180 min", True),
        ("1 day", "24h", True),
    ],
)
def test_how_long(size: str, said: str, truth: Truth) -> None:
    assert verdict(f"date, lasting: {size}", date(f"lasting: {said}")) is truth


def test_how_long_may_be_unsaid() -> None:
    assert verdict("date, lasting: over 2h", date()) is None


def test_a_day_that_lost_an_hour_is_shorter_than_24_hours() -> None:
    spring = date("lasting: 24h", at="at: 2025-03-29T20:00")

    assert verdict("date, lasting: over 1 day", spring) is True


def test_a_day_may_have_lost_an_hour_where_the_hour_is_unsaid() -> None:
    assert verdict("date, lasting: 1 day", date("lasting: 24h", at="at: 2025-03-27")) is True
    assert verdict("date, lasting: 1 day", date("lasting: 24h", at="at: 2025-03-29")) is None


@pytest.mark.parametrize(
    ("size", "said", "truth"),
    [
        ("over 150 EUR", "151 EUR", True),
        ("over 150 EUR", "150 EUR", False),
        ("over 150 EUR", "200 USD", None),
        ("over 2", "3", True),
        ("over 2", "3 drinks", None),
        ("over 30 %", "40 %", None),
    ],
)
def test_how_much(size: str, said: str, truth: Truth) -> None:
    assert verdict(f"date, amount: {size}", date(f"amount: {said}")) is truth


def test_how_much_may_be_unsaid() -> None:
    assert verdict("date, amount: over 2 EUR", date()) is None


def test_details_are_those_that_were_told() -> None:
    wanted = "tell, details: {required: [who], kept_private: [their-story]}"
    told = f"{AT}, who: ana, act: tell, to: ben"

    assert verdict(wanted, f"{{{told}, details: [who, when]}}") is True
    assert verdict(wanted, f"{{{told}, details: [when]}}") is False
    assert verdict(wanted, f"{{{told}, details: [who, their-story]}}") is False
    assert verdict(wanted, f"{{{told}}}") is None
    assert verdict("tell, details: as-asked", f"{{{told}}}") is True


def test_which_time_it_was_is_not_counted_here() -> None:
    assert verdict("date, nth: 3+", date()) is None
    assert verdict("date, nth: 1+", date()) is True


# Whose words


def test_a_boundary_of_ones_own_has_its_holder_for_a_party() -> None:
    polycule = document("date, with: outsiders", date("with: ben"))
    (norm,) = polycule.clause("home.it").norms

    assert matches(norm, polycule.events[0], polycule, holder="ana") is True
