"""Limits and how they are used: what is left of them, and whether that changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from polyagree.clock import Window, add, day_bounds, window_around
from polyagree.clock.durations import Duration
from polyagree.drift import windows
from polyagree.drift.anytime import predictive_chance
from polyagree.drift.promises import Promise
from polyagree.errors import InvalidTime
from polyagree.model import PersonId, Polycule
from polyagree.practice.pattern import Pattern, too_little
from polyagree.practice.rates import RED, Pace, rate
from polyagree.practice.recorded import Recorded
from polyagree.practice.sizes import size
from polyagree.practice.stopwatch import YEAR, Stopwatch
from polyagree.practice.talks import Talks
from polyagree.source import Path
from polyagree.timeline.limits import Exceedance, exceedances
from polyagree.timeline.totals import in_words, sum_of
from polyagree.timeline.usage import Usage, Use, usages

__all__ = ["LimitInUse", "limits_in_use"]

_TICK = dt.timedelta(microseconds=1)
_A_YEAR = {"day": 365.25, "week": 365.25 / 7, "month": 12.0, "quarter": 4.0, "season": 4.0}
_DAYS_OF_A_MONTH = 365.25 / 12


@frozen(kw_only=True)
class LimitInUse:
    """
    A limit that is in force, with one whose it is, and what the record says of it.

    Attributes:
        path: Where it stands.
        clause: The clause as others refer to it, or the boundary.
        act: The act.
        who: Whose limit it is; ``None``: all parties', held together.
        partner: With whom, where it is counted for each; otherwise ``None``.
        wording: The limit in force: ``at most 2 per month``.
        in_force: From when on it has been; ``None``: nothing says.
        recorded_since: From when on there is a record of that wording; ``None``: there is none.
        used: How much of the present window is used; ``None``: nothing was ever.
        allowed: How much is allowed.
        next_free: From when on one more is within it, where it is used up; ``None``:
            it is now, or no time is set for it.
        chance: The chance of going beyond it in the next window if the pace goes on, from
            0 to 1; ``None``: too little is recorded, or it is no number.
        exceeded: Where it was exceeded, each by the wording of its time.
        events: What counted towards it since the first wording, as positions among the
            events of the document.
        now: How often it happens, under the wording in force.
        at_first: The same from the first wording on, whatever it became; ``None``: it is
            the first one.
        size: How long each lasts, or how much each is, from the first wording on.
    """

    path: Path
    clause: str
    act: str
    who: PersonId | None
    partner: PersonId | None
    wording: str
    in_force: dt.date | None
    recorded_since: dt.date | None
    used: str | None
    allowed: str
    next_free: dt.datetime | None
    chance: float | None
    exceeded: tuple[Exceedance, ...]
    events: tuple[int, ...]
    now: Pattern
    at_first: Pattern | None = None
    size: Pattern

    @property
    def pattern(self) -> Pattern:
        """The pattern that tells more, of the two; what changed since the first wording does."""
        order = ("not enough recorded", "quiet", "amber", "red")
        if self.at_first is None or order.index(self.now.state) >= order.index(self.at_first.state):
            return self.now
        return self.at_first


class _Key(NamedTuple):
    clause: str
    act: str
    number: int
    who: PersonId | None
    partner: PersonId | None


def limits_in_use(
    polycule: Polycule, *, on: dt.date, promise: Promise = RED
) -> Iterator[LimitInUse]:
    """
    Yield the limits that are in force on a day, in the order of the document.

    Args:
        polycule: The document.
        on: The day; what happened later is left out.
        promise: How rare a false alarm is.

    Source:
        C16.
    """
    looked = _Limits(polycule, Recorded(polycule, on), promise)
    found: dict[_Key, list[Usage]] = {}
    for usage in usages(polycule, on=on):
        found.setdefault(_key(usage), []).append(usage)
    shared = {key[:-1] for key in found if key.partner is not None}
    for key, wordings in _in_every_wording(found).items():
        present = wordings[-1]
        if present.before is not None and present.before <= on:
            continue
        # Of one that is counted for each partner, those tell more than nobody.
        if key.partner is None and key[:-1] in shared:
            continue
        yield looked.in_use(key, wordings)


def _key(usage: Usage) -> _Key:
    last = usage.path[-1]
    # One that is gone from the present text has no place there, and is no other one's wording.
    number = last if isinstance(last, int) else -1
    return _Key(usage.clause, usage.norm.act, number, usage.who, usage.partner)


def _in_every_wording(found: Mapping[_Key, Sequence[Usage]]) -> dict[_Key, list[Usage]]:
    """Return *found* with the wordings under which nothing was with a partner, too."""
    stood: dict[tuple[object, ...], dict[tuple[Path, dt.date | None], Usage]] = {}
    for key, wordings in found.items():
        for usage in wordings:
            stood.setdefault(key[:-1], {}).setdefault((usage.path, usage.since), usage)
    filled = {}
    for key, wordings in found.items():
        own = {(usage.path, usage.since): usage for usage in wordings}
        filled[key] = sorted(
            (
                own.get(place) or evolve(usage, partner=key.partner, uses=())
                for place, usage in stood[key[:-1]].items()
            ),
            key=lambda usage: usage.since or dt.date.min,
        )
    return filled


def _wording(usage: Usage) -> str:
    said = str(usage.per)
    if usage.per.kind == "ever":
        return f"at most {usage.allowed} in all"
    if usage.per.kind == "moment":
        return f"at most {usage.allowed} at one time"
    return f"at most {usage.allowed} per {said}"


def _headroom(
    polycule: Polycule, usage: Usage, on: dt.date
) -> tuple[str | None, dt.datetime | None]:
    """Return how much of the present window is used, and when there is room again."""
    zone = polycule.zone
    now = day_bounds(on, zone).end - _TICK
    uses = [use for use in usage.uses if use.lifted is not True and use.is_sure]
    if usage.per.kind not in {"calendar", "rolling"}:
        return None, None
    try:
        if usage.allowed.kind == "number" and usage.allowed.number is not None:
            room = windows.headroom(
                sorted(_latest(use, polycule) for use in uses),
                cap=int(usage.allowed.number),
                window=usage.per,
                on=now,
                zone=zone.key,
            )
            free = room.next_free if isinstance(room.next_free, dt.datetime) else None
            return str(room.used), None if room.left else free
        counted = [use for use in uses if _is_in(use.at, now, usage.per, polycule)]
    except InvalidTime:
        # Its window is longer than the calendar.
        return None, None
    return in_words(sum_of(use.adds for use in counted), usage.allowed), None


def _latest(use: Use, polycule: Polycule) -> dt.datetime:
    """Return the last instant at which it may have been, so that nobody is told too early."""
    return use.at if use.is_timed else day_bounds(use.day, polycule.zone).end - _TICK


def _is_in(at: dt.datetime, now: dt.datetime, per: Window, polycule: Polycule) -> bool:
    if per.kind == "calendar":
        return window_around(now, per, polycule.zone).contains(at)
    return per.duration is not None and now < add(at, per.duration, polycule.zone)


def _length(per: Window) -> float | None:
    """Return how long a window is, in years; ``None``: it has no length."""
    if per.unit is not None:
        return 1 / _A_YEAR.get(per.unit, 1.0)
    return None if per.duration is None else _years(per.duration)


def _years(duration: Duration) -> float:
    days = duration.whole_days + duration.whole_months * _DAYS_OF_A_MONTH
    return (dt.timedelta(days=days) + duration.elapsed) / YEAR


_Stretch = tuple[dt.datetime, dt.datetime]


class _Span(NamedTuple):
    """A time that is looked at, with the pauses that people made and the gaps of the record."""

    since: dt.datetime
    until: dt.datetime
    pauses: Sequence[_Stretch]
    gaps: Sequence[_Stretch]

    @property
    def rests(self) -> list[_Stretch]:
        """When the clock stands still."""
        return [*self.pauses, *self.gaps]

    @property
    def coverage(self) -> float:
        """The share of it that was recorded, of what was no pause."""
        whole = Stopwatch(self.since, self.pauses).years(self.until)
        return Stopwatch(self.since, self.rests).years(self.until) / whole if whole else 1.0


class _Limits:
    """What is needed to look at the limits of one document."""

    def __init__(
        self,
        polycule: Polycule,
        recorded: Recorded,
        promise: Promise,
    ) -> None:
        self.polycule = polycule
        self.recorded = recorded
        self.promise = promise
        self.talks = Talks(polycule, recorded.on)
        self.beyond: dict[tuple[Path, PersonId | None, PersonId | None], list[Exceedance]] = {}
        for each in exceedances(polycule, on=recorded.on):
            if each.sure:
                self.beyond.setdefault((each.path, each.who, each.partner), []).append(each)

    def in_use(self, key: _Key, wordings: Sequence[Usage]) -> LimitInUse:
        """Return what the record says of a limit, in all of its wordings."""
        present, first = wordings[-1], wordings[0]
        paths = dict.fromkeys(usage.path for usage in wordings)
        used, next_free = _headroom(self.polycule, present, self.recorded.on)
        events = tuple(use.index for usage in wordings for use in usage.uses)
        return LimitInUse(
            path=present.path,
            clause=key.clause,
            act=key.act,
            who=key.who,
            partner=key.partner,
            wording=_wording(present),
            in_force=present.since,
            recorded_since=self.recorded.begins(present.since),
            used=used,
            allowed=str(present.allowed),
            next_free=next_free,
            chance=self.chance(present),
            exceeded=tuple(
                each for path in paths for each in self.beyond.get((path, key.who, key.partner), ())
            ),
            events=events,
            now=self.pattern([present]),
            at_first=None if present is first else self.pattern(wordings),
            size=size(
                self.polycule,
                events,
                unit=present.allowed.unit,
                talks=self.talks.about(key.clause),
            ),
        )

    def pattern(self, wordings: Sequence[Usage]) -> Pattern:
        """Return whether a limit is used more often, from the first of *wordings* on."""
        first = wordings[0]
        uses = [use for usage in wordings for use in usage.uses if use.is_sure or use.lifted]
        begins = self.recorded.begins(first.since)
        if begins is None or begins > self.recorded.on:
            return too_little("rate", len(uses), "nothing is recorded yet")
        span = self.span(first, begins)
        length, allowed = _length(first.per), first.allowed.number
        return rate(
            Pace(
                times=[use.at for use in uses],
                since=span.since,
                until=span.until,
                rests=span.rests,
                cap=None if not allowed or length is None else float(allowed) / length,
                talks=self.talks.about(first.clause),
                coverage=span.coverage,
                zone=self.polycule.zone,
            ),
            promise=self.promise,
        )

    def span(self, usage: Usage, begins: dt.date) -> _Span:
        """Return the time that is looked at, from the day on which the record of it begins."""
        zone, until = self.polycule.zone, self.recorded.on
        return _Span(
            since=day_bounds(begins, zone).start,
            until=day_bounds(until, zone).end,
            pauses=self.talks.rests(usage.clause, usage.who),
            gaps=[
                (day_bounds(start, zone).start, day_bounds(end, zone).start)
                for start, end in self.recorded.gaps(begins, until)
            ],
        )

    def chance(self, usage: Usage) -> float | None:
        """Return the chance of going beyond the limit in the next window."""
        length, allowed = _length(usage.per), usage.allowed.number
        begins = self.recorded.begins(usage.since)
        if allowed is None or length is None or begins is None:
            return None
        span = self.span(usage, begins)
        years = Stopwatch(span.since, span.rests).years(span.until)
        # A chance that rests on less than one window is a guess.
        if years < length:
            return None
        number = sum(use.is_sure and use.lifted is not True for use in usage.uses)
        return predictive_chance(number, years=years, cap=int(allowed), window=length)
