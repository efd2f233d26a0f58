"""What is to go with an act whenever it is done, and may be ruled out itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import evolve

from polyagree.consistency.board import Board, Occasion
from polyagree.consistency.deeds import Deed
from polyagree.consistency.logic import Demand
from polyagree.consistency.worlds import is_open
from polyagree.model import ALWAYS, Condition, Happening, Situation
from polyagree.timeline.rules import Rule
from polyagree.timeline.truth import Truth, all_true

__all__ = ["add_alongside", "goes_on"]


def goes_on(during: Condition | None) -> Happening | None:
    """Return the act with which something is to go; ``None``: it hangs on something else."""
    if isinstance(during, Situation) and during != ALWAYS:
        return Happening(act=during.word)
    return during if isinstance(during, Happening) else None


def add_alongside(board: Board, rule: Rule) -> None:
    """Let nothing be done with which *rule* asks for something that is ruled out then."""
    act = goes_on(rule.norm.during)
    if act is None or rule.norm.is_always:
        return
    wider = {*board.deeds.words.wider(rule.norm.act)}
    bans = [
        other
        for other in board.rules
        if other.kind == "ban" and other.norm.after is None and other.norm.act in wider
    ]
    for number, occasion in enumerate(board.occasions, start=1):
        if bans and board.hits(_asks(board, rule, act, occasion)):
            for ban in _against(board, rule, bans, occasion):
                owners = (board.owner_of(rule), board.owner_of(ban))
                board.demands.append(Demand(owners, (number,), most=0))


def _asks(board: Board, rule: Rule, act: Happening, occasion: Occasion) -> Truth:
    """Return whether *rule* asks for something to go with *occasion*."""
    norm = rule.norm
    # Whether it counts yet, or still, may hang on what else is done.
    dates = all(each is None or isinstance(each, dt.date) for each in (norm.from_, norm.until))
    is_told = dates and norm.after is None and norm.unless is None
    return all_true(
        (
            board.deeds.sets_off(occasion.deed, rule, act),
            board.is_in_its_time(rule, occasion.slot),
            is_told or None,
        )
    )


def _against(board: Board, rule: Rule, bans: Sequence[Rule], occasion: Occasion) -> list[Rule]:
    """Return which of *bans* rule out what *rule* asks to go with *occasion*."""
    event = evolve(occasion.deed.event, act=rule.norm.act)
    with_it = Deed(event, occasion.deed.people)
    return [
        ban
        for ban in bans
        if board.hits(board.deeds.falls_under(with_it, ban))
        and board.hits(_is_then(board, ban, occasion))
    ]


def _is_then(board: Board, ban: Rule, occasion: Occasion) -> Truth:
    """Return whether *ban* counts at *occasion*, which may be what it waits for."""
    act = goes_on(ban.norm.during)
    if act is None or is_open(evolve(ban.norm, during=None)):
        return board.is_then(ban, occasion.slot)
    return all_true(
        (
            board.is_in_its_time(ban, occasion.slot),
            board.deeds.sets_off(occasion.deed, ban, act),
        )
    )
