"""A limit counts in the wording of its time."""

from __future__ import annotations

from evenings import act, nights

from polyagree import loads
from polyagree.model import Polycule
from polyagree.timeline import Exceedance, exceedances

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"


def document(norm: str, *events: str, agreement: str = "", revisions: str = "") -> Polycule:
    said = ", ".join(f"{{{event}}}" for event in events)
    return loads(f"""
polyagree: 1
timezone: Europe/Lisbon
people: {{ana: Ana, ben: Ben, caro: Caro, dan: Dan}}
agreements:
  home:
    parties: [ana, ben]
    {agreement}
    clauses:
      it: {{says: So much., norm: {norm}}}
    {revisions}
events: [{said}]
""")


def found(norm: str, *events: str, **more: str) -> tuple[Exceedance, ...]:
    return exceedances(document(norm, *events, **more))


def over(norm: str, *events: str, **more: str) -> list[int]:
    """Return the events that are surely over the limit."""
    every = [index for each in found(norm, *events, **more) if each.sure for index in each.over]
    return sorted(every)


# Revisions


REVISED = """
    revisions:
      - {date: 2025-03-05, because: one was not kept, accepted: {ACCEPTED},
         was: {it: {says: One late night a month., norm: {may: late-night, at_most: 1, per: month}}}}
"""


def test_a_revision_that_not_everyone_accepted_changes_nothing() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05}")
    (exceedance,) = found(TWO_A_MONTH, *nights("04-01", "04-02"), revisions=revisions)

    assert (exceedance.allowed, exceedance.over) == ("1", (1,))
    assert exceedance.path == ("agreements", "home", "clauses", "it", "norm", 0)


def test_a_revision_that_everyone_accepted_counts() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05, ben: 2025-03-06}")

    assert found(TWO_A_MONTH, *nights("04-01", "04-02"), revisions=revisions) == ()


def test_a_revision_counts_from_the_day_of_the_last_acceptance() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05, ben: 2025-03-20}")
    log = nights("03-06", "03-07")

    assert over(TWO_A_MONTH, *log, revisions=revisions) == [1]


def test_each_wording_counts_anew() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05, ben: 2025-03-05}")

    assert over(TWO_A_MONTH, *nights("03-04", "03-05", "03-06"), revisions=revisions) == []
    assert over(TWO_A_MONTH, *nights("03-04", "03-05", "03-06", "03-07"), revisions=revisions) == [
        3
    ]


def test_a_trial_ends_and_the_former_wording_is_back() -> None:
    revisions = REVISED.replace(
        "{ACCEPTED}", "{ana: 2025-03-05, ben: 2025-03-05}, ends: 2025-03-31"
    )

    assert over(TWO_A_MONTH, *nights("03-30", "03-31"), revisions=revisions) == []
    assert over(TWO_A_MONTH, *nights("04-01", "04-02"), revisions=revisions) == [1]


def test_an_acceptance_that_was_taken_back_brings_the_former_wording_back() -> None:
    revisions = REVISED.replace(
        "{ACCEPTED}", "{ana: 2025-03-05, ben: {date: 2025-03-05, revoked: 2025-04-02}}"
    )

    assert over(TWO_A_MONTH, *nights("04-02", "04-03"), revisions=revisions) == [1]


def test_a_revision_of_another_clause_starts_no_new_count() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05, ben: 2025-03-05}").replace(
        "was: {it:", "was: {other:"
    )

    assert over(TWO_A_MONTH, *nights("03-04", "03-05", "03-06"), revisions=revisions) == [2]


def test_the_limit_of_a_clause_that_is_gone_stands_in_its_agreement() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05}").replace(
        "was: {it:", "was: {other:"
    )
    (exceedance,) = found("{may: drink}", *nights("04-01", "04-02"), revisions=revisions)

    assert exceedance.path == ("agreements", "home")


def test_the_limit_of_a_norm_that_is_gone_stands_in_its_clause() -> None:
    revisions = REVISED.replace("{ACCEPTED}", "{ana: 2025-03-05}")
    (exceedance,) = found("none", *nights("04-01", "04-02"), revisions=revisions)

    assert exceedance.path == ("agreements", "home", "clauses", "it")


def test_a_clause_that_is_new_counts_once_it_is_accepted() -> None:
    revisions = "revisions: [{date: 2025-03-05, accepted: {ana: 2025-03-05, ben: 2025-03-05}, was: {it: none}}]"

    assert over(TWO_A_MONTH, *nights("03-01", "03-02", "03-03"), revisions=revisions) == []
    assert over(TWO_A_MONTH, *nights("03-05", "03-06", "03-07"), revisions=revisions) == [2]


def test_two_limits_in_one_clause_are_both_kept() -> None:
    limits = "[{may: late-night, at_most: 1, per: week}, {may: late-night, at_most: 2, per: month}]"

    assert [each.path[-1] for each in found(limits, *nights("03-03", "03-04", "03-12"))] == [0, 1]


def test_what_happened_before_the_agreement_was_made_does_not_count() -> None:
    log = nights("03-04", "03-05", "03-06")

    assert over(TWO_A_MONTH, *log, agreement="made: 2025-03-05") == []
    assert over(TWO_A_MONTH, *log, agreement="made: 2025-03-04") == [2]


def test_what_happened_after_the_agreement_ended_does_not_count() -> None:
    log = nights("03-04", "03-05", "03-06")

    assert over(TWO_A_MONTH, *log, agreement="ends: 2025-03-05") == []
    assert over(TWO_A_MONTH, *log, agreement="ends: 2025-03-06") == [2]


# Boundaries


def own_boundary(*events: str, more: str = "") -> Polycule:
    said = ", ".join(f"{{{event}}}" for event in events)
    return loads(f"""
polyagree: 1
people: {{ana: Ana, ben: Ben, caro: Caro}}
boundaries:
  rest:
    holder: ana
    says: Two at most.
    norm: {{may: date, with: outsiders, at_most: 2, per: month}}
    {more}
events: [{said}]
""")


def dates(*days: int, company: str = "caro") -> list[str]:
    return [act(f"2025-03-{day:02}T20:00", "date", f"with: {company}") for day in days]


def test_a_boundary_of_ones_own_is_a_limit_too() -> None:
    (exceedance,) = exceedances(own_boundary(*dates(1, 2), *dates(3, company="ben")))

    assert exceedance.path == ("boundaries", "rest", "norm", 0)
    assert (exceedance.who, exceedance.over) == ("ana", (2,))


def test_a_boundary_was_put_differently_before() -> None:
    more = "revisions: [{date: 2025-03-10, was: {says: One., norm: {may: date, at_most: 1, per: month}}}]"

    assert [each.over for each in exceedances(own_boundary(*dates(1, 2), more=more))] == [(1,)]
    assert exceedances(own_boundary(*dates(11, 12), more=more)) == ()


def test_how_a_boundary_was_put_before_may_not_be_known() -> None:
    more = "revisions: [{date: 2025-03-10}]"

    assert exceedances(own_boundary(*dates(1, 2, 3), more=more)) == ()


def test_the_holder_of_a_boundary_may_make_an_exception() -> None:
    waiver = act("2025-03-03T09:00", "agree-exception", "about: rest")

    assert exceedances(own_boundary(*dates(1, 2), waiver, *dates(3))) == ()
