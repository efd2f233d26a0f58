"""What duties demand of a schedule: so many events in each of their rounds, or after others."""

from __future__ import annotations

import datetime as dt

from polyagree.consistency.board import Board, Occasion, Use
from polyagree.consistency.rounds import is_rolling, once_due, round_from, rounds_of, waited
from polyagree.consistency.worlds import is_open
from polyagree.model import Norm, Obligation
from polyagree.timeline.dues import due_of, not_before
from polyagree.timeline.instants import TICK
from polyagree.timeline.pronouns import mentions_them
from polyagree.timeline.rules import Rule, trigger_of

__all__ = ["add_duty", "add_grant", "add_upkeep", "follow"]


def add_duty(board: Board, rule: Rule) -> None:
    """Let what is due in a round, and follows nothing, happen in it."""
    norm, least = rule.norm, board.least_of(rule)
    # What hangs on something that is said or done is no duty for sure; doing it is fine.
    is_told = not is_open(norm) or (board.is_sure and _begins_by_date(norm))
    if not isinstance(norm, Obligation) or least is None or not is_told:
        board.left.append(rule)
        return
    if not board.keeping(rule):
        board.left.append(rule)
        return
    if board.is_sure and is_open(norm):
        board.left.append(rule)
    if rule.kind == "once" and once_due(rule, board.start, board.end) is None:
        board.later.add(board.owner_of(rule))
    for due in rounds_of(rule, norm, board.start, board.end, board.slots):
        if due.end is None and not board.is_sure and not _stays_as_it_is(board, rule):
            continue
        slots = board.between(due.start, due.end or board.end)
        events = board.events_of(rule, slots)
        if not board.is_waived(rule, events):
            board.demand(rule, events, least)
    if is_rolling(norm):
        _go_round(board, rule, norm, least)


def _stays_as_it_is(board: Board, rule: Rule) -> bool:
    """Return whether what bears on *rule* is the same after the last day as before it."""
    own = {*board.near_to(rule)}
    return not any(
        board.deeds.falls_under(board.chosen[index], other) is not False
        for other in board.passing
        for index in own.intersection(board.near_to(other))
    )


def _go_round(board: Board, rule: Rule, norm: Obligation, least: int) -> None:
    """Let what is due so long after the last time be due again after each time."""
    slots = board.slots.between(rule.opens or board.start, board.end)
    events, owed = board.events_of(rule, slots), {*board.deeds.owed_to(rule)}
    for number in events:
        _, slot, at = board.occasions[number - 1]
        if not owed <= board.reached(number):
            # The next time hangs on when the last of them is reached.
            continue
        # The latest instant of the stretch leaves the most time.
        end = round_from(norm, at if board.is_sure else slot.end - TICK, board.slots)
        if end is None or end > board.end or (rule.closes is not None and end > rule.closes):
            continue
        begins = waited(norm, at if board.is_sure else slot.start, board.slots.zone)
        between = board.between(slot.start, end)
        after = {each.number for each in between if each.end > begins}
        of = tuple(
            each
            for each in events
            if each != number
            and board.occasions[each - 1].slot.number in after
            and (not board.is_sure or max(at + TICK, begins) <= board.occasions[each - 1].at < end)
        )
        board.demand(rule, of, least, given=number)


def follow(board: Board) -> None:
    """Let what follows something be due after each event that may be it."""
    done = 0
    while done < len(board.occasions):
        done += 1
        occasion = board.occasions[done - 1]
        for rule in board.triggered:
            trigger = trigger_of(rule)
            if rule.kind not in {"once", "recurring", "quota"} or trigger is None:
                continue
            truth = board.deeds.sets_off(occasion.deed, rule, trigger)
            if board.hits(truth) and board.is_on(rule, occasion.slot):
                _add_following(board, rule, done, occasion)


def _add_following(board: Board, rule: Rule, cause: int, occasion: Occasion) -> None:
    norm, zone, slot = rule.norm, rule.case.zone, occasion.slot
    plain = isinstance(norm, Obligation) and rule.kind == "once" and norm.early is None
    if not plain or is_open(norm) or mentions_them(norm) or not board.keeping(rule):
        board.left.append(rule)
        return
    is_exact = board.is_sure or cause in board.given
    since = occasion.at if is_exact else slot.end - TICK
    due = due_of(norm, since, since, zone).last
    has_time = due is None or due > board.end
    if due is None or due > board.end:
        # Whoever has time until later may still do it now.
        board.later.add(board.owner_of(rule))
        due = board.end
    wait = getattr(norm, "wait", None)
    begins = occasion.at if is_exact else slot.start
    if wait is not None:
        begins = not_before(begins, wait, zone)
    slots = [each for each in board.slots.between(slot.start, due) if each.end > begins]
    if board.is_sure:
        slots = [each for each in slots if begins < each.at < due]
    events = tuple(each for each in board.events_of(rule, slots) if each != cause)
    if has_time and not (events and board.is_sure):
        return
    made = board.demand(rule, events, 1, given=cause)
    board.following.setdefault(cause, []).extend(made)


def add_grant(board: Board, rule: Rule) -> None:
    """Keep in mind what could be done by a permission, which nobody has to do."""
    if is_open(rule.norm) or rule.norm.after is not None:
        return
    slots = [slot for slot in board.slots if board.is_then(rule, slot) is not False]
    events = board.events_of(rule, slots)
    if events and not board.is_waived(rule, events):
        board.uses[Use(board.owner_of(rule), rule.who)] = (events,)


def add_upkeep(board: Board, rule: Rule) -> None:
    """Let what is kept up throughout be possible at each time."""
    if is_open(rule.norm) or not rule.norm.is_always or rule.norm.after is not None:
        return
    slots = [slot for slot in board.slots if board.is_then(rule, slot)]
    groups = tuple(board.events_of(rule, [slot]) for slot in slots)
    if board.is_sure or not all(groups):
        return
    use = Use(board.owner_of(rule), rule.who)
    board.uses[use] = tuple(each for each in groups if not board.is_waived(rule, each))


def _begins_by_date(norm: Norm) -> bool:
    return norm.from_ is None or isinstance(norm.from_, dt.date)
