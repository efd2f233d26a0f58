"""
Agreements at random, with four norms among them that nobody could keep together.

What is around the four was made around a hidden schedule that keeps all of it, so that
it can be kept; the four are about people of their own, and the rest leaves them alone.
The same case comes as the plain description that `benchmarks/consistency_peer.py` reads,
and as a document of polyagree.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any, NamedTuple

from benchmarks.consistency_peer import Ban, Duty, Limit, Problem, Window
from polyagree.codec import loads
from polyagree.model import Polycule

__all__ = ["FIRST", "MADE", "Case", "case"]

#: A Monday, so that weeks and months begin together.
FIRST = dt.date(2024, 1, 1)
MADE = FIRST - dt.timedelta(days=1)
#: Everybody in one does it, and none is a kind of another.
ACTS = ("date", "talk", "time-together", "kissing")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Norm = Duty | Ban | Limit
#: On which days somebody does an act with somebody.
Hidden = dict[tuple[str, tuple[str, str]], set[dt.date]]


class Case(NamedTuple):
    """
    Agreements that cannot all be kept.

    Attributes:
        problem: They as plain norms.
        planted: The names of the four that cannot be kept together.
        tree: They as a document, before it is read.
    """

    problem: Problem
    planted: frozenset[str]
    tree: dict[str, Any]

    @property
    def last(self) -> dt.date:
        """The last day in which they are to be kept."""
        return self.problem.calendar[-1]

    def polycule(self) -> Polycule:
        """Return the document, read."""
        return loads(json.dumps(self.tree), format="json")

    def without(self, name: str) -> Case:
        """Return the same without one norm, which can be kept if it is one of the four."""
        problem = replace(
            self.problem,
            duties=tuple(each for each in self.problem.duties if each.name != name),
            bans=tuple(each for each in self.problem.bans if each.name != name),
            limits=tuple(each for each in self.problem.limits if each.name != name),
        )
        return Case(problem, self.planted - {name}, _tree(problem))


def case(norms: int = 200, days: int = 60, *, seed: int = 0) -> Case:
    """
    Return so many norms, for so many days, four of which exclude each other.

    Args:
        norms: How many, of which half are duties, the others bans and limits.
        days: In how many days they are to be kept, from :data:`FIRST` on.
        seed: The same one makes the same case.
    """
    numbers = random.Random(seed)
    maker = _Maker(numbers, days, people=max(6, norms // 4))
    planted = maker.planted()
    rest = norms - len(planted)
    limits, bans = rest // 5, rest * 3 // 10
    found: list[Norm] = [maker.duty() for _ in range(rest - limits - bans)]
    found += [maker.ban() for _ in range(bans)]
    found += [maker.limit() for _ in range(limits)]
    found += planted
    numbers.shuffle(found)
    named = [replace(norm, name=f"n{number}") for number, norm in enumerate(found)]
    problem = Problem(
        first=FIRST,
        days=days,
        duties=tuple(norm for norm in named if isinstance(norm, Duty)),
        bans=tuple(norm for norm in named if isinstance(norm, Ban)),
        limits=tuple(norm for norm in named if isinstance(norm, Limit)),
    )
    names = frozenset(norm.name for norm in named if norm.who in _Maker.APART)
    return Case(problem, names, _tree(problem))


class _Maker:
    """Draws norms that a hidden schedule keeps."""

    #: Whom only the four norms are about.
    APART = ("ana", "ben", "caro", "dora")

    def __init__(self, numbers: random.Random, days: int, *, people: int) -> None:
        self._numbers = numbers
        self._calendar = [FIRST + dt.timedelta(days=number) for number in range(days)]
        self._people = [f"p{number}" for number in range(people)]
        self._hidden: Hidden = defaultdict(set)

    def planted(self) -> list[Norm]:
        """Return the four: more meetings than a limit allows, or bans on each day of a duty."""
        ana, *others = self.APART
        days = self._numbers.sample(range(7), 6)
        if self._numbers.random() < 0.5:
            return [
                Limit("", ana, "date", "week", 2),
                *(
                    Duty("", ana, "date", other, weekdays=frozenset(days[2 * at : 2 * at + 2]))
                    for at, other in enumerate(others)
                ),
            ]
        ben, week = others[0], self._numbers.randrange(len(self._calendar) // 7)
        of_week = FIRST + dt.timedelta(days=7 * week)
        return [
            Duty("", ana, "date", ben, weekdays=frozenset(days[:4])),
            Ban("", ana, "date", weekdays=frozenset(days[:1])),
            Ban("", ben, "date", weekdays=frozenset(days[1:3])),
            Ban(
                "",
                ben,
                "date",
                weekdays=frozenset(days[3:4]),
                first=of_week,
                last=of_week + dt.timedelta(days=6),
            ),
        ]

    def duty(self) -> Duty:
        """Return something to do, and do it in the hidden schedule."""
        numbers = self._numbers
        one, other = numbers.sample(self._people, 2)
        act = numbers.choice(ACTS)
        if numbers.random() < 0.2:
            duty = Duty("", one, act, other, per="month")
            day = numbers.randint(1, 28)
            kept = {each for each in self._calendar if each.day == day}
        else:
            count = numbers.choice((1, 1, 1, 2))
            weekdays = numbers.sample(range(7), numbers.randint(count + 1, 5))
            duty = Duty("", one, act, other, count=count, weekdays=frozenset(weekdays))
            kept = {each for each in self._calendar if each.weekday() in weekdays[:count]}
        self._hidden[act, duty.pair] |= kept
        return duty

    def ban(self) -> Ban:
        """Return days without an act on which the hidden schedule has none."""
        numbers = self._numbers
        while True:
            who, act = self._doing()
            taken = self._days_of(who, act)
            if numbers.random() < 0.6:
                free = sorted(set(range(7)) - {day.weekday() for day in taken})
                if free:
                    some = numbers.sample(free, numbers.randint(1, min(3, len(free))))
                    return Ban("", who, act, weekdays=frozenset(some))
                continue
            first = numbers.choice(self._calendar)
            last = first + dt.timedelta(days=numbers.randint(0, 9))
            if not any(first <= day <= last for day in taken):
                return Ban("", who, act, first=first, last=last)

    def limit(self) -> Limit:
        """Return a limit that the hidden schedule just about keeps."""
        who, act = self._doing()
        per: Window = self._numbers.choice(("week", "week", "month"))
        counts = Counter(
            day.isocalendar()[:2] if per == "week" else (day.year, day.month)
            for (act_, pair), days in self._hidden.items()
            if act_ == act and who in pair
            for day in days
        )
        most = max(counts.values(), default=0)
        return Limit("", who, act, per, most + self._numbers.randint(0, 1))

    def _doing(self) -> tuple[str, str]:
        """Return somebody and what they do."""
        act, pair = self._numbers.choice(list(self._hidden))
        return self._numbers.choice(pair), act

    def _days_of(self, who: str, act: str) -> set[dt.date]:
        return {
            day
            for (act_, pair), days in self._hidden.items()
            if act_ == act and who in pair
            for day in days
        }


# The same as a document


def _tree(problem: Problem) -> dict[str, Any]:
    """Return *problem* as a document: for everybody, what they owe, with whom they share it."""
    parties: dict[str, dict[str, None]] = defaultdict(dict)
    clauses: dict[str, dict[str, Any]] = defaultdict(dict)
    for duty in problem.duties:
        parties[duty.who] |= {duty.who: None, duty.partner: None}
        parties[duty.partner].setdefault(duty.who)
    norms: tuple[Norm, ...] = (*problem.duties, *problem.bans, *problem.limits)
    for norm in sorted(norms, key=_position):
        clauses[norm.who][norm.name] = {"says": "As written.", "norm": _norm(norm)}
    people = sorted(parties)
    return {
        "polyagree": 1,
        "people": {person: person.title() for person in people},
        "agreements": {
            f"of-{person}": {
                "parties": [person, *(each for each in parties[person] if each != person)],
                # The week and the month in which it was agreed do not count.
                "made": str(MADE),
                "clauses": clauses[person],
            }
            for person in people
            if person in clauses
        },
    }


def _position(norm: Norm) -> int:
    return int(norm.name.removeprefix("n"))


def _norm(norm: Norm) -> dict[str, Any]:
    match norm:
        case Duty(act=act, who=who, partner=partner, per=per, count=count):
            often = {"every": per} if count == 1 else {"at_least": count, "per": per}
            return {"must": act, "who": who, "with": partner, **often, **_days(norm)}
        case Ban(act=act, who=who, first=first, last=last):
            between = {} if first == dt.date.min else {"from": str(first), "until": str(last)}
            return {"must_not": act, "who": who, **between, **_days(norm)}
        case Limit(act=act, who=who, per=per, count=count):
            return {"may": act, "who": who, "at_most": count, "per": per}


def _days(norm: Duty | Ban) -> dict[str, list[str]]:
    if len(norm.weekdays) == len(WEEKDAYS):
        return {}
    return {"days": [WEEKDAYS[day] for day in sorted(norm.weekdays)]}
