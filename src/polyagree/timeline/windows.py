"""The windows in which a limit counts, and where there was more than it allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from polyagree.clock import CalendarUnit, Duration, Interval, local_day, window_around
from polyagree.timeline.cases import Case
from polyagree.timeline.counting import Counted, in_all
from polyagree.timeline.instants import OCCASION, TICK, earlier, later
from polyagree.timeline.log import Entry
from polyagree.timeline.sums import Sums
from polyagree.timeline.times import end_of, is_going_on
from polyagree.timeline.totals import NOTHING, total_of

__all__ = ["Excess", "excesses", "in_words", "occasion_of"]

#: Ours, since the standard library's follow the language of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Excess(NamedTuple):
    """
    One window in which there was more than was allowed.

    Attributes:
        window: The window.
        when: The window in words.
        counted: What counted in it.
        over: The positions among *counted* of those beyond the limit.
        sure: Whether that follows however the gaps in the log are filled.
    """

    window: Interval
    when: str
    counted: Sequence[Counted]
    over: Sequence[int]
    sure: bool


def excesses(case: Case, counted: Sequence[Counted]) -> Iterator[Excess]:
    """Yield each window of the limit in which there was more of *counted* than it allows."""
    per = case.standing.per
    if per.kind == "rolling" and per.duration is not None:
        yield from _rolling(case, counted, per.duration)
    elif per.kind == "moment":
        yield from _at_one_time(case, counted)
    elif per.act is not None:
        yield from _by_occasion(case, counted, per.act)
    elif per.unit is not None:
        yield from _by_calendar(case, counted, per.unit)
    else:
        window = Interval(start=counted[0].entry.first, end=counted[-1].entry.last + TICK)
        yield from _in_window(case, counted, window, "in all")


def _sums(case: Case, counted: Sequence[Counted]) -> Sums:
    return Sums(counted, total_of(case.standing.allowed), case.zone)


def _in_window(
    case: Case, counted: Sequence[Counted], window: Interval, when: str
) -> Iterator[Excess]:
    """Yield the excess of one window, if there is one."""
    sums = _sums(case, counted)
    truths = [sums.is_over(at) for at in range(len(counted))]
    sure = True in truths
    over = [at for at, truth in enumerate(truths) if truth is (True if sure else None)]
    if over:
        yield Excess(window, when, counted, over, sure)


# By the calendar, and by occasion


def _by_calendar(case: Case, counted: Sequence[Counted], unit: CalendarUnit) -> Iterator[Excess]:
    groups: dict[Interval, list[Counted]] = {}
    window: Interval | None = None
    for one in counted:
        if window is None or not window.contains(one.entry.first):
            window = window_around(one.entry.first, case.standing.per, case.zone)
        groups.setdefault(window, []).append(one)
    for around, group in groups.items():
        when = in_words(local_day(around.start, case.zone), unit)
        yield from _in_window(case, group, around, when)


def in_words(first: dt.date, unit: CalendarUnit) -> str:
    """Return the calendar window that begins on *first* in words."""
    if unit == "day":
        return f"on {first}"
    if unit == "year":
        return f"in {first.year}"
    if unit == "month":
        return f"in {_MONTHS[first.month - 1]} {first.year}"
    return f"in the {unit} from {first}"


def _by_occasion(case: Case, counted: Sequence[Counted], act: str) -> Iterator[Excess]:
    groups: dict[int, tuple[Entry, list[Counted]]] = {}
    for one in counted:
        occasion, sure = occasion_of(case, one.entry, act)
        if occasion is not None:
            added = one if sure else one._replace(least=NOTHING)
            groups.setdefault(occasion.index, (occasion, []))[1].append(added)
    for occasion, group in groups.values():
        end = max(group[-1].entry.last, occasion.last) + TICK
        window = Interval(start=occasion.first, end=end)
        yield from _in_window(case, group, window, f"at the {act} of {occasion.day}")


def occasion_of(case: Case, entry: Entry, act: str) -> tuple[Entry | None, bool]:
    """Return the occasion to which *entry* belongs, and whether that is sure."""
    for before in case.log.backwards(act, entry):
        if later(before.last, OCCASION, case.zone) < entry.first:
            break
        if case.side <= case.matcher.doers(before) and before.is_before(entry) is not False:
            ends = later(before.first, OCCASION, case.zone)
            return before, before.is_before(entry) is True and entry.last <= ends
    return None, True


# Rolling, and at one time


def _rolling(case: Case, counted: Sequence[Counted], duration: Duration) -> Iterator[Excess]:
    """
    Yield the excesses of a rolling window.

    Events over the limit that one window holds make one excess; its window is
    the one that ends with the last of them.
    """
    sums = _sums(case, counted)
    found: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for at in range(len(counted)):
        surely, maybe = sums.starts(at, duration)
        truth = sums.is_over(at, surely, maybe)
        if truth is not False:
            found[truth is True].append((at, surely if truth else maybe))
    for sure, over in found.items():
        for together in _in_one_window(over):
            end, start = together[-1]
            last = counted[end].entry
            yield Excess(
                Interval(
                    start=earlier(last.last, duration, case.zone) + TICK, end=last.last + TICK
                ),
                f"in the {duration} up to {last.day}",
                counted[start : end + 1],
                [at - start for at, _ in together],
                sure,
            )


def _in_one_window(over: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield those whose windows, from the second number on, hold the first of them."""
    together: list[tuple[int, int]] = []
    for at, start in over:
        if together and start > together[0][0]:
            yield together
            together = []
        together.append((at, start))
    if together:
        yield together


def _at_one_time(case: Case, counted: Sequence[Counted]) -> Iterator[Excess]:
    """Yield what began while as much as was agreed, or more, was going on."""
    if case.standing.allowed.kind != "number":
        return
    allowed = total_of(case.standing.allowed)
    lasting = [one for one in counted if one.entry.event.lasting is not None]
    for at, one in enumerate(lasting):
        if one.lifted is True:
            continue
        others = [(each, is_going_on(each.entry, one.entry, case.zone)) for each in lasting[:at]]
        going = [*(each for each, truth in others if truth), one]
        maybe = [*(each for each, truth in others if truth is not False), one]
        (least, _), (_, most) = in_all(case, going), in_all(case, maybe)
        adds, _ = in_all(case, [one])
        sure = one.lifted is False and adds != NOTHING and bool(least.is_over(allowed))
        if sure or most.is_over(allowed):
            found = going if sure else maybe
            start = one.entry.first
            window = Interval(start=start, end=end_of(one.entry, start, case.zone))
            when = f"at one time on {one.entry.day}"
            yield Excess(window, when, found, [len(found) - 1], sure)
