"""Whole documents of people who have thought of everything that analyzers ask about."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from polyagree.codec.documents import loads
from polyagree.errors import InvalidModel
from polyagree.model import Polycule

__all__ = ["careful_polycules"]

_NAMES = ("ines", "tove", "raul", "mika", "odile", "yuri")
_FEWEST = 2
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KINDS = ("dating", "nesting", "married", "queerplatonic")
_VALUES = {
    "care": "we look after each other's health and rest",
    "candour": "we say things early and simply",
    "room": "what two people have is theirs to shape",
}

_AFTER_A_BREAK: tuple[dict[str, Any], ...] = (
    {"must": "talk", "who": "all parties", "about": "breach", "within": "1 week"},
    {"must": "apologise", "who": "breaker", "to": "other parties", "within": "3 days"},
    {"must": "time-together", "who": "all parties", "within": "2 weeks"},
)

_EVENINGS: tuple[tuple[str, str], ...] = (
    ("One evening a week is ours.", "date"),
    ("Once a week we cook and eat together.", "share-meal"),
    ("An evening a week belongs to the two of us.", "time-together"),
)

_CLAUSES: dict[str, tuple[str, dict[str, Any]]] = {
    "nights": (
        "Up to four nights a month with other people.",
        {"may": "overnight", "with": "outsiders", "at_most": 4, "per": "month"},
    ),
    "telling": (
        "We tell each other by the next evening with whom, and never somebody else's story.",
        {
            "must": "tell",
            "to": "other parties",
            "after": {"act": "date", "with": "outsiders"},
            "by": "next evening",
            "details": {"required": ["who"], "optional": ["feelings"]},
        },
    ),
    "money": (
        "Two hundred a month each from the shared account.",
        {"may": "spend", "about": "joint-account", "at_most": "200 EUR", "per": "month"},
    ),
    "quiet": (
        "What is hard can wait until the morning.",
        {"must_not": "argue", "hours": "22:00-08:00"},
    ),
    "own-ways": (
        "Nobody has a veto over what the other has with somebody.",
        {"power": "veto", "who": "nobody", "over": {"act": "relationship", "with": "outsiders"}},
    ),
    "soft-landing": (
        "After a night with somebody else we take an hour for each other within two days.",
        {
            "must": "aftercare",
            "who": "all parties",
            "after": {"act": "overnight", "with": "outsiders"},
            "within": "2 days",
        },
    ),
}

_HEALTH: dict[str, Any] = {
    "made": "2026-01-05",
    "serves": ["care", "candour"],
    "review": {"every": "year", "after": ["positive-result"]},
    "if_broken": [
        {"must": "tell", "who": "breaker", "to": "affected", "within": "1 day", "clock": "breach"},
        {"must": "see-clinic", "who": "breaker", "within": "1 week"},
        {"must": "talk", "who": "all parties", "about": "breach", "within": "2 weeks"},
    ],
    "clauses": {
        "tests": {
            "says": "Everyone tests every three months.",
            "norm": {"must": "test", "every": "3 months"},
        },
        "results": {
            "says": "Results go to everyone within a day.",
            "norm": {
                "must": "share-results",
                "to": "other parties",
                "after": "results",
                "within": "24h",
            },
        },
        "barriers": {
            "says": "Barriers with everybody who is not in this plan.",
            "norm": {"must": "barrier", "during": {"act": "sex", "with": "outsiders"}},
        },
    },
}


def careful_polycules(*, people: int = 5) -> st.SearchStrategy[Polycule]:
    """
    Return a strategy for documents in which analyzers find nothing but perhaps a note.

    Every clause has a purpose and says what follows when it is not kept, everybody accepted,
    boundaries are said back, check-ins celebrate, and the log keeps to what was agreed. It is
    for tests of analyzers: change one thing, and see what is found.

    Args:
        people: How many people there are at most, from two to six.

    Raises:
        InvalidModel: If it is fewer, or more.
    """
    if not _FEWEST <= people <= len(_NAMES):
        raise InvalidModel(
            f"careful people are two at least and six at most, and not {people}",
            field="people",
            value=str(people),
        )
    return _documents(people)


@st.composite
def _documents(draw: st.DrawFn, people: int) -> Polycule:
    names = _NAMES[: draw(st.integers(_FEWEST, people))]
    # Each has somebody among those before: everybody is connected, by one path.
    pairs = [(draw(st.sampled_from(names[:at])), names[at]) for at in range(1, len(names))]
    tree: dict[str, Any] = {
        "polyagree": 1,
        "timezone": draw(st.sampled_from(("Europe/Lisbon", "America/Toronto", "UTC"))),
        "people": {name: name.title() for name in names},
        "relationships": {
            f"{one}-{other}": {
                "between": [one, other],
                "kind": draw(st.sampled_from(_KINDS)),
                "from": "2023-05-06",
            }
            for one, other in pairs
        },
        "values": {
            name: {"means": means, "held_by": list(names)} for name, means in _VALUES.items()
        },
        "agreements": {"health": _HEALTH | _of(names)},
        "boundaries": draw(_boundaries(pairs)),
        "check_ins": [],
        "events": _tests(names),
    }
    for pair, day in zip(pairs, draw(st.permutations(_DAYS)), strict=False):
        tree["agreements"][f"us-{pair[0]}-{pair[1]}"] = draw(_agreements(pair, day))
        tree["check_ins"] += draw(_check_ins(pair))
    return loads(json.dumps(tree), format="json")


def _of(parties: tuple[str, ...]) -> dict[str, Any]:
    return {"parties": list(parties), "accepted": dict.fromkeys(parties, "2026-01-05")}


@st.composite
def _agreements(draw: st.DrawFn, pair: tuple[str, str], day: str) -> dict[str, Any]:
    says, act = draw(st.sampled_from(_EVENINGS))
    evening = {"must": act, "with": "other parties", "every": "week", "days": day}
    clauses = {"evening": {"says": says, "norm": evening, "serves": ["care"]}}
    for name in draw(st.lists(st.sampled_from(sorted(_CLAUSES)), unique=True, max_size=4)):
        said, norm = _CLAUSES[name]
        value = draw(st.sampled_from(sorted(_VALUES)))
        clauses[name] = {"says": said, "norm": norm, "serves": [value]}
    return {
        **_of(pair),
        "made": "2026-01-05",
        "serves": ["room", "candour"],
        "review": {"every": draw(st.sampled_from(("quarter", "6 months", "year")))},
        "if_broken": [_AFTER_A_BREAK[0], *_AFTER_A_BREAK[draw(st.integers(1, 3)) :]],
        "clauses": clauses,
    }


@st.composite
def _boundaries(draw: st.DrawFn, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    found = {}
    for one, other in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)):
        found[f"sleep-of-{one}-for-{other}"] = {
            "holder": one,
            "says": "On work nights I need to be asleep by midnight.",
            "serves": ["care"],
            "response": "I sleep in the other room.",
            "restated": {other: {"date": "2026-01-06", "says": "Quiet after midnight, then."}},
        }
    return found


@st.composite
def _check_ins(draw: st.DrawFn, pair: tuple[str, str]) -> list[dict[str, Any]]:
    days = draw(st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True))
    return [
        {
            "date": f"2026-03-{day:02}",
            "people": list(pair),
            "reviewed": [f"us-{pair[0]}-{pair[1]}"],
            "feelings": [{"who": who, "says": "Light and a little tired."} for who in pair],
            "celebrated": ["a slow morning"],
        }
        for day in sorted(days)
    ]


def _tests(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return a round of tests, and that everybody was told."""
    everybody = list(names)
    return [
        {"at": "2026-02-02", "who": everybody, "act": "test"},
        {"id": "results", "at": "2026-02-06T09:00", "who": everybody, "act": "results"},
        {
            "at": "2026-02-06T12:00",
            "who": everybody,
            "act": "share-results",
            "to": everybody,
            "about": "results",
        },
    ]
