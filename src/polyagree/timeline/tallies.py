"""How far a limit is used, one event after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import Factory, define, evolve

from polyagree.clock import Duration, Interval, local_day, window_around
from polyagree.timeline.cases import Case
from polyagree.timeline.counting import Counted, in_all
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

    It holds what may still be out of order, and what is in a rolling window. What
    came before that is added up; of a rolling window, what is in it.

    Attributes:
        recent: What may still matter by itself.
        least: How much was added up, at least.
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
            return self._add_rolling(one, per.duration, case)
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
        used = self.least if over else self.most
        self._say(used.plus(_sum(self.recent, over)), when, case)
        return over

    def _add_rolling(self, one: Counted, duration: Duration, case: Case) -> Truth:
        zone, allowed = case.zone, total_of(case.standing.allowed)
        when = f"in the {duration} up to {one.entry.day}"
        self._let_go(earlier(one.entry.first, duration, zone))
        self.recent.append(one)
        self.least, self.most = self.least.plus(one.least), self.most.plus(one.most)
        if all(each.entry.first == each.entry.last for each in self.recent):
            # Where the order is known, what is in the window is all there is to it.
            over = _is_over(one, self.least, self.most, allowed)
            self._say(self.least if over else self.most, when, case)
            return over
        sums, at = Sums(self.recent, allowed, zone), len(self.recent) - 1
        surely, maybe = sums.starts(at, duration)
        over = sums.is_over(at, surely, maybe)
        self._say(_sum(self.recent[surely if over else maybe :], over), when, case)
        return over

    def _let_go(self, start: dt.datetime) -> None:
        """Let go of what was up to *start*, and of how much it was."""
        gone = [each for each in self.recent if each.entry.last <= start]
        for each in gone:
            self.least, self.most = self.least.minus(each.least), self.most.minus(each.most)
        if gone:
            self.recent = [each for each in self.recent if each.entry.last > start]

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
        (least, _), (_, most) = in_all(case, going), in_all(case, self.recent)
        adds, _ = in_all(case, [one])
        sure = one.lifted is False and adds != NOTHING and bool(least.is_over(allowed))
        over: Truth = True if sure else (None if most.is_over(allowed) is not False else False)
        self._say(least if sure else most, f"at one time on {one.entry.day}", case)
        return over

    def _say(self, used: Total, when: str, case: Case) -> None:
        allowed = case.standing.allowed
        self.words = f"{in_words(used, allowed)} of {allowed} {when}"


def _sum(counted: Iterable[Counted], over: Truth) -> Total:
    """Return how much there was for sure, if that is over, and otherwise may have been."""
    return sum_of(each.least if over else each.most for each in counted)


def _is_over(one: Counted, least: Total, most: Total, allowed: Total) -> Truth:
    """Return whether *one* is over, of what came before it and itself together."""
    if one.lifted is True:
        return False
    if one.lifted is False and one.least != NOTHING and least.is_over(allowed):
        return True
    return False if most.is_over(allowed) is False else None
