"""Small sets of agreements, made up for `solve` and for those who look over its shoulder."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from polyagree.codec import loads
from polyagree.model import Polycule

PEOPLE = ("ana", "ben", "caro", "dora")
#: An overnight is a date.
ACTS = ("date", "overnight", "talk")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: Noon and evening; nothing that is agreed lies between.
HOURS = ("10:00-14:00", "20:00-23:00")
#: The days after a Sunday are a whole week; the one in which something was agreed is none.
BEGINNINGS = (
    dt.date(2023, 12, 31),  # a Sunday, the last of a month
    dt.date(2024, 2, 25),  # a Sunday; the month ends within the week
    dt.date(2024, 5, 4),  # a Saturday
    dt.date(2024, 7, 1),  # a Monday, the first of a month
)

T = TypeVar("T")
Norm = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A norm as it is written, and who agreed to it."""

    norm: Norm
    parties: tuple[str, ...]

    @property
    def bearers(self) -> tuple[str, ...]:
        """Whom it binds, one by one."""
        return (self.norm["who"],) if "who" in self.norm else self.parties

    def partners(self, bearer: str) -> frozenset[str] | None:
        """Return with one of whom it is done; ``None``: with anyone."""
        return _partners(self.norm.get("with"), self.parties, bearer)

    def partners_after(self, bearer: str) -> frozenset[str] | None:
        """Return with one of whom that is done which it follows; ``None``: with anyone."""
        return _partners(self.norm["after"].get("with"), self.parties, bearer)


@dataclass(frozen=True)
class Case:
    """
    A few norms, and the days in which they are to be kept.

    Attributes:
        people: Who there is.
        norms: What was agreed on the first day.
        first: That day.
        days: How many days there are.
    """

    people: tuple[str, ...]
    norms: tuple[Written, ...]
    first: dt.date
    days: int

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.first + dt.timedelta(days=self.days - 1)

    @property
    def calendar(self) -> list[dt.date]:
        """Each of the days."""
        return [self.first + dt.timedelta(days=number) for number in range(self.days)]

    def only(self, positions: Iterable[int]) -> Case:
        """Return the same with only some of the norms."""
        return replace(self, norms=tuple(self.norms[each] for each in positions))

    def tree(self) -> dict[str, Any]:
        """Return it as a document; `c2` is the clause of the norm at position 2."""
        agreements: dict[str, Any] = {}
        for position, written in enumerate(self.norms):
            agreement = agreements.setdefault(
                "-".join(written.parties),
                {"parties": [*written.parties], "made": str(self.first), "clauses": {}},
            )
            agreement["clauses"][f"c{position}"] = {"says": "As written.", "norm": written.norm}
        people = {person: person.title() for person in self.people}
        return {"polyagree": 1, "people": people, "agreements": agreements}

    def polycule(self) -> Polycule:
        """Return it, read."""
        return read(self.tree())

    def __str__(self) -> str:
        lines = (f"  c{at} {each.parties}: {each.norm}" for at, each in enumerate(self.norms))
        return "\n".join([f"{self.first} to {self.last}, {', '.join(self.people)}", *lines])


def read(tree: dict[str, Any]) -> Polycule:
    """Return a document as it is read."""
    return loads(json.dumps(tree), format="json")


def cases(count: int, seed: object = 0, *, most: int = 7) -> Iterator[Case]:
    """Yield so many cases of up to *most* norms; the same seed makes the same ones."""
    for number in range(count):
        yield case(f"{seed}.{number}", most=most)


def case(seed: object, *, most: int = 7) -> Case:
    """Return a case of up to *most* norms; the same seed makes the same one."""
    numbers = random.Random(str(seed))  # noqa: S311  # reproducible, no secret
    people = PEOPLE[: numbers.choice((2, 2, 2, 3, 3, 4))]
    acts = ACTS[: numbers.choice((1, 1, 2, 3))]
    first = numbers.choice((*BEGINNINGS[:2], *BEGINNINGS))
    days = numbers.choice((7, 8, 8, 9, 10, 14))
    maker = _Maker(numbers, people, acts, first, days)
    found = numbers.choices([*_WEIGHTS], [*_WEIGHTS.values()], k=numbers.randint(2, most))
    return Case(people, tuple(maker.written(kind) for kind in found), first, days)


#: How often which kind of norm is drawn.
_WEIGHTS = {"once": 3, "weekly": 3, "quota": 2, "reply": 1, "ban": 3, "limit": 2, "gap": 2}


class _Maker:
    """Draws norms."""

    def __init__(
        self,
        numbers: random.Random,
        people: tuple[str, ...],
        acts: tuple[str, ...],
        first: dt.date,
        days: int,
    ) -> None:
        self._numbers = numbers
        self._people = people
        self._acts = acts
        self._first = first
        self._days = days

    def written(self, kind: str) -> Written:
        """Return a norm of a kind, and who agreed to it."""
        numbers = self._numbers
        parties = sorted(numbers.sample(self._people, numbers.randint(2, len(self._people))))
        norm: Norm = getattr(self, f"_{kind}")(parties)
        if numbers.random() < 0.8:
            others = set(parties) - {norm.get("with")}
            norm["who"] = numbers.choice(sorted(others))
        elif norm.get("with") in parties:
            norm["with"] = "other parties"
        return Written(norm, tuple(parties))

    # Kinds

    def _once(self, parties: list[str]) -> Norm:
        last = self._first + dt.timedelta(days=self._numbers.randint(0, self._days))
        return {**self._must(parties), **self._when(), "by": str(last)}

    def _weekly(self, parties: list[str]) -> Norm:
        return {**self._must(parties), **self._when(), "every": "week"}

    def _quota(self, parties: list[str]) -> Norm:
        return {**self._must(parties), **self._when(), "at_least": 2, "per": "week"}

    def _reply(self, parties: list[str]) -> Norm:
        return {**self._must(parties), "after": self._cause(), "within": self._length()}

    def _ban(self, parties: list[str]) -> Norm:
        norm = {"must_not": self._act(), **self._with(parties, 0.3), **self._when(most=5)}
        if self._numbers.random() < 0.4:
            begin = self._first + dt.timedelta(days=self._numbers.randrange(self._days))
            end = begin + dt.timedelta(days=self._numbers.randint(0, 6))
            norm |= {"from": str(begin), "until": str(end)}
        return norm

    def _limit(self, parties: list[str]) -> Norm:
        bound = {"at_most": self._pick(1, 1, 2), "per": self._pick("week", "month")}
        return {"may": self._act(), **self._with(parties, 0.2), **bound}

    def _gap(self, parties: list[str]) -> Norm:
        about = {"after": self._cause(), "for": self._length()}
        return {"must_not": self._act(), **self._with(parties, 0.3), **about}

    # Parts

    def _must(self, parties: list[str]) -> Norm:
        return {"must": self._act(), **self._with(parties, 1)}

    def _act(self) -> str:
        return self._numbers.choice(self._acts)

    def _cause(self) -> Norm:
        return {"act": self._act(), **self._with([*self._people], 0.3)}

    def _length(self) -> str:
        days = self._numbers.randint(1, 4)
        return "1 day" if days == 1 else f"{days} days"

    def _with(self, parties: list[str], chance: float) -> Norm:
        if self._numbers.random() >= chance:
            return {}
        return {"with": self._pick(*parties, "other parties")}

    def _when(self, most: int = 3) -> Norm:
        norm: Norm = {}
        if self._numbers.random() < 0.8:
            days = self._numbers.sample(WEEKDAYS, self._numbers.randint(1, most))
            norm["days"] = sorted(days, key=WEEKDAYS.index)
        if self._numbers.random() < 0.15:
            norm["hours"] = self._pick(*HOURS)
        return norm

    def _pick(self, *choices: T) -> T:
        return self._numbers.choice(choices)


def _partners(wanted: str | None, parties: tuple[str, ...], bearer: str) -> frozenset[str] | None:
    if wanted is None:
        return None
    return frozenset(parties) - {bearer} if wanted == "other parties" else frozenset({wanted})
