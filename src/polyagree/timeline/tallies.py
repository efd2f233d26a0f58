"""How far a limit is used, one event after the other."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import Factory, define, evolve

from polyagree.clock import Interval, local_day, window_around
from polyagree.timeline.cases import Case
from polyagree.timeline.counting import Counted
from polyagree.timeline.instants import earlier
from polyagree.timeline.sums import Sums
from polyagree.timeline.times import is_going_on
from polyagree.timeline.totals import NOTHING, Total, in_words, sum_of, total_of
from polyagree.timeline.truth import Truth
from polyagree.timeline.windows import in_words as window_in_words
from polyagree.timeline.windows import occasion_of

__all__ = ["Tally"]


@define(slots=True)
class Tally:
    """
    What was used of a limit in the window that is going on.

    It holds what may still be out of order, or may leave a rolling window; the
    rest is added up.

    Attributes:
        recent: What may still matter by itself.
        least: How much was added up of what came before it, at least.
        most: How much may have been.
        window: The calendar window; ``None``: there is none, or nothing was counted.
        occasion: The number of the event that the window belongs to.
        words: How much there is, in words, after the last one.
    """

    recent: list[Counted] = Factory(list)
    least: Total = NOTHING
    most: Total = NOTHING
    window: Interval | None = None
    occasion: int | None = None
    words: str = ""

    def add(self, one: Counted, case: Case) -> Truth:
        """Count *one*; return whether it is over the limit."""
        per, zone = case.standing.per, case.zone
        when = "in all"
        if per.kind == "moment":
            return self._add_at_one_time(one, case)
        if per.kind == "rolling" and per.duration is not None:
            start = earlier(one.entry.first, per.duration, zone)
            self.recent = [each for each in self.recent if each.entry.last > start]
            self.recent.append(one)
            sums = Sums(self.recent, total_of(case.standing.allowed), zone)
            at = len(self.recent) - 1
            surely, maybe = sums.starts(at, per.duration)
            over = sums.is_over(at, surely, maybe)
            counted = self.recent[surely if over else maybe :]
            self._say(counted, f"in the {per.duration} up to {one.entry.day}", over, case)
            return over
        if per.unit is not None:
            if self.window is None or not self.window.contains(one.entry.first):
                self._begin()
                self.window = window_around(one.entry.first, per, zone)
            when = window_in_words(local_day(self.window.start, zone), per.unit)
        elif per.act is not None:
            occasion, sure = occasion_of(case, one.entry, per.act)
            if occasion is None:
                return False
            if self.occasion != occasion.index:
                self._begin()
                self.occasion = occasion.index
            one = one if sure else one._replace(least=NOTHING)
            when = f"at the {per.act} of {occasion.day}"
        self._add_up(one)
        self.recent.append(one)
        allowed = total_of(case.standing.allowed)
        sums = Sums(self.recent, allowed, zone, before=(self.least, self.most))
        over = sums.is_over(len(self.recent) - 1)
        self._say(self.recent, when, over, case)
        return over

    def copy(self) -> Tally:
        """Return the same, to go on with by itself."""
        return evolve(self, recent=[*self.recent])

    def _begin(self) -> None:
        self.recent, self.least, self.most = [], NOTHING, NOTHING

    def _add_up(self, one: Counted) -> None:
        """Add up what can no longer be out of order with *one*."""
        kept = []
        for each in self.recent:
            if each.entry.day < one.entry.day:
                self.least = self.least.plus(each.least)
                self.most = self.most.plus(each.most)
            else:
                kept.append(each)
        self.recent = kept

    def _add_at_one_time(self, one: Counted, case: Case) -> Truth:
        if case.standing.allowed.kind != "number" or one.entry.event.lasting is None:
            return False
        allowed = total_of(case.standing.allowed)
        others = [(each, is_going_on(each.entry, one.entry, case.zone)) for each in self.recent]
        self.recent = [*(each for each, truth in others if truth is not False), one]
        if one.lifted is True:
            return False
        going = [*(each for each, truth in others if truth), one]
        least, most = (
            sum_of(each.least for each in going),
            sum_of(each.most for each in self.recent),
        )
        sure = one.lifted is False and one.least != NOTHING and bool(least.is_over(allowed))
        over: Truth = True if sure else (None if most.is_over(allowed) is not False else False)
        self._say(going if sure else self.recent, f"at one time on {one.entry.day}", over, case)
        return over

    def _say(self, counted: Iterable[Counted], when: str, over: Truth, case: Case) -> None:
        allowed = case.standing.allowed
        if over:
            used = self.least.plus(sum_of(each.least for each in counted))
        else:
            used = self.most.plus(sum_of(each.most for each in counted))
        self.words = f"{in_words(used, allowed)} of {allowed} {when}"
