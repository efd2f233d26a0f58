"""What limits demand of a schedule, and that nobody can be in two places at one time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from polyagree.clock import Duration, Quantity
from polyagree.consistency.board import Board
from polyagree.consistency.deeds import Deed
from polyagree.consistency.logic import Demand
from polyagree.consistency.portions import measure
from polyagree.model import Event, Named, PersonId
from polyagree.timeline.instants import TICK, earlier, later
from polyagree.timeline.rules import Rule

__all__ = ["add_limit", "keep_apart"]

_EACH = {"each partner", "each person"}


def add_limit(board: Board, rule: Rule) -> None:
    """Let no more of something happen in a window than is allowed."""
    norm, allowed = rule.norm, rule.case.standing.allowed
    events = sorted(board.against(rule), key=lambda each: board.occasions[each - 1].slot.number)
    most = _most(board, allowed, events)
    if most is None:
        return
    for group in _by_partner(board, norm.with_, rule.who, events):
        for window in _windows(board, group, rule):
            if len(window) > most:
                board.demands.append(Demand((board.owner_of(rule),), window, most=most))


def _most(board: Board, allowed: Quantity, events: Sequence[int]) -> int | None:
    """Return how many of *events* are allowed; ``None``: it is no matter of counting."""
    if allowed.number is not None:
        return int(allowed.number)
    measured = measure(allowed)
    sizes = {_size(board.occasions[number - 1].deed.event) for number in events}
    if measured is None or not board.is_sure or len(sizes) != 1:
        return None
    size = sizes.pop()
    return int(measured[0] // size[0]) if size is not None and size[1] == measured[1] else None


def _by_partner(
    board: Board, with_: Sequence[object], who: Sequence[PersonId], events: Sequence[int]
) -> Iterator[Sequence[int]]:
    if not any(str(term) in _EACH for term in with_):
        yield events
        return
    found: dict[str, list[int]] = {}
    for number in events:
        event = board.occasions[number - 1].deed.event
        for each in event.with_:
            if isinstance(each, Named) and each.name not in who:
                found.setdefault(each.name, []).append(number)
    yield from found.values()


def _windows(board: Board, events: Sequence[int], rule: Rule) -> Iterator[tuple[int, ...]]:
    zone = rule.case.zone
    window = rule.case.standing.per
    if window.kind == "ever":
        yield tuple(events)
    elif window.kind == "calendar":
        found: dict[dt.datetime, list[int]] = {}
        for number in events:
            start = board.slots.window_of(board.occasions[number - 1].slot, window)
            found.setdefault(start, []).append(number)
        yield from map(tuple, found.values())
    elif window.kind == "rolling" and window.duration is not None:
        yield from _rolling(board, events, window.duration, zone)


def _rolling(
    board: Board, events: Sequence[int], window: Duration, zone: ZoneInfo
) -> Iterator[tuple[int, ...]]:
    """Yield the events that are in one rolling window, for each that may end one."""
    first = 0
    for last, number in enumerate(events):
        _, slot, at = board.occasions[number - 1]
        # Whatever the hours, what begins after this is in one window with it.
        since = earlier(at if board.is_sure else slot.end - TICK, window, zone)
        while first < last and not _is_after(board, events[first], since):
            first += 1
        yield tuple(events[first : last + 1])


def _is_after(board: Board, number: int, since: dt.datetime) -> bool:
    _, slot, at = board.occasions[number - 1]
    return (at if board.is_sure else slot.start) > since


def keep_apart(board: Board) -> None:
    """Let nobody be in two places at one time."""
    lasting: dict[PersonId, dict[Deed, list[int]]] = {}
    for number, occasion in enumerate(board.occasions, start=1):
        event = occasion.deed.event
        if event.where and event.lasting is not None:
            for person in occasion.deed.people:
                lasting.setdefault(person, {}).setdefault(occasion.deed, []).append(number)
    seen: set[tuple[int, int]] = set()
    for by_deed in lasting.values():
        # What is done at one place alone needs no looking at, however long it lasts.
        numbers = [
            number
            for deed, own in by_deed.items()
            if any(board.deeds.are_apart(deed, other) for other in by_deed)
            for number in own
        ]
        _keep_apart(board, numbers, seen)


def _keep_apart(board: Board, numbers: list[int], seen: set[tuple[int, int]]) -> None:
    """Let no two of *numbers*, all of one person, be at one time in places apart."""
    numbers.sort(key=lambda each: board.occasions[each - 1].slot.number)
    for position, one in enumerate(numbers):
        end = _ends(board, one, board.occasions[one - 1].slot.end)
        for other in numbers[position + 1 :]:
            if end <= board.occasions[other - 1].slot.start:
                break
            if (one, other) not in seen and _exclude(board, one, other):
                seen.add((one, other))
                board.demands.append(Demand((), (one, other), most=1))


def _ends(board: Board, number: int, at: dt.datetime) -> dt.datetime:
    occasion = board.occasions[number - 1]
    lasting = occasion.deed.event.lasting
    return at if lasting is None else later(at, lasting, board.slots.zone)


def _exclude(board: Board, one: int, other: int) -> bool:
    """Return whether the two are in places apart, and cannot come one after the other."""
    first, second = board.occasions[one - 1], board.occasions[other - 1]
    if not board.deeds.are_apart(first.deed, second.deed):
        return False
    if board.is_sure:
        begins, then = sorted((first.at, second.at))
        earlier_one = one if begins == first.at else other
        return _ends(board, earlier_one, begins) > then
    return not (
        _ends(board, one, first.slot.start) < second.slot.end
        or _ends(board, other, second.slot.start) < first.slot.end
    )


def _size(event: Event) -> tuple[Decimal, str] | None:
    """Return how much *event* is: its amount, or how many hours it lasts."""
    if event.amount is not None:
        return measure(event.amount)
    return None if event.lasting is None else measure(Quantity(duration=event.lasting))
