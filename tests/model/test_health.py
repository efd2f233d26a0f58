"""Which words are about health."""

from __future__ import annotations

import pytest

from polyagree.codec import loads
from polyagree.model import (
    Polycule,
    barrier_in,
    health_words,
    is_about_health,
    is_health_act,
    shipped,
)

GROUPS = ("health", "safer-sex", "about", "exposing", "alarms", "protection", "testing", "telling")


def document(norm: str = "must: talk, every: week", event: str = "act: drink") -> Polycule:
    return loads(
        "polyagree: 1\npeople: {ana: Ana, ben: Ben}\n"
        "terms: {full-panel: {kind: act, kind_of: test, means: x}}\n"
        f"agreements: {{a: {{parties: [ana, ben], clauses: {{c: {{says: x, norm: {{{norm}}}}}}}}}}}\n"
        f"events: [{{at: 2025-01-01, who: ana, {event}}}]\n",
        format="yaml",
    )


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_of_a_group_ships(group: str) -> None:
    assert [word for word in health_words(group) if word not in shipped()] == []


def test_a_group_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(KeyError):
        health_words("weather")


def test_a_kind_of_a_test_is_one() -> None:
    words = document().vocabulary

    assert is_health_act("full-panel", words)
    assert is_health_act("full-panel", words, group="testing")
    assert not is_health_act("full-panel", words, group="protection")
    assert not is_health_act("talk", words)


@pytest.mark.parametrize(
    ("norm", "is_it"),
    [
        ("must: full-panel, every: 3 months", True),
        ("must: see-clinic, within: 2 weeks", True),
        ("must: tell, to: other parties, about: health", True),
        ("must: talk, about: {act: positive-result}, within: 2 days", True),
        ("must: tell, to: other parties, after: positive-result", True),
        ("must: talk, after: positive-result, within: 2 days", False),
        ("must: tell, to: other parties, after: date", False),
        ("must: tell, to: other parties, about: feelings", False),
    ],
)
def test_a_norm_is_about_health_by_its_act_or_by_what_is_told(norm: str, is_it: bool) -> None:
    polycule = document(norm)
    (declared,) = polycule.clause("a.c").norms

    assert is_about_health(declared, polycule.vocabulary) is is_it


@pytest.mark.parametrize(
    ("how", "barrier"),
    [
        ("with-barrier", "used"),
        ("With Condoms", "used"),
        ("without_barrier", "none"),
        ("[with-barrier, without-barrier]", "none"),
        ("slowly", "not said"),
    ],
)
def test_a_barrier_is_told_by_how(how: str, barrier: str) -> None:
    polycule = document(event=f"act: sex, with: ben, how: {how}")

    assert barrier_in(polycule.events[0], polycule.vocabulary) == barrier


def test_a_barrier_that_failed_is_told_by_the_act() -> None:
    polycule = document(event="act: barrier-failed, with: ben")

    assert barrier_in(polycule.events[0], polycule.vocabulary) == "failed"
