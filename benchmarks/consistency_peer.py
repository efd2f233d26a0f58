"""
The peer of `benchmarks/consistency.py`: python-sat, written for one kind of problem.

What somebody would write who knows python-sat and has no library for agreements: one
boolean for an act, two people and a day, one selector for a norm, cardinality
encodings for what is counted; of the encodings and solvers, those that were fastest
here. It knows duties that come round, days that are ruled out, and limits. It knows no
documents, no hours, no groups, no kinds of acts, and nothing that follows something
else.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF, IDPool
from pysat.solvers import Solver

__all__ = ["Answer", "Ban", "Booking", "Duty", "Encoding", "Limit", "Problem", "minimal", "solve"]

Window = Literal["week", "month"]

WINDOWS: tuple[Window, ...] = ("week", "month")
ANY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Duty:
    """Somebody does something with somebody, so often in each week or month."""

    name: str
    who: str
    act: str
    partner: str
    per: Window = "week"
    count: int = 1
    weekdays: frozenset[int] = ANY_DAY

    @property
    def pair(self) -> tuple[str, str]:
        """The two of them, the same whoever owes it."""
        first, second = sorted((self.who, self.partner))
        return first, second


@dataclass(frozen=True)
class Ban:
    """Somebody never does something, on some weekdays or between two days, both included."""

    name: str
    who: str
    act: str
    weekdays: frozenset[int] = ANY_DAY
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max


@dataclass(frozen=True)
class Limit:
    """Somebody does something, with whomever, at most so often in each week or month."""

    name: str
    who: str
    act: str
    per: Window
    count: int


@dataclass(frozen=True)
class Problem:
    """Everything that was agreed, and the days in which it is to be kept."""

    first: dt.date
    days: int
    duties: tuple[Duty, ...]
    bans: tuple[Ban, ...]
    limits: tuple[Limit, ...]

    @property
    def calendar(self) -> list[dt.date]:
        """Each of the days."""
        return [self.first + dt.timedelta(days=number) for number in range(self.days)]


class Booking(NamedTuple):
    """Two people do something on a day."""

    act: str
    people: tuple[str, str]
    day: dt.date


@dataclass(frozen=True)
class Answer:
    """Either what people do and when, or what cannot be kept together and what to drop."""

    schedule: tuple[Booking, ...] | None
    minimal: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()

    @property
    def is_consistent(self) -> bool:
        """Whether everything can be kept."""
        return self.schedule is not None


class Encoding:
    """A problem as clauses, each of them switched on by the selector of its norm."""

    def __init__(self, problem: Problem) -> None:
        self.clauses: list[list[int]] = []
        self.selectors: dict[int, str] = {}
        #: For an act and two people, a boolean for each day.
        self.rows: dict[tuple[str, tuple[str, str]], list[int]] = {}
        #: The rows that somebody has a part in.
        self._theirs: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
        self._pool = IDPool()
        self._calendar = problem.calendar
        self._windows = {per: _windows(problem.first, problem.days, per) for per in WINDOWS}
        for duty in problem.duties:
            self._add_row(duty)
        for duty in problem.duties:
            self._add_duty(duty)
        for ban in problem.bans:
            self._add_ban(ban)
        for limit in problem.limits:
            self._add_limit(limit)

    def _add_row(self, duty: Duty) -> None:
        """Make the booleans of what keeps *duty*, once for an act and two people."""
        if (duty.act, duty.pair) not in self.rows:
            row = [self._pool.id((duty.act, duty.pair, day)) for day in range(len(self._calendar))]
            self.rows[duty.act, duty.pair] = row
            for person in duty.pair:
                self._theirs[person, duty.act].append(row)

    def _weekday(self, number: int) -> int:
        return (self._calendar[0].weekday() + number) % 7

    def _selector(self, name: str) -> int:
        selector: int = self._pool.id(name)
        self.selectors[selector] = name
        return selector

    def _add_duty(self, duty: Duty) -> None:
        selector, row = self._selector(duty.name), self.rows[duty.act, duty.pair]
        for window in self._windows[duty.per]:
            days = [day for day in window if self._weekday(day) in duty.weekdays]
            if days[0] < 0 or days[-1] >= len(row):
                # Of one that is cut off, nobody knows what comes outside.
                continue
            literals = [row[day] for day in days]
            if len(literals) < duty.count:
                self.clauses.append([-selector])
            elif duty.count == 1:
                self.clauses.append([-selector, *literals])
            else:
                encoded = CardEnc.atleast(
                    literals, bound=duty.count, vpool=self._pool, encoding=EncType.kmtotalizer
                )
                self._add(selector, encoded.clauses)

    def _add_ban(self, ban: Ban) -> None:
        selector = self._selector(ban.name)
        for number, day in enumerate(self._calendar):
            if day.weekday() in ban.weekdays and ban.first <= day <= ban.last:
                for row in self._theirs.get((ban.who, ban.act), ()):
                    self.clauses.append([-selector, -row[number]])

    def _add_limit(self, limit: Limit) -> None:
        selector, rows = self._selector(limit.name), self._theirs.get((limit.who, limit.act), ())
        for window in self._windows[limit.per]:
            inside = range(max(window.start, 0), min(window.stop, len(self._calendar)))
            literals = [row[day] for row in rows for day in inside]
            if len(literals) > limit.count:
                encoded = CardEnc.atmost(
                    literals, bound=limit.count, vpool=self._pool, encoding=EncType.kmtotalizer
                )
                self._add(selector, encoded.clauses)

    def schedule(self, model: Sequence[int]) -> tuple[Booking, ...]:
        """Return who does what and when in *model*."""
        return tuple(
            Booking(act, pair, day)
            for (act, pair), row in self.rows.items()
            for day, variable in zip(self._calendar, row, strict=True)
            if model[variable - 1] > 0
        )

    def _add(self, selector: int, clauses: Iterable[Sequence[int]]) -> None:
        self.clauses.extend([-selector, *clause] for clause in clauses)


def solve(problem: Problem, *, counts_drop: bool = True) -> Answer:
    """
    Find a schedule that keeps everything, or why there is none.

    Args:
        problem: What was agreed.
        counts_drop: Whether to find the fewest norms to drop.
    """
    encoding = Encoding(problem)
    with Solver(name="minisat22", bootstrap_with=encoding.clauses) as solver:
        if solver.solve(assumptions=[*encoding.selectors]):
            return Answer(encoding.schedule(solver.get_model()))
        core = minimal(solver, solver.get_core())
    drop = smallest_drop(encoding) if counts_drop else ()
    return Answer(
        schedule=None,
        minimal=frozenset(encoding.selectors[each] for each in core),
        drop=frozenset(encoding.selectors[each] for each in drop),
    )


def minimal(solver: Any, core: Iterable[int]) -> list[int]:
    """Return a part of *core* that cannot hold together, and can without any one of them."""
    needed: list[int] = []
    left = list(core)
    while left:
        each = left.pop()
        if solver.solve(assumptions=[*needed, *left]):
            needed.append(each)
        else:
            smaller = set(solver.get_core())
            left = [other for other in left if other in smaller]
    return needed


def smallest_drop(encoding: Encoding) -> list[int]:
    """Return the fewest selectors without which the rest can hold."""
    formula = WCNF()
    formula.extend(encoding.clauses)
    for selector in encoding.selectors:
        formula.append([selector], weight=1)
    with RC2(formula, solver="m22") as rc2:
        model = rc2.compute()
    return [selector for selector in encoding.selectors if model[selector - 1] < 0]


def _windows(first: dt.date, days: int, per: Window) -> list[range]:
    """Return the numbers of the days of each week or month, also of those outside of *days*."""
    windows: list[range] = []
    begin = first - dt.timedelta(days=first.weekday() if per == "week" else first.day - 1)
    while (begin - first).days < days:
        end = begin + dt.timedelta(
            days=7 if per == "week" else monthrange(begin.year, begin.month)[1]
        )
        windows.append(range((begin - first).days, (end - first).days))
        begin = end
    return windows
