"""What bans demand of a schedule: that something is not done, or not so soon, or not unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from polyagree.clock import Duration, deadline
from polyagree.consistency.board import Board
from polyagree.consistency.crowding import Distance
from polyagree.consistency.logic import Demand
from polyagree.consistency.slots import Slot
from polyagree.errors import InvalidTime
from polyagree.source import Path
from polyagree.timeline.instants import TICK
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Rule

__all__ = ["add_ban", "await_words"]

#: What was said longer ago is about another time.
_LONG_AGO = dt.timedelta(days=32)


def await_words(board: Board, rule: Rule) -> None:
    """Let what waits for a word be done after it only; for the schedule, a replay asks."""
    words = board.deeds.words_for(rule)
    if not words or rule.norm.after is not None:
        return
    places = {deed.event: index for index, deed in enumerate(board.chosen)}
    for number in [*_waiting(board, rule)]:
        slot = board.occasions[number - 1].slot
        before = [each for each in board.slots.all[: slot.number + 1] if _is_near(each, slot)]
        for ways in words:
            of = tuple(
                each
                for deed in ways
                if deed.event in places
                for other in before
                for each in board.numbers_of(places[deed.event], other)
            )
            if of:
                owners = (board.owner_of(rule),)
                board.demands.append(Demand(owners, of, least=1, given=number))


def _waiting(board: Board, rule: Rule) -> Iterator[int]:
    """Yield the events that surely are the act of *rule*, at a time at which it counts."""
    for index in board.near_to(rule):
        if board.deeds.falls_under(board.chosen[index], rule) is True:
            for number in board.by_deed.get(index, ()):
                if board.is_in_its_time(rule, board.occasions[number - 1].slot):
                    yield number


def add_ban(board: Board, rule: Rule) -> None:
    """Let what is not to be done not happen, or not so soon after something."""
    owners = (board.owner_of(rule),)
    if rule.norm.after is not None:
        _add_gap(board, rule)
        return
    for number in board.against(rule):
        board.demands.append(Demand(owners, (number,), most=0))


def _add_gap(board: Board, rule: Rule) -> None:
    """Let what is not to be done for a while after something keep its distance from it."""
    norm = rule.norm
    after = norm.after
    if after is None or (mentions_them(norm) and not board.is_wary):
        return
    owners, against = (board.owner_of(rule),), sorted(board.against(rule))
    causes = [
        number
        for number, occasion in enumerate(board.occasions, start=1)
        if board.hits(board.deeds.sets_off(occasion.deed, rule, after))
    ]
    # Of two that each set it off and each are against it, one comes after the other.
    mutual = {*causes} & {*against}
    if norm.for_ is not None:
        board.distances.append(_distance(owners[0], frozenset(mutual), norm.for_))
    by_slot: dict[int, list[int]] = {}
    for number in against:
        by_slot.setdefault(board.occasions[number - 1].slot.number, []).append(number)
    reached: dict[int, list[Slot]] = {}
    for cause in causes:
        slot = board.occasions[cause - 1].slot
        if slot.number not in reached:
            reached[slot.number] = [*_soon_after(board, slot, rule)]
        near = [each.number for each in reached[slot.number]]
        if slot.number not in near and _covers(slot, norm.for_, rule):
            _rule_out(board, owners[0], cause, by_slot.get(slot.number, ()))
        for number in (number for each in near for number in by_slot.get(each, ())):
            _exclude_pair(board, owners, cause, number)
        if slot.number not in near and cause in mutual:
            for number in by_slot.get(slot.number, ()):
                if number > cause and number in mutual:
                    _exclude_pair(board, owners, cause, number)


def _covers(slot: Slot, lasts: Duration | None, rule: Rule) -> bool:
    """Return whether what is ruled out from *slot* on is so for all the rest of it."""
    if lasts is None:
        return True
    try:
        return deadline(slot.start, lasts, rule.case.zone).is_met_by(slot.end - TICK)
    except InvalidTime:
        return True


def _rule_out(board: Board, owner: Path, cause: int, together: Sequence[int]) -> None:
    """
    Let what follows *cause* in the same stretch of time keep nothing that follows it.

    What comes before it is not ruled out, and does not follow it either.
    """
    for demand in board.following.get(cause, ()):
        left = tuple(number for number in demand.of if number not in together)
        if len(left) < len(demand.of):
            owners = tuple(dict.fromkeys((*demand.owners, owner)))
            board.demands.append(demand._replace(owners=owners, of=left))


def _distance(owner: Path, events: frozenset[int], lasts: Duration) -> Distance:
    if lasts.is_elapsed:
        return Distance(owner, events, span=lasts.elapsed)
    # Months are as long as the shortest is, and days as they are.
    days = lasts.whole_days + 28 * lasts.whole_months
    return Distance(owner, events, days=days if lasts.nights else days + 1)


def _exclude_pair(board: Board, owners: tuple[Path, ...], cause: int, number: int) -> None:
    if number != cause:
        of = (number,) if cause in board.given else (cause, number)
        board.demands.append(Demand(owners, of, most=len(of) - 1))


def _soon_after(board: Board, cause: Slot, rule: Rule) -> Iterator[Slot]:
    """Yield when something is, or may be, too soon after what was at *cause*."""
    lasts, zone = rule.norm.for_, rule.case.zone
    soonest = latest = None
    if lasts is not None:
        try:
            soonest = deadline(cause.start, lasts, zone)
            latest = deadline(cause.end - TICK, lasts, zone)
        except InvalidTime:
            lasts = None
    for slot in board.slots.all[cause.number :]:
        if latest is not None and not latest.is_met_by(slot.start):
            return
        surely = slot.number > cause.number and (
            soonest is None or soonest.is_met_by(slot.end - TICK)
        )
        if surely or board.is_wary:
            yield slot


def _is_near(slot: Slot, act: Slot) -> bool:
    """Return whether a word at *slot* may still count for what is done at *act*."""
    return act.day - slot.day <= _LONG_AGO
