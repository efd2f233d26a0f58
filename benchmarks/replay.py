"""
How long it takes to replay a log against what was agreed.

Run with ``python -m benchmarks.replay``. Twenty pairs with ten norms each, and a
log of a few years; ``json.loads`` of the same log is the measure, in the same run.
The times at one, two and four times the events show whether it grows linearly, and
the visits how many norms each event was held against. With ``--profile``, where the
time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import gc
import json
import pstats
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import evolve

from polyagree.codec import loads
from polyagree.model import Event, Polycule
from polyagree.timeline import Ledger, replay

_REPAIR = [
    {"must": "tell", "who": "breaker", "to": "other parties", "within": "2 days"},
    {"must": "talk", "who": "all parties", "within": "1 week"},
]

_NORMS: tuple[dict[str, Any], ...] = (
    {"may": "date", "with": "outsiders"},
    {
        "must": "tell",
        "to": "other parties",
        "after": {"act": "date", "with": "outsiders"},
        "by": "next evening",
    },
    {"may": "late-night", "with": "outsiders", "at_most": 8, "per": "month"},
    {"may": "overnight", "with": "outsiders", "at_most": 20, "per": "30 days"},
    {"must": "time-together", "with": "other parties", "every": "week"},
    {"must": "test", "every": "3 months"},
    {"must_not": "host", "with": "outsiders", "days": "weeknights"},
    {"may": "sex", "with": "outsiders", "only_if": {"told": "other parties"}},
    {"may": "spend", "about": "joint-account", "at_most": "2000 EUR", "per": "month"},
    {"must": "check-in", "who": "all parties", "every": "month"},
)

_PAIRS = 20
_ROUNDS = 3


def document() -> Polycule:
    """Return twenty pairs with ten norms each, and nothing on record."""
    people = {f"p{number}": f"Person {number}" for number in range(2 * _PAIRS)}
    agreements = {
        f"pair-{number}": {
            "parties": [f"p{2 * number}", f"p{2 * number + 1}"],
            "made": "2020-01-01",
            "if_broken": _REPAIR,
            "clauses": {
                f"c{position}": {"says": "As written.", "norm": norm}
                for position, norm in enumerate(_NORMS)
            },
        }
        for number in range(_PAIRS)
    }
    tree = {"polyagree": 1, "people": people, "agreements": agreements}
    return loads(json.dumps(tree), format="json")


def log(size: int) -> str:
    """Return a log of *size* events as JSON, in which nearly everything is kept."""
    numbers = random.Random(17)
    days = size // 45
    events: list[tuple[dt.datetime, dict[str, Any]]] = []
    start = dt.datetime(2020, 1, 2, tzinfo=dt.UTC)

    def add(day: int, hour: float, who: int, act: str, **more: object) -> None:
        at = start + dt.timedelta(days=day, hours=hour, seconds=numbers.randrange(600))
        events.append((at, {"who": f"p{who}", "act": act, **more}))

    for day in range(days):
        for pair in range(_PAIRS):
            one, other = 2 * pair, 2 * pair + 1
            if day % 6 == pair % 6:
                add(day, 19, one, "time-together", **{"with": f"p{other}"})
            if day % 27 == pair:
                add(day, 20, one, "check-in", **{"with": f"p{other}"})
            if day % 80 == pair:
                add(day, 9, one, "test")
                add(day, 10, other, "test")
    while len(events) < size:
        day, who = numbers.randrange(days), numbers.randrange(2 * _PAIRS)
        somebody = {"with": f"p{(who + 7) % (2 * _PAIRS)}"}
        kind = numbers.randrange(20)
        if kind < 4:
            # Both of them tell whom they are with at home, before and afterwards.
            both = (who, (who + 7) % (2 * _PAIRS))
            for each in both:
                add(day, 18, each, "tell", to=f"p{each ^ 1}")
            add(day, 20, who, "date" if kind else "sex", **somebody)
            for each in both:
                add(day, 23, each, "tell", to=f"p{each ^ 1}")
        elif kind == 4:
            amount = f"{numbers.randrange(5, 40)} EUR"
            add(day, 12, who, "spend", about="joint-account", amount=amount)
        elif kind == 5:
            add(day, 15, who, "visit", **somebody)
        else:
            add(day, 8 + kind / 2, who, numbers.choice(("drink", "work", "sleep", "chores")))
    events.sort(key=lambda each: each[0])
    return json.dumps(
        [
            {"at": at.replace(tzinfo=None).isoformat(timespec="seconds"), **event}
            for at, event in events[:size]
        ]
    )


def read(base: Polycule, text: str) -> Polycule:
    """Return *base* with the events of *text*."""
    tree = {"polyagree": 1, "people": {each.id: each.name for each in base.people}}
    tree["events"] = json.loads(text)
    return evolve(base, events=loads(json.dumps(tree), format="json").events)


def best(work: Callable[[], object]) -> float:
    """Return the shortest of a few times that *work* takes, in seconds."""
    times = []
    for _ in range(_ROUNDS):
        # Python's collector of cycles walks over more and more live objects as a
        # ledger grows, whatever it computes.
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
        gc.enable()
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    base = document()
    if options.profile:
        polycule = read(base, log(options.events))
        with cProfile.Profile() as profile:
            replay(polycule)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        return
    print(
        f"{'events':>9} {'loads':>8} {'replay':>8} {'ratio':>7} {'visits/event':>13} {'growth':>7}"
    )
    first = replays = 0.0
    polycule = base
    for size in (options.events // 4, options.events // 2, options.events):
        text = log(size)
        polycule = read(base, text)
        parsing = best(partial(json.loads, text))
        replays = best(partial(replay, polycule))
        each = replays / size
        first = first or each
        visits = replay(polycule).visits / size
        print(
            f"{size:>9} {parsing:>8.3f}s {replays:>8.3f}s {replays / parsing:>6.1f}x"
            f" {visits:>13.2f} {each / first:>6.2f}x"
        )
    ledger = replay(polycule)
    day = polycule.events[-1].day + dt.timedelta(days=2)
    coming = [
        evolve(event, at=dt.datetime.combine(day, dt.time(0)) + dt.timedelta(minutes=number))
        for number, event in enumerate(polycule.events[-1000:])
    ]
    start = time.perf_counter()
    _feed(ledger, coming)
    one = (time.perf_counter() - start) / len(coming)
    print(f"one more event: 1/{replays / one:,.0f} of the replay of {size}")


def _feed(ledger: Ledger, events: list[Event]) -> None:
    for event in events:
        ledger.record(event)


if __name__ == "__main__":
    main()
