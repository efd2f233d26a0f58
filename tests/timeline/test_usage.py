"""How limits were used, whether it was too much or not."""

from __future__ import annotations

import datetime as dt

from evenings import act, document, night, nights
from logbooks import document as since_january
from logbooks import on_days, revision

from polyagree.model import Polycule
from polyagree.timeline.usage import Usage, usages

TWO_A_MONTH = "{may: late-night, at_most: 2, per: month}"
EACH = "{may: overnight, who: ana, with: each partner, at_most: 1, per: month}"


def of_ana(polycule: Polycule, on: dt.date | None = None) -> list[Usage]:
    return [each for each in usages(polycule, on=on) if each.who == "ana"]


def used(norm: str, *events: str) -> list[int]:
    (found,) = of_ana(document(norm, *events))
    return [use.index for use in found.uses]


def test_everything_that_counts_is_told_within_the_limit_and_beyond_it() -> None:
    assert used(TWO_A_MONTH, *nights("03-01", "03-15", "03-20")) == [0, 1, 2]


def test_what_is_another_act_or_somebody_elses_does_not_count() -> None:
    mine, other = night("2025-03-01T23:00"), act("2025-03-02T23:00", "travel")

    assert used(TWO_A_MONTH, mine, other, night("2025-03-03T23:00", who="ben")) == [0]


def test_uses_are_in_the_order_of_time() -> None:
    assert used(TWO_A_MONTH, *nights("03-15", "03-01")) == [1, 0]


def test_a_limit_that_nobody_used_is_told_all_the_same() -> None:
    found = [*usages(document(TWO_A_MONTH))]

    assert [(each.who, each.uses) for each in found] == [("ana", ()), ("ben", ())]


def test_a_limit_says_how_much_is_allowed_and_since_when() -> None:
    (found,) = of_ana(document(TWO_A_MONTH))

    assert str(found.allowed) == "2"
    assert str(found.per) == "month"
    assert found.parties == ("ana", "ben")
    assert found.since is None
    assert found.before is None


def test_a_use_has_its_day_by_the_clock_of_the_document() -> None:
    (found,) = of_ana(document(TWO_A_MONTH, night("2025-06-30T00:30")))
    (use,) = found.uses

    assert use.day == dt.date(2025, 6, 30)
    assert use.at == dt.datetime(2025, 6, 29, 23, 30, tzinfo=dt.UTC)
    assert use.is_timed
    assert use.is_sure
    assert use.lifted is False


def test_a_night_without_an_hour_has_the_first_instant_of_its_day() -> None:
    (found,) = of_ana(document(TWO_A_MONTH, night("2025-03-01")))

    assert not found.uses[0].is_timed
    assert found.uses[0].at == dt.datetime(2025, 3, 1, tzinfo=dt.UTC)


def test_what_a_yes_lifted_counts_and_is_told_to_be_lifted() -> None:
    norm = (
        "{may: late-night, at_most: 1, per: month, unless: {yes_from: other parties, by: same day}}"
    )
    yes = act("2025-03-15T12:00", "say-yes", "to: ana, about: {act: late-night}", who="ben")
    (found,) = of_ana(document(norm, *nights("03-01"), yes, *nights("03-15")))

    assert [(use.index, use.lifted, use.is_sure) for use in found.uses] == [
        (0, False, True),
        (2, True, True),
    ]


def test_what_was_agreed_to_be_an_exception_does_not_count() -> None:
    waiver = act("2025-03-15T09:00", "agree-exception", "about: home.it", who="[ana, ben]")

    assert used(TWO_A_MONTH, *nights("03-01"), waiver, *nights("03-15")) == [0]


def test_what_only_may_count_is_not_sure() -> None:
    """Whether it was before the exception was agreed on, nothing says."""
    waiver = act("2025-03-01", "agree-exception", "about: home.it", who="[ana, ben]")
    (found,) = of_ana(document(TWO_A_MONTH, waiver, night("2025-03-01")))

    assert [(use.is_sure, use.lifted) for use in found.uses] == [(False, None)]


def test_each_partner_has_a_usage_of_their_own() -> None:
    events = on_days([1, 9], "who: ana, act: overnight, with: caro")
    events += on_days([5], "who: ana, act: overnight, with: dan")
    found = of_ana(since_january(EACH, *sorted(events)))

    assert [(each.partner, len(each.uses)) for each in found] == [("caro", 2), ("dan", 1)]


def test_without_anybody_there_is_nobody_by_name() -> None:
    assert [each.partner for each in of_ana(since_january(EACH))] == [None]


def test_each_wording_has_a_usage_with_what_was_in_its_time() -> None:
    was = "{may: late-night, at_most: 1, per: month}"
    polycule = since_january(
        TWO_A_MONTH, *on_days([1, 40, 100]), revisions=[revision(was, on="2025-02-10")]
    )
    first, second = of_ana(polycule)

    assert (str(first.allowed), first.before) == ("1", dt.date(2025, 2, 10))
    assert (str(second.allowed), second.since) == ("2", dt.date(2025, 2, 10))
    assert [use.index for use in first.uses] == [0]
    assert [use.index for use in second.uses] == [1, 2]


def test_wordings_and_events_that_are_later_than_the_day_are_left_out() -> None:
    was = "{may: late-night, at_most: 1, per: month}"
    polycule = since_january(
        TWO_A_MONTH, *on_days([1, 30, 100]), revisions=[revision(was, on="2025-02-10")]
    )

    (found,) = of_ana(polycule, dt.date(2025, 1, 20))
    assert [use.index for use in found.uses] == [0]


def test_what_all_do_together_counts_once() -> None:
    norm = "{may: date, who: all parties, at_most: 2, per: month}"
    both = act("2025-03-01T20:00", "date", who="[ana, ben]")
    (found,) = usages(document(norm, both, act("2025-03-02T20:00", "date", "with: caro")))

    assert found.who is None
    assert [use.index for use in found.uses] == [0]


def test_a_boundary_is_used_by_its_holder() -> None:
    more = "boundaries: {nights: {holder: ben, says: One., norm: {may: late-night, at_most: 1, per: month}}}\n"
    (found,) = usages(since_january("none", *on_days([1], "who: ben, act: late-night"), more=more))

    assert (found.clause, found.who, found.parties) == ("nights", "ben", ("ben",))
    assert len(found.uses) == 1
