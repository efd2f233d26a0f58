"""Whether everything can be kept, told by z3: the same norms, written down a second time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import z3
from consistency.grid import EVENING, Deed, Grid
from consistency.small import HOURS, WEEKDAYS, Case, Written

ONE_DAY = dt.timedelta(days=1)


def schedule(case: Case) -> list[Deed] | None:
    """Return what people may do so that everything is kept; ``None``: there is nothing."""
    deeds = Grid(case).deeds
    done = {deed: z3.Bool(str(number)) for number, deed in enumerate(deeds)}
    solver = z3.Solver()
    for written in case.norms:
        for bearer in written.bearers:
            solver.add(*_Side(case, written, bearer, done).constraints())
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    return [deed for deed in deeds if z3.is_true(model[done[deed]])]


class _Side:
    """One norm, for one of those whom it binds."""

    def __init__(
        self, case: Case, written: Written, bearer: str, done: dict[Deed, z3.BoolRef]
    ) -> None:
        self._case = case
        self._norm = written.norm
        self._written = written
        self._bearer = bearer
        self._done = done
        act = self._norm.get("must") or self._norm.get("must_not") or self._norm.get("may")
        self._fitting = [
            deed
            for deed in done
            if self._is(deed, act, written.partners(bearer)) and _is_when(self._norm, deed)
        ]

    def constraints(self) -> Iterator[Any]:
        """Yield what has to be so."""
        norm = self._norm
        if "must" in norm:
            if "after" in norm:
                yield from self._replies()
            elif "by" in norm:
                yield from self._once(dt.date.fromisoformat(norm["by"]))
            else:
                yield from self._in_each_week(norm.get("at_least", 1))
        elif "must_not" in norm:
            if "after" in norm:
                yield from self._gap()
            else:
                yield from (z3.Not(self._done[deed]) for deed in self._fitting)
        else:
            yield from self._limit()

    # Duties

    def _once(self, last: dt.date) -> Iterator[Any]:
        if last <= self._case.last:
            yield z3.Or([self._done[deed] for deed in self._fitting if deed.at.date() <= last])

    def _in_each_week(self, count: int) -> Iterator[Any]:
        case = self._case
        # The week in which it was agreed does not count.
        monday = case.first + dt.timedelta(days=7 - case.first.weekday())
        while monday <= case.last:
            days = [monday + dt.timedelta(days=number) for number in range(7)]
            chances = [day for day in days if _is_weekday(self._norm, day)]
            if chances[-1] <= case.last:
                held = [self._done[deed] for deed in self._fitting if deed.at.date() in days]
                yield z3.AtLeast(*held, count) if held else z3.BoolVal(val=False)
            monday += dt.timedelta(days=7)

    def _replies(self) -> Iterator[Any]:
        days = _days(self._norm["within"])
        for number, cause in self._causes():
            last = cause.at.date() + days
            if last <= self._case.last:
                replies = [
                    self._done[deed]
                    for at, deed in self._numbered()
                    if at > number and deed.at.date() <= last
                ]
                yield z3.Implies(self._done[cause], z3.Or(replies))

    # What is not to be done

    def _gap(self) -> Iterator[Any]:
        days = _days(self._norm["for"])
        for number, cause in self._causes():
            over = cause.at.date() + days
            for at, deed in self._numbered():
                if at > number and deed.at.date() <= over:
                    yield z3.Not(z3.And(self._done[cause], self._done[deed]))

    def _limit(self) -> Iterator[Any]:
        weekly = self._norm["per"] == "week"
        windows: dict[tuple[int, int], list[Any]] = {}
        for deed in self._fitting:
            day = deed.at.date()
            window = day.isocalendar()[:2] if weekly else (day.year, day.month)
            windows.setdefault(window, []).append(self._done[deed])
        for held in windows.values():
            yield z3.AtMost(*held, self._norm["at_most"])

    # Which deeds

    def _numbered(self) -> Iterator[tuple[int, Deed]]:
        """Yield what falls under the norm, and the how manieth in the order of time it is."""
        fitting = set(self._fitting)
        return ((at, deed) for at, deed in enumerate(self._done) if deed in fitting)

    def _causes(self) -> Iterator[tuple[int, Deed]]:
        after = self._norm["after"]
        partners = self._written.partners_after(self._bearer)
        for number, deed in enumerate(self._done):
            if self._is(deed, after["act"], partners):
                yield number, deed

    def _is(self, deed: Deed, act: str, partners: frozenset[str] | None) -> bool:
        if deed.act != act and (deed.act, act) != ("overnight", "date"):
            return False
        others = {*deed.people} - {self._bearer}
        if self._bearer not in deed.people:
            return False
        return partners is None or not partners.isdisjoint(others)


def _is_when(norm: dict[str, Any], deed: Deed) -> bool:
    day = deed.at.date()
    if "from" in norm and not norm["from"] <= str(day) <= norm["until"]:
        return False
    if "hours" in norm and (norm["hours"] == HOURS[1]) != (deed.at.hour >= EVENING):
        return False
    return _is_weekday(norm, day)


def _is_weekday(norm: dict[str, Any], day: dt.date) -> bool:
    return WEEKDAYS[day.weekday()] in norm.get("days", WEEKDAYS)


def _days(length: str) -> dt.timedelta:
    """Return so many days; what lasts days lasts to the end of the last one."""
    return int(length.split(maxsplit=1)[0]) * ONE_DAY
