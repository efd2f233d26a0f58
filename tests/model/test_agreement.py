"""Agreements, and how their wording changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from polyagree.clock import Cadence, Day, Hours
from polyagree.errors import InvalidAgreement, InvalidId, InvalidModel, UnknownName
from polyagree.model import (
    Acceptance,
    Agreement,
    Boundary,
    Clause,
    FormerClause,
    Review,
    Revision,
)

JANUARY = dt.date(2025, 1, 5)
MARCH = dt.date(2025, 3, 5)
JUNE = dt.date(2025, 6, 5)
SEPTEMBER = dt.date(2025, 9, 5)
DAY = dt.timedelta(days=1)

FIRST = Clause(id="nights", says="One night a month.")
SECOND = Clause(id="nights", says="Two nights a month.")
THIRD = Clause(id="nights", says="Three nights a month.")
QUIET = Clause(id="quiet", says="Quiet after ten.")


def agreement(**sides: Any) -> Agreement:
    return Agreement(**{"id": "home", "parties": ("ana", "ben"), **sides})


def by(*people: str, on: dt.date, **sides: Any) -> tuple[Acceptance, ...]:
    return tuple(Acceptance(by=each, date=on, **sides) for each in people)


def revision(on: dt.date, *was: FormerClause, **sides: Any) -> Revision:
    return Revision(**{"date": on, "was": was, "accepted": by("ana", "ben", on=on), **sides})


def was(clause: Clause) -> FormerClause:
    return FormerClause(id=clause.id, was=clause)


def new(clause: Clause) -> FormerClause:
    return FormerClause(id=clause.id, was=None)


def refusal(**sides: Any) -> InvalidAgreement:
    with pytest.raises(InvalidAgreement) as caught:
        agreement(**sides)
    return caught.value


# What cannot be meant


@pytest.mark.parametrize(("parties", "many"), [((), "no parties"), (("ana",), "one party")])
def test_an_agreement_has_two_parties(parties: tuple[str, ...], many: str) -> None:
    error = refusal(parties=parties)

    assert error.message == f"`home` has {many}"
    assert error.help == "name two or more; what one person sets for themselves is a boundary"


def test_nobody_is_a_party_twice() -> None:
    assert refusal(parties=("ana", "ana")).message == "`ana` is named twice in `home`"


def test_an_agreement_that_ends_before_it_is_made_is_refused() -> None:
    error = refusal(made=MARCH, ends=JANUARY)

    assert error.message == "`home` ends on 2025-01-05, before it is made on 2025-03-05"


def test_nobody_accepts_who_is_no_party() -> None:
    error = refusal(accepted=by("caro", on=JANUARY))

    assert error.message == "`caro` accepted `home` without being a party"
    assert error.help == "add `caro` to `parties`, or take the acceptance out"
    assert error.value == "caro"


def test_nobody_accepts_twice() -> None:
    assert refusal(accepted=by("ana", "ana", on=JANUARY)).message == "`ana` accepted twice"


def test_no_clause_stands_twice() -> None:
    assert refusal(clauses=(FIRST, SECOND)).message == "clause `nights` stands twice in `home`"


def test_a_clause_and_a_boundary_share_their_names() -> None:
    boundary = Boundary(id="nights", holder="ben", says="I sleep at ten.")

    assert refusal(clauses=(FIRST, boundary)).value == "nights"


def test_the_oldest_revision_comes_first() -> None:
    error = refusal(revisions=(revision(JUNE), revision(MARCH)))

    assert error.message == "the revisions of `home` are out of order"
    assert error.help == "write the oldest first"


def test_nothing_is_revised_before_it_is_made() -> None:
    error = refusal(made=MARCH, revisions=(revision(JANUARY),))

    assert error.message == "`home` is revised on 2025-01-05, before it is made on 2025-03-05"


def test_nobody_accepts_a_revision_who_is_no_party() -> None:
    error = refusal(revisions=(revision(MARCH, accepted=by("caro", on=MARCH)),))

    assert error.message == "`caro` accepted a revision of `home` without being a party"


def test_a_new_clause_stands_in_the_agreement() -> None:
    error = refusal(revisions=(revision(MARCH, new(QUIET)),))

    assert error.message == "`quiet` is new in a revision, and `home` has no such clause"


def test_nobody_accepts_one_revision_twice() -> None:
    with pytest.raises(InvalidAgreement, match="`ben` accepted twice"):
        revision(MARCH, accepted=by("ben", "ben", on=MARCH))


def test_a_revision_changes_a_clause_once() -> None:
    with pytest.raises(InvalidAgreement, match="`nights` stands twice"):
        revision(MARCH, was(FIRST), was(SECOND))


def test_a_revision_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidAgreement) as caught:
        revision(MARCH, ends=JANUARY)

    assert caught.value.message == (
        "the revision ends on 2025-01-05, before it begins on 2025-03-05"
    )


def test_a_former_clause_keeps_its_name() -> None:
    with pytest.raises(InvalidAgreement) as caught:
        FormerClause(id="quiet", was=FIRST)

    assert caught.value.message == "what `quiet` was is called `nights`"


def test_an_acceptance_is_not_revoked_before_it_is_given() -> None:
    with pytest.raises(InvalidAgreement) as caught:
        Acceptance(by="ana", date=MARCH, revoked=JANUARY)

    assert caught.value.message == "`ana` revoked on 2025-01-05 what was accepted on 2025-03-05"


def test_a_review_says_when_it_is() -> None:
    with pytest.raises(InvalidAgreement) as caught:
        Review(hours=Hours.parse("after 20:00"), asks=("How is it?",))

    assert caught.value.message == "the review does not say when it is"
    assert caught.value.help == "write `every: month`, or `after: [...]`"


@pytest.mark.parametrize(
    "sides",
    [{"every": Cadence.parse("month")}, {"days": (Day.parse("sun"),)}, {"after": ("illness",)}],
)
def test_a_review_says_when_in_three_ways(sides: dict[str, Any]) -> None:
    assert Review(**sides)


@pytest.mark.parametrize(
    "make",
    [
        lambda: agreement(because=""),
        lambda: Acceptance(by="ana", date=MARCH, because=" "),
        lambda: Revision(date=MARCH, because=""),
        lambda: Review(after=("illness",), asks=("",)),
    ],
)
def test_words_that_are_none_are_refused(make: Any) -> None:
    with pytest.raises(InvalidModel, match=r"` is empty$"):
        make()


def test_half_a_character_is_refused_where_it_is_written() -> None:
    with pytest.raises(InvalidModel, match=r"^`because` holds '\\ud83d', half of a surrogate pair"):
        agreement(because="for joy \ud83d")
    assert agreement(because="for joy \U0001f389").because


def test_the_key_of_an_agreement_is_an_id() -> None:
    with pytest.raises(InvalidId):
        agreement(id="Home")


# Clauses


def test_a_clause_is_found_by_its_name() -> None:
    assert agreement(clauses=(FIRST, QUIET)).clause("quiet") == QUIET


def test_a_clause_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownName) as caught:
        agreement().clause("quiet")

    assert caught.value.message == "`home` has no clause `quiet`"
    assert caught.value.name == "quiet"


def test_a_clause_with_the_same_name_takes_the_place() -> None:
    assert agreement(clauses=(FIRST, QUIET)).with_clause(SECOND).clauses == (SECOND, QUIET)


def test_another_clause_comes_last() -> None:
    assert agreement(clauses=(FIRST,)).with_clause(QUIET).clauses == (FIRST, QUIET)


# Acceptance


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (JANUARY - DAY, False),
        (JANUARY, True),
        (MARCH - DAY, True),
        (MARCH, False),
        (JUNE, False),
    ],
)
def test_an_acceptance_holds_until_the_day_it_is_revoked(day: dt.date, holds: bool) -> None:
    assert Acceptance(by="ana", date=JANUARY, revoked=MARCH).holds_on(day) is holds


def test_what_nobody_revoked_holds_on() -> None:
    assert Acceptance(by="ana", date=JANUARY).holds_on(SEPTEMBER)


def test_who_never_accepted_is_missing() -> None:
    home = agreement(accepted=by("ana", on=JANUARY))

    assert home.lacks_acceptance_on(MARCH) == ("ben",)


def test_acceptance_of_the_first_wording_is_none_of_the_present_one() -> None:
    home = agreement(
        accepted=by("ana", "ben", on=JANUARY),
        revisions=(revision(MARCH, accepted=by("ana", on=MARCH)),),
    )

    assert home.lacks_acceptance_on(JUNE) == ("ben",)


def test_whoever_revoked_is_missing_again() -> None:
    home = agreement(accepted=by("ana", "ben", on=JANUARY, revoked=JUNE))

    assert home.lacks_acceptance_on(MARCH) == ()
    assert home.lacks_acceptance_on(JUNE) == ("ana", "ben")


# Revisions


def test_a_revision_names_what_it_changed() -> None:
    change = revision(MARCH, was(FIRST))

    assert change.changes("nights")
    assert not change.changes("quiet")


@pytest.mark.parametrize(
    ("day", "counts"), [(MARCH - DAY, False), (MARCH, True), (JUNE, True), (JUNE + DAY, False)]
)
def test_a_trial_counts_from_its_first_to_its_last_day(day: dt.date, counts: bool) -> None:
    trial = revision(MARCH, ends=JUNE)

    assert agreement(revisions=(trial,)).counts_on(trial, day) is counts


def test_a_revision_counts_once_the_last_party_accepted_it() -> None:
    late = revision(MARCH, accepted=(*by("ana", on=MARCH), *by("ben", on=JUNE)))
    home = agreement(revisions=(late,))

    assert not home.counts_on(late, JUNE - DAY)
    assert home.counts_on(late, JUNE)


# The wording on a day


def test_without_revisions_the_wording_never_changed() -> None:
    assert agreement(clauses=(FIRST, QUIET)).wording_on(dt.date.min) == (FIRST, QUIET)


def test_before_a_revision_the_former_wording_stands() -> None:
    home = agreement(clauses=(SECOND, QUIET), revisions=(revision(MARCH, was(FIRST)),))

    assert home.wording_on(MARCH - DAY) == (FIRST, QUIET)
    assert home.wording_on(MARCH) == (SECOND, QUIET)


def test_each_of_several_revisions_has_its_time() -> None:
    home = agreement(
        clauses=(THIRD,),
        revisions=(revision(MARCH, was(FIRST)), revision(JUNE, was(SECOND))),
    )

    assert home.wording_on(JANUARY) == (FIRST,)
    assert home.wording_on(MARCH) == (SECOND,)
    assert home.wording_on(JUNE) == (THIRD,)


def test_a_revision_that_not_everyone_accepted_changes_nothing() -> None:
    home = agreement(
        clauses=(SECOND,), revisions=(revision(MARCH, was(FIRST), accepted=by("ana", on=MARCH)),)
    )

    assert home.wording_on(SEPTEMBER) == (FIRST,)


def test_when_an_acceptance_is_revoked_the_former_wording_stands_again() -> None:
    revoked = (*by("ana", on=MARCH), *by("ben", on=MARCH, revoked=JUNE))
    home = agreement(clauses=(SECOND,), revisions=(revision(MARCH, was(FIRST), accepted=revoked),))

    assert home.wording_on(JUNE - DAY) == (SECOND,)
    assert home.wording_on(JUNE) == (FIRST,)


def test_after_a_trial_the_former_wording_stands_again() -> None:
    home = agreement(clauses=(SECOND,), revisions=(revision(MARCH, was(FIRST), ends=JUNE),))

    assert home.wording_on(JUNE) == (SECOND,)
    assert home.wording_on(JUNE + DAY) == (FIRST,)


def test_a_trial_that_was_made_lasting_stays() -> None:
    home = agreement(
        clauses=(SECOND,),
        revisions=(revision(MARCH, was(FIRST), ends=JUNE), revision(JUNE, was(SECOND))),
    )

    assert home.wording_on(SEPTEMBER) == (SECOND,)


def test_a_later_revision_counts_where_an_earlier_one_was_never_accepted() -> None:
    home = agreement(
        clauses=(THIRD,),
        revisions=(revision(MARCH, was(FIRST), accepted=()), revision(JUNE, was(SECOND))),
    )

    assert home.wording_on(MARCH) == (FIRST,)
    assert home.wording_on(JUNE) == (THIRD,)


def test_where_only_the_later_one_was_never_accepted_the_earlier_one_stands() -> None:
    home = agreement(
        clauses=(THIRD,),
        revisions=(revision(MARCH, was(FIRST)), revision(JUNE, was(SECOND), accepted=())),
    )

    assert home.wording_on(SEPTEMBER) == (SECOND,)


def test_a_new_clause_was_not_there_before() -> None:
    home = agreement(clauses=(FIRST, QUIET), revisions=(revision(MARCH, new(QUIET)),))

    assert home.wording_on(JANUARY) == (FIRST,)
    assert home.wording_on(MARCH) == (FIRST, QUIET)


def test_a_clause_that_was_taken_out_stands_at_the_end_before() -> None:
    home = agreement(clauses=(QUIET,), revisions=(revision(MARCH, was(FIRST)),))

    assert home.wording_on(JANUARY) == (QUIET, FIRST)
    assert home.wording_on(MARCH) == (QUIET,)


def test_a_clause_that_came_and_went_was_there_between() -> None:
    home = agreement(
        clauses=(QUIET,),
        revisions=(
            revision(JANUARY, was(FIRST)),
            revision(MARCH, was(SECOND)),
            revision(JUNE, was(THIRD)),
        ),
    )

    assert home.wording_on(JANUARY) == (QUIET, SECOND)
    assert home.wording_on(MARCH) == (QUIET, THIRD)
    assert home.wording_on(JUNE) == (QUIET,)


def test_revisions_of_different_clauses_do_not_touch_each_other() -> None:
    loud = Clause(id="quiet", says="Quiet after nine.")
    home = agreement(
        clauses=(SECOND, QUIET),
        revisions=(revision(MARCH, was(FIRST), accepted=()), revision(JUNE, was(loud))),
    )

    assert home.wording_on(MARCH) == (FIRST, loud)
    assert home.wording_on(JUNE) == (FIRST, QUIET)


def test_a_clause_may_have_come_and_gone() -> None:
    agreement = Agreement(
        id="home",
        parties=("ana", "ben"),
        revisions=(
            Revision(date=dt.date(2025, 2, 1), was=(FormerClause(id="n", was=None),)),
            Revision(
                date=dt.date(2025, 3, 1),
                was=(FormerClause(id="n", was=Clause(id="n", says="For a while.")),),
            ),
        ),
    )

    assert agreement.wording_on(dt.date(2025, 4, 1)) == ()


def test_acceptance_is_asked_for_the_wording_of_the_day() -> None:
    both = (
        Acceptance(by="ana", date=dt.date(2025, 1, 1)),
        Acceptance(by="ben", date=dt.date(2025, 1, 1)),
    )
    agreement = Agreement(
        id="home",
        parties=("ana", "ben"),
        made=dt.date(2025, 1, 1),
        accepted=both,
        revisions=(Revision(date=dt.date(2025, 3, 1), ends=dt.date(2025, 6, 1)),),
    )

    assert agreement.lacks_acceptance_on(dt.date(2024, 12, 1)) == ()
    assert agreement.lacks_acceptance_on(dt.date(2025, 2, 1)) == ()
    assert agreement.lacks_acceptance_on(dt.date(2025, 4, 1)) == ("ana", "ben")
    assert agreement.lacks_acceptance_on(dt.date(2025, 7, 1)) == ()
