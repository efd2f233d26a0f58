"""What norms look out for in a log, found by the acts whose coming may be it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from polyagree.model import Obligation, PersonId
from polyagree.timeline.lives import Life
from polyagree.timeline.log import Entry
from polyagree.timeline.matching import Matcher
from polyagree.timeline.rules import Rule, acts_in, status_signal

__all__ = ["Lookouts"]


class Lookouts:
    """What looks out for what."""

    def __init__(self, matcher: Matcher, people: tuple[PersonId, ...]) -> None:
        #: The clauses that stand otherwise than before, and of which this was not told yet.
        self.changed: list[str] = []
        self._heeds_status = False
        self._matcher = matcher
        self._people = people
        self._order = 0
        self._watches: dict[
            tuple[str, PersonId | None], dict[tuple[str, str], tuple[int, str, Rule | Life]]
        ] = {}

    def __iter__(self) -> Iterator[tuple[str, PersonId | None, int, str, Rule | Life]]:
        """Yield act, doer, order, what is waited for, and what waits, of each lookout."""
        for (act, doer), watches in self._watches.items():
            for order, what, subject in watches.values():
                yield act, doer, order, what, subject

    def watch(
        self,
        what: str,
        subject: Rule | Life,
        acts: Iterable[str],
        doers: Iterable[PersonId | None] = (None,),
        *,
        order: int | None = None,
    ) -> None:
        """
        Have *subject* look out for *acts*, whose coming may be *what* it waits for.

        Args:
            what: What it waits for.
            subject: What waits.
            acts: The acts and happenings.
            doers: By whom, if it has to be one of them; ``None``: by anybody.
            order: The how manieth it is to look out; ``None``: the last.
        """
        self._order = self._order + 1 if order is None else max(order, self._order)
        for act in dict.fromkeys(acts):
            self._heeds_status = self._heeds_status or act.startswith(_STATUS)
            for doer in doers:
                watches = self._watches.setdefault((act, doer), {})
                watches[subject.key, what] = (order or self._order, what, subject)

    def watch_over(self, life: Life) -> None:
        """Look out for what would end the time of a duty, or lets a step begin."""
        norm = life.rule.norm
        if not life.is_open:
            return
        is_each_time = norm.after is not None and not life.is_duty
        if norm.until is not None and not isinstance(norm.until, dt.date) and not is_each_time:
            self.watch("until", life, acts_in(norm.until))
        if not isinstance(norm, Obligation):
            return
        if norm.before is not None:
            self.watch("before", life, (norm.before.act,))
        if norm.by is not None and norm.by.part in {"check-in", "review"}:
            self.watch("look", life, ("check-in", "review"))

    def unwatch(self, life: Life) -> None:
        """Have *life* look out for nothing more."""
        for act in _awaited_by(life):
            watches = self._watches.get((act, None))
            if watches:
                for what in ("after", "before", "until", "look"):
                    watches.pop((life.key, what), None)

    def watching(self, entry: Entry) -> list[tuple[str, Rule | Life]]:
        """Return what looks out for the act of *entry*, in the order in which it began to."""
        doers: Iterable[PersonId | None] = (None, *self._matcher.doers(entry))
        if not entry.event.who:
            # What names nobody may be anybody's.
            doers = (None, *self._people)
        return self._watched(self._matcher.words.wider(entry.event.act), doers)

    def signal(self, clause: str) -> None:
        """Have what looks out for how *clause* stands be told."""
        if self._heeds_status:
            self.changed.append(clause)

    def signals(self) -> Iterator[tuple[str, Rule | Life]]:
        """Yield what looks out for how clauses stand, where that has changed."""
        while self.changed:
            names, self.changed = dict.fromkeys(self.changed), []
            yield from self._watched([status_signal(name) for name in names], (None,))

    def _watched(
        self, acts: Iterable[str], doers: Iterable[PersonId | None]
    ) -> list[tuple[str, Rule | Life]]:
        found: dict[tuple[str, str], tuple[int, str, Rule | Life]] = {}
        people = tuple(doers)
        for act in acts:
            for doer in people:
                watches = self._watches.get((act, doer))
                if watches:
                    found |= watches
        if len(found) > 1:
            ordered = sorted(found.values(), key=lambda watch: watch[0])
            return [(what, subject) for _, what, subject in ordered]
        return [(what, subject) for _, what, subject in found.values()]


_STATUS = status_signal("")


def _awaited_by(life: Life) -> Iterator[str]:
    """Yield the acts that *life* may look out for."""
    norm = life.rule.norm
    if norm.until is not None and not isinstance(norm.until, dt.date):
        yield from acts_in(norm.until)
    if not isinstance(norm, Obligation):
        return
    for happening in (norm.after, norm.before):
        if happening is not None:
            yield happening.act
    yield from ("check-in", "review")
