"""Windows agree with a plain count."""

from __future__ import annotations

import datetime as dt
from itertools import product
from zoneinfo import ZoneInfo

from attrs import evolve
from evenings import document
from hypothesis import given, settings
from hypothesis import strategies as st

from polyagree.model import Event
from polyagree.timeline import exceedances

LISBON = ZoneInfo("Europe/Lisbon")


MINUTES = st.integers(0, 60 * 24 * 100)


BEGINNING = dt.datetime(2025, 2, 20)  # noqa: DTZ001  # the wall clock of the document


def an_event(at: dt.date) -> Event:
    return Event(at=at, who=("ana",), act="late-night")


def instants(minutes: list[int]) -> list[dt.datetime]:
    # Whole half hours, so that edges are met.
    return [BEGINNING + dt.timedelta(minutes=30 * (minute // 30)) for minute in minutes]


def utc(wall: dt.datetime) -> dt.datetime:
    return wall.replace(tzinfo=LISBON).astimezone(dt.UTC)


LIMITS = {
    (window, count): document(f"{{may: late-night, at_most: {count}, per: {window}}}")
    for window in ("month", "week", "30 days", "36h")
    for count in (1, 2, 3)
}


def counted_plainly(window: str, count: int, walls: list[dt.datetime]) -> set[int]:
    order = sorted(range(len(walls)), key=lambda index: (utc(walls[index]), index))
    over_limit = set()
    for place, index in enumerate(order):
        at = walls[index]
        together = 0
        for other in order[: place + 1]:
            before = walls[other]
            if window == "month":
                together += (before.year, before.month) == (at.year, at.month)
            elif window == "week":
                together += before.isocalendar()[:2] == at.isocalendar()[:2]
            elif window == "36h":
                together += utc(at) - utc(before) < dt.timedelta(hours=36)
            else:
                start = utc(at).astimezone(LISBON).replace(tzinfo=None) - dt.timedelta(days=30)
                together += utc(before) > utc(start)
        if together > count:
            over_limit.add(index)
    return over_limit


@settings(max_examples=1000)
@given(st.sampled_from(sorted(LIMITS)), st.lists(MINUTES, max_size=14))
def test_windows_agree_with_a_plain_count(limit: tuple[str, int], minutes: list[int]) -> None:
    walls = instants(minutes)
    polycule = evolve(LIMITS[limit], events=tuple(an_event(at) for at in walls))
    every = exceedances(polycule)

    assert all(each.sure for each in every)
    assert {index for each in every for index in each.over} == counted_plainly(*limit, walls)
    for each in every:
        assert set(each.over) <= set(each.events)
        assert len(each.events) > limit[1]


def test_of_one_day_the_one_without_an_hour_may_have_been_later() -> None:
    first = [dt.datetime(2025, 3, 10, 0, 30), dt.date(2025, 3, 10)]  # noqa: DTZ001  # as above
    days = [*first, dt.date(2025, 3, 12), dt.date(2025, 3, 12)]
    events = tuple(an_event(day) for day in days)
    (found,) = exceedances(evolve(LIMITS["36h", 2], events=events))

    # All but the first may lie between one evening and the second midnight after it.
    assert not found.sure
    assert set(found.over) == {2, 3}


@settings(max_examples=1000)
@given(
    st.sampled_from(sorted(LIMITS)),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 47) | st.none()), max_size=5),
)
def test_sure_holds_at_every_hour_and_silence_at_none(
    limit: tuple[str, int], days: list[tuple[int, int | None]]
) -> None:
    starts = [BEGINNING + dt.timedelta(days=day) for day, _ in days]
    events = [
        an_event(start.date() if half is None else start + dt.timedelta(minutes=30 * half))
        for start, (_, half) in zip(starts, days, strict=True)
    ]
    every = exceedances(evolve(LIMITS[limit], events=tuple(events)))
    halves = [(0, 25, 47) if half is None else (half,) for _, half in days]
    answers = {
        bool(
            counted_plainly(
                *limit,
                [
                    start + dt.timedelta(minutes=30 * half)
                    for start, half in zip(starts, choice, strict=True)
                ],
            )
        )
        for choice in product(*halves)
    }

    if any(each.sure for each in every):
        assert answers == {True}
    if not every:
        assert answers == {False}
