"""What is told of results more than once is looked at once, and says the same."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from polyagree.codec import loads
from polyagree.practice.spread import Spread

RESULTS = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["results", "positive-result"]),
    st.sampled_from(["", ", about: t1", ", about: t2"]),
    st.integers(1, 3),
)
HEAD = """\
polyagree: 1
people: {ana: Ana}
events:
  - {id: t1, at: 2025-02-01T10:00, who: ana, act: test}
  - {id: t2, at: 2025-02-02T10:00, who: ana, act: test}
"""


@given(st.lists(RESULTS, max_size=5))
@example(
    [
        (2, "results", ", about: t2", 1),
        (3, "positive-result", "", 1),
        (3, "positive-result", ", about: t1", 1),
    ]
)
def test_it_begins_for_each_of_them_as_if_it_were_asked_about_alone(
    written: list[tuple[int, str, str, int]],
) -> None:
    home = loads(
        HEAD
        + "".join(
            f"  - {{at: 2025-02-0{day}T10:00, who: ana, act: {act}{about}}}\n" * times
            for day, act, about, times in written
        )
    )
    together = Spread(home)

    for anchor in together.alarms:
        assert together.since(["ana"], anchor) == Spread(home).since(["ana"], anchor)
