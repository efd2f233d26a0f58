"""Pauses after something was done, against what is due sooner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from zoneinfo import ZoneInfo

from attrs import evolve, fields, frozen

from polyagree.analyzers.builtin.con._bans import Bans, is_as_joint, leaves_nobody, turns_of
from polyagree.analyzers.builtin.con._covering import is_at_the_same_time, is_covered, is_repair
from polyagree.analyzers.places import NormAt
from polyagree.clock import Deadline, Duration, add, day_bounds, deadline, due_by, local_day
from polyagree.errors import InvalidTime
from polyagree.model.happening import Happening, Qualifiers
from polyagree.model.ids import PersonId
from polyagree.model.norms import Obligation, Prohibition

__all__ = ["Pause", "is_over_before_it_begins", "too_late", "too_often"]

_AFTER = ("after", "for_")
_QUALIFIERS = tuple(each.name for each in fields(Qualifiers))
_DAYS = {"day": 1, "week": 7, "month": 31, "season": 92, "quarter": 92, "year": 366}
"""How many days a window of the calendar has at most."""

_UTC = ZoneInfo("UTC")
_DAY = dt.timedelta(days=1)
_HOURS = (0, 5, 6, 11, 12, 17, 18, 23)
"""Times of a day between which moments such as `next evening` differ."""

_TWO_WEEKS = 14
_FIRST = dt.date(2025, 1, 20)
"""From here on the days of two weeks are in months of 31 and of 28 days."""


@frozen(kw_only=True, eq=False)
class Pause:
    """
    A duty, and a pause in which it would be due.

    Attributes:
        duty: The duty.
        ban: What asks for the pause.
        people: Whom it is asked of.
    """

    duty: NormAt
    ban: NormAt
    people: tuple[PersonId, ...]


def too_often(duty: NormAt, bans: Bans) -> Iterator[Pause]:
    """Yield the pauses after an act that are longer than *duty* lets pass until the next time."""
    norm = duty.norm
    apart = _apart(norm) if isinstance(norm, Obligation) else None
    if apart is None:
        return
    # Nobody knows how many times it comes before it ends: of two, at least, it is sure.
    is_endless = norm.until is None and norm.for_ is None
    for pause in _pauses(duty, bans, _done(duty)):
        length, after = _at_least(pause.ban.norm.for_), pause.ban.norm.after
        # After one's own act somebody else can do it, until it is one's turn again.
        turns = turns_of(duty) if after is not None and not after.who else 1
        if length is None or length > turns * (apart if is_endless else 2 * apart):
            yield pause


def too_late(duty: NormAt, bans: Bans) -> Iterator[Pause]:
    """Yield the pauses after something that go on until *duty*, which follows it, is over."""
    norm = duty.norm
    if not isinstance(norm, Obligation) or norm.after is None or norm.early == "counts":
        return
    if norm.kind != "achievement" or (norm.within is None and norm.by is None):
        return
    for pause in _pauses(duty, bans, _said(duty, norm.after)):
        length = pause.ban.norm.for_
        if all(
            _is_over(norm, at, None if length is None else _later(at, length)) for at in _moments()
        ):
            yield pause


def is_over_before_it_begins(duty: NormAt) -> bool:
    """Return whether *duty* has to wait until it is over."""
    norm = duty.norm
    if not isinstance(norm, Obligation) or norm.wait is None:
        return False
    if norm.within is None and norm.by is None:
        return False
    return all(_is_over(norm, at, _soonest(at, norm.wait)) for at in _moments())


def _later(at: dt.datetime, length: Duration) -> dt.datetime | None:
    """Return when *length* after *at* is over; ``None``: not before the calendar ends."""
    try:
        return add(at, length, _UTC)
    except InvalidTime:
        return None


def _soonest(at: dt.datetime, wait: Duration) -> dt.datetime | None:
    """Return when the *wait* after *at* may be over: of days, when the last one begins."""
    end = _later(at, wait)
    if end is None or wait.is_elapsed or wait.elapsed:
        return end
    return day_bounds(local_day(end, _UTC), _UTC).start


def _pauses(duty: NormAt, bans: Bans, trigger: NormAt) -> Iterator[Pause]:
    """Yield what rules *duty* out for a while after *trigger*."""
    found: dict[int, tuple[NormAt, list[PersonId]]] = {}
    for person in sorted(duty.bearers):
        for ban in bans.near(duty, person):
            if _is_pause(duty, ban, trigger, person):
                found.setdefault(id(ban), (ban, []))[1].append(person)
    for ban, people in found.values():
        if leaves_nobody(duty, ban, frozenset(people)):
            yield Pause(duty=duty, ban=ban, people=tuple(people))


def _is_pause(duty: NormAt, ban: NormAt, trigger: NormAt, person: PersonId) -> bool:
    after = ban.norm.after
    if after is None or is_repair(duty, ban) or not is_as_joint(duty.norm, ban.norm):
        return False
    if not is_covered(duty, ban, person, but=_AFTER) or is_covered(duty, ban, person):
        return False
    if not is_at_the_same_time(duty.norm, ban.norm):
        return False
    begins = _said(ban, after)
    return (
        duty.context.words.is_kind_of(trigger.act, begins.act)
        and _is_by(after, trigger, ban, person)
        and is_covered(trigger, begins, person)
    )


def _is_by(after: Happening, trigger: NormAt, ban: NormAt, person: PersonId) -> bool:
    """Return whether whoever does *trigger* does what *after* speaks of."""
    if not after.who or after.who == trigger.norm.who:
        return True
    return not trigger.norm.who and person in ban.resolve(after.who, holder=person)


def _done(duty: NormAt) -> NormAt:
    """Return that *duty* was done."""
    norm = duty.norm
    return evolve(
        duty, norm=Prohibition(act=norm.act, **{k: getattr(norm, k) for k in _QUALIFIERS})
    )


def _said(at: NormAt, happening: Happening) -> NormAt:
    """Return *happening*, in the words of *at*."""
    said = {key: getattr(happening, key) for key in _QUALIFIERS}
    return evolve(at, norm=Prohibition(act=happening.act, who=happening.who, **said))


def _apart(norm: Obligation) -> Fraction | None:
    """Return how many days lie between two times at the most, over a long while."""
    window = norm.every or norm.per
    if window is None:
        return None
    number = Fraction(1)
    if norm.at_least is not None:
        if norm.at_least.number is None:
            return None
        number = Fraction(norm.at_least.number)
    if window.unit is not None:
        return Fraction(_DAYS[window.unit]) / number
    if window.duration is None:
        return None
    return _days(window.duration, months=31, years=366) / number


def _at_least(duration: Duration | None) -> Fraction | None:
    """Return how many days *duration* has at the least; ``None``: it does not end."""
    return None if duration is None else _days(duration, months=28, years=365)


def _days(duration: Duration, *, months: int, years: int) -> Fraction:
    days = duration.years * years + duration.months * months + duration.whole_days
    return days + Fraction(duration.elapsed // dt.timedelta(seconds=1), 24 * 60 * 60)


def _moments() -> Iterator[dt.datetime]:
    """Yield when something may happen, so that each answer to a question of time comes up."""
    for number in range(_TWO_WEEKS):
        for hour in _HOURS:
            yield dt.datetime.combine(_FIRST + number * _DAY, dt.time(hour, 30), _UTC)


def _is_over(norm: Obligation, at: dt.datetime, start: dt.datetime | None) -> bool:
    """Return whether the time of *norm*, which follows *at*, is over at *start*."""
    end = _end(norm, at)
    return end is not None and (start is None or not end.is_met_by(start))


def _end(norm: Obligation, at: dt.datetime) -> Deadline | None:
    """Return until when *norm* is due after *at*: the sooner of its two ends."""
    ends = []
    if norm.within is not None:
        try:
            ends.append(deadline(at, norm.within, _UTC))
        except InvalidTime:
            # It ends after the calendar does.
            return None
    if norm.by is not None:
        moment = due_by(norm.by, at, _UTC)
        if moment is None:
            return None
        ends.append(moment)
    return min(ends, key=lambda each: (each.at, each.closed), default=None)
