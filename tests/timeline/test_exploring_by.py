"""Who breaks a norm when breaks are explored."""

from __future__ import annotations

import pytest

from polyagree.codec import loads
from polyagree.errors import UnknownName
from polyagree.model import Polycule
from polyagree.timeline import Walk, explore


def document(norm: str) -> Polycule:
    return loads(f"""
polyagree: 1
people: {{ana: Ana, ben: Ben, cal: Cal}}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    if_broken: [{{must: tell, who: breaker, to: other parties, within: 2 days}}]
    clauses: {{x: {{says: It., norm: {norm}}}}}
""")


def walks(norm: str, by: str | None) -> tuple[Walk, ...]:
    return explore(document(norm), by=by).walks


NORMS = [
    "{must_not: smoke}",
    "{must: call, every: week}",
    "{must: call, within: 1 week}",
    "{must: tell, to: other parties, after: {act: date, with: outsiders}, within: 24h}",
    "{may: late-night, at_most: 2, per: month}",
    "{may: overnight, only_if: {yes_from: other parties}}",
    "{must: barrier, during: {act: sex, with: outsiders}}",
]


@pytest.mark.parametrize("by", ["ana", "ben"])
@pytest.mark.parametrize("norm", NORMS)
def test_the_one_who_is_named_breaks_it_and_does_what_follows(norm: str, by: str) -> None:
    (walk,) = walks(norm, by)

    assert walk.who == (by,)
    assert all(event.who == (by,) for event in walk.events)
    assert [end.choices[0].who for end in walk.ends] == [(by,), (by,)]


@pytest.mark.parametrize("norm", NORMS)
def test_without_a_name_it_is_the_first_whom_it_binds(norm: str) -> None:
    assert walks(norm, None) == walks(norm, "ana")


def test_without_a_name_it_is_one_whom_it_binds() -> None:
    (walk,) = walks("{must_not: smoke, who: ben}", None)

    assert walk.who == ("ben",)


def test_what_binds_others_is_left_out() -> None:
    assert walks("{must_not: smoke, who: ben}", "ana") == ()
    assert walks("{must_not: smoke}", "cal") == ()


def test_what_binds_all_together_is_broken_by_all() -> None:
    (walk,) = walks("{must: talk, who: all parties, every: week}", "ben")

    assert walk.who == ("ana", "ben")


def test_a_name_that_nobody_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown person `bem`"):
        walks("{must_not: smoke}", "bem")


def test_later_breaks_are_those_of_the_same_person() -> None:
    polycule = document(
        "{must: call, every: week}, if_broken: [{must: talk, who: breaker, within: 1 day, breach: 3}]"
    )

    (first, third) = explore(polycule, by="ben").walks

    assert (first.times, third.times) == (1, 3)
    assert first.broken is not None
    assert third.broken is not None
    assert (third.broken - first.broken).days == 14


def test_a_choice_says_until_when_and_to_whom() -> None:
    (walk,) = walks("{must_not: smoke}", "ben")
    (choice,) = walk.ends[0].choices

    assert (choice.act, choice.norm.modal, choice.to) == ("tell", "must", ("ana",))
    assert choice.until is not None


def test_what_is_thought_of_is_told_in_whole_seconds() -> None:
    polycule = document(
        "{must: call, within: 24h, after: hurt}, if_broken: [{must: talk, who: breaker, within: 1 day, breach: 3}]"
    )

    found = explore(polycule).walks

    assert all(getattr(event.at, "microsecond", 0) == 0 for walk in found for event in walk.events)
