"""Small norms, and every short log of a small world, to hold a comparison against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations, product
from random import Random

from attrs import evolve

from polyagree.codec import loads
from polyagree.model import Event, Named, Polycule, Word
from polyagree.timeline.ledger import replay

DOCUMENT = """\
polyagree: 1
people: {{ana: Ana, ben: Ben, caro: Caro, dana: Dana}}
agreements:
  a:
    parties: [ana, ben]
    made: {made}
    clauses:
      c: {{says: What we agreed., norm: {norm}}}
"""

#: A Saturday.
DAY = dt.date(2025, 3, 8)
MADE = dt.date(2025, 3, 3)

_ACTS = ("date", "overnight", "intimacy", "kissing")
_WITH = ("", "caro", "ben", "outsiders", "other parties", "[caro, dana]", "anyone")
_HOURS = ("", "22:00-06:00", "20:00-02:00", "20:00-22:00", "after 22:00")
_DAYS = ("", "weekend", "sat", "[sat, sun]", "weeknights", "[fri, sat]")
_LIFTS = (
    "",
    "{yes_from: other parties}",
    "{told: other parties}",
    "{unopposed_by: other parties}",
    "{any: [{told: other parties}, {yes_from: other parties}]}",
    "[{told: other parties}, {yes_from: other parties}]",
)
_LIMITS = (
    "at_most: 1, per: day",
    "at_most: 2, per: day",
    "at_most: 1, per: week",
    "at_most: 2, per: week",
    "at_most: 1, per: ever",
    "at_most: 1, per: 3 days",
)
_DEADLINES = (
    "within: 2h",
    "within: 1 day",
    "within: 2 days",
    "by: same night",
    "by: next day",
    "by: next evening",
)


def document(norm: str, made: dt.date = MADE) -> Polycule:
    """Return a document with *norm* in its one clause."""
    return loads(DOCUMENT.format(norm=norm, made=made))


def norms(random: Random) -> Iterator[str]:
    """Yield norms without an end, each a few words away from the one before."""
    parts = _drawn(random)
    while True:
        yield _written(parts)
        key = random.choice(sorted(parts))
        parts = {**parts, key: _drawn(random)[key]}
        if random.random() < 0.1:
            parts = _drawn(random)


def _drawn(random: Random) -> dict[str, str]:
    return {
        "modal": random.choice(("must_not", "may", "limit", "tell")),
        "act": random.choice(_ACTS),
        "with": random.choice(_WITH),
        "hours": random.choice(_HOURS) if random.random() < 0.5 else "",
        "days": random.choice(_DAYS) if random.random() < 0.5 else "",
        "lift": random.choice(_LIFTS) if random.random() < 0.6 else "",
        "limit": random.choice(_LIMITS),
        "deadline": random.choice(_DEADLINES),
    }


def _written(parts: dict[str, str]) -> str:
    keys = [(key, parts[key]) for key in ("with", "hours", "days") if parts[key]]
    narrowed = "".join(f", {key}: {value}" for key, value in keys)
    if parts["modal"] == "tell":
        return (
            "{must: tell, to: other parties, "
            f"after: {{act: {parts['act']}{narrowed}}}, {parts['deadline']}}}"
        )
    lift = parts["lift"]
    if parts["modal"] == "may":
        return f"{{may: {parts['act']}{narrowed}{f', only_if: {lift}' if lift else ''}}}"
    unless = f", unless: {lift}" if lift else ""
    if parts["modal"] == "limit":
        return f"{{may: {parts['act']}{narrowed}, {parts['limit']}{unless}}}"
    return f"{{must_not: {parts['act']}{narrowed}{unless}}}"


def logs(random: Random, *, pairs: int) -> Iterator[tuple[Event, ...]]:
    """Yield each log with one act, with and without a word before it, and *pairs* with two."""
    acts = list(_acts())
    for act in acts:
        yield (act,)
        yield from ((word, act) for word in _words(act))
        yield from ((act, word) for word in _tellings(act))
    both = list(combinations(acts, 2))
    for one, other in random.sample(both, min(pairs, len(both))):
        yield tuple(sorted((one, other), key=lambda each: str(each.at)))


def _acts() -> Iterator[Event]:
    times = [
        dt.datetime.combine(DAY, dt.time(19)),
        dt.datetime.combine(DAY, dt.time(21)),
        dt.datetime.combine(DAY, dt.time(23)),
        dt.datetime.combine(DAY + dt.timedelta(days=1), dt.time(3)),
        dt.datetime.combine(DAY + dt.timedelta(days=2), dt.time(23)),
    ]
    companies = ((), ("caro",), ("ben",), ("dana", "caro"), ("ben", "caro"))
    for at, act, company in product(times, _ACTS, companies):
        yield Event(
            at=at, who=("ana",), act=Word(act), with_=tuple(Named(each) for each in company)
        )


def _words(act: Event) -> Iterator[Event]:
    assert isinstance(act.at, dt.datetime)
    before = act.at - dt.timedelta(hours=1)
    yield Event(at=before, who=("ben",), act=Word("say-yes"), to=(Named("ana"),))
    yield Event(at=before, who=("ben",), act=Word("say-no"), to=(Named("ana"),))
    yield Event(at=before, who=("ana",), act=Word("tell"), to=(Named("ben"),))


def _tellings(act: Event) -> Iterator[Event]:
    assert isinstance(act.at, dt.datetime)
    for hours in (1, 5, 16, 30):
        after = act.at + dt.timedelta(hours=hours)
        yield Event(at=after, who=("ana",), act=Word("tell"), to=(Named("ben"),))


def worth(polycule: Polycule, events: tuple[Event, ...], until: dt.datetime | None = None) -> str:
    """Return whether *events* are `fine`, `broken` or `unknown` in a replay of the whole document."""
    end = until or dt.datetime.combine(DAY + dt.timedelta(days=6), dt.time(), dt.UTC)
    instances = replay(evolve(polycule, events=events), until=end).instances
    if any(each.breaks for each in instances):
        return "broken"
    return "unknown" if any(each.verdict == "unknown" for each in instances) else "fine"
