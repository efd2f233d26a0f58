"""Who could have been exposed since a day, and along which path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Literal, NamedTuple

from attrs import frozen

from polyagree.graph.contacts import Contact, contacts, span_of
from polyagree.model.health import Barrier
from polyagree.model.ids import PersonId
from polyagree.model.polycule import Polycule

__all__ = ["Beginning", "Exposed", "Exposure", "Search", "beginning", "exposed"]


@frozen(kw_only=True)
class Exposure:
    """
    One step of a path: that something can have passed from one person to another.

    Attributes:
        from_: Who may have had it.
        to: Who was in contact with them.
        event: The position of the event under ``events``.
        at: When that was, as it was written.
        barrier: What is recorded of a barrier.
    """

    from_: PersonId
    to: PersonId
    event: int
    at: dt.date | dt.datetime
    barrier: Barrier


@frozen(kw_only=True)
class Exposed:
    """
    That somebody could have been exposed.

    Attributes:
        person: Who.
        path: By which steps at the earliest; of several, by the fewest.
        is_sure: Whether the order of these contacts leads to them whatever the hours were
            that the record leaves out. It says nothing of whether anything was passed on.
        sure_path: By which steps then; empty where it is not sure.
    """

    person: PersonId
    path: tuple[Exposure, ...]
    is_sure: bool
    sure_path: tuple[Exposure, ...] = ()


@frozen(kw_only=True)
class Beginning:
    """
    From when on somebody may have had something to pass on.

    Attributes:
        person: Who.
        start: The earliest instant at which it begins, in UTC.
        end: The latest.
        event: The position of an event that counts, whatever the hour at which it begins.
    """

    person: PersonId
    start: dt.datetime
    end: dt.datetime
    event: int | None = None


def exposed(
    polycule: Polycule,
    people: str | Iterable[str],
    *,
    since: dt.date | dt.datetime | str | None = None,
    until: dt.date | None = None,
    acts: Iterable[str] | None = None,
    barriers: bool = True,
) -> tuple[Exposed, ...]:
    """
    Return who could have been exposed if any of *people* had something to pass on.

    A path has each step later than the one before, or at the same time. An event of which
    only the day is known was some time that day: it can come before or after others of it,
    and a path that hangs on such an order is possible and not sure. Who takes part
    in an event is exposed to everybody else in it.

    Args:
        polycule: The polycule.
        people: From whom it begins.
        since: What happened before does not count: a day, from its beginning; an instant; or
            the id of an event, which counts itself. Of an event with only a day, what else
            happened that day may have come before it. ``None``: everything counts.
        until: The last day that counts; ``None``: everything counts.
        acts: Which acts pass something on, as :func:`contacts` has it.
        barriers: Whether an act counts where a barrier was used.

    Returns:
        Everybody who can be reached, in the order of the document, without *people*.

    Raises:
        UnknownName: If there is no such person, event or act.

    Source:
        C12.
    """
    sources = [people] if isinstance(people, str) else [*people]
    ids = [polycule.person(each).id for each in sources]
    beginnings = [beginning(polycule, each, since) for each in ids]
    found = [
        each
        for each in contacts(polycule, acts=acts, barriers=barriers)
        if until is None or polycule.events[each.event].day <= until
    ]
    return Search(polycule, found).exposed(beginnings)


def beginning(
    polycule: Polycule, person: PersonId, since: dt.date | dt.datetime | str | None
) -> Beginning:
    """Return from when on it begins with *person*; see :func:`exposed` for *since*."""
    if since is None:
        return Beginning(person=person, start=_EVER, end=_EVER)
    if isinstance(since, str):
        event = polycule.event(since)
        start, end = span_of(polycule, event.at)
        index = next(i for i, each in enumerate(polycule.events) if each.id == since)
        return Beginning(person=person, start=start, end=end, event=index)
    start, _ = span_of(polycule, since)
    return Beginning(person=person, start=start, end=start)


_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)

_Mode = Literal["possible", "sure"]


class _Label(NamedTuple):
    """That somebody is reached at an instant, by so many steps; smaller is better."""

    at: dt.datetime
    steps: int
    person: int
    contact: int
    before: _Label | None


class Search:
    """
    Earliest arrivals over contacts.

    Labels leave a heap by their instant, then by their number of steps. Somebody's later
    label counts only if it has fewer steps, since then it may be part of a shorter path;
    and so does the label by which an event is reached. Each event is looked at once
    for each number of steps at which it gets better, which is seldom more than once.

    Args:
        polycule: The polycule.
        found: The contacts, in the order of time.
    """

    def __init__(self, polycule: Polycule, found: Sequence[Contact]) -> None:
        self._found = found
        self._people = [person.id for person in polycule.people]
        self._order = {person: number for number, person in enumerate(self._people)}
        self._of: list[list[int]] = [[] for _ in self._people]
        for number, each in enumerate(found):
            for person in each.people:
                self._of[self._order[person]].append(number)

    def exposed(self, beginnings: Sequence[Beginning]) -> tuple[Exposed, ...]:
        """Return who can be reached, each person from a time of their own on."""
        possible = self._paths(beginnings, "possible")
        sure = self._paths(beginnings, "sure")
        sources = {each.person for each in beginnings}
        return tuple(
            Exposed(
                person=person,
                path=possible[person],
                is_sure=person in sure,
                sure_path=sure.get(person, ()),
            )
            for person in sorted(possible.keys() - sources, key=self._order.__getitem__)
        )

    def _paths(
        self, beginnings: Sequence[Beginning], mode: _Mode
    ) -> dict[PersonId, tuple[Exposure, ...]]:
        """Return the path to each who is reached; it is empty for those from whom it begins."""
        self._steps: dict[tuple[int, int, int], Exposure] = {}
        firsts = {self._order[each.person]: each.event for each in beginnings}
        heap: list[_Label] = []
        for each in beginnings:
            at = each.start if mode == "possible" else each.end
            heappush(heap, _Label(at, 0, self._order[each.person], -1, None))
        fewest: dict[int, int] = {}
        crossed: dict[int, int] = {}
        best: dict[PersonId, tuple[Exposure, ...]] = {}
        while heap:
            label = heappop(heap)
            if fewest.get(label.person, label.steps + 1) <= label.steps:
                continue
            fewest[label.person] = label.steps
            if (reached := self._people[label.person]) not in best:
                best[reached] = self._path(label)
            for number in self._of[label.person]:
                then = self._crossing(label, number, firsts, mode)
                if then is None or crossed.get(number, label.steps + 1) <= label.steps:
                    continue
                crossed[number] = label.steps
                for other in self._found[number].people:
                    to = self._order[other]
                    if fewest.get(to, label.steps + 2) > label.steps + 1:
                        heappush(heap, _Label(then, label.steps + 1, to, number, label))
        return best

    def _crossing(
        self, label: _Label, number: int, firsts: dict[int, int | None], mode: _Mode
    ) -> dt.datetime | None:
        """Return when something passes on in a contact; ``None``: it was before."""
        each = self._found[number]
        if label.before is None and each.event == firsts[label.person]:
            return each.start if mode == "possible" else each.end
        if mode == "possible":
            is_over = label.at >= each.end if each.is_dated_only else label.at > each.end
            return None if is_over else max(label.at, each.start)
        return each.end if label.at <= each.start else None

    def _path(self, label: _Label) -> tuple[Exposure, ...]:
        return tuple(self._back(label))[::-1]

    def _back(self, label: _Label) -> Iterator[Exposure]:
        """Yield the steps to *label*, the last one first; paths share them."""
        while label.before is not None:
            # Each contact is crossed once with so many steps.
            key = (label.contact, label.steps, label.person)
            if key not in self._steps:
                self._steps[key] = self._step(label, label.before)
            yield self._steps[key]
            label = label.before

    def _step(self, label: _Label, before: _Label) -> Exposure:
        each = self._found[label.contact]
        return Exposure(
            from_=self._people[before.person],
            to=self._people[label.person],
            event=each.event,
            at=each.at,
            barrier=each.barrier,
        )
