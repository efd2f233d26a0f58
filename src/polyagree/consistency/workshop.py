"""Where a schedule is made that keeps one part of a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from polyagree.clock import Duration, local_day, window_around
from polyagree.consistency.amounts import too_much
from polyagree.consistency.checking import UNDONE, Trouble, adorned, troubles
from polyagree.consistency.deeds import Deed
from polyagree.consistency.demands import Care, Draft, Occasion
from polyagree.consistency.logic import Demand, Problem
from polyagree.consistency.parts import Part
from polyagree.consistency.plain import first_fit
from polyagree.consistency.priorities import Priorities
from polyagree.consistency.rounds import once_due
from polyagree.consistency.slots import Slot
from polyagree.consistency.solver import Solver, is_available
from polyagree.consistency.stage import Stage
from polyagree.consistency.timing import exact_times
from polyagree.consistency.verdicts import Planned
from polyagree.errors import DoesNotReplay
from polyagree.model import Event, Norm
from polyagree.source import Path, dotted
from polyagree.timeline.instants import later
from polyagree.timeline.rules import Rule, trigger_of

__all__ = ["Workshop", "last_day_for"]

_AT_LEAST = Duration(days=60)
_AT_MOST = Duration(days=800)
_MOST_TIMINGS = 60
_TRIED: tuple[Care, ...] = ("hopeful", "careful", "thorough")


def last_day_for(norms: Iterable[Norm], first: dt.date, stage: Stage) -> dt.date:
    """Return the last day that has to be looked at, so that each window is seen whole once."""
    zone, start = stage.polycule.zone, stage.start
    last = later(start, _AT_LEAST, zone)
    for norm in norms:
        for key in ("per", "every"):
            window = getattr(norm, key, None)
            if window is None:
                continue
            if window.unit is not None:
                whole = window_around(start, window, zone)
                last = max(last, window_around(whole.end, window, zone).end)
            elif window.duration is not None:
                once = later(start, window.duration, zone)
                last = max(last, later(once, window.duration, zone))
        for key in ("within", "for_", "wait"):
            duration = getattr(norm, key, None)
            if duration is not None:
                last = max(last, later(start, duration, zone))
        for bound in (norm.from_, norm.until):
            if isinstance(bound, dt.date) and bound > first:
                last = max(last, stage.end_of(bound))
    last = min(last, later(start, _AT_MOST, zone))
    return local_day(last - dt.timedelta(microseconds=1), zone)


class Workshop:
    """
    Where a schedule of one part is made.

    Args:
        stage: The document in its world.
        part: The norms.
        horizon: The last day to look at; ``None``: as far as their windows ask for.
        until: When to give up, as a reading of :func:`time.monotonic`.
        happens: What happens in any case, and when.
        can_solve: Whether a solver may be asked.
        priorities: What makes an exception from what.
    """

    def __init__(
        self,
        stage: Stage,
        part: Part,
        *,
        horizon: dt.date | None = None,
        until: float | None = None,
        happens: Occasion | None = None,
        can_solve: bool = True,
        priorities: Priorities | None = None,
    ) -> None:
        self._stage = stage
        self._part = part
        self._until = until
        self._priorities = priorities or None
        self._happens = happens
        self._can_solve = can_solve and is_available()
        norms = [rule.norm for rule in part.rules]
        self.last = horizon or last_day_for(norms, stage.first, stage)
        ends = (
            once_due(rule, stage.start, stage.end_of(self.last))
            for rule in part.rules
            if rule.kind == "once" and trigger_of(rule) is None
        )
        cuts = (edge for due in ends if due is not None for edge in due if edge is not None)
        self._slots = stage.slots(self.last, norms, cuts)
        self._deeds = list(part.deeds)
        self._drafts: dict[Care, Draft] = {}
        self._known: list[Demand] = []
        self._joined: set[Path] = set()
        self._has_joined = True

    def some_slots(self) -> Sequence[Slot]:
        """Return when something might happen: on the days of a week, and when a ban begins."""
        norms = [rule.norm for rule in self._part.rules]
        is_timed = any(norm.days or norm.hours is not None for norm in norms)
        days = 7 if is_timed else 1
        before = self._stage.first + dt.timedelta(days=days)
        chosen = {slot.day for slot in self._slots if slot.day < before}
        bans = [rule for rule in self._part.rules if rule.kind in {"ban", "limit"}]
        chosen |= {day for rule in bans for day in self._first_days_of(rule)}
        found = [slot for slot in self._slots if slot.day in chosen]
        if is_timed:
            return found
        return [own[len(own) // 2] for own in _by_day(found)]

    def _first_days_of(self, rule: Rule) -> Iterator[dt.date]:
        """Yield a day on which *rule* counts for the first time, if it is later than others."""
        norm = rule.norm
        if rule.opens is None and norm.from_ is None and not norm.days and not norm.months:
            return
        begins = norm.from_ if isinstance(norm.from_, dt.date) else self._stage.first
        for slot in self._slots:
            is_on = rule.opens is None or rule.opens <= slot.start
            if is_on and slot.day >= begins and self._slots.fits(norm, slot):
                yield slot.day
                return

    # What is demanded

    def _draft(self, care: Care) -> Draft:
        if care not in self._drafts:
            self._drafts[care] = Draft(
                self._part.rules,
                self._stage.deeds,
                self._deeds,
                self._slots,
                care=care,
                happens=self._happens,
                priorities=self._priorities,
            )
        return self._drafts[care]

    @property
    def loose(self) -> Draft:
        """What surely has to hold: what it excludes, nobody can do."""
        return self._draft("loose")

    # A schedule

    def scheduled(
        self, keep: Collection[Path] | None = None
    ) -> tuple[tuple[Planned, ...] | None, list[Trouble]]:
        """
        Return what keeps the norms at *keep*, and what stands against it if nothing was found.

        Raises:
            DoesNotReplay: If the replay contradicts what was demanded.
        """
        kept = self._part.paths if keep is None else self._in_order(keep)
        found: list[Trouble] = []
        for care in _TRIED:
            draft = self._draft(care)
            planned = self._chosen(draft, kept)
            if planned is None:
                continue
            chosen, times = planned
            events, is_dressed = self._events(draft, chosen, times, kept)
            found = [
                each
                for each in troubles(self._stage, events, self.last, kept)
                if not self._is_excused(each, events)
                and not (each.fact == UNDONE and each.path in draft.later)
            ]
            if not found:
                return tuple(self._planned(event, kept) for event in events), []
            if not is_dressed:
                # What goes with an act was not reckoned with, and may be what is ruled out.
                self._refuse_surprises(found, draft, events)
        return None, found or self._in_doubt(kept)

    def _is_excused(self, trouble: Trouble, events: Sequence[Event]) -> bool:
        """Return whether something that goes before it makes an exception from a norm."""
        if self._priorities is None:
            return False
        own = [rule for rule in self._part.rules if rule.case.standing.path == trouble.path]
        above = [
            other
            for other in self._part.rules
            if any(self._priorities.is_above(other, rule) for rule in own)
        ]
        if trouble.event is None:
            return any(other.kind == "ban" for other in above)
        deeds = self._stage.deeds
        deed = Deed(events[trouble.event], deeds.people_in(events[trouble.event]))
        return any(other.kind != "ban" and deeds.falls_under(deed, other) for other in above)

    def _chosen(
        self, draft: Draft, kept: Collection[Path]
    ) -> tuple[list[int], Mapping[int, dt.datetime]] | None:
        """Return events of *draft* that keep the norms at *kept*, and when some of them are."""
        problem = self._hard(draft).of_owners(kept)
        distances = [each for each in draft.distances if each.owner in kept]
        for _ in range(_MOST_TIMINGS):
            found = first_fit(problem)
            if found is None and self._can_solve:
                with Solver(problem, until=self._until) as solver:
                    found = solver.schedule(problem.owners)
            if found is None:
                return None
            chosen = _pruned(problem, found, draft.given)
            times = exact_times(chosen, draft.occasions, distances)
            if isinstance(times, Mapping):
                return chosen, times
            # Not all of these, whose hours leave no room between them.
            apart = Demand((), times, most=len(times) - 1)
            problem = problem._replace(demands=[*problem.demands, apart])
        return None

    def _in_doubt(self, kept: Collection[Path]) -> list[Trouble]:
        """Return that nobody can tell whether *kept* can be kept; nothing, if a solver could."""
        if not self._can_solve:
            return []
        problem = self._hard(self._draft(_TRIED[-1])).of_owners(kept)
        with Solver(problem, until=self._until) as solver:
            paths = self._in_order(solver.minimal(problem.owners) or ())
        clauses = {rule.case.standing.path: rule.case.standing.clause for rule in self._part.rules}
        return [
            Trouble(path, clauses[path], is_sure=False, event=None, fact="together")
            for path in paths
        ]

    def _events(
        self,
        draft: Draft,
        chosen: Sequence[int],
        times: Mapping[int, dt.datetime],
        kept: Collection[Path],
    ) -> tuple[list[Event], bool]:
        """Return *chosen* at its times, and whether something was added that goes with it."""
        polycule = self._stage.polycule
        timed = [(times.get(each, draft.occasions[each - 1].at), each) for each in chosen]
        plain = [draft.occasions[number - 1].deed.at(at, polycule) for at, number in sorted(timed)]
        rules = [rule for rule in self._part.rules if rule.case.standing.path in kept]
        dressed = adorned(self._stage, plain, self.last, rules)
        return sorted(dressed, key=lambda each: (each.day, str(each.at))), dressed != plain

    def _planned(self, event: Event, kept: Collection[Path]) -> Planned:
        deed = Deed(event, self._stage.deeds.people_in(event))
        return Planned(
            event=event,
            keeps=tuple(
                dict.fromkeys(
                    rule.case.standing.path
                    for rule in self._part.rules
                    if rule.kind in {"once", "recurring", "quota"}
                    and rule.case.standing.path in kept
                    and self._stage.deeds.falls_under(deed, rule)
                )
            ),
        )

    def _refuse_surprises(
        self, found: Sequence[Trouble], draft: Draft, events: Sequence[Event]
    ) -> None:
        """
        Refuse a schedule that breaks what it was made to keep.

        Raises:
            DoesNotReplay: If the replay contradicts what was demanded.
        """
        if draft.given:
            # What happens in any case may be against something by itself, or use up a limit.
            return
        told = {rule.case.standing.path for rule in self._part.rules}
        for rule in self._part.rules:
            if not draft.tells_all_of(rule):
                told.discard(rule.case.standing.path)
        for each in found:
            if each.is_sure and each.path in told:
                raise DoesNotReplay(
                    f"the replay says of `{dotted(each.path)}`: {each.fact}, and it was to be kept",
                    events=tuple(events),
                )

    @cached_property
    def _too_much(self) -> list[Demand]:
        """That of norms which ask for more hours, or more of something, not all are kept."""
        stage = self._stage
        last = stage.end_of(self.last)
        found = too_much(self._part.rules, stage.deeds, self._deeds, stage.start, last)
        return [Demand(paths, (), least=1) for paths in found]

    def _hard(self, draft: Draft) -> Problem:
        """Return what *draft* demands, beside what happens anyway and what hours tell."""
        problem = draft.problem
        more = [Demand((), (number,), least=1) for number in draft.given]
        known = (*self._too_much, *self._known)
        return problem._replace(demands=[*problem.demands, *more, *known])

    def _in_order(self, paths: Collection[Path]) -> tuple[Path, ...]:
        return tuple(path for path in self._part.paths if path in paths)


def _by_day(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    for _, own in groupby(slots, key=lambda slot: slot.day):
        yield [*own]


def _pruned(problem: Problem, chosen: Sequence[int], given: Collection[int]) -> list[int]:
    """Return *chosen* without what nothing asks for."""
    kept = dict.fromkeys(chosen)
    lower = [each for each in problem.demands if each.least]
    counts = [sum(number in kept for number in demand.of) for demand in lower]
    wanting: dict[int, list[int]] = {}
    for position, demand in enumerate(lower):
        for number in demand.of:
            wanting.setdefault(number, []).append(position)
    for number in [*chosen][::-1]:
        if number in given:
            continue
        asked = (
            at
            for at in wanting.get(number, ())
            if lower[at].given is None or (lower[at].given in kept and lower[at].given != number)
        )
        if all(counts[at] > lower[at].least for at in asked):
            del kept[number]
            for at in wanting.get(number, ()):
                counts[at] -= 1
    return [*kept]
