"""What on record can have passed something from one person to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from polyagree.clock import day_bounds, instant
from polyagree.graph._named import known
from polyagree.model.event import Event
from polyagree.model.health import Barrier, barrier_in, health_words, is_health_act
from polyagree.model.ids import PersonId
from polyagree.model.people import Named, People
from polyagree.model.polycule import Polycule

__all__ = ["Contact", "contacts"]


@frozen(kw_only=True)
class Contact:
    """
    That people came so close that something can have passed between any two of them.

    Attributes:
        event: Its position under ``events``.
        at: When, as it was written.
        start: The earliest instant at which it can have been, in UTC.
        end: The latest; of a day without an hour, the first instant after it.
        people: Who took part, in the order of the document.
        unnamed: Words for people in it whom the document does not list.
        barrier: What is recorded of a barrier.
    """

    event: int
    at: dt.date | dt.datetime
    start: dt.datetime
    end: dt.datetime
    people: tuple[PersonId, ...]
    unnamed: tuple[str, ...] = ()
    barrier: Barrier = "not said"

    @property
    def is_dated_only(self) -> bool:
        """Whether only its day is known, not the hour."""
        return not isinstance(self.at, dt.datetime)


def contacts(
    polycule: Polycule, *, acts: Iterable[str] | None = None, barriers: bool = True
) -> tuple[Contact, ...]:
    """
    Return what can have passed something on, in the order of time.

    Everybody in ``who`` and ``with`` is in contact with everybody else in it; the
    members of a group are those of its day. Whether a barrier was used is told by ``how``
    (``with-barrier``, ``without-barrier``), by an event ``barrier`` or ``barrier-failed`` that
    is about it, or by one of the same people on the same day. A barrier that failed
    wins over one that was used. A ``barrier-failed`` of two people about no event is a
    contact by itself.

    Args:
        polycule: The polycule.
        acts: Which acts pass something on, kinds of them included; ``None``: sex, and
            what is recorded as an exposure or as a barrier that failed.
        barriers: Whether an act counts where a barrier was used and is not known to have failed.

    Raises:
        UnknownName: If one of *acts* is no word for an act or a happening.

    Source:
        C12.
    """
    words = polycule.vocabulary
    chosen = health_words("exposing") if acts is None else tuple(acts)
    for each in chosen:
        known(polycule, each, "act", "happening", noun="act")
    order = {person.id: number for number, person in enumerate(polycule.people)}
    told = _Told(polycule)
    found = []
    for index, event in enumerate(polycule.events):
        if set(chosen).isdisjoint(words.wider(event.act)) or told.is_of_another(event):
            continue
        people = people_in(polycule, event)
        if len(people) + len(unnamed_in(polycule, event.with_)) < 2:  # noqa: PLR2004  # alone
            continue
        barrier = told.barrier_of(event, people)
        if barriers or barrier != "used":
            start, end = span_of(polycule, event.at)
            found.append(
                Contact(
                    event=index,
                    at=event.at,
                    start=start,
                    end=end,
                    people=tuple(sorted(people, key=order.__getitem__)),
                    unnamed=unnamed_in(polycule, event.with_),
                    barrier=barrier,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.event)))


def people_in(polycule: Polycule, event: Event) -> frozenset[PersonId]:
    """Return who took part in *event*, as far as the document lists them."""
    found = set(event.who)
    for term in event.with_:
        if isinstance(term, Named) and polycule.has_person(term.name):
            found.add(polycule.person(term.name).id)
        elif isinstance(term, Named) and polycule.has_group(term.name):
            found.update(polycule.group(term.name).people_on(event.day))
    return frozenset(found)


def unnamed_in(polycule: Polycule, people: People) -> tuple[str, ...]:
    """Return the words of *people* for somebody whom the document does not list."""
    return tuple(
        str(term)
        for term in people
        if not isinstance(term, Named)
        or not (polycule.has_person(term.name) or polycule.has_group(term.name))
    )


def span_of(polycule: Polycule, at: dt.date | dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Return the earliest and the latest instant that *at* can mean, in UTC."""
    if isinstance(at, dt.datetime):
        point = instant(at, polycule.zone)
        return point, point
    day = day_bounds(at, polycule.zone)
    return day.start, day.end


class _Told:
    """What other events say of barriers: about an event by its id, or of a day and its people."""

    def __init__(self, polycule: Polycule) -> None:
        self._polycule = polycule
        self._about: dict[str, set[Barrier]] = {}
        self._on: dict[dt.date, list[tuple[frozenset[PersonId], Barrier]]] = {}
        words = polycule.vocabulary
        self._ids = {each.id for each in polycule.events if each.id is not None}
        for event in polycule.events:
            barrier: Barrier = (
                "failed" if is_health_act(event.act, words, group="failed") else "used"
            )
            if barrier == "used" and not is_health_act(event.act, words, group="protection"):
                continue
            names = self._names(event)
            for name in names:
                self._about.setdefault(name, set()).add(barrier)
            if not names:
                people = people_in(polycule, event)
                self._on.setdefault(event.day, []).append((people, barrier))

    def _names(self, event: Event) -> tuple[str, ...]:
        return tuple(each for each in event.about if isinstance(each, str) and each in self._ids)

    def is_of_another(self, event: Event) -> bool:
        """Return whether *event* tells of a barrier that failed in another event, which counts."""
        failed = is_health_act(event.act, self._polycule.vocabulary, group="failed")
        return failed and bool(self._names(event))

    def barrier_of(self, event: Event, people: frozenset[PersonId]) -> Barrier:
        """Return what is recorded of a barrier in *event*, in which *people* took part."""
        own = barrier_in(event, self._polycule.vocabulary)
        said = {own} | (self._about.get(event.id, set()) if event.id is not None else set())
        said |= {
            barrier
            for others, barrier in self._on.get(event.day, ())
            if len(others) > 1 and others >= people
        }
        return next((each for each in _GRAVEST if each in said), "not said")


_GRAVEST: tuple[Barrier, ...] = ("failed", "none", "used", "not said")
