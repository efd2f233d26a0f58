"""What each norm demands of a schedule, in numbers of possible events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import Duration, Quantity, deadline, window_around
from polyagree.consistency.deeds import Deed, Deeds
from polyagree.consistency.logic import Demand, Problem
from polyagree.consistency.slots import Slot, Slots
from polyagree.consistency.worlds import is_open
from polyagree.errors import InvalidTime
from polyagree.model import Named, Obligation, PersonId
from polyagree.source import Path
from polyagree.timeline.dues import due_of, next_due, not_before
from polyagree.timeline.instants import TICK, earlier, later
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.truth import Truth

__all__ = ["Draft", "Occasion", "rounds_of"]

_EACH = {"each partner", "each person"}


class Occasion(NamedTuple):
    """
    That something may be done at some time.

    Attributes:
        deed: What.
        slot: When.
    """

    deed: Deed
    slot: Slot


class Round(NamedTuple):
    """
    A stretch of time in which something is due, half-open.

    Attributes:
        start: Its first instant.
        end: The first one after it; ``None``: it has no end.
    """

    start: dt.datetime
    end: dt.datetime | None


def rounds_of(rule: Rule, start: dt.datetime, end: dt.datetime) -> Iterator[Round]:
    """
    Yield when *rule*, which follows nothing, is due between *start* and *end*.

    What comes round so long after it was done is due once: the next time hangs on that.
    """
    norm, zone = rule.norm, rule.case.zone
    opens = rule.opens or start
    if rule.kind == "once":
        due = due_of(norm, opens, opens, zone).last
        if due is None or (due <= end and not (rule.closes is not None and rule.closes < due)):
            yield Round(max(opens, start), due)
        return
    since = opens
    while isinstance(norm, Obligation):
        window = next_due(norm, since, zone)
        if window is None or window[1] > end or (rule.closes and window[1] > rule.closes):
            return
        yield Round(max(window[0], opens), window[1])
        if _is_by_length(norm):
            return
        since = window[1] - TICK


def _is_by_length(norm: Obligation) -> bool:
    return norm.every is not None and norm.every.unit is None


class Draft:
    """
    The demands of some norms on what happens in some days.

    A *sure* draft counts towards a duty only what surely keeps it, and holds against people
    whatever may break something: what it allows can be done. The other one holds against
    them only what surely does: what it rules out, nobody can do.

    Args:
        rules: The norms, each with one whom it binds.
        deeds: Tells what falls under a norm.
        chosen: What people might do.
        slots: When they might do it.
        is_sure: Which of the two it is.
        happens: What happens in any case, and when.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        deeds: Deeds,
        chosen: Sequence[Deed],
        slots: Slots,
        *,
        is_sure: bool,
        happens: Occasion | None = None,
    ) -> None:
        self._deeds = deeds
        self._slots = slots
        self._chosen = chosen if happens is None else (*chosen, happens.deed)
        self._is_sure = is_sure
        self._start, self._end = slots.all[0].start, slots.all[-1].end
        self.occasions: list[Occasion] = []
        self.demands: list[Demand] = []
        #: What nobody has to do and everybody may, by where it is granted.
        self.grants: dict[Path, tuple[int, ...]] = {}
        #: Of which duties nothing is demanded, since nobody knows what would keep them.
        self.left: list[Rule] = []
        #: What happens anyway.
        self.given: tuple[int, ...] = ()
        self._numbers: dict[tuple[int, int], int] = {}
        self._by_deed: dict[int, list[int]] = {}
        self._near = self._index()
        self._triggered = [rule for rule in rules if trigger_of(rule) is not None]
        self._passing = [rule for rule in rules if _passes(rule)]
        self._add_all(rules, happens)

    def _index(self) -> Mapping[tuple[str, PersonId], list[int]]:
        found: dict[tuple[str, PersonId], list[int]] = {}
        for index, deed in enumerate(self._chosen):
            for act in self._deeds.words.wider(deed.event.act):
                for person in deed.people:
                    found.setdefault((act, person), []).append(index)
        return found

    def _add_all(self, rules: Sequence[Rule], happens: Occasion | None) -> None:
        if happens is not None:
            self.given = (self._number(len(self._chosen) - 1, happens.slot),)
        for rule in rules:
            if rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None:
                self._add_duty(rule)
        self._follow()
        for rule in rules:
            if rule.kind == "grant":
                self._add_grant(rule)
        for rule in rules:
            if rule.kind == "ban":
                self._add_ban(rule)
            elif rule.kind == "limit":
                self._add_limit(rule)
        self._keep_apart()

    @property
    def problem(self) -> Problem:
        """What it demands."""
        return Problem(len(self.occasions), self.demands)

    def tells_all_of(self, rule: Rule) -> bool:
        """Return whether its demands are all that *rule* asks for."""
        norm = rule.norm
        if rule in self.left or norm.nth is not None or is_open(norm):
            return False
        if rule.kind == "ban":
            return not mentions_them(norm)
        return rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None

    # Events and what falls under a norm

    def _number(self, deed: int, slot: Slot) -> int:
        key = (deed, slot.number)
        found = self._numbers.get(key)
        if found is None:
            self.occasions.append(Occasion(self._chosen[deed], slot))
            found = self._numbers[key] = len(self.occasions)
            self._by_deed.setdefault(deed, []).append(found)
        return found

    def _keeps(self, truth: Truth) -> bool:
        """Return whether something counts towards a duty."""
        return truth is True or (truth is None and not self._is_sure)

    def _hits(self, truth: Truth) -> bool:
        """Return whether something counts against what is not to be done."""
        return truth is True or (truth is None and self._is_sure)

    def _near_to(self, rule: Rule) -> list[int]:
        found = {
            index for person in rule.who for index in self._near.get((rule.norm.act, person), ())
        }
        return sorted(found)

    def _events(self, rule: Rule, slots: Sequence[Slot]) -> tuple[int, ...]:
        """Return the events that keep *rule* in those of *slots* that are times of it."""
        times = [slot for slot in slots if self._keeps(self._slots.fits(rule.norm, slot))]
        return tuple(self._number(index, slot) for index in self._keeping(rule) for slot in times)

    def _keeping(self, rule: Rule) -> list[int]:
        """Return which deeds keep *rule*, whenever they are done."""
        return [
            index
            for index in self._near_to(rule)
            if self._keeps(self._deeds.falls_under(self._chosen[index], rule))
        ]

    # Duties

    def _add_duty(self, rule: Rule) -> None:
        least = _least(rule)
        if least is None or is_open(rule.norm) or not self._keeping(rule):
            self.left.append(rule)
            return
        for due in rounds_of(rule, self._start, self._end):
            if due.end is None and not self._is_sure and not self._stays_as_it_is(rule):
                continue
            slots = self._slots.between(due.start, due.end or self._end)
            events = self._events(rule, slots)
            self.demands.append(Demand((self._owner(rule),), events, least=least))
        if isinstance(rule.norm, Obligation) and _is_by_length(rule.norm):
            self._go_round(rule, rule.norm)

    def _owner(self, rule: Rule) -> Path:
        return rule.case.standing.path

    def _stays_as_it_is(self, rule: Rule) -> bool:
        """Return whether what bears on *rule* is the same after the last day as before it."""
        return not any(
            self._deeds.falls_under(self._chosen[index], other) is not False
            for other in self._passing
            for index in self._near_to(other)
            if index in {*self._near_to(rule)}
        )

    def _go_round(self, rule: Rule, norm: Obligation) -> None:
        """Let what is due so long after the last time be due again after each time."""
        slots = self._slots.between(rule.opens or self._start, self._end)
        for number in self._events(rule, slots):
            slot = self.occasions[number - 1].slot
            # The latest instant of the stretch leaves the most time.
            since = slot.at if self._is_sure else slot.end - TICK
            window = next_due(norm, since, rule.case.zone)
            if window is None or window[1] > self._end:
                continue
            if rule.closes is not None and window[1] > rule.closes:
                continue
            after = self._slots.between(slot.start if not self._is_sure else slot.end, window[1])
            events = tuple(each for each in self._events(rule, after) if each != number)
            self.demands.append(Demand((self._owner(rule),), events, least=1, given=number))

    def _follow(self) -> None:
        """Let what follows something be due after each event that may be it."""
        done = 0
        while done < len(self.occasions):
            done += 1
            occasion = self.occasions[done - 1]
            for rule in self._triggered:
                trigger = trigger_of(rule)
                if rule.kind not in {"once", "recurring", "quota"} or trigger is None:
                    continue
                truth = self._deeds.sets_off(occasion.deed, rule, trigger)
                if self._hits(truth) and self._is_on(rule, occasion.slot):
                    self._add_following(rule, done, occasion)

    def _is_on(self, rule: Rule, slot: Slot) -> bool:
        """Return whether *rule* is in force at *slot*, as far as dates say."""
        return (rule.opens is None or rule.opens <= slot.start) and (
            rule.closes is None or slot.end <= rule.closes
        )

    def _add_following(self, rule: Rule, cause: int, occasion: Occasion) -> None:
        norm, zone, slot = rule.norm, rule.case.zone, occasion.slot
        plain = isinstance(norm, Obligation) and rule.kind == "once" and norm.early is None
        if not plain or is_open(norm) or mentions_them(norm) or not self._keeping(rule):
            self.left.append(rule)
            return
        since = slot.at if self._is_sure else slot.end - TICK
        due = due_of(norm, since, since, zone).last
        if due is None or due > self._end:
            return
        wait = getattr(norm, "wait", None)
        begins = slot.start if not self._is_sure else slot.at
        if wait is not None:
            begins = not_before(begins, wait, zone)
        slots = [each for each in self._slots.between(slot.start, due) if each.end > begins]
        if self._is_sure:
            slots = [each for each in slots if begins < each.at < due]
        events = tuple(each for each in self._events(rule, slots) if each != cause)
        self.demands.append(Demand((self._owner(rule),), events, least=1, given=cause))

    # What is not to be done

    def _against(self, rule: Rule) -> Iterator[int]:
        """Yield the events that are the act of *rule*, at a time at which it counts."""
        for index in self._near_to(rule):
            if not self._hits(self._deeds.falls_under(self._chosen[index], rule)):
                continue
            for number in self._by_deed.get(index, ()):
                slot = self.occasions[number - 1].slot
                if number not in self.given and self._hits(self._is_then(rule, slot)):
                    yield number

    def _is_then(self, rule: Rule, slot: Slot) -> bool | None:
        norm, standing, zone = rule.norm, rule.case.standing, rule.case.zone
        if not standing.since <= slot.day < standing.before:
            return False
        if not self._is_on(rule, slot):
            return False
        if isinstance(norm.from_, dt.date) and slot.day < norm.from_:
            return False
        if isinstance(norm.until, dt.date) and slot.day > norm.until:
            return False
        if norm.for_ is not None and norm.after is None:
            due = due_of(norm, rule.opens, rule.opens, zone).last
            if due is not None and slot.start >= due:
                return False
        truth = self._slots.fits(norm, slot)
        if truth is False:
            return False
        doubtful = is_open(norm) or norm.nth is not None or truth is None
        return None if doubtful else True

    def _add_ban(self, rule: Rule) -> None:
        owners = (self._owner(rule),)
        if rule.norm.after is not None:
            self._add_gap(rule)
            return
        for number in self._against(rule):
            self.demands.append(Demand(owners, (number,), most=0))

    def _add_gap(self, rule: Rule) -> None:
        """Let what is not to be done for a while after something keep its distance from it."""
        norm = rule.norm
        after = norm.after
        if after is None or (mentions_them(norm) and not self._is_sure):
            return
        owners, against = (self._owner(rule),), sorted(self._against(rule))
        for cause, occasion in enumerate(self.occasions, start=1):
            if not self._hits(self._deeds.sets_off(occasion.deed, rule, after)):
                continue
            for number in against:
                slot = self.occasions[number - 1].slot
                if number != cause and self._hits(_is_within(occasion.slot, slot, rule)):
                    of = (number,) if cause in self.given else (cause, number)
                    self.demands.append(Demand(owners, of, most=len(of) - 1))

    def _add_limit(self, rule: Rule) -> None:
        norm, standing = rule.norm, rule.case.standing
        allowed = standing.allowed
        if allowed.number is None or allowed.kind != "number":
            return
        most = int(allowed.number)
        events = sorted(self._against(rule), key=lambda each: self.occasions[each - 1].slot.number)
        for group in self._by_partner(norm.with_, rule.who, events):
            for window in self._windows(group, rule):
                if len(window) > most:
                    self.demands.append(Demand((self._owner(rule),), window, most=most))

    def _by_partner(
        self, with_: Sequence[object], who: Sequence[PersonId], events: Sequence[int]
    ) -> Iterator[Sequence[int]]:
        if not any(str(term) in _EACH for term in with_):
            yield events
            return
        found: dict[str, list[int]] = {}
        for number in events:
            event = self.occasions[number - 1].deed.event
            for each in event.with_:
                if isinstance(each, Named) and each.name not in who:
                    found.setdefault(each.name, []).append(number)
        yield from found.values()

    def _windows(self, events: Sequence[int], rule: Rule) -> Iterator[tuple[int, ...]]:
        zone = rule.case.zone
        window = rule.case.standing.per
        if window.kind == "ever":
            yield tuple(events)
        elif window.kind == "calendar":
            found: dict[dt.datetime, list[int]] = {}
            for number in events:
                start = window_around(self.occasions[number - 1].slot.at, window, zone).start
                found.setdefault(start, []).append(number)
            yield from map(tuple, found.values())
        elif window.kind == "rolling" and window.duration is not None:
            yield from self._rolling(events, window.duration, zone)

    def _rolling(
        self, events: Sequence[int], window: Duration, zone: ZoneInfo
    ) -> Iterator[tuple[int, ...]]:
        """Yield the events that are in one rolling window, for each that may end one."""
        first = 0
        for last, number in enumerate(events):
            slot = self.occasions[number - 1].slot
            # Whatever the hours, what begins after this is in one window with it.
            since = earlier(slot.at if self._is_sure else slot.end - TICK, window, zone)
            while first < last and not self._is_after(events[first], since):
                first += 1
            yield tuple(events[first : last + 1])

    def _is_after(self, number: int, since: dt.datetime) -> bool:
        slot = self.occasions[number - 1].slot
        return (slot.at if self._is_sure else slot.start) > since

    # Permissions, and being in two places

    def _add_grant(self, rule: Rule) -> None:
        if is_open(rule.norm) or rule.norm.after is not None:
            return
        slots = [slot for slot in self._slots if self._is_then(rule, slot) is not False]
        events = self._events(rule, slots)
        if events:
            path = self._owner(rule)
            self.grants[path] = (*self.grants.get(path, ()), *events)

    def _keep_apart(self) -> None:
        """Let nobody be in two places at one time."""
        lasting: dict[PersonId, list[int]] = {}
        for number, occasion in enumerate(self.occasions, start=1):
            event = occasion.deed.event
            if event.where and event.lasting is not None:
                for person in occasion.deed.people:
                    lasting.setdefault(person, []).append(number)
        seen: set[tuple[int, int]] = set()
        for numbers in lasting.values():
            numbers.sort(key=lambda each: self.occasions[each - 1].slot.number)
            for position, one in enumerate(numbers):
                for other in numbers[position + 1 :]:
                    if not self._may_overlap(one, other):
                        break
                    if (one, other) not in seen and self._exclude(one, other):
                        seen.add((one, other))
                        self.demands.append(Demand((), (one, other), most=1))

    def _ends(self, number: int, at: dt.datetime) -> dt.datetime:
        occasion = self.occasions[number - 1]
        lasting = occasion.deed.event.lasting
        return at if lasting is None else later(at, lasting, self._slots.zone)

    def _may_overlap(self, one: int, other: int) -> bool:
        first, second = self.occasions[one - 1].slot, self.occasions[other - 1].slot
        return self._ends(one, first.end) > second.start

    def _exclude(self, one: int, other: int) -> bool:
        """Return whether the two are in places apart, and cannot come one after the other."""
        first, second = self.occasions[one - 1], self.occasions[other - 1]
        if not self._deeds.are_apart(first.deed, second.deed):
            return False
        if self._is_sure:
            begins, then = sorted((first.slot.at, second.slot.at))
            earlier_one = one if begins == first.slot.at else other
            return self._ends(earlier_one, begins) > then
        return not (
            self._ends(one, first.slot.start) < second.slot.end
            or self._ends(other, second.slot.start) < first.slot.end
        )


def _least(rule: Rule) -> int | None:
    """Return how many times *rule* asks for its act in each round; ``None``: nobody can tell."""
    norm = rule.norm
    if not isinstance(norm, Obligation):
        return None
    asked: Quantity | None = norm.at_least
    if asked is None:
        return 1
    if norm.per is None or norm.per.kind != "calendar" or asked.number is None:
        return None
    number = Decimal(asked.number)
    return int(number) if number == int(number) else int(number) + 1


def _passes(rule: Rule) -> bool:
    """Return whether what *rule* rules out may be fine after the days that are looked at."""
    norm = rule.norm
    ends = (norm.until, norm.for_, rule.closes)
    standing = rule.case.standing
    return rule.kind in {"ban", "limit"} and (
        rule.kind == "limit"
        or any(each is not None for each in ends)
        or bool(norm.months)
        or standing.before < dt.date.max
        or any(each.weekday is None or each.nth is not None for each in norm.days)
    )


def _is_within(cause: Slot, slot: Slot, rule: Rule) -> bool | None:
    """Return whether what is at *slot* is too soon after what was at *cause*."""
    lasts, zone = rule.norm.for_, rule.case.zone
    if slot.end <= cause.start:
        return False
    after = True if slot.start >= cause.end else None
    if lasts is None:
        return after
    try:
        soonest, latest = (deadline(at, lasts, zone) for at in (cause.start, cause.end - TICK))
    except InvalidTime:
        return after
    if not latest.is_met_by(slot.start):
        return False
    return after if soonest.is_met_by(slot.end - TICK) else None
