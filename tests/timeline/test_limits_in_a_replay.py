"""A replay and a table of exceedances say the same of a limit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import document

from polyagree.timeline import exceedances, replay

WINDOWS = ("week", "month", "day", "quarter", "7 days", "48h", "30 days", "ever", "club-night")
UNLESS = ("", ", unless: {yes_from: other parties}", ", unless: {told: other parties}")


@st.composite
def documents(draw):
    with_ = draw(st.sampled_from(("", ", with: outsiders", ", with: each person")))
    norm = (
        f"{{may: date{with_}, at_most: {draw(st.integers(1, 3))}, "
        f"per: {draw(st.sampled_from(WINDOWS))}{draw(st.sampled_from(UNLESS))}}}"
    )
    lines = []
    for _ in range(draw(st.integers(1, 14))):
        day, hour = draw(st.integers(1, 20)), draw(st.sampled_from(("", "T20:00", "T09:30")))
        act = draw(st.sampled_from(("date",) * 6 + ("say-yes", "tell", "club-night", "say-no")))
        who = (
            "ben" if act in {"say-yes", "say-no"} else draw(st.sampled_from(("ana", "ana", "ben")))
        )
        other = "to: ana" if who == "ben" else "to: ben"
        company = draw(st.sampled_from(("with: caro", "with: kit")))
        more = {"date": company, "club-night": "where: away"}.get(act, other)
        lines.append(f"at: 2025-03-{day:02}{hour}, who: {who}, act: {act}, {more}")
    return document(norm, "\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(documents())
def test_what_is_surely_over_is_a_break_in_both(polycule):
    table = {
        (found.path, found.who, event)
        for found in exceedances(polycule)
        if found.sure
        for event in found.over
    }
    broken = {
        (instance.path, instance.who[0], each.event[1])
        for instance in replay(polycule).instances
        for each in instance.breaks
    }

    assert broken == table
