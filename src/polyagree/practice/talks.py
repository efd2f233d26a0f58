"""When people talked about a clause and came to something, and when it rested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from polyagree.clock import day_bounds
from polyagree.model import PersonId, Polycule
from polyagree.timeline.instances import Instance
from polyagree.timeline.ledger import replay
from polyagree.timeline.wordings import standings

__all__ = ["Talks", "day_of"]


def day_of(at: dt.date | dt.datetime) -> dt.date:
    """Return the day of a date, or of an instant by its own clock."""
    return at.date() if isinstance(at, dt.datetime) else at


class Talks:
    """
    When people came to something about a clause, and when they had it rest.

    To come to something is a decision or a settled concern of a check-in, a repair that was
    settled or ended, and a revision that every party accepted. To look at it, as a review
    does, is not yet to come to something.

    Args:
        polycule: The document.
        on: The last day that is looked at.
    """

    def __init__(self, polycule: Polycule, on: dt.date) -> None:
        self._polycule = polycule
        self._on = on
        self._days: dict[str, set[dt.date]] = {}
        for day, names in _talks(polycule):
            for name in names if day <= on else ():
                self._days.setdefault(name, set()).add(day)
        words = polycule.vocabulary
        self._paused = {
            name
            for event in polycule.events
            if words.is_kind_of(event.act, "pause")
            for name in event.about
            if isinstance(name, str)
        }

    def about(self, clause: str) -> tuple[dt.date, ...]:
        """Return the days on which people came to something about *clause*, in order."""
        found: set[dt.date] = set()
        for name in {clause, clause.partition(".")[0]}:
            found |= self._days.get(name, set())
        return tuple(sorted(found))

    def about_any(self, names: Iterable[str], who: PersonId) -> tuple[dt.date, ...]:
        """
        Return the days on which people came to something about any of *names*, in order.

        Args:
            names: Clauses, agreements, people or acts; for an act, also the clauses and the
                boundaries in which it stands.
            who: For acts, whom these clauses have to bind.
        """
        found: set[dt.date] = set()
        for name in names:
            found.update(self.about(name))
            for clause, parties in self._clauses.get(name, ()):
                if who in parties:
                    found.update(self.about(clause))
        return tuple(sorted(found))

    @cached_property
    def _clauses(self) -> dict[str, list[tuple[str, tuple[PersonId, ...]]]]:
        """The clauses and boundaries in which an act stands, each with whom it binds."""
        found: dict[str, list[tuple[str, tuple[PersonId, ...]]]] = {}
        for agreement in self._polycule.agreements:
            for clause in agreement.clauses:
                for norm in clause.norms:
                    name = f"{agreement.id}.{clause.id}"
                    found.setdefault(norm.act, []).append((name, agreement.parties))
        for boundary in self._polycule.boundaries:
            for norm in boundary.norms:
                found.setdefault(norm.act, []).append((boundary.id, (boundary.holder,)))
        return found

    def rests(self, clause: str, who: PersonId | None) -> list[tuple[dt.datetime, dt.datetime]]:
        """Return when what *clause* asks of *who* was paused, half-open."""
        if not self._is_paused(clause):
            return []
        end = day_bounds(self._on, self._polycule.zone).end
        found = []
        for instance in self._instances.get(clause, ()):
            if who is not None and who not in instance.who:
                continue
            since: dt.datetime | None = None
            for line in instance.proof:
                if line.fact == "suspended" and since is None:
                    since = line.at
                elif line.fact in {"resumed", "ended"} and since is not None and line.at:
                    found.append((since, line.at))
                    since = None
            if since is not None:
                found.append((since, end))
        return found

    def _is_paused(self, clause: str) -> bool:
        return not self._paused.isdisjoint({clause, clause.partition(".")[0]})

    @cached_property
    def _instances(self) -> dict[str, list[Instance]]:
        """What there was of each clause that was ever paused, from one replay of all of them."""
        paused = {each.clause for each in standings(self._polycule) if self._is_paused(each.clause)}
        found: dict[str, list[Instance]] = {}
        for instance in replay(self._polycule, until=self._on, clauses=paused).instances:
            found.setdefault(instance.clause, []).append(instance)
        return found


def _talks(polycule: Polycule) -> Iterator[tuple[dt.date, Iterable[str]]]:
    for each in polycule.check_ins:
        yield day_of(each.date), each.decided
        for concern in each.concerns:
            if concern.settled is not None:
                yield concern.settled, [name for name in concern.about if isinstance(name, str)]
    clauses_of = {each.id: each.of for each in polycule.breaches}
    for repair in polycule.repairs:
        done = repair.settled or repair.ended
        if done is not None:
            for breach in repair.of:
                yield done, clauses_of.get(breach, ())
    for agreement in polycule.agreements:
        for revision in agreement.revisions:
            accepted = {each.by: each.date for each in revision.accepted if each.revoked is None}
            if accepted.keys() >= {*agreement.parties}:
                yield max(revision.date, *accepted.values()), (agreement.id,)
