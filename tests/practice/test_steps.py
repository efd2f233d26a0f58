"""How the wording of a clause moved where no number tells, and whether people live by it."""

from __future__ import annotations

import datetime as dt

import pytest
from logbooks import document, revision, text

from polyagree import loads
from polyagree.model import Polycule
from polyagree.practice.steps import Slide, is_practised, slides

NINE, TEN, ELEVEN, MIDNIGHT = (
    f"{{must_not: call, hours: {hour}:00-08:00}}" for hour in ("21", "22", "23", "00")
)


def dated(*was: str) -> list[str]:
    """Return revisions on the first of each month from February, before which it was so."""
    return [revision(each, on=f"2025-{month:02}-01") for month, each in enumerate(was, 2)]


def slid(now: str, *was: str, on: str | None = None) -> tuple[Slide, ...]:
    day = None if on is None else dt.date.fromisoformat(on)
    return tuple(slides(document(now, revisions=dated(*was)), on=day))


def practised(now: str, was: str, *events: str, on: str | None = None) -> bool:
    polycule = document(now, *events, revisions=dated(was))
    (agreement,) = polycule.agreements
    return is_practised(polycule, agreement, on=None if on is None else dt.date.fromisoformat(on))


@pytest.mark.parametrize(
    ("wordings", "direction"),
    [((NINE, TEN, ELEVEN, MIDNIGHT), "looser"), ((MIDNIGHT, ELEVEN, TEN, NINE), "stricter")],
)
def test_three_changes_in_one_direction_are_one(wordings: tuple[str, ...], direction: str) -> None:
    *was, now = wordings
    (found,) = slid(now, *was)

    assert found.direction == direction
    assert found.revisions == (0, 1, 2)
    assert len(found.says) == 4


@pytest.mark.parametrize(
    "was",
    [
        pytest.param((NINE, TEN), id="two changes"),
        pytest.param((NINE, TEN, TEN), id="one that changes nothing"),
        pytest.param((NINE, ELEVEN, TEN), id="up and down"),
        pytest.param((NINE, "none", TEN, ELEVEN), id="two since it came back"),
    ],
)
def test_less_than_that_is_no_direction(was: tuple[str, ...]) -> None:
    assert slid(MIDNIGHT, *was) == ()


def test_of_what_has_come_back_only_the_changes_since_count() -> None:
    (found,) = slid(MIDNIGHT, TEN, "none", NINE, TEN, ELEVEN)

    assert found.revisions == (2, 3, 4)


@pytest.mark.parametrize(("on", "count"), [("2025-03-31", 0), ("2025-04-01", 1)])
def test_a_change_of_a_later_day_is_left_out(on: str, count: int) -> None:
    assert len(slid(MIDNIGHT, NINE, TEN, ELEVEN, on=on)) == count


def both(now: str, *was: str, events: tuple[str, ...] = ()) -> Polycule:
    """Return a document with another clause; each of *was* says what one of the two was."""
    revisions = [f"date: 2025-{month:02}-01, was: {{{each}}}" for month, each in enumerate(was, 2)]
    other = "clauses: {other: {says: We said so., norm: {must_not: drink}}, it: "
    return loads(text(now, *events, revisions=revisions).replace("clauses: {it: ", other))


def it(norm: str) -> str:
    return f"it: {{says: As it was., norm: {norm}}}"


OTHER = "other: {says: As it was., norm: {must_not: drink, hours: 22:00-08:00}}"


def test_a_revision_of_another_clause_is_no_change_of_this_one() -> None:
    (found,) = slides(both(MIDNIGHT, it(NINE), OTHER, it(TEN), it(ELEVEN)))

    assert found.clause == "home.it"
    assert found.revisions == (0, 2, 3)


def test_a_wording_that_speaks_of_what_is_gone_gives_no_direction() -> None:
    former = NINE.replace("}", ", unless: {kept: home.gone}}")
    gone = "gone: {says: As it was., norm: {must: talk, who: all parties, every: month}}"
    polycule = both(MIDNIGHT, it(former), it(TEN), f"{gone}, {it(ELEVEN)}")

    assert tuple(slides(polycule)) == ()


# What people live by


@pytest.mark.parametrize(
    ("at", "on", "expected"),
    [
        ("2025-02-03T21:30", None, True),
        ("2025-02-03T21:30", "2025-02-03", True),
        ("2025-02-03T21:30", "2025-02-02", False),
        ("2025-02-03T22:30", None, False),
        ("2025-01-20T21:30", None, False),
    ],
)
def test_what_only_the_new_wording_allows_is_practised(
    at: str, on: str | None, expected: bool
) -> None:
    event = f"at: {at}, who: ana, act: call, with: caro"

    assert practised(TEN, NINE, event, on=on) is expected


def test_what_a_clause_that_is_new_allows_was_allowed_before() -> None:
    event = "at: 2025-02-03T21:30, who: ana, act: call, with: caro"

    assert practised(TEN, "none", event) is False


def test_what_speaks_of_a_new_clause_says_nothing_of_the_wording_before_it() -> None:
    polycule = both(
        TEN,
        f"other: none, {it(NINE)}",
        events=(
            "at: 2025-02-03T20:00, who: [ana, ben], act: agree-exception, about: home.other",
            "at: 2025-02-03T21:30, who: ana, act: call, with: caro",
        ),
    )
    (agreement,) = polycule.agreements

    assert is_practised(polycule, agreement) is False
