"""What tests can assert, and how it reads when it does not hold."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import traceback
from collections.abc import Callable

import pytest

from polyagree.codec import load, loads
from polyagree.consistency import Comparison, Unknown, Unsettled
from polyagree.errors import InvalidModel, InvalidTime
from polyagree.model import Polycule
from polyagree.testing import (
    assert_compensable,
    assert_consistent,
    assert_no_gates,
    assert_refines,
)

LIMIT = "{may: late-night, at_most: 2, per: month}"


def document(norm: str = LIMIT, steps: str = "[]", more: str = "") -> Polycule:
    return loads(
        f"""\
polyagree: 1
people: {{ana: Ana, ben: Ben, cal: Cal}}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-03-02
    clauses:
      nights:
        says: At most two late nights.
        norm: {norm}
        if_broken: {steps}
{more}
""",
        name="us.yaml",
    )


def said(polycule: Polycule, **options: object) -> str:
    with pytest.raises(AssertionError) as caught:
        assert_compensable(polycule, **options)
    return str(caught.value)


TALK = "[{must: talk, who: all parties, within: 3 days}]"


# Everything can be kept

THURSDAYS = """\
      thursdays: {says: Thursday is ours., norm: {must: date, with: other parties, every: week, days: thu}}
      shifts: {says: I work on Thursdays., norm: {must_not: date, days: thu}}
"""


def test_what_can_be_kept_is_consistent():
    assert_consistent(document())


def test_what_nobody_could_keep_is_told_in_words_with_places_and_what_to_drop():
    with pytest.raises(AssertionError) as caught:
        assert_consistent(document(more=THURSDAYS))

    text = str(caught.value)
    assert text.startswith("nobody could keep these together from 2026-03-02 to ")
    assert '  us.yaml:12:50: `us.thursdays` (must: date)\n    "Thursday is ours."\n' in text
    assert '  us.yaml:13:50: `us.shifts` (must_not: date)\n    "I work on Thursdays."\n' in text
    assert "us.nights" not in text
    assert "\n\nthe least to drop, so that the rest can be kept: `us." in text


def test_where_the_clash_is_not_within_the_days_it_is_consistent():
    # A Friday alone.
    assert_consistent(document(more=THURSDAYS), on=dt.date(2026, 3, 6), horizon=dt.date(2026, 3, 6))


def test_an_horizon_in_the_past_is_refused():
    with pytest.raises(InvalidTime, match="before 2026-03-02"):
        assert_consistent(document(), on=dt.date(2026, 3, 2), horizon=dt.date(2026, 3, 1))


def test_what_nobody_can_tell_fails_unless_it_may_pass(monkeypatch: pytest.MonkeyPatch):
    day = dt.date(2026, 3, 2)
    unknown = Unknown(on=day, horizon=day, unsettled=(Unsettled(why="it hangs on hours"),))
    monkeypatch.setattr("polyagree.consistency.solve", lambda *_, **__: unknown)

    assert_consistent(document(), unknown="passes")
    with pytest.raises(AssertionError, match=r"nobody can tell .*\n\n  it hangs on hours"):
        assert_consistent(document())


# Nothing waits for somebody else

MET = """\
      sleepovers: {says: Only with people Ben has met., norm: {may: overnight, who: ana, with: outsiders, only_if: {done: {act: meet, who: ben, with: them}}}}
"""
ASKED = "{may: overnight, with: outsiders, only_if: {yes_from: other parties}}"


def test_what_waits_for_nobody_has_no_gates():
    assert_no_gates(document())


def test_an_approval_that_nobody_called_one_is_a_gate():
    with pytest.raises(AssertionError) as caught:
        assert_no_gates(document(more=MET), hidden=True)

    text = str(caught.value)
    assert text.startswith("1 act waits for somebody who takes no part in it\n\n  us.yaml:12:63: ")
    assert '"Only with people Ben has met."\n    `overnight` by `ana` waits for `ben`\n' in text
    assert "it is fine after Ben: `meet` with " in text


def test_a_gate_that_is_written_as_one_counts_unless_only_hidden_ones_do():
    assert_no_gates(document(ASKED), hidden=True)
    with pytest.raises(AssertionError, match="2 acts wait for"):
        assert_no_gates(document(ASKED))


# A new wording allows no more


@pytest.mark.parametrize("norm", [LIMIT, "{may: late-night, at_most: 1, per: month}"])
def test_what_allows_as_much_or_less_refines(norm: str):
    assert_refines(document(norm), document())


@pytest.mark.parametrize("name", ["five-people", "late-nights-mended", "values-first"])
def test_every_wording_refines_itself(name: str):
    polycule = load(f"examples/{name}.yaml")

    assert_refines(polycule, polycule)


def test_what_allows_more_is_told_with_a_log():
    with pytest.raises(AssertionError) as caught:
        assert_refines(document("{may: late-night, at_most: 3, per: month}"), document())

    text = str(caught.value)
    assert text.startswith("the new wording allows what the old one is against\n\n  with the new")
    assert text.count("\n    Ana: `late-night`, at ") == 3
    assert "  us.yaml:10:15: `us.nights` (may: late-night)\n" in text
    assert "with the old one, it would be broken by Ana: `late-night`, at " in text
    assert text.endswith("looser than before: `us.nights` (put differently)")


def test_a_clause_that_is_gone_allows_more():
    with pytest.raises(AssertionError, match=r"looser than before: `us.shifts` \(removed\)$"):
        assert_refines(document(), document(more=THURSDAYS.splitlines(keepends=True)[1]))


def test_two_wordings_that_nobody_can_compare_fail_unless_they_may_pass(
    monkeypatch: pytest.MonkeyPatch,
):
    unknown = Comparison(verdict="unknown", why=("it hangs on a situation",))
    monkeypatch.setattr("polyagree.consistency.compare", lambda *_, **__: unknown)

    assert_refines(document(), document(), unknown="passes")
    with pytest.raises(AssertionError, match=r"nobody can tell .*\n\n  it hangs on a situation"):
        assert_refines(document(), document())


# Every break can be made good


def test_a_break_that_is_talked_over_is_made_good():
    assert_compensable(document(steps=TALK))


def test_steps_that_contradict_each_other_make_nothing_good():
    quiet = "{must_not: talk, who: all parties, for: 2 weeks}"

    text = said(document(steps=f"{TALK[:-1]}, {quiet}]"))

    assert "    what follows cannot all be kept, so that it is never made good\n" in text


def test_a_break_after_which_nothing_was_agreed_is_told_in_full():
    assert said(document()) == (
        "1 of 1 break cannot be made good\n"
        "\n"
        "  us.yaml:10:15: `us.nights` (may: late-night)\n"
        '    "At most two late nights."\n'
        "    nothing was agreed to follow a break of it\n"
        "\n"
        "say under `if_broken` what follows: who does what, and by when"
    )


def test_without_a_text_the_place_is_the_path():
    read = document()
    polycule = Polycule(people=read.people, agreements=read.agreements)

    assert "  agreements.us.clauses.nights.norm[0]: `us.nights` (may" in said(polycule)


def test_a_step_that_has_no_end_is_told_with_its_place():
    text = said(document(steps="[{must_not: late-night, who: breaker}]"))

    assert "    us.yaml:11:21: `late-night` has no end\n" in text


def test_a_step_that_binds_nobody_is_told():
    text = said(document(steps="[{must: talk, within: 1 day}]"))

    assert "us.yaml:11:21: `talk` follows a break, and nobody is bound to it" in text


def test_only_the_third_break_may_be_the_one_that_is_not_made_good():
    steps = (
        "[{must: talk, who: all parties, within: 1 day},"
        " {must_not: late-night, who: breaker, breach: 3}]"
    )

    text = said(document(steps=steps))

    assert text.startswith("1 of 2 breaks cannot be made good")
    assert "    when it is broken a third time:\n    us.yaml:11:68: `late-night` has no " in text


def test_a_boundary_is_the_holders_own():
    more = """\
      quiet: {holder: ben, says: I go to bed at ten., norm: {must_not: argue}}
boundaries:
  sleep: {holder: ana, says: I sleep at home., norm: {must_not: overnight}}
"""

    assert_compensable(document(steps=TALK, more=more))


def test_what_gives_a_power_cannot_be_broken():
    assert_compensable(document("{power: pause, who: ana, over: {act: date}}"))


def test_a_norm_of_which_no_break_can_be_thought_of_is_unknown():
    text = said(document("{must_not: host, during: kids-home}", TALK))

    assert text.startswith(
        "nobody can tell whether every break can be made good\n\n  us.yaml:10:15"
    )
    assert "no break of it could be thought of: it hangs on something that no log shows" in text


def test_what_is_unknown_can_pass():
    assert_compensable(document("{must_not: host, during: kids-home}", TALK), unknown="passes")


def test_what_is_unknown_hides_nothing():
    more = "      home: {says: Not here., norm: {must_not: host, during: kids-home}}"

    assert "cannot be made good" in said(document(more=more))


@pytest.mark.parametrize(
    ("name", "is_compensable"), [("late-nights-mended", True), ("tell-me-first", False)]
)
def test_of_two_examples_one_holds(name: str, is_compensable: bool):
    polycule = load(f"examples/{name}.yaml")

    if is_compensable:
        assert_compensable(polycule)
    else:
        assert "2 of 3 breaks" in said(polycule)


def test_the_day_chooses_the_wording():
    polycule = loads("""\
polyagree: 1
people: {ana: Ana, ben: Ben}
agreements:
  us:
    parties: [ana, ben]
    made: 2026-01-01
    accepted: {ana: 2026-01-01, ben: 2026-01-01}
    clauses:
      nights: {says: Two., norm: {may: late-night, at_most: 2, per: month}, if_broken: [{must: talk, who: all parties, within: 3 days}]}
    revisions:
      - date: 2026-06-01
        accepted: {ana: 2026-06-01, ben: 2026-06-01}
        was: {nights: {says: One., norm: {may: late-night, at_most: 1, per: month}}}
""")

    assert_compensable(polycule, on=dt.date(2026, 7, 1))
    assert "nothing was agreed to follow" in said(polycule, on=dt.date(2026, 2, 1))


def test_nothing_agreed_leaves_nothing_to_make_good():
    assert_compensable(Polycule())


# What all of them share


@pytest.mark.parametrize(
    "assertion",
    [
        *(assert_compensable, assert_consistent, assert_no_gates),
        lambda polycule, **options: assert_refines(polycule, polycule, **options),
    ],
)
def test_what_is_no_day_is_refused(assertion: Callable[..., None]):
    with pytest.raises(InvalidTime, match="`tomorrow` is not a day"):
        assertion(document(), on="tomorrow")


def test_what_says_nothing_of_the_unknown_is_refused():
    with pytest.raises(InvalidModel, match="`maybe` says nothing of what is unknown"):
        assert_compensable(document(), unknown="maybe")


@pytest.mark.parametrize(
    "assertion",
    [
        lambda: assert_compensable(document()),
        lambda: assert_consistent(document(more=THURSDAYS)),
        lambda: assert_no_gates(document(ASKED)),
        lambda: assert_refines(document(), document("{must_not: late-night}")),
    ],
)
def test_pytest_shows_the_line_of_the_test_and_nothing_of_ours(assertion: Callable[[], None]):
    with pytest.raises(AssertionError) as caught:
        assertion()

    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    hidden = [bool(frame.f_locals.get("__tracebackhide__")) for frame in frames]
    assert hidden == [False, False, True]


def test_it_needs_neither_pytest_nor_hypothesis():
    code = (
        "import sys, polyagree.testing\n"
        "sys.exit(any(name in sys.modules for name in ('pytest', '_pytest', 'hypothesis')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
