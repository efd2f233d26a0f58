"""How practice stands against what was agreed, of everything that a document records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property

from polyagree.clock import local_day
from polyagree.drift.promises import Promise, parse
from polyagree.model import Polycule
from polyagree.practice.comfort import Comfort, comforts
from polyagree.practice.duties import DutyInUse, duties_in_use
from polyagree.practice.limits import LimitInUse, limits_in_use
from polyagree.practice.pattern import Pattern
from polyagree.practice.rates import RED
from polyagree.practice.recorded import Recorded
from polyagree.practice.wordings import Course, Judged, courses, judged
from polyagree.source import dotted
from polyagree.timeline.exceptions import Excepted, exceptions
from polyagree.timeline.ledger import replay

__all__ = ["NO_DAY", "Table", "table"]

NO_DAY = dt.date(1, 1, 2)
"""The day of a document without any: the first one that is one in every zone."""


class Table:
    """
    How practice stands against what was agreed.

    Each part is worked out when it is first asked for.

    Args:
        polycule: The document.
        on: The day; what happened later is left out.
        false_alarm: How rare a false alarm about a limit is.
    """

    def __init__(self, polycule: Polycule, *, on: dt.date, false_alarm: Promise = RED) -> None:
        self.polycule = polycule
        self.on = on
        self.false_alarm = false_alarm

    def __repr__(self) -> str:
        """Return a short description: counts, not contents."""
        return f"<Table: {len(self.limits)} limits, as of {self.on}>"

    @cached_property
    def recorded(self) -> Recorded:
        """The days on which anything was written down."""
        return Recorded(self.polycule, self.on)

    @cached_property
    def limits(self) -> tuple[LimitInUse, ...]:
        """The limits that are in force, of clauses and boundaries alike."""
        return tuple(limits_in_use(self.polycule, on=self.on, promise=self.false_alarm))

    @cached_property
    def duties(self) -> tuple[DutyInUse, ...]:
        """The duties that were owed again and again."""
        return tuple(duties_in_use(self.polycule, recorded=self.recorded))

    @cached_property
    def comforts(self) -> tuple[Comfort, ...]:
        """The scores of check-ins."""
        return tuple(comforts(self.polycule, on=self.on))

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """The numbers that were changed by then."""
        polycule = self.polycule
        moved = {each.clause for each in courses(polycule, on=self.on)}
        if not moved:
            return ()
        broken: dict[str, list[dt.date]] = {}
        for instance in replay(polycule, until=self.on, clauses=moved).instances:
            for each in instance.breaks:
                day = local_day(each.at, polycule.zone)
                broken.setdefault(instance.clause, []).append(day)
        return tuple(courses(polycule, on=self.on, broken=broken))

    @cached_property
    def exceptions(self) -> tuple[Excepted, ...]:
        """What was done by way of exception."""
        return tuple(exceptions(self.polycule, on=self.on))

    @property
    def expected_false_alarms(self) -> float:
        """How many false alarms all charts together are to be expected to have raised."""
        patterns = [
            *(each.now for each in self.limits),
            *(each.at_first for each in self.limits),
            *(each.size for each in self.limits),
            *(each.keeping for each in self.duties),
            *(each.lateness for each in self.duties),
            *(each.pattern for each in self.comforts),
        ]
        return sum(each.expected_false_alarms for each in patterns if each is not None)

    def judged(self, course: Course) -> tuple[Judged, ...]:
        """Return what the record would be worth under each wording of a number that moved."""
        return judged(self.polycule, course, on=self.on)

    def records(self) -> list[dict[str, object]]:
        """
        Return it as flat records, one dictionary for each thing that is looked at.

        A limit has a record for how often (``rate``), a second one measured from the first
        wording where it was changed since, and one for how long or how much (``size``);
        a duty has ``keeping`` and ``lateness``; scores have ``comfort``. All have the same
        keys. ``pandas.DataFrame(table.records())`` makes a frame of them.
        """
        return [*self._records()]

    def _records(self) -> Iterator[dict[str, object]]:
        for limit in self.limits:
            shared = {
                "path": dotted(limit.path),
                "clause": limit.clause,
                "act": limit.act,
                "who": limit.who,
                "partner": limit.partner,
                "wording": limit.wording,
                "in_force": limit.in_force,
                "used": limit.used,
                "allowed": limit.allowed,
                "next_free": limit.next_free,
                "chance": limit.chance,
                "exceeded": len(limit.exceeded),
            }
            yield _record(shared, limit.now)
            if limit.at_first is not None:
                yield _record(shared, limit.at_first, measured="from the first wording")
            yield _record(shared, limit.size, measured="from the first wording")
        for duty in self.duties:
            shared = {
                "path": dotted(duty.path),
                "clause": duty.clause,
                "act": duty.act,
                "who": ", ".join(duty.who),
            }
            yield _record(shared, duty.keeping, measured="from the first round")
            yield _record(shared, duty.lateness, measured="from the first round")
        for comfort in self.comforts:
            path = dotted(("check_ins", comfort.check_ins[-1]))
            shared = {"path": path, "act": comfort.about, "who": comfort.who}
            yield _record(shared, comfort.pattern, measured="from the first check-ins")


_KEYS = (
    *("path", "clause", "act", "who", "partner", "wording", "in_force"),
    *("used", "allowed", "next_free", "chance", "exceeded"),
)


def _record(
    shared: Mapping[str, object], pattern: Pattern, *, measured: str = "under this wording"
) -> dict[str, object]:
    last = pattern.alarms[-1] if pattern.alarms else None
    return {
        "kind": pattern.kind,
        "measured": measured,
        **{key: shared.get(key) for key in _KEYS},
        "state": pattern.state,
        "since": pattern.since,
        "evidence": pattern.evidence,
        "promise": pattern.promise,
        "expected_false_alarms": pattern.expected_false_alarms,
        "observed": pattern.observed,
        "coverage": pattern.coverage,
        "before": pattern.before,
        "lately": pattern.lately,
        "why": pattern.why,
        "alarms": len(pattern.alarms),
        "last_alarm": None if last is None else last.on,
        "talked": None if last is None else last.talked,
    }


def table(
    polycule: Polycule, *, on: dt.date | None = None, false_alarm: str | Promise = RED
) -> Table:
    """
    Return how practice stands against what was agreed.

    Args:
        polycule: The document.
        on: The day; ``None``: the last one that the document records.
        false_alarm: How rare a false alarm about a limit is, on average: ``1 in 10 years``.

    Raises:
        InvalidSeries: If *false_alarm* is no promise about time.

    Source:
        C16.
    """
    promise = parse(false_alarm)
    promise.in_years()
    day = on or polycule.last_day or NO_DAY
    return Table(polycule, on=day, false_alarm=promise)
