"""What may happen, event by event, and what of it counts for and against whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from polyagree.consistency.crowding import Distance
from polyagree.consistency.deeds import Deed, Deeds
from polyagree.consistency.logic import Demand
from polyagree.consistency.portions import Portion, portion_of
from polyagree.consistency.priorities import Priorities
from polyagree.consistency.rounds import is_rolling, times_of
from polyagree.consistency.slots import Slot, Slots
from polyagree.consistency.worlds import is_open
from polyagree.model import Norm, Obligation, PersonId
from polyagree.source import Path
from polyagree.timeline.dues import due_of
from polyagree.timeline.instants import later
from polyagree.timeline.rules import Rule, trigger_of
from polyagree.timeline.truth import Truth

__all__ = ["Board", "Care", "Occasion", "Use"]

_A_MOMENT = dt.timedelta(minutes=1)
_MOST_COPIES = 24
_PARTS = (1, 2, 4, 8)


Care = Literal["loose", "hopeful", "careful", "thorough"]
"""How what may be so, and may not, is counted; :class:`Board` says it of each."""


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


class Use(NamedTuple):
    """
    What is possible, or should be.

    Attributes:
        path: Where it is granted, or asked for.
        who: For whom.
    """

    path: Path
    who: tuple[PersonId, ...]


class Board:
    """
    What may happen in some days, in numbers, and what of it falls under which norm.

    With how much care it is made says what is done with what may be so and may not:

    - *loose*: it counts towards a duty, and never against anybody. What such a board
      excludes, nobody can do.
    - *hopeful*: it counts neither towards a duty nor against anybody.
    - *careful*: it counts against people, and not towards a duty. So it is in a *thorough*
      one, where something may be done several times at one time, though there be a week for
      it. What such a board allows can be done.

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
        self.deeds = deeds
        self.slots = slots
        self.chosen = chosen if happens is None else (*chosen, happens.deed)
        self.is_sure = care != "loose"
        self.is_wary = care in {"careful", "thorough"}
        self.is_lean = care in {"hopeful", "careful"}
        self.start, self.end = slots.all[0].start, slots.all[-1].end
        self.occasions: list[Occasion] = []
        self.demands: list[Demand] = []
        #: What may be done, and what is kept up: each of these is possible for whom it binds.
        self.uses: dict[Use, tuple[tuple[int, ...], ...]] = {}
        #: Of which duties nothing is demanded, since nobody knows what would keep them.
        self.left: list[Rule] = []
        #: Where duties stand that have time until after the last day.
        self.later: set[Path] = set()
        #: What keeps its distance from itself.
        self.distances: list[Distance] = []
        #: What happens anyway.
        self.given: tuple[int, ...] = ()
        self.priorities = priorities or None
        self.rules = rules
        self._numbers: dict[tuple[int, int], tuple[int, ...]] = {}
        self.by_deed: dict[int, list[int]] = {}
        self.following: dict[int, list[Demand]] = {}
        self._sized = [rule for rule in rules if rule.kind == "ban" and _has_size(rule.norm)]
        self._near = self._index()
        self._copies = self._copies_of(rules)
        self.triggered = [rule for rule in rules if trigger_of(rule) is not None]
        self.passing = [rule for rule in rules if _passes(rule)]
        if happens is not None:
            self.given = self.numbers_of(len(self.chosen) - 1, happens.slot)[:1]

    def _index(self) -> Mapping[tuple[str, PersonId], list[int]]:
        found: dict[tuple[str, PersonId], list[int]] = {}
        for index, deed in enumerate(self.chosen):
            for act in self.deeds.words.wider(deed.event.act):
                for person in deed.people:
                    found.setdefault((act, person), []).append(index)
        return found

    # Events and what falls under a norm

    def numbers_of(self, deed: int, slot: Slot) -> tuple[int, ...]:
        """Return the numbers of an event, one for each time that it may be done then."""
        key = (deed, slot.number)
        found = self._numbers.get(key)
        if found is None:
            first = len(self.occasions) + 1
            for copy in range(self._copies.get(deed, 1)):
                at = self._at(self.chosen[deed], slot, copy)
                if at is None:
                    break
                self.occasions.append(Occasion(self.chosen[deed], slot, at))
            found = self._numbers[key] = tuple(range(first, len(self.occasions) + 1))
            self.by_deed.setdefault(deed, []).extend(found)
        return found

    def _at(self, deed: Deed, slot: Slot, copy: int) -> dt.datetime | None:
        """Return when in *slot* the *deed* is done once more; ``None``: no time is left for it."""
        length = deed.event.lasting
        if copy and length is not None and self.is_sure:
            # Nobody spends the same hour twice.
            at = later(self.occasions[-1].at, length, self.slots.zone)
            return at if at < slot.end else None
        at = slot.at + copy * _A_MOMENT
        return at if at < slot.end else slot.at

    def _copies_of(self, rules: Sequence[Rule]) -> dict[int, int]:
        """Return how often a deed may be done at one time, where something asks for several."""
        found: dict[int, int] = {}
        for rule in rules:
            least = self.least_of(rule) or 1
            if least > 1 and not (self.is_lean and _is_long(rule)):
                for index in self.keeping(rule):
                    found[index] = max(found.get(index, 1), min(least, _MOST_COPIES))
        return found

    def keeps(self, truth: Truth) -> bool:
        """Return whether something counts towards a duty."""
        return truth is True or (truth is None and not self.is_sure)

    def hits(self, truth: Truth) -> bool:
        """Return whether something counts against what is not to be done."""
        return truth is True or (truth is None and self.is_wary)

    def near_to(self, rule: Rule) -> list[int]:
        """Return which deeds are the act of *rule*, or a kind of it, by those whom it binds."""
        found = {
            index for person in rule.who for index in self._near.get((rule.norm.act, person), ())
        }
        return sorted(found)

    def events_of(self, rule: Rule, slots: Sequence[Slot]) -> tuple[int, ...]:
        """Return the events that keep *rule* in those of *slots* that are times of it."""
        times = [slot for slot in slots if self.keeps(self.slots.fits(rule.norm, slot))]
        return tuple(
            number
            for index in self.keeping(rule)
            for slot in times
            for number in self.numbers_of(index, slot)
        )

    def keeping(self, rule: Rule) -> list[int]:
        """Return which deeds keep *rule*, whenever they are done."""
        portion = self.portion_of(rule)
        at_once = self.is_sure and isinstance(rule.norm, Obligation) and is_rolling(rule.norm)
        owed = self.deeds.owed_to(rule) if at_once else ()
        return [
            index
            for index in self.near_to(rule)
            if self.keeps(self.deeds.falls_under(self.chosen[index], rule))
            and (portion is None or not self.is_sure or portion.is_in(self.chosen[index].event))
            and (not owed or self.deeds.reaches(self.chosen[index]).issuperset(owed))
        ]

    def portion_of(self, rule: Rule) -> Portion | None:
        """Return in what portions *rule* would be kept, none of which is too large or small."""
        whole = portion_of(rule.norm)
        if whole is None or not self._sized:
            return whole
        for parts in _PARTS:
            portion = whole.divided(parts)
            own = [
                deed
                for deed in self.chosen
                if portion.is_in(deed.event) and self.deeds.falls_under(deed, rule)
            ]
            if any(self._is_fine(deed) for deed in own):
                return portion
        return whole

    def _is_fine(self, deed: Deed) -> bool:
        return all(self.deeds.falls_under(deed, other) is False for other in self._sized)

    def demand(
        self, rule: Rule, events: tuple[int, ...], least: int, given: int | None = None
    ) -> list[Demand]:
        """Let so many of *events* happen; where several are to be reached, for each of them."""
        owners = (self.owner_of(rule),)
        made = [
            Demand(owners, group, least=least, given=given, is_after=given is not None)
            for group in self._by_reached(rule, events)
        ]
        self.demands += made
        return made

    def _by_reached(self, rule: Rule, events: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield *events* once for each whom they have to reach, if they reach them."""
        owed = self.deeds.owed_to(rule)
        if not owed:
            yield events
        for person in owed:
            yield tuple(each for each in events if person in self.reached(each))

    def reached(self, number: int) -> frozenset[PersonId]:
        """Return whom an event reaches."""
        return self.deeds.reaches(self.occasions[number - 1].deed)

    def above(self, rule: Rule, kinds: Collection[str]) -> list[Rule]:
        """Return what makes an exception from *rule*."""
        if self.priorities is None:
            return []
        return [
            other
            for other in self.rules
            if other.kind in kinds and self.priorities.is_above(other, rule)
        ]

    def is_waived(self, rule: Rule, events: Sequence[int]) -> bool:
        """Return whether what goes before *rule* rules out all of *events*."""
        above = self.above(rule, {"ban"})
        return bool(above) and all(
            any(self.is_under(number, other) for other in above) for number in events
        )

    def is_under(self, number: int, rule: Rule) -> bool:
        """Return whether an event is the act of *rule*, at a time of it."""
        _, slot, _ = self.occasions[number - 1]
        deed = self.occasions[number - 1].deed
        return self.deeds.falls_under(deed, rule) is True and self.is_then(rule, slot) is True

    def between(self, start: dt.datetime, end: dt.datetime) -> list[Slot]:
        """Return when something is, or may be, between two instants."""
        found = self.slots.touching(start, end)
        return [each for each in found if start <= each.at < end] if self.is_sure else [*found]

    def least_of(self, rule: Rule) -> int | None:
        """Return how many events *rule* asks for in each round; ``None``: nobody can tell."""
        portion, per = self.portion_of(rule), getattr(rule.norm, "per", None)
        if portion is None or per is None or per.kind != "calendar":
            return times_of(rule)
        # All of it may be done at one time.
        return portion.count if self.is_sure else 1

    def owner_of(self, rule: Rule) -> Path:
        """Return where *rule* stands."""
        return rule.case.standing.path

    def is_on(self, rule: Rule, slot: Slot) -> bool:
        """Return whether *rule* is in force at *slot*, as far as dates say."""
        return (rule.opens is None or rule.opens <= slot.start) and (
            rule.closes is None or slot.end <= rule.closes
        )

    def against(self, rule: Rule) -> Iterator[int]:
        """Yield the events that are the act of *rule*, at a time at which it counts."""
        above = self.above(rule, {"once", "recurring", "quota", "grant"})
        for index in self.near_to(rule):
            if not self.hits(self.deeds.falls_under(self.chosen[index], rule)):
                continue
            for number in self.by_deed.get(index, ()):
                slot = self.occasions[number - 1].slot
                if number in self.given or not self.hits(self.is_then(rule, slot)):
                    continue
                if not any(self.is_under(number, other) for other in above):
                    yield number

    def is_then(self, rule: Rule, slot: Slot) -> Truth:
        """Return whether *rule* counts at *slot*; ``None`` if that hangs on more than time."""
        truth = self.is_in_its_time(rule, slot)
        doubtful = is_open(rule.norm) or rule.norm.nth is not None
        return None if truth and doubtful else truth

    def is_in_its_time(self, rule: Rule, slot: Slot) -> Truth:
        """Return whether *slot* is a time of *rule*, as far as its days and hours say."""
        norm, standing, zone = rule.norm, rule.case.standing, rule.case.zone
        if not standing.since <= slot.day < standing.before:
            return False
        if not self.is_on(rule, slot):
            return False
        if isinstance(norm.from_, dt.date) and slot.day < norm.from_:
            return False
        if isinstance(norm.until, dt.date) and slot.day > norm.until:
            return False
        if norm.for_ is not None and norm.after is None:
            due = due_of(norm, rule.opens, rule.opens, zone).last
            if due is not None and slot.start >= due:
                return False
        return self.slots.fits(norm, slot)


def _has_size(norm: Norm) -> bool:
    return norm.lasting is not None or norm.amount is not None


def _is_long(rule: Rule) -> bool:
    """Return whether *rule* leaves at least a week for what it asks for several times."""
    per = getattr(rule.norm, "per", None)
    return per is not None and per.unit is not None and per.unit != "day"


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
