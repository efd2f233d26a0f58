"""What was told: disclosure protocols in use, with how late it was and which details it held."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from attrs import evolve, frozen

from polyagree.clock import local_day
from polyagree.model import Details, Event, Norm, PersonId, Polycule
from polyagree.practice.occurrences import Occurrence, occurrences
from polyagree.practice.protocols import DisclosureProtocol, is_protocol, protocols
from polyagree.source import Path

__all__ = ["Telling", "TellingPractice", "telling_practice", "tellings"]

_ANY = Details(as_asked=True)


@frozen(kw_only=True)
class Telling:
    """
    One time that something was to be told, and what was told.

    Attributes:
        occurrence: When it was due, and what became of it, whatever the details.
        protocol: What was asked for.
        told: The details that were told; empty: nobody wrote them down, or nothing was told.
        left_out: What was asked for and not told, where the details were written down.
        told_later: What of that was told afterwards.
        told_private: What was told and was to be kept private.
    """

    occurrence: Occurrence
    protocol: DisclosureProtocol
    told: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    told_later: tuple[str, ...] = ()
    told_private: tuple[str, ...] = ()

    @property
    def is_as_agreed(self) -> bool | None:
        """Whether it was told in time, with all details and no others; ``None``: unknown."""
        outcome = self.occurrence.outcome
        if outcome in {"late", "missed"} or self.left_out or self.told_private:
            return False
        has_details = bool(self.told) or not self.protocol.required
        return True if outcome == "kept" and has_details else None

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            **self.occurrence.record(),
            "required": ", ".join(self.protocol.required),
            "told": ", ".join(self.told),
            "left_out": ", ".join(self.left_out),
            "told_later": ", ".join(self.told_later),
            "told_private": ", ".join(self.told_private),
            "is_as_agreed": self.is_as_agreed,
        }


@frozen(kw_only=True)
class TellingPractice:
    """
    How one person told what one clause asks for, all times together.

    Attributes:
        clause: The clause as others refer to it, or the boundary.
        who: Who tells; several: together.
        times: How often it came up.
        as_agreed: How often it was told in time, with all details and no others.
        late: How often it was told too late.
        not_told: How often it was not told although its time is over.
        usual_lateness: The median of how late it was, of what was late; ``None``: nothing was.
        left_out: Which details were left out, and how often, the most often first.
        told_private: Which were told that were to be kept private, likewise.
    """

    clause: str
    who: tuple[PersonId, ...]
    times: int
    as_agreed: int
    late: int
    not_told: int
    usual_lateness: dt.timedelta | None
    left_out: tuple[tuple[str, int], ...] = ()
    told_private: tuple[tuple[str, int], ...] = ()

    def record(self) -> dict[str, object]:
        """Return it as one flat dictionary."""
        return {
            "clause": self.clause,
            "who": ", ".join(self.who),
            "times": self.times,
            "as_agreed": self.as_agreed,
            "late": self.late,
            "not_told": self.not_told,
            "usual_lateness": self.usual_lateness,
            "left_out": ", ".join(f"{word} ({number})" for word, number in self.left_out),
            "told_private": ", ".join(f"{word} ({number})" for word, number in self.told_private),
        }


def tellings(polycule: Polycule, *, on: dt.date | None = None) -> tuple[Telling, ...]:
    """
    Return what was to be told, each time, and what was.

    A replay takes a telling for done only if its details are those that were agreed. Here
    the time and the details are looked at apart: what was told in time and without one
    detail is told in time, and the detail left out.

    Args:
        polycule: The document.
        on: The day up to whose end the log is looked at; ``None``: the last one on record.

    Source:
        C3, C7, C15.
    """
    known: dict[tuple[Path, tuple[PersonId, ...]], list[DisclosureProtocol]] = {}
    for each in protocols(polycule, all_wordings=True):
        known.setdefault((each.path, each.who), []).append(each)

    told = _Told(polycule)
    return tuple(
        told.of(each, protocol)
        for each in _times(polycule, on)
        if not each.is_step
        and (protocol := _in_force(known.get((each.path, each.who), ()), each, polycule))
    )


def telling_practice(
    polycule: Polycule, *, on: dt.date | None = None
) -> tuple[TellingPractice, ...]:
    """
    Return how each person told what each clause asks for, all times together.

    Args:
        polycule: The document.
        on: The day up to whose end the log is looked at; ``None``: the last one on record.

    Source:
        C2, C7.
    """
    found: dict[tuple[str, tuple[PersonId, ...]], list[Telling]] = {}
    for each in tellings(polycule, on=on):
        found.setdefault((each.protocol.clause, each.protocol.who), []).append(each)
    return tuple(_practice(clause, who, times) for (clause, who), times in found.items())


def _times(polycule: Polycule, on: dt.date | None) -> Iterator[Occurrence]:
    """Yield each time that something was to be told, with what was told first, or as agreed."""
    words = polycule.vocabulary

    def wanted(norm: Norm) -> bool:
        return is_protocol(norm, words)

    def any_details(norm: Norm) -> Norm:
        return evolve(norm, details=_ANY) if wanted(norm) else norm

    def key(each: Occurrence) -> tuple[object, ...]:
        return each.path, each.who, each.cause, each.since, each.until

    agreed = {key(each): each for each in occurrences(polycule, wanted, on=on)}
    for each in occurrences(polycule, wanted, on=on, change=any_details):
        strict = agreed.get(key(each))
        yield strict if strict is not None and strict.outcome == "kept" else each


class _Told:
    """Which details were told of what, and when."""

    def __init__(self, polycule: Polycule) -> None:
        self._polycule = polycule
        self._by_teller: dict[tuple[PersonId, str], list[int]] = {}
        words = polycule.vocabulary
        for index, event in enumerate(polycule.events):
            if words.is_kind_of(event.act, "tell"):
                for teller in event.who:
                    for name in _names(event):
                        self._by_teller.setdefault((teller, name), []).append(index)

    def of(self, occurrence: Occurrence, protocol: DisclosureProtocol) -> Telling:
        event = self._event(occurrence.event)
        if event is None or not event.details:
            return Telling(occurrence=occurrence, protocol=protocol)
        told = event.details
        left_out = tuple(each for each in protocol.required if each not in told)
        later = {*self._told_after(occurrence, event)} if left_out else set()
        return Telling(
            occurrence=occurrence,
            protocol=protocol,
            told=told,
            left_out=left_out,
            told_later=tuple(each for each in left_out if each in later),
            told_private=tuple(each for each in told if each in protocol.kept_private),
        )

    def _told_after(self, occurrence: Occurrence, event: Event) -> Iterator[str]:
        """Yield what whoever told *event* told of the same thing afterwards."""
        at = occurrence.event
        cause = self._event(occurrence.cause)
        names = {*_names(event)} | ({cause.id} if cause is not None and cause.id else set())
        for teller in event.who:
            for name in names:
                for index in self._by_teller.get((teller, name), ()):
                    if at is not None and index != at[-1] and self._is_later(index, event):
                        yield from self._polycule.events[index].details

    def _is_later(self, index: int, than: Event) -> bool:
        event = self._polycule.events[index]
        at, before = self._polycule.instant(event), self._polycule.instant(than)
        if at is not None and before is not None:
            return at >= before
        return event.day >= than.day

    def _event(self, path: Path | None) -> Event | None:
        if path is None or path[0] != "events" or not isinstance(path[1], int):
            return None
        return self._polycule.events[path[1]]


def _names(event: Event) -> Iterable[str]:
    return [each for each in event.about if isinstance(each, str)]


def _in_force(
    wordings: Iterable[DisclosureProtocol], occurrence: Occurrence, polycule: Polycule
) -> DisclosureProtocol | None:
    """Return the wording that held when *occurrence* began to be owed."""
    found = [*wordings]
    at = occurrence.since or occurrence.until
    if at is None or len(found) == 1:
        return found[-1] if found else None
    day = local_day(at, polycule.zone)
    return next((each for each in found if each.is_in_force(day)), found[-1])


def _practice(clause: str, who: tuple[PersonId, ...], times: Iterable[Telling]) -> TellingPractice:
    told = [*times]
    outcomes = Counter(each.occurrence.outcome for each in told)
    late = [each.occurrence.late_by for each in told if each.occurrence.late_by is not None]
    return TellingPractice(
        clause=clause,
        who=who,
        times=len(told),
        as_agreed=sum(each.is_as_agreed is True for each in told),
        late=outcomes["late"],
        not_told=outcomes["missed"],
        usual_lateness=_middle(late),
        left_out=_counted(word for each in told for word in each.left_out),
        told_private=_counted(word for each in told for word in each.told_private),
    )


def _middle(lengths: Iterable[dt.timedelta]) -> dt.timedelta | None:
    seconds = [each.total_seconds() for each in lengths]
    return dt.timedelta(seconds=median(seconds)) if seconds else None


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda each: (-each[1], each[0])))
