"""What each norm demands of a schedule, in numbers of possible events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from polyagree.clock import Duration, Quantity, deadline
from polyagree.consistency.crowding import Distance
from polyagree.consistency.deeds import Deed, Deeds
from polyagree.consistency.logic import Demand, Problem
from polyagree.consistency.portions import Portion, measure, portion_of
from polyagree.consistency.priorities import Priorities
from polyagree.consistency.slots import Slot, Slots
from polyagree.consistency.worlds import is_open
from polyagree.errors import InvalidTime
from polyagree.model import Event, Named, Norm, Obligation, PersonId
from polyagree.source import Path
from polyagree.timeline.dues import due_of, not_before
from polyagree.timeline.instants import TICK, earlier, later
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.truth import Truth

__all__ = ["Care", "Draft", "Occasion", "once_due"]

_A_MOMENT = dt.timedelta(minutes=1)
_MOST_COPIES = 24
#: What was said longer ago is about another time.
_LONG_AGO = dt.timedelta(days=32)
_MOST_TIMES = 400
_PARTS = (1, 2, 4, 8)
_EACH = {"each partner", "each person"}


Care = Literal["loose", "hopeful", "careful", "thorough"]
"""How what may be so, and may not, is counted; :class:`Draft` says it of each."""


class Occasion(NamedTuple):
    """
    That something may be done at some time.

    Attributes:
        deed: What.
        slot: When.
        at: The instant that stands for it.
    """

    deed: Deed
    slot: Slot
    at: dt.datetime


class Round(NamedTuple):
    """
    A stretch of time in which something is due, half-open.

    Attributes:
        start: Its first instant.
        end: The first one after it; ``None``: it has no end.
    """

    start: dt.datetime
    end: dt.datetime | None


def once_due(rule: Rule, start: dt.datetime, end: dt.datetime) -> Round | None:
    """Return when *rule*, which is due once and follows nothing, is due up to *end*."""
    opens = rule.opens or start
    due = due_of(rule.norm, opens, opens, rule.case.zone).last
    begins, wait = max(opens, start), getattr(rule.norm, "wait", None)
    if wait is not None:
        begins = max(begins, not_before(opens, wait, rule.case.zone))
    if begins >= end:
        return None
    if due is None or (due <= end and not (rule.closes is not None and rule.closes < due)):
        return Round(begins, due)
    return None


def _rounds_of(
    rule: Rule, norm: Obligation, start: dt.datetime, end: dt.datetime, slots: Slots
) -> Iterator[Round]:
    """
    Yield when *rule*, which follows nothing, is due between *start* and *end*.

    What comes round so long after it was done is due once: the next time hangs on that.
    """
    opens = rule.opens or start
    if rule.kind == "once":
        due = once_due(rule, start, end)
        if due is not None:
            yield due
        return
    if _is_rolling(norm):
        end_of_first = _round_from(norm, opens, slots)
        if end_of_first is not None and end_of_first <= end:
            yield Round(_waited(norm, opens, slots.zone), end_of_first)
        return
    since = opens
    while True:
        window = slots.next_due(norm, since)
        if window is None or window[1] > end or (rule.closes and window[1] > rule.closes):
            return
        yield Round(_waited(norm, max(window[0], opens), slots.zone), window[1])
        since = window[1] - TICK


def _waited(norm: Obligation, since: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return from when on it counts if *norm* is done, where it came up at *since*."""
    return since if norm.wait is None else not_before(since, norm.wait, zone)


def _is_rolling(norm: Obligation) -> bool:
    """Return whether *norm* is due so long after the last time, whenever that was."""
    if norm.per is not None:
        return norm.per.kind == "rolling"
    return norm.every is not None and norm.every.unit is None


def _round_from(norm: Obligation, since: dt.datetime, slots: Slots) -> dt.datetime | None:
    """Return the first instant at which it is too late, counted from *since*."""
    if norm.per is not None and norm.per.duration is not None:
        return later(since, norm.per.duration, slots.zone)
    window = slots.next_due(norm, since)
    return None if window is None else window[1]


def _begins_by_date(norm: Norm) -> bool:
    return norm.from_ is None or isinstance(norm.from_, dt.date)


class Draft:
    """
    The demands of some norms on what happens in some days.

    With how much care it is made says what is done with what may be so and may not:

    - *loose*: it counts towards a duty, and never against anybody. What such a draft
      excludes, nobody can do.
    - *hopeful*: it counts neither towards a duty nor against anybody.
    - *careful*: it counts against people, and not towards a duty. So it is in a *thorough*
      one, where something may be done several times at one time, though there be a week for
      it. What such a draft allows can be done.

    Args:
        rules: The norms, each with one whom it binds.
        deeds: Tells what falls under a norm.
        chosen: What people might do.
        slots: When they might do it.
        care: With how much care.
        happens: What happens in any case, and when.
        priorities: What makes an exception from what; ``None``: nothing does.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        deeds: Deeds,
        chosen: Sequence[Deed],
        slots: Slots,
        *,
        care: Care,
        happens: Occasion | None = None,
        priorities: Priorities | None = None,
    ) -> None:
        self._deeds = deeds
        self._slots = slots
        self._chosen = chosen if happens is None else (*chosen, happens.deed)
        self._is_sure = care != "loose"
        self._is_wary = care in {"careful", "thorough"}
        self._is_lean = care in {"hopeful", "careful"}
        self._start, self._end = slots.all[0].start, slots.all[-1].end
        self.occasions: list[Occasion] = []
        self.demands: list[Demand] = []
        #: What nobody has to do and everybody may, by where it is granted.
        self.grants: dict[Path, tuple[int, ...]] = {}
        #: Of which duties nothing is demanded, since nobody knows what would keep them.
        self.left: list[Rule] = []
        #: Where duties stand that have time until after the last day.
        self.later: set[Path] = set()
        #: What keeps its distance from itself.
        self.distances: list[Distance] = []
        #: What happens anyway.
        self.given: tuple[int, ...] = ()
        self._priorities = priorities or None
        self._rules = rules
        self._numbers: dict[tuple[int, int], tuple[int, ...]] = {}
        self._by_deed: dict[int, list[int]] = {}
        self._following: dict[int, list[Demand]] = {}
        self._sized = [rule for rule in rules if rule.kind == "ban" and _has_size(rule.norm)]
        self._near = self._index()
        self._copies = self._copies_of(rules)
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
            self.given = self._number(len(self._chosen) - 1, happens.slot)[:1]
        for rule in rules:
            if rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None:
                self._add_duty(rule)
        self._follow()
        for rule in rules:
            if rule.kind == "grant":
                self._add_grant(rule)
        if not self._is_sure:
            for rule in rules:
                self._await_words(rule)
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
            return norm.after is None or (self._is_wary and not mentions_them(norm))
        return rule.kind in {"once", "recurring", "quota"} and trigger_of(rule) is None

    # Events and what falls under a norm

    def _number(self, deed: int, slot: Slot) -> tuple[int, ...]:
        """Return the numbers of an event, one for each time that it may be done then."""
        key = (deed, slot.number)
        found = self._numbers.get(key)
        if found is None:
            first = len(self.occasions) + 1
            for copy in range(self._copies.get(deed, 1)):
                at = slot.at + copy * _A_MOMENT
                at = at if at < slot.end else slot.at
                self.occasions.append(Occasion(self._chosen[deed], slot, at))
            found = self._numbers[key] = tuple(range(first, len(self.occasions) + 1))
            self._by_deed.setdefault(deed, []).extend(found)
        return found

    def _copies_of(self, rules: Sequence[Rule]) -> dict[int, int]:
        """Return how often a deed may be done at one time, where something asks for several."""
        found: dict[int, int] = {}
        for rule in rules:
            least = self._least(rule) or 1
            if least > 1 and not (self._is_lean and _is_long(rule)):
                for index in self._keeping(rule):
                    found[index] = max(found.get(index, 1), min(least, _MOST_COPIES))
        return found

    def _keeps(self, truth: Truth) -> bool:
        """Return whether something counts towards a duty."""
        return truth is True or (truth is None and not self._is_sure)

    def _hits(self, truth: Truth) -> bool:
        """Return whether something counts against what is not to be done."""
        return truth is True or (truth is None and self._is_wary)

    def _near_to(self, rule: Rule) -> list[int]:
        found = {
            index for person in rule.who for index in self._near.get((rule.norm.act, person), ())
        }
        return sorted(found)

    def _events(self, rule: Rule, slots: Sequence[Slot]) -> tuple[int, ...]:
        """Return the events that keep *rule* in those of *slots* that are times of it."""
        times = [slot for slot in slots if self._keeps(self._slots.fits(rule.norm, slot))]
        return tuple(
            number
            for index in self._keeping(rule)
            for slot in times
            for number in self._number(index, slot)
        )

    def _keeping(self, rule: Rule) -> list[int]:
        """Return which deeds keep *rule*, whenever they are done."""
        portion = self._portion(rule)
        at_once = self._is_sure and isinstance(rule.norm, Obligation) and _is_rolling(rule.norm)
        owed = self._deeds.owed_to(rule) if at_once else ()
        return [
            index
            for index in self._near_to(rule)
            if self._keeps(self._deeds.falls_under(self._chosen[index], rule))
            and (portion is None or not self._is_sure or portion.is_in(self._chosen[index].event))
            and (not owed or self._deeds.reaches(self._chosen[index]).issuperset(owed))
        ]

    def _portion(self, rule: Rule) -> Portion | None:
        """Return in what portions *rule* would be kept, none of which is too large or small."""
        whole = portion_of(rule.norm)
        if whole is None or not self._sized:
            return whole
        for parts in _PARTS:
            portion = whole.divided(parts)
            own = [
                deed
                for deed in self._chosen
                if portion.is_in(deed.event) and self._deeds.falls_under(deed, rule)
            ]
            if any(self._is_fine(deed) for deed in own):
                return portion
        return whole

    def _is_fine(self, deed: Deed) -> bool:
        return all(self._deeds.falls_under(deed, other) is False for other in self._sized)

    # Duties

    def _add_duty(self, rule: Rule) -> None:
        norm, least = rule.norm, self._least(rule)
        # What hangs on something that is said or done is no duty for sure; doing it is fine.
        is_told = not is_open(norm) or (self._is_sure and _begins_by_date(norm))
        if not isinstance(norm, Obligation) or least is None or not is_told:
            self.left.append(rule)
            return
        if not self._keeping(rule):
            self.left.append(rule)
            return
        if self._is_sure and is_open(norm):
            self.left.append(rule)
        if rule.kind == "once" and once_due(rule, self._start, self._end) is None:
            self.later.add(self._owner(rule))
        for due in _rounds_of(rule, norm, self._start, self._end, self._slots):
            if due.end is None and not self._is_sure and not self._stays_as_it_is(rule):
                continue
            slots = self._between(due.start, due.end or self._end)
            events = self._events(rule, slots)
            if not self._is_waived(rule, events):
                self._demand(rule, events, least)
        if _is_rolling(norm):
            self._go_round(rule, norm, least)

    def _demand(
        self, rule: Rule, events: tuple[int, ...], least: int, given: int | None = None
    ) -> list[Demand]:
        """Let so many of *events* happen; where several are to be reached, for each of them."""
        owners = (self._owner(rule),)
        made = [
            Demand(owners, group, least=least, given=given)
            for group in self._by_reached(rule, events)
        ]
        self.demands += made
        return made

    def _by_reached(self, rule: Rule, events: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield *events* once for each whom they have to reach, if they reach them."""
        owed = self._deeds.owed_to(rule)
        if not owed:
            yield events
        for person in owed:
            yield tuple(each for each in events if person in self._reached(each))

    def _reached(self, number: int) -> frozenset[PersonId]:
        return self._deeds.reaches(self.occasions[number - 1].deed)

    def _above(self, rule: Rule, kinds: Collection[str]) -> list[Rule]:
        """Return what makes an exception from *rule*."""
        if self._priorities is None:
            return []
        return [
            other
            for other in self._rules
            if other.kind in kinds and self._priorities.is_above(other, rule)
        ]

    def _is_waived(self, rule: Rule, events: Sequence[int]) -> bool:
        """Return whether what goes before *rule* rules out all of *events*."""
        above = self._above(rule, {"ban"})
        return bool(above) and all(
            any(self._is_under(number, other) for other in above) for number in events
        )

    def _is_under(self, number: int, rule: Rule) -> bool:
        """Return whether an event is the act of *rule*, at a time of it."""
        _, slot, _ = self.occasions[number - 1]
        deed = self.occasions[number - 1].deed
        return self._deeds.falls_under(deed, rule) is True and self._is_then(rule, slot) is True

    def _between(self, start: dt.datetime, end: dt.datetime) -> list[Slot]:
        """Return when something is, or may be, between two instants."""
        found = self._slots.touching(start, end)
        return [each for each in found if start <= each.at < end] if self._is_sure else [*found]

    def _least(self, rule: Rule) -> int | None:
        """Return how many events *rule* asks for in each round; ``None``: nobody can tell."""
        portion, per = self._portion(rule), getattr(rule.norm, "per", None)
        if portion is None or per is None or per.kind != "calendar":
            return _least(rule)
        # All of it may be done at one time.
        return portion.count if self._is_sure else 1

    def _owner(self, rule: Rule) -> Path:
        return rule.case.standing.path

    def _stays_as_it_is(self, rule: Rule) -> bool:
        """Return whether what bears on *rule* is the same after the last day as before it."""
        own = {*self._near_to(rule)}
        return not any(
            self._deeds.falls_under(self._chosen[index], other) is not False
            for other in self._passing
            for index in own.intersection(self._near_to(other))
        )

    def _go_round(self, rule: Rule, norm: Obligation, least: int) -> None:
        """Let what is due so long after the last time be due again after each time."""
        slots = self._slots.between(rule.opens or self._start, self._end)
        events, owed = self._events(rule, slots), {*self._deeds.owed_to(rule)}
        for number in events:
            _, slot, at = self.occasions[number - 1]
            if not owed <= self._reached(number):
                # The next time hangs on when the last of them is reached.
                continue
            # The latest instant of the stretch leaves the most time.
            end = _round_from(norm, at if self._is_sure else slot.end - TICK, self._slots)
            if end is None or end > self._end or (rule.closes is not None and end > rule.closes):
                continue
            begins = _waited(norm, at if self._is_sure else slot.start, self._slots.zone)
            between = self._between(slot.start, end)
            after = {each.number for each in between if each.end > begins}
            of = tuple(
                each
                for each in events
                if each != number
                and self.occasions[each - 1].slot.number in after
                and (
                    not self._is_sure or max(at + TICK, begins) <= self.occasions[each - 1].at < end
                )
            )
            self._demand(rule, of, least, given=number)

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
        since = occasion.at if self._is_sure else slot.end - TICK
        due = due_of(norm, since, since, zone).last
        has_time = due is None or due > self._end
        if due is None or due > self._end:
            # Whoever has time until later may still do it now.
            self.later.add(self._owner(rule))
            due = self._end
        wait = getattr(norm, "wait", None)
        begins = occasion.at if self._is_sure else slot.start
        if wait is not None:
            begins = not_before(begins, wait, zone)
        slots = [each for each in self._slots.between(slot.start, due) if each.end > begins]
        if self._is_sure:
            slots = [each for each in slots if begins < each.at < due]
        events = tuple(each for each in self._events(rule, slots) if each != cause)
        if has_time and not (events and self._is_sure):
            return
        made = self._demand(rule, events, 1, given=cause)
        self._following.setdefault(cause, []).extend(made)

    # What is not to be done

    def _against(self, rule: Rule) -> Iterator[int]:
        """Yield the events that are the act of *rule*, at a time at which it counts."""
        above = self._above(rule, {"once", "recurring", "quota", "grant"})
        for index in self._near_to(rule):
            if not self._hits(self._deeds.falls_under(self._chosen[index], rule)):
                continue
            for number in self._by_deed.get(index, ()):
                slot = self.occasions[number - 1].slot
                if number in self.given or not self._hits(self._is_then(rule, slot)):
                    continue
                if not any(self._is_under(number, other) for other in above):
                    yield number

    def _is_then(self, rule: Rule, slot: Slot) -> Truth:
        """Return whether *rule* counts at *slot*; ``None`` if that hangs on more than time."""
        truth = self._is_in_its_time(rule, slot)
        doubtful = is_open(rule.norm) or rule.norm.nth is not None
        return None if truth and doubtful else truth

    def _is_in_its_time(self, rule: Rule, slot: Slot) -> Truth:
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
        return self._slots.fits(norm, slot)

    def _await_words(self, rule: Rule) -> None:
        """Let what waits for a word be done after it only; for the schedule, a replay asks."""
        words = self._deeds.words_for(rule)
        if not words or rule.norm.after is not None:
            return
        places = {deed.event: index for index, deed in enumerate(self._chosen)}
        for number in [*self._waiting(rule)]:
            slot = self.occasions[number - 1].slot
            before = [each for each in self._slots.all[: slot.number + 1] if _is_near(each, slot)]
            for ways in words:
                of = tuple(
                    each
                    for deed in ways
                    if deed.event in places
                    for other in before
                    for each in self._number(places[deed.event], other)
                )
                if of:
                    owners = (self._owner(rule),)
                    self.demands.append(Demand(owners, of, least=1, given=number))

    def _waiting(self, rule: Rule) -> Iterator[int]:
        """Yield the events that surely are the act of *rule*, at a time at which it counts."""
        for index in self._near_to(rule):
            if self._deeds.falls_under(self._chosen[index], rule) is True:
                for number in self._by_deed.get(index, ()):
                    if self._is_in_its_time(rule, self.occasions[number - 1].slot):
                        yield number

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
        if after is None or (mentions_them(norm) and not self._is_wary):
            return
        owners, against = (self._owner(rule),), sorted(self._against(rule))
        causes = [
            number
            for number, occasion in enumerate(self.occasions, start=1)
            if self._hits(self._deeds.sets_off(occasion.deed, rule, after))
        ]
        # Of two that each set it off and each are against it, one comes after the other.
        mutual = {*causes} & {*against}
        if norm.for_ is not None:
            self.distances.append(self._distance(owners[0], frozenset(mutual), norm.for_))
        by_slot: dict[int, list[int]] = {}
        for number in against:
            by_slot.setdefault(self.occasions[number - 1].slot.number, []).append(number)
        reached: dict[int, list[Slot]] = {}
        for cause in causes:
            slot = self.occasions[cause - 1].slot
            if slot.number not in reached:
                reached[slot.number] = [*self._soon_after(slot, rule)]
            near = [each.number for each in reached[slot.number]]
            if slot.number not in near and self._covers(slot, norm.for_, rule):
                self._rule_out(owners[0], cause, by_slot.get(slot.number, ()))
            for number in (number for each in near for number in by_slot.get(each, ())):
                self._exclude_pair(owners, cause, number)
            if slot.number not in near and cause in mutual:
                for number in by_slot.get(slot.number, ()):
                    if number > cause and number in mutual:
                        self._exclude_pair(owners, cause, number)

    def _covers(self, slot: Slot, lasts: Duration | None, rule: Rule) -> bool:
        """Return whether what is ruled out from *slot* on is so for all the rest of it."""
        if lasts is None:
            return True
        try:
            return deadline(slot.start, lasts, rule.case.zone).is_met_by(slot.end - TICK)
        except InvalidTime:
            return True

    def _rule_out(self, owner: Path, cause: int, together: Sequence[int]) -> None:
        """
        Let what follows *cause* in the same stretch of time keep nothing that follows it.

        What comes before it is not ruled out, and does not follow it either.
        """
        for demand in self._following.get(cause, ()):
            left = tuple(number for number in demand.of if number not in together)
            if len(left) < len(demand.of):
                owners = tuple(dict.fromkeys((*demand.owners, owner)))
                self.demands.append(demand._replace(owners=owners, of=left))

    def _distance(self, owner: Path, events: frozenset[int], lasts: Duration) -> Distance:
        if lasts.is_elapsed:
            return Distance(owner, events, span=lasts.elapsed)
        # Months are as long as the shortest is, and days as they are.
        days = lasts.whole_days + 28 * lasts.whole_months
        return Distance(owner, events, days=days if lasts.nights else days + 1)

    def _exclude_pair(self, owners: tuple[Path, ...], cause: int, number: int) -> None:
        if number != cause:
            of = (number,) if cause in self.given else (cause, number)
            self.demands.append(Demand(owners, of, most=len(of) - 1))

    def _soon_after(self, cause: Slot, rule: Rule) -> Iterator[Slot]:
        """Yield when something is, or may be, too soon after what was at *cause*."""
        lasts, zone = rule.norm.for_, rule.case.zone
        soonest = latest = None
        if lasts is not None:
            try:
                soonest = deadline(cause.start, lasts, zone)
                latest = deadline(cause.end - TICK, lasts, zone)
            except InvalidTime:
                lasts = None
        for slot in self._slots.all[cause.number :]:
            if latest is not None and not latest.is_met_by(slot.start):
                return
            surely = slot.number > cause.number and (
                soonest is None or soonest.is_met_by(slot.end - TICK)
            )
            if surely or self._is_wary:
                yield slot

    def _add_limit(self, rule: Rule) -> None:
        norm, allowed = rule.norm, rule.case.standing.allowed
        events = sorted(self._against(rule), key=lambda each: self.occasions[each - 1].slot.number)
        most = self._most(allowed, events)
        if most is None:
            return
        for group in self._by_partner(norm.with_, rule.who, events):
            for window in self._windows(group, rule):
                if len(window) > most:
                    self.demands.append(Demand((self._owner(rule),), window, most=most))

    def _most(self, allowed: Quantity, events: Sequence[int]) -> int | None:
        """Return how many of *events* are allowed; ``None``: it is no matter of counting."""
        if allowed.number is not None:
            return int(allowed.number)
        measured = measure(allowed)
        sizes = {_size(self.occasions[number - 1].deed.event) for number in events}
        if measured is None or not self._is_sure or len(sizes) != 1:
            return None
        size = sizes.pop()
        return int(measured[0] // size[0]) if size is not None and size[1] == measured[1] else None

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
                start = self._slots.window_of(self.occasions[number - 1].slot, window)
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
            _, slot, at = self.occasions[number - 1]
            # Whatever the hours, what begins after this is in one window with it.
            since = earlier(at if self._is_sure else slot.end - TICK, window, zone)
            while first < last and not self._is_after(events[first], since):
                first += 1
            yield tuple(events[first : last + 1])

    def _is_after(self, number: int, since: dt.datetime) -> bool:
        _, slot, at = self.occasions[number - 1]
        return (at if self._is_sure else slot.start) > since

    # Permissions, and being in two places

    def _add_grant(self, rule: Rule) -> None:
        if is_open(rule.norm) or rule.norm.after is not None:
            return
        slots = [slot for slot in self._slots if self._is_then(rule, slot) is not False]
        events = self._events(rule, slots)
        if events and not self._is_waived(rule, events):
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
            begins, then = sorted((first.at, second.at))
            earlier_one = one if begins == first.at else other
            return self._ends(earlier_one, begins) > then
        return not (
            self._ends(one, first.slot.start) < second.slot.end
            or self._ends(other, second.slot.start) < first.slot.end
        )


def _has_size(norm: Norm) -> bool:
    return norm.lasting is not None or norm.amount is not None


def _is_long(rule: Rule) -> bool:
    """Return whether *rule* leaves at least a week for what it asks for several times."""
    per = getattr(rule.norm, "per", None)
    return per is not None and per.unit is not None and per.unit != "day"


def _size(event: Event) -> tuple[Decimal, str] | None:
    """Return how much *event* is: its amount, or how many hours it lasts."""
    if event.amount is not None:
        return measure(event.amount)
    return None if event.lasting is None else measure(Quantity(duration=event.lasting))


def _least(rule: Rule) -> int | None:
    """Return how many times *rule* asks for its act in each round; ``None``: nobody can tell."""
    norm = rule.norm
    if not isinstance(norm, Obligation):
        return None
    asked: Quantity | None = norm.at_least
    if asked is None:
        return 1
    if norm.per is None or norm.per.kind not in {"calendar", "rolling"} or asked.number is None:
        return None
    number = Decimal(asked.number)
    whole = int(number) if number == int(number) else int(number) + 1
    return whole if whole <= _MOST_TIMES else None


def _is_near(slot: Slot, act: Slot) -> bool:
    """Return whether a word at *slot* may still count for what is done at *act*."""
    return act.day - slot.day <= _LONG_AGO


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
