"""Moments: how they are written, and what is refused."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyagree.clock.moments import _PARTS, Moment
from polyagree.errors import InvalidTime

PARTS = sorted(set(_PARTS.values()))
RELATIONS = ("same", "next", "previous")
OFFSETS = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
)
MOMENTS = st.one_of(
    st.builds(Moment, relation=st.sampled_from(RELATIONS), part=st.sampled_from(PARTS)),
    st.builds(
        Moment,
        relation=st.sampled_from(RELATIONS),
        part=st.sampled_from(["day", "mon", "sun"]),
        time=st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)),
    ),
    st.dates().map(lambda date: Moment(date=date)),
    st.datetimes(timezones=st.none() | OFFSETS).map(lambda stamp: Moment(stamp=stamp)),
)


@given(MOMENTS)
def test_a_moment_reads_back_as_itself(moment: Moment) -> None:
    assert Moment.parse(str(moment)) == moment
    assert pickle.loads(pickle.dumps(moment)) == moment
    assert len({moment, Moment.parse(str(moment))}) == 1


@given(st.text() | st.from_regex(r"(same|next|last|2025-01-0) ?[-0-9a-zT: ]{0,20}"))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = Moment.parse(text)
    except InvalidTime as refusal:
        message = refusal.message
    else:
        message = ""

        assert Moment.parse(str(moment)) == moment
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("same night", Moment(relation="same", part="night")),
        ("next sunday", Moment(relation="next", part="sun")),
        ("next check-in", Moment(relation="next", part="check-in")),
        ("previous weekend", Moment(relation="previous", part="weekend")),
        ("same day 18:00", Moment(relation="same", part="day", time=dt.time(18))),
        ("same night 02:00", Moment(relation="same", part="night", time=dt.time(2))),
        ("next morning 09:30", Moment(relation="next", part="morning", time=dt.time(9, 30))),
        ("2025-01-05", Moment(date=dt.date(2025, 1, 5))),
        ("2025-01-05T18:00", Moment(stamp=dt.datetime(2025, 1, 5, 18))),  # noqa: DTZ001
        ("2025-01-05T18:00Z", Moment(stamp=dt.datetime(2025, 1, 5, 18, tzinfo=dt.UTC))),
    ],
)
def test_a_moment_is_relative_or_absolute(text: str, moment: Moment) -> None:
    assert Moment.parse(text) == moment


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("tonight", "write `same night`"),
        ("tomorrow morning", "write `next day`"),
        ("weekend", "write `next weekend` or `same weekend`"),
        ("last weekend", "write `previous weekend`"),
        ("this evening", "write `same evening`"),
        ("tonight evening", "write `same night`"),
        ("nxt sun", "did you mean `next`?"),
        ("next checkin", "write `next check-in`"),
        ("next tomorrow", "write `next day`"),
        ("next sundy", "did you mean `next sunday`?"),
        ("next-weekend", "did you mean `next weekend`?"),
        ("zz zz", None),
        ("", None),
        ("same day 24:00", "write `00:00`"),
        ("same day 8:00", "write `08:00`"),
        ("next weekend 18:00", "write `next day 18:00`"),
        ("next morning 18:00", "write `next day 18:00`"),
        ("same night 12:00", "write `same day 12:00`"),
        ("n" * 99, None),
    ],
)
def test_what_is_no_moment_is_refused_with_a_way_out(text: str, suggestion: str | None) -> None:
    with pytest.raises(InvalidTime) as caught:
        Moment.parse(text)

    assert caught.value.help == suggestion


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"relation": "next"},
        {"part": "day"},
        {"time": dt.time(1)},
        {"relation": "next", "part": "day", "date": dt.date(2025, 1, 5)},
        {"part": "day", "date": dt.date(2025, 1, 5)},
        {"time": dt.time(1), "date": dt.date(2025, 1, 5)},
        {"date": dt.date(2025, 1, 5), "stamp": dt.datetime(2025, 1, 5, tzinfo=dt.UTC)},
        {"date": dt.datetime(2025, 1, 5, tzinfo=dt.UTC)},
        {"relation": "soon", "part": "day"},
        {"relation": "next", "part": "sunday"},
        {"relation": "next", "part": "day", "time": dt.time(1, 2, 3)},
        {"relation": "next", "part": "day", "time": dt.time(1, tzinfo=dt.UTC)},
    ],
    ids=str,
)
def test_a_moment_that_is_none_or_several_cannot_be_made(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidTime):
        Moment(**fields)
